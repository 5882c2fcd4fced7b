/*
 * rank.c: dot products.
 */
#include "rank.h"

void rank_query(const struct lexicon *lexicon, const struct view *view, struct str text,
                struct arena *arena, struct query *query)
{
	uint32_t *found;
	size_t n_distinct;

	*query = (struct query){ .id = text };
	query->n_terms = terms_find(lexicon, &view->terms, text, arena, &found, &n_distinct);
	query->terms = found;
	for (size_t k = 0; k < query->n_terms; k++)
		query->weight += view->terms.idf[found[k]];
	query->weight += (double)(n_distinct - query->n_terms) * lexicon->unknown_idf;
}

double rank_query_part(const struct view *view, const struct query *query, size_t i)
{
	const struct terms *terms = &view->terms;
	const struct chains *chains = &view->chains;
	double found = 0, part = 0;

	for (uint32_t k = chains->first[i]; k < chains->first[i + 1]; k++) {
		if (str_eq(chains->chains[chains->mentions[k].chain].id, query->id))
			return RANK_QUERY_ENTITY;
	}
	for (uint32_t k = terms->first[i]; k < terms->first[i + 1]; k++) {
		for (size_t q = 0; q < query->n_terms; q++) {
			if (query->terms[q] == terms->term[k])
				found += terms->idf[terms->term[k]];
		}
	}
	if (query->weight > 0)
		part = RANK_QUERY_TERMS * found / query->weight;
	return part;
}

double rank_score(const float weights[FEATURE_COUNT], const float vector[FEATURE_COUNT])
{
	double sum = 0;

	for (size_t f = 0; f < FEATURE_COUNT; f++) {
		if (vector[f] != 0) /* most are */
			sum += weights[f] * vector[f];
	}
	return sum;
}
