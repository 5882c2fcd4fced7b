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
#include "story.h"
#include "weights.h"

static const char *const reads[] = { "par",  "edit", "sent",  "tok", "ent",
	                             "link", "ref",  "quote", "story", NULL };
static const char *const adds[] = { "sum", "key", NULL };

enum { DEFAULT_SENTENCES = 3, DEFAULT_KEYS = 10, MOST_KEYS = 1000, NO_FACT = -1 };

/* A story with its summary, until all its documents are written. */
struct telling {
	struct arena arena;
	struct story story; /* a source's key is its struct document */
	struct index sources; /* address of a struct document -> position in story.sources[] */
	struct choice *choices;
	size_t n_choices;
	struct story_parts *parts;
};

struct state {
	struct story_request request;
	uint64_t n_keys;
	bool wants_why;
	const char *query, *update, *weights_path, *keys_path;
	const char *group_by; /* NULL: each document by itself */
	struct known known;   /* of the documents that --update names */
	enum layer_level most;
	uint64_t fingerprint; /* of all data files, one after the other */
	struct arena arena;
	struct bundle bundle;
	struct lexicon lexicon;
	struct lexemes lexemes;
	struct importance_model importance;
	struct ranker ranker;
	struct key_model keys;
	struct telling telling;
};

enum {
	OPTION_RATIO = 256, OPTION_KEYS, OPTION_WHY, OPTION_QUERY, OPTION_UPDATE, OPTION_LAYERS,
	OPTION_GROUP, OPTION_GROUP_BY,
};

static const struct filter_option options[] = {
	{ 'n', "sentences", "NUMBER", "at most so many sentences (3, where no other limit is given)", true },
	{ 'w', "words", "NUMBER", "at most so many words, as wc -w counts", true },
	{ 'b', "bytes", "NUMBER", "at most so many bytes, one between two sentences counted in", true },
	{ OPTION_RATIO, "ratio", "SHARE", "at most this share of the text's words, 0 to 1", true },
	{ OPTION_KEYS, "keys", "NUMBER", "at most so many key phrases (10)", true },
	{ OPTION_QUERY, "query", "TERMS", "what the summary should answer: words, or an entity's id", true },
	{ OPTION_UPDATE, "update", "IDS", "prefer what is new against these documents, earlier in the stream", true },
	{ OPTION_GROUP, "group", NULL, "one summary for documents that follow each other and are of one story", true },
	{ OPTION_GROUP_BY, "group-by", "COLUMN", "the same, of one value in this column of doc rows: source url published lang title author", true },
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

/* The column of doc rows with this name; NO_FACT: none that documents can be grouped by. */
static int find_fact(const char *name)
{
	static const struct {
		const char *name;
		int column;
	} facts[] = {
		{ "source", DOC_SOURCE }, { "url", DOC_URL },     { "published", DOC_PUBLISHED },
		{ "lang", DOC_LANG },     { "title", DOC_TITLE }, { "author", DOC_AUTHOR },
	};

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		if (strcmp(facts[i].name, name) == 0)
			return facts[i].column;
	}
	return NO_FACT;
}

