/*
 * dates.c: dates with their values against gold ones.
 *
 * GOLD: a table with a header row `#doc dct begin_byte end_byte … surface element when from to
 * notBefore notAfter` (TEI's way of dating). SYSTEM: rows, with ent rows and their link rows of kb
 * `timex3`. Both values are laid out as stretches of days; they agree when their ends do, each cut
 * to the coarser of the two precisions; an end that the gold leaves open is not compared. A season
 * may end in the month behind it. Times of the day must agree to the minute.
 *
 * A gold date is found when a system date overlaps it, right when the value agrees too. Durations,
 * sets and the fuzzy PAST_REF … are kinds that the gold does not mark: as long as they overlap no
 * gold date they are not counted.
 */
#include "common/calendar.h"
#include "common/index.h"
#include "common/row.h"
#include "metric.h"

enum { GOLD_COLUMNS = 13, ROW_COLUMNS = 12 };

enum precision { PRECISION_YEAR, PRECISION_MONTH, PRECISION_DAY };

struct point {
	bool is_set;
	enum precision precision;
	int32_t day;
};

struct stretch {
	bool is_known;
	bool is_recurring; /* every October: laid out in the year 2000 */
	bool is_season, is_past;
	struct point begin, end;
	int minute; /* of the day; -1: none */
};

struct date {
	struct str doc, surface, value; /* value: as in the file, for the list of errors */
	uint64_t begin, end;
	struct stretch stretch;
	bool is_marked; /* of a kind that the gold marks */
	uint64_t ent;
};

/* --- values as stretches -----------------------------------------------------------------------
 */

static struct point point_at(int32_t day, enum precision precision)
{
	return (struct point){ true, precision, day };
}

static void lay_period(struct period period, enum precision precision, struct stretch *out)
{
	out->is_known = true;
	out->begin = point_at(period.first, precision);
	out->end = point_at(period_last(period), precision);
}

/* What stands behind the year: `10`, `10-18`, `10-1X`, `W41`, `W41-WE`, `Q3`, `H1`, `SU`. */
static bool lay_part(int year, struct str part, struct stretch *out)
{
	static const char *const seasons[] = { "SP", "SU", "FA", "WI" };
	struct period period;
	uint64_t n, day;

	for (int i = 0; i < 4; i++) {
		if (!str_is(part, seasons[i]))
			continue;
		period = (struct period){ GRAIN_SEASON, calendar_day(year, 3 * (i + 1), 1) };
		lay_period(period, PRECISION_MONTH, out);
		out->is_season = true;
		return true;
	}
	if (part.len >= 3 && part.at[0] == 'W' && str_number(str_slice(part, 1, 3), 53, &n)) {
		period = period_at(GRAIN_WEEK, calendar_day(year, 1, 4));
		period = period_shift(period, (int)n - 1);
		if (str_ends(part, "-WE"))
			period = period_at(GRAIN_WEEKEND, period.first);
		lay_period(period, PRECISION_DAY, out);
		return true;
	}
	if (part.len == 2 && (part.at[0] == 'Q' || part.at[0] == 'H') &&
	    str_number(str_slice(part, 1, 2), 4, &n) && n) {
		enum grain grain = part.at[0] == 'Q' ? GRAIN_QUARTER : GRAIN_HALF;

		period = period_shift(period_at(grain, calendar_day(year, 1, 1)), (int)n - 1);
		lay_period(period, PRECISION_MONTH, out);
		return true;
	}
	if (!str_number(str_slice(part, 0, 2), 12, &n) || n == 0)
		return false;
	if (part.len == 5 && str_number(str_slice(part, 3, 5), 31, &day) &&
	    calendar_is_valid(year, (int)n, (int)day))
		lay_period((struct period){ GRAIN_DAY, calendar_day(year, (int)n, (int)day) },
			   PRECISION_DAY, out);
	else if (part.len == 2 || str_ends(part, "X"))
		lay_period(period_month(year, (int)n), PRECISION_MONTH, out);
	else
		return false;
	return true;
}

