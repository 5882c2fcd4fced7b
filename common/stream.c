/*
 * stream.c: the loop over rows. See stream.h for its shape and docs/FORMAT.md for the rules.
 *
 * Every line is looked at once: its bytes are checked, its type is found (the type of the line
 * before is tried first, since rows come in runs), and it is passed on. Only rows of types that the
 * filter reads are split and kept, in the document's arena.
 */
#include "common/stream.h"

#include <stdarg.h>
#include <stdio.h>

enum {
	MAX_INPUT_TYPES = 32,
	NO_COLUMN = 255,
};

/* A type that this filter has something to do with, and where the stream has its columns. */
struct input_type {
	const char *type;
	const char *columns; /* the contract's, with marks */
	bool is_kept, is_passed;
	uint32_t adds; /* position in filter->adds plus one; 0: not one of them */
	struct document_rows *rows;

	struct buf line; /* the `#cols` row in force; empty: the contract's own */
	size_t n_fields; /* that a row must have, its type included */
	size_t n_columns;
	uint8_t field[CONTRACT_COLUMNS]; /* column -> field of the line, or NO_COLUMN */
	bool is_number[CONTRACT_COLUMNS], has_bytes[CONTRACT_COLUMNS];
	bool is_lost; /* the stream lacks a column that is needed */

	bool is_checked; /* its columns are those of the output, in this document */
};

struct stream {
	struct filter *filter;
	const struct stream_options *options;
	struct reader *reader;
	struct row_writer *out;

	struct input_type types[MAX_INPUT_TYPES];
	size_t n_types;
	struct input_type *last; /* of the row before */
	struct input_type *doc, *end, *err;

	struct arena arena;
	struct document document;
	bool is_open;      /* between doc and end */
	bool is_broken;    /* its frame is wrong: it gets no `end` */
	uint64_t rows;     /* of the document so far, doc counted in */

	bool has_version, has_header, has_eof, has_errors, has_failed, is_stopped;
	bool told_outside; /* about rows outside a document; once a run of them */
	uint64_t part_documents, part_rows; /* since the last #eof */
};

/* --- messages ----------------------------------------------------------------------------- */

static void say(struct stream *stream, const char *format, va_list args)
{
	char where[512], what[1024];

	snprintf(where, sizeof where, "%s:%llu", stream->reader->name,
	         (unsigned long long)stream->reader->line);
	vsnprintf(what, sizeof what, format, args);
	diag_message(where, "%s", what);
}

/* The frame, the header or the end of the stream is wrong: exit 65 once all is read. */
__attribute__((format(printf, 2, 3))) static void fail(struct stream *stream, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(stream, format, args);
	va_end(args);
	stream->has_failed = true;
}

/* A row of the open document is wrong: a message, an err row, and the row is left out. */
__attribute__((format(printf, 3, 4))) static void reject(struct stream *stream, const char *code,
                                                         const char *format, ...)
{
	char what[512];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	if (!stream->filter->is_sink)
		diag_message(NULL, "%s:%llu: %s", stream->reader->name,
		             (unsigned long long)stream->reader->line, what);
	filter_error(stream->out, code, FILTER_NOWHERE, FILTER_NOWHERE, "line %llu: %s",
	             (unsigned long long)stream->reader->line, what);
	stream->has_errors = true;
}

/* --- types and their columns --------------------------------------------------------------- */

static struct input_type *find_type(struct stream *stream, struct str type)
{
	if (stream->last && str_is(type, stream->last->type))
		return stream->last;
	for (size_t i = 0; i < stream->n_types; i++)
		if (str_is(type, stream->types[i].type))
			return stream->last = &stream->types[i];
	return NULL;
}

/*
 * Matches the contract's columns with the names of a `#cols` row (fields 2 …). Columns are spelled
 * `name:n?`; the marks are read here.
 */