static bool take_option(void *context, int key, const char *value)
{
	struct state *state = context;
	char *end;

	switch (key) {
	case 'n':
		return read_count(value, 0, &state->request.budget.sentences);
	case 'w':
		return read_count(value, 0, &state->request.budget.words);
	case 'b':
		return read_count(value, 0, &state->request.budget.bytes);
	case OPTION_RATIO:
		state->request.ratio = strtod(value, &end);
		return *value && *end == '\0' && state->request.ratio > 0 && state->request.ratio <= 1;
	case OPTION_KEYS:
		return str_number(str_of(value), MOST_KEYS, &state->n_keys);
	case OPTION_LAYERS:
		return read_level(value, &state->most);
	case OPTION_GROUP:
		state->group_by = "story";
		break;
	case OPTION_GROUP_BY:
		state->group_by = value;
		return find_fact(value) != NO_FACT;
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

/* --- a story --------------------------------------------------------------------------------- */

/* The places that `clean` suspects: its flagged edits, in the order of the rows. */
static void read_flagged(const struct document *document, struct surroundings *around)
{
	struct range *ranges = arena_items(document->arena, document_count(document, "edit"), sizeof *ranges);

	for (const struct row *row = document_first(document, "edit"); row; row = row_next(row)) {
		if (str_is(row_get(row, EDIT_ACTION), "flagged"))
			ranges[around->n_flagged++] =
			        (struct range){ (uint32_t)row_get_number(row, EDIT_BEGIN),
				                (uint32_t)row_get_number(row, EDIT_END) };
	}
	around->flagged = ranges;
}

/* The bytes of a pointer, to look it up. */
static struct str address(const void *const *pointer)
{
	return str_at((const char *)pointer, sizeof *pointer);
}

/* Chooses for a story; documents[n] is one document, or those of a group. out: for err rows, or NULL. */
static void tell(struct state *state, const struct document *const *documents, size_t n,
                 struct row_writer *out, struct arena *arena)
{
	struct telling *telling = &state->telling;
	struct story_source *sources = arena_zeroed(arena, n * sizeof *sources);

	for (size_t d = 0; d < n; d++) {
		struct layers *layers = arena_alloc(arena, sizeof *layers);

		layers_read(documents[d], out, layers);
		sources[d].layers = layers;
		sources[d].key = documents[d];
		sources[d].published = document_fact(documents[d], DOC_PUBLISHED);
		sources[d].around.title = document_fact(documents[d], DOC_TITLE);
		read_flagged(documents[d], &sources[d].around);
	}
	story_read(&state->lexemes, sources, n, state->most, arena, &telling->story);
	telling->sources = (struct index){ .arena = arena };
	for (uint32_t d = 0; d < n; d++)
		index_put(&telling->sources, address(&sources[d].key), d, NULL);
	telling->n_choices = story_choose(&state->request, &telling->story, arena, &telling->choices,
	                                  &telling->parts);
}

static struct str group_key(const struct document *document, void *context)
{
	const struct state *state = context;
	const struct row *story;

	if (strcmp(state->group_by, "story") != 0)
		return document_fact(document, (size_t)find_fact(state->group_by));
	story = document_first(document, "story");
	return story ? row_get(story, STORY_STORY) : str_of("");
}

static void tell_group(const struct document *const *documents, size_t n, void *context)
{
	struct state *state = context;

	arena_reset(&state->telling.arena);
	tell(state, documents, n, NULL, &state->telling.arena);
}

/* --- rows ------------------------------------------------------------------------------------ */

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
static void explain(const struct telling *telling, const float *weights, const struct choice *choice,
                    struct buf *why)
{
	const struct story_parts *extra = &telling->parts[choice->sentence];
	struct part parts[FEATURE_COUNT + 2];
	float vector[FEATURE_COUNT];
	size_t n = 0;

	story_vector(&telling->story, choice->sentence, vector);
	for (size_t f = 0; f < FEATURE_COUNT; f++)
		parts[n++] = (struct part){ feature_names[f], weights[f] * vector[f] };
	parts[FEATURE_SAID].value = -choice->redundancy;
	parts[n++] = (struct part){ "query", extra->query };
	parts[n++] = (struct part){ "known", -extra->known };
	qsort(parts, n, sizeof *parts, compare_parts);
	buf_clear(why);
	for (size_t k = 0; k < n && fabs(parts[k].value) >= 0.00005; k++)
		buf_printf(why, "%s%s=%.4f", k ? " " : "", parts[k].name, parts[k].value);
}

/* The ids of the other documents that tell what the sentence tells. */
static void list_also(const struct telling *telling, uint32_t sentence, struct arena *arena,
                      struct buf *also)
{
	uint32_t *sources;
	size_t n = story_confirm(&telling->story, sentence, arena, &sources);

	buf_clear(also);
	for (size_t k = 0; k < n; k++) {
		const struct document *document = telling->story.sources[sources[k]].key;

		buf_printf(also, "%s%.*s", k ? " " : "", STR_ARGS(document->id));
	}
}

static void write_sum(const struct state *state, const struct story_source *source, size_t k,
                      struct arena *arena, struct buf *text, struct row_writer *out)
{
	const struct telling *telling = &state->telling;
	const struct choice *choice = &telling->choices[k];
	uint32_t i = choice->sentence - source->first;
	const struct sentence *sentence = &source->layers->sentences[i];

	row_begin(out, "sum");
	row_number(out, choice->rank);
	row_number(out, sentence->number);
	row_number(out, sentence->begin);
	row_number(out, sentence->end);
	row_score(out, choice->score);
	row_str(out, sentence->text);
	row_str(out, source->openings.antecedent[i]);
	if (state->wants_why) {
		explain(telling, state->ranker.weight[story_aim(&state->request)],
		        choice, text);
		row_str(out, buf_str(text));
	}
	if (state->group_by) {
		list_also(telling, choice->sentence, arena, text);
		row_number(out, k + 1);
		row_str(out, buf_str(text));
	}
	row_end(out);
}

/* The first choice at or behind a sentence. */
static size_t find_choice(const struct telling *telling, uint32_t sentence)
{
	size_t low = 0, high = telling->n_choices;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (telling->choices[middle].sentence < sentence)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The choices that are sentences of one source. */
static void write_sums(const struct state *state, const struct story_source *source,
                       struct arena *arena, struct row_writer *out)
{
	const struct telling *telling = &state->telling;
	uint32_t end = source->first + (uint32_t)source->layers->n_sentences;
	struct buf text = { 0 };

	for (size_t k = find_choice(telling, source->first);
	     k < telling->n_choices && telling->choices[k].sentence < end; k++)
		write_sum(state, source, k, arena, &text, out);
	buf_free(&text);
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
	const struct document *documents[] = { document };
	const void *key = document;
	const struct story_source *source;
	struct layers layers;

	if (filter_has(out, "sum") && filter_has(out, "key") &&
	    !known_is_named(&state->known, document->id))
		return FILTER_OK;
	if (state->group_by)
		layers_read(document, out, &layers); /* for its err rows: the story is told already */
	else
		tell(state, documents, 1, out, document->arena);
	source = &state->telling.story.sources[*index_find(&state->telling.sources, address(&key))];
	write_sums(state, source, document->arena, out);
	if (state->n_keys)
		write_keys(state, &source->view, document->arena, out);
	known_learn(&state->known, document->id, &source->view.terms);
	return FILTER_OK;
}

/* --- the filter ------------------------------------------------------------------------------ */

static enum exit_code open_model(struct filter *filter)
{
	static const char *const columns[2][2] = {
		{ "antecedent", "antecedent\twhy" },
		{ "antecedent\tplace\talso", "antecedent\twhy\tplace\talso" },
	};
	struct state *state = filter->state;
	struct story_request *request = &state->request;
	struct buf path = { 0 };
	bool is_good = open_lexicon(state, &path) &&
	               open_weights(state, NULL, "importance.tsv", importance_names(&state->arena),
	                            IMPORTANCE_WEIGHTS, AIM_COUNT, state->importance.weight[0], &path) &&
	               open_weights(state, state->weights_path, "weights.tsv", feature_names, FEATURE_COUNT,
	                            AIM_COUNT, state->ranker.weight[0], &path) &&
	               open_weights(state, state->keys_path, "keyphrases.tsv", key_feature_names, KEY_FEATURES,
	                            KEY_LEVELS, state->keys.weight[0], &path);

	buf_free(&path);
	if (request->budget.sentences == SIZE_MAX && request->budget.words == SIZE_MAX &&
	    request->budget.bytes == SIZE_MAX && request->ratio == 0)
		request->budget.sentences = DEFAULT_SENTENCES;
	if (state->update)
		known_name(&state->known, str_of(state->update));
	request->importance = &state->importance;
	request->ranker = &state->ranker;
	request->known = &state->known;
	request->query = str_of(state->query);
	if (state->group_by) {
		filter->group_key = group_key;
		filter->group = tell_group;
		filter->takes_tokens = false; /* layers are read again for their err rows */
	}
	filter->fingerprint = state->fingerprint;
	filter->extra_type = "sum";
	filter->extra_column = columns[state->group_by != NULL][state->wants_why];
	return is_good ? EXIT_OK : EXIT_CONFIG;
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
	arena_free(&state->telling.arena);
	lexemes_free(&state->lexemes);
	arena_free(&state->arena);
}

int main(int argc, char *argv[])
{
	struct state state = {
		.request = { .budget = { SIZE_MAX, SIZE_MAX, SIZE_MAX } },
		.n_keys = DEFAULT_KEYS,
		.most = LEVEL_LINK,
	};
	struct filter filter = {
		.name = "summarize",
		.summary = "adds sum rows (the sentences that tell the story) and key rows (key phrases)",
		.examples = "  clean story.txt | sentence-split | tag | link | summarize -n 2\n"
			    "  … | summarize -w 60 --why --keys 5\n"
			    "  … | summarize --query 'arms for Ukraine'\n"
			    "  … | summarize --update 'monday tuesday'\n"
			    "  … | copydesk-stories --together | summarize --redo --group -n 5\n",
		.reads = reads,
		.adds = adds,
		.options = options,
		.is_english_only = true,
		.takes_tokens = true,
		.option = take_option,
		.open = open_model,
		.document = summarize,
		.finish = finish,
		.close = close_model,
		.state = &state,
	};

	return filter_main(&filter, argc, argv);
}
