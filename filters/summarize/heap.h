/*
 * heap.h: candidates by falling score, the best at hand.
 *
 * Built in O(n), each best taken in O(log n); who wants the best few of many does not sort. Equal scores
 * come in the order of their numbers.
 */
#ifndef SUMMARIZE_HEAP_H
#define SUMMARIZE_HEAP_H

#include <stddef.h>
#include <stdint.h>

struct heap_entry {
	double score;
	uint32_t number; /* of the candidate */
};

struct heap {
	struct heap_entry *entries; /* the caller's; entries[0] is the best */
	size_t n;
};

/* Puts entries[n] in order. */
void heap_build(struct heap *heap);

/* Takes the best off; n is at least 1. */
void heap_drop(struct heap *heap);

/* Puts the best where its score, which has fallen, belongs. */
void heap_lower(struct heap *heap, double score);

#endif
