/*
 * draft.h: a paragraph under repair.
 *
 *      text   |<- verbatim ->|<- replaced ->|<- verbatim ->|      what readers will see
 *      raw    |<- verbatim ->|<--- replaced --->|<- verbatim ->|  bytes of the document
 *
 * Repairs know nothing of raw offsets: each looks at the current text and proposes edits of it, in
 * order and not overlapping. draft_apply carries them out and keeps the runs; it is the one place
 * where offsets are computed. Edits that meet an earlier replaced run are merged with it into one
 * run that stands for the whole raw range, its kinds joined, so that every replaced run is one
 * repair of one place.
 */
#ifndef CLEAN_DRAFT_H
#define CLEAN_DRAFT_H

#include "common/arena.h"
#include "common/map.h"
#include "common/str.h"

/* A set of repair kinds: bit KIND_x (kinds.h). */
typedef uint32_t kind_set;

struct draft_run {
	size_t text_len, raw_len;
	kind_set kinds; /* 0 = verbatim */
};

/* Text and raw are both contiguous: a run begins where the one before it ends. */
struct draft {
	struct str text;
	size_t raw; /* where the first run begins in the document */
	struct draft_run *runs;
	size_t n_runs;
	struct arena *arena;
};

/* Replaces text [begin, end) by `after`. */
struct edit {
	size_t begin, end;
	struct str after; /* a literal, a slice of the text, or arena memory */
	kind_set kinds;
};

struct edits {
	struct edit *items;
	size_t n, cap;
	struct arena *arena;
};

/* Adds a proposal; `begin` is at or behind the end of the last one. */
void edits_add(struct edits *edits, size_t begin, size_t end, struct str after, kind_set kinds);

/* A draft of one verbatim run: the bytes `text` at `raw` of the document. */
struct draft draft_of(struct str text, size_t raw, struct arena *arena);

/* Whether nothing was repaired in it. */
static inline bool draft_is_verbatim(const struct draft *draft)
{
	return draft->n_runs == 1 && !draft->runs[0].kinds;
}

/* Carries the edits out. Linear in text, runs and edits; memory from the draft's arena. */
void draft_apply(struct draft *draft, const struct edits *edits);

/*
 * Brings the draft into its last form: replaced runs whose text is what stood there anyway become
 * verbatim; blanks and empty runs at the edges marked are left out of the range. `document` is the
 * raw document.
 */
void draft_finish(struct draft *draft, struct str document, bool trim_begin, bool trim_end);

/* Where the raw range ends. */
size_t draft_raw_end(const struct draft *draft);

/* The runs as a map; memory from the arena. */
struct map draft_map(const struct draft *draft, struct arena *arena);

/*
 * The raw offset of a text offset that lies on an edge or in a verbatim run; false inside a
 * replaced run, where there is none.
 */
bool draft_raw_at(const struct draft *draft, size_t at, size_t *raw);

/* The part before and the part from a text offset for which draft_raw_at holds. */
void draft_split(const struct draft *draft, size_t at, struct draft *head, struct draft *tail);

#endif
