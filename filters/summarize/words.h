/*
 * words.h: the words of a text, as retrieval counts them.
 *
 * A word is a run of letters and digits; everything else parts words, the apostrophe too, so
 * "Kim's" is `kim` and `s`. It is looked at in lower case; US, WHO and IT keep their capitals where
 * lower-case letters stand near by: they would be pronouns. Faster and coarser than the tokens of
 * `tag`: it needs no rows but the sentence's own, so a document is read the same way whatever
 * layers it has.
 */
#ifndef SUMMARIZE_WORDS_H
#define SUMMARIZE_WORDS_H

#include "common/str.h"

enum { WORD_MAX = 64 }; /* bytes; a longer word is cut there for `lower`, not for `text` */

struct word {
	struct str text;      /* as it stands */
	char lower[WORD_MAX + 8]; /* in lower case but for US, WHO and IT; room to read on (forms.h) */
	size_t len;           /* of lower */
	bool is_capital;      /* begins with an upper-case letter */
	bool has_lower;       /* has a lower-case letter: false for NATO and 2023 */
	bool has_digit;
};

/*
 * The next word of valid UTF-8 at or after *pos, which moves behind it; false where there is none.
 * *pos starts at 0.
 */
bool word_next(struct str text, size_t *pos, struct word *word);

static inline struct str word_lower(const struct word *word)
{
	return str_at(word->lower, word->len);
}

#endif
