/*
 * Expressions by a grammar written as functions: each tries one construction at a token and returns
 * where it ends (the token itself where it does not match). At each token the longest construction
 * wins; on a tie the earlier one in `grammar`. What a word can be is known of every distinct word
 * (word.expression); most words can be nothing and are passed over.
 */
#include "expressions.h"

#include "expression_words.h"

/* One sentence. */
struct scan {
	const struct tokens *tokens;
	const struct words *words;
	size_t T;
};

static uint32_t bits(const struct scan *s, size_t i)
{
	return i < s->T ? s->words->at[s->tokens->word[i]].expression & ~(uint32_t)X_OPENING : 0;
}

static bool has(const struct scan *s, size_t i, uint32_t any)
{
	return (bits(s, i) & any) != 0;
}

static struct str lower(const struct scan *s, size_t i)
{
	return i < s->T ? s->words->at[s->tokens->word[i]].lower : (struct str){ NULL, 0 };
}

/* Whether token i is one of the words of a list, which are parted and enclosed by blanks. */
static bool is_one_of(const struct scan *s, size_t i, const char *list)
{
	struct str word = lower(s, i);

	for (const char *at = list + 1; word.len && *at; at++) {
		size_t n = 0;

		while (n < word.len && at[n] == word.at[n] && at[n] != ' ')
			n++;
		if (n == word.len && at[n] == ' ')
			return true;
		for (at += n; *at != ' '; at++)
			;
	}
	return false;
}

static bool is_before_one_of(const struct scan *s, size_t i, const char *list)
{
	return i > 0 && is_one_of(s, i - 1, list);
}

static const char hyphens[] = " - \xe2\x80\x93 \xe2\x80\x91 \xe2\x80\x90 ";
static const char ranges[] = " - \xe2\x80\x93 to and or ";

/* --- numbers -------------------------------------------------------------------------------- */

/* Tokens of a number; a longer run of number words is several, so that time stays linear. */
enum { NUMBER_MAX = 16 };

/* One hundred and twenty-five, 2.5 million, a dozen, half a million, hundreds of thousands. */
static size_t number(const struct scan *s, size_t i)
{
	size_t at = i, limit = i + NUMBER_MAX;

	if (has(s, at + 2, X_SCALE) && is_one_of(s, at, " half ") && is_one_of(s, at + 1, " a "))
		return at + 3;
	if (has(s, at + 1, X_SCALE) && has(s, at + 1, X_NUMBER) && is_one_of(s, at, " a several few many "))
		at += 1;
	if (has(s, at, X_SCALE) && !has(s, at, X_NUMBER)) {
		/* hundreds of thousands of */
		at++;
		while (at < limit && has(s, at + 1, X_SCALE) && is_one_of(s, at, " of "))
			at += 2;
		return is_one_of(s, at, " of ") && at > i ? at + 1 : i;
	}
	if (!has(s, at, X_NUMBER))
		return i;
	if (has(s, at, X_DIGITS)) {
		at++;
		while (at < limit && has(s, at, X_SCALE) && (has(s, at, X_NUMBER) || is_one_of(s, at, " bn m ")))
			at++;
		return at;
	}
	for (;;) {
		at++;
		if (at >= limit)
			return at;
		if (has(s, at + 1, X_NUMBER) && !has(s, at + 1, X_DIGITS) && is_one_of(s, at, hyphens))
			at++;
		else if (has(s, at - 1, X_SCALE) && has(s, at + 1, X_NUMBER) && !has(s, at + 1, X_DIGITS) &&
		         is_one_of(s, at, " and "))
			at++;
		else if (!has(s, at, X_NUMBER) || has(s, at, X_DIGITS))
			return at;
	}
}

/* A number or a range of two: 5 to 10, 5-10. */
static size_t number_range(const struct scan *s, size_t i)
{
	size_t end = number(s, i), more;

	if (end == i || !is_one_of(s, end, " - \xe2\x80\x93 to or "))
		return end;
	more = number(s, end + 1);
	return more > end + 1 ? more : end;
}

/* --- money, percent, quantity ------------------------------------------------------------------ */

