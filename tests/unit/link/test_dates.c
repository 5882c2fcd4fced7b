#include <criterion/criterion.h>

#include "filters/link/dates/dates.h"

/* Told on Wednesday, 2023-10-18. `~` before a text: the verb is in the future; `%`: in the present; `=`: no anchor. */
static const struct {
	const char *text, *value;
} cases[] = {
	/* the text says it all */
	{ "October 18, 2023", "2023-10-18" },
	{ "Wednesday, Oct. 18, 2023", "2023-10-18" },
	{ "18 October 2023", "2023-10-18" },
	{ "the 18th of October, 2023", "2023-10-18" },
	{ "2023-10-18", "2023-10-18" },
	{ "18.10.2023", "2023-10-18" },
	{ "10/18/2023", "2023-10-18" },
	{ "October 2023", "2023-10" },
	{ "October of 2023", "2023-10" },
	{ "2023", "2023" },
	{ "1990s", "199X" },
	{ "the 1990's", "199X" },
	{ "the nineties", "199X" },
	{ "the 1800s", "18XX" },
	{ "the 19th century", "18XX" },
	{ "the early 2000s", "2000/2004" },
	{ "the late 20th century", "1975/1999" },
	{ "the summer of 2012", "2012-SU" },
	{ "the winter of 1776-77", "1776-WI" },
	{ "508 BC", "-0508" },
	{ "394 AD", "0394" },
	{ "the third quarter of 2019", "2019-Q3" },
	{ "Q3 2019", "2019-Q3" },
	{ "second half of 2020", "2020-H2" },
	{ "5–6 September 2019", "2019-09-05/2019-09-06" },
	{ "September 5 to 6, 2019", "2019-09-05/2019-09-06" },
	{ "January-June 2016", "2016-01/2016-06" },
	{ "between May and June in 1981", "1981-05/1981-06" },
	{ "2007-2009", "2007/2009" },
	{ "2007–09", "2007/2009" },
	{ "Aug 10 - Nov 12, 2011", "2011-08-10/2011-11-12" },
	{ "December 31, 2022 to January 2, 2023", "2022-12-31/2023-01-02" },
	/* against the anchor */
	{ "today", "2023-10-18" },
	{ "yesterday", "2023-10-17" },
	{ "tonight", "2023-10-18TNI" },
	{ "last night", "2023-10-17TNI" },
	{ "Saturday night", "2023-10-14TNI" },
	{ "this morning", "2023-10-18TMO" },
	{ "tomorrow at 9:30 a.m.", "2023-10-19T09:30" },
	{ "Wednesday", "2023-10-18" },
	{ "on Friday", "2023-10-13" },
	{ "~Friday", "2023-10-20" },
	{ "last Friday", "2023-10-13" },
	{ "next Monday", "2023-10-23" },
	{ "Monday of last week", "2023-10-09" },
	{ "last week", "2023-W41" },
	{ "next week", "2023-W43" },
	{ "last month", "2023-09" },
	{ "next quarter", "2024-Q1" },
	{ "this year", "2023" },
	{ "the end of the year", "2023-12-31" },
	{ "last weekend", "2023-W41-WE" },
	{ "last summer", "2023-SU" },
	{ "this spring", "2023-SP" },
	{ "September", "2023-09" },
	{ "~September", "2024-09" },
	{ "earlier in September", "2023-09" },
	{ "earlier this month", "2023-10" },
	{ "late September", "2023-09-2X" },
	{ "mid-October", "2023-10-1X" },
	{ "last December", "2022-12" },
	{ "August 10", "2023-08-10" },
	{ "~January 10", "2024-01-10" },
	{ "January 10", "2023-01-10" },
	{ "December 1", "2023-12-01" }, /* announced, though the verb is in the past */
	{ "%Thursday", "2023-10-19" },
	{ "Thursday", "2023-10-12" },
	{ "early August 10 to 22", "2023-08-10/2023-08-22" },
	{ "two years ago", "2021" },
	{ "a decade ago", "2013" },
	{ "three days ago", "2023-10-15" },
	{ "two weeks ago", "2023-W40" },
	{ "six months ago", "2023-04" },
	{ "two days from now", "2023-10-20" },
	{ "two weeks from today", "2023-W44" },
	{ "November 10 of last year", "2022-11-10" },
	{ "the second Monday of May 2014", "2014-05-12" },
	{ "the last Friday in September", "2023-09-29" },
	{ "the past six months", "2023-04-18/2023-10-18" },
	{ "the last 30 days", "2023-09-18/2023-10-18" },
	{ "the past decade", "2013-10-18/2023-10-18" },
	{ "the first quarter", "2023-Q1" },
	{ "66 million years ago", "PAST_REF" },
	{ "900,000 millennia ago", "PAST_REF" },
	{ "the next 999,999 centuries", "FUTURE_REF" },
	{ "999999 decades", "P9999990Y" },
	/* events */
	{ "the pandemic", "2020-03-11/2023-05-05" },
	{ "since the pandemic", "2020-03-11/2023-05-05" },
	{ "World War II", "1939-09-01/1945-09-02" },
	/* holidays */
	{ "Christmas", "2022-12-25" },
	{ "~Christmas", "2023-12-25" },
	{ "=Christmas", "XXXX-12-25" },
	{ "Christmas 2020", "2020-12-25" },
	{ "Easter", "2023-04-09" },
	{ "~Easter", "2024-03-31" },
	{ "=Easter", "" },
	{ "=Easter 2019", "2019-04-21" },
	{ "on Good Friday", "2023-04-07" },
	{ "last Easter", "2023-04-09" },
	{ "last Thanksgiving", "2022-11-24" },
	{ "next Thanksgiving", "2023-11-23" },
	{ "this Thanksgiving", "2023-11-23" },
	{ "Thanksgiving of 2019", "2019-11-28" },
	{ "Memorial Day, 2021", "2021-05-31" },
	{ "every Christmas", "XXXX-12-25" },
	{ "every Easter", "P1Y" },
	/* durations */
	{ "six months", "P6M" },
	{ "two-day", "P2D" },
	{ "days-long", "PXD" },
	{ "several years", "PXY" },
	{ "48 hours", "PT48H" },
	{ "two decades", "P20Y" },
	{ "65 years old", "P65Y" },
	{ "five to six days", "P5D/P6D" },
	{ "nine years and ten months", "P9Y10M" },
	/* sets */
	{ "every day", "P1D" },
	{ "weekly", "P1W" },
	{ "every two weeks", "P2W" },
	{ "every Tuesday", "XXXX-WXX-2" },
	{ "Sundays", "XXXX-WXX-7" },
	{ "three times a week", "P1W" },
	/* fuzzy, times of day */
	{ "recently", "PAST_REF" },
	{ "recent years", "PAST_REF" },
	{ "years ago", "PAST_REF" },
	{ "now", "PRESENT_REF" },
	{ "22:30", "T22:30" },
	{ "15:11 GMT", "T15:11Z" },
	{ "7 p.m.", "T19:00" },
	{ "noon", "T12:00" },
	/* without an anchor */
	{ "=Wednesday", "XXXX-WXX-3" },
	{ "=September", "XXXX-09" },
	{ "=September 17", "XXXX-09-17" },
	{ "=last week", "PAST_REF" },
	/* nothing that could be understood */
	{ "the opening", "" },
	{ "February 31, 2020", "" },
};

