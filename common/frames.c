/* frames.c: rows pass, wait or are added; see frames.h. */
#include "common/frames.h"

#include <stdlib.h>

/* A row that goes out later, its LF behind it; where `code` is set, an err row with the line, a NUL behind it, as its message. */
struct waiting {
	struct waiting *next;
	struct frame_type *type;
	const char *code;
	struct str line;
};

/* --- types --------------------------------------------------------------------------------- */

struct frame_type *frames_find(struct frames *frames, struct str type)
{
	if (frames->last && str_is(type, frames->last->columns.type))
		return frames->last;
	for (size_t i = 0; i < frames->n_types; i++)
		if (str_is(type, frames->types[i].columns.type))
			return frames->last = &frames->types[i];
	return NULL;
}

static struct frame_type *add_type(struct frames *frames, const char *name)
{
	struct frame_type *type = frames_find(frames, str_of(name));

	if (type)
		return type;
	type = &frames->types[frames->n_types++];
	*type = (struct frame_type){ .is_passed = true };
	columns_begin(&type->columns, contract_find(str_of(name)));
	return type;
}

static bool is_listed(const char *const *list, const char *type)
{
	for (; list && *list; list++)
		if (strcmp(*list, type) == 0)
			return true;
	return false;
}

void frames_begin(struct frames *frames, struct filter *filter, uint64_t max_doc, struct row_writer *out)
{
	*frames = (struct frames){ .filter = filter, .max_doc = max_doc, .out = out };
	frames->doc = add_type(frames, "doc");
	frames->end = add_type(frames, "end");
	frames->err = add_type(frames, "err");
	for (size_t i = 0; filter->adds && filter->adds[i]; i++) {
		struct frame_type *type = add_type(frames, filter->adds[i]);

		type->adds = (uint32_t)i + 1;
		type->is_passed = !filter->redo && !is_listed(filter->replaces, filter->adds[i]);
	}
	for (size_t i = 0; filter->reads && filter->reads[i]; i++) {
		struct frame_type *type = add_type(frames, filter->reads[i]);

		type->rows = (uint32_t)i;
		type->is_kept = type->is_passed || is_listed(filter->replaces, filter->reads[i]);
		type->is_taken = filter->takes_tokens && strcmp(filter->reads[i], "tok") == 0;
	}
}

static void set_free(struct frames *frames, struct frame *frame)
{
	frame->next = frames->free;
	frames->free = frame;
}

static void free_list(struct frame *frame)
{
	while (frame) {
		struct frame *next = frame->next;

		arena_free(&frame->arena);
		arena_free(&frame->tokens);
		free(frame);
		frame = next;
	}
}

void frames_free(struct frames *frames)
{
	for (size_t i = 0; i < frames->n_types; i++)
		buf_free(&frames->types[i].line);
	if (frames->open) /* the stream was given up */
		set_free(frames, frames->open);
	free_list(frames->free);
}

static bool waits(const struct frames *frames)
{
	return frames->filter->group_key != NULL;
}

/* --- rows out ------------------------------------------------------------------------------ */

void frames_pass(struct frames *frames, struct frame_type *type, struct str line)
{
	struct row_writer *out = frames->out;

	if (frames->filter->is_sink || (type && !type->is_passed))
		return;
	if (out->selection.n_types &&
	    !writer_selects(out, str_slice(line, 0, str_find(line, '\t', 0))))
		return;
	if (type && !type->is_clear) {
		struct str columns = buf_str(&type->line), name = str_of(type->columns.type);

		if (columns.len && writer_columns_differ(out, name, columns))
			writer_columns(out, name, columns);
		type->is_clear = type != frames->err && !waits(frames);
	}
	writer_lend(out, line);
}

static void give_open(struct frames *frames, const struct frame *frame)
{
	for (size_t i = 0; i < frames->n_types; i++)
		frames->types[i].is_clear = false;
	writer_open(frames->out, frame->document.id);
	frames->out->documents++;
}

static void give_row(struct frames *frames, struct frame_type *type, struct str line)
{
	if (type && type->adds && type->is_passed)
		frames->out->has[type->adds - 1] = true;
	if (type == frames->err)
		writer_seen_error(frames->out, line);
	frames_pass(frames, type, line);
}

