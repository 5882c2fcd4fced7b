/*
 * repairs.h: mentions that were cut too short, too long or hold two names.
 *
 * A mention is widened by the capitalised word beside it where the knowledge base has the longer name for a
 * thing of the mention's type: "Korea" behind "North"; to the whole name of a well-known thing of whatever type, small words included, where
 * its tagger was not sure: "Madrid" behind "Real", "Vietnam" before "War"; and by the article with a capital that belongs to a name: "The Onion". A
 * mention "A and B" that it does not have, of two names that it has, is split; one that goes on behind a known name with a
 * person or a place is narrowed to it: "European Council Tusk". A repaired mention is link's own: it gets a number that
 * no ent row has.
 */
#ifndef LINK_REPAIRS_H
#define LINK_REPAIRS_H

#include "mentions.h"

/*
 * Repairs mentions in place and numbers the new ones. `items` has room for twice as many; returns how many they are then. Mentions without
 * tokens stay as they are.
 */
size_t repairs_apply(const struct layers *layers, const struct kb_set *set, struct arena *arena,
                     struct mention *items, size_t n);

#endif
