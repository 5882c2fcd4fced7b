/*
 * phrases.h: noun phrases, verb groups and subjects from tagged tokens, without a parser.
 *
 * Tokens are looked at through coarse classes made from their XPOS (UPOS where that is absent). A noun
 * phrase is what can be walked over from its last word to the left, or from its first to the right:
 * determiner, adjectives, nouns, possessives, and the phrases hung on by `of`, `for`, `at` …
 * All walks are bounded, so work on a document is linear.
 */
#ifndef LINK_PHRASES_H
#define LINK_PHRASES_H

#include "common/layers.h"

enum word_class {
	WORD_OTHER,
	WORD_NOUN,
	WORD_PRONOUN,
	WORD_DETERMINER, /* articles, my, whose */
	WORD_ADJECTIVE,  /* numbers too */
	WORD_POSSESSIVE, /* 's */
	WORD_FINITE,     /* says said say */
	WORD_MODAL,
	WORD_BASE,       /* to say */
	WORD_GERUND,
	WORD_PARTICIPLE, /* said, in "has said" */
	WORD_ADVERB,
	WORD_PREPOSITION,
	WORD_TO,
	WORD_JOINT,      /* and or but */
	WORD_WH,         /* who which that, as a subject */
	WORD_COMMA,
	WORD_STOP,       /* . ! ? : ; dashes */
	WORD_MARK,       /* quotation marks */
	WORD_BRACKET,
};

struct phrases {
	const struct layers *layers;
	const uint8_t *classes;      /* [T] enum word_class */
	const uint32_t *sentence_of; /* [T] position of the token's sentence */
	const uint32_t *begins;      /* [S] its first token behind a dateline: "MOSCOW, Oct. 18 (Agency) —" */
};

struct noun_phrase {
	uint32_t first, last; /* tokens */
	uint32_t head;        /* the noun or pronoun that it is about */
};

void phrases_prepare(const struct layers *layers, struct arena *arena, struct phrases *phrases);

/* Where the token's sentence begins, behind a dateline, and the token behind its last; at most 500 tokens away. */
uint32_t phrases_begin(const struct phrases *phrases, uint32_t token);
uint32_t phrases_end(const struct phrases *phrases, uint32_t token);

/* The noun phrase whose last word is `last`, no further left than `floor`. */
bool phrases_before(const struct phrases *phrases, uint32_t last, uint32_t floor, struct noun_phrase *out);

/* The noun phrase that begins at `first`, ending before `limit`. */
bool phrases_behind(const struct phrases *phrases, uint32_t first, uint32_t limit, struct noun_phrase *out);

/* The first token of the verb group that `verb` ends: "has also been saying". */
uint32_t phrases_group(const struct phrases *phrases, uint32_t verb, uint32_t floor);

/* Whether the verb group [first, verb] is a passive: a participle with a form of `be`. */
bool phrases_is_passive(const struct phrases *phrases, uint32_t first, uint32_t verb);

/*
 * The subject of the verb group that begins at `group`: directly before it, over a parenthesis between
 * commas, a relative pronoun, or that of the finite verb before ("came and said", "left, saying").
 */
bool phrases_subject(const struct phrases *phrases, uint32_t group, uint32_t floor, struct noun_phrase *out);

#endif
