/*
 * header.h: the head of a message, an HTTP response or a WARC record: `Name: value` lines, a value
 * going on in the next line where that begins with a blank, and an empty line at the end.
 */
#ifndef CLEAN_HEADER_H
#define CLEAN_HEADER_H

#include "common/arena.h"
#include "common/str.h"

/* Bytes of the head, the empty line included; 0 where it does not end. */
size_t header_length(struct str bytes);

/* The value of the first field of that name (lower case; case ignored), line ends inside; at = NULL: none. */
struct str header_field(struct str head, const char *name);

/* `text/html; charset="x"`: what stands before the `;`, and a parameter (lower case; at = NULL: none). */
struct str header_value(struct str value);
struct str header_parameter(struct str value, const char *name);

/*
 * A value as text: encoded words (RFC 2047) decoded, lines joined. Bytes that are no text stay as they
 * are, as in every fact of a document. Memory from the arena.
 */
struct str header_text(struct str value, struct arena *arena);

/* Whether the bytes begin as a message does: fields alone, From and one more that messages have. */
bool header_begins_message(struct str bytes);

#endif
