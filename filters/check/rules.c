/* rules.c: see rules.h. */
#include "rules.h"

#define UPOS "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"
#define ENTITIES "PER ORG LOC MISC DATE TIME MONEY PERCENT QUANTITY"
#define ERRORS                                                                                   \
	"E_UTF8 E_NUL E_CONTROL E_ENCODING E_LONG E_LIMIT E_ROW E_COLUMNS E_ORDER E_LANG E_EMPTY " \
	"E_FORMAT E_READ E_INTERNAL"

/* The columns that many types share. */
#define C_DOC { "doc", VALUE_ID, NULL }
#define C_NUMBER(name) { name, VALUE_NUMBER, NULL }
#define C_MAYBE(name) { name, VALUE_NUMBER_OR_EMPTY, NULL }
#define C_BEGIN { "begin", VALUE_OFFSET, NULL }
#define C_END { "end", VALUE_OFFSET, NULL }
#define C_MAP { "map", VALUE_MAP, NULL }
#define C_TEXT { "text", VALUE_TEXT, NULL }
#define C_SCORE { "score", VALUE_SCORE_OR_EMPTY, NULL }

const struct rule rules[RULE_NONE] = {
	[RULE_DOC] = { "doc",
	               { C_DOC,
	                 { "source", VALUE_TEXT, NULL },
	                 { "url", VALUE_TEXT, NULL },
	                 { "published", VALUE_DATE_OR_EMPTY, NULL },
	                 { "lang", VALUE_LANG_OR_EMPTY, NULL },
	                 { "bytes", VALUE_OFFSET, NULL },
	                 { "title", VALUE_TEXT, NULL },
	                 { "author", VALUE_TEXT, NULL } } },
	[RULE_PAR] = { "par",
	               { C_DOC,
	                 C_NUMBER("par"),
	                 { "kind", VALUE_WORD, "title p list caption credit boiler" },
	                 C_BEGIN,
	                 C_END,
	                 C_MAP,
	                 C_TEXT } },
	[RULE_EDIT] = { "edit",
	                { C_DOC,
	                  C_NUMBER("edit"),
	                  { "kind", VALUE_SOMETHING, NULL },
	                  { "action", VALUE_WORD, "repaired flagged" },
	                  C_BEGIN,
	                  C_END,
	                  { "before", VALUE_BEFORE, NULL },
	                  { "after", VALUE_TEXT, NULL } } },
	[RULE_SENT] = { "sent",
	                { C_DOC, C_NUMBER("sent"), C_NUMBER("par"), C_BEGIN, C_END, C_MAP, C_TEXT } },
	[RULE_TOK] = { "tok",
	               { C_DOC,
	                 C_NUMBER("sent"),
	                 C_NUMBER("tok"),
	                 C_BEGIN,
	                 C_END,
	                 { "form", VALUE_SOMETHING, NULL },
	                 { "lemma", VALUE_TEXT, NULL },
	                 { "upos", VALUE_WORD_OR_EMPTY, UPOS },
	                 { "xpos", VALUE_TEXT, NULL },
	                 { "mwt", VALUE_RANGE_OR_EMPTY, NULL } } },
	[RULE_ENT] = { "ent",
	               { C_DOC,
	                 C_NUMBER("ent"),
	                 C_MAYBE("sent"),
	                 C_MAYBE("first"),
	                 C_MAYBE("last"),
	                 C_BEGIN,
	                 C_END,
	                 { "type", VALUE_WORD, ENTITIES },
	                 C_SCORE,
	                 C_TEXT } },
	[RULE_LINK] = { "link",
	                { C_DOC,
	                  C_NUMBER("ent"),
	                  C_NUMBER("rank"),
	                  C_MAYBE("chain"),
	                  { "kb", VALUE_SOMETHING, NULL },
	                  { "id", VALUE_SOMETHING, NULL },
	                  C_SCORE,
	                  { "label", VALUE_TEXT, NULL } } },
	[RULE_REF] = { "ref",
	               { C_DOC,
	                 C_NUMBER("chain"),
	                 C_MAYBE("sent"),
	                 C_MAYBE("first"),
	                 C_MAYBE("last"),
	                 C_BEGIN,
	                 C_END,
	                 C_TEXT } },
	[RULE_QUOTE] = { "quote",
	                 { C_DOC,
	                   C_NUMBER("quote"),
	                   C_MAYBE("sent"),
	                   C_BEGIN,
	                   C_END,
	                   { "kind", VALUE_WORD, "direct mixed indirect" },
	                   C_MAYBE("speaker"),
	                   { "source_begin", VALUE_OFFSET_OR_EMPTY, NULL },
	                   { "source_end", VALUE_OFFSET_OR_EMPTY, NULL },
	                   { "cue", VALUE_TEXT, NULL },
	                   C_TEXT } },
	[RULE_SUM] = { "sum", { C_DOC, C_NUMBER("rank"), C_NUMBER("sent"), C_BEGIN, C_END, C_SCORE, C_TEXT } },
	[RULE_KEY] = { "key",
	               { C_DOC,
	                 C_NUMBER("rank"),
	                 C_SCORE,
	                 { "type", VALUE_TEXT, NULL },
	                 { "text", VALUE_SOMETHING, NULL },
	                 { "id", VALUE_TEXT, NULL } } },
	[RULE_SIG] = { "sig", { C_DOC, { "band", VALUE_OFFSET, NULL }, { "value", VALUE_SOMETHING, NULL } } },
	[RULE_DUP] = { "dup", { C_DOC, { "of", VALUE_ID, NULL }, { "similarity", VALUE_SCORE_OR_EMPTY, NULL } } },
	[RULE_STORY] = { "story", { C_DOC, { "story", VALUE_SOMETHING, NULL }, C_SCORE } },
	[RULE_ERR] = { "err",
	               { C_DOC,
	                 { "stage", VALUE_SOMETHING, NULL },
	                 { "code", VALUE_WORD, ERRORS },
	                 { "begin", VALUE_OFFSET_OR_EMPTY, NULL },
	                 { "end", VALUE_OFFSET_OR_EMPTY, NULL },
	                 { "message", VALUE_TEXT, NULL } } },
	[RULE_END] = { "end",
	               { C_DOC,
	                 { "status", VALUE_WORD, "ok partial skipped" },
	                 { "rows", VALUE_OFFSET_OR_EMPTY, NULL } } },
};

