/* inputs.c: files of one document read whole, all others handed to the reader of their format. */
#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "common/resource.h"
#include "common/utf8.h"

#include "encoding.h"
#include "facts.h"
#include "feeds.h"
#include "header.h"
#include "html_tokens.h"
#include "item.h"
#include "jsonl.h"
#include "mail.h"
#include "mbox.h"
#include "source.h"
#include "tables.h"
#include "warc.h"
#include "xml.h"

enum { BEGINNING = 4096 }; /* bytes that tell what a file is */

void inputs_free(struct inputs *inputs)
{
	buf_free(&inputs->raw);
	arena_free(&inputs->arena);
}

bool inputs_format(struct str name, enum input_format *format)
{
	static const char *const names[] = { "auto", "text", "html", "csv", "tsv", "jsonl", "rss", "atom", "mbox", "warc", "rows" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is(name, names[i])) {
			*format = (enum input_format)i;
			return true;
		}
	return false;
}

void inputs_worsen(struct inputs *inputs, enum exit_code code)
{
	if (code > inputs->worst)
		inputs->worst = code;
}

/* A document that is passed over, with the reason. */
static void skip(struct inputs *inputs, struct document_facts *facts, uint64_t bytes, const char *code,
                 const char *reason)
{
	struct buf name = { 0 };
	char id[16];

	facts->bytes = bytes;
	if (facts->id.len == 0) { /* there are no bytes to name it after */
		buf_add_str(&name, facts->source);
		buf_add_str(&name, str_of(reason));
		facts->id = filter_document_id(buf_str(&name), id);
		buf_free(&name);
	}
	filter_document(inputs->out, facts);
	filter_error(inputs->out, code, FILTER_NOWHERE, FILTER_NOWHERE, "%s", reason);
	filter_document_end(inputs->out, FILTER_SKIPPED);
}

/* A file's base name, as far as it is text; stdin has none. */
static struct str base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str name = str_of(slash ? slash + 1 : strcmp(path, "<stdin>") ? path : NULL);

	name.len = utf8_valid_prefix(name);
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.at[i] < ' ' || name.at[i] == 0x7F)
			name.len = i;
	return name;
}

static struct document_facts facts_of_file(const struct inputs *inputs, const char *path)
{
	struct document_facts facts = inputs->facts;

	if (facts.source.len == 0)
		facts.source = base_name(path);
	return facts;
}

void inputs_skip(struct inputs *inputs, const char *path, const char *code, const char *reason)
{
	struct document_facts facts = facts_of_file(inputs, path);

	diag_message(path, "%s", reason);
	skip(inputs, &facts, 0, code, reason);
}

void inputs_unreadable(struct inputs *inputs, const char *path)
{
	inputs_skip(inputs, path, "E_READ", strerror(errno));
	inputs_worsen(inputs, EXIT_NO_INPUT);
}

void inputs_broken(struct inputs *inputs, const struct window *window)
{
	inputs_skip(inputs, window->name, "E_READ", window->damage ? window->damage : strerror(errno));
	inputs_worsen(inputs, EXIT_NO_INPUT);
}

/* --- what a file is -------------------------------------------------------------------------- */

bool inputs_looks_like_page(struct str bytes)
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
static bool is_page(struct str bytes)
{
	struct decoding text = { .raw_end = 0 };
	const struct encoding *encoding = encoding_of(str_slice(bytes, 0, BEGINNING), NULL);
	bool is_one;

	if (!encoding)
		return inputs_looks_like_page(bytes);
	encoding_decode(encoding, str_slice(bytes, encoding_mark(bytes), BEGINNING), NULL, &text);
	is_one = inputs_looks_like_page(buf_str(&text.text));
	decoding_free(&text);
	return is_one;
}

static bool begins_object(struct str bytes)
{
	struct str rest = str_trim(str_slice(bytes, 1, bytes.len));

	return str_starts(bytes, "{") && (str_starts(rest, "\"") || str_starts(rest, "}"));
}

