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

/*
 * Of 32 bytes a bit for each that is of a kind. The bits of bytes behind the line's end are of other lines.
 */
struct kinds {
	uint32_t tabs, controls, high, backslash; /* TAB is a control too */
};

static inline uint32_t join(uint16_t first, uint16_t second)
{
	return first | (uint32_t)second << BYTES;
}

static inline struct kinds kinds_of(bytes a, bytes b)
{
	return (struct kinds){
		.tabs = join(bytes_mask((bytes)(a == '\t')), bytes_mask((bytes)(b == '\t'))),
		.controls = join(bytes_mask((bytes)(a < ' ')), bytes_mask((bytes)(b < ' '))),
		.high = join(bytes_tops(a), bytes_tops(b)),
		.backslash = join(bytes_mask((bytes)(a == '\\')), bytes_mask((bytes)(b == '\\'))),
	};
}

void row_scan(const char *at, const struct row_run *run, struct row_fields *fields)
{
	uint32_t *begin = fields->begin, others = 0, high = 0, backslash = 0, line_end = 0;
	size_t n = 1, n_beyond = 0, from = 0;

	begin[0] = 0;
	fields->is_in_run = run->len && memcmp(at, run->at, run->len) == 0;
	if (fields->is_in_run) {
		begin[1] = (uint32_t)run->id;
		begin[2] = (uint32_t)(from = run->len);
		n = 3;
	}
	do {
		bytes a = bytes_load(at + from), b = bytes_load(at + from + BYTES);
		struct kinds kinds = kinds_of(a, b);

		if (kinds.controls != kinds.tabs) {
			line_end = join(bytes_mask((bytes)(a == '\n')), bytes_mask((bytes)(b == '\n')));
			if (line_end) {
				uint32_t ours = (line_end & -line_end) - 1;

				kinds.tabs &= ours;
				kinds.controls &= ours;
				kinds.high &= ours;
				kinds.backslash &= ours;
			}
			others |= kinds.controls ^ kinds.tabs;
		}
		high |= kinds.high;
		backslash |= kinds.backslash;
		from += 1; /* a field begins behind its TAB */
		for (; kinds.tabs; kinds.tabs &= kinds.tabs - 1)
			begin[n++] = (uint32_t)from + (uint32_t)__builtin_ctz(kinds.tabs);
		if (n > ROW_MAX_FIELDS + 1) {
			n_beyond += n - (ROW_MAX_FIELDS + 1);
			n = ROW_MAX_FIELDS + 1;
		}
		from += 2 * BYTES - 1;
	} while (!line_end);
	from += (size_t)__builtin_ctz(line_end) - 2 * BYTES;
	begin[n] = (uint32_t)from + 1;
	fields->line = str_at(at, from);
	fields->n = n + n_beyond;
	fields->has_control = others;
	fields->is_ascii = !high;
	fields->has_backslash = backslash;
}

void row_begin_run(const struct row_fields *fields, struct row_run *run)
{
	run->len = 0;
	if (fields->n < 3 || fields->begin[2] > sizeof run->at)
		return;
	run->len = fields->begin[2];
	run->id = fields->begin[1];
	memcpy(run->at, fields->line.at, run->len);
}

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
	char *to = out->cap - out->len < 2 * s.len ? buf_reserve(out, 2 * s.len) : out->at + out->len;

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
