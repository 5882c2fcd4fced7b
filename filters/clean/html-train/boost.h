/*
 * boost.h: gradient-boosted trees for two classes (Friedman 2001), log loss, second-order leaves,
 * features cut into bins of equal counts. Each tree may see a part of the rows and of the features
 * only (Friedman 2002), drawn by hashes. Deterministic: the same rows give the same trees.
 */
#ifndef CLEAN_HTML_TRAIN_BOOST_H
#define CLEAN_HTML_TRAIN_BOOST_H

#include "common/buf.h"

struct boost_options {
	size_t n_trees, depth;
	double rate;       /* what each tree adds is shrunk by this */
	double min_weight; /* a leaf has at least this much weight */
	double l2;
	double rows, features; /* shares that a tree sees; 0: all of them */
};

/*
 * x[N][F], y[N] (0 or 1), w[N] weights; group[N]: rows of a group are seen together (NULL: all rows). Appends the table that trees_read reads; names[F] are the
 * features' names.
 */
void boost_train(const float *x, const uint8_t *y, const float *w, const uint32_t *group, size_t N, size_t F,
                 const char *const *names, const struct boost_options *options, struct buf *table);

#endif
