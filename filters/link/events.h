/*
 * events.h: events that time is told by: "since the pandemic", "before World War II", "at Christmas".
 */
#ifndef LINK_EVENTS_H
#define LINK_EVENTS_H

#include "common/arena.h"
#include "common/calendar.h"

struct event {
	bool is_yearly; /* a holiday: its day lies in the year 0 */
	struct period from, to;
};

struct events;

/*
 * A table (data/events.tsv): `name TAB begin TAB end`, the name in lower case without article; ISO dates,
 * months or years, both included; end may be empty; a begin of the form --12-25 is a day of every year.
 * Lines that begin with # are comments. NULL where a line is malformed (*line tells which). Lives in `arena`.
 */
struct events *events_read(struct str tsv, struct arena *arena, uint64_t *line);

/* By name, in any case. */
bool events_find(const struct events *events, struct str name, struct event *event);

#endif
