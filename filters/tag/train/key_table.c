/* Counts and numbers of keys: see key_table.h. */
#include "key_table.h"

#include <stdlib.h>

#include "common/diag.h"

enum { FIRST_SLOTS = 1 << 16 };

void key_table_free(struct key_table *table)
{
	free(table->slots);
	*table = (struct key_table){ 0 };
}

/* The key's slot or the free one where it would stand. */
static struct key_slot *slot_of(const struct key_table *table, uint64_t key)
{
	size_t mask = table->n_slots - 1;
	size_t at = (key ^ key >> 32) & mask;

	while (table->slots[at].key != key && table->slots[at].key != 0)
		at = (at + 1) & mask;
	return &table->slots[at];
}

static void grow(struct key_table *table)
{
	struct key_table larger = { .n_slots = table->n_slots ? 2 * table->n_slots : FIRST_SLOTS,
		                    .n_keys = table->n_keys };

	larger.slots = diag_alloc(larger.n_slots * sizeof *larger.slots);
	memset(larger.slots, 0, larger.n_slots * sizeof *larger.slots);
	for (size_t i = 0; i < table->n_slots; i++)
		if (table->slots[i].key)
			*slot_of(&larger, table->slots[i].key) = table->slots[i];
	free(table->slots);
	*table = larger;
}

void key_table_count(struct key_table *table, uint64_t key, uint32_t count)
{
	struct key_slot *slot;

	if (2 * table->n_keys >= table->n_slots)
		grow(table);
	slot = slot_of(table, key);
	if (slot->key == 0)
		*slot = (struct key_slot){ .key = key, .order = (uint32_t)table->n_keys++ };
	slot->count += count;
}

uint32_t key_table_number(struct key_table *table, uint32_t least)
{
	uint32_t *number = diag_alloc((table->n_keys + 1) * sizeof *number);
	uint32_t n = 0;

	for (size_t i = 0; i < table->n_slots; i++)
		if (table->slots[i].key)
			number[table->slots[i].order] = table->slots[i].count >= least;
	for (size_t i = 0; i < table->n_keys; i++)
		number[i] = number[i] ? n++ : KEY_NONE;
	for (size_t i = 0; i < table->n_slots; i++)
		if (table->slots[i].key)
			table->slots[i].order = number[table->slots[i].order];
	free(number);
	return n;
}

uint32_t key_table_find(const struct key_table *table, uint64_t key)
{
	const struct key_slot *slot;

	if (table->n_slots == 0)
		return KEY_NONE;
	slot = slot_of(table, key);
	return slot->key ? slot->order : KEY_NONE;
}
