/*
 * frames.h: a stream record by record: header rows, columns, the frames of documents, counts
 * (docs/FORMAT.md, sections 3, 6, 7). The rows inside a document go on to claims.h and laws.h.
 */
#ifndef CHECK_FRAMES_H
#define CHECK_FRAMES_H

#include "claims.h"
#include "common/index.h"

struct frames_options {
	bool is_fragment; /* header and #eof may be missing */
	bool is_reframed; /* counts are filled in, not compared */

	/*
	 * The raw bytes of a document, valid until the next call; false where they are not known (a
	 * fault). NULL: nothing is compared with raw documents.
	 */
	bool (*raw)(void *context, struct str id, struct str source, struct str *raw);
	void *context;
};

/* Where a type of ours has its columns in the stream. */
struct frames_columns {
	bool is_declared;
	size_t n_columns;             /* of the rule */
	size_t n_fields;              /* of a row, its type included */
	uint8_t field[RULE_COLUMNS];  /* column -> field; 0: the stream lacks it */
};

struct frames {
	const struct frames_options *options;
	struct faults *faults;
	struct claims claims;
	struct frames_columns columns[RULE_NONE];
	struct index foreign; /* somebody else's type -> fields of its rows */
	struct arena names;   /* of those types */
	struct buf id, source;

	enum rule_type last;  /* type of the row before: most often that of the next one */
	bool has_header, is_ended, is_open;
	bool has_edits;       /* no stage left par or edit rows out: the undo law must hold */
	bool told_outside, told_columns[RULE_NONE];
	uint64_t line;
	uint64_t document_rows;                 /* of the open document so far */
	uint64_t part_documents, part_rows;     /* since the last #eof */
	uint64_t documents, rows;               /* of all */
	uint64_t ok, partial, skipped;          /* documents that were closed so */
	uint64_t by_type[RULE_NONE + 1];        /* rows; the last: other types */
};

void frames_init(struct frames *frames, const struct frames_options *options, struct faults *faults);
void frames_dispose(struct frames *frames);

/*
 * One record. Where `out` is not NULL the row is appended to it, an `end` or `#eof` row with the
 * counts that are right.
 */
void frames_record(struct frames *frames, const struct str *fields, size_t n, uint64_t line,
                   struct buf *out);

/* The stream has ended; `line` is the one behind the last. */
void frames_finish(struct frames *frames, uint64_t line);

#endif
