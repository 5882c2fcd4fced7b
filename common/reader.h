/*
 * reader.h: lines out of files, each as a slice of the reader's buffer.
 *
 * Several files are read one after the other, as `cat` would give them. Memory is bounded by the
 * longest row allowed, whatever comes in.
 */
#ifndef COMMON_READER_H
#define COMMON_READER_H

#include "common/buf.h"
#include "common/row.h"

struct reader {
	char *const *paths; /* "-" is stdin */
	size_t n_paths, next_path;
	size_t max_row;

	const char *name;    /* of the file being read: "<stdin>" or its path */
	uint64_t line;       /* number of the line that was returned last, from 1 in each file */
	uint64_t bytes;      /* read so far, all files */
	bool has_failed;     /* a file could not be opened or read; a message was given */

	/*
	 * Called right before read(2) may block, so that what is finished can be flushed. It is the last moment at which
	 * lines that were returned are where they were.
	 */
	void (*before_read)(void *context);
	void *context;

	struct buf buf;
	size_t at; /* the first byte not yet returned */
	size_t skip; /* bytes of an overlong row thrown away so far */
	int fd;
	bool is_open;
};

enum reader_status {
	READER_LINE,
	READER_TOO_LONG, /* the line is cut to its first bytes; the rest has been passed over */
	READER_CUT,      /* a file ended without a line end: what stood there */
	READER_END,
};

/* No paths means stdin. */
void reader_init(struct reader *reader, char *const *paths, size_t n_paths, size_t max_row);
void reader_free(struct reader *reader);

/* The next line without its LF. Valid until before_read is called, or without it until the next call. */
enum reader_status reader_next(struct reader *reader, struct str *line);

/* The same, split at its TABs (row_scan). Of what is no READER_LINE, `row->line` alone is set. */
enum reader_status reader_next_row(struct reader *reader, const struct row_run *run, struct row_fields *row);

#endif
