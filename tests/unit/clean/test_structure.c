/* Lines of saved pages: what they announce, and how a text is followed through them. */
#include <criterion/criterion.h>

#include "filters/clean/structure/credits.h"
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

static const struct {
	const char *text;
	bool is_stamp;
} stamps[] = {
	{ "Ida Holm, 3 May 2024 at 9:05 pm", true },
	{ "two days ago", true },
	{ "posted 4 hours ago by gullwatcher", true },
	{ "gullwatcher says:", true },
	{ "The race was won in 2:31", true },
	{ "3 May 2024", false },
	{ "They lost it by 3:2", false },
	{ "long agony", false },
	{ "The mayor had gone through the numbers two days ago, and what she found was told to the council on Monday evening.", false },
	{ "", false },
};

Test(structure, stamps_stand_above_comments)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++) {
		struct line_look look;

		structure_look(str_of(stamps[i].text), &arena, &look);
		cr_expect((look.cues >> LOOK_STAMP & 1) == stamps[i].is_stamp, "%s", stamps[i].text);
	}
	arena_free(&arena);
}

/* A model that asks for four words: lines of fewer are text where those beside them are. */
Test(structure, a_short_line_goes_with_its_neighbours)
{
	static const struct {
		const char *lines[6], *kinds; /* t: text, -: none */
	} pages[] = {
		{ { "the ferry is late again", "Meal 1", "and the cook is not amused", NULL }, "ttt" },
		{ { "Home", "News", "Sport", "Weather", "Contact", NULL }, "-----" },
	};
	static const struct str no = STR("0\t0\t=\t-9\n"), words = STR("0\t0\twords\t3.5\t1\t2\n0\t1\t=\t-2\n0\t2\t=\t4\n");
	const struct str tables[STRUCTURE_TABLES] = { no, no, no, words, no };
	struct structure_model model;
	struct arena arena = { 0 };

	cr_assert(structure_read_model(tables, &arena, &model));
	for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
		struct line_look looks[6];
		enum par_kind kinds[6];
		size_t n = 0;

		for (; pages[p].lines[n]; n++)
			structure_look(str_of(pages[p].lines[n]), &arena, &looks[n]);
		structure_page(&model, looks, n, &arena, kinds);
		for (size_t i = 0; i < n; i++)
			cr_expect(kinds[i] == (pages[p].kinds[i] == 't' ? PAR_P : PAR_BOILER), "%s", pages[p].lines[i]);
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

/* One paragraph of an article: alone between blank lines, behind the first. */
static const struct {
	const char *text;
	enum par_kind kind;
} paragraphs[] = {
	{ "The ferry was late again, and nobody knew why.", PAR_P },
	{ "\u201CThe ferry was late again,\u201D said the cook.", PAR_P },
	{ "Why the ferry is late", PAR_TITLE },
	{ "What happens next?", PAR_TITLE },
	{ "'Nobody told us'", PAR_TITLE },
	{ "\u201CNobody told us\u201D", PAR_TITLE },
	{ "What, if the ferry never came, would people say?", PAR_P },
	{ "Really?", PAR_P },
	{ "- a plan", PAR_LIST },
	{ "\u2022 a plan", PAR_LIST },
	{ "\u2013 a plan", PAR_LIST },
	{ "2) a plan", PAR_LIST },
	{ "(12) a plan", PAR_LIST },
	{ "b) a plan", PAR_LIST },
	{ "(a plan) nobody knew.", PAR_P },
	{ "2024. That was the year.", PAR_P },
	{ "Reuters", PAR_CREDIT },
	{ "By Ann Lee and Bob van Ray", PAR_CREDIT },
	{ "By Ann Lee, Harbour correspondent", PAR_CREDIT },
	{ "Written by Ann Lee", PAR_CREDIT },
	{ "By noon the ferry had left", PAR_TITLE },
	{ "(Reporting by Ann Lee; Editing by Bob Ray)", PAR_CREDIT },
	{ "The Gull's Ann Lee contributed to this report.", PAR_CREDIT },
	{ "Each of them contributed to this port.", PAR_P },
	{ "Read more: why the ferry is late", PAR_BOILER },
	{ "SEE ALSO: why the ferry is late", PAR_BOILER },
	{ "Story continues below", PAR_BOILER },
	{ "This material may not be published, broadcast or rewritten.", PAR_BOILER },
	{ "Share", PAR_BOILER },
	{ "Shares of the ferry fell", PAR_TITLE },
	{ "Relatedly, nobody knew.", PAR_P },
	{ "Prints of the old ferry", PAR_TITLE },
	{ "(MORE)", PAR_BOILER },
	{ "* * *", PAR_BOILER },
	{ "###", PAR_BOILER },
	{ "- 12 -", PAR_BOILER },
	{ "Page 3", PAR_BOILER },
	{ "4 min read", PAR_BOILER },
	{ "00:01:02,300 --> 00:01:04,000", PAR_BOILER },
	{ "12.5", PAR_P },
	{ "2024", PAR_P },
};

Test(structure, paragraphs_of_an_article)
{
	struct structure_place place = { .is_alone = true };
	struct arena arena = { 0 };
	struct credits *credits = credits_new(str_of("Reuters\n"), &arena);

	for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs; i++) {
		enum par_kind kind = structure_kind(credits, str_of(paragraphs[i].text), &place);

		cr_expect(kind == paragraphs[i].kind, "%s: %s", paragraphs[i].text, par_kind_names[kind]);
	}
	arena_free(&arena);
}

static const struct {
	const char *text;
	bool is_alone, is_above_text, is_title;
} firsts[] = {
	{ "Ferry late again", true, false, true },
	{ "Is the ferry late again?", true, false, true },
	{ "Dear Ann,", true, false, false },
	{ "The times are:", true, false, false },
	{ "The ferry was late.", true, false, false },
	{ "T", true, false, false },
	{ "Ferry late again", false, true, true },
	{ "Ferry late again", false, false, false },
	{ "Ferry late", false, true, false },
	{ "By Ann Lee", false, true, false },
	{ "Osthaven, May 3, 2024", false, true, false },
};

Test(structure, titles_stand_first)
{
	struct arena arena = { 0 };
	struct credits *credits = credits_new(str_of(""), &arena);

	for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
		struct structure_place place = { .is_first = true, .has_title_line = true, .is_alone = firsts[i].is_alone,
			                         .is_above_text = firsts[i].is_above_text };

		cr_expect((structure_kind(credits, str_of(firsts[i].text), &place) == PAR_TITLE) == firsts[i].is_title, "%s",
		          firsts[i].text);
	}
	arena_free(&arena);
}
