/*
 * events.h: events that time is told by: "since the pandemic", "before World War II", "at Christmas".
 */
#ifndef LINK_EVENTS_H
#define LINK_EVENTS_H

#include "common/arena.h"
#include "common/calendar.h"

enum event_rule {
	EVENT_ONCE,    /* from `from` to `to` */
	EVENT_DAY,     /* every year: month, day */
	EVENT_WEEKDAY, /* every year: the n-th weekday of a month, -1 = the last */
	EVENT_EASTER,  /* every year: n days after Easter Sunday */
};

struct event {
	enum event_rule rule;
	struct period from, to;
	int month, day, weekday, n;
};

struct events;

/*
 * A table (data/events.tsv): `name TAB begin TAB end`, the name in lower case without article. Begin and end are ISO dates,
 * months or years, both included; end may be empty. A begin with -- is a holiday, a day of every year:
 *
 *      --12-25          25 December          --easter-2       two days before Easter Sunday
 *      --11-4-thu       the fourth Thursday of November
 *      --05-last-mon    the last Monday of May
 *
 * Lines that begin with # are comments. NULL where a line is malformed (*line tells which). Lives in `arena`.
 */
struct events *events_read(struct str tsv, struct arena *arena, uint64_t *line);

/* By name, in any case. */
bool events_find(const struct events *events, struct str name, struct event *event);

/* Whether any name begins with this word, in any case. */
bool events_begin(const struct events *events, struct str word);

/* The day of a holiday in a year. */
int32_t event_day(const struct event *holiday, int year);

#endif
