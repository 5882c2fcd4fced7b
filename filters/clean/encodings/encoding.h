/*
 * encoding.h: which encoding bytes are in, and the way from there to UTF-8.
 *
 * What is believed, in this order (html.spec.whatwg.org, 13.2.3, but for the second, which is right
 * more often than any declaration):
 *
 *      byte order mark, UTF-16 or UTF-32 beyond doubt, valid UTF-8, what the transport said (HTTP, MIME), what the document says in
 *      its first 1,024 bytes (meta, XML declaration), Windows-1252
 *
 * Labels mean what they mean to browsers (encoding.spec.whatwg.org): iso-8859-1 and us-ascii are
 * Windows-1252, gb2312 is GB 18030, shift_jis is code page 932. The only includer of iconv.
 */
#ifndef CLEAN_ENCODING_H
#define CLEAN_ENCODING_H

#include "decoding.h"

struct encoding;

/* The encoding of a label, case and blanks ignored; NULL where it is none that is known. */
const struct encoding *encoding_find(struct str label);

/* What a page, or XML, declares in its first 1,024 bytes; NULL where it declares nothing that is known. */
const struct encoding *encoding_declared(struct str bytes);

/*
 * The encoding to decode the bytes from: one of the byte order mark, UTF-16 or UTF-32 without one
 * whose first characters are nearly all ASCII, or one of the declaration, where the bytes are not
 * UTF-8. NULL: UTF-8, or bytes nobody said anything of.
 */
const struct encoding *encoding_of(struct str bytes, const struct encoding *declared);

/* How long the byte order mark of UTF-16 or UTF-32 is; 0 where there is none. */
size_t encoding_mark(struct str bytes);

/* Whether it is UTF-16 or UTF-32, of which no byte stands for itself. */
bool encoding_is_wide(const struct encoding *encoding);

/*
 * Decodes bytes, a character at a time; what cannot be decoded is U+FFFD, a byte at a time. NULL
 * stands for UTF-8 whose bad bytes are Windows-1252. under: what the bytes were decoded from
 * themselves (quoted-printable), so that widths count the bytes at the very bottom; NULL where
 * these are they. `out` is empty, its raw_end where the bytes begin.
 */
void encoding_decode(const struct encoding *encoding, struct str bytes, const struct decoding *under,
                     struct decoding *out);

#endif