static size_t money(const struct scan *s, size_t i)
{
	size_t end;

	if (has(s, i, X_CURRENCY)) {
		end = number_range(s, i + 1);
		if (end == i + 1)
			return i;
		if (has(s, end + 1, X_CURRENCY) && is_one_of(s, end, " - \xe2\x80\x93 to ") && number(s, end + 2) > end + 2)
			end = number(s, end + 2);
		return has(s, end, X_MONEY) && !is_one_of(s, end, " won ") ? end + 1 : end;
	}
	end = number_range(s, i);
	if (end == i)
		return i;
	if (is_one_of(s, end, " us u.s. american canadian australian hong singapore "))
		end += is_one_of(s, end, " hong ") ? 2 : 1;
	if (is_one_of(s, end, hyphens))
		end++;
	if (!has(s, end, X_MONEY))
		return i;
	/* "3 won" is a result, "50,000 won" a sum. */
	if (is_one_of(s, end, " won ") && lower(s, i).len < 3 && !has(s, end - 1, X_SCALE))
		return i;
	return end + 1;
}

static size_t percent(const struct scan *s, size_t i)
{
	size_t end = number_range(s, i);

	if (end == i)
		return i;
	if (has(s, end - 1, X_PERCENT))
		return end;
	if (has(s, end + 1, X_PERCENT) && is_one_of(s, end, hyphens))
		end++;
	if (is_one_of(s, end, " per percentage ") && is_one_of(s, end + 1, " cent point points "))
		return end + 2;
	if (has(s, end, X_PERCENT))
		return end + 1;
	return i;
}

/* A plural noun by its tag; without tags, a word in small letters that ends like one. */
static bool is_plural(const struct scan *s, size_t i)
{
	const struct word *word;

	if (i >= s->T || bits(s, i) || is_one_of(s, i, " times "))
		return false;
	if (s->tokens->xpos && s->tokens->xpos[i] && *s->tokens->xpos[i])
		return !strcmp(s->tokens->xpos[i], "NNS");
	word = &s->words->at[s->tokens->word[i]];
	return is_one_of(s, i, " people men women children troops ") ||
	       (word->flags & WORD_SMALL && word->form.len > 3 && word->form.at[word->form.len - 1] == 's' &&
	        word->form.at[word->form.len - 2] != 's');
}

/* A word between a number and its noun. */
static bool is_attribute(const struct scan *s, size_t i)
{
	const char *tag;

	if (i >= s->T || bits(s, i) || !s->tokens->xpos || !s->tokens->xpos[i])
		return false;
	tag = s->tokens->xpos[i];
	return !strcmp(tag, "JJ") || !strcmp(tag, "NN");
}

static size_t quantity(const struct scan *s, size_t i)
{
	enum { ATTRIBUTES = 2 };
	size_t end = number_range(s, i), at;
	bool is_large;

	if (end == i)
		return i;
	at = end;
	if (has(s, end - 1, X_MEASURE))
		return end;
	if (is_one_of(s, at, hyphens))
		at++;
	if (is_one_of(s, at, " square cubic nautical metric statute "))
		at++;
	if (has(s, at, X_MEASURE)) {
		at++;
		if (is_one_of(s, at, " celsius fahrenheit "))
			at++;
		if (is_one_of(s, at, " per an ") && is_one_of(s, at + 1, " hour second day liter litre gallon "))
			at += 2;
		if (has(s, at, X_DIGITS) && has(s, at + 1, X_MEASURE))
			at += 2;
		return at;
	}
	is_large = has(s, i, X_DIGITS) || has(s, end - 1, X_SCALE) || is_one_of(s, end - 1, " of ");
	if (!is_large || (has(s, i, X_YEAR) && end == i + 1))
		return i;
	for (at = end; at < end + ATTRIBUTES && is_attribute(s, at); at++)
		;
	return is_plural(s, at) ? at + 1 : i;
}

/* --- time --------------------------------------------------------------------------------------- */

/* What may stand behind a duration: ago, earlier, before; "old" is an age. */
static size_t after_duration(const struct scan *s, size_t i)
{
	if (has(s, i, X_AGO) || is_one_of(s, i, " old "))
		return i + 1;
	if (is_one_of(s, i, hyphens) && is_one_of(s, i + 1, " old "))
		return i + 2;
	if (is_one_of(s, i, " from ") && is_one_of(s, i + 1, " now "))
		return i + 2;
	return i;
}

