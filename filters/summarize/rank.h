/*
 * rank.h: the linear ranker: how good a sentence would be in the summary, whatever else is in it.
 *
 * score = sum over features of weight * value. The weights are a table that people can read and
 * change (weights.tsv: feature TAB weight for each level of layers), fitted by summarize-train. A
 * query adds its own part, with weights that are set by hand below: they say how much a match counts
 * beside what the document itself holds important.
 */
#ifndef SUMMARIZE_RANK_H
#define SUMMARIZE_RANK_H

#include "features.h"

#define RANK_QUERY_TERMS 6.0  /* all of the query's words in one sentence, against none */
#define RANK_QUERY_ENTITY 6.0 /* a mention of the entity that was asked for */

struct ranker {
	float weight[LEVEL_COUNT][AIM_COUNT][FEATURE_COUNT];
};

#define RANK_COLUMNS (LEVEL_COUNT * AIM_COUNT)
#define RANK_HEAD "feature\tsent-one\tsent\ttag-one\ttag\tlink-one\tlink"

/* The row of weights for a document. */
static inline const float *rank_weights(const struct ranker *ranker, const struct view *view,
                                        enum rank_aim aim)
{
	return ranker->weight[view->level][aim];
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
