/* One pass over a text table, a record at a time. */
#include "lines.h"

#include "common/row.h"

enum { FIELDS_MAX = 8 };

enum lines_status lines_next(struct lines *lines, struct str *field, size_t n)
{
	while (lines->rest.len) {
		size_t end = str_find(lines->rest, '\n', 0);
		struct str line = str_slice(lines->rest, 0, end), split[FIELDS_MAX + 1];

		lines->rest = str_slice(lines->rest, end + 1, lines->rest.len);
		lines->number++;
		if (line.len == 0 || line.at[0] == '#')
			continue;
		if (row_split(line, split, FIELDS_MAX + 1) != n || split[0].len == 0)
			return LINES_MALFORMED;
		memcpy(field, split, n * sizeof *field);
		return LINES_RECORD;
	}
	return LINES_END;
}

size_t lines_count(struct str file)
{
	size_t n = 1;

	for (size_t at = 0; at < file.len; at = str_find(file, '\n', at) + 1)
		n++;
	return n;
}
