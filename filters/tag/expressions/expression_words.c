/* The vocabulary of expressions, and the kinds of digits. */
#include "expression_words.h"

struct entry {
	const char *word; /* lower case */
	uint32_t bits;
};

/* Sorted by bytes. */
static const struct entry entries[] = {
	{ "$", X_CURRENCY },
	{ "%", X_PERCENT },
	{ "a", X_OPENING },
	{ "a$", X_CURRENCY },
	{ "a.m.", X_HALF_DAY },
	{ "acre", X_MEASURE },
	{ "acres", X_MEASURE },
	{ "ad", X_ERA },
	{ "afternoon", X_DAY_PART },
	{ "ago", X_AGO },
	{ "am", X_HALF_DAY },
	{ "an", X_OPENING },
	{ "apr", X_MONTH },
	{ "apr.", X_MONTH },
	{ "april", X_MONTH },
	{ "aug", X_MONTH },
	{ "aug.", X_MONTH },
	{ "august", X_MONTH },
	{ "autumn", X_SEASON },
	{ "barrel", X_MEASURE },
	{ "barrels", X_MEASURE },
	{ "bc", X_ERA },
	{ "bce", X_ERA },
	{ "beginning", X_OPENING },
	{ "billion", X_NUMBER | X_SCALE },
	{ "billions", X_SCALE },
	{ "bn", X_SCALE },
	{ "c$", X_CURRENCY },
	{ "ce", X_ERA },
	{ "celsius", X_MEASURE },
	{ "cent", X_MONEY },
	{ "centimeters", X_MEASURE },
	{ "centimetres", X_MEASURE },
	{ "cents", X_MONEY },
	{ "centuries", X_UNIT },
	{ "century", X_UNIT },
	{ "cet", X_ZONE },
	{ "cm", X_MEASURE },
	{ "coming", X_WHICH },
	{ "couple", X_FEW },
	{ "crore", X_NUMBER | X_SCALE },
	{ "day", X_UNIT },
	{ "days", X_UNIT },
	{ "dec", X_MONTH },
	{ "dec.", X_MONTH },
	{ "decade", X_UNIT },
	{ "decades", X_UNIT },
	{ "december", X_MONTH },
	{ "degree", X_MEASURE },
	{ "degrees", X_MEASURE },
	{ "dollar", X_MONEY },
	{ "dollars", X_MONEY },
	{ "dozen", X_NUMBER | X_SCALE },
	{ "dozens", X_SCALE },
	{ "earlier", X_STAGE | X_AGO },
	{ "early", X_STAGE },
	{ "edt", X_ZONE },
	{ "eight", X_NUMBER },
	{ "eighteen", X_NUMBER },
	{ "eighteenth", X_ORDINAL },
	{ "eighth", X_ORDINAL },
	{ "eighty", X_NUMBER },
	{ "eleven", X_NUMBER },
	{ "eleventh", X_ORDINAL },
	{ "end", X_OPENING },
	{ "est", X_ZONE },
	{ "eur", X_MONEY },
	{ "euro", X_MONEY },
	{ "euros", X_MONEY },
	{ "evening", X_DAY_PART },
	{ "fahrenheit", X_MEASURE },
	{ "fall", X_SEASON },
	{ "feb", X_MONTH },
	{ "feb.", X_MONTH },
	{ "february", X_MONTH },
	{ "feet", X_MEASURE },
	{ "few", X_FEW },
	{ "fifteen", X_NUMBER },
	{ "fifteenth", X_ORDINAL },
	{ "fifth", X_ORDINAL },
	{ "fifty", X_NUMBER },
	{ "first", X_ORDINAL },
	{ "five", X_NUMBER },
	{ "following", X_WHICH },
	{ "foot", X_MEASURE },
	{ "fortnight", X_UNIT },
	{ "forty", X_NUMBER },
	{ "four", X_NUMBER },
	{ "fourteen", X_NUMBER },
	{ "fourteenth", X_ORDINAL },
	{ "fourth", X_ORDINAL },
	{ "fri.", X_WEEKDAY },
	{ "friday", X_WEEKDAY },
	{ "fridays", X_WEEKDAY },
	{ "ft", X_MEASURE },
	{ "gallon", X_MEASURE },
	{ "gallons", X_MEASURE },
	{ "gbp", X_MONEY },
	{ "gigawatts", X_MEASURE },
	{ "gmt", X_ZONE },
	{ "grams", X_MEASURE },
	{ "half", X_OPENING },
	{ "hectare", X_MEASURE },
	{ "hectares", X_MEASURE },
	{ "hour", X_CLOCK_UNIT },
	{ "hours", X_CLOCK_UNIT },
	{ "hundred", X_NUMBER | X_SCALE },
	{ "hundreds", X_SCALE },
	{ "inch", X_MEASURE },
	{ "inches", X_MEASURE },
	{ "jan", X_MONTH },
	{ "jan.", X_MONTH },
	{ "january", X_MONTH },
	{ "jul", X_MONTH },
	{ "jul.", X_MONTH },
	{ "july", X_MONTH },
	{ "jun", X_MONTH },
	{ "jun.", X_MONTH },
	{ "june", X_MONTH },
	{ "kg", X_MEASURE },
	{ "kilogram", X_MEASURE },
	{ "kilograms", X_MEASURE },
	{ "kilometer", X_MEASURE },
	{ "kilometers", X_MEASURE },
	{ "kilometre", X_MEASURE },
	{ "kilometres", X_MEASURE },
	{ "km", X_MEASURE },
	{ "knots", X_MEASURE },
	{ "kph", X_MEASURE },
	{ "lakh", X_NUMBER | X_SCALE },
	{ "last", X_WHICH },
	{ "late", X_STAGE },
	{ "later", X_STAGE | X_AGO },
	{ "lbs", X_MEASURE },
	{ "liter", X_MEASURE },
	{ "liters", X_MEASURE },
	{ "litre", X_MEASURE },
	{ "litres", X_MEASURE },
	{ "m", X_SCALE },
	{ "many", X_FEW },
	{ "mar", X_MONTH },
	{ "mar.", X_MONTH },
	{ "march", X_MONTH | X_MONTH_VERB },
	{ "may", X_MONTH | X_MONTH_VERB },
	{ "megawatt", X_MEASURE },
	{ "megawatts", X_MEASURE },
	{ "meter", X_MEASURE },
	{ "meters", X_MEASURE },
	{ "metre", X_MEASURE },
	{ "metres", X_MEASURE },
	{ "mid", X_STAGE },
	{ "middle", X_OPENING },
	{ "midnight", X_HOUR },
	{ "mile", X_MEASURE },
	{ "miles", X_MEASURE },
	{ "millimeters", X_MEASURE },
	{ "millimetres", X_MEASURE },
	{ "million", X_NUMBER | X_SCALE },
	{ "millions", X_SCALE },
	{ "minute", X_CLOCK_UNIT },
	{ "minutes", X_CLOCK_UNIT },
	{ "mm", X_MEASURE },
	{ "mon.", X_WEEKDAY },
	{ "monday", X_WEEKDAY },
	{ "mondays", X_WEEKDAY },
	{ "month", X_UNIT },
	{ "months", X_UNIT },
	{ "morning", X_DAY_PART },
	{ "mph", X_MEASURE },
	{ "next", X_WHICH },
	{ "night", X_DAY_PART },
	{ "nine", X_NUMBER },
	{ "nineteen", X_NUMBER },
	{ "nineteenth", X_ORDINAL },
	{ "ninety", X_NUMBER },
	{ "ninth", X_ORDINAL },
	{ "noon", X_HOUR },
	{ "nov", X_MONTH },
	{ "nov.", X_MONTH },
	{ "november", X_MONTH },
	{ "oct", X_MONTH },
	{ "oct.", X_MONTH },
	{ "october", X_MONTH },
	{ "one", X_NUMBER },
	{ "ounce", X_MEASURE },
	{ "ounces", X_MEASURE },
	{ "overnight", X_HOUR },
	{ "p.m.", X_HALF_DAY },
	{ "past", X_WHICH },
	{ "pct", X_PERCENT },
	{ "pence", X_MONEY },
	{ "percent", X_PERCENT },
	{ "peso", X_MONEY },
	{ "pesos", X_MONEY },
	{ "pm", X_HALF_DAY },
	{ "pound", X_MONEY },
	{ "pounds", X_MONEY },
	{ "previous", X_WHICH },
	{ "pst", X_ZONE },
	{ "quarter", X_UNIT },
	{ "quarters", X_UNIT },
	{ "recent", X_WHICH },
	{ "rest", X_OPENING },
	{ "rouble", X_MONEY },
	{ "roubles", X_MONEY },
	{ "ruble", X_MONEY },
	{ "rubles", X_MONEY },
	{ "rupee", X_MONEY },
	{ "rupees", X_MONEY },
	{ "same", X_WHICH },
	{ "sat.", X_WEEKDAY },
	{ "saturday", X_WEEKDAY },
	{ "saturdays", X_WEEKDAY },
	{ "second", X_ORDINAL | X_CLOCK_UNIT },
	{ "seconds", X_CLOCK_UNIT },
	{ "sep", X_MONTH },
	{ "sep.", X_MONTH },
	{ "sept", X_MONTH },
	{ "sept.", X_MONTH },
	{ "september", X_MONTH },
	{ "seven", X_NUMBER },
	{ "seventeen", X_NUMBER },
	{ "seventeenth", X_ORDINAL },
	{ "seventh", X_ORDINAL },
	{ "seventy", X_NUMBER },
	{ "several", X_FEW },
	{ "six", X_NUMBER },
	{ "sixteen", X_NUMBER },
	{ "sixteenth", X_ORDINAL },
	{ "sixth", X_ORDINAL },
	{ "sixty", X_NUMBER },
	{ "spring", X_SEASON },
	{ "start", X_OPENING },
	{ "summer", X_SEASON },
	{ "sun.", X_WEEKDAY },
	{ "sunday", X_WEEKDAY },
	{ "sundays", X_WEEKDAY },
	{ "ten", X_NUMBER },
	{ "tenth", X_ORDINAL },
	{ "that", X_THIS },
	{ "the", X_OPENING },
	{ "these", X_THIS },
	{ "third", X_ORDINAL },
	{ "thirteen", X_NUMBER },
	{ "thirteenth", X_ORDINAL },
	{ "thirtieth", X_ORDINAL },
	{ "thirty", X_NUMBER },
	{ "this", X_THIS },
	{ "those", X_THIS },
	{ "thousand", X_NUMBER | X_SCALE },
	{ "thousands", X_SCALE },
	{ "three", X_NUMBER },
	{ "thu.", X_WEEKDAY },
	{ "thurs.", X_WEEKDAY },
	{ "thursday", X_WEEKDAY },
	{ "thursdays", X_WEEKDAY },
	{ "today", X_DAY },
	{ "tomorrow", X_DAY },
	{ "ton", X_MEASURE },
	{ "tonight", X_HOUR },
	{ "tonne", X_MEASURE },
	{ "tonnes", X_MEASURE },
	{ "tons", X_MEASURE },
	{ "trillion", X_NUMBER | X_SCALE },
	{ "trillions", X_SCALE },
	{ "tue.", X_WEEKDAY },
	{ "tues.", X_WEEKDAY },
	{ "tuesday", X_WEEKDAY },
	{ "tuesdays", X_WEEKDAY },
	{ "turn", X_OPENING },
	{ "twelfth", X_ORDINAL },
	{ "twelve", X_NUMBER },
	{ "twentieth", X_ORDINAL },
	{ "twenty", X_NUMBER },
	{ "two", X_NUMBER },
	{ "upcoming", X_WHICH },
	{ "us$", X_CURRENCY },
	{ "usd", X_MONEY },
	{ "utc", X_ZONE },
	{ "wed.", X_WEEKDAY },
	{ "wednesday", X_WEEKDAY },
	{ "wednesdays", X_WEEKDAY },
	{ "week", X_UNIT },
	{ "weekend", X_UNIT },
	{ "weekends", X_UNIT },
	{ "weeks", X_UNIT },
	{ "winter", X_SEASON },
	{ "won", X_MONEY },
	{ "yard", X_MEASURE },
	{ "yards", X_MEASURE },
	{ "year", X_UNIT },
	{ "years", X_UNIT },
	{ "yen", X_MONEY },
	{ "yesterday", X_DAY },
	{ "yuan", X_MONEY },
	{ "zero", X_NUMBER },
	{ "\xc2\xa3", X_CURRENCY },     /* £ */
	{ "\xc2\xa5", X_CURRENCY },     /* ¥ */
	{ "\xe2\x82\xac", X_CURRENCY }, /* € */
};

