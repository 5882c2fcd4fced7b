/*
 * Day numbers by the era method: the calendar repeats every 400 years (146,097 days), and a year
 * that begins in March has its leap day at the end (Richards, "Mapping Time", 1998).
 */
#include "common/calendar.h"

static int floor_div(int a, int b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Years further away are taken as this far: their days would not fit into a number. */
enum { MOST_YEARS = 1000000 };

int32_t calendar_day(int year, int month, int day)
{
	int near = year > MOST_YEARS ? MOST_YEARS : year < -MOST_YEARS ? -MOST_YEARS : year;
	int y = month <= 2 ? near - 1 : near;
	int era = floor_div(y, 400);
	int of_era = y - era * 400;
	int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct calendar_date calendar_date(int32_t day)
{
	int z = day + 719468;
	int era = floor_div(z, 146097);
	int of_era = z - era * 146097;
	int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;
	int month = m < 10 ? m + 3 : m - 9;

	return (struct calendar_date){
		.year = y + era * 400 + (month <= 2),
		.month = month,
		.day = of_year - (153 * m + 2) / 5 + 1,
	};
}

int calendar_weekday(int32_t day)
{
	int w = (day + 3) % 7; /* 1970-01-01 was a Thursday */

	return (w < 0 ? w + 7 : w) + 1;
}

int calendar_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && is_leap);
}

bool calendar_is_valid(int year, int month, int day)
{
	return month >= 1 && month <= 12 && day >= 1 && day <= calendar_month_days(year, month);
}

bool calendar_parse(struct str text, int32_t *day)
{
	uint64_t y, m, d;

	if (text.len < 10 || text.at[4] != '-' || text.at[7] != '-')
		return false;
	if (text.len > 10 && text.at[10] != 'T' && text.at[10] != ' ')
		return false;
	if (!str_number(str_slice(text, 0, 4), 9999, &y) || !str_number(str_slice(text, 5, 7), 12, &m) ||
	    !str_number(str_slice(text, 8, 10), 31, &d) || !calendar_is_valid((int)y, (int)m, (int)d))
		return false;
	*day = calendar_day((int)y, (int)m, (int)d);
	return true;
}

struct period period_year(int year)
{
	return (struct period){ GRAIN_YEAR, calendar_day(year, 1, 1) };
}

/* Months run on over the years: month 0 is December of the year before. */
struct period period_month(int year, int month)
{
	int years = floor_div(month - 1, 12);

	return (struct period){ GRAIN_MONTH, calendar_day(year + years, month - 12 * years, 1) };
}

/* Years of the grains that are made of whole years; 0 for the others. */
static int grain_years(enum grain grain)
{
	switch (grain) {
	case GRAIN_YEAR:
		return 1;
	case GRAIN_DECADE:
		return 10;
	case GRAIN_CENTURY:
		return 100;
	case GRAIN_MILLENNIUM:
		return 1000;
	default:
		return 0;
	}
}

/* The same for months. */
static int grain_months(enum grain grain)
{
	switch (grain) {
	case GRAIN_MONTH:
		return 1;
	case GRAIN_SEASON:
	case GRAIN_QUARTER:
		return 3;
	case GRAIN_HALF:
		return 6;
	default:
		return 12 * grain_years(grain);
	}
}

struct period period_at(enum grain grain, int32_t day)
{
	struct calendar_date date = calendar_date(day);
	int months = grain_months(grain), years = grain_years(grain);
	struct period period = { grain, day };

	if (grain < GRAIN_DAY) {
		period.grain = GRAIN_DAY;
	} else if (grain == GRAIN_WEEK) {
		period.first = day - (calendar_weekday(day) - 1);
	} else if (grain == GRAIN_WEEKEND) {
		period.first = day - (calendar_weekday(day) - 1) + 5;
	} else if (grain == GRAIN_SEASON) {
		/* March, June, September, December; January and February go to the last December */
		period.first = period_month(date.year, date.month / 3 * 3).first;
	} else if (years) {
		period.first = calendar_day(floor_div(date.year, years) * years, 1, 1);
	} else if (months) {
		period.first = calendar_day(date.year, (date.month - 1) / months * months + 1, 1);
	}
	return period;
}

