/*
 * clean-html-train: learns which blocks of a page are its article.
 *
 *      clean-html-train GOLD.tsv FOLDER … > html-blocks.tsv
 *      clean-html-train -o FOLDS [-f NUMBER] [-s SEED] GOLD.tsv FOLDER … > pages.tsv
 *
 * GOLD.tsv: file or id, url, text of the article; or file, url, sentences of it, sentences that are
 * none of it (both parted by |). The pages lie unpacked in FOLDER, as ID.html or under the file name
 * less `.gz`. The second form is for judging: sites are dealt into folds, FOLDS gets fold-K.tsv with
 * the trees of all pages outside of fold K, and stdout a row a page: number of its GOLD.tsv, file or
 * id, fold.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

#include "boost.h"
#include "common/diag.h"
#include "common/resource.h"
#include "common/table.h"
#include "common/utf8.h"
#include "filters/clean/html/html_context.h"
#include "labels.h"

struct example {
	struct str id, site;
	struct html_page page;
	float *features, *context;
	uint8_t *labels;
	float *weights;
	size_t set;
};

struct corpus {
	struct arena arena;
	struct example *examples;
	size_t n, cap;
	const char *folder;
	size_t set;
	size_t n_features;
};

/* --- pages ----------------------------------------------------------------------------------- */

/* Named references are no letters here, but for those of Latin-1 that end in the name of a mark. */
static void add_reference(struct buf *out, struct str reference)
{
	static const char *const marks[] = { "acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "lig" };
	uint64_t cp = ' ';

	if (reference.len > 2 && (reference.at[1] | 0x20) == 'x') {
		cp = 0;
		for (size_t i = 2; i < reference.len && cp < 0x110000; i++) {
			const char *hex = "0123456789abcdef", *digit = strchr(hex, reference.at[i] | 0x20);

			cp = 16 * cp + (digit ? (uint64_t)(digit - hex) : 0);
		}
	} else if (reference.len > 1 && reference.at[0] == '#') {
		str_number(str_slice(reference, 1, reference.len), 0x10FFFF, &cp);
	}
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_ends(reference, marks[i]) && reference.len == strlen(marks[i]) + 1)
			cp = (unsigned char)reference.at[0];
	utf8_add(out, (uint32_t)cp);
}

/* The words of a block: tags out, character references as what they mean to a count of words. */
static struct str text_of(struct str bytes, const struct html_block *block, struct arena *arena)
{
	struct html_reader reader = { .page = str_slice(bytes, block->begin, block->end) };
	struct html_token token;
	struct buf out = { 0 };
	struct str text;

	while (html_next(&reader, &token)) {
		struct str slice = str_slice(reader.page, token.begin, token.end);

		if (token.kind == HTML_START && html_is(token.name, "br"))
			buf_add_byte(&out, ' ');
		if (token.kind != HTML_TEXT)
			continue;
		for (size_t at = 0; at < slice.len; at++) {
			size_t end = slice.at[at] == '&' ? str_find(slice, ';', at) : slice.len;

			if (end < slice.len && end - at < 12) {
				add_reference(&out, str_slice(slice, at + 1, end));
				at = end;
			} else {
				buf_add_byte(&out, slice.at[at]);
			}
		}
	}
	text = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return text;
}

/* The sentences of a list. */
static struct words *sentences_of(struct str list, size_t *n, struct arena *arena)
{
	struct words *sentences = arena_array(arena, struct words, list.len + 1);

	*n = 0;
	for (size_t at = 0; at < list.len;) {
		size_t end = str_find(list, '|', at);

		sentences[*n] = words_of(str_slice(list, at, end), arena);
		*n += sentences[*n].n > 0;
		at = end + 1;
	}
	return sentences;
}

static void label(struct example *example, struct str bytes, const struct str *fields, size_t n_fields, struct arena *arena)
{
	const struct html_page *page = &example->page;
	struct words *blocks = arena_array(arena, struct words, page->n_blocks);
	double total = 0;

	example->labels = arena_array(arena, uint8_t, page->n_blocks);
	example->weights = arena_array(arena, float, page->n_blocks);
	for (size_t b = 0; b < page->n_blocks; b++) {
		blocks[b] = words_of(text_of(bytes, &page->blocks[b], arena), arena);
		/* A long block counts more, for more is lost with it … */
		example->weights[b] = (float)sqrt(2.0 + (double)page->blocks[b].n_words);
	}
	for (size_t b = 0; b < page->n_blocks; b++)
		total += example->weights[b];
	for (size_t b = 0; b < page->n_blocks; b++) /* … and a page of many blocks counts more, but not as many times more */
		example->weights[b] *= (float)sqrt(1000 / total);
	if (n_fields == 3) {
		labels_of_text(blocks, page->n_blocks, words_of(fields[2], arena), example->labels, arena);
		labels_forget_standfirst(blocks, page->n_blocks, words_of(page->description, arena),
		                         example->labels);
	} else {
		size_t n_wanted, n_unwanted;
		const struct words *wanted = sentences_of(fields[2], &n_wanted, arena);
		const struct words *unwanted = sentences_of(fields[3], &n_unwanted, arena);

		labels_of_segments(blocks, page->n_blocks, wanted, n_wanted, unwanted, n_unwanted, example->labels);
	}
}

