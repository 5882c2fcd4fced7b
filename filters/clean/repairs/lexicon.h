/*
 * lexicon.h: a sorted list in a file, looked up where it lies in memory.
 *
 * One entry a line, sorted by bytes; what stands behind the first TAB of a line is its value.
 * Nothing is parsed or copied when a program starts.
 */
#ifndef CLEAN_LEXICON_H
#define CLEAN_LEXICON_H

#include "common/str.h"

/* Whether the key is there; *value (may be NULL) is what follows its TAB, empty where there is none. */
bool lexicon_find(struct str file, struct str key, struct str *value);

/* Whether a word of ASCII letters is in a list of lower-case words, whatever its own capitals. */
bool lexicon_has_word(struct str words, struct str word);

#endif
