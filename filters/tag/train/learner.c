/* learner.c: counting, training, answering. */
#include "filters/tag/train/learner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/diag.h"

static const uint32_t NO_FEATURE = UINT32_MAX;

/* --- examples -------------------------------------------------------------------------------- */

void learner_add(struct learner *learner, const uint64_t *keys, size_t n_keys, uint8_t answer, uint8_t fold,
                 const float *base)
{
	size_t n_labels = learner->n_labels;

	if (learner->n_examples + 1 >= learner->cap_examples) {
		learner->cap_examples = 2 * learner->cap_examples + (1 << 16);
		learner->begin = diag_realloc(learner->begin, learner->cap_examples * sizeof *learner->begin);
		learner->answer = diag_realloc(learner->answer, learner->cap_examples);
		learner->fold = diag_realloc(learner->fold, learner->cap_examples);
		if (base)
			learner->base = diag_realloc(learner->base,
			                             learner->cap_examples * n_labels * sizeof *learner->base);
	}
	if (learner->n_keys + n_keys > learner->cap_keys) {
		learner->cap_keys = 2 * learner->cap_keys + (1 << 22);
		learner->keys = diag_realloc(learner->keys, learner->cap_keys * sizeof *learner->keys);
	}
	learner->begin[learner->n_examples] = learner->n_keys;
	if (base)
		memcpy(learner->base + learner->n_examples * n_labels, base, n_labels * sizeof *base);
	learner->fold[learner->n_examples] = fold;
	learner->answer[learner->n_examples++] = answer;
	memcpy(learner->keys + learner->n_keys, keys, n_keys * sizeof *keys);
	learner->n_keys += n_keys;
	learner->begin[learner->n_examples] = learner->n_keys;
}

/* --- features -------------------------------------------------------------------------------- */

static size_t find_slot(const struct learner *learner, uint64_t key)
{
	size_t mask = learner->n_slots - 1, i = (key ^ key >> 32) & mask;

	while (learner->slots[i] != NO_FEATURE && learner->slot_keys[i] != key)
		i = (i + 1) & mask;
	return i;
}

static void make_slots(struct learner *learner, size_t n_slots)
{
	learner->n_slots = n_slots;
	learner->slot_keys = diag_realloc(learner->slot_keys, n_slots * sizeof *learner->slot_keys);
	learner->slots = diag_realloc(learner->slots, n_slots * sizeof *learner->slots);
	memset(learner->slots, 0xff, n_slots * sizeof *learner->slots);
}

static void rehash(struct learner *learner, size_t n_slots)
{
	make_slots(learner, n_slots);
	for (size_t f = 0; f < learner->n_features; f++) {
		size_t i = find_slot(learner, learner->key_of[f]);

		learner->slots[i] = (uint32_t)f;
		learner->slot_keys[i] = learner->key_of[f];
	}
}

/* Numbers all features in order of appearance and counts them. */
static void count_features(struct learner *learner)
{
	size_t cap = 1 << 20;

	learner->key_of = diag_alloc(cap * sizeof *learner->key_of);
	learner->count_of = diag_alloc(cap * sizeof *learner->count_of);
	make_slots(learner, 1 << 21);
	for (size_t k = 0; k < learner->n_keys; k++) {
		size_t i = find_slot(learner, learner->keys[k]);

		if (learner->slots[i] != NO_FEATURE) {
			learner->count_of[learner->slots[i]]++;
			continue;
		}
		if (learner->n_features == cap) {
			cap *= 2;
			learner->key_of = diag_realloc(learner->key_of, cap * sizeof *learner->key_of);
			learner->count_of = diag_realloc(learner->count_of, cap * sizeof *learner->count_of);
		}
		learner->key_of[learner->n_features] = learner->keys[k];
		learner->count_of[learner->n_features] = 1;
		learner->slot_keys[i] = learner->keys[k];
		learner->slots[i] = (uint32_t)learner->n_features++;
		if (2 * learner->n_features > learner->n_slots)
			rehash(learner, 2 * learner->n_slots);
	}
}

/* Drops rare features and turns the keys of the examples into positions. */
static void seal_features(struct learner *learner)
{
	size_t n = 0, n_kept = 0, n_slots = 1024;

	for (size_t f = 0; f < learner->n_features; f++) {
		if (learner->count_of[f] < learner->options.min_count)
			continue;
		learner->key_of[n] = learner->key_of[f];
		learner->count_of[n++] = learner->count_of[f];
	}
	learner->n_features = n;
	while (n_slots < 2 * n)
		n_slots *= 2;
	rehash(learner, n_slots);
	learner->features = diag_alloc(learner->n_keys * sizeof *learner->features);
	for (size_t e = 0, k = 0; e < learner->n_examples; e++) {
		size_t end = learner->begin[e + 1];

		learner->begin[e] = n_kept;
		for (; k < end; k++) {
			uint32_t feature = learner->slots[find_slot(learner, learner->keys[k])];

			if (feature != NO_FEATURE)
				learner->features[n_kept++] = feature;
		}
	}
	learner->begin[learner->n_examples] = n_kept;
	free(learner->keys);
	learner->keys = NULL;
}

