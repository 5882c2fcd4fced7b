/*
 * writer.h: the output of a filter: rows, frames and their counts. Used by row.h's and filter.h's
 * functions; a document function knows only `struct row_writer *`.
 */
#ifndef COMMON_WRITER_H
#define COMMON_WRITER_H

#include <time.h>

#include "common/arena.h"
#include "common/filter.h"
#include "common/index.h"
#include "common/outline.h"

enum {
	WRITER_FLUSH_AT = 128 << 10, /* bytes, or a little more */
	WRITER_MAX_ADDS = 16,
	WRITER_CODES = 16, /* err codes of the contract */
	WRITER_TYPES = 8,  /* types whose fate is remembered; more are looked up anew */
};

/* What --drop and --only leave in. */
struct selection {
	struct str types[64];
	size_t n_types;
	bool is_only;
};

/* What stands in the output's header: `#stage …` lines, and per type the `#cols …` in force. */
struct header {
	struct arena arena;
	struct index stages;  /* line -> 1 */
	struct index columns; /* type -> position in lines */
	struct str *lines;
	size_t n_lines, cap_lines;
};

struct row_writer {
	struct buf out;
	struct str lent; /* lines behind it that lie where they were read */
	int fd;
	const char *target; /* for messages */
	struct outline *outline; /* of all that is written; NULL: not asked for */
	const struct filter *filter;
	const char *stage;
	struct selection selection;
	struct header header;
	size_t max_row;

	/* the document that is open */
	bool is_open, wants_flush;
	struct buf id;
	enum filter_status status;
	uint64_t document_rows;
	bool has[WRITER_MAX_ADDS]; /* rows of adds[i] came in, so ours are swallowed */
	struct arena errors_arena;
	struct index errors; /* err rows of the document: line -> 1 */

	/* the row that is being written */
	size_t row_start;
	const char *row_type;
	struct buf row_head; /* its type and document, the same for the next row of the type */
	bool is_swallowed;

	/* types that were written in this document, by the address of their name */
	struct {
		const char *type;
		bool is_swallowed;
	} types[WRITER_TYPES];
	size_t n_types;

	/* the stream */
	uint64_t documents, rows, bytes;
	uint64_t raw_bytes; /* of the documents that a producer wrote */
	uint64_t by_status[3];
	struct {
		char code[16];
		uint64_t count;
	} codes[WRITER_CODES];
	size_t n_codes;
	bool has_errors;

	/* Called at most once a second, when a document is finished; NULL: not asked for. */
	void (*show_progress)(const struct row_writer *out);
	time_t shown_at;
};

void writer_init(struct row_writer *out, const struct filter *filter, size_t max_row);
void writer_free(struct row_writer *out);

/* Writes all out; a failure ends the process with 74. */
void writer_flush(struct row_writer *out);

/* A header row as it stands, without counts. */
void writer_line(struct row_writer *out, struct str line);

/* `#stage …`: once per equal line. `#cols type …`: where the type's columns in the output differ. */
void writer_stage(struct row_writer *out, struct str line);
void writer_columns(struct row_writer *out, struct str type, struct str line);

/* The `#cols` row of a type of ours, as the contract has it. */
void writer_own_columns(struct row_writer *out, const char *type);

/* Whether the input's columns of a type are no longer those of the output. */
bool writer_columns_differ(const struct row_writer *out, struct str type, struct str line);

/* A data row of the open document (or of none), passed on byte for byte and counted. */
void writer_pass(struct row_writer *out, struct str line);

/*
 * The same for a line in whose memory an LF stands behind it, and which stays there until writer_settle is called: lines
 * that follow each other in memory are passed on as one.
 */
static inline void writer_lend(struct row_writer *out, struct str line);

/* Nothing of what was lent is needed any longer. Whatever else is written settles first. */
void writer_settle(struct row_writer *out);

bool writer_selects(const struct row_writer *out, struct str type);

/* Opens the frame of a document: nothing is written. */
void writer_open(struct row_writer *out, struct str id);

/* Closes it: the caller has written `end`, or leaves it out on purpose. */
void writer_close(struct row_writer *out);

/* Remembers an err row that came in, so that an equal one is not written again. */
void writer_seen_error(struct row_writer *out, struct str line);

const char *writer_status_name(enum filter_status status);

static inline void writer_lend(struct row_writer *out, struct str line)
{
	out->document_rows++;
	out->rows++;
	if (line.at != out->lent.at + out->lent.len) {
		writer_settle(out);
		out->lent.at = line.at;
	}
	out->lent.len += line.len + 1;
	if (out->lent.len >= WRITER_FLUSH_AT)
		writer_flush(out);
}

#endif
