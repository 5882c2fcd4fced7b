/*
 * features.c: the view of a document and the vectors of its sentences.
 */
#include <math.h>

#include "features.h"

const char *const feature_names[FEATURE_COUNT] = {
	[FEATURE_PLACE_1] = "place-1",
	[FEATURE_PLACE_2] = "place-2",
	[FEATURE_PLACE_3] = "place-3",
	[FEATURE_PLACE_4] = "place-4",
	[FEATURE_PLACE_5] = "place-5",
	[FEATURE_PLACE_6_8] = "place-6-8",
	[FEATURE_PLACE_9_12] = "place-9-12",
	[FEATURE_PLACE_13_20] = "place-13-20",
	[FEATURE_PLACE_INVERSE] = "place-inverse",
	[FEATURE_PLACE_RELATIVE] = "place-relative",
	[FEATURE_PLACE_LAST] = "place-last",
	[FEATURE_PLACE_LATE] = "place-late",
	[FEATURE_PARAGRAPH_FIRST] = "paragraph-first",
	[FEATURE_IN_LIST] = "in-list",
	[FEATURE_WORDS_5] = "words-1-5",
	[FEATURE_WORDS_9] = "words-6-9",
	[FEATURE_WORDS_13] = "words-10-13",
	[FEATURE_WORDS_18] = "words-14-18",
	[FEATURE_WORDS_24] = "words-19-24",
	[FEATURE_WORDS_31] = "words-25-31",
	[FEATURE_WORDS_40] = "words-32-40",
	[FEATURE_WORDS_MORE] = "words-41",
	[FEATURE_WORDS_LOG] = "words-log",
	[FEATURE_LENGTH] = "length",
	[FEATURE_EXPECTED_WORDS] = "expected-words",
	[FEATURE_EXPECTED_PAIRS] = "expected-pairs",
	[FEATURE_EXPECTED_WORDS_SHARE] = "expected-words-share",
	[FEATURE_EXPECTED_PAIRS_SHARE] = "expected-pairs-share",
	[FEATURE_CENTROID] = "centroid",
	[FEATURE_GRAPH_EARLIER] = "graph-earlier",
	[FEATURE_GRAPH_LATER] = "graph-later",
	[FEATURE_GRAPH_RANK] = "graph-rank",
	[FEATURE_LEAD] = "lead",
	[FEATURE_COVERAGE] = "coverage",
	[FEATURE_FREQUENCY] = "frequency",
	[FEATURE_TOP_TERMS] = "top-terms",
	[FEATURE_NEW_TERMS] = "new-terms",
	[FEATURE_RARITY] = "rarity",
	[FEATURE_CONTENT] = "content",
	[FEATURE_TITLE_COVERED] = "title-covered",
	[FEATURE_TITLE_SHARE] = "title-share",
	[FEATURE_CAPITALS] = "capitals",
	[FEATURE_DIGITS] = "digits",
	[FEATURE_NUMBER_WORDS] = "number-words",
	[FEATURE_CALENDAR] = "calendar",
	[FEATURE_SAYING] = "saying",
	[FEATURE_EVENT] = "event",
	[FEATURE_HEDGE] = "hedge",
	[FEATURE_QUOTED] = "quoted",
	[FEATURE_OPENS_QUOTED] = "opens-quoted",
	[FEATURE_OPENS_PRONOUN] = "opens-pronoun",
	[FEATURE_OPENS_CONNECTIVE] = "opens-connective",
	[FEATURE_FIRST_PERSON] = "first-person",
	[FEATURE_SECOND_PERSON] = "second-person",
	[FEATURE_QUESTION] = "question",
	[FEATURE_EXCLAMATION] = "exclamation",
	[FEATURE_UNFINISHED] = "unfinished",
	[FEATURE_COLON] = "colon",
	[FEATURE_UPPER_CASE] = "upper-case",
	[FEATURE_FLAGGED] = "flagged",
	[FEATURE_MENTIONS] = "mentions",
	[FEATURE_CHAIN_WEIGHT] = "chain-weight",
	[FEATURE_MAIN_CHAIN] = "main-chain",
	[FEATURE_FIRST_MENTIONS] = "first-mentions",
	[FEATURE_VALUES] = "values",
	[FEATURE_REFERENCE_OPENS] = "reference-opens",
	[FEATURE_QUOTE_ROWS] = "quote-rows",
#define MARKER(name) [FEATURE_MARKER + MARKER_##name] = "word-" #name,
	MARKER_WORDS(MARKER)
#undef MARKER
	[FEATURE_SAID] = "said",
};

