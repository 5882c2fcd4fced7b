#include <criterion/criterion.h>
#include <math.h>

#include "filters/tag/names/crf.h"

enum { T_MAX = 4 };

/* A small generator of numbers, so that the cases are the same everywhere. */
static int draw(uint32_t *state, int limit)
{
	*state = *state * 1664525u + 1013904223u;
	return (int)(*state >> 16) % (2 * limit + 1) - limit;
}

struct chain {
	size_t T;
	int16_t score[T_MAX][CRF_ROW];
	int16_t trans[CRF_LABELS][CRF_LABELS];
};

static struct chain chain_of(uint32_t seed, size_t T)
{
	struct chain c = { .T = T };

	for (size_t t = 0; t < T; t++)
		for (unsigned y = 0; y < CRF_LABELS; y++)
			c.score[t][y] = (int16_t)draw(&seed, 40);
	for (unsigned y = 0; y < CRF_LABELS; y++)
		for (unsigned z = 0; z < CRF_LABELS; z++)
			c.trans[y][z] = (int16_t)draw(&seed, 20);
	return c;
}

/* Calls `visit` with every legal label sequence and its score. */
static void all_paths(const struct chain *c, size_t t, uint8_t *path, long score,
                      void (*visit)(const uint8_t *path, long score, void *context), void *context)
{
	if (t == c->T) {
		if (path[t - 1] < CRF_CLOSED)
			visit(path, score, context);
		return;
	}
	for (unsigned y = 0; y < CRF_LABELS; y++) {
		if (!crf_follows(t ? path[t - 1] : CRF_O, y))
			continue;
		path[t] = (uint8_t)y;
		all_paths(c, t + 1, path, score + c->score[t][y] + (t ? c->trans[path[t - 1]][y] : 0), visit, context);
	}
}

static void keep_best(const uint8_t *path, long score, void *context)
{
	long *best = context;

	(void)path;
	*best = score > *best ? score : *best;
}

static const float unit = 1 / 16.0f;

struct sums {
	size_t T, first, last; /* a span of type 2 */
	double all, span;
	double label[T_MAX][CRF_LABELS];
};

static void add_weight(const uint8_t *path, long score, void *context)
{
	struct sums *sums = context;
	double weight = exp((double)score * unit);
	bool has_span = true;

	sums->all += weight;
	for (size_t t = 0; t < sums->T; t++)
		sums->label[t][path[t]] += weight;
	for (size_t t = sums->first; t <= sums->last; t++)
		has_span &= path[t] == crf_span_label(t, sums->first, sums->last, 2);
	sums->span += has_span ? weight : 0;
}

Test(crf, viterbi_finds_the_best_of_all_legal_paths)
{
	struct arena arena = { 0 };

	for (uint32_t seed = 1; seed <= 20; seed++) {
		struct chain c = chain_of(seed, 1 + seed % T_MAX);
		uint8_t path[T_MAX], best[T_MAX];
		long want = -1000000, got = 0;
		struct crf_steps steps;

		all_paths(&c, 0, path, 0, keep_best, &want);
		crf_steps_init(&steps, (const int16_t(*)[CRF_LABELS])c.trans);
		crf_viterbi(c.T, (const int16_t(*)[CRF_ROW])c.score, &steps, best, &arena);
		for (size_t t = 0; t < c.T; t++) {
			cr_assert(crf_follows(t ? best[t - 1] : CRF_O, best[t]), "illegal at %zu", t);
			got += c.score[t][best[t]] + (t ? c.trans[best[t - 1]][best[t]] : 0);
		}
		cr_expect(best[c.T - 1] < CRF_CLOSED);
		cr_expect(got == want, "seed %u: %ld, best is %ld", seed, got, want);
	}
	arena_free(&arena);
}

Test(crf, marginals_are_those_of_all_legal_paths)
{
	struct arena arena = { 0 };

	for (uint32_t seed = 1; seed <= 12; seed++) {
		struct chain c = chain_of(seed, 1 + seed % T_MAX);
		struct sums sums = { .T = c.T, .first = seed % c.T, .last = c.T - 1 };
		struct crf_lattice lattice;
		float trans[CRF_LABELS][CRF_LABELS], p[CRF_LABELS];
		uint8_t path[T_MAX];

		all_paths(&c, 0, path, 0, add_weight, &sums);
		crf_lattice_init(&lattice, c.T, &arena);
		lattice.T = c.T;
		for (unsigned y = 0; y < CRF_LABELS; y++)
			for (unsigned z = 0; z < CRF_LABELS; z++)
				trans[y][z] = c.trans[y][z] * unit;
		crf_lattice_trans(&lattice, (const float(*)[CRF_LABELS])trans);
		memset(lattice.weight, 0, c.T * sizeof *lattice.weight);
		for (size_t t = 0; t < c.T; t++)
			for (unsigned y = 0; y < CRF_LABELS; y++)
				lattice.weight[t][y] = expf(c.score[t][y] * unit);
		cr_assert(crf_forward_backward(&lattice));
		for (size_t t = 0; t < c.T; t++) {
			crf_marginals(&lattice, t, p);
			for (unsigned y = 0; y < CRF_LABELS; y++)
				cr_expect(fabs(p[y] - sums.label[t][y] / sums.all) < 1e-4, "seed %u token %zu label %u", seed, t, y);
		}
		cr_expect(fabs(crf_span_probability(&lattice, sums.first, sums.last, 2) - sums.span / sums.all) < 1e-4,
		          "seed %u span", seed);
	}
	arena_free(&arena);
}

Test(crf, a_sentence_that_allows_nothing_is_told)
{
	struct arena arena = { 0 };
	struct crf_lattice lattice;
	float trans[CRF_LABELS][CRF_LABELS] = { { 0 } };

	crf_lattice_init(&lattice, 1, &arena);
	lattice.T = 1;
	memset(lattice.weight, 0, sizeof *lattice.weight);
	lattice.weight[0][CRF_B] = 1; /* would have to go on */
	crf_lattice_trans(&lattice, (const float(*)[CRF_LABELS])trans);
	cr_expect(!crf_forward_backward(&lattice));
	arena_free(&arena);
}
