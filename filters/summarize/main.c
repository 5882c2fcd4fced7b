/*
 * summarize: adds sum rows, the sentences that tell the story, and key rows, what it is about.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <xxhash.h>

#include "common/filter.h"
#include "common/layers.h"
#include "common/resource.h"
#include "keyphrases.h"
#include "known.h"
#include "openings.h"
#include "rank.h"
#include "select.h"
#include "weights.h"

static const char *const reads[] = { "par",  "edit", "sent",  "tok", "ent",
	                             "link", "ref",  "quote", NULL };
static const char *const adds[] = { "sum", "key", NULL };

enum { DEFAULT_SENTENCES = 3, DEFAULT_KEYS = 10, MOST_KEYS = 1000 };

struct state {
	struct budget budget; /* SIZE_MAX: not asked for */
	double ratio;         /* of the words that may be chosen; 0: not asked for */
	uint64_t n_keys;
	bool wants_why;
	const char *query, *update, *weights_path, *keys_path;
	struct known known; /* of the documents that --update names */
	enum layer_level most;
	uint64_t fingerprint; /* of all data files, one after the other */
	struct arena arena;
	struct bundle bundle;
	struct lexicon lexicon;
	struct lexemes lexemes;
	struct importance_model importance;
	struct ranker ranker;
	struct key_model keys;
};

enum { OPTION_RATIO = 256, OPTION_KEYS, OPTION_WHY, OPTION_QUERY, OPTION_UPDATE, OPTION_LAYERS };

static const struct filter_option options[] = {
	{ 'n', "sentences", "NUMBER", "at most so many sentences (3, where no other limit is given)", true },
	{ 'w', "words", "NUMBER", "at most so many words, as wc -w counts", true },
	{ 'b', "bytes", "NUMBER", "at most so many bytes, one between two sentences counted in", true },
	{ OPTION_RATIO, "ratio", "SHARE", "at most this share of the text's words, 0 to 1", true },
	{ OPTION_KEYS, "keys", "NUMBER", "at most so many key phrases (10)", true },
	{ OPTION_QUERY, "query", "TERMS", "what the summary should answer: words, or an entity's id", true },
	{ OPTION_UPDATE, "update", "IDS", "prefer what is new against these documents, earlier in the stream", true },
	{ OPTION_WHY, "why", NULL, "fill the column why: what each feature added to the score", true },
	{ OPTION_LAYERS, "layers", "LEVEL", "use no more than `sent`, `tag` or `link` rows (link)", true },
	{ 'm', "weights", "FILE", "weights of the ranker, as summarize-train writes them", true },
	{ 'k', "key-weights", "FILE", "weights of the key phrases", true },
	{ 0 },
};

static bool read_count(const char *value, uint64_t least, size_t *count)
{
	uint64_t number;

	if (!str_number(str_of(value), SIZE_MAX - 1, &number) || number < least)
		return false;
	*count = number;
	return true;
}

static bool read_level(const char *value, enum layer_level *level)
{
	static const char *const names[LEVEL_COUNT] = { "sent", "tag", "link" };

	for (size_t i = 0; i < LEVEL_COUNT; i++) {
		if (strcmp(value, names[i]) == 0) {
			*level = (enum layer_level)i;
			return true;
		}
	}
	return false;
}

static bool take_option(void *context, int key, const char *value)
{
	struct state *state = context;
	char *end;

	switch (key) {
	case 'n':
		return read_count(value, 0, &state->budget.sentences);
	case 'w':
		return read_count(value, 0, &state->budget.words);
	case 'b':
		return read_count(value, 0, &state->budget.bytes);
	case OPTION_RATIO:
		state->ratio = strtod(value, &end);
		return *value && *end == '\0' && state->ratio > 0 && state->ratio <= 1;
	case OPTION_KEYS:
		return str_number(str_of(value), MOST_KEYS, &state->n_keys);
	case OPTION_LAYERS:
		return read_level(value, &state->most);
	case OPTION_WHY:
		state->wants_why = true;
		break;
	case OPTION_QUERY:
		state->query = value;
		break;
	case OPTION_UPDATE:
		state->update = value;
		return str_trim(str_of(value)).len > 0;
	case 'm':
		state->weights_path = value;
		break;
	case 'k':
		state->keys_path = value;
		break;
	}
	return true;
}

