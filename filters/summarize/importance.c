/*
 * importance.c: one pass for the facts, one for the probabilities.
 */
#include <math.h>

#include "importance.h"

/* log2 of a positive number, linear between powers of two: exact where the knots stand. */
static float log2_linear(float x)
{
	uint32_t bits;

	memcpy(&bits, &x, sizeof bits);
	return (float)bits / (1 << 23) - 127;
}

/* --- facts ----------------------------------------------------------------------------------- */

static void count_word(struct importance *importance, const struct running *running,
                       uint32_t sentence, float weight)
{
	struct word_facts *facts = &importance->facts[running->form];

	importance->n_running++;
	if (facts->count++ == 0) {
		facts->first = (uint32_t)importance->n_running;
		facts->letters = running->len;
		facts->has_digit = running->flags & RUNNING_DIGIT;
	}
	facts->harmonic += weight;
	facts->n_capital += running->flags & RUNNING_CAPITAL;
	if (facts->last_sentence == sentence)
		return;
	facts->last_sentence = sentence;
	facts->spread++;
	importance->word[importance->first[sentence]++] = running->form;
}

void importance_count(const struct terms *terms, const bool *is_candidate, const bool *in_title,
                      const uint32_t *place, size_t n_documents, struct arena *arena,
                      struct importance *importance)
{
	size_t n_sentences = terms->n_sentences, n_words = terms->forms.n;

	*importance = (struct importance){
		.terms = terms,
		.n_words = n_words,
		.facts = arena_zeroed(arena, n_words * sizeof *importance->facts),
		.first = arena_zeroed(arena, (n_sentences + 1) * sizeof *importance->first),
		.word = arena_array(arena, uint32_t, terms->running_first[n_sentences]),
		.value = arena_zeroed(arena, n_words * sizeof *importance->value),
	};
	for (uint32_t i = 0; i < n_sentences; i++) {
		importance->first[i + 1] = importance->first[i];
		if (!is_candidate[i])
			continue;
		importance->n_candidates++;
		for (uint32_t k = terms->running_first[i]; k < terms->running_first[i + 1]; k++)
			count_word(importance, &terms->running[k], i + 1,
			           1 / ((float)n_documents * (float)(place[i] + 1)));
	}
	for (size_t w = 0; w < n_words; w++) {
		uint32_t term = terms->forms.items[w].term;

		importance->facts[w].is_in_title = term != TERMS_NONE && in_title[term];
	}
}

/* --- probabilities --------------------------------------------------------------------------- */

enum scale {
#define SCALE(name, knots, low) SCALE_##name,
	WORD_SCALES(SCALE)
#undef SCALE
	SCALES
};

/* Where the weights of each scale begin, how many knots follow the first, where that one stands. */
static const struct {
	const char *name;
	size_t first, n_more;
	float low;
} scales[SCALES] = {
#define SCALE(name, knots, low) { #name, WORD_##name, (knots) - 1, low },
	WORD_SCALES(SCALE)
#undef SCALE
};

#define ABSENT (-100.0f) /* the place of a word that a scale does not speak of */

/* Where a word stands on each scale: knots and parts of the way to the next, from 0. */
static void find_places(const struct importance *importance, uint32_t word, float place[SCALES])
{
	const struct word_facts *facts = &importance->facts[word];
	uint32_t term = importance->terms->forms.items[word].term;
	float count = (float)facts->count;

	place[SCALE_harmonic] = log2_linear(facts->harmonic);
	place[SCALE_count] = log2_linear(count);
	place[SCALE_share] = log2_linear(count / (float)importance->n_running);
	place[SCALE_spread] = log2_linear((float)facts->spread / (float)importance->n_candidates);
	place[SCALE_first] = log2_linear((float)facts->first);
	place[SCALE_text] = log2_linear((float)importance->n_running);
	place[SCALE_letters] = log2_linear(facts->letters);
	place[SCALE_capital] = 2 * (float)facts->n_capital / count;
	place[SCALE_idf] = term == TERMS_NONE ? ABSENT : importance->terms->idf[term];
	place[SCALE_stop] = term == TERMS_NONE ? 0 : ABSENT;
	place[SCALE_digit] = facts->has_digit ? 0 : ABSENT;
	place[SCALE_title] = facts->is_in_title ? 0 : ABSENT;
	for (size_t s = 0; s < SCALES; s++) {
		float most = (float)scales[s].n_more;

		if (place[s] == ABSENT)
			continue;
		place[s] -= scales[s].low;
		place[s] = place[s] < 0 ? 0 : place[s] > most ? most : place[s];
	}
}

static void add(struct importance_vector *vector, size_t at, float x)
{
	vector->at[vector->n] = (uint16_t)at;
	vector->x[vector->n++] = x;
}

void importance_vector(const struct importance *importance, uint32_t word,
                       struct importance_vector *vector)
{
	uint64_t marker = importance->terms->forms.items[word].marker;
	float place[SCALES];

