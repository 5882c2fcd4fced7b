/*
 * calendar.h: day numbers and calendar periods (day, week, month … millennium).
 *
 * A day is a number, counted from 1970-01-01, in the proleptic Gregorian calendar. A period is a
 * grain and the first day of one stretch of that grain: the week of 16 October 2023, the decade of
 * 1990. So "last month", "three years ago", "this quarter" are all one operation: the period of the
 * anchor's day, moved by some whole number of grains.
 *
 * Weeks begin on Monday and are numbered as in ISO 8601. Seasons are the meteorological ones of the
 * north (spring begins in March; a winter belongs to the year of its December). Decades begin with
 * the year that ends in 0, centuries with the one that ends in 00, as writers use the words. A year
 * before Christ is minus its number (594 BC = -594); there is no year 0 in texts and none is asked for.
 */
#ifndef COMMON_CALENDAR_H
#define COMMON_CALENDAR_H

#include "common/buf.h"

enum grain {
	GRAIN_SECOND,
	GRAIN_MINUTE,
	GRAIN_HOUR,
	GRAIN_DAY, /* periods are made of this and what follows */
	GRAIN_WEEKEND,
	GRAIN_WEEK,
	GRAIN_MONTH,
	GRAIN_SEASON,
	GRAIN_QUARTER,
	GRAIN_HALF,
	GRAIN_YEAR,
	GRAIN_DECADE,
	GRAIN_CENTURY,
	GRAIN_MILLENNIUM,
};

struct calendar_date {
	int year, month, day; /* month 1–12, day 1–31 */
};

struct period {
	enum grain grain;
	int32_t first; /* day number */
};

/* A year more than a million away counts as a million away. */
int32_t calendar_day(int year, int month, int day);
struct calendar_date calendar_date(int32_t day);

/* 1 = Monday … 7 = Sunday. */
int calendar_weekday(int32_t day);

int calendar_month_days(int year, int month);
bool calendar_is_valid(int year, int month, int day);

/* An ISO 8601 date or time, `2023-10-18` or `2023-10-18T09:30…`; false for anything else. */
bool calendar_parse(struct str text, int32_t *day);

/* The period of a grain that a day lies in. Grains below a day give the day. */
struct period period_at(enum grain grain, int32_t day);

struct period period_year(int year);
struct period period_month(int year, int month);

/* The n-th period after (n > 0) or before it. */
struct period period_shift(struct period period, int n);

/* Its last day. */
int32_t period_last(struct period period);

/*
 * The day n grains away, at the same place of the month (cut to the month's length): what
 * "six months ago" begins with.
 */
int32_t calendar_move(int32_t day, enum grain grain, int n);

/* Appends the TIMEX3 value: 2023-10-18, 2023-W42, 2023-W42-WE, 2023-10, 2023-Q4, 2023-SU, 199X … */
void period_write(struct period period, struct buf *out);

/* Appends the ISO date of a day. */
void calendar_write(int32_t day, struct buf *out);

#endif
