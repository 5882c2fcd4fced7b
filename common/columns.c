/* columns.c: names to fields, fields to a row. */
#include "common/columns.h"

#include <stdio.h>

void columns_name(struct columns *columns, const struct str *names, size_t n_names)
{
	const char *at = columns->contract;

	columns->n = 0;
	columns->n_fields = n_names + 1;
	columns->is_lost = false;
	columns->is_plain = true;
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

/* Whether all numbers are some; else a complaint. */
static bool check_numbers(const struct columns *columns, const struct row_fields *fields, char *complaint)
{
	for (size_t c = 0; c < columns->n; c++) {
		struct str field = row_field(fields, columns->field[c]);

		if (columns->is_number[c] && field.len && !is_number(field)) {
			snprintf(complaint, COLUMNS_COMPLAINT, "%s row: found \"%.*s\", expected a number",
			         columns->type, (int)(field.len < 40 ? field.len : 40), field.at);
			return false;
		}
	}
	return true;
}

struct row *columns_row(const struct columns *columns, struct str line,
                        const struct row_fields *fields, struct arena *arena, char *complaint)
{
	size_t head = sizeof(struct row) + (columns->n + 1) * sizeof(uint32_t), first = !columns->keeps_id;
	struct str id = row_field(fields, columns->field[0]);
	struct row *row;
	char *at;

	if (fields->n != columns->n_fields) {
		snprintf(complaint, COLUMNS_COMPLAINT, "%s row of %zu fields, expected %zu", columns->type,
		         fields->n, columns->n_fields);
		return NULL;
	}
	if (!check_numbers(columns, fields, complaint))
		return NULL;
	row = arena_alloc(arena, head + line.len + columns->n - first * id.len);
	row->next = NULL;
	at = (char *)row + head;
	row->begin[0] = (uint32_t)head;
	at += first;
	if (columns->is_plain && first && !fields->has_backslash) {
		const char *from = fields->at[2].at;

		size_t len = (size_t)(fields->at[columns->n].at - from) + fields->at[columns->n].len;

		memcpy(at, from, len);
		for (size_t c = 1; c < columns->n; c++)
			row->begin[c] = (uint32_t)(head + 1 + (size_t)(fields->at[c + 1].at - from));
		at += len + 1;
	} else {
		for (size_t c = first; c < columns->n; c++) {
			row->begin[c] = (uint32_t)(at - (char *)row);
			at = copy_field(columns, c, row_field(fields, columns->field[c]), fields->has_backslash, at);
			if (!at) {
				snprintf(complaint, COLUMNS_COMPLAINT, "%s row: a backslash that is no escape",
				         columns->type);
				return NULL;
			}
		}
	}
	row->begin[columns->n] = (uint32_t)(at - (char *)row);
	return row;
}
