/*
 * The lexer of time expressions: one sorted table of words, figures by their shape.
 */
#include "time_words.h"

#include "numbers.h"

enum { WORD_MAX = 24 };

struct entry {
	const char *word;
	char kind;
	int8_t value;
};

enum { PLURAL = 64 }; /* added to a grain: the word is a plural */

/* Values of F, in the order of fuzzy words. */
enum { PAST_REF, PRESENT_REF, FUTURE_REF };

/* In byte order. Kinds as in time_words.h; `.` is a small word that tells nothing. */
static const struct entry entries[] = {
	{ "a", '1', 0 },
	{ "about", '.', 0 },
	{ "ad", '>', 0 },
	{ "after", 'r', 0 },
	{ "afternoon", 'P', 'A' },
	{ "afternoons", 'P', 'A' },
	{ "afterwards", 'r', 0 },
	{ "age", 'o', 0 },
	{ "aged", 'o', 0 },
	{ "ago", 'a', 0 },
	{ "all", '.', 0 },
	{ "almost", '.', 0 },
	{ "am", 'm', 0 },
	{ "an", '1', 0 },
	{ "and", '-', 0 },
	{ "annual", 'R', GRAIN_YEAR },
	{ "annually", 'R', GRAIN_YEAR },
	{ "another", '1', 0 },
	{ "any", '.', 0 },
	{ "approximately", '.', 0 },
	{ "apr", 'M', 4 },
	{ "april", 'M', 4 },
	{ "around", '.', 0 },
	{ "at", '.', 0 },
	{ "aug", 'M', 8 },
	{ "august", 'M', 8 },
	{ "autumn", 'S', 9 },
	{ "back", 'a', 0 },
	{ "bc", '<', 0 },
	{ "bce", '<', 0 },
	{ "before", 'b', 0 },
	{ "beginning", 'H', 0 },
	{ "between", '.', 0 },
	{ "bst", 'z', 1 },
	{ "by", '.', 0 },
	{ "ce", '>', 0 },
	{ "centuries", 'U', GRAIN_CENTURY + PLURAL },
	{ "century", 'U', GRAIN_CENTURY },
	{ "cest", 'z', 2 },
	{ "cet", 'z', 1 },
	{ "close", 'A', 0 },
	{ "coming", 'n', 0 },
	{ "consecutive", '.', 0 },
	{ "couple", '#', TIME_VAGUE },
	{ "current", 't', 0 },
	{ "currently", 'F', PRESENT_REF },
	{ "daily", 'R', GRAIN_DAY },
	{ "day", 'U', GRAIN_DAY },
	{ "days", 'U', GRAIN_DAY + PLURAL },
	{ "dec", 'M', 12 },
	{ "decade", 'U', GRAIN_DECADE },
	{ "decades", 'U', GRAIN_DECADE + PLURAL },
	{ "december", 'M', 12 },
	{ "dozen", '#', 12 },
	{ "dozens", '#', TIME_VAGUE },
	{ "during", '.', 0 },
	{ "each", 'e', 0 },
	{ "earlier", 'b', 0 },
	{ "early", 'E', 0 },
	{ "edt", 'z', -4 },
	{ "eighties", 'x', 8 },
	{ "end", 'B', 0 },
	{ "est", 'z', -5 },
	{ "eve", 'P', 'E' },
	{ "evening", 'P', 'E' },
	{ "evenings", 'P', 'E' },
	{ "every", 'e', 0 },
	{ "exactly", '.', 0 },
	{ "fall", 'S', 9 },
	{ "feb", 'M', 2 },
	{ "february", 'M', 2 },
	{ "few", '#', TIME_VAGUE },
	{ "fifties", 'x', 5 },
	{ "final", 'l', 0 },
	{ "following", 'f', 0 },
	{ "for", '.', 0 },
	{ "forties", 'x', 4 },
	{ "fortnight", 'U', GRAIN_WEEK },
	{ "fri", 'W', 5 },
	{ "friday", 'W', 5 },
	{ "fridays", 'W', 5 + PLURAL },
	{ "from", '.', 0 },
	{ "future", 'F', FUTURE_REF },
	{ "gmt", 'z', 0 },
	{ "good", '.', 0 },
	{ "half", 'U', GRAIN_HALF },
	{ "hence", 'r', 0 },
	{ "hour", 'U', GRAIN_HOUR },
	{ "hourly", 'R', GRAIN_HOUR },
	{ "hours", 'U', GRAIN_HOUR + PLURAL },
	{ "in", '.', 0 },
	{ "instant", 'i', 0 },
	{ "jan", 'M', 1 },
	{ "january", 'M', 1 },
	{ "jul", 'M', 7 },
	{ "july", 'M', 7 },
	{ "jun", 'M', 6 },
	{ "june", 'M', 6 },
	{ "just", '.', 0 },
	{ "last", 'l', 0 },
	{ "late", 'A', 0 },
	{ "lately", 'F', PAST_REF },
	{ "later", 'r', 0 },
	{ "least", '.', 0 },
	{ "less", '.', 0 },
	{ "local", '.', 0 },
	{ "long", 'g', 0 },
	{ "many", '#', TIME_VAGUE },
	{ "mar", 'M', 3 },
	{ "march", 'M', 3 },
	{ "may", 'M', 5 },
	{ "mid", 'I', 0 },
	{ "midday", 'K', 12 },
	{ "middle", 'I', 0 },
	{ "midnight", 'K', 0 },
	{ "millennia", 'U', GRAIN_MILLENNIUM + PLURAL },
	{ "millennium", 'U', GRAIN_MILLENNIUM },
	{ "minute", 'U', GRAIN_MINUTE },
	{ "minutes", 'U', GRAIN_MINUTE + PLURAL },
	{ "moment", 'i', 0 },
	{ "mon", 'W', 1 },
	{ "monday", 'W', 1 },
	{ "mondays", 'W', 1 + PLURAL },
	{ "month", 'U', GRAIN_MONTH },
	{ "monthly", 'R', GRAIN_MONTH },
	{ "months", 'U', GRAIN_MONTH + PLURAL },
	{ "more", '.', 0 },
	{ "morning", 'P', 'M' },
	{ "mornings", 'P', 'M' },
	{ "much", '.', 0 },
	{ "nearly", '.', 0 },
	{ "next", 'n', 0 },
	{ "night", 'P', 'N' },
	{ "nightly", 'R', GRAIN_DAY },
	{ "nights", 'P', 'N' },
	{ "nineties", 'x', 9 },
	{ "noon", 'K', 12 },
	{ "nov", 'M', 11 },
	{ "november", 'M', 11 },
	{ "now", 'F', PRESENT_REF },
	{ "nowadays", 'F', PRESENT_REF },
	{ "oct", 'M', 10 },
	{ "october", 'M', 10 },
	{ "of", '.', 0 },
	{ "old", 'o', 0 },
	{ "on", '.', 0 },
	{ "only", '.', 0 },
	{ "or", '-', 0 },
	{ "over", '.', 0 },
	{ "past", 'p', 0 },
	{ "period", 'i', 1 },
	{ "pm", 'm', 12 },
	{ "preceding", 'b', 0 },
	{ "present", 'F', PRESENT_REF },
	{ "presently", 'F', PRESENT_REF },
	{ "previous", 'b', 0 },
	{ "previously", 'F', PAST_REF },
	{ "quarter", 'U', GRAIN_QUARTER },
	{ "quarterly", 'R', GRAIN_QUARTER },
	{ "quarters", 'U', GRAIN_QUARTER + PLURAL },
	{ "recent", 'F', PAST_REF },
	{ "recently", 'F', PAST_REF },
	{ "roughly", '.', 0 },
	{ "same", 's', 0 },
	{ "sat", 'W', 6 },
	{ "saturday", 'W', 6 },
	{ "saturdays", 'W', 6 + PLURAL },
	{ "second", 'U', GRAIN_SECOND },
	{ "seconds", 'U', GRAIN_SECOND + PLURAL },
	{ "sep", 'M', 9 },
	{ "sept", 'M', 9 },
	{ "september", 'M', 9 },
	{ "seventies", 'x', 7 },
	{ "several", '#', TIME_VAGUE },
	{ "since", '.', 0 },
	{ "sixties", 'x', 6 },
	{ "so", '.', 0 },
	{ "some", '.', 0 },
	{ "soon", 'F', FUTURE_REF },
	{ "spring", 'S', 3 },
	{ "start", 'H', 0 },
	{ "straight", '.', 0 },
	{ "successive", '.', 0 },
	{ "summer", 'S', 6 },
	{ "summers", 'S', 6 + PLURAL },
	{ "sun", 'W', 7 },
	{ "sunday", 'W', 7 },
	{ "sundays", 'W', 7 + PLURAL },
	{ "ten", '#', 10 },
	{ "than", '.', 0 },
	{ "that", 's', 0 },
	{ "the", 'd', 0 },
	{ "these", 't', 1 },
	{ "thirties", 'x', 3 },
	{ "this", 't', 0 },
	{ "those", 's', 0 },
	{ "through", '-', 0 },
	{ "throughout", '.', 0 },
	{ "thu", 'W', 4 },
	{ "thur", 'W', 4 },
	{ "thurs", 'W', 4 },
	{ "thursday", 'W', 4 },
	{ "thursdays", 'W', 4 + PLURAL },
	{ "til", '-', 0 },
	{ "till", '-', 0 },
	{ "time", 'i', 0 },
	{ "times", 'i', 0 },
	{ "to", '-', 0 },
	{ "today", 'G', 0 },
	{ "tomorrow", 'G', 1 },
	{ "tonight", 'G', TIME_TONIGHT },
	{ "tue", 'W', 2 },
	{ "tues", 'W', 2 },
	{ "tuesday", 'W', 2 },
	{ "tuesdays", 'W', 2 + PLURAL },
	{ "twenties", 'x', 2 },
	{ "uh", '.', 0 },
	{ "um", '.', 0 },
	{ "until", '-', 0 },
	{ "upcoming", 'n', 0 },
	{ "utc", 'z', 0 },
	{ "wed", 'W', 3 },
	{ "wednesday", 'W', 3 },
	{ "wednesdays", 'W', 3 + PLURAL },
	{ "week", 'U', GRAIN_WEEK },
	{ "weekend", 'U', GRAIN_WEEKEND },
	{ "weekends", 'U', GRAIN_WEEKEND + PLURAL },
	{ "weekly", 'R', GRAIN_WEEK },
	{ "weeks", 'U', GRAIN_WEEK + PLURAL },
	{ "whole", '.', 0 },
	{ "winter", 'S', 12 },
	{ "winters", 'S', 12 + PLURAL },
	{ "within", '.', 0 },
	{ "writing", 'w', 0 },
	{ "year", 'U', GRAIN_YEAR },
	{ "yearly", 'R', GRAIN_YEAR },
	{ "years", 'U', GRAIN_YEAR + PLURAL },
	{ "yesterday", 'G', -1 },
};

