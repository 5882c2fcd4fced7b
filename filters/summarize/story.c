/*
 * story.c: joining, scoring, choosing.
 */
#include <stdlib.h>

#include "story.h"

/* --- joining --------------------------------------------------------------------------------- */

/* By time; those without one last. Equal ones by place, which `first` holds until they are joined. */
static int compare_sources(const void *a, const void *b)
{
	const struct story_source *x = a, *y = b;
	size_t n = x->published.len < y->published.len ? x->published.len : y->published.len;
	int order = n ? memcmp(x->published.at, y->published.at, n) : 0;

	if ((x->published.len == 0) != (y->published.len == 0))
		return x->published.len == 0 ? 1 : -1;
	if (order)
		return order;
	if (x->published.len != y->published.len) /* a day is before its hours */
		return x->published.len < y->published.len ? -1 : 1;
	return (x->first > y->first) - (x->first < y->first);
}

/* All sentences, one source after the other. */
static struct sentence *join_sentences(struct story *story, struct arena *arena)
{
	struct sentence *sentences = arena_array(arena, struct sentence, story->n_sentences);
	uint32_t n_paragraphs = 0; /* no two sources share one: quotation ends with it */

	for (size_t d = 0; d < story->n_sources; d++) {
		const struct layers *layers = story->sources[d].layers;
		struct sentence *to = sentences + story->sources[d].first;

		for (size_t i = 0; i < layers->n_sentences; i++) {
			to[i] = layers->sentences[i];
			to[i].par += n_paragraphs;
		}
		if (layers->n_sentences)
			n_paragraphs = to[layers->n_sentences - 1].par + 1;
	}
	return sentences;
}

/* Where each candidate stands in its own document, and which terms a title has. */
static void join_views(struct lexemes *lexemes, const struct story *story, struct terms *terms,
                       bool *is_candidate, uint32_t *place, bool *in_title, struct arena *arena)
{
	for (size_t d = 0; d < story->n_sources; d++) {
		const struct story_source *source = &story->sources[d];
		size_t n = source->layers->n_sentences, n_distinct, n_found;
		uint32_t *found;

		if (n) {
			memcpy(is_candidate + source->first, source->view.is_candidate, n * sizeof *is_candidate);
			memcpy(place + source->first, source->view.place, n * sizeof *place);
		}
		n_found = terms_find(lexemes->lexicon, terms, source->around.title, arena, &found, &n_distinct);
		for (size_t k = 0; k < n_found; k++)
			in_title[found[k]] = true;
	}
}

/* Of sentences with the same text the first one is the candidate. */
static void drop_repeated(const struct sentence *sentences, size_t n, bool *is_candidate,
                          struct arena *arena)
{
	struct index seen = { .arena = arena };

	for (size_t i = 0; i < n; i++) {
		bool is_new;

		if (!is_candidate[i])
			continue;
		index_put(&seen, sentences[i].text, 0, &is_new);
		is_candidate[i] = is_new;
	}
}

/* Which sentences have each term. */
static void index_terms(struct story *story, const struct terms *terms, struct arena *arena)
{
	uint32_t *first = arena_zeroed(arena, (terms->n_terms + 2) * sizeof *first), *next = first + 1;

	for (size_t t = 0; t < terms->n_terms; t++)
		next[t + 1] = next[t] + terms->spread[t];
	story->first_with = first;
	story->with = arena_array(arena, uint32_t, next[terms->n_terms]);
	for (uint32_t s = 0; s < story->n_sentences; s++) {
		for (uint32_t k = terms->first[s]; k < terms->first[s + 1]; k++)
			story->with[next[terms->term[k]]++] = s;
	}
}

static void join(struct lexemes *lexemes, struct story *story, struct arena *arena)
{
	struct sentence *sentences = join_sentences(story, arena);
	size_t n = story->n_sentences;
	struct terms *terms = arena_alloc(arena, sizeof *terms);
	bool *is_candidate = arena_zeroed(arena, n);
	uint32_t *place = arena_array(arena, uint32_t, n);
	bool *in_title;

	terms_read(lexemes, sentences, n, arena, terms);
	in_title = arena_zeroed(arena, terms->n_terms);
	join_views(lexemes, story, terms, is_candidate, place, in_title, arena);
	story->importance = arena_alloc(arena, sizeof *story->importance);
	importance_count(terms, is_candidate, in_title, place, story->n_sources, arena, story->importance);
	drop_repeated(sentences, n, is_candidate, arena);
	index_terms(story, terms, arena);
	story->terms = terms;
	story->is_candidate = is_candidate;
}