struct period period_shift(struct period period, int n)
{
	int months = grain_months(period.grain);
	struct calendar_date date = calendar_date(period.first);

	if (months) {
		enum grain grain = period.grain;

		period = period_month(date.year, date.month + months * n);
		period.grain = grain;
	} else {
		period.first += n * (period.grain == GRAIN_DAY ? 1 : 7);
	}
	return period;
}

int32_t period_last(struct period period)
{
	if (period.grain == GRAIN_WEEKEND)
		return period.first + 1;
	return period_shift(period, 1).first - 1;
}

int32_t calendar_move(int32_t day, enum grain grain, int n)
{
	int months = grain_months(grain), days;
	struct calendar_date date = calendar_date(day);
	struct calendar_date to;

	if (!months)
		return grain < GRAIN_DAY ? day : day + n * (grain == GRAIN_DAY ? 1 : 7);
	to = calendar_date(period_month(date.year, date.month + months * n).first);
	days = calendar_month_days(to.year, to.month);
	return calendar_day(to.year, to.month, date.day < days ? date.day : days);
}

/* A year with four digits, a sign before Christ. */
static void write_year(int year, struct buf *out)
{
	int magnitude = year < 0 ? -year : year;

	if (year < 0)
		buf_add_byte(out, '-');
	for (int least = 1000; least > magnitude && least > 1; least /= 10)
		buf_add_byte(out, '0');
	buf_add_number(out, (uint64_t)magnitude);
}

/* A month or a day, a hyphen before it. */
static void write_two(int number, struct buf *out)
{
	buf_add_byte(out, '-');
	buf_add_byte(out, (char)('0' + number / 10));
	buf_add_byte(out, (char)('0' + number % 10));
}

void calendar_write(int32_t day, struct buf *out)
{
	struct calendar_date date = calendar_date(day);

	write_year(date.year, out);
	write_two(date.month, out);
	write_two(date.day, out);
}

/* The ISO week: it belongs to the year that its Thursday lies in. */
static void write_week(int32_t monday, struct buf *out)
{
	int year = calendar_date(monday + 3).year;

	write_year(year, out);
	buf_printf(out, "-W%02d", (monday + 3 - calendar_day(year, 1, 1)) / 7 + 1);
}

void period_write(struct period period, struct buf *out)
{
	static const char *const seasons[] = { "WI", "SP", "SU", "FA" };
	struct calendar_date date = calendar_date(period.first);

	switch (period.grain) {
	case GRAIN_WEEK:
		write_week(period.first, out);
		return;
	case GRAIN_WEEKEND:
		write_week(period.first - 5, out);
		buf_add_str(out, str_of("-WE"));
		return;
	case GRAIN_DECADE:
		buf_printf(out, "%03dX", date.year / 10);
		return;
	case GRAIN_CENTURY:
		buf_printf(out, "%02dXX", date.year / 100);
		return;
	case GRAIN_MILLENNIUM:
		buf_printf(out, "%dXXX", date.year / 1000);
		return;
	case GRAIN_MONTH:
		write_year(date.year, out);
		write_two(date.month, out);
		return;
	case GRAIN_SEASON:
		write_year(date.year, out);
		buf_printf(out, "-%s", seasons[date.month / 3 % 4]);
		return;
	case GRAIN_QUARTER:
		write_year(date.year, out);
		buf_printf(out, "-Q%d", (date.month + 2) / 3);
		return;
	case GRAIN_HALF:
		write_year(date.year, out);
		buf_printf(out, "-H%d", date.month > 6 ? 2 : 1);
		return;
	case GRAIN_YEAR:
		write_year(date.year, out);
		return;
	default:
		calendar_write(period.first, out);
	}
}
