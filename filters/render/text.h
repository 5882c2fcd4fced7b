/*
 * text.h: a document's text as HTML, marked in place.
 *
 * Marks lie in layers, the outermost first: the summary's sentences, quotations, entities, repairs.
 * Within a layer they do not overlap. Where a mark of an inner layer crosses the border of an outer
 * one it is closed and opened again, so the markup is always well nested.
 */
#ifndef RENDER_TEXT_H
#define RENDER_TEXT_H

#include "common/surface.h"
#include "story.h"

void text_write(const struct document *document, const struct layers *layers, const struct surface *surface,
                struct buf *out);

#endif
