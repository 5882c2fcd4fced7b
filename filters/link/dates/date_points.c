/*
 * Rules of dates that stand for themselves ("18 October 2023", "the 1990s") and of those that lack
 * a part which the anchor and the verb's tense supply ("on Wednesday", "September 17", "last
 * summer").
 */
#include "date_match.h"

enum {
	SHORT_YEAR_REACH = 30, /* "in 1871 and 72": years that one of two figures may lie ahead */
	ANNOUNCED_DAYS = 60,
};

/* --- rules: dates that stand for themselves ------------------------------------------------ */

int date_year_of(const struct time_word *word, const struct date_context *context)
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
	int y = date_year_of(year, m->context);

	if (!calendar_is_valid(y, month->value, day->value))
		return false;
	r->is_day = true;
	return date_yield_day(r, calendar_day(y, month->value, day->value), DATE_BY_ITSELF);
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
	return date_yield_day(r, m->w[1]->day, DATE_BY_ITSELF);
}

bool date_rule_my(const struct match *m, struct date_result *r)
{
	return date_yield_period(r, period_month(date_year_of(m->w[1], m->context), m->w[0]->value),
				 DATE_BY_ITSELF);
}

static bool rule_year(const struct match *m, struct date_result *r)
{
	return date_yield_period(r, period_year(date_year_of(m->w[0], m->context)), DATE_BY_ITSELF);
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
		else if (year < 100 && near >= 1000 && near % 100 < year &&
			 year - near % 100 <= SHORT_YEAR_REACH)
			year += near - near % 100;
	}
	return date_yield_period(r, period_year(year), DATE_BY_ITSELF);
}

static bool rule_bc(const struct match *m, struct date_result *r)
{
	return date_yield_period(r, period_year(-m->w[0]->value), DATE_BY_ITSELF);
}

static bool rule_ad(const struct match *m, struct date_result *r)
{
	return date_yield_period(r, period_year(m->w[0]->value), DATE_BY_ITSELF);
}

static bool rule_ad_first(const struct match *m, struct date_result *r)
{
	return date_yield_period(r, period_year(m->w[1]->value), DATE_BY_ITSELF);
}

static bool rule_decade(const struct match *m, struct date_result *r)
{
	bool is_century = m->w[0]->value % 100 == 0 && m->w[0]->value < 2000;

	return date_yield_period(r,
				 period_at(is_century ? GRAIN_CENTURY : GRAIN_DECADE,
					   calendar_day(m->w[0]->value, 1, 1)),
				 DATE_BY_ITSELF);
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
	return date_yield_period(r, period_at(GRAIN_DECADE, calendar_day(year, 1, 1)),
				 DATE_BY_ITSELF);
}

static bool rule_century(const struct match *m, struct date_result *r)
{
	if (m->w[1]->value == GRAIN_CENTURY)
		return date_yield_period(
			r, period_at(GRAIN_CENTURY, calendar_day(100 * (m->w[0]->value - 1), 1, 1)),
			DATE_BY_ITSELF);
	if (m->w[1]->value == GRAIN_MILLENNIUM)
		return date_yield_period(r,
					 period_at(GRAIN_MILLENNIUM,
						   calendar_day(1000 * (m->w[0]->value - 1), 1, 1)),
					 DATE_BY_ITSELF);
	return false;
}

static bool rule_century_bc(const struct match *m, struct date_result *r)
{
	if (m->w[1]->value != GRAIN_CENTURY)
		return false;
	return date_yield_letters(r, DATE_DATE, "-%02dXX", m->w[0]->value - 1);
}

struct period date_season_of(int year, int month)
{
	return (struct period){ GRAIN_SEASON, calendar_day(year, month, 1) };
}

static bool rule_season_year(const struct match *m, struct date_result *r)
{
	return date_yield_period(r,
				 date_season_of(date_year_of(m->w[1], m->context), m->w[0]->value),
				 DATE_BY_ITSELF);
}

static bool rule_event(const struct match *m, struct date_result *r)
{
	const struct event *event = &m->w[0]->event;

	if (event->from.first == event->to.first)
		return date_yield_period(r, event->from, DATE_BY_ITSELF);
	return date_yield_range(r, event->from, event->to, DATE_BY_ITSELF);
}

/* --- rules: dates that lack a part ------------------------------------------------------- */

