/*
 * clean-structure-train: grows the trees of filters/clean/structure_page.c.
 *
 *      clean-structure-train [-o FOLDER] LINES.tsv [FURTHER.tsv]
 *
 * Both: page, class (body, caption, other), anything, text. The second look is trained on what the
 * first one thinks of pages that it was not trained on. Prints what is reached on held-out pages of
 * LINES.tsv (five parts, split by page; nothing of a part is seen in training for it); FURTHER.tsv is
 * trained on and never scored, its classes may be a teacher's. -o writes the tables of all lines
 * (structure_tables). The same lines give the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/diag.h"
#include "common/resource.h"
#include "common/row.h"

#include "filters/clean/html-train/boost.h"
#include "filters/clean/structure/structure.h"

enum { FOLDS = 5, CLASSES = 3 };
enum class { CLASS_OTHER, CLASS_BODY, CLASS_CAPTION };

/* What a table of trees is to tell; the first N_GUESSES are those of the first look. */
enum target { TARGET_BODY = N_GUESSES, TARGET_CAPTION };

struct page {
	struct line_look *looks;
	unsigned char *classes;
	size_t n_lines;
	float *x; /* features */
	struct line_guess *guesses[FOLDS]; /* of first looks that did not see it, by the part held out too */
	size_t part;                       /* of the cross-validation */
	bool is_further;
};

struct corpus {
	struct page *pages;
	size_t n_pages;
	struct arena arena;
};

static void read_page(struct corpus *corpus, const struct str *texts, const unsigned char *classes, size_t n,
                      bool is_further)
{
	struct page *page = &corpus->pages[corpus->n_pages++];

	page->is_further = is_further;
	page->n_lines = n;
	page->looks = arena_array(&corpus->arena, struct line_look, n);
	page->classes = arena_array(&corpus->arena, unsigned char, n);
	memcpy(page->classes, classes, n);
	for (size_t i = 0; i < n; i++)
		structure_look(texts[i], &corpus->arena, &page->looks[i]);
	page->part = (corpus->n_pages - 1) % FOLDS;
	page->x = arena_items(&corpus->arena, n, structure_n_names * sizeof *page->x);
	for (size_t f = 0; f < FOLDS; f++)
		page->guesses[f] = arena_array(&corpus->arena, struct line_guess, n);
	structure_features(page->looks, n, &corpus->arena, page->x);
}

static enum class class_of(struct str name)
{
	return str_is(name, "body") ? CLASS_BODY : str_is(name, "caption") ? CLASS_CAPTION : CLASS_OTHER;
}

/* Pages without a text of their own teach nothing about texts: a further one has two lines of it. */
static void read_corpus(struct str file, bool is_further, struct corpus *corpus)
{
	size_t n = 0, n_body = 0, n_lines = 0;
	struct str name = { NULL, 0 }, *texts;
	unsigned char *classes;

	for (size_t i = 0; i < file.len; i++)
		n_lines += file.at[i] == '\n';
	texts = arena_array(&corpus->arena, struct str, n_lines + 1);
	classes = arena_array(&corpus->arena, unsigned char, n_lines + 1);
	corpus->pages = diag_realloc(corpus->pages, (corpus->n_pages + n_lines + 1) * sizeof *corpus->pages);
	for (size_t pos = 0, end; pos <= file.len; pos = end + 1) {
		struct str fields[4] = { { NULL, 0 } };
		bool is_line;

		end = str_find(file, '\n', pos);
		is_line = row_split(str_slice(file, pos, end), fields, 4) >= 4;
		if (n && (end >= file.len || (is_line && !str_eq(fields[0], name)))) {
			if (!is_further || n_body >= 2)
				read_page(corpus, texts, classes, n, is_further);
			n = n_body = 0;
		}
		if (!is_line)
			continue;
		name = fields[0];
		texts[n] = fields[3];
		classes[n] = class_of(fields[1]);
		n_body += classes[n++] == CLASS_BODY;
	}
}

/* --- growing -------------------------------------------------------------------------------------- */

