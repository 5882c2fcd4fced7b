/*
 * heap.c: a binary heap.
 */
#include <stdbool.h>

#include "heap.h"

static bool is_better(const struct heap_entry *a, const struct heap_entry *b)
{
	return a->score > b->score || (a->score == b->score && a->number < b->number);
}

static void sift_down(struct heap *heap, size_t at)
{
	struct heap_entry *entries = heap->entries, moving = entries[at];

	for (;;) {
		size_t child = 2 * at + 1;

		if (child >= heap->n)
			break;
		if (child + 1 < heap->n && is_better(&entries[child + 1], &entries[child]))
			child++;
		if (!is_better(&entries[child], &moving))
			break;
		entries[at] = entries[child];
		at = child;
	}
	entries[at] = moving;
}

void heap_build(struct heap *heap)
{
	for (size_t i = heap->n / 2; i-- > 0;)
		sift_down(heap, i);
}

void heap_drop(struct heap *heap)
{
	heap->entries[0] = heap->entries[--heap->n];
	if (heap->n)
		sift_down(heap, 0);
}

void heap_lower(struct heap *heap, double score)
{
	heap->entries[0].score = score;
	sift_down(heap, 0);
}
