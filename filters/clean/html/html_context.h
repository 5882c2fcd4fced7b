/*
 * html_context.h: what a second look sees of a block: what the first look thought of those around it.
 *
 * The first look judges each block by itself and its place; the second one also by the verdict on its
 * neighbours, on its siblings, on all blocks of the same make, and on what its ancestors hold (stacked
 * generalization; Wolpert 1992). So a list between paragraphs is seen as part of the text, and a teaser
 * that reads like a paragraph, but stands among teasers, is not.
 */
#ifndef CLEAN_HTML_CONTEXT_H
#define CLEAN_HTML_CONTEXT_H

#include "html_features.h"

/* Names of a second look's features into names[HTML_MAX_FEATURES]: those of html_features, then its own. How many. */
size_t html_context_names(const char **names);

/* context[B][F2]: the rows of features[B][F] with what the scores[B] of a first look add. */
float *html_context(const struct html_page *page, const float *features, const double *scores, struct arena *arena);

#endif
