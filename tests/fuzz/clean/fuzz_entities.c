/*
 * Character references of HTML: edits rise, lie in the text and do not overlap, what they put in is
 * valid UTF-8, and a reference that is read ends behind its ampersand.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/utf8.h"
#include "filters/clean/repairs/entities.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct str table = STR("amp\t26\neacute\tE9\ngt\t3E\nlt\t3C\nnbsp\tA0\nNotEqualTilde\t2242 338\nrsquo\t2019\n");
	struct str text = str_at((const char *)data, size);
	struct arena arena = { 0 };
	struct edits edits = { .arena = &arena };
	size_t end = 0, n;
	uint32_t cp[2];

	for (size_t at = 1; at <= size; at++) {
		size_t behind = text.at[at - 1] == '&' ? entity_read(table, text, at, cp, &n) : 0;

		if (behind && (behind <= at || behind > size || n < 1 || n > 2))
			abort();
	}
	entities_propose(table, text, &edits);
	for (size_t i = 0; i < edits.n; i++) {
		const struct edit *edit = &edits.items[i];

		if (edit->begin < end || edit->end < edit->begin || edit->end > size || !utf8_is_valid(edit->after))
			abort();
		end = edit->end;
	}
	arena_free(&arena);
	return 0;
}