/* Gives every feature its labels: all of them, or those it was seen with. */
static void make_weights(struct learner *learner)
{
	uint64_t(*seen)[2] = diag_alloc(learner->n_features * sizeof *seen);
	size_t n = 0;

	memset(seen, 0, learner->n_features * sizeof *seen);
	for (size_t e = 0; e < learner->n_examples; e++) {
		struct learner_pair pair = learner->pairs[learner->answer[e]];

		if (learner->answer[e] == LEARNER_NONE)
			continue;
		for (size_t i = learner->begin[e]; i < learner->begin[e + 1]; i++) {
			seen[learner->features[i]][pair.first / 64] |= (uint64_t)1 << pair.first % 64;
			seen[learner->features[i]][pair.second / 64] |= (uint64_t)1 << pair.second % 64;
		}
	}
	learner->weights_begin = diag_alloc((learner->n_features + 1) * sizeof *learner->weights_begin);
	for (size_t f = 0; f < learner->n_features; f++) {
		learner->weights_begin[f] = n;
		if (learner->count_of[f] >= learner->options.dense)
			n += learner->n_labels;
		else
			n += (size_t)(__builtin_popcountll(seen[f][0]) + __builtin_popcountll(seen[f][1]));
	}
	learner->weights_begin[learner->n_features] = learner->n_weights = n;
	learner->label = diag_alloc(n);
	learner->weight = diag_alloc(n * sizeof *learner->weight);
	memset(learner->weight, 0, n * sizeof *learner->weight);
	for (size_t f = 0; f < learner->n_features; f++) {
		bool is_dense = learner->count_of[f] >= learner->options.dense;
		size_t at = learner->weights_begin[f];

		for (size_t y = 0; y < learner->n_labels; y++)
			if (is_dense || seen[f][y / 64] >> y % 64 & 1)
				learner->label[at++] = (uint8_t)y;
	}
	free(seen);
}

/* --- training -------------------------------------------------------------------------------- */

static uint64_t random_next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state * 0x2545f4914f6cdd1du;
}

/* Softmax over the pairs; expect[y] becomes the probability of label y. */
static void pairs_softmax(const struct learner *learner, const float *score, float *expect)
{
	float p[LEARNER_PAIRS], sum = 0, highest = -INFINITY;

	for (size_t i = 0; i < learner->n_pairs; i++) {
		p[i] = score[learner->pairs[i].first] + score[learner->pairs[i].second];
		if (p[i] > highest)
			highest = p[i];
	}
	for (size_t i = 0; i < learner->n_pairs; i++)
		sum += p[i] = p[i] - highest > -12 ? expf(p[i] - highest) : 0;
	memset(expect, 0, learner->n_labels * sizeof *expect);
	for (size_t i = 0; i < learner->n_pairs; i++) {
		expect[learner->pairs[i].first] += p[i] / sum;
		expect[learner->pairs[i].second] += p[i] / sum;
	}
}

/* Feature f's weights added to the scores. */
static void add_weights(const struct learner *learner, uint32_t f, float *score)
{
	size_t begin = learner->weights_begin[f], end = learner->weights_begin[f + 1];

	if (end - begin == learner->n_labels) {
		for (size_t y = 0; y < learner->n_labels; y++)
			score[y] += learner->weight[begin + y];
	} else {
		for (size_t i = begin; i < end; i++)
			score[learner->label[i]] += learner->weight[i];
	}
}

static inline void step(struct learner *learner, float *squares, size_t i, float gradient)
{
	squares[i] += gradient * gradient;
	learner->weight[i] -= (float)learner->options.rate * gradient / sqrtf(squares[i] + 1e-8f);
}

static void learn_example(struct learner *learner, size_t e, float *squares, uint64_t *random, uint32_t *kept)
{
	const float SMALL = 0.001f; /* gradients below are left out: nothing measurable is lost */
	float score[LEARNER_LABELS] = { 0 }, gradient[LEARNER_LABELS];
	uint8_t active[LEARNER_LABELS];
	struct learner_pair answer = learner->pairs[learner->answer[e]];
	uint32_t keep = (uint32_t)((1 - learner->options.dropout) * 65536);
	uint64_t bits = 0;
	size_t n = 0, n_active = 0, n_bits = 0;

	for (size_t i = learner->begin[e]; i < learner->begin[e + 1]; i++) {
		if (n_bits == 0) {
			bits = random_next(random);
			n_bits = 4;
		}
		if ((bits & 0xffff) < keep)
			kept[n++] = learner->features[i];
		bits >>= 16;
		n_bits--;
	}
	if (learner->base)
		memcpy(score, learner->base + e * learner->n_labels, learner->n_labels * sizeof *score);
	for (size_t i = 0; i < n; i++)
		add_weights(learner, kept[i], score);
	pairs_softmax(learner, score, gradient);
	gradient[answer.first] -= 1;
	gradient[answer.second] -= 1;
	for (size_t y = 0; y < learner->n_labels; y++)
		if (fabsf(gradient[y]) > SMALL)
			active[n_active++] = (uint8_t)y;
	if (n_active == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		size_t begin = learner->weights_begin[kept[i]], end = learner->weights_begin[kept[i] + 1];

		if (end - begin == learner->n_labels) {
			for (size_t j = 0; j < n_active; j++)
				step(learner, squares, begin + active[j], gradient[active[j]]);
		} else {
			for (size_t j = begin; j < end; j++)
				if (fabsf(gradient[learner->label[j]]) > SMALL)
					step(learner, squares, j, gradient[learner->label[j]]);
		}
	}
}

