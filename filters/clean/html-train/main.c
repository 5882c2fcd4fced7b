/*
 * clean-html-train: learns which blocks of a page are its article.
 *
 *      clean-html-train [-f FOLDS] [-t TREES] [-d DEPTH] GOLD.tsv FOLDER … > html-blocks.tsv
 *
 * GOLD.tsv: file or id, url, text of the article; the pages lie unpacked in FOLDER, as ID.html or
 * under the file name less `.gz`. Prints the trees on stdout, and on stderr what they reach on pages
 * of sites they were not learned from (cross-validation, sites kept together).
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
#include "filters/clean/html/html_features.h"
#include "filters/clean/trees.h"
#include "shingles.h"

/* A line of a gold text; in square brackets: it may be there or not (summaries, subheadings). */
struct gold_line {
	struct str text;
	struct shingles shingles;
	bool is_optional;
};

struct example {
	struct str name, site;
	struct gold_line *lines;
	size_t n_lines;
	struct shingles gold, optional;
	struct html_page page;
	float *features;
	struct str *texts; /* of the blocks */
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

/* A block is the article's where most of its shingles are. */
static void label(struct example *example, struct str bytes, struct arena *arena)
{
	struct html_page *page = &example->page;

	example->texts = arena_array(arena, struct str, page->n_blocks);
	example->labels = arena_array(arena, uint8_t, page->n_blocks);
	example->weights = arena_array(arena, float, page->n_blocks);
	for (size_t b = 0; b < page->n_blocks; b++) {
		struct shingles shingles;

		example->texts[b] = text_of(bytes, &page->blocks[b], arena);
		shingles = shingles_of(example->texts[b], arena);
		example->labels[b] = shingles.n && 2 * shingles_common(&shingles, &example->gold) >= shingles.n;
		/* A long block counts more, for more is lost with it. What is optional teaches nothing. */
		example->weights[b] = (float)sqrt(2.0 + (double)page->blocks[b].n_words);
		if (!example->labels[b] && shingles.n &&
		    2 * shingles_common(&shingles, &example->optional) >= shingles.n)
			example->weights[b] = 0;
	}
}

/* The text of the lines that must be there and, of the others, of those that stand in `got`. */
static struct shingles gold_against(const struct example *example, const struct shingles *got, struct arena *arena)
{
	struct buf text = { 0 };
	struct shingles shingles;