/* One point in time, without the time of day: `-0594`, `2023`, `199X`, `XXXX-10`, `--10`, `2023-…`.
 */
static bool lay_point(struct str value, struct stretch *out)
{
	uint64_t year;
	bool is_bc = value.len > 4 && value.at[0] == '-' && value.at[1] != '-';

	if (str_starts(value, "--") || str_starts(value, "XXXX-")) {
		out->is_recurring = true;
		return lay_part(2000, str_slice(value, value.at[0] == '-' ? 2 : 5, value.len), out);
	}
	if (is_bc)
		value = str_slice(value, 1, value.len);
	if (value.len == 4 && value.at[3] == 'X') {
		bool is_century = value.at[2] == 'X';

		if (!str_number(str_slice(value, 0, is_century ? 2 : 3), 999, &year))
			return false;
		year *= is_century ? 100 : 10;
		lay_period(period_at(is_century ? GRAIN_CENTURY : GRAIN_DECADE,
				     calendar_day((int)year, 1, 1)),
			   PRECISION_YEAR, out);
		return true;
	}
	if (!str_number(str_slice(value, 0, 4), 9999, &year))
		return false;
	if (value.len == 4)
		lay_period(period_year(is_bc ? -(int)year : (int)year), PRECISION_YEAR, out);
	else
		return lay_part((int)year, str_slice(value, 5, value.len), out);
	return true;
}

/* `T20:00`, `20:00:00`: minutes of the day; -1 where it is none. */
static int read_minute(struct str clock)
{
	uint64_t hour, minute;

	if (clock.len < 5 || clock.at[2] != ':' || !str_number(str_slice(clock, 0, 2), 24, &hour) ||
	    !str_number(str_slice(clock, 3, 5), 59, &minute))
		return -1;
	return (int)(hour * 60 + minute);
}

static struct stretch read_value(struct str value)
{
	struct stretch stretch = { .minute = -1 };
	size_t t = str_find(value, 'T', 0), slash = str_find(value, '/', 0);
	struct stretch end = { .minute = -1 };

	if (str_is(value, "PAST_REF")) {
		stretch.is_past = true;
		return stretch;
	}
	if (slash < value.len) {
		if (lay_point(str_slice(value, 0, slash), &stretch) &&
		    lay_point(str_slice(value, slash + 1, value.len), &end))
			stretch.end = end.end;
		else
			stretch.is_known = false;
		return stretch;
	}
	if (value.len >= 5 && value.at[2] == ':') {
		stretch.minute = read_minute(value);
		stretch.is_known = stretch.minute >= 0;
		return stretch;
	}
	if (t < value.len && !str_ends(value, "REF")) {
		stretch.minute = read_minute(str_slice(value, t + 1, value.len));
		value = str_slice(value, 0, t);
		if (value.len == 0) {
			stretch.is_known = stretch.minute >= 0;
			return stretch;
		}
	}
	lay_point(value, &stretch);
	return stretch;
}

/* when, or from/notBefore and to/notAfter. */
static struct stretch read_gold_value(const struct str field[GOLD_COLUMNS])
{
	struct str begin = field[9].len ? field[9] : field[11],
		   end = field[10].len ? field[10] : field[12];
	struct stretch stretch = { .minute = -1 }, other = { .minute = -1 };

	if (field[8].len)
		return read_value(field[8]);
	if (begin.len && lay_point(begin, &stretch) && !end.len)
		stretch.end.is_set = false;
	if (end.len && lay_point(end, &other)) {
		stretch.end = other.end;
		stretch.is_known = true;
		stretch.is_recurring = other.is_recurring;
	}
	if (!begin.len)
		stretch.begin.is_set = false;
	return stretch;
}

