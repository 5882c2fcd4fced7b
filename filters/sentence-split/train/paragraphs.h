/*
 * paragraphs.h: the running text of a treebank, with the places where its sentences begin.
 *
 * A treebank is read either with its paragraph breaks (every `# newpar` or `# newdoc` begins a text)
 * or without (every `# newdoc`), so that a splitter can be trained and measured on both.
 */
#ifndef SPLIT_TRAIN_PARAGRAPHS_H
#define SPLIT_TRAIN_PARAGRAPHS_H

#include "common/arena.h"
#include "common/buf.h"

struct paragraph {
	struct str text;
	size_t *begins; /* of its sentences, in bytes; begins[0] = 0 */
	size_t n_begins;
	bool is_document; /* read without paragraph breaks */
};

struct paragraphs {
	struct paragraph *items;
	size_t n_items, cap;
};

/*
 * Appends the paragraphs of a CoNLL-U file; of GUM only those of the genres that a shipped model may
 * learn from (news, interview, bio, voyage, textbook, vlog, conversation, speech: CC BY or public
 * domain). Everything lives in the arena; free(items) is the caller's. Returns NULL, or what is
 * wrong with line *line.
 */
const char *paragraphs_read(struct str file, bool is_document, struct arena *arena,
                            struct paragraphs *out, uint64_t *line);

#endif
