/*
 * stem.h: the stem of an English word.
 *
 * M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, as published: the form of
 * the algorithm that ROUGE and key-phrase evaluations use.
 */
#ifndef COMMON_STEM_H
#define COMMON_STEM_H

#include "common/str.h"

enum { STEM_MAX = 64 }; /* longer words are their own stems */

/*
 * Stems a lower-case word in place and returns its new length. A word of at most two letters, or
 * with a byte other than a-z and 0-9 in it, stays as it is. The stem is never longer than the word.
 */
size_t stem_word(char *word, size_t len);

#endif
