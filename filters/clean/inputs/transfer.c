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

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static void decode_base64(struct str bytes, struct decoding *out)
{
	uint32_t bits = 0;
	int n_bits = 0;
	size_t width = 0;

	for (size_t at = 0; at < bytes.len; at++) {
		int value = base64_value(bytes.at[at]);

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
