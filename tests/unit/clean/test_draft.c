#include <criterion/criterion.h>

#include "common/arena.h"
#include "common/buf.h"

#include "filters/clean/draft.h"

static struct arena arena;

/* `map|text` of a draft. */
static const char *shown(const struct draft *draft)
{
	static struct buf out;
	struct map map = draft_map(draft, &arena);

	buf_clear(&out);
	map_write(&map, &out);
	buf_add_byte(&out, '|');
	buf_add_str(&out, draft->text);
	buf_add_byte(&out, '\0');
	return out.at;
}

struct step {
	size_t begin, end;
	const char *after;
};

static const struct {
	const char *why, *raw;
	struct step rounds[2][4]; /* ended by an after of NULL */
	const char *want;
} cases[] = {
	{ "nothing is done", "abc", { { { 0 } } }, "|abc" },
	{ "one replacement", "abcdef", { { { 2, 4, "X" } } }, "0:0:2,2:2:1:2,3:4:2|abXef" },
	{ "something taken out", "abcdef", { { { 2, 4, "" } } }, "0:0:2,2:2:0:2,2:4:2|abef" },
	{ "something put in", "abcdef", { { { 2, 2, "__" } } }, "0:0:2,2:2:2:0,4:2:4|ab__cdef" },
	{ "two edits side by side stay two", "abcdef", { { { 1, 2, "X" }, { 2, 3, "Y" } } },
	  "0:0:1,1:1:1:1,2:2:1:1,3:3:3|aXYdef" },
	{ "an edit inside a replaced run joins it", "abcdef", { { { 1, 3, "XYZ" } }, { { 2, 3, "-" } } },
	  "0:0:1,1:1:3:2,4:3:3|aX-Zdef" },
	{ "an edit across a replaced run swallows it", "abcdef", { { { 2, 3, "X" } }, { { 1, 4, "_" } } },
	  "0:0:1,1:1:1:3,2:4:2|a_ef" },
	{ "an edit that begins inside a replaced run", "abcdef", { { { 1, 3, "XYZ" } }, { { 3, 5, "_" } } },
	  "0:0:1,1:1:3:3,4:4:2|aXY_ef" },
	{ "an edit that ends inside a replaced run", "abcdef", { { { 2, 4, "XYZ" } }, { { 1, 3, "_" } } },
	  "0:0:1,1:1:3:3,4:4:2|a_YZef" },
	{ "two edits of one run are one repair", "abcdef", { { { 1, 4, "WXYZ" } }, { { 1, 2, "1" }, { 3, 4, "2" } } },
	  "0:0:1,1:1:4:3,5:4:2|a1X2Zef" },
	{ "what was taken out inside an edit belongs to it", "abcdef", { { { 2, 3, "" } }, { { 1, 3, "_" } } },
	  "0:0:1,1:1:1:3,2:4:2|a_ef" },
	{ "what was taken out beside an edit does not", "abcdef", { { { 2, 3, "" } }, { { 2, 3, "_" } } },
	  "0:0:2,2:2:0:1,2:3:1:1,3:4:2|ab_ef" },
	{ "put in twice at one place is one repair", "ab", { { { 1, 1, "X" } }, { { 1, 1, "Y" } } },
	  "0:0:1,1:1:2:0,3:1:1|aYXb" },
	{ "put in behind a replaced run joins it", "abc", { { { 1, 2, "X" } }, { { 2, 2, "Y" } } },
	  "0:0:1,1:1:2:1,3:2:1|aXYc" },
	{ "everything is taken out", "ab", { { { 0, 2, "" } } }, "0:0:0:2|" },
};

Test(draft, edits_are_composed)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct draft draft = draft_of(str_of(cases[i].raw), 0, &arena);

		for (size_t round = 0; round < 2; round++) {
			struct edits edits = { .arena = &arena };

			for (const struct step *s = cases[i].rounds[round]; s->after; s++)
				edits_add(&edits, s->begin, s->end, str_of(s->after), 1u << round);
			draft_apply(&draft, &edits);
		}
		draft_finish(&draft, str_of(cases[i].raw), false, false);
		cr_expect_str_eq(shown(&draft), cases[i].want, "%s: %s", cases[i].why, shown(&draft));
	}
}

Test(draft, kinds_of_one_place_are_joined)
{
	struct draft draft = draft_of(str_of("abcdef"), 0, &arena);
	struct edits edits = { .arena = &arena };

	edits_add(&edits, 1, 3, str_of("XY"), 4);
	draft_apply(&draft, &edits);
	edits.n = 0;
	edits_add(&edits, 2, 5, str_of(""), 8);
	draft_apply(&draft, &edits);
	cr_assert_eq(draft.n_runs, 3u);
	cr_expect_eq(draft.runs[1].kinds, 12u);
}

Test(draft, finishing_trims_blanks_and_drops_null_edits)
{
	struct str raw = str_of("  ab  ");
	struct draft draft = draft_of(raw, 0, &arena);
	struct edits edits = { .arena = &arena };

	edits_add(&edits, 2, 3, str_of("a"), 1);
	draft_apply(&draft, &edits);
	draft_finish(&draft, raw, true, true);
	cr_expect_str_eq(shown(&draft), "|ab");
	cr_expect_eq(draft.raw, 2u);
	cr_expect_eq(draft_raw_end(&draft), 4u);
}

Test(draft, is_cut_in_two_outside_replaced_runs)
{
	struct draft draft = draft_of(str_of("abcdef"), 10, &arena), head, tail;
	struct edits edits = { .arena = &arena };
	size_t raw;

	edits_add(&edits, 1, 3, str_of("XYZ"), 1);
	draft_apply(&draft, &edits); /* aXYZdef */
	cr_expect_not(draft_raw_at(&draft, 2, &raw));
	cr_assert(draft_raw_at(&draft, 5, &raw));
	cr_expect_eq(raw, 14u);
	draft_split(&draft, 5, &head, &tail);
	cr_expect_str_eq(shown(&head), "0:10:1,1:11:3:2,4:13:1|aXYZd");
	cr_expect_str_eq(shown(&tail), "|ef");
	cr_expect_eq(tail.raw, 14u);
}
