/*
 * inputs.h: what the readers of formats have in common: from bytes and facts to the rows of a document.
 *
 * What cannot be read is a skipped document with an err row, and the next is read. Memory is bounded
 * by a document.
 */
#ifndef CLEAN_INPUTS_H
#define CLEAN_INPUTS_H

#include "columns.h"
#include "filters/clean/rows.h"
#include "formats.h"
#include "window.h"

struct inputs {
	enum input_format format;
	struct columns columns;
	struct document_facts facts; /* given by options: they stand before what the input says */
	uint64_t max_doc;
	bool reads_pieces; /* the text of a record may be a piece of HTML */
	struct clean *clean;
	struct rows_options rows;
	struct row_writer *out;
	enum exit_code worst;
	struct buf raw;     /* a document that is undone */
	struct arena arena; /* of a record */
};

void inputs_free(struct inputs *inputs);

void inputs_worsen(struct inputs *inputs, enum exit_code code);

/* The file could not be opened or read: errno says why. */
void inputs_unreadable(struct inputs *inputs, const char *path);

/* The same where window_more said WINDOW_BROKEN: damage of the packing, or errno. */
void inputs_broken(struct inputs *inputs, const struct window *window);

/* A skipped document of which nothing is known, with its message. */
void inputs_skip(struct inputs *inputs, const char *path, const char *code, const char *reason);

/* Makes ready for web pages; a table that cannot be used ends the run. */
void inputs_prepare_pages(struct inputs *inputs);

/* A file that is one document, a web page or text. */
void inputs_whole(struct inputs *inputs, bool is_page, struct window *window);

/*
 * A document out of a record: its text and facts by role, at = NULL where there is none. `path` is
 * where it comes from. The facts are repaired and checked here.
 */
void inputs_record(struct inputs *inputs, const char *path, const struct str values[N_ROLES]);

/* The same of a record whose text is not to be had: a skipped document with an err row. */
void inputs_skip_record(struct inputs *inputs, const char *path, const struct str values[N_ROLES],
                        const char *code, const char *reason);

/*
 * A web page or text that an archive holds, read as a file of its own would be, but that its url is
 * the address it was fetched from. complaint: what is wrong with it; NULL.
 */
void inputs_payload(struct inputs *inputs, const char *path, struct str url, bool is_page,
                    const struct encoding *encoding, struct str payload, const char *complaint);

#endif
