/* row.c: splitting, escapes and the bytes that may stand in a row. Writing is in writer.c. */
#include "common/row.h"

#include "common/utf8.h"

size_t row_split(struct str line, struct str *fields, size_t max)
{
	size_t n = 0, begin = 0;

	for (;;) {
		size_t tab = str_find(line, '\t', begin);

		if (n < max)
			fields[n] = str_slice(line, begin, tab);
		n++;
		if (tab == line.len)
			return n;
		begin = tab + 1;
	}
}

size_t row_unescape(struct str s, char *out)
{
	size_t n = 0, at = 0;

	while (at < s.len) {
		size_t backslash = str_find(s, '\\', at);

		memmove(out + n, s.at + at, backslash - at);
		n += backslash - at;
		at = backslash;
		if (at == s.len)
			break;
		if (at + 1 == s.len)
			return SIZE_MAX;
		switch (s.at[at + 1]) {
		case 't': out[n++] = '\t'; break;
		case 'n': out[n++] = '\n'; break;
		case 'r': out[n++] = '\r'; break;
		case '\\': out[n++] = '\\'; break;
		default: return SIZE_MAX;
		}
		at += 2;
	}
	return n;
}

static char escape_letter(char byte)
{
	switch (byte) {
	case '\t': return 't';
	case '\n': return 'n';
	case '\r': return 'r';
	case '\\': return '\\';
	default: return 0;
	}
}

void row_escape(struct str s, struct buf *out)
{
	char *to = buf_reserve(out, 2 * s.len);

	for (size_t i = 0; i < s.len; i++) {
		char letter = escape_letter(s.at[i]);

		if (letter)
			*to++ = '\\';
		*to++ = letter ? letter : s.at[i];
	}
	out->len = (size_t)(to - out->at);
}

/* Whether every byte is printable ASCII or TAB: the common row, decided eight bytes at a time. */
static bool is_plain(struct str line)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
	size_t i = 0;
	bool plain = true;

	for (; line.len - i >= 8; i += 8) {
		uint64_t eight, no_tab;

		memcpy(&eight, line.at + i, 8);
		if (eight & tops)
			return false;
		/* A TAB becomes 'I', so that only other controls are below a blank. */
		no_tab = eight ^ (ones * '\t');
		no_tab = (~((no_tab & ~tops) + ~tops) & tops) >> 7; /* 1 where the byte is a TAB */
		if ((eight + (no_tab << 6) - ones * 0x20) & tops)
			return false;
	}
	for (; i < line.len; i++)
		plain &= (unsigned char)line.at[i] < 0x80 &&
		         ((unsigned char)line.at[i] >= 0x20 || line.at[i] == '\t');
	return plain;
}

const char *row_bad_bytes(struct str line, size_t *at)
{
	size_t valid;

	if (is_plain(line))
		return NULL;
	for (size_t i = 0; i < line.len; i++) {
		unsigned char byte = (unsigned char)line.at[i];

		if (byte < 0x20 && byte != '\t') {
			*at = i;
			return byte ? "E_CONTROL" : "E_NUL";
		}
	}
	valid = utf8_valid_prefix(line);
	if (valid == line.len)
		return NULL;
	*at = valid;
	return "E_UTF8";
}
