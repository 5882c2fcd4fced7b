/* transfer.c: one pass each; what stands for nothing is counted for the byte behind it. */
#include "transfer.h"

#include "filters/clean/html/html_tokens.h"
#include "filters/clean/peek.h"

enum transfer transfer_find(struct str label)
{
	if (html_is(label, "quoted-printable"))
		return TRANSFER_QUOTED_PRINTABLE;
	return html_is(label, "base64") ? TRANSFER_BASE64 : TRANSFER_NONE;
}

/* Behind `=` and the line end it hides, blanks between them included; 0 where there is none. */
static size_t soft_break_end(struct str bytes, size_t at)
{
	at++;
	while (at < bytes.len && (bytes.at[at] == ' ' || bytes.at[at] == '\t'))
		at++;
	if (at < bytes.len && bytes.at[at] == '\r')
		at++;
	if (at == bytes.len)
		return at;
	return bytes.at[at] == '\n' ? at + 1 : 0;
}

static void decode_quoted(struct str bytes, bool is_word, struct decoding *out)
{
	size_t skipped = 0;

	for (size_t at = 0; at < bytes.len;) {
		char c = bytes.at[at];
		size_t len = 1, end = c == '=' && !is_word ? soft_break_end(bytes, at) : 0;
		int high = at + 2 < bytes.len ? hex_value(bytes.at[at + 1]) : -1;
		int low = at + 2 < bytes.len ? hex_value(bytes.at[at + 2]) : -1;

		if (end) {
			skipped += end - at;
			at = end;
			continue;
		}
		if (c == '=' && high >= 0 && low >= 0) {
			c = (char)(high << 4 | low);
			len = 3;
		} else if (c == '_' && is_word) {
			c = ' ';
		}
		decoding_add(out, &c, 1, skipped + len);
		skipped = 0;
		at += len;
	}
}

/* Of base64, and 1; 0: no digit of it. */
static const unsigned char digits[256] = {
	['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,  ['I'] = 9,  ['J'] = 10,
	['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20,
	['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30,
	['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40,
	['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48, ['w'] = 49, ['x'] = 50,
	['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56, ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60,
	['8'] = 61, ['9'] = 62, ['+'] = 63, ['/'] = 64,
};

static int base64_value(char c)
{
	return digits[(unsigned char)c] - 1;
}

/*
 * Whole quads while there are some; returns how many bytes they take. The first of three bytes takes two of
 * the characters, the others one each. `skipped`: what stood before, counted for the first byte.
 */
static size_t decode_quads(struct str bytes, size_t skipped, struct decoding *out)
{
	enum { QUADS = 19 }; /* of a line as mail has them */
	char text[3 * QUADS];
	unsigned char widths[sizeof text];
	size_t at = 0, n = 0;

	for (; n < sizeof text && bytes.len - at >= 4; at += 4, n += 3) {
		int a = base64_value(bytes.at[at]), b = base64_value(bytes.at[at + 1]);
		int c = base64_value(bytes.at[at + 2]), d = base64_value(bytes.at[at + 3]);

		if ((a | b | c | d) < 0)
			break;
		text[n] = (char)(a << 2 | b >> 4);
		text[n + 1] = (char)(b << 4 | c >> 2);
		text[n + 2] = (char)(c << 6 | d);
		widths[n] = 2;
		widths[n + 1] = widths[n + 2] = 1;
	}
	if (n) {
		widths[0] = (unsigned char)(2 + skipped);
		decoding_add_each(out, str_at(text, n), widths);
	}
	return at;
}

static void decode_base64(struct str bytes, struct decoding *out)
{
	enum { FEW = 128 };
	uint32_t bits = 0;
	int n_bits = 0;
	size_t width = 0;

	for (size_t at = 0; at < bytes.len; at++) {
		size_t quads = n_bits == 0 && width < FEW ? decode_quads(str_slice(bytes, at, bytes.len), width, out) : 0;
		int value;

		if (quads) {
			at += quads - 1;
			width = 0;
			continue;
		}
		value = base64_value(bytes.at[at]);
		width++;
		if (bytes.at[at] == '=')
			n_bits = 0;
		if (value < 0)
			continue;
		bits = bits << 6 | (uint32_t)value;
		n_bits += 6;
		if (n_bits >= 8) {
			char byte = (char)(bits >> (n_bits - 8));

			n_bits -= 8;
			decoding_add(out, &byte, 1, width);
			width = 0;
		}
	}
}

static void decode_none(struct str bytes, struct decoding *out)
{
	for (size_t at = 0; at < bytes.len;) {
		size_t end = str_find(bytes, '\n', at), marks = at;

		end += end < bytes.len;
		while (marks < end && bytes.at[marks] == '>')
			marks++;
		if (marks > at && str_starts(str_slice(bytes, marks, end), "From ")) {
			decoding_add(out, bytes.at + at + 1, 1, 2);
			at += 2;
		}
		decoding_add_verbatim(out, str_slice(bytes, at, end));
		at = end;
	}
}

void transfer_decode(enum transfer transfer, struct str bytes, struct decoding *out)
{
	if (transfer == TRANSFER_BASE64)
		decode_base64(bytes, out);
	else if (transfer == TRANSFER_NONE)
		decode_none(bytes, out);
	else
		decode_quoted(bytes, transfer == TRANSFER_WORD, out);
}
