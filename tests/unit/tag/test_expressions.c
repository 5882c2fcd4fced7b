#include <criterion/criterion.h>

#include "common/buf.h"
#include "tests/unit/tag/sentence.h"

static const struct {
	const char *why, *text; /* tokens parted by blanks; what is to be found in [TYPE brackets] */
} cases[] = {
	{ "a full date", "arrived on [DATE October 18 , 2023 ] by train" },
	{ "with its weekday", "on [DATE Wednesday , October 18 , 2023 ] ." },
	{ "the day before the month", "since [DATE 5 June 1998 ] it stood" },
	{ "the day as an ordinal", "on [DATE the 12th of March ] they" },
	{ "a range of days", "from [DATE October 5 - 7 ] there" },
	{ "a month with its year", "in [DATE May 2019 ]" },
	{ "a month alone", "in [DATE September ] the harbour" },
	{ "may as a verb", "they may go" },
	{ "may as a month", "back in [DATE May ] again" },
	{ "march as a verb", "They march [QUANTITY 20 miles ]" },
	{ "a short month", "due [DATE Jan. 3 ] ." },
	{ "a weekday is without its preposition", "talks on [DATE Wednesday ] ended" },
	{ "a relative week", "claimed [DATE last week ] that" },
	{ "a stage of a month", "[DATE Earlier in September ] , [QUANTITY 300 vessels ] left" },
	{ "a stage of a month of this year", "[DATE earlier this month ]" },
	{ "the past months", "over [DATE the past six months ] as" },
	{ "the same year", "in [DATE the same year ]" },
	{ "a duration", "waited for [DATE three weeks ] there" },
	{ "a duration with ago", "left [DATE two years ago ] ." },
	{ "a year ago", "[DATE a year ago ]" },
	{ "a price by the year", "paid a year in full" },
	{ "a duration before a noun", "a [DATE two - day ] visit" },
	{ "a few days", "in [DATE a few days ] ." },
	{ "a year after its preposition", "his trip in [DATE 2018 ] ." },
	{ "a year in brackets", "( [DATE 1897 ] )" },
	{ "years from to", "( [DATE 1914 ] - [DATE 1918 ] )" },
	{ "a number that is no year", "some 2019 sailors" },
	{ "a decade", "in [DATE the early 1990s ] it" },
	{ "a century", "of the [DATE 19th century ] ." },
	{ "an era", "about [DATE 500 BC ] ." },
	{ "the end of a year", "by [DATE the end of the year ] ." },
	{ "a season with its year", "in the [DATE summer of 2010 ]" },
	{ "fall as a verb", "prices fall in the shops" },
	{ "today", "said [DATE today ] that" },
	{ "digits alone", "on [DATE 2023-10-18 ] ." },
	{ "a quarter", "in [DATE the third quarter ] ." },
	{ "a clock", "at [TIME 22:30 GMT ] ." },
	{ "with am", "at [TIME 9 a.m. ] sharp" },
	{ "a part of the day", "[TIME late last night ]" },
	{ "a weekday's morning", "[TIME Wednesday morning ]" },
	{ "hours", "for [TIME 24 hours ] ." },
	{ "an hour ago", "[TIME half an hour ago ]" },
	{ "midnight", "before [TIME midnight ]" },
	{ "the second, no time", "the second ship" },
	{ "dollars", "cost [MONEY $ 1.2 billion ] ." },
	{ "a range of dollars", "[MONEY $ 5 - 7 million ]" },
	{ "euros", "[MONEY five million euros ]" },
	{ "American dollars", "[MONEY 20 US dollars ]" },
	{ "won after a large number", "[MONEY 50,000 won ]" },
	{ "won as a verb", "Team 3 won the cup" },
	{ "percent", "fell [PERCENT 4.5 % ] ." },
	{ "per cent", "[PERCENT 10 to 12 per cent ]" },
	{ "a measure", "[QUANTITY 20 square kilometers ] of" },
	{ "feet and inches", "[QUANTITY 5 feet 10 inches ] tall" },
	{ "a number of things", "about [QUANTITY 300 vessels ] were" },
	{ "many thousands of things", "[QUANTITY hundreds of thousands of people ]" },
	{ "times are no things", "won 3 times" },
	{ "a small number in words", "two ships" },
	{ "nothing", "nothing here" },
};

Test(expressions, finds_spans_and_types)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sentence s = sentence_of(cases[i].text, &arena);
		struct mentions found = expressions_find(&s.tokens, 1, &s.words, &arena);

		sentence_expect(&s, &found, cases[i].why, &arena);
		arena_reset(&arena);
	}
	arena_free(&arena);
}

Test(expressions, uses_tags_where_there_are_some)
{
	struct arena arena = { 0 };
	struct sentence s = sentence_of("saw [QUANTITY 40 grey geese ] there", &arena);
	const char *tags[] = { "VBD", "CD", "JJ", "NNS", "RB" };
	struct mentions found;

	s.tokens.xpos = tags;
	found = expressions_find(&s.tokens, 1, &s.words, &arena);
	sentence_expect(&s, &found, "geese is a plural by its tag", &arena);
	arena_free(&arena);
}

Test(expressions, of_every_sentence_in_order)
{
	struct arena arena = { 0 };
	struct sentence s = sentence_of("today", &arena);
	struct tokens twice[2] = { s.tokens, s.tokens };
	struct mentions found = expressions_find(twice, 2, &s.words, &arena);

	cr_assert(found.n == 2);
	cr_expect(found.at[0].sentence == 0 && found.at[1].sentence == 1);
	arena_free(&arena);
}
