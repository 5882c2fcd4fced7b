/*
 * conllu.h: a CoNLL-U file that lies in memory, read sentence by sentence.
 *
 * https://universaldependencies.org/format.html. A sentence is a list of surface tokens, each made of
 * one word or, where a line `N-M` stands, of several. Empty nodes (`N.1`) are passed over. Every str
 * borrows from the file; the arrays come from the caller's arena.
 *
 *      tokens[0] "Don't"  words[0] "Do" words[1] "n't"      first 0, n_words 2
 *      tokens[1] "go"     words[2] "go"                     first 2, n_words 1
 */
#ifndef COMMON_CONLLU_H
#define COMMON_CONLLU_H

#include "common/arena.h"
#include "common/str.h"

enum {
	CONLLU_ID,
	CONLLU_FORM,
	CONLLU_LEMMA,
	CONLLU_UPOS,
	CONLLU_XPOS,
	CONLLU_FEATS,
	CONLLU_HEAD,
	CONLLU_DEPREL,
	CONLLU_DEPS,
	CONLLU_MISC,
	CONLLU_COLUMNS
};

struct conllu_word {
	struct str column[CONLLU_COLUMNS]; /* as they stand, `_` too; those that lack are empty */
	uint32_t token;                    /* position of its surface token */
};

struct conllu_token {
	struct str form, misc; /* of the `N-M` line where there is one, else of the word */
	uint32_t first, n_words;
	bool has_space_after; /* no SpaceAfter=No in misc */
};

struct conllu_sentence {
	struct conllu_word *words;
	struct conllu_token *tokens;
	size_t n_words, n_tokens;
	bool is_newdoc, is_newpar;
	struct str newdoc, newpar, sent_id, text; /* values of the comments; empty where absent */
	uint64_t line;                            /* of its first line */
};

/* Zeroed but for `rest`: a reader at the begin of the file. */
struct conllu {
	struct str rest;
	uint64_t line;       /* lines read so far */
	const char *problem; /* after CONLLU_BAD: what is wrong with that line */
};

enum conllu_status { CONLLU_SENTENCE, CONLLU_END, CONLLU_BAD };

enum conllu_status conllu_next(struct conllu *reader, struct arena *arena,
                               struct conllu_sentence *sentence);

/* The value of a key of a MISC or FEATS column (`SpaceAfter` of `SpaceAfter=No|…`); else empty. */
struct str conllu_feature(struct str column, const char *key);

#endif
