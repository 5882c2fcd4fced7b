/*
 * minhash.h: the signature of a document, 64 numbers that two documents share as far as their texts
 * are the same.
 *
 * The share of equal numbers at equal places estimates the Jaccard similarity of the two sets of
 * word 5-shingles (Broder 1997, On the resemblance and containment of documents), with a standard
 * error of at most 1/16. Letters in upper and lower case, punctuation, blanks and the borders of
 * paragraphs make no difference.
 *
 *      struct minhash minhash;
 *
 *      minhash_begin(&minhash);
 *      minhash_add(&minhash, paragraph);       as often as there are paragraphs
 *      if (minhash_end(&minhash, values)) …
 *
 * A value of its own, no memory to free. The same words give the same numbers on every machine.
 */
#ifndef SKETCH_MINHASH_H
#define SKETCH_MINHASH_H

#include "common/str.h"

enum { MINHASH_BANDS = 64, MINHASH_SHINGLE = 5 };

struct minhash {
	uint64_t least[MINHASH_BANDS];   /* the lowest hash of each bin */
	uint64_t words[MINHASH_SHINGLE]; /* hashes of the last words, a ring */
	size_t n_words;
};

void minhash_begin(struct minhash *minhash);

/* Adds the words of a text (valid UTF-8); it ends the word that it ends with. */
void minhash_add(struct minhash *minhash, struct str text);

/*
 * The signature. False where there was no word: such documents resemble nothing. One of fewer than
 * five words is a single shingle. To be called once.
 */
bool minhash_end(struct minhash *minhash, uint64_t values[MINHASH_BANDS]);

#endif
