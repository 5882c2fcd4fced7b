/*
 * centrality.h: how much a sentence says of what the whole document says.
 *
 * The sentences are nodes of a graph, weighted by the cosine of their tf-idf vectors (G. Erkan and
 * D. Radev, "LexRank", 2004; direction as in H. Zheng and M. Lapata, "Sentence Centrality Revisited
 * for Unsupervised Summarization", ACL 2019). The graph is never built: with v_i the unit vector of
 * sentence i, the sum of its edges to a set J of sentences is v_i . sum of v_j over J. So degrees in
 * either direction are dot products with a running sum, and a step of the power iteration is two
 * sparse products; all of it is linear in the text, and exact.
 */
#ifndef SUMMARIZE_CENTRALITY_H
#define SUMMARIZE_CENTRALITY_H

#include "terms.h"

/* All arrays are [S]; a sentence without terms has 0 everywhere. */
struct centrality {
	float *norm;     /* length of the sentence's idf vector */
	float *centroid; /* cosine with the sum of all sentences */
	float *earlier;  /* mean cosine with the sentences before it */
	float *later;    /* mean cosine with the sentences after it */
	float *lead;     /* cosine with the sum of the first three others */
	float *rank;     /* stationary weight of the graph, 1 for the heaviest sentence */
};

/*
 * counts [S]: which sentences make the graph; the others (titles, captions) get values but lend
 * none. Memory: the arena.
 */
void centrality_compute(const struct terms *terms, const bool *counts, struct arena *arena,
                        struct centrality *centrality);

#endif
