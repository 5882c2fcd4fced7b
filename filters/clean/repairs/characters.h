/*
 * characters.h: repairs that look at single characters: controls, invisible characters, spaces,
 * ligatures, normal form.
 */
#ifndef CLEAN_CHARACTERS_H
#define CLEAN_CHARACTERS_H

#include "filters/clean/draft.h"

/* Bytes that are no UTF-8: each becomes the Windows-1252 character of its number. */
void encoding_propose(struct str text, struct edits *edits);

/*
 * C0 (but TAB), DEL and C1: taken out; line breaks inside a paragraph become a blank, C1 numbers
 * that Windows-1252 uses become its characters, terminal escape sequences go as a whole.
 */
void controls_propose(struct str text, struct edits *edits);

/*
 * Zero-width characters, soft hyphens, BOM, bidi controls: taken out. Joiners stay beside letters
 * of scripts that need them and inside emoji; bidi controls stay where right-to-left letters are.
 */
void invisible_propose(struct str text, struct edits *edits);

/*
 * Spaces other than U+0020 and line separators become one blank, with the blanks beside them. A
 * paragraph that has such spaces gets its doubled blanks inside sentences removed as well; without
 * them doubled blanks are a habit of typing and stay.
 */
void spaces_propose(struct str text, struct edits *edits);

/* U+FB00–U+FB06 between letters. */
void ligatures_propose(struct str text, struct edits *edits);

/* Normal form C; one edit for each stretch that changes. */
void nfc_propose(struct str text, struct edits *edits);

#endif
