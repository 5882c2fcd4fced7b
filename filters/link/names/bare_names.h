/*
 * bare_names.h: a mention undressed for its look-up: "President Barack Obama's" is "Barack Obama", with the title before it.
 */
#ifndef LINK_BARE_NAMES_H
#define LINK_BARE_NAMES_H

#include "mentions.h"

/*
 * Fills bare, title and gender of a mention, by its text, its type and the tokens before it. May be called again when
 * its type has changed. Memory: the arena.
 */
void bare_name_read(const struct layers *layers, struct arena *arena, struct mention *mention);

#endif
