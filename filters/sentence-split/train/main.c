/*
 * sentence-split-train: makes the weights of sentence-split from treebanks in CoNLL-U.
 *
 * Every treebank is learned from twice: with its paragraph breaks and without them, so that the
 * splitter knows both articles in paragraphs and text that lost its lines.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/diag.h"
#include "common/resource.h"
#include "filters/sentence-split/rules.h"
#include "filters/sentence-split/split.h"
#include "counts.h"
#include "paragraphs.h"

enum { WORD_MIN_COUNT = 200 };

static const char usage[] =
        "usage: sentence-split-train -a ABBREVIATIONS -c COUNTS -o MODEL [-t TEST]... [-v] TRAIN...\n"
        "  -a FILE  the list of abbreviations\n"
        "  -c FILE  words with their Brown class and count\n"
        "  -o FILE  where the weights go\n"
        "  -t FILE  a treebank to measure on: sentences F1, with paragraph breaks and without\n"
        "  -v       show every gap of the tests that is judged wrong\n"
        "Treebanks are CoNLL-U files; of GUM only the genres with a free licence are read.\n";

static struct str map_file(const char *path)
{
	struct str bytes;

	if (!resource_map(path, &bytes))
		diag_fatal(EXIT_NO_INPUT, path, "cannot be read: %s", strerror(errno));
	return bytes;
}

static void read_treebank(const char *path, bool is_document, struct arena *arena,
                          struct paragraphs *paragraphs)
{
	uint64_t line;
	const char *problem = paragraphs_read(map_file(path), is_document, arena, paragraphs, &line);

	if (problem)
		diag_fatal(EXIT_DATA, path, "line %llu: %s", (unsigned long long)line, problem);
}

/* A sweep over the candidates of a paragraph beside its gold sentences. */
struct gold_sweep {
	const struct paragraph *paragraph;
	struct gap_text text;
	struct gap_cursor cursor;
	size_t next; /* position in begins[] of the next gold sentence */
};

static struct gold_sweep gold_begin(const struct paragraph *paragraph, const struct splitter *splitter)
{
	return (struct gold_sweep){ paragraph,
		                    { paragraph->text, &splitter->abbreviations, &splitter->vocabulary },
		                    { 0 },
		                    1 };
}

/* The next candidate, and whether a gold sentence begins behind it. */
static bool gold_next(struct gold_sweep *sweep, struct gap *gap, bool *is_end)
{
	const struct paragraph *paragraph = sweep->paragraph;

	sweep->cursor.text = &sweep->text;
	if (!gap_next(&sweep->cursor, gap))
		return false;
	while (sweep->next < paragraph->n_begins && paragraph->begins[sweep->next] < gap->begin)
		sweep->next++;
	*is_end = sweep->next < paragraph->n_begins && paragraph->begins[sweep->next] == gap->begin;
	return true;
}

static void observe(const struct paragraph *paragraph, const struct splitter *splitter,
                    struct linear_trainer *trainer)
{
	struct gold_sweep sweep = gold_begin(paragraph, splitter);
	uint32_t keys[GAP_FEATURES];
	struct gap gap;
	bool is_end;

	while (gold_next(&sweep, &gap, &is_end)) {
		struct gap_view view;

		gap_look(&sweep.cursor, gap, &view);
		if (rules_glance(&sweep.cursor, gap) != VERDICT_OPEN || rules_judge(&view) == VERDICT_OPEN)
			linear_observe(trainer, keys, gap_features(&view, keys), is_end, 1);
		if (is_end)
			gap_cut(&sweep.cursor, gap);
	}
}

/* Prints the gaps that are judged wrong, the text up to there taken as gold. */
static void show_errors(const struct paragraph *paragraph, const struct splitter *splitter)
{
	struct gold_sweep sweep = gold_begin(paragraph, splitter);
	struct str text = paragraph->text;
	struct gap gap;
	bool is_end;

	while (gold_next(&sweep, &gap, &is_end)) {
		double score = split_score(splitter, &sweep.cursor, gap);
		size_t from = gap.end > 50 ? gap.end - 50 : 0;

		if ((score > 0) != is_end)
			printf("%s %6.2f %.*s ||%.*s\n", is_end ? "missed" : "false ", score,
			       STR_ARGS(str_slice(text, from, gap.end)),
			       STR_ARGS(str_slice(text, gap.end, gap.end + 40)));
		if (is_end)
			gap_cut(&sweep.cursor, gap);
	}
}

struct counts {
	size_t gold, found, right;
};

static void count(const struct paragraph *paragraph, const struct splitter *splitter,
                  struct counts *counts)
{
	struct split split = split_begin(splitter, paragraph->text, SPLIT_PROSE);
	struct str sentence, text = paragraph->text;
	size_t gold = 0;

