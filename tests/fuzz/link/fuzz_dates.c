/* Any bytes as a time expression and as an amount, with and without an anchor and a story. */
#include <stdint.h>
#include <stdlib.h>

#include "filters/link/dates/amounts.h"
#include "filters/link/dates/dates.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct buf value = { 0 };
	uint64_t line;
	const struct events *events = events_read(str_of("pandemic\t2020-03-11\t2023-05-05\nchristmas\t--12-25\t\n"), &arena, &line);
	const struct units *units = units_read(str_of("$\tUSD\t\npercent\t%\t\n"), &arena, &line);
	struct str text = { (const char *)data, size };

	for (int round = 0; round < 4; round++) {
		struct date_context context = {
			.has_anchor = round & 1,
			.has_reference = round & 2,
			.basis = DATE_BY_PUBLISHED,
			.anchor = calendar_day(2024, 2, 29),
			.reference = period_year(-44),
			.reference_to = period_year(-44),
			.tense = (enum date_tense)round,
			.events = events,
		};
		struct timex timex;

		buf_clear(&value);
		/* the value is written when, and only when, the expression was understood */
		if (dates_resolve(text, &context, &value, &timex) != (value.len > 0))
			abort();
	}
	buf_clear(&value);
	if (amounts_resolve(text, str_of("ship"), units, &value) != (value.len > 0))
		abort();
	buf_free(&value);
	arena_free(&arena);
	return 0;
}
