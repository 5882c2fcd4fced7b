/*
 * rank.c: dot products, and the table they take their weights from.
 */
#include <stdlib.h>

#include "rank.h"

static bool read_weight(struct str text, float *weight)
{
	char copy[32], *end;

	if (text.len == 0 || text.len >= sizeof copy)
		return false;
	memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	*weight = strtof(copy, &end);
	return *end == '\0' && *weight > -1e6f && *weight < 1e6f;
}

/* Where the weights of a named row go: LEVEL_COUNT places, `stride` apart. */
static float *find_row(struct ranker *ranker, struct str name, size_t *stride)
{
	*stride = 1;
	if (str_is(name, "redundancy"))
		return ranker->redundancy;
	*stride = FEATURE_COUNT;
	for (size_t f = 0; f < FEATURE_COUNT; f++) {
		if (str_is(name, feature_names[f]))
			return &ranker->weight[0][f];
	}
	return NULL;
}

static bool read_line(struct str line, struct ranker *ranker)
{
	size_t begin = str_find(line, '\t', 0), stride;
	float *weights = find_row(ranker, str_slice(line, 0, begin), &stride);

	for (size_t level = 0; level < LEVEL_COUNT; level++) {
		size_t end = str_find(line, '\t', begin + 1);

		if (!weights || !read_weight(str_slice(line, begin + 1, end), &weights[level * stride]))
			return false;
		begin = end;
	}
	return begin >= line.len;
}

bool rank_read(struct str tsv, struct ranker *ranker, size_t *line)
{
	memset(ranker, 0, sizeof *ranker);
	*line = 0;
	for (size_t pos = 0, end; pos < tsv.len; pos = end + 1) {
		struct str row;

		end = str_find(tsv, '\n', pos);
		row = str_slice(tsv, pos, end);
		++*line;
		if (row.len && row.at[0] != '#' && !read_line(row, ranker))
			return false;
	}
	return true;
}

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

double *rank_scores(const struct ranker *ranker, const struct view *view, const struct query *query,
                    struct arena *arena)
{
	const float *weight = ranker->weight[view->level];
	size_t n_sentences = view->terms.n_sentences;
	double *scores = arena_zeroed(arena, n_sentences * sizeof *scores);

	for (size_t i = 0; i < n_sentences; i++) {
		float vector[FEATURE_COUNT];

		if (!view->is_candidate[i])
			continue;
		features_of(view, i, vector);
		for (size_t f = 0; f < FEATURE_COUNT; f++)
			scores[i] += weight[f] * vector[f];
		if (query)
			scores[i] += rank_query_part(view, query, i);
	}
	return scores;
}
