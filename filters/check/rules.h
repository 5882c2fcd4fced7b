/*
 * rules.h: what docs/FORMAT.md, section 4, says of every column: an own reading of the contract,
 * written a second time on purpose, so that one slip in common/ does not agree with itself here.
 */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include "common/str.h"

enum rule_value {
	VALUE_TEXT,            /* anything, escaped */
	VALUE_SOMETHING,       /* the same, but not empty */
	VALUE_BEFORE,          /* text in which \xHH is allowed as well */
	VALUE_ID,              /* a document's: not empty, no blank */
	VALUE_NUMBER,          /* counts from 1 */
	VALUE_NUMBER_OR_EMPTY,
	VALUE_OFFSET,          /* counts from 0 */
	VALUE_OFFSET_OR_EMPTY,
	VALUE_SCORE_OR_EMPTY,  /* four decimals */
	VALUE_DATE_OR_EMPTY,   /* ISO 8601 */
	VALUE_LANG_OR_EMPTY,   /* BCP 47 */
	VALUE_RANGE_OR_EMPTY,  /* first-last */
	VALUE_MAP,             /* parsed by runs.h */
	VALUE_WORD,            /* one of `words` */
	VALUE_WORD_OR_EMPTY,
};

enum { RULE_COLUMNS = 12 };

struct rule_column {
	const char *name; /* NULL ends the list */
	enum rule_value value;
	const char *words; /* blank-separated */
};

struct rule {
	const char *type;
	struct rule_column columns[RULE_COLUMNS];
};

/* Positions in rules[]; RULE_NONE for a type that is not the contract's. */
enum rule_type {
	RULE_DOC,
	RULE_PAR,
	RULE_EDIT,
	RULE_SENT,
	RULE_TOK,
	RULE_ENT,
	RULE_LINK,
	RULE_REF,
	RULE_QUOTE,
	RULE_SUM,
	RULE_KEY,
	RULE_SIG,
	RULE_DUP,
	RULE_STORY,
	RULE_ERR,
	RULE_END,
	RULE_NONE,
};

extern const struct rule rules[RULE_NONE];

enum rule_type rule_find(struct str type);
size_t rule_n_columns(const struct rule *rule);

/* Whether it may be the type of a row: one of ours, or `x-` and a word of somebody else's. */
bool rule_is_type(struct str type);

/* Whether the words (blank-separated) hold the word. */
bool rule_has_word(const char *words, struct str word);

/* What was expected where the field is not as the column says; NULL where it is. */
const char *rule_expected(const struct rule_column *column, struct str field);

/* Whether a row with a bad value of this kind cannot be understood: numbers, and escapes. */
bool rule_is_needed(enum rule_value value);

/* Whether every backslash begins one of the four escapes (or \xHH, where `bytes` says so). */
bool rule_is_escaped(struct str field, bool bytes);

/*
 * Undoes the escapes into `out` (room for field.len bytes); returns the length. The field has
 * passed rule_is_escaped.
 */
size_t rule_unescape(struct str field, char *out);

#endif
