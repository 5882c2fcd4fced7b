/*
 * terms.h: one pass over the sentences of a document: its terms, and what each sentence looks like.
 *
 *      sentences[S] -> terms of each sentence -> counts and idf of the V distinct terms
 *                   -> facts[S]: lengths, marks, word classes
 *
 * A term is the stem of a word that is no stop word; a sentence has each of its terms once. Sizes:
 * S sentences, N terms of all sentences, V distinct terms of the document.
 */
#ifndef SUMMARIZE_TERMS_H
#define SUMMARIZE_TERMS_H

#include "common/arena.h"
#include "common/layers.h"
#include "forms.h"
#include "lexemes.h"

/* What a sentence looks like. Counts are of words (words.h). */
struct facts {
	uint32_t n_words, n_capitals, n_digits, n_quoted; /* capitals: but for the first word */
	uint32_t n_upper;                                 /* words of two or more letters, all upper case */
	uint16_t n_first, n_second, n_calendar, n_saying, n_numbers, n_events, n_hedges, n_connectives;
	uint64_t markers; /* set of the markers it has (markers.h) */
	uint16_t opening; /* classes of the first word */
	bool opens_quoted;  /* begins inside quotation marks or with one */
	bool is_question, is_exclamation, is_finished; /* how it ends; finished: with . ! or ? */
	bool has_colon_early;                          /* a colon within the first four words */
};

enum running_flag {
	RUNNING_CAPITAL = 1 << 0, /* begins with an upper-case letter, and not because a sentence does */
	RUNNING_UPPER = 1 << 1,   /* begins with an upper-case letter, for whatever reason */
	RUNNING_DIGIT = 1 << 2,   /* has a digit */
};

/* A word in its place. */
struct running {
	uint32_t form;  /* number in forms */
	uint32_t begin; /* in the sentence's text */
	uint16_t len;   /* bytes; a longer word is cut */
	uint8_t flags;
};

#define TERMS_NONE UINT32_MAX

struct terms {
	size_t n_sentences;  /* S */
	struct facts *facts; /* [S] */
	uint32_t *first;     /* [S + 1] where each sentence's terms begin in term[] */
	uint32_t *term;      /* [N] numbers of terms, in the order of their first words */
	size_t n_terms;      /* V */
	float *idf;          /* [V] */
	uint32_t *count;     /* [V] occurrences in the text, every word counted */
	uint32_t *spread;    /* [V] sentences that have it */
	struct forms stems;  /* the terms, in the order of their numbers */
	struct running *running; /* all words in text order */
	uint32_t *running_first; /* [S + 1] where each sentence's words begin */
	struct forms forms;
};

/*
 * Reads sentences[n]. A title's or a query's words can be looked up in `stems` afterwards. Memory:
 * the arena. Linear in the length of the text.
 */
void terms_read(struct lexemes *lexemes, const struct sentence *sentences, size_t n,
                struct arena *arena, struct terms *terms);

/*
 * The distinct terms of some text that the document has as well, rising, in an array of the arena;
 * returns how many. *n_distinct: how many distinct terms the text has in all.
 */
size_t terms_find(const struct lexicon *lexicon, const struct terms *terms, struct str text,
                  struct arena *arena, uint32_t **found, size_t *n_distinct);

#endif
