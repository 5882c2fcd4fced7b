/* Tests of filters/summarize/words.h and weights.h. */
#include <criterion/criterion.h>

#include "filters/summarize/weights.h"
#include "filters/summarize/words.h"

static const struct {
	const char *why, *text, *want; /* lower-case words with a blank behind each */
} cases[] = {
	{ "case and punctuation go", "The BBC, again!", "the bbc again " },
	{ "apostrophes part words", "Kim\xe2\x80\x99s 'own' don't", "kim s own don t " },
	{ "letters beyond ASCII", "\xc3\x89lan at Z\xc3\xbcrich", "\xc3\xa9lan at z\xc3\xbcrich " },
	{ "a dash is no word", "a \xe2\x80\x94 b", "a b " },
	{ "digits", "18 October 2023", "18 october 2023 " },
	{ "eight letters and more, with digits and marks around", "[Parliamentarians] @THE-ferry5x`s {end}", "parliamentarians the ferry5x s end " },
	{ "letters of two kinds in one word", "Neuch\xc3\xa2telois {}", "neuch\xc3\xa2telois " },
	{ "a country is no pronoun", "The US helped us", "the US helped us " },
	{ "nor an organization, nor a trade", "WHO knows IT", "WHO knows IT " },
	{ "among capitals a pronoun is one", "TRUST US", "trust us " },
	{ "nothing", " ... ", "" },
};

Test(words, are_runs_of_letters_and_digits)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = str_of(cases[i].text);
		struct buf got = { 0 };
		struct word word;
		size_t pos = 0;

		while (word_next(text, &pos, &word)) {
			buf_add_str(&got, word_lower(&word));
			buf_add_byte(&got, ' ');
		}
		cr_expect(str_is(buf_str(&got), cases[i].want), "%s: got \"%.*s\"", cases[i].why,
		          STR_ARGS(buf_str(&got)));
		buf_free(&got);
	}
}

Test(words, know_their_case)
{
	size_t pos = 0;
	struct word word;

	cr_assert(word_next((struct str)STR("NATO met"), &pos, &word));
	cr_expect(word.is_capital && !word.has_lower && !word.has_digit);
}

static const char *const names[] = { "place", "length" };

static const struct {
	const char *why, *table;
	size_t bad_line; /* 0: good */
} tables[] = {
	{ "a good table", "# head\nplace\t1.5\t-2\nlength\t0\t1\n", 0 },
	{ "an unknown name", "place\t1\t1\nwidth\t1\t1\n", 2 },
	{ "too few columns", "place\t1\n", 1 },
	{ "too many columns", "place\t1\t2\t3\n", 1 },
	{ "no number", "place\t1\tx\n", 1 },
};

Test(weights, are_read_or_refused_by_line)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		float weights[4];
		size_t line;
		bool is_good = weights_read(str_of(tables[i].table), names, 2, 2, weights, &line);

		cr_expect_eq(is_good, tables[i].bad_line == 0, "%s", tables[i].why);
		if (!is_good)
			cr_expect_eq(line, tables[i].bad_line, "%s: line %zu", tables[i].why, line);
		else
			cr_expect(weights[0] == 1.5f && weights[2] == -2, "%s", tables[i].why);
	}
}
