/*
 * crf.h: a linear chain over BILOU labels of names: best path and marginals.
 *
 * Labels are ordered so that those with the same neighbours stand together:
 *
 *      0 O    1–4 U(nit)    5–8 L(ast)    9–12 B(egin)    13–16 I(nside)      type = (label - 1) % 4
 *
 * After a closed label (O U L) stands O, U or B; after an open one (B I) stands L or I of its type. A
 * sentence begins as after O and ends closed. Nothing else is ever considered.
 */
#ifndef TAG_CRF_H
#define TAG_CRF_H

#include "common/arena.h"

enum {
	CRF_LABELS = 17,
	CRF_ROW = 24,   /* int16 scores a token: CRF_LABELS and padding to whole vectors */
	CRF_WIDTH = 20, /* floats a token: the same */
	CRF_TYPES = 4,
	CRF_CLOSED = 9, /* labels below: O U L */

	CRF_O = 0,
	CRF_U = 1,
	CRF_L = 5,
	CRF_B = 9,
	CRF_I = 13,
};

static inline unsigned crf_type(unsigned label)
{
	return (label - 1) % CRF_TYPES;
}

/* Whether `next` may stand right after `label`. */
static inline bool crf_follows(unsigned label, unsigned next)
{
	bool continues = (next >= CRF_L && next < CRF_B) || next >= CRF_I;

	if (label < CRF_CLOSED)
		return !continues;
	return continues && crf_type(label) == crf_type(next);
}

/* The label of token t of a span [first, last] of a type. */
static inline unsigned crf_span_label(size_t t, size_t first, size_t last, unsigned type)
{
	unsigned place = first == last ? CRF_U : t == first ? CRF_B : t == last ? CRF_L : CRF_I;

	return place + type;
}

/* A number for each type of name. */
typedef int32_t crf_types __attribute__((vector_size(CRF_TYPES * sizeof(int32_t))));

/* The transitions as the best path needs them, for any number of sentences. */
struct crf_steps {
	struct {
		int32_t o;
		crf_types u, b;
	} after[CRF_CLOSED];
	crf_types lead_u, lead_l; /* how much more a U or an L can give to the label behind it than O can */
	crf_types bl, bi, il, ii; /* within a name of each type */
};

/* trans [CRF_LABELS][CRF_LABELS]  score of y after the label before it; illegal pairs are not read. */
void crf_steps_init(struct crf_steps *steps, const int16_t (*trans)[CRF_LABELS]);

/*
 * Find the best path.
 *
 * score   [T][CRF_ROW]              score of label y at token t; the padding is not read.
 * best    [T]                       out: labels.
 * scratch                           T * CRF_LABELS bytes are taken and given back.
 *
 * T is at least 1. Ties go to the lower label, so that the same input gives the same output.
 */
void crf_viterbi(size_t T, const int16_t (*score)[CRF_ROW], const struct crf_steps *steps, uint8_t *best,
                 struct arena *scratch);

/* Forward and backward weights of a sentence; every token's are scaled to a sum of 1. */
struct crf_lattice {
	size_t T;
	float (*weight)[CRF_WIDTH]; /* exp(score), 0 where the label is not allowed and in the padding */
	float (*alpha)[CRF_WIDTH], (*beta)[CRF_WIDTH];
	float *scale; /* what alpha of the token was divided by */
	float trans[CRF_LABELS][CRF_WIDTH]; /* exp(score); 0 where illegal */
	float bl[CRF_TYPES], bi[CRF_TYPES], il[CRF_TYPES], ii[CRF_TYPES]; /* those within a name, by type */
};

/* A lattice whose arrays have room for `cap` tokens. */
void crf_lattice_init(struct crf_lattice *lattice, size_t cap, struct arena *arena);

/* trans := exp(trans) for the legal pairs. */
void crf_lattice_trans(struct crf_lattice *lattice, const float (*trans)[CRF_LABELS]);

/*
 * Fills alpha, beta and scale from T, weight and trans. The weights of a token are best scaled so
 * that the largest is 1. False where no legal path has a weight above 0.
 */
bool crf_forward_backward(struct crf_lattice *lattice);

/* p[y] of token t, sum 1. */
void crf_marginals(const struct crf_lattice *lattice, size_t t, float p[CRF_LABELS]);

/* Adds to sum[y][z] the probabilities of label pairs at tokens t - 1 and t; t is at least 1. */
void crf_add_pairs(const struct crf_lattice *lattice, size_t t, float sign, float (*sum)[CRF_LABELS]);

/* Probability that [first, last] is a span of the type, whatever stands around it. */
double crf_span_probability(const struct crf_lattice *lattice, size_t first, size_t last, unsigned type);

#endif
