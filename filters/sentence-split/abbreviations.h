/*
 * abbreviations.h: the list of words that a dot (or ! ?) may follow without ending the sentence.
 *
 * One a line, in lower case, without that, then blanks and a class; `#` begins a comment:
 *
 *      mr      title       a name follows: the dot never ends a sentence before one
 *      e.g     link        what it introduces follows: never ends one
 *      fig     number      a number follows: ends none before a digit
 *      jan     month
 *      a.m     unit        often ends one
 *      inc     name        stands behind a name, may end one
 *      yahoo   mark        a name that has its own ! or ?
 *      approx  other
 */
#ifndef SPLIT_ABBREVIATIONS_H
#define SPLIT_ABBREVIATIONS_H

#include "common/index.h"

enum abbreviation {
	ABBREVIATION_NONE,
	ABBREVIATION_TITLE,
	ABBREVIATION_LINK,
	ABBREVIATION_NUMBER,
	ABBREVIATION_MONTH,
	ABBREVIATION_UNIT,
	ABBREVIATION_NAME,
	ABBREVIATION_MARK,
	ABBREVIATION_OTHER,
};

enum { ABBREVIATION_MAX_BYTES = 15 };

/*
 * Adds the words of a list, which must live as long as the index; a later list overrides an earlier
 * one. Returns 0, or the number of the first line that is malformed.
 */
uint64_t abbreviations_read(struct str list, struct index *abbreviations);

/* The class of a word as it stands in a text (any case, without its last dot). */
enum abbreviation abbreviation_find(const struct index *abbreviations, struct str word);

#endif