/* --- data files ------------------------------------------------------------------------------ */

/* Maps a data file: the one given, else the default; says what is wrong. */
static bool map_file(struct state *state, const char *given, const char *name, struct buf *path,
                     struct str *bytes)
{
	buf_clear(path);
	if (given)
		buf_printf(path, "%s", given);
	else
		resource_path("summarize", name, path);
	buf_add_byte(path, '\0');
	if (resource_map(path->at, bytes)) {
		state->fingerprint = XXH3_64bits_withSeed(bytes->at, bytes->len, state->fingerprint);
		return true;
	}
	diag_message(path->at, "cannot be read: %s", strerror(errno));
	return false;
}

static bool open_lexicon(struct state *state, struct buf *path)
{
	struct str words, teasers;
	size_t line;

	if (!resource_bundle(resource_path("summarize", "lexicon.bundle", path), LEXICON_KIND,
	                     &state->bundle))
		return false;
	state->fingerprint = state->bundle.fingerprint;
	if (!lexicon_open(&state->bundle, &state->lexicon)) {
		diag_message(path->at, "not an idf table of summarize");
		return false;
	}
	if (!map_file(state, NULL, "words.tsv", path, &words))
		return false;
	if (!lexicon_read_words(words, &state->arena, &state->lexicon, &line)) {
		diag_message(path->at, "line %zu is not `word TAB class …`", line);
		return false;
	}
	if (!map_file(state, NULL, "teasers.txt", path, &teasers))
		return false;
	lexicon_read_teasers(teasers, &state->arena, &state->lexicon);
	lexemes_init(&state->lexemes, &state->lexicon);
	return true;
}

static bool open_weights(struct state *state, const char *given, const char *name,
                         const char *const *names, size_t n_names, size_t n_columns, float *weights,
                         struct buf *path)
{
	struct str bytes;
	size_t line;

	if (!map_file(state, given, name, path, &bytes))
		return false;
	if (weights_read(bytes, names, n_names, n_columns, weights, &line))
		return true;
	diag_message(path->at, "line %zu is not a feature and %zu numbers", line, n_columns);
	return false;
}

static enum exit_code open_model(struct filter *filter)
{
	struct state *state = filter->state;
	struct buf path = { 0 };
	bool is_good = open_lexicon(state, &path) &&
	               open_weights(state, NULL, "importance.tsv", importance_names(&state->arena),
	                            IMPORTANCE_WEIGHTS, AIM_COUNT, state->importance.weight[0], &path) &&
	               open_weights(state, state->weights_path, "weights.tsv", feature_names, FEATURE_COUNT,
	                            RANK_COLUMNS, state->ranker.weight[0][0], &path) &&
	               open_weights(state, state->keys_path, "keyphrases.tsv", key_feature_names, KEY_FEATURES,
	                            KEY_LEVELS, state->keys.weight[0], &path);

	buf_free(&path);
	if (state->budget.sentences == SIZE_MAX && state->budget.words == SIZE_MAX &&
	    state->budget.bytes == SIZE_MAX && state->ratio == 0)
		state->budget.sentences = DEFAULT_SENTENCES;
	if (state->update)
		known_name(&state->known, str_of(state->update));
	filter->fingerprint = state->fingerprint;
	filter->extra_type = "sum";
	filter->extra_column = state->wants_why ? "antecedent\twhy" : "antecedent";
	return is_good ? EXIT_OK : EXIT_CONFIG;
}

/* --- a document ------------------------------------------------------------------------------ */

