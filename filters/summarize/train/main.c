/*
 * summarize-train: fits the weights of `summarize` to documents with summaries by people.
 *
 *      … | link | summarize-train -r references.tsv -i importance.tsv > weights.tsv
 *
 * references.tsv: id, how many sentences the extract may have, name of the set, `fit` or `look`,
 * weight, reference (\n between sentences). Documents marked `fit` are learned from: those of one sentence
 * for one, the others for two and for several; of two, those of more count less (ASIDE).
 * The weights of names and chains are learned beside those of the words, which stay as they are without
 * these, so that layers add what they know and change nothing else. For both parts a table
 * of ROUGE-1 and ROUGE-2 on stderr tells how the first sentences, the ranker and the oracle do.
 */
#include <errno.h>
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
#include "filters/summarize/train/words.h"
#include "filters/summarize/weights.h"
#include "filters/summarize/words.h"

enum { MAX_TALLIES = 48, STEPS = 150, ROUNDS = 2 };

/* The best of some on parts left out: */
#define ASIDE 0.3 /* what a lesson of several sentences counts for two */
#define L2_LAYERS 0.02

static const double l2[AIM_COUNT] = { [AIM_ONE] = 0.002, [AIM_TWO] = 0.002, [AIM_SEVERAL] = 0.005 };

#define TEMPERATURE 0.2 /* of the targets, in units of ROUGE-1 + ROUGE-2; best of 0.025 to 0.3 on parts left out */

struct gold {
	struct str set, text;
	size_t n_best;
	double weight;
	bool is_fit;
};

/* A document with its reference, all that fitting and judging need. */
struct lesson {
	const struct gold *reference;
	size_t n;                     /* C */
	float *vectors[LEVEL_COUNT];  /* [C][F] each */
	size_t *oracle, n_oracle;     /* positions among the candidates */
	uint32_t *sentence;           /* [C] positions among the document's sentences */
	struct rouge_text *sentences; /* [C] */
	struct rouge_text words;      /* of the reference */
	struct view *view;            /* without its layers */
	bool *is_shared;              /* [W] which words the reference has */
	uint32_t *n_words, *n_bytes;  /* [S] */
};

enum system { LEAD, RANKED, ORACLE, SYSTEMS };

struct tally {
	enum layer_level level;
	struct str set;
	bool is_fit;
	size_t n;
	double rouge[SYSTEMS][2]; /* sums of ROUGE-1 and ROUGE-2 */
};

struct trainer {
	const char *references_path;
	struct arena arena;
	struct bundle bundle;
	struct lexicon lexicon;
	struct lexemes lexemes;
	struct index ids; /* document -> position in references[] */
	struct gold *references;
	size_t n_references, cap_references;
	struct index vocabulary;
	struct importance_model importance;
	const char *importance_path; /* where to write it */
	struct ranker ranker;
	struct lesson *lessons;
	size_t n_lessons, cap_lessons;
	uint64_t n_parts; /* for cross-validation; 0: none */
	size_t left_out;  /* documents whose number leaves this remainder are not learned from */
	struct tally tallies[MAX_TALLIES];
	size_t n_tallies;
};

static const struct filter_option options[] = {
	{ 'r', "references", "FILE", "id, sentences, set, fit or look, weight, reference", false },
	{ 'i', "importance", "FILE", "where to write the weights of words", false },
	{ 'p', "parts", "NUMBER", "learn nothing: print how well each of so many parts is told by the others", false },
	{ 0 },
};

static bool take_option(void *state, int key, const char *value)
{
	struct trainer *trainer = state;

	switch (key) {
	case 'p':
		return str_number(str_of(value), 100, &trainer->n_parts) && trainer->n_parts > 1;
	case 'i':
		trainer->importance_path = value;
		break;
	case 'r':
		trainer->references_path = value;
		break;
	}
	return true;
}

