/*
 * facts.h: what a fact of a document may look like in its doc row, from wherever it comes.
 */
#ifndef CLEAN_FACTS_H
#define CLEAN_FACTS_H

#include "common/str.h"

/* 2024-05-17, with or without a time behind it. */
bool fact_is_date(struct str s);

/* BCP 47, by its letters: en, en-GB. */
bool fact_is_language(struct str s);

/* Valid text of at most 4 KiB. */
bool fact_is_text(struct str s);

#endif
