/*
 * select.h: which sentences make the summary.
 *
 * Greedy: the best sentence first, then again and again the one whose score less its redundancy is
 * the highest. The redundancy of a sentence is what it was expected to share with a good summary
 * (importance.h) and shares with what was chosen before. Through an inverted index every change of a
 * sentence's redundancy is made once, and a heap holds the order, so choosing k of n sentences takes
 * O(N log n) for N words, whatever k is.
 *
 * Budgets are exact: a sentence that does not fit is passed over. A sentence that cannot be
 * understood without the one before it (`needs`) comes only together with that one; where both do
 * not fit it is kept for the end, when nothing else fits.
 */
#ifndef SUMMARIZE_SELECT_H
#define SUMMARIZE_SELECT_H

#include "importance.h"

#define SELECT_NONE UINT32_MAX

struct budget {
	size_t sentences, words, bytes; /* SIZE_MAX: no limit */
};

struct choosing {
	const struct importance *importance;
	const bool *is_candidate;    /* [S] */
	const double *scores;        /* [S] */
	const uint32_t *n_words;     /* [S] as `wc -w` counts */
	const uint32_t *n_bytes;     /* [S] of the text */
	const uint32_t *needs;       /* [S] a sentence that must come with it, or SELECT_NONE; NULL: none */
	double redundancy;           /* cost of each expected word that is said again */
	struct budget budget;        /* bytes: of all texts, with one between two of them */
};

struct choice {
	uint32_t sentence, rank; /* rank 1: chosen first */
	double score;            /* with the redundancy at the time taken off */
	double redundancy;       /* what was taken off */
};

/* The choices in text order, in an array of the arena; returns how many. */
size_t select_sentences(const struct choosing *choosing, struct arena *arena,
                        struct choice **choices);

/*
 * said [S]: how many expected words of each sentence stand in chosen[n], which are sentences: what the
 * redundancy of a choice is made of, for training.
 */
void select_said(const struct importance *importance, const uint32_t *chosen, size_t n,
                 struct arena *scratch, float *said);

/* Words of a text as `wc -w` counts them: runs of bytes other than blanks. */
uint32_t select_count_words(struct str text);

#endif
