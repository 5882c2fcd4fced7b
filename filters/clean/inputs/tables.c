/* tables.c: finds the columns by the header row, then each row's cells by their roles. */
#include "tables.h"

#include <stdio.h>

#include "common/table.h"

struct table_reading {
	struct inputs *inputs;
	const char *path;
	size_t column[N_ROLES]; /* position + 1; 0 = not there */
	size_t n_columns;
	bool has_header;
};

static bool read_header(struct table_reading *reading, const struct str *fields, size_t n)
{
	const struct columns *columns = &reading->inputs->columns;
	bool is_good = true;

	reading->n_columns = n;
	for (size_t i = 0; i < n; i++) {
		struct str name = fields[i];

		if (i == 0 && str_starts(name, "\xEF\xBB\xBF"))
			name = str_slice(name, 3, name.len);
		for (enum role role = 0; role < N_ROLES; role++)
			if (columns->names[role].at && str_eq(name, columns->names[role]) && !reading->column[role])
				reading->column[role] = i + 1;
	}
	for (enum role role = 0; role < N_ROLES; role++) {
		bool is_wanted = columns->are_given ? columns->names[role].at != NULL : role == ROLE_TEXT;

		if (is_wanted && !reading->column[role]) {
			diag_message(reading->path, "no column %.*s in the header (--columns %s=NAME)",
			             STR_ARGS(columns->names[role]), role_names[role]);
			is_good = false;
		}
	}
	return is_good;
}

static bool record(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct table_reading *reading = context;
	struct str values[N_ROLES];
	char reason[96];

	if (!reading->has_header) {
		reading->has_header = true;
		return read_header(reading, fields, n);
	}
	if (n == 1 && fields[0].len == 0 && reading->n_columns > 1)
		return true;
	for (enum role role = 0; role < N_ROLES; role++) {
		size_t column = reading->column[role];

		values[role] = str_of(column ? "" : NULL); /* a short row has less, not nothing */
		if (column && column <= n && fields[column - 1].len)
			values[role] = fields[column - 1];
	}
	if (n != reading->n_columns) {
		snprintf(reason, sizeof reason, "line %llu: %zu fields, expected %zu", (unsigned long long)line, n,
		         reading->n_columns);
		diag_message(reading->path, "%s", reason);
		if (values[ROLE_TEXT].len == 0) {
			inputs_skip_record(reading->inputs, reading->path, values, "E_COLUMNS", reason);
			return true;
		}
	}
	inputs_record(reading->inputs, reading->path, values);
	return true;
}

/* Feeds the reader what the window has; the status of the last piece. */
static enum table_status feed(struct table *table, struct window *window, enum window_status *status)
{
	enum table_status result = TABLE_OK;

	do {
		result = table_feed(table, window_bytes(window));
		window_drop(window, window_bytes(window).len);
		if (result == TABLE_OK)
			*status = window_more(window);
	} while (result == TABLE_OK && *status == WINDOW_MORE);
	return result == TABLE_OK ? table_finish(table) : result;
}

void tables_read(struct inputs *inputs, enum input_format format, struct window *window)
{
	struct table_options options = { .format = format == INPUT_CSV ? TABLE_CSV : TABLE_TSV,
		                         .max_field = inputs->max_doc };
	struct table_reading reading = { .inputs = inputs, .path = window->name };
	struct table *table = table_new(&options, record, &reading);
	enum window_status status = WINDOW_MORE;

	switch (feed(table, window, &status)) {
	case TABLE_OK:
		if (!reading.has_header && status != WINDOW_BROKEN)
			diag_message(window->name, "no header row");
		break;
	case TABLE_STOPPED:
		inputs_worsen(inputs, EXIT_DATA);
		break;
	case TABLE_TOO_LONG:
		diag_message(window->name, "line %llu: a field of more than %llu bytes (--max-doc)",
		             (unsigned long long)table_line(table), (unsigned long long)options.max_field);
		inputs_worsen(inputs, EXIT_DATA);
		break;
	case TABLE_MALFORMED:
		diag_message(window->name, "line %llu: a quotation mark that is never closed or stands inside a field",
		             (unsigned long long)table_line(table));
		inputs_worsen(inputs, EXIT_DATA);
		break;
	case TABLE_READ_ERROR: /* is table_read's */
		break;
	}
	if (status == WINDOW_BROKEN)
		inputs_broken(inputs, window);
	table_delete(table);
}
