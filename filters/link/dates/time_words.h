/*
 * time_words.h: the words of a time expression, each with its kind.
 *
 * An expression like "on Wednesday, 18 October" becomes the words W(3) D(18) M(10): small words that
 * tell nothing ("on", "the", "about", commas) are left out, so that dates.c can match what remains
 * against a table of patterns. Kinds are letters, as the patterns write them:
 *
 *      M month   W weekday   D number from 1 to 31   Y year of four figures   # other number
 *      ' year of two figures   O ordinal   U unit (grain)   X decade of some century   x decade alone
 *      S season   P part of the day   K time of the clock   m am/pm   z zone   T date in figures
 *      l last  p past  n next  f following  t this  s that, same  e every   (before a unit)
 *      a ago   b before, earlier   r later, after   o old   g long
 *      E early  I mid  A late  B end of  H start of
 *      Q quarter (Q3)   h half (H1)
 *      G today, tomorrow …   F now, recently …   R daily, weekly …   V event   v holiday
 *      - to, and   < before Christ   > Anno Domini   i time, moment   w writing
 *      ? a word that is none of these
 */
#ifndef LINK_TIME_WORDS_H
#define LINK_TIME_WORDS_H

#include "common/calendar.h"
#include "events.h"

enum {
	TIME_WORDS_MAX = 16,
	TIME_VAGUE = -1,          /* some number that is not said */
	TIME_TONIGHT = 100,
	TIME_MAX_COUNT = 1000000, /* larger numbers are vague: no calendar reaches so far */
};

struct time_word {
	char kind;
	bool is_plural;   /* units, weekdays: "years", "Sundays" */
	bool is_ordinal;  /* D: "18th" */
	bool is_figures;  /* numbers */
	bool is_article;  /* "a", "an" as the number 1 */
	bool after_the;   /* "the next day" is told from the story's point, "next day" is not */
	int value;        /* number, month, grain, minute of the day …; TIME_VAGUE for "several" */
	int32_t day;      /* T: the day number */
	struct event event; /* V v */
};

struct time_words {
	struct time_word word[TIME_WORDS_MAX];
	size_t n;
};

/* False where the expression has more words than any that is understood. events may be NULL. */
bool time_words_read(struct str text, const struct events *events, struct time_words *words);

#endif
