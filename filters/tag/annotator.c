/* annotator.c: the steps of `tag` in order. */
#include "filters/tag/annotator.h"

#include "filters/tag/expressions/expressions.h"

bool annotator_open(const struct bundle *model, struct annotator *annotator, const char **why)
{
	*annotator = (struct annotator){ 0 };
	*why = NULL;
	if (!classes_open(model, &annotator->classes))
		*why = "its word classes (cls.*) are malformed";
	else if (!tokenizer_open(model, &annotator->tokenizer))
		*why = "its gaps (gap.*) are absent or malformed";
	else if (!tagger_open(model, &annotator->classes, &annotator->tagger))
		*why = "its parts of speech (pos.*) are malformed";
	else if (!lemmatizer_open(model, &annotator->lemmatizer))
		*why = "its lemmas (lem.*) are malformed";
	else
		annotator->entities = entity_model_new(model, why);
	if (*why)
		return false;
	annotator->words_memo = words_memo_new();
	annotator->tagger_memo = tagger_memo_new();
	annotator->lemma_memo = lemma_memo_new();
	annotator->entity_memo = entity_memo_new();
	return true;
}

void annotator_close(struct annotator *annotator)
{
	words_memo_delete(annotator->words_memo);
	tagger_memo_delete(annotator->tagger_memo);
	lemma_memo_delete(annotator->lemma_memo);
	entity_memo_delete(annotator->entity_memo);
	entity_model_delete(annotator->entities);
}

/* The columns that the tokenizer does not set. */
static void add_columns(struct arena *arena, struct tokens *tokens)
{
	tokens->upos = arena_array(arena, const char *, tokens->T);
	tokens->xpos = arena_array(arena, const char *, tokens->T);
	tokens->lemma = arena_array(arena, struct str, tokens->T);
	tokens->word = arena_array(arena, uint32_t, tokens->T);
}

void annotate_tokens(const struct annotator *annotator, struct str text, struct arena *arena,
                     struct tokens *tokens)
{
	tokenize(&annotator->tokenizer, text, arena, tokens);
	add_columns(arena, tokens);
}

void annotate_columns(size_t T, struct arena *arena, struct tokens *tokens)
{
	*tokens = (struct tokens){ .T = T };
	tokens->form = arena_array(arena, struct str, T);
	tokens->begin = arena_zeroed(arena, T * sizeof *tokens->begin);
	tokens->end = arena_zeroed(arena, T * sizeof *tokens->end);
	tokens->mwt_first = arena_zeroed(arena, T * sizeof *tokens->mwt_first);
	tokens->mwt_last = arena_zeroed(arena, T * sizeof *tokens->mwt_last);
	add_columns(arena, tokens);
}

struct mentions annotate(struct annotator *annotator, struct tokens *sentences, size_t n_sentences,
                         bool has_tags, struct arena *arena)
{
	struct mentions user = { 0 }, names = { 0 }, expressions;
	struct words words;

	words_init(&words, &annotator->classes, arena);
	words.memo = annotator->words_memo;
	for (size_t s = 0; s < n_sentences; s++) {
		words_enter(&words, &sentences[s]);
		if (has_tags)
			continue;
		tagger_tag(&annotator->tagger, annotator->tagger_memo, &words, &sentences[s]);
		if (annotator->lexicon)
			lexicon_tags(annotator->lexicon, &sentences[s]);
		lemma_tokens(&annotator->lemmatizer, annotator->lemma_memo, &words, &sentences[s], arena);
		if (annotator->lexicon)
			lexicon_lemmas(annotator->lexicon, &sentences[s]);
	}
	if (annotator->names)
		user = names_find(annotator->names, sentences, n_sentences, arena);
	if (annotator->entities)
		names = entities_find(annotator->entities, annotator->entity_memo, sentences, n_sentences, &words, arena);
	expressions = expressions_find(sentences, n_sentences, &words, arena);
	return mentions_join(&user, &names, &expressions, arena);
}
