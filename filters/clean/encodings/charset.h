/*
 * charset.h: the single-byte code pages that text is most often mistaken for.
 */
#ifndef CLEAN_CHARSET_H
#define CLEAN_CHARSET_H

#include "common/str.h"

enum charset {
	CHARSET_WINDOWS_1252, /* Latin-1 as well: undefined bytes are C1 characters */
	CHARSET_MAC_ROMAN,
	CHARSET_WINDOWS_1250,
	CHARSET_WINDOWS_1251,
	CHARSET_WINDOWS_1253,
	CHARSET_WINDOWS_1254,
	CHARSET_WINDOWS_1257,
	CHARSET_ISO_8859_2,
	CHARSET_CP437,
	N_CHARSETS
};

enum { CHARSET_LIMIT = 0x2600 }; /* characters beyond are in none of them (two ligatures aside) */

struct charsets {
	unsigned char byte_of[N_CHARSETS][CHARSET_LIMIT]; /* 0 = none */
};

void charsets_init(struct charsets *charsets);

/* The character of a byte; every byte has one. */
uint32_t charset_decode(enum charset charset, unsigned char byte);

/* The byte (128–255) of a character, 0 where the code page has none. */
static inline unsigned char charset_encode(const struct charsets *charsets, enum charset charset,
                                           uint32_t cp)
{
	return cp < CHARSET_LIMIT ? charsets->byte_of[charset][cp] : 0;
}

#endif
