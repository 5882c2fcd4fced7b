#include <criterion/criterion.h>

#include "common/map.h"

/*
 * Text "He said & left" of the raw "He said &amp; left\x00": raw 100 is the begin.
 *      0123456789…       text 8 '&' stands for raw 108..113
 */
static const char field[] = "0:100:8,8:108:1:5,9:113:5";

static struct map parsed(struct arena *arena)
{
	struct map map;

	cr_assert(map_parse(str_of(field), 100, 118, 14, arena, &map));
	return map;
}

Test(map, reads_and_writes_the_same_field)
{
	struct arena arena = { 0 };
	struct map map = parsed(&arena);
	struct buf out = { 0 };

	map_write(&map, &out);
	cr_expect(str_is(buf_str(&out), field), "%.*s", STR_ARGS(buf_str(&out)));
	buf_free(&out);
	arena_free(&arena);
}

static const struct {
	const char *why;
	size_t begin, end, raw_begin, raw_end;
} ranges[] = {
	{ "before the repair", 0, 2, 100, 102 },
	{ "the repaired character takes its whole raw range", 8, 9, 108, 113 },
	{ "a token that touches it takes all of it", 3, 9, 103, 113 },
	{ "behind the repair", 10, 14, 114, 118 },
	{ "over all of it", 0, 14, 100, 118 },
	{ "an empty range is a place", 10, 10, 114, 114 },
};

Test(map, gives_raw_ranges)
{
	struct arena arena = { 0 };
	struct map map = parsed(&arena);

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		struct map_range raw = map_raw(&map, ranges[i].begin, ranges[i].end);

		cr_expect(raw.begin == ranges[i].raw_begin && raw.end == ranges[i].raw_end,
		          "%s: [%zu, %zu)", ranges[i].why, raw.begin, raw.end);
	}
	arena_free(&arena);
}

Test(map, a_sweep_gives_what_single_questions_give)
{
	struct arena arena = { 0 };
	struct map map = parsed(&arena);
	size_t cursor = 0;

	for (size_t begin = 0; begin < 14; begin++) {
		for (size_t end = begin + 1; end <= 14; end++) {
			struct map_range one = map_raw(&map, begin, end);
			struct map_range swept = map_raw_next(&map, begin, end, &cursor);

			cr_expect(one.begin == swept.begin && one.end == swept.end, "[%zu, %zu)", begin, end);
		}
	}
	arena_free(&arena);
}

Test(map, a_run_of_empty_text_is_touched_only_from_both_sides)
{
	struct arena arena = { 0 };
	struct map map;

	/* "ab" of the raw "a\xAD" "b": something was taken out between the two letters */
	cr_assert(map_parse(str_of("0:0:1,1:1:0:2,1:3:1"), 0, 4, 2, &arena, &map));
	cr_expect_eq(map_raw(&map, 0, 1).end, 1);
	cr_expect_eq(map_raw(&map, 1, 2).begin, 3);
	cr_expect_eq(map_raw(&map, 0, 2).begin, 0);
	cr_expect_eq(map_raw(&map, 0, 2).end, 4);
	arena_free(&arena);
}

Test(map, a_slice_keeps_the_raw_side)
{
	struct arena arena = { 0 };
	struct map map = parsed(&arena), slice = map_slice(&map, 3, 14, &arena);
	struct buf out = { 0 };

	map_write(&slice, &out);
	cr_expect(str_is(buf_str(&out), "0:103:5,5:108:1:5,6:113:5"), "%.*s", STR_ARGS(buf_str(&out)));
	buf_clear(&out);
	slice = map_slice(&map, 10, 14, &arena);
	map_write(&slice, &out);
	cr_expect_eq(out.len, 0, "verbatim alone is the empty field");
	cr_expect_eq(slice.runs[0].raw, 114);
	buf_free(&out);
	arena_free(&arena);
}

static const struct {
	const char *why, *field;
	size_t begin, end, text_len;
} bad[] = {
	{ "a verbatim text of another length", "", 0, 5, 4 },
	{ "end before begin", "", 5, 0, 0 },
	{ "text not covered", "0:0:3", 0, 9, 4 },
	{ "a gap in the text", "0:0:2,3:3:1", 0, 9, 4 },
	{ "raw goes back", "0:4:2,2:0:2", 0, 9, 4 },
	{ "raw leaves the range", "0:0:2,2:8:2:9", 0, 9, 4 },
	{ "raw before the range", "0:0:4", 1, 9, 4 },
	{ "letters", "0:x:4", 0, 4, 4 },
	{ "too few numbers", "0:0", 0, 4, 4 },
	{ "too many numbers", "0:0:4:4:4", 0, 4, 4 },
	{ "an empty run", "0:0:4,", 0, 4, 4 },
	{ "a sign", "0:-0:4", 0, 4, 4 },
};

Test(map, refuses_what_is_no_map)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct map map;

		cr_expect_not(map_parse(str_of(bad[i].field), bad[i].begin, bad[i].end, bad[i].text_len,
		                        &arena, &map),
		              "%s", bad[i].why);
	}
	arena_free(&arena);
}
