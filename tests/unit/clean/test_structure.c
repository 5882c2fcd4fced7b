/* Lines of saved pages: what they announce, and how a text is followed through them. */
#include <criterion/criterion.h>

#include "filters/clean/structure/looks.h"
#include "filters/clean/structure/structure.h"

static const struct {
	const char *text;
	enum look_marker marker;
} markers[] = {
	{ "Related articles", LOOK_MARKER_MORE },
	{ "More from the harbour", LOOK_MARKER_MORE },
	{ "More boats than ever came", LOOK_MARKER_MORE },
	{ "Most boats stayed in port", LOOK_MARKER_NONE },
	{ "Related topics: ferries, wind", LOOK_MARKER_TAGS },
	{ "Tags", LOOK_MARKER_TAGS },
	{ "Share this:", LOOK_MARKER_SHARE },
	{ "258 shares", LOOK_MARKER_SHARE },
	{ "[ 167 comments ]", LOOK_MARKER_COMMENT },
	{ "Leave a reply", LOOK_MARKER_COMMENT },
	{ "\u00A9 2024 The Daily Gull", LOOK_MARKER_SITE },
	{ "By Ida Holm", LOOK_MARKER_BY },
	{ "Related", LOOK_MARKER_MORE },
	{ "Related to the captain by marriage, she took over the ferry in spring", LOOK_MARKER_NONE },
	{ "The harbour reopened", LOOK_MARKER_NONE },
	{ "", LOOK_MARKER_NONE },
};

Test(structure, markers_are_told_by_first_words)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
		struct line_look look;

		structure_look(str_of(markers[i].text), &arena, &look);
		cr_expect(look.marker == markers[i].marker, "%s: %d", markers[i].text, look.marker);
	}
	arena_free(&arena);
}

static size_t feature(const char *name)
{
	size_t f = 0;

	while (f < structure_n_names && strcmp(structure_names[f], name) != 0)
		f++;
	cr_assert(f < structure_n_names, "%s", name);
	return f;
}

/* Eight lines: the text begins with the third and ends with the sixth, if the odds are sure. */
Test(structure, a_text_goes_on_until_a_line_may_be_its_last)
{
	enum { LINES = 8, FIRST = 2, LAST = 5 };
	static float rows[LINES * STRUCTURE_MAX_FEATURES];
	struct line_guess guesses[LINES];
	size_t inside = feature("inside"), over = feature("over"), passed = feature("passed");

	for (size_t i = 0; i < LINES; i++) {
		guesses[i].odds[GUESS_TEXT] = -3; /* a list, say: no line of it looks like text */
		guesses[i].odds[GUESS_BEGIN] = i == FIRST ? 9 : -9;
		guesses[i].odds[GUESS_END] = i == LAST ? 9 : -9;
	}
	structure_look_again(guesses, LINES, rows);
	for (size_t i = 0; i < LINES; i++) {
		const float *x = rows + i * structure_n_names;

		cr_expect((x[inside] > 0.99f) == (i >= FIRST && i <= LAST), "line %zu: inside %f", i, (double)x[inside]);
		cr_expect((x[over] > 0.99f) == (i > LAST), "line %zu: over %f", i, (double)x[over]);
		cr_expect(x[passed] >= 0 && x[passed] <= 1, "line %zu: passed %f", i, (double)x[passed]);
	}
	structure_look_again(guesses, 0, rows);
}
