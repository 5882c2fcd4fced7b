/*
 * tokens.h: one sentence as columns, filled in by the steps of `tag` one after the other.
 *
 *      tokenize -> form, begin, end, mwt      tagger -> upos, xpos      lemma -> lemma
 *
 * T tokens; every array has T entries and lives in the document's arena. Offsets count bytes of the
 * sentence's text (not raw bytes: main turns them into raw ranges through the map, once).
 */
#ifndef TAG_TOKENS_H
#define TAG_TOKENS_H

#include "common/str.h"

struct tokens {
	size_t T;
	struct str *form;         /* a slice of the text, but for `ca`+`n't`-like rewrites that are none */
	uint32_t *begin, *end;    /* [begin, end) in the sentence's text; rising, not overlapping */
	uint32_t *mwt_first;      /* 1-based number of the first token of the multiword token that this */
	uint32_t *mwt_last;       /* one is a part of, and of the last; 0 and 0 where it is none */
	const char **upos, **xpos; /* names out of the model; "" where the model has no such head */
	struct str *lemma;
	uint32_t *word;           /* the word's number in the document's table of distinct forms (words.h) */
};

#endif
