/*
 * dates.h: what a time expression means: its TIMEX3 value.
 *
 *      "18 October 2023"  2023-10-18         the text says it all
 *      "last week"        2023-W41           against the anchor, the day the document is told from
 *      "two years later"  2005               against the reference, the last date of the text
 *      "six months"       P6M                durations and sets need neither
 *
 * Values are those of TIMEX3 (ISO 8601, with X for what is open: 199X, XXXX-09); a stretch with two
 * ends is written begin/end, both included. The value of a year before Christ is its number with a
 * minus sign. What cannot be pinned down is PAST_REF, PRESENT_REF or FUTURE_REF.
 */
#ifndef LINK_DATES_H
#define LINK_DATES_H

#include "common/calendar.h"
#include "time_words.h"

enum date_type { DATE_DATE, DATE_TIME, DATE_DURATION, DATE_SET };

/* What a value was resolved against. */
enum date_basis {
	DATE_BY_ITSELF,   /* the text says it all */
	DATE_BY_PUBLISHED,
	DATE_BY_DATELINE, /* "MOSCOW, Oct. 18 (Agency) —" */
	DATE_BY_FIRST,    /* the first full date in a line of its own or in a caption (timeline.h) */
	DATE_BY_TEXT,     /* the last date of the text before it */
};

enum date_tense { DATE_TENSE_UNKNOWN, DATE_PAST, DATE_PRESENT, DATE_FUTURE };

struct date_context {
	bool has_anchor, has_reference;
	enum date_basis basis;   /* of the anchor */
	int32_t anchor;          /* day number */
	struct period reference; /* the last date of the text; of a range its begin … */
	struct period reference_to; /* … and its end */
	bool has_reference_day;
	int32_t reference_day;   /* the last one of them that was a day */
	bool is_nowadays;        /* "today" stands for these times: "is still in use today" */
	bool is_generic;         /* the sentence tells what is always so: "October is a dry month" */
	enum date_tense tense;   /* of the verb that goes with the expression */
	const struct events *events; /* may be NULL */
};

struct timex {
	enum date_type type;
	enum date_basis basis;
	bool has_period; /* a date that later expressions can refer to */
	bool is_day;     /* a full date that the text gives by itself: fit to be an anchor */
	struct period period, to; /* the same twice, but for a range */
};

/* Appends the value. False where the expression is not understood; `value` is then untouched. */
bool dates_resolve(struct str text, const struct date_context *context, struct buf *value,
                   struct timex *timex);

/* DATE TIME DURATION SET */
const char *date_type_name(enum date_type type);

/* published dateline first text; empty for DATE_BY_ITSELF */
const char *date_basis_name(enum date_basis basis);

#endif
