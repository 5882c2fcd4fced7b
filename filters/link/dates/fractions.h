/*
 * fractions.h: shares told in words that no ent row marks: "[two thirds] of voters", "[half] of the money".
 */
#ifndef LINK_FRACTIONS_H
#define LINK_FRACTIONS_H

#include "common/arena.h"
#include "common/layers.h"

struct fraction {
	uint32_t sentence, first, last; /* tokens */
	struct str text;
	struct str number; /* the same with "one" for an article: "one third" */
};

/*
 * Those of a document, in the order of the text. A share is a small number and a part, or "half", before "of"; where an
 * entity has any of the words, it is none. Returns how many; memory: the arena. Linear in tokens.
 */
size_t fractions_find(const struct layers *layers, struct arena *arena, struct fraction **found);

#endif