void story_read(struct lexemes *lexemes, struct story_source *sources, size_t n, enum layer_level most,
                struct arena *arena, struct story *story)
{
	*story = (struct story){ .sources = sources, .n_sources = n };
	for (size_t d = 0; d < n; d++) {
		struct story_source *source = &sources[d];

		features_view(lexemes, source->layers, &source->around, most, arena, &source->view);
		openings_read(&source->view, arena, &source->openings);
		source->first = (uint32_t)d;
		story->n_sentences += source->layers->n_sentences;
	}
	qsort(sources, n, sizeof *sources, compare_sources);
	story->source = arena_array(arena, uint32_t, story->n_sentences);
	for (size_t d = 0, first = 0; d < n; d++) {
		sources[d].first = (uint32_t)first;
		for (size_t i = 0; i < sources[d].layers->n_sentences; i++)
			story->source[first++] = (uint32_t)d;
	}
	if (n == 1) {
		story->terms = &sources->view.terms;
		story->importance = &sources->view.importance;
		story->is_candidate = sources->view.is_candidate;
	} else {
		join(lexemes, story, arena);
	}
}

/* --- scores ---------------------------------------------------------------------------------- */

void story_vector(const struct story *story, uint32_t sentence, float vector[FEATURE_COUNT])
{
	const struct story_source *source = &story->sources[story->source[sentence]];

	features_of(&source->view, sentence - source->first, vector);
	features_expected(story->importance, sentence, vector);
}

static void score_source(const struct story_request *request, const struct story *story,
                         const struct story_source *source, struct arena *arena, double *scores,
                         struct story_parts *parts)
{
	const struct lexicon *lexicon = source->view.lexicon;
	const float *weights = request->ranker->weight[story_aim(request)];
	struct query query;

	if (request->query.len)
		rank_query(lexicon, &source->view, request->query, arena, &query);
	for (uint32_t i = 0; i < source->layers->n_sentences; i++) {
		uint32_t sentence = source->first + i;
		float vector[FEATURE_COUNT];

		if (!story->is_candidate[sentence])
			continue;
		story_vector(story, sentence, vector);
		scores[sentence] = rank_score(weights, vector);
		if (request->query.len)
			parts[sentence].query = rank_query_part(&source->view, &query, i);
	}
}

/* The limits, with what they need to know of the sentences. */
static void set_limits(const struct story_request *request, const struct story *story,
                       struct arena *arena, struct choosing *choosing)
{
	bool counts_words = request->budget.words < SIZE_MAX || request->ratio > 0;
	uint32_t *n_words = arena_zeroed(arena, story->n_sentences * sizeof *n_words);
	uint32_t *n_bytes = arena_array(arena, uint32_t, story->n_sentences);
	size_t n_all = 0, share;

	for (uint32_t s = 0; s < story->n_sentences; s++) {
		const struct story_source *source = &story->sources[story->source[s]];
		struct str text = source->layers->sentences[s - source->first].text;

		n_words[s] = counts_words ? select_count_words(text) : 0;
		n_bytes[s] = (uint32_t)text.len;
		n_all += story->is_candidate[s] ? n_words[s] : 0;
	}
	choosing->n_words = n_words;
	choosing->n_bytes = n_bytes;
	choosing->budget = request->budget;
	share = (size_t)(request->ratio * (double)n_all);
	if (request->ratio > 0 && share < choosing->budget.words)
		choosing->budget.words = share;
}

/* Which sentence each one needs, counting all sentences. */
static uint32_t *find_needs(const struct story *story, struct arena *arena)
{
	uint32_t *needs = arena_array(arena, uint32_t, story->n_sentences);

	for (uint32_t s = 0; s < story->n_sentences; s++) {
		const struct story_source *source = &story->sources[story->source[s]];
		uint32_t other = source->openings.needs[s - source->first];

		needs[s] = other == SELECT_NONE || !story->is_candidate[source->first + other] ?
		                   SELECT_NONE :
		                   source->first + other;
	}
	return needs;
}