	find_places(importance, word, place);
	vector->n = 0;
	for (size_t s = 0; s < SCALES; s++) {
		size_t knot = (size_t)(place[s] < 0 ? 0 : place[s]);
		float part = place[s] - (float)knot;

		if (place[s] == ABSENT)
			continue;
		add(vector, scales[s].first + knot, 1 - part);
		if (part > 0)
			add(vector, scales[s].first + knot + 1, part);
	}
	if (marker)
		add(vector, WORD_marker + (size_t)__builtin_ctzll(marker), 1);
}

/* What a scale adds at a place. */
static float at_place(const float *weights, enum scale s, float place)
{
	float most = (float)scales[s].n_more;
	const float *at = weights + scales[s].first;
	size_t knot;

	place -= scales[s].low;
	place = place < 0 ? 0 : place > most ? most : place;
	knot = (size_t)place;
	place -= (float)knot;
	return place > 0 ? at[knot] + place * (at[knot + 1] - at[knot]) : at[knot];
}

/* Most words come once or a few times: what that adds is the same for all of them. */
enum { FEW = 16 };

struct weighing {
	const struct importance *importance;
	const float *weights;
	float of_count[FEW], of_spread[FEW]; /* of the scales count, share and text; of spread */
};

static float weigh_count(const struct weighing *it, uint32_t count)
{
	float n = (float)it->importance->n_running;

	return at_place(it->weights, SCALE_count, log2_linear((float)count)) +
	       at_place(it->weights, SCALE_share, log2_linear((float)count / n)) +
	       at_place(it->weights, SCALE_text, log2_linear(n));
}

static float weigh_spread(const struct weighing *it, uint32_t spread)
{
	float share = (float)spread / (float)it->importance->n_candidates;

	return at_place(it->weights, SCALE_spread, log2_linear(share));
}

/* The log odds of a word: the product of its vector and the weights. */
static float weigh(const struct weighing *it, uint32_t word)
{
	const struct word_facts *facts = &it->importance->facts[word];
	const struct form *form = &it->importance->terms->forms.items[word];
	const float *weights = it->weights;
	float sum = facts->count < FEW ? it->of_count[facts->count] : weigh_count(it, facts->count);

	sum += facts->spread < FEW ? it->of_spread[facts->spread] : weigh_spread(it, facts->spread);
	sum += at_place(weights, SCALE_harmonic, log2_linear(facts->harmonic));
	sum += at_place(weights, SCALE_first, log2_linear((float)facts->first));
	sum += at_place(weights, SCALE_letters, log2_linear(facts->letters));
	if (facts->n_capital)
		sum += at_place(weights, SCALE_capital, 2 * (float)facts->n_capital / (float)facts->count);
	else
		sum += weights[WORD_capital];
	if (form->term == TERMS_NONE)
		sum += weights[WORD_stop];
	else
		sum += at_place(weights, SCALE_idf, it->importance->terms->idf[form->term]);
	sum += facts->has_digit ? weights[WORD_digit] : 0;
	sum += facts->is_in_title ? weights[WORD_title] : 0;
	if (form->marker)
		sum += weights[WORD_marker + (size_t)__builtin_ctzll(form->marker)];
	return sum;
}

void importance_weigh(const struct importance_model *model, enum rank_aim aim,
                      struct importance *importance)
{
	struct weighing weighing = { .importance = importance, .weights = model->weight[aim] };

	if (importance->n_candidates == 0)
		return;
	for (uint32_t n = 1; n < FEW; n++) {
		weighing.of_count[n] = weigh_count(&weighing, n);
		weighing.of_spread[n] = weigh_spread(&weighing, n);
	}
	for (uint32_t w = 0; w < importance->n_words; w++) {
		if (importance->facts[w].count)
			importance->value[w] = 1 / (1 + expf(-weigh(&weighing, w)));
	}
}

void importance_expect(const struct importance *importance, size_t sentence, double *words,
                       double *pairs)
{
	const struct terms *terms = importance->terms;
	const struct running *running = terms->running + terms->running_first[sentence];
	size_t n = terms->running_first[sentence + 1] - terms->running_first[sentence];

	*words = *pairs = 0;
	for (uint32_t k = importance->first[sentence]; k < importance->first[sentence + 1]; k++)
		*words += importance->value[importance->word[k]];
	for (size_t k = 1; k < n; k++)
		*pairs += importance->value[running[k - 1].form] * importance->value[running[k].form];
}

/* --- names ----------------------------------------------------------------------------------- */

const char *const *importance_names(struct arena *arena)
{
	static const char *const markers[] = {
#define MARKER(name) "word-" #name,
		MARKER_WORDS(MARKER)
#undef MARKER
	};
	const char **names = arena_array(arena, const char *, IMPORTANCE_WEIGHTS);
	struct buf name = { 0 };
	size_t n = 0;

	for (size_t s = 0; s < SCALES; s++) {
		for (size_t k = 0; k <= scales[s].n_more; k++) {
			buf_clear(&name);
			buf_printf(&name, scales[s].n_more ? "%s-%zu" : "%s", scales[s].name, k);
			names[n++] = arena_str(arena, buf_str(&name)).at;
		}
	}
	for (size_t m = 0; m < MARKERS; m++)
		names[n++] = markers[m];
	buf_free(&name);
	return names;
}
