/* row.c: splitting, escapes and the bytes that may stand in a row. Writing is in writer.c. */
#include "common/row.h"

#include "common/bytes.h"
#include "common/utf8.h"

/*
 * Bytes eight at a time: in each mask the top bit of a byte is set where the byte is of that kind.
 * The sums cannot carry from one byte to the next.
 */
#define ONES UINT64_C(0x0101010101010101)
#define TOPS (ONES * 0x80)

static inline uint64_t are_equal(uint64_t eight, char byte)
{
	uint64_t other = eight ^ ONES * (unsigned char)byte;

	return ~(((other & ~TOPS) + ~TOPS) | other) & TOPS;
}

static inline uint64_t are_controls(uint64_t eight)
{
	return ~((eight & ~TOPS) + ONES * 0x60) & ~eight & TOPS; /* + 0x60 < 0x80: below a blank */
}

/* Eight bytes of a line; those behind its end are blanks. */
static inline uint64_t eight_at(struct str line, size_t at)
{
	uint64_t eight = ONES * ' ';

	memcpy(&eight, line.at + at, line.len - at < 8 ? line.len - at : 8);
	return eight;
}

/* What bytes a line has. */
struct kinds {
	bytes high, controls, backslash;
};

/* The tabs of eight bytes, a comparison's answer: ends fields, the next of which begins at *begin. */
static inline size_t split_at(uint64_t tabs, struct str line, size_t at, size_t *begin, struct str *fields, size_t n, size_t max)
{
	for (tabs &= TOPS; tabs; tabs &= tabs - 1) {
		size_t tab = at + (size_t)__builtin_ctzll(tabs) / 8;

		if (n < max)
			fields[n] = str_at(line.at + *begin, tab - *begin);
		n++;
		*begin = tab + 1;
	}
	return n;
}

/* The first `max` fields of the line, how many there are; `kinds` gathers what bytes it has. */
static inline size_t scan(struct str line, struct str *fields, size_t max, struct kinds *kinds)
{
	size_t n = 0, begin = 0;

	for (size_t i = 0; i < line.len; i += BYTES) {
		char rest[BYTES];
		uint64_t halves[2];
		bytes v, tabs;

		if (line.len - i >= BYTES) {
			v = bytes_load(line.at + i);
		} else {
			memset(rest, ' ', sizeof rest);
			memcpy(rest, line.at + i, line.len - i);
			v = bytes_load(rest);
		}
		tabs = (bytes)(v == '\t');
		kinds->high |= v;
		kinds->controls |= (bytes)(v < ' ') & ~tabs;
		kinds->backslash |= (bytes)(v == '\\');
		memcpy(halves, &tabs, sizeof halves);
		n = split_at(halves[0], line, i, &begin, fields, n, max);
		n = split_at(halves[1], line, i + 8, &begin, fields, n, max);
	}
	if (n < max)
		fields[n] = str_slice(line, begin, line.len);
	return n + 1;
}

void row_scan(struct str line, struct row_fields *fields)
{
	struct kinds kinds = { 0 };

	fields->n = scan(line, fields->at, ROW_MAX_FIELDS, &kinds);
	fields->has_backslash = bytes_any(kinds.backslash);
	fields->is_plain = !(bytes_join(kinds.high) & 0x80) && !bytes_any(kinds.controls);
}

size_t row_split(struct str line, struct str *fields, size_t max)
{
	struct kinds kinds = { 0 };

	return scan(line, fields, max, &kinds);
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

/* Bytes before the first control character or backslash. */
static size_t plain_prefix(struct str s)
{
	uint64_t eight, found;
	size_t i = 0;

	for (; i + BYTES <= s.len; i += BYTES) {
		bytes v = bytes_load(s.at + i);

		if (bytes_any((v < ' ') | (v == '\\')))
			break;
	}
	for (; i < s.len; i += 8) {
		/* the last eight again, rather than the rest byte by byte */
		if (s.len - i < 8 && s.len >= 8)
			i = s.len - 8;
		if (s.len >= 8)
			memcpy(&eight, s.at + i, 8);
		else
			eight = eight_at(s, i);
		found = are_controls(eight) | are_equal(eight, '\\');
		if (found)
			return i + (size_t)__builtin_ctzll(found) / 8;
	}
	return s.len;
}

/* Whether a byte of eight is to be escaped. */
static inline bool has_special(uint64_t eight)
{
	return (are_controls(eight) | are_equal(eight, '\\')) != 0;
}

/*
 * Copies a field of up to sixteen bytes, which most are: its first and its last bytes, which overlap.
 * False where a byte is to be escaped.
 */
static inline bool copy_short(struct str s, char *to)
{
	uint64_t first, last;

	if (s.len >= 8) {
		memcpy(&first, s.at, 8);
		memcpy(&last, s.at + s.len - 8, 8);
		memcpy(to, &first, 8);
		memcpy(to + s.len - 8, &last, 8);
		return !has_special(first) && !has_special(last);
	}
	if (s.len >= 4) {
		uint32_t begin, end;

		memcpy(&begin, s.at, 4);
		memcpy(&end, s.at + s.len - 4, 4);
		memcpy(to, &begin, 4);
		memcpy(to + s.len - 4, &end, 4);
		return !has_special((uint64_t)begin << 32 | end);
	}
	first = ONES * ' ';
	for (size_t i = 0; i < s.len; i++) {
		to[i] = s.at[i];
		first = first << 8 | (unsigned char)s.at[i];
	}
	return !has_special(first);
}

void row_escape(struct str s, struct buf *out)
{
	char *to = buf_reserve(out, 2 * s.len);

	if (s.len <= 16 && copy_short(s, to)) {
		out->len += s.len;
		return;
	}
	while (s.len) {
		size_t n = plain_prefix(s);
		char letter;

		memcpy(to, s.at, n);
		to += n;
		if (n == s.len)
			break;
		letter = escape_letter(s.at[n]);
		if (letter)
			*to++ = '\\';
		*to++ = letter ? letter : s.at[n];
		s = str_slice(s, n + 1, s.len);
	}
	out->len = (size_t)(to - out->at);
}

const char *row_bad_bytes(struct str line, size_t *at)
{
	uint64_t high = 0, controls = 0;

	for (size_t i = 0; i < line.len; i += 8) {
		uint64_t eight = eight_at(line, i);

		high |= eight;
		controls |= are_controls(eight) & ~are_equal(eight, '\t');
	}
	for (size_t i = 0; i < line.len && controls; i++) {
		unsigned char byte = (unsigned char)line.at[i];

		if (byte < 0x20 && byte != '\t') {
			*at = i;
			return byte ? "E_CONTROL" : "E_NUL";
		}
	}
	if (!(high & TOPS))
		return NULL;
	*at = utf8_valid_prefix(line);
	return *at == line.len ? NULL : "E_UTF8";
}
