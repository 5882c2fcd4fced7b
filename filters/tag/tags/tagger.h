/*
 * tagger.h: UPOS and XPOS of the words of a sentence.
 *
 * Every token is judged on its own, by a linear model over the words around it (features.h), with
 * ambiguity classes of the neighbours as features in place of a search over tag sequences. The two
 * tags are chosen together, as the pair (u, x) with the highest score[u] + score[x] among the pairs
 * that the word may take: those it was given in a large automatically tagged text (Moore 2014), or
 * those of an unknown word.
 *
 * Where the best two pairs are close together, a second look adds what the tags of the first one on
 * both sides and the nearest verbs say (stacking: Cohen and Carvalho 2005). It is a correction of the
 * first look's scores, not a model of its own, so it is small, and made for one token in twelve.
 *
 * Speed: the features of one word in the five places of the window are summed once and remembered
 * (the memo), so a token costs five additions of arrays and the look-up of the pair features; a
 * word with one possible pair costs nothing.
 *
 * Sections:
 *      pos.labels   struct tagger_head, the pairs (2 bytes each: UPOS, XPOS), the names, each ended by NUL
 *      pos.slots    open-addressing table of features, a power of two of struct tagger_slot
 *      pos.filter   a bit for (almost) every feature of the table, a power of two of bytes: what has
 *                   none is not in the table; it is small enough to stay in the cache
 *      pos.rows     weights: n, then n times (label, weight); n = 255: a weight for every label, and
 *                   zeros up to a multiple of TAGGER_LANE
 *      pos.tags     open-addressing table of words, a power of two of struct tagger_word
 *      pos.sets     sets of pairs: n, then n pairs; the first is that of unknown words
 */
#ifndef TAG_TAGGER_H
#define TAG_TAGGER_H

#include "common/bundle.h"
#include "filters/tag/tokens.h"
#include "filters/tag/words/classes.h"
#include "filters/tag/words/words.h"

enum {
	TAGGER_LABELS = 128, /* of both heads together, at most */
	TAGGER_PAIRS = 254,
	TAGGER_DENSE = 255, /* a row's length byte: weights of all labels follow */
	TAGGER_LANE = 8,    /* rows are padded to a multiple of it */
	TAGGER_SCALE = 56,  /* of weights */
	TAGGER_UNSURE = 4 * TAGGER_SCALE, /* a margin below asks for a second look */
};

struct tagger_head {
	uint32_t n_upos, n_xpos, n_pairs;
};

struct tagger_slot {
	uint32_t fingerprint; /* upper half of the feature; 0 = free */
	uint32_t row;         /* offset in pos.rows */
};

struct tagger_word {
	uint32_t fingerprint; /* upper half of the form's hash; 0 = free */
	uint32_t ambiguity;   /* its ambiguity class, as features see it */
	uint32_t pairs;       /* offset in pos.sets */
};

/* Read-only; borrows from the bundle. */
struct tagger {
	const struct classes *classes;
	size_t n_upos, n_xpos, n_labels, n_pairs;
	/* Label of UPOS, label of XPOS (counted from n_upos on); of a number that is no pair's, those of the first. */
	uint8_t pairs[UINT8_MAX + 1][2];
	bool is_verb[TAGGER_PAIRS];
	const char *names[TAGGER_LABELS];
	const struct tagger_slot *slots;
	size_t slot_mask;
	const uint8_t *filter;
	size_t filter_mask; /* of bits */
	struct str rows;
	const struct tagger_word *words;
	size_t word_mask;
	struct str sets;
};

/*
 * Finds the sections of a model. True with n_labels = 0 where the model has none: tags stay empty.
 * False where they are malformed. `classes` must outlive the tagger.
 */
bool tagger_open(const struct bundle *model, const struct classes *classes, struct tagger *tagger);

/*
 * Sums of frequent words, kept from document to document because they depend on the word alone: with
 * a fresh one the tags are the same. Of fixed size, about 11 MB.
 */
struct tagger_memo;
struct tagger_memo *tagger_memo_new(void);
void tagger_memo_delete(struct tagger_memo *memo);

/* Sets upos and xpos of a sentence (arrays of T); tokens->word counts the words of `words`. */
void tagger_tag(const struct tagger *tagger, struct tagger_memo *memo, const struct words *words,
                struct tokens *tokens);

/* What the table of words says of a form (else of its lower case, else of an unknown word). */
struct tagger_word tagger_look_up(const struct tagger *tagger, const struct word *word);

/* The ambiguity class of a word that the table lacks. */
static inline uint32_t tagger_unknown(uint32_t flags)
{
	return flags + 2;
}

static inline bool tagger_is_verb(struct str upos)
{
	return str_is(upos, "VERB") || str_is(upos, "AUX");
}

/* Where a key is looked for first, and its fingerprint: for both tables. */
static inline size_t tagger_place(uint64_t key, size_t mask)
{
	return (size_t)key & mask;
}

static inline uint32_t tagger_fingerprint(uint64_t key)
{
	return (uint32_t)(key >> 32) | 1;
}

/* The bit of a key in pos.filter. */
static inline size_t tagger_filter_bit(uint64_t key, size_t mask)
{
	return (size_t)(key >> 24) & mask;
}

/* Bytes of a dense row behind its length byte. */
static inline size_t tagger_dense_size(size_t n_labels)
{
	return (n_labels + TAGGER_LANE - 1) / TAGGER_LANE * TAGGER_LANE;
}

#endif