static void bind_columns(struct input_type *type, const struct str *names, size_t n_names)
{
	const char *at = type->columns;

	type->n_columns = 0;
	type->n_fields = n_names + 1;
	type->is_lost = false;
	while (*at) {
		size_t name_len = strcspn(at, ":? "), len = strcspn(at, " ");
		struct str name = str_at(at, name_len);
		size_t column = type->n_columns++;

		type->field[column] = NO_COLUMN;
		type->is_number[column] = memmem(at, len, ":n", 2) != NULL;
		type->has_bytes[column] = memmem(at, len, ":x", 2) != NULL;
		for (size_t i = 0; i < n_names && i + 1 < NO_COLUMN; i++)
			if (str_eq(names[i], name) && type->field[column] == NO_COLUMN)
				type->field[column] = (uint8_t)(i + 1);
		if (type->field[column] == NO_COLUMN && !memchr(at, '?', len))
			type->is_lost = true;
		at += len + (at[len] == ' ');
	}
}

static void bind_contract_columns(struct input_type *type)
{
	struct str names[CONTRACT_COLUMNS];
	size_t n = 0;

	for (const char *at = type->columns; *at; n++) {
		size_t len = strcspn(at, " ");

		names[n] = str_at(at, strcspn(at, ":? "));
		at += len + (at[len] == ' ');
	}
	bind_columns(type, names, n);
}

static struct input_type *add_type(struct stream *stream, const char *name)
{
	struct input_type *type = find_type(stream, str_of(name));

	if (type)
		return type;
	type = &stream->types[stream->n_types++];
	*type = (struct input_type){
		.type = name,
		.columns = contract_find(str_of(name))->columns,
		.is_passed = true,
	};
	bind_contract_columns(type);
	return type;
}

static bool is_listed(const char *const *list, const char *type)
{
	for (; list && *list; list++)
		if (strcmp(*list, type) == 0)
			return true;
	return false;
}

static void add_types(struct stream *stream)
{
	struct filter *filter = stream->filter;
	struct document *document = &stream->document;

	stream->doc = add_type(stream, "doc");
	stream->end = add_type(stream, "end");
	stream->err = add_type(stream, "err");
	for (size_t i = 0; filter->adds && filter->adds[i]; i++) {
		struct input_type *type = add_type(stream, filter->adds[i]);

		type->adds = (uint32_t)i + 1;
		type->is_passed = !filter->redo && !is_listed(filter->replaces, filter->adds[i]);
	}
	for (size_t i = 0; filter->reads && filter->reads[i]; i++) {
		struct input_type *type = add_type(stream, filter->reads[i]);

		document->rows[i].type = filter->reads[i];
		document->n_types = i + 1;
		type->rows = &document->rows[i];
		type->is_kept = type->is_passed || is_listed(filter->replaces, filter->reads[i]);
	}
}

/* --- rows kept ----------------------------------------------------------------------------- */

/*
 * The row as a struct in the document's arena, fields in the contract's order, unescaped; NULL
 * after a complaint.
 */
static struct row *keep_row(struct stream *stream, const struct input_type *type, struct str line)
{
	struct str fields[ROW_MAX_FIELDS];
	size_t n = row_split(line, fields, ROW_MAX_FIELDS);
	bool has_escapes = memchr(line.at, '\\', line.len) != NULL;
	struct row *row;
	char *copy;

	if (n != type->n_fields) {
		reject(stream, "E_ROW", "%s row of %zu fields, expected %zu", type->type, n, type->n_fields);
		return NULL;
	}
	row = arena_alloc(&stream->arena, sizeof *row + type->n_columns * sizeof *row->field + line.len);
	copy = (char *)(row->field + type->n_columns);
	row->next = NULL;
	row->number = stream->reader->line;
	if (!has_escapes)
		memcpy(copy, line.at, line.len);
	for (size_t c = 0; c < type->n_columns; c++) {
		size_t f = type->field[c];
		struct str field = { NULL, 0 };
		uint64_t number;

		if (f != NO_COLUMN && f < ROW_MAX_FIELDS && f < n)
			field = fields[f];
		if (type->is_number[c] && field.len && !str_number(field, UINT32_MAX, &number)) {
			reject(stream, "E_ROW", "%s row: found \"%.*s\", expected a number", type->type,
			       (int)(field.len < 40 ? field.len : 40), field.at);
			return NULL;
		}
		if (has_escapes && field.len) {
			size_t len = type->has_bytes[c] ? row_unescape_bytes(field, copy) :
			                                  row_unescape(field, copy);

			if (len == SIZE_MAX) {
				reject(stream, "E_ROW", "%s row: a backslash that is no escape", type->type);
				return NULL;
			}
			row->field[c] = str_at(copy, len);
			copy += len;
		} else {
			row->field[c] = field.len ? str_at(copy + (field.at - line.at), field.len) : field;
		}
	}
	return row;
}