/* What is read a record at a time, or a page, by the first bytes; else text. */
static enum input_format format_of(struct window *window)
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
	return is_page(bytes) ? INPUT_HTML : INPUT_TEXT;
}

/* --- a document a file ----------------------------------------------------------------------- */

static void prepare_pages(struct inputs *inputs)
{
	if (!clean_prepare_pages(inputs->clean))
		diag_fatal(EXIT_CONFIG, NULL, "html-blocks.tsv: not a table of trees");
}

/* What is behind the limit is read and thrown away, to know how much it was; not of packed bytes, which may have no end. */
static uint64_t count_rest(struct window *window)
{
	while (!unpack_is_packed(window->unpack) && window_more(window) == WINDOW_MORE)
		window_drop(window, window_bytes(window).len);
	return window->offset + window_bytes(window).len;
}

static void read_whole(struct inputs *inputs, enum input_format format, struct window *window)
{
	struct document_facts facts = facts_of_file(inputs, window->name);
	enum window_status status = window_want(window, inputs->max_doc + 1);
	struct str raw = window_bytes(window);
	char reason[96];
	uint64_t bytes;

	inputs->rows.complaint = NULL;
	if (raw.len > inputs->max_doc) {
		bytes = count_rest(window);
		snprintf(reason, sizeof reason, "document of %llu bytes%s, at most %llu (--max-doc)", (unsigned long long)bytes,
		         unpack_is_packed(window->unpack) ? " or more" : "", (unsigned long long)inputs->max_doc);
		skip(inputs, &facts, bytes, "E_LIMIT", reason);
		return;
	}
	if (status == WINDOW_BROKEN) {
		if (raw.len == 0) {
			inputs_broken(inputs, window);
			return;
		}
		inputs->rows.complaint = window->damage ? window->damage : strerror(errno);
		inputs->rows.complaint_code = "E_READ";
		diag_message(window->name, "%s", inputs->rows.complaint);
		inputs_worsen(inputs, EXIT_NO_INPUT);
	}
	inputs->rows.is_page = format == INPUT_HTML;
	if (inputs->rows.is_page)
		prepare_pages(inputs);
	rows_write(inputs->out, inputs->clean, &inputs->rows, &facts, raw);
}

/* --- a document a record --------------------------------------------------------------------- */

/* A value that becomes a fact: one line of valid text; an option of the same name stands first. */
static struct str fact(struct inputs *inputs, struct str value, struct str given)
{
	return given.len || !value.at ? given : clean_fact(inputs->clean, value, &inputs->arena);
}

/* A fact that may not stand in the doc row is left out, with an err row. */
static void reject(struct inputs *inputs, struct str *value, bool is_good, const char *complaint)
{
	if (value->len == 0 || is_good)
		return;
	*value = str_of(NULL);
	inputs->rows.complaint = complaint;
	inputs->rows.complaint_code = "E_FORMAT";
}

static struct document_facts facts_of_record(struct inputs *inputs, const char *path,
                                             const struct str values[N_ROLES])
{
	struct document_facts facts = inputs->facts;

	arena_reset(&inputs->arena);
	inputs->rows.complaint = NULL;
	facts.id = fact(inputs, values[ROLE_ID], facts.id);
	facts.title = fact(inputs, values[ROLE_TITLE], facts.title);
	facts.published = fact(inputs, values[ROLE_PUBLISHED], facts.published);
	facts.url = fact(inputs, values[ROLE_URL], facts.url);
	facts.source = fact(inputs, values[ROLE_SOURCE], facts.source);
	facts.author = fact(inputs, values[ROLE_AUTHOR], facts.author);
	facts.lang = fact(inputs, values[ROLE_LANG], facts.lang);
	if (facts.source.len == 0)
		facts.source = base_name(path);
	reject(inputs, &facts.lang, fact_is_language(facts.lang), "lang is no BCP 47 tag");
	reject(inputs, &facts.published, fact_is_date(facts.published), "published is no ISO 8601 date");
	reject(inputs, &facts.id, filter_id_is_good(facts.id), "id is empty, too long or has a blank");
	return facts;
}