/* "announced on 12 November strikes from 1 December": so near a day is ahead, whatever the tense. */
static bool is_announced(const struct period of[3], int32_t anchor)
{
	struct period next = of[1].first > anchor ? of[1] : of[2];

	return next.grain == GRAIN_DAY && next.first - anchor <= ANNOUNCED_DAYS;
}

/* The candidates of this year, the last and the next one: the one that the tense asks for. */
static struct period pick_year(struct period of[3], const struct date_context *context)
{
	int32_t anchor = context->anchor;
	int direction = date_pick_direction(context->tense);

	if (direction > 0)
		return period_last(of[1]) >= anchor ? of[1] : of[2];
	if (direction < 0 && !is_announced(of, anchor))
		return of[1].first <= anchor ? of[1] : of[0];
	for (int i = 2; i > 0; i--) {
		/* the nearer one of two neighbours; what lies behind wins within the year's last
		 * part */
		int32_t before = anchor - period_last(of[i - 1]), after = of[i].first - anchor;

		if (of[i].first <= anchor || after < before)
			return of[i];
	}
	return of[0];
}

bool date_yield_month_day(const struct match *m, struct date_result *r, int month, int day)
{
	struct period of[3];
	int year;

	if (!m->context->has_anchor)
		return date_yield_letters(r, DATE_DATE, "XXXX-%02d-%02d", month, day);
	year = calendar_date(m->context->anchor).year;
	for (int i = 0; i < 3; i++) {
		if (!calendar_is_valid(year + i - 1, month, day)) {
			if (!calendar_is_valid(2000, month, day))
				return false;
			return date_yield_letters(r, DATE_DATE, "XXXX-%02d-%02d", month, day);
		}
		of[i] = (struct period){ GRAIN_DAY, calendar_day(year + i - 1, month, day) };
	}
	return date_yield_period(r, pick_year(of, m->context), m->context->basis);
}

static bool rule_wmd(const struct match *m, struct date_result *r)
{
	return date_yield_month_day(m, r, m->w[1]->value, m->w[2]->value);
}

static bool rule_wdm(const struct match *m, struct date_result *r)
{
	return date_yield_month_day(m, r, m->w[2]->value, m->w[1]->value);
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
	return date_yield_day(r, calendar_day(date.year, date.month, word->value), basis);
}

bool date_rule_month(const struct match *m, struct date_result *r)
{
	struct period of[3];
	int year;

	if (!m->context->has_anchor || m->context->is_generic)
		return date_yield_letters(r, DATE_DATE, "XXXX-%02d", m->w[0]->value);
	year = calendar_date(m->context->anchor).year;
	for (int i = 0; i < 3; i++)
		of[i] = period_month(year + i - 1, m->w[0]->value);
	return date_yield_period(r, pick_year(of, m->context), m->context->basis);
}

/* "last March", "next June", "this July": counted from the anchor's month. */
static bool rule_month_relative(const struct match *m, struct date_result *r)
{
	struct calendar_date date;
	int year, month = m->w[1]->value;

	if (!m->context->has_anchor)
		return date_yield_letters(r, DATE_DATE, "XXXX-%02d", month);
	date = calendar_date(m->context->anchor);
	year = date.year;
	if (strchr("lpb", m->w[0]->kind) && month >= date.month)
		year--;
	else if (strchr("nf", m->w[0]->kind) && month <= date.month)
		year++;
	return date_yield_period(r, period_month(year, month), m->context->basis);
}

/* "March last year", "March of the same year", "March this year" */
bool date_rule_month_of_year(const struct match *m, struct date_result *r)
{
	int shift = strchr("lpb", m->w[1]->kind) ? -1 : strchr("nf", m->w[1]->kind) ? 1 : 0;
	bool is_story = strchr("sf", m->w[1]->kind) != NULL;

	if (m->w[2]->value != GRAIN_YEAR || m->w[2]->is_plural)
		return false;
	if (!(is_story ? date_from_story(m, r, GRAIN_YEAR, shift)
		       : date_from_anchor(m, r, GRAIN_YEAR, shift)) ||
	    r->kind != DATE_RESULT_PERIOD)
		return date_yield_letters(r, DATE_DATE, "XXXX-%02d", m->w[0]->value);
	r->period = period_month(calendar_date(r->period.first).year, m->w[0]->value);
	return true;
}

