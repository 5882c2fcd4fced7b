/*
 * The rules of dates: a pattern over the kinds of the words, and what it means.
 *
 * A rule gets the words that its pattern matched, in order, and the context; it answers with a
 * period, a range or letters, or declines, and then the next rule is asked.
 */
#include "date_rules.h"

#include <stdarg.h>
#include <stdio.h>

enum {
	MATCH_MAX = 8,
	SHORT_YEAR_REACH = 30, /* "in 1871 and 72": years that one of two figures may lie ahead */
};

/* The words that a pattern matched, by the pattern's letters in order; NULL for an absent one. */
struct match {
	const struct time_word *w[MATCH_MAX];
	const struct date_context *context;
};

/* --- results ----------------------------------------------------------------------------- */

static bool yield_period(struct date_result *r, struct period period, enum date_basis basis)
{
	r->kind = DATE_RESULT_PERIOD;
	r->period = period;
	r->basis = basis;
	return true;
}

bool date_yield_range(struct date_result *r, struct period from, struct period to, enum date_basis basis)
{
	r->kind = DATE_RESULT_RANGE;
	r->period = from;
	r->to = to;
	r->basis = basis;
	return true;
}

__attribute__((format(printf, 3, 4))) static bool yield_letters(struct date_result *r, enum date_type type,
                                                                const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(r->letters, sizeof r->letters, format, arguments);
	va_end(arguments);
	r->kind = DATE_RESULT_LETTERS;
	r->type = type;
	r->basis = DATE_BY_ITSELF;
	return true;
}

static bool yield_day(struct date_result *r, int32_t day, enum date_basis basis)
{
	return yield_period(r, (struct period){ GRAIN_DAY, day }, basis);
}

/* An amount of time, P3M, PT2H, PXD. */
static bool yield_duration(struct date_result *r, enum date_type type, int n, enum grain grain)
{
	static const struct {
		const char *before, *after;
		int times;
	} units[] = {
		[GRAIN_SECOND] = { "PT", "S", 1 },    [GRAIN_MINUTE] = { "PT", "M", 1 },
		[GRAIN_HOUR] = { "PT", "H", 1 },      [GRAIN_DAY] = { "P", "D", 1 },
		[GRAIN_WEEKEND] = { "P", "WE", 1 },   [GRAIN_WEEK] = { "P", "W", 1 },
		[GRAIN_MONTH] = { "P", "M", 1 },      [GRAIN_SEASON] = { "P", "M", 3 },
		[GRAIN_QUARTER] = { "P", "M", 3 },    [GRAIN_HALF] = { "P", "M", 6 },
		[GRAIN_YEAR] = { "P", "Y", 1 },       [GRAIN_DECADE] = { "P", "0Y", 1 },
		[GRAIN_CENTURY] = { "P", "00Y", 1 },  [GRAIN_MILLENNIUM] = { "P", "000Y", 1 },
	};

	if (n == TIME_VAGUE)
		return yield_letters(r, type, "%sX%s", units[grain].before, units[grain].after);
	return yield_letters(r, type, "%s%d%s", units[grain].before, n * units[grain].times,
	                     units[grain].after);
}

/* --- the points in time that relative expressions count from ------------------------------ */

/* Relative words of a document without an anchor: all that can be said is the direction. */
static bool yield_direction(struct date_result *r, int direction)
{
	return yield_letters(r, DATE_DATE, "%s",
	                     direction < 0 ? "PAST_REF" : direction > 0 ? "FUTURE_REF" : "PRESENT_REF");
}

bool date_story_point(const struct date_context *context, int32_t *day, enum date_basis *basis)
{
	if (context->has_reference) {
		*day = context->reference.first;
		*basis = DATE_BY_TEXT;
		return true;
	}
	*day = context->anchor;
	*basis = context->basis;
	return context->has_anchor;
}

/* The n-th period from the anchor. */
static bool from_anchor(const struct match *m, struct date_result *r, enum grain grain, int n)
{
	if (!m->context->has_anchor)
		return yield_direction(r, n);
	return yield_period(r, period_shift(period_at(grain, m->context->anchor), n), m->context->basis);
}

/* The n-th period from the story's point. */
static bool from_story(const struct match *m, struct date_result *r, enum grain grain, int n)
{
	enum date_basis basis;
	int32_t day;

	if (!date_story_point(m->context, &day, &basis))
		return yield_direction(r, n);
	if (basis == DATE_BY_TEXT && grain == GRAIN_DAY && m->context->has_reference_day)
		return yield_period(r, period_shift(period_at(grain, m->context->reference_day), n), basis);
	/* "a day later" after a bare year or month says no more than that period */
	if (basis == DATE_BY_TEXT && grain < m->context->reference.grain)
		grain = m->context->reference.grain, n = 0;
	return yield_period(r, period_shift(period_at(grain, day), n), basis);
}