static uint32_t look_up(struct str lower)
{
	size_t low = 0, high = sizeof entries / sizeof *entries;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(lower, str_of(entries[middle].word));

		if (order == 0)
			return entries[middle].bits;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

/* How many digits begin at `at`. */
static size_t digits(struct str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && s.at[at + n] >= '0' && s.at[at + n] <= '9')
		n++;
	return n;
}

/* 1990s, '90s, 90s with the apostrophe before the s (1990's) too. */
static bool is_decade(struct str s)
{
	size_t at = s.len && s.at[0] == '\'' ? 1 : str_starts(s, "\xe2\x80\x99") ? 3 : 0;
	size_t n = digits(s, at);
	struct str rest = str_slice(s, at + n, s.len);

	if (!((n == 4 || (n == 2 && at > 0)) && s.at[at + n - 1] == '0'))
		return false;
	return str_is(rest, "s") || str_is(rest, "'s") || str_is(rest, "\xe2\x80\x99s");
}

/* Digits in three groups with - / or . between them, a year first or last. */
static bool is_date(struct str s)
{
	size_t a = digits(s, 0), b, c;

	if (a == 0 || a > 4 || a >= s.len || !strchr("-/.", s.at[a]))
		return false;
	b = digits(s, a + 1);
	if (b == 0 || b > 2 || a + 1 + b >= s.len || s.at[a + 1 + b] != s.at[a])
		return false;
	c = digits(s, a + b + 2);
	return a + b + c + 2 == s.len && ((a == 4 && c > 0 && c <= 2) || (a <= 2 && (c == 4 || (c == 2 && s.at[a] == '/'))));
}