static void shuffle(uint32_t *order, size_t n, uint64_t *random)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)((random_next(random) >> 32) * i >> 32);
		uint32_t swap = order[i - 1];

		order[i - 1] = order[j];
		order[j] = swap;
	}
}

/* One training from zero weights; adds those of its second half to `sum`. Returns how many times. */
static unsigned train_once(struct learner *learner, uint8_t fold, uint64_t *random, uint32_t *order,
                           float *squares, float *sum)
{
	unsigned epochs = learner->options.epochs, n_summed = 0;
	uint32_t kept[256];

	memset(squares, 0, learner->n_weights * sizeof *squares);
	memset(learner->weight, 0, learner->n_weights * sizeof *learner->weight);
	for (size_t e = 0; e < learner->n_examples; e++)
		order[e] = (uint32_t)e;
	for (unsigned epoch = 0; epoch < epochs; epoch++) {
		shuffle(order, learner->n_examples, random);
		for (size_t e = 0; e < learner->n_examples; e++)
			if (learner->fold[order[e]] != fold && learner->answer[order[e]] != LEARNER_NONE)
				learn_example(learner, order[e], squares, random, kept);
		if (2 * (epoch + 1) <= epochs)
			continue;
		for (size_t i = 0; i < learner->n_weights; i++)
			sum[i] += learner->weight[i];
		n_summed++;
	}
	return n_summed;
}

void learner_count(struct learner *learner)
{
	count_features(learner);
	fprintf(stderr, "%zu examples, %zu features", learner->n_examples, learner->n_features);
	seal_features(learner);
	make_weights(learner);
	fprintf(stderr, ", kept %zu with %zu weights\n", learner->n_features, learner->n_weights);
}

void learner_train(struct learner *learner, uint8_t fold)
{
	uint64_t random = learner->options.seed * 2 + 1;
	uint32_t *order = diag_alloc(learner->n_examples * sizeof *order);
	unsigned n_summed = 0;
	float *squares = diag_alloc(learner->n_weights * sizeof *squares);
	float *sum = diag_alloc(learner->n_weights * sizeof *sum);

	memset(sum, 0, learner->n_weights * sizeof *sum);
	for (unsigned i = 0; i < learner->options.trainings; i++)
		n_summed += train_once(learner, fold, &random, order, squares, sum);
	for (size_t i = 0; i < learner->n_weights; i++)
		learner->weight[i] = sum[i] / (float)n_summed;
	free(squares);
	free(sum);
	free(order);
}

void learner_score(const struct learner *learner, const uint64_t *keys, size_t n_keys, float *score)
{
	for (size_t k = 0; k < n_keys; k++) {
		uint32_t feature = learner->slots[find_slot(learner, keys[k])];

		if (feature != NO_FEATURE)
			add_weights(learner, feature, score);
	}
}

void learner_score_example(const struct learner *learner, size_t e, float *score)
{
	for (size_t i = learner->begin[e]; i < learner->begin[e + 1]; i++)
		add_weights(learner, learner->features[i], score);
}

uint8_t learner_best(const struct learner *learner, const float *score, float *margin)
{
	float highest = -INFINITY, next = -INFINITY;
	size_t best = 0;

	for (size_t i = 0; i < learner->n_pairs; i++) {
		float sum = score[learner->pairs[i].first] + score[learner->pairs[i].second];

		if (sum > highest) {
			next = highest;
			highest = sum;
			best = i;
		} else if (sum > next) {
			next = sum;
		}
	}
	*margin = highest - next;
	return (uint8_t)best;
}

void learner_free(struct learner *learner)
{
	free(learner->keys);
	free(learner->features);
	free(learner->begin);
	free(learner->answer);
	free(learner->fold);
	free(learner->base);
	free(learner->slot_keys);
	free(learner->slots);
	free(learner->key_of);
	free(learner->count_of);
	free(learner->weights_begin);
	free(learner->label);
	free(learner->weight);
}
