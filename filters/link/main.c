/*
 * link: says which entity each name means, when each date is, and who said what. Reads sent, tok and
 * ent rows; adds link, ref and quote rows, and ent rows for mentions that it widened or narrowed.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "filters/link/dates/amounts.h"
#include "filters/link/names/chains.h"
#include "common/diag.h"
#include "common/filter.h"
#include "common/layers.h"
#include "common/resource.h"
#include "filters/link/dates/fractions.h"
#include "filters/link/kb/kb.h"
#include "filters/link/names/mentions.h"
#include "filters/link/quotes/quotes.h"
#include "filters/link/names/rank.h"
#include "filters/link/dates/timeline.h"

static const char *const reads[] = { "par", "sent", "tok", "ent", NULL };
static const char *const adds[] = { "link", "ref", "quote", NULL };

static const char *const default_bases[] = { "open.kb", "encyclopedia.kb" };
enum { N_DEFAULTS = sizeof default_bases / sizeof *default_bases, MAX_CANDIDATES_SHOWN = 32 };

struct state {
	const char *paths[KB_MAX_BASES - N_DEFAULTS]; /* -k */
	size_t n_paths;
	uint64_t n_candidates; /* --candidates */
	struct rank_options rank;
	struct kb bases[KB_MAX_BASES];
	struct kb_set set;
	struct str events_file, cues_file, units_file;
	struct events *events;
	struct cues *cues;
	struct units *units;
	struct arena tables; /* what the text tables were read into */
};

enum { OPTION_CANDIDATES = 256, OPTION_EXPLAIN, OPTION_THRESHOLD };

static const struct filter_option options[] = {
	{ 'k', "kb", "FILE", "a knowledge base made by kb-build; later ones add to and override earlier ones", true },
	{ OPTION_CANDIDATES, "candidates", "K", "write the best K meanings of a name, not only the chosen one", true },
	{ OPTION_EXPLAIN, "explain", NULL, "add a column that says why", true },
	{ 0 },
};

static bool option(void *context, int key, const char *value)
{
	struct state *state = context;

	switch (key) {
	case 'k':
		if (state->n_paths == sizeof state->paths / sizeof *state->paths)
			return false;
		state->paths[state->n_paths++] = value;
		return true;
	case OPTION_CANDIDATES:
		return str_number(str_of(value), MAX_CANDIDATES_SHOWN, &state->n_candidates) &&
		       state->n_candidates > 0;
	case OPTION_EXPLAIN:
		state->rank.explain = true;
		return true;
	}
	return false;
}

/* --- rows ------------------------------------------------------------------------------- */

static void write_entity(struct row_writer *out, const struct layers *layers, const struct mention *mention)
{
	static const char *const types[] = { "PER", "ORG", "LOC", "MISC" };

	row_begin(out, "ent");
	row_number(out, mention->number);
	if (mention->sentence != LAYERS_NONE && mention->first != LAYERS_NONE) {
		row_number(out, layers->sentences[mention->sentence].number);
		row_number(out, layers->tokens[mention->first].number);
		row_number(out, layers->tokens[mention->last].number);
	} else {
		row_empty(out);
		row_empty(out);
		row_empty(out);
	}
	row_number(out, mention->begin);
	row_number(out, mention->end);
	row_cstr(out, types[mention->type]);
	row_score(out, mention->score);
	row_str(out, mention->text);
	row_end(out);
}

/* A Wikipedia title is its own label, but for the underscores. */
static struct str label_of(const struct meaning *meaning, struct arena *arena)
{
	struct str label = meaning->label;
	char *at;

	if (!str_is(meaning->kb, "wikipedia") || str_find(label, '_', 0) == label.len)
		return label;
	at = arena_alloc(arena, label.len);
	for (size_t i = 0; i < label.len; i++)
		at[i] = label.at[i] == '_' ? ' ' : label.at[i];
	return str_at(at, label.len);
}

struct link_row {
	uint64_t entity, rank;
	uint32_t chain; /* 0: none */
	struct str kb, id, label, why;
	double score;
};

static void write_link(struct row_writer *out, const struct state *state, const struct link_row *link)
{
	row_begin(out, "link");
	row_number(out, link->entity);
	row_number(out, link->rank);
	if (link->chain)
		row_number(out, link->chain);
	else
		row_empty(out);
	row_str(out, link->kb);
	row_str(out, link->id);
	row_score(out, link->score);
	row_str(out, link->label);
	if (state->rank.explain)
		row_str(out, link->why);
	row_end(out);
}

/* A number as text, in the room's last bytes. */
static struct str spell(uint32_t number, char room[16])
{
	size_t at = 16;

	do
		room[--at] = (char)('0' + number % 10);
	while ((number /= 10));
	return str_at(room + at, 16 - at);
}

