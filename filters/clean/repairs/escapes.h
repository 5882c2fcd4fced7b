/*
 * escapes.h: backslash escapes of JSON and of programs that nobody undid.
 */
#ifndef CLEAN_ESCAPES_H
#define CLEAN_ESCAPES_H

#include "filters/clean/draft.h"

/*
 * \u2019 and \xe2\x80\x99 where they stand for a character beyond ASCII, \/ inside a word, \' in one (it\'s),
 * \n between sentences and, in a text that has any of these or two of them and no other backslash, \".
 * Paths, formulas and expressions keep their backslashes.
 */
void escapes_propose(struct str text, struct edits *edits);

#endif