enum rule_type rule_find(struct str type)
{
	for (int i = 0; i < RULE_NONE; i++)
		if (str_is(type, rules[i].type))
			return (enum rule_type)i;
	return RULE_NONE;
}

size_t rule_n_columns(const struct rule *rule)
{
	size_t n = 0;

	while (n < RULE_COLUMNS && rule->columns[n].name)
		n++;
	return n;
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool rule_is_type(struct str type)
{
	if (rule_find(type) != RULE_NONE)
		return true;
	if (type.len < 3 || !str_starts(type, "x-"))
		return false;
	for (size_t i = 2; i < type.len; i++)
		if (!is_lower(type.at[i]) && !is_digit(type.at[i]) && !strchr("-_", type.at[i]))
			return false;
	return true;
}

bool rule_has_word(const char *words, struct str word)
{
	if (!word.len || memchr(word.at, ' ', word.len))
		return false;
	for (const char *at = words; *at; at += *at == ' ') {
		size_t same = 0;

		while (same < word.len && at[same] == word.at[same])
			same++;
		at += same;
		if (same == word.len && (*at == ' ' || !*at))
			return true;
		while (*at && *at != ' ')
			at++;
	}
	return false;
}

/* Digits without a sign or blanks; at most 32 bits, as positions and numbers are. */
static bool is_number(struct str s, uint64_t least)
{
	uint64_t n;

	return str_number(s, UINT32_MAX, &n) && n >= least;
}

static bool is_score(struct str s)
{
	size_t i = s.len && s.at[0] == '-', digits = i;

	while (i < s.len && is_digit(s.at[i]))
		i++;
	return i > digits && s.len == i + 5 && s.at[i] == '.' && is_digit(s.at[i + 1]) &&
	       is_digit(s.at[i + 2]) && is_digit(s.at[i + 3]) && is_digit(s.at[i + 4]);
}

/* Fits a pattern in which 0 stands for a digit, at the position *at; moves it behind. */
static bool takes(struct str s, size_t *at, const char *pattern)
{
	size_t len = strlen(pattern);

	if (s.len - *at < len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (pattern[i] == '0' ? !is_digit(s.at[*at + i]) : s.at[*at + i] != pattern[i])
			return false;
	*at += len;
	return true;
}

/* 2023, 2023-10, 2023-10-18, 2023-10-18T14:05[:09[.5]][Z|+02:00|+0200|+02]; a blank may stand for the T. */
static bool is_date(struct str s)
{
	size_t at = 0;

	if (!takes(s, &at, "0000"))
		return false;
	if (at == s.len)
		return true;
	if (takes(s, &at, "-00")) {
		if (at == s.len)
			return true;
		if (!takes(s, &at, "-00"))
			return false;
	} else if (!takes(s, &at, "0000")) {
		return false;
	}
	if (at == s.len)
		return true;
	if (!takes(s, &at, "T00") && !takes(s, &at, " 00"))
		return false;
	if (takes(s, &at, ":00"))
		takes(s, &at, ":00");
	else if (takes(s, &at, "00"))
		takes(s, &at, "00");
	if (takes(s, &at, ".0") || takes(s, &at, ",0"))
		while (takes(s, &at, "0"))
			;
	if (at == s.len || (takes(s, &at, "Z") && at == s.len))
		return true;
	if (!takes(s, &at, "+00") && !takes(s, &at, "-00"))
		return false;
	return at == s.len || (takes(s, &at, ":00") && at == s.len) || (takes(s, &at, "00") && at == s.len);
}

/* Letters, then parts of 1 to 8 letters and digits behind hyphens. */
static bool is_language(struct str s)
{
	size_t part = 0;

	for (size_t i = 0; i <= s.len; i++) {
		if (i == s.len || s.at[i] == '-') {
			if (i == part || i - part > 8)
				return false;
			part = i + 1;
		} else if (!is_digit(s.at[i]) && !is_lower((char)(s.at[i] | 0x20))) {
			return false;
		}
	}
	return true;
}

static bool is_range(struct str s)
{
	size_t hyphen = str_find(s, '-', 0);

	return hyphen < s.len && is_number(str_slice(s, 0, hyphen), 1) &&
	       is_number(str_slice(s, hyphen + 1, s.len), 1);
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'F');
}

bool rule_is_escaped(struct str field, bool bytes)
{
	for (size_t i = str_find(field, '\\', 0); i < field.len; i = str_find(field, '\\', i)) {
		char c = i + 1 < field.len ? field.at[i + 1] : '\0';

		if (bytes && c == 'x' && i + 3 < field.len && is_hex(field.at[i + 2]) && is_hex(field.at[i + 3]))
			i += 4;
		else if (c && strchr("tnr\\", c))
			i += 2;
		else
			return false;
	}
	return true;
}

static int hex_value(char c)
{
	return is_digit(c) ? c - '0' : c - 'A' + 10;
}

size_t rule_unescape(struct str field, char *out)
{
	size_t n = 0, i = 0;

	for (;;) {
		size_t escape = str_find(field, '\\', i);
		char c;

		if (escape > i)
			memcpy(out + n, field.at + i, escape - i);
		n += escape - i;
		if (escape == field.len)
			return n;
		i = escape + 2;
		c = field.at[escape + 1];
		if (c == 'x') {
			c = (char)(hex_value(field.at[i]) << 4 | hex_value(field.at[i + 1]));
			i += 2;
		} else if (c != '\\') {
			c = c == 't' ? '\t' : c == 'n' ? '\n' : '\r';
		}
		out[n++] = c;
	}
}

bool rule_is_needed(enum rule_value value)
{
	switch (value) {
	case VALUE_SCORE_OR_EMPTY:
	case VALUE_DATE_OR_EMPTY:
	case VALUE_LANG_OR_EMPTY:
	case VALUE_WORD:
	case VALUE_WORD_OR_EMPTY:
		return false;
	default:
		return true;
	}
}

const char *rule_expected(const struct rule_column *column, struct str field)
{
	bool ok = true;

	switch (column->value) {
	case VALUE_TEXT:
	case VALUE_MAP:
		return rule_is_escaped(field, false) ? NULL : "only the escapes \\t \\n \\r \\\\";
	case VALUE_BEFORE:
		return rule_is_escaped(field, true) ? NULL : "only the escapes \\t \\n \\r \\\\ \\xHH";
	case VALUE_SOMETHING:
		if (!rule_is_escaped(field, false))
			return "only the escapes \\t \\n \\r \\\\";
		return field.len ? NULL : "something";
	case VALUE_ID:
		ok = field.len && !memchr(field.at, ' ', field.len) && !memchr(field.at, '\\', field.len);
		return ok ? NULL : "an id without blanks";
	case VALUE_NUMBER:
		return is_number(field, 1) ? NULL : "a number from 1 up";
	case VALUE_NUMBER_OR_EMPTY:
		return !field.len || is_number(field, 1) ? NULL : "a number from 1 up, or nothing";
	case VALUE_OFFSET:
		return is_number(field, 0) ? NULL : "a number";
	case VALUE_OFFSET_OR_EMPTY:
		return !field.len || is_number(field, 0) ? NULL : "a number, or nothing";
	case VALUE_SCORE_OR_EMPTY:
		return !field.len || is_score(field) ? NULL : "a number with four decimals, or nothing";
	case VALUE_DATE_OR_EMPTY:
		return !field.len || is_date(field) ? NULL : "an ISO 8601 date, or nothing";
	case VALUE_LANG_OR_EMPTY:
		return !field.len || is_language(field) ? NULL : "a BCP 47 language tag, or nothing";
	case VALUE_RANGE_OR_EMPTY:
		return !field.len || is_range(field) ? NULL : "first-last, or nothing";
	case VALUE_WORD_OR_EMPTY:
		if (!field.len)
			return NULL;
		/* fall through */
	case VALUE_WORD:
		return rule_has_word(column->words, field) ? NULL : column->words;
	}
	return NULL;
}