static int pick_direction(enum date_tense tense)
{
	return tense == DATE_FUTURE ? 1 : tense == DATE_PAST ? -1 : 0;
}

/* --- rules: dates that stand for themselves ------------------------------------------------ */

static int year_of(const struct time_word *word, const struct date_context *context)
{
	int near = context->has_reference ? calendar_date(context->reference.first).year
	           : context->has_anchor  ? calendar_date(context->anchor).year
	                                  : 2000;

	if (word->kind != '\'')
		return word->value;
	/* of two figures: the same century, or the one before where that would lie ahead */
	int year = near - near % 100 + word->value;

	return year > near + 10 ? year - 100 : year;
}

static bool yield_full(const struct match *m, struct date_result *r, const struct time_word *month,
                       const struct time_word *day, const struct time_word *year)
{
	int y = year_of(year, m->context);

	if (!calendar_is_valid(y, month->value, day->value))
		return false;
	r->is_day = true;
	return yield_day(r, calendar_day(y, month->value, day->value), DATE_BY_ITSELF);
}

static bool rule_wmdy(const struct match *m, struct date_result *r)
{
	return yield_full(m, r, m->w[1], m->w[2], m->w[3]);
}

static bool rule_wdmy(const struct match *m, struct date_result *r)
{
	return yield_full(m, r, m->w[2], m->w[1], m->w[3]);
}

static bool rule_figures(const struct match *m, struct date_result *r)
{
	r->is_day = true;
	return yield_day(r, m->w[1]->day, DATE_BY_ITSELF);
}

static bool rule_my(const struct match *m, struct date_result *r)
{
	return yield_period(r, period_month(year_of(m->w[1], m->context), m->w[0]->value), DATE_BY_ITSELF);
}

static bool rule_year(const struct match *m, struct date_result *r)
{
	return yield_period(r, period_year(year_of(m->w[0], m->context)), DATE_BY_ITSELF);
}

/* Figures that stand alone: a year; two of them may go on with the century of the year before. */
static bool rule_short_year(const struct match *m, struct date_result *r)
{
	int year = m->w[0]->value;

	if (!m->w[0]->is_figures || m->w[0]->is_ordinal || year < 32 || year > 2999)
		return false;
	if (m->context->has_reference) {
		int near = calendar_date(m->context->reference.first).year;

		if (near < 0 && year <= -near)
			year = -year; /* the story is still before Christ */
		else if (year < 100 && near >= 1000 && near % 100 < year && year - near % 100 <= SHORT_YEAR_REACH)
			year += near - near % 100;
	}
	return yield_period(r, period_year(year), DATE_BY_ITSELF);
}

static bool rule_bc(const struct match *m, struct date_result *r)
{
	return yield_period(r, period_year(-m->w[0]->value), DATE_BY_ITSELF);
}

static bool rule_ad(const struct match *m, struct date_result *r)
{
	return yield_period(r, period_year(m->w[0]->value), DATE_BY_ITSELF);
}

static bool rule_ad_first(const struct match *m, struct date_result *r)
{
	return yield_period(r, period_year(m->w[1]->value), DATE_BY_ITSELF);
}

static bool rule_decade(const struct match *m, struct date_result *r)
{
	bool is_century = m->w[0]->value % 100 == 0 && m->w[0]->value < 2000;

	return yield_period(r, period_at(is_century ? GRAIN_CENTURY : GRAIN_DECADE,
	                                 calendar_day(m->w[0]->value, 1, 1)), DATE_BY_ITSELF);
}

/* "the 80s": of the last century, unless the story lies in another one. */
static bool rule_decade_alone(const struct match *m, struct date_result *r)
{
	int year = 1900 + 10 * m->w[0]->value;

	if (m->context->has_reference) {
		int near = calendar_date(m->context->reference.first).year;

		if (near < 1900 && near > 1000)
			year = near - near % 100 + 10 * m->w[0]->value;
	}
	return yield_period(r, period_at(GRAIN_DECADE, calendar_day(year, 1, 1)), DATE_BY_ITSELF);
}

static bool rule_century(const struct match *m, struct date_result *r)
{
	if (m->w[1]->value == GRAIN_CENTURY)
		return yield_period(r, period_at(GRAIN_CENTURY, calendar_day(100 * (m->w[0]->value - 1), 1, 1)),
		                    DATE_BY_ITSELF);
	if (m->w[1]->value == GRAIN_MILLENNIUM)
		return yield_period(r, period_at(GRAIN_MILLENNIUM, calendar_day(1000 * (m->w[0]->value - 1), 1, 1)),
		                    DATE_BY_ITSELF);
	return false;
}

