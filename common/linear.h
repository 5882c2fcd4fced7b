/*
 * linear.h: a small linear classifier for decisions at single places of a text, and its training.
 *
 * A decision has 2 or 3 outcomes, numbered from 0. A place is described by features: 32-bit keys,
 * each a hash of a template's number and what the template saw. The score of outcome y is the sum
 * of weight[feature][y] over the features that the model knows; outcome 0 has weight 0 everywhere
 * (the scale is free). Multinomial logistic regression: scores are log odds against outcome 0, in
 * steps of 1/LINEAR_SCALE.
 *
 * A model is one section of a bundle: a header and an open-addressing table whose rows hold the key
 * and its weights, so a feature costs one probe of 8 bytes. Two features that share a key share
 * their weights; at 2^32 keys that does not matter.
 */
#ifndef COMMON_LINEAR_H
#define COMMON_LINEAR_H

#include "common/buf.h"
#include "common/str.h"

enum {
	LINEAR_OUTCOMES = 3, /* at most */
	LINEAR_SCALE = 256,
};

struct linear_row {
	uint32_t key; /* 0: an empty slot */
	int16_t weight[LINEAR_OUTCOMES - 1];
};

/* Read-only; borrows the section. */
struct linear {
	const struct linear_row *rows;
	uint32_t mask; /* slots - 1 */
	uint32_t n_outcomes;
};

/* False where the section is malformed. It must be aligned to 4 bytes. */
bool linear_open(struct str section, struct linear *linear);

/* Mixes a value into a key. Start with a template's number, end with linear_key. */
static inline uint32_t linear_mix(uint32_t hash, uint32_t value)
{
	hash = (hash ^ value) * 0x9E3779B1u;
	return hash ^ hash >> 15;
}

/* The key of a finished hash: never 0, its low bits well mixed. */
static inline uint32_t linear_key(uint32_t hash)
{
	hash *= 0x85EBCA77u;
	hash ^= hash >> 13;
	return hash ? hash : 1;
}

/*
 * Adds the weights of the features to score[0 .. 1]: those of outcomes 1 and 2. The rows are asked for
 * all at once, so that the memory's answers overlap.
 */
static inline void linear_add(const struct linear *linear, const uint32_t *keys, size_t n_keys,
                              int32_t score[LINEAR_OUTCOMES - 1])
{
	const struct linear_row *rows = linear->rows;
	uint32_t mask = linear->mask;
	int32_t first = 0, second = 0;

	for (size_t i = 0; i < n_keys; i++)
		__builtin_prefetch(&rows[keys[i] & mask]);
	for (size_t i = 0; i < n_keys; i++) {
		uint32_t key = keys[i], slot = key & mask;

		while (rows[slot].key != key && rows[slot].key != 0)
			slot = (slot + 1) & mask;
		/* an empty slot has no weights */
		first += rows[slot].weight[0];
		second += rows[slot].weight[1];
	}
	score[0] += first;
	score[1] += second;
}

/* The outcome with the highest score; the lower one of equals. */
static inline unsigned linear_best(const struct linear *linear, const int32_t *score)
{
	unsigned best = score[0] > 0;

	if (linear->n_outcomes > 2 && score[1] > (best ? score[0] : 0))
		best = 2;
	return best;
}

/* --- training --------------------------------------------------------------------------- */

struct linear_trainer;

struct linear_options {
	uint32_t n_outcomes;
	uint32_t epochs;
	uint32_t min_count; /* features seen less often are left out */
	double rate;        /* of AdaGrad */
	double dropout;     /* share of the features that each step does not see */
	double l2;          /* pull to 0 at each step of a feature */
	double prune;       /* weights below are 0; features that have only these go */
};

struct linear_trainer *linear_trainer_new(void);

/* One place that was seen: its features and the right outcome. weight: 1 for an ordinary one. */
void linear_observe(struct linear_trainer *trainer, const uint32_t *keys, size_t n_keys,
                    unsigned outcome, double weight);

/*
 * Fits the weights (AdaGrad on the log loss, average of the last half of the epochs) and appends
 * the model's section. The same observations in the same order give the same bytes.
 */
void linear_train(struct linear_trainer *trainer, const struct linear_options *options,
                  struct buf *section);

void linear_trainer_delete(struct linear_trainer *trainer);

#endif