static bool points_agree(struct point gold, struct point system, int months)
{
	struct calendar_date a, b;
	enum precision precision;

	if (!gold.is_set)
		return true;
	if (!system.is_set)
		return false;
	a = calendar_date(gold.day);
	b = calendar_date(system.day);
	precision = gold.precision < system.precision ? gold.precision : system.precision;
	if (precision == PRECISION_YEAR)
		return a.year == b.year;
	if (precision == PRECISION_MONTH) {
		int apart = (a.year * 12 + a.month) - (b.year * 12 + b.month);

		return apart >= 0 && apart <= months;
	}
	return gold.day == system.day;
}

static bool values_agree(const struct stretch *gold, const struct stretch *system)
{
	if (system->is_past)
		return gold->is_known && !gold->begin.is_set && gold->end.is_set;
	if (!gold->is_known || !system->is_known || gold->is_recurring != system->is_recurring)
		return false;
	if (gold->minute >= 0 && gold->minute != system->minute)
		return false;
	if (!gold->begin.is_set && !gold->end.is_set)
		return gold->minute >= 0;
	if (gold->is_recurring && system->is_season) /* winter: December to March */
		return calendar_date(gold->begin.day).month ==
		       calendar_date(system->begin.day).month;
	return points_agree(gold->begin, system->begin, 0) &&
	       points_agree(gold->end, system->end, system->is_season ? 1 : 0);
}

/* --- files -------------------------------------------------------------------------------------
 */

struct dates {
	struct date *date;
	size_t n;
};

static bool read_gold(const struct metric_input *input, struct dates *out, struct buf *problem)
{
	struct str rest = input->gold, line;

	out->date = arena_array(input->arena, struct date, metric_count_lines(rest));
	for (size_t number = 1; str_next_line(&rest, &line); number++) {
		struct str field[GOLD_COLUMNS];
		struct date date = { .is_marked = true };

		if (line.len == 0 || line.at[0] == '#')
			continue;
		if (row_split(line, field, GOLD_COLUMNS) != GOLD_COLUMNS ||
		    !str_number(field[2], UINT32_MAX, &date.begin) ||
		    !str_number(field[3], UINT32_MAX, &date.end)) {
			buf_printf(problem, "%s:%zu: not a row of gold dates", input->gold_name,
				   number);
			return false;
		}
		date.doc = field[0];
		date.surface = field[6];
		date.stretch = read_gold_value(field);
		date.value =
			str_at(field[8].at, (size_t)(field[12].at + field[12].len - field[8].at));
		out->date[out->n++] = date;
	}
	return true;
}

/* Entities of the document that is being read, then their values. */
static bool read_system(const struct metric_input *input, struct dates *out, struct buf *problem)
{
	struct str rest = input->system, line;
	size_t first = 0,
	       cursor = 0; /* the document's first entity; the one that was asked for last */

	out->date = arena_array(input->arena, struct date, metric_count_lines(rest));
	for (size_t number = 1; str_next_line(&rest, &line); number++) {
		struct str field[ROW_COLUMNS];
		size_t n = row_split(line, field, ROW_COLUMNS);
		struct date date = { 0 };
		uint64_t ent;

		if (n && str_is(field[0], "doc")) {
			first = cursor = out->n;
		} else if (n >= 11 && str_is(field[0], "ent")) {
			if (!str_number(field[6], UINT32_MAX, &date.begin) ||
			    !str_number(field[7], UINT32_MAX, &date.end) ||
			    !str_number(field[2], UINT32_MAX, &date.ent)) {
				buf_printf(problem, "%s:%zu: not an ent row", input->system_name,
					   number);
				return false;
			}
			date.doc = field[1];
			date.surface = field[10];
			out->date[out->n++] = date;
		} else if (n >= 9 && str_is(field[0], "link") && str_is(field[5], "timex3")) {
			/* links mostly come in the order of their entities: look on from the last
			 * one */
			for (size_t k = 0;
			     k < out->n - first && str_number(field[2], UINT32_MAX, &ent); k++) {
				size_t i = first + (cursor - first + k) % (out->n - first);

				if (out->date[i].ent != ent)
					continue;
				cursor = i;
				out->date[i].value = field[6];
				out->date[i].stretch = read_value(field[6]);
				out->date[i].is_marked = !str_starts(field[8], "DURATION") &&
							 !str_starts(field[8], "SET") &&
							 !str_ends(field[6], "_REF");
				break;
			}
		}
	}
	return true;
}

