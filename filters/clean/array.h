/*
 * array.h: arrays in an arena that double as they fill.
 */
#ifndef CLEAN_ARRAY_H
#define CLEAN_ARRAY_H

#include "common/arena.h"

/* Room for one item more than n, of `size` bytes; returns the array, which may have moved. */
static inline void *array_room(struct arena *arena, void *items, size_t n, size_t size)
{
	void *more;

	if (n && (n & (n - 1)))
		return items;
	more = arena_items(arena, n ? 2 * n : 1, size);
	if (n)
		memcpy(more, items, n * size);
	return more;
}

#endif