static bool rule_century_bc(const struct match *m, struct date_result *r)
{
	if (m->w[1]->value != GRAIN_CENTURY)
		return false;
	return yield_letters(r, DATE_DATE, "-%02dXX", m->w[0]->value - 1);
}

static struct period season_of(int year, int month)
{
	return (struct period){ GRAIN_SEASON, calendar_day(year, month, 1) };
}

static bool rule_season_year(const struct match *m, struct date_result *r)
{
	return yield_period(r, season_of(year_of(m->w[1], m->context), m->w[0]->value), DATE_BY_ITSELF);
}

static bool rule_event(const struct match *m, struct date_result *r)
{
	if (m->w[0]->from.first == m->w[0]->to.first)
		return yield_period(r, m->w[0]->from, DATE_BY_ITSELF);
	return date_yield_range(r, m->w[0]->from, m->w[0]->to, DATE_BY_ITSELF);
}

/* --- rules: dates that lack a part ------------------------------------------------------- */

/* The candidates of this year, the last and the next one: the one that the tense asks for. */
static struct period pick_year(struct period of[3], const struct date_context *context)
{
	int32_t anchor = context->anchor;
	int direction = pick_direction(context->tense);

	if (direction > 0)
		return period_last(of[1]) >= anchor ? of[1] : of[2];
	if (direction < 0)
		return of[1].first <= anchor ? of[1] : of[0];
	for (int i = 2; i > 0; i--) {
		/* the nearer one of two neighbours; what lies behind wins within the year's last part */
		int32_t before = anchor - period_last(of[i - 1]), after = of[i].first - anchor;

		if (of[i].first <= anchor || after < before)
			return of[i];
	}
	return of[0];
}

static bool yield_month_day(const struct match *m, struct date_result *r, int month, int day)
{
	struct period of[3];
	int year;

	if (!m->context->has_anchor)
		return yield_letters(r, DATE_DATE, "XXXX-%02d-%02d", month, day);
	year = calendar_date(m->context->anchor).year;
	for (int i = 0; i < 3; i++) {
		if (!calendar_is_valid(year + i - 1, month, day)) {
			if (!calendar_is_valid(2000, month, day))
				return false;
			return yield_letters(r, DATE_DATE, "XXXX-%02d-%02d", month, day);
		}
		of[i] = (struct period){ GRAIN_DAY, calendar_day(year + i - 1, month, day) };
	}
	return yield_period(r, pick_year(of, m->context), m->context->basis);
}

static bool rule_wmd(const struct match *m, struct date_result *r)
{
	return yield_month_day(m, r, m->w[1]->value, m->w[2]->value);
}

static bool rule_wdm(const struct match *m, struct date_result *r)
{
	return yield_month_day(m, r, m->w[2]->value, m->w[1]->value);
}

/* "the 18th": of the month that the story is in. */
static bool rule_day_alone(const struct match *m, struct date_result *r)
{
	const struct time_word *word = m->w[1];
	struct calendar_date date;
	enum date_basis basis;
	int32_t near;

	if (!word->is_ordinal || !date_story_point(m->context, &near, &basis))
		return false;
	date = calendar_date(near);
	if (!calendar_is_valid(date.year, date.month, word->value))
		return false;
	return yield_day(r, calendar_day(date.year, date.month, word->value), basis);
}

static bool rule_month(const struct match *m, struct date_result *r)
{
	struct period of[3];
	int year;

	if (!m->context->has_anchor || m->context->is_generic)
		return yield_letters(r, DATE_DATE, "XXXX-%02d", m->w[0]->value);
	year = calendar_date(m->context->anchor).year;
	for (int i = 0; i < 3; i++)
		of[i] = period_month(year + i - 1, m->w[0]->value);
	return yield_period(r, pick_year(of, m->context), m->context->basis);
}

/* "last March", "next June", "this July": counted from the anchor's month. */
static bool rule_month_relative(const struct match *m, struct date_result *r)
{
	struct calendar_date date;
	int year, month = m->w[1]->value;

	if (!m->context->has_anchor)
		return yield_letters(r, DATE_DATE, "XXXX-%02d", month);
	date = calendar_date(m->context->anchor);
	year = date.year;
	if (strchr("lpb", m->w[0]->kind) && month >= date.month)
		year--;
	else if (strchr("nf", m->w[0]->kind) && month <= date.month)
		year++;
	return yield_period(r, period_month(year, month), m->context->basis);
}