/* The chosen meaning with rank 1, then the others, as many as were asked for. */
static void write_links(struct row_writer *out, const struct state *state, const struct mention *mention,
                        const struct choice *choice, struct arena *arena)
{
	uint64_t rank = 0;

	if (!choice->is_linked) {
		char digits[16];
		struct link_row nil = { .entity = mention->number,
			                .rank = ++rank,
			                .chain = mention->chain,
			                .kb = STR("nil"),
			                .id = spell(mention->chain, digits),
			                .score = choice->nil_score,
			                .label = mention->bare };

		write_link(out, state, &nil);
	}
	for (size_t i = 0; i < choice->n && rank < state->n_candidates; i++) {
		const struct meaning *meaning = &choice->meanings[i];
		struct link_row link = { .entity = mention->number,
			                 .rank = ++rank,
			                 .chain = mention->chain,
			                 .kb = meaning->kb,
			                 .id = meaning->id,
			                 .score = meaning->score,
			                 .label = label_of(meaning, arena),
			                 .why = meaning->why };

		write_link(out, state, &link);
	}
}

/* The words of some tokens, blanks where the text has any. */
static struct str words_between(const struct layers *layers, uint32_t first, uint32_t last, struct arena *arena)
{
	size_t room = 0, len = 0;
	char *text;

	for (uint32_t t = first; t <= last; t++)
		room += layers->tokens[t].form.len + 1;
	text = arena_alloc(arena, room);
	for (uint32_t t = first; t <= last; t++) {
		struct str form = layers->tokens[t].form;

		if (t > first && layers->tokens[t].text_begin != layers->tokens[t - 1].text_end)
			text[len++] = ' ';
		if (form.len)
			memcpy(text + len, form.at, form.len);
		len += form.len;
	}
	return str_at(text, len);
}

static void write_reference(struct row_writer *out, const struct layers *layers,
                            const struct reference_found *reference, struct arena *arena)
{
	const struct sentence *sentence = &layers->sentences[reference->sentence];

	row_begin(out, "ref");
	row_number(out, reference->chain);
	row_number(out, sentence->number);
	row_number(out, layers->tokens[reference->first].number);
	row_number(out, layers->tokens[reference->last].number);
	row_number(out, reference->begin);
	row_number(out, reference->end);
	row_str(out, words_between(layers, reference->first, reference->last, arena));
	row_end(out);
}

/* The value of a date: `DATE published` says what it is and what it was resolved against. */
static void write_date(struct row_writer *out, const struct state *state, uint64_t number,
                       const struct timeline_date *date)
{
	struct buf label = { NULL, 0, 0 };
	struct link_row link = { .entity = number,
		                 .rank = 1,
		                 .kb = STR("timex3"),
		                 .id = date->value,
		                 .score = timeline_score(date) };

	buf_add_str(&label, str_of(date_type_name(date->type)));
	if (date->basis)
		buf_add_byte(&label, ' ');
	buf_add_str(&label, str_of(date_basis_name(date->basis)));
	link.label = buf_str(&label);
	write_link(out, state, &link);
	buf_free(&label);
}

/* An ent row of link's own, of tokens that no row marks. */
struct found_range {
	uint32_t sentence, first, last;
	struct str text;
};

static void write_found(struct row_writer *out, const struct layers *layers, uint64_t number,
                        const struct found_range *found, const char *type, double score)
{
	row_begin(out, "ent");
	row_number(out, number);
	row_number(out, layers->sentences[found->sentence].number);
	row_number(out, layers->tokens[found->first].number);
	row_number(out, layers->tokens[found->last].number);
	row_number(out, layers->tokens[found->first].begin);
	row_number(out, layers->tokens[found->last].end);
	row_cstr(out, type);
	row_score(out, score);
	row_str(out, found->text);
	row_end(out);
}

/* Dates of the ent rows, then events that time is told by, with an ent row of their own; returns the next free number. */
static uint64_t write_dates(struct row_writer *out, const struct state *state, const struct layers *layers,
                            struct str published, uint64_t next_number, struct arena *arena)
{
	const struct events *table = state->events;
	struct timeline_date *dates = timeline_resolve(layers, published, table, arena);
	struct timeline_event *events;
	size_t n = timeline_events(layers, published, table, dates, arena, &events);

	for (size_t i = 0; i < n; i++)
		write_found(out, layers, next_number + i,
		            &(struct found_range){ events[i].sentence, events[i].first, events[i].last, events[i].text },
		            "DATE", timeline_score(&events[i].date));
	for (size_t i = 0; i < layers->n_entities; i++)
		if (dates[i].value.len)
			write_date(out, state, layers->entities[i].number, &dates[i]);
	for (size_t i = 0; i < n; i++)
		write_date(out, state, next_number + i, &events[i].date);
	return next_number + n;
}

