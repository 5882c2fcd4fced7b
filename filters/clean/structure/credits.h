/*
 * credits.h: agency names at the end of a caption, glued to it.
 */
#ifndef CLEAN_CREDITS_H
#define CLEAN_CREDITS_H

#include "common/arena.h"
#include "common/str.h"

struct credits;

/* agencies: data/agencies.txt, a name a line, # begins a comment; borrowed. Memory from the arena. */
struct credits *credits_new(struct str agencies, struct arena *arena);

/*
 * Where a credit begins that is glued to the end of the text (`October 18, 2023Reuters`), or
 * text.len.
 */
size_t credits_glued(const struct credits *credits, struct str text);

/* Whether the whole text is an agency's name, or several joined by `/`. */
bool credits_is_agency(const struct credits *credits, struct str text);

#endif