/* "March last year", "March of the same year", "March this year" */
static bool rule_month_of_year(const struct match *m, struct date_result *r)
{
	int shift = strchr("lpb", m->w[1]->kind) ? -1 : strchr("nf", m->w[1]->kind) ? 1 : 0;
	bool is_story = strchr("sf", m->w[1]->kind) != NULL;

	if (m->w[2]->value != GRAIN_YEAR || m->w[2]->is_plural)
		return false;
	if (!(is_story ? from_story(m, r, GRAIN_YEAR, shift) : from_anchor(m, r, GRAIN_YEAR, shift)) ||
	    r->kind != DATE_RESULT_PERIOD)
		return yield_letters(r, DATE_DATE, "XXXX-%02d", m->w[0]->value);
	r->period = period_month(calendar_date(r->period.first).year, m->w[0]->value);
	return true;
}

/* "on Wednesday": news tells of the last days; a future verb looks ahead. */
static bool rule_weekday(const struct match *m, struct date_result *r)
{
	int back, weekday = m->w[0]->value;

	if (m->w[0]->is_plural)
		return yield_letters(r, DATE_SET, "XXXX-WXX-%d", weekday);
	if (!m->context->has_anchor)
		return yield_letters(r, DATE_DATE, "XXXX-WXX-%d", weekday);
	back = (calendar_weekday(m->context->anchor) - weekday + 7) % 7;
	if (m->context->tense == DATE_FUTURE && back > 0)
		back -= 7;
	return yield_day(r, m->context->anchor - back, m->context->basis);
}

static bool rule_weekday_relative(const struct match *m, struct date_result *r)
{
	int ahead, weekday = m->w[1]->value;

	if (!m->context->has_anchor)
		return yield_letters(r, DATE_DATE, "XXXX-WXX-%d", weekday);
	ahead = (weekday - calendar_weekday(m->context->anchor) + 7) % 7;
	if (strchr("lpb", m->w[0]->kind))
		ahead -= 7;
	else if (strchr("nf", m->w[0]->kind) && ahead == 0)
		ahead = 7;
	else if (m->w[0]->kind == 't' && m->context->tense == DATE_PAST && ahead > 0)
		ahead -= 7;
	return yield_day(r, m->context->anchor + ahead, m->context->basis);
}

/* "Wednesday of last week", "Monday this week" */
static bool rule_weekday_of_week(const struct match *m, struct date_result *r)
{
	int shift = strchr("lpb", m->w[1]->kind) ? -1 : strchr("nf", m->w[1]->kind) ? 1 : 0;

	if (m->w[2]->value != GRAIN_WEEK)
		return false;
	if (from_anchor(m, r, GRAIN_WEEK, shift) && r->kind == DATE_RESULT_PERIOD)
		r->period = (struct period){ GRAIN_DAY, r->period.first + m->w[0]->value - 1 };
	return true;
}

static bool rule_season(const struct match *m, struct date_result *r)
{
	static const char *const names[] = { "WI", "SP", "SU", "FA" };
	struct period of[3];
	int year, month = m->w[0]->value;

	if (!m->context->has_anchor || m->w[0]->is_plural || m->context->tense != DATE_PAST)
		return yield_letters(r, DATE_DATE, "XXXX-%s", names[month / 3 % 4]);
	year = calendar_date(m->context->anchor).year;
	for (int i = 0; i < 3; i++)
		of[i] = season_of(year + i - 1, month);
	return yield_period(r, pick_year(of, m->context), m->context->basis);
}

/* "last summer": the latest that is over; "this summer": of the anchor's year; "next summer" */
static bool rule_season_relative(const struct match *m, struct date_result *r)
{
	struct period season;
	int32_t anchor = m->context->anchor;
	int month = m->w[1]->value;

	if (!m->context->has_anchor)
		return yield_direction(r, strchr("lpb", m->w[0]->kind) ? -1 : 1);
	season = season_of(calendar_date(anchor).year, month);
	if (strchr("lpb", m->w[0]->kind))
		while (period_last(season) >= anchor)
			season.first = calendar_move(season.first, GRAIN_YEAR, -1);
	else if (strchr("nf", m->w[0]->kind))
		while (season.first <= anchor)
			season.first = calendar_move(season.first, GRAIN_YEAR, 1);
	else if (month == 12 && calendar_date(anchor).month < 6)
		season.first = calendar_move(season.first, GRAIN_YEAR, -1);
	return yield_period(r, season, m->context->basis);
}

/* "summer this year", "winter of that year" */
static bool rule_season_of_year(const struct match *m, struct date_result *r)
{
	if (!rule_month_of_year(m, r) || r->kind != DATE_RESULT_PERIOD)
		return false;
	r->period = season_of(calendar_date(r->period.first).year, m->w[0]->value);
	return true;
}

/* --- rules: counted from the anchor or from the story ----------------------------------- */

