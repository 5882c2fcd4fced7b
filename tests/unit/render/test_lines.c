#include <criterion/criterion.h>

#include "common/utf8.h"
#include "filters/render/lines.h"

static const struct {
	const char *why, *text, *shown;
} texts[] = {
	{ "plain", "One two", "One two" },
	{ "blanks are one, none at the ends", "  one \t\n two  ", "one two" },
	{ "escape sequences lose their escape", "\033[31mred\033[0m", "[31mred [0m" },
	{ "C1 controls too", "a\302\2332Jb", "a 2Jb" },
	{ "bidi overrides", "a\342\200\256b\342\201\246c", "a b c" },
	{ "line separators", "a\342\200\250b", "a b" },
	{ "DEL and BEL", "a\177b\ac", "a b c" },
	{ "bytes that are no text", "a\xFF", "a\357\277\275" },
	{ "letters of all kinds stay", "Škoda 東京 é", "Škoda 東京 é" },
};

Test(lines, nothing_drives_a_terminal)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buf out = { 0 };
		struct lines lines = { .out = &out };

		lines_text(&lines, str_of(texts[i].text));
		cr_expect(str_is(buf_str(&out), texts[i].shown), "%s: \"%.*s\"", texts[i].why, STR_ARGS(buf_str(&out)));
		buf_free(&out);
	}
}

static const struct {
	const char *text;
	size_t columns;
	const char *shown;
} shorts[] = {
	{ "one two", 7, "one two" }, { "one two", 6, "one t…" }, { "one two", 5, "one…" }, { "東京都", 6, "東京都" },
	{ "東京都", 5, "東京…" },    { "東京都", 4, "東…" },      { "", 3, "" },
};

Test(lines, are_cut_by_columns)
{
	for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++) {
		struct buf out = { 0 };
		struct lines lines = { .out = &out };

		lines_short(&lines, str_of(shorts[i].text), shorts[i].columns);
		cr_expect(str_is(buf_str(&out), shorts[i].shown), "%s in %zu: %.*s", shorts[i].text,
		          shorts[i].columns, STR_ARGS(buf_str(&out)));
		cr_expect_leq(utf8_width(buf_str(&out)), shorts[i].columns);
		buf_clear(&out);
		lines_padded(&lines, str_of(shorts[i].text), shorts[i].columns);
		cr_expect_eq(utf8_width(buf_str(&out)), shorts[i].columns, "%s in %zu", shorts[i].text,
		             shorts[i].columns);
		buf_free(&out);
	}
}

Test(lines, paragraphs_are_wrapped_at_blanks)
{
	struct buf out = { 0 };
	struct lines lines = { .out = &out, .width = 12 };

	lines_paragraph(&lines, "  • ", str_of("one two three averylongwordindeed four"));
	cr_expect(str_is(buf_str(&out), "  • one two\n    three\n    averylongwordindeed\n    four\n"), "%.*s",
	          STR_ARGS(buf_str(&out)));
	buf_clear(&out);
	lines.width = 0;
	lines_paragraph(&lines, "", str_of("one two three"));
	cr_expect(str_is(buf_str(&out), "one two three\n"));
	buf_free(&out);
}

static const struct {
	const char *text, *shown;
} visibles[] = {
	{ "plain", "plain" },
	{ "\302\240", "U+00A0" },
	{ "pa\302\255per", "paU+00ADper" },
	{ "e\314\201", "eU+0301" },
	{ "-\n", "-↵" },
	{ "caf\xE9", "caf\\xE9" },
	{ "\xE2\x80", "\\xE2\\x80" },
	{ "â€™", "â€™" },
};

Test(lines, what_is_invisible_is_named)
{
	for (size_t i = 0; i < sizeof visibles / sizeof *visibles; i++) {
		struct buf out = { 0 };
		struct lines lines = { .out = &out };

		lines_visible(&lines, str_of(visibles[i].text), 40);
		cr_expect(str_is(buf_str(&out), visibles[i].shown), "%s: %.*s", visibles[i].shown,
		          STR_ARGS(buf_str(&out)));
		buf_free(&out);
	}
}

Test(lines, colour_only_where_it_is_wanted)
{
	struct buf out = { 0 };
	struct lines lines = { .out = &out };

	lines_styled(&lines, STYLE_ID, str_of("Q7747"));
	cr_expect(str_is(buf_str(&out), "Q7747"));
	buf_clear(&out);
	lines.is_coloured = true;
	lines_styled(&lines, STYLE_ID, str_of("Q7747"));
	cr_expect(str_is(buf_str(&out), "\033[32mQ7747\033[0m"));
	buf_free(&out);
}
