/*
 * gap_features.h: what the classifier of gaps (tokenize.h) is told of a gap between two runs: keys of its
 * table of weights.
 */
#ifndef TAG_GAP_FEATURES_H
#define TAG_GAP_FEATURES_H

#include "filters/tag/words/runs.h"

enum { GAP_CONTEXT = 3 }; /* runs looked at on each side of a gap */

/* The runs of one chunk with GAP_CONTEXT empty ones on each side, and what is known of all. */
struct gap_chunk {
	struct run *runs; /* runs[GAP_CONTEXT] is the first */
	size_t n_runs;
	uint32_t *suffix; /* of each run: hash of it and all after it */
	uint32_t pattern; /* hash of all shapes */
	bool is_address;
	bool is_last; /* of the sentence */
	uint32_t before, after, after_shape; /* words of the neighbours */
};

/* What is decided so far in the chunk. */
struct gap_progress {
	uint32_t prefix;  /* hash of all runs before the gap */
	uint32_t token;   /* hash of the runs since the last cut */
	uint32_t n_token; /* how many these are */
	uint32_t before;  /* label of the gap before */
};

enum { GAP_FEATURES = 48 }; /* at most */

/* Describes the gap behind run i; returns how many keys there are. */
size_t gap_features(const struct gap_chunk *chunk, size_t i, const struct gap_progress *so_far,
                    uint32_t keys[GAP_FEATURES]);

#endif
