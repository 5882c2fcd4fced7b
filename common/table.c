/*
 * table.c: libcsv, set up for what it is asked to read.
 *
 * libcsv is fed in slices, so that a field beyond the limit is noticed while it grows and a reader
 * that has seen enough costs no more than a slice. Its defaults trim blanks and pass over empty
 * rows; both are switched off. TSV has no quoting: the quote byte is 0xFF, which valid text never
 * holds, and one that does come is given a backslash before it, so that libcsv takes it as it is.
 */
#include "common/table.h"

#include <csv.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/diag.h"

enum {
	SLICE = 64 << 10,
	MAX_FIELD = 64 << 20,
	TSV_QUOTE = 0xFF,
	IN_FIELD = 2, /* libcsv's state inside a field, quotes still open */
};

struct table {
	struct csv_parser parser;
	struct table_options options;
	table_record *record;
	void *context;

	struct buf bytes; /* of the record's fields, one after the other */
	size_t *ends;     /* where each of them ends in `bytes` */
	struct str *fields;
	size_t n_fields, cap_fields;
	struct buf slice; /* TSV: what libcsv gets where a 0xFF came */

	uint64_t line, record_line;
	bool is_stopped;
};

static int is_no_space(unsigned char byte)
{
	(void)byte;
	return 0;
}

static int is_line_feed(unsigned char byte)
{
	return byte == '\n';
}

struct table *table_new(const struct table_options *options, table_record *record, void *context)
{
	struct table *table = diag_alloc(sizeof *table);
	bool is_csv = options->format == TABLE_CSV;

	*table = (struct table){ .options = *options, .record = record, .context = context };
	table->line = table->record_line = 1;
	if (!table->options.max_field)
		table->options.max_field = MAX_FIELD;
	csv_init(&table->parser, CSV_REPALL_NL);
	csv_set_space_func(&table->parser, is_no_space);
	csv_set_delim(&table->parser, (unsigned char)(options->delimiter ? options->delimiter :
	                                              is_csv               ? ',' :
	                                                                     '\t'));
	if (!is_csv) {
		csv_set_term_func(&table->parser, is_line_feed);
		csv_set_quote(&table->parser, TSV_QUOTE);
	}
	return table;
}

void table_delete(struct table *table)
{
	if (!table)
		return;
	csv_free(&table->parser);
	buf_free(&table->bytes);
	buf_free(&table->slice);
	free(table->ends);
	free(table->fields);
	free(table);
}

uint64_t table_line(const struct table *table)
{
	return table->line;
}

/* Undoes \t \n \r \\ and the backslash before a 0xFF; other backslashes stay. In place. */
static size_t unescape(char *at, size_t len)
{
	static const char letters[] = "tnr\\\xFF", bytes[] = "\t\n\r\\\xFF";
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		const char *letter = NULL;

		if (at[i] == '\\' && i + 1 < len && at[i + 1])
			letter = strchr(letters, at[i + 1]);
		if (letter)
			i++;
		at[n++] = letter ? bytes[letter - letters] : at[i];
	}
	return n;
}

static void take_field(void *bytes, size_t len, void *context)
{
	struct table *table = context;

	if (table->is_stopped)
		return;
	for (const char *lf = bytes; len && (lf = memchr(lf, '\n', len - (size_t)(lf - (char *)bytes)));
	     lf++)
		table->line++;
	buf_add(&table->bytes, bytes, len);
	if (table->n_fields == table->cap_fields) {
		table->cap_fields = table->cap_fields ? 2 * table->cap_fields : 32;
		table->ends = diag_realloc(table->ends, table->cap_fields * sizeof *table->ends);
		table->fields = diag_realloc(table->fields, table->cap_fields * sizeof *table->fields);
	}
	table->ends[table->n_fields++] = table->bytes.len;
}

