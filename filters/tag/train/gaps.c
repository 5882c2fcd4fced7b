/*
 * gaps.c: `tag-train gaps`: the tokenizer's classifier (filters/tag/tokenize.h), from CoNLL-U files.
 *
 * The text of a sentence is put together from its forms and their SpaceAfter marks; the places where
 * its words begin are the labels. Words in letters that were parted somewhere (`cannot`, `dont`)
 * become the list of words that the tokenizer looks into.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/linear.h"
#include "common/utf8.h"
#include "filters/tag/train/corpus.h"
#include "filters/tag/train/train.h"
#include "filters/tag/words/runs.h"
#include "filters/tag/words/tokenize.h"

/* A sentence as the tokenizer sees it, with the truth. */
struct example {
	struct str text;
	unsigned char *labels; /* enum gap_label, one a byte */
};

static struct example example_of(const struct conllu_sentence *sentence, struct arena *arena)
{
	struct buf text = { 0 }, labels = { 0 };
	struct example example;

	for (size_t t = 0; t < sentence->n_tokens; t++) {
		const struct conllu_token *token = &sentence->tokens[t];
		size_t begin = text.len, at = begin;

		buf_add_str(&text, token->form);
		memset(buf_reserve(&labels, token->form.len + 1), GAP_JOINS, token->form.len + 1);
		labels.at[begin] = GAP_PARTS_TOKENS;
		for (size_t w = 1; w < token->n_words; w++) {
			at += sentence->words[token->first + w - 1].column[CONLLU_FORM].len;
			if (at < text.len)
				labels.at[at] = GAP_PARTS_WORDS;
		}
		if (token->has_space_after)
			buf_add_byte(&text, ' ');
		labels.len = text.len;
	}
	example.text = arena_str(arena, buf_str(&text));
	example.labels = (unsigned char *)(uintptr_t)arena_str(arena, buf_str(&labels)).at;
	buf_free(&text);
	buf_free(&labels);
	return example;
}

/* --- words that can be two ---------------------------------------------------------------- */

struct split_count {
	struct gap_word word;
	uint32_t n;
};

