/*
 * structure.h: what a paragraph is: text, title, caption, credit, list item, or what pages put around text.
 */
#ifndef CLEAN_STRUCTURE_H
#define CLEAN_STRUCTURE_H

#include "common/str.h"

struct structure_place {
	bool is_first;        /* of the document */
	bool is_alone;        /* blank lines, or the edges of the text, on both sides */
	bool has_title_line;  /* the first paragraph may be the title */
};

/* A kind of the contract: title p list caption credit boiler. */
const char *structure_kind(struct str agencies, struct str text, const struct structure_place *place);

#endif
