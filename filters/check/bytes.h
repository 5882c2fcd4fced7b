/*
 * bytes.h: the bytes of a stream (docs/FORMAT.md, section 2): valid UTF-8, no byte-order mark, no
 * control but TAB and LF, an LF after every row, no row longer than the limit.
 */
#ifndef CHECK_BYTES_H
#define CHECK_BYTES_H

#include "faults.h"

struct bytes {
	size_t max_row;
	uint64_t line;      /* of the next byte, from 1 */
	size_t row_len;     /* bytes of this line so far */
	unsigned need;      /* continuation bytes still to come */
	unsigned char low, high; /* what the next one may be */
	bool is_told;       /* a byte of this line was told already: one message a line is enough */
};

/* Zeroed but for max_row and line = 1 is the beginning of a stream. */

/*
 * Looks at the next piece of the stream. Bytes that no text may hold are told and overwritten with
 * '?', so that whoever reads on sees no byte that means something else to him.
 */
void bytes_check(struct bytes *bytes, char *at, size_t len, struct faults *faults);

/* The stream has ended here. */
void bytes_finish(struct bytes *bytes, struct faults *faults);

#endif
