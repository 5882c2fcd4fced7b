/*
 * lanes.h: sums of weights, many labels at a time. Weights are bytes, sums of 16 bits.
 *
 * `n` labels, a multiple of LANES. Rows and sums may lie anywhere.
 */
#ifndef TAG_LANES_H
#define TAG_LANES_H

#include <stddef.h>
#include <stdint.h>

enum { LANES = 8 };

/* sums[y] += rows[0][y] + … + rows[n_rows - 1][y] */
void lanes_add_rows(int16_t *sums, const int8_t *const *rows, size_t n_rows, size_t n);

/* sums[y] += more[0][y] + … + more[n_more - 1][y] */
void lanes_add_sums(int16_t *sums, const int16_t *const *more, size_t n_more, size_t n);

#endif
