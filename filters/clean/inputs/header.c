/* header.c: nothing is kept; a field is looked for each time, since heads are short. */
#include "header.h"

#include "filters/clean/encodings/encoding.h"
#include "filters/clean/html/html_tokens.h"
#include "filters/clean/peek.h"
#include "transfer.h"

enum { MAX_WORD = 1024 }; /* bytes of an encoded word; the standard has 75 */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

size_t header_length(struct str bytes)
{
	for (size_t at = 0; at < bytes.len;) {
		size_t end = str_find(bytes, '\n', at);

		if (end == bytes.len)
			return 0;
		if (end == at || (end == at + 1 && bytes.at[at] == '\r'))
			return end + 1;
		at = end + 1;
	}
	return 0;
}

/* The next field of a head; false at its end. Lines that are none are passed over. */
static bool next_field(struct str head, size_t *at, struct str *name, struct str *value)
{
	while (*at < head.len) {
		size_t begin = *at, end = str_find(head, '\n', begin), colon;

		while (end + 1 < head.len && (head.at[end + 1] == ' ' || head.at[end + 1] == '\t'))
			end = str_find(head, '\n', end + 1);
		*at = end + 1;
		colon = str_find(str_slice(head, 0, end), ':', begin);
		if (colon < end) {
			*name = str_trim(str_slice(head, begin, colon));
			*value = str_trim(str_slice(head, colon + 1, end));
			return true;
		}
	}
	return false;
}

struct str header_field(struct str head, const char *wanted)
{
	struct str name, value;

	for (size_t at = 0; next_field(head, &at, &name, &value);)
		if (html_is(name, wanted))
			return value;
	return str_of(NULL);
}

struct str header_value(struct str value)
{
	return str_trim(str_slice(value, 0, str_find(value, ';', 0)));
}

/* Where a `;` stands that is in no quotes. */
static size_t find_semicolon(struct str value, size_t at)
{
	for (; at < value.len && value.at[at] != ';'; at++)
		if (value.at[at] == '"')
			at = str_find(value, '"', at + 1);
	return at < value.len ? at : value.len;
}

struct str header_parameter(struct str value, const char *name)
{
	for (size_t at = find_semicolon(value, 0); at < value.len; at = find_semicolon(value, at + 1)) {
		struct str item = str_slice(value, at + 1, find_semicolon(value, at + 1));
		size_t equals = str_find(item, '=', 0);
		struct str found = str_trim(str_slice(item, equals + 1, item.len));

		if (equals == item.len || !html_is(str_trim(str_slice(item, 0, equals)), name))
			continue;
		if (found.len >= 2 && found.at[0] == '"' && found.at[found.len - 1] == '"')
			found = str_slice(found, 1, found.len - 1);
		return found;
	}
	return str_of(NULL);
}

/* --- encoded words --------------------------------------------------------------------------- */

/* `=?charset?Q?text?=` at `at`: where it ends and what it says, 0 where there is none. */
static size_t read_word(struct str value, size_t at, struct buf *out)
{
	struct str s = str_slice(value, 0, at + MAX_WORD);
	size_t label = at + 2, method, text, end;
	struct decoding bytes = { .raw_end = 0 }, decoded = { .raw_end = 0 };
	struct str found;

	if (!str_starts(str_slice(s, at, s.len), "=?"))
		return 0;
	method = str_find(s, '?', label) + 1;
	text = method + 2;
	if (text > s.len || s.at[method + 1] != '?')
		return 0;
	for (end = str_find(s, '?', text); end + 1 < s.len && s.at[end + 1] != '='; end = str_find(s, '?', end + 1))
		;
	if (end + 1 >= s.len)
		return 0;
	if ((s.at[method] | 0x20) == 'b')
		transfer_decode(TRANSFER_BASE64, str_slice(s, text, end), &bytes);
	else if ((s.at[method] | 0x20) == 'q')
		transfer_decode(TRANSFER_WORD, str_slice(s, text, end), &bytes);
	else
		return 0;
	found = buf_str(&bytes.text);
	/* a label may name the language behind a `*` */
	encoding_decode(encoding_of(found, encoding_find(str_slice(s, label, str_find(str_slice(s, 0, method - 1), '*', label)))),
	                found, NULL, &decoded);
	buf_add_str(out, buf_str(&decoded.text));
	decoding_free(&bytes);
	decoding_free(&decoded);
	return end + 2;
}

struct str header_text(struct str value, struct arena *arena)
{
	struct buf out = { 0 };
	struct str text;
	size_t word_end = 0; /* where the last encoded word ended, in `out`; 0: something else came behind it */

	for (size_t at = 0; at < value.len;) {
		size_t blanks = at, kept = out.len, next;

		while (at < value.len && is_blank(value.at[at]))
			at++;
		if (at > blanks)
			buf_add_byte(&out, ' ');
		if (at == value.len)
			break;
		if (word_end && word_end == kept)
			out.len = kept; /* blanks between two encoded words are none */
		next = read_word(value, at, &out);
		if (next) {
			word_end = out.len;
			at = next;
			continue;
		}
		if (word_end && word_end == kept && at > blanks)
			buf_add_byte(&out, ' ');
		buf_add_byte(&out, value.at[at++]);
		word_end = 0;
	}
	text = arena_str(arena, str_trim(buf_str(&out)));
	buf_free(&out);
	return text;
}

/* --- what a message begins with ---------------------------------------------------------------- */

static bool is_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!is_ascii_letter(name.at[i]) && name.at[i] != '-' && (i == 0 || name.at[i] < '0' || name.at[i] > '9'))
			return false;
	return name.len > 0;
}

bool header_begins_message(struct str bytes)
{
	static const char *const common[] = { "date", "subject", "to", "message-id", "received", "mime-version", "return-path" };
	bool has_from = false;
	size_t n_common = 0;

	for (size_t at = 0; at < bytes.len;) {
		size_t end = str_find(bytes, '\n', at), colon = str_find(str_slice(bytes, 0, end), ':', at);
		struct str name = str_slice(bytes, at, colon);

		if (str_trim(str_slice(bytes, at, end)).len == 0 || end == bytes.len)
			break;
		if (at > 0 && is_blank(bytes.at[at])) {
			at = end + 1;
			continue;
		}
		if (colon >= end || !is_name(name))
			return false;
		has_from |= html_is(name, "from");
		for (size_t i = 0; i < sizeof common / sizeof *common; i++)
			n_common += html_is(name, common[i]);
		at = end + 1;
	}
	return has_from && n_common > 0;
}
