/*
 * date_match.h: what the files of rules share: a match, the results a rule can yield, the points
 * that relative expressions count from. Private to date_rules.c, date_points.c and date_offsets.c.
 */
#ifndef LINK_DATE_MATCH_H
#define LINK_DATE_MATCH_H

#include "date_rules.h"

enum { MATCH_MAX = 8 };

/* The words that a pattern matched, by the pattern's letters in order; NULL for an absent one. */
struct match {
	const struct time_word *w[MATCH_MAX];
	const struct date_context *context;
};

/* Answers with a result, or declines, and then the next rule is asked. */
struct date_rule {
	const char *pattern;
	bool (*rule)(const struct match *m, struct date_result *r);
};

/* Dates that stand for themselves or lack a part; dates that are counted, durations, sets, fuzzy
 * words. */
extern const struct date_rule date_point_rules[], date_offset_rules[];
extern const size_t date_n_point_rules, date_n_offset_rules;

/* --- results: each returns true ------------------------------------------------------------- */

bool date_yield_period(struct date_result *r, struct period period, enum date_basis basis);

bool date_yield_day(struct date_result *r, int32_t day, enum date_basis basis);

bool date_yield_letters(struct date_result *r, enum date_type type, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* An amount of time, P3M, PT2H, PXD. */
bool date_yield_duration(struct date_result *r, enum date_type type, int n, enum grain grain);

/* Relative words of a document without an anchor: all that can be said is the direction. */
bool date_yield_direction(struct date_result *r, int direction);

/* --- counting --------------------------------------------------------------------------- */

/* The n-th period from the anchor. */
bool date_from_anchor(const struct match *m, struct date_result *r, enum grain grain, int n);

/* The n-th period from the story's point. */
bool date_from_story(const struct match *m, struct date_result *r, enum grain grain, int n);

int date_pick_direction(enum date_tense tense);

/* --- dates that lack a part, for rules that complete them ------------------------------------- */

int date_year_of(const struct time_word *word, const struct date_context *context);

struct period date_season_of(int year, int month);

bool date_yield_month_day(const struct match *m, struct date_result *r, int month, int day);

bool date_rule_my(const struct match *m, struct date_result *r);

bool date_rule_month(const struct match *m, struct date_result *r);

/* "March last year", "March of the same year", "March this year" */
bool date_rule_month_of_year(const struct match *m, struct date_result *r);

#endif
