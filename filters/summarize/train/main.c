/*
 * summarize-train: fits the weights of `summarize` to documents with summaries by people.
 *
 *      … | link | summarize-train -r references.tsv > weights.tsv
 *
 * references.tsv: id, how many sentences the extract may have, name of the set, `fit` or `look`,
 * reference (\n between sentences). Documents marked `fit` are learned from; for both parts a table
 * of ROUGE-1 and ROUGE-2 on stderr tells how the first sentences, the ranker and the oracle do.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/filter.h"
#include "common/layers.h"
#include "common/resource.h"
#include "common/rouge.h"
#include "common/table.h"
#include "filters/summarize/rank.h"
#include "filters/summarize/select.h"
#include "filters/summarize/train/fit.h"

enum { MAX_SETS = 16, STEPS = 300 };

struct gold {
	struct str set, text;
	size_t n_best;
	bool is_fit;
};

/* A document with its reference, all that fitting and judging need. */
struct lesson {
	const struct gold *reference;
	size_t n;                     /* C */
	float *vectors[LEVEL_COUNT];  /* [C][F] each */
	double *target;               /* [C] */
	size_t *oracle, n_oracle;     /* positions among the candidates */
	struct rouge_text *sentences; /* [C] */
	struct rouge_text words;      /* of the reference */
	struct terms terms;           /* of all S sentences */
	bool *is_candidate;           /* [S] */
	uint32_t *n_words, *n_bytes;  /* [S] */
};

struct trainer {
	const char *references_path;
	struct arena arena;
	struct bundle bundle;
	struct lexicon lexicon;
	struct index ids; /* document -> position in references[] */
	struct gold *references;
	size_t n_references, cap_references;
	struct index vocabulary;
	struct lesson *lessons;
	size_t n_lessons, cap_lessons;
	double l2, redundancy;
};

static const struct filter_option options[] = {
	{ 'r', "references", "FILE", "id, sentences, set, fit or look, reference; tab-separated", false },
	{ 'l', "l2", "NUMBER", "weight of the penalty on large weights (0.002)", false },
	{ 'u', "redundancy", "NUMBER", "what a sentence costs that says nothing new (1)", false },
	{ 0 },
};

static bool read_positive(const char *value, double *number)
{
	char *end;

	*number = strtod(value, &end);
	return *end == '\0' && end != value && *number >= 0 && *number < 1000;
}

static bool take_option(void *state, int key, const char *value)
{
	struct trainer *trainer = state;

	if (key == 'l')
		return read_positive(value, &trainer->l2);
	if (key == 'u')
		return read_positive(value, &trainer->redundancy);
	trainer->references_path = value;
	return true;
}

static bool take_reference(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct trainer *trainer = context;
	struct gold *reference;
	uint64_t n_best;

	if (n != 5 || !str_number(fields[1], 1000, &n_best) || n_best == 0) {
		diag_message(trainer->references_path, "line %llu: expected id, number, set, part, text",
		             (unsigned long long)line);
		return false;
	}
	if (trainer->n_references == trainer->cap_references) {
		trainer->cap_references = 2 * trainer->cap_references + 64;
		trainer->references = diag_realloc(
		        trainer->references, trainer->cap_references * sizeof *trainer->references);
	}
	reference = &trainer->references[trainer->n_references];
	reference->n_best = n_best;
	reference->set = arena_str(&trainer->arena, fields[2]);
	reference->is_fit = str_is(fields[3], "fit");
	reference->text = arena_str(&trainer->arena, fields[4]);
	index_put(&trainer->ids, arena_str(&trainer->arena, fields[0]),
	          (uint32_t)trainer->n_references++, NULL);
	return true;
}

static bool map_file(const char *name, struct str *bytes)
{
	struct buf path = { 0 };
	bool is_good = resource_map(resource_path("summarize", name, &path), bytes);

	if (!is_good)
		diag_message(path.at, "%s", strerror(errno));
	buf_free(&path);
	return is_good;
}

