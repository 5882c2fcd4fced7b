/*
 * Best path (Viterbi 1967) and marginals (forward-backward; Rabiner 1989) of a linear chain whose
 * label set is closed under BILOU: 9 labels can stand after 9 closed ones, 2 after each open one, so
 * a step costs 81 + 16 sums and not 289.
 *
 * Marginals are computed with weights, not logarithms: each step is scaled to a sum of 1, which a
 * sentence of any length survives.
 */
#include "crf.h"

#include <math.h>

/* Labels that may begin a sentence or follow a closed label: O, U, B. */
static const uint8_t starts[] = { 0, 1, 2, 3, 4, 9, 10, 11, 12 };
enum { N_STARTS = sizeof starts };

/* The scores of all labels after the best closed label, and which that is. */
static void step_closed(const int32_t *now, const int32_t (*after)[CRF_ROW], int32_t *reached, int32_t *source)
{
	for (unsigned z = 0; z < CRF_ROW; z++) {
		reached[z] = now[0] + after[0][z];
		source[z] = 0;
	}
	for (int32_t y = 1; y < CRF_CLOSED; y++)
		for (unsigned z = 0; z < CRF_ROW; z++) {
			int32_t sum = now[y] + after[y][z];
			bool is_better = sum > reached[z];

			reached[z] = is_better ? sum : reached[z];
			source[z] = is_better ? y : source[z];
		}
}

void crf_viterbi(size_t T, const int16_t (*score)[CRF_ROW], const int16_t (*trans)[CRF_LABELS],
                 uint8_t *best, struct arena *scratch)
{
	struct arena_mark mark = arena_mark(scratch);
	uint8_t(*from)[CRF_LABELS] = arena_items(scratch, T, CRF_LABELS);
	int32_t now[CRF_LABELS], next[CRF_LABELS];
	int32_t after[CRF_CLOSED][CRF_ROW] = { { 0 } }; /* trans, widened once */
	unsigned label = CRF_O;

	for (unsigned y = 0; y < CRF_LABELS; y++)
		now[y] = INT32_MIN / 2;
	for (unsigned i = 0; i < N_STARTS; i++)
		now[starts[i]] = score[0][starts[i]];
	for (unsigned y = 0; y < CRF_CLOSED; y++)
		for (unsigned z = 0; z < CRF_LABELS; z++)
			after[y][z] = trans[y][z];

	for (size_t t = 1; t < T; t++) {
		int32_t reached[CRF_ROW], source[CRF_ROW];

		step_closed(now, (const int32_t(*)[CRF_ROW])after, reached, source);
		for (unsigned i = 0; i < N_STARTS; i++) {
			unsigned z = starts[i];

			next[z] = reached[z] + score[t][z];
			from[t][z] = (uint8_t)source[z];
		}
		for (unsigned type = 0; type < CRF_TYPES; type++) {
			unsigned begin = CRF_B + type, inside = CRF_I + type;

			for (unsigned z = CRF_L + type; z < CRF_LABELS; z += CRF_I - CRF_L) {
				int32_t a = now[begin] + trans[begin][z], b = now[inside] + trans[inside][z];

				next[z] = (a >= b ? a : b) + score[t][z];
				from[t][z] = (uint8_t)(a >= b ? begin : inside);
			}
		}
		memcpy(now, next, sizeof now);
	}
	for (unsigned y = 1; y < CRF_CLOSED; y++)
		if (now[y] > now[label])
			label = y;
	for (size_t t = T; t-- > 1; label = from[t][label])
		best[t] = (uint8_t)label;
	best[0] = (uint8_t)label;
	arena_release(scratch, mark);
}

void crf_lattice_init(struct crf_lattice *lattice, size_t cap, struct arena *arena)
{
	size_t row = sizeof *lattice->weight;

	lattice->T = 0;
	lattice->weight = arena_items(arena, cap, row);
	lattice->alpha = arena_items(arena, cap, row);
	lattice->beta = arena_items(arena, cap, row);
	lattice->scale = arena_array(arena, float, cap);
}

void crf_lattice_trans(struct crf_lattice *lattice, const float (*trans)[CRF_LABELS])
{
	memset(lattice->trans, 0, sizeof lattice->trans);
	for (unsigned y = 0; y < CRF_LABELS; y++)
		for (unsigned z = 0; z < CRF_LABELS; z++)
			if (crf_follows(y, z))
				lattice->trans[y][z] = expf(trans[y][z]);
}

/* out[z] = sum over y of in[y] trans[y][z], legal pairs only. */
static void step_forward(const struct crf_lattice *lattice, const float *in, float *out)
{
	memset(out, 0, CRF_WIDTH * sizeof *out);
	for (unsigned y = 0; y < CRF_CLOSED; y++)
		for (unsigned z = 0; z < CRF_WIDTH; z++)
			out[z] += in[y] * lattice->trans[y][z];
	for (unsigned y = CRF_B; y < CRF_LABELS; y++) {
		unsigned type = crf_type(y);

		out[CRF_L + type] += in[y] * lattice->trans[y][CRF_L + type];
		out[CRF_I + type] += in[y] * lattice->trans[y][CRF_I + type];
	}
}