	counts->gold += paragraph->n_begins;
	while (split_next(&split, &sentence)) {
		size_t begin = (size_t)(sentence.at - text.at), end;

		counts->found++;
		while (gold < paragraph->n_begins && paragraph->begins[gold] < begin)
			gold++;
		if (gold == paragraph->n_begins || paragraph->begins[gold] != begin)
			continue;
		end = gold + 1 < paragraph->n_begins ? paragraph->begins[gold + 1] : text.len;
		counts->right += str_trim(str_slice(text, begin, end)).len == sentence.len;
	}
}

static void test(const char *path, const struct splitter *splitter, bool is_document, bool is_verbose)
{
	struct arena arena = { 0 };
	struct paragraphs paragraphs = { 0 };
	struct counts counts = { 0 };

	read_treebank(path, is_document, &arena, &paragraphs);
	for (size_t i = 0; i < paragraphs.n_items; i++) {
		count(&paragraphs.items[i], splitter, &counts);
		if (is_verbose)
			show_errors(&paragraphs.items[i], splitter);
	}
	printf("%s\t%s paragraph breaks\tgold %zu\tfound %zu\tF1 %.2f\n", path,
	       is_document ? "without" : "with", counts.gold, counts.found,
	       counts.gold ? 200.0 * (double)counts.right / (double)(counts.gold + counts.found) : 0);
	free(paragraphs.items);
	arena_free(&arena);
}

/* Makes both sections of the model, and a splitter that reads them. */
static void train(char *const *paths, size_t n_paths, struct splitter *splitter, struct buf *weights,
                  struct buf *words)
{
	struct linear_options options = {
		.n_outcomes = 2,
		.epochs = 40,
		.dropout = 0.35,
		.min_count = 3,
		.rate = 0.05,
		.l2 = 1e-5,
		.prune = 0.08,
	};
	struct linear_trainer *trainer = linear_trainer_new();
	struct arena arena = { 0 };
	struct paragraphs paragraphs = { 0 };

	for (size_t i = 0; i < n_paths; i++) {
		read_treebank(paths[i], false, &arena, &paragraphs);
		read_treebank(paths[i], true, &arena, &paragraphs);
	}
	counts_mark_holding(&paragraphs, words);
	if (!vocabulary_open(buf_str(words), &splitter->vocabulary))
		diag_fatal(EXIT_DATA, NULL, "no counts of words");
	for (size_t i = 0; i < paragraphs.n_items; i++)
		observe(&paragraphs.items[i], splitter, trainer);
	linear_train(trainer, &options, weights);
	if (!linear_open(buf_str(weights), &splitter->weights))
		diag_fatal(EXIT_BUG, NULL, "the table that was made is malformed");
	linear_trainer_delete(trainer);
	free(paragraphs.items);
	arena_free(&arena);
}

static void write_model(const char *path, const struct buf *weights, const struct buf *words)
{
	struct bundle_part parts[] = { { "weights", buf_str(weights) }, { "words", buf_str(words) } };
	struct buf bytes = { 0 };
	FILE *file = fopen(path, "wb");

	bundle_write(SPLIT_MODEL_KIND, parts, 2, &bytes);
	if (!file || fwrite(bytes.at, 1, bytes.len, file) != bytes.len || fclose(file) != 0)
		diag_fatal(EXIT_IO, path, "cannot be written: %s", strerror(errno));
	buf_free(&bytes);
}

int main(int argc, char *argv[])
{
	struct splitter splitter = { 0 };
	struct buf weights = { 0 }, words = { 0 };
	const char *abbreviations = NULL, *counts = NULL, *output = NULL, *tests[8];
	size_t n_tests = 0;
	bool is_verbose = false, is_good = true;
	int letter;

	diag_set_program("sentence-split-train");
	while ((letter = getopt(argc, argv, "a:c:o:t:vh")) != -1) {
		if (letter == 'a')
			abbreviations = optarg;
		else if (letter == 'c')
			counts = optarg;
		else if (letter == 'o')
			output = optarg;
		else if (letter == 't' && n_tests < sizeof tests / sizeof *tests)
			tests[n_tests++] = optarg;
		else if (letter == 'v')
			is_verbose = true;
		else
			is_good = false;
	}
	if (!is_good || !abbreviations || !counts || !output || optind == argc) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	if (abbreviations_read(map_file(abbreviations), &splitter.abbreviations))
		diag_fatal(EXIT_DATA, abbreviations, "malformed list");
	counts_vocabulary(map_file(counts), WORD_MIN_COUNT, &words);
	train(argv + optind, (size_t)(argc - optind), &splitter, &weights, &words);
	for (size_t i = 0; i < n_tests; i++) {
		test(tests[i], &splitter, false, is_verbose);
		test(tests[i], &splitter, true, is_verbose);
	}
	write_model(output, &weights, &words);
	buf_free(&weights);
	buf_free(&words);
	index_free(&splitter.abbreviations);
	return EXIT_OK;
}
