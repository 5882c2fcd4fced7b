/*
 * feeds.h: RSS and Atom, a document an item.
 */
#ifndef CLEAN_FEEDS_H
#define CLEAN_FEEDS_H

#include "inputs.h"

/* A feed as it arrives; an item ends at its end tag, the next item or the end of the feed. */
void feeds_read(struct inputs *inputs, struct window *window);

/* The same of a feed that has been read. */
void feeds_read_bytes(struct inputs *inputs, struct str bytes, const char *path);

#endif
