/*
 * inputs.h: what is read, and how it falls into documents.
 *
 *      file -> unpacked -> text, page            a document a file
 *                       -> CSV, TSV, JSON Lines  a document a record (tables.h, jsonl.h)
 *                       -> RSS, Atom             a document an item (feeds.h)
 *                       -> mailbox, message      a document a message (mbox.h)
 *                       -> web archive           a document a page (warc.h)
 *
 * Beside main.c the only room of this filter that opens and reads files. What cannot be read is a
 * skipped document with an err row, and the next is read. Memory is bounded by a document.
 */
#ifndef CLEAN_INPUTS_H
#define CLEAN_INPUTS_H

#include "columns.h"
#include "rows.h"
#include "window.h"

enum input_format {
	INPUT_AUTO,
	INPUT_TEXT,
	INPUT_HTML,
	INPUT_CSV,
	INPUT_TSV,
	INPUT_JSONL,
	INPUT_RSS,
	INPUT_ATOM,
	INPUT_MBOX,
	INPUT_WARC,
	INPUT_ROWS,
};

struct inputs {
	enum input_format format;
	struct columns columns;
	struct document_facts facts; /* given by options: they stand before what the input says */
	uint64_t max_doc;
	struct clean *clean;
	struct rows_options rows;
	struct row_writer *out;
	enum exit_code worst;
	struct buf raw;     /* a document that is undone */
	struct arena arena; /* of a record */
};

void inputs_free(struct inputs *inputs);

bool inputs_format(struct str name, enum input_format *format);

/* A file ("-" is stdin), and the files that a list names; `end` ends each name. */
void inputs_read(struct inputs *inputs, const char *path);
void inputs_read_list(struct inputs *inputs, const char *path, char end);

/*
 * A document that was read before, by its raw bytes: a feed's item or a web page where it begins as
 * one, else text. Closed by the caller, before the next is opened.
 */
struct clean_document *inputs_reopen(struct inputs *inputs, struct str raw);

/* --- for the readers of formats -------------------------------------------------------------- */

void inputs_worsen(struct inputs *inputs, enum exit_code code);

/* The file could not be opened or read: errno says why. */
void inputs_unreadable(struct inputs *inputs, const char *path);

/* The same where window_more said WINDOW_BROKEN: damage of the packing, or errno. */
void inputs_broken(struct inputs *inputs, const struct window *window);

/* A skipped document of which nothing is known, with its message. */
void inputs_skip(struct inputs *inputs, const char *path, const char *code, const char *reason);

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

/* Whether the bytes begin as a web page does: a doctype or the html element, behind blanks and comments. */
bool inputs_looks_like_page(struct str bytes);

#endif