static const struct boost_options options[STRUCTURE_TABLES] = {
	[GUESS_TEXT] = { 60, 4, 0.15, 8, 1 },  [GUESS_BEGIN] = { 40, 3, 0.15, 3, 1 },
	[GUESS_END] = { 40, 3, 0.15, 3, 1 },   [TARGET_BODY] = { 60, 4, 0.12, 8, 1 },
	[TARGET_CAPTION] = { 80, 3, 0.1, 3, 1 },
};

static bool has_body(const struct page *page, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if (page->classes[i] == CLASS_BODY)
			return true;
	return false;
}

/* Between the first line of the text and the last, both included. */
static bool is_in_text(const struct page *page, size_t i)
{
	return has_body(page, 0, i + 1) && has_body(page, i, page->n_lines);
}

/* Whether line i is what the target asks for. */
static bool is_positive(const struct page *page, size_t i, int target)
{
	bool is_body = page->classes[i] == CLASS_BODY;

	switch (target) {
	case GUESS_BEGIN:
		return is_body && !has_body(page, 0, i);
	case GUESS_END:
		return is_body && !has_body(page, i + 1, page->n_lines);
	case TARGET_CAPTION:
		return page->classes[i] == CLASS_CAPTION;
	default:
		return is_body;
	}
}

/* Whether a first look that is grown without two parts (perhaps the same) does not see the page. */
static bool is_held(const struct page *page, size_t a, size_t b)
{
	return page->is_further ? page->part == (a + b) % FOLDS : page->part == a || page->part == b;
}

/* Grows trees for one target from the pages that are marked. */
static void grow(struct corpus *corpus, const bool *is_seen, int target, struct buf *table)
{
	size_t n = 0, F = structure_n_names;
	float *x, *w;
	uint8_t *y;

	for (size_t p = 0; p < corpus->n_pages; p++)
		n += corpus->pages[p].n_lines;
	x = diag_alloc(n * F * sizeof *x);
	w = diag_alloc(n * sizeof *w);
	y = diag_alloc(n);
	n = 0;
	for (size_t p = 0; p < corpus->n_pages; p++) {
		const struct page *page = &corpus->pages[p];

		for (size_t i = 0; i < page->n_lines && is_seen[p]; i++) {
			if (target == GUESS_END && !is_in_text(page, i))
				continue;
			memcpy(x + n * F, page->x + i * F, F * sizeof *x);
			y[n] = is_positive(page, i, target);
			w[n++] = 1;
		}
	}
	buf_clear(table);
	boost_train(x, y, w, NULL, n, F, structure_names, &options[target], table);
	free(x);
	free(w);
	free(y);
}

/* What a first look thinks of a line; where a page keeps it. */
static void keep_guesses(struct page *page, const struct trees *trees, int guess, size_t a, size_t b)
{
	size_t keeps[2] = { page->is_further || page->part == b ? a : b, page->is_further ? b : page->part == b ? a : b };

	for (size_t i = 0; i < page->n_lines; i++)
		for (size_t k = 0; k < 2; k++)
			page->guesses[keeps[k]][i].odds[guess] =
				(float)trees_sum(trees, page->x + i * structure_n_names);
}

/* First looks without parts a and b, and what they think of those. Leaves the tables. */
static void look_first(struct corpus *corpus, size_t a, size_t b, struct buf *tables)
{
	bool *is_seen = arena_array(&corpus->arena, bool, corpus->n_pages);

	for (size_t p = 0; p < corpus->n_pages; p++)
		is_seen[p] = !is_held(&corpus->pages[p], a, b);
	for (int guess = 0; guess < N_GUESSES; guess++) {
		struct trees trees;
		size_t line;

		grow(corpus, is_seen, guess, &tables[guess]);
		if (!trees_read(arena_str(&corpus->arena, buf_str(&tables[guess])), structure_names,
		                structure_n_names, &corpus->arena, &trees, &line))
			diag_fatal(EXIT_BUG, NULL, "a table of trees that cannot be read");
		for (size_t p = 0; p < corpus->n_pages; p++)
			if (!is_seen[p])
				keep_guesses(&corpus->pages[p], &trees, guess, a, b);
	}
}

