/*
 * tokenize.h: from the text of a sentence to its words, in the style of UD English.
 *
 * A word is cut out by the gaps between its characters. White space always parts tokens; a scanner
 * decides the other gaps that are certain (inside a plain word, before a comma), a linear classifier
 * the rest: dots, hyphens, slashes, apostrophes, quotation marks, units glued to numbers. A gap
 * either joins, or parts two tokens (`end|.`), or parts two words of one multiword token
 * (`do|n't`, `can|not`, `Kim|'s`).
 */
#ifndef TAG_TOKENIZE_H
#define TAG_TOKENIZE_H

#include "common/arena.h"
#include "common/bundle.h"
#include "common/str.h"
#include "tokens.h"

enum {
	TOKEN_MAX_BYTES = 4096, /* a longer run of characters is cut, between characters */
};

/* The gap classifier; borrows from the bundle it was opened from. Read-only afterwards. */
struct tokenizer {
	struct str gaps;
};

/*
 * Finds the classifier in a model's sections (`gap.*`). False where they are absent or malformed.
 */
bool tokenizer_open(const struct bundle *model, struct tokenizer *tokenizer);

/*
 * Cuts one sentence. Sets T and fills form, begin, end, mwt_first and mwt_last, whose arrays it takes
 * from the arena; leaves every other column as it is. Forms are slices of the sentence, never
 * empty, never with white space at their ends; T is 0 only for a sentence of white space.
 * Linear in the length of the sentence.
 */
void tokenize(const struct tokenizer *tokenizer, struct str sentence, struct arena *arena,
              struct tokens *tokens);

#endif
