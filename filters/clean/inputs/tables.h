/*
 * tables.h: a table with a header row, a document a row.
 */
#ifndef CLEAN_TABLES_H
#define CLEAN_TABLES_H

#include "inputs.h"

void tables_read(struct inputs *inputs, enum input_format format, struct window *window);

#endif
