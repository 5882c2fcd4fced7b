/*
 * boost.c: level by level, each leaf is split where the gain is best, over histograms of bins. Of two
 * new leaves the smaller is counted; what the larger holds is the difference to the leaf they were.
 */
#include "boost.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "common/diag.h"

enum { BINS = 64 };

struct bin {
	double gradient, hessian;
};

struct node {
	size_t begin, end; /* rows[begin, end) */
	size_t depth;
	bool is_leaf;
	size_t feature, bin; /* rows of a lower bin go below */
	size_t below, above;
	double gradient, hessian; /* sums over its rows */
	double value;
};

struct training {
	const float *x;
	const uint8_t *y;
	const float *w;
	const uint32_t *group;
	size_t N, F;
	const struct boost_options *options;
	uint8_t *bins;          /* [N][F] */
	float (*edges)[BINS];   /* [F]: bin b holds values below edges[b] (the last: all others) */
	size_t *n_edges;
	double *score, *gradient, *hessian;
	size_t *rows, *scratch; /* that the tree sees */
	size_t n_rows;
	size_t *seen; /* features that the tree sees, in their order */
	size_t n_seen;
	struct node *nodes;
	size_t n_nodes;
	struct bin (*histograms)[BINS]; /* [nodes][F] */
};

static int by_value(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* Rounded as it is written, so that training and use cut at the same place. */
static float rounded(double value)
{
	return (float)(round(value * 10000) / 10000);
}

static void make_bins(struct training *t)
{
	float *values = diag_alloc(t->N * sizeof *values);

	for (size_t f = 0; f < t->F; f++) {
		size_t n = 0;

		for (size_t i = 0; i < t->N; i++)
			values[i] = t->x[i * t->F + f];
		qsort(values, t->N, sizeof *values, by_value);
		for (size_t b = 1; b < BINS; b++) {
			size_t at = b * t->N / BINS;
			float edge;

			while (at < t->N && at > 0 && values[at] <= values[at - 1])
				at++;
			if (at == 0 || at >= t->N)
				continue;
			edge = rounded(((double)values[at] + values[at - 1]) / 2);
			if (edge > values[at - 1] && edge <= values[at] && (n == 0 || edge > t->edges[f][n - 1]))
				t->edges[f][n++] = edge;
		}
		t->n_edges[f] = n;
		for (size_t i = 0; i < t->N; i++) {
			uint8_t bin = 0;

			while (bin < n && t->x[i * t->F + f] >= t->edges[f][bin])
				bin++;
			t->bins[i * t->F + f] = bin;
		}
	}
	free(values);
}

static double gain_of(double gradient, double hessian, double l2)
{
	return gradient * gradient / (hessian + l2);
}

static struct bin (*histogram_of(const struct training *t, const struct node *node))[BINS]
{
	return t->histograms + (size_t)(node - t->nodes) * t->F;
}

static void count(const struct training *t, const struct node *node)
{
	struct bin(*histogram)[BINS] = histogram_of(t, node);

	for (size_t s = 0; s < t->n_seen; s++)
		memset(histogram[t->seen[s]], 0, sizeof *histogram);
	for (size_t r = node->begin; r < node->end; r++) {
		size_t i = t->rows[r];
		double gradient = t->gradient[i], hessian = t->hessian[i];
		const uint8_t *bins = t->bins + i * t->F;

		for (size_t s = 0; s < t->n_seen; s++) {
			struct bin *bin = &histogram[t->seen[s]][bins[t->seen[s]]];

			bin->gradient += gradient;
			bin->hessian += hessian;
		}
	}
}

/* What `whole` holds and `part` does not. */
static void count_rest(const struct training *t, const struct node *whole, const struct node *part,
                       const struct node *rest)
{
	struct bin(*all)[BINS] = histogram_of(t, whole), (*some)[BINS] = histogram_of(t, part), (*others)[BINS] = histogram_of(t, rest);

	for (size_t s = 0; s < t->n_seen; s++) {
		size_t f = t->seen[s];

		for (size_t b = 0; b <= t->n_edges[f]; b++) {
			others[f][b].gradient = all[f][b].gradient - some[f][b].gradient;
			others[f][b].hessian = all[f][b].hessian - some[f][b].hessian;
		}
	}
}

/* Finds the best split of a node; false where none pays. */
static bool best_split(const struct training *t, struct node *node)
{
	struct bin(*histogram)[BINS] = histogram_of(t, node);
	double gradient = node->gradient, hessian = node->hessian, best = 1e-6;
	bool found = false;

	for (size_t s = 0; s < t->n_seen; s++) {
		size_t f = t->seen[s];
		double g = 0, h = 0;

		for (size_t b = 0; b < t->n_edges[f]; b++) {
			double gain;

			g += histogram[f][b].gradient;
			h += histogram[f][b].hessian;
			if (h < t->options->min_weight || hessian - h < t->options->min_weight)
				continue;
			gain = gain_of(g, h, t->options->l2) + gain_of(gradient - g, hessian - h, t->options->l2) -
			       gain_of(gradient, hessian, t->options->l2);
			if (gain > best) {
				best = gain;
				node->feature = f;
				node->bin = b;
				found = true;
			}
		}
	}
	return found;
}

/* Rows of a lower bin first, each side in its order. */
static size_t divide(struct training *t, const struct node *node)
{
	size_t low = node->begin, n_high = 0;

	for (size_t r = node->begin; r < node->end; r++) {
		size_t i = t->rows[r];

		if (t->bins[i * t->F + node->feature] <= node->bin)
			t->rows[low++] = i;
		else
			t->scratch[n_high++] = i;
	}
	memcpy(t->rows + low, t->scratch, n_high * sizeof *t->rows);
	return low;
}

static struct node *add_node(struct training *t, size_t begin, size_t end, size_t depth)
{
	struct node *node = &t->nodes[t->n_nodes++];

	*node = (struct node){ .begin = begin, .end = end, .depth = depth };
	for (size_t r = begin; r < end; r++) {
		node->gradient += t->gradient[t->rows[r]];
		node->hessian += t->hessian[t->rows[r]];
	}
	node->value = -t->options->rate * node->gradient / (node->hessian + t->options->l2);
	return node;
}

static void grow_tree(struct training *t)
{
	t->n_nodes = 0;
	count(t, add_node(t, 0, t->n_rows, 0));
	for (size_t n = 0; n < t->n_nodes; n++) {
		struct node *node = &t->nodes[n], *below, *above;
		size_t middle;

		node->is_leaf = node->depth == t->options->depth || !best_split(t, node);
		if (node->is_leaf)
			continue;
		middle = divide(t, node);
		node->below = t->n_nodes;
		node->above = t->n_nodes + 1;
		below = add_node(t, node->begin, middle, node->depth + 1);
		above = add_node(t, middle, node->end, node->depth + 1);
		if (below->depth == t->options->depth)
			continue;
		if (middle - node->begin < node->end - middle) {
			count(t, below);
			count_rest(t, node, below, above);
		} else {
			count(t, above);
			count_rest(t, node, above, below);
		}
	}
}

static void write_tree(const struct training *t, size_t number, const char *const *names, struct buf *table)
{
	for (size_t n = 0; n < t->n_nodes; n++) {
		const struct node *node = &t->nodes[n];

		if (node->is_leaf)
			buf_printf(table, "%zu\t%zu\t=\t%.4f\n", number, n, (double)rounded(node->value));
		else
			buf_printf(table, "%zu\t%zu\t%s\t%.4f\t%zu\t%zu\n", number, n, names[node->feature],
			           (double)t->edges[node->feature][node->bin], node->below, node->above);
	}
}

static void update_scores(struct training *t)
{
	for (size_t i = 0; i < t->N; i++) {
		const struct node *node = t->nodes;

		while (!node->is_leaf)
			node = &t->nodes[t->bins[i * t->F + node->feature] <= node->bin ? node->below : node->above];
		t->score[i] += (double)rounded(node->value);
	}
}

/* Whether a tree sees one of so many things, of which it sees a share. */
static bool is_drawn(uint64_t tree, uint64_t thing, double share)
{
	const uint64_t key[2] = { tree, thing };

	return share <= 0 || (double)(XXH3_64bits(key, sizeof key) >> 11) * 0x1p-53 < share;
}

static void draw(struct training *t, size_t tree)
{
	t->n_rows = t->n_seen = 0;
	for (size_t i = 0; i < t->N; i++)
		if (is_drawn(tree, t->group ? t->group[i] : i, t->options->rows))
			t->rows[t->n_rows++] = i;
	for (size_t f = 0; f < t->F; f++)
		if (is_drawn(~(uint64_t)tree, f, t->options->features))
			t->seen[t->n_seen++] = f;
}

void boost_train(const float *x, const uint8_t *y, const float *w, const uint32_t *group, size_t N, size_t F,
                 const char *const *names, const struct boost_options *options, struct buf *table)
{
	struct training t = {
		.x = x, .y = y, .w = w, .group = group, .N = N, .F = F, .options = options,
		.bins = diag_alloc(N * F),
		.edges = diag_alloc(F * sizeof *t.edges),
		.n_edges = diag_alloc(F * sizeof *t.n_edges),
		.score = diag_alloc(N * sizeof *t.score),
		.gradient = diag_alloc(N * sizeof *t.gradient),
		.hessian = diag_alloc(N * sizeof *t.hessian),
		.rows = diag_alloc(N * sizeof *t.rows),
		.scratch = diag_alloc(N * sizeof *t.scratch),
		.seen = diag_alloc(F * sizeof *t.seen),
		.nodes = diag_alloc(((size_t)2 << options->depth) * sizeof *t.nodes),
		.histograms = diag_alloc(((size_t)1 << options->depth) * F * sizeof *t.histograms),
	};

	make_bins(&t);
	for (size_t i = 0; i < N; i++)
		t.score[i] = 0;
	for (size_t n = 0; n < options->n_trees; n++) {
		for (size_t i = 0; i < N; i++) {
			double p = 1 / (1 + exp(-t.score[i]));

			t.gradient[i] = w[i] * (p - y[i]);
			t.hessian[i] = w[i] * p * (1 - p);
		}
		draw(&t, n);
		grow_tree(&t);
		update_scores(&t);
		write_tree(&t, n, names, table);
	}
	free(t.bins);
	free(t.edges);
	free(t.n_edges);
	free(t.score);
	free(t.gradient);
	free(t.hessian);
	free(t.rows);
	free(t.scratch);
	free(t.seen);
	free(t.nodes);
	free(t.histograms);
}
