/*
 * tables.h: CSV and TSV tables into a builder.
 *
 * The first row names the columns (a `#` before the first name is passed over). Entities: id, label, and
 * where there are any type, country, gender (m, f), description, weight, aliases (split by `|`). Names:
 * surface, id, and where there are any count and naming (label alias redirect demonym short weak). An entity's
 * label is one of its names. Given names: name, gender (m, f).
 */
#ifndef KB_BUILD_TABLES_H
#define KB_BUILD_TABLES_H

#include "builder.h"
#include "common/table.h"

struct tables {
	struct builder *builder;
	uint64_t line;       /* where it ended */
	const char *problem; /* what is wrong with that line */
};

/* False where the table is bad: `line` and `problem` say where and why. */
bool tables_entities(struct tables *tables, int fd, enum table_format format);
bool tables_names(struct tables *tables, int fd, enum table_format format);
bool tables_given(struct tables *tables, int fd, enum table_format format);
bool tables_titles(struct tables *tables, int fd);

/* A type as the tables write it (PER ORG GPE LOC FAC EVENT WORK MISC TITLE); KB_ANY for any other. */
enum kb_type tables_type(struct str name);

#endif
