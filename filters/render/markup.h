/*
 * markup.h: text that is safe to stand in HTML.
 */
#ifndef RENDER_MARKUP_H
#define RENDER_MARKUP_H

#include "common/buf.h"

/*
 * Text of an element or of a quoted attribute: & < > " ' escaped, controls and bidi controls left out, a
 * byte that is no text (in what an edit replaced) as \xHH.
 */
void markup_text(struct buf *out, struct str s);

/* The same of text whose invisible characters are the point (visible.h). */
void markup_visible(struct buf *out, struct str s);

/* The address of a linked entity, or nothing: only ids of the form that the site has. True if any. */
bool markup_address(struct buf *out, struct str kb, struct str id);

#endif
