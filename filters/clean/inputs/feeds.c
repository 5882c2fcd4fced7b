/* feeds.c: a window over the file, which holds no more than an item and what was read behind it. */
#include "feeds.h"

#include <stdio.h>

#include "item.h"
#include "filters/clean/encodings/source.h"
#include "filters/clean/html/xml.h"

enum { DECLARATION = 1024 }; /* bytes in which the encoding is declared */

struct feed {
	struct inputs *inputs;
	const char *path;
	const struct encoding *encoding; /* that it declares */
	bool is_feed;   /* the outermost element has been seen */
	bool is_inside; /* of an item */
	size_t item;    /* where it begins */
	size_t at;      /* the next token */
};

/* What is longer than a document may be is passed over, in an item or (a token) outside. */
static bool is_too_long(struct feed *feed, size_t len)
{
	char reason[96];

	if (len <= feed->inputs->max_doc)
		return false;
	snprintf(reason, sizeof reason, "an item of more than %llu bytes (--max-doc)",
	         (unsigned long long)feed->inputs->max_doc);
	inputs_skip(feed->inputs, feed->path, "E_LIMIT", reason);
	return true;
}

static void write_item(struct feed *feed, struct str bytes)
{
	struct str values[N_ROLES] = { { NULL, 0 } };
	struct arena arena = { 0 };
	struct source source;
	struct item item;

	if (is_too_long(feed, bytes.len))
		return;
	source_init(&source, bytes, feed->encoding);
	if (source.decoding.is_guess)
		diag_message(feed->path, "no converter for its encoding: read as Windows-1252");
	item_read(&source, &arena, &item);
	values[ROLE_TEXT] = bytes;
	values[ROLE_TITLE] = item.title;
	values[ROLE_URL] = item.url;
	values[ROLE_PUBLISHED] = item.published.len ? item.published : str_of(NULL);
	values[ROLE_AUTHOR] = item.author;
	feed->inputs->rows.item = &item;
	inputs_record(feed->inputs, feed->path, values);
	feed->inputs->rows.item = NULL;
	source_free(&source);
	arena_free(&arena);
}

/* Goes over the tokens that are there and writes the items that are complete. */
static void scan(struct feed *feed, struct str bytes, bool is_last)
{
	struct xml_token token;

	for (; xml_next(bytes, feed->at, is_last, &token); feed->at = token.end) {
		bool is_item = item_is_name(token.name);

		feed->is_feed |= token.kind == XML_START && (is_item || item_is_feed_name(token.name));
		if (token.kind != XML_START && token.kind != XML_END)
			continue;
		if (feed->is_inside && (is_item || (token.kind == XML_END && item_is_feed_name(token.name)))) {
			size_t end = token.kind == XML_END && is_item ? token.end : token.begin;

			write_item(feed, str_slice(bytes, feed->item, end));
			feed->is_inside = false;
		}
		if (token.kind == XML_START && is_item) {
			feed->is_inside = true;
			feed->item = token.begin;
		}
	}
	if (feed->is_inside && is_last)
		write_item(feed, str_slice(bytes, feed->item, bytes.len));
	if (!feed->is_feed && is_last)
		inputs_skip(feed->inputs, feed->path, "E_FORMAT", "no feed: neither RSS nor Atom");
}

void feeds_read_bytes(struct inputs *inputs, struct str bytes, const char *path)
{
	struct feed feed = { .inputs = inputs, .path = path, .encoding = encoding_declared(bytes) };

	scan(&feed, bytes, true);
}

void feeds_read(struct inputs *inputs, struct window *window)
{
	struct feed feed = { .inputs = inputs, .path = window->name };
	enum window_status status = window_want(window, DECLARATION);

	feed.encoding = encoding_declared(window_bytes(window));
	for (;;) {
		struct str bytes = window_bytes(window);
		size_t done;

		scan(&feed, bytes, status != WINDOW_MORE);
		if (status != WINDOW_MORE)
			break;
		done = feed.is_inside ? feed.item : feed.at;
		window_drop(window, done);
		feed.at -= done;
		feed.item = 0;
		if (feed.is_inside && is_too_long(&feed, bytes.len - done))
			feed.is_inside = false;
		else if (!feed.is_inside && is_too_long(&feed, bytes.len - done - feed.at))
			break;
		status = window_more(window);
	}
	if (status == WINDOW_BROKEN)
		inputs_broken(inputs, window);
}