/* --- comparing ----------------------------------------------------------------------------------
 */

static bool score_dates(const struct metric_input *input, struct buf *report, struct buf *problem)
{
	struct dates gold = { 0 }, system = { 0 };
	struct index docs = { .arena = input->arena };
	struct metric_counts counts = { 0 };
	size_t n_found = 0, n_exact = 0, n_marked = 0;
	bool *is_hit;

	if (!read_gold(input, &gold, problem) || !read_system(input, &system, problem))
		return false;
	is_hit = arena_zeroed(input->arena, system.n + 1);
	for (size_t i = 0; i < system.n; i++)
		index_put(&docs, system.date[i].doc, (uint32_t)i, NULL);
	for (size_t i = 0; i < gold.n; i++) {
		const struct date *want = &gold.date[i], *best = NULL;
		const uint32_t *first = index_find(&docs, want->doc);
		uint64_t most = 0;

		for (size_t j = first ? *first : system.n;
		     j < system.n && str_eq(system.date[j].doc, want->doc); j++) {
			const struct date *got = &system.date[j];
			uint64_t begin = got->begin > want->begin ? got->begin : want->begin;
			uint64_t end = got->end < want->end ? got->end : want->end;

			if (got->value.len && end > begin && end - begin > most) {
				most = end - begin;
				best = got;
			}
		}
		counts.gold++;
		if (best) {
			bool is_right = values_agree(&want->stretch, &best->stretch);

			n_found++;
			n_exact += best->begin == want->begin && best->end == want->end;
			counts.right += is_right;
			is_hit[best - system.date] = true;
			if (!is_right && input->option['v'])
				buf_printf(report, "wrong\t%.*s\t%.*s\t%.*s\t%.*s\n",
					   STR_ARGS(want->doc), STR_ARGS(want->surface),
					   STR_ARGS(best->value), STR_ARGS(want->value));
		} else if (input->option['v']) {
			buf_printf(report, "missed\t%.*s\t%.*s\t\t%.*s\n", STR_ARGS(want->doc),
				   STR_ARGS(want->surface), STR_ARGS(want->value));
		}
	}
	for (size_t j = 0; j < system.n; j++) {
		bool counts_as_date =
			system.date[j].value.len && (system.date[j].is_marked || is_hit[j]);

		n_marked += counts_as_date;
		if (counts_as_date && !is_hit[j] && input->option['v'])
			buf_printf(report, "extra\t%.*s\t%.*s\t%.*s\t\n",
				   STR_ARGS(system.date[j].doc), STR_ARGS(system.date[j].surface),
				   STR_ARGS(system.date[j].value));
	}
	counts.system = n_marked;
	buf_printf(report, "dates: %zu gold, %zu found (%zu with the same span), %zu given\n",
		   counts.gold, n_found, n_exact, n_marked);
	buf_printf(report, "value right: %.2f %% of gold, %.2f %% of found\n",
		   metric_recall(counts),
		   n_found ? 100.0 * (double)counts.right / (double)n_found : 0);
	buf_printf(report, "end to end: P %.2f R %.2f F1 %.2f\n", metric_precision(counts),
		   metric_recall(counts), metric_f1(counts));
	return true;
}

const struct metric metric_dates = {
	.name = "dates",
	.summary = "time expressions (link rows of kb timex3) and their values against a table of "
		   "gold dates",
	.letters = "v",
	.options = "  -v              list what is wrong, missed and extra\n",
	.score = score_dates,
};