static const struct entry *entry_find(struct str lower)
{
	size_t low = 0, high = sizeof entries / sizeof *entries;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(lower, str_of(entries[middle].word));

		if (order == 0)
			return &entries[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static struct str without_leads(struct str text)
{
	static const char *const leads[] = { "since ", "before ", "after ", "during ", "on ", "at ", "by ", "the ", NULL };

	for (const char *const *lead = leads; *lead; lead++)
		if (text.len > strlen(*lead) && strncasecmp(text.at, *lead, strlen(*lead)) == 0)
			text = str_slice(text, strlen(*lead), text.len);
	return text;
}

/* "2020" at the end of a text: cuts it off. */
static bool cut_year(struct str *text, struct time_word *year)
{
	struct str figures = str_slice(*text, text->len - 4, text->len), name;
	uint64_t value;

	if (text->len < 6 || !str_number(figures, 9999, &value) || text->at[text->len - 5] != ' ')
		return false;
	name = str_slice(*text, 0, text->len - 5);
	if (str_ends(name, ","))
		name.len--;
	else if (str_ends(name, " of") || str_ends(name, " in"))
		name.len -= 3;
	*year = (struct time_word){ .kind = 'Y', .value = (int)value, .is_figures = true };
	*text = name;
	return true;
}

/* The whole text, without what leads to it, as an event or a holiday: "since the pandemic", "last Easter", "Christmas 2020". */
static bool read_event(struct str text, const struct events *events, struct time_words *words)
{
	static const struct {
		const char *text;
		char kind;
	} which[] = { { "last ", 'l' }, { "next ", 'n' }, { "this past ", 'l' }, { "this ", 't' }, { "every ", 'e' }, { "each ", 'e' } };
	struct time_word *word = words->word, year;
	bool has_year;

	if (!events)
		return false;
	text = without_leads(text);
	for (size_t i = 0; i < sizeof which / sizeof *which && word == words->word; i++) {
		size_t len = strlen(which[i].text);

		if (text.len > len && strncasecmp(text.at, which[i].text, len) == 0) {
			*word++ = (struct time_word){ .kind = which[i].kind };
			text = str_slice(text, len, text.len);
		}
	}
	has_year = cut_year(&text, &year);
	*word = (struct time_word){ 0 };
	if (!events_find(events, text, &word->event))
		return false;
	word->kind = word->event.rule == EVENT_ONCE ? 'V' : 'v';
	word++;
	if (has_year)
		*word++ = year;
	words->n = (size_t)(word - words->word);
	return true;
}

/* --- words and figures ------------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Digits at pos, at most nine; returns how many. */
static size_t count_digits(struct str text, size_t pos, int *value)
{
	size_t n = 0;

	for (*value = 0; pos + n < text.len && is_digit(text.at[pos + n]); n++)
		if (n < 9)
			*value = *value * 10 + (text.at[pos + n] - '0');
	return n;
}

/* 2023-10-18, 10/18/2023, 18.10.2023: *pos moves behind it. Month first, as the US write, unless it cannot be. */
static bool read_date_figures(struct str text, size_t *pos, struct time_word *word)
{
	int v[3];
	size_t n[3], at = *pos;
	char mark = 0;

	for (int i = 0; i < 3; i++) {
		if (i) {
			if (at >= text.len || !strchr("-/.", text.at[at]) || (mark && text.at[at] != mark))
				return false;
			mark = text.at[at++];
		}
		n[i] = count_digits(text, at, &v[i]);
		if (n[i] == 0)
			return false;
		at += n[i];
	}
	int year = v[0], month = v[1], day = v[2];

	if (n[0] != 4) {
		year = n[2] == 2 ? v[2] + (v[2] < 50 ? 2000 : 1900) : v[2];
		month = v[0];
		day = v[1];
		if (mark == '.' || month > 12) {
			month = v[1];
			day = v[0];
		}
		if (n[2] != 4 && n[2] != 2)
			return false;
	}
	if (!calendar_is_valid(year, month, day))
		return false;
	*word = (struct time_word){ .kind = 'T', .day = calendar_day(year, month, day) };
	*pos = at;
	return true;
}

/* 22:30, 9.30 before am or pm: minutes of the day. */
static bool read_clock(struct str text, size_t *pos, struct time_word *word)
{
	int hour, minute, second;
	size_t n = count_digits(text, *pos, &hour), at = *pos + n;

	if (n > 2 || hour > 24 || at >= text.len || text.at[at] != ':')
		return false;
	n = count_digits(text, at + 1, &minute);
	if (n != 2 || minute > 59)
		return false;
	at += 1 + n;
	if (at + 2 < text.len && text.at[at] == ':' && count_digits(text, at + 1, &second) == 2)
		at += 3;
	*word = (struct time_word){ .kind = 'K', .value = hour * 60 + minute };
	*pos = at;
	return true;
}

static bool at_word(struct str text, size_t pos, const char *word)
{
	size_t n = strlen(word);

	return text.len - pos >= n && memcmp(text.at + pos, word, n) == 0 &&
	       (pos + n == text.len || !is_letter(text.at[pos + n]));
}

/* Figures by their shape: 18, 18th, 2023, 1990s, 1,200. */
static struct time_word read_figures(struct str text, size_t *pos)
{
	struct time_word word = { .kind = '#', .is_figures = true };
	struct number number;
	size_t n = count_digits(text, *pos, &word.value), at = *pos + n;
	bool is_plain = at + 1 >= text.len || text.at[at] != ',' || !is_digit(text.at[at + 1]);

	if (is_plain && n <= 4 && (at_word(text, at, "s") || at_word(text, at, "'s") || at_word(text, at, "’s"))) {
		word.kind = n == 2 ? 'x' : 'X';
		word.value = n == 2 ? word.value / 10 : word.value;
		while (at < text.len && text.at[at] != 's')
			at++;
		*pos = at + 1;
		return word;
	}
	if (n <= 2 && (at_word(text, at, "st") || at_word(text, at, "nd") || at_word(text, at, "rd") ||
	               at_word(text, at, "th"))) {
		word.is_ordinal = true;
		word.kind = word.value >= 1 && word.value <= 31 ? 'D' : 'O';
		*pos = at + 2;
		return word;
	}
	if (is_plain && n == 4 && word.value >= 1000 && word.value < 3000) {
		word.kind = 'Y';
	} else if (is_plain && n <= 2 && word.value >= 1 && word.value <= 31) {
		word.kind = 'D';
	} else if (numbers_read(text, *pos, &number)) {
		word.value = number.value < TIME_MAX_COUNT ? (int)number.value : TIME_VAGUE;
		at = number.end;
	}
	*pos = at;
	return word;
}

/* Letters at pos in lower case; dots inside ("a.m.", "B.C.") are dropped. */
static struct str read_letters(struct str text, size_t *pos, char lower[WORD_MAX])
{
	size_t n = 0, i = *pos;

	for (; i < text.len; i++) {
		if (is_letter(text.at[i]) && n < WORD_MAX)
			lower[n++] = (char)(text.at[i] | 0x20);
		else if (text.at[i] != '.' || i + 1 >= text.len || !is_letter(text.at[i + 1]))
			break;
	}
	if (i < text.len && text.at[i] == '.')
		i++;
	*pos = i;
	return str_at(lower, n);
}

/* A word of letters: our table first, then the number words. */
static struct time_word read_word(struct str text, size_t *pos)
{
	char lower[WORD_MAX];
	size_t begin = *pos;
	struct str letters = read_letters(text, pos, lower);
	const struct entry *entry = entry_find(letters);
	struct number number;
	double value;
	int figure;

	if (letters.len == 1 && (lower[0] == 'q' || lower[0] == 'h') &&
	    count_digits(text, *pos, &figure) == 1 && figure >= 1 && figure <= (lower[0] == 'q' ? 4 : 2)) {
		++*pos;
		return (struct time_word){ .kind = lower[0] == 'q' ? 'Q' : 'h', .value = figure };
	}

	if (entry) {
		struct time_word word = { .kind = entry->kind, .value = entry->value };

		if (strchr("UWS", word.kind) && word.value >= PLURAL) {
			word.value -= PLURAL;
			word.is_plural = true;
		}
		if (word.kind == '1')
			word = (struct time_word){ .kind = '#', .value = 1, .is_article = true };
		else if (word.kind == 'K')
			word.value *= 60;
		return word;
	}
	switch (numbers_word(letters, &value)) {
	case NUMBER_ORDINAL:
		return (struct time_word){ .kind = 'O', .value = value < TIME_MAX_COUNT ? (int)value : TIME_MAX_COUNT,
			                   .is_ordinal = true };
	case NUMBER_ONES:
	case NUMBER_TENS:
	case NUMBER_SCALE:
		if (numbers_read(text, begin, &number) && number.begin == begin) {
			size_t ordinal = number.end;
			struct time_word word = { .kind = '#' };

			if (ordinal < text.len && text.at[ordinal] == '-') {
				ordinal++;
				letters = read_letters(text, &ordinal, lower);
				if (number.value < TIME_MAX_COUNT && numbers_word(letters, &value) == NUMBER_ORDINAL && value < TIME_MAX_COUNT) {
					*pos = ordinal; /* twenty-fourth */
					return (struct time_word){ .kind = 'O', .value = (int)(number.value + value) };
				}
			}
			*pos = number.end;
			word.value = number.is_vague || number.value >= TIME_MAX_COUNT ? TIME_VAGUE : (int)number.value;
			return word;
		}
		break;
	default:
		break;
	}
	return (struct time_word){ .kind = '?' };
}

bool time_words_read(struct str text, const struct events *events, struct time_words *words)
{
	bool after_the = false;

	*words = (struct time_words){ 0 };
	if (read_event(text, events, words))
		return true;
	for (size_t pos = 0; pos < text.len;) {
		struct time_word word;
		size_t begin = pos;

		if (is_digit(text.at[pos])) {
			if (!read_date_figures(text, &pos, &word) && !read_clock(text, &pos, &word))
				word = read_figures(text, &pos);
		} else if (is_letter(text.at[pos])) {
			word = read_word(text, &pos);
		} else if ((text.at[pos] == '\'' || str_starts(str_slice(text, pos, text.len), "’")) &&
		           text.len - pos > 2) {
			int two;

			pos += text.at[pos] == '\'' ? 1 : 3;
			if (count_digits(text, pos, &two) != 2) {
				while (pos < text.len && is_letter(text.at[pos]))
					pos++; /* today's */
				continue;
			}
			word = read_figures(text, &pos);
			if (word.kind == 'D' || word.kind == '#')
				word = (struct time_word){ .kind = '\'', .value = two };
		} else if (str_starts(str_slice(text, pos, text.len), "–") ||
		           str_starts(str_slice(text, pos, text.len), "—")) {
			word = (struct time_word){ .kind = '-' };
			pos += 3;
		} else if (text.at[pos] == '-' && words->n && pos + 1 < text.len &&
		           (is_digit(text.at[pos + 1]) || text.at[pos + 1] == ' ' ||
		            words->word[words->n - 1].kind == 'M')) {
			word = (struct time_word){ .kind = '-' };
			pos++;
		} else {
			pos++;
			continue;
		}
		if (word.kind == 'd') {
			after_the = true;
			continue;
		}
		if (word.kind == '.' || (word.kind == '-' && words->n == 0))
			continue;
		if (word.kind == '?' && text.at[begin] != ' ' && pos - begin == 1)
			continue; /* a lone letter: the T of a time in figures, the s of a possessive */
		if (word.kind == '#' && !word.is_figures && words->n && words->word[words->n - 1].is_article)
			words->n--; /* "a few", "a couple" */
		if (words->n == TIME_WORDS_MAX)
			return false;
		word.after_the = after_the;
		after_the = false;
		words->word[words->n++] = word;
	}
	/* "second quarter", "second Monday": the ordinal, not the unit */
	for (size_t i = 0; i + 1 < words->n; i++)
		if (words->word[i].kind == 'U' && words->word[i].value == GRAIN_SECOND && strchr("UW", words->word[i + 1].kind))
			words->word[i] = (struct time_word){ .kind = 'O', .value = 2, .is_ordinal = true };
	return words->n > 0;
}
