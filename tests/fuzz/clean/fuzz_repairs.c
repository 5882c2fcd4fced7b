/*
 * Whole documents: runs cover the raw bytes of their paragraph, what is verbatim is so, the text is
 * valid UTF-8 without line ends. Small lists stand for the data files.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/utf8.h"

#include "filters/clean/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct clean_data lists = {
	.entities = STR("amp\t0026\nlt\t003C\nnbsp\t00A0\nrsquo\t2019\n"),
	.names = STR("New York\nSouth Korea\n"),
	.words = STR("newer\npart\ntime\n"),
	.agencies = STR("AFP\nReuters\n"),
	.languages = STR("en\tthe of and\nde\tder die und\n"),
	.phrases = { STR("hands agreement\tarms deal\nglobal level\tworld stage\tsecond\n"), { NULL, 0 } },
};

static void check_paragraph(const struct clean_paragraph *paragraph, struct str raw)
{
	const struct draft *draft = &paragraph->draft;
	size_t text = 0, at = draft->raw;

	if (!utf8_is_valid(draft->text) || str_find(draft->text, '\n', 0) < draft->text.len)
		abort();
	for (size_t i = 0; i < draft->n_runs; i++) {
		struct draft_run run = draft->runs[i];

		if (at + run.raw_len > raw.len || text + run.text_len > draft->text.len)
			abort();
		if (!run.kinds && !str_eq(str_slice(draft->text, text, text + run.text_len),
		                          str_slice(raw, at, at + run.raw_len)))
			abort();
		text += run.text_len;
		at += run.raw_len;
	}
	if (text != draft->text.len)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct clean_options options = { .kinds = KINDS_DEFAULT, .max_field = 300 };
	static struct clean *clean; /* made once, for all inputs */
	struct str raw = str_at((const char *)data, size);
	struct clean_document *document;
	struct clean_paragraph paragraph;
	size_t n;

	if (!clean)
		clean = clean_new(&lists, &options);
	document = clean_open(clean, raw, NULL, true);
	while (clean_next(document, &paragraph))
		check_paragraph(&paragraph, raw);
	clean_suspicions(document, &n);
	clean_verdict(document);
	clean_close(document);
	return 0;
}
