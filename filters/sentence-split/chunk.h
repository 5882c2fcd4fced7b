/*
 * chunk.h: a run of characters between white space, taken apart: what the splitter sees of a text.
 *
 *      ("Kim.   head `("`   word `Kim`   tail `.`
 *
 * Only the first or last CHUNK_MAX bytes are looked at, so describing takes constant time.
 */
#ifndef SPLIT_CHUNK_H
#define SPLIT_CHUNK_H

#include "common/str.h"
#include "vocabulary.h"

enum { CHUNK_MAX = 48 };

/* --- bytes ------------------------------------------------------------------------------ */

enum byte_class {
	BYTE_LOWER,
	BYTE_SPACE,
	BYTE_COMMA,
	BYTE_LETTER, /* any byte above 7F but E2 */
	BYTE_QUIET = BYTE_LETTER, /* up to here: the scan for gaps passes by */
	BYTE_UPPER,
	BYTE_DIGIT,
	BYTE_STOP,    /* . ? ! */
	BYTE_OPEN,    /* ( [ */
	BYTE_CLOSE,   /* ) ] */
	BYTE_QUOTE,   /* " */
	BYTE_GENERAL, /* E2: the lead byte of the General Punctuation block, among others */
	BYTE_OTHER,   /* punctuation without a class of its own, controls */
	BYTE_CLASSES
};

extern const unsigned char byte_classes[256];

static inline enum byte_class byte_class(struct str text, size_t at)
{
	return byte_classes[(unsigned char)text.at[at]];
}

/* Letters, digits and the bytes of most characters beyond ASCII. */
static inline bool byte_is_word(struct str text, size_t at)
{
	enum byte_class class = byte_class(text, at);

	return class == BYTE_LOWER || class == BYTE_UPPER || class == BYTE_DIGIT || class == BYTE_LETTER;
}

/* --- chunks ----------------------------------------------------------------------------- */

enum shape {
	SHAPE_NONE,
	SHAPE_LOWER,
	SHAPE_LETTER,  /* a */
	SHAPE_CAPITAL, /* Town */
	SHAPE_INITIAL, /* T */
	SHAPE_UPPER,   /* TOWN */
	SHAPE_MIXED,
	SHAPE_DIGITS,
	SHAPE_NUMBER, /* 3.5 10:30 4th */
	SHAPE_DOTTED, /* U.S a.m */
	SHAPE_ADDRESS,
};

/* Marks that a chunk's head or tail has, whatever else stands there. */
enum {
	MARK_COMMA = 1,
	MARK_STOP = 2, /* . ? ! … */
	MARK_QUOTE = 4,
	MARK_OPEN = 8,
	MARK_CLOSE = 16,
	MARK_OTHER = 32,
};

struct chunk {
	size_t begin, end;           /* of what is looked at */
	size_t word_begin, word_end; /* without punctuation at both ends */
	uint32_t head, word, tail;   /* hashes; in head and tail look-alikes count as one, runs of one
	                                mark as one, two, or more */
	unsigned head_marks, tail_marks;
	enum shape shape;
	struct vocabulary_word known; /* of the word, or of the letters that it begins with */
};

/* Chunks of a text that were described before: gaps that follow each other are between the same ones. Zeroed: none yet. */
struct chunk_memo {
	struct chunk chunks[8]; /* by where they begin */
};

/* The chunk that ends at `end`, not before `floor`; an empty one where white space or nothing does. */
struct chunk chunk_before(struct str text, size_t floor, size_t end, const struct vocabulary *vocabulary,
                          struct chunk_memo *memo);

/* The chunk that begins at `begin`. */
struct chunk chunk_after(struct str text, size_t begin, const struct vocabulary *vocabulary, struct chunk_memo *memo);

static inline struct str chunk_word(struct str text, const struct chunk *chunk)
{
	return str_slice(text, chunk->word_begin, chunk->word_end);
}

static inline struct str chunk_text(struct str text, const struct chunk *chunk)
{
	return str_slice(text, chunk->begin, chunk->end);
}

/* The hash that head or tail has where it holds just these ASCII marks. */
uint32_t chunk_marks(const char *marks);

#endif
