#include <criterion/criterion.h>

#include "common/map.h"
#include "filters/check/runs.h"

static const struct {
	const char *why, *field;
	uint32_t begin, end;
	size_t text_len;
	bool is_good;
} maps[] = {
	{ "no map, a slice", "", 10, 15, 5, true },
	{ "no map, another length", "", 10, 15, 6, false },
	{ "one blank for two bytes", "0:10:5,5:15:1:2,6:17:3", 10, 20, 9, true },
	{ "something put in", "0:10:5,5:15:1:0,6:15:3", 10, 18, 9, true },
	{ "something taken out", "0:10:5,5:15:0:3,5:18:2", 10, 20, 7, true },
	{ "taken out at both ends", "0:10:0:3,0:13:4,4:17:0:3", 10, 20, 4, true },
	{ "a gap in the text", "0:10:5,6:15:1:2", 10, 17, 7, false },
	{ "a gap in the raw bytes", "0:10:5,5:16:1:2", 10, 18, 6, false },
	{ "back in the raw bytes", "0:10:5,5:14:1:2", 10, 17, 6, false },
	{ "not from the begin", "0:11:5", 10, 16, 5, false },
	{ "not to the end", "0:10:5", 10, 16, 5, false },
	{ "not to the end of the text", "0:10:5", 10, 15, 6, false },
	{ "two numbers", "0:10", 10, 10, 0, false },
	{ "five numbers", "0:10:1:2:3", 10, 12, 1, false },
	{ "no number", "0:a:5", 10, 15, 5, false },
	{ "a comma at the end", "0:10:5,", 10, 15, 5, false },
	{ "a number of 33 bits", "0:10:4294967296", 10, 15, 5, false },
};

Test(runs, cover_text_and_range)
{
	struct buf all = { 0 };

	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
		struct runs runs;
		const char *expected = runs_read(str_of(maps[i].field), maps[i].begin, maps[i].end,
		                                 maps[i].text_len, &all, &runs);

		cr_expect_eq(expected == NULL, maps[i].is_good, "%s: %s", maps[i].why, expected ? expected : "good");
	}
	buf_free(&all);
}

/* The stages' own reading of a map and check's agree on every range of the text. */
Test(runs, give_the_ranges_that_common_map_gives)
{
	struct buf all = { 0 };
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
		struct str field = str_of(maps[i].field);
		struct runs runs;
		struct map map;

		if (!maps[i].is_good || runs_read(field, maps[i].begin, maps[i].end, maps[i].text_len, &all, &runs))
			continue;
		cr_assert(map_parse(field, maps[i].begin, maps[i].end, maps[i].text_len, &arena, &map), "%s",
		          maps[i].why);
		for (uint32_t begin = 0; begin < maps[i].text_len; begin++) {
			for (uint32_t end = begin + 1; end <= maps[i].text_len; end++) {
				struct map_range want = map_raw(&map, begin, end);
				uint32_t b = begin, e = end;

				runs_raw(runs_at(&all, runs), runs.n, &b, &e);
				cr_expect(b == want.begin && e == want.end, "%s: %u-%u gives %u-%u and %zu-%zu",
				          maps[i].why, begin, end, b, e, want.begin, want.end);
			}
		}
	}
	arena_free(&arena);
	buf_free(&all);
}
