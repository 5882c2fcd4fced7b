/*
 * csv.c: a CSV file per table (RFC 4180, every field quoted), columns as the contract names them.
 */
#include "common/table.h"
#include "common/utf8.h"
#include "format.h"

static const char *const tables[] = {
	"doc", "par", "edit", "sent", "tok", "ent", "link", "ref", "quote", "sum", "key", "err", NULL,
};

static const char *const files[] = {
	"doc.csv", "par.csv", "edit.csv", "sent.csv", "tok.csv", "ent.csv", "link.csv",
	"ref.csv", "quote.csv", "sum.csv", "key.csv", "err.csv", NULL,
};

static const char *columns_of(const char *type)
{
	return contract_find(str_of(type))->columns;
}

static size_t n_columns(const char *columns)
{
	size_t n = 1;

	for (; *columns; columns++)
		n += *columns == ' ';
	return n;
}

static void write_headers(struct buf *out)
{
	for (size_t t = 0; tables[t]; t++) {
		struct buf line = { 0 };
		struct str names, fields[CONTRACT_COLUMNS + 1];
		size_t n;

		contract_write_columns(tables[t], columns_of(tables[t]), &line);
		names = buf_str(&line);
		n = row_split(names, fields, CONTRACT_COLUMNS + 1);
		for (size_t i = 1; i < n; i++) {
			if (i > 1)
				buf_add_byte(&out[t], ',');
			table_write_csv_field(&out[t], fields[i]);
		}
		buf_add_byte(&out[t], '\n');
		buf_free(&line);
	}
}

/* `bytes`: the column that may hold bytes that are no text, as \xHH; SIZE_MAX: none. */
static void write_row(struct buf *out, struct str id, const struct row *row, size_t n, size_t bytes)
{
	struct buf text = { 0 };

	table_write_csv_field(out, id);
	for (size_t i = 1; i < n; i++) {
		buf_add_byte(out, ',');
		if (i == bytes)
			utf8_add_bytes(&text, row_get(row, i));
		table_write_csv_field(out, i == bytes ? buf_str(&text) : row_get(row, i));
	}
	buf_add_byte(out, '\n');
	buf_free(&text);
}

static void write_document(const struct document *document, const struct layers *layers, struct buf *out)
{
	struct str id = document_fact(document, DOC_DOC);

	(void)layers;
	write_row(&out[0], id, document->facts, n_columns(columns_of("doc")), SIZE_MAX);
	for (size_t t = 1; tables[t]; t++) {
		size_t n = n_columns(columns_of(tables[t]));
		size_t bytes = strcmp(tables[t], "edit") == 0 ? EDIT_BEFORE : SIZE_MAX;

		for (const struct row *row = document_first(document, tables[t]); row; row = row_next(row))
			write_row(&out[t], id, row, n, bytes);
	}
}

const struct export_format export_csv = {
	.name = "csv",
	.summary = "CSV: a file per table in the folder -o",
	.reads = tables + 1,
	.files = files,
	.document = write_document,
	.begin = write_headers,
};
