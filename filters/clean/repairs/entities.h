/*
 * entities.h: HTML character references in text that should hold none.
 *
 * `&name;` with its semicolon and `&#…`, doubly escaped ones at once (`&amp;rsquo;`). A paragraph
 * that holds mark-up (`<p`, `</`, `<!`) is left as it is: there an entity may be meant.
 */
#ifndef CLEAN_ENTITIES_H
#define CLEAN_ENTITIES_H

#include "filters/clean/draft.h"

/*
 * The character reference behind the & at `at` - 1: where it ends, 0 where there is none; the one or
 * two characters that it stands for. Table as below.
 */
size_t entity_read(struct str table, struct str s, size_t at, uint32_t cp[2], size_t *n);

/* table: data/entities.tsv, `name TAB code points in hex`, sorted by bytes. */
void entities_propose(struct str table, struct str text, struct edits *edits);

#endif
