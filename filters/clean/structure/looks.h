/*
 * looks.h: the classes that structure_look sorts lines into.
 */
#ifndef CLEAN_LOOKS_H
#define CLEAN_LOOKS_H

enum look {
	LOOK_SHARE,
	LOOK_ACCOUNT,
	LOOK_LEGAL,
	LOOK_MORE,
	LOOK_COMMENT,
	LOOK_ADVERT,
	LOOK_PHOTO,
	LOOK_SCENE, /* left, above, pictured */
	LOOK_POSE,  /* speaks, poses, arrives */
	LOOK_PHOTO_FIRST, /* begins with a word of LOOK_PHOTO */
	LOOK_PHOTO_LAST,
	LOOK_OF,    /* 1 of 23 */
	LOOK_CAPTION, /* structure_is_caption */
	LOOK_SAID,
	LOOK_MENU,
	LOOK_MONTH,
	LOOK_DAY,
	LOOK_I,
	LOOK_CLICK,
	LOOK_BAR,
	LOOK_AT,
	LOOK_COMMA,
	LOOK_BRACKET,
	LOOK_SLASH,
	LOOK_QUOTED,
	LOOK_SEMICOLON,
	LOOK_URL,
	LOOK_BY,
	LOOK_SENTENCES,
	LOOK_YEAR,
	LOOK_STAMP, /* a time of day, some time ago, or who says it: what stands above a comment */
	N_LOOKS,
	LOOK_FUNCTION, /* counted, no feature of its own */
};

enum look_end {
	LOOK_END_OPEN,
	LOOK_END_STOP,
	LOOK_END_MARK,
	LOOK_END_QUOTE,
	LOOK_END_DOTS,
	LOOK_END_COLON,
	LOOK_END_COMMA,
	LOOK_END_BRACKET,
	LOOK_END_DIGIT,
	N_LOOK_ENDS
};
/* What a short line announces by its first words; in the order of how surely an article is over. */
enum look_marker {
	LOOK_MARKER_NONE,
	LOOK_MARKER_BY, /* by, updated, source: */
	LOOK_MARKER_SITE, /* about, contact, newsletter, © */
	LOOK_MARKER_SHARE,
	LOOK_MARKER_MORE, /* related, most read */
	LOOK_MARKER_COMMENT,
	LOOK_MARKER_TAGS,
};
enum look_begin { LOOK_BEGIN_UPPER, LOOK_BEGIN_LOWER, LOOK_BEGIN_DIGIT, LOOK_BEGIN_QUOTE, LOOK_BEGIN_OTHER, N_LOOK_BEGINS };

#endif
