/*
 * utf8.h: UTF-8 and the properties of characters. The only includer of utf8proc.
 */
#ifndef COMMON_UTF8_H
#define COMMON_UTF8_H

#include "common/buf.h"
#include "common/str.h"

/* Length of the longest valid prefix (Unicode 15, table 3-7: no surrogates, no overlong forms). */
size_t utf8_valid_prefix(struct str s);

static inline bool utf8_is_valid(struct str s)
{
	return utf8_valid_prefix(s) == s.len;
}

/*
 * Decodes the character at s.at[*pos] and moves *pos behind it. s must be valid UTF-8 or at least
 * *pos < s.len: a bad byte gives U+FFFD and moves by one.
 */
static inline uint32_t utf8_next(struct str s, size_t *pos);

/* Decodes the character that ends right before *pos and moves *pos to its begin; *pos > 0. */
static inline uint32_t utf8_previous(struct str s, size_t *pos);

/* What the two do where the character is not ASCII, which most are. */
uint32_t utf8_decode(struct str s, size_t *pos);
uint32_t utf8_decode_back(struct str s, size_t *pos);

static inline uint32_t utf8_next(struct str s, size_t *pos)
{
	unsigned char byte = (unsigned char)s.at[*pos];

	if (byte >= 0x80)
		return utf8_decode(s, pos);
	++*pos;
	return byte;
}

static inline uint32_t utf8_previous(struct str s, size_t *pos)
{
	unsigned char byte = (unsigned char)s.at[*pos - 1];

	if (byte >= 0x80)
		return utf8_decode_back(s, pos);
	--*pos;
	return byte;
}

/* Writes a code point (at most 4 bytes, U+FFFD for a value that is none); returns the length. */
size_t utf8_encode(uint32_t cp, char out[4]);
void utf8_add(struct buf *out, uint32_t cp);

/*
 * Appends any bytes as text: what no text may hold (bytes that are no UTF-8, C0 controls but TAB, LF and
 * CR, DEL) is written as \xHH.
 */
void utf8_add_bytes(struct buf *out, struct str bytes);

/* Code points in s (valid UTF-8). */
size_t utf8_length(struct str s);

/* Columns that s takes on a terminal: wide characters count 2, combining ones 0. */
size_t utf8_width(struct str s);

bool utf8_is_letter(uint32_t cp); /* L*, and M* that follow letters */
bool utf8_is_digit(uint32_t cp);  /* Nd */
bool utf8_is_upper(uint32_t cp);  /* Lu, Lt */
bool utf8_is_lower(uint32_t cp);  /* Ll */
bool utf8_is_space(uint32_t cp);  /* Zs, Zl, Zp, TAB..CR, U+0085 */
bool utf8_is_punct(uint32_t cp);  /* P* */
bool utf8_is_symbol(uint32_t cp); /* S* */
uint32_t utf8_lower(uint32_t cp);
uint32_t utf8_upper(uint32_t cp);

/* Appends s in lower case, one code point for one (simple mapping). */
void utf8_add_lower(struct buf *out, struct str s);

/*
 * Appends the search key of a name: compatibility-decomposed, without accents, case-folded, curly
 * apostrophes straight, hyphens and dashes as '-', runs of blanks as one space, none at the ends.
 * "Jürgen  O’Brien" and "Jurgen O'Brien" have the same key.
 */
void utf8_add_folded(struct buf *out, struct str s);

/*
 * NFC of s (valid UTF-8). True and `out` filled (appended) where it differs from s; false and `out`
 * untouched where s is NFC already, which a quick scan answers for ordinary text.
 */
bool utf8_nfc(struct str s, struct buf *out);

/* NFC quick check of a single character: false where it can never change nor combine backwards. */
bool utf8_may_compose(uint32_t cp);

const char *utf8_library_version(void);

#endif
