/*
 * map.h: text offsets <-> raw offsets (contract, section 5).
 *
 * The text of a row is what its reader sees; raw offsets count bytes of the document as it came in.
 * A map is an ordered list of runs that together cover the text:
 *
 *      text   |<- verbatim ->|<- replaced ->|<- verbatim ->|
 *      raw    |<- verbatim ->|<--- replaced --->|<- verbatim ->|
 *
 * A verbatim run has the same length on both sides. A replaced run stands for its raw range as a
 * whole; it may be empty on either side (something put in, something taken out).
 * Written: `text:raw:len` verbatim, `text:raw:textlen:rawlen` replaced, joined by commas; a map that
 * is all one verbatim run is written as the empty string.
 */
#ifndef COMMON_MAP_H
#define COMMON_MAP_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"

struct map_run {
	size_t text, text_len; /* bytes of the row's text, from 0 */
	size_t raw, raw_len;   /* bytes of the raw document */
	bool is_replaced;
};

struct map {
	struct map_run *runs; /* ordered by text, then raw; contiguous in text */
	size_t n_runs;
	size_t text_len;
};

struct map_range {
	size_t begin, end; /* raw bytes, half-open */
};

/*
 * Reads a row's map field. begin and end are the row's raw range, text_len the length of its
 * (unescaped) text. Runs are taken from the arena. False where the field is malformed: runs that
 * do not cover the text in order, raw offsets that go back or leave [begin, end), a verbatim map
 * (empty field) whose text is not as long as the range.
 */
bool map_parse(struct str field, size_t begin, size_t end, size_t text_len, struct arena *arena,
               struct map *map);

/* Appends the field as it is written; nothing for a map of one verbatim run (or none). */
void map_write(const struct map *map, struct buf *out);

/*
 * The raw range of the text bytes [begin, end). A range that touches a replaced run takes that
 * run's whole raw range; a run with empty text is touched only by a range that has it strictly
 * inside. `begin < end <= text_len` is the caller's duty; an empty range gives an empty raw range.
 */
struct map_range map_raw(const struct map *map, size_t begin, size_t end);

/* The same for ranges asked in rising order: *cursor starts at 0 and makes a sweep linear. */
struct map_range map_raw_next(const struct map *map, size_t begin, size_t end, size_t *cursor);

/*
 * The map of the text slice [begin, end), its text offsets counted from `begin`. A replaced run
 * that is cut keeps its whole raw range; runs of empty text at the edges are left out.
 */
struct map map_slice(const struct map *map, size_t begin, size_t end, struct arena *arena);

#endif
