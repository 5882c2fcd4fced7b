/*
 * learner.h: multinomial logistic regression over sparse binary features, trained by AdaGrad
 * (Duchi, Hazan, Singer 2011) with feature dropout (Wang and Manning 2013), weights averaged over the
 * second half of the rounds and over several trainings that differ in what is dropped: a mean of
 * linear models is a linear model, so an ensemble costs nothing when it is used.
 *
 * The answer is a pair of labels, one of each head (UPOS and XPOS), of which only the pairs seen in
 * training are possible. A feature has weights for labels, not for pairs:
 *
 *      P(u, x | F) = exp(s[u] + s[x]) / sum over possible pairs,    s[y] = sum of weight[f][y] over F
 *
 * so the heads share one pass over the features and always agree with each other.
 *
 * A frequent feature has a weight for every label, a rare one only for the labels it was seen with:
 * that loses nothing that can be measured, and makes training and models several times smaller.
 *
 * Examples are in folds. A training without a fold scores its examples as it would score new text,
 * which is what another learner may build upon.
 */
#ifndef TAG_LEARNER_H
#define TAG_LEARNER_H

#include "common/str.h"

enum {
	LEARNER_LABELS = 128,
	LEARNER_PAIRS = 256,
	LEARNER_NONE = 255, /* no answer: not learned from */
	LEARNER_ALL = 255,  /* no fold is left out */
};

struct learner_pair {
	uint8_t first, second; /* labels of the two heads; second counts on from the first head's */
};

struct learner_options {
	unsigned trainings; /* with different draws; the weights are their mean */
	unsigned epochs;
	double rate;
	double dropout;    /* share of an example's features that is left out in each epoch */
	uint32_t min_count; /* rarer features are left out */
	uint32_t dense;    /* features at least so frequent have weights for all labels */
	uint64_t seed;
};

struct learner {
	struct learner_options options;
	size_t n_labels, n_pairs;
	struct learner_pair pairs[LEARNER_PAIRS];

	/* examples: features[begin[e] .. begin[e + 1]), as keys first and as positions once counted */
	uint64_t *keys;
	uint32_t *features;
	size_t n_keys, cap_keys;
	size_t *begin;
	uint8_t *answer; /* a pair, or LEARNER_NONE */
	uint8_t *fold;
	float *base; /* n_labels of every example; NULL: zeros */
	size_t n_examples, cap_examples;

	/* features, in the order in which they first appear */
	uint64_t *slot_keys; /* open addressing */
	uint32_t *slots;
	size_t n_slots;
	uint64_t *key_of;
	uint32_t *count_of;
	size_t *weights_begin; /* feature f owns weight[weights_begin[f] .. weights_begin[f + 1]) */
	size_t n_features;
	uint8_t *label;
	float *weight;
	size_t n_weights;
};

/*
 * Adds an example; its features are copied. `answer` is a position in pairs, or LEARNER_NONE. `base`,
 * given for every example or for none, are scores to which those of the features are added.
 */
void learner_add(struct learner *learner, const uint64_t *keys, size_t n_keys, uint8_t answer, uint8_t fold,
                 const float *base);

/* After the last example: counts the features, drops the rare ones. Says on stderr how many. */
void learner_count(struct learner *learner);

/* Learns the weights anew, from the examples of all folds but one. */
void learner_train(struct learner *learner, uint8_t fold);

/* Adds the weights of features, of an example, to the scores of the labels. */
void learner_score(const struct learner *learner, const uint64_t *keys, size_t n_keys, float *score);
void learner_score_example(const struct learner *learner, size_t e, float *score);

/* The pair with the highest score, and how far the next one is behind it. */
uint8_t learner_best(const struct learner *learner, const float *score, float *margin);

void learner_free(struct learner *learner);

#endif
