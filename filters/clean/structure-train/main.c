/*
 * clean-structure-train: grows the trees of filters/clean/structure_page.c.
 *
 *      clean-structure-train [-o FOLDER] LINES.tsv
 *
 * LINES.tsv: page, class (body, caption, other), anything, text. The second look is trained on what
 * the first one thinks of pages that it was not trained on. Prints the F1 of body and caption on
 * held-out pages (five parts, split by page; nothing of a part is seen in training for it); -o writes
 * the tables of all lines (structure_tables). The same lines give the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/diag.h"
#include "common/resource.h"
#include "common/row.h"

#include "filters/clean/html-train/boost.h"
#include "filters/clean/structure.h"

enum { FOLDS = 5, CLASSES = 3 };
enum class { CLASS_OTHER, CLASS_BODY, CLASS_CAPTION };

/* What a table of trees is to tell; the first N_GUESSES are those of the first look. */
enum target { TARGET_BODY = N_GUESSES, TARGET_CAPTION };

struct page {
	struct line_look *looks;
	unsigned char *classes;
	size_t n_lines;
	float *x; /* features */
	struct line_guess *guesses;
	size_t part;      /* of the cross-validation */
};

struct corpus {
	struct page *pages;
	size_t n_pages;
	struct arena arena;
};

static void read_page(struct corpus *corpus, const struct str *texts, const unsigned char *classes, size_t n)
{
	struct page *page = &corpus->pages[corpus->n_pages++];

	page->n_lines = n;
	page->looks = arena_array(&corpus->arena, struct line_look, n);
	page->classes = arena_array(&corpus->arena, unsigned char, n);
	memcpy(page->classes, classes, n);
	for (size_t i = 0; i < n; i++)
		structure_look(texts[i], &corpus->arena, &page->looks[i]);
	page->part = (corpus->n_pages - 1) % FOLDS;
	page->x = arena_items(&corpus->arena, n, structure_n_names * sizeof *page->x);
	page->guesses = arena_array(&corpus->arena, struct line_guess, n);
	structure_features(page->looks, n, &corpus->arena, page->x);
}

static void read_corpus(struct str file, struct corpus *corpus)
{
	size_t n = 0, n_lines = 0;
	struct str name = { NULL, 0 }, *texts;
	unsigned char *classes;

	for (size_t i = 0; i < file.len; i++)
		n_lines += file.at[i] == '\n';
	texts = arena_array(&corpus->arena, struct str, n_lines + 1);
	classes = arena_array(&corpus->arena, unsigned char, n_lines + 1);
	corpus->pages = arena_array(&corpus->arena, struct page, n_lines + 1);
	for (size_t pos = 0, end; pos < file.len; pos = end + 1) {
		struct str fields[4];

		end = str_find(file, '\n', pos);
		if (row_split(str_slice(file, pos, end), fields, 4) < 4)
			continue;
		if (n && !str_eq(fields[0], name)) {
			read_page(corpus, texts, classes, n);
			n = 0;
		}
		name = fields[0];
		texts[n] = fields[3];
		classes[n++] = str_is(fields[1], "body") ? CLASS_BODY : str_is(fields[1], "caption") ? CLASS_CAPTION : CLASS_OTHER;
	}
	if (n)
		read_page(corpus, texts, classes, n);
}

/* --- growing -------------------------------------------------------------------------------------- */

static const struct boost_options options[STRUCTURE_TABLES] = {
	[GUESS_TEXT] = { 60, 4, 0.15, 8, 1 },  [GUESS_BEGIN] = { 40, 3, 0.15, 3, 1 },
	[GUESS_END] = { 40, 3, 0.15, 3, 1 },   [TARGET_BODY] = { 60, 4, 0.12, 8, 1 },
	[TARGET_CAPTION] = { 80, 3, 0.1, 3, 1 },
};

/* Whether line i is what the target asks for. */
static bool is_positive(const struct page *page, size_t i, int target)
{
	bool is_body = page->classes[i] == CLASS_BODY;

	switch (target) {
	case GUESS_BEGIN:
		for (size_t k = 0; k < i; k++)
			if (page->classes[k] == CLASS_BODY)
				return false;
		return is_body;
	case GUESS_END:
		for (size_t k = i + 1; k < page->n_lines; k++)
			if (page->classes[k] == CLASS_BODY)
				return false;
		return is_body;
	case TARGET_CAPTION:
		return page->classes[i] == CLASS_CAPTION;
	default:
		return is_body;
	}
}

/* Grows trees for one target from the pages outside two parts; FOLDS leaves none out. */
static void grow(struct corpus *corpus, size_t part, size_t other_part, int target, struct buf *table)
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

		for (size_t i = 0; i < page->n_lines && page->part != part && page->part != other_part; i++) {
			memcpy(x + n * F, page->x + i * F, F * sizeof *x);
			y[n] = is_positive(page, i, target);
			w[n++] = 1;
		}
	}
	buf_clear(table);
	boost_train(x, y, w, n, F, structure_names, &options[target], table);
	free(x);
	free(w);
	free(y);
}

