/*
 * gaps.h: the places of a paragraph where a sentence may end, and what can be seen from each.
 *
 * A gap lies between two chunks (chunk.h) that are parted by white space, or by nothing (`town.The`).
 * Most gaps are certain: between two words in lower case nothing ends. What is left is a candidate:
 *
 *      … said Mr. Kim. He left …         left2 left | right right2
 *                    ^^                  `Mr.`  `Kim.`  `He`  `left`
 */
#ifndef SPLIT_GAPS_H
#define SPLIT_GAPS_H

#include "abbreviations.h"
#include "chunk.h"

/* A text and what is known of words. */
struct gap_text {
	struct str text;
	const struct index *abbreviations;
	const struct vocabulary *vocabulary;
};

struct gap {
	size_t end;   /* of the chunk before: where a sentence would end */
	size_t begin; /* of the chunk after: where the next one would begin */
};

/* A sweep over the candidates of a text, from left to right. */
struct gap_cursor {
	const struct gap_text *text;
	size_t at;
	size_t found;        /* where the gap found last ends; 0: none yet */
	size_t sentence;     /* where the present sentence begins */
	uint32_t n_open;     /* round and square brackets open since then */
	bool has_open_quote; /* a straight or curly double quote is open since then */
	bool has_first;      /* `first` is known */
	struct chunk first;  /* of the present sentence */
	struct chunk_memo memo;
};

struct gap_cursor gap_begin(const struct gap_text *text);

/* The next candidate; false at the end of the text. */
bool gap_next(struct gap_cursor *cursor, struct gap *gap);

/* Tells the sweep that a sentence ended at the gap found last. */
void gap_cut(struct gap_cursor *cursor, struct gap gap);

/* What is seen from a gap. */
struct gap_view {
	struct str text;
	size_t sentence; /* where the present sentence begins */
	struct gap gap;
	struct chunk left2, left, right, right2; /* left ones within the present sentence */
	struct chunk first;                      /* of the present sentence */
	enum abbreviation abbreviation;          /* what `left` is in the list */
	bool is_open, is_quoted;                 /* within brackets, within double quotes */
};

/* Looks around the gap found last: a bounded stretch of text. */
void gap_look(struct gap_cursor *cursor, struct gap gap, struct gap_view *view);

/* --- for the classifier ----------------------------------------------------------------- */

enum { GAP_FEATURES = 40 };

/* Describes the view: fills keys, returns how many. */
size_t gap_features(const struct gap_view *view, uint32_t keys[GAP_FEATURES]);

#endif