static bool may_be_chosen(const struct lexicon *lexicon, const struct layers *layers, size_t i,
                          const struct facts *facts, struct str title)
{
	const struct sentence *sentence = &layers->sentences[i];

	if (sentence->paragraph != LAYERS_NONE) {
		struct str kind = layers->paragraphs[sentence->paragraph].kind;

		if (!str_is(kind, "p") && !str_is(kind, "list"))
			return false;
	}
	return facts->n_words > 0 && !str_eq(sentence->text, title) &&
	       !lexicon_is_teaser(lexicon, sentence->text);
}

/* Of sentences with the same text the first one is a candidate. */
static void find_candidates(const struct lexicon *lexicon, struct str title, struct arena *arena,
                            struct view *view)
{
	size_t n_sentences = view->terms.n_sentences;
	struct index seen = { .arena = arena };

	view->is_candidate = arena_array(arena, bool, n_sentences);
	view->place = arena_array(arena, uint32_t, n_sentences);
	for (size_t i = 0; i < n_sentences; i++) {
		bool is_new = may_be_chosen(lexicon, view->layers, i, &view->terms.facts[i], title);

		if (is_new)
			index_put(&seen, view->layers->sentences[i].text, 0, &is_new);
		view->is_candidate[i] = is_new;
		view->place[i] = (uint32_t)view->n_candidates;
		view->n_candidates += view->is_candidate[i];
	}
}

/* The title's words: the document's fact, else its title paragraphs. */
static struct str find_title(const struct layers *layers, struct str fact)
{
	for (size_t i = 0; fact.len == 0 && i < layers->n_paragraphs; i++) {
		if (str_is(layers->paragraphs[i].kind, "title"))
			return layers->paragraphs[i].text;
	}
	return fact;
}

static void read_title(const struct lexicon *lexicon, struct str title, struct arena *arena,
                       struct view *view)
{
	uint32_t *found;

	view->n_title_terms =
	        terms_find(lexicon, &view->terms, title, arena, &found, &view->n_title_distinct);
	view->title_terms = found;
	view->in_title = arena_zeroed(arena, view->terms.n_terms);
	for (size_t k = 0; k < view->n_title_terms; k++) {
		view->in_title[found[k]] = true;
		view->title_weight += view->terms.idf[found[k]];
	}
}

static void weigh_terms(struct arena *arena, struct view *view)
{
	enum { TOP = 10, MOST = 255 }; /* a term that comes more often comes often enough */
	const struct terms *terms = &view->terms;
	uint32_t n_with[MOST + 1] = { 0 }, n_above = 0, count = MOST;

	view->count_log = arena_array(arena, float, terms->n_terms);
	for (size_t t = 0; t < terms->n_terms; t++) {
		view->text_weight += terms->count[t] * terms->idf[t];
		view->count_log[t] = terms->count[t] > 1 ? logf((float)terms->count[t]) : 0;
		n_with[terms->count[t] < MOST ? terms->count[t] : MOST]++;
	}
	while (count > 2 && (n_above += n_with[count]) < TOP)
		count--;
	view->top_count = count;
}