Test(dates, values_of_expressions)
{
	struct arena arena = { 0 };
	uint64_t line;
	struct buf value = { 0 };
	const struct events *events = events_read(
	        str_of("# comment\npandemic\t2020-03-11\t2023-05-05\nworld war ii\t1939-09-01\t1945-09-02\n"
	               "christmas\t--12-25\t\neaster\t--easter\t\ngood friday\t--easter-2\t\nthanksgiving\t--11-4-thu\t\n"
	               "memorial day\t--05-last-mon\t\n"),
	        &arena, &line);

	cr_assert(events);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool is_future = cases[i].text[0] == '~', is_bare = cases[i].text[0] == '=', is_present = cases[i].text[0] == '%';
		struct date_context context = {
			.has_anchor = !is_bare,
			.basis = DATE_BY_PUBLISHED,
			.anchor = calendar_day(2023, 10, 18),
			.tense = is_future ? DATE_FUTURE : is_present ? DATE_PRESENT : DATE_PAST,
			.events = events,
		};
		struct timex timex;

		buf_clear(&value);
		dates_resolve(str_of(cases[i].text + (is_future || is_bare || is_present)), &context, &value, &timex);
		cr_expect(str_is(buf_str(&value), cases[i].value), "%s: got %.*s, expected %s", cases[i].text,
		          STR_ARGS(buf_str(&value)), cases[i].value);
	}
	buf_free(&value);
	arena_free(&arena);
}

