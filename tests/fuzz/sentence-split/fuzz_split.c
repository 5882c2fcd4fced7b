/*
 * Splitting: with any weights and words that are accepted, the sentences of any bytes are slices of
 * them, in order, and leave out only white space.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/buf.h"
#include "filters/sentence-split/split.h"
#include "tests/fuzz/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const struct splitter *splitter, struct str text, enum split_kind kind)
{
	struct split split = split_begin(splitter, text, kind);
	struct str sentence;
	size_t at = 0;

	while (split_next(&split, &sentence)) {
		size_t begin = (size_t)(sentence.at - text.at);

		if (begin < at || sentence.len == 0 || begin + sentence.len > text.len ||
		    str_trim(str_slice(text, at, begin)).len)
			abort();
		at = begin + sentence.len;
	}
	if (str_trim(str_slice(text, at, text.len)).len)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { SLOTS = 16, WEIGHTS = SLOTS * 8, WORDS = 64 };
	static const uint32_t header[] = { 2, SLOTS };
	static const char list[] = "mr title\ne.g link\nfig number\np.m unit\ninc name\nyahoo mark\n";
	const char *at = (const char *)data;
	struct buf weights = { 0 };
	struct splitter splitter = { 0 };
	struct bundle bundle;

	if (size < WEIGHTS + WORDS)
		return 0;
	buf_add(&weights, header, sizeof header);
	buf_add(&weights, at, WEIGHTS);
	bundle = make_model(SPLIT_MODEL_KIND, (const struct bundle_part[]){
		{ "weights", buf_str(&weights) },
		{ "words", { at + WEIGHTS, WORDS } } }, 2);
	abbreviations_read(str_of(list), &splitter.abbreviations);
	if (splitter_open(&bundle, &splitter)) {
		struct str text = str_at(at + WEIGHTS + WORDS, size - WEIGHTS - WORDS);

		use(&splitter, text, SPLIT_PROSE);
		use(&splitter, text, SPLIT_HEADING);
	}
	index_free(&splitter.abbreviations);
	free_model(bundle);
	buf_free(&weights);
	return 0;
}
