/*
 * language.h: the language of a text, from its script and its small words.
 *
 * Small words (the, of; der, und) are a third of any running text and hardly overlap between
 * languages, so a few dozen of each tell them apart within a paragraph, with no model to train. Where a
 * script is used by one language alone, the script decides.
 */
#ifndef CLEAN_LANGUAGE_H
#define CLEAN_LANGUAGE_H

#include "common/arena.h"
#include "common/str.h"

struct languages;

/* table: data/languages.tsv, `tag TAB words`; borrowed. Memory from the arena. */
struct languages *languages_new(struct str table, struct arena *arena);

/*
 * A BCP 47 tag, empty where the sample does not tell for certain: fewer than 20 words, or two
 * languages close to each other. `und` where it is no text of a language: Latin letters of which most have marks.
 */
struct str language_detect(const struct languages *languages, struct str sample);

#endif
