/*
 * lines.h: the text tables of link (events, units, cues): a record a line, fields parted by TAB, lines
 * that begin with # are comments, empty ones are passed over.
 */
#ifndef LINK_LINES_H
#define LINK_LINES_H

#include "common/str.h"

/* Begin with { .rest = the file }. */
struct lines {
	struct str rest;
	uint64_t number; /* of the line that was read last, from 1 */
};

enum lines_status { LINES_RECORD, LINES_END, LINES_MALFORMED };

/* The next record, of exactly n fields (at most 8) and the first of them not empty. */
enum lines_status lines_next(struct lines *lines, struct str *field, size_t n);

/* At least as many records as there are. */
size_t lines_count(struct str file);

#endif
