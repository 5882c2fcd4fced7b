/*
 * Rules of dates that are counted from the anchor or the story ("last week", "two years later"), of
 * durations ("six months"), sets ("every Tuesday") and fuzzy words ("recently").
 */
#include "date_match.h"

enum { MANY = 100 /* decades, centuries, millennia: more of them are told in no calendar */ };

/* --- rules: counted from the anchor or from the story ----------------------------------- */

static bool rule_today(const struct match *m, struct date_result *r)
{
	if (m->context->is_nowadays && m->w[0]->value == 0)
		return date_yield_direction(r, 0);
	return date_from_anchor(m, r, GRAIN_DAY, m->w[0]->value);
}

/* "last week", "this month", "the next day", "that year", "the past decade" */
static bool rule_unit(const struct match *m, struct date_result *r)
{
	enum grain grain = (enum grain)m->w[1]->value;
	int32_t anchor = m->context->anchor;

	if (m->w[1]->is_plural && strchr("lpn", m->w[0]->kind))
		return date_yield_direction(r, m->w[0]->kind == 'n' ? 1 : -1);
	if (m->w[1]->is_plural && (m->w[0]->kind != 't' || m->w[0]->value))
		return m->w[0]->kind == 't' ? date_yield_direction(r, 0) : false; /* "these days" */
	/* "this weekend", told of on Tuesday in the past tense */
	if (m->w[0]->kind == 't' && grain == GRAIN_WEEKEND && m->context->has_anchor &&
	    m->context->tense == DATE_PAST && period_at(grain, anchor).first > anchor)
		return date_from_anchor(m, r, grain, -1);
	switch (m->w[0]->kind) {
	case 'l':
	case 'p':
		if ((m->w[0]->after_the || m->w[0]->kind == 'p') && m->context->has_anchor &&
		    grain >= GRAIN_DAY)
			return date_yield_range(
				r, (struct period){ GRAIN_DAY, calendar_move(anchor, grain, -1) },
				(struct period){ GRAIN_DAY, anchor }, m->context->basis);
		return date_from_anchor(m, r, grain, -1);
	case 'b':
		return date_from_story(m, r, grain, -1);
	case 'n':
		return m->w[0]->after_the ? date_from_story(m, r, grain, 1)
					  : date_from_anchor(m, r, grain, 1);
	case 'f':
		return date_from_story(m, r, grain, 1);
	case 's':
		return date_from_story(m, r, grain, 0);
	default:
		return date_from_anchor(m, r, grain, 0);
	}
}

/* "the past six months", "the last 30 days", "the next five years" */
static bool rule_stretch(const struct match *m, struct date_result *r)
{
	enum grain grain = (enum grain)m->w[2]->value;
	bool is_back = strchr("lpb", m->w[0]->kind) != NULL;
	int n = m->w[1]->value;
	int32_t from;

	if (n == TIME_VAGUE || !m->context->has_anchor || (grain > GRAIN_YEAR && n > MANY))
		return date_yield_direction(r, is_back ? -1 : 1);
	if (grain < GRAIN_DAY)
		return date_yield_duration(r, DATE_DURATION, n, grain);
	from = m->context->anchor;
	if (is_back)
		return date_yield_range(
			r, (struct period){ GRAIN_DAY, calendar_move(from, grain, -n) },
			(struct period){ GRAIN_DAY, from }, m->context->basis);
	/* from the story's year on where the story is told in years */
	if (m->w[0]->kind != 't' && m->context->has_reference &&
	    m->context->reference.grain == GRAIN_YEAR && grain == GRAIN_YEAR)
		return date_yield_range(r, m->context->reference,
					period_shift(m->context->reference, n), DATE_BY_TEXT);
	return date_yield_range(r, (struct period){ GRAIN_DAY, from },
				(struct period){ GRAIN_DAY, calendar_move(from, grain, n) },
				m->context->basis);
}

/* "two years ago": the year; "ten minutes ago": the day. */
static bool rule_ago(const struct match *m, struct date_result *r)
{
	int n = m->w[0]->value;
	enum grain grain = (enum grain)m->w[1]->value;

	if (n == TIME_VAGUE || (grain > GRAIN_YEAR && n > MANY))
		return date_yield_direction(r, -1);
	if (grain == GRAIN_HOUR && n >= 24)
		return date_from_anchor(m, r, GRAIN_DAY, -n / 24);
	if (grain < GRAIN_DAY)
		return date_from_anchor(m, r, GRAIN_DAY, 0);
	/* counted in decades and centuries, but no more exact than their years */
	if (grain > GRAIN_YEAR)
		return date_from_anchor(m, r, GRAIN_YEAR,
					-n * (grain == GRAIN_DECADE    ? 10
					      : grain == GRAIN_CENTURY ? 100
								       : 1000));
	return date_from_anchor(m, r, grain, -n);
}

