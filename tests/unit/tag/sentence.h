/*
 * sentence.h: for tests of finders: a sentence and what is to be found in it, in one string.
 *
 *      "on [DATE October 18 ] in [LOC Oslo ] ."      tokens are parted by blanks
 */
#ifndef TEST_TAG_SENTENCE_H
#define TEST_TAG_SENTENCE_H

#include "common/arena.h"
#include "filters/tag/expressions/expressions.h"
#include "filters/tag/names/mentions.h"
#include "filters/tag/words/words.h"

struct sentence {
	struct tokens tokens;
	struct words words;
	struct mentions wanted;
};

/* Word classes that know no word. */
extern const struct classes no_classes;

struct sentence sentence_of(const char *text, struct arena *arena);

/* Fails where the mentions are not those that the text marks; `why` names the case. */
void sentence_expect(const struct sentence *sentence, const struct mentions *found, const char *why,
                     struct arena *arena);

#endif