static void append_row(struct document_rows *rows, struct row *row)
{
	if (rows->last)
		((struct row *)rows->last)->next = row;
	else
		rows->first = row;
	rows->last = row;
	rows->n_rows++;
}

/* --- header rows --------------------------------------------------------------------------- */

void stream_write_header(struct row_writer *out, struct str stage)
{
	const char *const *adds = out->filter->adds;

	writer_stage(out, stage);
	for (size_t i = 0; adds && adds[i]; i++)
		writer_own_columns(out, adds[i]);
	writer_own_columns(out, "err");
	writer_own_columns(out, "end");
}

static void write_version(struct row_writer *out)
{
	char line[32];

	snprintf(line, sizeof line, "#copydesk\t%d", CONTRACT_VERSION);
	writer_stage(out, str_of(line));
}

void stream_write_eof(struct row_writer *out)
{
	char line[64];

	snprintf(line, sizeof line, "#eof\t%llu\t%llu", (unsigned long long)out->documents,
	         (unsigned long long)out->rows);
	writer_line(out, str_of(line));
}

/* Our own header rows stand behind those that came in, before the first row of data. */
static void finish_header(struct stream *stream)
{
	struct row_writer *out = stream->out;

	if (stream->has_header)
		return;
	stream->has_header = true;
	if (stream->filter->is_sink)
		return;
	if (!stream->has_version)
		write_version(out);
	writer_stage(out, stream->options->stage);
	/* Columns of a type that the stream has already stay; ours come where we write (writer.c). */
	for (size_t i = 0; i < stream->n_types; i++) {
		const struct input_type *type = &stream->types[i];
		bool is_ours = type->adds || type == stream->err || type == stream->end;

		if (is_ours && !type->line.len)
			writer_own_columns(out, type->type);
	}
}

static void read_version(struct stream *stream, struct str version)
{
	uint64_t major;

	if (!str_number(str_slice(version, 0, str_find(version, '.', 0)), UINT32_MAX, &major) ||
	    major != CONTRACT_VERSION) {
		fail(stream, "contract version \"%.*s\", expected %d", STR_ARGS(version), CONTRACT_VERSION);
		stream->is_stopped = true;
		return;
	}
	if (!stream->has_version && !stream->filter->is_sink)
		write_version(stream->out);
	stream->has_version = true;
}

static void read_columns(struct stream *stream, struct str line, const struct str *fields, size_t n)
{
	struct input_type *type = n > 1 ? find_type(stream, fields[1]) : NULL;

	if (n < 2 || n > ROW_MAX_FIELDS) {
		fail(stream, "#cols row of %zu fields", n);
		return;
	}
	if (type) {
		bind_columns(type, fields + 2, n - 2);
		buf_clear(&type->line);
		buf_add_str(&type->line, line);
		type->is_checked = false;
		if (type->is_lost) {
			fail(stream, "#cols %s lacks a column, expected %s", type->type, type->columns);
			stream->is_stopped = true;
			return;
		}
	}
	if (!stream->filter->is_sink)
		writer_columns(stream->out, fields[1], line);
}

static bool number_matches(struct str field, uint64_t count)
{
	uint64_t n;

	return field.len == 0 || (str_number(field, UINT64_MAX, &n) && n == count);
}

static void read_eof(struct stream *stream, const struct str *fields, size_t n)
{
	if (stream->is_open) {
		fail(stream, "document %.*s: #eof before its end row", STR_ARGS(stream->document.id));
		stream->is_open = false;
		writer_close(stream->out);
	}
	if (n < 3)
		fail(stream, "#eof row of %zu fields, expected 3", n);
	else if (!number_matches(fields[1], stream->part_documents) ||
	         !number_matches(fields[2], stream->part_rows))
		fail(stream, "#eof says %.*s documents and %.*s rows, found %llu and %llu",
		     STR_ARGS(fields[1]), STR_ARGS(fields[2]), (unsigned long long)stream->part_documents,
		     (unsigned long long)stream->part_rows);
	stream->part_documents = stream->part_rows = 0;
	stream->has_eof = true;
}

