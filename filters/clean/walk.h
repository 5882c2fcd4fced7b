/*
 * walk.h: through a document, paragraph by paragraph.
 *
 * The paragraphs are those of the text's lines, or of a page's article. One whose row would be too
 * long is walked in pieces: cut at a blank, and cut again where its map makes the row longer than
 * its text.
 */
#ifndef CLEAN_WALK_H
#define CLEAN_WALK_H

#include "filters/clean/html/html_article.h"
#include "filters/clean/repairs/lines.h"

struct walk {
	struct str text;
	const struct html_article *article; /* of a web page; NULL: its lines are the paragraphs */
	struct lines lines;
	struct block block;
	size_t n_blocks; /* so far, the current one counted */
	size_t at;       /* what is left of the block: [at, block.end) */
	size_t longest, limit; /* bytes of a piece, at first and of this block */
};

struct piece {
	size_t begin, end;
	bool is_first, is_last; /* of its block */
};

/* Text and article are borrowed. is_unwrapping: whether wrapped lines are joined. */
void walk_begin(struct walk *walk, struct str text, const struct html_article *article, bool is_unwrapping,
                size_t longest);

/* The next piece; false at the end. */
bool walk_next(struct walk *walk, struct piece *piece);

/* Takes a piece back, to be cut into smaller ones; false where it is small enough. */
bool walk_halve(struct walk *walk, const struct piece *piece);

#endif
