/*
 * rank.h: the linear ranker: how good a sentence would be in the summary, whatever else is in it.
 *
 * score = sum over features of weight * value. The weights are a table that people can read and
 * change (weights.tsv: feature, and a weight for each aim), fitted by summarize-train. What a document
 * lacks (names without tags, chains without links) is 0 in the vector: it adds nothing. A query adds
 * its own part, with the weights below. From the best to the worst sentence of a document it is about 1:
 * a third of a query outweighs that, and among sentences with as much of it the better one comes first.
 */
#ifndef SUMMARIZE_RANK_H
#define SUMMARIZE_RANK_H

#include "features.h"

#define RANK_QUERY_TERMS 3.0  /* all of the query's words in one sentence, against none */
#define RANK_QUERY_ENTITY 3.0 /* a mention of the entity that was asked for */

struct ranker {
	float weight[AIM_COUNT][FEATURE_COUNT];
};

#define RANK_HEAD "feature\tone\ttwo\tseveral"

static inline enum rank_aim rank_aim(size_t n_sentences)
{
	return n_sentences == 1 ? AIM_ONE : n_sentences == 2 ? AIM_TWO : AIM_SEVERAL;
}

/* What each expected word costs that was said before. */
static inline double rank_redundancy(const float *weights)
{
	return -weights[FEATURE_SAID] / FEATURES_SAID_UNIT;
}

/* What is asked for. */
struct query {
	struct str id;         /* of an entity; empty for words */
	const uint32_t *terms; /* of the document, found in the query */
	size_t n_terms;
	double weight; /* idf of all that the query asks for */
};

/* The words of a query looked up in a document; `text` like Q159 asks for an entity as well. */
void rank_query(const struct lexicon *lexicon, const struct view *view, struct str text,
                struct arena *arena, struct query *query);

/* What a vector is worth. */
double rank_score(const float weights[FEATURE_COUNT], const float vector[FEATURE_COUNT]);

/* One sentence's share of the query: what it adds to the score. */
double rank_query_part(const struct view *view, const struct query *query, size_t i);

#endif