static void read_header(struct stream *stream, struct str line)
{
	struct str fields[ROW_MAX_FIELDS];
	size_t n = row_split(line, fields, ROW_MAX_FIELDS), at;

	if (row_bad_bytes(line, &at)) {
		fail(stream, "byte \\x%02X in a header row", (unsigned char)line.at[at]);
		stream->is_stopped = true;
		return;
	}
	if (str_is(fields[0], "#eof")) {
		read_eof(stream, fields, n);
		return;
	}
	stream->has_eof = false;
	if (str_is(fields[0], "#copydesk"))
		read_version(stream, n > 1 ? fields[1] : str_of(""));
	else if (!stream->has_version && !stream->options->is_fragment) {
		fail(stream, "found %.*s, expected #copydesk first", (int)(line.len < 40 ? line.len : 40),
		     line.at);
		stream->is_stopped = true;
	} else if (str_is(fields[0], "#cols"))
		read_columns(stream, line, fields, n);
	else if (!stream->filter->is_sink)
		writer_stage(stream->out, line);
}

/* --- documents ----------------------------------------------------------------------------- */

static void pass(struct stream *stream, struct input_type *type, struct str line)
{
	struct row_writer *out = stream->out;
	size_t tab;

	if (stream->filter->is_sink)
		return;
	if (type && !type->is_passed)
		return;
	if (out->selection.n_types) {
		tab = str_find(line, '\t', 0);
		if (!writer_selects(out, str_slice(line, 0, tab)))
			return;
	}
	if (type && !type->is_checked) {
		type->is_checked = true;
		if (type->line.len && writer_columns_differ(out, str_of(type->type), buf_str(&type->line)))
			writer_columns(out, str_of(type->type), buf_str(&type->line));
	}
	writer_pass(out, line);
}

static void open_document(struct stream *stream, struct str line, struct str id)
{
	struct document *document = &stream->document;
	struct row *facts;

	if (stream->is_open)
		fail(stream, "document %.*s: cut off, no end row before the next document",
		     STR_ARGS(document->id));
	arena_reset(&stream->arena);
	for (size_t i = 0; i < document->n_types; i++)
		document->rows[i] = (struct document_rows){ .type = document->rows[i].type };
	for (size_t i = 0; i < stream->n_types; i++)
		stream->types[i].is_checked = false;
	document->arena = &stream->arena;
	document->id = arena_str(&stream->arena, id);
	stream->is_open = true;
	stream->is_broken = false;
	stream->told_outside = false;
	stream->rows = 1;
	stream->part_documents++;
	writer_open(stream->out, document->id);
	stream->out->documents++;
	if (!filter_id_is_good(id)) {
		fail(stream, "a doc row without a usable id");
		stream->is_broken = true;
	}
	pass(stream, stream->doc, line);
	facts = keep_row(stream, stream->doc, line);
	if (!facts) { /* a document without its facts is no document */
		stream->has_failed = stream->is_broken = true;
		return;
	}
	document->facts = facts;
}

static bool is_english(struct str lang)
{
	return lang.len == 0 || str_is(lang, "en") || str_starts(lang, "en-");
}

/* What our own document function makes of it; FILTER_OK where there is nothing to do. */
static enum filter_status process(struct stream *stream)
{
	struct filter *filter = stream->filter;
	struct document *document = &stream->document;
	struct str lang = document_fact(document, DOC_LANG);
	uint64_t bytes = row_get_number(document->facts, DOC_BYTES);

	if (filter->is_english_only && !is_english(lang)) {
		filter_error(stream->out, "E_LANG", FILTER_NOWHERE, FILTER_NOWHERE,
		             "passed over: lang is %.*s, %s knows English", STR_ARGS(lang), filter->name);
		return FILTER_SKIPPED;
	}
	if (bytes > stream->options->max_doc) {
		filter_error(stream->out, "E_LIMIT", FILTER_NOWHERE, FILTER_NOWHERE,
		             "passed over: %llu bytes, at most %llu", (unsigned long long)bytes,
		             (unsigned long long)stream->options->max_doc);
		return FILTER_SKIPPED;
	}
	return filter->document(document, stream->out, filter->state);
}

