#include <criterion/criterion.h>

#include "common/surface.h"

/*
 * Two paragraphs; in the first `&amp;` (raw 3..8) became `&`, and "é" is two bytes:
 *      raw   é &amp; b  .  \n\n  cd
 *      text  é & b      .  \n\n  cd        code points 0 é 1 ' ' 2 & 3 ' ' 4 b 5 . 6 7 8 c 9 d
 */
static struct paragraph paragraphs[] = {
	{ .number = 1, .begin = 0, .end = 11, .map = STR("0:0:3,3:3:1:5,4:8:3"), .text = STR("\xC3\xA9 & b.") },
	{ .number = 2, .begin = 13, .end = 15, .text = STR("cd") },
};

static const struct {
	const char *why;
	size_t raw_begin, raw_end;
	bool is_found;
	uint32_t begin_cp, end_cp;
} cases[] = {
	{ "a character of two bytes", 0, 2, true, 0, 1 },
	{ "a repaired one", 3, 8, true, 2, 3 },
	{ "a part of a repaired one is all of it", 4, 5, true, 2, 3 },
	{ "behind it", 9, 10, true, 4, 5 },
	{ "over two paragraphs", 9, 14, true, 4, 9 },
	{ "the last paragraph", 13, 15, true, 8, 10 },
	{ "between paragraphs", 11, 13, false, 0, 0 },
	{ "behind the text", 15, 20, false, 0, 0 },
	{ "nothing", 2, 2, false, 0, 0 },
};

Test(surface, finds_raw_ranges_in_code_points)
{
	struct layers layers = { .paragraphs = paragraphs, .n_paragraphs = 2 };
	struct arena arena = { 0 };
	struct surface surface;

	surface_make(&layers, &arena, &surface);
	cr_assert(str_is(surface.text, "\xC3\xA9 & b.\n\ncd"), "%.*s", STR_ARGS(surface.text));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct surface_range range = { 0 };
		bool found = surface_find(&surface, cases[i].raw_begin, cases[i].raw_end, &range);

		cr_expect_eq(found, cases[i].is_found, "%s", cases[i].why);
		if (found && cases[i].is_found)
			cr_expect(range.begin_cp == cases[i].begin_cp && range.end_cp == cases[i].end_cp,
			          "%s: [%u, %u)", cases[i].why, range.begin_cp, range.end_cp);
	}
	arena_free(&arena);
}
