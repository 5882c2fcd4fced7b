#include <criterion/criterion.h>

#include "common/row.h"
#include "common/table.h"
#include "common/utf8.h"
#include "filters/check/records.h"
#include "filters/check/rules.h"

static void ignore(void *context, uint64_t line, const char *message)
{
	(void)context;
	(void)line;
	(void)message;
}

static void pass_over(void *context, const struct str *fields, size_t n, uint64_t line)
{
	(void)context;
	(void)fields;
	(void)n;
	(void)line;
}

/* Faults in the bytes, read in pieces of a length. */
static uint64_t faults_of(struct str text, size_t piece)
{
	struct faults faults = { .tell = ignore };
	struct records records = { .max_row = 20, .faults = &faults, .take = pass_over };
	char copy[64];

	for (size_t at = 0; at < text.len; at += piece) {
		struct str part = str_slice(text, at, at + piece);

		memcpy(copy, part.at, part.len);
		cr_expect(records_feed(&records, copy, part.len));
	}
	records_finish(&records);
	records_free(&records);
	return faults.n_faults;
}

static const struct {
	const char *why;
	struct str text;
	uint64_t n_faults;
} cases[] = {
	{ "nothing", STR(""), 0 },
	{ "rows", STR("a\tb\nc\n"), 0 },
	{ "two, three and four bytes", STR("\xC3\xA9\xE2\x80\x9C\xF0\x9F\x98\x80\n"), 0 },
	{ "the last character", STR("\xF4\x8F\xBF\xBF\n"), 0 },
	{ "above the last character", STR("\xF4\x90\x80\x80\n"), 1 },
	{ "a surrogate", STR("\xED\xA0\x80\n"), 1 },
	{ "too long a form", STR("\xE0\x9F\xBF\n"), 1 },
	{ "a stray byte", STR("a\x80\n"), 1 },
	{ "one message a row", STR("\x80\x81\x82\n\x83\n"), 2 },
	{ "cut by the end of the row", STR("\xE2\x80\n"), 1 },
	{ "cut by the end of the input", STR("a\n\xE2\x80"), 2 },
	{ "no LF at the end", STR("a\nb"), 1 },
	{ "a carriage return", STR("a\r\n"), 1 },
	{ "NUL", STR("a\0b\n"), 1 },
	{ "DEL is no C0 control", STR("a\x7F\n"), 0 },
	{ "as long as may be", STR("12345678901234567890\n"), 0 },
	{ "longer", STR("123456789012345678901\n"), 1 },
	{ "a control among eight bytes", STR("1234\x1F" "678\n"), 1 },
	{ "TAB, blank and tilde are plain", STR("\t\t \t~\t\t\n"), 0 },
};

Test(records, faults_are_the_same_in_pieces_of_any_length)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t piece = 1; piece < 24; piece++)
			cr_expect_eq(faults_of(cases[i].text, piece), cases[i].n_faults, "%s, pieces of %zu: %zu",
			             cases[i].why, piece, (size_t)faults_of(cases[i].text, piece));
}

/* Its own reading of UTF-8 and that of common agree on all strings of up to three bytes of these. */
Test(records, utf8_is_what_common_says_it_is)
{
	static const unsigned char edges[] = { 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1,
		                               0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1,
		                               0xF4, 0xF5, 0xFF };
	enum { N = sizeof edges };

	for (size_t i = 0; i < (size_t)N * N * N * N; i++) {
		char text[5] = { (char)edges[i % N], (char)edges[i / N % N], (char)edges[i / N / N % N],
			         (char)edges[i / N / N / N], '\n' };
		bool is_good = utf8_is_valid(str_at(text, 5));

		cr_assert_eq(faults_of(str_at(text, 5), 5) == 0, is_good, "%02X %02X %02X %02X",
		             (unsigned char)text[0], (unsigned char)text[1], (unsigned char)text[2],
		             (unsigned char)text[3]);
	}
}

/* A field as libcsv and as row_split read it. */
struct third {
	struct str rest; /* of the text */
	size_t n_rows;
	struct buf by_table;
};

static bool keep_fields(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct buf *kept = context;

	for (size_t i = 0; i < n; i++)
		buf_printf(kept, "%zu:%.*s\n", (size_t)line, STR_ARGS(fields[i]));
	return true;
}

static void compare(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct third *third = context;
	struct str split[64], here;
	size_t n_split;
	char out[64];

	cr_assert(str_next_line(&third->rest, &here));
	n_split = row_split(here, split, 64);
	third->n_rows++;
	cr_expect_eq(n, n_split, "row %zu: %zu fields, row_split %zu", third->n_rows, n, n_split);
	cr_expect_eq(line, third->n_rows);
	for (size_t i = 0; i < n && i < n_split; i++) {
		cr_expect(str_eq(fields[i], split[i]), "row %zu, field %zu: \"%.*s\" and \"%.*s\"", third->n_rows, i,
		          STR_ARGS(fields[i]), STR_ARGS(split[i]));
		if (rule_is_escaped(fields[i], false))
			buf_printf(&third->by_table, "%zu:%.*s\n", (size_t)line, (int)rule_unescape(fields[i], out), out);
		else
			buf_printf(&third->by_table, "%zu:%.*s\n", (size_t)line, STR_ARGS(fields[i]));
	}
}

/* Lines of the bytes that once made readers of tables disagree. */
Test(records, are_what_row_split_and_libcsv_read)
{
	static const char bytes[] = "\t\t\t\"\"' ,n;a\xC3\xA9  ";
	enum { ROWS = 2000 };
	struct buf text = { 0 }, by_libcsv = { 0 };
	struct third third = { 0 };
	struct faults faults = { .tell = ignore };
	struct records records = { .max_row = 100, .faults = &faults, .take = compare, .context = &third };
	struct table_options options = { .format = TABLE_TSV };
	uint64_t state = 20231018, line;

	for (size_t row = 0; row < ROWS; row++) {
		for (uint64_t n = (state >> 33) % 40; n > 0; n--) {
			state = state * 6364136223846793005u + 1442695040888963407u;
			if ((state >> 40) % 16 == 0)
				buf_add(&text, "\\t", 2);
			buf_add_byte(&text, bytes[(state >> 33) % (sizeof bytes - 1)]);
		}
		state = state * 6364136223846793005u + 1442695040888963407u;
		buf_add_byte(&text, '\n');
	}
	cr_assert_eq(table_parse(buf_str(&text), &options, keep_fields, &by_libcsv, &line), TABLE_OK);
	for (size_t i = 0; i < text.len; i++) /* single bytes: of what is no UTF-8 only the fields count */
		if ((unsigned char)text.at[i] >= 0x80)
			text.at[i] = '?';
	for (size_t i = 0; i < by_libcsv.len; i++)
		if ((unsigned char)by_libcsv.at[i] >= 0x80)
			by_libcsv.at[i] = '?';
	third.rest = buf_str(&text);
	cr_expect(records_feed(&records, text.at, text.len));
	records_finish(&records);
	cr_expect_eq(third.n_rows, ROWS);
	cr_expect(str_eq(buf_str(&third.by_table), buf_str(&by_libcsv)));
	records_free(&records);
	buf_free(&third.by_table);
	buf_free(&text);
	buf_free(&by_libcsv);
}
