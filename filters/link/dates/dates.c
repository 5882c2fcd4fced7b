/*
 * Values of time expressions: the words are trimmed of what modifies a date, the rest goes to the
 * rules, and what was trimmed is put on the result.
 *
 *      "late on Wednesday night"   words  A W P       trimmed: late, night     rules: W
 *      "5–6 September 2019"        words  D - D M Y   two dates: D M Y (completed) and D M Y
 */
#include "dates.h"

#include "date_rules.h"

const char *date_type_name(enum date_type type)
{
	static const char *const names[] = { "DATE", "TIME", "DURATION", "SET" };

	return names[type];
}

const char *date_basis_name(enum date_basis basis)
{
	static const char *const names[] = { "", "published", "dateline", "first", "text" };

	return names[basis];
}

/* --- ranges ------------------------------------------------------------------------------- */

static const struct time_word *find_kind(const struct time_word *word, size_t n, char letter)
{
	for (size_t i = 0; i < n; i++)
		if (date_letter_takes(letter, &word[i]))
			return &word[i];
	return NULL;
}

/*
 * "5–6 September 2019", "January to June 2016", "March 3 to 5": each side gets the month and the
 * year that only the other one has.
 */
static bool resolve_range(const struct time_word *word, size_t n, size_t middle,
			  const struct date_context *context, struct date_result *result)
{
	struct time_word left[TIME_WORDS_MAX], right[TIME_WORDS_MAX];
	size_t n_left = middle, n_right = n - middle - 1;
	const struct time_word *found;
	struct date_result from, to;

	if (n + 2 > TIME_WORDS_MAX || n_left == 0 || n_right == 0)
		return false;
	memcpy(left, word, n_left * sizeof *left);
	memcpy(right, word + middle + 1, n_right * sizeof *right);
	if (n_left == 1 && n_right == 1 && left[0].kind == 'Y' && right[0].is_figures &&
	    right[0].value < 100 && right[0].value > left[0].value % 100) {
		right[0].kind = 'Y'; /* 1776–77 */
		right[0].value += left[0].value - left[0].value % 100;
	}
	if (!find_kind(right, n_right, 'M') && find_kind(right, n_right, 'D') &&
	    (found = find_kind(left, n_left, 'M'))) {
		memmove(right + 1, right, n_right++ * sizeof *right);
		right[0] = *found;
	}
	if (!find_kind(left, n_left, 'M') && find_kind(left, n_left, 'D') &&
	    (found = find_kind(right, n_right, 'M')))
		left[n_left++] = *found;
	if (find_kind(left, n_left, 'M') && !find_kind(left, n_left, 'Y') &&
	    (found = find_kind(right, n_right, 'Y')))
		left[n_left++] = *found;
	if (!date_rules_apply(left, n_left, context, &from) ||
	    !date_rules_apply(right, n_right, context, &to) || from.kind != DATE_RESULT_PERIOD ||
	    to.kind != DATE_RESULT_PERIOD || from.period.first > to.period.first)
		return false;
	return date_yield_range(result, from.period, to.period, to.basis);
}

/* "the winter of 1776-77": a season that spans two years needs no second one. */
static size_t drop_second_year(struct time_word *word, size_t n)
{
	if (n == 4 && word[0].kind == 'S' && word[1].kind == 'Y' && word[2].kind == '-' &&
	    word[3].is_figures)
		return 2;
	return n;
}

/* --- modifiers and the time of day --------------------------------------------------------- */

/* What is said besides the date itself. */
struct trimmings {
	int clock;     /* minutes of the day; -1: none */
	char part;     /* M A E N; 0: none */
	char modifier; /* E I A B H; 0: none */
	bool has_unit; /* the words name a unit: "the end of the year" */
	bool has_zone;
	int zone; /* hours */
};

/* Takes these words out of the list; what is left is the date. */
static size_t trim_words(const struct time_words *words, struct time_word *rest,
			 struct trimmings *trimmings)
{
	size_t n = 0;

	*trimmings = (struct trimmings){ .clock = -1 };
	for (size_t i = 0; i < words->n; i++) {
		struct time_word word = words->word[i];
		const struct time_word *next = i + 1 < words->n ? &words->word[i + 1] : NULL;

		if (word.kind == 'K' ||
		    (next && next->kind == 'm' && word.is_figures && word.value <= 12)) {
			trimmings->clock = word.kind == 'K' ? word.value : word.value * 60;
		} else if (word.kind == 'm') {
			if (trimmings->clock >= 0)
				trimmings->clock = trimmings->clock % 720 + word.value * 60;
		} else if (word.kind == 'z') {
			trimmings->has_zone = true;
			trimmings->zone = word.value;
		} else if (word.kind == 'P') {
			trimmings->part = (char)word.value;
		} else if (words->n > 1 &&
			   (strchr("EIABH", word.kind) ||
			    (word.kind == 'r' && next && strchr("XU", next->kind) && n == 0))) {
			trimmings->modifier = word.kind == 'r' ? 'A' : word.kind;
		} else {
			if (word.kind == 'G' && word.value == TIME_TONIGHT) {
				word.value = 0;
				trimmings->part = 'N';
			}
			trimmings->has_unit |= word.kind == 'U';
			rest[n++] = word;
		}
	}
	/* "last night", "every morning", "three nights": the part of the day counts as a day */
	if (trimmings->part && n == 1 && strchr("lptbsnfe#D", rest[0].kind)) {
		rest[n++] = (struct time_word){ .kind = 'U', .value = GRAIN_DAY };
		if (strchr("#D", rest[0].kind))
			trimmings->part = 0;
	}
	return n;
}

