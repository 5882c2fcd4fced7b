/*
 * runs.h: the `map` field, read a second time (docs/FORMAT.md, section 5), apart from common/map.
 */
#ifndef CHECK_RUNS_H
#define CHECK_RUNS_H

#include "common/buf.h"
#include "common/str.h"

struct run {
	uint32_t text, text_len, raw, raw_len;
	bool is_replaced;
};

/* Runs of one row: a slice of a document's `struct buf` of runs. */
struct runs {
	size_t first, n;
};

static inline const struct run *runs_at(const struct buf *all, struct runs runs)
{
	return (const struct run *)(const void *)all->at + runs.first;
}

/*
 * Reads the field of a row whose text has text_len bytes and whose range is [begin, end), appends
 * its runs to `all`. An empty field gives one verbatim run. Returns NULL, or what was expected
 * where the field is not as it should be.
 */
const char *runs_read(struct str field, uint32_t begin, uint32_t end, size_t text_len, struct buf *all,
                      struct runs *runs);

/* The raw range of the text bytes [*begin, *end), begin < end: both are replaced by it. */
void runs_raw(const struct run *runs, size_t n, uint32_t *begin, uint32_t *end);

#endif