/* The fields of the record as strs; TSV: the CR of a CRLF is dropped, then escapes are undone. */
static void finish_fields(struct table *table)
{
	bool is_escaped = table->options.format == TABLE_TSV;
	size_t begin = 0;

	for (size_t i = 0; i < table->n_fields; i++) {
		char *at = table->bytes.at + begin;
		size_t len = table->ends[i] - begin;

		if (is_escaped && i + 1 == table->n_fields && len && at[len - 1] == '\r')
			len--;
		if (is_escaped)
			len = unescape(at, len);
		table->fields[i] = str_at(at, len);
		begin = table->ends[i];
	}
}

static void take_record(int terminator, void *context)
{
	struct table *table = context;

	if (table->is_stopped)
		return;
	if (table->options.format == TABLE_TSV && table->n_fields == 0)
		take_field(NULL, 0, table);
	finish_fields(table);
	if (table->n_fields && !table->record(table->context, table->fields, table->n_fields,
	                                      table->record_line))
		table->is_stopped = true;
	table->n_fields = 0;
	buf_clear(&table->bytes);
	table->line += terminator == '\n';
	table->record_line = table->line;
}

/* A byte that would open a quotation in TSV gets a backslash before it. */
static struct str disarm(struct table *table, struct str slice)
{
	buf_clear(&table->slice);
	for (size_t at = 0; at < slice.len;) {
		size_t quote = str_find(slice, (char)TSV_QUOTE, at);

		buf_add(&table->slice, slice.at + at, quote - at);
		if (quote < slice.len)
			buf_add(&table->slice, "\\\xFF", 2);
		at = quote + 1;
	}
	return buf_str(&table->slice);
}

enum table_status table_feed(struct table *table, struct str bytes)
{
	for (size_t at = 0; at < bytes.len && !table->is_stopped; at += SLICE) {
		struct str slice = str_slice(bytes, at, at + SLICE);

		if (table->options.format == TABLE_TSV && memchr(slice.at, TSV_QUOTE, slice.len))
			slice = disarm(table, slice);
		if (csv_parse(&table->parser, slice.at, slice.len, take_field, take_record, table) !=
		    slice.len)
			diag_fatal(EXIT_SYSTEM, NULL, "table: %s", csv_strerror(csv_error(&table->parser)));
		if (table->parser.entry_pos > table->options.max_field ||
		    table->bytes.len / 2 > table->options.max_field)
			return TABLE_TOO_LONG;
	}
	return table->is_stopped ? TABLE_STOPPED : TABLE_OK;
}

enum table_status table_finish(struct table *table)
{
	bool is_open = table->parser.quoted && table->parser.pstate == IN_FIELD;

	if (csv_fini(&table->parser, take_field, take_record, table) != 0)
		return TABLE_MALFORMED;
	if (is_open)
		return TABLE_MALFORMED;
	return table->is_stopped ? TABLE_STOPPED : TABLE_OK;
}

enum table_status table_parse(struct str bytes, const struct table_options *options,
                              table_record *record, void *context, uint64_t *line)
{
	struct table *table = table_new(options, record, context);
	enum table_status status = table_feed(table, bytes);

	if (status == TABLE_OK)
		status = table_finish(table);
	*line = table->line;
	table_delete(table);
	return status;
}

enum table_status table_read(int fd, const struct table_options *options, table_record *record,
                             void *context, uint64_t *line)
{
	struct table *table = table_new(options, record, context);
	enum table_status status = TABLE_OK;
	struct buf buf = { 0 };

	while (status == TABLE_OK) {
		ssize_t n = read(fd, buf_reserve(&buf, SLICE), SLICE);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			status = TABLE_READ_ERROR;
		else if (n == 0)
			break;
		else
			status = table_feed(table, str_at(buf.at, (size_t)n));
	}
	if (status == TABLE_OK)
		status = table_finish(table);
	*line = table->line;
	buf_free(&buf);
	table_delete(table);
	return status;
}

void table_write_csv_field(struct buf *out, struct str field)
{
	size_t room = 2 * field.len + 2;

	out->len += csv_write(buf_reserve(out, room), room, field.len ? field.at : "", field.len);
}

const char *table_library_version(void)
{
	static const char version[] = { '0' + CSV_MAJOR, '.', '0' + CSV_MINOR, '.', '0' + CSV_RELEASE, 0 };

	return version;
}
