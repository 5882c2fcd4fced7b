/*
 * expressions.h: DATE TIME MONEY PERCENT QUANTITY, found by rule.
 *
 * A small grammar over classes of words (month, weekday, number, unit, currency …), longest match
 * from the left. A preposition is outside ("on Wednesday": Wednesday), a stage inside ("earlier in
 * September"), an approximation outside ("about 300 vessels": 300 vessels).
 */
#ifndef TAG_EXPRESSIONS_H
#define TAG_EXPRESSIONS_H

#include "common/arena.h"
#include "filters/tag/names/mentions.h"
#include "filters/tag/tokens.h"
#include "filters/tag/words/words.h"

/*
 * Finds the expressions of a document. Reads `word`, which counts the document's distinct forms, and
 * `xpos` where it is there (the noun after a number). Returns them in text order, not overlapping. Linear in the tokens.
 */
struct mentions expressions_find(const struct tokens *sentences, size_t n_sentences, const struct words *words,
                                 struct arena *arena);

#endif
