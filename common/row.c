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

static int hex_digit(char c)
{
	const char *digits = "0123456789ABCDEF", *hit = c ? strchr(digits, c) : NULL;

	return hit ? (int)(hit - digits) : -1;
}

size_t row_unescape_bytes(struct str s, char *out)
{
	size_t n = 0;

	for (size_t at = 0; at < s.len;) {
		struct str escape = str_slice(s, at, at + 4);
		size_t len;

		if (escape.len == 4 && str_starts(escape, "\\x") && hex_digit(escape.at[2]) >= 0 &&
		    hex_digit(escape.at[3]) >= 0) {
			out[n++] = (char)(hex_digit(escape.at[2]) << 4 | hex_digit(escape.at[3]));
			at += 4;
			continue;
		}
		escape.len = escape.at[0] == '\\' && escape.len > 1 ? 2 : 1;
		len = row_unescape(escape, out + n);
		if (len == SIZE_MAX)
			return SIZE_MAX;
		n += len;
		at += escape.len;
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

/* Whether one of eight bytes is a control or a backslash (a byte that is one may make the next seem so). */
static bool may_need_escape(uint64_t eight)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
	uint64_t backslash = eight ^ ones * '\\';

	return (((eight - ones * ' ') & ~eight) | ((backslash - ones) & ~backslash)) & tops;
}

void row_escape(struct str s, struct buf *out)
{
	char *to = buf_reserve(out, 2 * s.len);

	for (size_t i = 0; i < s.len; i++) {
		uint64_t eight;
		char letter;

		while (s.len - i >= sizeof eight) {
			memcpy(&eight, s.at + i, sizeof eight);
			if (may_need_escape(eight))
				break;
			memcpy(to, &eight, sizeof eight);
			to += sizeof eight;
			i += sizeof eight;
		}
		if (i == s.len)
			break;
		letter = escape_letter(s.at[i]);

		if (letter)
			*to++ = '\\';
		*to++ = letter ? letter : s.at[i];
	}
	out->len = (size_t)(to - out->at);
}

/*
 * What kinds of bytes a line holds, eight at a time and without a branch: in `high` some byte has
 * its top bit set, in `controls` some byte is a C0 control other than TAB.
 */
static void scan_bytes(struct str line, bool *high, bool *controls)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
	uint64_t any_high = 0, any_control = 0;
	size_t i = 0;

	for (;; i += 8) {
		uint64_t eight = ones * ' ', low, not_tab;

		if (line.len - i >= 8)
			memcpy(&eight, line.at + i, 8);
		else if (i < line.len)
			memcpy(&eight, line.at + i, line.len - i); /* the rest stays blanks */
		else
			break;
		low = eight & ~tops;
		not_tab = (low ^ (ones * '\t')) + ~tops; /* top bit: the byte's low bits are no TAB's */
		any_high |= eight;
		any_control |= ~(low + ones * 0x60) & ~eight & not_tab; /* low + 0x60 < 0x80: below a blank */
		if (line.len - i <= 8)
			break;
	}
	*high = any_high & tops;
	*controls = any_control & tops;
}

const char *row_bad_bytes(struct str line, size_t *at)
{
	bool high, controls;

	scan_bytes(line, &high, &controls);
	for (size_t i = 0; i < line.len && controls; i++) {
		unsigned char byte = (unsigned char)line.at[i];

		if (byte < 0x20 && byte != '\t') {
			*at = i;
			return byte ? "E_CONTROL" : "E_NUL";
		}
	}
	if (!high)
		return NULL;
	*at = utf8_valid_prefix(line);
	return *at == line.len ? NULL : "E_UTF8";
}