static bool rule_today(const struct match *m, struct date_result *r)
{
	return from_anchor(m, r, GRAIN_DAY, m->w[0]->value);
}

/* "last week", "this month", "the next day", "that year", "the past decade" */
static bool rule_unit(const struct match *m, struct date_result *r)
{
	enum grain grain = (enum grain)m->w[1]->value;
	int32_t anchor = m->context->anchor;

	if (m->w[1]->is_plural && strchr("lpn", m->w[0]->kind))
		return yield_direction(r, m->w[0]->kind == 'n' ? 1 : -1);
	if (m->w[1]->is_plural && (m->w[0]->kind != 't' || m->w[0]->value))
		return m->w[0]->kind == 't' ? yield_direction(r, 0) : false; /* "these days" */
	switch (m->w[0]->kind) {
	case 'l':
	case 'p':
		if ((m->w[0]->after_the || m->w[0]->kind == 'p') && m->context->has_anchor && grain >= GRAIN_DAY)
			return date_yield_range(r, (struct period){ GRAIN_DAY, calendar_move(anchor, grain, -1) },
			                   (struct period){ GRAIN_DAY, anchor }, m->context->basis);
		return from_anchor(m, r, grain, -1);
	case 'b':
		return from_story(m, r, grain, -1);
	case 'n':
		return m->w[0]->after_the ? from_story(m, r, grain, 1) : from_anchor(m, r, grain, 1);
	case 'f':
		return from_story(m, r, grain, 1);
	case 's':
		return from_story(m, r, grain, 0);
	default:
		return from_anchor(m, r, grain, 0);
	}
}

/* "the past six months", "the last 30 days", "the next five years" */
static bool rule_stretch(const struct match *m, struct date_result *r)
{
	enum grain grain = (enum grain)m->w[2]->value;
	bool is_back = strchr("lpb", m->w[0]->kind) != NULL;
	int n = m->w[1]->value;
	int32_t from;

	if (n == TIME_VAGUE || !m->context->has_anchor)
		return yield_direction(r, is_back ? -1 : 1);
	if (grain < GRAIN_DAY)
		return yield_duration(r, DATE_DURATION, n, grain);
	from = m->context->anchor;
	if (is_back)
		return date_yield_range(r, (struct period){ GRAIN_DAY, calendar_move(from, grain, -n) },
		                   (struct period){ GRAIN_DAY, from }, m->context->basis);
	/* from the story's year on where the story is told in years */
	if (m->w[0]->kind != 't' && m->context->has_reference && m->context->reference.grain == GRAIN_YEAR &&
	    grain == GRAIN_YEAR)
		return date_yield_range(r, m->context->reference, period_shift(m->context->reference, n), DATE_BY_TEXT);
	return date_yield_range(r, (struct period){ GRAIN_DAY, from },
	                   (struct period){ GRAIN_DAY, calendar_move(from, grain, n) }, m->context->basis);
}

/* "two years ago": the year; "ten minutes ago": the day. */
static bool rule_ago(const struct match *m, struct date_result *r)
{
	int n = m->w[0]->value;
	enum grain grain = (enum grain)m->w[1]->value;

	if (n == TIME_VAGUE || (n > 1 && m->w[0]->kind == '#' && !m->context->has_anchor))
		return yield_direction(r, -1);
	if (grain == GRAIN_HOUR && n >= 24)
		return from_anchor(m, r, GRAIN_DAY, -n / 24);
	if (grain < GRAIN_DAY)
		return from_anchor(m, r, GRAIN_DAY, 0);
	/* counted in decades and centuries, but no more exact than their years */
	if (grain > GRAIN_YEAR)
		return from_anchor(m, r, GRAIN_YEAR, -n * (grain == GRAIN_DECADE ? 10 : grain == GRAIN_CENTURY ? 100 : 1000));
	return from_anchor(m, r, grain, -n);
}

static bool rule_vague_ago(const struct match *m, struct date_result *r)
{
	(void)m;
	return yield_direction(r, -1);
}

static bool rule_from_now(const struct match *m, struct date_result *r)
{
	if (m->w[0]->value == TIME_VAGUE)
		return yield_direction(r, 1);
	return from_anchor(m, r, (enum grain)m->w[1]->value, m->w[0]->value);
}

/* "two years later", "a day earlier" */
static bool rule_after(const struct match *m, struct date_result *r)
{
	int n = m->w[0]->value, direction = m->w[2]->kind == 'r' ? 1 : -1;
	enum grain grain = (enum grain)m->w[1]->value;

	if (n == TIME_VAGUE)
		return yield_direction(r, direction);
	if (grain > GRAIN_YEAR)
		n *= grain == GRAIN_DECADE ? 10 : 100, grain = GRAIN_YEAR;
	return from_story(m, r, grain, direction * n);
}

