#include <criterion/criterion.h>
#include <math.h>

#include "filters/link/dates/numbers.h"

static const struct {
	const char *text;
	double value;
	size_t begin, end;
	bool is_vague, is_share;
} cases[] = {
	{ "1,200", 1200, 0, 5, false, false },
	{ "1,20", 1, 0, 1, false, false }, /* a comma between threes only */
	{ "12.5 million", 12.5e6, 0, 12, false, false },
	{ "3bn", 3e9, 0, 3, false, false },
	{ "5 m", 5, 0, 1, false, false },
	{ "some 40 of them", 40, 5, 7, false, false },
	{ "twenty-one", 21, 0, 10, false, false },
	{ "two hundred and five", 205, 0, 20, false, false },
	{ "two million three hundred thousand", 2300000, 0, 34, false, false },
	{ "two and three", 2, 0, 3, false, false },
	{ "a million", 1e6, 0, 9, false, false },
	{ "hundreds of thousands", 1e5, 0, 21, true, false },
	{ "several", 0, 0, 7, true, false },
	{ "two-thirds", 2.0 / 3, 0, 10, false, true },
	{ "3/4", 0.75, 0, 3, false, true },
	{ "1½", 1.5, 0, 3, false, false },
	{ "half a million", 5e5, 0, 14, false, false },
};

Test(numbers, as_english_writes_them)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct number number;

		cr_assert(numbers_read(str_of(cases[i].text), 0, &number), "%s", cases[i].text);
		cr_expect(fabs(number.value - cases[i].value) <= 1e-9, "%s: got %f", cases[i].text, number.value);
		cr_expect(number.begin == cases[i].begin && number.end == cases[i].end, "%s: got %zu to %zu", cases[i].text,
		          number.begin, number.end);
		cr_expect(number.is_vague == cases[i].is_vague && number.is_share == cases[i].is_share, "%s", cases[i].text);
	}
}

Test(numbers, no_number_is_none)
{
	static const char *const none[] = { "", "the ships", "m", "first", "a", "and" };
	struct number number;

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		cr_expect_not(numbers_read(str_of(none[i]), 0, &number), "%s", none[i]);
}

Test(numbers, every_word_of_the_table_is_found)
{
	static const char *const some[] = { "b", "couple", "eighteenth", "fourths", "many", "ninth", "scores", "tenths", "zero" };
	double value;

	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		cr_expect(numbers_word(str_of(some[i]), &value) != NUMBER_NONE, "%s", some[i]);
	cr_expect_eq(numbers_word(str_of("ship"), &value), NUMBER_NONE);
}
