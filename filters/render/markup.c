/* markup.c: escaping, in one place. */
#include "markup.h"

#include "common/utf8.h"
#include "visible.h"

/* What is not shown: C0 and C1 controls, what turns the direction of text, what is no character. */
static bool is_hidden(uint32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

void markup_text(struct buf *out, struct str s)
{
	for (size_t pos = 0; pos < s.len;) {
		size_t begin = pos;
		uint32_t c = utf8_next(s, &pos);

		switch (c) {
		case '&': buf_add(out, "&amp;", 5); break;
		case '<': buf_add(out, "&lt;", 4); break;
		case '>': buf_add(out, "&gt;", 4); break;
		case '"': buf_add(out, "&quot;", 6); break;
		case '\'': buf_add(out, "&#39;", 5); break;
		default:
			if (c == 0xFFFD && pos - begin == 1)
				buf_printf(out, "\\x%02X", (unsigned char)s.at[begin]);
			else if (!is_hidden(c))
				buf_add(out, s.at + begin, pos - begin);
		}
	}
}

void markup_visible(struct buf *out, struct str s)
{
	struct buf visible = { 0 };

	visible_add(&visible, s);
	markup_text(out, buf_str(&visible));
	buf_free(&visible);
}

static bool is_wikidata_id(struct str id)
{
	uint64_t n;

	return id.len > 1 && id.at[0] == 'Q' && str_number(str_slice(id, 1, id.len), UINT64_MAX, &n);
}

bool markup_address(struct buf *out, struct str kb, struct str id)
{
	if (str_is(kb, "wikidata") && is_wikidata_id(id)) {
		buf_add_str(out, str_of("https://www.wikidata.org/wiki/"));
		buf_add_str(out, id);
		return true;
	}
	if (!str_is(kb, "wikipedia") || !id.len)
		return false;
	buf_add_str(out, str_of("https://en.wikipedia.org/wiki/"));
	for (size_t i = 0; i < id.len; i++) {
		unsigned char c = (unsigned char)id.at[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    (c && strchr("_-.~", c)))
			buf_add_byte(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
	return true;
}
