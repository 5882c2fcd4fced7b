/*
 * The parts of speech and lemmas of a model: any bytes in their sections are refused or give every
 * word a tag of the model. The bytes are cut into the sections at lengths that the first of them tell,
 * rounded so that most inputs get past the checks of sizes.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/buf.h"
#include "filters/tag/model.h"
#include "filters/tag/tags/lemma.h"
#include "filters/tag/tags/tagger.h"
#include "tests/fuzz/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS = 6 };

static void use(const struct tagger *tagger, const struct lemmatizer *lemmatizer)
{
	static const char *const forms[WORDS] = { "The", "Grey", "herons", "didn", "n't", "LEAVE" };
	struct arena arena = { 0 };
	struct tagger_memo *tagger_memo = tagger_memo_new();
	struct lemma_memo *lemma_memo = lemma_memo_new();
	struct words words;
	struct str form[WORDS], lemma[WORDS];
	uint32_t word[WORDS];
	const char *upos[WORDS], *xpos[WORDS];
	struct tokens tokens = { .T = WORDS, .form = form, .word = word, .upos = upos, .xpos = xpos, .lemma = lemma };

	for (size_t t = 0; t < WORDS; t++)
		form[t] = str_of(forms[t]);
	words_init(&words, &classes_none, &arena);
	words_enter(&words, &tokens);
	tagger_tag(tagger, tagger_memo, &words, &tokens);
	lemma_tokens(lemmatizer, lemma_memo, &words, &tokens, &arena);
	for (size_t t = 0; t < WORDS; t++)
		if (!upos[t] || !xpos[t] || (lemma[t].len && !lemma[t].at))
			abort();
	tagger_memo_delete(tagger_memo);
	lemma_memo_delete(lemma_memo);
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { LABELS = 64, SLOTS = 128, FILTER = 8, WORD_TABLE = 96, TABLE = 64, FIXED = LABELS + SLOTS + FILTER + WORD_TABLE + TABLE };
	struct bundle bundle;
	struct tagger tagger;
	struct lemmatizer lemmatizer;
	const char *at = (const char *)data;
	size_t labels, rest;

	if (size < FIXED + 8)
		return 0;
	rest = size - FIXED;
	labels = (uint8_t)at[LABELS - 1] % LABELS; /* the last byte tells where the names end */
	bundle = make_model(MODEL_KIND, (const struct bundle_part[]){
		{ "pos.labels", { at, labels } },
		{ "pos.slots", { at + LABELS, SLOTS } },
		{ "pos.filter", { at + LABELS + SLOTS, FILTER } },
		{ "pos.tags", { at + LABELS + SLOTS + FILTER, WORD_TABLE } },
		{ "lem.table", { at + LABELS + SLOTS + FILTER + WORD_TABLE, TABLE } },
		{ "pos.rows", { at + FIXED, rest / 2 } },
		{ "pos.sets", { at + FIXED + rest / 2, rest / 4 } },
		{ "lem.edits", { at + FIXED + rest / 2 + rest / 4, rest / 4 } } }, 8);
	if (tagger_open(&bundle, &classes_none, &tagger) && lemmatizer_open(&bundle, &lemmatizer))
		use(&tagger, &lemmatizer);
	free_model(bundle);
	return 0;
}
