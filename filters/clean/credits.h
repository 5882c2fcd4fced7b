/*
 * credits.h: agency names at the end of a caption, glued to it.
 */
#ifndef CLEAN_CREDITS_H
#define CLEAN_CREDITS_H

#include "common/str.h"

/*
 * Where a credit begins that is glued to the end of the text (`October 18, 2023Reuters`), or
 * text.len. agencies: data/agencies.txt, a name a line.
 */
size_t credits_glued(struct str agencies, struct str text);

/* Whether the whole text is an agency's name, or several joined by `/`. */
bool credits_is_agency(struct str agencies, struct str text);

#endif