static enum exit_code open_trainer(struct filter *filter)
{
	struct trainer *trainer = filter->state;
	const struct table_options tsv = { .format = TABLE_TSV };
	struct buf path = { 0 };
	struct str words, teasers, references;
	uint64_t line;
	size_t bad;

	if (!trainer->references_path) {
		diag_message(NULL, "needs --references FILE");
		return EXIT_USAGE;
	}
	if (!resource_bundle(resource_path("summarize", "lexicon.bundle", &path), LEXICON_KIND,
	                     &trainer->bundle) ||
	    !lexicon_open(&trainer->bundle, &trainer->lexicon) || !map_file("words.tsv", &words) ||
	    !lexicon_read_words(words, &trainer->arena, &trainer->lexicon, &bad) ||
	    !map_file("teasers.txt", &teasers))
		return EXIT_CONFIG;
	lexicon_read_teasers(teasers, &trainer->arena, &trainer->lexicon);
	buf_free(&path);
	if (!resource_map(trainer->references_path, &references)) {
		diag_message(trainer->references_path, "%s", strerror(errno));
		return EXIT_NO_INPUT;
	}
	return table_parse(references, &tsv, take_reference, trainer, &line) == TABLE_OK ? EXIT_OK
	                                                                                   : EXIT_DATA;
}

/* --- documents ------------------------------------------------------------------------------- */

static void read_vectors(struct trainer *trainer, const struct layers *layers,
                         const struct surroundings *around, enum layer_level level,
                         struct lesson *lesson, struct arena *scratch)
{
	struct view view;
	size_t c = 0;

	features_view(&trainer->lexicon, layers, around, level, scratch, &view);
	lesson->vectors[level] = arena_items(&trainer->arena, lesson->n * FEATURE_COUNT, sizeof(float));
	for (size_t i = 0; i < layers->n_sentences; i++) {
		if (view.is_candidate[i])
			features_of(&view, i, lesson->vectors[level] + FEATURE_COUNT * c++);
	}
}

static void read_lesson(struct trainer *trainer, const struct layers *layers,
                        const struct surroundings *around, struct lesson *lesson)
{
	struct arena *arena = &trainer->arena;
	size_t n = layers->n_sentences, c = 0;
	struct view view;

	features_view(&trainer->lexicon, layers, around, LEVEL_SENT, arena, &view);
	lesson->terms = view.terms;
	lesson->is_candidate = view.is_candidate;
	lesson->n = view.n_candidates;
	lesson->n_words = arena_array(arena, uint32_t, n);
	lesson->n_bytes = arena_array(arena, uint32_t, n);
	lesson->sentences = arena_array(arena, struct rouge_text, lesson->n);
	for (size_t i = 0; i < n; i++) {
		lesson->n_words[i] = select_count_words(layers->sentences[i].text);
		lesson->n_bytes[i] = (uint32_t)layers->sentences[i].text.len;
		if (view.is_candidate[i])
			lesson->sentences[c++] =
			        rouge_words(layers->sentences[i].text, false, &trainer->vocabulary, arena);
	}
	lesson->words = rouge_words(lesson->reference->text, false, &trainer->vocabulary, arena);
}

static enum filter_status take_document(struct document *document, struct row_writer *out, void *state)
{
	struct trainer *trainer = state;
	uint32_t *place = index_find(&trainer->ids, document->id);
	struct surroundings around = { .title = document_fact(document, DOC_TITLE) };
	struct layers layers;
	struct lesson lesson = { 0 };

	if (!place)
		return FILTER_OK;
	lesson.reference = &trainer->references[*place];
	layers_read(document, out, &layers);
	read_lesson(trainer, &layers, &around, &lesson);
	for (enum layer_level level = LEVEL_SENT; level < LEVEL_COUNT; level++)
		read_vectors(trainer, &layers, &around, level, &lesson, document->arena);
	lesson.target = arena_array(&trainer->arena, double, lesson.n);
	lesson.oracle = arena_array(&trainer->arena, size_t, lesson.reference->n_best);
	if (!fit_targets(lesson.sentences, lesson.n, lesson.words, lesson.reference->n_best,
	                 lesson.target, lesson.oracle, &lesson.n_oracle, document->arena))
		return FILTER_OK;
	if (trainer->n_lessons == trainer->cap_lessons) {
		trainer->cap_lessons = 2 * trainer->cap_lessons + 64;
		trainer->lessons =
		        diag_realloc(trainer->lessons, trainer->cap_lessons * sizeof *trainer->lessons);
	}
	trainer->lessons[trainer->n_lessons++] = lesson;
	return FILTER_OK;
}

