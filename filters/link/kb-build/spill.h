/*
 * spill.h: sorting more records than memory should hold.
 *
 * Records of one size are collected in a block; a full block is sorted and written to an unnamed
 * temporary file as a run. Reading merges the runs. Where one block was enough no file is made.
 * The order is that of the comparison; equal records come in any order, so a comparison that
 * leaves no two different records equal makes the result independent of the block's size.
 */
#ifndef KB_BUILD_SPILL_H
#define KB_BUILD_SPILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef int spill_compare(const void *a, const void *b);

struct spill_run {
	uint64_t next, end; /* records of the file that are not yet in the buffer */
	char *buffer;
	size_t n_buffered, at;
};

struct spill {
	size_t record_size, block_records;
	spill_compare *compare;
	char *block;
	size_t n_block;
	const char *directory; /* of the file */
	FILE *file;
	struct spill_run *runs;
	size_t n_runs;
	uint64_t n_records;
	bool failed; /* a read or write failed; errno was set then */
};

/* block_bytes: how much memory the block may take. directory: where the file is made. */
void spill_init(struct spill *spill, size_t record_size, size_t block_bytes, spill_compare *compare,
                const char *directory);
void spill_free(struct spill *spill);

void spill_add(struct spill *spill, const void *record);

/* Ends the adding: sorts what is left. False where the file failed. */
bool spill_sort(struct spill *spill);

/* The next record in order, or NULL after the last (or where the file failed). Valid until the next call. */
const void *spill_next(struct spill *spill);

#endif
