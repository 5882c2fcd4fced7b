/*
 * references.h: pronouns and descriptions of an office that mean a chain of the document.
 *
 * "he", "she": the person spoken of last whose gender agrees, the subject of a sentence before others.
 * "it": the organisation that the sentence before speaks of, "said it", "said they": who said so. "The foreign minister":
 * the person who was called so, by a title before the name, an apposition behind it or the knowledge base.
 * After the recency and role preferences of Lappin and Leass ("An Algorithm for Pronominal Anaphora
 * Resolution", Computational Linguistics 20, 1994), without a parser.
 *
 * Needs tokens and sentences: without them there are no references.
 */
#ifndef LINK_REFERENCES_H
#define LINK_REFERENCES_H

#include "mentions.h"
#include "rank.h"

struct reference_found {
	uint32_t chain;
	uint32_t sentence, first, last; /* positions in layers */
	uint32_t begin, end;            /* raw bytes */
};

/*
 * Finds the references of a document whose mentions know their chains (1 to n_chains). Returns how many;
 * *found: in the order of the text, from the arena. Work: linear in tokens and mentions.
 */
size_t references_find(const struct layers *layers, const struct kb_set *set, const struct mentions *mentions,
                       const struct ranking *ranking, uint32_t n_chains, struct arena *arena,
                       struct reference_found **found);

#endif