static bool rule_vague_ago(const struct match *m, struct date_result *r)
{
	(void)m;
	return date_yield_direction(r, -1);
}

static bool rule_from_now(const struct match *m, struct date_result *r)
{
	if (m->w[0]->value == TIME_VAGUE)
		return date_yield_direction(r, 1);
	return date_from_anchor(m, r, (enum grain)m->w[1]->value, m->w[0]->value);
}

/* "two years later", "a day earlier" */
static bool rule_after(const struct match *m, struct date_result *r)
{
	int n = m->w[0]->value, direction = m->w[2]->kind == 'r' ? 1 : -1;
	enum grain grain = (enum grain)m->w[1]->value;

	if (n == TIME_VAGUE || (grain > GRAIN_YEAR && n > MANY))
		return date_yield_direction(r, direction);
	if (grain > GRAIN_YEAR)
		n *= grain == GRAIN_DECADE    ? 10
		     : grain == GRAIN_CENTURY ? 100
					      : 1000,
			grain = GRAIN_YEAR;
	return date_from_story(m, r, grain, direction * n);
}

/* "the day before", "the year after" */
static bool rule_neighbour(const struct match *m, struct date_result *r)
{
	if (m->w[0]->is_plural)
		return date_yield_direction(r, m->w[1]->kind == 'r' ? 1 : -1);
	return date_from_story(m, r, (enum grain)m->w[0]->value, m->w[1]->kind == 'r' ? 1 : -1);
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
	return date_rule_month(&rest, r);
}

/* "the third quarter (of 2019)", "second half of last year" */
static bool yield_part(const struct match *m, struct date_result *r, int number, enum grain grain,
		       int year, enum date_basis basis)
{
	int months = grain == GRAIN_QUARTER ? 3 : 6;

	(void)m;
	if ((grain != GRAIN_QUARTER && grain != GRAIN_HALF) || number < 1 || number * months > 12)
		return false;
	return date_yield_period(
		r, (struct period){ grain, calendar_day(year, (number - 1) * months + 1, 1) },
		basis);
}

static enum grain part_grain(const struct time_word *word)
{
	return word->kind == 'Q'   ? GRAIN_QUARTER
	       : word->kind == 'h' ? GRAIN_HALF
				   : (enum grain)word->value;
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
	return yield_part(m, r, m->w[0]->value, part_grain(m->w[1]),
			  date_year_of(m->w[2], m->context), DATE_BY_ITSELF);
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

	if (!(m->w[3] ? date_rule_my(&month, r) : date_rule_month(&month, r)) ||
	    r->kind != DATE_RESULT_PERIOD)
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
		return date_yield_duration(r, DATE_DURATION, TIME_VAGUE,
					   (enum grain)m->w[0]->value);
	if (m->w[0]->after_the)
		return date_from_story(m, r, (enum grain)m->w[0]->value, 0);
	return date_yield_duration(r, DATE_DURATION, 1, (enum grain)m->w[0]->value);
}

/* "the time of writing" */
static bool rule_writing(const struct match *m, struct date_result *r)
{
	return date_from_anchor(m, r, GRAIN_DAY, 0);
}

/* "the 12th of October last", "the 1st day of February next" */
static bool rule_old_style(const struct match *m, struct date_result *r)
{
	struct calendar_date date;
	enum date_basis basis;
	int32_t near, day;
	int year;

	if (!date_story_point(m->context, &near, &basis) ||
	    (m->w[1] && m->w[1]->value != GRAIN_DAY))
		return false;
	date = calendar_date(near);
	for (year = date.year - 1; year <= date.year + 1; year++) {
		if (!calendar_is_valid(year, m->w[2]->value, m->w[0]->value))
			continue;
		day = calendar_day(year, m->w[2]->value, m->w[0]->value);
		if (m->w[3]->kind == 'n' ? day > near : day < near && near - day <= 366)
			return date_yield_day(r, day, basis);
	}
	return false;
}

/* "that time", "at the time", "this period" */
static bool rule_that_time(const struct match *m, struct date_result *r)
{
	if (!m->context->has_reference || (m->w[0] && m->w[0]->kind == 't' && !m->w[1]->value))
		return date_yield_direction(r, 0); /* "this time" */
	if (m->context->reference_to.first > m->context->reference.first)
		return date_yield_range(r, m->context->reference, m->context->reference_to,
					DATE_BY_TEXT);
	return date_yield_period(r, m->context->reference, DATE_BY_TEXT);
}

