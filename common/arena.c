/* arena.c: chunks in a list; `current` is the one that is being filled, those behind it are free. */
#include "common/arena.h"

#include <stdlib.h>

#include "common/diag.h"

enum {
	FIRST_CHUNK = 64 << 10,
	FIRST_ITEMS = 16, /* of an array that grows */
	LARGEST_CHUNK = 16 << 20, /* doubling stops here; a larger item gets a chunk of its own size */
};

struct arena_chunk {
	struct arena_chunk *next;
	size_t size; /* of bytes[] */
	_Alignas(16) char bytes[];
};

static void use_chunk(struct arena *arena, struct arena_chunk *chunk)
{
	arena->current = chunk;
	arena->next = chunk->bytes;
	arena->limit = chunk->bytes + chunk->size;
}

static void free_after(struct arena_chunk *chunk)
{
	struct arena_chunk *next;

	for (struct arena_chunk *c = chunk->next; c; c = next) {
		next = c->next;
		free(c);
	}
	chunk->next = NULL;
}

void arena_free(struct arena *arena)
{
	if (arena->first) {
		free_after(arena->first);
		free(arena->first);
	}
	*arena = (struct arena){ 0 };
}

void arena_reset(struct arena *arena)
{
	if (!arena->first)
		return;
	free_after(arena->first);
	use_chunk(arena, arena->first);
}

static bool is_in(const struct arena_chunk *chunk, const void *item)
{
	return (uintptr_t)item - (uintptr_t)chunk->bytes < chunk->size;
}

void arena_forget(struct arena *arena, const void *item)
{
	struct arena_chunk *chunk;

	if (!arena->first || is_in(arena->first, item))
		return;
	while ((chunk = arena->first->next) && chunk != arena->current && !is_in(chunk, item)) {
		arena->first->next = chunk->next;
		free(chunk);
	}
}

struct arena_mark arena_mark(const struct arena *arena)
{
	return (struct arena_mark){ arena->current, arena->next };
}

void arena_release(struct arena *arena, struct arena_mark mark)
{
	if (!mark.chunk) {
		arena_reset(arena);
		return;
	}
	free_after(mark.chunk);
	use_chunk(arena, mark.chunk);
	arena->next = mark.next;
}

void *arena_grow(struct arena *arena, size_t size)
{
	size_t room = arena->current ? arena->current->size : FIRST_CHUNK / 2;
	struct arena_chunk *chunk;

	if (size > SIZE_MAX - 64 - sizeof *chunk)
		diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
	size = (size + !size + 15) & ~(size_t)15;
	room = room < LARGEST_CHUNK ? room * 2 : LARGEST_CHUNK;
	if (room < size)
		room = size;
	chunk = diag_alloc(sizeof *chunk + room);
	*chunk = (struct arena_chunk){ .size = room };
	if (arena->current)
		arena->current->next = chunk;
	else
		arena->first = chunk;
	use_chunk(arena, chunk);
	arena->next += size;
	return chunk->bytes;
}

void *arena_items(struct arena *arena, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
	return arena_alloc(arena, n * size);
}

void *arena_room(struct arena *arena, void *items, size_t n, size_t *cap, size_t size)
{
	void *larger;

	if (n < *cap)
		return items;
	*cap = *cap ? 2 * *cap : FIRST_ITEMS;
	larger = arena_items(arena, *cap, size);
	if (n)
		memcpy(larger, items, n * size);
	return larger;
}

struct str arena_str(struct arena *arena, struct str s)
{
	char *at = arena_alloc(arena, s.len + 1);

	if (s.len)
		memcpy(at, s.at, s.len);
	at[s.len] = '\0';
	return str_at(at, s.len);
}
