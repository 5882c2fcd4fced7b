/* html_tokens.c: a state machine written as functions, one a kind of token. */
#include "html_tokens.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26;
}

static char lower(char c)
{
	return (unsigned char)(c - 'A') < 26 ? (char)(c | 0x20) : c;
}

static bool starts_at(struct str page, size_t at, const char *word)
{
	size_t i = 0;

	while (word[i] && at + i < page.len && lower(page.at[at + i]) == word[i])
		i++;
	return !word[i];
}

/* Where `word` stands at or after `at`; the page's end where it does not. */
static size_t find(struct str page, const char *word, size_t at)
{
	size_t n = strlen(word);

	for (at = str_find(page, word[0], at); at < page.len; at = str_find(page, word[0], at + 1))
		if (page.len - at >= n && memcmp(page.at + at, word, n) == 0)
			return at;
	return page.len;
}

static size_t end_of(struct str page, const char *word, size_t at)
{
	size_t hit = find(page, word, at);

	return hit < page.len ? hit + strlen(word) : page.len;
}

/* Behind a comment that begins at `at` with `<!--`: it ends with `-->` or `--!>`, or at once. */
static size_t comment_end(struct str page, size_t at)
{
	size_t dashes = at + 4;

	if (starts_at(page, dashes, ">"))
		return dashes + 1;
	if (starts_at(page, dashes, "->"))
		return dashes + 2;
	for (dashes = find(page, "--", dashes); dashes < page.len; dashes = find(page, "--", dashes + 1)) {
		if (starts_at(page, dashes, "-->"))
			return dashes + 3;
		if (starts_at(page, dashes, "--!>"))
			return dashes + 4;
	}
	return page.len;
}

/* Whether an end tag of that name stands at `at`, which is at a '<'. */
static bool closes(struct str page, size_t at, struct str name)
{
	size_t end = at + 2 + name.len;

	if (page.len - at < 2 + name.len || page.at[at + 1] != '/')
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (lower(page.at[at + 2 + i]) != lower(name.at[i]))
			return false;
	return end == page.len || is_blank(page.at[end]) || page.at[end] == '/' || page.at[end] == '>';
}

static bool opens_script(struct str page, size_t at)
{
	return starts_at(page, at, "<script") &&
	       (at + 7 == page.len || is_blank(page.at[at + 7]) || page.at[at + 7] == '/' || page.at[at + 7] == '>');
}

/*
 * Where the text of a raw element ends: at its end tag. In script, `<!--` opens the escaped state,
 * in which `<script` opens the doubly escaped one: there `</script` ends only that, until `-->`.
 */
static size_t raw_end(struct str page, size_t at, struct str name)
{
	bool is_script = html_is(name, "script"), is_double = false;
	size_t escaped_until = 0; /* behind the `-->`; 0: not in the escaped state */

	for (at = str_find(page, '<', at); at < page.len; at = str_find(page, '<', at + 1)) {
		if (escaped_until && at >= escaped_until) {
			escaped_until = 0;
			is_double = false;
		}
		if (closes(page, at, name)) {
			if (!is_double)
				return at;
			is_double = false;
		} else if (is_script && !escaped_until && starts_at(page, at, "<!--")) {
			escaped_until = end_of(page, "-->", at + 2); /* `<!-->` ends it at once */
		} else if (escaped_until && opens_script(page, at)) {
			is_double = true;
		}
	}
	return page.len;
}

