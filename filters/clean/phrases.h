/*
 * phrases.h: a list of phrases found in text, many at once.
 *
 * The search is that of Wu and Manber (1994): all phrases are aligned at their first m bytes; a
 * hash of the last four bytes of a window says how far it may be moved on. With a few hundred
 * phrases most of the text is never looked at.
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
	struct str text;     /* in lower case: any case; with capitals: exactly so */
	struct str expected; /* what stood there before it was rewritten */
	enum phrase_policy policy;
	uint32_t next; /* in its bucket; UINT32_MAX ends */
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

/* The next phrase at or after *pos, the longest where several begin; *pos moves behind it. */
bool phrases_next(const struct phrases *phrases, struct str text, size_t *pos,
                  struct phrase_match *match);

#endif
