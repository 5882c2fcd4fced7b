/*
 * phrases.h: a list of phrases found in text, many at once.
 *
 * A phrase begins where a word does. There its first eight bytes are looked up, in a bitmap that
 * fits the innermost cache; the begins of all words of 64 bytes are found together, so that no
 * look-up waits for the one before. Hits are compared with the phrases that begin so.
 */
#ifndef CLEAN_PHRASES_H
#define CLEAN_PHRASES_H

#include "common/arena.h"
#include "common/str.h"

enum phrase_policy {
	PHRASE_CERTAIN, /* flagged wherever it stands */
	PHRASE_SECOND,  /* plain English as well: flagged where the document has a certain hit */
	PHRASE_CLASH,   /* a clash of tenses */
};

struct phrase {
	struct str text;     /* in lower case: any case */
	bool is_exact;       /* with capitals: exactly so */
	struct str expected; /* what stood there before it was rewritten */
	enum phrase_policy policy;
};

struct phrases;

/*
 * Reads lists of lines `phrase TAB expected TAB policy` (`certain`, `second`, `clash`; an absent
 * policy is `certain`); lines that begin with # are comments, phrases under 6 bytes are left out.
 * Memory, and the lists' own bytes, must outlive it.
 */
struct phrases *phrases_new(const struct str *lists, size_t n_lists, struct arena *arena);

struct phrase_match {
	size_t begin, end;
	const struct phrase *phrase;
};

/*
 * The next phrase at or after *pos, the longest of those that overlap it; *pos moves behind it.
 */
bool phrases_next(const struct phrases *phrases, struct str text, size_t *pos,
                  struct phrase_match *match);

#endif
