#include <criterion/criterion.h>

#include "common/utf8.h"
#include "filters/check/bytes.h"

static void ignore(void *context, uint64_t line, const char *message)
{
	(void)context;
	(void)line;
	(void)message;
}

/* Faults in the bytes, read in pieces of a length. */
static uint64_t faults_of(struct str text, size_t piece)
{
	struct faults faults = { .tell = ignore };
	struct bytes bytes = { .max_row = 20, .line = 1 };
	char copy[64];

	for (size_t at = 0; at < text.len; at += piece) {
		struct str part = str_slice(text, at, at + piece);

		memcpy(copy, part.at, part.len);
		bytes_check(&bytes, copy, part.len, &faults);
	}
	bytes_finish(&bytes, &faults);
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
};

Test(bytes, faults_are_the_same_in_pieces_of_any_length)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t piece = 1; piece < 24; piece++)
			cr_expect_eq(faults_of(cases[i].text, piece), cases[i].n_faults, "%s, pieces of %zu: %zu",
			             cases[i].why, piece, (size_t)faults_of(cases[i].text, piece));
}

/* Its own reading of UTF-8 and that of common agree on all strings of up to three bytes of these. */
Test(bytes, utf8_is_what_common_says_it_is)
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
