/*
 * lexemes.h: words with their stem, classes and idf, those met lately at hand.
 *
 * The words of a text are mostly those of the text before. So what the lexicon says of some thousand
 * words stays from document to document, each in the one slot that its hash names; a word that falls
 * into another's slot takes it. What is said of a word never depends on what came before, only the
 * time it takes does. Fixed size, allocated once.
 */
#ifndef SUMMARIZE_LEXEMES_H
#define SUMMARIZE_LEXEMES_H

#include "lexicon.h"

struct lexeme {
	struct str stem;  /* valid until the next look-up */
	uint32_t classes; /* set of enum word_class */
	float idf;        /* of the stem */
	uint64_t marker;  /* its bit (markers.h), or 0 */
};

struct lexemes {
	const struct lexicon *lexicon;
	struct lexeme_slot *slots;
	char long_stem[72]; /* of a word that no slot holds */
};

/* The lexicon is borrowed; it may be completed until the first look-up. */
void lexemes_init(struct lexemes *lexemes, const struct lexicon *lexicon);
void lexemes_free(struct lexemes *lexemes);

/* A lower-case word of at most WORD_MAX bytes; hash: forms_hash of it. */
struct lexeme lexemes_look_up(struct lexemes *lexemes, struct str lower, uint32_t hash);

#endif
