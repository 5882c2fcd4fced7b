#include <criterion/criterion.h>

#include "common/row.h"

static bool same(struct str got, const char *want)
{
	return str_eq(got, str_of(want));
}

static const struct {
	const char *why, *line;
	size_t n;
	const char *first, *last;
} splits[] = {
	{ "one field", "doc", 1, "doc", "doc" },
	{ "an empty line is one empty field", "", 1, "", "" },
	{ "two fields", "doc\ta", 2, "doc", "a" },
	{ "a TAB at the end opens an empty field", "doc\ta\t", 3, "doc", "" },
	{ "empty fields in the middle count", "a\t\t\tb", 4, "a", "b" },
	{ "a quote is an ordinary byte", "tok\t\"\tx", 3, "tok", "x" },
};

Test(row, splits_at_every_tab)
{
	for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
		struct str fields[8];
		size_t n = row_split(str_of(splits[i].line), fields, 8);

		cr_expect_eq(n, splits[i].n, "%s: %zu fields", splits[i].why, n);
		cr_expect(same(fields[0], splits[i].first), "%s: first", splits[i].why);
		cr_expect(same(fields[n - 1], splits[i].last), "%s: last", splits[i].why);
	}
}

Test(row, counts_fields_beyond_the_room_it_is_given)
{
	struct str fields[2];

	cr_assert_eq(row_split(str_of("a\tb\tc\td"), fields, 2), 4);
}

static const char *const texts[] = { "", "plain", "a\tb", "line\nend", "cr\r", "back\\slash", "\\t", "\\\\", "\t\n\r\\",
	                              "seventeen bytes\\-", "sixteen of them.\t", "a word, and eight\n more of it" };

Test(row, unescape_undoes_escape)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buf escaped = { 0 };
		char back[64];
		size_t len;

		row_escape(str_of(texts[i]), &escaped);
		cr_expect(!memchr(escaped.at ? escaped.at : "", '\t', escaped.len), "no TAB is left");
		len = row_unescape(buf_str(&escaped), back);
		cr_expect(len != SIZE_MAX && str_eq(str_at(back, len), str_of(texts[i])), "case %zu", i);
		buf_free(&escaped);
	}
}

Test(row, refuses_a_backslash_that_is_no_escape)
{
	char out[16];

	cr_expect_eq(row_unescape(str_of("a\\x"), out), SIZE_MAX);
	cr_expect_eq(row_unescape(str_of("a\\"), out), SIZE_MAX);
	cr_expect_eq(row_unescape(str_of("\\\""), out), SIZE_MAX);
}

static const struct {
	const char *field;
	struct str bytes;
} raws[] = {
	{ "caf\\xE9", STR("caf\xE9") },
	{ "\\x00\\xFF", STR("\0\xFF") },
	{ "\\\\x41", STR("\\x41") },
	{ "a\\tb\\n\xC3\xA9", STR("a\tb\n\xC3\xA9") },
};

Test(row, gives_the_bytes_back_that_no_text_may_hold)
{
	char out[32];

	for (size_t i = 0; i < sizeof raws / sizeof *raws; i++) {
		size_t len = row_unescape_bytes(str_of(raws[i].field), out);

		cr_expect(len != SIZE_MAX && str_eq(str_at(out, len), raws[i].bytes), "%s", raws[i].field);
	}
	cr_expect_eq(row_unescape_bytes(str_of("a\\x4"), out), SIZE_MAX);
	cr_expect_eq(row_unescape_bytes(str_of("a\\xe9"), out), SIZE_MAX);
	cr_expect_eq(row_unescape_bytes(str_of("a\\"), out), SIZE_MAX);
}

static const struct {
	struct str line;
	const char *code;
	size_t at;
} bytes[] = {
	{ STR("tok\tplain ASCII, longer than eight bytes"), NULL, 0 },
	{ STR("h\xC3\xA9llo \xE2\x80\x9Cworld\xE2\x80\x9D \xF0\x9F\x98\x80"), NULL, 0 },
	{ STR("\t\t\t\t\t\t\t\t\t"), NULL, 0 },
	{ STR("0123456789\r"), "E_CONTROL", 10 },
	{ STR("a\x01"), "E_CONTROL", 1 },
	{ STR("12345678\x1F"), "E_CONTROL", 8 },
	{ STR("a\0b"), "E_NUL", 1 },
	{ STR("01234567\xFF"), "E_UTF8", 8 },
	{ STR("\xC0\x80"), "E_UTF8", 0 },
	{ STR("\xED\xA0\x80"), "E_UTF8", 0 },
	{ STR("cut \xE2\x80"), "E_UTF8", 4 },
	{ STR("\xF4\x90\x80\x80"), "E_UTF8", 0 },
};

Test(row, finds_bytes_that_may_not_stand_in_a_row)
{
	for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
		size_t at = 0;
		const char *code = row_bad_bytes(bytes[i].line, &at);

		if (!bytes[i].code) {
			cr_expect_null(code, "case %zu: %s", i, code);
			continue;
		}
		cr_assert_not_null(code, "case %zu", i);
		cr_expect_str_eq(code, bytes[i].code, "case %zu", i);
		cr_expect_eq(at, bytes[i].at, "case %zu: at %zu", i, at);
	}
}

/* Every byte below a blank but TAB is found at every place of a word of eight. */
Test(row, finds_a_control_at_any_place)
{
	for (unsigned byte = 0; byte < 0x20; byte++) {
		for (size_t place = 0; place < 20; place++) {
			char line[20];
			size_t at = 99;

			memset(line, 'x', sizeof line);
			line[place] = (char)byte;
			cr_expect_eq(row_bad_bytes(str_at(line, sizeof line), &at) != NULL, byte != '\t',
			             "byte %u at %zu", byte, place);
		}
	}
}