/* out[y] = sum over z of trans[y][z] in[z], legal pairs only. */
static void step_backward(const struct crf_lattice *lattice, const float *in, float *out)
{
	memset(out, 0, CRF_WIDTH * sizeof *out);
	for (unsigned y = 0; y < CRF_CLOSED; y++) {
		float part[4] = { 0 }; /* four sums at a time, always added in the same order */

		for (unsigned z = 0; z < CRF_WIDTH; z += 4)
			for (unsigned i = 0; i < 4; i++)
				part[i] += lattice->trans[y][z + i] * in[z + i];
		out[y] = (part[0] + part[1]) + (part[2] + part[3]);
	}
	for (unsigned y = CRF_B; y < CRF_LABELS; y++) {
		unsigned type = crf_type(y);

		out[y] = lattice->trans[y][CRF_L + type] * in[CRF_L + type] +
		         lattice->trans[y][CRF_I + type] * in[CRF_I + type];
	}
}

/* Scales a row to a sum of 1; returns the sum. */
static float scale_row(float *row)
{
	float sum = 0;

	for (unsigned y = 0; y < CRF_LABELS; y++)
		sum += row[y];
	if (sum > 0) {
		float inverse = 1 / sum;

		for (unsigned y = 0; y < CRF_WIDTH; y++)
			row[y] *= inverse;
	}
	return sum;
}

bool crf_forward_backward(struct crf_lattice *lattice)
{
	size_t T = lattice->T;
	float row[CRF_WIDTH];
	float end = 0;

	for (size_t t = 0; t < T; t++) {
		float *alpha = lattice->alpha[t];

		if (t > 0)
			step_forward(lattice, lattice->alpha[t - 1], alpha);
		else
			for (unsigned y = 0; y < CRF_WIDTH; y++)
				alpha[y] = y < CRF_LABELS && crf_follows(CRF_O, y) ? 1 : 0;
		for (unsigned y = 0; y < CRF_WIDTH; y++)
			alpha[y] *= lattice->weight[t][y];
		lattice->scale[t] = scale_row(alpha);
		if (!(lattice->scale[t] > 0))
			return false;
	}
	for (unsigned y = 0; y < CRF_WIDTH; y++) {
		lattice->beta[T - 1][y] = y < CRF_CLOSED ? 1 : 0;
		end += y < CRF_CLOSED ? lattice->alpha[T - 1][y] : 0;
	}
	if (!(end > 0))
		return false;
	for (unsigned y = 0; y < CRF_CLOSED; y++)
		lattice->beta[T - 1][y] /= end;
	for (size_t t = T - 1; t > 0; t--) {
		float inverse = 1 / lattice->scale[t];

		for (unsigned y = 0; y < CRF_WIDTH; y++)
			row[y] = lattice->beta[t][y] * lattice->weight[t][y] * inverse;
		step_backward(lattice, row, lattice->beta[t - 1]);
	}
	return true;
}

void crf_marginals(const struct crf_lattice *lattice, size_t t, float p[CRF_LABELS])
{
	for (unsigned y = 0; y < CRF_LABELS; y++)
		p[y] = lattice->alpha[t][y] * lattice->beta[t][y];
}

void crf_add_pairs(const struct crf_lattice *lattice, size_t t, float sign, float (*sum)[CRF_LABELS])
{
	const float *alpha = lattice->alpha[t - 1];
	float row[CRF_LABELS];

	for (unsigned z = 0; z < CRF_LABELS; z++)
		row[z] = sign * lattice->beta[t][z] * lattice->weight[t][z] / lattice->scale[t];
	for (unsigned y = 0; y < CRF_CLOSED; y++)
		for (unsigned z = 0; z < CRF_LABELS; z++)
			sum[y][z] += alpha[y] * lattice->trans[y][z] * row[z];
	for (unsigned y = CRF_B; y < CRF_LABELS; y++)
		for (unsigned z = CRF_L + crf_type(y); z < CRF_LABELS; z += CRF_I - CRF_L)
			sum[y][z] += alpha[y] * lattice->trans[y][z] * row[z];
}

double crf_span_probability(const struct crf_lattice *lattice, size_t first, size_t last, unsigned type)
{
	unsigned label = crf_span_label(first, first, last, type);
	double p = lattice->alpha[first][label];

	for (size_t t = first + 1; t <= last; t++) {
		unsigned next = crf_span_label(t, first, last, type);

		p *= (double)lattice->trans[label][next] * lattice->weight[t][next] / lattice->scale[t];
		label = next;
	}
	return p * lattice->beta[last][label];
}