/* Which of its guesses a page is trained on: those of a first look that saw neither it nor `held_out`. */
static const struct line_guess *guesses_of(const struct page *page, size_t held_out)
{
	if (held_out < FOLDS)
		return page->guesses[held_out];
	return page->guesses[page->is_further ? page->part * ((FOLDS + 1) / 2) % FOLDS : page->part];
}

/* Second looks, with the pages of `held_out` unseen; FOLDS holds none out. */
static void look_second(struct corpus *corpus, size_t held_out, struct buf tables[STRUCTURE_TABLES])
{
	bool *is_seen = arena_array(&corpus->arena, bool, corpus->n_pages);

	for (size_t p = 0; p < corpus->n_pages; p++) {
		struct page *page = &corpus->pages[p];

		is_seen[p] = page->is_further || page->part != held_out;
		structure_look_again(guesses_of(page, held_out), page->n_lines, page->x);
	}
	grow(corpus, is_seen, TARGET_BODY, &tables[TARGET_BODY]);
	grow(corpus, is_seen, TARGET_CAPTION, &tables[TARGET_CAPTION]);
}

static void forget_second(struct corpus *corpus)
{
	for (size_t p = 0; p < corpus->n_pages; p++)
		for (size_t i = 0; i < corpus->pages[p].n_lines; i++)
			memset(corpus->pages[p].x + i * structure_n_names + structure_n_first, 0,
			       (structure_n_names - structure_n_first) * sizeof(float));
}

/* --- scores ------------------------------------------------------------------------------------- */

struct tally {
	size_t hits[CLASSES], found[CLASSES], gold[CLASSES];
};

static double f1(const struct tally *tally, enum class class)
{
	double both = (double)(tally->found[class] + tally->gold[class]);

	return both > 0 ? 2 * (double)tally->hits[class] / both : 1;
}

static void score_part(struct corpus *corpus, size_t part, const struct structure_model *model,
                       struct tally *tallies)
{
	for (size_t p = 0; p < corpus->n_pages; p++) {
		struct page *page = &corpus->pages[p];
		enum par_kind *kinds = arena_array(&corpus->arena, enum par_kind, page->n_lines);

		if (page->part != part || page->is_further)
			continue;
		structure_page(model, page->looks, page->n_lines, &corpus->arena, kinds);
		for (size_t i = 0; i < page->n_lines; i++) {
			enum class class = kinds[i] == PAR_P ? CLASS_BODY :
			                   kinds[i] == PAR_CAPTION ? CLASS_CAPTION : CLASS_OTHER;

			tallies[p].gold[page->classes[i]]++;
			tallies[p].found[class]++;
			tallies[p].hits[class] += class == page->classes[i];
		}
	}
}

/* The pages with the most lines of text first. */
static int by_body(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return (x->gold[CLASS_BODY] < y->gold[CLASS_BODY]) - (x->gold[CLASS_BODY] > y->gold[CLASS_BODY]);
}

static void report(struct tally *tallies, size_t n, enum class class, const char *name)
{
	enum { BIGGEST = 5 };
	struct tally all = { 0 }, rest = { 0 };
	double mean = 0;

	qsort(tallies, n, sizeof *tallies, by_body);
	for (size_t p = 0; p < n; p++)
		for (size_t c = 0; c < CLASSES; c++) {
			all.hits[c] += tallies[p].hits[c];
			all.found[c] += tallies[p].found[c];
			all.gold[c] += tallies[p].gold[c];
			rest.hits[c] += p >= BIGGEST ? tallies[p].hits[c] : 0;
			rest.found[c] += p >= BIGGEST ? tallies[p].found[c] : 0;
			rest.gold[c] += p >= BIGGEST ? tallies[p].gold[c] : 0;
		}
	for (size_t p = 0; p < n; p++)
		mean += f1(&tallies[p], class) / (double)n;
	printf("%s: precision %.3f recall %.3f F1 %.3f; without the five longest texts %.3f; mean of pages %.3f\n", name,
	       (double)all.hits[class] / ((double)all.found[class] + 1e-9),
	       (double)all.hits[class] / ((double)all.gold[class] + 1e-9), f1(&all, class), f1(&rest, class), mean);
}