static void give_error(struct frames *frames, const char *code, const char *message)
{
	filter_error(frames->out, code, FILTER_NOWHERE, FILTER_NOWHERE, "%s", message);
}

/* The end row as it came in, its status and count made new. */
static void give_end(struct frames *frames, struct str line)
{
	struct str fields[ROW_MAX_FIELDS];
	size_t n = row_split(line, fields, ROW_MAX_FIELDS);
	const uint8_t *field = frames->end->columns.field;
	struct row_writer *out = frames->out;
	struct buf row = { 0 };

	if (!frames->filter->is_sink) {
		for (size_t f = 0; f < n; f++) {
			if (f > 0)
				buf_add_byte(&row, '\t');
			if (f == field[1])
				buf_add_str(&row, str_of(writer_status_name(out->status)));
			else if (f == field[2])
				buf_add_number(&row, out->document_rows + 1);
			else
				buf_add_str(&row, fields[f]);
		}
		writer_pass(out, buf_str(&row));
		buf_free(&row);
	}
	out->by_status[out->status]++;
}

static bool is_english(struct str lang)
{
	return lang.len == 0 || str_is(lang, "en") || str_starts(lang, "en-");
}

static bool is_foreign(const struct frames *frames, const struct frame *frame)
{
	return frames->filter->is_english_only && !is_english(document_fact(&frame->document, DOC_LANG));
}

static bool is_too_large(const struct frames *frames, const struct frame *frame)
{
	return row_get_number(frame->document.facts, DOC_BYTES) > frames->max_doc;
}

/* Passed over by a stage before; a sink shows it all the same. */
static bool was_skipped(const struct frames *frames, const struct frame *frame)
{
	return frame->came_in == FILTER_SKIPPED && !frames->filter->is_sink;
}

/* What our own document function makes of it; FILTER_OK where there is nothing to do. */
static enum filter_status process(struct frames *frames, struct frame *frame)
{
	struct filter *filter = frames->filter;
	struct document *document = &frame->document;

	if (was_skipped(frames, frame))
		return FILTER_OK;
	if (is_foreign(frames, frame)) {
		filter_error(frames->out, "E_LANG", FILTER_NOWHERE, FILTER_NOWHERE,
		             "passed over: lang is %.*s, %s knows English",
		             STR_ARGS(document_fact(document, DOC_LANG)), filter->name);
		return FILTER_SKIPPED;
	}
	if (is_too_large(frames, frame)) {
		filter_error(frames->out, "E_LIMIT", FILTER_NOWHERE, FILTER_NOWHERE,
		             "passed over: %llu bytes, at most %llu",
		             (unsigned long long)row_get_number(document->facts, DOC_BYTES),
		             (unsigned long long)frames->max_doc);
		return FILTER_SKIPPED;
	}
	return filter->document(document, frames->out, filter->state);
}

static void give_close(struct frames *frames, struct frame *frame, struct str end)
{
	struct row_writer *out = frames->out;
	enum filter_status ours;

	if (!frame->is_broken) {
		ours = process(frames, frame);
		if (ours > out->status)
			out->status = ours;
		if (frame->came_in > out->status)
			out->status = frame->came_in;
		give_end(frames, end);
	}
	writer_close(out);
}

/* --- rows that wait ------------------------------------------------------------------------- */

/* line: with the byte behind it */
static void wait_for_group(struct frame *frame, struct frame_type *type, const char *code, struct str line)
{
	struct waiting *waiting = arena_alloc(&frame->arena, sizeof *waiting);

	*waiting = (struct waiting){ NULL, type, code, { arena_str(&frame->arena, line).at, line.len - 1 } };
	if (frame->last)
		frame->last->next = waiting;
	else
		frame->first = waiting;
	frame->last = waiting;
}

/* Shows the filter the documents of the group that it will be called with, one by one, afterwards. */
static void show_group(struct frames *frames)
{
	const struct document **documents = arena_array(&frames->group->arena, const struct document *, frames->n_group);
	size_t n = 0;

	for (struct frame *frame = frames->group; frame; frame = frame->next)
		if (!frame->is_broken && !was_skipped(frames, frame) && !is_foreign(frames, frame) &&
		    !is_too_large(frames, frame))
			documents[n++] = &frame->document;
	if (n)
		frames->filter->group(documents, n, frames->filter->state);
}