static bool take_reference(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct trainer *trainer = context;
	struct gold *reference;
	uint64_t n_best, weight;

	if (n != 6 || !str_number(fields[1], 1000, &n_best) || n_best == 0 ||
	    !str_number(fields[4], 1000, &weight)) {
		diag_message(trainer->references_path,
		             "line %llu: expected id, number, set, part, weight, text",
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
	reference->weight = (double)weight;
	reference->text = arena_str(&trainer->arena, fields[5]);
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
	lexemes_init(&trainer->lexemes, &trainer->lexicon);
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

	features_view(&trainer->lexemes, layers, around, level, scratch, &view);
	lesson->vectors[level] = arena_items(&trainer->arena, lesson->n * FEATURE_COUNT, sizeof(float));
	for (size_t i = 0; i < layers->n_sentences; i++) {
		if (view.is_candidate[i])
			features_of(&view, i, lesson->vectors[level] + FEATURE_COUNT * c++);
	}
}

/* Which words of the document its reference has. */
static bool *find_shared(const struct terms *terms, struct str reference, struct arena *arena)
{
	bool *is_shared = arena_zeroed(arena, terms->forms.n);
	struct word word;
	size_t pos = 0;

	while (word_next(reference, &pos, &word)) {
		struct str lower = word_lower(&word);
		uint32_t form = forms_find(&terms->forms, lower, forms_hash(lower));

		if (form != FORMS_NONE)
			is_shared[form] = true;
	}
	return is_shared;
}

static void read_lesson(struct trainer *trainer, const struct layers *layers,
                        const struct surroundings *around, struct lesson *lesson)
{
	struct arena *arena = &trainer->arena;
	struct view *view = arena_alloc(arena, sizeof *view);
	size_t n = layers->n_sentences, c = 0;

	features_view(&trainer->lexemes, layers, around, LEVEL_SENT, arena, view);
	view->layers = NULL;
	lesson->view = view;
	lesson->is_shared = find_shared(&view->terms, lesson->reference->text, arena);
	lesson->n = view->n_candidates;
	lesson->n_words = arena_array(arena, uint32_t, n);
	lesson->n_bytes = arena_array(arena, uint32_t, n);
	lesson->sentences = arena_array(arena, struct rouge_text, lesson->n);
	lesson->sentence = arena_array(arena, uint32_t, lesson->n);
	for (size_t i = 0; i < n; i++) {
		lesson->n_words[i] = select_count_words(layers->sentences[i].text);
		lesson->n_bytes[i] = (uint32_t)layers->sentences[i].text.len;
		if (!view->is_candidate[i])
			continue;
		lesson->sentence[c] = (uint32_t)i;
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
	lesson.oracle = arena_array(&trainer->arena, size_t, lesson.reference->n_best + 1);
	lesson.n_oracle = fit_oracle(lesson.sentences, lesson.n, lesson.words, lesson.reference->n_best,
	                             lesson.oracle, document->arena);
	if (lesson.n_oracle == 0)
		return FILTER_OK;
	if (trainer->n_lessons == trainer->cap_lessons) {
		trainer->cap_lessons = 2 * trainer->cap_lessons + 64;
		trainer->lessons =
		        diag_realloc(trainer->lessons, trainer->cap_lessons * sizeof *trainer->lessons);
	}
	trainer->lessons[trainer->n_lessons++] = lesson;
	return FILTER_OK;
}

static enum rank_aim aim_of(const struct lesson *lesson)
{
	return rank_aim(lesson->reference->n_best);
}

/* Whether lessons[k] is learned from. */
static bool is_learned(const struct trainer *trainer, size_t k)
{
	return trainer->lessons[k].reference->is_fit &&
	       (trainer->n_parts == 0 || k % trainer->n_parts != trainer->left_out);
}

/* How much a lesson counts for an aim. */
static double weight_for(const struct lesson *lesson, enum rank_aim aim)
{
	if ((aim == AIM_ONE) != (aim_of(lesson) == AIM_ONE))
		return 0;
	return (aim_of(lesson) > aim ? ASIDE : 1) * lesson->reference->weight;
}

/* --- judging --------------------------------------------------------------------------------- */

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
                     struct arena *scratch, size_t *chosen)
{
	size_t n_sentences = lesson->view->terms.n_sentences, c = 0, n;
	double *scores = arena_zeroed(scratch, n_sentences * sizeof *scores);
	size_t *candidate = arena_array(scratch, size_t, n_sentences);
	struct choosing choosing = {
		.importance = &lesson->view->importance,
		.is_candidate = lesson->view->is_candidate,
		.scores = scores,
		.n_words = lesson->n_words,
		.n_bytes = lesson->n_bytes,
		.redundancy = -weights[FEATURE_SAID] / FEATURES_SAID_UNIT,
		.budget = { lesson->reference->n_best, SIZE_MAX, SIZE_MAX },
	};
	struct choice *choices;

	for (size_t i = 0; i < n_sentences; i++) {
		if (!lesson->view->is_candidate[i])
			continue;
		for (size_t f = 0; f < FEATURE_SAID; f++)
			scores[i] += weights[f] * lesson->vectors[level][c * FEATURE_COUNT + f];
		candidate[i] = c++;
	}
	n = select_sentences(&choosing, scratch, &choices);
	for (size_t k = 0; k < n; k++)
		chosen[k] = candidate[choices[k].sentence];
	return n;
}

static struct tally *find_tally(struct trainer *trainer, enum layer_level level,
                                const struct gold *reference)
{
	for (size_t i = 0; i < trainer->n_tallies; i++) {
		struct tally *it = &trainer->tallies[i];

		if (it->level == level && str_eq(it->set, reference->set) && it->is_fit == reference->is_fit)
			return it;
	}
	if (trainer->n_tallies == MAX_TALLIES)
		diag_fatal(EXIT_DATA, NULL, "more than %d sets", MAX_TALLIES / LEVEL_COUNT / 2);
	trainer->tallies[trainer->n_tallies] =
	        (struct tally){ .level = level, .set = reference->set, .is_fit = reference->is_fit };
	return &trainer->tallies[trainer->n_tallies++];
}

static void judge_lesson(const struct trainer *trainer, const struct lesson *lesson,
                         enum layer_level level, struct arena *scratch, struct tally *tally)
{
	struct arena_mark mark = arena_mark(scratch);
	size_t *chosen = arena_array(scratch, size_t, lesson->n + 1), n = 0;

	while (n < lesson->n && n < lesson->reference->n_best) {
		chosen[n] = n;
		n++;
	}
	add_rouge(lesson, chosen, n, scratch, tally->rouge[LEAD]);
	n = choose(lesson, trainer->ranker.weight[aim_of(lesson)], level, scratch, chosen);
	add_rouge(lesson, chosen, n, scratch, tally->rouge[RANKED]);
	add_rouge(lesson, lesson->oracle, lesson->n_oracle, scratch, tally->rouge[ORACLE]);
	tally->n++;
	arena_release(scratch, mark);
}

/* Adds the documents of an aim that were not learned from; without parts, the others as well. */
static void judge(struct trainer *trainer, enum layer_level level, enum rank_aim aim)
{
	for (size_t k = 0; k < trainer->n_lessons; k++) {
		const struct lesson *lesson = &trainer->lessons[k];

		if (aim_of(lesson) == aim &&
		    (trainer->n_parts == 0 || (lesson->reference->is_fit && !is_learned(trainer, k))))
			judge_lesson(trainer, lesson, level, &trainer->arena,
			             find_tally(trainer, level, lesson->reference));
	}
}

static void print_tallies(const struct trainer *trainer)
{
	fprintf(stderr, "level set        part   docs  lead        ranked        oracle\n");
	for (size_t i = 0; i < trainer->n_tallies; i++) {
		const struct tally *it = &trainer->tallies[i];
		double scale = 100.0 / (double)it->n;

		fprintf(stderr, "%-5d %-10.*s %-5s %5zu  %5.2f %5.2f   %5.2f %5.2f   %5.2f %5.2f\n",
		        it->level, STR_ARGS(it->set), it->is_fit ? "fit" : "look", it->n,
		        it->rouge[LEAD][0] * scale, it->rouge[LEAD][1] * scale,
		        it->rouge[RANKED][0] * scale, it->rouge[RANKED][1] * scale,
		        it->rouge[ORACLE][0] * scale, it->rouge[ORACLE][1] * scale);
	}
}

/* --- fitting --------------------------------------------------------------------------------- */

/* The list of a document where chosen[without] is to be replaced. */
static struct list make_list(const struct lesson *lesson, enum layer_level level, double weight,
                             const size_t *chosen, size_t n_chosen, size_t without, struct arena *arena)
{
	size_t *rest = arena_array(arena, size_t, n_chosen), n_rest = 0;
	uint32_t *taken = arena_array(arena, uint32_t, n_chosen);
	double *values = arena_array(arena, double, lesson->n);
	float *of_sentence = arena_array(arena, float, lesson->view->terms.n_sentences);
	float *target = arena_array(arena, float, lesson->n);
	float *said = arena_array(arena, float, lesson->n);

	for (size_t k = 0; k < n_chosen; k++) {
		if (k == without)
			continue;
		taken[n_rest] = lesson->sentence[chosen[k]];
		rest[n_rest++] = chosen[k];
	}
	select_said(&lesson->view->importance, taken, n_rest, arena, of_sentence);
	for (size_t c = 0; c < lesson->n; c++) {
		values[c] = fit_agreement(lesson->sentences, rest, n_rest, c, lesson->words, arena);
		said[c] = of_sentence[lesson->sentence[c]] / FEATURES_SAID_UNIT;
	}
	for (size_t k = 0; k < n_rest; k++)
		values[rest[k]] = -1;
	fit_targets(values, lesson->n, TEMPERATURE, target);
	return (struct list){ lesson->n, lesson->vectors[level], said, target, weight / (double)n_chosen };
}

/* The lists that the documents of an aim give with the present weights; returns how many. */
static size_t make_lists(const struct trainer *trainer, enum layer_level level, enum rank_aim aim,
                         const float *weights, struct arena *arena, struct list *lists)
{
	size_t n = 0;

	for (size_t k = 0; k < trainer->n_lessons; k++) {
		const struct lesson *lesson = &trainer->lessons[k];
		double weight = weight_for(lesson, aim);
		size_t *chosen, n_chosen;

		if (!is_learned(trainer, k) || weight <= 0)
			continue;
		chosen = arena_array(arena, size_t, lesson->n);
		n_chosen = choose(lesson, weights, level, arena, chosen);
		for (size_t j = 0; j < n_chosen; j++)
			lists[n++] = make_list(lesson, level, weight, chosen, n_chosen, j, arena);
	}
	return n;
}

/* Fits the weights of an aim that `fit` lets move, in rounds. */
static void fit_rounds(struct trainer *trainer, enum layer_level level, enum rank_aim aim,
                       const struct fit_options *fit)
{
	float *weights = trainer->ranker.weight[aim];
	struct list *lists;
	size_t n_lists = 0;

	for (size_t k = 0; k < trainer->n_lessons; k++)
		n_lists += trainer->lessons[k].reference->n_best;
	lists = diag_alloc(n_lists * sizeof *lists);
	for (int round = 1; round <= ROUNDS; round++) {
		struct arena arena = { 0 };
		size_t n = make_lists(trainer, level, aim, weights, &arena, lists);
		double loss = n ? fit_weights(lists, n, fit, weights) : 0;

		fprintf(stderr, "level %d aim %d round %d: %zu lists, loss %.4f\n", level, aim, round, n,
		        loss);
		arena_free(&arena);
	}
	free(lists);
}

static bool is_of_layers(size_t feature)
{
	return feature >= FEATURE_MENTIONS && feature <= FEATURE_QUOTE_ROWS;
}

/* The weights of what the words tell, then, beside them, of what tags and links add. */
static void fit_sentences(struct trainer *trainer, enum rank_aim aim)
{
	struct fit_options fit = { .steps = STEPS, .l2 = l2[aim] };
	float *weights = trainer->ranker.weight[aim];

	memset(weights, 0, FEATURE_COUNT * sizeof *weights);
	weights[FEATURE_PLACE_INVERSE] = weights[FEATURE_COVERAGE] = 1; /* a start better than none */
	for (size_t f = 0; f < FEATURE_COUNT; f++) {
		bool is_marker = f >= FEATURE_MARKER && f < FEATURE_SAID;

		/* Single words help where one sentence is all there is; of several they only fit the noise. */
		fit.moves[f] = !is_of_layers(f) && (!is_marker || aim == AIM_ONE);
	}
	fit_rounds(trainer, LEVEL_SENT, aim, &fit);
	fit.l2 = L2_LAYERS;
	for (size_t f = 0; f < FEATURE_COUNT; f++)
		fit.moves[f] = is_of_layers(f);
	fit_rounds(trainer, LEVEL_LINK, aim, &fit);
}

/* The importance of words, and what it makes of the vectors. */
static void fit_words(struct trainer *trainer, enum rank_aim aim)
{
	struct word_lesson *lessons = diag_alloc((trainer->n_lessons + 1) * sizeof *lessons);
	size_t n = 0;

	for (size_t k = 0; k < trainer->n_lessons; k++) {
		const struct lesson *lesson = &trainer->lessons[k];

		if (is_learned(trainer, k) && weight_for(lesson, aim) > 0)
			lessons[n++] = (struct word_lesson){ &lesson->view->importance, lesson->is_shared,
				                             weight_for(lesson, aim) };
	}
	if (n)
		fprintf(stderr, "words aim %d: %zu documents, loss %.4f\n", aim, n,
		        words_fit(lessons, n, trainer->importance.weight[aim]));
	free(lessons);
	for (size_t k = 0; k < trainer->n_lessons; k++) {
		struct lesson *lesson = &trainer->lessons[k];

		if (weight_for(lesson, aim) <= 0)
			continue;
		importance_weigh(&trainer->importance, aim, &lesson->view->importance);
		for (size_t level = 0; level < LEVEL_COUNT; level++) {
			for (size_t c = 0; c < lesson->n; c++)
				features_expected(&lesson->view->importance, lesson->sentence[c],
				                  lesson->vectors[level] + FEATURE_COUNT * c);
		}
	}
}

static void fit_all(struct trainer *trainer)
{
	for (enum rank_aim aim = AIM_ONE; aim < AIM_COUNT; aim++) {
		fit_words(trainer, aim);
		fit_sentences(trainer, aim);
		for (enum layer_level level = LEVEL_SENT; level < LEVEL_COUNT; level++)
			judge(trainer, level, aim);
	}
}

static bool write_importance(struct trainer *trainer)
{
	struct buf text = { 0 };
	FILE *file = fopen(trainer->importance_path, "w");
	bool is_good = file != NULL;

	weights_write(IMPORTANCE_HEAD, importance_names(&trainer->arena), IMPORTANCE_WEIGHTS, AIM_COUNT,
	              trainer->importance.weight[0], &text);
	is_good = is_good && fwrite(text.at, 1, text.len, file) == text.len;
	is_good = file && fclose(file) == 0 && is_good;
	if (!is_good)
		diag_message(trainer->importance_path, "%s", strerror(errno));
	buf_free(&text);
	return is_good;
}

static enum exit_code finish(struct row_writer *out, void *state)
{
	struct trainer *trainer = state;
	struct buf text = { 0 };

	for (; trainer->left_out < trainer->n_parts; trainer->left_out++)
		fit_all(trainer);
	if (trainer->n_parts == 0)
		fit_all(trainer);
	print_tallies(trainer);
	if (trainer->n_parts)
		return EXIT_OK;
	weights_write(RANK_HEAD, feature_names, FEATURE_COUNT, AIM_COUNT,
	              trainer->ranker.weight[0], &text);
	filter_write(out, buf_str(&text));
	buf_free(&text);
	return !trainer->importance_path || write_importance(trainer) ? EXIT_OK : EXIT_IO;
}

static void close_trainer(void *state)
{
	struct trainer *trainer = state;

	free(trainer->references);
	free(trainer->lessons);
	lexemes_free(&trainer->lexemes);
	index_free(&trainer->ids);
	index_free(&trainer->vocabulary);
	arena_free(&trainer->arena);
}

int main(int argc, char *argv[])
{
	static const char *const reads[] = { "par", "sent", "tok", "ent", "link", "ref", "quote", NULL };
	struct trainer trainer = { 0 };
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
