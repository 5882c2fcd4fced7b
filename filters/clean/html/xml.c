/* xml.c: each token is told by its first bytes and ended by its own mark. */
#include "xml.h"

#include "filters/clean/peek.h"

/* Behind the first `mark` at or after `from`; 0 where there is none. */
static size_t behind(struct str bytes, const char *mark, size_t from)
{
	size_t len = strlen(mark);
	const char *hit = from < bytes.len ? memmem(bytes.at + from, bytes.len - from, mark, len) : NULL;

	return hit ? (size_t)(hit - bytes.at) + len : 0;
}

/* Behind the `>` of a tag; quotes hide one. 0 where there is none. */
static size_t tag_end(struct str bytes, size_t from)
{
	for (size_t i = from; i < bytes.len; i++) {
		if (bytes.at[i] == '>')
			return i + 1;
		if ((bytes.at[i] == '"' || bytes.at[i] == '\'') && bytes.at[i - 1] == '=')
			i = str_find(bytes, bytes.at[i], i + 1);
	}
	return 0;
}

static bool ends_name(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '/' || c == '>';
}

static size_t name_end(struct str bytes, size_t from)
{
	while (from < bytes.len && !ends_name(bytes.at[from]))
		from++;
	return from;
}

static void read_tag(struct str bytes, struct xml_token *token)
{
	size_t first = token->begin + (token->kind == XML_END ? 2 : 1), end = token->end;
	size_t stop = name_end(str_slice(bytes, 0, end), first);

	if (end > stop && bytes.at[end - 1] == '>')
		end--;
	if (token->kind == XML_START && end > stop && bytes.at[end - 1] == '/') {
		token->kind = XML_EMPTY;
		end--;
	}
	token->name = str_slice(bytes, first, stop);
	token->attributes = str_slice(bytes, stop, end);
}

bool xml_next(struct str bytes, size_t at, bool is_last, struct xml_token *token)
{
	struct str rest = str_slice(bytes, at, bytes.len);
	char second = rest.len > 1 ? rest.at[1] : '\0';
	size_t end;

	*token = (struct xml_token){ .kind = XML_TEXT, .begin = at };
	if (rest.len == 0)
		return false;
	if (rest.at[0] != '<' || (rest.len > 1 && second != '!' && second != '?' && second != '/' &&
	                          !is_ascii_letter(second) && second != '_')) {
		token->end = str_find(bytes, '<', at + 1);
		return true;
	}
	if (!is_last && rest.len < sizeof "<![CDATA[")
		return false;
	if (str_starts(rest, "<![CDATA[")) {
		token->kind = XML_CDATA;
		end = behind(bytes, "]]>", at + 9);
	} else if (str_starts(rest, "<!--")) {
		token->kind = XML_OTHER;
		end = behind(bytes, "-->", at + 4);
	} else if (second == '?' || second == '!') {
		token->kind = XML_OTHER;
		end = behind(bytes, ">", at + 2);
	} else {
		token->kind = second == '/' ? XML_END : XML_START;
		end = tag_end(bytes, at + 1);
	}
	if (!end && !is_last)
		return false;
	token->end = end ? end : bytes.len;
	if (token->kind == XML_START || token->kind == XML_END)
		read_tag(bytes, token);
	return true;
}

struct str xml_local(struct str name)
{
	size_t colon = str_find(name, ':', 0);

	return colon < name.len ? str_slice(name, colon + 1, name.len) : name;
}
