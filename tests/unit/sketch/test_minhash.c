/* Tests of filters/sketch/minhash.h: what makes signatures equal, and how far they agree. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "filters/sketch/minhash.h"

static bool sign(const char *text, uint64_t values[MINHASH_BANDS])
{
	struct minhash minhash;
	struct str rest = str_of(text), line;

	minhash_begin(&minhash);
	while (str_next_line(&rest, &line))
		minhash_add(&minhash, line);
	return minhash_end(&minhash, values);
}

static size_t agreement(const char *a, const char *b)
{
	uint64_t x[MINHASH_BANDS], y[MINHASH_BANDS];
	size_t n = 0;

	cr_assert(sign(a, x) && sign(b, y));
	for (size_t i = 0; i < MINHASH_BANDS; i++)
		n += x[i] == y[i];
	return n;
}

#define FERRY "The ferry to the islands was late again on Monday, said the harbour master."

static const struct {
	const char *why, *a, *b;
	size_t least, most;
} pairs[] = {
	{ "the same text", FERRY, FERRY, 64, 64 },
	{ "case makes no difference", FERRY, "THE FERRY TO THE ISLANDS WAS LATE AGAIN ON MONDAY, SAID THE HARBOUR MASTER.", 64, 64 },
	{ "nor do marks and blanks", FERRY, "The ferry, to the islands: was late   again on Monday; said the harbour-master!", 64, 64 },
	{ "nor do borders of paragraphs", FERRY, "The ferry to the islands was\nlate again on Monday, said\nthe harbour master.", 64, 64 },
	{ "nor does the case of letters beyond ASCII", "Ärger über Öl in der Straße", "ÄRGER ÜBER ÖL IN DER STRAßE", 64, 64 },
	{ "curly and straight apostrophes part words alike", "It isn't what the mayor's office said", "It isn’t what the mayor’s office said", 64, 64 },
	{ "other words", FERRY, "Nobody at the bakery could say how the oven caught fire or who put it out.", 0, 0 },
	{ "the order of words counts", "one two three four five six", "six five four three two one", 0, 0 },
	{ "the borders of words count", "ab c d e f", "a bc d e f", 0, 0 },
	{ "a single word is a document", "Rain.", "rain", 64, 64 },
	{ "two single words differ", "Rain.", "Snow.", 0, 0 },
	{ "a short text is not what it begins", "one two three", "one two three four", 0, 0 },
};

Test(minhash, pairs_of_texts)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		size_t n = agreement(pairs[i].a, pairs[i].b);

		cr_expect(n >= pairs[i].least && n <= pairs[i].most, "%s: %zu agree", pairs[i].why, n);
	}
}

Test(minhash, no_words_no_signature)
{
	static const char *const texts[] = { "", "\n", " … — !?\n. ." };
	uint64_t values[MINHASH_BANDS];

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		cr_expect(!sign(texts[i], values), "\"%s\"", texts[i]);
}

/* Words `first` to `last` of an endless text. */
static void write_words(char *text, unsigned first, unsigned last)
{
	for (unsigned i = first; i < last; i++)
		text += sprintf(text, "w%u ", i);
}

/* Two texts of n words with a share in common: the agreement is near their Jaccard similarity. */
Test(minhash, agreement_estimates_similarity)
{
	static char a[40000], b[40000];
	static const unsigned sizes[] = { 100, 400, 2000 };

	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		for (unsigned tenth = 1; tenth < 10; tenth++) {
			unsigned n = sizes[s], common = n * tenth / 10;
			double similarity = (common - 4.0) / (2.0 * (n - 4.0) - (common - 4.0)), mean = 0;

			for (unsigned trial = 0; trial < 8; trial++) {
				unsigned first = trial * 10 * n;

				write_words(a, first, first + n);
				write_words(b, first + n - common, first + 2 * n - common);
				mean += (double)agreement(a, b) / MINHASH_BANDS / 8;
			}
			/* 0.1: five standard errors of a mean of eight */
			cr_expect(mean > similarity - 0.1 && mean < similarity + 0.1, "%u words, %.2f: %.2f", n,
			          similarity, mean);
		}
	}
}
