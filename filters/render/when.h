/*
 * when.h: dates and times as people read them.
 */
#ifndef RENDER_WHEN_H
#define RENDER_WHEN_H

#include "common/arena.h"
#include "common/str.h"

/*
 * A value of ISO 8601 or TIMEX3: a week by its days (2023-W41: 2023-10-09 – 2023-10-15), a season, a part of
 * a month or of a day by its name, a time without its T and its zeros (2024-05-02T10:00:00Z: 2024-05-02 10:00
 * UTC). Still sorted as the values are; others as they stand. Memory from the arena.
 */
struct str when_plain(struct str value, struct arena *arena);

#endif
