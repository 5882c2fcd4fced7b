/*
 * stream.c: the loop over rows. See stream.h for its shape and docs/FORMAT.md for the rules.
 *
 * Every line is looked at once, where it was read: its end, its fields and its kinds of bytes are found in one sweep
 * (row.h), and it goes on its way (frames.h). Rows come in runs of one type and document: one that begins with the very
 * bytes with which the row before began needs no further look at these. Only rows of types that the filter reads are
 * kept, in the document's arena.
 */
#include "common/stream.h"

#include <stdarg.h>
#include <stdio.h>

#include "common/frames.h"
#include "common/utf8.h"

struct stream {
	struct filter *filter;
	const struct stream_options *options;
	struct reader *reader;
	struct row_writer *out;
	struct frames frames;

	bool has_version, has_header, has_eof, has_errors, has_failed, is_stopped;
	bool told_outside; /* about rows outside a document; once a run of them */

	struct row_run run; /* of the row before, where it was one of the open document; else none */
	struct frame_type *run_type;
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

static struct str open_id(const struct stream *stream)
{
	return stream->frames.open->document.id;
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
	char what[512], message[560];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	if (!stream->filter->is_sink)
		diag_message(NULL, "%s:%llu: %s", stream->reader->name,
		             (unsigned long long)stream->reader->line, what);
	snprintf(message, sizeof message, "line %llu: %s", (unsigned long long)stream->reader->line, what);
	frames_error(&stream->frames, code, message);
	stream->has_errors = true;
}

/* The open document ends here without a good end row. */
static void cut_document(struct stream *stream)
{
	stream->run.len = 0;
	frames_cut(&stream->frames);
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
	const struct frames *frames = &stream->frames;
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
	for (size_t i = 0; i < frames->n_types; i++) {
		const struct frame_type *type = &frames->types[i];
		bool is_ours = type->adds || type == frames->err || type == frames->end;

		if (is_ours && !type->line.len)
			writer_own_columns(out, type->columns.type);
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
	struct frame_type *type = n > 1 ? frames_find(&stream->frames, fields[1]) : NULL;

	if (n < 2 || n > ROW_MAX_FIELDS) {
		fail(stream, "#cols row of %zu fields", n);
		return;
	}
	if (writer_columns_differ(stream->out, fields[1], line))
		frames_release(&stream->frames);
	if (type) {
		columns_name(&type->columns, fields + 2, n - 2);
		buf_clear(&type->line);
		buf_add_str(&type->line, line);
		type->is_clear = false;
		if (type->columns.is_lost) {
			fail(stream, "#cols %s lacks a column, expected %s", type->columns.type,
			     type->columns.contract);
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
	if (stream->frames.open) {
		fail(stream, "document %.*s: #eof before its end row", STR_ARGS(open_id(stream)));
		cut_document(stream);
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

static void open_document(struct stream *stream, const struct row_fields *fields)
{
	struct frames *frames = &stream->frames;
	char complaint[COLUMNS_COMPLAINT];

	if (frames->open) {
		fail(stream, "document %.*s: cut off, no end row before the next document",
		     STR_ARGS(open_id(stream)));
		cut_document(stream);
	}
	stream->told_outside = false;
	stream->part_documents++;
	if (!frames_open(frames, fields, complaint)) { /* a document without its facts is no document */
		reject(stream, "E_ROW", "%s", complaint);
		stream->has_failed = frames->open->is_broken = true;
	}
	if (!filter_id_is_good(open_id(stream))) {
		fail(stream, "a doc row without a usable id");
		frames->open->is_broken = true;
	}
}

static void close_document(struct stream *stream, const struct row_fields *fields)
{
	const struct columns *end = &stream->frames.end->columns;
	struct frame *frame = stream->frames.open;
	struct str count = row_field(fields, end->field[2]);
	enum filter_status came_in;

	if (fields->n != end->n_fields || fields->n > ROW_MAX_FIELDS || end->field[1] >= fields->n ||
	    end->field[2] >= fields->n ||
	    !read_status(row_field(fields, end->field[1]), &came_in)) {
		fail(stream, "document %.*s: its end row is malformed", STR_ARGS(open_id(stream)));
		cut_document(stream);
		return;
	}
	if (!number_matches(count, frame->rows)) {
		fail(stream, "document %.*s: found %llu rows, its end says %.*s", STR_ARGS(open_id(stream)),
		     (unsigned long long)frame->rows, STR_ARGS(count));
		frame->is_broken = true;
	}
	frames_close(&stream->frames, fields->line, came_in);
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

static void reject_bytes(struct stream *stream, const struct row_fields *fields)
{
	struct str name = row_field(fields, 0);
	size_t at;
	const char *code = row_bad_bytes(fields->line, &at);

	reject(stream, code, "%.*s row: byte \\x%02X at %zu", (int)(name.len < 16 ? name.len : 0), name.at,
	       (unsigned char)fields->line.at[at], at);
}

/* Whether a row's bytes may stand in it; it is left out where not. */
static inline bool check_bytes(struct stream *stream, const struct row_fields *fields)
{
	if (!fields->has_control && (fields->is_ascii || utf8_is_valid(fields->line)))
		return true;
	reject_bytes(stream, fields);
	return false;
}

/* Whether a row is one of the open document; it is left out where not. */
static bool check_place(struct stream *stream, const struct row_fields *fields, const struct frame_type *type)
{
	struct str name = row_field(fields, 0), id = row_field(fields, 1);

	if (!type && !is_type_name(name)) {
		reject(stream, "E_ROW", "found \"%.*s\", expected a row type",
		       (int)(name.len < 40 ? name.len : 40), name.at);
		return false;
	}
	if (!str_eq(id, open_id(stream))) {
		reject(stream, "E_ORDER", "%.*s row of document %.*s inside %.*s", STR_ARGS(name),
		       (int)(id.len < 40 ? id.len : 40), id.at, STR_ARGS(open_id(stream)));
		return false;
	}
	return true;
}

/* A row of the open document, kept if the filter reads its type, and passed on. */
static inline void take_row(struct stream *stream, const struct row_fields *fields, struct frame_type *type)
{
	struct frames *frames = &stream->frames;
	char complaint[COLUMNS_COMPLAINT];

	if (type && type->is_kept && !frames_keep(frames, type, fields, stream->reader->line, complaint)) {
		reject(stream, "E_ROW", "%s", complaint);
		return;
	}
	if (type == frames->err)
		stream->has_errors = true;
	frames_row(frames, type, fields->line);
}

/* A row between doc and end. */
static void read_inner(struct stream *stream, const struct row_fields *fields, struct frame_type *type)
{
	stream->frames.open->rows++;
	if (!check_bytes(stream, fields) || !check_place(stream, fields, type))
		return;
	take_row(stream, fields, type);
	row_begin_run(fields, &stream->run);
	stream->run_type = type;
}

/* A frame row of bad bytes makes the document broken: it is never closed as if it were whole. */
static void check_frame(struct stream *stream, struct str line)
{
	size_t at;

	if (!row_bad_bytes(line, &at))
		return;
	fail(stream, "byte \\x%02X in a frame row", (unsigned char)line.at[at]);
	stream->frames.open->is_broken = true;
}

static void read_data(struct stream *stream, const struct row_fields *fields)
{
	struct frames *frames = &stream->frames;
	struct str line = fields->line, name, id;
	struct frame_type *type;

	if (!stream->has_version && !stream->options->is_fragment) {
		fail(stream, "no header, expected #copydesk first");
		stream->is_stopped = true;
		return;
	}
	stream->has_eof = false;
	stream->part_rows++;
	if (fields->is_in_run) {
		frames->open->rows++;
		if (check_bytes(stream, fields))
			take_row(stream, fields, stream->run_type);
		return;
	}
	stream->run.len = 0;
	name = row_field(fields, 0);
	id = row_field(fields, 1);
	type = frames_find(frames, name);
	finish_header(stream);
	if (type == frames->doc) {
		open_document(stream, fields);
		check_frame(stream, line);
	} else if (!frames->open) {
		if (!stream->told_outside)
			fail(stream, "%.*s row outside a document", (int)(name.len < 16 ? name.len : 16),
			     name.at);
		stream->told_outside = true;
		frames_release(frames);
		frames_pass(frames, NULL, line);
	} else if (type == frames->end) {
		frames->open->rows++;
		check_frame(stream, line);
		if (str_eq(id, open_id(stream))) {
			close_document(stream, fields);
		} else {
			fail(stream, "document %.*s: found the end of %.*s", STR_ARGS(open_id(stream)),
			     (int)(id.len < 40 ? id.len : 40), id.at);
			frames->open->is_broken = true;
		}
	} else {
		read_inner(stream, fields, type);
	}
}

static void read_too_long(struct stream *stream, struct str start)
{
	size_t tab = str_find(start, '\t', 0);
	struct str name = str_slice(start, 0, tab);
	bool is_frame = start.len == 0 || start.at[0] == '#' || str_is(name, "doc") || str_is(name, "end");

	if (is_frame || !stream->frames.open) {
		fail(stream, "a row longer than %zu bytes", stream->reader->max_row);
		if (str_is(name, "doc") && stream->frames.open)
			cut_document(stream);
		return;
	}
	stream->frames.open->rows++;
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
	writer_settle(out);
}

static void finish_input(struct stream *stream)
{
	bool was_cut = stream->frames.open != NULL;

	if (was_cut) {
		fail(stream, "document %.*s: cut off, no end row", STR_ARGS(open_id(stream)));
		cut_document(stream);
	}
	if (stream->options->is_fragment)
		return;
	if (!stream->has_version)
		fail(stream, "empty input, expected #copydesk first");
	else if (!stream->has_eof && !was_cut)
		fail(stream, "no #eof row: the stream was cut off");
}

enum exit_code stream_run(struct filter *filter, const struct stream_options *options,
                          struct reader *reader, struct row_writer *out)
{
	struct stream stream = { .filter = filter, .options = options, .reader = reader, .out = out };
	enum exit_code code = EXIT_OK;
	enum reader_status status;
	struct row_fields row;

	frames_begin(&stream.frames, filter, options->max_doc, out);
	reader->before_read = flush_finished;
	reader->context = out;
	while (!stream.is_stopped && (status = reader_next_row(reader, &stream.run, &row)) != READER_END) {
		if (status == READER_CUT)
			fail(&stream, "the last row has no line end: the stream was cut off");
		else if (status == READER_TOO_LONG)
			read_too_long(&stream, row.line);
		else if (row.line.len && row.line.at[0] == '#')
			read_header(&stream, row.line);
		else
			read_data(&stream, &row);
	}
	if (!stream.is_stopped)
		finish_input(&stream);
	frames_release(&stream.frames);
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
	frames_free(&stream.frames);
	if (code == EXIT_OK && reader->has_failed)
		code = EXIT_NO_INPUT;
	return code;
}
