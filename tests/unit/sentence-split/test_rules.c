#include <criterion/criterion.h>

#include "filters/sentence-split/rules.h"

static const struct vocabulary_word no_words[2]; /* two empty slots */

static const char list[] = "mr title\ngen title\ne.g link\nfig number\ninc name\nyahoo mark\netc other\np.m unit\n";

/* What is said of the gap at `|`. */
static const struct {
	const char *why, *text;
	enum verdict verdict;
} cases[] = {
	{ "a title before a name", "We met Mr.| Oakwell there.", VERDICT_GOES_ON },
	{ "a title before initials", "We met Gen.| R. Moss there.", VERDICT_GOES_ON },
	{ "a word like a title, in lower case", "This is new gen.| Oakwell said so.", VERDICT_OPEN },
	{ "what introduces", "Fruit, e.g.| Apples", VERDICT_GOES_ON },
	{ "a number behind its word", "See fig.| 7 below.", VERDICT_GOES_ON },
	{ "no number behind it", "That was the fig.| Nobody ate it.", VERDICT_OPEN },
	{ "an abbreviation before lower case", "Oakwell Inc.| is gone.", VERDICT_GOES_ON },
	{ "initials", "Rita J.| Oakwell came.", VERDICT_GOES_ON },
	{ "initials before the dot", "Did Rita| I. Oakwell come?", VERDICT_GOES_ON },
	{ "behind a comma and a quote", "She said,| \"Go.\"", VERDICT_GOES_ON },
	{ "quoted, and on in lower case", "\"Go!\"| she said.", VERDICT_GOES_ON },
	{ "quoted, then who said it", "\"Go!\"| Rita Oakwell said.", VERDICT_GOES_ON },
	{ "quoted, then something else", "\"Go!\"| Rita left.", VERDICT_OPEN },
	{ "in brackets, and on in lower case", "He left (it was late.)| by bus.", VERDICT_GOES_ON },
	{ "emphasis", "It is _so_| Good.", VERDICT_GOES_ON },
	{ "a name with a mark", "They work at Yahoo!| in town.", VERDICT_GOES_ON },
	{ "words left out", "We came . . .| and left.", VERDICT_GOES_ON },
	{ "a mark apart from its word", "We came| ! Then", VERDICT_GOES_ON },
	{ "brackets behind brackets", "The port (P)| (see below)", VERDICT_GOES_ON },
	{ "a time alone is no sentence", "At 5 p.m.| Rita left.", VERDICT_GOES_ON },
	{ "behind a list marker", "1.| First this.", VERDICT_GOES_ON },
	{ "before the next marker", "1) First this| 2) then that", VERDICT_END },
	{ "before another number", "1) First this| 7) then that", VERDICT_OPEN },
	{ "before the next letter", "(a) First this| (b) then that", VERDICT_END },
	{ "before the next roman number", "iii) This| iv) then that", VERDICT_END },
	{ "before a bullet", "\xE2\x80\xA2 First this| \xE2\x80\xA2 then that", VERDICT_END },
	{ "an ordinary full stop", "We left.| They stayed.", VERDICT_OPEN },
};

Test(rules, decide_what_is_certain)
{
	struct index abbreviations = { 0 };
	struct vocabulary vocabulary;

	cr_assert(abbreviations_read(str_of(list), &abbreviations) == 0);
	cr_assert(vocabulary_open(str_at((const char *)no_words, sizeof no_words), &vocabulary));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str marked = str_of(cases[i].text);
		size_t end = str_find(marked, '|', 0), begin = end;
		char bytes[128];
		struct gap_text text = { str_at(bytes, marked.len - 1), &abbreviations, &vocabulary };
		struct gap_cursor cursor = gap_begin(&text);
		struct gap_view view;

		memcpy(bytes, marked.at, end);
		memcpy(bytes + end, marked.at + end + 1, marked.len - end - 1);
		while (bytes[begin] == ' ')
			begin++;
		gap_look(&cursor, (struct gap){ end, begin }, &view);
		cr_expect(rules_judge(&view) == cases[i].verdict, "%s: %d", cases[i].why, rules_judge(&view));
	}
	index_free(&abbreviations);
}

static const struct {
	const char *chunk;
	uint32_t ordinal, roman; /* 0 and 0: no marker */
} markers[] = {
	{ "1.", 1, 0 },    { "12)", 12, 0 },  { "(3)", 3, 0 },  { "4.)", 4, 0 },   { "a.", 1, 0 }, { "i)", 9, 1 },
	{ "(iv)", 0, 4 },  { "xii.", 0, 12 }, { "B)", 2, 0 },   { "1", 0, 0 },     { ".", 0, 0 },  { "1.5", 0, 0 },
	{ "ab.", 0, 0 },   { "(1", 0, 0 },    { "1...", 0, 0 }, { "2012.", 0, 0 }, { "", 0, 0 },   { "()", 0, 0 },
};

Test(rules, read_markers_of_list_items)
{
	for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
		struct marker marker = { 0 };
		bool is_one = marker_read(str_of(markers[i].chunk), &marker);

		cr_expect(is_one == (markers[i].ordinal || markers[i].roman), "%s", markers[i].chunk);
		cr_expect(!is_one || (marker.ordinal == markers[i].ordinal && marker.roman == markers[i].roman),
		          "%s: %u, %u", markers[i].chunk, marker.ordinal, marker.roman);
	}
}
