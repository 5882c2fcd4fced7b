/* Tests of filters/summarize/importance.h: the facts of words, knots, probabilities. */
#include <criterion/criterion.h>
#include <math.h>

#include "filters/summarize/importance.h"

/* Three sentences, the second of them no candidate: "storm hit Storm" / "storm" / "town hit". */
enum { STORM, HIT, TOWN, W };
static struct form items[W] = { { .term = 0 }, { .term = TERMS_NONE }, { .term = 1 } };
static struct running running[] = {
	{ .form = STORM, .len = 5, .flags = RUNNING_UPPER }, { .form = HIT, .len = 3 },
	{ .form = STORM, .len = 5, .flags = RUNNING_CAPITAL | RUNNING_UPPER },
	{ .form = STORM, .len = 5 }, { .form = TOWN, .len = 4, .flags = RUNNING_DIGIT },
	{ .form = HIT, .len = 3 },
};
static uint32_t running_first[] = { 0, 3, 4, 6 };
static float idf[] = { 5, 4.5f };
static const struct terms terms = {
	.n_sentences = 3, .running = running, .running_first = running_first, .forms = { .items = items, .n = W },
	.n_terms = 2, .idf = idf,
};
static const uint32_t place_of[] = { 0, 1, 1 };
static const bool is_candidate[] = { true, false, true }, in_title[] = { true, false };

static struct importance count(struct arena *arena)
{
	struct importance importance;

	importance_count(&terms, is_candidate, in_title, place_of, 1, arena, &importance);
	return importance;
}

Test(importance, counts_what_candidates_say)
{
	struct arena arena = { 0 };
	struct importance it = count(&arena);
	const struct word_facts *storm = &it.facts[STORM], *town = &it.facts[TOWN];

	cr_expect_eq(it.n_words, W);
	cr_expect_eq(it.n_candidates, 2);
	cr_expect_eq(it.n_running, 5, "a sentence that is no candidate counts for nothing");
	cr_expect_eq(storm->count, 2);
	cr_expect_eq(storm->spread, 1);
	cr_expect_eq(storm->n_capital, 1, "the first word's capital tells nothing");
	cr_expect_float_eq(storm->harmonic, 2, 1e-6);
	cr_expect_float_eq(it.facts[HIT].harmonic, 1.5, 1e-6, "half in the second candidate");
	cr_expect_eq(it.facts[HIT].spread, 2);
	cr_expect_eq(town->first, 4);
	cr_expect(town->has_digit && !town->is_in_title && storm->is_in_title);
	cr_expect(it.first[1] == 2 && it.first[2] == 2 && it.first[3] == 4, "each word once in a sentence");
	arena_free(&arena);
}

Test(importance, of_several_documents_each_counts_its_part)
{
	static const uint32_t leads[] = { 0, 1, 0 };
	struct arena arena = { 0 };
	struct importance it;

	importance_count(&terms, is_candidate, in_title, leads, 2, &arena, &it);
	cr_expect_float_eq(it.facts[HIT].harmonic, 1, 1e-6, "in the lead of both");
	cr_expect_float_eq(it.facts[TOWN].harmonic, 0.5, 1e-6, "in the lead of one");
	arena_free(&arena);
}

/* What a vector has of the knots [first, last]: the place between them, or -1. */
static double place(const struct importance_vector *vector, size_t first, size_t last)
{
	double sum = 0, share = 0;

	for (size_t k = 0; k < vector->n; k++) {
		if (vector->at[k] < first || vector->at[k] > last)
			continue;
		share += vector->x[k];
		sum += vector->x[k] * (double)(vector->at[k] - first);
	}
	return share > 0 ? sum / share : -1;
}

Test(importance, facts_stand_between_knots)
{
	struct arena arena = { 0 };
	struct importance it = count(&arena);
	struct importance_vector storm, hit;

	importance_vector(&it, STORM, &storm);
	importance_vector(&it, HIT, &hit);
	cr_expect_float_eq(place(&storm, WORD_harmonic, WORD_harmonic_last), 9, 1e-6, "2 is 2^(9 - 8)");
	cr_expect_float_eq(place(&hit, WORD_harmonic, WORD_harmonic_last), 8.5, 1e-6);
	cr_expect_float_eq(place(&storm, WORD_count, WORD_count_last), 1, 1e-6);
	cr_expect_float_eq(place(&storm, WORD_capital, WORD_capital_last), 1, 1e-6);
	cr_expect_float_eq(place(&storm, WORD_idf, WORD_idf_last), 5, 1e-6);
	cr_expect_float_eq(place(&storm, WORD_text, WORD_text_last), 0, 1e-6, "below the first knot");
	cr_expect_eq(place(&hit, WORD_idf, WORD_idf_last), -1, "a stop word has no idf");
	cr_expect_eq(place(&hit, WORD_stop, WORD_stop_last), 0);
	cr_expect_eq(place(&storm, WORD_title, WORD_title_last), 0);
	arena_free(&arena);
}

Test(importance, weights_make_probabilities_and_sentences_sum_them)
{
	static struct importance_model model;
	struct arena arena = { 0 };
	struct importance it = count(&arena);
	double words, pairs, p = 1 / (1 + exp(-2.0));

	model.weight[AIM_ONE][WORD_title] = 2;
	importance_weigh(&model, AIM_ONE, &it);
	cr_expect_float_eq(it.value[STORM], p, 1e-6);
	cr_expect_float_eq(it.value[TOWN], 0.5, 1e-6);
	importance_expect(&it, 0, &words, &pairs);
	cr_expect_float_eq(words, p + 0.5, 1e-6, "a word counts once");
	cr_expect_float_eq(pairs, 2 * p * 0.5, 1e-6, "each pair of neighbours counts");
	importance_weigh(&model, AIM_SEVERAL, &it);
	cr_expect_float_eq(it.value[STORM], 0.5, 1e-6, "each aim has weights of its own");
	arena_free(&arena);
}

Test(importance, a_probability_is_that_of_the_vector)
{
	static struct importance_model model;
	struct arena arena = { 0 };
	struct importance it = count(&arena);

	for (size_t i = 0; i < IMPORTANCE_WEIGHTS; i++)
		model.weight[AIM_ONE][i] = (float)(i * 37 % 11) / 20 - 0.25f;
	importance_weigh(&model, AIM_ONE, &it);
	for (uint32_t w = 0; w < W; w++) {
		struct importance_vector vector;
		double sum = 0;

		importance_vector(&it, w, &vector);
		for (size_t k = 0; k < vector.n; k++)
			sum += model.weight[AIM_ONE][vector.at[k]] * vector.x[k];
		cr_expect_float_eq(it.value[w], 1 / (1 + exp(-sum)), 1e-6, "word %u", w);
	}
	arena_free(&arena);
}

Test(importance, names_of_weights)
{
	struct arena arena = { 0 };
	const char *const *names = importance_names(&arena);

	cr_expect_str_eq(names[WORD_harmonic], "harmonic-0");
	cr_expect_str_eq(names[WORD_harmonic_last], "harmonic-11");
	cr_expect_str_eq(names[WORD_title], "title");
	cr_expect_str_eq(names[WORD_marker], "word-the");
	for (size_t i = 0; i < IMPORTANCE_WEIGHTS; i++)
		cr_assert_not_null(names[i]);
	arena_free(&arena);
}