void inputs_record(struct inputs *inputs, const char *path, const struct str values[N_ROLES])
{
	struct document_facts facts = facts_of_record(inputs, path, values);

	inputs->rows.has_title_line = !values[ROLE_TITLE].at;
	inputs->rows.is_page = false;
	rows_write(inputs->out, inputs->clean, &inputs->rows, &facts, values[ROLE_TEXT]);
}

void inputs_skip_record(struct inputs *inputs, const char *path, const struct str values[N_ROLES],
                        const char *code, const char *reason)
{
	struct document_facts facts = facts_of_record(inputs, path, values);

	skip(inputs, &facts, 0, code, reason);
}

void inputs_payload(struct inputs *inputs, const char *path, struct str url, bool is_page,
                    const struct encoding *encoding, struct str payload, const char *complaint)
{
	struct str values[N_ROLES] = { [ROLE_URL] = url };
	struct document_facts facts = facts_of_record(inputs, path, values);

	if (complaint) {
		inputs->rows.complaint = complaint;
		inputs->rows.complaint_code = "E_FORMAT";
		diag_message(path, "%.*s: %s", STR_ARGS(url), complaint);
	}
	if (is_page)
		prepare_pages(inputs);
	inputs->rows.is_page = is_page;
	inputs->rows.encoding = encoding;
	rows_write(inputs->out, inputs->clean, &inputs->rows, &facts, payload);
	inputs->rows.encoding = NULL;
}

struct clean_document *inputs_reopen(struct inputs *inputs, struct str raw)
{
	struct xml_token first;
	struct source source;
	struct item item;
	struct mail mail;

	arena_reset(&inputs->arena);
	if (xml_next(raw, 0, true, &first) && first.kind == XML_START && item_is_name(first.name)) {
		source_init(&source, raw, NULL);
		item_read(&source, &inputs->arena, &item);
		source_free(&source);
		return clean_open_item(inputs->clean, raw, &item);
	}
	if (header_begins_message(raw)) {
		mail_read(raw, &inputs->arena, &mail);
		return clean_open_mail(inputs->clean, raw, &mail);
	}
	if (is_page(raw)) {
		prepare_pages(inputs);
		return clean_open_page(inputs->clean, raw, NULL);
	}
	return clean_open(inputs->clean, raw, NULL, inputs->rows.has_title_line);
}

/* --- files and lists of files ---------------------------------------------------------------- */

void inputs_read(struct inputs *inputs, const char *path)
{
	bool is_stdin = strcmp(path, "-") == 0;
	const char *name = is_stdin ? "<stdin>" : path;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	enum input_format format = inputs->format;
	struct window window;

	if (fd < 0) {
		inputs_unreadable(inputs, name);
		return;
	}
	window_init(&window, fd, name);
	if (format == INPUT_AUTO)
		format = format_of(&window);
	switch (format) {
	case INPUT_CSV:
	case INPUT_TSV: tables_read(inputs, format, &window); break;
	case INPUT_JSONL: jsonl_read(inputs, &window); break;
	case INPUT_RSS:
	case INPUT_ATOM: feeds_read(inputs, &window); break;
	case INPUT_MBOX: mbox_read(inputs, &window); break;
	case INPUT_WARC: warc_read(inputs, &window); break;
	default: read_whole(inputs, format, &window); break;
	}
	window_free(&window);
	if (!is_stdin)
		close(fd);
}

void inputs_read_list(struct inputs *inputs, const char *path, char end)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct buf list = { 0 };

	if (fd < 0 || resource_read(fd, SIZE_MAX / 4, &list) != 0) {
		diag_message(path, "%s", strerror(errno));
		inputs_worsen(inputs, EXIT_NO_INPUT);
	}
	buf_add_byte(&list, end);
	for (size_t pos = 0; pos < list.len;) {
		size_t stop = str_find(buf_str(&list), end, pos);

		list.at[stop] = '\0';
		if (stop > pos)
			inputs_read(inputs, list.at + pos);
		pos = stop + 1;
	}
	buf_free(&list);
	if (fd > STDIN_FILENO)
		close(fd);
}