static bool take_example(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct corpus *corpus = context;
	struct buf path = { 0 };
	struct example *example;
	struct str bytes, url, name = fields[0];
	size_t host;

	if (n < 3)
		diag_fatal(EXIT_DATA, NULL, "line %llu: %zu fields, expected 3", (unsigned long long)line, n);
	if (str_ends(name, ".gz"))
		name.len -= 3;
	buf_printf(&path, "%s/%.*s%s", corpus->folder, STR_ARGS(name), str_ends(name, ".html") ? "" : ".html");
	buf_add_byte(&path, '\0');
	if (!resource_map(path.at, &bytes))
		diag_fatal(EXIT_NO_INPUT, path.at, "%s", strerror(errno));
	if (corpus->n == corpus->cap) {
		corpus->cap = corpus->cap ? 2 * corpus->cap : 64;
		corpus->examples = diag_realloc(corpus->examples, corpus->cap * sizeof *corpus->examples);
	}
	example = &corpus->examples[corpus->n++];
	*example = (struct example){ .id = arena_str(&corpus->arena, fields[0]), .set = corpus->set };
	url = arena_str(&corpus->arena, fields[1]);
	host = str_find(url, '/', 0) + 2;
	example->site = str_slice(url, host, str_find(url, '/', host));
	html_read(bytes, &corpus->arena, &example->page);
	example->features = html_features(bytes, &example->page, &corpus->arena);
	label(example, bytes, fields, n, &corpus->arena);
	buf_free(&path);
	return true;
}

static void read_corpus(struct corpus *corpus, char *const *arguments, size_t n)
{
	struct table_options options = { .format = TABLE_TSV };

	html_feature_names(&corpus->n_features);
	for (size_t i = 0; i + 1 < n; i += 2) {
		struct str bytes;
		uint64_t line;

		corpus->folder = arguments[i + 1];
		corpus->set = i / 2;
		if (!resource_map(arguments[i], &bytes))
			diag_fatal(EXIT_NO_INPUT, arguments[i], "%s", strerror(errno));
		if (table_parse(bytes, &options, take_example, corpus, &line) != TABLE_OK)
			diag_fatal(EXIT_DATA, arguments[i], "line %llu", (unsigned long long)line);
	}
}

/* --- learning --------------------------------------------------------------------------------- */

struct folds {
	size_t n, seed;
};

static size_t fold_of(const struct example *example, const struct folds *folds)
{
	return XXH3_64bits_withSeed(example->site.at, example->site.len, folds->seed) % folds->n;
}

enum { OTHER_FOLDS = 4 };

/* Appends a table learned from the examples of the list; F features a block. */
static void grow(struct example *const *examples, size_t n, bool is_second, const struct boost_options *options,
                 struct buf *table)
{
	const char *all[HTML_MAX_FEATURES];
	size_t N = 0, row = 0, F = html_context_names(all);
	const char *const *names = is_second ? all : html_feature_names(&F);
	float *x, *w;
	uint32_t *group;
	uint8_t *y;

	for (size_t e = 0; e < n; e++)
		N += examples[e]->page.n_blocks;
	x = diag_alloc(N * F * sizeof *x);
	w = diag_alloc(N * sizeof *w);
	y = diag_alloc(N);
	group = diag_alloc(N * sizeof *group);
	for (size_t e = 0; e < n; e++) {
		const struct example *example = examples[e];
		const float *features = is_second ? example->context : example->features;

		for (size_t b = 0; b < example->page.n_blocks; b++) {
			if (example->labels[b] == LABEL_UNKNOWN)
				continue;
			memcpy(x + row * F, features + b * F, F * sizeof *x);
			w[row] = example->weights[b];
			group[row] = (uint32_t)e;
			y[row++] = example->labels[b] == LABEL_ARTICLE;
		}
	}
	boost_train(x, y, w, group, row, F, names, options, table);
	free(x);
	free(w);
	free(y);
	free(group);
}

/*
 * Learns a first and a second look from the examples. The verdicts that the second look learns from are of
 * trees that had not seen the site, as they will be in use.
 */
