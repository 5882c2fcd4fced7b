/*
 * rules.h: gaps that are certain, whatever a classifier would say: titles before names, initials,
 * items of a list, ellipses within a sentence.
 */
#ifndef SPLIT_RULES_H
#define SPLIT_RULES_H

#include "gaps.h"

enum verdict {
	VERDICT_OPEN, /* the classifier decides */
	VERDICT_END,
	VERDICT_GOES_ON,
};

/*
 * The same at a glance, from the words right at the gap: what most gaps of ordinary prose need.
 * VERDICT_OPEN where that does not suffice and gap_look should be called.
 */
enum verdict rules_glance(const struct gap_cursor *cursor, struct gap gap);

enum verdict rules_judge(const struct gap_view *view);

/*
 * The marker of a list item: `1.` `2.)` `(a)` `iv)`. Letters can be roman numbers as well, so both
 * values are kept; 0: not that.
 */
struct marker {
	uint32_t style;   /* what stands around the number, and whether it is digits or which case */
	uint32_t ordinal; /* 12, or l = 12 */
	uint32_t roman;
};

/* False where the chunk is no marker. */
bool marker_read(struct str chunk, struct marker *marker);

/* Whether `b` can be the item behind `a`. */
bool marker_follows(const struct marker *a, const struct marker *b);

#endif
