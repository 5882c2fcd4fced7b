/*
 * title_filter.h: is a name one of several million, in ten bits a name.
 *
 * A binary fuse filter with four places a key (Graf and Lemire, "Binary Fuse Filters: Fast and
 * Smaller Than Xor Filters", JEA 2022): an array of 10-bit cells cut into segments; a key has one
 * cell in each of four neighbouring segments, and is in the set when the exclusive or of the four is
 * its fingerprint. Every name that was put in is found; one that was not is found once in 1,024.
 * Cells take 10.8 bits a key together.
 */
#ifndef LINK_TITLE_FILTER_H
#define LINK_TITLE_FILTER_H

#include "common/buf.h"
#include "common/str.h"

enum {
	TITLE_FILTER_BITS = 10,
	TITLE_FILTER_PLACES = 4,
};

/* The head of the section; the cells follow it, packed from the low bit up, and 8 zero bytes. */
struct title_filter_head {
	uint64_t seed;
	uint32_t segment_bits; /* cells of a segment: 2^segment_bits */
	uint32_t n_segments;   /* a key begins in one of the first n_segments - 3 */
};

/* Zeroed is the empty filter. */
struct title_filter {
	struct title_filter_head head;
	const unsigned char *cells;
};

/* Looks at a section (8-byte aligned; an empty one is the empty filter). False where its size is wrong. */
bool title_filter_open(struct str section, struct title_filter *filter);

bool title_filter_has(const struct title_filter *filter, uint64_t hash);

/*
 * Builds the section of a set of hashes, which are sorted and different, into `out`. False where no
 * seed was found, which happens for sets with equal hashes only.
 */
bool title_filter_build(const uint64_t *hashes, size_t n, struct buf *out);

#endif
