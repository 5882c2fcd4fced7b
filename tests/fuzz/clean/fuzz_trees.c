/* Trees of a model: any bytes are refused, or every row of features comes to a leaf of each tree. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "filters/clean/trees.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile double sink; /* any number, NaN too: what counts is that every walk ends */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "words", "link-share", "capitals" };
	static const float rows[][3] = { { 0, 0, 0 }, { 1, -1, 0.5f }, { INFINITY, -INFINITY, NAN } };
	struct arena arena = { 0 };
	struct trees trees;
	size_t line;

	if (trees_read(str_at((const char *)data, size), names, 3, &arena, &trees, &line))
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
			sink = trees_sum(&trees, rows[i]);
	else if (line > size + 1)
		abort();
	arena_free(&arena);
	return 0;
}
