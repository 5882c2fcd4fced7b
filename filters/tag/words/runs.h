/*
 * runs.h: what the tokenizer tells apart in a chunk, the text between two stretches of white space:
 * kinds of characters, and runs of characters of one kind.
 */
#ifndef TAG_RUNS_H
#define TAG_RUNS_H

#include "common/str.h"

enum run_kind {
	KIND_SPACE,
	KIND_LETTERS,
	KIND_DIGITS,
	KIND_REPEATED, /* punctuation that forms one run with its like: ... !! -- == */
	KIND_SINGLE,   /* punctuation that stands alone: quotes, brackets, $ % & */
	KIND_EMOJI,
	KIND_ADDED,    /* belongs to the character before: joiners, selectors, accents */
};

/* Of the characters below 128, an enum run_kind each. */
extern const unsigned char run_ascii_kinds[128];

static inline bool run_is_letter(char byte)
{
	return !(byte & 0x80) && run_ascii_kinds[(unsigned char)byte] == KIND_LETTERS;
}

enum run_kind run_kind_of(uint32_t cp);

enum run_shape {
	SHAPE_NONE, /* beyond the chunk */
	SHAPE_LOWER,
	SHAPE_LETTER,
	SHAPE_CAPITAL,
	SHAPE_INITIAL,
	SHAPE_UPPER,
	SHAPE_MIXED,
	SHAPE_DIGIT,
	SHAPE_DIGITS2,
	SHAPE_DIGITS3,
	SHAPE_DIGITS4,
	SHAPE_EMOJI,
	SHAPE_MARK, /* + the mark itself */
};

struct run {
	uint32_t begin, end; /* in the sentence */
	uint32_t hash;       /* in lower case, digits as 0, curly marks as straight ones */
	uint32_t shape;
	uint32_t whole;      /* hash of the word that this is the second part of; else 0 */
};

/*
 * A hash of bytes, capital letters as small ones, and its steps: of any byte, and of one that is no
 * capital. By it a tokenizer's list of words is searched, too.
 */
#define RUN_HASH_BEGIN 0x811C9DC5u
uint32_t run_hash(struct str letters);

static inline uint32_t run_hash_small(uint32_t hash, unsigned char byte)
{
	return (hash ^ byte) * 0x01000193u;
}

static inline uint32_t run_hash_any(uint32_t hash, unsigned char byte)
{
	return run_hash_small(hash, byte | (byte >= 'A' && byte <= 'Z' ? 0x20 : 0));
}

/* The end of the run that begins at `begin`, its kind and first character; not behind `end`. */
size_t run_end(struct str sentence, size_t begin, size_t end, enum run_kind *kind, uint32_t *first);

/* Fills the run's hash and shape from its range. */
void run_describe(struct str sentence, struct run *run, enum run_kind kind, uint32_t first);

/* A mark as it is written on a typewriter: straight quotes, a hyphen. */
uint32_t run_plain_mark(uint32_t cp);

#endif
