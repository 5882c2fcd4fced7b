/* formats.c: marks at the beginning, the surest first. */
#include "formats.h"

#include "filters/clean/encodings/encoding.h"
#include "filters/clean/html/html_tokens.h"
#include "header.h"
#include "item.h"
#include "mbox.h"

enum { BEGINNING = 4096 }; /* bytes that tell what a file is */

bool formats_named(struct str name, enum input_format *format)
{
	static const char *const names[] = { "auto", "text", "html", "csv", "tsv", "jsonl", "rss", "atom", "mbox", "warc", "rows" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is(name, names[i])) {
			*format = (enum input_format)i;
			return true;
		}
	return false;
}

bool formats_looks_like_page(struct str bytes)
{
	size_t at = str_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;
	struct html_reader reader = { .page = str_slice(bytes, at, at + BEGINNING) };
	struct html_token token;

	while (html_next(&reader, &token)) {
		struct str slice = str_slice(reader.page, token.begin, token.end);

		if (token.kind == HTML_START)
			return html_is(token.name, "html") || html_is(token.name, "head");
		if (token.kind == HTML_COMMENT && html_is(str_slice(slice, 0, 14), "<!doctype html"))
			return true;
		if (token.kind != HTML_COMMENT && str_trim(slice).len)
			return false;
	}
	return false;
}

/* The same of a page that may be UTF-16 or UTF-32. */
bool formats_is_page(struct str bytes)
{
	struct decoding text = { .raw_end = 0 };
	const struct encoding *encoding = encoding_of(str_slice(bytes, 0, BEGINNING), NULL);
	bool is_one;

	if (!encoding)
		return formats_looks_like_page(bytes);
	encoding_decode(encoding, str_slice(bytes, encoding_mark(bytes), BEGINNING), NULL, &text);
	is_one = formats_looks_like_page(buf_str(&text.text));
	decoding_free(&text);
	return is_one;
}

static bool begins_object(struct str bytes)
{
	struct str rest = str_trim(str_slice(bytes, 1, bytes.len));

	return str_starts(bytes, "{") && (str_starts(rest, "\"") || str_starts(rest, "}"));
}

enum input_format formats_of(struct window *window)
{
	struct str bytes;

	window_want(window, 16);
	bytes = window_bytes(window);
	if (str_starts(bytes, "WARC/"))
		return INPUT_WARC;
	if (str_starts(bytes, "{") && (window_want(window, BEGINNING), begins_object(window_bytes(window))))
		return INPUT_JSONL;
	window_want(window, BEGINNING);
	bytes = str_slice(window_bytes(window), 0, BEGINNING);
	if (mbox_is_separator(str_slice(bytes, 0, str_find(bytes, '\n', 0))) || header_begins_message(bytes))
		return INPUT_MBOX;
	if (item_feed_begins(bytes))
		return INPUT_RSS;
	return formats_is_page(bytes) ? INPUT_HTML : INPUT_TEXT;
}
