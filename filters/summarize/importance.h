/*
 * importance.h: how likely a word of the document is to stand in a summary of it.
 *
 *      words of the candidates -> facts of each distinct word -> probability of each
 *                              -> what a sentence can be expected to share with a good summary
 *
 * A summary repeats some words of its document and not others, and which ones can be told from where
 * and how often they stand (K. Hong and A. Nenkova, "Improving the Estimation of Word Importance for
 * News Multi-Document Summarization", EACL 2014). The probability is a logistic regression over
 * piecewise linear functions of each fact (a generalised additive model): a function is given by its
 * values at knots, `harmonic-3` being the one at the fourth. They are a table that people can read
 * (importance.tsv). Words are forms (terms.h), stop words among them: a summary has these as well.
 *
 * Sizes: S sentences, W distinct words, N running words of the candidates.
 */
#ifndef SUMMARIZE_IMPORTANCE_H
#define SUMMARIZE_IMPORTANCE_H

#include "common/buf.h"
#include "markers.h"
#include "terms.h"

/* How many sentences: one must say all; of two, as of several, each may be short. */
enum rank_aim { AIM_ONE, AIM_TWO, AIM_SEVERAL, AIM_COUNT };

/*
 * X(name, knots, where the first one stands). Down to `letters` the knots stand at powers of two, and
 * the place is the exponent.
 */
/* clang-format off */
#define WORD_SCALES(X) \
	X(harmonic, 12, -8)  /* sum of 1/k over its occurrences, k counting sentences, for each document */ \
	X(count, 7, 0)       /* occurrences */ \
	X(share, 8, -10)     /* occurrences among all words */ \
	X(spread, 8, -7)     /* share of the sentences that have it */ \
	X(first, 12, 0)      /* words up to its first occurrence */ \
	X(text, 7, 6)        /* words of the text */ \
	X(letters, 5, 0)     /* bytes */ \
	X(capital, 3, 0)     /* share of occurrences with a capital inside a sentence, times 2 */ \
	X(idf, 12, 0)        /* of a word that is no stop word */ \
	X(stop, 1, 0)        /* a stop word */ \
	X(digit, 1, 0)       /* has a digit */ \
	X(title, 1, 0)       /* its stem stands in the title */
/* clang-format on */

enum {
#define SCALE(name, knots, low) WORD_##name, WORD_##name##_last = WORD_##name + (knots) - 1,
	WORD_SCALES(SCALE)
#undef SCALE
	WORD_marker, /* one for each frequent word (markers.h) */
	IMPORTANCE_WEIGHTS = WORD_marker + MARKERS,
};

#define IMPORTANCE_HEAD "knot\tone\ttwo\tseveral"

struct importance_model {
	float weight[AIM_COUNT][IMPORTANCE_WEIGHTS];
};

/* What is known of a distinct word of the candidates. */
struct word_facts {
	float harmonic;
	uint32_t count, spread, n_capital, first; /* first: running number, from 1 */
	uint32_t last_sentence;                   /* from 1; 0: no candidate has it */
	uint16_t letters;
	bool has_digit, is_in_title;
};

struct importance {
	const struct terms *terms;
	size_t n_words, n_candidates, n_running; /* W; sentences and words (N) of the candidates */
	struct word_facts *facts;                /* [W] */
	uint32_t *first; /* [S + 1] where each candidate's distinct words begin in word[] */
	uint32_t *word;
	float *value;    /* [W] probability */
};

/* A word's facts as the model sees them: which weights it uses, and how much of each. */
struct importance_vector {
	size_t n;
	uint16_t at[IMPORTANCE_WEIGHTS];
	float x[IMPORTANCE_WEIGHTS];
};

/*
 * Counts; values are 0 until importance_weigh. place [S]: how many candidates of its document stand
 * before a sentence; n_documents: whose sentences these are. in_title [V]: of terms. Memory: the arena.
 */
void importance_count(const struct terms *terms, const bool *is_candidate, const bool *in_title,
                      const uint32_t *place, size_t n_documents, struct arena *arena,
                      struct importance *importance);

/* The probabilities of all words. */
void importance_weigh(const struct importance_model *model, enum rank_aim aim,
                      struct importance *importance);

/* The vector of a word that a candidate has. */
void importance_vector(const struct importance *importance, uint32_t word,
                       struct importance_vector *vector);

/* What a sentence can be expected to share with a summary, in words and in pairs of neighbours. */
void importance_expect(const struct importance *importance, size_t sentence, double *words,
                       double *pairs);

/* The names of the weights, as the table has them, in the arena. */
const char *const *importance_names(struct arena *arena);

#endif
