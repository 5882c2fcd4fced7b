/* Events by name: an index over the table of their times, and one of their first words. */
#include "events.h"

#include "common/index.h"
#include "filters/link/lines.h"

enum { NAME_MAX_BYTES = 64, LAST = -1, EASTER_REACH = 99, BEGINNINGS = 1 << 15 };

struct events {
	struct index names; /* -> position */
	struct index first_words;
	uint64_t beginnings[BEGINNINGS / 64]; /* a bit for the first three letters of each first word, to say no quickly */
	struct event *events;
};

static bool read_weekday(struct str field, int *weekday)
{
	static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

	for (int i = 0; i < 7; i++)
		if (str_is(field, days[i])) {
			*weekday = i + 1;
			return true;
		}
	return false;
}

/* What stands behind the --: 12-25, 11-4-thu, 05-last-mon, easter, easter-2, easter+49. */
static bool read_holiday(struct str rule, struct event *event)
{
	struct str rest = str_slice(rule, 3, rule.len);
	uint64_t month, n;

	if (str_starts(rule, "easter")) {
		struct str days = str_slice(rule, 7, rule.len);

		event->rule = EVENT_EASTER;
		if (rule.len == 6)
			return true;
		if ((rule.at[6] != '-' && rule.at[6] != '+') || !str_number(days, EASTER_REACH, &n))
			return false;
		event->n = rule.at[6] == '-' ? -(int)n : (int)n;
		return true;
	}
	if (rule.len < 5 || rule.at[2] != '-' || !str_number(str_slice(rule, 0, 2), 12, &month) || month == 0)
		return false;
	event->month = (int)month;
	if (str_number(rest, 31, &n)) {
		event->rule = EVENT_DAY;
		event->day = (int)n;
		return rest.len == 2 && calendar_is_valid(0, event->month, event->day);
	}
	event->rule = EVENT_WEEKDAY;
	if (str_starts(rest, "last-")) {
		event->n = LAST;
		return read_weekday(str_slice(rest, 5, rest.len), &event->weekday);
	}
	if (!str_number(str_slice(rest, 0, 1), 5, &n) || n == 0 || str_find(rest, '-', 0) != 1)
		return false;
	event->n = (int)n;
	return read_weekday(str_slice(rest, 2, rest.len), &event->weekday);
}

/* 1939, 1939-09, 1939-09-01, -0490 */
static bool read_point(struct str field, struct period *period)
{
	bool is_bc = str_starts(field, "-");
	struct str rest = str_slice(field, is_bc, field.len);
	uint64_t year, month = 0;

	if (rest.len == 10 && !is_bc) {
		period->grain = GRAIN_DAY;
		return calendar_parse(rest, &period->first);
	}
	if (!str_number(str_slice(rest, 0, 4), 9999, &year))
		return false;
	if (rest.len == 7 && rest.at[4] == '-' && str_number(str_slice(rest, 5, 7), 12, &month) &&
	    month)
		*period = period_month((int)year, (int)month);
	else if (rest.len == 4)
		*period = period_year(is_bc ? -(int)year : (int)year);
	else
		return false;
	return true;
}

/* Up to the first byte that may part a token from the next. */
static size_t first_word_length(struct str name)
{
	size_t n = 0;

	while (n < name.len && name.at[n] != ' ' && name.at[n] != '-' && name.at[n] != '\'' && name.at[n] != '/' &&
	       (unsigned char)name.at[n] < 0x80)
		n++;
	return n;
}

/* Five bits of each of the first three bytes, which are those of a letter in either case. */
static size_t beginning_of(struct str word)
{
	size_t first = word.len > 0 ? (unsigned char)word.at[0] % 32 : 0;
	size_t second = word.len > 1 ? (unsigned char)word.at[1] % 32 : 0;
	size_t third = word.len > 2 ? (unsigned char)word.at[2] % 32 : 0;

	return first << 10 | second << 5 | third;
}

/* Marks how a token may begin whose first word this is: whatever stands behind a shorter one. */
static void mark_beginnings(struct events *events, struct str word)
{
	size_t first = beginning_of(word), n = word.len >= 3 ? 1 : word.len == 2 ? 32 : word.len == 1 ? 1024 : BEGINNINGS;

	for (size_t i = first; i < first + n; i++)
		events->beginnings[i / 64] |= UINT64_C(1) << i % 64;
}

struct events *events_read(struct str tsv, struct arena *arena, uint64_t *line)
{
	struct events *events = arena_zeroed(arena, sizeof *events);
	struct lines lines = { .rest = tsv };
	struct str field[3], word;
	enum lines_status status;
	size_t n = 0;

	events->names.arena = events->first_words.arena = arena;
	events->events = arena_array(arena, struct event, lines_count(tsv));
	while ((status = lines_next(&lines, field, 3)) == LINES_RECORD) {
		struct event *event = &events->events[n];

		*event = (struct event){ .rule = EVENT_ONCE };
		if (str_starts(field[1], "--")) {
			if (!read_holiday(str_slice(field[1], 2, field[1].len), event))
				break;
		} else {
			if (!read_point(field[1], &event->from))
				break;
			event->to = event->from;
			if (field[2].len && !read_point(field[2], &event->to))
				break;
		}
		word = arena_str(arena, str_slice(field[0], 0, first_word_length(field[0])));
		index_put(&events->first_words, word, 1, NULL);
		mark_beginnings(events, word);
		index_put(&events->names, arena_str(arena, field[0]), (uint32_t)n++, NULL);
	}
	*line = lines.number;
	return status == LINES_END ? events : NULL;
}

/* In lower case, in `lower`; false where it is longer than any name. */
static bool to_lower(struct str *name, char lower[NAME_MAX_BYTES])
{
	if (name->len > NAME_MAX_BYTES)
		return false;
	for (size_t i = 0; i < name->len; i++)
		lower[i] = (char)(name->at[i] >= 'A' && name->at[i] <= 'Z' ? name->at[i] | 0x20 : name->at[i]);
	name->at = lower;
	return true;
}

bool events_find(const struct events *events, struct str name, struct event *event)
{
	char lower[NAME_MAX_BYTES];
	const uint32_t *found = to_lower(&name, lower) ? index_find(&events->names, name) : NULL;

	if (!found)
		return false;
	*event = events->events[*found];
	return true;
}

bool events_begin(const struct events *events, struct str word)
{
	char lower[NAME_MAX_BYTES];

	size_t beginning = beginning_of(word);

	if (!(events->beginnings[beginning / 64] >> beginning % 64 & 1))
		return false;
	word.len = first_word_length(word);
	return to_lower(&word, lower) && index_find(&events->first_words, word);
}

/* Anonymous Gregorian algorithm (Meeus, "Astronomical Algorithms", 1991, chapter 8). */
static int32_t easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100, d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7, f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;

	return calendar_day(year, f / 31, f % 31 + 1);
}

int32_t event_day(const struct event *holiday, int year)
{
	int32_t day;

	switch (holiday->rule) {
	case EVENT_EASTER:
		return easter(year) + holiday->n;
	case EVENT_WEEKDAY:
		if (holiday->n == LAST) {
			day = period_last(period_month(year, holiday->month));
			return day - (calendar_weekday(day) - holiday->weekday + 7) % 7;
		}
		day = calendar_day(year, holiday->month, 1);
		return day + (holiday->weekday - calendar_weekday(day) + 7) % 7 + 7 * (holiday->n - 1);
	default:
		return calendar_day(year, holiday->month, holiday->day);
	}
}
