/*
 * features.h: what the tagger looks at, as 64-bit numbers: the keys of its table of weights.
 *
 * Four kinds. Features of one word depend on the word, its place in the window and nothing else, so
 * their scores can be summed once and kept; features of a word's place in its sentence nearly so, for
 * most words stand inside and most sentences are of one style. Features of pairs (and triples) join
 * neighbours, so they are made for every token. Features of tags join a word with the tags that a first look gave to the
 * words around it; they are made where the first look was unsure.
 *
 *      window      -2      -1       0      +1      +2
 *      role     FAR_LEFT  LEFT    SELF   RIGHT  FAR_RIGHT
 *
 * `ambiguity` is the word's ambiguity class (the tags that it is known to take, in one number, see
 * tagger.h): it says what a neighbour may be before the neighbour is tagged (Cutting et al. 1992;
 * Toutanova et al. 2003 for features on both sides).
 */
#ifndef TAG_FEATURES_H
#define TAG_FEATURES_H

#include "filters/tag/words/words.h"

enum feature_role { ROLE_FAR_LEFT, ROLE_LEFT, ROLE_SELF, ROLE_RIGHT, ROLE_FAR_RIGHT, ROLES };

enum {
	FEATURES_WORD = 64, /* at most so many features of a word in one role */
	FEATURES_PAIR = 18, /* at most so many of pairs */
	FEATURES_PLACE = 5, /* so many of a word's place in the sentence */
	FEATURES_TAGS = 24, /* at most so many of tags */
};

/* A word as the pair features see it. */
struct feature_word {
	uint64_t lower;     /* hash */
	uint64_t ending;    /* hash of its last three characters */
	uint32_t ambiguity;
	uint32_t group;     /* coarsest word class */
	uint32_t flags;     /* WORD_* */
};

/* How capitals are used in a sentence: what they say of a word depends on it. */
enum sentence_style {
	STYLE_SMALL,    /* none */
	STYLE_SENTENCE, /* the first word alone */
	STYLE_NAMES,    /* some words */
	STYLE_TITLES,   /* most words of some length */
	STYLE_TITLE,    /* all of them: a heading */
};

enum sentence_style features_style(const struct words *words, const struct tokens *tokens);

/* What stands outside the sentence. */
extern const struct feature_word feature_outside;

struct feature_word feature_word_of(const struct word *word, uint32_t ambiguity);

/* Features of one word in a role; returns how many. word = NULL: outside the sentence. */
size_t features_of_word(const struct classes *classes, const struct word *word, uint32_t ambiguity,
                        enum feature_role role, uint64_t out[FEATURES_WORD]);

/* Features of the window around a token; window[ROLE_SELF] is the token. Returns how many. */
size_t features_of_pairs(const struct feature_word *const window[ROLES], uint64_t out[FEATURES_PAIR]);

/* Where a token stands: the style of its sentence, and whether it is the first or the last one. */
static inline unsigned features_place(const struct feature_word *const window[ROLES], enum sentence_style style)
{
	return (unsigned)style << 2 | (unsigned)(window[ROLE_RIGHT] == &feature_outside) << 1 |
	       (unsigned)(window[ROLE_LEFT] == &feature_outside);
}

/* Features of a token's place. Returns how many. */
size_t features_of_place(const struct feature_word *word, unsigned place, uint64_t out[FEATURES_PLACE]);

/* What the first look saw around a token. Tags are pairs (tagger.h) + 1; 0 = outside, none. */
struct feature_tags {
	uint8_t at[ROLES];               /* of the window */
	uint8_t verb_before, verb_after; /* of the nearest verbs in the sentence */
	uint64_t left, right;            /* the neighbours' lower case */
};

/* Features of tags. Returns how many. */
size_t features_of_tags(const struct feature_word *word, const struct feature_tags *tags,
                        uint64_t out[FEATURES_TAGS]);

#endif
