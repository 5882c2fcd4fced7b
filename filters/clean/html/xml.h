/*
 * xml.h: the tokens of XML as feeds have it: well-formed or not, whole or as far as it has been read.
 *
 * Nothing is decoded and no tree is built; a token is a slice. A `<` that opens nothing is text.
 */
#ifndef CLEAN_XML_H
#define CLEAN_XML_H

#include "common/str.h"

enum xml_kind {
	XML_TEXT,
	XML_START, /* name, attributes */
	XML_EMPTY, /* <name …/> */
	XML_END,   /* name */
	XML_CDATA, /* the marks included */
	XML_OTHER, /* comments, <?…?>, <!DOCTYPE …> */
};

struct xml_token {
	enum xml_kind kind;
	size_t begin, end;
	struct str name;       /* as spelled, with its prefix */
	struct str attributes; /* what stands behind the name */
};

/*
 * The token at `at`. False at the end of the bytes, and where the token may go on behind them:
 * then the caller comes again with more. is_last: there is no more, and what is open ends there.
 */
bool xml_next(struct str bytes, size_t at, bool is_last, struct xml_token *token);

/* A name without its prefix. */
struct str xml_local(struct str name);

#endif
