/*
 * lines.h: from lines to paragraphs.
 *
 * Blank lines part paragraphs. Lines that stand together are paragraphs of their own, as scraped
 * articles have them, unless they are hard-wrapped (mail, wire copy): then no line is wider than a
 * page, each is as full as its next word allows, and some break in mid-sentence (or, wrapped by
 * hand, half of them do); headings above them and bullets below do not count. Where some lines of
 * such a group stand deeper than the others, they begin paragraphs. Quoted mail is joined as other
 * text is, its marks taken out with the line ends; lines of marks alone are blank. A line that ends
 * in a broken word is always continued.
 */
#ifndef CLEAN_LINES_H
#define CLEAN_LINES_H

#include "common/str.h"

/* The next LF and the next CR at or behind a place; the text's length where there is none. */
struct line_breaks {
	size_t feed, carriage;
};

struct lines {
	struct str text;
	size_t at; /* the next line */
	size_t group_end;  /* end of the lines that stand together */
	size_t width;      /* of the widest of them, in characters */
	size_t indent;     /* of the first line of a paragraph; 0: says nothing */
	size_t wrapped_begin; /* behind the headings of the group */
	bool is_wrapped;   /* they are hard-wrapped */
	bool has_wrapped;  /* they or some before them */
	bool is_unwrapping; /* whether wrapped lines are to be joined at all */
	struct line_breaks next;
};

/* A paragraph's range, without the blanks around it. */
struct block {
	size_t begin, end;
	bool is_after_blank, is_before_blank; /* a blank line (or the edge of the text) beside it */
	bool has_breaks;                      /* line ends inside */
};

/* Whether nothing stands in a line, or marks of quoted mail alone. */
bool lines_is_blank(struct str line);

void lines_init(struct lines *lines, struct str text, bool is_unwrapping);

/* The next paragraph; false at the end of the text. */
bool lines_next(struct lines *lines, struct block *block);

/*
 * Repairs of line ends inside a paragraph: a blank in the place of the line end (and the marks of
 * quoted mail behind it), or nothing where a word was broken with a hyphen. The hyphen stays where both halves are words and the whole is
 * none (`part-time`). words: data/words.txt.
 */
struct edits;
void lines_propose(struct str words, struct str text, struct edits *edits);

/*
 * Words whose lines were joined with the hyphen left in (`the govern- ment`): where both parts are a
 * word together and one of them is none.
 */
void broken_words_propose(struct str words, struct str text, struct edits *edits);

#endif
