/* Rows: splitting, escapes, forbidden bytes. */
#include <stdint.h>
#include <stdlib.h>

#include "common/row.h"
#include "common/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str line = str_at((const char *)data, size), fields[8];
	size_t n = row_split(line, fields, 8), at = 0, joined = 0;
	struct buf escaped = { 0 };
	char *back;

	for (size_t i = 0; i < n && i < 8; i++)
		joined += fields[i].len + (i > 0);
	if (n <= 8 && joined != size)
		abort();
	if (!row_bad_bytes(line, &at) && !utf8_is_valid(line))
		abort();
	row_escape(line, &escaped);
	back = malloc(escaped.len + 1);
	if (row_unescape(buf_str(&escaped), back) != size || (size && memcmp(back, data, size) != 0))
		abort();
	row_unescape(line, back);
	free(back);
	buf_free(&escaped);
	return 0;
}
