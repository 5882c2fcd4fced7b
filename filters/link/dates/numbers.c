/*
 * Number phrases: a scan over figures and number words that adds as it goes. `two million three
 * hundred thousand` keeps a running part below the next larger scale: (2) * 1e6 + (3 * 100) * 1e3.
 */
#include "numbers.h"

#include <math.h>

enum { WORD_MAX = 16 };

struct number_entry {
	const char *word;
	enum number_kind kind;
	double value;
};

/* In byte order, for bsearch by hand. */
static const struct number_entry words[] = {
	{ "b", NUMBER_SCALE, 1e9 },          { "billion", NUMBER_SCALE, 1e9 },
	{ "billions", NUMBER_SCALE, 1e9 },   { "bn", NUMBER_SCALE, 1e9 },
	{ "couple", NUMBER_VAGUE, 2 },       { "dozen", NUMBER_SCALE, 12 },
	{ "dozens", NUMBER_SCALE, 12 },      { "eight", NUMBER_ONES, 8 },
	{ "eighteen", NUMBER_ONES, 18 },     { "eighteenth", NUMBER_ORDINAL, 18 },
	{ "eighth", NUMBER_ORDINAL, 8 },     { "eighths", NUMBER_PART, 8 },
	{ "eighty", NUMBER_TENS, 80 },       { "eleven", NUMBER_ONES, 11 },
	{ "eleventh", NUMBER_ORDINAL, 11 },  { "few", NUMBER_VAGUE, 3 },
	{ "fifteen", NUMBER_ONES, 15 },      { "fifteenth", NUMBER_ORDINAL, 15 },
	{ "fifth", NUMBER_ORDINAL, 5 },      { "fifths", NUMBER_PART, 5 },
	{ "fifty", NUMBER_TENS, 50 },        { "first", NUMBER_ORDINAL, 1 },
	{ "five", NUMBER_ONES, 5 },          { "forty", NUMBER_TENS, 40 },
	{ "four", NUMBER_ONES, 4 },          { "fourteen", NUMBER_ONES, 14 },
	{ "fourteenth", NUMBER_ORDINAL, 14 }, { "fourth", NUMBER_ORDINAL, 4 },
	{ "fourths", NUMBER_PART, 4 },       { "half", NUMBER_PART, 2 },
	{ "hundred", NUMBER_SCALE, 100 },    { "hundreds", NUMBER_SCALE, 100 },
	{ "k", NUMBER_SCALE, 1e3 },          { "m", NUMBER_SCALE, 1e6 },
	{ "many", NUMBER_VAGUE, 0 },         { "million", NUMBER_SCALE, 1e6 },
	{ "millions", NUMBER_SCALE, 1e6 },   { "mn", NUMBER_SCALE, 1e6 },
	{ "nine", NUMBER_ONES, 9 },          { "nineteen", NUMBER_ONES, 19 },
	{ "nineteenth", NUMBER_ORDINAL, 19 }, { "ninety", NUMBER_TENS, 90 },
	{ "ninth", NUMBER_ORDINAL, 9 },      { "one", NUMBER_ONES, 1 },
	{ "quarter", NUMBER_PART, 4 },       { "quarters", NUMBER_PART, 4 },
	{ "scores", NUMBER_VAGUE, 20 },      { "second", NUMBER_ORDINAL, 2 },
	{ "seven", NUMBER_ONES, 7 },         { "seventeen", NUMBER_ONES, 17 },
	{ "seventeenth", NUMBER_ORDINAL, 17 }, { "seventh", NUMBER_ORDINAL, 7 },
	{ "seventy", NUMBER_TENS, 70 },      { "several", NUMBER_VAGUE, 0 },
	{ "six", NUMBER_ONES, 6 },           { "sixteen", NUMBER_ONES, 16 },
	{ "sixteenth", NUMBER_ORDINAL, 16 }, { "sixth", NUMBER_ORDINAL, 6 },
	{ "sixty", NUMBER_TENS, 60 },        { "ten", NUMBER_ONES, 10 },
	{ "tens", NUMBER_SCALE, 10 },        { "tenth", NUMBER_ORDINAL, 10 },
	{ "tenths", NUMBER_PART, 10 },       { "third", NUMBER_ORDINAL, 3 },
	{ "thirds", NUMBER_PART, 3 },        { "thirteen", NUMBER_ONES, 13 },
	{ "thirteenth", NUMBER_ORDINAL, 13 }, { "thirtieth", NUMBER_ORDINAL, 30 },
	{ "thirty", NUMBER_TENS, 30 },       { "thousand", NUMBER_SCALE, 1e3 },
	{ "thousands", NUMBER_SCALE, 1e3 },  { "three", NUMBER_ONES, 3 },
	{ "tn", NUMBER_SCALE, 1e12 },        { "trillion", NUMBER_SCALE, 1e12 },
	{ "trillions", NUMBER_SCALE, 1e12 }, { "twelfth", NUMBER_ORDINAL, 12 },
	{ "twelve", NUMBER_ONES, 12 },       { "twentieth", NUMBER_ORDINAL, 20 },
	{ "twenty", NUMBER_TENS, 20 },       { "two", NUMBER_ONES, 2 },
	{ "zero", NUMBER_ONES, 0 },
};

