/*
 * numbers.h: numbers as English writes them: `1,200`, `1.2bn`, `two hundred and five`, `two-thirds`.
 */
#ifndef LINK_NUMBERS_H
#define LINK_NUMBERS_H

#include "common/str.h"

enum number_kind {
	NUMBER_NONE,
	NUMBER_ONES,    /* 0–19 */
	NUMBER_TENS,    /* 20–90 */
	NUMBER_SCALE,   /* hundred, thousand, million … and k, m, bn behind figures */
	NUMBER_ORDINAL, /* first … thirty-first, hundredth */
	NUMBER_PART,    /* half, third(s), quarter(s), … of a fraction */
	NUMBER_VAGUE,   /* several, a few, many: some number that is not said */
};

/* A single word in lower case. *value: its number; for a part the divisor. */
enum number_kind numbers_word(struct str lower, double *value);

struct number {
	double value;
	bool is_vague;    /* `dozens`, `several hundred`: the value is the scale alone */
	bool is_share;    /* `two thirds`, `half`: a fraction of something */
	bool is_figures;  /* written in digits */
	size_t begin, end; /* where it stands in the text */
};

/*
 * Reads the number that begins at or after `from`: figures with grouping commas and decimals, number
 * words, scale words and letters behind either, fractions (`3/4`, `½`, `two-thirds`). False where
 * there is none. `a` and `an` count as one before a scale or part only (`a million`, `a third`).
 */
bool numbers_read(struct str text, size_t from, struct number *number);

#endif
