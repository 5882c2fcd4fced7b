/*
 * summarize-keys-train: fits the weights of key phrases to documents with phrases by annotators.
 *
 *      … | link | summarize-keys-train -r references.tsv > keyphrases.tsv
 *
 * references.tsv: id, phrases (\n between them). Each candidate of a document is an example: an annotator
 * named it or not, words compared by their stems. Logistic regression with an L2 penalty, once with the
 * `sent` rows alone and once with all layers. No random numbers.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/filter.h"
#include "common/resource.h"
#include "common/stem.h"
#include "common/table.h"
#include "filters/summarize/keyphrases.h"
#include "filters/summarize/phrases.h"
#include "filters/summarize/train/descent.h"
#include "filters/summarize/weights.h"
#include "filters/summarize/words.h"

enum { STEPS = 300 };

#define L2 0.0003

struct example {
	struct key_vector vector;
	bool is_named;
};

struct trainer {
	const char *references_path;
	struct arena arena;
	struct bundle bundle;
	struct lexicon lexicon;
	struct lexemes lexemes;
	struct index documents; /* ids with references -> 1 */
	struct index named;     /* id, TAB, stems of a phrase -> 1 */
	struct example *examples[KEY_LEVELS];
	size_t n[KEY_LEVELS], cap[KEY_LEVELS];
};

static const struct filter_option options[] = {
	{ 'r', "references", "FILE", "id, phrases", false },
	{ 0 },
};

static bool take_option(void *state, int key, const char *value)
{
	struct trainer *trainer = state;

	(void)key;
	trainer->references_path = value;
	return true;
}

/* `id TAB stem stem …` */
static struct str phrase_key(struct str id, struct str phrase, struct arena *arena)
{
	struct buf key = { 0 };
	struct word word;
	struct str copy;
	size_t pos = 0;

	buf_printf(&key, "%.*s\t", STR_ARGS(id));
	while (word_next(phrase, &pos, &word)) {
		word.len = stem_word(word.lower, word.len);
		buf_printf(&key, "%.*s ", STR_ARGS(word_lower(&word)));
	}
	copy = arena_str(arena, buf_str(&key));
	buf_free(&key);
	return copy;
}

static bool take_reference(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct trainer *trainer = context;

	if (n != 2) {
		diag_message(trainer->references_path, "line %llu: expected id and phrases",
		             (unsigned long long)line);
		return false;
	}
	index_put(&trainer->documents, arena_str(&trainer->arena, fields[0]), 1, NULL);
	for (size_t begin = 0, end; begin < fields[1].len; begin = end + 1) {
		end = str_find(fields[1], '\n', begin);
		index_put(&trainer->named,
		          phrase_key(fields[0], str_slice(fields[1], begin, end), &trainer->arena), 1, NULL);
	}
	return true;
}

static enum exit_code open_trainer(struct filter *filter)
{
	struct trainer *trainer = filter->state;
	const struct table_options tsv = { .format = TABLE_TSV };
	struct buf path = { 0 };
	struct str words, references;
	uint64_t line;
	size_t bad;

	if (!trainer->references_path) {
		diag_message(NULL, "needs --references FILE");
		return EXIT_USAGE;
	}
	if (!resource_bundle(resource_path("summarize", "lexicon.bundle", &path), LEXICON_KIND,
	                     &trainer->bundle) ||
	    !lexicon_open(&trainer->bundle, &trainer->lexicon) ||
	    !resource_map(resource_path("summarize", "words.tsv", &path), &words) ||
	    !lexicon_read_words(words, &trainer->arena, &trainer->lexicon, &bad)) {
		diag_message(path.at, "cannot be used");
		return EXIT_CONFIG;
	}
	buf_free(&path);
	lexemes_init(&trainer->lexemes, &trainer->lexicon);
	if (!resource_map(trainer->references_path, &references)) {
		diag_message(trainer->references_path, "%s", strerror(errno));
		return EXIT_NO_INPUT;
	}
	return table_parse(references, &tsv, take_reference, trainer, &line) == TABLE_OK ? EXIT_OK : EXIT_DATA;
}

static void add_examples(struct trainer *trainer, struct str id, const struct view *view,
                         enum key_level level, struct arena *arena)
{
	struct key_view keys;