/* The places that `clean` suspects: its flagged edits, in the order of the rows. */
static void read_flagged(const struct document *document, struct surroundings *around)
{
	struct range *ranges = arena_items(document->arena, document_count(document, "edit"), sizeof *ranges);

	for (const struct row *row = document_first(document, "edit"); row; row = row_next(row)) {
		if (str_is(row->field[EDIT_ACTION], "flagged"))
			ranges[around->n_flagged++] =
			        (struct range){ (uint32_t)row_get_number(row, EDIT_BEGIN),
				                (uint32_t)row_get_number(row, EDIT_END) };
	}
	around->flagged = ranges;
}

/* Everything that choosing needs to know of the sentences, and the limits. */
static void set_limits(const struct state *state, const struct view *view, struct arena *arena,
                       struct choosing *choosing)
{
	size_t n_sentences = view->terms.n_sentences, n_all = 0, share;
	uint32_t *n_words = arena_array(arena, uint32_t, n_sentences);
	uint32_t *n_bytes = arena_array(arena, uint32_t, n_sentences);
	bool counts_words = state->budget.words < SIZE_MAX || state->ratio > 0;

	for (size_t i = 0; i < n_sentences; i++) {
		n_words[i] = counts_words ? select_count_words(view->layers->sentences[i].text) : 0;
		n_bytes[i] = (uint32_t)view->layers->sentences[i].text.len;
		n_all += view->is_candidate[i] ? n_words[i] : 0;
	}
	choosing->n_words = n_words;
	choosing->n_bytes = n_bytes;
	choosing->budget = state->budget;
	share = (size_t)(state->ratio * (double)n_all);
	if (state->ratio > 0 && share < choosing->budget.words)
		choosing->budget.words = share;
}

struct part {
	const char *name;
	double value;
};

