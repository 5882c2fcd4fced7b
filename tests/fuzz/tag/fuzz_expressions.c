/* Expressions: mentions of any words lie in order, inside the sentence, and do not overlap. */
#include <stdint.h>
#include <stdlib.h>

#include "filters/tag/expressions/expressions.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct classes_entry no_entries[1];
	static const struct classes_path no_paths[1];
	const struct classes classes = { .entries = no_entries, .paths = no_paths, .n_paths = 1 };
	struct str rest = str_at((const char *)data, size);
	struct arena arena = { 0 };
	struct tokens tokens = { .form = arena_array(&arena, struct str, size + 1),
		                 .word = arena_array(&arena, uint32_t, size + 1) };
	struct words words;
	struct mentions found;

	while (rest.len > 0) {
		size_t end = str_find(rest, ' ', 0);

		if (end > 0)
			tokens.form[tokens.T++] = str_slice(rest, 0, end);
		rest = str_slice(rest, end + 1, rest.len);
	}
	words_init(&words, &classes, &arena);
	words_enter(&words, &tokens);
	found = expressions_find(&tokens, 1, &words, &arena);
	for (size_t i = 0; i < found.n; i++) {
		const struct mention *m = &found.at[i];

		if (m->first > m->last || m->last >= tokens.T || (i > 0 && m->first <= found.at[i - 1].last))
			abort();
	}
	arena_free(&arena);
	return 0;
}