	keyphrases_read(view, arena, &keys);
	for (size_t i = 0; i < keys.n_candidates; i++) {
		struct str phrase = keys.candidates[i].phrase->text;
		struct example *example;

		if (trainer->n[level] == trainer->cap[level]) {
			trainer->cap[level] = 2 * trainer->cap[level] + 1024;
			trainer->examples[level] = diag_realloc(
			        trainer->examples[level], trainer->cap[level] * sizeof *trainer->examples[level]);
		}
		example = &trainer->examples[level][trainer->n[level]++];
		keyphrases_vector(&keys, &keys.candidates[i], &example->vector);
		example->is_named = index_find(&trainer->named, phrase_key(id, phrase, arena)) != NULL;
	}
}

static enum filter_status take_document(struct document *document, struct row_writer *out, void *state)
{
	struct trainer *trainer = state;
	const struct surroundings around = { .title = document_fact(document, DOC_TITLE) };
	struct layers layers;
	struct view view;

	if (!index_find(&trainer->documents, document->id))
		return FILTER_OK;
	layers_read(document, out, &layers);
	features_view(&trainer->lexemes, &layers, &around, LEVEL_SENT, document->arena, &view);
	add_examples(trainer, document->id, &view, KEY_PLAIN, document->arena);
	features_view(&trainer->lexemes, &layers, &around, LEVEL_LINK, document->arena, &view);
	add_examples(trainer, document->id, &view, KEY_TAGGED, document->arena);
	return FILTER_OK;
}

static double add_gradient(const struct example *example, const struct descent *weights, double *gradient)
{
	double sum = 0, error;

	for (size_t k = 0; k < example->vector.n; k++)
		sum += weights[example->vector.at[k]].weight * example->vector.x[k];
	error = 1 / (1 + exp(-sum)) - example->is_named;
	for (size_t k = 0; k < example->vector.n; k++)
		gradient[example->vector.at[k]] += error * example->vector.x[k];
	return log1p(exp(example->is_named ? -sum : sum));
}

static void fit(const struct example *examples, size_t n, float weights[KEY_FEATURES])
{
	struct descent descent[KEY_FEATURES];
	double loss = 0;

	for (size_t f = 0; f < KEY_FEATURES; f++)
		descent[f] = (struct descent){ 0, DESCENT_START, 0 };
	for (size_t step = 0; step < STEPS && n; step++) {
		double gradient[KEY_FEATURES] = { 0 };

		loss = 0;
		for (size_t i = 0; i < n; i++)
			loss += add_gradient(&examples[i], descent, gradient) / (double)n;
		for (size_t f = 0; f < KEY_FEATURES; f++)
			gradient[f] = gradient[f] / (double)n + L2 * descent[f].weight;
		descent_step(descent, KEY_FEATURES, gradient);
	}
	for (size_t f = 0; f < KEY_FEATURES; f++)
		weights[f] = (float)descent[f].weight;
	fprintf(stderr, "%zu candidates, loss %.4f\n", n, loss);
}

static enum exit_code finish(struct row_writer *out, void *state)
{
	struct trainer *trainer = state;
	struct key_model model;
	struct buf text = { 0 };

	for (size_t level = 0; level < KEY_LEVELS; level++)
		fit(trainer->examples[level], trainer->n[level], model.weight[level]);
	weights_write(KEY_HEAD, key_feature_names, KEY_FEATURES, KEY_LEVELS, model.weight[0], &text);
	filter_write(out, buf_str(&text));
	buf_free(&text);
	return EXIT_OK;
}

static void close_trainer(void *state)
{
	struct trainer *trainer = state;

	for (size_t level = 0; level < KEY_LEVELS; level++)
		free(trainer->examples[level]);
	lexemes_free(&trainer->lexemes);
	index_free(&trainer->documents);
	index_free(&trainer->named);
	arena_free(&trainer->arena);
}

int main(int argc, char *argv[])
{
	static const char *const reads[] = { "par", "sent", "tok", "ent", "link", "ref", "quote", NULL };
	struct trainer trainer = { 0 };
	struct filter filter = {
		.name = "summarize-keys-train",
		.summary = "fits the weights of key phrases to documents with phrases by annotators",
		.reads = reads,
		.options = options,
		.is_sink = true,
		.option = take_option,
		.open = open_trainer,
		.document = take_document,
		.finish = finish,
		.close = close_trainer,
		.state = &trainer,
	};

	return filter_main(&filter, argc, argv);
}
