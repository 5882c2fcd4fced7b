/*
 * labels.h: which blocks of a page are its article, by the text that people took from it.
 *
 * A block belongs where most of its runs of four words stand in the gold text (the measure of the
 * article extraction benchmark; Zyte, 2019). Each word of the gold text is given away once, to the
 * longest block first: of a quotation that a page shows twice, or of two copies of an article, one is
 * the article. A block of fewer than four words belongs where the gold text has it right behind the
 * block before it, or right before the block behind it.
 */
#ifndef CLEAN_HTML_TRAIN_LABELS_H
#define CLEAN_HTML_TRAIN_LABELS_H

#include "common/arena.h"

/* Words are runs of letters and digits, case counts. */
struct words {
	uint64_t *hashes; /* [n] */
	size_t n;
};

enum label { LABEL_OTHER, LABEL_ARTICLE, LABEL_UNKNOWN };

struct words words_of(struct str text, struct arena *arena);

/* labels[B] of blocks[B], whose article is `gold`. */
void labels_of_text(const struct words *blocks, size_t B, struct words gold, uint8_t *labels, struct arena *arena);

/*
 * A standfirst (a block that says what `description` says) before the article is LABEL_UNKNOWN, for some
 * gold texts have it and some do not.
 */
void labels_forget_standfirst(const struct words *blocks, size_t B, struct words description, uint8_t *labels);

/*
 * The same of a page of which only some sentences are known: those that are in its article and those
 * that are not. Blocks with neither are LABEL_UNKNOWN.
 */
void labels_of_segments(const struct words *blocks, size_t B, const struct words *wanted, size_t n_wanted,
                        const struct words *unwanted, size_t n_unwanted, uint8_t *labels);

#endif
