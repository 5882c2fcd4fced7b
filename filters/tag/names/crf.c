/*
 * Best path (Viterbi 1967) and marginals (forward-backward; Rabiner 1989) of a linear chain whose
 * label set is closed under BILOU: 9 labels can stand after 9 closed ones, 2 after each open one, so
 * a step costs 81 + 16 sums and not 289. The four types of a place are one vector.
 *
 * Marginals are computed with weights, not logarithms: each step is scaled to a sum of 1, which a
 * sentence of any length survives.
 */
#include "crf.h"

#include <math.h>

/* --- best path ----------------------------------------------------------------------------- */

typedef crf_types types;
typedef int16_t small_types __attribute__((vector_size(CRF_TYPES * sizeof(int16_t))));

static inline types types_of(const int16_t *at)
{
	small_types small;

	memcpy(&small, at, sizeof small);
	return __builtin_convertvector(small, types);
}

/* a where the mask is all ones, b where it is 0: what a comparison of vectors gives. */
static inline types choose(types mask, types a, types b)
{
	return (a & mask) | (b & ~mask);
}

static inline bool is_any(types mask)
{
	uint64_t halves[2];

	memcpy(halves, &mask, sizeof mask);
	return (halves[0] | halves[1]) != 0;
}

/* The scores of the best paths to each label of a token. */
struct reached {
	int32_t o;
	types u, l, b, i;
};

/*
 * How much more a U or an L can give to the label behind it than O can. Where the best path to it is
 * so much behind the one to O, no path through it is the best: nearly always, so O alone is looked at.
 */
static void names_lead(const int16_t (*trans)[CRF_LABELS], int32_t lead[CRF_CLOSED])
{
	for (unsigned y = 1; y < CRF_CLOSED; y++) {
		lead[y] = INT32_MIN / 2;
		for (unsigned z = 0; z < CRF_LABELS; z++) {
			int32_t more = trans[y][z] - trans[CRF_O][z];

			if (crf_follows(CRF_O, z) && more > lead[y])
				lead[y] = more;
		}
	}
}

void crf_steps_init(struct crf_steps *steps, const int16_t (*trans)[CRF_LABELS])
{
	int32_t lead[CRF_CLOSED];

	for (unsigned y = 0; y < CRF_CLOSED; y++) {
		steps->after[y].o = trans[y][CRF_O];
		steps->after[y].u = types_of(trans[y] + CRF_U);
		steps->after[y].b = types_of(trans[y] + CRF_B);
	}
	names_lead(trans, lead);
	memcpy(&steps->lead_u, lead + CRF_U, sizeof steps->lead_u);
	memcpy(&steps->lead_l, lead + CRF_L, sizeof steps->lead_l);
	for (unsigned type = 0; type < CRF_TYPES; type++) {
		steps->bl[type] = trans[CRF_B + type][CRF_L + type];
		steps->bi[type] = trans[CRF_B + type][CRF_I + type];
		steps->il[type] = trans[CRF_I + type][CRF_L + type];
		steps->ii[type] = trans[CRF_I + type][CRF_I + type];
	}
}

/* Takes the way over the closed label y where it is better than those known so far. */
static void try_closed(const struct crf_steps *steps, int32_t y, int32_t score, struct reached *next, struct reached *from)
{
	types u = score + steps->after[y].u, b = score + steps->after[y].b, better;

	if (score + steps->after[y].o > next->o) {
		next->o = score + steps->after[y].o;
		from->o = y;
	}
	better = u > next->u;
	next->u = choose(better, u, next->u);
	from->u = choose(better, y + (types){ 0 }, from->u);
	better = b > next->b;
	next->b = choose(better, b, next->b);
	from->b = choose(better, y + (types){ 0 }, from->b);
}

/* One token further, its own scores left out; `from` is where the best path to each label comes from. */
static struct reached step(const struct crf_steps *steps, const struct reached *now, struct reached *from)
{
	static const types begins = { CRF_B, CRF_B + 1, CRF_B + 2, CRF_B + 3 };
	static const types insides = { CRF_I, CRF_I + 1, CRF_I + 2, CRF_I + 3 };
	types over_b = now->b + steps->bl, over_i = now->i + steps->il, is_b = over_b >= over_i;
	struct reached next = {
		.o = now->o + steps->after[CRF_O].o,
		.u = now->o + steps->after[CRF_O].u,
		.b = now->o + steps->after[CRF_O].b,
		.l = choose(is_b, over_b, over_i),
	};

	*from = (struct reached){ .l = choose(is_b, begins, insides) };
	over_b = now->b + steps->bi;
	over_i = now->i + steps->ii;
	is_b = over_b >= over_i;
	next.i = choose(is_b, over_b, over_i);
	from->i = choose(is_b, begins, insides);
	if (is_any((now->u + steps->lead_u > now->o) | (now->l + steps->lead_l > now->o))) {
		for (int32_t type = 0; type < CRF_TYPES; type++)
			try_closed(steps, CRF_U + type, now->u[type], &next, from);
		for (int32_t type = 0; type < CRF_TYPES; type++)
			try_closed(steps, CRF_L + type, now->l[type], &next, from);
	}
	return next;
}

