/*
 * expressions.h: DATE TIME MONEY PERCENT QUANTITY, found by rule.
 *
 * A small grammar over classes of words (month, weekday, number, unit, currency …), longest match
 * from the left. A preposition is outside ("on Wednesday": Wednesday), a modifier inside ("earlier
 * in September", "about 300 vessels": 300 vessels).
 */
#ifndef TAG_EXPRESSIONS_H
#define TAG_EXPRESSIONS_H

#include "common/arena.h"
#include "filters/tag/mentions.h"
#include "filters/tag/tokens.h"

/*
 * Finds the expressions of a document. Reads `form`; `xpos` where it is not empty ("may", "second",
 * the noun after a number). Returns them in text order, not overlapping. Linear in the tokens.
 */
struct mentions expressions_find(const struct tokens *sentences, size_t n_sentences, struct arena *arena);

#endif
