#include <criterion/criterion.h>

#include "filters/tag/lanes.h"

enum { LABELS = 200, ROWS = 30 };

static uint32_t any(uint32_t *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* Any number of labels and rows gives what adding one by one gives, the extremes included. */
Test(lanes, adds_rows_and_sums_of_every_length)
{
	int8_t rows[ROWS][LABELS + 1];
	int16_t more[3][LABELS + 1];
	const int8_t *row[ROWS];
	const int16_t *sum[3] = { more[0] + 1, more[1], more[2] + 1 };
	uint32_t seed = 7;

	for (size_t k = 0; k < ROWS; k++) {
		row[k] = rows[k] + k % 2;
		for (size_t y = 0; y <= LABELS; y++)
			rows[k][y] = (int8_t)(y % 5 == 0 ? -128 : y % 7 == 0 ? 127 : (int)(any(&seed) & 255) - 128);
	}
	for (size_t k = 0; k < 3; k++)
		for (size_t y = 0; y <= LABELS; y++)
			more[k][y] = (int16_t)(any(&seed) & 4095);
	for (size_t n = 0; n <= LABELS; n += LANES)
		for (size_t n_rows = 0; n_rows <= ROWS; n_rows += 5) {
			int16_t sums[LABELS + 1];

			for (size_t y = 0; y <= LABELS; y++)
				sums[y] = (int16_t)y;
			lanes_add_rows(sums, row, n_rows, n);
			lanes_add_sums(sums, sum, 3, n);
			for (size_t y = 0; y <= LABELS; y++) {
				int expected = (int)y;

				for (size_t k = 0; k < n_rows && y < n; k++)
					expected += row[k][y];
				for (size_t k = 0; k < 3 && y < n; k++)
					expected += sum[k][y];
				cr_assert_eq(sums[y], expected, "%zu labels, %zu rows, label %zu", n, n_rows, y);
			}
		}
}