/* "on Wednesday": news tells of the last days; a verb that is not in the past tense looks ahead. */
static bool rule_weekday(const struct match *m, struct date_result *r)
{
	int back, weekday = m->w[0]->value;

	if (m->w[0]->is_plural)
		return date_yield_letters(r, DATE_SET, "XXXX-WXX-%d", weekday);
	if (!m->context->has_anchor)
		return date_yield_letters(r, DATE_DATE, "XXXX-WXX-%d", weekday);
	back = (calendar_weekday(m->context->anchor) - weekday + 7) % 7;
	if (back > 0 && (m->context->tense == DATE_FUTURE || m->context->tense == DATE_PRESENT))
		back -= 7;
	return date_yield_day(r, m->context->anchor - back, m->context->basis);
}

static bool rule_weekday_relative(const struct match *m, struct date_result *r)
{
	int ahead, weekday = m->w[1]->value;

	if (!m->context->has_anchor)
		return date_yield_letters(r, DATE_DATE, "XXXX-WXX-%d", weekday);
	ahead = (weekday - calendar_weekday(m->context->anchor) + 7) % 7;
	if (strchr("lpb", m->w[0]->kind))
		ahead -= 7;
	else if (strchr("nf", m->w[0]->kind) && ahead == 0)
		ahead = 7;
	else if (m->w[0]->kind == 't' && m->context->tense == DATE_PAST && ahead > 0)
		ahead -= 7;
	return date_yield_day(r, m->context->anchor + ahead, m->context->basis);
}

/* "Wednesday of last week", "Monday this week" */
static bool rule_weekday_of_week(const struct match *m, struct date_result *r)
{
	int shift = strchr("lpb", m->w[1]->kind) ? -1 : strchr("nf", m->w[1]->kind) ? 1 : 0;

	if (m->w[2]->value != GRAIN_WEEK)
		return false;
	if (date_from_anchor(m, r, GRAIN_WEEK, shift) && r->kind == DATE_RESULT_PERIOD)
		r->period = (struct period){ GRAIN_DAY, r->period.first + m->w[0]->value - 1 };
	return true;
}

static bool rule_season(const struct match *m, struct date_result *r)
{
	static const char *const names[] = { "WI", "SP", "SU", "FA" };

	/* bare, a season is told of in general more often than of one year */
	return date_yield_letters(r, DATE_DATE, "XXXX-%s", names[m->w[0]->value / 3 % 4]);
}

/* "last summer": the latest that is over; "this summer": of the anchor's year; "next summer" */
static bool rule_season_relative(const struct match *m, struct date_result *r)
{
	struct period season;
	int32_t anchor = m->context->anchor;
	int month = m->w[1]->value;

	if (!m->context->has_anchor)
		return date_yield_direction(r, strchr("lpb", m->w[0]->kind) ? -1 : 1);
	season = date_season_of(calendar_date(anchor).year, month);
	if (strchr("lpb", m->w[0]->kind))
		while (period_last(season) >= anchor)
			season.first = calendar_move(season.first, GRAIN_YEAR, -1);
	else if (strchr("nf", m->w[0]->kind))
		while (season.first <= anchor)
			season.first = calendar_move(season.first, GRAIN_YEAR, 1);
	else if (month == 12 && calendar_date(anchor).month < 6)
		season.first = calendar_move(season.first, GRAIN_YEAR, -1);
	return date_yield_period(r, season, m->context->basis);
}

/* "summer this year", "winter of that year" */
static bool rule_season_of_year(const struct match *m, struct date_result *r)
{
	if (!date_rule_month_of_year(m, r) || r->kind != DATE_RESULT_PERIOD)
		return false;
	r->period = date_season_of(calendar_date(r->period.first).year, m->w[0]->value);
	return true;
}

/* "November 10 of last year" */
static bool rule_day_of_year(const struct match *m, struct date_result *r)
{
	struct match month = { .w = { m->w[0], m->w[2], m->w[3] }, .context = m->context };
	int year;

	if (!date_rule_month_of_year(&month, r) || r->kind != DATE_RESULT_PERIOD)
		return false;
	year = calendar_date(r->period.first).year;
	if (!calendar_is_valid(year, m->w[0]->value, m->w[1]->value))
		return false;
	return date_yield_day(r, calendar_day(year, m->w[0]->value, m->w[1]->value), r->basis);
}