static void train(struct example *const *examples, size_t n, const struct boost_options *options, struct buf *table)
{
	struct folds others = { .n = OTHER_FOLDS, .seed = 1000 };
	struct example **some = diag_alloc((n + 1) * sizeof *some);
	struct arena arena = { 0 };
	size_t n_names, line;
	const char *const *names = html_feature_names(&n_names);

	for (size_t fold = 0; fold < others.n; fold++) {
		size_t n_some = 0;
		struct buf first = { 0 };
		struct trees trees;

		for (size_t e = 0; e < n; e++)
			if (fold_of(examples[e], &others) != fold)
				some[n_some++] = examples[e];
		grow(some, n_some, false, options, &first);
		if (!trees_read(buf_str(&first), names, n_names, &arena, &trees, &line))
			diag_fatal(EXIT_BUG, NULL, "line %zu of the trees cannot be read back", line);
		for (size_t e = 0; e < n; e++) {
			struct example *example = examples[e];
			double *scores;

			if (fold_of(example, &others) != fold)
				continue;
			scores = arena_array(&arena, double, example->page.n_blocks);
			for (size_t b = 0; b < example->page.n_blocks; b++)
				scores[b] = trees_sum(&trees, example->features + b * n_names);
			example->context = html_context(&example->page, example->features, scores, &arena);
		}
		buf_free(&first);
	}
	grow(examples, n, false, options, table);
	buf_add_byte(table, '\n');
	grow(examples, n, true, options, table);
	free(some);
	arena_free(&arena);
}

/* Those that are not in the fold; fold = SIZE_MAX: all. */
static size_t outside_of(const struct corpus *corpus, size_t fold, const struct folds *folds, struct example **examples)
{
	size_t n = 0;

	for (size_t e = 0; e < corpus->n; e++)
		if (fold == SIZE_MAX || fold_of(&corpus->examples[e], folds) != fold)
			examples[n++] = &corpus->examples[e];
	return n;
}

static void write_folds(const struct corpus *corpus, const struct folds *folds, const struct boost_options *options,
                        const char *folder)
{
	struct buf path = { 0 }, table = { 0 };
	struct example **examples = diag_alloc(corpus->n * sizeof *examples);

	for (size_t fold = 0; fold < folds->n; fold++) {
		FILE *file;

		buf_clear(&path);
		buf_clear(&table);
		train(examples, outside_of(corpus, fold, folds, examples), options, &table);
		buf_printf(&path, "%s/fold-%zu.tsv", folder, fold);
		buf_add_byte(&path, '\0');
		file = fopen(path.at, "w");
		if (!file || fwrite(table.at, 1, table.len, file) < table.len || fclose(file) != 0)
			diag_fatal(EXIT_IO, path.at, "%s", strerror(errno));
	}
	for (size_t e = 0; e < corpus->n; e++)
		printf("%zu\t%.*s\t%zu\n", corpus->examples[e].set, STR_ARGS(corpus->examples[e].id),
		       fold_of(&corpus->examples[e], folds));
	buf_free(&path);
	buf_free(&table);
	free(examples);
}

static size_t number_of(const char *text)
{
	uint64_t n;

	if (!str_number(str_of(text), 100000, &n))
		diag_fatal(EXIT_USAGE, NULL, "found %s, expected a number", text);
	return (size_t)n;
}

int main(int argc, char *argv[])
{
	struct boost_options options = { .n_trees = 240, .depth = 3, .rate = 0.05, .min_weight = 60, .l2 = 20, .rows = 0.5, .features = 0.3 };
	struct corpus corpus = { 0 };
	struct buf table = { 0 };
	struct folds folds = { .n = 5 };
	const char *folder = NULL;
	int letter;

	diag_set_program("clean-html-train");
	while ((letter = getopt(argc, argv, "f:o:s:")) != -1) {
		switch (letter) {
		case 'f': folds.n = number_of(optarg); break;
		case 'o': folder = optarg; break;
		case 's': folds.seed = number_of(optarg); break;
		default: return EXIT_USAGE;
		}
	}
	if ((argc - optind) < 2 || (argc - optind) % 2)
		diag_fatal(EXIT_USAGE, NULL, "expected GOLD.tsv FOLDER …");
	read_corpus(&corpus, argv + optind, (size_t)(argc - optind));
	if (folder) {
		write_folds(&corpus, &folds, &options, folder);
	} else {
		struct example **examples = diag_alloc(corpus.n * sizeof *examples);

		train(examples, outside_of(&corpus, SIZE_MAX, &folds, examples), &options, &table);
		free(examples);
		fwrite(table.at, 1, table.len, stdout);
	}
	buf_free(&table);
	arena_free(&corpus.arena);
	free(corpus.examples);
	return fflush(stdout) == 0 ? EXIT_OK : EXIT_IO;
}
