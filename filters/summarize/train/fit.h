/*
 * fit.h: the weights of the ranker, learned from documents with summaries by people.
 *
 * A summary is a set, and what a sentence is worth depends on the rest of it. So a document gives a
 * list to rank for each sentence of the summary that the present weights choose: that sentence is
 * taken out, and each other one is judged by how well the summary agrees with the reference with it
 * in that place (ROUGE-1 + ROUGE-2). The softmax of the scores over the list is fitted to the
 * softmax of these values by cross-entropy (ListNet: Z. Cao et al., "Learning to Rank", ICML 2007)
 * with an L2 penalty, by descent over all lists; then the lists are made anew with the new weights. No random numbers: the same documents in the same order give the same
 * weights.
 *
 * Sizes: C candidates of a document, F features.
 */
#ifndef SUMMARIZE_TRAIN_FIT_H
#define SUMMARIZE_TRAIN_FIT_H

#include "common/rouge.h"
#include "filters/summarize/features.h"

struct list {
	size_t n;             /* C */
	const float *vectors; /* [C][F]; borrowed */
	const float *said;    /* [C] the feature `said`, which depends on the list */
	const float *target;  /* [C], sums to 1; below 0: the candidate is not in the list */
	double weight;
};

struct fit_options {
	size_t steps;
	double l2;
	bool moves[FEATURE_COUNT]; /* the other weights stay as they are */
};

/* ROUGE-1 + ROUGE-2 of the sentences chosen[n] (rising) and one more, SIZE_MAX: none. */
double fit_agreement(const struct rouge_text *sentences, const size_t *chosen, size_t n, size_t more,
                     struct rouge_text reference, struct arena *scratch);

/* The extract of at most `most` sentences that agrees best, built greedily; returns its size. */
size_t fit_oracle(const struct rouge_text *sentences, size_t n, struct rouge_text reference,
                  size_t most, size_t *chosen, struct arena *scratch);

/* Turns values (below 0: not in the list) into targets: their softmax at a temperature. */
void fit_targets(const double *values, size_t n, double temperature, float *target);

/* Changes weights[F] to fit the lists, starting from what they are; returns the loss reached. */
double fit_weights(const struct list *lists, size_t n, const struct fit_options *options,
                   float weights[FEATURE_COUNT]);

#endif
