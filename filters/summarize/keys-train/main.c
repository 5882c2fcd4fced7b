/*
 * summarize-keys-train: fits the weights of key phrases to documents with phrases by annotators.
 *
 *      … | link | summarize-keys-train -r references.tsv -s summaries.tsv > keyphrases.tsv
 *
 * references.tsv: id, phrases (\n between them); summaries.tsv: id, summary, of other documents. Each candidate
 * of a document is an example: an annotator named it or not, a summary by people has it or not, words compared
 * by their stems. Annotators name many words of a document, what it is about and what else is in it; summaries
 * tell the one from the other. Logistic regression with an L2 penalty, once with the `sent` rows alone and once
 * with all layers. No random numbers.
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
#define SUMMARIES 0.15 /* weight of all summaries' examples, that of the annotators' being the rest */

struct example {
	struct key_vector vector;
	float weight;
	bool is_named, is_of_summary;
};

struct trainer {
	const char *references_path, *summaries_path;
	struct arena arena;
	struct bundle bundle;
	struct lexicon lexicon;
	struct lexemes lexemes;
	struct index documents; /* ids with references -> 1 */
	struct index named;     /* id, TAB, stems of a phrase -> 1 */
	struct index summaries; /* ids with a summary -> position in told[] */
	struct str *told;       /* ` stem stem … ` of each summary */
	size_t n_told, cap_told;
	struct example *examples[KEY_LEVELS];
	size_t n[KEY_LEVELS], cap[KEY_LEVELS];
};

static const struct filter_option options[] = {
	{ 'r', "references", "FILE", "id, phrases", false },
	{ 's', "summaries", "FILE", "id, summary of other documents", false },
	{ 0 },
};

static bool take_option(void *state, int key, const char *value)
{
	struct trainer *trainer = state;

	if (key == 's')
		trainer->summaries_path = value;
	else
		trainer->references_path = value;
	return true;
}

/* `head stem stem … `, with a blank behind each. */
static struct str stems_of(struct str head, struct str text, struct arena *arena)
{
	struct buf key = { 0 };
	struct word word;
	struct str copy;
	size_t pos = 0;

	buf_printf(&key, "%.*s ", STR_ARGS(head));
	while (word_next(text, &pos, &word)) {
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
		          stems_of(fields[0], str_slice(fields[1], begin, end), &trainer->arena), 1, NULL);
	}
	return true;
}

static bool take_summary(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct trainer *trainer = context;

	if (n != 2) {
		diag_message(trainer->summaries_path, "line %llu: expected id and summary", (unsigned long long)line);
		return false;
	}
	if (trainer->n_told == trainer->cap_told) {
		trainer->cap_told = 2 * trainer->cap_told + 64;
		trainer->told = diag_realloc(trainer->told, trainer->cap_told * sizeof *trainer->told);
	}
	index_put(&trainer->summaries, arena_str(&trainer->arena, fields[0]), (uint32_t)trainer->n_told, NULL);
	trainer->told[trainer->n_told++] = stems_of(str_of(""), fields[1], &trainer->arena);
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
	if (table_parse(references, &tsv, take_reference, trainer, &line) != TABLE_OK)
		return EXIT_DATA;
	if (!trainer->summaries_path)
		return EXIT_OK;
	if (!resource_map(trainer->summaries_path, &references)) {
		diag_message(trainer->summaries_path, "%s", strerror(errno));
		return EXIT_NO_INPUT;
	}
	return table_parse(references, &tsv, take_summary, trainer, &line) == TABLE_OK ? EXIT_OK : EXIT_DATA;
}

/* Whether a summary has the words side by side. */
static bool tells(struct str told, struct str text, struct arena *arena)
{
	struct str stems = stems_of(str_of(""), text, arena);

	return memmem(told.at, told.len, stems.at, stems.len) != NULL;
}

/* Whether a summary has the phrase, or the name in any of its forms. */
static bool summary_has(struct str told, const struct view *view, const struct phrase *phrase, struct arena *arena)
{
	const struct chains *chains = &view->chains;

	if (phrase->chain == LAYERS_NONE)
		return tells(told, phrase->text, arena);
	for (uint32_t k = 0; k < chains->first[view->terms.n_sentences]; k++) {
		if (chains->mentions[k].chain == phrase->chain && chains->mentions[k].is_name &&
		    tells(told, chains->mentions[k].text, arena))
			return true;
	}
	return false;
}

