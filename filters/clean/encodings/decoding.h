/*
 * decoding.h: text that was decoded, and how many raw bytes each of its characters stands for.
 *
 *      raw     H e = C 3 = A 9 =\n l l o       quoted-printable, UTF-8
 *      text    H e é           l l o
 *      widths  1 1 6           3 1 1           what is skipped counts for the character behind it
 *
 * One byte of width for each byte of text (0 for the second and further bytes of a character), and a
 * list of the few that do not fit in it: memory is twice the text, whatever the raw bytes are.
 */
#ifndef CLEAN_DECODING_H
#define CLEAN_DECODING_H

#include "common/buf.h"
#include "common/str.h"

struct wide {
	size_t text, width;
};

/* Zeroed is an empty text that begins at raw 0; raw_end set first, one that begins there. */
struct decoding {
	struct buf text, widths;
	struct buf wides;       /* struct wide[]: widths above the largest byte, in text order */
	struct buf checkpoints; /* size_t[]: raw offset of the first character at or behind every 1024th byte */
	size_t raw_end;
	bool is_packed; /* base64: where a byte of text equals a raw byte, that is chance */
	bool is_guess; /* the encoding has no converter on this machine: its bytes were read as Windows-1252 */
};

void decoding_free(struct decoding *decoding);

/* Appends one character (or one byte, of text that is to be decoded further) that stands for `width` raw bytes. */
void decoding_add(struct decoding *decoding, const char *bytes, size_t len, size_t width);

/* Appends bytes that are characters each and stand for themselves: ASCII, or bytes to be decoded further. */
void decoding_add_verbatim(struct decoding *decoding, struct str bytes);

enum { DECODING_WIDE = 255 }; /* a width that is in the list */

/* Appends bytes that are characters each, or are to be decoded further, with their widths; none is DECODING_WIDE. */
void decoding_add_each(struct decoding *decoding, struct str bytes, const unsigned char *widths);

/* A width of DECODING_WIDE or more. */
size_t decoding_wide(const struct decoding *decoding, size_t at);

/* The width that text byte `at` has. */
static inline size_t decoding_width(const struct decoding *decoding, size_t at)
{
	unsigned char width = (unsigned char)decoding->widths.at[at];

	return width < DECODING_WIDE ? width : decoding_wide(decoding, at);
}

/* The raw offset of a text offset that cuts no character. */
size_t decoding_raw(const struct decoding *decoding, size_t text);

#endif
