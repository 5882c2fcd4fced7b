/*
 * lines.h: text for terminals: safe, measured, wrapped.
 *
 * Nothing of a document may drive a terminal: controls (C0, DEL, C1), bidi controls and line
 * separators come out as blanks, whatever bytes they are written with; bytes that are no UTF-8 as
 * U+FFFD. Widths are columns (common/utf8.h), so wide and combining characters line up.
 */
#ifndef RENDER_LINES_H
#define RENDER_LINES_H

#include "common/buf.h"
#include "common/str.h"

enum style { STYLE_TITLE, STYLE_HEADING, STYLE_ID, STYLE_FAINT };

struct lines {
	struct buf *out;
	size_t width;     /* columns; 0: never wrapped */
	bool is_coloured;
};

/* Appends s, safe and with runs of blanks as one. */
void lines_text(struct lines *lines, struct str s);

/* The same between the codes of a style, where colour is on. */
void lines_styled(struct lines *lines, enum style style, struct str s);

/* The same, cut to a number of columns with an ellipsis. */
void lines_short(struct lines *lines, struct str s, size_t columns);

/* The same, filled up with blanks to a number of columns. */
void lines_padded(struct lines *lines, struct str s, size_t columns);

/*
 * A paragraph behind `first` (the rest of its lines behind as many blanks), wrapped at blanks, ended
 * by LF.
 */
void lines_paragraph(struct lines *lines, const char *first, struct str s);

/*
 * Text whose invisible characters are the point: blanks other than a space, controls and zero-width
 * ones are named (U+00A0), bytes that are no UTF-8 shown as \xE9; cut to a number of columns.
 */
void lines_visible(struct lines *lines, struct str s, size_t columns);

/* Columns that the text takes when it is written by lines_text. */
size_t lines_width(struct str s);

#endif