static void add_examples(struct trainer *trainer, struct str id, const struct view *view,
                         enum key_level level, struct arena *arena)
{
	const uint32_t *summary = index_find(&trainer->summaries, id);
	struct key_view keys;

	keyphrases_read(view, arena, &keys);
	for (size_t i = 0; i < keys.n_candidates; i++) {
		const struct phrase *phrase = keys.candidates[i].phrase;
		struct example *example;

		if (trainer->n[level] == trainer->cap[level]) {
			trainer->cap[level] = 2 * trainer->cap[level] + 1024;
			trainer->examples[level] = diag_realloc(
			        trainer->examples[level], trainer->cap[level] * sizeof *trainer->examples[level]);
		}
		example = &trainer->examples[level][trainer->n[level]++];
		keyphrases_vector(&keys, &keys.candidates[i], &example->vector);
		example->is_of_summary = summary != NULL;
		example->is_named = summary ? summary_has(trainer->told[*summary], view, phrase, arena) :
		                              index_find(&trainer->named, stems_of(id, phrase->text, arena)) != NULL;
	}
}

static enum filter_status take_document(struct document *document, struct row_writer *out, void *state)
{
	struct trainer *trainer = state;
	const struct surroundings around = { .title = document_fact(document, DOC_TITLE) };
	struct layers layers;
	struct view view;

	if (!index_find(&trainer->documents, document->id) && !index_find(&trainer->summaries, document->id))
		return FILTER_OK;
	layers_read(document, out, &layers);
	features_view(&trainer->lexemes, &layers, &around, LEVEL_SENT, document->arena, &view);
	add_examples(trainer, document->id, &view, KEY_PLAIN, document->arena);
	features_view(&trainer->lexemes, &layers, &around, LEVEL_LINK, document->arena, &view);
	add_examples(trainer, document->id, &view, KEY_TAGGED, document->arena);
	return FILTER_OK;
}

/* Summaries name fewer of the candidates than annotators do: that is a weight of their own. */
enum { OF_SUMMARY = KEY_FEATURES, N_WEIGHTS };

static double add_gradient(const struct example *example, const struct descent *weights, double *gradient)
{
	double sum = example->is_of_summary ? weights[OF_SUMMARY].weight : 0, error;

	for (size_t k = 0; k < example->vector.n; k++)
		sum += weights[example->vector.at[k]].weight * example->vector.x[k];
	error = (1 / (1 + exp(-sum)) - example->is_named) * example->weight;
	for (size_t k = 0; k < example->vector.n; k++)
		gradient[example->vector.at[k]] += error * example->vector.x[k];
	gradient[OF_SUMMARY] += example->is_of_summary ? error : 0;
	return log1p(exp(example->is_named ? -sum : sum)) * example->weight;
}

static void fit(struct example *examples, size_t n, float weights[KEY_FEATURES])
{
	struct descent descent[N_WEIGHTS];
	double loss = 0, n_of[2] = { 0 }, of_summaries;

	for (size_t i = 0; i < n; i++)
		n_of[examples[i].is_of_summary]++;
	of_summaries = n_of[true] > 0 ? SUMMARIES : 0;
	for (size_t i = 0; i < n; i++) {
		bool is_of_summary = examples[i].is_of_summary;

		examples[i].weight = (float)((is_of_summary ? of_summaries : 1 - of_summaries) / n_of[is_of_summary]);
	}
	for (size_t f = 0; f < N_WEIGHTS; f++)
		descent[f] = (struct descent){ 0, DESCENT_START, 0 };
	for (size_t step = 0; step < STEPS && n; step++) {
		double gradient[N_WEIGHTS] = { 0 };

		loss = 0;
		for (size_t i = 0; i < n; i++)
			loss += add_gradient(&examples[i], descent, gradient);
		for (size_t f = 0; f < N_WEIGHTS; f++)
			gradient[f] += L2 * descent[f].weight;
		descent_step(descent, N_WEIGHTS, gradient);
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
	index_free(&trainer->summaries);
	free(trainer->told);
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
