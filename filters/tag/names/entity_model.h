/*
 * entity_model.h: the layout of the sections ent.head, ent.filter and ent.rows, which tag-train writes
 * and entities.c reads.
 */
#ifndef TAG_ENTITY_MODEL_H
#define TAG_ENTITY_MODEL_H

#include "crf.h"

enum {
	ENTITY_LAYOUT = 1, /* raised when layout or features change their meaning */

	/* Runs of taken slots are shorter (the writer sees to it). */
	ENTITY_MAX_PROBES = 256,
};

struct entity_head {
	uint32_t layout, n_labels;
	uint32_t n_slots, n_rows;
	float unit;                                 /* a weight of 1 is so much in log odds */
	float slope[CRF_TYPES], offset[CRF_TYPES];  /* of calibrated log odds, by type */
	int16_t trans[CRF_LABELS][CRF_LABELS];
	int16_t padding;
};

/* Bytes only, so that slots stand close: 21 bytes each. */
struct entity_slot {
	uint8_t fingerprint[4]; /* of the key, as a uint32_t of this machine; 0 = free */
	int8_t weight[CRF_LABELS];
};

static inline uint32_t entity_slot_of(uint64_t key, uint32_t n_slots)
{
	return (uint32_t)((key >> 32) * n_slots >> 32);
}

/*
 * The filter: a bit for every key that has a row, small enough for the inner caches. Most keys of a
 * text have none and are told so without a look at the rows. Its size is a power of two of bits.
 */
static inline uint64_t entity_filter_bit(uint64_t key, uint64_t n_bits)
{
	return key >> 7 & (n_bits - 1);
}

static inline uint32_t entity_fingerprint(uint64_t key)
{
	return (uint32_t)key | 1;
}

#endif
