/* warc.c: a head, as many bytes as it says, two line ends; where that fails, the next line `WARC/`. */
#include "warc.h"

#include <stdio.h>

#include "filters/clean/encodings/encoding.h"
#include "feeds.h"
#include "header.h"
#include "filters/clean/html/html_tokens.h"
#include "http.h"
#include "item.h"

enum { MAX_HEAD = 64 << 10 }; /* of a record; more is damage */

struct record {
	struct str head; /* a copy */
	struct str type, url;
	uint64_t length;
};

struct warc {
	struct inputs *inputs;
	struct window *window;
	struct arena arena; /* of a record */
	struct buf payload;
	bool is_over;
};

/* --- what is wrong ----------------------------------------------------------------------------- */

static void skip(struct warc *warc, struct str url, const char *code, const char *reason)
{
	struct str values[N_ROLES] = { [ROLE_URL] = { url.at, url.len } };

	diag_message(warc->window->name, "record at byte %llu: %s", (unsigned long long)warc->window->offset, reason);
	inputs_skip_record(warc->inputs, warc->window->name, values, code, reason);
}

/* What is held breaks off: its record is lost, the next begins with what comes. */
static void break_off(struct warc *warc, struct str url, enum window_status status)
{
	const char *damage = status == WINDOW_END ? "an archive that is cut off" : warc->window->damage;

	if (!damage) {
		inputs_unreadable(warc->inputs, warc->window->name);
		warc->is_over = true;
	} else {
		skip(warc, url, "E_READ", damage);
		inputs_worsen(warc->inputs, EXIT_NO_INPUT);
		warc->is_over |= status == WINDOW_END;
	}
	window_resume(warc->window);
}

/* --- documents --------------------------------------------------------------------------------- */

static bool is_feed_type(struct str type)
{
	return html_is(type, "application/rss+xml") || html_is(type, "application/atom+xml") ||
	       html_is(type, "text/xml") || html_is(type, "application/xml");
}

/* Writes the document of a payload, if it is one. */
static void write_payload(struct warc *warc, const struct record *record, struct str type, struct str charset,
                          struct str payload, const char *complaint)
{
	bool is_page = html_is(type, "text/html") || html_is(type, "application/xhtml+xml") ||
	               (!type.len && formats_looks_like_page(payload));

	if (is_feed_type(type) && item_feed_begins(payload))
		feeds_read_bytes(warc->inputs, payload, warc->window->name);
	else if (is_page || html_is(type, "text/plain"))
		inputs_payload(warc->inputs, warc->window->name, record->url, is_page, encoding_find(charset), payload, complaint);
}

static void write_record(struct warc *warc, const struct record *record, struct str block)
{
	struct http http;
	struct str type = header_field(record->head, "content-type"), payload;
	enum http_status status;

	if (str_starts(record->url, "metadata:")) /* what a crawler says of itself */
		return;
	if (html_is(record->type, "resource")) {
		write_payload(warc, record, header_value(type), header_parameter(type, "charset"), block, NULL);
	} else if (http_read(block, &http) && http.status / 100 == 2) {
		buf_clear(&warc->payload);
		status = http_payload(&http, warc->inputs->max_doc, &warc->payload, &payload);
		if (status == HTTP_TOO_LONG || status == HTTP_UNKNOWN || (status != HTTP_OK && payload.len == 0))
			skip(warc, record->url, status == HTTP_TOO_LONG ? "E_LIMIT" : "E_FORMAT", http_status_text(status));
		else
			write_payload(warc, record, http.type, http.charset, payload, status == HTTP_OK ? NULL : http_status_text(status));
	}
}

/* --- records ----------------------------------------------------------------------------------- */

/* `<http://a.example/>` of old writers as `http://a.example/`. */
static struct str without_angles(struct str url)
{
	return url.len >= 2 && url.at[0] == '<' && url.at[url.len - 1] == '>' ? str_slice(url, 1, url.len - 1) : url;
}

/* Reads the head at the window's begin; false where there is none. */
static bool read_head(struct warc *warc, struct record *record)
{
	size_t length = header_length(window_bytes(warc->window));
	struct str head = str_slice(window_bytes(warc->window), 0, length);

	if (!str_starts(head, "WARC/") || length > MAX_HEAD)
		return false;
	record->head = arena_str(&warc->arena, head);
	record->type = header_field(record->head, "warc-type");
	record->url = without_angles(header_field(record->head, "warc-target-uri"));
	return str_number(header_field(record->head, "content-length"), UINT64_MAX / 2, &record->length);
}