/* "the second Monday of May 2014", "the last Friday in October" */
static bool rule_weekday_of_month(const struct match *m, struct date_result *r)
{
	struct match month = { .w = { m->w[2], m->w[3] }, .context = m->context };
	int32_t day;

	if (!(m->w[3] ? date_rule_my(&month, r) : date_rule_month(&month, r)) ||
	    r->kind != DATE_RESULT_PERIOD)
		return false;
	if (m->w[0]->kind == 'l') {
		day = period_last(r->period);
		day -= (calendar_weekday(day) - m->w[1]->value + 7) % 7;
	} else {
		day = r->period.first;
		day += (m->w[1]->value - calendar_weekday(day) + 7) % 7 + 7 * (m->w[0]->value - 1);
		if (day > period_last(r->period))
			return false;
	}
	return date_yield_day(r, day, r->basis);
}

/* --- rules: holidays ---------------------------------------------------------------------- */

/* Without a year: of this one, the last or the next, as the tense asks for. */
static bool rule_holiday(const struct match *m, struct date_result *r)
{
	const struct event *holiday = &m->w[0]->event;
	enum date_tense tense = m->context->tense;
	struct period of[3];
	int year;

	/* every year's, as far as can be told */
	if (holiday->rule == EVENT_DAY && (!m->context->has_anchor || (tense != DATE_PAST && tense != DATE_FUTURE)))
		return date_yield_letters(r, DATE_DATE, "XXXX-%02d-%02d", holiday->month, holiday->day);
	if (!m->context->has_anchor)
		return false;
	year = calendar_date(m->context->anchor).year;
	for (int i = 0; i < 3; i++)
		of[i] = (struct period){ GRAIN_DAY, event_day(holiday, year + i - 1) };
	return date_yield_period(r, pick_year(of, m->context), m->context->basis);
}

/* "last Easter": the one before the anchor, be it of this year; "this Christmas". */
static bool rule_holiday_relative(const struct match *m, struct date_result *r)
{
	int32_t anchor = m->context->anchor;
	int direction = m->w[0]->kind == 'l' ? -1 : m->w[0]->kind == 'n', year;

	if (!m->context->has_anchor)
		return date_yield_direction(r, direction);
	year = calendar_date(anchor).year;
	if (direction && (event_day(&m->w[1]->event, year) - anchor) * direction <= 0)
		year += direction;
	return date_yield_day(r, event_day(&m->w[1]->event, year), m->context->basis);
}

static bool rule_holiday_of_year(const struct match *m, struct date_result *r)
{
	return date_yield_day(r, event_day(&m->w[0]->event, m->w[1]->value), DATE_BY_ITSELF);
}

static bool rule_every_holiday(const struct match *m, struct date_result *r)
{
	const struct event *holiday = &m->w[1]->event;

	if (holiday->rule == EVENT_DAY)
		return date_yield_letters(r, DATE_SET, "XXXX-%02d-%02d", holiday->month, holiday->day);
	return date_yield_duration(r, DATE_SET, 1, GRAIN_YEAR);
}

/* --- the table ---------------------------------------------------------------------------- */

const struct date_rule date_point_rules[] = {
	{ "W?MDY", rule_wmdy },
	{ "W?DMY", rule_wdmy },
	{ "W?T", rule_figures },
	{ "MY", date_rule_my },
	{ "Y", rule_year },
	{ "W?MD", rule_wmd },
	{ "W?DM", rule_wdm },
	{ "M", date_rule_month },
	{ "W", rule_weekday },
	{ "W?D", rule_day_alone },
	{ "X", rule_decade },
	{ "x", rule_decade_alone },
	{ "V", rule_event },
	{ "v", rule_holiday },
	{ "vY", rule_holiday_of_year },
	{ "[lnt]v", rule_holiday_relative },
	{ "ev", rule_every_holiday },
	{ "N<", rule_bc },
	{ "OU<", rule_century_bc },
	{ "N>", rule_ad },
	{ ">N", rule_ad_first },
	{ "SY", rule_season_year },
	{ "S", rule_season },
	{ "OU", rule_century },
	{ "[lpbnft]W", rule_weekday_relative },
	{ "W[lnt]U", rule_weekday_of_week },
	{ "[lpnft]M", rule_month_relative },
	{ "M[lntsf]U", date_rule_month_of_year },
	{ "MD[lntsf]U", rule_day_of_year },
	{ "[Ol]WMY?", rule_weekday_of_month },
	{ "[lpnt]S", rule_season_relative },
	{ "S[lntsf]U", rule_season_of_year },
	{ "N", rule_short_year },
};

const size_t date_n_point_rules = sizeof date_point_rules / sizeof *date_point_rules;
