/*
 * fit.h: the weights of the ranker, learned from documents with summaries by people.
 *
 * Each document is a list to rank: which of its sentences would an extract have that agrees with
 * the reference as well as can be? Such an extract is built greedily (the oracle: add the sentence
 * that raises ROUGE-1 + ROUGE-2 most, while one does), and a sentence's target is its share in what
 * the oracle gained. The model's softmax over the document's sentences is fitted to the targets by
 * cross-entropy with an L2 penalty (ListNet: Z. Cao et al., "Learning to Rank", ICML 2007), by
 * resilient back-propagation over all documents: no random numbers, so the same documents in the
 * same order give the same weights.
 *
 * Sizes: C candidates of a document, F features.
 */
#ifndef SUMMARIZE_TRAIN_FIT_H
#define SUMMARIZE_TRAIN_FIT_H

#include "common/rouge.h"
#include "filters/summarize/features.h"

struct example {
	size_t n;        /* C */
	float *vectors;  /* [C][F] */
	double *target;  /* [C], sums to 1 */
	double weight;
};

struct fit_options {
	size_t steps;
	double l2;
};

/*
 * The targets of a document's sentences for an extract of at most n_best. Returns false where no
 * sentence has a word of the reference. `chosen` [n_best] and *n_chosen: the oracle itself.
 */
bool fit_targets(const struct rouge_text *sentences, size_t n, struct rouge_text reference,
                 size_t n_best, double *target, size_t *chosen, size_t *n_chosen,
                 struct arena *scratch);

/* Fits weights[F] and returns the loss reached. */
double fit_weights(const struct example *examples, size_t n, const struct fit_options *options,
                   float weights[FEATURE_COUNT]);

#endif
