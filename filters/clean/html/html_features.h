/*
 * html_features.h: what a classifier sees of a block.
 *
 * Figures about the block itself, its neighbours, its ancestors and their class words, and where it
 * stands against the page's best container: the deepest element that holds most of the page's good
 * words (words of blocks that are long, end like sentences and are no links); and how far it says what
 * the head of the page says. After Kohlschütter,
 * Fankhauser and Nejdl (2010): words and link share of a block and its neighbours carry far.
 */
#ifndef CLEAN_HTML_FEATURES_H
#define CLEAN_HTML_FEATURES_H

#include "html_blocks.h"
#include "filters/clean/trees.h"

enum { HTML_MAX_FEATURES = 128 };

/* Names of the features, in their order; *n is how many. */
const char *const *html_feature_names(size_t *n);

/* features[B][F], from the arena. Linear in blocks and their depth. */
float *html_features(struct str bytes, const struct html_page *page, struct arena *arena);

/* The trees of a first and of a second look: two tables, parted by an empty line. False on malformed ones. */
struct html_trees {
	struct trees first, second;
};

bool html_trees_read(struct str table, struct arena *arena, struct html_trees *trees);

/*
 * Which blocks are the article, by the trees and by what needs no trees: what readers wrote below it reads
 * as texts do, but is none where there is a text outside of their comments; a line that is a link to
 * another story is none; the sentence under the headline by which the head of the page describes it
 * belongs to it. is_text[B], from the arena.
 */
bool *html_choose(const struct html_page *page, const float *features, const struct html_trees *trees,
                  struct arena *arena);

#endif