static void write_amount(struct row_writer *out, const struct state *state, uint64_t number, struct str text,
                         struct str lemma, struct str type, struct buf *value)
{
	buf_clear(value);
	if (amounts_resolve(text, lemma, state->units, value))
		write_link(out, state,
		           &(struct link_row){ .entity = number,
		                               .rank = 1,
		                               .kb = STR("amount"),
		                               .id = buf_str(value),
		                               .score = 0.95,
		                               .label = type });
}

/* Money, percentages and quantities; then shares, with an ent row of their own. */
static void write_amounts(struct row_writer *out, const struct state *state, const struct layers *layers,
                          uint64_t next_number, struct arena *arena)
{
	struct buf value = { NULL, 0, 0 };
	struct fraction *fractions;
	size_t n = fractions_find(layers, arena, &fractions);

	for (size_t i = 0; i < n; i++)
		write_found(out, layers, next_number + i,
		            &(struct found_range){ fractions[i].sentence, fractions[i].first, fractions[i].last,
		                                   fractions[i].text },
		            "PERCENT", 0.9);
	for (size_t i = 0; i < layers->n_entities; i++) {
		const struct entity *entity = &layers->entities[i];

		if (str_is(entity->type, "MONEY") || str_is(entity->type, "PERCENT") || str_is(entity->type, "QUANTITY"))
			write_amount(out, state, entity->number, entity->text,
			             entity->last != LAYERS_NONE ? layers->tokens[entity->last].lemma : (struct str){ NULL, 0 },
			             entity->type, &value);
	}
	for (size_t i = 0; i < n; i++)
		write_amount(out, state, next_number + i, fractions[i].number, layers->tokens[fractions[i].last].lemma,
		             str_of("PERCENT"), &value);
	buf_free(&value);
}

/* The first number that no ent row of the document has. */
static uint64_t free_number(const struct layers *layers, const struct mentions *mentions)
{
	uint64_t most = 0;

	for (size_t i = 0; i < layers->n_entities; i++)
		if (layers->entities[i].number > most)
			most = layers->entities[i].number;
	for (size_t i = 0; i < mentions->n; i++)
		if (mentions->items[i].number > most)
			most = mentions->items[i].number;
	return most + 1;
}

/* Who said what; the speaker is the chain that owns the word which names the source. */
static void write_quotes(struct row_writer *out, const struct layers *layers, const struct cues *cues,
                         const struct chains *chains, struct arena *arena)
{
	const struct token *tokens = layers->tokens;
	struct quote *quotes;
	size_t n = quotes_find(layers, cues, arena, &quotes);

	for (size_t i = 0; i < n; i++) {
		const struct quote *quote = &quotes[i];
		uint32_t sentence = layers_sentence_at(layers, tokens[quote->first].begin), speaker = 0;

		if (quote->source_head != QUOTE_NO_TOKEN)
			speaker = chains_at(chains, tokens[quote->source_head].begin, tokens[quote->source_head].end);
		if (!speaker && quote->source_other != QUOTE_NO_TOKEN)
			speaker = chains_at(chains, tokens[quote->source_other].begin, tokens[quote->source_other].end);
		row_begin(out, "quote");
		row_number(out, quote->number);
		row_number(out, sentence == LAYERS_NONE ? 0 : layers->sentences[sentence].number);
		row_number(out, tokens[quote->first].begin);
		row_number(out, tokens[quote->last].end);
		row_cstr(out, quote_kind_name(quote->kind));
		if (speaker)
			row_number(out, speaker);
		else
			row_empty(out);
		if (quote->source_first != QUOTE_NO_TOKEN) {
			row_number(out, tokens[quote->source_first].begin);
			row_number(out, tokens[quote->source_last].end);
		} else {
			row_empty(out);
			row_empty(out);
		}
		row_str(out, words_between(layers, quote->cue_first, quote->cue_last, arena));
		row_str(out, words_between(layers, quote->first, quote->last, arena));
		row_end(out);
	}
}

/* --- a document ------------------------------------------------------------------------------- */

static enum filter_status link_document(struct document *document, struct row_writer *out, void *context)
{
	const struct state *state = context;
	struct layers layers;
	struct mentions mentions;
	struct ranking ranking;
	struct chains chains;
	uint64_t next_number;

	/* References and speakers are told by the chains of link rows: those that are there are somebody else's. */
	if (filter_has(out, "link"))
		return FILTER_OK;
	layers_read(document, out, &layers);
	mentions_collect(&layers, &state->set, document->arena, &mentions);
	rank_names(&layers, &state->set, &mentions, &state->rank, document->arena, &ranking);
	chains_build(&layers, &state->set, &mentions, &ranking, document->arena, &chains);