static void count_new_terms(struct arena *arena, struct view *view)
{
	const struct terms *terms = &view->terms;
	bool *seen = arena_zeroed(arena, terms->n_terms);

	view->n_new = arena_zeroed(arena, terms->n_sentences * sizeof *view->n_new);
	for (size_t i = 0; i < terms->n_sentences; i++) {
		for (uint32_t k = terms->first[i]; view->is_candidate[i] && k < terms->first[i + 1]; k++) {
			uint32_t term = terms->term[k];

			view->n_new[i] += !seen[term] && terms->spread[term] > 1;
			seen[term] = true;
		}
	}
}

static void mark_ranges(const struct layers *layers, const struct surroundings *around,
                        struct arena *arena, struct view *view)
{
	size_t n_sentences = layers->n_sentences;

	view->is_flagged = arena_zeroed(arena, n_sentences);
	view->quoted = arena_zeroed(arena, n_sentences * sizeof *view->quoted);
	for (size_t k = 0; k < around->n_flagged; k++) {
		uint32_t s = layers_sentence_at(layers, around->flagged[k].begin);

		if (s != LAYERS_NONE)
			view->is_flagged[s] = true;
	}
	for (size_t k = 0; view->level == LEVEL_LINK && k < layers->n_quotations; k++) {
		const struct quotation *quotation = &layers->quotations[k];

		if (quotation->sentence != LAYERS_NONE)
			view->quoted[quotation->sentence] += quotation->end - quotation->begin;
	}
}

static void read_chains(const struct layers *layers, struct arena *arena, struct view *view)
{
	static const struct layers none;
	struct layers visible = *layers;

	view->main_chain = LAYERS_NONE;
	if (view->level < LEVEL_LINK) {
		visible.n_links = none.n_links;
		visible.n_references = none.n_references;
	}
	if (view->level < LEVEL_TAG)
		visible.n_entities = none.n_entities;
	chains_read(&visible, arena, &view->chains);
	for (size_t c = 0; c < view->chains.n_chains; c++) {
		const struct chain *chain = &view->chains.chains[c];

		view->n_mentions += chain->n_mentions;
		if (view->main_chain == LAYERS_NONE ||
		    chain->n_mentions > view->chains.chains[view->main_chain].n_mentions)
			view->main_chain = (uint32_t)c;
	}
}

void features_view(struct lexemes *lexemes, const struct layers *layers,
                   const struct surroundings *around, enum layer_level most, struct arena *arena,
                   struct view *view)
{
	const struct lexicon *lexicon = lexemes->lexicon;
	struct str title = find_title(layers, around->title);

	*view = (struct view){ .lexicon = lexicon, .layers = layers };
	if (layers->n_links)
		view->level = LEVEL_LINK;
	else if (layers->n_entities || layers->n_tokens)
		view->level = LEVEL_TAG;
	if (view->level > most)
		view->level = most;
	terms_read(lexemes, layers->sentences, layers->n_sentences, arena, &view->terms);
	find_candidates(lexicon, title, arena, view);
	centrality_compute(&view->terms, view->is_candidate, arena, &view->centrality);
	read_title(lexicon, title, arena, view);
	importance_count(&view->terms, view->is_candidate, view->in_title, view->place, 1, arena,
	                 &view->importance);
	weigh_terms(arena, view);
	count_new_terms(arena, view);
	read_chains(layers, arena, view);
	mark_ranges(layers, around, arena, view);
}

/* --- vectors --------------------------------------------------------------------------------- */

static float share(double part, double whole)
{
	return whole > 0 ? (float)(part / whole) : 0;
}

static float at_most_1(double x)
{
	return (float)(x > 1 ? 1 : x);
}