static int compare_parts(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	if (fabs(x->value) != fabs(y->value))
		return fabs(x->value) > fabs(y->value) ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* `feature=what it added`, the largest first; they add up to the score. */
static void explain(const struct view *view, const float *weights, const struct query *query,
                    const bool *is_known, const struct choice *choice, struct buf *why)
{
	struct part parts[FEATURE_COUNT + 2];
	float vector[FEATURE_COUNT];
	size_t n = 0;

	features_of(view, choice->sentence, vector);
	for (size_t f = 0; f < FEATURE_COUNT; f++)
		parts[n++] = (struct part){ feature_names[f], weights[f] * vector[f] };
	parts[FEATURE_SAID].value = -choice->redundancy;
	if (query)
		parts[n++] = (struct part){ "query", rank_query_part(view, query, choice->sentence) };
	parts[n++] = (struct part){ "known", -known_part(&view->terms, is_known, choice->sentence) };
	qsort(parts, n, sizeof *parts, compare_parts);
	buf_clear(why);
	for (size_t k = 0; k < n && fabs(parts[k].value) >= 0.00005; k++)
		buf_printf(why, "%s%s=%.4f", k ? " " : "", parts[k].name, parts[k].value);
}

static void write_sum(struct row_writer *out, const struct sentence *sentence,
                      const struct choice *choice, struct str antecedent, const struct buf *why)
{
	row_begin(out, "sum");
	row_number(out, choice->rank);
	row_number(out, sentence->number);
	row_number(out, sentence->begin);
	row_number(out, sentence->end);
	row_score(out, choice->score);
	row_str(out, sentence->text);
	row_str(out, antecedent);
	if (why)
		row_str(out, buf_str(why));
	row_end(out);
}

static void write_sums(const struct state *state, struct view *view, struct arena *arena,
                       struct row_writer *out)
{
	struct choosing choosing = { .importance = &view->importance, .is_candidate = view->is_candidate };
	struct openings openings;
	struct query query;
	struct choice *choices;
	struct buf why = { 0 };
	const bool *is_known = known_terms(&state->known, &view->terms, arena);
	const float *weights;
	enum rank_aim aim;
	double *scores;
	size_t n;

	set_limits(state, view, arena, &choosing);
	aim = choosing.budget.sentences == 1 ? AIM_ONE : AIM_SEVERAL;
	weights = rank_weights(&state->ranker, view, aim);
	importance_weigh(&state->importance, aim, &view->importance);
	if (state->query)
		rank_query(&state->lexicon, view, str_of(state->query), arena, &query);
	openings_read(view, arena, &openings);
	scores = rank_scores(weights, view, state->query ? &query : NULL, arena);
	for (size_t i = 0; is_known && i < view->terms.n_sentences; i++)
		scores[i] -= known_part(&view->terms, is_known, i);
	choosing.scores = scores;
	choosing.needs = openings.needs;
	choosing.redundancy = -weights[FEATURE_SAID] / FEATURES_SAID_UNIT;
	n = select_sentences(&choosing, arena, &choices);
	for (size_t k = 0; k < n; k++) {
		if (state->wants_why)
			explain(view, weights, state->query ? &query : NULL, is_known, &choices[k], &why);
		write_sum(out, &view->layers->sentences[choices[k].sentence], &choices[k],
		          openings.antecedent[choices[k].sentence], state->wants_why ? &why : NULL);
	}
	buf_free(&why);
}

static void write_keys(const struct state *state, const struct view *view, struct arena *arena,
                       struct row_writer *out)
{
	struct keyphrase *phrases;
	size_t n = keyphrases_find(&state->keys, view, state->n_keys, arena, &phrases);

	for (size_t k = 0; k < n; k++) {
		row_begin(out, "key");
		row_number(out, k + 1);
		row_score(out, phrases[k].score);
		row_str(out, phrases[k].type);
		row_str(out, phrases[k].text);
		row_str(out, phrases[k].id);
		row_end(out);
	}
}

static enum filter_status summarize(struct document *document, struct row_writer *out, void *context)
{
	struct state *state = context;
	struct surroundings around = { .title = document_fact(document, DOC_TITLE) };
	struct layers layers;
	struct view view;

	if (filter_has(out, "sum") && filter_has(out, "key") &&
	    !known_is_named(&state->known, document->id))
		return FILTER_OK;
	layers_read(document, out, &layers);
	read_flagged(document, &around);
	features_view(&state->lexemes, &layers, &around, state->most, document->arena, &view);
	write_sums(state, &view, document->arena, out);
	if (state->n_keys)
		write_keys(state, &view, document->arena, out);
	known_learn(&state->known, document->id, &view.terms);
	return FILTER_OK;
}

/* Says which of the documents that --update names did not come. */
static enum exit_code finish(struct row_writer *out, void *context)
{
	const struct state *state = context;
	struct str rest = str_of(state->update), id;

	(void)out;
	while (known_next_id(&rest, &id)) {
		if (!known_has_come(&state->known, id))
			diag_message("--update", "no English document %.*s has come", STR_ARGS(id));
	}
	return EXIT_OK;
}

static void close_model(void *context)
{
	struct state *state = context;

	known_free(&state->known);
	lexemes_free(&state->lexemes);
	arena_free(&state->arena);
}

int main(int argc, char *argv[])
{
	struct state state = {
		.budget = { SIZE_MAX, SIZE_MAX, SIZE_MAX },
		.n_keys = DEFAULT_KEYS,
		.most = LEVEL_LINK,
	};
	struct filter filter = {
		.name = "summarize",
		.summary = "adds sum rows (the sentences that tell the story) and key rows (key phrases)",
		.examples = "  clean story.txt | sentence-split | tag | link | summarize -n 2\n"
			    "  … | summarize -w 60 --why --keys 5\n"
			    "  … | summarize --query 'arms for Ukraine'\n"
			    "  … | summarize --update 'monday tuesday'\n",
		.reads = reads,
		.adds = adds,
		.options = options,
		.is_english_only = true,
		.option = take_option,
		.open = open_model,
		.document = summarize,
		.finish = finish,
		.close = close_model,
		.state = &state,
	};

	return filter_main(&filter, argc, argv);
}
