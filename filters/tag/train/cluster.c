/*
 * cluster.c: `tag-train cluster`: classes of words from word vectors, at several granularities.
 *
 * Spherical k-means (Dhillon and Modha 2001) over the frequent words makes the finest classes; every
 * other word goes to the nearest centre. Coarser classes are k-means over the centres of the finer
 * ones, so that they nest: a word's finest class tells all the others. First centres are vectors at
 * even distances of rank: there is no chance in it.
 */
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/str.h"
#include "filters/tag/train/train.h"
#include "filters/tag/words/classes.h"

enum {
	DIMENSIONS = 100,
	LANE = 4,
	LANES = DIMENSIONS / LANE,
	MAX_WORDS = 400000,
	ROUNDS = 10,     /* more move few words */
	LEARNED = 40000, /* words that the finest centres are learned from */
	AMONG = 20000,   /* words that the first of them are taken from */
};

typedef float lane __attribute__((vector_size(4 * LANE)));

struct vector {
	lane at[LANES];
};

/* Words by rank, or the centres of finer classes. */
struct points {
	struct vector *vectors; /* of length 1, or zero: none of ours */
	float *weights;
	size_t n;
};

static struct points points_of(size_t n)
{
	struct points points = { aligned_alloc(sizeof(lane), n * sizeof(struct vector)),
		                 diag_alloc(n * sizeof(float)), n };

	if (!points.vectors)
		diag_fatal(EXIT_SYSTEM, NULL, "no memory");
	memset(points.vectors, 0, n * sizeof *points.vectors);
	memset(points.weights, 0, n * sizeof *points.weights);
	return points;
}

static float dot(const struct vector *a, const struct vector *b)
{
	lane sum = a->at[0] * b->at[0];

	for (size_t i = 1; i < LANES; i++)
		sum += a->at[i] * b->at[i];
	return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

static void add(struct vector *to, const struct vector *from, float weight)
{
	for (size_t i = 0; i < LANES; i++)
		to->at[i] += from->at[i] * weight;
}

/* Makes its length 1; a zero vector stays. */
static void normalize(struct vector *vector)
{
	float length = sqrtf(dot(vector, vector));

	for (size_t i = 0; i < LANES && length > 0; i++)
		vector->at[i] /= length;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* Letters and marks: no digits, nothing that JSON escapes. */
static bool is_word(struct str word)
{
	bool has_letter = false;

	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.at[i];

		if ((c >= '0' && c <= '9') || c == '\\' || c < ' ')
			return false;
		has_letter |= (c >= 'a' && c <= 'z') || c >= 0x80;
	}
	return has_letter;
}

/* One entry's numbers, of which the last one is the rank. False where they are not as expected. */
static bool read_entry(struct points *points, struct str *words, struct str word, struct str numbers)
{
	float number[DIMENSIONS + 2];
	char *at = (char *)numbers.at, *end;
	struct vector *vector;
	size_t rank;

	for (size_t i = 0; i < DIMENSIONS + 2; i++) {
		number[i] = strtof(at, &end);
		if (end == at || end > numbers.at + numbers.len)
			return false;
		at = end + 1;
	}
	rank = (size_t)number[DIMENSIONS + 1];
	if (rank >= points->n || !is_word(word))
		return true;
	vector = &points->vectors[rank];
	for (size_t i = 0; i < DIMENSIONS; i++)
		vector->at[i / LANE][i % LANE] = number[i];
	normalize(vector);
	if (rank < LEARNED)
		points->weights[rank] = logf(3.0f * LEARNED / (float)(rank + 10));
	words[rank] = word;
	return true;
}

/* Ranks without a word of ours. */
static void drop_gaps(struct points *points, struct str *words)
{
	size_t n = 0;

	for (size_t p = 0; p < points->n; p++) {
		if (words[p].len == 0)
			continue;
		points->vectors[n] = points->vectors[p];
		points->weights[n] = points->weights[p];
		words[n++] = words[p];
	}
	points->n = n;
}

/* {…,"vectors":{"word":[number,…],…},…} */
static void read_vectors(const char *path, struct points *points, struct str *words)
{
	static const char mark[] = "\"vectors\":{";
	struct str bytes = train_file(path), entry;
	const char *found = memmem(bytes.at, bytes.len, mark, sizeof mark - 1);
	size_t pos = found ? (size_t)(found - bytes.at) + sizeof mark - 1 : bytes.len;

	while (pos < bytes.len && bytes.at[pos] == '"') {
		size_t word = pos + 1, stop = word, end;

		while (stop < bytes.len && bytes.at[stop] != '"')
			stop += bytes.at[stop] == '\\' ? 2 : 1;
		end = str_find(bytes, ']', stop);
		entry = str_slice(bytes, stop + 3, end);
		if (end + 1 >= bytes.len || !read_entry(points, words, str_slice(bytes, word, stop), entry))
			diag_fatal(EXIT_DATA, path, "byte %zu: expected \"word\":[%d numbers]", word - 1,
			           DIMENSIONS + 2);
		pos = bytes.at[end + 1] == ',' ? end + 2 : bytes.len;
	}
	drop_gaps(points, words);
}

/* --- clusters --------------------------------------------------------------------------------- */

static size_t nearest(const struct points *centres, const struct vector *vector)
{
	size_t best = 0;
	float highest = -2;

	for (size_t c = 0; c < centres->n; c++) {
		float near = dot(&centres->vectors[c], vector);

		if (near > highest) {
			highest = near;
			best = c;
		}
	}
	return best;
}

/* A round: every point with a weight to the nearest centre, then every centre to the mean of its points. */
static void move_centres(const struct points *points, struct points *centres, struct vector *sums)
{
	memset(sums, 0, centres->n * sizeof *sums);
	memset(centres->weights, 0, centres->n * sizeof *centres->weights);
	for (size_t p = 0; p < points->n; p++) {
		size_t c;

		if (points->weights[p] == 0)
			continue;
		c = nearest(centres, &points->vectors[p]);
		add(&sums[c], &points->vectors[p], points->weights[p]);
		centres->weights[c] += points->weights[p];
	}
	for (size_t c = 0; c < centres->n; c++) {
		normalize(&sums[c]);
		if (centres->weights[c] > 0) /* else it stays where it was */
			centres->vectors[c] = sums[c];
	}
}

/* k centres, and class[p] of every point; the first ones are taken from the first `among` points. */
static struct points cluster(const struct points *points, size_t k, size_t among, uint16_t *class)
{
	struct points centres = points_of(k);
	struct vector *sums = points_of(k).vectors;

	for (size_t c = 0; c < k; c++)
		centres.vectors[c] = points->vectors[c * among / k];
	for (size_t round = 0; round < ROUNDS; round++)
		move_centres(points, &centres, sums);
	for (size_t p = 0; p < points->n; p++)
		class[p] = (uint16_t)nearest(&centres, &points->vectors[p]);
	free(sums);
	return centres;
}

/* --- writing ---------------------------------------------------------------------------------- */

/* A word and its classes, coarse to fine. */
struct classed {
	uint16_t class[CLASSES_VECTORS];
	struct str word;
};

static int by_class(const void *left, const void *right)
{
	const struct classed *a = left, *b = right;

	for (size_t i = 0; i < CLASSES_VECTORS; i++)
		if (a->class[i] != b->class[i])
			return a->class[i] < b->class[i] ? -1 : 1;
	return str_cmp(a->word, b->word);
}

static void write_classes(struct classed *words, size_t n, const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file)
		diag_fatal(EXIT_IO, path, "cannot be written");
	qsort(words, n, sizeof *words, by_class);
	for (size_t w = 0; w < n; w++) {
		bool is_next = w > 0 && words[w].class[CLASSES_COARSE] == words[w - 1].class[CLASSES_COARSE];

		if (w > 0 && !is_next)
			fputc('\n', file);
		for (size_t i = 0; i < CLASSES_VECTORS && !is_next; i++)
			fprintf(file, "%u\t", words[w].class[i]);
		fprintf(file, "%s%.*s", is_next ? " " : "", STR_ARGS(words[w].word));
	}
	fputc('\n', file);
	if (ferror(file) | fclose(file))
		diag_fatal(EXIT_IO, path, "cannot be written");
}

