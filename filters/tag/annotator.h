/*
 * annotator.h: everything that `tag` knows, in one piece, and its steps in order.
 *
 *      texts -> tokens -> words (distinct forms) -> UPOS, XPOS -> lemmas -> names, expressions
 *
 * One annotator serves any number of documents; the result for a document depends on it alone.
 */
#ifndef TAG_ANNOTATOR_H
#define TAG_ANNOTATOR_H

#include "common/arena.h"
#include "common/bundle.h"
#include "filters/tag/names/entities.h"
#include "filters/tag/names/mentions.h"
#include "filters/tag/names/names.h"
#include "filters/tag/tags/lemma.h"
#include "filters/tag/tags/tagger.h"
#include "filters/tag/tokens.h"
#include "filters/tag/words/classes.h"
#include "filters/tag/words/lexicon.h"
#include "filters/tag/words/tokenize.h"

struct annotator {
	struct classes classes;
	struct words_memo *words_memo;
	struct tokenizer tokenizer;
	struct tagger tagger;
	struct tagger_memo *tagger_memo;
	struct lemmatizer lemmatizer;
	struct lemma_memo *lemma_memo;
	struct entity_model *entities; /* NULL: the model has none */
	struct entity_memo *entity_memo;
	const struct names *names;     /* the user's; NULL for none */
	const struct lexicon *lexicon; /* the user's; NULL for none */
};

/*
 * Opens every part of a model, whose bytes must outlive the annotator. False where a part is
 * malformed or the tokenizer is absent: *why says which. Close it in either case.
 */
bool annotator_open(const struct bundle *model, struct annotator *annotator, const char **why);
void annotator_close(struct annotator *annotator);

/* Cuts a sentence into tokens; all columns get arrays of the arena. */
void annotate_tokens(const struct annotator *annotator, struct str text, struct arena *arena,
                     struct tokens *tokens);

/* Arrays for all columns of a sentence of T tokens, zeroed. */
void annotate_columns(size_t T, struct arena *arena, struct tokens *tokens);

/*
 * Sets the tags and lemmas of a document's sentences where `has_tags` is false, and finds its
 * mentions: `form` must be set, and upos, xpos, lemma where `has_tags` says so.
 */
struct mentions annotate(struct annotator *annotator, struct tokens *sentences, size_t n_sentences,
                         bool has_tags, struct arena *arena);

#endif
