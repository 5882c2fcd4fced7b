/* Any bytes as a table of events, units and cues: read or refused. */
#include <stdint.h>

#include "filters/link/dates/amounts.h"
#include "filters/link/quotes/cues.h"
#include "filters/link/dates/events.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str tsv = { (const char *)data, size };
	struct arena arena = { 0 };
	uint64_t line;

	events_read(tsv, &arena, &line);
	units_read(tsv, &arena, &line);
	cues_read(tsv, &arena, &line);
	arena_free(&arena);
	return 0;
}
