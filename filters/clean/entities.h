/*
 * entities.h: HTML character references in text that should hold none.
 *
 * `&name;` with its semicolon and `&#…`, doubly escaped ones at once (`&amp;rsquo;`). A paragraph
 * that holds mark-up (`<p`, `</`, `<!`) is left as it is: there an entity may be meant.
 */
#ifndef CLEAN_ENTITIES_H
#define CLEAN_ENTITIES_H

#include "draft.h"

/* table: data/entities.tsv, `name TAB code points in hex`, sorted by bytes. */
void entities_propose(struct str table, struct str text, struct edits *edits);

#endif
