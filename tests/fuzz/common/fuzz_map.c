/* Maps: what is accepted must give raw ranges that rise and stay inside. */
#include <stdint.h>
#include <stdlib.h>

#include "common/map.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { BEGIN = 100, END = 160, TEXT = 40 };
	struct str field = str_at((const char *)data, size);
	struct arena arena = { 0 };
	struct map map, again;
	struct buf out = { 0 };
	size_t cursor = 0, last = BEGIN;

	if (map_parse(field, BEGIN, END, TEXT, &arena, &map)) {
		for (size_t i = 0; i < TEXT; i++) {
			struct map_range range = map_raw_next(&map, i, i + 1, &cursor);

			if (range.begin > range.end || range.begin < last || range.end > END)
				abort();
			last = range.begin;
		}
		map_slice(&map, 3, 30, &arena);
		map_write(&map, &out);
		if (out.len && !map_parse(buf_str(&out), BEGIN, END, TEXT, &arena, &again))
			abort();
	}
	buf_free(&out);
	arena_free(&arena);
	return 0;
}
