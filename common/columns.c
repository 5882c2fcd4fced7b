/* columns.c: names to fields, fields to a row. */
#include "common/columns.h"

#include <stdio.h>

void columns_name(struct columns *columns, const struct str *names, size_t n_names)
{
	const char *at = columns->contract;

	columns->n = columns->n_numbers = 0;
	columns->n_fields = n_names + 1;
	columns->is_lost = false;
	columns->is_plain = true;
	while (*at) {
		size_t len = strcspn(at, " "), column = columns->n++;
		struct str name = str_at(at, strcspn(at, ":? "));

		columns->field[column] = COLUMNS_ABSENT;
		columns->has_bytes[column] = memmem(at, len, ":x", 2) != NULL;
		for (size_t i = 0; i < n_names && i + 1 < COLUMNS_ABSENT; i++)
			if (str_eq(names[i], name) && columns->field[column] == COLUMNS_ABSENT)
				columns->field[column] = (uint8_t)(i + 1);
		if (columns->field[column] == COLUMNS_ABSENT && !memchr(at, '?', len))
			columns->is_lost = true;
		if (memmem(at, len, ":n", 2) && columns->field[column] != COLUMNS_ABSENT)
			columns->numbers[columns->n_numbers++] = columns->field[column];
		columns->is_plain &= columns->field[column] == column + 1;
		at += len + (at[len] == ' ');
	}
}

void columns_begin(struct columns *columns, const struct contract_type *type)
{
	struct str names[CONTRACT_COLUMNS];
	size_t n = 0;

	*columns = (struct columns){
		.type = type->type,
		.contract = type->columns,
		.keeps_id = strcmp(type->type, "doc") == 0,
	};
	for (const char *at = type->columns; *at; n++) {
		size_t len = strcspn(at, " ");

		names[n] = str_at(at, strcspn(at, ":? "));
		at += len + (at[len] == ' ');
	}
	columns_name(columns, names, n);
}

/* One field, unescaped, and a byte of room behind it; NULL on a backslash that is no escape. */
static char *copy_field(const struct columns *columns, size_t column, struct str field, bool has_backslash, char *at)
{
	size_t len = field.len;

	if (has_backslash && len)
		len = columns->has_bytes[column] ? row_unescape_bytes(field, at) : row_unescape(field, at);
	else if (len)
		memcpy(at, field.at, len);
	return len == SIZE_MAX ? NULL : at + len + 1;
}

/* Digits, at most UINT32_MAX, or nothing. Bytes behind the field can be read. */
static inline bool is_number(const char *at, size_t len)
{
	uint64_t number;

	if (len - 1 < 8)
		return row_are_digits(at, len);
	return len == 0 || str_number(str_at(at, len), UINT32_MAX, &number);
}

/* Whether all numbers are some; else a complaint. The line has all fields of the columns. */
static bool check_numbers(const struct columns *columns, const struct row_fields *fields, char *complaint)
{
	for (size_t i = 0; i < columns->n_numbers; i++) {
		size_t begin = fields->begin[columns->numbers[i]], end = fields->begin[columns->numbers[i] + 1] - 1;

		if (!is_number(fields->line.at + begin, end - begin)) {
			snprintf(complaint, COLUMNS_COMPLAINT, "%s row: found \"%.*s\", expected a number", columns->type,
			         (int)(end - begin < 40 ? end - begin : 40), fields->line.at + begin);
			return false;
		}
	}
	return true;
}

/* Four positions at once. */
typedef uint32_t four __attribute__((vector_size(16)));

/* A line whose columns are the contract's, without an escape: copied as it is, but for the id. */
static struct row *copy_plain(const struct columns *columns, const struct row_fields *fields, size_t head,
                              struct arena *arena)
{
	uint32_t from = fields->begin[2], len = fields->begin[columns->n + 1] - from, to = (uint32_t)head + 1;
	struct row *row = arena_alloc(arena, to + (len > sizeof(four) ? len : sizeof(four)));
	uint32_t moved = to - from;

	row->begin[0] = (uint32_t)head;
	/* what is written behind the last is overwritten by the text */
	for (size_t c = 1; c <= columns->n; c += 4) {
		four begin;

		memcpy(&begin, fields->begin + c + 1, sizeof begin);
		begin += moved;
		memcpy(row->begin + c, &begin, sizeof begin);
	}
	memcpy((char *)row + to, fields->line.at + from, len);
	return row;
}

/* NULL on a backslash that is no escape. */
static struct row *copy_fields(const struct columns *columns, const struct row_fields *fields, size_t head,
                               struct arena *arena)
{
	struct row *row = arena_alloc(arena, head + fields->line.len + columns->n);
	char *at = (char *)row + head;

	for (size_t c = 0; c < columns->n; c++) {
		struct str field = row_field(fields, columns->field[c]);

		if (c == 0 && !columns->keeps_id)
			field.len = 0;
		row->begin[c] = (uint32_t)(at - (char *)row);
		at = copy_field(columns, c, field, fields->has_backslash, at);
		if (!at)
			return NULL;
	}
	row->begin[columns->n] = (uint32_t)(at - (char *)row);
	return row;
}

struct row *columns_row(const struct columns *columns, const struct row_fields *fields, struct arena *arena,
                        char *complaint)
{
	size_t head = sizeof(struct row) + (columns->n + 1) * sizeof(uint32_t);
	struct row *row;

	if (fields->n != columns->n_fields) {
		snprintf(complaint, COLUMNS_COMPLAINT, "%s row of %zu fields, expected %zu", columns->type,
		         fields->n, columns->n_fields);
		return NULL;
	}
	if (!check_numbers(columns, fields, complaint))
		return NULL;
	if (columns->is_plain && !columns->keeps_id && !fields->has_backslash)
		row = copy_plain(columns, fields, head, arena);
	else
		row = copy_fields(columns, fields, head, arena);
	if (row)
		row->next = NULL;
	else
		snprintf(complaint, COLUMNS_COMPLAINT, "%s row: a backslash that is no escape", columns->type);
	return row;
}
