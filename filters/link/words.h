/*
 * words.h: is a form this word, or one of these? Case of ASCII letters does not count.
 *
 * The words of English that the rules know are asked for at every token, and nearly always in vain: the first letter
 * decides before anything else is looked at.
 */
#ifndef LINK_WORDS_H
#define LINK_WORDS_H

#include <strings.h>

#include "common/str.h"

/* `word` is not empty. */
static inline bool word_is(struct str form, const char *word)
{
	return form.len && ((form.at[0] ^ word[0]) & ~0x20) == 0 && strlen(word) == form.len &&
	       strncasecmp(form.at, word, form.len) == 0;
}

/* The list ends with NULL. */
static inline bool word_in(struct str form, const char *const *words)
{
	for (; *words; words++)
		if (word_is(form, *words))
			return true;
	return false;
}

/* The same for a list in alphabetical order, in lower case: looked at as far as the form's first letter. */
static inline bool word_in_order(struct str form, const char *const *words)
{
	char first = form.len ? form.at[0] | 0x20 : 0;

	while (*words && **words < first)
		words++;
	for (; *words && **words == first; words++)
		if (word_is(form, *words))
			return true;
	return false;
}

#endif
