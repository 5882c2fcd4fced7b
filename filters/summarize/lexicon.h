/*
 * lexicon.h: what is known of English words before the document is read.
 *
 *      classes   from words.tsv: word TAB class …, e.g. `she  stop pronoun`
 *      idf       from lexicon.bundle: ln((N + 1) / (df + 1)) of a stem, df counted in N paragraphs of
 *                open text; a byte holds 16 times the value
 *      teasers   from teasers.txt: how lines begin that are no part of a story, in lower case
 *
 * Stems are kept as the upper halves of their hashes, sorted, and found by interpolation: two cache
 * misses a look-up, nothing to parse at start, 5 bytes a stem. A word of 32 bits that are the same as
 * another's by chance (one unknown word in 30,000) gets that one's idf.
 */
#ifndef SUMMARIZE_LEXICON_H
#define SUMMARIZE_LEXICON_H

#include "common/bundle.h"
#include "common/index.h"
#include "common/str.h"

#define LEXICON_KIND "lexicon"
#define LEXICON_IDF_SCALE 16.0f

enum word_class {
	WORD_STOP = 1 << 0,       /* carries no topic */
	WORD_PRONOUN = 1 << 1,    /* stands for something named before, where it opens a sentence */
	WORD_CONNECTIVE = 1 << 2, /* ties the sentence to the one before */
	WORD_FIRST = 1 << 3,      /* first person */
	WORD_SECOND = 1 << 4,     /* second person */
	WORD_CALENDAR = 1 << 5,   /* a weekday or a month */
	WORD_SAYING = 1 << 6,     /* a verb that reports speech */
	WORD_NUMBER = 1 << 7,     /* a number in words */
	WORD_EVENT = 1 << 8,      /* a verb that news is made of */
	WORD_HEDGE = 1 << 9,      /* may, could, perhaps */
	WORD_PERSON = 1 << 10,    /* a pronoun that needs somebody named before it */
	WORD_VAGUE = 1 << 11,     /* a noun that names no topic by itself: time, part, number */
};

struct lexicon {
	const uint32_t *hashes; /* [n_stems] rising */
	const uint8_t *idf;     /* [n_stems] */
	size_t n_stems;
	float unknown_idf;    /* of a stem that is not there */
	struct index classes; /* word -> set of enum word_class */
	const struct str *teasers;   /* in the order of their first bytes */
	uint32_t first_teaser[257]; /* by that byte; [256]: how many there are */
};

/* The bits of a stem that the table keeps. */
uint32_t lexicon_hash(struct str stem);

/* Looks at the bundle's sections; false where they do not fit together. */
bool lexicon_open(const struct bundle *bundle, struct lexicon *lexicon);

/*
 * Reads words.tsv and teasers.txt. The lexicon borrows the bytes; its index and list live in the
 * arena. False, with the number of the line, at an unknown class or a line without one.
 */
bool lexicon_read_words(struct str tsv, struct arena *arena, struct lexicon *lexicon, size_t *line);
void lexicon_read_teasers(struct str lines, struct arena *arena, struct lexicon *lexicon);

float lexicon_idf(const struct lexicon *lexicon, struct str stem);
unsigned lexicon_classes(const struct lexicon *lexicon, struct str lower);

/* Whether the text begins like a teaser, whatever its case. */
bool lexicon_is_teaser(const struct lexicon *lexicon, struct str text);

#endif
