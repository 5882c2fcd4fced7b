/*
 * chains.h: who is who: the mentions, pronouns and descriptions of a document that mean the same one.
 *
 * Chains are numbered from 1 in the order of their first mention. A chain has at most one linked
 * entity; a NIL chain is a cluster of names that mean the same unknown one.
 */
#ifndef LINK_CHAINS_H
#define LINK_CHAINS_H

#include "mentions.h"
#include "rank.h"
#include "references.h"

/* A stretch of text that a chain is known to own: a mention or a reference. */
struct chain_span {
	uint32_t begin, end, chain;
};

struct chains {
	uint32_t n_chains;
	struct reference_found *references; /* in the order of the text */
	size_t n_references;
	struct chain_span *spans; /* mentions and references, by begin, then longer first */
	size_t n_spans;
};

/* Joins mentions to chains: sets `chain` of every mention. Memory: the arena. */
void chains_build(const struct layers *layers, const struct kb_set *set, struct mentions *mentions,
                  const struct ranking *ranking, struct arena *arena, struct chains *chains);

/* The chain that owns a raw range: that of a span which overlaps it, the longest; 0 = none. */
uint32_t chains_at(const struct chains *chains, uint32_t begin, uint32_t end);

#endif
