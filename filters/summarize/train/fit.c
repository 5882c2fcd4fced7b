/*
 * fit.c: oracle, targets, loss and gradient, descent.
 */
#include <math.h>

#include "filters/summarize/train/descent.h"
#include "filters/summarize/train/fit.h"

static void append(struct rouge_text *all, const struct rouge_text *sentence)
{
	memcpy(all->words + all->n, sentence->words, sentence->n * sizeof *all->words);
	all->n += sentence->n;
}

/* The sentences chosen[n] and, in its place among them, one more. */
static struct rouge_text join(const struct rouge_text *sentences, const size_t *chosen, size_t n,
                              size_t more, struct arena *arena)
{
	struct rouge_text all = { 0 };
	size_t n_words = more == SIZE_MAX ? 0 : sentences[more].n, k = 0;

	for (size_t i = 0; i < n; i++)
		n_words += sentences[chosen[i]].n;
	all.words = arena_array(arena, uint32_t, n_words + 1);
	for (; k < n && chosen[k] < more; k++)
		append(&all, &sentences[chosen[k]]);
	if (more != SIZE_MAX)
		append(&all, &sentences[more]);
	for (; k < n; k++)
		append(&all, &sentences[chosen[k]]);
	return all;
}

double fit_agreement(const struct rouge_text *sentences, const size_t *chosen, size_t n, size_t more,
                     struct rouge_text reference, struct arena *scratch)
{
	struct arena_mark mark = arena_mark(scratch);
	struct rouge_text all = join(sentences, chosen, n, more, scratch);
	double sum = rouge_n(all, reference, 1, scratch).f + rouge_n(all, reference, 2, scratch).f;

	arena_release(scratch, mark);
	return sum;
}

static bool is_among(const size_t *chosen, size_t n, size_t sentence)
{
	for (size_t k = 0; k < n; k++) {
		if (chosen[k] == sentence)
			return true;
	}
	return false;
}

static void insert(size_t *chosen, size_t n, size_t sentence)
{
	while (n > 0 && chosen[n - 1] > sentence) {
		chosen[n] = chosen[n - 1];
		n--;
	}
	chosen[n] = sentence;
}

size_t fit_oracle(const struct rouge_text *sentences, size_t n, struct rouge_text reference,
                  size_t most, size_t *chosen, struct arena *scratch)
{
	double reached = 0;
	size_t n_chosen = 0;

	while (n_chosen < most) {
		size_t best = SIZE_MAX;

		for (size_t i = 0; i < n; i++) {
			double value;

			if (is_among(chosen, n_chosen, i))
				continue;
			value = fit_agreement(sentences, chosen, n_chosen, i, reference, scratch);
			if (value > reached) {
				reached = value;
				best = i;
			}
		}
		if (best == SIZE_MAX)
			break;
		insert(chosen, n_chosen++, best);
	}
	return n_chosen;
}

void fit_targets(const double *values, size_t n, double temperature, float *target)
{
	double most = 0, sum = 0;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, values[i]);
	for (size_t i = 0; i < n; i++)
		sum += values[i] < 0 ? 0 : exp((values[i] - most) / temperature);
	for (size_t i = 0; i < n; i++)
		target[i] = (float)(values[i] < 0 ? -1 : exp((values[i] - most) / temperature) / sum);
}

static double score(const struct list *list, size_t i, const struct descent *weights)
{
	const float *vector = list->vectors + i * FEATURE_COUNT;
	double sum = weights[FEATURE_SAID].weight * list->said[i];

	for (size_t f = 0; f < FEATURE_SAID; f++)
		sum += weights[f].weight * vector[f];
	return sum;
}

/* Adds one list's loss and gradient. scores: room for C numbers. */
static double add_gradient(const struct list *list, const struct descent *weights, double *scores,
                           double *gradient)
{
	double most = -INFINITY, sum = 0, loss = 0;

	for (size_t i = 0; i < list->n; i++) {
		scores[i] = list->target[i] < 0 ? -INFINITY : score(list, i, weights);
		most = fmax(most, scores[i]);
	}
	for (size_t i = 0; i < list->n; i++)
		sum += exp(scores[i] - most);
	for (size_t i = 0; i < list->n; i++) {
		const float *vector = list->vectors + i * FEATURE_COUNT;
		double error;

		if (list->target[i] < 0)
			continue;
		loss -= list->target[i] * (scores[i] - most - log(sum));
		error = list->weight * (exp(scores[i] - most) / sum - list->target[i]);
		for (size_t f = 0; f < FEATURE_SAID; f++)
			gradient[f] += error * vector[f];
		gradient[FEATURE_SAID] += error * list->said[i];
	}
	return list->weight * loss;
}

double fit_weights(const struct list *lists, size_t n, const struct fit_options *options,
                   float weights[FEATURE_COUNT])
{
	struct descent descent[FEATURE_COUNT];
	double loss = 0, total = 0;
	struct arena arena = { 0 };
	size_t longest = 0;
	double *scores;

	for (size_t f = 0; f < FEATURE_COUNT; f++)
		descent[f] = (struct descent){ weights[f], DESCENT_START, 0 };
	for (size_t k = 0; k < n; k++) {
		total += lists[k].weight;
		longest = lists[k].n > longest ? lists[k].n : longest;
	}
	scores = arena_array(&arena, double, longest);
	for (size_t round = 0; round < options->steps; round++) {
		double gradient[FEATURE_COUNT] = { 0 };

		loss = 0;
		for (size_t k = 0; k < n; k++)
			loss += add_gradient(&lists[k], descent, scores, gradient);
		loss /= total;
		for (size_t f = 0; f < FEATURE_COUNT; f++) {
			double weight = descent[f].weight;

			gradient[f] = gradient[f] / total + options->l2 * weight;
			loss += options->l2 * weight * weight / 2;
			if (!options->uses_markers && f >= FEATURE_MARKER && f < FEATURE_SAID)
				gradient[f] = 0;
		}
		descent_step(descent, FEATURE_COUNT, gradient);
	}
	for (size_t f = 0; f < FEATURE_COUNT; f++)
		weights[f] = (float)descent[f].weight;
	arena_free(&arena);
	return loss;
}
