/*
 * json.h: JSON (RFC 8259) written piece by piece.
 *
 * Commas are put where they belong: a value or a key follows what stands before it. Strings are
 * escaped; text is valid UTF-8 already (the loop of the filter has seen to that).
 */
#ifndef EXPORT_JSON_H
#define EXPORT_JSON_H

#include "common/buf.h"

void json_open(struct buf *out, char bracket);  /* '{' or '[' */
void json_close(struct buf *out, char bracket); /* '}' or ']' */
void json_key(struct buf *out, const char *key);
void json_string(struct buf *out, struct str value);
void json_number(struct buf *out, uint64_t value);
void json_score(struct buf *out, double value); /* four decimals */
void json_bool(struct buf *out, bool value);

/* A key with its value; an empty string is left out. */
void json_member(struct buf *out, const char *key, struct str value);
void json_member_number(struct buf *out, const char *key, uint64_t value);

#endif