static void write_table(const char *folder, const char *name, const struct buf *table)
{
	struct buf path = { 0 };
	FILE *to;

	buf_printf(&path, "%s/%s%c", folder, name, 0);
	to = fopen(path.at, "w");
	if (!to || fwrite(table->at, 1, table->len, to) != table->len || fclose(to) != 0)
		diag_fatal(EXIT_IO, path.at, "cannot be written");
	buf_free(&path);
}

static void read_model(struct corpus *corpus, const struct buf *tables, struct structure_model *model)
{
	struct str texts[STRUCTURE_TABLES];

	for (size_t t = 0; t < STRUCTURE_TABLES; t++)
		texts[t] = arena_str(&corpus->arena, buf_str(&tables[t]));
	if (!structure_read_model(texts, &corpus->arena, model))
		diag_fatal(EXIT_BUG, NULL, "a table of trees that cannot be read");
}

/* Held-out pages of all parts: first looks without each part and each two, second looks without each. */
static void validate(struct corpus *corpus, struct tally *tallies)
{
	struct buf tables[FOLDS][STRUCTURE_TABLES] = { { { 0 } } }, spare[STRUCTURE_TABLES] = { { 0 } };

	for (size_t a = 0; a < FOLDS; a++)
		for (size_t b = a; b < FOLDS; b++)
			look_first(corpus, a, b, a == b ? tables[a] : spare);
	for (size_t part = 0; part < FOLDS; part++) {
		struct structure_model model;

		look_second(corpus, part, tables[part]);
		read_model(corpus, tables[part], &model);
		score_part(corpus, part, &model, tallies);
	}
	for (size_t t = 0; t < STRUCTURE_TABLES; t++) {
		for (size_t part = 0; part < FOLDS; part++)
			buf_free(&tables[part][t]);
		buf_free(&spare[t]);
	}
}

int main(int argc, char *argv[])
{
	static struct corpus corpus;
	struct buf tables[STRUCTURE_TABLES] = { { 0 } };
	struct tally *tallies;
	const char *folder = NULL;
	struct str files[2] = { { NULL, 0 } };
	size_t n_scored = 0;
	bool *all;
	int c;

	diag_set_program("clean-structure-train");
	while ((c = getopt(argc, argv, "o:")) == 'o')
		folder = optarg;
	if (c != -1 || optind == argc || optind + 2 < argc)
		diag_fatal(EXIT_USAGE, NULL, "usage: clean-structure-train [-o FOLDER] LINES.tsv [FURTHER.tsv]");
	for (int i = 0; optind + i < argc; i++) {
		if (!resource_map(argv[optind + i], &files[i]))
			diag_fatal(EXIT_NO_INPUT, argv[optind + i], "cannot be read");
		read_corpus(files[i], i > 0, &corpus);
		n_scored = i == 0 ? corpus.n_pages : n_scored;
	}
	tallies = diag_alloc((corpus.n_pages + 1) * sizeof *tallies);
	memset(tallies, 0, (corpus.n_pages + 1) * sizeof *tallies);
	validate(&corpus, tallies);
	report(tallies, n_scored, CLASS_BODY, "body");
	report(tallies, n_scored, CLASS_CAPTION, "caption");
	if (folder) {
		all = arena_array(&corpus.arena, bool, corpus.n_pages);
		memset(all, true, corpus.n_pages * sizeof *all);
		look_second(&corpus, FOLDS, tables);
		forget_second(&corpus);
		for (int guess = 0; guess < N_GUESSES; guess++)
			grow(&corpus, all, guess, &tables[guess]);
		for (size_t t = 0; t < STRUCTURE_TABLES; t++)
			write_table(folder, structure_tables[t], &tables[t]);
	}
	for (size_t t = 0; t < STRUCTURE_TABLES; t++)
		buf_free(&tables[t]);
	free(tallies);
	free(corpus.pages);
	arena_free(&corpus.arena);
	resource_unmap(files[0]);
	resource_unmap(files[1]);
	return EXIT_OK;
}
