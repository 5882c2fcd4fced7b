/* Lines of JSON: any bytes are read or refused; what members are given is theirs to the last byte. */
#include <stdint.h>
#include <stdlib.h>

#include "filters/clean/inputs/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct str names[] = { STR("text"), STR("id"), { NULL, 0 }, STR("published") };
	enum { N_NAMES = sizeof names / sizeof *names };
	struct str rest = str_at((const char *)data, size), values[N_NAMES];
	struct arena arena = { 0 };
	size_t sum = 0;

	while (rest.len) {
		const char *lf = memchr(rest.at, '\n', rest.len);
		size_t len = lf ? (size_t)(lf - rest.at) : rest.len;

		if (json_read(str_slice(rest, 0, len), names, N_NAMES, values, &arena)) {
			if (values[2].at)
				abort();
			for (size_t i = 0; i < N_NAMES; i++)
				for (size_t at = 0; at < values[i].len; at++)
					sum += (unsigned char)values[i].at[at];
		}
		rest = str_slice(rest, lf ? len + 1 : len, rest.len);
	}
	if (sum == SIZE_MAX)
		abort();
	arena_free(&arena);
	return 0;
}
