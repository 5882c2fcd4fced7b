/*
 * date_rules.h: from the words of a date to a period of the calendar, a range or a value in
 * letters, by a table of patterns. dates.c takes ranges apart and puts modifiers and the time of
 * day on.
 */
#ifndef LINK_DATE_RULES_H
#define LINK_DATE_RULES_H

#include "dates.h"

struct date_result {
	enum { DATE_RESULT_PERIOD, DATE_RESULT_RANGE, DATE_RESULT_LETTERS } kind;
	struct period period, to;
	enum date_type type;
	enum date_basis basis;
	bool is_day; /* said in full */
	char letters[24];
};

/* A range from the begin of one period to the end of another. Returns true. */
bool date_yield_range(struct date_result *r, struct period from, struct period to,
		      enum date_basis basis);

/* Whether a pattern's letter stands for a word: N any number, O any ordinal … (date_rules.c). */
bool date_letter_takes(char letter, const struct time_word *word);

/* The story's point: the last date of the text, else the anchor. False where there is neither. */
bool date_story_point(const struct date_context *context, int32_t *day, enum date_basis *basis);

/* The first rule that covers all words and can answer. */
bool date_rules_apply(const struct time_word *word, size_t n, const struct date_context *context,
		      struct date_result *result);

#endif
