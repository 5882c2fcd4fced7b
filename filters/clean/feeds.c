/* feeds.c: a window over the file, which holds no more than an item and what was read behind it. */
#include "feeds.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "item.h"
#include "xml.h"

enum { CHUNK = 64 << 10 };

struct feed {
	struct inputs *inputs;
	const char *path;
	bool is_feed;   /* the outermost element has been seen */
	bool is_inside; /* of an item */
	size_t item;    /* where it begins */
	size_t at;      /* the next token */
};

static void skip_feed(struct feed *feed, const char *code, const char *reason)
{
	static const struct str nothing[N_ROLES];

	diag_message(feed->path, "%s", reason);
	inputs_skip_record(feed->inputs, feed->path, nothing, code, reason);
}

/* What is longer than a document may be is passed over, in an item or (a token) outside. */
static bool is_too_long(struct feed *feed, size_t len)
{
	char reason[96];

	if (len <= feed->inputs->max_doc)
		return false;
	snprintf(reason, sizeof reason, "an item of more than %llu bytes (--max-doc)",
	         (unsigned long long)feed->inputs->max_doc);
	skip_feed(feed, "E_LIMIT", reason);
	return true;
}

static void write_item(struct feed *feed, struct str bytes)
{
	struct str values[N_ROLES] = { { NULL, 0 } };
	struct arena arena = { 0 };
	struct item item;

	if (is_too_long(feed, bytes.len))
		return;
	item_read(bytes, &arena, &item);
	values[ROLE_TEXT] = bytes;
	values[ROLE_TITLE] = item.title;
	values[ROLE_URL] = item.url;
	values[ROLE_PUBLISHED] = item.published.len ? item.published : str_of(NULL);
	values[ROLE_AUTHOR] = item.author;
	feed->inputs->rows.item = &item;
	inputs_record(feed->inputs, feed->path, values);
	feed->inputs->rows.item = NULL;
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
		skip_feed(feed, "E_FORMAT", "no feed: neither RSS nor Atom");
}

void feeds_read_bytes(struct inputs *inputs, struct str bytes, const char *path)
{
	struct feed feed = { .inputs = inputs, .path = path };

	scan(&feed, bytes, true);
}

void feeds_read(struct inputs *inputs, int fd, const char *path)
{
	struct feed feed = { .inputs = inputs, .path = path };
	struct buf window = { 0 };
	ssize_t n = 1;

	while (n > 0) {
		/* as much again as is there, so that a long token is looked at a few times only */
		size_t kept = feed.is_inside ? feed.item : feed.at, more = window.len - kept + CHUNK;

		if (kept) {
			memmove(window.at, window.at + kept, window.len - kept);
			window.len -= kept;
			feed.at -= kept;
			feed.item = 0;
		}
		if (feed.is_inside && is_too_long(&feed, window.len))
			feed.is_inside = false;
		else if (!feed.is_inside && is_too_long(&feed, window.len - feed.at))
			break;
		do
			n = read(fd, buf_reserve(&window, more), more);
		while (n < 0 && errno == EINTR);
		if (n < 0) {
			inputs_unreadable(inputs, path);
			break;
		}
		window.len += (size_t)n;
		scan(&feed, buf_str(&window), n == 0);
	}
	buf_free(&window);
}
