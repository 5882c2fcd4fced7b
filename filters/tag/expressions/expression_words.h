/*
 * expression_words.h: what a word can be in an expression of time or amount.
 */
#ifndef TAG_EXPRESSION_WORDS_H
#define TAG_EXPRESSION_WORDS_H

#include "filters/tag/words/words.h"

/* Bits: a word can be several ("second", "may", "pound"). */
enum {
	X_MONTH = 1 << 0,
	X_MONTH_VERB = 1 << 1,   /* may, march: a month only in company */
	X_WEEKDAY = 1 << 2,
	X_SEASON = 1 << 3,
	X_UNIT = 1 << 4,         /* day … century */
	X_CLOCK_UNIT = 1 << 5,   /* second minute hour */
	X_DAY_PART = 1 << 6,     /* morning … night */
	X_DAY = 1 << 7,          /* today yesterday tomorrow */
	X_HOUR = 1 << 8,         /* noon midnight tonight overnight: a time by itself */
	X_WHICH = 1 << 9,        /* last next past … */
	X_THIS = 1 << 10,        /* this that these those: as above, but seldom alone */
	X_STAGE = 1 << 11,       /* early late mid earlier later */
	X_AGO = 1 << 12,         /* ago earlier later before … after a duration */
	X_FEW = 1 << 13,         /* few several couple many */
	X_NUMBER = 1 << 14,      /* digits or a word */
	X_DIGITS = 1 << 15,      /* the number is in digits */
	X_SCALE = 1 << 16,       /* hundred thousand million … */
	X_ORDINAL = 1 << 17,     /* 1st, first … thirty-first */
	X_YEAR = 1 << 18,        /* four digits that can be a year */
	X_DECADE = 1 << 19,      /* 1990s, '90s */
	X_DATE = 1 << 20,        /* 2023-10-18, 18/10/2023 */
	X_CLOCK = 1 << 21,       /* 22:30, 10pm */
	X_HALF_DAY = 1 << 22,    /* am pm */
	X_ZONE = 1 << 23,        /* GMT UTC EST … */
	X_CURRENCY = 1 << 24,    /* $ US$ € */
	X_MONEY = 1 << 25,       /* dollars euros USD */
	X_PERCENT = 1 << 26,
	X_MEASURE = 1 << 27,     /* km tons acres */
	X_ERA = 1 << 28,         /* BC AD */
	X_SMALL_NUMBER = 1 << 29, /* 1 … 31 in digits: a day of the month */
	X_OPENING = 1 << 30,     /* the a an half end middle …: nothing alone, but the next word may make it one */
};

/* The bits of a word; 0 for most. */
uint32_t expression_word(const struct word *word);

#endif