/* Three weeks, a few days, a year ago, half an hour, 24-hour. `unit`: X_UNIT or X_CLOCK_UNIT. */
static size_t duration(const struct scan *s, size_t i, uint32_t unit)
{
	size_t end = number_range(s, i);
	bool is_article = is_one_of(s, i, " a an ");

	if (has(s, i + 2, unit) && is_one_of(s, i, " half ") && is_one_of(s, i + 1, " a an "))
		return after_duration(s, i + 3);
	if (end == i && has(s, i, X_FEW))
		end = i + 1;
	if (end == i && is_article && has(s, i + 1, X_FEW))
		end = i + (is_one_of(s, i + 2, " of ") ? 3 : 2);
	if (end > i) {
		if (is_one_of(s, end, hyphens))
			end++;
		if (is_one_of(s, end, " more full whole straight consecutive "))
			end++;
		return has(s, end, unit) ? after_duration(s, end + 1) : i;
	}
	if (is_article && has(s, i + 1, unit)) {
		end = after_duration(s, i + 2);
		return end > i + 2 || (unit == X_CLOCK_UNIT && !has(s, i + 1, X_ORDINAL)) ? end : i;
	}
	/* decades ago */
	if (has(s, i, unit) && has(s, i + 1, X_AGO) && lower(s, i).at[lower(s, i).len - 1] == 's')
		return i + 2;
	return i;
}

static size_t zone(const struct scan *s, size_t i)
{
	if (is_one_of(s, i, " local ") && is_one_of(s, i + 1, " time "))
		return i + 2;
	return has(s, i, X_ZONE) ? i + 1 : i;
}

static size_t clock_time(const struct scan *s, size_t i)
{
	if (has(s, i, X_CLOCK))
		return zone(s, has(s, i + 1, X_HALF_DAY) ? i + 2 : i + 1);
	if (has(s, i, X_NUMBER) && has(s, i + 1, X_HALF_DAY) && !is_one_of(s, i, " million billion "))
		return zone(s, i + 2);
	if (has(s, i, X_NUMBER) && is_one_of(s, i + 1, " o'clock o\xe2\x80\x99" "clock "))
		return i + 2;
	if (has(s, i, X_DIGITS) && has(s, i + 1, X_ZONE) && lower(s, i).len == 4)
		return i + 2;
	return has(s, i, X_HOUR) ? i + 1 : i;
}

/* This morning, late last night, early Wednesday evening, the past 24 hours. */
static size_t part_of_day(const struct scan *s, size_t i)
{
	size_t at = i, end;

	if (has(s, at, X_STAGE) && !has(s, at, X_AGO))
		at++;
	if (has(s, at, X_WHICH | X_THIS | X_WEEKDAY | X_DAY) && has(s, at + 1, X_DAY_PART))
		return at + 2;
	if (at > i && has(s, at, X_DAY_PART))
		return at + 1;
	at = is_one_of(s, i, " the ") ? i + 1 : i;
	if (!has(s, at, X_WHICH))
		return i;
	end = number(s, at + 1);
	if (end == at + 1 && has(s, end, X_FEW))
		end++;
	return has(s, end, X_CLOCK_UNIT) && !has(s, end, X_ORDINAL) ? end + 1 : i;
}

static size_t time_of_day(const struct scan *s, size_t i)
{
	size_t end = clock_time(s, i);

	if (end == i)
		end = part_of_day(s, i);
	return end > i ? end : duration(s, i, X_CLOCK_UNIT);
}

/* --- dates ---------------------------------------------------------------------------------------- */

static bool is_day_number(const struct scan *s, size_t i)
{
	return has(s, i, X_SMALL_NUMBER | X_ORDINAL) && !has(s, i, X_CLOCK_UNIT);
}

/* A year behind a month: 2023, ", 2023", "of 2023", "this year". */
static size_t year_after(const struct scan *s, size_t i)
{
	if (has(s, i, X_YEAR))
		return i + 1;
	if (has(s, i + 1, X_YEAR) && is_one_of(s, i, " , of "))
		return i + 2;
	if (has(s, i, X_WHICH | X_THIS) && is_one_of(s, i + 1, " year "))
		return i + 2;
	return i;
}

/* Whether may or march is the month: what stands before it or behind it says so. */
static bool is_month(const struct scan *s, size_t i)
{
	if (!has(s, i, X_MONTH))
		return false;
	if (!has(s, i, X_MONTH_VERB))
		return true;
	return is_day_number(s, i + 1) || year_after(s, i + 1) > i + 1 ||
	       is_before_one_of(s, i, " in since until till by of from during before after between through and - / ") ||
	       (i > 0 && has(s, i - 1, X_WHICH | X_THIS | X_STAGE | X_SMALL_NUMBER | X_ORDINAL));
}

