/* Events by name: an index over the table of their times. */
#include "events.h"

#include "common/index.h"
#include "lines.h"

enum { NAME_MAX_BYTES = 64 };

struct events {
	struct index names; /* -> position */
	struct event *events;
};

/* 1939, 1939-09, 1939-09-01, -0490, or --12-25 for a day of every year (laid in the year 0). */
static bool read_point(struct str field, struct period *period)
{
	uint64_t of_month;

	if (str_starts(field, "--")) {
		uint64_t of_year;

		period->grain = GRAIN_DAY;
		if (field.len != 7 || field.at[4] != '-' ||
		    !str_number(str_slice(field, 2, 4), 12, &of_year) ||
		    !str_number(str_slice(field, 5, 7), 31, &of_month) ||
		    !calendar_is_valid(0, (int)of_year, (int)of_month))
			return false;
		period->first = calendar_day(0, (int)of_year, (int)of_month);
		return true;
	}

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

struct events *events_read(struct str tsv, struct arena *arena, uint64_t *line)
{
	struct events *events = arena_zeroed(arena, sizeof *events);
	struct lines lines = { .rest = tsv };
	struct str field[3];
	enum lines_status status;
	size_t n = 0;

	events->names.arena = arena;
	events->events = arena_array(arena, struct event, lines_count(tsv));
	while ((status = lines_next(&lines, field, 3)) == LINES_RECORD) {
		struct event *event = &events->events[n];

		if (!read_point(field[1], &event->from))
			break;
		event->to = event->from;
		if (field[2].len && !read_point(field[2], &event->to))
			break;
		event->is_yearly = str_starts(field[1], "--");
		index_put(&events->names, arena_str(arena, field[0]), (uint32_t)n++, NULL);
	}
	*line = lines.number;
	return status == LINES_END ? events : NULL;
}

bool events_find(const struct events *events, struct str name, struct event *event)
{
	char lower[NAME_MAX_BYTES];
	const uint32_t *found;

	if (name.len > sizeof lower)
		return false;
	for (size_t i = 0; i < name.len; i++)
		lower[i] = (char)(name.at[i] >= 'A' && name.at[i] <= 'Z' ? name.at[i] | 0x20
									 : name.at[i]);
	found = index_find(&events->names, str_at(lower, name.len));
	if (!found)
		return false;
	*event = events->events[*found];
	return true;
}
