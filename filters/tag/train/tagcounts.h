/*
 * tagcounts.h: how often a word was seen with each tag, in all and in each of ten folds of the
 * corpus, and what follows for its ambiguity class.
 *
 * In training the class of a word must not know the answer: it is taken from the nine folds that the
 * sentence is not in (jackknife). Otherwise every word of the corpus is known, unknown ones are
 * never met in training, and the tagger learns to trust the classes too much.
 */
#ifndef TAG_TAGCOUNTS_H
#define TAG_TAGCOUNTS_H

#include "common/arena.h"
#include "common/index.h"

enum { TAGCOUNTS_FOLDS = 10 };

struct tagcount {
	struct tagcount *next;
	uint8_t tag;
	uint32_t n, fold[TAGCOUNTS_FOLDS];
};

struct tagcounts {
	struct arena *arena;
	struct index index; /* form -> position */
	struct str *forms;
	struct tagcount **tags; /* of each form, in order of appearance */
	size_t n, cap;
};

/* fold: the sentence's, or SIZE_MAX for text that is no part of the corpus. */
void tagcounts_add(struct tagcounts *counts, struct str form, uint8_t tag, size_t fold, uint32_t n);

/* The form's tags, or NULL. */
const struct tagcount *tagcounts_find(const struct tagcounts *counts, struct str form);

/* How often the tag stands in the corpus, raw text not counted. */
uint32_t tagcounts_gold(const struct tagcount *tag);

/*
 * The ambiguity class: at most `max` tags with at least `share` of the occurrences outside the fold
 * (SIZE_MAX: of all), the most frequent first. Returns how many; 0 where the form was not seen.
 */
size_t tagcounts_class(const struct tagcount *tags, size_t fold, double share, uint8_t *class, size_t max);

#endif
