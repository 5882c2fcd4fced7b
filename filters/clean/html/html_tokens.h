/*
 * html_tokens.h: the tokens of an HTML page, each with its byte range.
 *
 * The tokenization states of the HTML standard (html.spec.whatwg.org, 13.2.5) that decide where a
 * token ends: tags with quoted and bare attributes, comments and bogus comments, the text of script
 * (its escaped states too), style and the like, of title and textarea. No tree is built and nothing
 * is decoded: a token is a slice of the page, tokens are contiguous and cover the page, so text and
 * gaps have exact ranges by construction. One pass, linear, no memory.
 */
#ifndef CLEAN_HTML_TOKENS_H
#define CLEAN_HTML_TOKENS_H

#include "common/str.h"

enum html_kind {
	HTML_TEXT,    /* character references still in it */
	HTML_START,   /* name, attributes */
	HTML_END,     /* name */
	HTML_COMMENT, /* comments, bogus ones, <!DOCTYPE …>, <?…> */
	HTML_RAW,     /* the text of script, style, xmp, iframe, noembed, noframes, noscript */
	HTML_TITLE,   /* the text of title or textarea: character references, no tags */
};

struct html_token {
	enum html_kind kind;
	size_t begin, end;
	struct str name;       /* of a tag, as spelled */
	struct str attributes; /* what stands between the name and the `>` */
};

struct html_reader {
	struct str page;
	size_t at;
	struct str raw; /* after a start tag whose content is no markup: its name */
};

/* The next token; false at the end of the page. */
bool html_next(struct html_reader *reader, struct html_token *token);

/*
 * The next attribute of a tag; *pos starts at 0. The value is without its quotes, character
 * references still in it; empty where there is none. False where there is no more.
 */
bool html_attribute(struct str attributes, size_t *pos, struct str *name, struct str *value);

/* The value of an attribute by its name (lower case), ASCII case ignored; at = NULL where absent. */
struct str html_find_attribute(struct str attributes, const char *name);

/* Equality with a lower-case ASCII word, case ignored. */
static inline bool html_is(struct str s, const char *word)
{
	size_t i = 0;

	while (i < s.len && word[i] && ((unsigned char)(s.at[i] - 'A') < 26 ? s.at[i] | 0x20 : s.at[i]) == word[i])
		i++;
	return i == s.len && !word[i];
}

#endif
