/*
 * summarize-idf: counts in how many paragraphs each stem stands and writes the idf table of `summarize`.
 *
 *      summarize-idf -o lexicon.bundle < paragraphs       one paragraph a line
 *      summarize-idf -l < texts                           the largest idf of each line's words, by that table
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/arena.h"
#include "common/bundle.h"
#include "common/diag.h"
#include "common/index.h"
#include "common/reader.h"
#include "common/resource.h"
#include "common/stem.h"
#include "filters/summarize/lexicon.h"
#include "filters/summarize/words.h"

enum { LEAST_PARAGRAPHS = 4, LINE_MAX_BYTES = 16 << 20 };

struct stem {
	uint32_t n_paragraphs, last; /* last: the paragraph, from 1, that had it last */
};

struct count {
	struct arena arena;
	struct index index; /* stem -> position */
	struct stem *stems;
	uint32_t *hashes; /* parallel to stems */
	size_t cap;
	uint32_t n_paragraphs;
};

struct entry {
	uint32_t hash, n_paragraphs;
};

static void add_word(struct count *count, struct word *word)
{
	struct str stem = str_at(word->lower, stem_word(word->lower, word->len));
	uint32_t *place = index_find(&count->index, stem);
	size_t n = count->index.n_keys;

	if (!place) {
		if (n == count->cap) {
			count->cap = n ? 2 * n : 1 << 16;
			count->stems = diag_realloc(count->stems, count->cap * sizeof *count->stems);
			count->hashes = diag_realloc(count->hashes, count->cap * sizeof *count->hashes);
		}
		place = index_put(&count->index, arena_str(&count->arena, stem), (uint32_t)n, NULL);
		count->stems[n] = (struct stem){ 0 };
		count->hashes[n] = lexicon_hash(stem);
	}
	if (count->stems[*place].last != count->n_paragraphs) {
		count->stems[*place].last = count->n_paragraphs;
		count->stems[*place].n_paragraphs++;
	}
}

static void add_paragraph(struct count *count, struct str text)
{
	struct word word;
	size_t pos = 0;

	count->n_paragraphs++;
	while (word_next(text, &pos, &word))
		add_word(count, &word);
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->n_paragraphs < y->n_paragraphs) - (x->n_paragraphs > y->n_paragraphs);
}

static uint8_t idf_byte(uint32_t n_paragraphs, uint32_t n_all)
{
	double idf = log(((double)n_all + 1) / ((double)n_paragraphs + 1)) * LEXICON_IDF_SCALE + 0.5;

	return (uint8_t)(idf > 255 ? 255 : idf);
}

/* Of two stems with one hash the more frequent one stays. */
static void write_table(const struct count *count, struct buf *out)
{
	struct entry *entries = diag_alloc(count->index.n_keys * sizeof *entries);
	struct buf hashes = { 0 }, idf = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < count->index.n_keys; i++) {
		if (count->stems[i].n_paragraphs >= LEAST_PARAGRAPHS)
			entries[n++] = (struct entry){ count->hashes[i], count->stems[i].n_paragraphs };
	}
	qsort(entries, n, sizeof *entries, compare_entries);
	for (size_t i = 0; i < n; i++) {
		if (i && entries[i].hash == entries[i - 1].hash)
			continue;
		buf_add(&hashes, &entries[i].hash, sizeof entries[i].hash);
		buf_add_byte(&idf, (char)idf_byte(entries[i].n_paragraphs, count->n_paragraphs));
	}
	bundle_write(LEXICON_KIND,
	             (const struct bundle_part[]){ { "hashes", buf_str(&hashes) }, { "idf", buf_str(&idf) } },
	             2, out);
	buf_free(&hashes);
	buf_free(&idf);
	free(entries);
}

static void write_file(const char *path, struct str bytes)
{
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(bytes.at, 1, bytes.len, file) != bytes.len || fclose(file))
		diag_fatal(EXIT_IO, path, "%s", strerror(errno));
}

/* A text is as rare as the rarest of its words, at least. */
static enum exit_code look_up_lines(void)
{
	struct buf path = { 0 };
	struct bundle bundle;
	struct lexicon lexicon = { 0 };
	struct reader reader;
	struct str line;

	if (!resource_bundle(resource_path("summarize", "lexicon.bundle", &path), LEXICON_KIND, &bundle))
		return EXIT_CONFIG;
	if (!lexicon_open(&bundle, &lexicon))
		diag_fatal(EXIT_CONFIG, path.at, "not an idf table of summarize");
	reader_init(&reader, NULL, 0, LINE_MAX_BYTES);
	while (reader_next(&reader, &line) == READER_LINE) {
		struct word word;
		size_t pos = 0;
		float most = 0;

		while (word_next(line, &pos, &word)) {
			float idf = lexicon_idf(&lexicon, str_at(word.lower, stem_word(word.lower, word.len)));

			most = idf > most ? idf : most;
		}
		printf("%.2f\n", (double)most);
	}
	reader_free(&reader);
	buf_free(&path);
	if (fflush(stdout) != 0)
		diag_fatal(EXIT_IO, "<stdout>", "%s", strerror(errno));
	return EXIT_OK;
}

int main(int argc, char *argv[])
{
	struct count count = { 0 };
	struct reader reader;
	struct str line;
	struct buf out = { 0 };
	enum reader_status status;

	diag_set_program("summarize-idf");
	if (argc == 2 && strcmp(argv[1], "-l") == 0)
		return look_up_lines();
	if (argc != 3 || strcmp(argv[1], "-o"))
		diag_fatal(EXIT_USAGE, NULL, "usage: summarize-idf -o BUNDLE < PARAGRAPHS, or summarize-idf -l < TEXTS");
	reader_init(&reader, NULL, 0, LINE_MAX_BYTES);
	while ((status = reader_next(&reader, &line)) == READER_LINE || status == READER_TOO_LONG)
		add_paragraph(&count, line);
	if (status == READER_CUT)
		add_paragraph(&count, line);
	if (reader.has_failed)
		return EXIT_NO_INPUT;
	write_table(&count, &out);
	write_file(argv[2], buf_str(&out));
	fprintf(stderr, "%u paragraphs, %zu stems\n", count.n_paragraphs, count.index.n_keys);
	buf_free(&out);
	reader_free(&reader);
	index_free(&count.index);
	arena_free(&count.arena);
	free(count.stems);
	free(count.hashes);
	return EXIT_OK;
}
