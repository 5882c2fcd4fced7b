#include <criterion/criterion.h>

#include "common/utf8.h"

static const uint32_t points[] = { 0, 'a', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF };

Test(utf8, decodes_what_it_encodes_in_both_directions)
{
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		char bytes[4];
		struct str s = str_at(bytes, utf8_encode(points[i], bytes));
		size_t pos = 0;

		cr_expect_eq(utf8_next(s, &pos), points[i]);
		cr_expect_eq(pos, s.len);
		cr_expect_eq(utf8_previous(s, &pos), points[i]);
		cr_expect_eq(pos, 0);
		cr_expect(utf8_is_valid(s));
		for (size_t cut = 1; cut < s.len; cut++)
			cr_expect_not(utf8_is_valid(str_slice(s, 0, cut)));
	}
}

static const struct {
	const char *why, *text, *folded;
} folds[] = {
	{ "case", "Kim JONG Un", "kim jong un" },
	{ "accents", "J\xC3\xBCrgen \xC5\x81\xC3\xB3\xC5\xBA", "jurgen loz" },
	{ "a combining accent", "e\xCC\x81", "e" },
	{ "apostrophes", "O\xE2\x80\x99" "Brien", "o'brien" },
	{ "hyphens and dashes", "Jean\xE2\x80\x91Luc", "jean-luc" },
	{ "runs of blanks, none at the ends", "  New \xC2\xA0York ", "new york" },
	{ "letters with an English spelling", "Stra\xC3\x9F" "e \xC3\x98re", "strasse ore" },
	{ "the dotted capital I", "\xC4\xB0zmir", "izmir" },
	{ "Greek and Cyrillic", "\xCE\x91\xCE\xB8\xD0\x9C", "\xCE\xB1\xCE\xB8\xD0\xBC" },
};

Test(utf8, folds_names_to_their_search_key)
{
	for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
		struct buf out = { 0 };

		utf8_add_folded(&out, str_of(folds[i].text));
		cr_expect(str_is(buf_str(&out), folds[i].folded), "%s: %.*s", folds[i].why,
		          STR_ARGS(buf_str(&out)));
		buf_free(&out);
	}
}

Test(utf8, composes_only_what_is_not_composed)
{
	struct buf out = { 0 };

	cr_expect_not(utf8_nfc(str_of("caf\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D"), &out));
	cr_expect(utf8_nfc(str_of("cafe\xCC\x81"), &out));
	cr_expect(str_is(buf_str(&out), "caf\xC3\xA9"));
	buf_clear(&out);
	cr_expect(utf8_nfc(str_of("\xE2\x84\xAB"), &out), "the Angstrom sign is a singleton");
	cr_expect(str_is(buf_str(&out), "\xC3\x85"));
	buf_free(&out);
}

Test(utf8, measures_columns_of_a_terminal)
{
	cr_expect_eq(utf8_width(str_of("abc")), 3);
	cr_expect_eq(utf8_width(str_of("e\xCC\x81")), 1);
	cr_expect_eq(utf8_width(str_of("\xE6\x9D\xB1\xE4\xBA\xAC")), 4);
	cr_expect_eq(utf8_length(str_of("\xE6\x9D\xB1\xE4\xBA\xAC")), 2);
}

static const struct {
	const char *why, *bytes, *text;
} any_bytes[] = {
	{ "text stays", "caf\xC3\xA9\t\r\n\\x", "caf\xC3\xA9\t\r\n\\x" },
	{ "Latin-1", "caf\xE9", "caf\\xE9" },
	{ "a character cut off", "\xE2\x80", "\\xE2\\x80" },
	{ "a surrogate", "\xED\xA0\x80", "\\xED\\xA0\\x80" },
	{ "controls", "\x1B[2J\x7F", "\\x1B[2J\\x7F" },
	{ "nothing", "", "" },
};

Test(utf8, writes_any_bytes_as_text)
{
	for (size_t i = 0; i < sizeof any_bytes / sizeof *any_bytes; i++) {
		struct buf out = { 0 };

		utf8_add_bytes(&out, str_of(any_bytes[i].bytes));
		cr_expect(str_is(buf_str(&out), any_bytes[i].text), "%s: %.*s", any_bytes[i].why, STR_ARGS(buf_str(&out)));
		buf_free(&out);
	}
}
