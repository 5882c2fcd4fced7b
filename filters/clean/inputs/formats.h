/*
 * formats.h: what a file is, by its first bytes.
 */
#ifndef CLEAN_FORMATS_H
#define CLEAN_FORMATS_H

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

/* By the name that --from takes. */
bool formats_named(struct str name, enum input_format *format);

/* By the bytes: what is read a record at a time, or a page; else text. Tables are not told. */
enum input_format formats_of(struct window *window);

/* Whether the bytes begin as a web page does: a doctype or the html element, behind blanks and comments. */
bool formats_looks_like_page(struct str bytes);

/* The same of a page that may be UTF-16. */
bool formats_is_page(struct str bytes);

#endif
