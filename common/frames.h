/*
 * frames.h: the documents of a stream on their way through a filter. Used by stream.c alone.
 *
 *      doc -> frames_open    rows -> frames_row    end -> frames_close    no end -> frames_cut
 *
 * Rows go out as they arrive, and rows of types that the filter reads are kept in the document's
 * arena until its `end` comes and the filter's document function has been called. Where documents
 * belong together (filter->group_key) rows wait, each document with its own arena, until the last
 * document of the group is there; then they go out as they would have gone one by one.
 */
#ifndef COMMON_FRAMES_H
#define COMMON_FRAMES_H

#include "common/columns.h"
#include "common/writer.h"

enum { FRAMES_TYPES = 32 };

/* A type that the filter has something to do with. */
struct frame_type {
	struct columns columns;
	bool is_kept, is_passed;
	bool is_taken;   /* its rows have an arena of their own, see filter.takes_tokens */
	uint32_t adds;   /* position in filter->adds plus one; 0: not one of them */
	uint32_t rows;   /* position in document->rows, where it is kept */
	struct buf line; /* the `#cols` row in force; empty: the contract's own */
	bool is_clear;   /* in this document its rows go out, and nothing else is to be done with them */
};

/* A document between its `doc` and its `end`. */
struct frame {
	struct document document;
	struct arena arena, tokens;
	uint64_t rows;               /* that came in so far, `doc` counted in */
	bool is_broken;              /* its frame is wrong: it gets no `end` */
	enum filter_status came_in;  /* the status that its `end` came with */
	struct str end;              /* that row, where rows wait */
	struct waiting *first, *last;
	struct frame *next;          /* of its group, or of those that are free */
};

struct frames {
	struct filter *filter;
	uint64_t max_doc;
	struct row_writer *out;
	struct frame_type types[FRAMES_TYPES];
	size_t n_types;
	struct frame_type *last; /* of the row before */
	struct frame_type *doc, *end, *err;
	struct frame *open;
	struct frame *group, *group_last, *free;
	size_t n_group;
};

void frames_begin(struct frames *frames, struct filter *filter, uint64_t max_doc, struct row_writer *out);
void frames_free(struct frames *frames);

/* NULL for a type with which the filter has nothing to do. */
struct frame_type *frames_find(struct frames *frames, struct str type);

/* A document begins, with its doc row. False where that row is malformed, see `complaint`. */
bool frames_open(struct frames *frames, const struct row_fields *fields, char *complaint);

/*
 * Keeps a row of the open document for the document function; `type` is one that is kept. `number`:
 * of its line. False where it breaks the contract, see `complaint` (COLUMNS_COMPLAINT bytes).
 */
bool frames_keep(struct frames *frames, const struct frame_type *type, const struct row_fields *fields,
                 uint64_t number, char *complaint);

/* A row of the open document goes on its way; `type` may be NULL. An LF stands behind the line, here as below. */
static inline void frames_row(struct frames *frames, struct frame_type *type, struct str line);

/* The same, where it is to be found out what its way is. */
void frames_find_way(struct frames *frames, struct frame_type *type, struct str line);

/* A row of it was wrong and is left out: an err row. */
void frames_error(struct frames *frames, const char *code, const char *message);

/* Its end row has come. `fields`: of the row, their number is right. */
void frames_close(struct frames *frames, struct str line, enum filter_status came_in);

/* It ends without a good end row, and goes out without one. */
void frames_cut(struct frames *frames);

/* What waits goes out: a row comes that must not overtake it, or the input ends. */
void frames_release(struct frames *frames);

/* A row outside a document. */
void frames_pass(struct frames *frames, struct frame_type *type, struct str line);

static inline void frames_row(struct frames *frames, struct frame_type *type, struct str line)
{
	if (type && type->is_clear)
		writer_lend(frames->out, line);
	else
		frames_find_way(frames, type, line);
}

#endif
