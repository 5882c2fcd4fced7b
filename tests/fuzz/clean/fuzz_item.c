/*
 * Feeds' items: tokens cover the bytes, whatever comes is read without harm, and the text's runs lie
 * in the item, the verbatim ones with its bytes.
 */
#include <stdint.h>
#include <stdlib.h>

#include "filters/clean/inputs/item.h"
#include "filters/clean/encodings/source.h"
#include "filters/clean/html/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = str_at((const char *)data, size);
	struct arena arena = { 0 };
	struct xml_token token;
	struct source source;
	struct item item;
	size_t at = 0, text = 0, raw;

	for (; xml_next(bytes, at, true, &token); at = token.end)
		if (token.begin != at || token.end <= at || token.end > size)
			abort();
	if (at != size)
		abort();
	item_feed_begins(bytes);
	source_init(&source, bytes, NULL);
	item_read(&source, &arena, &item);
	raw = item.text.raw;
	for (size_t i = 0; i < item.text.n_runs; i++) {
		const struct draft_run *run = &item.text.runs[i];

		if (raw + run->raw_len > size || text + run->text_len > item.text.text.len ||
		    (!run->kinds && !str_eq(str_slice(item.text.text, text, text + run->text_len),
		                            str_slice(bytes, raw, raw + run->raw_len))))
			abort();
		text += run->text_len;
		raw += run->raw_len;
	}
	source_free(&source);
	arena_free(&arena);
	return 0;
}
