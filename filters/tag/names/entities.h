/*
 * entities.h: the names of a document: PER ORG LOC MISC, by a linear-chain CRF over BILOU labels
 * (Lafferty, McCallum, Pereira 2001; Ratinov, Roth 2009).
 *
 *      sentences -> features of words [5 places], of pairs, of the document -> score [T][Y]
 *                -> Viterbi -> spans -> forward-backward -> score of each span
 *
 * Y = 17 labels: O and four types times B(egin) I(nside) L(ast) U(nit).
 */
#ifndef TAG_ENTITIES_H
#define TAG_ENTITIES_H

#include "common/arena.h"
#include "common/bundle.h"
#include "filters/tag/tokens.h"
#include "filters/tag/words/words.h"
#include "mentions.h"

struct entity_model;

/*
 * Looks at the sections "ent.*" of a model. NULL where they are missing or damaged: `why` says what
 * is wrong, or is NULL where the model has no entities at all. Freed with entity_model_delete; the
 * bundle's bytes must outlive it.
 */
struct entity_model *entity_model_new(const struct bundle *bundle, const char **why);
void entity_model_delete(struct entity_model *model);

/*
 * Scores of frequent words, kept from document to document because they depend on the word alone:
 * with it or without it (NULL) the mentions are the same. Of fixed size, about 3 MB.
 */
struct entity_memo;
struct entity_memo *entity_memo_new(void);
void entity_memo_delete(struct entity_memo *memo);

/*
 * Finds the names of a document. Only `form` and `word` of the tokens are read.
 *
 * words   the document's distinct forms, which sentences[].word counts.
 * arena   takes the result and all scratch memory.
 *
 * Returns names in text order, not overlapping. Time and memory are linear in the tokens.
 */
struct mentions entities_find(const struct entity_model *model, struct entity_memo *memo,
                              const struct tokens *sentences, size_t n_sentences,
                              const struct words *words, struct arena *arena);

#endif
