/*
 * split.h: from the text of a paragraph to its sentences.
 *
 *      struct split split = split_begin(&splitter, text, SPLIT_PROSE);
 *      struct str sentence;
 *
 *      while (split_next(&split, &sentence))
 *              …
 *
 * Sentences come in text order, are slices of the text, do not overlap, and leave out only white
 * space: joined, they are the text. Time is linear in the text, memory constant.
 */
#ifndef SPLIT_SPLIT_H
#define SPLIT_SPLIT_H

#include "common/bundle.h"
#include "common/linear.h"
#include "gaps.h"

/* What decides: the trained weights and the list of abbreviations. Read-only. */
struct splitter {
	struct linear weights;
	struct vocabulary vocabulary;
	struct index abbreviations;
};

#define SPLIT_MODEL_KIND "sentences"

/* Takes the weights out of a model's bundle. False where they are absent or malformed. */
bool splitter_open(const struct bundle *model, struct splitter *splitter);

/* What kind of paragraph the text is. */
enum split_kind {
	SPLIT_PROSE,
	SPLIT_HEADING, /* ends only where a sentence certainly does */
};

struct split {
	const struct splitter *splitter;
	struct gap_text text;
	struct gap_cursor gaps;
	enum split_kind kind;
	size_t at;
};

struct split split_begin(const struct splitter *splitter, struct str text, enum split_kind kind);

/* How sure it is that a sentence ends at the gap found last: log odds. */
double split_score(const struct splitter *splitter, struct gap_cursor *cursor, struct gap gap);

/* The next sentence, trimmed of white space; false at the end. */
bool split_next(struct split *split, struct str *sentence);

#endif