void frames_release(struct frames *frames)
{
	struct frame *frame = frames->group, *next;

	if (!frame)
		return;
	show_group(frames);
	for (; frame; frame = next) {
		next = frame->next;
		give_open(frames, frame);
		for (const struct waiting *row = frame->first; row; row = row->next) {
			if (row->code)
				give_error(frames, row->code, row->line.at);
			else
				give_row(frames, row->type, row->line);
		}
		give_close(frames, frame, frame->end);
		writer_settle(frames->out);
		set_free(frames, frame);
	}
	frames->group = frames->group_last = NULL;
	frames->n_group = 0;
}

/* A document that has no key, or none that can be told, is a group of its own. */
static struct str group_key(const struct frames *frames, const struct frame *frame)
{
	return frame->is_broken ? str_of("") : frames->filter->group_key(&frame->document, frames->filter->state);
}

static void join_group(struct frames *frames, struct frame *frame)
{
	struct str key = group_key(frames, frame);

	if (frames->group && (key.len == 0 || !str_eq(key, group_key(frames, frames->group))))
		frames_release(frames);
	frame->next = NULL;
	if (frames->group)
		frames->group_last->next = frame;
	else
		frames->group = frame;
	frames->group_last = frame;
	frames->n_group++;
}

/* --- a document ----------------------------------------------------------------------------- */

static struct frame *take_free(struct frames *frames)
{
	struct frame *frame = frames->free;
	struct arena arena = { 0 }, tokens = { 0 };

	if (frame) {
		frames->free = frame->next;
		arena = frame->arena;
		tokens = frame->tokens;
	} else {
		frame = diag_alloc(sizeof *frame);
	}
	arena_reset(&arena);
	arena_reset(&tokens);
	*frame = (struct frame){ .arena = arena, .tokens = tokens };
	return frame;
}

bool frames_open(struct frames *frames, const struct row_fields *fields, char *complaint)
{
	const char *const *reads = frames->filter->reads;
	struct frame *frame = frames->open = take_free(frames);
	struct document *document = &frame->document;

	frame->rows = 1;
	document->arena = &frame->arena;
	document->tokens = frames->filter->takes_tokens ? &frame->tokens : NULL;
	document->id = arena_str(&frame->arena, row_field(fields, 1));
	for (; reads && reads[document->n_types]; document->n_types++)
		document->rows[document->n_types].type = reads[document->n_types];
	if (!waits(frames))
		give_open(frames, frame);
	frames_row(frames, frames->doc, fields->line);
	document->facts = columns_row(&frames->doc->columns, fields, &frame->arena, complaint);
	return document->facts;
}

bool frames_keep(struct frames *frames, const struct frame_type *type, const struct row_fields *fields,
                 uint64_t number, char *complaint)
{
	struct frame *frame = frames->open;
	struct document_rows *rows = &frame->document.rows[type->rows];
	struct arena *arena = type->is_taken ? &frame->tokens : &frame->arena;
	struct row *row = columns_row(&type->columns, fields, arena, complaint);

	if (!row)
		return false;
	row->number = number;
	if (rows->last)
		((struct row *)rows->last)->next = row;
	else
		rows->first = row;
	rows->last = row;
	rows->n_rows++;
	return true;
}

void frames_find_way(struct frames *frames, struct frame_type *type, struct str line)
{
	if (waits(frames))
		wait_for_group(frames->open, type, NULL, str_at(line.at, line.len + 1));
	else
		give_row(frames, type, line);
}

void frames_error(struct frames *frames, const char *code, const char *message)
{
	if (waits(frames))
		wait_for_group(frames->open, NULL, code, str_at(message, strlen(message) + 1));
	else
		give_error(frames, code, message);
}

void frames_close(struct frames *frames, struct str line, enum filter_status came_in)
{
	struct frame *frame = frames->open;

	frames->open = NULL;
	frame->came_in = came_in;
	if (waits(frames)) {
		frame->end = arena_str(&frame->arena, line);
		join_group(frames, frame);
	} else {
		give_close(frames, frame, line);
		set_free(frames, frame);
	}
}

void frames_cut(struct frames *frames)
{
	frames->open->is_broken = true;
	frames_close(frames, str_of(""), FILTER_OK);
}
