#include <criterion/criterion.h>

#include "filters/link/dates/amounts.h"

static const char table[] = "$\tUSD\t\nus$\tUSD\t\ndollars\tUSD\t\ncents\tUSD\t0.01\n£\tGBP\t\npounds\tGBP\t\n"
                            "%\t%\t\npercent\t%\t\npercentage points\tpercentage_point\t\nfoot\tft\t\n"
                            "mile\tmi\t\nmiles\tmi\t\nsquare miles\tmi2\t\nm\tm\t\n";

static const struct {
	const char *text, *lemma, *value;
} cases[] = {
	{ "$1.2bn", "", "1200000000 USD" },
	{ "$1.2 billion", "billion", "1200000000 USD" },
	{ "US$ 10 million", "million", "10000000 USD" },
	{ "$5,000", "", "5000 USD" },
	{ "about £73m", "", "73000000 GBP" },
	{ "a million dollars", "dollar", "1000000 USD" },
	{ "half a trillion dollars", "dollar", "500000000000 USD" },
	{ "three hundred and sixteen dollars", "dollar", "316 USD" },
	{ "46 cents", "cent", "0.46 USD" },
	{ "$9 million to $10 million", "million", "9000000/10000000 USD" },
	{ "$9 to $10 million", "million", "9000000/10000000 USD" },
	{ "35 percent", "percent", "35 %" },
	{ "3.3%", "%", "3.3 %" },
	{ "twenty-six percent", "percent", "26 %" },
	{ "20 percentage points", "point", "20 percentage_point" },
	{ "two thirds", "third", "66.6667 %" },
	{ "three-quarters", "quarter", "75 %" },
	{ "half", "half", "50 %" },
	{ "3/4", "", "75 %" },
	{ "three quarters of a mile", "mile", "0.75 mi" },
	{ "300 vessels", "vessel", "300 vessel" },
	{ "14 million unique visitors", "visitor", "14000000 visitor" },
	{ "two-dozen states", "state", "24 state" },
	{ "5-foot", "foot", "5 ft" },
	{ "5 m", "m", "5 m" },
	{ "240 square miles", "mile", "240 mi2" },
	{ "six hundred to eight hundred ideas", "idea", "600/800 idea" },
	{ "one million times", "time", "1000000 time" },
	{ "$100000000000000000000000000000000000000000000000000000000000000000000000000000000",
	  "", "100000000000000013190646323278015613777155861640004848960018902522128665705185280 USD" },
	/* no number is said, or no unit */
	{ "thousands of people", "person", "" },
	{ "several ships", "ship", "" },
	{ "dozens", "dozen", "" },
	{ "twelve", "", "" },
};

Test(amounts, a_number_and_a_unit)
{
	struct arena arena = { 0 };
	struct buf value = { 0 };
	uint64_t line;
	const struct units *units = units_read(str_of(table), &arena, &line);

	cr_assert(units);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buf_clear(&value);
		amounts_resolve(str_of(cases[i].text), str_of(cases[i].lemma), units, &value);
		cr_expect(str_is(buf_str(&value), cases[i].value), "%s: got %.*s, expected %s", cases[i].text,
		          STR_ARGS(buf_str(&value)), cases[i].value);
	}
	buf_free(&value);
	arena_free(&arena);
}

Test(amounts, a_malformed_table_is_refused_with_its_line)
{
	struct arena arena = { 0 };
	uint64_t line;

	cr_expect_null(units_read(str_of("# fine\n$\tUSD\t\nyen\tJPY\n"), &arena, &line));
	cr_expect_eq(line, 3);
	cr_expect_null(units_read(str_of("yen\tJPY\t-1\n"), &arena, &line));
	arena_free(&arena);
}
