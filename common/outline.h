/*
 * outline.h: the outline of a stream, written beside it: its `end` rows as they stand, then
 *
 *      #outline TAB header rows TAB XXH3-64 of all bytes
 *
 * A stage puts its rows behind those that came in, so by the counts of its outline its output can be
 * found again in what later stages made of it, and by the hash it is known for the same. An outline
 * without its last row is of a stream that did not come to its end.
 */
#ifndef COMMON_OUTLINE_H
#define COMMON_OUTLINE_H

#include "common/str.h"

struct outline;

/* NULL with errno set where the file cannot be written. */
struct outline *outline_open(const char *path);

/* The next bytes of the stream, of any length. */
void outline_add(struct outline *outline, struct str bytes);

/* Writes the last row where `is_whole` says so; closes and frees. False with errno set where a write failed. */
bool outline_close(struct outline *outline, bool is_whole);

#endif