/* 22:30, 9.30pm, 7pm, 10:15:00. */
static bool is_clock(struct str s)
{
	size_t n = digits(s, 0), m = 0;
	struct str rest = str_slice(s, n, s.len);
	bool has_colon = rest.len > 0 && rest.at[0] == ':';

	if (n == 0 || n > 2)
		return false;
	if (rest.len > 2 && (has_colon || rest.at[0] == '.')) {
		m = digits(rest, 1);
		if (m != 2)
			return false;
		rest = str_slice(rest, 3, rest.len);
	}
	if (has_colon && m == 2 && rest.len == 3 && rest.at[0] == ':' && digits(rest, 1) == 2)
		rest.len = 0;
	if (rest.len == 0)
		return has_colon && m == 2;
	return str_is(rest, "am") || str_is(rest, "pm") || str_is(rest, "a.m.") || str_is(rest, "p.m.");
}

static uint32_t of_digits(struct str lower, uint32_t flags)
{
	size_t n = digits(lower, 0);
	struct str rest = str_slice(lower, n, lower.len);
	uint64_t value = 0;

	if (is_decade(lower))
		return X_DECADE;
	if (is_date(lower))
		return X_DATE;
	if (is_clock(lower))
		return X_CLOCK;
	if (n > 0 && (str_is(rest, "st") || str_is(rest, "nd") || str_is(rest, "rd") || str_is(rest, "th")))
		return X_ORDINAL;
	if (n > 0 && (str_is(rest, "m") || str_is(rest, "bn") || str_is(rest, "k") || str_is(rest, "tn")))
		return X_NUMBER | X_DIGITS;
	if (n > 0 && str_is(rest, "%"))
		return X_NUMBER | X_DIGITS | X_PERCENT;
	if (n > 0 && (str_is(rest, "km") || str_is(rest, "kg") || str_is(rest, "cm") || str_is(rest, "mm") ||
	              str_is(rest, "ft")))
		return X_NUMBER | X_DIGITS | X_MEASURE;
	if (!(flags & WORD_NUMBER) || n == 0 || str_find(lower, ':', 0) < lower.len || str_find(lower, '/', 0) < lower.len)
		return 0;
	if (rest.len > 0 || !str_number(lower, 9999, &value))
		return X_NUMBER | X_DIGITS;
	if (n == 4 && value >= 1000 && value < 2100)
		return X_NUMBER | X_DIGITS | X_YEAR;
	return X_NUMBER | X_DIGITS | (n <= 2 && value >= 1 && value <= 31 ? X_SMALL_NUMBER : 0u);
}

uint32_t expression_word(const struct word *word)
{
	uint32_t bits;

	if (word->flags & WORD_DIGIT)
		return of_digits(word->lower, word->flags);
	bits = look_up(word->lower);
	/* Small letters: no short form of a month or weekday, and none that is an ordinary word. */
	if (bits & (X_MONTH | X_WEEKDAY) && word->flags & WORD_SMALL &&
	    (word->lower.len < 6 || bits & X_MONTH_VERB) && word->lower.len > 0)
		return 0;
	if (bits & (X_ERA | X_ZONE) && !(word->flags & WORD_CAPITALS))
		return 0;
	return bits;
}
