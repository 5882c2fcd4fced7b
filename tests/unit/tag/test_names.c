#include <criterion/criterion.h>

#include "common/buf.h"
#include "filters/tag/names/names.h"
#include "tests/unit/tag/sentence.h"

static void add(struct names *names, const char *surface, const char *type)
{
	struct str fields[] = { str_of(surface), str_of(type) };

	cr_assert(names_add(names, fields, 2) == NAMES_OK, "%s", surface);
}

static const struct {
	const char *why, *text;
} cases[] = {
	{ "one word", "in [LOC Brackwater ] again" },
	{ "the longest", "the [ORG Blue Harbour Line ] and [ORG Blue Harbour ]" },
	{ "a beginning is no name", "the Blue sea" },
	{ "the case counts", "in brackwater again" },
	{ "a hyphen that the tokenizer parts", "[PER Ana O'Dell - Reyes ] spoke" },
	{ "a hyphen that it leaves", "[PER Ana O'Dell-Reyes ] spoke" },
	{ "a name of digits", "the [MISC X 500 ]" },
	{ "no name inside a token", "Brackwaters" },
	{ "names side by side", "[LOC Brackwater ] [LOC Brackwater ]" },
};

Test(names, finds_the_longest_surface)
{
	struct names *names = names_new();
	struct arena arena = { 0 };

	add(names, "Brackwater", "loc");
	add(names, "Blue Harbour", "ORG");
	add(names, "Blue Harbour Line", "ORG");
	add(names, "Ana O'Dell-Reyes", "PER");
	add(names, "X 500", "Misc");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sentence s = sentence_of(cases[i].text, &arena);
		struct mentions found = names_find(names, &s.tokens, 1, &arena);

		sentence_expect(&s, &found, cases[i].why, &arena);
	}
	arena_free(&arena);
	names_delete(names);
}

Test(names, says_what_is_wrong_with_a_record)
{
	struct names *names = names_new();
	struct str good[] = { STR("Brackwater"), STR("LOC") }, bad_type[] = { STR("Brackwater"), STR("TOWN") },
	           no_surface[] = { STR("  "), STR("LOC") };

	cr_expect(names_add(names, good, 1) == NAMES_COLUMNS);
	cr_expect(names_add(names, bad_type, 2) == NAMES_TYPE);
	cr_expect(names_add(names, no_surface, 2) == NAMES_SURFACE);
	cr_expect(names_add(names, good, 2) == NAMES_OK);
	cr_expect(*names_status_text(NAMES_TYPE));
	names_delete(names);
}

Test(names, a_later_record_wins)
{
	struct names *names = names_new();
	struct arena arena = { 0 };
	struct sentence s = sentence_of("[ORG Brackwater ]", &arena);
	struct mentions found;

	add(names, "Brackwater", "LOC");
	add(names, "Brackwater", "ORG");
	found = names_find(names, &s.tokens, 1, &arena);
	sentence_expect(&s, &found, "the second type", &arena);
	arena_free(&arena);
	names_delete(names);
}
