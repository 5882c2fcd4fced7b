/*
 * vocabulary.h: what is known of frequent words: their class, their usual case, whether a dot belongs
 * to them. A word that is hardly ever written in lower case does not show by its capital that a
 * sentence begins; one that is mostly written with a dot does not show by it that one ends.
 *
 * A section of the model: an open-addressing table of 8-byte rows, searched by a hash of the word.
 */
#ifndef SPLIT_VOCABULARY_H
#define SPLIT_VOCABULARY_H

#include "common/str.h"

struct vocabulary_word {
	uint32_t key;   /* vocabulary_hash; 0: an empty slot */
	uint16_t path;  /* of its Brown class: 1 and then at most 12 bits; the highest bit: VOCABULARY_HOLDS */
	uint8_t lower;  /* how often it is written in lower case; VOCABULARY_… */
	uint8_t dotted; /* how often a dot stands behind it; VOCABULARY_… */
};

enum {
	VOCABULARY_UNKNOWN,
	VOCABULARY_NEVER_LOWER,  /* under 2 % */
	VOCABULARY_SELDOM_LOWER, /* under 20 % */
	VOCABULARY_OFTEN_LOWER,  /* under 60 % */
	VOCABULARY_MOSTLY_LOWER,
	VOCABULARY_FUNCTION, /* the same, and one of the most frequent words */
	VOCABULARY_NEVER_DOTTED = VOCABULARY_NEVER_LOWER,
};

/* In `path`: no sentence ends with this word unless a mark follows (the, of, their). */
enum { VOCABULARY_HOLDS = 1 << 15 };

static inline bool vocabulary_holds(struct vocabulary_word word)
{
	return word.path & VOCABULARY_HOLDS;
}

/* Read-only; borrows the section. */
struct vocabulary {
	const struct vocabulary_word *words;
	uint32_t mask; /* slots - 1 */
};

/* False where the section is malformed. It must be aligned to 4 bytes. */
bool vocabulary_open(struct str section, struct vocabulary *vocabulary);

/* Of a word in any case; digits count as 0. Never 0. */
uint32_t vocabulary_hash(struct str word);

/* The slot of a word that is known. */
bool vocabulary_slot(const struct vocabulary *vocabulary, uint32_t hash, uint32_t *slot);

/* The word's row; one of zeros where it is not known. */
struct vocabulary_word vocabulary_find(const struct vocabulary *vocabulary, uint32_t hash);

/* The first n bits of a class path; the whole path where it is shorter. */
static inline uint32_t vocabulary_class(struct vocabulary_word word, unsigned n)
{
	uint32_t path = word.path & (VOCABULARY_HOLDS - 1);

	while (path >> (n + 1))
		path >>= 1;
	return path;
}

#endif
