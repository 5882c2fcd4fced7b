/*
 * words.h: the weights of word importance, learned from documents with summaries by people.
 *
 * Each distinct word of a document is an example: it stands in the reference or not. Logistic
 * regression with an L2 penalty on all of them at once.
 */
#ifndef SUMMARIZE_TRAIN_WORDS_H
#define SUMMARIZE_TRAIN_WORDS_H

#include "filters/summarize/importance.h"

struct word_lesson {
	const struct importance *importance;
	const bool *is_shared; /* [W] whether the reference has the word */
	double weight;         /* of each of the words */
};

/* Sets the weights of an aim; returns the mean loss reached. */
double words_fit(const struct word_lesson *lessons, size_t n, float weights[IMPORTANCE_WEIGHTS]);

#endif
