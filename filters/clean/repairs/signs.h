/*
 * signs.h: which repairs a paragraph can need at all, found in one pass over its bytes.
 *
 * A sign is a pair of neighbouring bytes. Every kind of damage that starts from characters shows a
 * pair from a small set (a continuation byte right before a lead byte: two foreign characters side
 * by side; E2 80 before 8B: a zero-width space). Pairs of ASCII are compared sixteen at a time; for
 * others one table look-up for the byte before and one for the byte at hand answer for all kinds
 * together. The answer may say too much, never too little: ordinary paragraphs get an empty set and
 * are passed on untouched.
 */
#ifndef CLEAN_SIGNS_H
#define CLEAN_SIGNS_H

#include "common/str.h"

enum sign {
	SIGN_CONTROL = 1 << 0,    /* C0, DEL, C1 */
	SIGN_ENTITY = 1 << 1,     /* & */
	SIGN_QUOTE = 1 << 2,      /* a closing mark before a blank, makeshift marks */
	SIGN_DASH = 1 << 3,       /* a dash beside a blank, doubled dashes */
	SIGN_PUNCT = 1 << 4,      /* doubled commas, a blank before a comma, a mark before a letter */
	SIGN_APOSTROPHE = 1 << 5, /* ’s, where name scars begin */
	SIGN_HONORIFIC = 1 << 6,  /* Mr, Mrs, Ms */
	SIGN_ESCAPE = 1 << 7,     /* \\ */
	SIGN_MOJIBAKE = 1 << 8,   /* foreign characters side by side, lone Ã */
	SIGN_INVISIBLE = 1 << 9,  /* zero-width, bidi, soft hyphen */
	SIGN_SPACE = 1 << 10,     /* a space other than U+0020 */
	SIGN_LIGATURE = 1 << 11,
	SIGN_NFC = 1 << 12,       /* characters that can compose, or have a canonical twin */
	SIGN_HYPHEN = 1 << 13,    /* a hyphen before a blank */
};

struct signs {
	/* bit i is set in after[a] and here[b] where the pair a b is of class i, one of them beyond ASCII */
	uint32_t after[256], here[256];
	uint32_t meaning[32]; /* of class i: an enum sign */
	unsigned n_classes;
};

void signs_init(struct signs *signs);

/* A set of enum sign. Empty for a text of ordinary words. */
uint32_t signs_of(const struct signs *signs, struct str text);

#endif
