/*
 * weights.c: reading and writing tables of weights.
 */
#include <math.h>
#include <stdlib.h>

#include "weights.h"

static bool read_number(struct str text, float *number)
{
	char copy[32], *end;

	if (text.len == 0 || text.len >= sizeof copy)
		return false;
	memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	*number = strtof(copy, &end);
	return *end == '\0' && *number > -1e6f && *number < 1e6f;
}

static size_t find_name(struct str name, const char *const *names, size_t n_names)
{
	size_t i = 0;

	while (i < n_names && !str_is(name, names[i]))
		i++;
	return i;
}

static bool read_row(struct str row, const char *const *names, size_t n_names, size_t n_columns,
                     float *weights)
{
	size_t begin = str_find(row, '\t', 0);
	size_t name = find_name(str_slice(row, 0, begin), names, n_names);

	for (size_t c = 0; c < n_columns; c++) {
		size_t end = str_find(row, '\t', begin + 1);

		if (name == n_names ||
		    !read_number(str_slice(row, begin + 1, end), &weights[c * n_names + name]))
			return false;
		begin = end;
	}
	return begin >= row.len;
}

bool weights_read(struct str tsv, const char *const *names, size_t n_names, size_t n_columns,
                  float *weights, size_t *line)
{
	memset(weights, 0, n_names * n_columns * sizeof *weights);
	*line = 0;
	for (size_t pos = 0, end; pos < tsv.len; pos = end + 1) {
		struct str row;

		end = str_find(tsv, '\n', pos);
		row = str_slice(tsv, pos, end);
		++*line;
		if (row.len && row.at[0] != '#' && !read_row(row, names, n_names, n_columns, weights))
			return false;
	}
	return true;
}

void weights_write(const char *head, const char *const *names, size_t n_names, size_t n_columns,
                   const float *weights, struct buf *out)
{
	buf_printf(out, "# %s\n", head);
	for (size_t i = 0; i < n_names; i++) {
		buf_printf(out, "%s", names[i]);
		for (size_t c = 0; c < n_columns; c++) {
			float weight = weights[c * n_names + i];

			buf_printf(out, "\t%.3f", fabsf(weight) < 0.0005f ? 0 : weight);
		}
		buf_add_byte(out, '\n');
	}
}
