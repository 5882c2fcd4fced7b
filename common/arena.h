/*
 * arena.h: memory that is given back all at once.
 *
 * A document's rows and all work on them live in one arena, reset when the document is passed on,
 * so inner code has no free. Chunks double up to a bound; a reset keeps the first chunk and frees
 * the others, so one huge document leaves no lasting footprint. Out of memory ends the process
 * (exit 71, diag.h): no function here returns NULL.
 */
#ifndef COMMON_ARENA_H
#define COMMON_ARENA_H

#include "common/str.h"

struct arena_chunk;

/* Zeroed is a valid empty arena. */
struct arena {
	struct arena_chunk *first, *current;
	char *next, *limit; /* free bytes of the current chunk: [next, limit) */
};

/* A point to come back to: scratch memory inside a longer life. */
struct arena_mark {
	struct arena_chunk *chunk;
	char *next;
};

void arena_free(struct arena *arena);
void arena_reset(struct arena *arena);

struct arena_mark arena_mark(const struct arena *arena);

/*
 * Gives back what was taken before an item that is in use, but the first chunk and the one that holds the item.
 * For a queue: what was put in first is done with first. Marks that were made before are of no use afterwards.
 */
void arena_forget(struct arena *arena, const void *item);

/* Gives back all that was taken since the mark. */
void arena_release(struct arena *arena, struct arena_mark mark);

/* The slow path of arena_alloc: takes a new chunk. */
void *arena_grow(struct arena *arena, size_t size);

/* `size` bytes, aligned to 16, uninitialised. A size of 0 gives a valid pointer. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
	size_t rounded = (size + !size + 15) & ~(size_t)15;
	char *at = arena->next;

	if (rounded < size || (size_t)(arena->limit - at) < rounded)
		return arena_grow(arena, size);
	arena->next = at + rounded;
	return at;
}

static inline void *arena_zeroed(struct arena *arena, size_t size)
{
	return memset(arena_alloc(arena, size), 0, size);
}

/* n items of a type, uninitialised; n * sizeof is checked for overflow. */
void *arena_items(struct arena *arena, size_t n, size_t size);
#define arena_array(arena, type, n) ((type *)arena_items((arena), (n), sizeof(type)))

/*
 * Room for one item more than n in an array that doubles as it fills. *cap: how many items there is
 * room for, 0 where there is no array yet. Returns the array, which may have moved.
 */
void *arena_room(struct arena *arena, void *items, size_t n, size_t *cap, size_t size);

/* A copy of the bytes, with a NUL after them that is not counted. */
struct str arena_str(struct arena *arena, struct str s);

#endif