/* The end row as it came in, its status and count made new. */
static void write_end(struct stream *stream, const struct str *fields, size_t n)
{
	const struct input_type *end = stream->end;
	struct row_writer *out = stream->out;
	struct buf line = { 0 };

	if (!stream->filter->is_sink) {
		for (size_t f = 0; f < n; f++) {
			if (f > 0)
				buf_add_byte(&line, '\t');
			if (f == end->field[1])
				buf_add_str(&line, str_of(writer_status_name(out->status)));
			else if (f == end->field[2])
				buf_add_number(&line, out->document_rows + 1);
			else
				buf_add_str(&line, fields[f]);
		}
		writer_pass(out, buf_str(&line));
		buf_free(&line);
	}
	out->by_status[out->status]++;
}

static bool read_status(struct str name, enum filter_status *status)
{
	for (enum filter_status s = FILTER_OK; s <= FILTER_SKIPPED; s++) {
		if (str_is(name, writer_status_name(s))) {
			*status = s;
			return true;
		}
	}
	return false;
}

static void close_document(struct stream *stream, struct str line)
{
	struct str fields[ROW_MAX_FIELDS];
	size_t n = row_split(line, fields, ROW_MAX_FIELDS);
	const struct input_type *end = stream->end;
	struct row_writer *out = stream->out;
	enum filter_status came_in, ours = FILTER_OK;
	struct str rows;

	stream->is_open = false;
	if (n != end->n_fields || n > ROW_MAX_FIELDS || end->field[1] >= n || end->field[2] >= n ||
	    !read_status(fields[end->field[1]], &came_in)) {
		fail(stream, "document %.*s: its end row is malformed", STR_ARGS(stream->document.id));
		stream->is_broken = true;
	} else {
		rows = fields[end->field[2]];
		if (!number_matches(rows, stream->rows)) {
			fail(stream, "document %.*s: found %llu rows, its end says %.*s",
			     STR_ARGS(stream->document.id), (unsigned long long)stream->rows,
			     STR_ARGS(rows));
			stream->is_broken = true;
		}
	}
	if (!stream->is_broken) {
		if (came_in != FILTER_SKIPPED || stream->filter->is_sink)
			ours = process(stream);
		if (ours > out->status)
			out->status = ours;
		if (came_in > out->status)
			out->status = came_in;
		write_end(stream, fields, n);
	}
	writer_close(out);
}

static bool is_type_name(struct str type)
{
	bool is_own = str_starts(type, "x-");

	if (is_own ? type.len < 3 : type.len < 2 || type.len > 8)
		return false;
	for (size_t i = is_own ? 2 : 0; i < type.len && !is_own; i++)
		if (type.at[i] < 'a' || type.at[i] > 'z')
			return false;
	return true;
}

/* A row between doc and end. */
static void read_inner(struct stream *stream, struct str line, struct str name, struct str id)
{
	struct input_type *type = find_type(stream, name);
	struct row *row = NULL;
	const char *code;
	size_t at;

	if ((code = row_bad_bytes(line, &at))) {
		reject(stream, code, "%.*s row: byte \\x%02X at %zu", (int)(name.len < 16 ? name.len : 0),
		       name.at, (unsigned char)line.at[at], at);
		return;
	}
	if (!is_type_name(name)) {
		reject(stream, "E_ROW", "found \"%.*s\", expected a row type",
		       (int)(name.len < 40 ? name.len : 40), name.at);
		return;
	}
	if (!str_eq(id, stream->document.id)) {
		reject(stream, "E_ORDER", "%.*s row of document %.*s inside %.*s", STR_ARGS(name),
		       (int)(id.len < 40 ? id.len : 40), id.at, STR_ARGS(stream->document.id));
		return;
	}
	if (type && type->is_kept) {
		row = keep_row(stream, type, line);
		if (!row)
			return;
		append_row(type->rows, row);
	}
	if (type && type->adds && type->is_passed)
		stream->out->has[type->adds - 1] = true;
	if (type == stream->err) {
		stream->has_errors = true;
		writer_seen_error(stream->out, line);
	}
	pass(stream, type, line);
}

/* A frame row of bad bytes makes the document broken: it is never closed as if it were whole. */
static void check_frame(struct stream *stream, struct str line)
{
	size_t at;

	if (!row_bad_bytes(line, &at))
		return;
	fail(stream, "byte \\x%02X in a frame row", (unsigned char)line.at[at]);
	stream->is_broken = true;
}

