/* escapes.c: from one backslash to the next. */
#include "escapes.h"

#include "filters/clean/kinds.h"
#include "filters/clean/peek.h"

/* The number that `n` hexadecimal digits at `at` say; UINT32_MAX where they are none. */
static uint32_t hex_at(struct str text, size_t at, size_t n)
{
	uint32_t value = 0;

	if (at + n > text.len)
		return UINT32_MAX;
	for (size_t i = at; i < at + n; i++) {
		int digit = hex_value(text.at[i]);

		if (digit < 0)
			return UINT32_MAX;
		value = value << 4 | (uint32_t)digit;
	}
	return value;
}

/* \uXXXX at the backslash `at`, or two that are one character; where it ends, `at` where there is none. */
static size_t unicode_end(struct str text, size_t at, uint32_t *cp)
{
	uint32_t first, second;

	if (at + 1 >= text.len || text.at[at + 1] != 'u')
		return at;
	first = hex_at(text, at + 2, 4);
	if (first < 0x80 || first == UINT32_MAX || (first >= 0xDC00 && first < 0xE000))
		return at;
	*cp = first;
	if (first < 0xD800 || first >= 0xE000)
		return at + 6;
	second = at + 7 < text.len && text.at[at + 6] == '\\' && text.at[at + 7] == 'u' ? hex_at(text, at + 8, 4) : 0;
	if (second < 0xDC00 || second >= 0xE000)
		return at;
	*cp = 0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF);
	return at + 12;
}

/* The bytes \xHH at `at` that are one character beyond ASCII together. */
static size_t bytes_end(struct str text, size_t at, uint32_t *cp)
{
	char bytes[4];
	size_t end = at, n = 0, pos = 0;

	while (n < sizeof bytes && end + 3 < text.len && text.at[end] == '\\' && text.at[end + 1] == 'x' &&
	       hex_at(text, end + 2, 2) != UINT32_MAX) {
		bytes[n++] = (char)hex_at(text, end + 2, 2);
		end += 4;
		if ((unsigned char)bytes[0] < 0xC2)
			return at;
		if (n > 1 && utf8_valid_prefix(str_at(bytes, n)) == n) {
			*cp = utf8_next(str_at(bytes, n), &pos);
			return end;
		}
	}
	return at;
}

/* Whether \n, \r or \t at `at` stood between sentences. */
static bool is_line_end(struct str text, size_t at)
{
	uint32_t before = peek_previous(text, at), after = peek_next(text, at + 2);
	bool is_escape = at + 1 < text.len && text.at[at] == '\\' && strchr("nrt", text.at[at + 1]) && text.at[at + 1];
	bool is_ended = utf8_is_space(before) || before == '.' || before == '!' || before == '?' || before == '"' || before == ':' ||
	                before == ')' || before == 0x201D || before == 0x2019;

	return is_escape && (is_ended || (at > 1 && text.at[at - 2] == '\\')) &&
	       (utf8_is_space(after) || after == '\\' || utf8_is_upper(after) || utf8_is_digit(after) || after == '"' || after == 0x201C ||
	        after == '-');
}

/* `s`, `ll` and others, or a capital (O'Neill); in TeX, other letters have their accent so. */
static bool is_behind_apostrophe(struct str text, size_t at)
{
	static const char *const ends[] = { "s", "t", "d", "m", "ll", "re", "ve" };

	if (utf8_is_upper(peek_next(text, at)))
		return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_starts(str_slice(text, at, text.len), ends[i]) && !utf8_is_letter(peek_next(text, at + strlen(ends[i]))))
			return true;
	return false;
}

/* What the escape at `at` stands for, and where it ends; `at` where it is none. \" only if it is asked for. */
static size_t escape_end(struct str text, size_t at, bool takes_quotes, struct arena *arena, struct str *after)
{
	uint32_t before = peek_previous(text, at), cp = 0;
	size_t end;

	if ((end = unicode_end(text, at, &cp)) > at || (end = bytes_end(text, at, &cp)) > at) {
		char *room = arena_alloc(arena, 4);

		*after = str_at(room, utf8_encode(cp, room));
		return end;
	}
	if (at + 1 >= text.len)
		return at;
	switch (text.at[at + 1]) {
	case '"':
		*after = str_of("\"");
		return takes_quotes && !(utf8_is_letter(before) && utf8_is_letter(peek_next(text, at + 2))) ? at + 2 : at;
	case '\'':
		*after = str_of("'");
		return utf8_is_letter(before) && is_behind_apostrophe(text, at + 2) ? at + 2 : at;
	case '/':
		*after = str_of("/");
		return utf8_is_letter(before) || before == ':' || before == '/' ? at + 2 : at;
	default:
		for (end = at; is_line_end(text, end); end += 2)
			;
		*after = str_of(utf8_is_space(before) || utf8_is_space(peek_next(text, end)) ? "" : " ");
		return end;
	}
}

void escapes_propose(struct str text, struct edits *edits)
{
	size_t n_escapes = 0, n_quotes = 0, n_others = 0, end;
	bool takes_quotes;
	struct str after;

	for (size_t at = str_find(text, '\\', 0); at < text.len; at = str_find(text, '\\', end > at ? end : at + 1)) {
		bool is_quote = at + 1 < text.len && text.at[at + 1] == '"';

		end = escape_end(text, at, false, edits->arena, &after);
		n_escapes += end > at;
		n_quotes += is_quote;
		n_others += end == at && !is_quote;
	}
	takes_quotes = n_others == 0 && (n_escapes > 0 || n_quotes > 1);
	for (size_t at = str_find(text, '\\', 0); at < text.len; at = str_find(text, '\\', end > at ? end : at + 1)) {
		end = escape_end(text, at, takes_quotes, edits->arena, &after);
		if (end > at)
			edits_add(edits, at, end, after, KIND_SET(KIND_ESCAPE));
	}
}
