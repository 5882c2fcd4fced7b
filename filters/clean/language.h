/*
 * language.h: the language of a text, from its script and its small words.
 */
#ifndef CLEAN_LANGUAGE_H
#define CLEAN_LANGUAGE_H

#include "common/str.h"

/*
 * A BCP 47 tag, empty where the sample does not tell for certain (fewer than 20 words, two
 * languages close to each other). table: data/languages.tsv, `tag TAB words`. The result is a
 * slice of the table or a literal.
 */
struct str language_detect(struct str table, struct str sample);

#endif
