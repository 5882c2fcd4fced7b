/*
 * classes.c: `tag-train classes`: puts word classes and the parts of speech of dictionaries into one
 * table (filters/tag/classes.h).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <getopt.h>

#include "common/arena.h"
#include "common/index.h"
#include "common/row.h"
#include "common/utf8.h"
#include "filters/tag/train/train.h"
#include "filters/tag/words/classes.h"

struct vector_word {
	uint64_t hash;
	uint16_t class;
};

struct lexicon {
	struct arena arena;
	struct index index;
	struct word_classes *entries; /* of the word of that number */
	struct str *words;
	size_t n, cap;
	struct index path_index; /* Brown bits -> position in paths */
	struct classes_path *paths;
	size_t n_paths, cap_paths;
	uint64_t min_count;
	struct vector_word *vectors;
	size_t n_vectors, cap_vectors;
	uint16_t (*coarse)[CLASSES_COARSE]; /* of every finest class */
	size_t n_vector_classes;
};

static struct word_classes *lexicon_put(struct lexicon *lexicon, struct str word)
{
	bool is_new;
	uint32_t number = *index_put(&lexicon->index, word, (uint32_t)lexicon->n, &is_new);

	if (is_new) {
		if (lexicon->n == lexicon->cap) {
			lexicon->cap = lexicon->cap ? 2 * lexicon->cap : 1 << 16;
			lexicon->entries = diag_realloc(lexicon->entries, lexicon->cap * sizeof *lexicon->entries);
			lexicon->words = diag_realloc(lexicon->words, lexicon->cap * sizeof *lexicon->words);
		}
		lexicon->entries[lexicon->n] = (struct word_classes){ 0 };
		lexicon->words[lexicon->n++] = word;
	}
	return &lexicon->entries[number];
}

/* Calls `take` with the fields of every line. */
static void each_line(struct lexicon *lexicon, const char *path, char separator, size_t n_fields,
                      void (*take)(struct lexicon *, const struct str *, int), int argument)
{
	struct str rest = train_file(path), field[1 + CLASSES_VECTORS];

	for (uint64_t number = 1; rest.len; number++) {
		size_t end = str_find(rest, '\n', 0), begin = 0, n = 0;
		struct str line = str_slice(rest, 0, end);

		for (; n < n_fields; n++) {
			size_t stop = str_find(line, separator, begin);

			if (begin > line.len)
				break;
			field[n] = str_slice(line, begin, stop);
			begin = stop + 1;
		}
		if (n < n_fields)
			diag_fatal(EXIT_DATA, path, "line %llu: %zu fields, expected %zu",
			           (unsigned long long)number, n, n_fields);
		take(lexicon, field, argument);
		rest = str_slice(rest, end + 1, rest.len);
	}
}

static uint64_t count_of(struct str field)
{
	uint64_t count = 0;

	str_number(field, UINT64_MAX, &count);
	return count;
}

static uint8_t log_count(uint64_t count)
{
	double log = 8 * log2(1 + (double)count);

	return log > 255 ? 255 : (uint8_t)log;
}

static void take_brown(struct lexicon *lexicon, const struct str *field, int unused)
{
	struct word_classes *classes;
	uint32_t *position;
	bool is_new;

	(void)unused;
	if (count_of(field[2]) < lexicon->min_count)
		return;
	if (field[1].len > 25)
		diag_fatal(EXIT_DATA, "brown", "a path of more than 25 bits: %.*s", STR_ARGS(field[1]));
	position = index_put(&lexicon->path_index, field[1], (uint32_t)lexicon->n_paths, &is_new);
	if (is_new) {
		struct classes_path path = { 0, (uint32_t)field[1].len };

		for (size_t i = 0; i < field[1].len; i++)
			path.bits |= (uint32_t)(field[1].at[i] == '1') << (31 - i);
		if (lexicon->n_paths == lexicon->cap_paths) {
			lexicon->cap_paths = 2 * lexicon->cap_paths + 1024;
			lexicon->paths = diag_realloc(lexicon->paths, lexicon->cap_paths * sizeof *lexicon->paths);
		}
		lexicon->paths[lexicon->n_paths++] = path;
	}
	classes = lexicon_put(lexicon, field[0]);
	classes->brown = (uint16_t)*position;
	classes->log_count = log_count(count_of(field[2]));
}

static void take_kmeans(struct lexicon *lexicon, const struct str *field, int granularity)
{
	struct word_classes *classes;

	if (count_of(field[2]) < lexicon->min_count)
		return;
	classes = lexicon_put(lexicon, field[0]);
	classes->kmeans[granularity] = (uint16_t)(count_of(field[1]) + 1);
	classes->log_count = log_count(count_of(field[2]));
}