static bool is_letter(char byte)
{
	return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* Notes every word of letters that is parted inside. */
static void count_splits(const struct example *example, struct buf *splits)
{
	struct str text = example->text;

	for (size_t at = 1; at < text.len; at++) {
		size_t begin = at, end = at;
		struct split_count split = { .n = 1 };

		if (example->labels[at] == GAP_JOINS || !is_letter(text.at[at]) || !is_letter(text.at[at - 1]))
			continue;
		while (begin > 0 && is_letter(text.at[begin - 1]))
			begin--;
		while (end < text.len && is_letter(text.at[end]))
			end++;
		if (at + 1 == end && end < text.len && strchr("'\xE2", text.at[end]))
			continue; /* n't: the tokenizer knows */
		split.word.hash = run_hash(str_slice(text, begin, end));
		split.word.at = (uint32_t)(at - begin);
		buf_add(splits, &split, sizeof split);
	}
}

static int by_word(const void *a, const void *b)
{
	const struct gap_word *x = a, *y = b;
	int order = (x->hash > y->hash) - (x->hash < y->hash);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* English verbs that `not` is glued to without an apostrophe; treebanks have only some of them. */
static void add_contractions(struct buf *splits)
{
	static const char *const verbs[] = { "ai",   "are",  "ca",    "could", "did", "do",     "does", "had",
		                             "has",  "have", "is",    "might", "must", "need",  "should", "was",
		                             "were", "wo",   "would" };

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		char word[16];
		size_t len = strlen(verbs[i]);
		struct split_count split = { .n = 1, .word.at = (uint32_t)len };

		memcpy(word, verbs[i], len);
		memcpy(word + len, "nt", 2);
		split.word.hash = run_hash(str_at(word, len + 2));
		buf_add(splits, &split, sizeof split);
	}
}

/* The list for the model: each word once, parted where it was parted most often. */
static void list_words(const struct buf *splits, struct buf *words)
{
	struct split_count *split = (void *)splits->at, best = { 0 };
	size_t n = splits->len / sizeof *split, i = 0;

	qsort(split, n, sizeof *split, by_word);
	while (i < n) {
		uint32_t hash = split[i].word.hash;

		for (best.n = 0; i < n && split[i].word.hash == hash;) {
			struct split_count same = split[i];

			for (same.n = 0; i < n && by_word(&split[i].word, &same.word) == 0; i++)
				same.n++;
			if (same.n > best.n)
				best = same;
		}
		buf_add(words, &best.word, sizeof best.word);
	}
}

/* --- the classifier ----------------------------------------------------------------------- */

struct teacher {
	const struct example *example;
	struct linear_trainer *trainer;
};

static enum gap_label observe(void *context, size_t at, const uint32_t *keys, size_t n_keys)
{
	const struct teacher *teacher = context;
	enum gap_label label = teacher->example->labels[at];

	linear_observe(teacher->trainer, keys, n_keys, label, 1);
	return label;
}

/* Prints the F1 of words, over gold sentences, by genre of file. */
static void test(const struct tokenizer *tokenizer, const char *path, bool is_verbose)
{
	struct arena arena = { 0 }, scratch = { 0 };
	struct corpus corpus = { 0 };
	size_t gold = 0, found = 0, right = 0;

	corpus_read(path, &arena, &corpus);
	for (size_t s = 0; s < corpus.n; s++) {
		struct example example = example_of(&corpus.sentences[s], &scratch);
		struct tokens tokens;
		size_t before = 0;

		tokenize(tokenizer, example.text, &scratch, &tokens);
		for (size_t i = 0; i < example.text.len; i++)
			gold += example.labels[i] != GAP_JOINS;
		found += tokens.T;
		for (size_t t = 0; t < tokens.T; t++) {
			size_t begin = tokens.begin[t], end = tokens.end[t], at = begin + 1;
			bool is_part = tokens.mwt_first[t] && tokens.mwt_first[t] != t + 1;
			bool is_right = example.labels[begin] == (is_part ? GAP_PARTS_WORDS : GAP_PARTS_TOKENS);

			while (at < end && example.labels[at] == GAP_JOINS)
				at++;
			is_right &= at == end && (end == example.text.len || example.text.at[end] == ' ' ||
			                          example.labels[end] != GAP_JOINS);
			right += is_right;
			if (is_verbose && !is_right && begin >= before) {
				size_t from = begin > 20 ? begin - 20 : 0;

				printf("%.*s [%.*s] %.*s\n", STR_ARGS(str_slice(example.text, from, begin)),
				       STR_ARGS(tokens.form[t]), STR_ARGS(str_slice(example.text, end, end + 20)));
				before = end + 20;
			}
		}
		arena_reset(&scratch);
	}
	printf("%s\twords F1 %.2f\n", path, gold + found ? 200.0 * (double)right / (double)(gold + found) : 0);
	arena_free(&arena);
	arena_free(&scratch);
}

int train_gaps(int argc, char *argv[])
{
	struct linear_options options = {
		.n_outcomes = GAP_LABELS,
		.epochs = 40,
		.min_count = 2,
		.rate = 0.05,
		.dropout = 0.3,
		.l2 = 1e-5,
		.prune = 0.12,
	};
	struct arena arena = { 0 }, scratch = { 0 };
	struct buf splits = { 0 }, words = { 0 }, table = { 0 };
	struct corpus corpus = { 0 };
	struct tokenizer tokenizer = { 0 };
	struct teacher teacher = { .trainer = linear_trainer_new() };
	const char *output = NULL, *tests[8];
	size_t n_tests = 0;
	bool is_verbose = false;
	int letter;

	while ((letter = getopt(argc, argv, "o:t:v")) != -1) {
		if (letter == 'o')
			output = optarg;
		else if (letter == 't' && n_tests < sizeof tests / sizeof *tests)
			tests[n_tests++] = optarg;
		else if (letter == 'v')
			is_verbose = true;
		else
			output = NULL, optind = argc;
	}
	if (optind == argc) {
		fputs("usage: tag-train gaps [-v] [-t TEST]… -o PART TRAIN…\n", stderr);
		return EXIT_USAGE;
	}
	for (int i = optind; i < argc; i++)
		corpus_read(argv[i], &arena, &corpus);
	for (size_t s = 0; s < corpus.n; s++) {
		struct example example = example_of(&corpus.sentences[s], &scratch);

		count_splits(&example, &splits);
		arena_reset(&scratch);
	}
	add_contractions(&splits);
	list_words(&splits, &words);
	tokenizer.words = (const void *)words.at;
	tokenizer.n_words = words.len / sizeof *tokenizer.words;
	for (size_t s = 0; s < corpus.n; s++) {
		struct example example = example_of(&corpus.sentences[s], &scratch);
		unsigned char *labels = arena_alloc(&scratch, example.text.len);

		teacher.example = &example;
		tokenize_label(&tokenizer, example.text, observe, &teacher, &scratch, labels);
		arena_reset(&scratch);
	}
	linear_train(teacher.trainer, &options, &table);
	if (!linear_open(buf_str(&table), &tokenizer.weights))
		diag_fatal(EXIT_BUG, "gap.table", "the table that was made is malformed");
	for (size_t i = 0; i < n_tests; i++)
		test(&tokenizer, tests[i], is_verbose);
	if (output) {
		struct buf info = { 0 };

		buf_printf(&info, "gaps: %zu sentences, %zu words; %zu words that can be two\n", corpus.n,
		           corpus.n_words, tokenizer.n_words);
		part_write(output,
		           (struct bundle_part[]){ { "info", buf_str(&info) },
		                                   { "gap.words", buf_str(&words) },
		                                   { "gap.table", buf_str(&table) } },
		           3);
		buf_free(&info);
	}
	linear_trainer_delete(teacher.trainer);
	buf_free(&splits);
	buf_free(&words);
	buf_free(&table);
	arena_free(&arena);
	arena_free(&scratch);
	return EXIT_OK;
}