/* --- judging --------------------------------------------------------------------------------- */

enum system { LEAD, RANKED, ORACLE, SYSTEMS };

struct tally {
	struct str set;
	bool is_fit;
	size_t n;
	double rouge[SYSTEMS][2]; /* sums of ROUGE-1 and ROUGE-2 */
};

static void add_rouge(const struct lesson *lesson, const size_t *chosen, size_t n, struct arena *scratch,
                      double sums[2])
{
	struct arena_mark mark = arena_mark(scratch);
	struct rouge_text all = { NULL, 0 };

	for (size_t k = 0; k < n; k++)
		all.n += lesson->sentences[chosen[k]].n;
	all.words = arena_array(scratch, uint32_t, all.n + 1);
	all.n = 0;
	for (size_t k = 0; k < n; k++) {
		const struct rouge_text *sentence = &lesson->sentences[chosen[k]];

		memcpy(all.words + all.n, sentence->words, sentence->n * sizeof *all.words);
		all.n += sentence->n;
	}
	sums[0] += rouge_n(all, lesson->words, 1, scratch).f;
	sums[1] += rouge_n(all, lesson->words, 2, scratch).f;
	arena_release(scratch, mark);
}

static size_t choose(const struct lesson *lesson, const float *weights, enum layer_level level,
                     double redundancy, struct arena *scratch, size_t *chosen)
{
	size_t n_sentences = lesson->terms.n_sentences, c = 0, n;
	double *scores = arena_zeroed(scratch, n_sentences * sizeof *scores);
	size_t *candidate = arena_array(scratch, size_t, n_sentences);
	struct choosing choosing = {
		.terms = &lesson->terms,
		.is_candidate = lesson->is_candidate,
		.scores = scores,
		.n_words = lesson->n_words,
		.n_bytes = lesson->n_bytes,
		.redundancy = redundancy,
		.budget = { lesson->reference->n_best, SIZE_MAX, SIZE_MAX },
	};
	struct choice *choices;

	for (size_t i = 0; i < n_sentences; i++) {
		if (!lesson->is_candidate[i])
			continue;
		for (size_t f = 0; f < FEATURE_COUNT; f++)
			scores[i] += weights[f] * lesson->vectors[level][c * FEATURE_COUNT + f];
		candidate[i] = c++;
	}
	n = select_sentences(&choosing, scratch, &choices);
	for (size_t k = 0; k < n; k++)
		chosen[k] = candidate[choices[k].sentence];
	return n;
}

static struct tally *find_tally(struct tally *tallies, size_t *n, const struct gold *reference)
{
	for (size_t i = 0; i < *n; i++) {
		if (str_eq(tallies[i].set, reference->set) && tallies[i].is_fit == reference->is_fit)
			return &tallies[i];
	}
	if (*n == MAX_SETS)
		diag_fatal(EXIT_DATA, NULL, "more than %d sets", MAX_SETS / 2);
	tallies[*n] = (struct tally){ .set = reference->set, .is_fit = reference->is_fit };
	return &tallies[(*n)++];
}

