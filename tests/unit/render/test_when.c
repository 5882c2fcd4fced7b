/* Dates and times as people read them. */
#include <criterion/criterion.h>

#include "filters/render/when.h"

static const struct {
	const char *value, *plain;
} values[] = {
	{ "2024-05-02", "2024-05-02" },
	{ "2024-05", "2024-05" },
	{ "2024", "2024" },
	{ "2023-W41", "2023-10-09 – 2023-10-15" },
	{ "2024-W01", "2024-01-01 – 2024-01-07" },
	{ "2024-05-02/2024-05-04", "2024-05-02 – 2024-05-04" },
	{ "2024-SU", "2024 summer" },
	{ "2024-Q1", "2024-Q1" },
	{ "2024-10-1X", "2024-10 mid" },
	{ "2024-05-02TEV", "2024-05-02 evening" },
	{ "2024-05-02T10:00", "2024-05-02 10:00" },
	{ "2024-05-02T10:00:00Z", "2024-05-02 10:00 UTC" },
	{ "2024-05-02T10:00:30+03:00", "2024-05-02 10:00:30 +03:00" },
	{ "2024-05-02T", "2024-05-02T" },
	{ "2024-W99", "2024-W99" },
	{ "199X", "199X" },
	{ "/", " – " },
	{ "", "" },
};

Test(when, values_are_read_by_people)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct str plain = when_plain(str_of(values[i].value), &arena);

		cr_expect(str_is(plain, values[i].plain), "%s: %.*s", values[i].value, STR_ARGS(plain));
	}
	arena_free(&arena);
}
