#include <criterion/criterion.h>

#include "common/calendar.h"

Test(calendar, days_and_dates_are_each_others_inverse)
{
	cr_expect_eq(calendar_day(1970, 1, 1), 0);
	cr_expect_eq(calendar_day(2000, 3, 1), 11017);
	for (int32_t day = -800000; day < 100000; day += 17) {
		struct calendar_date date = calendar_date(day);

		cr_assert(calendar_is_valid(date.year, date.month, date.day));
		cr_assert_eq(calendar_day(date.year, date.month, date.day), day);
	}
}

Test(calendar, weekdays_begin_with_monday)
{
	cr_expect_eq(calendar_weekday(calendar_day(2023, 10, 18)), 3);
	cr_expect_eq(calendar_weekday(calendar_day(1970, 1, 1)), 4);
	cr_expect_eq(calendar_weekday(calendar_day(1969, 12, 28)), 7);
}

/* The period of a grain that holds 2023-10-18, moved by n, and its last day. */
static const struct {
	enum grain grain;
	int n;
	const char *value, *last;
} periods[] = {
	{ GRAIN_DAY, -18, "2023-09-30", "2023-09-30" }, { GRAIN_WEEK, 0, "2023-W42", "2023-10-22" },
	{ GRAIN_WEEK, -42, "2022-W52", "2023-01-01" },  { GRAIN_WEEKEND, 0, "2023-W42-WE", "2023-10-22" },
	{ GRAIN_MONTH, -10, "2022-12", "2022-12-31" },  { GRAIN_MONTH, 4, "2024-02", "2024-02-29" },
	{ GRAIN_SEASON, 0, "2023-FA", "2023-11-30" },   { GRAIN_SEASON, 1, "2023-WI", "2024-02-29" },
	{ GRAIN_QUARTER, 1, "2024-Q1", "2024-03-31" },  { GRAIN_HALF, -1, "2023-H1", "2023-06-30" },
	{ GRAIN_YEAR, -1, "2022", "2022-12-31" },       { GRAIN_DECADE, -3, "199X", "1999-12-31" },
	{ GRAIN_CENTURY, -1, "19XX", "1999-12-31" },    { GRAIN_MILLENNIUM, 0, "2XXX", "2999-12-31" },
};

Test(calendar, periods_hold_a_day_and_move_by_their_own_length)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
		struct period period = period_shift(period_at(periods[i].grain, calendar_day(2023, 10, 18)), periods[i].n);

		buf_clear(&out);
		period_write(period, &out);
		cr_expect(str_is(buf_str(&out), periods[i].value), "%.*s, expected %s", STR_ARGS(buf_str(&out)), periods[i].value);
		buf_clear(&out);
		calendar_write(period_last(period), &out);
		cr_expect(str_is(buf_str(&out), periods[i].last), "last of %s: %.*s", periods[i].value, STR_ARGS(buf_str(&out)));
	}
	buf_free(&out);
}

Test(calendar, moves_are_cut_to_the_length_of_the_month)
{
	struct calendar_date date = calendar_date(calendar_move(calendar_day(2023, 3, 31), GRAIN_MONTH, -1));

	cr_expect(date.month == 2 && date.day == 28);
	cr_expect_eq(calendar_move(calendar_day(2024, 2, 29), GRAIN_YEAR, -1), calendar_day(2023, 2, 28));
}

Test(calendar, reads_iso_dates_only)
{
	int32_t day;

	cr_expect(calendar_parse(str_of("2023-10-18"), &day) && day == calendar_day(2023, 10, 18));
	cr_expect(calendar_parse(str_of("2023-10-18T09:30:00+02:00"), &day));
	cr_expect_not(calendar_parse(str_of("2023-02-30"), &day));
	cr_expect_not(calendar_parse(str_of("18 October 2023"), &day));
	cr_expect_not(calendar_parse(str_of(""), &day));
}
