/*
 * timeline.h: the dates of a document in order: their anchor, their tense, what came before.
 *
 * The anchor, the day from which the document is told, is the first of these that is known:
 *      published   the fact of the doc row
 *      dateline    "MOSCOW, Oct. 18 (Agency) —" at the begin of a paragraph; a year that it lacks is
 *                  taken from the first full date of such a line
 *      first       the first full date that stands in a line of its own near the top, or in a caption
 * The tense that goes with a date is that of the nearest verb before it in its sentence, else after
 * it; a present tense counts only where no comma parts it from the date. "A year later", "that month" count from the last date before them.
 */
#ifndef LINK_TIMELINE_H
#define LINK_TIMELINE_H

#include "common/layers.h"
#include "dates.h"

struct timeline_date {
	struct str value; /* empty: no time expression, or not understood */
	enum date_type type;
	enum date_basis basis;
};

/* How sure a value is: what the text says in full, what was counted, what is fuzzy. */
double timeline_score(const struct timeline_date *date);

/*
 * Returns layers->n_entities items, one for each entity; only those of type DATE and TIME are looked
 * at. published: ISO 8601 or empty. Memory: `arena`. Time: linear in tokens and entities.
 */
struct timeline_date *timeline_resolve(const struct layers *layers, struct str published,
                                       const struct events *events, struct arena *arena);

/* An event that time is told by and that is no entity yet: "since [the pandemic]". */
struct timeline_event {
	uint32_t sentence, first, last; /* tokens */
	struct str text;
	struct timeline_date date;
};

/*
 * Those of the document, in the order of the text; holidays too, "last Easter", "Christmas 2020", "Thanksgiving two years ago".
 * `dates`: what timeline_resolve made of the entities; that of the "Sunday" of "Easter Sunday" is put right. Returns how many. Linear in tokens.
 */
size_t timeline_events(const struct layers *layers, struct str published, const struct events *events,
                       struct timeline_date *dates, struct arena *arena, struct timeline_event **found);

#endif
