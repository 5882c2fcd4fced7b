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
#include "common/linear.h"
#include "common/str.h"
#include "filters/tag/tokens.h"

enum {
	TOKEN_MAX_BYTES = 4096, /* a longer run of characters is cut, between characters */
};

/* A word in lower case that can be two: `cannot` = `can` + `not`. */
struct gap_word {
	uint32_t hash; /* run_hash (runs.h) */
	uint32_t at;   /* bytes of the first part */
};

/* The gap classifier and the words it looks into; borrows from the bundle. Read-only afterwards. */
struct tokenizer {
	struct linear weights;
	const struct gap_word *words; /* by rising hash */
	size_t n_words;
};

/*
 * Finds the classifier in a model's sections (`gap.words`, `gap.table`). False where they are absent
 * or malformed.
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

/* --- for training ------------------------------------------------------------------------ */

enum gap_label { GAP_JOINS, GAP_PARTS_TOKENS, GAP_PARTS_WORDS, GAP_LABELS };

/*
 * Told of every gap that the scanner leaves to the classifier: a byte of the sentence and what is
 * seen there. Returns the label, which later gaps of the same run of characters will see.
 */
typedef enum gap_label gap_decide(void *context, size_t at, const uint32_t *keys, size_t n_keys);

/* Cuts a sentence with another judge than the trained classifier: labels[0 .. len), one a byte. */
void tokenize_label(const struct tokenizer *tokenizer, struct str sentence, gap_decide *decide,
                    void *context, struct arena *scratch, unsigned char *labels);

#endif
