/*
 * mentions.h: the mentions of a system's output with their links, for the metrics links and chains.
 */
#ifndef SCORE_MENTIONS_H
#define SCORE_MENTIONS_H

#include "common/index.h"
#include "metric.h"

struct mention_link {
	struct str kb, id, label;
	uint64_t rank;
	size_t next; /* of the same mention; SIZE_MAX = none */
};

struct system_mention {
	struct str doc, text, chain; /* chain: of its first link row that has one, or of the ref row */
	uint64_t begin, end;
	size_t links; /* position of the first link of rank order, SIZE_MAX = none */
	bool is_reference;
};

struct system_mentions {
	struct system_mention *items; /* ent and ref rows, in stream order */
	size_t n;
	struct mention_link *links;
	size_t n_links;
	struct index spans; /* span_key -> position in items */
};

/* Reads the ent, link and ref rows of the system; dates and amounts are left out. */
bool mentions_read(const struct metric_input *input, struct system_mentions *mentions, struct buf *problem);

/* The link of rank 1 where it is an entity's; NULL where the mention has none or is NIL. */
const struct mention_link *mentions_chosen(const struct system_mentions *mentions, const struct system_mention *mention);

/* A document and a byte range as one string, from the arena. */
struct str span_key(struct arena *arena, struct str doc, uint64_t begin, uint64_t end);

/* A table with a header row: columns are found by name; a row is `columns` many fields. */
enum { TABLE_MAX_COLUMNS = 24 };

struct gold_table {
	struct str rest;
	size_t position[TABLE_MAX_COLUMNS]; /* of the wanted columns */
	size_t line;
};

/* Reads the header row; false where a wanted column (NULL-terminated list) is not there. */
bool gold_open(const struct metric_input *input, const char *const *wanted, struct gold_table *table,
               struct buf *problem);

/* The wanted columns of the next row; false at the end. */
bool gold_next(struct gold_table *table, struct str *cells);

#endif