enum number_kind numbers_word(struct str lower, double *value)
{
	size_t low = 0, high = sizeof words / sizeof *words;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(lower, str_of(words[middle].word));

		if (order == 0) {
			*value = words[middle].value;
			return words[middle].kind;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NUMBER_NONE;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Figures with commas between threes and a decimal part; *pos moves behind them. */
static double read_figures(struct str text, size_t *pos)
{
	double value = 0, place = 1;
	size_t i = *pos;

	for (; i < text.len; i++) {
		if (is_digit(text.at[i]))
			value = value * 10 + (text.at[i] - '0');
		else if (text.at[i] != ',' || i + 3 >= text.len || !is_digit(text.at[i + 1]) ||
		         !is_digit(text.at[i + 2]) || !is_digit(text.at[i + 3]))
			break;
	}
	if (i + 1 < text.len && text.at[i] == '.' && is_digit(text.at[i + 1])) {
		for (i++; i < text.len && is_digit(text.at[i]); i++) {
			value = value * 10 + (text.at[i] - '0');
			place *= 10;
		}
	}
	*pos = i;
	return value / place;
}

/* The letters that begin at *pos, in lower case; too long a word is no number word. */
static struct str read_word(struct str text, size_t *pos, char lower[WORD_MAX])
{
	size_t n = 0, i = *pos;

	for (; i < text.len && is_letter(text.at[i]); i++, n++)
		if (n < WORD_MAX)
			lower[n] = (char)(text.at[i] | 0x20);
	*pos = i;
	return str_at(lower, n <= WORD_MAX ? n : 0);
}

/* ½ ¼ ¾ at *pos. */
static bool read_vulgar(struct str text, size_t *pos, double *value)
{
	if (text.len - *pos < 2 || text.at[*pos] != '\xC2')
		return false;
	switch ((unsigned char)text.at[*pos + 1]) {
	case 0xBC:
		*value = 0.25;
		break;
	case 0xBD:
		*value = 0.5;
		break;
	case 0xBE:
		*value = 0.75;
		break;
	default:
		return false;
	}
	*pos += 2;
	return true;
}

/* The running sum of a number phrase. */
struct sum {
	double total;   /* what lies above the last scale of a thousand or more */
	double part;    /* what is being counted: 0–999 */
	bool has_part, has_any;
};

static void sum_scale(struct sum *sum, double scale)
{
	double part = sum->has_part ? sum->part : 1;

	if (scale < 1000) {
		sum->part = part * scale;
		sum->has_part = true;
	} else if (sum->has_part || !sum->has_any) {
		sum->total += part * scale;
		sum->part = 0;
		sum->has_part = false;
	} else {
		sum->total *= scale; /* hundreds of thousands, a million million */
	}
	sum->has_any = true;
}

static void sum_add(struct sum *sum, double value)
{
	sum->part += value;
	sum->has_part = sum->has_any = true;
}

/*
 * Takes one word into the sum; false where the number ends before it. A word in hundreds may be
 * joined by "and", "of", "a"; the caller looks over those.
 */
static bool take_word(struct str word, struct sum *sum, struct number *number)
{
	double value;

	switch (numbers_word(word, &value)) {
	case NUMBER_ONES:
	case NUMBER_TENS:
		if (sum->has_part && fmod(sum->part, value < 10 ? 10 : 100) != 0)
			return false; /* "two and three" are two numbers */
		sum_add(sum, value);
		return true;
	case NUMBER_SCALE:
		if (!sum->has_any && word.len <= 2)
			return false; /* a lone letter is no scale */
		if (!sum->has_any && word.at[word.len - 1] == 's')
			number->is_vague = true;
		sum_scale(sum, value);
		return true;
	case NUMBER_VAGUE:
		if (sum->has_any)
			return false;
		number->is_vague = true;
		sum->has_any = true;
		return true;
	case NUMBER_ORDINAL:
	case NUMBER_PART:
		if (str_is(word, "first") || str_is(word, "second"))
			return false;
		if (sum->has_any && (sum->total != 0 || sum->part >= value))
			return false;
		if (!sum->has_any && !str_is(word, "half") && !str_is(word, "quarter"))
			return false;
		sum->part = (sum->has_part ? sum->part : 1) / value;
		sum->has_any = sum->has_part = true;
		number->is_share = true;
		return true;
	default:
		return false;
	}
}

/* Blanks, hyphens and the small words inside a number: `two hundred and five`, `dozens of`. */
static size_t skip_joints(struct str text, size_t pos)
{
	for (;;) {
		char lower[WORD_MAX];
		size_t next;

		while (pos < text.len && (text.at[pos] == ' ' || text.at[pos] == '-'))
			pos++;
		next = pos;
		struct str word = read_word(text, &next, lower);

		if (!str_is(word, "and") && !str_is(word, "of") && !str_is(word, "a"))
			return pos;
		pos = next;
	}
}

/* "half a million": a part of a scale is a number again. */
static size_t take_scale(struct str text, size_t pos, struct sum *sum, struct number *number)
{
	size_t next = skip_joints(text, pos);
	char lower[WORD_MAX];
	double scale;

	if (numbers_word(read_word(text, &next, lower), &scale) != NUMBER_SCALE || scale < 100)
		return pos;
	sum->part *= scale;
	number->is_share = false;
	return next;
}

/* Words behind what was read, as long as they belong to the number. */
static size_t take_words(struct str text, size_t pos, struct sum *sum, struct number *number)
{
	for (;;) {
		size_t begin = skip_joints(text, pos), next = begin;
		char lower[WORD_MAX];
		struct str word = read_word(text, &next, lower);

		if (begin > pos && word.len <= 2 && sum->has_any && number->is_figures)
			return pos; /* "5 m" is five metres, "5m" five million */
		if (word.len == 0 || (next < text.len && is_digit(text.at[next])) ||
		    !take_word(word, sum, number))
			return pos;
		pos = next;
		if (number->is_share)
			return take_scale(text, pos, sum, number);
	}
}

bool numbers_read(struct str text, size_t from, struct number *number)
{
	size_t pos = from;

	while (pos < text.len) {
		struct sum sum = { 0 };
		double vulgar;

		*number = (struct number){ .begin = pos };
		if (is_digit(text.at[pos])) {
			sum_add(&sum, read_figures(text, &pos));
			number->is_figures = true;
			if (pos + 1 < text.len && text.at[pos] == '/' && is_digit(text.at[pos + 1])) {
				double divisor;

				pos++;
				divisor = read_figures(text, &pos);
				sum.part = divisor > 0 ? sum.part / divisor : sum.part;
				number->is_share = true;
			} else if (read_vulgar(text, &pos, &vulgar)) {
				sum_add(&sum, vulgar);
			}
			pos = take_words(text, pos, &sum, number);
		} else if (read_vulgar(text, &pos, &vulgar)) {
			sum_add(&sum, vulgar);
			number->is_share = true;
		} else if (is_letter(text.at[pos])) {
			size_t end = take_words(text, pos, &sum, number);

			if (sum.has_any)
				number->begin = pos, pos = end;
			else
				while (pos < text.len && is_letter(text.at[pos]))
					pos++;
		} else {
			pos++;
		}
		if (sum.has_any) {
			number->value = sum.total + sum.part;
			number->end = pos;
			return true;
		}
	}
	return false;
}