/* "the day before", "the year after" */
static bool rule_neighbour(const struct match *m, struct date_result *r)
{
	if (m->w[0]->is_plural)
		return yield_direction(r, m->w[1]->kind == 'r' ? 1 : -1);
	return from_story(m, r, (enum grain)m->w[0]->value, m->w[1]->kind == 'r' ? 1 : -1);
}

/* "earlier this week": the week. */
static bool rule_part_of_unit(const struct match *m, struct date_result *r)
{
	struct match rest = { .w = { m->w[1], m->w[2] }, .context = m->context };

	return rule_unit(&rest, r);
}

/* "earlier in September": the month, on this side of the anchor. */
static bool rule_part_of_month(const struct match *m, struct date_result *r)
{
	struct date_context context = *m->context;
	struct match rest = { .w = { m->w[1] }, .context = &context };

	if (m->w[0]->kind == 'b')
		context.tense = DATE_PAST;
	return rule_month(&rest, r);
}

/* "the third quarter (of 2019)", "second half of last year" */
static bool yield_part(const struct match *m, struct date_result *r, int number, enum grain grain,
                       int year, enum date_basis basis)
{
	int months = grain == GRAIN_QUARTER ? 3 : 6;

	(void)m;
	if ((grain != GRAIN_QUARTER && grain != GRAIN_HALF) || number < 1 || number * months > 12)
		return false;
	return yield_period(r, (struct period){ grain, calendar_day(year, (number - 1) * months + 1, 1) }, basis);
}

static enum grain part_grain(const struct time_word *word)
{
	return word->kind == 'Q' ? GRAIN_QUARTER : word->kind == 'h' ? GRAIN_HALF : (enum grain)word->value;
}

static bool rule_part(const struct match *m, struct date_result *r)
{
	if (!m->context->has_anchor)
		return false;
	return yield_part(m, r, m->w[0]->value, part_grain(m->w[1]),
	                  calendar_date(m->context->anchor).year, m->context->basis);
}

static bool rule_part_of_year(const struct match *m, struct date_result *r)
{
	return yield_part(m, r, m->w[0]->value, part_grain(m->w[1]), year_of(m->w[2], m->context),
	                  DATE_BY_ITSELF);
}

static bool rule_part_letter(const struct match *m, struct date_result *r)
{
	struct match whole = { .w = { m->w[0], m->w[0], m->w[1] }, .context = m->context };

	return m->w[1] ? rule_part_of_year(&whole, r) : rule_part(&whole, r);
}

static bool rule_part_relative(const struct match *m, struct date_result *r)
{
	int shift = strchr("lpb", m->w[2]->kind) ? -1 : m->w[2]->kind == 'n' ? 1 : 0;

	if (m->w[3]->value != GRAIN_YEAR || !m->context->has_anchor)
		return false;
	return yield_part(m, r, m->w[0]->value, part_grain(m->w[1]),
	                  calendar_date(m->context->anchor).year + shift, m->context->basis);
}

/* "the first week of October (2019)" */
static bool rule_week_of_month(const struct match *m, struct date_result *r)
{
	struct match month = { .w = { m->w[2], m->w[3] }, .context = m->context };
	enum grain grain = (enum grain)m->w[1]->value;

	if (!(m->w[3] ? rule_my(&month, r) : rule_month(&month, r)) || r->kind != DATE_RESULT_PERIOD)
		return false;
	if (grain != GRAIN_WEEK && grain != GRAIN_WEEKEND && grain != GRAIN_DAY)
		return false;
	if (grain == GRAIN_DAY)
		r->period = period_shift(period_at(GRAIN_DAY, r->period.first), m->w[0]->value - 1);
	else
		r->period = period_at(grain, r->period.first + 3 + 7 * (m->w[0]->value - 1));
	return true;
}

/* "the year", "the day": the one that the story is in. */
static bool rule_unit_alone(const struct match *m, struct date_result *r)
{
	if (m->w[0]->is_plural)
		return yield_duration(r, DATE_DURATION, TIME_VAGUE, (enum grain)m->w[0]->value);
	if (m->w[0]->after_the)
		return from_story(m, r, (enum grain)m->w[0]->value, 0);
	return yield_duration(r, DATE_DURATION, 1, (enum grain)m->w[0]->value);
}

/* "the time of writing" */
static bool rule_writing(const struct match *m, struct date_result *r)
{
	return from_anchor(m, r, GRAIN_DAY, 0);
}

