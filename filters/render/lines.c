/* lines.c: see lines.h. */
#include "lines.h"

#include "common/utf8.h"
#include "visible.h"

/* Appends the safe form of s: what is unsafe is a blank, runs of blanks are one, none at the ends. */
static void add_safe(struct buf *out, struct str s)
{
	size_t start = out->len;
	bool wants_blank = false;

	for (size_t at = 0; at < s.len;) {
		uint32_t cp = utf8_next(s, &at);

		if (visible_is_unsafe(cp) || utf8_is_space(cp)) {
			wants_blank = out->len > start;
			continue;
		}
		if (wants_blank)
			buf_add_byte(out, ' ');
		wants_blank = false;
		utf8_add(out, cp);
	}
}

void lines_text(struct lines *lines, struct str s)
{
	add_safe(lines->out, s);
}

void lines_styled(struct lines *lines, enum style style, struct str s)
{
	static const char *const codes[] = {
		[STYLE_TITLE] = "\033[1m",
		[STYLE_HEADING] = "\033[1;36m",
		[STYLE_ID] = "\033[32m",
		[STYLE_FAINT] = "\033[2m",
	};

	if (lines->is_coloured)
		buf_add_str(lines->out, str_of(codes[style]));
	add_safe(lines->out, s);
	if (lines->is_coloured)
		buf_add_str(lines->out, str_of("\033[0m"));
}

size_t lines_width(struct str s)
{
	struct buf safe = { 0 };
	size_t width;

	add_safe(&safe, s);
	width = utf8_width(buf_str(&safe));
	buf_free(&safe);
	return width;
}

/* Bytes of the longest prefix of s (safe) that fits into the columns; with the marks that follow. */
static size_t fitting(struct str s, size_t columns)
{
	size_t at = 0, used = 0;

	while (at < s.len) {
		size_t next = at;

		utf8_next(s, &next);
		used += utf8_width(str_slice(s, at, next));
		if (used > columns)
			break;
		at = next;
	}
	return at;
}

static void add_short(struct buf *out, struct str safe, size_t columns)
{
	size_t fits;

	if (utf8_width(safe) <= columns) {
		buf_add_str(out, safe);
		return;
	}
	fits = fitting(safe, columns ? columns - 1 : 0);
	while (fits > 0 && safe.at[fits - 1] == ' ')
		fits--;
	buf_add(out, safe.at, fits);
	buf_add_str(out, str_of("…"));
}

void lines_short(struct lines *lines, struct str s, size_t columns)
{
	struct buf safe = { 0 };

	add_safe(&safe, s);
	add_short(lines->out, buf_str(&safe), columns);
	buf_free(&safe);
}

void lines_padded(struct lines *lines, struct str s, size_t columns)
{
	size_t start = lines->out->len;

	lines_short(lines, s, columns);
	for (size_t width = utf8_width(str_slice(buf_str(lines->out), start, lines->out->len)); width < columns;
	     width++)
		buf_add_byte(lines->out, ' ');
}

void lines_paragraph(struct lines *lines, const char *first, struct str s)
{
	size_t indent = utf8_width(str_of(first)), used = indent;
	struct buf safe = { 0 };
	struct str text;

	add_safe(&safe, s);
	text = buf_str(&safe);
	buf_add_str(lines->out, str_of(first));
	for (size_t at = 0; at < text.len;) {
		size_t end = str_find(text, ' ', at);
		struct str word = str_slice(text, at, end);
		size_t width = utf8_width(word);

		if (at > 0 && lines->width && used + 1 + width > lines->width) {
			buf_add_byte(lines->out, '\n');
			for (used = 0; used < indent; used++)
				buf_add_byte(lines->out, ' ');
		} else if (at > 0) {
			buf_add_byte(lines->out, ' ');
			used++;
		}
		buf_add_str(lines->out, word);
		used += width;
		at = end + 1;
	}
	buf_add_byte(lines->out, '\n');
	buf_free(&safe);
}

void lines_visible(struct lines *lines, struct str s, size_t columns)
{
	struct buf visible = { 0 };

	visible_add(&visible, str_slice(s, 0, 4 * columns));
	add_short(lines->out, buf_str(&visible), columns);
	buf_free(&visible);
}