/* Told in 2023, the story has come to the year or day that is given. */
static const struct {
	const char *reference, *text, *value;
} story[] = {
	{ "1724", "two years later", "1726" },
	{ "1724", "that year", "1724" },
	{ "1724", "the same year", "1724" },
	{ "1871", "72", "1872" },
	{ "1920", "one year later", "1921" },
	{ "1920", "in March the same year", "1920-03" },
	{ "1660-02-01", "the following month", "1660-03" },
	{ "1939-09-01", "the day before", "1939-08-31" },
	{ "2016-09-04", "2:30 the next day", "2016-09-05T02:30" },
	{ "2015", "the year", "2015" },
	{ "1923", "the next five years", "1923/1928" },
};

Test(dates, values_that_count_from_the_last_date_of_the_text)
{
	struct buf value = { 0 };

	for (size_t i = 0; i < sizeof story / sizeof *story; i++) {
		struct date_context context = {
			.has_anchor = true, .basis = DATE_BY_PUBLISHED, .anchor = calendar_day(2023, 10, 18),
		};
		struct timex timex;

		cr_assert(dates_resolve(str_of(story[i].reference), &context, &value, &timex));
		context.has_reference = timex.has_period;
		context.reference = timex.period;
		buf_clear(&value);
		dates_resolve(str_of(story[i].text), &context, &value, &timex);
		cr_expect(str_is(buf_str(&value), story[i].value), "%s, %s: got %.*s, expected %s", story[i].reference,
		          story[i].text, STR_ARGS(buf_str(&value)), story[i].value);
		buf_clear(&value);
	}
	buf_free(&value);
}

Test(dates, says_what_a_value_was_resolved_against)
{
	static const struct {
		const char *text;
		enum date_type type;
		enum date_basis basis;
	} said[] = {
		{ "October 18, 2023", DATE_DATE, DATE_BY_ITSELF }, { "last week", DATE_DATE, DATE_BY_PUBLISHED },
		{ "six months", DATE_DURATION, DATE_BY_ITSELF },   { "every day", DATE_SET, DATE_BY_ITSELF },
		{ "Monday night", DATE_TIME, DATE_BY_PUBLISHED },  { "7 p.m.", DATE_TIME, DATE_BY_ITSELF },
	};
	struct buf value = { 0 };

	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		struct date_context context = {
			.has_anchor = true, .basis = DATE_BY_PUBLISHED, .anchor = calendar_day(2023, 10, 18),
		};
		struct timex timex;

		cr_assert(dates_resolve(str_of(said[i].text), &context, &value, &timex), "%s", said[i].text);
		cr_expect(timex.type == said[i].type, "%s: type %s", said[i].text, date_type_name(timex.type));
		cr_expect(timex.basis == said[i].basis, "%s: basis %s", said[i].text, date_basis_name(timex.basis));
	}
	buf_free(&value);
}

/* Known days of Easter Sunday, the earliest and the latest among them. */
Test(dates, easter)
{
	static const char *const days[] = { "1818-03-22", "1913-03-23", "1943-04-25", "1961-04-02", "2000-04-23",
		                            "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2038-04-25" };
	const struct event easter = { .rule = EVENT_EASTER };

	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		int32_t day;

		cr_assert(calendar_parse(str_of(days[i]), &day));
		cr_expect(event_day(&easter, calendar_date(day).year) == day, "%s", days[i]);
	}
}

Test(dates, a_malformed_table_of_events_is_refused_with_its_line)
{
	static const char *const bad[] = {
		"a\t--13-01\t\n", "a\t--02-30\t\n", "a\t--11-6-thu\t\n", "a\t--11-0-thu\t\n", "a\t--11-4-day\t\n",
		"a\t--eastern\t\n", "a\t--easter-\t\n", "a\t--easter+100\t\n", "a\t--\t\n", "a\t2023-13\t\n",
		"a\t1939\tlater\n", "a\t\t\n", "a\n", "a\t--11-last-\t\n", "a\t--5-1-mon\t\n",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct arena arena = { 0 };
		struct buf text = { 0 };
		uint64_t line = 0;

		buf_printf(&text, "b\t1939\t\n%s", bad[i]);
		cr_expect(!events_read(buf_str(&text), &arena, &line) && line == 2, "%s: line %u", bad[i], (unsigned)line);
		buf_free(&text);
		arena_free(&arena);
	}
}
