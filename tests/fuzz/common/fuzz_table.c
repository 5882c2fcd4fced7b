/* Tables: the same records whether the bytes come at once or one by one. */
#include <stdint.h>
#include <stdlib.h>

#include "common/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool collect(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct buf *out = context;

	buf_add_number(out, line);
	for (size_t i = 0; i < n; i++) {
		buf_add_byte(out, '|');
		buf_add_str(out, fields[i]);
	}
	return true;
}

static void read_both(struct str bytes, enum table_format format)
{
	struct table_options options = { .format = format, .max_field = 4096 };
	struct buf whole = { 0 }, parts = { 0 };
	struct table *table = table_new(&options, collect, &parts);
	enum table_status status = TABLE_OK;
	uint64_t line;

	table_parse(bytes, &options, collect, &whole, &line);
	for (size_t i = 0; i < bytes.len && status == TABLE_OK; i++)
		status = table_feed(table, str_slice(bytes, i, i + 1));
	if (status == TABLE_OK)
		table_finish(table);
	/* A field that is too long is seen at the end of a piece; a byte of TSV may count twice. */
	if (2 * bytes.len < 4096 && !str_eq(buf_str(&whole), buf_str(&parts)))
		abort();
	table_delete(table);
	buf_free(&whole);
	buf_free(&parts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_both(str_at((const char *)data, size), TABLE_CSV);
	read_both(str_at((const char *)data, size), TABLE_TSV);
	return 0;
}
