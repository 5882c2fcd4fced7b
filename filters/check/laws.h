/*
 * laws.h: what only a whole document can show (docs/FORMAT.md, section 5), with and without the raw
 * bytes that it was made of.
 */
#ifndef CHECK_LAWS_H
#define CHECK_LAWS_H

#include "claims.h"

/*
 * Without the raw document: every replaced run of a paragraph has one edit row with its range and
 * text (where the document has edit rows), chains that are named exist (where it has link rows), the
 * ranks of the summary are 1 to n.
 */
void laws_check(struct claims *claims);

/*
 * Against the raw document: texts without a repair are slices of it, `before` of a repair is what
 * stands there, and, where `undo` says so, par and edit rows alone give it back byte for byte.
 */
void laws_check_raw(struct claims *claims, struct str raw, bool undo);

#endif
