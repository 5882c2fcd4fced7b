/*
 * attributions.h: what a cue, or marks without one, make of a sentence: a quotation with its
 * source. The functions that return a number return that of the new quotation, or 0 where there is
 * none.
 */
#ifndef LINK_ATTRIBUTIONS_H
#define LINK_ATTRIBUTIONS_H

#include "finder.h"

/* A verb of the table of cues. */
uint32_t attribution_of_verb(struct finder *f, uint32_t verb);

/*
 * A noun of speech with a source of its own and a clause: "Hill's claim that …", "the warning by prosecutors that …".
 */
uint32_t attribution_of_noun(struct finder *f, uint32_t noun);

/* "according to X": before or behind the content. */
uint32_t attribution_of_according(struct finder *f, uint32_t at);

/*
 * "…, Professor Epstein said.": an attribution that ends the sentence speaks of all before it,
 * other cues included; so it is looked at first. Returns its verb, which is then done with; `end` where there is none.
 */
uint32_t attribution_of_last(struct finder *f, uint32_t first, uint32_t end);

/* All marks that no cue of the table has claimed: any verb beside them will do. */
void attribution_of_marks(struct finder *f);

#endif
