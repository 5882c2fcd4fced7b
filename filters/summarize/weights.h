/*
 * weights.h: tables of weights that people can read and change.
 *
 *      # feature   column …            a comment
 *      place-1     0.317   -0.020      name TAB one number for each column
 */
#ifndef SUMMARIZE_WEIGHTS_H
#define SUMMARIZE_WEIGHTS_H

#include "common/buf.h"
#include "common/str.h"

/*
 * Reads a table: weights[n_columns][n_names], 0 where a name has no line. False, with the number of
 * the line, at an unknown name, a bad number, or too few or too many columns.
 */
bool weights_read(struct str tsv, const char *const *names, size_t n_names, size_t n_columns,
                  float *weights, size_t *line);

/* Appends the table with three decimals. */
void weights_write(const char *head, const char *const *names, size_t n_names, size_t n_columns,
                   const float *weights, struct buf *out);

#endif
