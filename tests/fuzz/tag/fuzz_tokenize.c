/*
 * The tokenizer: with any classifier and words that are accepted, the tokens of any bytes are slices
 * of them, in order, and multiword marks name tokens that are there.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/buf.h"
#include "filters/tag/model.h"
#include "filters/tag/words/tokenize.h"
#include "tests/fuzz/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const struct tokenizer *tokenizer, struct str text)
{
	struct arena arena = { 0 };
	struct tokens tokens = { 0 };
	size_t at = 0;

	tokenize(tokenizer, text, &arena, &tokens);
	for (size_t t = 0; t < tokens.T; t++) {
		if (tokens.begin[t] < at || tokens.end[t] <= tokens.begin[t] || tokens.end[t] > text.len ||
		    tokens.form[t].at != text.at + tokens.begin[t] || tokens.mwt_last[t] > tokens.T ||
		    (tokens.mwt_first[t] && (tokens.mwt_first[t] > t + 1 || tokens.mwt_last[t] < t + 1)))
			abort();
		at = tokens.end[t];
	}
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { SLOTS = 16, TABLE = SLOTS * 8, WORDS = 16 };
	static const uint32_t header[] = { GAP_LABELS, SLOTS };
	const char *at = (const char *)data;
	struct buf table = { 0 };
	struct tokenizer tokenizer;
	struct bundle bundle;

	if (size < TABLE + WORDS)
		return 0;
	buf_add(&table, header, sizeof header);
	buf_add(&table, at, TABLE);
	bundle = make_model(MODEL_KIND, (const struct bundle_part[]){
		{ "gap.words", { at + TABLE, WORDS } },
		{ "gap.table", buf_str(&table) } }, 2);
	if (tokenizer_open(&bundle, &tokenizer))
		use(&tokenizer, str_at(at + TABLE + WORDS, size - TABLE - WORDS));
	free_model(bundle);
	buf_free(&table);
	return 0;
}