/* From ranks in the story to ranks among the choices of the same source. */
static void rank_in_sources(const struct story *story, struct choice *choices, size_t n,
                            struct arena *arena)
{
	uint32_t *rank = arena_zeroed(arena, story->n_sources * sizeof *rank);
	struct choice **order = arena_items(arena, n, sizeof *order);

	for (size_t k = 0; k < n; k++)
		order[choices[k].rank - 1] = &choices[k];
	for (size_t k = 0; k < n; k++)
		order[k]->rank = ++rank[story->source[order[k]->sentence]];
}

size_t story_choose(const struct story_request *request, struct story *story, struct arena *arena,
                    struct choice **choices, struct story_parts **parts)
{
	const bool *is_known = known_terms(request->known, story->terms, arena);
	double *scores = arena_zeroed(arena, story->n_sentences * sizeof *scores);
	struct choosing choosing = { .importance = story->importance, .is_candidate = story->is_candidate,
		                     .scores = scores };
	size_t n;

	*parts = arena_zeroed(arena, story->n_sentences * sizeof **parts);
	importance_weigh(request->importance, story_aim(request), story->importance);
	for (size_t d = 0; d < story->n_sources; d++)
		score_source(request, story, &story->sources[d], arena, scores, *parts);
	for (size_t s = 0; s < story->n_sentences; s++) {
		(*parts)[s].known = known_part(story->terms, is_known, s);
		scores[s] += (*parts)[s].query - (*parts)[s].known;
	}
	set_limits(request, story, arena, &choosing);
	choosing.needs = find_needs(story, arena);
	choosing.redundancy =
	        rank_redundancy(request->ranker->weight[story_aim(request)]);
	if (story->n_sources > 1)
		choosing.redundancy *= STORY_REDUNDANCY;
	n = select_sentences(&choosing, arena, choices);
	rank_in_sources(story, *choices, n, arena);
	return n;
}

/* --- who says the same ----------------------------------------------------------------------- */

static double weight_of(const struct terms *terms, uint32_t term)
{
	return (double)terms->idf[term] * terms->idf[term];
}

/* The content that sentence b has of a's, as a share. */
static double shared_content(const struct terms *terms, uint32_t a, uint32_t b)
{
	double all = 0, shared = 0;

	for (uint32_t k = terms->first[a]; k < terms->first[a + 1]; k++) {
		uint32_t at = terms->first[b];

		while (at < terms->first[b + 1] && terms->term[at] != terms->term[k])
			at++;
		all += weight_of(terms, terms->term[k]);
		shared += at < terms->first[b + 1] ? weight_of(terms, terms->term[k]) : 0;
	}
	return all > 0 ? shared / all : 0;
}

/* Whether the term is one of the few heaviest of the sentence. */
static bool is_heavy(const struct terms *terms, uint32_t sentence, uint32_t term)
{
	enum { HEAVY = 4 };
	size_t n_heavier = 0;

	for (uint32_t k = terms->first[sentence]; k < terms->first[sentence + 1]; k++)
		n_heavier += terms->idf[terms->term[k]] > terms->idf[term];
	return n_heavier < HEAVY;
}

size_t story_confirm(const struct story *story, uint32_t sentence, struct arena *arena, uint32_t **sources)
{
	enum { MANY = 256 }; /* sentences that have a term: it tells no story from another */
	const struct terms *terms = story->terms;
	bool *confirms = arena_zeroed(arena, story->n_sources);
	size_t n = 0;

	*sources = arena_array(arena, uint32_t, story->n_sources);
	for (uint32_t k = terms->first[sentence]; story->with && k < terms->first[sentence + 1]; k++) {
		uint32_t term = terms->term[k];

		if (terms->spread[term] > MANY || !is_heavy(terms, sentence, term))
			continue;
		for (uint32_t p = story->first_with[term]; p < story->first_with[term + 1]; p++) {
			bool *it = &confirms[story->source[story->with[p]]];

			*it = *it || shared_content(terms, sentence, story->with[p]) >= 0.5;
		}
	}
	for (uint32_t d = 0; d < story->n_sources; d++) {
		if (confirms[d] && d != story->source[sentence])
			(*sources)[n++] = d;
	}
	return n;
}
