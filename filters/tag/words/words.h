/*
 * words.h: the distinct forms of a document, each with everything that does not depend on its place:
 * lower case, shape, flags, classes. Computed once per distinct form, used by every head of the
 * tagger, so a feature pass only combines numbers.
 *
 * In a sentence written all in capitals, or without any, a form is entered as it is most often
 * written elsewhere (PRESIDENT as president, moscow as Moscow): the heads then see ordinary text.
 */
#ifndef TAG_WORDS_H
#define TAG_WORDS_H

#include "classes.h"
#include "common/arena.h"
#include "filters/tag/tokens.h"

/* How a word is written: bits of word.flags. */
enum {
	WORD_TITLE = 1 << 0,      /* a capital, then at least one letter, all of them small */
	WORD_CAPITALS = 1 << 1,   /* two letters or more, all capital */
	WORD_SMALL = 1 << 2,      /* has letters, all of them small */
	WORD_MIXED = 1 << 3,      /* none of the three: iPhone, McDonald */
	WORD_INITIAL = 1 << 4,    /* one capital letter, with or without a full stop */
	WORD_DIGIT = 1 << 5,      /* has a digit */
	WORD_NUMBER = 1 << 6,     /* digits, and nothing else but . , : / - and signs */
	WORD_HYPHEN = 1 << 7,     /* has a hyphen and something else */
	WORD_PERIOD = 1 << 8,     /* has a full stop and a letter */
	WORD_PUNCT = 1 << 9,      /* punctuation or symbols only */
	WORD_APOSTROPHE = 1 << 10,
	WORD_FOREIGN = 1 << 11,   /* a letter beyond U+024F */
};

struct word {
	struct str form, lower;
	uint64_t hash, lower_hash; /* hash.h, of form and of lower */
	uint64_t shape;            /* hash of the form with letters as X or x, digits as 0, runs cut to two */
	struct word_classes classes;
	uint32_t flags;
	uint32_t expression;       /* what it can be in an expression: bits of expression_words.h */
};

/*
 * What was found out about frequent words, kept from document to document because it depends on the
 * word alone: with it or without it (NULL) the words are the same. Of fixed size, about 0.7 MB.
 */
struct words_memo;
struct words_memo *words_memo_new(void);
void words_memo_delete(struct words_memo *memo);

struct words {
	const struct classes *classes;
	struct words_memo *memo; /* of these classes; set by the caller, NULL for none */
	struct arena *arena;     /* the document's */
	struct word *at;         /* n words in order of appearance */
	size_t n, cap;
	uint32_t *slots;         /* open addressing by hash: number + 1, 0 = free; a power of two of them */
	size_t n_slots;
};

/* An empty table; memory comes from the arena and is given back with it. */
void words_init(struct words *words, const struct classes *classes, struct arena *arena);

/* The number of a form, entered where it is new. `form` must live as long as the arena. */
uint32_t words_number(struct words *words, struct str form);

/* Whether the document has the form. */
bool words_has(const struct words *words, struct str form);

/* Fills tokens->word of a sentence; usual spellings where the sentence knows one case only. */
void words_enter(struct words *words, struct tokens *tokens);

/* A word on its own, without a table: for trainers and dictionaries. */
struct word words_describe(const struct classes *classes, struct str form, struct arena *arena);

#endif
