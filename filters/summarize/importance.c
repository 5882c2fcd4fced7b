/*
 * importance.c: one pass for the facts, one for the probabilities.
 */
#include <math.h>

#include "importance.h"

enum {
#define SCALE(name, knots, low) LOW_##name = low,
	WORD_SCALES(SCALE)
#undef SCALE
};

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
                      struct arena *arena, struct importance *importance)
{
	size_t n_sentences = terms->n_sentences, n_words = terms->form_index.n_keys;

	*importance = (struct importance){
		.terms = terms,
		.n_words = n_words,
		.facts = arena_zeroed(arena, n_words * sizeof *importance->facts),
		.first = arena_zeroed(arena, (n_sentences + 1) * sizeof *importance->first),
		.word = arena_array(arena, uint32_t, terms->running_first[n_sentences]),
		.value = arena_zeroed(arena, n_words * sizeof *importance->value),
	};
	for (uint32_t i = 0; i < n_sentences; i++) {
		float weight = 1.0f / (float)(importance->n_candidates + 1);

		importance->first[i + 1] = importance->first[i];
		if (!is_candidate[i])
			continue;
		importance->n_candidates++;
		for (uint32_t k = terms->running_first[i]; k < terms->running_first[i + 1]; k++)
			count_word(importance, &terms->running[k], i + 1, weight);
	}
	for (size_t w = 0; w < n_words; w++) {
		uint32_t term = terms->forms[w].term;

		importance->facts[w].is_in_title = term != TERMS_NONE && in_title[term];
	}
}

/* --- probabilities --------------------------------------------------------------------------- */

static void add(struct importance_vector *vector, size_t at, float x)
{
	vector->at[vector->n] = (uint16_t)at;
	vector->x[vector->n++] = x;
}

/* A fact between two of the knots [first, last]; `place` counts them from 0. */
static void add_scaled(struct importance_vector *vector, size_t first, size_t last, float place)
{
	float most = (float)(last - first);
	size_t knot;

	place = place < 0 ? 0 : place > most ? most : place;
	knot = (size_t)place;
	add(vector, first + knot, 1 - (place - (float)knot));
	if (place > (float)knot)
		add(vector, first + knot + 1, place - (float)knot);
}

void importance_vector(const struct importance *importance, uint32_t word,
                       struct importance_vector *vector)
{
	const struct word_facts *facts = &importance->facts[word];
	const struct form *form = &importance->terms->forms[word];
	float count = (float)facts->count;

	vector->n = 0;
#define SCALE(name, value) \
	add_scaled(vector, WORD_##name, WORD_##name##_last, log2_linear(value) - LOW_##name)
	SCALE(harmonic, facts->harmonic);
	SCALE(count, count);
	SCALE(share, count / (float)importance->n_running);
	SCALE(spread, (float)facts->spread / (float)importance->n_candidates);
	SCALE(first, (float)facts->first);
	SCALE(text, (float)importance->n_running);
	SCALE(letters, facts->letters);
#undef SCALE
	add_scaled(vector, WORD_capital, WORD_capital_last, 2 * (float)facts->n_capital / count);
	if (form->term == TERMS_NONE)
		add(vector, WORD_stop, 1);
	else
		add_scaled(vector, WORD_idf, WORD_idf_last, importance->terms->idf[form->term]);
	if (facts->has_digit)
		add(vector, WORD_digit, 1);
	if (facts->is_in_title)
		add(vector, WORD_title, 1);
	if (form->marker)
		add(vector, WORD_marker + (size_t)__builtin_ctzll(form->marker), 1);
}

void importance_weigh(const struct importance_model *model, enum rank_aim aim,
                      struct importance *importance)
{
	struct importance_vector vector;

	for (uint32_t w = 0; w < importance->n_words; w++) {
		float sum = 0;

		if (importance->facts[w].count == 0)
			continue;
		importance_vector(importance, w, &vector);
		for (size_t k = 0; k < vector.n; k++)
			sum += model->weight[aim][vector.at[k]] * vector.x[k];
		importance->value[w] = 1 / (1 + expf(-sum));
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
	static const struct {
		const char *name;
		size_t n_knots;
	} scales[] = {
#define SCALE(name, knots, low) { #name, knots },
		WORD_SCALES(SCALE)
#undef SCALE
	};
	static const char *const markers[] = {
#define MARKER(name) "word-" #name,
		MARKER_WORDS(MARKER)
#undef MARKER
	};
	const char **names = arena_array(arena, const char *, IMPORTANCE_WEIGHTS);
	struct buf name = { 0 };
	size_t n = 0;

	for (size_t s = 0; s < sizeof scales / sizeof *scales; s++) {
		for (size_t k = 0; k < scales[s].n_knots; k++) {
			buf_clear(&name);
			buf_printf(&name, scales[s].n_knots > 1 ? "%s-%zu" : "%s", scales[s].name, k);
			names[n++] = arena_str(arena, buf_str(&name)).at;
		}
	}
	for (size_t m = 0; m < MARKERS; m++)
		names[n++] = markers[m];
	buf_free(&name);
	return names;
}
