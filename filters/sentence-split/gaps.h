/*
 * gaps.h: the places of a paragraph where a sentence may end, and what can be seen from each.
 *
 * A gap lies between two runs of characters (chunks) that are parted by white space, or by nothing
 * (`town.The`). Most gaps are certain: between two words in lower case nothing ends. What is left is
 * a candidate, described by features for a linear classifier:
 *
 *      … said  Mr.  Kim.  He  left …        left2 left | right right2
 *              ^ left2  ^ | ^ right
 *                left     ' the gap         left "Kim." = word `kim` + tail `.`
 *                                           right "He"  = head `` + word `he`
 */
#ifndef SPLIT_GAPS_H
#define SPLIT_GAPS_H

#include "abbreviations.h"
#include "common/str.h"

enum { GAP_FEATURES = 40 };

/* A text and what is known of it as a whole. */
struct gap_text {
	struct str text;
	const struct index *abbreviations;
};

struct gap {
	size_t end;   /* of the chunk before: where a sentence would end */
	size_t begin; /* of the chunk after: where the next one would begin */
};

/* A sweep over the candidates of a text, from left to right. */
struct gap_cursor {
	const struct gap_text *text;
	size_t at;
	size_t sentence;       /* where the present sentence begins */
	uint32_t n_open;       /* round and square brackets open since then */
	bool has_open_quote;   /* a straight or curly double quote is open since then */
};

struct gap_cursor gap_begin(const struct gap_text *text);

/* The next candidate; false at the end of the text. */
bool gap_next(struct gap_cursor *cursor, struct gap *gap);

/* Tells the sweep that a sentence ended at the gap found last. */
void gap_cut(struct gap_cursor *cursor, struct gap gap);

/* Describes the gap found last: fills keys, returns how many. Looks at a bounded stretch of text. */
size_t gap_features(const struct gap_cursor *cursor, struct gap gap, uint32_t keys[GAP_FEATURES]);

#endif
