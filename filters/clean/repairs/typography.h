/*
 * typography.h: quotation marks, dashes and punctuation that no typist meant so.
 */
#ifndef CLEAN_TYPOGRAPHY_H
#define CLEAN_TYPOGRAPHY_H

#include "filters/clean/draft.h"

/*
 * Closing marks that stand where a quotation opens (`has” done well”` becomes `has “done well”`):
 * while none is open, behind a letter, a comma or ’, before a blank and a letter, where the next
 * mark of the paragraph is a closing one that stands behind a word. Also the makeshift pairs
 * ``…'' and ,,…“.
 */
void quotes_propose(struct str text, struct edits *edits);

/*
 * The missing blank of a dash that has one on the other side, doubled dashes, and ` -- ` in a
 * paragraph that is typographic otherwise.
 */
void dashes_propose(struct str text, struct edits *edits);

/*
 * Blanks before a comma and doubled commas (`one ,two`, `one,, two`); missing blanks behind a mark
 * between two words (`ended.The`) and behind an agency in brackets (`(CNN)The`); apostrophes that
 * became ? or U+FFFD (`don?t`).
 */
struct clean_data;
void punctuation_propose(const struct clean_data *data, struct str text, struct edits *edits);

enum quote_style { QUOTES_AS_THEY_ARE, QUOTES_STRAIGHT, QUOTES_CURLY };

/* Makes quotation marks and apostrophes uniform. */
void uniform_quotes_propose(enum quote_style style, struct str text, struct edits *edits);

#endif