/* Years of a decade or century that "early", "mid" and "late" speak of. */
static void narrow(struct date_result *result, char modifier)
{
	int year = calendar_date(result->period.first).year;
	int from = 0, to = 0;

	switch (result->period.grain) {
	case GRAIN_DECADE:
		from = modifier == 'E' ? 0 : modifier == 'I' ? 4 : 5;
		to = modifier == 'E' ? 4 : modifier == 'I' ? 6 : 9;
		break;
	case GRAIN_CENTURY:
		from = modifier == 'E' ? 0 : modifier == 'I' ? 40 : 75;
		to = modifier == 'E' ? 24 : modifier == 'I' ? 60 : 99;
		break;
	default:
		return;
	}
	date_yield_range(result, period_year(year + from), period_year(year + to), result->basis);
}

static void apply_modifier(struct date_result *result, const struct trimmings *trimmings)
{
	if (result->kind != DATE_RESULT_PERIOD || !trimmings->modifier)
		return;
	if (strchr("EIA", trimmings->modifier))
		narrow(result, trimmings->modifier);
	else if (trimmings->has_unit && result->period.grain >= GRAIN_WEEK)
		result->period = (struct period){ GRAIN_DAY, trimmings->modifier == 'B'
								     ? period_last(result->period)
								     : result->period.first };
}

/* The third of a month: 2023-10-1X. */
static void write_month_part(const struct date_result *result, char modifier, struct buf *value)
{
	if (result->kind == DATE_RESULT_PERIOD && result->period.grain == GRAIN_MONTH && modifier &&
	    strchr("EIA", modifier))
		buf_printf(value, "-%cX", modifier == 'E' ? '0' : modifier == 'I' ? '1' : '2');
}

static void write_time(const struct trimmings *trimmings, struct buf *value)
{
	static const struct {
		char part;
		const char *letters;
	} parts[] = { { 'M', "TMO" }, { 'A', "TAF" }, { 'E', "TEV" }, { 'N', "TNI" } };

	if (trimmings->clock >= 0) {
		buf_printf(value, "T%02d:%02d", trimmings->clock / 60, trimmings->clock % 60);
		if (trimmings->has_zone && trimmings->zone == 0)
			buf_add_byte(value, 'Z');
		else if (trimmings->has_zone)
			buf_printf(value, "%+03d:00", trimmings->zone);
		return;
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].part == trimmings->part)
			buf_add_str(value, str_of(parts[i].letters));
}

/* --- all together -------------------------------------------------------------------------- */

/* A time of day alone: a clock time stands for itself, a part of the day lies on the story's day.
 */
static bool resolve_time(const struct trimmings *trimmings, const struct date_context *context,
			 struct buf *value, struct timex *timex)
{
	timex->type = DATE_TIME;
	if (trimmings->clock < 0) {
		enum date_basis basis;
		int32_t day;

		if (!trimmings->part)
			return false;
		if (context->has_reference && context->reference.grain == GRAIN_DAY &&
		    date_story_point(context, &day, &basis))
			calendar_write(day, value), timex->basis = basis;
		else if (context->has_anchor)
			calendar_write(context->anchor, value), timex->basis = context->basis;
	}
	write_time(trimmings, value);
	return true;
}

static bool resolve_words(struct time_word *word, size_t n, const struct date_context *context,
			  struct date_result *result)
{
	n = drop_second_year(word, n);
	if (date_rules_apply(word, n, context, result))
		return true;
	for (size_t i = 1; i + 1 < n; i++)
		if (word[i].kind == '-')
			return resolve_range(word, n, i, context, result);
	return false;
}

bool dates_resolve(struct str text, const struct date_context *context, struct buf *value,
		   struct timex *timex)
{
	struct time_word rest[TIME_WORDS_MAX + 1];
	struct trimmings trimmings;
	struct time_words words;
	struct date_result result;
	size_t n;

	*timex = (struct timex){ 0 };
	if (!time_words_read(text, context->events, &words))
		return false;
	n = trim_words(&words, rest, &trimmings);
	/* "the end of the year", "year end": of the year in which the text is told */
	if (n == 1 && rest[0].kind == 'U' && trimmings.modifier &&
	    strchr("BH", trimmings.modifier)) {
		rest[1] = rest[0];
		rest[0] = (struct time_word){ .kind = 't' };
		n = 2;
	}
	if (n == 0)
		return resolve_time(&trimmings, context, value, timex);
	if (!resolve_words(rest, n, context, &result))
		return false;
	apply_modifier(&result, &trimmings);

	timex->basis = result.basis;
	timex->type = result.type;
	if (result.kind == DATE_RESULT_LETTERS) {
		buf_add_str(value, str_of(result.letters));
		return true;
	}
	timex->has_period = true;
	timex->period = result.period;
	timex->to = result.kind == DATE_RESULT_RANGE ? result.to : result.period;
	timex->is_day = result.is_day;
	period_write(result.period, value);
	if (result.kind == DATE_RESULT_RANGE) {
		buf_add_byte(value, '/');
		period_write(result.to, value);
		return true;
	}
	write_month_part(&result, trimmings.modifier, value);
	if (result.period.grain == GRAIN_DAY && (trimmings.clock >= 0 || trimmings.part)) {
		timex->type = DATE_TIME;
		write_time(&trimmings, value);
	}
	return true;
}