/* October 18, 2023; October 2023; May; 5-7 October; the 12th of October 1859. */
static size_t month_date(const struct scan *s, size_t i)
{
	size_t at = i;

	if (is_month(s, at)) {
		at++;
		if (is_day_number(s, at) && !has(s, at + 1, X_PERCENT | X_MEASURE)) {
			at++;
			if (is_one_of(s, at, ranges) && is_day_number(s, at + 1) && !has(s, at + 1, X_CLOCK_UNIT))
				at += 2;
		} else if (is_one_of(s, at, hyphens) && is_month(s, at + 1)) {
			at += 2;
		}
		return year_after(s, at);
	}
	if (is_one_of(s, at, " the "))
		at++;
	if (!is_day_number(s, at))
		return i;
	at++;
	if (is_one_of(s, at, ranges) && is_day_number(s, at + 1))
		at += 2;
	if (is_one_of(s, at, " of day "))
		at += is_one_of(s, at, " day ") && is_one_of(s, at + 1, " of ") ? 2 : 1;
	if (!has(s, at, X_MONTH))
		return i;
	return year_after(s, at + 1);
}

/* Wednesday; Wednesday, October 18, 2023; Wednesday next week. */
static size_t weekday_date(const struct scan *s, size_t i)
{
	size_t at = i + 1, end;

	if (!has(s, i, X_WEEKDAY))
		return i;
	end = month_date(s, is_one_of(s, at, " , ") ? at + 1 : at);
	if (end > at + 1)
		return end;
	if (has(s, at, X_WHICH | X_THIS) && is_one_of(s, at + 1, " week "))
		return at + 2;
	return at;
}

/* 1990s; 20th century; 500 BC; 2019. Bare numbers of four digits want a sign of a year. */
static size_t year_date(const struct scan *s, size_t i)
{
	size_t at = i;

	if (has(s, at, X_DECADE))
		return at + 1;
	if (has(s, at, X_ORDINAL)) {
		at += is_one_of(s, at + 1, hyphens) ? 2 : 1;
		if (!is_one_of(s, at, " century centuries quarter "))
			return i;
		return has(s, at + 1, X_ERA) ? at + 2 : year_after(s, at + 1);
	}
	if (has(s, at, X_DIGITS) && has(s, at + 1, X_ERA))
		return at + 2;
	if (!has(s, at, X_YEAR))
		return i;
	/* Born and died, first and last: two dates. */
	if (has(s, at + 2, X_YEAR) && is_one_of(s, at + 1, " - \xe2\x80\x93 / "))
		return at + 1;
	if (is_before_one_of(s, i, " - \xe2\x80\x93 / ") && i > 1 && has(s, i - 2, X_YEAR))
		return at + 1;
	if (is_before_one_of(s, i, " in since by from until till to of during before after through around circa between and "
	                           "( the early late mid - for , ") ||
	    is_one_of(s, at + 1, " ) ")) {
		if (is_before_one_of(s, i, " to of for and , from by ") && (is_plural(s, at + 1) || lower(s, at).at[0] > '2'))
			return i;
		return lower(s, at).at[0] <= '2' ? at + 1 : i;
	}
	return i;
}

/* Last week, this September, the past six months, the same year. */
static size_t relative_date(const struct scan *s, size_t i)
{
	size_t at = is_one_of(s, i, " the ") ? i + 1 : i, end;
	bool is_this = has(s, at, X_THIS);

	if (!has(s, at, X_WHICH | X_THIS))
		return i;
	at++;
	if (is_this && is_one_of(s, at, " past coming same last "))
		at++;
	end = number(s, at);
	if (end == at && has(s, end, X_FEW) && !is_this)
		end++;
	at = end;
	if (is_one_of(s, at, " fiscal financial calendar "))
		at++;
	if (has(s, at, X_UNIT | X_SEASON))
		return at + 1;
	if (has(s, at, X_MONTH | X_WEEKDAY) && end == at)
		return at + 1;
	return i;
}

/* A season with its year, or in a place where only a season stands. */
static size_t season_date(const struct scan *s, size_t i)
{
	size_t end = year_after(s, i + 1);

	if (!has(s, i, X_SEASON))
		return i;
	if (end > i + 1)
		return end;
	if (is_one_of(s, i, " fall spring "))
		return i;
	return is_before_one_of(s, i, " in the during by until since through ") ? i + 1 : i;
}

