/*
 * document.h: the rows of one document, by type, and the arena they live in.
 *
 * The filter's loop (filter.h) collects the rows of the types that the filter reads, in stream
 * order, and hands the document over when its `end` row has come. Everything here is valid until
 * the filter's document function returns.
 */
#ifndef COMMON_DOCUMENT_H
#define COMMON_DOCUMENT_H

#include "common/arena.h"
#include "common/contract.h"
#include "common/row.h"

enum { DOCUMENT_MAX_TYPES = 16 };

struct document_rows {
	const char *type;
	const struct row *first, *last;
	size_t n_rows;
};

struct document {
	struct str id;
	const struct row *facts; /* the doc row: DOC_SOURCE … DOC_AUTHOR */
	struct arena *arena;
	struct arena *tokens; /* of its tok rows, where the filter takes them (filter.h); else NULL */
	struct document_rows rows[DOCUMENT_MAX_TYPES]; /* in the order of filter.reads */
	size_t n_types;
};

/* The first row of a type, or NULL. The type must be one of the filter's `reads`. */
const struct row *document_first(const struct document *document, const char *type);
size_t document_count(const struct document *document, const char *type);

/* A field of the doc row, e.g. DOC_PUBLISHED. */
static inline struct str document_fact(const struct document *document, size_t column)
{
	return row_get(document->facts, column);
}

#endif
