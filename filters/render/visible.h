/*
 * visible.h: text whose invisible characters are the point, such as what a repair took out.
 */
#ifndef RENDER_VISIBLE_H
#define RENDER_VISIBLE_H

#include "common/buf.h"

/* What may drive a terminal or turn text around: controls (C0, DEL, C1), bidi controls, line separators. */
bool visible_is_unsafe(uint32_t cp);

/*
 * Appends s with blanks other than a space, controls, zero-width and combining characters named
 * (U+00A0), a line end as an arrow, bytes that are no UTF-8 as \xE9, and the blanks of a text of blanks
 * alone as ␣.
 */
void visible_add(struct buf *out, struct str s);

#endif
