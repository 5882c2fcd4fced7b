/*
 * item.h: an item of a feed (RSS 0.9 to 2.0, Atom 0.3 and 1.0): its facts and its text.
 *
 *      <item> … </item> -> fields -> text as HTML (a draft of the item's bytes)
 *
 * The text is the longest of content and summary. Where it is escaped (entities, CDATA), one layer
 * is undone here, as replaced runs; where it is XHTML, it stands as it is. Tags and the entities of
 * HTML are the second layer, which is that of every web page.
 */
#ifndef CLEAN_ITEM_H
#define CLEAN_ITEM_H

#include "filters/clean/draft.h"

struct item {
	struct str title, url, author; /* without tags; at = NULL where absent */
	struct str published;          /* ISO 8601; in UTC where the zone is known */
	struct draft text;             /* HTML */
	bool is_teaser;                /* the text says itself that it goes on elsewhere */
};

/* source: from the item's start tag to its end; it is borrowed. Linear; memory from the arena. */
struct source;
void item_read(const struct source *source, struct arena *arena, struct item *item);

/* Whether an element of this name is an item. */
bool item_is_name(struct str name);

/* Whether the bytes begin as a feed does, behind a declaration and comments. */
bool item_feed_begins(struct str bytes);

/* Whether an element of this name is the outermost of a feed, or the channel. */
bool item_is_feed_name(struct str name);

#endif