static void read_data(struct stream *stream, struct str line)
{
	size_t tab = str_find(line, '\t', 0);
	struct str name = str_slice(line, 0, tab);
	struct str id = str_slice(line, tab + 1, str_find(line, '\t', tab + 1));

	if (!stream->has_version && !stream->options->is_fragment) {
		fail(stream, "no header, expected #copydesk first");
		stream->is_stopped = true;
		return;
	}
	stream->has_eof = false;
	stream->part_rows++;
	finish_header(stream);
	if (str_is(name, "doc")) {
		open_document(stream, line, id);
		check_frame(stream, line);
	} else if (!stream->is_open) {
		if (!stream->told_outside)
			fail(stream, "%.*s row outside a document", (int)(name.len < 16 ? name.len : 16),
			     name.at);
		stream->told_outside = true;
		pass(stream, NULL, line);
	} else if (str_is(name, "end")) {
		stream->rows++;
		check_frame(stream, line);
		if (str_eq(id, stream->document.id)) {
			close_document(stream, line);
		} else {
			fail(stream, "document %.*s: found the end of %.*s", STR_ARGS(stream->document.id),
			     (int)(id.len < 40 ? id.len : 40), id.at);
			stream->is_broken = true;
		}
	} else {
		stream->rows++;
		read_inner(stream, line, name, id);
	}
}

static void read_too_long(struct stream *stream, struct str start)
{
	size_t tab = str_find(start, '\t', 0);
	struct str name = str_slice(start, 0, tab);
	bool is_frame = start.len == 0 || start.at[0] == '#' || str_is(name, "doc") || str_is(name, "end");

	if (is_frame || !stream->is_open) {
		fail(stream, "a row longer than %zu bytes", stream->reader->max_row);
		if (str_is(name, "doc"))
			stream->is_open = false;
		return;
	}
	stream->rows++;
	stream->part_rows++;
	reject(stream, "E_LONG", "%.*s row longer than %zu bytes", (int)(name.len < 16 ? name.len : 16),
	       name.at, stream->reader->max_row);
}

/* --- the whole ----------------------------------------------------------------------------- */

static void flush_finished(void *context)
{
	struct row_writer *out = context;

	if (out->wants_flush)
		writer_flush(out);
}

static void finish_input(struct stream *stream)
{
	bool was_cut = stream->is_open;

	if (was_cut) {
		fail(stream, "document %.*s: cut off, no end row", STR_ARGS(stream->document.id));
		writer_close(stream->out);
	}
	if (stream->options->is_fragment)
		return;
	if (!stream->has_version)
		fail(stream, "empty input, expected #copydesk first");
	else if (!stream->has_eof && !was_cut)
		fail(stream, "no #eof row: the stream was cut off");
	if (!stream->has_eof)
		stream->has_failed = true;
}

enum exit_code stream_run(struct filter *filter, const struct stream_options *options,
                          struct reader *reader, struct row_writer *out)
{
	struct stream stream = { .filter = filter, .options = options, .reader = reader, .out = out };
	enum exit_code code = EXIT_OK;
	enum reader_status status;
	struct str line;

	add_types(&stream);
	reader->before_read = flush_finished;
	reader->context = out;
	while (!stream.is_stopped && (status = reader_next(reader, &line)) != READER_END) {
		if (status == READER_CUT)
			fail(&stream, "the last row has no line end: the stream was cut off");
		else if (status == READER_TOO_LONG)
			read_too_long(&stream, line);
		else if (line.len && line.at[0] == '#')
			read_header(&stream, line);
		else
			read_data(&stream, line);
	}
	if (!stream.is_stopped)
		finish_input(&stream);
	if (!stream.has_failed)
		finish_header(&stream);
	filter->has_failed = stream.has_failed;
	if (filter->finish && (!stream.has_failed || filter->is_sink))
		code = filter->finish(out, filter->state);
	if (!stream.has_failed && !code && !filter->is_sink)
		stream_write_eof(out);
	writer_flush(out);
	if (stream.has_failed || (options->is_strict && (stream.has_errors || out->has_errors)))
		code = EXIT_DATA;
	for (size_t i = 0; i < stream.n_types; i++)
		buf_free(&stream.types[i].line);
	arena_free(&stream.arena);
	if (code == EXIT_OK && reader->has_failed)
		code = EXIT_NO_INPUT;
	return code;
}
