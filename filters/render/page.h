/*
 * page.h: documents as one self-contained HTML page, for people.
 *
 * The text with names, dates, quotations, repairs and the summary's sentences marked in place; who,
 * where, when beside it; a timeline; a graph of who appears with whom. No network, no script: what a
 * mark says shows when it is pointed at, focused or tapped. Light and dark, printable.
 *
 * Whatever comes from a document is escaped; links lead to Wikidata and Wikipedia alone, and only
 * for ids of their form.
 */
#ifndef RENDER_PAGE_H
#define RENDER_PAGE_H

#include "common/surface.h"
#include "story.h"

/* What a page of several documents says of all of them together. */
struct pages;

struct pages *pages_new(void);
void pages_delete(struct pages *pages);

/* Adds a document. */
void pages_add(struct pages *pages, const struct document *document, const struct layers *layers,
               const struct story *story);

/* Appends the whole page; of one document without an index. */
void pages_write(const struct pages *pages, struct buf *out);

#endif
