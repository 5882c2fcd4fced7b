/*
 * shingles.h: texts compared as bags of runs of four words, the measure of the article extraction
 * benchmark (Zyte, 2019): words are runs of letters and digits, case counts.
 */
#ifndef CLEAN_HTML_TRAIN_SHINGLES_H
#define CLEAN_HTML_TRAIN_SHINGLES_H

#include "common/arena.h"

struct shingles {
	uint64_t *hashes; /* sorted, each as often as it stands in the text */
	size_t n;
};

/* A text of fewer than four words is one shingle; of none, none. Memory from the arena. */
struct shingles shingles_of(struct str text, struct arena *arena);

/* How many of a's are in b, each counted as often as it stands in both. */
size_t shingles_common(const struct shingles *a, const struct shingles *b);

#endif