	for (size_t i = 0; i < mentions.n; i++)
		if (mentions.items[i].is_new)
			write_entity(out, &layers, &mentions.items[i]);
	for (size_t i = 0; i < mentions.n; i++)
		write_links(out, state, &mentions.items[i], &ranking.choices[mentions.items[i].name],
		            document->arena);
	for (size_t i = 0; i < chains.n_references; i++)
		write_reference(out, &layers, &chains.references[i], document->arena);
	next_number = write_dates(out, state, &layers, document_fact(document, DOC_PUBLISHED),
	                          free_number(&layers, &mentions), document->arena);
	write_amounts(out, state, &layers, next_number, document->arena);
	write_quotes(out, &layers, state->cues, &chains, document->arena);
	return FILTER_OK;
}

/* --- the program ------------------------------------------------------------------------------- */

static bool open_base(struct state *state, const char *path, uint32_t layer)
{
	struct bundle bundle;
	struct kb *kb = &state->bases[state->set.n];

	if (!resource_bundle(path, KB_KIND, &bundle))
		return false;
	if (!kb_open(&bundle, layer, kb)) {
		diag_message(path, "a section of the knowledge base has a wrong size");
		return false;
	}
	state->set.n++;
	return true;
}

static enum exit_code open_bases(struct filter *filter)
{
	struct state *state = filter->state;
	struct buf path = { NULL, 0, 0 };
	bool is_good = true;

	state->set.bases = state->bases;
	for (size_t i = 0; i < N_DEFAULTS && is_good; i++) {
		buf_clear(&path);
		is_good = open_base(state, resource_path("link", default_bases[i], &path), 0);
	}
	for (size_t i = 0; i < state->n_paths && is_good; i++)
		is_good = open_base(state, state->paths[i], (uint32_t)i + 1);
	buf_free(&path);
	for (size_t i = 0; i < state->set.n; i++)
		filter->fingerprint = filter->fingerprint * 31 + state->bases[i].bundle.fingerprint;
	return is_good ? EXIT_OK : EXIT_CONFIG;
}

/* A text table of ours, mapped; it stays so while the program runs. */
static bool open_table(const char *name, struct str *bytes, struct buf *path)
{
	buf_clear(path);
	if (!resource_map(resource_path("link", name, path), bytes)) {
		diag_message(path->at, "cannot be read: %s", strerror(errno));
		return false;
	}
	return true;
}

static bool open_tables(struct state *state)
{
	struct buf path = { NULL, 0, 0 };
	uint64_t line = 0;
	bool is_good = open_table("events.tsv", &state->events_file, &path);

	if (is_good && !(state->events = events_read(state->events_file, &state->tables, &line))) {
		diag_message(path.at, "line %" PRIu64 ": not a name, a begin and an end", line);
		is_good = false;
	}
	is_good = is_good && open_table("cues.tsv", &state->cues_file, &path);
	if (is_good && !(state->cues = cues_read(state->cues_file, &state->tables, &line))) {
		diag_message(path.at, "line %" PRIu64 ": not a lemma and its frames", line);
		is_good = false;
	}
	is_good = is_good && open_table("units.tsv", &state->units_file, &path);
	if (is_good && !(state->units = units_read(state->units_file, &state->tables, &line))) {
		diag_message(path.at, "line %" PRIu64 ": not a name, a unit and a factor", line);
		is_good = false;
	}
	buf_free(&path);
	return is_good;
}

static enum exit_code open_data(struct filter *filter)
{
	enum exit_code code = open_bases(filter);

	if (((struct state *)filter->state)->rank.explain) {
		filter->extra_type = "link";
		filter->extra_column = "why";
	}
	return code == EXIT_OK && !open_tables(filter->state) ? EXIT_CONFIG : code;
}

static void close_data(void *context)
{
	struct state *state = context;

	for (size_t i = 0; i < state->set.n; i++)
		resource_unmap(state->bases[i].bundle.bytes);
	resource_unmap(state->events_file);
	resource_unmap(state->cues_file);
	resource_unmap(state->units_file);
	arena_free(&state->tables);
}

int main(int argc, char *argv[])
{
	struct state state = { .n_candidates = 1, .rank = RANK_DEFAULTS };
	struct filter filter = {
		.name = "link",
		.summary = "which entity a name means, when a date is, who said what",
		.examples = "clean article.txt | sentence-split | tag | link\n"
		            "… | link -k our-people.kb --candidates 3 --explain\n",
		.reads = reads,
		.adds = adds,
		.options = options,
		.is_english_only = true,
		.takes_tokens = true,
		.option = option,
		.open = open_data,
		.document = link_document,
		.close = close_data,
		.state = &state,
	};

	return filter_main(&filter, argc, argv);
}
