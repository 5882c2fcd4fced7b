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
	struct buf checkpoints; /* size_t[]: raw offset of the first character at or behind every 4096th byte */
	size_t raw_end;
	bool is_guess; /* the encoding has no converter on this machine: its bytes were read as Windows-1252 */
};

void decoding_free(struct decoding *decoding);

/* Appends one character (or one byte, of text that is to be decoded further) that stands for `width` raw bytes. */
void decoding_add(struct decoding *decoding, const char *bytes, size_t len, size_t width);

/* Appends bytes that are characters each and stand for themselves: ASCII, or bytes to be decoded further. */
void decoding_add_verbatim(struct decoding *decoding, struct str bytes);

/* The width that text byte `at` has. */
size_t decoding_width(const struct decoding *decoding, size_t at);

/* The raw offset of a text offset that cuts no character. */
size_t decoding_raw(const struct decoding *decoding, size_t text);

#endif
