/* index.c: open addressing with linear probing; an empty slot has key.at == NULL. */
#include "common/index.h"

#include <stdlib.h>
#include <xxhash.h>

#include "common/diag.h"

enum { FIRST_SLOTS = 64 };

static uint32_t hash_of(struct str key)
{
	return (uint32_t)XXH3_64bits(key.at, key.len);
}

void index_free(struct index *index)
{
	if (!index->arena)
		free(index->slots);
	*index = (struct index){ .arena = index->arena };
}

/* The slot of the key, or the empty one where it belongs. There is always an empty slot. */
static struct index_slot *probe(const struct index *index, struct str key, uint32_t hash)
{
	size_t mask = index->n_slots - 1;
	size_t at = hash & mask;

	while (index->slots[at].key.at &&
	       !(index->slots[at].hash == hash && str_eq(index->slots[at].key, key)))
		at = (at + 1) & mask;
	return &index->slots[at];
}

static void grow(struct index *index)
{
	struct index old = *index;
	size_t n = old.n_slots ? old.n_slots * 2 : FIRST_SLOTS;

	index->slots = index->arena ? arena_array(index->arena, struct index_slot, n) :
	                              diag_alloc(n * sizeof *index->slots);
	memset(index->slots, 0, n * sizeof *index->slots);
	index->n_slots = n;
	for (size_t i = 0; i < old.n_slots; i++)
		if (old.slots[i].key.at)
			*probe(index, old.slots[i].key, old.slots[i].hash) = old.slots[i];
	if (!index->arena)
		free(old.slots);
}

uint32_t *index_find(const struct index *index, struct str key)
{
	struct index_slot *slot;

	if (!index->n_keys)
		return NULL;
	if (!key.at)
		key.at = "";
	slot = probe(index, key, hash_of(key));
	return slot->key.at ? &slot->value : NULL;
}

uint32_t *index_put(struct index *index, struct str key, uint32_t value, bool *is_new)
{
	uint32_t hash;
	struct index_slot *slot;

	if (!key.at)
		key.at = "";
	hash = hash_of(key);
	if (3 * (index->n_keys + 1) > 2 * index->n_slots)
		grow(index);
	slot = probe(index, key, hash);
	if (is_new)
		*is_new = !slot->key.at;
	if (!slot->key.at) {
		*slot = (struct index_slot){ key, hash, value };
		index->n_keys++;
	}
	return &slot->value;
}