static void of_place(const struct view *view, size_t i, float *x)
{
	static const struct {
		uint32_t below;
		enum feature feature;
	} bins[] = {
		{ 1, FEATURE_PLACE_1 },    { 2, FEATURE_PLACE_2 },     { 3, FEATURE_PLACE_3 },
		{ 4, FEATURE_PLACE_4 },    { 5, FEATURE_PLACE_5 },     { 8, FEATURE_PLACE_6_8 },
		{ 12, FEATURE_PLACE_9_12 }, { 20, FEATURE_PLACE_13_20 },
	};
	const struct sentence *sentences = view->layers->sentences;
	uint32_t place = view->place[i];
	double relative = share(place, (double)view->n_candidates);

	for (size_t b = 0; b < sizeof bins / sizeof *bins; b++) {
		if (place < bins[b].below) {
			x[bins[b].feature] = 1;
			break;
		}
	}
	x[FEATURE_PLACE_INVERSE] = 1.0f / (float)(place + 1);
	x[FEATURE_PLACE_RELATIVE] = (float)relative;
	x[FEATURE_PLACE_LAST] = place + 1 == view->n_candidates;
	x[FEATURE_PLACE_LATE] = relative > 0.8;
	x[FEATURE_PARAGRAPH_FIRST] = i > 0 && sentences[i].par != sentences[i - 1].par;
	if (sentences[i].paragraph != LAYERS_NONE)
		x[FEATURE_IN_LIST] =
		        str_is(view->layers->paragraphs[sentences[i].paragraph].kind, "list");
}

static void of_length(const struct facts *facts, float *x)
{
	static const struct {
		uint32_t most;
		enum feature feature;
	} bins[] = {
		{ 5, FEATURE_WORDS_5 },   { 9, FEATURE_WORDS_9 },   { 13, FEATURE_WORDS_13 },
		{ 18, FEATURE_WORDS_18 }, { 24, FEATURE_WORDS_24 }, { 31, FEATURE_WORDS_31 },
		{ 40, FEATURE_WORDS_40 }, { UINT32_MAX, FEATURE_WORDS_MORE },
	};
	size_t b = 0;

	while (facts->n_words > bins[b].most)
		b++;
	x[bins[b].feature] = 1;
	x[FEATURE_WORDS_LOG] = (float)log((double)facts->n_words + 1) / 4;
	x[FEATURE_LENGTH] = (float)facts->n_words / 20;
}

void features_expected(const struct importance *importance, size_t i, float vector[FEATURE_COUNT])
{
	enum { SHORT = 5 }; /* a share of fewer words says little */
	double words, pairs, n = fmax(importance->terms->facts[i].n_words, SHORT);

	importance_expect(importance, i, &words, &pairs);
	vector[FEATURE_EXPECTED_WORDS] = (float)words / FEATURES_SAID_UNIT;
	vector[FEATURE_EXPECTED_PAIRS] = (float)pairs / 2;
	vector[FEATURE_EXPECTED_WORDS_SHARE] = (float)(words / n);
	vector[FEATURE_EXPECTED_PAIRS_SHARE] = (float)(2 * pairs / n);
}

static void of_content(const struct view *view, size_t i, float *x)
{
	const struct terms *terms = &view->terms;
	const struct centrality *centrality = &view->centrality;
	double weight = 0, n = terms->first[i + 1] - terms->first[i], frequency = 0, idf = 0;
	double in_title = 0, n_top = 0;

	for (uint32_t k = terms->first[i]; k < terms->first[i + 1]; k++) {
		uint32_t term = terms->term[k];

		weight += terms->count[term] * terms->idf[term];
		idf += terms->idf[term];
		frequency += view->count_log[term];
		n_top += terms->count[term] >= view->top_count;
		in_title += view->in_title[term] ? terms->idf[term] : 0;
	}
	x[FEATURE_CENTROID] = centrality->centroid[i];
	x[FEATURE_GRAPH_EARLIER] = centrality->earlier[i] * 4;
	x[FEATURE_GRAPH_LATER] = centrality->later[i] * 4;
	x[FEATURE_GRAPH_RANK] = centrality->rank[i];
	x[FEATURE_LEAD] = centrality->lead[i];
	x[FEATURE_COVERAGE] = share(weight, view->text_weight) * 2;
	x[FEATURE_FREQUENCY] = share(frequency, n);
	x[FEATURE_TOP_TERMS] = at_most_1(n_top / 8);
	x[FEATURE_NEW_TERMS] = at_most_1(view->n_new[i] / 10.0);
	x[FEATURE_RARITY] = share(idf, n) / 10;
	x[FEATURE_CONTENT] = share(n, view->terms.facts[i].n_words);
	x[FEATURE_TITLE_COVERED] = share(in_title, view->title_weight);
	x[FEATURE_TITLE_SHARE] = share(in_title, idf);
}