static size_t plain_date(const struct scan *s, size_t i)
{
	static size_t (*const kinds[])(const struct scan *, size_t) = { weekday_date, month_date, relative_date,
		                                                        season_date, year_date };
	size_t longest = i;

	if (has(s, i, X_DATE | X_DAY))
		return i + 1;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		size_t end = kinds[k](s, i);

		longest = end > longest ? end : longest;
	}
	return longest;
}

/* Earlier in September, late last year, the early 1990s, mid-2010, the end of the year. */
static size_t staged_date(const struct scan *s, size_t i)
{
	size_t at = i, end;

	if (is_one_of(s, at, " the "))
		at++;
	if (is_one_of(s, at, " end beginning start middle turn rest first half ") && !has(s, at, X_STAGE)) {
		if (is_one_of(s, at, " first ") && is_one_of(s, at + 1, " half "))
			at++;
		if (!is_one_of(s, at + 1, " of "))
			return i;
		at += 2;
		if (is_one_of(s, at, " the ") && has(s, at + 1, X_UNIT) && lower(s, at + 1).at[lower(s, at + 1).len - 1] != 's')
			return at + 2;
		end = plain_date(s, at);
		return end > at ? end : i;
	}
	if (!has(s, at, X_STAGE))
		return i;
	at++;
	if (is_one_of(s, at, hyphens) || is_one_of(s, at, " in on "))
		at++;
	if (has(s, at + 1, X_UNIT | X_DECADE | X_ORDINAL) && is_one_of(s, at, " the "))
		at++;
	end = plain_date(s, at);
	if (end == at && has(s, at, X_UNIT) && is_one_of(s, at - 1, " in the "))
		end = at + 1;
	return end > at ? end : i;
}

static size_t date(const struct scan *s, size_t i)
{
	size_t longest = plain_date(s, i), end = staged_date(s, i);

	longest = end > longest ? end : longest;
	end = duration(s, i, X_UNIT);
	longest = end > longest ? end : longest;
	if (is_one_of(s, i, " the ")) {
		if (has(s, i + 3, X_DAY) && is_one_of(s, i + 1, " day ") && is_one_of(s, i + 2, " before after "))
			return i + 4;
		if (has(s, i + 1, X_ORDINAL) && is_one_of(s, i + 2, " quarter "))
			longest = year_date(s, i + 1);
	}
	return longest;
}

/* --- all of them -------------------------------------------------------------------------------------- */

static const struct {
	size_t (*match)(const struct scan *s, size_t i);
	enum entity_type type;
	float score; /* share of right spans in samples read by hand, rounded down */
} grammar[] = {
	{ money, ENTITY_MONEY, 0.95f },     { percent, ENTITY_PERCENT, 0.95f },  { date, ENTITY_DATE, 0.9f },
	{ time_of_day, ENTITY_TIME, 0.9f }, { quantity, ENTITY_QUANTITY, 0.9f },
};

/*
 * Whether an expression may begin at a token: with a word that can be something, or with an article or the
 * like and a word that can.
 */
static bool may_begin(const struct scan *s, size_t i)
{
	const struct word *words = s->words->at;
	uint32_t own = words[s->tokens->word[i]].expression;

	if (own != X_OPENING)
		return own != 0;
	/* half of May */
	return (i + 1 < s->T && words[s->tokens->word[i + 1]].expression) || is_one_of(s, i, " half ");
}

struct mentions expressions_find(const struct tokens *sentences, size_t n_sentences, const struct words *words,
                                 struct arena *arena)
{
	struct mentions found = { 0 };

	for (size_t n = 0; n < n_sentences; n++) {
		struct scan s = { &sentences[n], words, sentences[n].T };

		for (size_t i = 0; i < s.T;) {
			bool begins = may_begin(&s, i);
			size_t longest = i;
			struct mention mention = { .sentence = (uint32_t)n, .first = (uint32_t)i };

			for (size_t k = 0; begins && k < sizeof grammar / sizeof *grammar; k++) {
				size_t end = grammar[k].match(&s, i);

				if (end <= longest)
					continue;
				longest = end;
				mention.last = (uint32_t)(end - 1);
				mention.type = grammar[k].type;
				mention.score = grammar[k].score;
			}
			if (longest > i)
				mentions_add(&found, mention, arena);
			i = longest > i ? longest : i + 1;
		}
	}
	return found;
}
