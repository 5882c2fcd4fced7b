/*
 * Web pages: tokens cover the page, blocks rise and lie inside, every block becomes text without
 * tags, and whatever the page says of itself is read without harm.
 */
#include <stdint.h>
#include <stdlib.h>

#include "filters/clean/html/html_article.h"
#include "filters/clean/html/html_features.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tokens(struct str page)
{
	struct html_reader reader = { .page = page };
	struct html_token token;
	size_t last = 0;

	while (html_next(&reader, &token)) {
		struct str name, value;

		if (token.begin != last || token.end <= token.begin || token.end > page.len)
			abort();
		last = token.end;
		for (size_t pos = 0; html_attribute(token.attributes, &pos, &name, &value);)
			if (pos > token.attributes.len)
				abort();
	}
	if (last != page.len)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = str_at((const char *)data, size);
	struct arena arena = { 0 };
	struct html_page page;
	struct html_facts facts;
	size_t last = 0;

	check_tokens(bytes);
	html_read(bytes, &arena, &page);
	html_features(bytes, &page, &arena);
	html_facts(bytes, &page, &arena, &facts);
	for (size_t b = 0; b < page.n_blocks; b++) {
		const struct html_block *block = &page.blocks[b];
		struct edits edits = { .arena = &arena };
		struct draft draft;

		if (block->begin < last || block->end <= block->begin || block->end > size || block->element >= page.n_elements)
			abort();
		last = block->end;
		draft = draft_of(str_slice(bytes, block->begin, block->end), block->begin, &arena);
		html_propose(draft.text, &edits);
		draft_apply(&draft, &edits);
		if (draft_raw_end(&draft) != block->end)
			abort();
	}
	arena_free(&arena);
	return 0;
}
