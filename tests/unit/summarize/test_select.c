/* Tests of filters/summarize/select.h: budgets, redundancy, what must come along. */
#include <criterion/criterion.h>

#include "filters/summarize/select.h"

enum { S = 4, W = 6 };

/* Four sentences of ten words; the first two say the same, the last two their own. */
static uint32_t first[S + 1] = { 0, 2, 4, 6, 8 };
static uint32_t word[8] = { 0, 1, 0, 1, 2, 3, 4, 5 };
static float value[W] = { 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f };
static const struct terms terms = { .n_sentences = S };
static const struct importance importance = {
	.terms = &terms, .n_words = W, .first = first, .word = word, .value = value,
};

static size_t run(const double *scores, const uint32_t *needs, struct budget budget, double redundancy,
                  struct arena *arena, struct choice **choices)
{
	static const bool is_candidate[S] = { true, true, true, true };
	static const uint32_t n_words[S] = { 10, 10, 10, 10 }, n_bytes[S] = { 50, 50, 50, 50 };
	struct choosing choosing = { &importance, is_candidate, scores, n_words, n_bytes,
		                     needs,  redundancy,   budget };

	return select_sentences(&choosing, arena, choices);
}

static const struct {
	const char *why;
	double scores[S];
	uint32_t needs[S];
	struct budget budget;
	double redundancy;
	const char *want; /* positions in text order */
} cases[] = {
#define NONE SELECT_NONE
#define ALL SIZE_MAX
	{ "the best two, in text order", { 1, 2, 3, 4 }, { NONE, NONE, NONE, NONE }, { 2, ALL, ALL }, 0, "23" },
	{ "what was said already gives way", { 4, 3, 2, 1 }, { NONE, NONE, NONE, NONE }, { 2, ALL, ALL }, 2, "02" },
	{ "ties go to the earlier one", { 1, 1, 1, 1 }, { NONE, NONE, NONE, NONE }, { 2, ALL, ALL }, 0, "01" },
	{ "a word budget is not exceeded", { 4, 3, 2, 1 }, { NONE, NONE, NONE, NONE }, { ALL, 29, ALL }, 0, "01" },
	{ "bytes count one between two", { 4, 3, 2, 1 }, { NONE, NONE, NONE, NONE }, { ALL, ALL, 100 }, 0, "0" },
	{ "bytes that just fit", { 4, 3, 2, 1 }, { NONE, NONE, NONE, NONE }, { ALL, ALL, 101 }, 0, "01" },
	{ "a sentence brings what it needs", { 0, 0, 1, 9 }, { NONE, NONE, NONE, 1 }, { 2, ALL, ALL }, 0, "13" },
	{ "no room for both: others first", { 2, 1, 3, 9 }, { NONE, NONE, NONE, 1 }, { 1, ALL, ALL }, 0, "2" },
	{ "no room at all", { 1, 1, 1, 1 }, { NONE, NONE, NONE, NONE }, { ALL, 9, ALL }, 0, "" },
	{ "nothing asked for", { 1, 1, 1, 1 }, { NONE, NONE, NONE, NONE }, { 0, ALL, ALL }, 0, "" },
};

Test(select, chooses_within_budgets)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = { 0 };
		struct choice *choices;
		char got[S + 1] = "";
		size_t n = run(cases[i].scores, cases[i].needs, cases[i].budget, cases[i].redundancy, &arena,
		               &choices);

		for (size_t k = 0; k < n; k++)
			got[k] = (char)('0' + choices[k].sentence);
		cr_expect_str_eq(got, cases[i].want, "%s: got %s", cases[i].why, got);
		arena_free(&arena);
	}
}

Test(select, counts_words_as_wc)
{
	cr_expect_eq(select_count_words((struct str)STR(" one  two\tthree-four ")), 3);
	cr_expect_eq(select_count_words((struct str)STR("")), 0);
}

Test(select, expected_words_that_are_said)
{
	struct arena arena = { 0 };
	const uint32_t chosen[] = { 0 };
	float said[S];

	select_said(&importance, chosen, 1, &arena, said);
	cr_expect_eq(said[1], 1);
	cr_expect_eq(said[2], 0);
	select_said(&importance, chosen, 0, &arena, said);
	cr_expect_eq(said[0], 0);
	arena_free(&arena);
}
