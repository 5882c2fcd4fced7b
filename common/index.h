/*
 * index.h: from a string to a number.
 *
 * An open-addressing hash table (XXH3-64, linear probing, at most 2/3 full) whose keys are borrowed
 * strs: they must live as long as the index. Iteration order is not offered, so that hash order can
 * never reach the output; who needs an order keeps an array and stores positions here.
 */
#ifndef COMMON_INDEX_H
#define COMMON_INDEX_H

#include "common/arena.h"
#include "common/str.h"

struct index_slot {
	struct str key;
	uint32_t hash, value;
};

/* Zeroed is a valid empty index on the heap; set `arena` to take memory there instead. */
struct index {
	struct index_slot *slots;
	size_t n_keys, n_slots;
	struct arena *arena;
};

void index_free(struct index *index); /* not needed for one that lives in an arena */

/* The value stored under the key, or NULL. Valid until the next index_put. */
uint32_t *index_find(const struct index *index, struct str key);

/*
 * The place of the key's value, made with `value` where the key is new (*is_new tells; may be NULL).
 */
uint32_t *index_put(struct index *index, struct str key, uint32_t value, bool *is_new);

#endif
