/* Blocks of small pages, with the text that was taken from them: a letter a block, A article, . other, ? unknown. */
#include <criterion/criterion.h>

#include "filters/clean/html-train/labels.h"

enum { MOST = 6 };

static const char letters[] = { [LABEL_OTHER] = '.', [LABEL_ARTICLE] = 'A', [LABEL_UNKNOWN] = '?' };

static size_t read_words(const char *const *texts, struct words *words, struct arena *arena)
{
	size_t n = 0;

	for (; texts[n]; n++)
		words[n] = words_of(str_of(texts[n]), arena);
	return n;
}

static void spell(const uint8_t *labels, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = letters[labels[i]];
	out[n] = '\0';
}

static const struct {
	const char *why, *gold, *description, *blocks[MOST + 1], *labels;
} texts[] = {
	{ "by most of its words", "Two ships left the port on Monday. One of them came back in the night.", "",
	  { "Home News Sport and more", "Two ships left the port on Monday.", "One of them came back in the night.",
	    "Read more about ships and ports" }, ".AA." },
	{ "a word more or less does not matter", "Two ships left the old port on Monday morning with grain.", "",
	  { "Two ships left the old port on Monday morning with some grain." }, "A" },
	{ "of two copies one is the article", "Two ships left the port on Monday.", "",
	  { "Two ships left the port on Monday.", "Two ships left the port on Monday." }, "A." },
	{ "the longest block comes first", "The harbour is shut, she said, and nobody knows until when.", "",
	  { "The harbour is shut, she said", "The harbour is shut, she said, and nobody knows until when." }, ".A" },
	{ "a short block is right behind the one before", "Two ships left the port on Monday. Grain. One of them came back in the night.", "",
	  { "Grain", "Two ships left the port on Monday.", "Grain", "One of them came back in the night." }, ".AAA" },
	{ "a short block is right before the one behind", "Storm at sea. Two ships left the port on Monday.", "",
	  { "Storm at sea", "Two ships left the port on Monday." }, "AA" },
	{ "a short block elsewhere is none", "Two ships left the port on Monday.", "",
	  { "Two ships", "Nothing of this is there at all", "Two ships left the port on Monday." }, "..A" },
	{ "case and marks", "two ships left the PORT", "", { "Two ships left the port", "two - ships, left (the) PORT!" }, ".A" },
	{ "a standfirst may be or not", "Two ships left the port on Monday.", "Ships leave as the storm comes near",
	  { "Ships leave as the storm comes near", "Two ships left the port on Monday." }, "?A" },
	{ "nothing was taken", "", "", { "Two ships left the port on Monday.", "" }, ".." },
};

Test(labels, blocks_are_the_article_by_the_words_that_were_taken)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct arena arena = { 0 };
		struct words blocks[MOST];
		uint8_t labels[MOST];
		char got[MOST + 1];
		size_t n = read_words(texts[i].blocks, blocks, &arena);

		labels_of_text(blocks, n, words_of(str_of(texts[i].gold), &arena), labels, &arena);
		labels_forget_standfirst(blocks, n, words_of(str_of(texts[i].description), &arena), labels);
		spell(labels, n, got);
		cr_expect_str_eq(got, texts[i].labels, "%s: %s", texts[i].why, got);
		arena_free(&arena);
	}
}

static const struct {
	const char *why, *wanted[MOST + 1], *unwanted[MOST + 1], *blocks[MOST + 1], *labels;
} segments[] = {
	{ "what is in it, what is not, and what nobody says", { "Two ships left the port" }, { "Read more about ships" },
	  { "On Monday two ships left the port again. Two ships left the port.", "Read more about ships", "A storm is on its way now" }, "A.?" },
};

Test(labels, blocks_are_the_article_by_some_of_its_sentences)
{
	for (size_t i = 0; i < sizeof segments / sizeof *segments; i++) {
		struct arena arena = { 0 };
		struct words blocks[MOST], wanted[MOST], unwanted[MOST];
		uint8_t labels[MOST];
		char got[MOST + 1];
		size_t n = read_words(segments[i].blocks, blocks, &arena);

		labels_of_segments(blocks, n, wanted, read_words(segments[i].wanted, wanted, &arena), unwanted,
		                   read_words(segments[i].unwanted, unwanted, &arena), labels);
		spell(labels, n, got);
		cr_expect_str_eq(got, segments[i].labels, "%s: %s", segments[i].why, got);
		arena_free(&arena);
	}
}
