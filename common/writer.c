/*
 * writer.c: rows out. One buffer, written when it is large or when a document is finished and the
 * filter is about to wait for input. Rows that are passed on stay where they were read, one run of them, until others are
 * written or their memory is needed.
 */
#include "common/writer.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>
#include <xxhash.h>

#include "common/utf8.h"

void writer_init(struct row_writer *out, const struct filter *filter, size_t max_row)
{
	out->filter = filter;
	out->stage = filter->name;
	out->max_row = max_row;
}

void writer_free(struct row_writer *out)
{
	buf_free(&out->out);
	buf_free(&out->id);
	buf_free(&out->row_head);
	arena_free(&out->errors_arena);
	arena_free(&out->header.arena);
}

static void write_all(struct row_writer *out, struct str bytes)
{
	if (out->outline)
		outline_add(out->outline, bytes);
	while (bytes.len) {
		ssize_t n = write(out->fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			diag_fatal(EXIT_IO, out->target, "%s", strerror(errno));
		out->bytes += (uint64_t)n;
		bytes = str_slice(bytes, (size_t)n, bytes.len);
	}
}

void writer_flush(struct row_writer *out)
{
	write_all(out, buf_str(&out->out));
	write_all(out, out->lent);
	buf_clear(&out->out);
	out->lent.len = 0;
	out->wants_flush = false;
}

static void flush_if_large(struct row_writer *out)
{
	if (out->out.len >= WRITER_FLUSH_AT)
		writer_flush(out);
}

void writer_settle(struct row_writer *out)
{
	if (!out->lent.len)
		return;
	buf_add_str(&out->out, out->lent);
	out->lent.len = 0;
	flush_if_large(out);
}

void writer_line(struct row_writer *out, struct str line)
{
	writer_settle(out);
	buf_add_str(&out->out, line);
	buf_add_byte(&out->out, '\n');
	flush_if_large(out);
}

void writer_stage(struct row_writer *out, struct str line)
{
	struct header *header = &out->header;

	header->stages.arena = &header->arena;
	if (index_find(&header->stages, line))
		return;
	index_put(&header->stages, arena_str(&header->arena, line), 1, NULL);
	writer_line(out, line);
}

void writer_columns(struct row_writer *out, struct str type, struct str line)
{
	struct header *header = &out->header;
	uint32_t *position;
	bool is_new;

	header->columns.arena = &header->arena;
	position = index_find(&header->columns, type);
	if (position && str_eq(header->lines[*position], line))
		return;
	if (!position) {
		header->lines = arena_room(&header->arena, header->lines, header->n_lines, &header->cap_lines,
		                           sizeof *header->lines);
		position = index_put(&header->columns, arena_str(&header->arena, type),
		                     (uint32_t)header->n_lines++, &is_new);
	}
	header->lines[*position] = arena_str(&header->arena, line);
	out->n_types = 0; /* what was decided about types has to be looked at again */
	writer_line(out, line);
}

bool writer_columns_differ(const struct row_writer *out, struct str type, struct str line)
{
	const uint32_t *position = index_find(&out->header.columns, type);

	return position && !str_eq(out->header.lines[*position], line);
}

void writer_own_columns(struct row_writer *out, const char *type)
{
	const struct contract_type *ours = contract_find(str_of(type));
	struct buf line = { 0 };

	if (!ours)
		return;
	buf_add(&line, "#cols\t", 6);
	contract_write_columns(type, ours->columns, &line);
	if (out->filter->extra_column && strcmp(out->filter->extra_type, type) == 0)
		buf_printf(&line, "\t%s", out->filter->extra_column);
	writer_columns(out, str_of(type), buf_str(&line));
	buf_free(&line);
}

bool writer_selects(const struct row_writer *out, struct str type)
{
	const struct selection *selection = &out->selection;

	if (!selection->n_types || str_is(type, "doc") || str_is(type, "end") || str_is(type, "err"))
		return true;
	for (size_t i = 0; i < selection->n_types; i++)
		if (str_eq(selection->types[i], type))
			return selection->is_only;
	return !selection->is_only;
}

static void count_row(struct row_writer *out)
{
	out->document_rows++;
	out->rows++;
}

void writer_pass(struct row_writer *out, struct str line)
{
	count_row(out);
	writer_line(out, line);
}

void writer_open(struct row_writer *out, struct str id)
{
	buf_clear(&out->id);
	buf_add_str(&out->id, id);
	out->is_open = true;
	out->status = FILTER_OK;
	out->document_rows = 0;
	out->n_types = 0;
	memset(out->has, 0, sizeof out->has);
	arena_reset(&out->errors_arena);
	out->errors = (struct index){ .arena = &out->errors_arena };
}

void writer_close(struct row_writer *out)
{
	out->is_open = false;
	out->wants_flush = true;
	if (out->show_progress && time(NULL) != out->shown_at) {
		out->shown_at = time(NULL);
		out->show_progress(out);
	}
}

void writer_seen_error(struct row_writer *out, struct str line)
{
	index_put(&out->errors, arena_str(&out->errors_arena, line), 1, NULL);
}

/* --- rows --------------------------------------------------------------------------------- */

static bool is_redone(const struct filter *filter, const char *type)
{
	if (filter->redo)
		return true;
	for (const char *const *t = filter->replaces; t && *t; t++)
		if (strcmp(*t, type) == 0)
			return true;
	return false;
}

bool filter_has(const struct row_writer *out, const char *type)
{
	const char *const *adds = out->filter->adds;

	for (size_t i = 0; adds && adds[i]; i++)
		if (strcmp(adds[i], type) == 0)
			return out->has[i] && !is_redone(out->filter, type);
	return false;
}

/* Looked up once a document and type: whether its rows go out, and under the right columns. */
static bool swallows(struct row_writer *out, const char *type)
{
	bool is_swallowed;

	for (size_t i = 0; i < out->n_types; i++)
		if (out->types[i].type == type)
			return out->types[i].is_swallowed;
	is_swallowed = filter_has(out, type) || !writer_selects(out, str_of(type));
	if (!is_swallowed)
		writer_own_columns(out, type);
	if (out->n_types < WRITER_TYPES) {
		out->types[out->n_types].type = type;
		out->types[out->n_types++].is_swallowed = is_swallowed;
	}
	return is_swallowed;
}

void row_begin(struct row_writer *out, const char *type)
{
	assert(out->is_open);
	writer_settle(out);
	if (!out->n_types || type != out->row_type) {
		out->row_type = type;
		out->is_swallowed = swallows(out, type);
		buf_clear(&out->row_head);
		buf_add(&out->row_head, type, strlen(type));
		buf_add_byte(&out->row_head, '\t');
		buf_add_str(&out->row_head, buf_str(&out->id));
	}
	out->row_start = out->out.len;
	buf_add_str(&out->out, buf_str(&out->row_head));
}

void row_str(struct row_writer *out, struct str s)
{
	buf_add_byte(&out->out, '\t');
	row_escape(s, &out->out);
}

void row_cstr(struct row_writer *out, const char *c)
{
	row_str(out, str_of(c));
}

void row_number(struct row_writer *out, uint64_t number)
{
	buf_add_byte(&out->out, '\t');
	buf_add_number(&out->out, number);
}

/* Fixed point by hand: printf of doubles is slow and knows locales. */
void row_score(struct row_writer *out, double score)
{
	double magnitude = fabs(score) * 10000 + 0.5;
	uint64_t n = magnitude < 1e18 ? (uint64_t)magnitude : UINT64_C(1000000000000000000);
	char digits[4];

	assert(!isnan(score));
	buf_add_byte(&out->out, '\t');
	if (score < 0 && n > 0)
		buf_add_byte(&out->out, '-');
	buf_add_number(&out->out, n / 10000);
	buf_add_byte(&out->out, '.');
	for (int i = 3; i >= 0; i--, n /= 10)
		digits[i] = (char)('0' + n % 10);
	buf_add(&out->out, digits, 4);
}

void row_empty(struct row_writer *out)
{
	buf_add_byte(&out->out, '\t');
}

void row_plain(struct row_writer *out, struct str s)
{
	buf_add_byte(&out->out, '\t');
	buf_add_str(&out->out, s);
}

void row_end(struct row_writer *out)
{
	size_t len = out->out.len - out->row_start;

	if (out->is_swallowed) {
		out->out.len = out->row_start;
		return;
	}
	if (len > out->max_row) {
		out->out.len = out->row_start;
		filter_error(out, "E_LONG", FILTER_NOWHERE, FILTER_NOWHERE,
		             "%s row of %zu bytes left out, at most %zu", out->row_type, len, out->max_row);
		return;
	}
	buf_add_byte(&out->out, '\n');
	count_row(out);
	flush_if_large(out);
}

static void count_error(struct row_writer *out, const char *code)
{
	size_t i = 0;

	while (i < out->n_codes && strcmp(out->codes[i].code, code) != 0)
		i++;
	if (i == out->n_codes && i < WRITER_CODES) {
		snprintf(out->codes[i].code, sizeof out->codes[i].code, "%s", code);
		out->n_codes++;
	}
	if (i < WRITER_CODES)
		out->codes[i].count++;
	out->has_errors = true;
}

void filter_error(struct row_writer *out, const char *code, size_t begin, size_t end,
                  const char *format, ...)
{
	char message[1024];
	struct str text, row;
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	/* Bytes of the input may stand in the message: the row must be valid all the same. */
	for (char *c = message; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = ' ';
	text = str_of(message);
	text.len = utf8_valid_prefix(text);

	if (out->status < FILTER_PARTIAL)
		out->status = FILTER_PARTIAL;
	if (out->filter->is_sink) {
		diag_message(NULL, "document %.*s: %s: %s", STR_ARGS(buf_str(&out->id)), code, message);
		count_error(out, code);
		return;
	}
	row_begin(out, "err");
	row_cstr(out, out->stage);
	row_cstr(out, code);
	if (begin == FILTER_NOWHERE) {
		row_empty(out);
		row_empty(out);
	} else {
		row_number(out, begin);
		row_number(out, end);
	}
	row_str(out, text);
	row = str_slice(buf_str(&out->out), out->row_start, out->out.len);
	if (index_find(&out->errors, row)) {
		out->out.len = out->row_start;
		return;
	}
	writer_seen_error(out, row);
	count_error(out, code);
	row_end(out);
}

void filter_write(struct row_writer *out, struct str bytes)
{
	writer_settle(out);
	buf_add_str(&out->out, bytes);
	flush_if_large(out);
}

const char *writer_status_name(enum filter_status status)
{
	static const char *const names[] = { "ok", "partial", "skipped" };

	return names[status];
}

/* --- documents of a producer -------------------------------------------------------------- */

struct str filter_document_id(struct str raw, char hex[16])
{
	uint64_t hash = XXH3_64bits(raw.at, raw.len);

	for (int i = 15; i >= 0; i--, hash >>= 4)
		hex[i] = "0123456789abcdef"[hash & 15];
	return str_at(hex, 16);
}

bool filter_id_is_good(struct str id)
{
	if (id.len == 0 || id.len > 1024 || !utf8_is_valid(id))
		return false;
	for (size_t i = 0; i < id.len; i++)
		if ((unsigned char)id.at[i] <= 0x20 || id.at[i] == '\\' || id.at[i] == 0x7f)
			return false;
	return true;
}

static void write_facts(struct row_writer *out, const struct document_facts *facts, size_t most)
{
	static const struct str none;

	row_begin(out, "doc");
	row_str(out, facts->source.len <= most ? facts->source : none);
	row_str(out, facts->url.len <= most ? facts->url : none);
	row_str(out, facts->published.len <= most ? facts->published : none);
	row_str(out, facts->lang.len <= most ? facts->lang : none);
	row_number(out, facts->bytes);
	row_str(out, facts->title.len <= most ? facts->title : none);
	row_str(out, facts->author.len <= most ? facts->author : none);
}

/* Without its doc row a document is none, so what makes that row too long is left out of it. */
void filter_document(struct row_writer *out, const struct document_facts *facts)
{
	enum { SHARE = 16 }; /* six facts, each of which may double by escapes, and an id */
	size_t most = SIZE_MAX;

	writer_open(out, facts->id);
	out->documents++;
	out->raw_bytes += facts->bytes;
	write_facts(out, facts, most);
	while (most && out->out.len - out->row_start > out->max_row) {
		most = most == SIZE_MAX ? out->max_row / SHARE : 0;
		out->out.len = out->row_start;
		write_facts(out, facts, most);
	}
	row_end(out);
	if (most < SIZE_MAX)
		filter_error(out, "E_LONG", FILTER_NOWHERE, FILTER_NOWHERE,
		             "facts of more than %zu bytes left out, a row has at most %zu", most, out->max_row);
}

void filter_document_end(struct row_writer *out, enum filter_status status)
{
	if (out->status > status)
		status = out->status;
	row_begin(out, "end");
	row_cstr(out, writer_status_name(status));
	row_number(out, out->document_rows + 1);
	row_end(out);
	out->by_status[status]++;
	writer_close(out);
	writer_flush(out);
}
