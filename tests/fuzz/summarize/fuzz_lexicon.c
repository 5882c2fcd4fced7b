/*
 * The data of summarize: any bytes as word classes, teasers, weights and counts of stems are read or
 * refused, and look-ups in what was read stay inside of it. The first two bytes are the length of the
 * bundle's hashes in fours; hashes, as many bytes of idf and the text of all tables follow.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "filters/summarize/lexicon.h"
#include "filters/summarize/weights.h"
#include "tests/fuzz/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whether the sections make a lexicon whose words can be looked up. */
static void open_stems(struct str hashes, struct str idf, struct lexicon *lexicon)
{
	struct bundle_part parts[] = { { "hashes", hashes }, { "idf", idf } };
	struct bundle bundle;

	bundle = make_model(LEXICON_KIND, parts, 2);
	if (lexicon_open(&bundle, lexicon))
		for (const char *const *word = (const char *const[]){ "minist", "bridg", "", "the", NULL }; *word; word++)
			if (!isfinite(lexicon_idf(lexicon, str_of(*word))))
				abort();
	free_model(bundle);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "place-1", "length", "title" };
	struct lexicon lexicon = { 0 };
	struct arena arena = { 0 };
	struct str tables;
	float weights[2 * 3];
	size_t line, n;

	if (size < 2)
		return 0;
	n = (size_t)data[0] | (size_t)data[1] << 8;
	if (n > (size - 2) / 5)
		n = (size - 2) / 5;
	open_stems(str_at((const char *)data + 2, 4 * n), str_at((const char *)data + 2 + 4 * n, n), &lexicon);
	tables = str_at((const char *)data + 2 + 5 * n, size - 2 - 5 * n);
	if (lexicon_read_words(tables, &arena, &lexicon, &line))
		lexicon_classes(&lexicon, str_of("she"));
	lexicon_read_teasers(tables, &arena, &lexicon);
	lexicon_is_teaser(&lexicon, str_of("Read more about it"));
	weights_read(tables, names, 3, 2, weights, &line);
	arena_free(&arena);
	return 0;
}
