/* Lines of a Wikidata dump: any bytes are read or refused, and an item has all that it says. */
#include <stdint.h>
#include <stdlib.h>

#include "filters/link/kb-build/dump.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t bytes_of(struct str s)
{
	size_t sum = 0;

	for (size_t i = 0; i < s.len; i++)
		sum += (unsigned char)s.at[i];
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = str_at((const char *)data, size);
	struct dump *dump = dump_new();
	struct dump_item item;
	size_t sum = 0;

	while (rest.len) {
		const char *lf = memchr(rest.at, '\n', rest.len);
		size_t len = lf ? (size_t)(lf - rest.at) : rest.len;

		if (dump_read(dump, str_slice(rest, 0, len), &item) == DUMP_ITEM) {
			if (!str_starts(item.entity.id, "Q") || item.entity.label.len == 0 || item.n_aliases > DUMP_MAX_ALIASES)
				abort();
			sum += bytes_of(item.entity.id) + bytes_of(item.entity.label) + bytes_of(item.entity.description) +
			       bytes_of(item.entity.country) + bytes_of(item.title);
			for (size_t i = 0; i < item.n_aliases; i++)
				sum += bytes_of(item.aliases[i]);
		}
		rest = str_slice(rest, lf ? len + 1 : len, rest.len);
	}
	if (sum == SIZE_MAX)
		abort();
	dump_delete(dump);
	return 0;
}
