/*
 * rows.h: a cleaned document as rows: doc, par, edit, err, end.
 */
#ifndef CLEAN_ROWS_H
#define CLEAN_ROWS_H

#include "common/filter.h"

#include "clean.h"

struct rows_options {
	bool has_undo;  /* write what stands between paragraphs */
	bool has_title_line; /* the first line may be the title */
	bool is_page;        /* the document is a web page */
	bool is_piece;       /* it is a piece of one */
	const struct item *item; /* the document is a feed's item; NULL = it is none */
	const struct mail *mail; /* the document is a message; the same */
	const struct encoding *encoding; /* of a page or text, as its transport said; NULL = it did not */
	size_t max_row;
	const char *complaint; /* what is wrong with the facts or the bytes, for an err row; NULL = nothing */
	const char *complaint_code;
};

/*
 * Bytes that a row needs besides its fields `text` and `map`, so that a `sent` row of the same
 * text fits as well: what clean_options.max_field leaves free of --max-row.
 */
size_t rows_overhead(size_t max_row);

/*
 * Reads a document and writes its rows. facts->id, lang and title may be empty: they are then what
 * the document says. facts->bytes is set here.
 */
void rows_write(struct row_writer *out, const struct clean *clean, const struct rows_options *options,
                const struct document_facts *facts, struct str raw);

/* The rows between doc and end, for a document that has those already. Returns its status. */
enum filter_status rows_write_body(struct row_writer *out, struct clean_document *document,
                                   const struct rows_options *options, struct str raw);

#endif