/* --- rules: durations, sets, fuzzy words -------------------------------------------------- */

static bool rule_duration(const struct match *m, struct date_result *r)
{
	return date_yield_duration(r, DATE_DURATION, m->w[0]->value, (enum grain)m->w[1]->value);
}

/* "days-long", "decades-old" */
static bool rule_vague_duration(const struct match *m, struct date_result *r)
{
	return date_yield_duration(r, DATE_DURATION, m->w[0]->is_plural ? TIME_VAGUE : 1,
				   (enum grain)m->w[0]->value);
}

static bool rule_age(const struct match *m, struct date_result *r)
{
	return date_yield_duration(r, DATE_DURATION, m->w[1]->value, GRAIN_YEAR);
}

/* "two years and six months" */
static bool rule_double_duration(const struct match *m, struct date_result *r)
{
	static const char letters[] = {
		[GRAIN_DAY] = 'D', [GRAIN_WEEK] = 'W', [GRAIN_MONTH] = 'M', [GRAIN_YEAR] = 'Y'
	};
	int a = m->w[1]->value, b = m->w[4]->value;

	if (m->w[0]->value == TIME_VAGUE || m->w[3]->value == TIME_VAGUE || a <= b)
		return false;
	if (a == GRAIN_HOUR && b == GRAIN_MINUTE)
		return date_yield_letters(r, DATE_DURATION, "PT%dH%dM", m->w[0]->value,
					  m->w[3]->value);
	if (a > GRAIN_YEAR || b < GRAIN_DAY || !letters[a] || !letters[b])
		return false;
	return date_yield_letters(r, DATE_DURATION, "P%d%c%d%c", m->w[0]->value, letters[a],
				  m->w[3]->value, letters[b]);
}

/* "five to six days" */
static bool rule_duration_range(const struct match *m, struct date_result *r)
{
	struct date_result low = { 0 }, high = { 0 };

	date_yield_duration(&low, DATE_DURATION, m->w[0]->value, (enum grain)m->w[3]->value);
	date_yield_duration(&high, DATE_DURATION, m->w[2]->value, (enum grain)m->w[3]->value);
	return date_yield_letters(r, DATE_DURATION, "%.10s/%.10s", low.letters, high.letters);
}

static bool rule_frequency(const struct match *m, struct date_result *r)
{
	return date_yield_duration(r, DATE_SET, 1, (enum grain)m->w[0]->value);
}

/* "every week", "each weekend" */
static bool rule_every(const struct match *m, struct date_result *r)
{
	return date_yield_duration(r, DATE_SET, 1, (enum grain)m->w[1]->value);
}

/* "every two weeks", "every second day" */
static bool rule_every_n(const struct match *m, struct date_result *r)
{
	return date_yield_duration(r, DATE_SET, m->w[1]->value, (enum grain)m->w[2]->value);
}

static bool rule_every_weekday(const struct match *m, struct date_result *r)
{
	return date_yield_letters(r, DATE_SET, "XXXX-WXX-%d", m->w[1]->value);
}

static bool rule_every_month(const struct match *m, struct date_result *r)
{
	return date_yield_letters(r, DATE_SET, "XXXX-%02d", m->w[1]->value);
}

/* "three times a week" */
static bool rule_times(const struct match *m, struct date_result *r)
{
	return date_yield_duration(r, DATE_SET, m->w[2]->value, (enum grain)m->w[3]->value);
}

static bool rule_fuzzy(const struct match *m, struct date_result *r)
{
	return date_yield_direction(r, m->w[0]->value - 1); /* PAST_REF, PRESENT_REF, FUTURE_REF */
}

/* --- the table ---------------------------------------------------------------------------- */

const struct date_rule date_offset_rules[] = {
	{ "G", rule_today },
	{ "iw", rule_writing },
	{ "DU?M[ln]", rule_old_style },
	{ "OU", rule_part },
	{ "OUY", rule_part_of_year },
	{ "[Qh]Y?", rule_part_letter },
	{ "OU[lnt]U", rule_part_relative },
	{ "OUMY?", rule_week_of_month },
	{ "[lpbnfts]U", rule_unit },
	{ "[sbr][tsl]U", rule_part_of_unit },
	{ "[br]M", rule_part_of_month },
	{ "[lpnf]NU", rule_stretch },
	{ "NUa", rule_ago },
	{ "Ua", rule_vague_ago },
	{ "NU[FG]", rule_from_now },
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
	{ "[st]?i", rule_that_time },
};

const size_t date_n_offset_rules = sizeof date_offset_rules / sizeof *date_offset_rules;