/* "the 12th of October last", "the 1st day of February next" */
static bool rule_old_style(const struct match *m, struct date_result *r)
{
	struct calendar_date date;
	enum date_basis basis;
	int32_t near, day;
	int year;

	if (!date_story_point(m->context, &near, &basis) || (m->w[1] && m->w[1]->value != GRAIN_DAY))
		return false;
	date = calendar_date(near);
	for (year = date.year - 1; year <= date.year + 1; year++) {
		if (!calendar_is_valid(year, m->w[2]->value, m->w[0]->value))
			continue;
		day = calendar_day(year, m->w[2]->value, m->w[0]->value);
		if (m->w[3]->kind == 'n' ? day > near : day < near && near - day <= 366)
			return yield_day(r, day, basis);
	}
	return false;
}

/* Christmas: of some year where the verb tells which way to look. */
static bool rule_holiday(const struct match *m, struct date_result *r)
{
	struct calendar_date date = calendar_date(m->w[0]->from.first);

	if (m->context->tense != DATE_PAST && m->context->tense != DATE_FUTURE)
		return yield_letters(r, DATE_DATE, "XXXX-%02d-%02d", date.month, date.day);
	return yield_month_day(m, r, date.month, date.day);
}

/* "that time", "at the time" */
static bool rule_that_time(const struct match *m, struct date_result *r)
{
	if (!m->context->has_reference)
		return yield_direction(r, 0);
	return yield_period(r, m->context->reference, DATE_BY_TEXT);
}

/* --- rules: durations, sets, fuzzy words -------------------------------------------------- */

static bool rule_duration(const struct match *m, struct date_result *r)
{
	return yield_duration(r, DATE_DURATION, m->w[0]->value, (enum grain)m->w[1]->value);
}

/* "days-long", "decades-old" */
static bool rule_vague_duration(const struct match *m, struct date_result *r)
{
	return yield_duration(r, DATE_DURATION, m->w[0]->is_plural ? TIME_VAGUE : 1, (enum grain)m->w[0]->value);
}

static bool rule_age(const struct match *m, struct date_result *r)
{
	return yield_duration(r, DATE_DURATION, m->w[1]->value, GRAIN_YEAR);
}

/* "two years and six months" */
static bool rule_double_duration(const struct match *m, struct date_result *r)
{
	static const char letters[] = { [GRAIN_DAY] = 'D', [GRAIN_WEEK] = 'W', [GRAIN_MONTH] = 'M', [GRAIN_YEAR] = 'Y' };
	int a = m->w[1]->value, b = m->w[4]->value;

	if (m->w[0]->value == TIME_VAGUE || m->w[3]->value == TIME_VAGUE || a <= b)
		return false;
	if (a == GRAIN_HOUR && b == GRAIN_MINUTE)
		return yield_letters(r, DATE_DURATION, "PT%dH%dM", m->w[0]->value, m->w[3]->value);
	if (a > GRAIN_YEAR || b < GRAIN_DAY || !letters[a] || !letters[b])
		return false;
	return yield_letters(r, DATE_DURATION, "P%d%c%d%c", m->w[0]->value, letters[a], m->w[3]->value, letters[b]);
}

/* "five to six days" */
static bool rule_duration_range(const struct match *m, struct date_result *r)
{
	struct date_result low = { 0 }, high = { 0 };

	yield_duration(&low, DATE_DURATION, m->w[0]->value, (enum grain)m->w[3]->value);
	yield_duration(&high, DATE_DURATION, m->w[2]->value, (enum grain)m->w[3]->value);
	return yield_letters(r, DATE_DURATION, "%.10s/%.10s", low.letters, high.letters);
}

static bool rule_frequency(const struct match *m, struct date_result *r)
{
	return yield_duration(r, DATE_SET, 1, (enum grain)m->w[0]->value);
}

/* "every week", "each weekend" */
static bool rule_every(const struct match *m, struct date_result *r)
{
	return yield_duration(r, DATE_SET, 1, (enum grain)m->w[1]->value);
}

/* "every two weeks", "every second day" */
static bool rule_every_n(const struct match *m, struct date_result *r)
{
	return yield_duration(r, DATE_SET, m->w[1]->value, (enum grain)m->w[2]->value);
}

static bool rule_every_weekday(const struct match *m, struct date_result *r)
{
	return yield_letters(r, DATE_SET, "XXXX-WXX-%d", m->w[1]->value);
}

static bool rule_every_month(const struct match *m, struct date_result *r)
{
	return yield_letters(r, DATE_SET, "XXXX-%02d", m->w[1]->value);
}

/* "three times a week" */
static bool rule_times(const struct match *m, struct date_result *r)
{
	return yield_duration(r, DATE_SET, m->w[2]->value, (enum grain)m->w[3]->value);
}

