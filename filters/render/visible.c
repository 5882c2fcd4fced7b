/* visible.c: every character on its own, by its class and width. */
#include "visible.h"

#include "common/utf8.h"

bool visible_is_unsafe(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x61C || cp == 0x200E || cp == 0x200F ||
	       (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x206F) || cp == 0xFEFF ||
	       (cp >= 0xFFF9 && cp <= 0xFFFB) || (cp >= 0xE0000 && cp <= 0xE007F);
}

/* Invisible, so that only its number says what it is. Marks that combine are named as well: they hide. */
static bool is_invisible(uint32_t cp)
{
	return visible_is_unsafe(cp) || cp == 0xAD || (cp >= 0x200B && cp <= 0x200D) || cp == 0x2060 ||
	       (cp != ' ' && utf8_is_space(cp)) || (cp >= 0xFE00 && cp <= 0xFE0F);
}

static bool is_blank(struct str s)
{
	size_t n = 0;

	while (n < s.len && s.at[n] == ' ')
		n++;
	return n == s.len;
}

void visible_add(struct buf *out, struct str s)
{
	bool shows_blanks = is_blank(s);

	for (size_t at = 0; at < s.len;) {
		struct str rest = str_slice(s, at, at + 4);
		size_t start = at;
		uint32_t cp;

		if (utf8_valid_prefix(rest) == 0) {
			buf_printf(out, "\\x%02X", (unsigned char)s.at[at++]);
			continue;
		}
		cp = utf8_next(s, &at);
		if (cp == '\n' || (cp == ' ' && shows_blanks))
			buf_add_str(out, str_of(cp == ' ' ? "␣" : "↵"));
		else if (is_invisible(cp) || utf8_width(str_slice(s, start, at)) == 0)
			buf_printf(out, "U+%04X", cp);
		else
			buf_add_str(out, str_slice(s, start, at));
	}
}
