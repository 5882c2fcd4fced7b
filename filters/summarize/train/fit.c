/*
 * fit.c: oracle, loss and gradient, descent.
 */
#include <math.h>

#include "filters/summarize/train/fit.h"

/* The sentences of a list joined in text order: [chosen] and one more. */
static struct rouge_text join(const struct rouge_text *sentences, const size_t *chosen,
                              size_t n_chosen, size_t more, struct arena *arena)
{
	struct rouge_text all = { NULL, sentences[more].n };

	for (size_t k = 0; k < n_chosen; k++)
		all.n += sentences[chosen[k]].n;
	all.words = arena_array(arena, uint32_t, all.n + 1);
	all.n = 0;
	for (size_t k = 0, done = 0; k <= n_chosen; k++) {
		size_t next = SIZE_MAX;

		if (!done && (k == n_chosen || more < chosen[k])) {
			memcpy(all.words + all.n, sentences[more].words,
			       sentences[more].n * sizeof *all.words);
			all.n += sentences[more].n;
			done = 1;
		}
		if (k < n_chosen)
			next = chosen[k];
		if (next != SIZE_MAX) {
			memcpy(all.words + all.n, sentences[next].words,
			       sentences[next].n * sizeof *all.words);
			all.n += sentences[next].n;
		}
	}
	return all;
}

static double agreement(struct rouge_text summary, struct rouge_text reference, struct arena *scratch)
{
	return rouge_n(summary, reference, 1, scratch).f + rouge_n(summary, reference, 2, scratch).f;
}

static void insert(size_t *chosen, size_t n, size_t sentence)
{
	while (n > 0 && chosen[n - 1] > sentence) {
		chosen[n] = chosen[n - 1];
		n--;
	}
	chosen[n] = sentence;
}

bool fit_targets(const struct rouge_text *sentences, size_t n, struct rouge_text reference,
                 size_t n_best, double *target, size_t *chosen, size_t *n_chosen,
                 struct arena *scratch)
{
	double reached = 0, sum = 0;

	*n_chosen = 0;
	for (size_t i = 0; i < n; i++)
		target[i] = 0;
	while (*n_chosen < n_best) {
		double best = reached;
		size_t best_sentence = SIZE_MAX;

		for (size_t i = 0; i < n; i++) {
			struct arena_mark mark = arena_mark(scratch);
			double value;

			if (target[i] > 0)
				continue;
			value = agreement(join(sentences, chosen, *n_chosen, i, scratch), reference, scratch);
			arena_release(scratch, mark);
			if (value > best) {
				best = value;
				best_sentence = i;
			}
		}
		if (best_sentence == SIZE_MAX)
			break;
		target[best_sentence] = best - reached;
		reached = best;
		insert(chosen, (*n_chosen)++, best_sentence);
	}
	for (size_t i = 0; i < n; i++)
		sum += target[i];
	for (size_t i = 0; sum > 0 && i < n; i++)
		target[i] /= sum;
	return sum > 0;
}

static double score(const float *vector, const double *weights)
{
	double sum = 0;

	for (size_t f = 0; f < FEATURE_COUNT; f++)
		sum += weights[f] * vector[f];
	return sum;
}

/* Adds one document's loss and gradient. */
static double add_gradient(const struct example *example, const double *weights, double *gradient)
{
	double most = -INFINITY, sum = 0, loss = 0;

	for (size_t i = 0; i < example->n; i++)
		most = fmax(most, score(example->vectors + i * FEATURE_COUNT, weights));
	for (size_t i = 0; i < example->n; i++)
		sum += exp(score(example->vectors + i * FEATURE_COUNT, weights) - most);
	for (size_t i = 0; i < example->n; i++) {
		const float *vector = example->vectors + i * FEATURE_COUNT;
		double value = score(vector, weights) - most, p = exp(value) / sum;

		loss -= example->target[i] * (value - log(sum));
		for (size_t f = 0; f < FEATURE_COUNT; f++)
			gradient[f] += example->weight * (p - example->target[i]) * vector[f];
	}
	return example->weight * loss;
}

double fit_weights(const struct example *examples, size_t n, const struct fit_options *options,
                   float weights[FEATURE_COUNT])
{
	double w[FEATURE_COUNT] = { 0 }, step[FEATURE_COUNT], before[FEATURE_COUNT] = { 0 }, loss = 0;
	double total = 0;

	for (size_t f = 0; f < FEATURE_COUNT; f++)
		step[f] = 0.02;
	for (size_t k = 0; k < n; k++)
		total += examples[k].weight;
	for (size_t round = 0; round < options->steps; round++) {
		double gradient[FEATURE_COUNT] = { 0 };

		loss = 0;
		for (size_t k = 0; k < n; k++)
			loss += add_gradient(&examples[k], w, gradient);
		loss /= total;
		for (size_t f = 0; f < FEATURE_COUNT; f++) {
			double slope = gradient[f] / total + options->l2 * w[f];

			loss += options->l2 * w[f] * w[f] / 2;
			if (slope * before[f] > 0)
				step[f] = fmin(step[f] * 1.2, 1);
			else if (slope * before[f] < 0)
				step[f] = fmax(step[f] * 0.5, 1e-6);
			if (slope * before[f] >= 0)
				w[f] -= slope > 0 ? step[f] : slope < 0 ? -step[f] : 0;
			before[f] = slope * before[f] < 0 ? 0 : slope;
		}
	}
	for (size_t f = 0; f < FEATURE_COUNT; f++)
		weights[f] = (float)w[f];
	return loss;
}
