#include <criterion/criterion.h>

#include "common/table.h"

/* Records as "field|field" joined by ';', with the line each begins at. */
static bool collect(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct buf *out = context;

	buf_printf(out, "%llu:", (unsigned long long)line);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_add_byte(out, '|');
		buf_add_str(out, fields[i]);
	}
	buf_add_byte(out, ';');
	return true;
}

static const struct {
	const char *why;
	enum table_format format;
	struct str bytes;
	const char *want;
} cases[] = {
	{ "plain CSV", TABLE_CSV, STR("a,b\n1,2\n"), "1:a|b;2:1|2;" },
	{ "CRLF", TABLE_CSV, STR("a,b\r\n1,2\r\n"), "1:a|b;2:1|2;" },
	{ "no final line end", TABLE_CSV, STR("a,b\n1,2"), "1:a|b;2:1|2;" },
	{ "quotes, doubled quotes, a comma inside", TABLE_CSV, STR("\"x,\"\"y\"\"\",z\n"), "1:x,\"y\"|z;" },
	{ "a line break inside quotes", TABLE_CSV, STR("\"x\ny\",z\nw,v\n"), "1:x\ny|z;3:w|v;" },
	{ "blanks are part of a field", TABLE_CSV, STR(" a , b \n"), "1: a | b ;" },
	{ "empty lines are passed over", TABLE_CSV, STR("a\n\nb\n"), "1:a;3:b;" },
	{ "plain TSV", TABLE_TSV, STR("a\tb\n1\t2\n"), "1:a|b;2:1|2;" },
	{ "a lone quote is an ordinary byte", TABLE_TSV, STR("\"\tx\ny\tz\n"), "1:\"|x;2:y|z;" },
	{ "blanks stay", TABLE_TSV, STR(" a \t b\n"), "1: a | b;" },
	{ "escapes are undone", TABLE_TSV, STR("a\\tb\\nc\\\\d\\r\n"), "1:a\tb\nc\\d\r;" },
	{ "another backslash stays", TABLE_TSV, STR("C:\\dir\\x\n"), "1:C:\\dir\\x;" },
	{ "CRLF", TABLE_TSV, STR("a\tb\r\n"), "1:a|b;" },
	{ "an empty line is an empty field", TABLE_TSV, STR("a\n\nb\n"), "1:a;2:;3:b;" },
	{ "the quote byte of TSV is an ordinary one", TABLE_TSV, STR("\xFFx\ty\xFF\n\xFF\n"),
	  "1:\xFFx|y\xFF;2:\xFF;" },
	{ "a backslash before it too", TABLE_TSV, STR("\\\xFF\n"), "1:\\\xFF;" },
};

Test(table, reads_what_stands_there)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct table_options options = { .format = cases[i].format };
		struct buf got = { 0 };
		uint64_t line;

		cr_expect_eq(table_parse(cases[i].bytes, &options, collect, &got, &line), TABLE_OK);
		cr_expect(str_is(buf_str(&got), cases[i].want), "%s: %.*s", cases[i].why,
		          STR_ARGS(buf_str(&got)));
		buf_free(&got);
	}
}

Test(table, any_cut_of_the_input_gives_the_same_records)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct table_options options = { .format = cases[i].format };

		for (size_t cut = 0; cut <= cases[i].bytes.len; cut++) {
			struct buf got = { 0 };
			struct table *table = table_new(&options, collect, &got);

			table_feed(table, str_slice(cases[i].bytes, 0, cut));
			table_feed(table, str_slice(cases[i].bytes, cut, cases[i].bytes.len));
			table_finish(table);
			cr_expect(str_is(buf_str(&got), cases[i].want), "%s, cut at %zu", cases[i].why, cut);
			table_delete(table);
			buf_free(&got);
		}
	}
}

Test(table, says_what_is_wrong)
{
	struct table_options options = { .format = TABLE_CSV, .max_field = 10 };
	struct buf got = { 0 }, large = { 0 };
	uint64_t line;

	cr_expect_eq(table_parse(str_of("a,\"b\nc"), &options, collect, &got, &line), TABLE_MALFORMED);
	memset(buf_reserve(&large, 200000), 'x', 200000);
	large.len = 200000;
	cr_expect_eq(table_parse(buf_str(&large), &options, collect, &got, &line), TABLE_TOO_LONG);
	buf_free(&got);
	buf_free(&large);
}

Test(table, writes_fields_that_it_reads_back)
{
	struct table_options options = { .format = TABLE_CSV };
	struct buf out = { 0 }, got = { 0 };
	uint64_t line;

	table_write_csv_field(&out, str_of("a \"b\",\nc"));
	buf_add_byte(&out, ',');
	table_write_csv_field(&out, str_of(""));
	buf_add_byte(&out, '\n');
	cr_assert_eq(table_parse(buf_str(&out), &options, collect, &got, &line), TABLE_OK);
	cr_expect(str_is(buf_str(&got), "1:a \"b\",\nc|;"), "%.*s", STR_ARGS(buf_str(&got)));
	buf_free(&out);
	buf_free(&got);
}