	for (size_t i = 0; i < example->n_lines; i++) {
		const struct gold_line *line = &example->lines[i];

		if (line->is_optional && (!got || 2 * shingles_common(&line->shingles, got) < line->shingles.n))
			continue;
		buf_add_str(&text, line->text);
		buf_add_byte(&text, '\n');
	}
	shingles = shingles_of(arena_str(arena, buf_str(&text)), arena);
	buf_free(&text);
	return shingles;
}

static void read_gold(struct example *example, struct str text, struct arena *arena)
{
	struct buf optional = { 0 };
	size_t n = 1;

	for (size_t i = 0; i < text.len; i++)
		n += text.at[i] == '\n';
	example->lines = arena_array(arena, struct gold_line, n);
	for (size_t at = 0; at <= text.len;) {
		size_t end = str_find(text, '\n', at);
		struct gold_line *line = &example->lines[example->n_lines++];

		line->text = str_trim(str_slice(text, at, end));
		line->is_optional = str_starts(line->text, "[") && str_ends(line->text, "]");
		line->shingles = shingles_of(line->text, arena);
		if (line->is_optional) {
			buf_add_str(&optional, line->text);
			buf_add_byte(&optional, '\n');
		}
		at = end + 1;
	}
	example->gold = gold_against(example, NULL, arena);
	example->optional = shingles_of(arena_str(arena, buf_str(&optional)), arena);
	buf_free(&optional);
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
	*example = (struct example){ .name = arena_str(&corpus->arena, name), .set = corpus->set };
	url = arena_str(&corpus->arena, fields[1]);
	host = str_find(url, '/', 0) + 2;
	example->site = str_slice(url, host, str_find(url, '/', host));
	read_gold(example, arena_str(&corpus->arena, fields[2]), &corpus->arena);
	html_read(bytes, &corpus->arena, &example->page);
	example->features = html_features(&example->page, &corpus->arena);
	label(example, bytes, &corpus->arena);
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

/* --- learning and judging --------------------------------------------------------------------- */

static size_t fold_of(const struct example *example, size_t folds)
{
	return XXH3_64bits(example->site.at, example->site.len) % folds;
}

/* Learns from all examples that are not in the fold (folds = 0: from all). */
static void train(const struct corpus *corpus, size_t fold, size_t folds, const struct boost_options *options,
                  struct buf *table)
{
	size_t N = 0, F = corpus->n_features, n_names, row = 0;
	const char *const *names = html_feature_names(&n_names);
	float *x, *w;
	uint8_t *y;

	for (size_t e = 0; e < corpus->n; e++)
		if (!folds || fold_of(&corpus->examples[e], folds) != fold)
			N += corpus->examples[e].page.n_blocks;
	x = diag_alloc(N * F * sizeof *x);
	w = diag_alloc(N * sizeof *w);
	y = diag_alloc(N);
	for (size_t e = 0; e < corpus->n; e++) {
		const struct example *example = &corpus->examples[e];
		size_t n = example->page.n_blocks;

		if (folds && fold_of(example, folds) == fold)
			continue;
		memcpy(x + row * F, example->features, n * F * sizeof *x);
		memcpy(w + row, example->weights, n * sizeof *w);
		memcpy(y + row, example->labels, n);
		row += n;
	}
	boost_train(x, y, w, N, F, names, options, table);
	free(x);
	free(w);
	free(y);
}

struct figures {
	double precision, recall, oracle;
	size_t n, exact;
};

static struct shingles chosen(const struct example *example, const struct trees *trees, struct arena *arena)
{
	const bool *is_text = trees ? html_choose(&example->page, example->features, trees, arena) : NULL;
	struct buf text = { 0 };
	struct shingles shingles;

	for (size_t b = 0; b < example->page.n_blocks; b++) {
		if (is_text ? !is_text[b] : !example->labels[b])
			continue;
		buf_add_str(&text, example->texts[b]);
		buf_add_byte(&text, ' ');
	}
	shingles = shingles_of(arena_str(arena, buf_str(&text)), arena);
	buf_free(&text);
	return shingles;
}

static void judge(const struct example *example, const struct shingles *got, struct arena *arena,
                  struct figures *figures)
{
	struct shingles gold = gold_against(example, got, arena);
	size_t common = shingles_common(got, &gold);

	figures->precision += got->n ? (double)common / (double)got->n : 0;
	figures->recall += gold.n ? (double)common / (double)gold.n : 1;
	figures->exact += common == got->n && common == gold.n;
	figures->n++;
}

static double f1(const struct figures *f)
{
	double p = f->precision / (double)f->n, r = f->recall / (double)f->n;

	return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

static void validate(const struct corpus *corpus, size_t folds, const struct boost_options *options)
{
	enum { MAX_SETS = 8 };
	struct figures got[MAX_SETS] = { 0 }, best[MAX_SETS] = { 0 };
	size_t n_names, n_sets = 0;
	const char *const *names = html_feature_names(&n_names);

	for (size_t fold = 0; fold < folds; fold++) {
		struct arena arena = { 0 };
		struct buf table = { 0 };
		struct trees trees;
		size_t line;

		train(corpus, fold, folds, options, &table);
		if (!trees_read(buf_str(&table), names, n_names, &arena, &trees, &line))
			diag_fatal(EXIT_BUG, NULL, "line %zu of the trees cannot be read back", line);
		for (size_t e = 0; e < corpus->n; e++) {
			const struct example *example = &corpus->examples[e];
			struct shingles mine, labels;

			if (fold_of(example, folds) != fold || example->set >= MAX_SETS)
				continue;
			n_sets = example->set >= n_sets ? example->set + 1 : n_sets;
			mine = chosen(example, &trees, &arena);
			labels = chosen(example, NULL, &arena);
			judge(example, &mine, &arena, &got[example->set]);
			judge(example, &labels, &arena, &best[example->set]);
		}
		buf_free(&table);
		arena_free(&arena);
	}
	for (size_t s = 0; s < n_sets; s++)
		fprintf(stderr, "set %zu: %zu pages, precision %.1f, recall %.1f, F1 %.1f, exactly right %.0f %%; "
		                "with the right blocks F1 %.1f, exactly right %.0f %%\n",
		        s + 1, got[s].n, 100 * got[s].precision / (double)got[s].n,
		        100 * got[s].recall / (double)got[s].n, 100 * f1(&got[s]),
		        100 * (double)got[s].exact / (double)got[s].n, 100 * f1(&best[s]),
		        100 * (double)best[s].exact / (double)best[s].n);
}

static size_t number_of(const char *text)
{
	uint64_t n;

	if (!str_number(str_of(text), 100000, &n) || n == 0)
		diag_fatal(EXIT_USAGE, NULL, "found %s, expected a number", text);
	return (size_t)n;
}

int main(int argc, char *argv[])
{
	struct boost_options options = { .n_trees = 120, .depth = 4, .rate = 0.1, .min_weight = 60, .l2 = 20 };
	struct corpus corpus = { 0 };
	struct buf table = { 0 };
	size_t folds = 5;
	int letter;

	diag_set_program("clean-html-train");
	while ((letter = getopt(argc, argv, "f:t:d:m:l:r:")) != -1) {
		switch (letter) {
		case 'f': folds = number_of(optarg); break;
		case 't': options.n_trees = number_of(optarg); break;
		case 'd': options.depth = number_of(optarg); break;
		case 'm': options.min_weight = (double)number_of(optarg); break;
		case 'l': options.l2 = (double)number_of(optarg); break;
		case 'r': options.rate = (double)number_of(optarg) / 100; break;
		default: return EXIT_USAGE;
		}
	}
	if ((argc - optind) < 2 || (argc - optind) % 2)
		diag_fatal(EXIT_USAGE, NULL, "expected GOLD.tsv FOLDER …");
	read_corpus(&corpus, argv + optind, (size_t)(argc - optind));
	if (folds > 1)
		validate(&corpus, folds, &options);
	train(&corpus, 0, 0, &options, &table);
	fwrite(table.at, 1, table.len, stdout);
	buf_free(&table);
	arena_free(&corpus.arena);
	free(corpus.examples);
	return fflush(stdout) == 0 ? EXIT_OK : EXIT_IO;
}
