/*
 * The rules of dates: a pattern over the kinds of the words, and what it means.
 *
 * A rule gets the words that its pattern matched, in order, and the context; it answers with a
 * period, a range or letters, or declines, and then the next rule is asked.
 */
#include "date_match.h"

#include <stdarg.h>
#include <stdio.h>

/* --- results ----------------------------------------------------------------------------- */

bool date_yield_period(struct date_result *r, struct period period, enum date_basis basis)
{
	r->kind = DATE_RESULT_PERIOD;
	r->period = period;
	r->basis = basis;
	return true;
}

bool date_yield_range(struct date_result *r, struct period from, struct period to,
		      enum date_basis basis)
{
	r->kind = DATE_RESULT_RANGE;
	r->period = from;
	r->to = to;
	r->basis = basis;
	return true;
}

bool date_yield_letters(struct date_result *r, enum date_type type, const char *format, ...)
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

bool date_yield_day(struct date_result *r, int32_t day, enum date_basis basis)
{
	return date_yield_period(r, (struct period){ GRAIN_DAY, day }, basis);
}

/* An amount of time, P3M, PT2H, PXD. */
bool date_yield_duration(struct date_result *r, enum date_type type, int n, enum grain grain)
{
	static const struct {
		const char *before, *after;
		int times;
	} units[] = {
		[GRAIN_SECOND] = { "PT", "S", 1 },   [GRAIN_MINUTE] = { "PT", "M", 1 },
		[GRAIN_HOUR] = { "PT", "H", 1 },     [GRAIN_DAY] = { "P", "D", 1 },
		[GRAIN_WEEKEND] = { "P", "WE", 1 },  [GRAIN_WEEK] = { "P", "W", 1 },
		[GRAIN_MONTH] = { "P", "M", 1 },     [GRAIN_SEASON] = { "P", "M", 3 },
		[GRAIN_QUARTER] = { "P", "M", 3 },   [GRAIN_HALF] = { "P", "M", 6 },
		[GRAIN_YEAR] = { "P", "Y", 1 },      [GRAIN_DECADE] = { "P", "0Y", 1 },
		[GRAIN_CENTURY] = { "P", "00Y", 1 }, [GRAIN_MILLENNIUM] = { "P", "000Y", 1 },
	};

	if (n == TIME_VAGUE)
		return date_yield_letters(r, type, "%sX%s", units[grain].before,
					  units[grain].after);
	return date_yield_letters(r, type, "%s%d%s", units[grain].before, n * units[grain].times,
				  units[grain].after);
}

/* --- the points in time that relative expressions count from ------------------------------ */

/* Relative words of a document without an anchor: all that can be said is the direction. */
bool date_yield_direction(struct date_result *r, int direction)
{
	return date_yield_letters(r, DATE_DATE, "%s",
				  direction < 0   ? "PAST_REF"
				  : direction > 0 ? "FUTURE_REF"
						  : "PRESENT_REF");
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

/* Beyond what day numbers can hold with room to spare. */
static bool is_far(enum grain grain, int n)
{
	int most = grain > GRAIN_YEAR ? 100 : 1000000;

	return n > most || n < -most;
}

/* The n-th period from the anchor. */
bool date_from_anchor(const struct match *m, struct date_result *r, enum grain grain, int n)
{
	if (!m->context->has_anchor || is_far(grain, n))
		return date_yield_direction(r, n);
	return date_yield_period(r, period_shift(period_at(grain, m->context->anchor), n),
				 m->context->basis);
}

/* The n-th period from the story's point. */
bool date_from_story(const struct match *m, struct date_result *r, enum grain grain, int n)
{
	enum date_basis basis;
	int32_t day;

	if (!date_story_point(m->context, &day, &basis) || is_far(grain, n))
		return date_yield_direction(r, n);
	if (basis == DATE_BY_TEXT && grain == GRAIN_DAY && m->context->has_reference_day)
		return date_yield_period(
			r, period_shift(period_at(grain, m->context->reference_day), n), basis);
	/* "a day later" after a bare year or month says no more than that period */
	if (basis == DATE_BY_TEXT && grain < m->context->reference.grain)
		grain = m->context->reference.grain, n = 0;
	return date_yield_period(r, period_shift(period_at(grain, day), n), basis);
}

int date_pick_direction(enum date_tense tense)
{
	return tense == DATE_FUTURE ? 1 : tense == DATE_PAST ? -1 : 0;
}

/* --- patterns ------------------------------------------------------------------------------- */

/*
 * Letters are the kinds of time_words.h, and: N any number, O any ordinal, D also an ordinal in
 * letters, Y also a year of two figures. [lp] is one of these; `?` behind a letter: may be absent.
 * The first rule that matches and can answer counts.
 */
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
static bool pattern_matches(const char *pattern, const struct time_word *word, size_t n,
			    struct match *match)
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

static bool apply_table(const struct date_rule *rules, size_t n_rules, const struct time_word *word,
			size_t n, const struct date_context *context, struct date_result *result)
{
	for (size_t i = 0; i < n_rules; i++) {
		struct match match = { .context = context };

		*result = (struct date_result){ 0 };
		if (pattern_matches(rules[i].pattern, word, n, &match) &&
		    rules[i].rule(&match, result))
			return true;
	}
	return false;
}

bool date_rules_apply(const struct time_word *word, size_t n, const struct date_context *context,
		      struct date_result *result)
{
	return apply_table(date_point_rules, date_n_point_rules, word, n, context, result) ||
	       apply_table(date_offset_rules, date_n_offset_rules, word, n, context, result);
}