static void of_reading(const struct facts *facts, float *x)
{
	double n = facts->n_words;

	x[FEATURE_CAPITALS] = share(facts->n_capitals, n);
	x[FEATURE_DIGITS] = facts->n_digits > 0;
	x[FEATURE_NUMBER_WORDS] = facts->n_numbers > 0;
	x[FEATURE_CALENDAR] = facts->n_calendar > 0;
	x[FEATURE_SAYING] = facts->n_saying > 0;
	x[FEATURE_EVENT] = facts->n_events > 0;
	x[FEATURE_HEDGE] = facts->n_hedges > 0;
	x[FEATURE_QUOTED] = share(facts->n_quoted, n);
	x[FEATURE_OPENS_QUOTED] = facts->opens_quoted;
	x[FEATURE_OPENS_PRONOUN] = !facts->opens_quoted && (facts->opening & WORD_PRONOUN);
	x[FEATURE_OPENS_CONNECTIVE] = !facts->opens_quoted && (facts->opening & WORD_CONNECTIVE);
	x[FEATURE_FIRST_PERSON] = facts->n_first > 0;
	x[FEATURE_SECOND_PERSON] = facts->n_second > 0;
	x[FEATURE_QUESTION] = facts->is_question;
	x[FEATURE_EXCLAMATION] = facts->is_exclamation;
	x[FEATURE_UNFINISHED] = !facts->is_finished;
	x[FEATURE_COLON] = facts->has_colon_early;
	x[FEATURE_UPPER_CASE] = share(facts->n_upper, n);
	for (uint64_t rest = facts->markers; rest; rest &= rest - 1)
		x[FEATURE_MARKER + __builtin_ctzll(rest)] = 1;
}

static void of_chains(const struct view *view, size_t i, float *x)
{
	const struct chains *chains = &view->chains;
	const struct sentence *sentence = &view->layers->sentences[i];
	uint32_t first = chains->first[i], end = chains->first[i + 1];
	double weight = 0, n_first = 0;

	for (uint32_t k = first; k < end; k++) {
		const struct chain *chain = &chains->chains[chains->mentions[k].chain];
		bool is_again = k > first && chains->mentions[k].chain == chains->mentions[k - 1].chain;

		if (!is_again)
			weight += chain->n_mentions;
		n_first += chain->first_sentence == i;
		if (chains->mentions[k].chain == view->main_chain)
			x[FEATURE_MAIN_CHAIN] = 1;
	}
	x[FEATURE_MENTIONS] = at_most_1((end - first) / 6.0);
	x[FEATURE_CHAIN_WEIGHT] = at_most_1(share(weight, view->n_mentions));
	x[FEATURE_FIRST_MENTIONS] = at_most_1(n_first / 5);
	x[FEATURE_VALUES] = at_most_1(chains->n_values[i] / 3.0);
	x[FEATURE_REFERENCE_OPENS] = first < end && !chains->mentions[first].is_name &&
	                             chains->mentions[first].begin == sentence->begin;
	x[FEATURE_QUOTE_ROWS] = at_most_1(share(view->quoted[i], sentence->end - sentence->begin));
}

void features_of(const struct view *view, size_t i, float vector[FEATURE_COUNT])
{
	memset(vector, 0, FEATURE_COUNT * sizeof *vector);
	of_place(view, i, vector);
	of_length(&view->terms.facts[i], vector);
	features_expected(&view->importance, i, vector);
	of_content(view, i, vector);
	of_reading(&view->terms.facts[i], vector);
	vector[FEATURE_FLAGGED] = view->is_flagged[i];
	of_chains(view, i, vector);
}
