/* inputs.c: files of one document read whole, all others handed to the reader of their format. */
#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/resource.h"
#include "common/utf8.h"

#include "facts.h"
#include "feeds.h"
#include "html_tokens.h"
#include "item.h"
#include "jsonl.h"
#include "tables.h"
#include "xml.h"

void inputs_free(struct inputs *inputs)
{
	buf_free(&inputs->raw);
	arena_free(&inputs->arena);
}

bool inputs_format(struct str name, enum input_format *format)
{
	static const char *const names[] = { "auto", "text", "html", "csv", "tsv", "jsonl", "rss", "atom", "rows" };

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

void inputs_unreadable(struct inputs *inputs, const char *path)
{
	struct document_facts facts = facts_of_file(inputs, path);
	int error = errno;

	diag_message(path, "%s", strerror(error));
	skip(inputs, &facts, 0, "E_READ", strerror(error));
	inputs_worsen(inputs, EXIT_NO_INPUT);
}

/* --- a document a file ----------------------------------------------------------------------- */

/* What is behind the limit is read and thrown away, to know how much it was. */
static uint64_t count_rest(int fd)
{
	static char buffer[1 << 16];
	uint64_t n = 0;
	ssize_t got;

	while ((got = read(fd, buffer, sizeof buffer)) > 0)
		n += (uint64_t)got;
	return n;
}

/* Whether the bytes begin as a web page does: a doctype or the html element, behind blanks and comments. */
static bool looks_like_page(struct str raw)
{
	size_t at = str_starts(raw, "\xEF\xBB\xBF") ? 3 : 0;
	struct html_reader reader = { .page = str_slice(raw, at, at + 4096) };
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

static void prepare_pages(struct inputs *inputs)
{
	if (!clean_prepare_pages(inputs->clean))
		diag_fatal(EXIT_CONFIG, NULL, "html-blocks.tsv: not a table of trees");
}

/* A document as it was read: text, or a web page. */
static void write_document(struct inputs *inputs, const struct document_facts *facts)
{
	struct str raw = buf_str(&inputs->raw);

	inputs->rows.is_page = inputs->format == INPUT_HTML || (inputs->format == INPUT_AUTO && looks_like_page(raw));
	if (inputs->rows.is_page)
		prepare_pages(inputs);
	rows_write(inputs->out, inputs->clean, &inputs->rows, facts, raw);
}

static void read_whole(struct inputs *inputs, int fd, const char *path)
{
	struct document_facts facts = facts_of_file(inputs, path);
	struct stat st;
	char reason[96];
	uint64_t bytes = 0;
	bool is_file = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);

	if (is_file && (uint64_t)st.st_size > inputs->max_doc) {
		bytes = (uint64_t)st.st_size;
	} else {
		inputs->rows.complaint = NULL;
		buf_clear(&inputs->raw);
		if (is_file) /* at once, rather than by doubling */
			buf_reserve(&inputs->raw, (size_t)st.st_size + 1);
		switch (resource_read(fd, inputs->max_doc, &inputs->raw)) {
		case 0:
			if (inputs->format == INPUT_AUTO && item_feed_begins(buf_str(&inputs->raw)))
				feeds_read_bytes(inputs, buf_str(&inputs->raw), path);
			else
				write_document(inputs, &facts);
			return;
		case 1:
			bytes = inputs->raw.len + 1 + count_rest(fd);
			break;
		default:
			inputs_unreadable(inputs, path);
			return;
		}
	}
	snprintf(reason, sizeof reason, "document of %llu bytes, at most %llu (--max-doc)",
	         (unsigned long long)bytes, (unsigned long long)inputs->max_doc);
	skip(inputs, &facts, bytes, "E_LIMIT", reason);
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

struct clean_document *inputs_reopen(struct inputs *inputs, struct str raw)
{
	struct xml_token first;
	struct item item;

	if (xml_next(raw, 0, true, &first) && first.kind == XML_START && item_is_name(first.name)) {
		arena_reset(&inputs->arena);
		item_read(raw, &inputs->arena, &item);
		return clean_open_item(inputs->clean, raw, &item);
	}
	if (looks_like_page(raw)) {
		prepare_pages(inputs);
		return clean_open_page(inputs->clean, raw);
	}
	return clean_open(inputs->clean, raw, inputs->rows.has_title_line);
}

/* --- files and lists of files ---------------------------------------------------------------- */

void inputs_read(struct inputs *inputs, const char *path)
{
	bool is_stdin = strcmp(path, "-") == 0;
	const char *name = is_stdin ? "<stdin>" : path;
	int fd;

	if (inputs->format == INPUT_JSONL) {
		jsonl_read(inputs, path);
		return;
	}
	fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		inputs_unreadable(inputs, name);
	else if (inputs->format <= INPUT_HTML)
		read_whole(inputs, fd, name);
	else if (inputs->format == INPUT_RSS || inputs->format == INPUT_ATOM)
		feeds_read(inputs, fd, name);
	else
		tables_read(inputs, fd, name);
	if (fd > STDIN_FILENO)
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