/* Goes to the next line `WARC/`, or to the end. */
static void resynchronise(struct warc *warc)
{
	static const char mark[] = "\nWARC/";
	enum window_status status = WINDOW_MORE;

	do {
		struct str bytes = window_bytes(warc->window);
		const char *hit = bytes.len > 1 ? memmem(bytes.at + 1, bytes.len - 1, mark, sizeof mark - 1) : NULL;

		if (hit) {
			window_drop(warc->window, (size_t)(hit - bytes.at) + 1);
			return;
		}
		if (bytes.len > sizeof mark)
			window_drop(warc->window, bytes.len - sizeof mark);
		status = window_more(warc->window);
	} while (status == WINDOW_MORE);
	break_off(warc, str_of(NULL), status);
}

/* Passes over n bytes without holding them. */
static enum window_status pass_over(struct warc *warc, uint64_t n)
{
	enum window_status status = WINDOW_MORE;

	while (n > 0 && status == WINDOW_MORE) {
		size_t held = window_bytes(warc->window).len, part = n < held ? (size_t)n : held;

		window_drop(warc->window, part);
		n -= part;
		if (n > 0)
			status = window_more(warc->window);
	}
	return n > 0 ? status : WINDOW_MORE;
}

/* Line ends between two records; false at the end of the archive. */
static bool skip_line_ends(struct warc *warc)
{
	enum window_status status = WINDOW_MORE;

	for (;;) {
		struct str bytes = window_bytes(warc->window);
		size_t n = 0;

		while (n < bytes.len && strchr("\r\n", bytes.at[n]) && bytes.at[n])
			n++;
		window_drop(warc->window, n);
		if (n < bytes.len)
			return true;
		status = window_more(warc->window);
		if (status == WINDOW_END)
			return false;
		if (status == WINDOW_BROKEN) {
			break_off(warc, str_of(NULL), status);
			if (warc->is_over)
				return false;
		}
	}
}

/*
 * The bytes of a record. Of a packed archive a byte more is asked for than is between two records: then
 * the sum at the end of its member has been looked at, before anything is made of it.
 */
static enum window_status want_record(struct warc *warc, size_t length)
{
	size_t behind = unpack_is_packed(warc->window->unpack) ? sizeof "\r\n\r\n" : 0;
	enum window_status status = window_want(warc->window, length + behind);
	size_t held = window_bytes(warc->window).len;

	if (held < length)
		return status;
	return status == WINDOW_BROKEN && warc->window->is_inside && held < length + behind ? status : WINDOW_MORE;
}

static void read_record(struct warc *warc)
{
	struct record record = { .length = 0 };
	enum window_status status = WINDOW_MORE;
	uint64_t most = warc->inputs->max_doc + MAX_HEAD;
	char reason[96];

	while (status == WINDOW_MORE && window_bytes(warc->window).len <= MAX_HEAD && !header_length(window_bytes(warc->window)))
		status = window_more(warc->window);
	if (!read_head(warc, &record)) {
		if (status != WINDOW_MORE) {
			break_off(warc, record.url, status);
			return;
		}
		skip(warc, record.url, "E_FORMAT", "no WARC record begins here");
		inputs_worsen(warc->inputs, EXIT_NO_INPUT);
		resynchronise(warc);
		return;
	}
	window_drop(warc->window, record.head.len);
	if (!html_is(record.type, "response") && !html_is(record.type, "resource")) {
		status = pass_over(warc, record.length);
	} else if (record.length > most) {
		snprintf(reason, sizeof reason, "a record of %llu bytes, at most %llu (--max-doc)",
		         (unsigned long long)record.length, (unsigned long long)most);
		skip(warc, record.url, "E_LIMIT", reason);
		status = pass_over(warc, record.length);
	} else {
		status = want_record(warc, record.length);
		if (status == WINDOW_MORE) {
			write_record(warc, &record, str_slice(window_bytes(warc->window), 0, record.length));
			window_drop(warc->window, record.length);
		}
	}
	if (status != WINDOW_MORE)
		break_off(warc, record.url, status);
}

void warc_read(struct inputs *inputs, struct window *window)
{
	struct warc warc = { .inputs = inputs, .window = window };

	while (!warc.is_over && skip_line_ends(&warc)) {
		arena_reset(&warc.arena);
		read_record(&warc);
	}
	arena_free(&warc.arena);
	buf_free(&warc.payload);
}
