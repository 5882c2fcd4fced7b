/* tables.c: columns by name, cells to calls of the builder. */
#include "tables.h"

#include <errno.h>
#include <stdlib.h>

enum entity_column {
	E_ID,
	E_LABEL,
	E_TYPE,
	E_COUNTRY,
	E_GENDER,
	E_DESCRIPTION,
	E_WEIGHT,
	E_ALIASES,
	E_COLUMNS,
};

enum name_column { N_SURFACE, N_ID, N_COUNT, N_NAMING, N_COLUMNS };

static const char *const entity_columns[E_COLUMNS] = { "id",     "label",       "type",   "country",
	                                               "gender", "description", "weight", "aliases" };
static const char *const name_columns[N_COLUMNS] = { "surface", "id", "count", "naming" };

enum { MAX_COLUMNS = 8, REQUIRED = 2 /* the first columns of either list */ };

struct reader {
	struct tables *tables;
	const char *const *names;
	size_t n_names;
	size_t position[MAX_COLUMNS]; /* of a column in the table; SIZE_MAX = it has none */
	bool has_header;
	void (*record)(struct builder *builder, const struct str cells[]);
};

static bool read_header(struct reader *reader, const struct str *fields, size_t n)
{
	for (size_t column = 0; column < reader->n_names; column++) {
		reader->position[column] = SIZE_MAX;
		for (size_t i = n; i-- > 0;) {
			struct str name = str_trim(fields[i]);

			if (i == 0 && str_starts(name, "#"))
				name = str_slice(name, 1, name.len);
			if (str_is(name, reader->names[column]))
				reader->position[column] = i;
		}
		if (column < REQUIRED && reader->position[column] == SIZE_MAX) {
			reader->tables->problem = "the first row does not name the columns that are needed";
			return false;
		}
	}
	reader->has_header = true;
	return true;
}

static bool read_record(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct reader *reader = context;
	struct str cells[MAX_COLUMNS];

	reader->tables->line = line;
	if (!reader->has_header)
		return read_header(reader, fields, n);
	for (size_t column = 0; column < reader->n_names; column++) {
		size_t at = reader->position[column];

		cells[column] = at < n ? str_trim(fields[at]) : (struct str){ NULL, 0 };
	}
	if (cells[0].len)
		reader->record(reader->tables->builder, cells);
	return true;
}

/* A number without sign; 0 for anything else. */
static double number(struct str s)
{
	char digits[32];
	char *end;
	double value;

	if (s.len == 0 || s.len >= sizeof digits || s.at[0] < '0' || s.at[0] > '9')
		return 0;
	memcpy(digits, s.at, s.len);
	digits[s.len] = '\0';
	value = strtod(digits, &end);
	return *end == '\0' && value < 1e15 ? value : 0;
}

enum kb_type tables_type(struct str name)
{
	static const char *const types[KB_TYPES] = { "-",   "PER",   "ORG",  "GPE",  "LOC",
		                                     "FAC", "EVENT", "WORK", "MISC", "TITLE" };

	for (enum kb_type type = KB_PERSON; type < KB_TYPES; type++)
		if (str_is(name, types[type]))
			return type;
	return KB_ANY;
}

static enum kb_naming naming_of(struct str name)
{
	static const char *const namings[] = { "label", "alias", "redirect", "demonym", "short", "weak" };

	for (unsigned naming = 0; naming < sizeof namings / sizeof *namings; naming++)
		if (str_is(name, namings[naming]))
			return naming;
	return KB_ALIAS;
}

static enum kb_gender gender_of(struct str letter)
{
	return str_is(letter, "m") ? KB_MALE : str_is(letter, "f") ? KB_FEMALE : KB_GENDER_UNKNOWN;
}

static void add_entity(struct builder *builder, const struct str cells[])
{
	struct builder_entity entity = {
		.id = cells[E_ID],
		.label = cells[E_LABEL],
		.description = cells[E_DESCRIPTION],
		.country = cells[E_COUNTRY],
		.type = tables_type(cells[E_TYPE]),
		.gender = gender_of(cells[E_GENDER]),
		.weight = number(cells[E_WEIGHT]),
	};

	builder_entity(builder, &entity);
	for (size_t begin = 0; begin < cells[E_ALIASES].len;) {
		size_t end = str_find(cells[E_ALIASES], '|', begin);

		builder_name(builder, str_slice(cells[E_ALIASES], begin, end), cells[E_ID], KB_ALIAS, 0);
		begin = end + 1;
	}
}

static void add_name(struct builder *builder, const struct str cells[])
{
	builder_name(builder, cells[N_SURFACE], cells[N_ID], naming_of(cells[N_NAMING]),
	             number(cells[N_COUNT]));
}

static void add_given(struct builder *builder, const struct str cells[])
{
	builder_given(builder, cells[0], gender_of(cells[1]));
}

static bool read_table(struct reader *reader, int fd, enum table_format format)
{
	const struct table_options options = { .format = format };
	struct tables *tables = reader->tables;
	enum table_status status;
	uint64_t end = 1;

	tables->problem = NULL;
	status = table_read(fd, &options, read_record, reader, &end);
	if (!tables->problem)
		tables->line = end;
	if (status == TABLE_OK && !reader->has_header && reader->n_names)
		tables->problem = "an empty table: the first row names the columns";
	else if (status == TABLE_READ_ERROR)
		tables->problem = strerror(errno);
	else if (status == TABLE_TOO_LONG)
		tables->problem = "a cell is too long";
	else if (status == TABLE_MALFORMED)
		tables->problem = "a quote that never ends";
	return tables->problem == NULL;
}

bool tables_entities(struct tables *tables, int fd, enum table_format format)
{
	struct reader reader = { .tables = tables, .names = entity_columns, .n_names = E_COLUMNS,
		                 .record = add_entity };

	return read_table(&reader, fd, format);
}

bool tables_names(struct tables *tables, int fd, enum table_format format)
{
	struct reader reader = { .tables = tables, .names = name_columns, .n_names = N_COLUMNS,
		                 .record = add_name };

	return read_table(&reader, fd, format);
}

bool tables_given(struct tables *tables, int fd, enum table_format format)
{
	static const char *const columns[] = { "name", "gender" };
	struct reader reader = { .tables = tables, .names = columns, .n_names = 2, .record = add_given };

	return read_table(&reader, fd, format);
}

static bool add_title(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct tables *tables = context;

	tables->line = line;
	if (n)
		builder_title(tables->builder, fields[0]);
	return true;
}

bool tables_titles(struct tables *tables, int fd)
{
	const struct table_options options = { .format = TABLE_TSV };

	tables->problem = NULL;
	if (table_read(fd, &options, add_title, tables, &tables->line) == TABLE_READ_ERROR)
		tables->problem = strerror(errno);
	return tables->problem == NULL;
}
