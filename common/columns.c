/* columns.c: names to fields, fields to a row. */
#include "common/columns.h"

#include <stdio.h>

void columns_name(struct columns *columns, const struct str *names, size_t n_names)
{
	const char *at = columns->contract;

	columns->n = 0;
	columns->n_fields = n_names + 1;
	columns->is_lost = false;
	while (*at) {
		size_t len = strcspn(at, " "), column = columns->n++;
		struct str name = str_at(at, strcspn(at, ":? "));

		columns->field[column] = COLUMNS_ABSENT;
		columns->is_number[column] = memmem(at, len, ":n", 2) != NULL;
		columns->has_bytes[column] = memmem(at, len, ":x", 2) != NULL;
		for (size_t i = 0; i < n_names && i + 1 < COLUMNS_ABSENT; i++)
			if (str_eq(names[i], name) && columns->field[column] == COLUMNS_ABSENT)
				columns->field[column] = (uint8_t)(i + 1);
		if (columns->field[column] == COLUMNS_ABSENT && !memchr(at, '?', len))
			columns->is_lost = true;
		at += len + (at[len] == ' ');
	}
}

void columns_begin(struct columns *columns, const struct contract_type *type)
{
	struct str names[CONTRACT_COLUMNS];
	size_t n = 0;

	*columns = (struct columns){ .type = type->type, .contract = type->columns };
	for (const char *at = type->columns; *at; n++) {
		size_t len = strcspn(at, " ");

		names[n] = str_at(at, strcspn(at, ":? "));
		at += len + (at[len] == ' ');
	}
	columns_name(columns, names, n);
}

/* Digits, at most UINT32_MAX; nine are never more. */
static bool is_number(struct str field)
{
	uint64_t number;

	if (field.len > 9)
		return str_number(field, UINT32_MAX, &number);
	for (size_t i = 0; i < field.len; i++)
		if (field.at[i] < '0' || field.at[i] > '9')
			return false;
	return true;
}

struct row *columns_row(const struct columns *columns, struct str line,
                        const struct row_fields *fields, struct arena *arena, char *complaint)
{
	struct row *row;
	char *copy;

	if (fields->n != columns->n_fields) {
		snprintf(complaint, COLUMNS_COMPLAINT, "%s row of %zu fields, expected %zu", columns->type,
		         fields->n, columns->n_fields);
		return NULL;
	}
	row = arena_alloc(arena, sizeof *row + columns->n * sizeof *row->field + line.len);
	copy = (char *)(row->field + columns->n);
	row->next = NULL;
	if (!fields->has_backslash)
		memcpy(copy, line.at, line.len);
	for (size_t c = 0; c < columns->n; c++) {
		struct str field = row_field(fields, columns->field[c]);

		if (columns->is_number[c] && field.len && !is_number(field)) {
			snprintf(complaint, COLUMNS_COMPLAINT, "%s row: found \"%.*s\", expected a number",
			         columns->type, (int)(field.len < 40 ? field.len : 40), field.at);
			return NULL;
		}
		if (fields->has_backslash && field.len) {
			size_t len = columns->has_bytes[c] ? row_unescape_bytes(field, copy) :
			                                     row_unescape(field, copy);

			if (len == SIZE_MAX) {
				snprintf(complaint, COLUMNS_COMPLAINT, "%s row: a backslash that is no escape",
				         columns->type);
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
