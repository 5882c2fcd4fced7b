/*
 * source.h: the bytes of a document as text.
 *
 * Nearly all documents are their own text: UTF-8, or bytes that a repair of the paragraph makes
 * UTF-8. UTF-16 (told by its byte order mark) is decoded as a whole first; a draft of a part of it
 * is a row of replaced runs, one a word, so that offsets are as fine as tokens. The text of a feed's
 * item is part of it, with a layer of XML undone: a draft, of which parts are taken.
 */
#ifndef CLEAN_SOURCE_H
#define CLEAN_SOURCE_H

#include "common/buf.h"
#include "draft.h"

enum source_kind {
	SOURCE_BYTES,
	SOURCE_UTF16_LE,
	SOURCE_UTF16_BE,
	SOURCE_DRAFT,
	SOURCE_BINARY, /* no text at all: an image, an archive */
};

struct source {
	struct str raw;
	struct str text; /* raw itself, or `decoded` */
	enum source_kind kind;
	bool is_valid; /* the text is UTF-8 throughout */
	struct buf decoded;
	size_t *checkpoints; /* raw offset of the character at or behind text byte i * CHECKPOINT */
	size_t n_checkpoints;
	struct draft draft; /* of SOURCE_DRAFT */
	size_t *run_text, *run_raw; /* where each of its runs begins */
};

void source_init(struct source *source, struct str raw);
/* A text that has been made of `raw` already. The draft is borrowed. */
void source_init_draft(struct source *source, struct str raw, const struct draft *draft);
void source_free(struct source *source);

/* The text bytes [begin, end), which cut no character, as a draft. */
struct draft source_draft(const struct source *source, size_t begin, size_t end, struct arena *arena);

/* The raw offset of a text offset that cuts no character. */
size_t source_raw(const struct source *source, size_t text);

#endif