static const char usage[] = "usage: tag-train cluster VECTORS.json -o FILE\n"
                            "Writes a line for each of the finest classes: the numbers of its classes, coarse to\n"
                            "fine, and its words, parted by blanks.\n";

int train_cluster(int argc, char *argv[])
{
	static const size_t sizes[CLASSES_VECTORS] = { 2000, 1000, 300, 100 };
	struct points points = points_of(MAX_WORDS);
	struct str *words = diag_alloc(MAX_WORDS * sizeof *words);
	struct classed *classed;
	const char *output = NULL;
	size_t n;
	int letter;

	while ((letter = getopt(argc, argv, "o:h")) != -1) {
		if (letter != 'o')
			return fputs(usage, letter == 'h' ? stdout : stderr), letter == 'h' ? EXIT_OK : EXIT_USAGE;
		output = optarg;
	}
	if (!output || optind + 1 != argc)
		return fputs(usage, stderr), EXIT_USAGE;
	memset(words, 0, MAX_WORDS * sizeof *words);
	read_vectors(argv[optind], &points, words);
	n = points.n;
	if (n < AMONG)
		diag_fatal(EXIT_DATA, argv[optind], "%zu words, expected %d", n, AMONG);
	classed = diag_alloc(n * sizeof *classed);
	for (size_t i = 0; i < CLASSES_VECTORS; i++) {
		uint16_t *class = diag_alloc(points.n * sizeof *class);
		struct points centres = cluster(&points, sizes[i], i == 0 ? AMONG : points.n, class);

		for (size_t w = 0; w < n; w++)
			classed[w].class[CLASSES_COARSE - i] = class[i == 0 ? w : classed[w].class[CLASSES_VECTORS - i]];
		free(class);
		free(points.vectors);
		free(points.weights);
		points = centres;
	}
	for (size_t w = 0; w < n; w++)
		classed[w].word = words[w];
	write_classes(classed, n, output);
	free(points.vectors);
	free(points.weights);
	free(classed);
	free(words);
	return EXIT_OK;
}
