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

/* Which weights move, and the scores without them, list after list. */
struct fitting {
	const struct list *lists;
	size_t n, n_moving, moving[FEATURE_COUNT];
	float *still;   /* [sum of C] what the weights that stay add */
	double *scores; /* room for the longest list */
};

static float value(const struct list *list, size_t i, size_t feature)
{
	return feature == FEATURE_SAID ? list->said[i] : list->vectors[i * FEATURE_COUNT + feature];
}

static void prepare(struct fitting *fitting, const bool *moves, const float *weights, struct arena *arena)
{
	size_t n = 0, longest = 0;
	float *still;

	for (size_t k = 0; k < fitting->n; k++) {
		n += fitting->lists[k].n;
		longest = fitting->lists[k].n > longest ? fitting->lists[k].n : longest;
	}
	fitting->scores = arena_array(arena, double, longest);
	fitting->still = still = arena_array(arena, float, n);
	for (size_t f = 0; f < FEATURE_COUNT; f++) {
		if (moves[f])
			fitting->moving[fitting->n_moving++] = f;
	}
	for (size_t k = 0; k < fitting->n; k++) {
		for (size_t i = 0; i < fitting->lists[k].n; i++) {
			double sum = 0;

			for (size_t f = 0; f < FEATURE_COUNT; f++)
				sum += moves[f] ? 0 : weights[f] * value(&fitting->lists[k], i, f);
			*still++ = (float)sum;
		}
	}
}

/* Adds one list's loss and gradient. still [C]: of this list. */
static double add_gradient(const struct fitting *fitting, const struct list *list, const float *still,
                           const struct descent *weights, double *gradient)
{
	double most = -INFINITY, sum = 0, loss = 0, *scores = fitting->scores;

	for (size_t i = 0; i < list->n; i++) {
		scores[i] = list->target[i] < 0 ? -INFINITY : still[i];
		for (size_t m = 0; list->target[i] >= 0 && m < fitting->n_moving; m++)
			scores[i] += weights[m].weight * value(list, i, fitting->moving[m]);
		most = fmax(most, scores[i]);
	}
	for (size_t i = 0; i < list->n; i++)
		sum += exp(scores[i] - most);
	for (size_t i = 0; i < list->n; i++) {
		double error;

		if (list->target[i] < 0)
			continue;
		loss -= list->target[i] * (scores[i] - most - log(sum));
		error = list->weight * (exp(scores[i] - most) / sum - list->target[i]);
		for (size_t m = 0; m < fitting->n_moving; m++)
			gradient[m] += error * value(list, i, fitting->moving[m]);
	}
	return list->weight * loss;
}

double fit_weights(const struct list *lists, size_t n, const struct fit_options *options,
                   float weights[FEATURE_COUNT])
{
	struct fitting fitting = { .lists = lists, .n = n };
	struct descent descent[FEATURE_COUNT];
	double loss = 0, total = 0;
	struct arena arena = { 0 };

	prepare(&fitting, options->moves, weights, &arena);
	for (size_t m = 0; m < fitting.n_moving; m++)
		descent[m] = (struct descent){ weights[fitting.moving[m]], DESCENT_START, 0 };
	for (size_t k = 0; k < n; k++)
		total += lists[k].weight;
	for (size_t round = 0; round < options->steps; round++) {
		double gradient[FEATURE_COUNT] = { 0 };
		const float *still = fitting.still;

		loss = 0;
		for (size_t k = 0; k < n; still += lists[k++].n)
			loss += add_gradient(&fitting, &lists[k], still, descent, gradient);
		loss /= total;
		for (size_t m = 0; m < fitting.n_moving; m++) {
			double weight = descent[m].weight;

			gradient[m] = gradient[m] / total + options->l2 * weight;
			loss += options->l2 * weight * weight / 2;
		}
		descent_step(descent, fitting.n_moving, gradient);
	}
	for (size_t m = 0; m < fitting.n_moving; m++)
		weights[fitting.moving[m]] = (float)descent[m].weight;
	arena_free(&arena);
	return loss;
}
