/*
 * records.h: a stream of rows cut into records, and its bytes (docs/FORMAT.md, section 2): valid
 * UTF-8, no control but TAB and LF, an LF after every row, no row longer than the limit. A second
 * splitter on purpose, apart from common/row: tests compare both with libcsv.
 */
#ifndef CHECK_RECORDS_H
#define CHECK_RECORDS_H

#include "common/buf.h"
#include "faults.h"

/* One row: fields[n], n > 0, as they stand in it, valid during the call. */
typedef void records_take(void *context, const struct str *fields, size_t n, uint64_t line);

struct records {
	size_t max_row;
	struct faults *faults;
	records_take *take;
	void *context;

	uint64_t line;      /* how many have ended, from 0 */
	struct buf begun;   /* a row whose end is still to come */
	struct str *fields;
	size_t cap_fields;
};

/* Zeroed but for max_row, faults, take and context is the beginning of a stream. */
void records_free(struct records *records);

/*
 * Takes the next piece of the stream. Bytes that no text may hold are told and overwritten with '?',
 * so that whoever reads on sees no byte that means something else to him. False where a row is so
 * long that it will not be read to its end; that is told.
 */
bool records_feed(struct records *records, char *at, size_t len);

/* The stream has ended here: a row without its LF is told and taken. */
void records_finish(struct records *records);

#endif
