/*
 * stream.h: a stream of rows read for a filter: header rows, frames, documents.
 *
 *      lines (reader.h) -> header | doc … end | #eof -> filter->document -> rows (writer.h)
 *
 * What is wrong inside a document becomes an `err` row and `partial`; what is wrong with a frame, a
 * header row or the end of the stream makes stream_run return EXIT_DATA, and no #eof is written.
 */
#ifndef COMMON_STREAM_H
#define COMMON_STREAM_H

#include "common/reader.h"
#include "common/writer.h"

struct stream_options {
	bool is_fragment; /* a missing header and #eof are accepted */
	bool is_strict;   /* any err row makes the exit code EXIT_DATA */
	uint64_t max_doc;
	struct str stage; /* our #stage row */
};

/* Reads all of the input; returns the exit code. The header and #eof are written here. */
enum exit_code stream_run(struct filter *filter, const struct stream_options *options,
                          struct reader *reader, struct row_writer *out);

/* The header and the last row of a stream that has no rows for input (producers). */
void stream_write_header(struct row_writer *out, struct str stage);
void stream_write_eof(struct row_writer *out);

#endif
