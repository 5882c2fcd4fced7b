/*
 * spelling.h: one spelling for the many of a person's name: Sergei and Sergey, Mike and Michael.
 *
 * Names out of other alphabets come in as many spellings as there are ways to write them down. The
 * spelling key takes back what differs between the common ways (y and i, x and ks, kh and k, doubled
 * letters, ye and e at the begin) and puts short forms of English given names, and the spellings of Muhammad,
 * under one head. Knowledge bases hold the spelling keys of well known people (kb-build); link asks for one where
 * the name as it stands is not known.
 */
#ifndef LINK_SPELLING_H
#define LINK_SPELLING_H

#include "common/buf.h"
#include "common/str.h"

/*
 * Appends the spelling key of a person's name, given as its search key (kb.h). It begins with a byte that no
 * search key has. Appends nothing for a name of one word.
 */
void spelling_add_key(struct buf *out, struct str key);

/* The search key of an organisation without Inc, Corp, Ltd and the like at its end; the key itself where that leaves nothing. */
struct str spelling_without_form(struct str key);

#endif