/* What first looks that never saw the pages of `part` (nor of `held_out`) think of them. */
static void look_first(struct corpus *corpus, size_t part, size_t held_out, struct buf *tables)
{
	for (int guess = 0; guess < N_GUESSES; guess++) {
		struct trees trees;
		size_t line;

		grow(corpus, part, held_out, guess, &tables[guess]);
		if (!trees_read(arena_str(&corpus->arena, buf_str(&tables[guess])), structure_names,
		                structure_n_names, &corpus->arena, &trees, &line))
			diag_fatal(EXIT_BUG, NULL, "a table of trees that cannot be read");
		for (size_t p = 0; p < corpus->n_pages; p++) {
			struct page *page = &corpus->pages[p];

			for (size_t i = 0; i < page->n_lines && page->part == part; i++)
				page->guesses[i].odds[guess] = (float)trees_sum(&trees, page->x + i * structure_n_names);
		}
	}
}

static void forget_second(struct corpus *corpus)
{
	for (size_t p = 0; p < corpus->n_pages; p++)
		for (size_t i = 0; i < corpus->pages[p].n_lines; i++)
			memset(corpus->pages[p].x + i * structure_n_names + structure_n_first, 0,
			       (structure_n_names - structure_n_first) * sizeof(float));
}

/* All tables, with the pages of `held_out` unseen; FOLDS holds none out. */
static void grow_all(struct corpus *corpus, size_t held_out, struct buf tables[STRUCTURE_TABLES])
{
	forget_second(corpus);
	for (size_t part = 0; part < FOLDS; part++)
		if (part != held_out)
			look_first(corpus, part, held_out, tables);
	for (int guess = 0; guess < N_GUESSES; guess++)
		grow(corpus, held_out, FOLDS, guess, &tables[guess]);
	for (size_t p = 0; p < corpus->n_pages; p++)
		if (corpus->pages[p].part != held_out)
			structure_look_again(corpus->pages[p].guesses, corpus->pages[p].n_lines, corpus->pages[p].x);
	grow(corpus, held_out, FOLDS, TARGET_BODY, &tables[TARGET_BODY]);
	grow(corpus, held_out, FOLDS, TARGET_CAPTION, &tables[TARGET_CAPTION]);
}

/* --- scores ------------------------------------------------------------------------------------- */

struct tally {
	size_t hits[CLASSES], found[CLASSES], gold[CLASSES];
};

static void score_part(struct corpus *corpus, size_t part, const struct structure_model *model,
                       struct tally *tally)
{
	for (size_t p = 0; p < corpus->n_pages; p++) {
		struct page *page = &corpus->pages[p];
		enum par_kind *kinds = arena_array(&corpus->arena, enum par_kind, page->n_lines);

		if (page->part != part)
			continue;
		structure_page(model, page->looks, page->n_lines, &corpus->arena, kinds);
		for (size_t i = 0; i < page->n_lines; i++) {
			enum class class = kinds[i] == PAR_P ? CLASS_BODY :
			                   kinds[i] == PAR_CAPTION ? CLASS_CAPTION : CLASS_OTHER;

			tally->gold[page->classes[i]]++;
			tally->found[class]++;
			tally->hits[class] += class == page->classes[i];
		}
	}
}

static void report(const struct tally *tally, enum class class, const char *name)
{
	double hits = (double)tally->hits[class], found = (double)tally->found[class], gold = (double)tally->gold[class];

	printf("%s: precision %.3f recall %.3f F1 %.3f\n", name, hits / (found + 1e-9), hits / (gold + 1e-9),
	       2 * hits / (found + gold + 1e-9));
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

int main(int argc, char *argv[])
{
	static struct corpus corpus;
	struct buf tables[STRUCTURE_TABLES] = { { 0 } };
	struct tally tally = { 0 };
	const char *folder = NULL;
	struct str file;
	int c;

	diag_set_program("clean-structure-train");
	while ((c = getopt(argc, argv, "o:")) == 'o')
		folder = optarg;
	if (c != -1 || optind + 1 != argc)
		diag_fatal(EXIT_USAGE, NULL, "usage: clean-structure-train [-o FOLDER] LINES.tsv");
	if (!resource_map(argv[optind], &file))
		diag_fatal(EXIT_NO_INPUT, argv[optind], "cannot be read");
	read_corpus(file, &corpus);
	for (size_t part = 0; part < FOLDS; part++) {
		struct structure_model model;

		grow_all(&corpus, part, tables);
		read_model(&corpus, tables, &model);
		score_part(&corpus, part, &model, &tally);
	}
	report(&tally, CLASS_BODY, "body");
	report(&tally, CLASS_CAPTION, "caption");
	if (folder) {
		grow_all(&corpus, FOLDS, tables);
		for (size_t t = 0; t < STRUCTURE_TABLES; t++)
			write_table(folder, structure_tables[t], &tables[t]);
	}
	for (size_t t = 0; t < STRUCTURE_TABLES; t++)
		buf_free(&tables[t]);
	arena_free(&corpus.arena);
	resource_unmap(file);
	return EXIT_OK;
}
