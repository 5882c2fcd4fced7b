/*
 * trees.h: a sum of small decision trees (gradient boosting; Friedman 2001), read from a table that
 * people can read too:
 *
 *      tree  node  feature      threshold  below  above
 *      0     0     link-share   0.3125     1      2
 *      0     1     words        4.5        3      4
 *      0     3     =            -0.8121
 *
 * A node sends what is below its threshold to `below`, all else to `above`; `=` is a leaf and its
 * number what the tree adds. Nodes come in the order of their numbers, children behind parents.
 */
#ifndef CLEAN_TREES_H
#define CLEAN_TREES_H

#include "common/arena.h"

struct tree_node {
	uint32_t feature;      /* TREES_LEAF: a leaf */
	float number;          /* the threshold, or what the leaf adds */
	uint32_t below, above; /* positions in nodes[]; behind the node itself */
};

#define TREES_LEAF UINT32_MAX

struct trees {
	struct tree_node *nodes;
	size_t n_nodes;
	uint32_t *roots;
	size_t n_trees;
};

/*
 * Reads a table; the names give features their numbers. False, with *line the place, on anything
 * malformed. Lines that begin with '#' are comments. Memory from the arena.
 */
bool trees_read(struct str table, const char *const *names, size_t n_names, struct arena *arena,
                struct trees *trees, size_t *line);

/* The sum of all trees for one row of features: the log odds of the class. */
double trees_sum(const struct trees *trees, const float *features);

#endif
