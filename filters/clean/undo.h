/*
 * undo.h: the raw bytes of a document out of its par and edit rows (docs/FORMAT.md, section 5).
 */
#ifndef CLEAN_UNDO_H
#define CLEAN_UNDO_H

#include "common/buf.h"
#include "common/document.h"

/*
 * Appends the raw document to `raw`. Reads the document's `par` and `edit` rows and nothing else;
 * rows may stand in any order. False where a row contradicts the others (what could be put
 * together is appended all the same).
 */
bool undo_document(const struct document *document, struct buf *raw);

#endif
