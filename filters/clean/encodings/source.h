/*
 * source.h: the bytes of a document as text.
 *
 * Nearly all documents are their own text: UTF-8, or bytes that a repair of the paragraph makes
 * UTF-8. Those of another encoding are decoded as a whole first (encoding.h), and so is a part of a
 * message (transfer.h); a draft of a piece of it has a run for each stretch of characters that
 * stand for themselves and one for each word or character that does not, so that offsets are as
 * fine as tokens. The text of a feed's item is part of it, with a layer of XML undone: a draft, of
 * which parts are taken.
 */
#ifndef CLEAN_SOURCE_H
#define CLEAN_SOURCE_H

#include "filters/clean/draft.h"
#include "encoding.h"

enum source_kind {
	SOURCE_BYTES,
	SOURCE_DECODED,
	SOURCE_DRAFT,
	SOURCE_BINARY, /* no text at all: an image, an archive */
};

struct source {
	struct str raw;
	struct str text; /* raw itself, or what was made of it */
	enum source_kind kind;
	bool is_valid; /* the text is UTF-8 throughout */
	struct decoding decoding; /* of SOURCE_DECODED */
	struct draft draft; /* of SOURCE_DRAFT */
	size_t *run_text, *run_raw; /* where each of its runs begins */
};

/* declared: what something outside of the bytes says of their encoding; NULL: nothing. */
void source_init(struct source *source, struct str raw, const struct encoding *declared);
/* A text that has been made of `raw` already. The decoding is taken over, the draft is borrowed. */
void source_init_decoding(struct source *source, struct str raw, struct decoding *decoding);
void source_init_draft(struct source *source, struct str raw, const struct draft *draft);
void source_free(struct source *source);

/* The text bytes [begin, end), which cut no character, as a draft. */
struct draft source_draft(const struct source *source, size_t begin, size_t end, struct arena *arena);

#endif
