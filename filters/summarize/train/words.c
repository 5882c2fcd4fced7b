/*
 * words.c: the vectors are made anew in each round: that is cheaper than the memory for them.
 */
#include <math.h>

#include "filters/summarize/train/descent.h"
#include "filters/summarize/train/words.h"

enum { STEPS = 120 };

#define L2 1e-5

/* Adds one document's loss and gradient. */
static double add_gradient(const struct word_lesson *lesson, const struct descent *weights,
                           double *gradient)
{
	struct importance_vector vector;
	double loss = 0;

	for (uint32_t w = 0; w < lesson->importance->n_words; w++) {
		double sum = 0, error;

		if (lesson->importance->facts[w].count == 0)
			continue;
		importance_vector(lesson->importance, w, &vector);
		for (size_t k = 0; k < vector.n; k++)
			sum += weights[vector.at[k]].weight * vector.x[k];
		loss += lesson->weight * log1p(exp(lesson->is_shared[w] ? -sum : sum));
		error = lesson->weight * (1 / (1 + exp(-sum)) - lesson->is_shared[w]);
		for (size_t k = 0; k < vector.n; k++)
			gradient[vector.at[k]] += error * vector.x[k];
	}
	return loss;
}

static double total_weight(const struct word_lesson *lessons, size_t n)
{
	double total = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t w = 0; w < lessons[i].importance->n_words; w++)
			total += lessons[i].importance->facts[w].count ? lessons[i].weight : 0;
	}
	return total;
}

double words_fit(const struct word_lesson *lessons, size_t n, float weights[IMPORTANCE_WEIGHTS])
{
	struct descent descent[IMPORTANCE_WEIGHTS];
	double total = total_weight(lessons, n), loss = 0;

	for (size_t i = 0; i < IMPORTANCE_WEIGHTS; i++)
		descent[i] = (struct descent){ 0, DESCENT_START, 0 };
	for (size_t step = 0; step < STEPS; step++) {
		double gradient[IMPORTANCE_WEIGHTS] = { 0 };

		loss = 0;
		for (size_t i = 0; i < n; i++)
			loss += add_gradient(&lessons[i], descent, gradient);
		loss /= total;
		for (size_t i = 0; i < IMPORTANCE_WEIGHTS; i++)
			gradient[i] = gradient[i] / total + L2 * descent[i].weight;
		descent_step(descent, IMPORTANCE_WEIGHTS, gradient);
	}
	for (size_t i = 0; i < IMPORTANCE_WEIGHTS; i++)
		weights[i] = (float)descent[i].weight;
	return loss;
}
