/* document.c: rows by type. */
#include "common/document.h"

#include <assert.h>

static const struct document_rows *rows_of(const struct document *document, const char *type)
{
	for (size_t i = 0; i < document->n_types; i++)
		if (strcmp(document->rows[i].type, type) == 0)
			return &document->rows[i];
	assert(!"a type that the filter does not read");
	return NULL;
}

const struct row *document_first(const struct document *document, const char *type)
{
	return rows_of(document, type)->first;
}

size_t document_count(const struct document *document, const char *type)
{
	return rows_of(document, type)->n_rows;
}
