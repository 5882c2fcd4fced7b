/* json.c: a comma stands before whatever follows a value. */
#include "json.h"

static void separate(struct buf *out)
{
	char last = out->len ? out->at[out->len - 1] : '\n';

	if (last != '{' && last != '[' && last != ':' && last != '\n')
		buf_add_byte(out, ',');
}

void json_open(struct buf *out, char bracket)
{
	separate(out);
	buf_add_byte(out, bracket);
}

void json_close(struct buf *out, char bracket)
{
	buf_add_byte(out, bracket);
}

/* Bytes that JSON wants escaped; DEL and U+2028 may stand as they are. */
static bool is_plain(char byte)
{
	return (unsigned char)byte >= 0x20 && byte != '"' && byte != '\\';
}

void json_string(struct buf *out, struct str value)
{
	separate(out);
	buf_add_byte(out, '"');
	for (size_t at = 0; at < value.len;) {
		size_t end = at;

		while (end < value.len && is_plain(value.at[end]))
			end++;
		buf_add(out, value.at + at, end - at);
		at = end;
		if (at == value.len)
			break;
		switch (value.at[at]) {
		case '"': buf_add(out, "\\\"", 2); break;
		case '\\': buf_add(out, "\\\\", 2); break;
		case '\n': buf_add(out, "\\n", 2); break;
		case '\t': buf_add(out, "\\t", 2); break;
		case '\r': buf_add(out, "\\r", 2); break;
		default: buf_printf(out, "\\u%04x", (unsigned char)value.at[at]); break;
		}
		at++;
	}
	buf_add_byte(out, '"');
}

void json_key(struct buf *out, const char *key)
{
	json_string(out, str_of(key));
	buf_add_byte(out, ':');
}

void json_number(struct buf *out, uint64_t value)
{
	separate(out);
	buf_add_number(out, value);
}

void json_score(struct buf *out, double value)
{
	bool is_negative = value < 0;
	uint64_t n = (uint64_t)((is_negative ? -value : value) * 10000 + 0.5);

	separate(out);
	if (is_negative && n)
		buf_add_byte(out, '-');
	buf_add_number(out, n / 10000);
	buf_add_byte(out, '.');
	for (uint64_t unit = 1000; unit; unit /= 10)
		buf_add_byte(out, (char)('0' + n / unit % 10));
}

void json_bool(struct buf *out, bool value)
{
	separate(out);
	buf_add_str(out, str_of(value ? "true" : "false"));
}

void json_member(struct buf *out, const char *key, struct str value)
{
	if (!value.len)
		return;
	json_key(out, key);
	json_string(out, value);
}

void json_member_number(struct buf *out, const char *key, uint64_t value)
{
	json_key(out, key);
	json_number(out, value);
}