/* As an array by label. */
static void spread(const struct reached *reached, int32_t at[CRF_LABELS])
{
	at[CRF_O] = reached->o;
	memcpy(at + CRF_U, &reached->u, sizeof reached->u);
	memcpy(at + CRF_L, &reached->l, sizeof reached->l);
	memcpy(at + CRF_B, &reached->b, sizeof reached->b);
	memcpy(at + CRF_I, &reached->i, sizeof reached->i);
}

void crf_viterbi(size_t T, const int16_t (*score)[CRF_ROW], const struct crf_steps *steps, uint8_t *best,
                 struct arena *scratch)
{
	const types unreached = INT32_MIN / 2 + (types){ 0 };
	struct arena_mark mark = arena_mark(scratch);
	int32_t(*from)[CRF_LABELS] = arena_items(scratch, T, sizeof *from), last[CRF_LABELS];
	struct reached now = { score[0][CRF_O], types_of(score[0] + CRF_U), unreached, types_of(score[0] + CRF_B),
		               unreached };
	int32_t label = CRF_O;

	for (size_t t = 1; t < T; t++) {
		struct reached source, next = step(steps, &now, &source);

		spread(&source, from[t]);
		now.o = next.o + score[t][CRF_O];
		now.u = next.u + types_of(score[t] + CRF_U);
		now.l = next.l + types_of(score[t] + CRF_L);
		now.b = next.b + types_of(score[t] + CRF_B);
		now.i = next.i + types_of(score[t] + CRF_I);
	}
	spread(&now, last);
	for (int32_t y = 1; y < CRF_CLOSED; y++)
		if (last[y] > last[label])
			label = y;
	for (size_t t = T; t-- > 1; label = from[t][label])
		best[t] = (uint8_t)label;
	best[0] = (uint8_t)label;
	arena_release(scratch, mark);
}

/* --- marginals ----------------------------------------------------------------------------- */

/* Four labels at once, the types of a place or any neighbours; sums are made in a fixed order. */
typedef float four __attribute__((vector_size(4 * sizeof(float))));

static inline four load(const float *at)
{
	four lane;

	memcpy(&lane, at, sizeof lane);
	return lane;
}

static inline void store(four lane, float *at)
{
	memcpy(at, &lane, sizeof lane);
}

/* out[y] = a[y] b[y]; `out` may be one of them. */
static inline void multiply(const float *a, const float *b, float *out)
{
	for (unsigned y = 0; y < CRF_WIDTH; y += 4)
		store(load(a + y) * load(b + y), out + y);
}

static inline void multiply_all(float *row, float factor)
{
	for (unsigned y = 0; y < CRF_WIDTH; y += 4)
		store(load(row + y) * factor, row + y);
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
	for (unsigned type = 0; type < CRF_TYPES; type++) {
		lattice->bl[type] = lattice->trans[CRF_B + type][CRF_L + type];
		lattice->bi[type] = lattice->trans[CRF_B + type][CRF_I + type];
		lattice->il[type] = lattice->trans[CRF_I + type][CRF_L + type];
		lattice->ii[type] = lattice->trans[CRF_I + type][CRF_I + type];
	}
}

/* out[z] = sum over y of in[y] trans[y][z], legal pairs only. */
static void step_forward(const struct crf_lattice *lattice, const float *in, float *out)
{
	four u = { 0 }, b = { 0 };
	float o = 0;

	memset(out, 0, CRF_WIDTH * sizeof *out);
	for (unsigned y = 0; y < CRF_CLOSED; y++) {
		const float *trans = lattice->trans[y];

		o += in[y] * trans[CRF_O];
		u += in[y] * load(trans + CRF_U);
		b += in[y] * load(trans + CRF_B);
	}
	out[CRF_O] = o;
	store(u, out + CRF_U);
	store(b, out + CRF_B);
	store(load(in + CRF_B) * load(lattice->bl) + load(in + CRF_I) * load(lattice->il), out + CRF_L);
	store(load(in + CRF_B) * load(lattice->bi) + load(in + CRF_I) * load(lattice->ii), out + CRF_I);
}

/* out[y] = sum over z of trans[y][z] in[z], legal pairs only. */
static void step_backward(const struct crf_lattice *lattice, const float *in, float *out)
{
	four l = load(in + CRF_L), i = load(in + CRF_I);

	memset(out, 0, CRF_WIDTH * sizeof *out);
	for (unsigned y = 0; y < CRF_CLOSED; y++) {
		const float *trans = lattice->trans[y];
		four part = { 0 };

		for (unsigned z = 0; z < CRF_I; z += 4)
			part += load(trans + z) * load(in + z);
		out[y] = (part[0] + part[1]) + (part[2] + part[3]);
	}
	store(load(lattice->bl) * l + load(lattice->bi) * i, out + CRF_B);
	store(load(lattice->il) * l + load(lattice->ii) * i, out + CRF_I);
}

/* Scales a row to a sum of 1; returns the sum. */
static float scale_row(float *row)
{
	float sum = 0;

	for (unsigned y = 0; y < CRF_LABELS; y++)
		sum += row[y];
	if (sum > 0)
		multiply_all(row, 1 / sum);
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
		multiply(alpha, lattice->weight[t], alpha);
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

		multiply(lattice->beta[t], lattice->weight[t], row);
		multiply_all(row, inverse);
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
