/*
 * centrality.c: sparse vectors against dense sums over the V terms of the document.
 */
#include <math.h>

#include "centrality.h"

enum { POWER_STEPS = 4, LEAD = 3 };

struct graph {
	const struct terms *terms;
	const bool *counts;
	const float *norm;
	size_t n; /* sentences that count */
};

/* v_i . dense */
static double dot(const struct graph *graph, size_t i, const double *dense)
{
	const struct terms *terms = graph->terms;
	double sum = 0;

	for (uint32_t k = terms->first[i]; k < terms->first[i + 1]; k++)
		sum += terms->idf[terms->term[k]] * dense[terms->term[k]];
	return graph->norm[i] > 0 ? sum / graph->norm[i] : 0;
}

/* dense += weight * v_i */
static void add(const struct graph *graph, size_t i, double weight, double *dense)
{
	const struct terms *terms = graph->terms;

	if (graph->norm[i] <= 0)
		return;
	weight /= graph->norm[i];
	for (uint32_t k = terms->first[i]; k < terms->first[i + 1]; k++)
		dense[terms->term[k]] += weight * terms->idf[terms->term[k]];
}

static double length(const double *dense, size_t n)
{
	double sum = 0;

	for (size_t t = 0; t < n; t++)
		sum += dense[t] * dense[t];
	return sqrt(sum);
}

static void sum_directions(const struct graph *graph, const double *total, double *before,
                           struct centrality *out)
{
	double total_length = length(total, graph->terms->n_terms);
	size_t n_before = 0;

	for (size_t i = 0; i < graph->terms->n_sentences; i++) {
		double self = graph->counts[i] && graph->norm[i] > 0, all = dot(graph, i, total);
		double earlier = dot(graph, i, before);
		size_t n_after = graph->n - n_before - graph->counts[i];

		out->centroid[i] = (float)(total_length > 0 ? all / total_length : 0);
		out->earlier[i] = (float)(n_before ? earlier / (double)n_before : 0);
		out->later[i] = (float)(n_after ? (all - earlier - self) / (double)n_after : 0);
		if (graph->counts[i]) {
			add(graph, i, 1, before);
			n_before++;
		}
	}
}

static void compare_lead(const struct graph *graph, double *lead, struct centrality *out)
{
	size_t n_sentences = graph->terms->n_sentences, n_lead = 0, end = 0;
	double lead_length;

	for (; end < n_sentences && n_lead < LEAD; end++) {
		if (graph->counts[end]) {
			add(graph, end, 1, lead);
			n_lead++;
		}
	}
	lead_length = length(lead, graph->terms->n_terms);
	for (size_t i = 0; i < n_sentences; i++) {
		double sum = dot(graph, i, lead);

		if (i < end && graph->counts[i] && graph->norm[i] > 0)
			sum -= 1;
		out->lead[i] = (float)(lead_length > 0 ? sum / lead_length : 0);
	}
}

/* Power iteration from equal weights: w <- X (X' w), scaled so that the largest is 1. */
static void iterate(const struct graph *graph, double *dense, struct centrality *out)
{
	size_t n_sentences = graph->terms->n_sentences;

	for (size_t i = 0; i < n_sentences; i++)
		out->rank[i] = graph->counts[i];
	for (int step = 0; step < POWER_STEPS; step++) {
		double most = 0;

		memset(dense, 0, graph->terms->n_terms * sizeof *dense);
		for (size_t i = 0; i < n_sentences; i++) {
			if (graph->counts[i])
				add(graph, i, out->rank[i], dense);
		}
		for (size_t i = 0; i < n_sentences; i++) {
			double weight = dot(graph, i, dense);

			out->rank[i] = (float)weight;
			if (graph->counts[i] && weight > most)
				most = weight;
		}
		for (size_t i = 0; i < n_sentences; i++)
			out->rank[i] = (float)(most > 0 ? out->rank[i] / most : 0);
	}
}

void centrality_compute(const struct terms *terms, const bool *counts, struct arena *arena,
                        struct centrality *centrality)
{
	size_t n_sentences = terms->n_sentences, size = terms->n_terms * sizeof(double);
	struct graph graph = { terms, counts, NULL, 0 };
	double *total = arena_zeroed(arena, size);

	centrality->norm = arena_array(arena, float, n_sentences);
	centrality->centroid = arena_array(arena, float, n_sentences);
	centrality->earlier = arena_array(arena, float, n_sentences);
	centrality->later = arena_array(arena, float, n_sentences);
	centrality->lead = arena_array(arena, float, n_sentences);
	centrality->rank = arena_array(arena, float, n_sentences);
	for (size_t i = 0; i < n_sentences; i++) {
		double sum = 0;

		for (uint32_t k = terms->first[i]; k < terms->first[i + 1]; k++)
			sum += terms->idf[terms->term[k]] * terms->idf[terms->term[k]];
		centrality->norm[i] = (float)sqrt(sum);
		graph.n += counts[i];
	}
	graph.norm = centrality->norm;
	for (size_t i = 0; i < n_sentences; i++) {
		if (counts[i])
			add(&graph, i, 1, total);
	}
	sum_directions(&graph, total, arena_zeroed(arena, size), centrality);
	compare_lead(&graph, arena_zeroed(arena, size), centrality);
	iterate(&graph, total, centrality);
}