static bool holds_raw(struct str name)
{
	static const char *const names[] = { "script", "style", "noscript", "iframe", "xmp", "noembed", "noframes" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (html_is(name, names[i]))
			return true;
	return false;
}

static bool holds_plain(struct str name)
{
	return html_is(name, "title") || html_is(name, "textarea");
}

/* Behind the `>` of a tag whose attributes begin at `at`; *attributes is what stands before it. */
static size_t tag_end(struct str page, size_t at, struct str *attributes)
{
	enum { BEFORE_NAME, NAME, AFTER_NAME, BEFORE_VALUE } state = BEFORE_NAME;
	size_t begin = at;

	for (; at < page.len && page.at[at] != '>'; at++) {
		char c = page.at[at];

		if (state == BEFORE_VALUE) {
			if (is_blank(c))
				continue;
			if (c == '"' || c == '\'')
				at = str_find(page, c, at + 1);
			else
				while (at + 1 < page.len && !is_blank(page.at[at + 1]) && page.at[at + 1] != '>')
					at++;
			state = BEFORE_NAME;
			if (at == page.len)
				break;
		} else if (c == '/') {
			state = BEFORE_NAME;
		} else if (is_blank(c)) {
			state = state == NAME ? AFTER_NAME : state;
		} else if (c == '=' && state != BEFORE_NAME) {
			state = BEFORE_VALUE;
		} else {
			state = NAME;
		}
	}
	*attributes = str_slice(page, begin, at);
	return at < page.len ? at + 1 : page.len;
}

static void read_tag(struct html_reader *reader, struct html_token *token, size_t name)
{
	struct str page = reader->page;
	size_t at = name;

	while (at < page.len && !is_blank(page.at[at]) && page.at[at] != '/' && page.at[at] != '>')
		at++;
	token->name = str_slice(page, name, at);
	token->end = tag_end(page, at, &token->attributes);
}

/* A token that begins with '<' at reader->at; false where that is only text. */
static bool read_markup(struct html_reader *reader, struct html_token *token)
{
	struct str page = reader->page;
	size_t at = reader->at;
	char next = at + 1 < page.len ? page.at[at + 1] : '\0';

	if (is_letter(next)) {
		token->kind = HTML_START;
		read_tag(reader, token, at + 1);
		if (holds_raw(token->name) || holds_plain(token->name))
			reader->raw = token->name;
		return true;
	}
	if (next == '/' && at + 2 < page.len && is_letter(page.at[at + 2])) {
		token->kind = HTML_END;
		read_tag(reader, token, at + 2);
		return true;
	}
	if (next == '!' || next == '?' || (next == '/' && at + 2 < page.len)) {
		token->kind = HTML_COMMENT;
		token->end = starts_at(page, at, "<!--") ? comment_end(page, at) : end_of(page, ">", at + 2);
		return true;
	}
	return false;
}

bool html_next(struct html_reader *reader, struct html_token *token)
{
	struct str page = reader->page;
	size_t at = reader->at;

	if (at >= page.len)
		return false;
	*token = (struct html_token){ .begin = at };
	if (reader->raw.len) {
		struct str name = reader->raw;

		reader->raw = str_at(NULL, 0);
		token->kind = holds_raw(name) ? HTML_RAW : HTML_TITLE;
		token->end = raw_end(page, at, name);
		if (token->end > at) {
			reader->at = token->end;
			return true;
		}
	}
	if (page.at[at] != '<' || !read_markup(reader, token)) {
		token->kind = HTML_TEXT;
		/* A '<' that opens nothing is text, and so is what follows it. */
		do
			at = str_find(page, '<', at + 1);
		while (at + 1 < page.len && !is_letter(page.at[at + 1]) && !strchr("/!?", page.at[at + 1]));
		token->end = at + 1 < page.len ? at : page.len;
	}
	reader->at = token->end;
	return true;
}

bool html_attribute(struct str attributes, size_t *pos, struct str *name, struct str *value)
{
	size_t at = *pos, begin;

	while (at < attributes.len && (is_blank(attributes.at[at]) || attributes.at[at] == '/'))
		at++;
	if (at == attributes.len)
		return false;
	begin = at++;
	while (at < attributes.len && !is_blank(attributes.at[at]) && attributes.at[at] != '/' &&
	       attributes.at[at] != '=')
		at++;
	*name = str_slice(attributes, begin, at);
	*value = str_at(NULL, 0);
	begin = at;
	while (at < attributes.len && is_blank(attributes.at[at]))
		at++;
	if (at == attributes.len || attributes.at[at] != '=') {
		*pos = begin;
		return true;
	}
	at++;
	while (at < attributes.len && is_blank(attributes.at[at]))
		at++;
	begin = at;
	if (at < attributes.len && (attributes.at[at] == '"' || attributes.at[at] == '\'')) {
		begin = at + 1;
		at = str_find(attributes, attributes.at[at], begin);
		*value = str_slice(attributes, begin, at);
		at += at < attributes.len;
	} else {
		while (at < attributes.len && !is_blank(attributes.at[at]))
			at++;
		*value = str_slice(attributes, begin, at);
	}
	*pos = at;
	return true;
}

struct str html_find_attribute(struct str attributes, const char *wanted)
{
	struct str name, value;

	for (size_t pos = 0; html_attribute(attributes, &pos, &name, &value);)
		if (html_is(name, wanted))
			return value.at ? value : str_of("");
	return str_at(NULL, 0);
}
