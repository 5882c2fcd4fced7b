#include <criterion/criterion.h>
#include <stdlib.h>

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

/* Any line behind any beginning: row_scan says what row_split and row_bad_bytes say. */
Test(row, scan_finds_what_a_slow_look_finds)
{
	static const char *const pieces[] = { "tok", "\t", "\t\t", "x", "0123456789abcdef", "\\n", "\xC3\xA9", "\x01", "\r", "" };
	static const char *const begins[] = { "", "tok\td\t", "tok\t0123456789abcdef0123456789abcdef\t", "x\t" };
	uint32_t random = 7;

	for (size_t i = 0; i < 4000; i++) {
		struct row_run run = { 0 };
		struct buf text = { 0 };
		struct str fields[ROW_MAX_FIELDS], line;
		struct row_fields scanned = { .n = 0 };
		size_t n, at;

		buf_printf(&text, "%s\n", begins[i % 4]);
		memset(buf_reserve(&text, ROW_MARGIN), '\n', ROW_MARGIN);
		row_scan(text.at, &run, &scanned);
		row_begin_run(&scanned, &run);
		buf_clear(&text);
		buf_printf(&text, "%s", begins[(i >> 2) % 4]);
		for (size_t piece = 0; piece < i % 97; piece++) {
			random = random * 1664525 + 1013904223;
			buf_printf(&text, "%s", pieces[(random >> 16) % (i % 3 ? 6 : 10)]);
		}
		line = buf_str(&text);
		memset(buf_reserve(&text, ROW_MARGIN), '\n', ROW_MARGIN);
		line.at = text.at;
		row_scan(line.at, &run, &scanned);
		n = row_split(line, fields, ROW_MAX_FIELDS);
		cr_assert(str_eq(scanned.line, line), "case %zu", i);
		cr_assert_eq(scanned.n, n, "case %zu: %zu fields, not %zu", i, scanned.n, n);
		for (size_t f = 0; f < n && f < ROW_MAX_FIELDS; f++)
			cr_assert(str_eq(row_field(&scanned, f), fields[f]), "case %zu, field %zu", i, f);
		cr_assert_eq(scanned.is_in_run, run.len && line.len >= run.len && memcmp(line.at, run.at, run.len) == 0);
		cr_assert_eq(scanned.has_backslash, memchr(line.at, '\\', line.len) != NULL, "case %zu", i);
		cr_assert_eq(scanned.is_ascii && !scanned.has_control,
		             !row_bad_bytes(line, &at) && !memchr(line.at, 0xC3, line.len), "case %zu", i);
		buf_free(&text);
	}
}

Test(row, numbers_of_eight_digits_and_less)
{
	static const char *const numbers[] = { "0", "7", "42", "007", "65536", "1234567", "99999999", "10000000" };
	static const char *const others[] = { "x", "1x", "1234567:", "/", "12/45678", "-1", " 1", "1\xB9", "\xFF", "1\t2" };
	char room[32];

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		size_t n = strlen(numbers[i]);

		for (char around = ' '; around <= '9'; around += 5) {
			memset(room, around, sizeof room);
			memcpy(room + 8, numbers[i], n);
			cr_expect(row_are_digits(room + 8, n), "%s", numbers[i]);
			cr_expect_eq(row_digits(room + 8 + n, n), strtoul(numbers[i], NULL, 10), "%s", numbers[i]);
		}
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		memset(room, '0', sizeof room);
		memcpy(room, others[i], strlen(others[i]));
		cr_expect_not(row_are_digits(room, strlen(others[i])), "%s", others[i]);
	}
}