/* The classes of a vector, coarse to fine, and the words that are in the finest. */
static void take_vector(struct lexicon *lexicon, const struct str *field, int unused)
{
	size_t class = (size_t)count_of(field[CLASSES_COARSE]);
	struct str words = field[CLASSES_VECTORS];

	(void)unused;
	if (class >= UINT16_MAX)
		diag_fatal(EXIT_DATA, "vectors", "a class of more than %d: %zu", UINT16_MAX, class);
	if (class >= lexicon->n_vector_classes) {
		lexicon->coarse = diag_realloc(lexicon->coarse, (class + 1) * sizeof *lexicon->coarse);
		memset(lexicon->coarse + lexicon->n_vector_classes, 0,
		       (class + 1 - lexicon->n_vector_classes) * sizeof *lexicon->coarse);
		lexicon->n_vector_classes = class + 1;
	}
	for (size_t i = 0; i < CLASSES_COARSE; i++)
		lexicon->coarse[class][i] = (uint16_t)count_of(field[CLASSES_COARSE - 1 - i]);
	for (size_t begin = 0; begin < words.len;) {
		size_t end = str_find(words, ' ', begin);
		uint64_t hash = classes_hash(str_slice(words, begin, end));

		if (lexicon->n_vectors == lexicon->cap_vectors) {
			lexicon->cap_vectors = 2 * lexicon->cap_vectors + 1024;
			lexicon->vectors =
			        diag_realloc(lexicon->vectors, lexicon->cap_vectors * sizeof *lexicon->vectors);
		}
		lexicon->vectors[lexicon->n_vectors++] = (struct vector_word){ hash, (uint16_t)class };
		begin = end + 1;
	}
}

static uint8_t form_bits(char part_of_speech, bool is_base)
{
	switch (part_of_speech) {
	case 'n':
		return is_base ? FORM_NOUN : FORM_NOUN_INFLECTED;
	case 'v':
		return is_base ? FORM_VERB : FORM_VERB_INFLECTED;
	case 'j':
		return is_base ? FORM_ADJECTIVE : FORM_ADJECTIVE_INFLECTED;
	case 'r':
		return FORM_ADVERB;
	default:
		return 0;
	}
}

static void add_form(struct lexicon *lexicon, struct str form, uint8_t bits)
{
	size_t pos = 0;

	if (form.len == 0 || bits == 0 || str_find(form, ' ', 0) < form.len)
		return;
	if (utf8_is_upper(utf8_next(form, &pos)))
		bits |= FORM_NAME;
	lexicon_put(lexicon, form)->forms |= bits;
}

/* A row of LemmInflect: form, part of speech, its lemmas joined by slashes. */
static void take_form(struct lexicon *lexicon, const struct str *field, int unused)
{
	char letter = str_is(field[1], "adj") ? 'j' : str_is(field[1], "adv") ? 'r' : field[1].at[0];
	bool is_base = false;

	(void)unused;
	for (size_t begin = 0; begin <= field[2].len;) {
		size_t end = str_find(field[2], '/', begin);

		is_base |= str_eq(field[0], str_slice(field[2], begin, end));
		begin = end + 1;
	}
	add_form(lexicon, field[0], form_bits(letter, is_base));
}

static void take_lemma(struct lexicon *lexicon, const struct str *field, int part_of_speech)
{
	add_form(lexicon, field[0], form_bits((char)part_of_speech, true));
}

/* A capitalised form has the parts of speech of its lower case too. */
static void spread_forms(struct lexicon *lexicon)
{
	for (size_t i = 0; i < lexicon->n; i++) {
		struct buf lower = { 0 };
		const uint32_t *found;

		utf8_add_lower(&lower, lexicon->words[i]);
		found = index_find(&lexicon->index, buf_str(&lower));
		if (found && *found != i)
			lexicon->entries[i].forms |= lexicon->entries[*found].forms;
		buf_free(&lower);
	}
}

/* The table of vectors, a sixth of it free at least; empty where there are none. */
static struct str vector_table(const struct lexicon *lexicon)
{
	size_t n_slots = 1;
	struct classes_vector *slots;

	if (lexicon->n_vectors == 0)
		return (struct str){ "", 0 };
	while (n_slots < lexicon->n_vectors + lexicon->n_vectors / 6 + 1)
		n_slots *= 2;
	slots = diag_alloc(n_slots * sizeof *slots);
	memset(slots, 0, n_slots * sizeof *slots);
	for (size_t i = 0; i < lexicon->n_vectors; i++) {
		const struct vector_word *word = &lexicon->vectors[i];
		size_t at = word->hash & (n_slots - 1);

		while (slots[at].fingerprint)
			at = (at + 1) & (n_slots - 1);
		slots[at] = (struct classes_vector){ classes_vector_fingerprint(word->hash), word->class };
	}
	return str_at((char *)slots, n_slots * sizeof *slots);
}