static void judge(struct trainer *trainer, const float *weights, enum layer_level level)
{
	struct tally tallies[MAX_SETS];
	size_t n_tallies = 0;

	for (size_t k = 0; k < trainer->n_lessons; k++) {
		const struct lesson *lesson = &trainer->lessons[k];
		struct tally *tally = find_tally(tallies, &n_tallies, lesson->reference);
		struct arena_mark mark = arena_mark(&trainer->arena);
		size_t *chosen = arena_array(&trainer->arena, size_t, lesson->n + 1), n = 0;

		while (n < lesson->n && n < lesson->reference->n_best) {
			chosen[n] = n;
			n++;
		}
		add_rouge(lesson, chosen, n, &trainer->arena, tally->rouge[LEAD]);
		n = choose(lesson, weights, level, trainer->redundancy, &trainer->arena, chosen);
		add_rouge(lesson, chosen, n, &trainer->arena, tally->rouge[RANKED]);
		add_rouge(lesson, lesson->oracle, lesson->n_oracle, &trainer->arena, tally->rouge[ORACLE]);
		tally->n++;
		arena_release(&trainer->arena, mark);
	}
	for (size_t i = 0; i < n_tallies; i++) {
		const struct tally *it = &tallies[i];
		double scale = 100.0 / (double)it->n;

		fprintf(stderr, "%-5d %-10.*s %-5s %5zu  %5.2f %5.2f   %5.2f %5.2f   %5.2f %5.2f\n", level,
		        STR_ARGS(it->set), it->is_fit ? "fit" : "look", it->n, it->rouge[LEAD][0] * scale,
		        it->rouge[LEAD][1] * scale, it->rouge[RANKED][0] * scale,
		        it->rouge[RANKED][1] * scale, it->rouge[ORACLE][0] * scale,
		        it->rouge[ORACLE][1] * scale);
	}
}

static void fit_level(struct trainer *trainer, enum layer_level level, float *weights)
{
	struct example *examples = diag_alloc(trainer->n_lessons * sizeof *examples);
	const struct fit_options fit = { .steps = STEPS, .l2 = trainer->l2 };
	size_t n = 0;
	double loss;

	for (size_t k = 0; k < trainer->n_lessons; k++) {
		const struct lesson *lesson = &trainer->lessons[k];

		if (lesson->reference->is_fit)
			examples[n++] = (struct example){ lesson->n, lesson->vectors[level],
			                                  lesson->target, 1 };
	}
	loss = fit_weights(examples, n, &fit, weights);
	fprintf(stderr, "level %d: %zu documents, loss %.4f\n", level, n, loss);
	free(examples);
}

static void write_number(struct buf *text, float value)
{
	buf_printf(text, "\t%.3f", fabsf(value) < 0.0005f ? 0 : value);
}

static enum exit_code finish(struct row_writer *out, void *state)
{
	struct trainer *trainer = state;
	float weights[LEVEL_COUNT][FEATURE_COUNT];
	struct buf text = { 0 };

	fprintf(stderr, "level set        part   docs  lead        ranked        oracle\n");
	for (enum layer_level level = LEVEL_SENT; level < LEVEL_COUNT; level++) {
		fit_level(trainer, level, weights[level]);
		judge(trainer, weights[level], level);
	}
	buf_printf(&text, "# feature\tsent\ttag\tlink\n");
	for (size_t f = 0; f < FEATURE_COUNT; f++) {
		buf_printf(&text, "%s", feature_names[f]);
		for (enum layer_level level = LEVEL_SENT; level < LEVEL_COUNT; level++)
			write_number(&text, weights[level][f]);
		buf_add_byte(&text, '\n');
	}
	buf_printf(&text, "redundancy");
	for (enum layer_level level = LEVEL_SENT; level < LEVEL_COUNT; level++)
		write_number(&text, (float)trainer->redundancy);
	buf_add_byte(&text, '\n');
	filter_write(out, buf_str(&text));
	buf_free(&text);
	return EXIT_OK;
}

static void close_trainer(void *state)
{
	struct trainer *trainer = state;

	free(trainer->references);
	free(trainer->lessons);
	index_free(&trainer->ids);
	index_free(&trainer->vocabulary);
	arena_free(&trainer->arena);
}

int main(int argc, char *argv[])
{
	static const char *const reads[] = { "par", "sent", "tok", "ent", "link", "ref", "quote", NULL };
	struct trainer trainer = { .l2 = 0.002, .redundancy = 1 };
	struct filter filter = {
		.name = "summarize-train",
		.summary = "fits the weights of summarize to documents with reference summaries",
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
