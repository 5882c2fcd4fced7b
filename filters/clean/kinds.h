/*
 * kinds.h: the kinds of repair, as `edit` rows name them.
 */
#ifndef CLEAN_KINDS_H
#define CLEAN_KINDS_H

#include "draft.h"

/* In the order in which the repairs of one round run; joined names have this order too. */
enum kind {
	KIND_TAG,         /* tags of a web page, and the blanks around them */
	KIND_ENCODING,    /* bytes that are no UTF-8, UTF-16 */
	KIND_MARKUP,      /* tags inside a paragraph of a web page */
	KIND_WRAP,        /* line ends inside a paragraph */
	KIND_HYPHEN,      /* words broken at a line end */
	KIND_ENTITY,      /* HTML entities */
	KIND_ESCAPE,      /* backslash escapes */
	KIND_MOJIBAKE,    /* text decoded with the wrong code page */
	KIND_CONTROL,     /* NUL, C0, DEL, C1 */
	KIND_INVISIBLE,   /* zero-width and bidi characters, soft hyphens, BOM */
	KIND_SPACE,       /* no-break and other exotic spaces, line separators, doubled blanks */
	KIND_LIGATURE,    /* typographic ligatures */
	KIND_NFC,         /* Unicode normal form C */
	KIND_QUOTE_DIR,   /* quotation marks that face the wrong way, other makeshift marks */
	KIND_DASH,        /* one-sided, doubled and makeshift dashes */
	KIND_PUNCTUATION, /* blanks before punctuation, doubled punctuation */
	KIND_NAME_SCAR,   /* Korea's North */
	KIND_CREDIT,      /* an agency glued to the end of a caption */
	KIND_PHRASE,      /* tortured phrases: flagged */
	KIND_CLASH,       /* honorifics and tenses that clash: flagged */
	KIND_SPUN,        /* the verdict on the document: flagged */
	KIND_QUOTES,      /* straight or curly made uniform: only when asked for */
	N_KINDS
};

#define KIND_SET(kind) ((kind_set)1 << (kind))

struct kind_facts {
	const char *name;
	bool is_default; /* repaired (or looked for) unless the user says otherwise */
	const char *what;
	const char *before, *after; /* an example; escapes as in a row */
};

extern const struct kind_facts kind_table[N_KINDS];

#define KINDS_DEFAULT (((kind_set)1 << KIND_QUOTES) - 1)

/* The kind of a name; N_KINDS where there is none. */
enum kind kind_find(struct str name);

/* A list of names joined by commas, `all` and `none` among them. False on an unknown name. */
bool kinds_parse(struct str list, kind_set *set);

/* Appends the names of a set, joined by `+`. */
void kinds_write(kind_set set, struct buf *out);

#endif