static void write_part(const struct lexicon *lexicon, const char *info, const char *path)
{
	size_t n_slots = 1;
	struct classes_entry *slots;
	struct bundle_part parts[5];
	struct str vectors = vector_table(lexicon);

	while (n_slots < lexicon->n + lexicon->n / 4 + 1)
		n_slots *= 2;
	slots = diag_alloc(n_slots * sizeof *slots);
	memset(slots, 0, n_slots * sizeof *slots);
	for (size_t i = 0; i < lexicon->n; i++) {
		uint64_t hash = classes_hash(lexicon->words[i]);
		size_t at = hash & (n_slots - 1);

		while (slots[at].fingerprint)
			at = (at + 1) & (n_slots - 1);
		if (!classes_pack(&lexicon->entries[i], &slots[at]))
			diag_fatal(EXIT_DATA, NULL, "%.*s: its class is too large", STR_ARGS(lexicon->words[i]));
		slots[at].fingerprint = classes_fingerprint(hash);
	}
	parts[0] = (struct bundle_part){ "info", str_of(info) };
	parts[1] = (struct bundle_part){ "cls.words", str_at((char *)slots, n_slots * sizeof *slots) };
	parts[2] = (struct bundle_part){ "cls.brown",
		                         str_at((char *)lexicon->paths, lexicon->n_paths * sizeof *lexicon->paths) };
	parts[3] = (struct bundle_part){ "cls.vectors", vectors };
	parts[4] = (struct bundle_part){ "cls.coarse", str_at((char *)lexicon->coarse, lexicon->n_vector_classes *
	                                                                               sizeof *lexicon->coarse) };
	part_write(path, parts, vectors.len ? 5 : 3);
	if (vectors.len)
		free((char *)vectors.at);
	free(slots);
}

static const char usage[] =
        "usage: tag-train classes [OPTION…] -o PART\n"
        "  -b FILE   Brown classes: word, bits, count\n"
        "  -k FILE   k-means classes: word, class, count; up to four times, coarse to fine\n"
        "  -g FILE   classes of word vectors, and their words (tag-train cluster)\n"
        "  -f FILE   forms: form,part of speech,lemma[/lemma] (LemmInflect)\n"
        "  -w X=FILE base forms, a line each, of part of speech X: n v j r (WordNet)\n"
        "  -c COUNT  leave out classes of words that are rarer in the raw text (20)\n"
        "  -i TEXT   sources and licences, for the model's info\n";

int train_classes(int argc, char *argv[])
{
	struct lexicon lexicon = { .n_paths = 1, .cap_paths = 1024, .min_count = 20 };
	const char *output = NULL, *info = "";
	int letter, n_kmeans = 0;

	lexicon.paths = diag_alloc(lexicon.cap_paths * sizeof *lexicon.paths);
	lexicon.paths[0] = (struct classes_path){ 0, 0 };
	while ((letter = getopt(argc, argv, "b:k:g:f:w:c:i:o:h")) != -1) {
		if (letter == 'b')
			each_line(&lexicon, optarg, '\t', 3, take_brown, 0);
		else if (letter == 'k' && n_kmeans < CLASSES_KMEANS)
			each_line(&lexicon, optarg, '\t', 3, take_kmeans, n_kmeans++);
		else if (letter == 'g')
			each_line(&lexicon, optarg, '\t', 1 + CLASSES_VECTORS, take_vector, 0);
		else if (letter == 'f')
			each_line(&lexicon, optarg, ',', 3, take_form, 0);
		else if (letter == 'w' && optarg[0] && optarg[1] == '=')
			each_line(&lexicon, optarg + 2, '\t', 1, take_lemma, optarg[0]);
		else if (letter == 'c' && str_number(str_of(optarg), UINT32_MAX, &lexicon.min_count))
			continue;
		else if (letter == 'i')
			info = optarg;
		else if (letter == 'o')
			output = optarg;
		else
			return fputs(usage, letter == 'h' ? stdout : stderr), letter == 'h' ? EXIT_OK : EXIT_USAGE;
	}
	if (!output || optind < argc)
		return fputs(usage, stderr), EXIT_USAGE;
	spread_forms(&lexicon);
	write_part(&lexicon, info, output);
	fprintf(stderr, "classes: %zu words, %zu Brown classes\n", lexicon.n, lexicon.n_paths - 1);
	index_free(&lexicon.index);
	index_free(&lexicon.path_index);
	free(lexicon.entries);
	free(lexicon.words);
	free(lexicon.paths);
	free(lexicon.vectors);
	free(lexicon.coarse);
	return EXIT_OK;
}