static bool rule_fuzzy(const struct match *m, struct date_result *r)
{
	return yield_direction(r, m->w[0]->value - 1); /* PAST_REF, PRESENT_REF, FUTURE_REF */
}

/* --- the table ---------------------------------------------------------------------------- */

/*
 * Letters are the kinds of time_words.h, and: N any number, O any ordinal, D also an ordinal in
 * letters, Y also a year of two figures. [lp] is one of these; `?` behind a letter: may be absent.
 * The first rule that matches and can answer counts.
 */
static const struct {
	const char *pattern;
	bool (*rule)(const struct match *m, struct date_result *r);
} rules[] = {
	{ "W?MDY", rule_wmdy },
	{ "W?DMY", rule_wdmy },
	{ "W?T", rule_figures },
	{ "MY", rule_my },
	{ "Y", rule_year },
	{ "W?MD", rule_wmd },
	{ "W?DM", rule_wdm },
	{ "M", rule_month },
	{ "W", rule_weekday },
	{ "W?D", rule_day_alone },
	{ "G", rule_today },
	{ "X", rule_decade },
	{ "x", rule_decade_alone },
	{ "V", rule_event },
	{ "v", rule_holiday },
	{ "iw", rule_writing },
	{ "DU?M[ln]", rule_old_style },
	{ "N<", rule_bc },
	{ "OU<", rule_century_bc },
	{ "N>", rule_ad },
	{ ">N", rule_ad_first },
	{ "SY", rule_season_year },
	{ "S", rule_season },
	{ "OU", rule_century },
	{ "OU", rule_part },
	{ "OUY", rule_part_of_year },
	{ "[Qh]Y?", rule_part_letter },
	{ "OU[lnt]U", rule_part_relative },
	{ "OUMY?", rule_week_of_month },
	{ "[lpbnft]W", rule_weekday_relative },
	{ "W[lnt]U", rule_weekday_of_week },
	{ "[lpnft]M", rule_month_relative },
	{ "M[lntsf]U", rule_month_of_year },
	{ "[lpnt]S", rule_season_relative },
	{ "S[lntsf]U", rule_season_of_year },
	{ "[lpbnfts]U", rule_unit },
	{ "[sbr][tsl]U", rule_part_of_unit },
	{ "[br]M", rule_part_of_month },
	{ "[lpnf]NU", rule_stretch },
	{ "NUa", rule_ago },
	{ "Ua", rule_vague_ago },
	{ "NUF", rule_from_now },
	{ "NU[rb]", rule_after },
	{ "U[rb]", rule_neighbour },
	{ "NU-NU", rule_double_duration },
	{ "NU[og]?", rule_duration },
	{ "U[og]", rule_vague_duration },
	{ "oN", rule_age },
	{ "N-NU", rule_duration_range },
	{ "R", rule_frequency },
	{ "eU", rule_every },
	{ "eNU", rule_every_n },
	{ "eOU", rule_every_n },
	{ "eW", rule_every_weekday },
	{ "eM", rule_every_month },
	{ "NiNU", rule_times },
	{ "FU?", rule_fuzzy },
	{ "U", rule_unit_alone },
	{ "s?i", rule_that_time },
	{ "N", rule_short_year },
};

bool date_letter_takes(char letter, const struct time_word *word)
{
	switch (letter) {
	case 'N':
		return strchr("D#Y'", word->kind) != NULL;
	case 'O':
		return word->kind == 'O' || (word->kind == 'D' && word->is_ordinal);
	case 'D':
		return word->kind == 'D' || (word->kind == 'O' && word->value <= 31);
	case 'Y':
		return word->kind == 'Y' || word->kind == '\'';
	default:
		return word->kind == letter;
	}
}

/* Whether the pattern covers all n words; fills match->w. */
static bool pattern_matches(const char *pattern, const struct time_word *word, size_t n, struct match *match)
{
	size_t at = 0, slot = 0;

	while (*pattern) {
		const char *next = pattern + 1;
		bool takes = false;

		if (*pattern == '[') {
			for (; *next != ']'; next++)
				takes |= at < n && date_letter_takes(*next, &word[at]);
			next++;
		} else {
			takes = at < n && date_letter_takes(*pattern, &word[at]);
		}
		if (!takes && *next != '?')
			return false;
		match->w[slot++] = takes ? &word[at++] : NULL;
		pattern = next + (*next == '?');
	}
	return at == n;
}

bool date_rules_apply(const struct time_word *word, size_t n, const struct date_context *context,
                      struct date_result *result)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		struct match match = { .context = context };

		*result = (struct date_result){ 0 };
		if (pattern_matches(rules[i].pattern, word, n, &match) && rules[i].rule(&match, result))
			return true;
	}
	return false;
}
