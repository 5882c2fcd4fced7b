/*
 * key_table.h: counts of 64-bit keys, and a number for each that is frequent enough.
 *
 * Open addressing, at most half full; key 0 is not allowed. Numbers are given in the order in which
 * keys were first counted, so that the same input gives the same numbers.
 */
#ifndef TAG_KEY_TABLE_H
#define TAG_KEY_TABLE_H

#include "common/str.h"

#define KEY_NONE UINT32_MAX

struct key_slot {
	uint64_t key;
	uint32_t count, order; /* after key_table_number: order = the number or KEY_NONE */
};

/* Zeroed is a valid empty table. */
struct key_table {
	struct key_slot *slots;
	size_t n_keys, n_slots;
};

void key_table_free(struct key_table *table);
void key_table_count(struct key_table *table, uint64_t key, uint32_t count);

/* Numbers from 0 the keys counted `least` times or more; returns how many. No more counting then. */
uint32_t key_table_number(struct key_table *table, uint32_t least);

/* A key's number, or KEY_NONE. */
uint32_t key_table_find(const struct key_table *table, uint64_t key);

#endif
