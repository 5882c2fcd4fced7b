#include <criterion/criterion.h>

#include "filters/sentence-split/abbreviations.h"

static const char list[] = "# comment\n"
                           "mr  title\n"
                           "\n"
                           "e.g\tlink   # behind a word too\n"
                           "inc name\n"
                           "inc other\n";

static const struct {
	const char *why, *word;
	enum abbreviation class;
} cases[] = {
	{ "as it is listed", "mr", ABBREVIATION_TITLE },
	{ "in any case", "MR", ABBREVIATION_TITLE },
	{ "with dots inside", "E.g", ABBREVIATION_LINK },
	{ "a later line overrides", "Inc", ABBREVIATION_OTHER },
	{ "not listed", "cat", ABBREVIATION_NONE },
	{ "nothing", "", ABBREVIATION_NONE },
	{ "longer than any", "incincincincincincinc", ABBREVIATION_NONE },
};

Test(abbreviations, are_found_in_any_case)
{
	struct index index = { 0 };

	cr_assert(abbreviations_read(str_of(list), &index) == 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect(abbreviation_find(&index, str_of(cases[i].word)) == cases[i].class, "%s",
		          cases[i].why);
	index_free(&index);
}

static const struct {
	const char *list;
	uint64_t line;
} malformed[] = {
	{ "mr\n", 1 },
	{ "# fine\nmr title\nmrs titel\n", 3 },
	{ "averyverylongabbreviation other\n", 1 },
};

Test(abbreviations, names_the_line_that_is_malformed)
{
	for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
		struct index index = { 0 };

		cr_expect(abbreviations_read(str_of(malformed[i].list), &index) == malformed[i].line,
		          "list %zu", i);
		index_free(&index);
	}
}
