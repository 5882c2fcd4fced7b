/*
 * pos_part.h: what `tag-train pos` has learned, turned into the sections of the tagger (tagger.h):
 * weights in 8 bits, rows pruned.
 */
#ifndef TAG_POS_PART_H
#define TAG_POS_PART_H

#include "common/buf.h"
#include "filters/tag/train/learner.h"

/* A word of the tag dictionary. */
struct pos_word {
	uint64_t hash; /* hash_str of its form */
	uint32_t ambiguity;
	const uint8_t *pairs; /* what it may be */
	size_t n_pairs;
};

struct pos_part {
	const struct learner *learner, *second; /* the second look may have no features */
	const struct str *names; /* of all labels: UPOS, then XPOS */
	size_t n_upos, n_xpos;
	const struct pos_word *words;
	size_t n_words;
	const uint8_t *unknown; /* pairs that a word without entry may take */
	size_t n_unknown;
	float scale, second_scale; /* weights are multiplied by it and rounded */
	float least;            /* smaller ones (in absolute value) are dropped */
	struct str info;
};

void pos_part_write(const struct pos_part *part, const char *path);

#endif
