/* Tests of filters/summarize/known.h: what of a later document is known. */
#include <criterion/criterion.h>

#include "filters/summarize/known.h"

enum { S = 2, V = 3 };

Test(known, cuts_ids_off)
{
	struct str rest = STR("  monday tuesday "), id;

	cr_expect(known_next_id(&rest, &id) && str_is(id, "monday"));
	cr_expect(known_next_id(&rest, &id) && str_is(id, "tuesday"));
	cr_expect(!known_next_id(&rest, &id));
}

Test(known, counts_the_terms_of_named_documents)
{
	static struct form stems[V] = { { .lower = STR("ferri") }, { .lower = STR("fire") }, { .lower = STR("port") } };
	static struct form later_stems[V] = { { .lower = STR("fire") }, { .lower = STR("engin") },
		                              { .lower = STR("ferri") } };
	static uint32_t first[S + 1] = { 0, 2, 3 }, term[] = { 0, 1, 2 };
	static float idf[V] = { 1, 1, 1 };
	struct terms earlier = { .n_terms = V, .stems = { .items = stems, .n = V } };
	struct terms later = { .n_sentences = S, .first = first, .term = term, .n_terms = V,
		               .stems = { .items = later_stems, .n = V }, .idf = idf };
	struct known known = { 0 };
	struct arena arena = { 0 };
	bool *is_known;

	known_name(&known, (struct str)STR("monday sunday"));
	known_learn(&known, (struct str)STR("friday"), &earlier);
	cr_expect_null(known_terms(&known, &later, &arena));
	known_learn(&known, (struct str)STR("monday"), &earlier);
	cr_expect(known_has_come(&known, (struct str)STR("monday")));
	cr_expect(!known_has_come(&known, (struct str)STR("sunday")));
	cr_expect(!known_is_named(&known, (struct str)STR("friday")));
	is_known = known_terms(&known, &later, &arena);
	cr_assert_not_null(is_known);
	cr_expect_eq(known_part(&later, is_known, 0), KNOWN_COST / 2);
	cr_expect_eq(known_part(&later, is_known, 1), KNOWN_COST);
	cr_expect_eq(known_part(&later, NULL, 0), 0);
	arena_free(&arena);
	known_free(&known);
}
