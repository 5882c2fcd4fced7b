/* CoNLL-U: whatever is accepted has words that fill its tokens, in order. */
#include <stdint.h>
#include <stdlib.h>

#include "common/conllu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct conllu reader = { .rest = str_at((const char *)data, size) };
	struct conllu_sentence sentence;
	struct arena arena = { 0 };

	while (conllu_next(&reader, &arena, &sentence) == CONLLU_SENTENCE) {
		size_t next = 0;

		for (size_t t = 0; t < sentence.n_tokens; t++) {
			const struct conllu_token *token = &sentence.tokens[t];

			if (token->first != next || token->n_words == 0 || token->form.len == 0)
				abort();
			for (size_t w = 0; w < token->n_words; w++)
				if (sentence.words[next++].token != t)
					abort();
		}
		if (next != sentence.n_words || next == 0)
			abort();
	}
	arena_free(&arena);
	return 0;
}
