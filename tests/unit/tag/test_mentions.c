#include <criterion/criterion.h>

#include "filters/tag/names/mentions.h"
#include "tests/unit/tag/sentence.h"

static const struct {
	const char *why, *user, *names, *expressions, *joined;
} cases[] = {
	{ "side by side", "a b", "[PER a ] b", "a [DATE b ]", "[PER a ] [DATE b ]" },
	{ "the user wins over a longer name", "a [ORG b ]", "[PER a b ]", "a b", "a [ORG b ]" },
	{ "the user wins over an expression", "[ORG a ] b", "a b", "[DATE a b ]", "[ORG a ] b" },
	{ "a name over an amount", "a b", "[ORG a ] b", "[QUANTITY a b ]", "[ORG a ] b" },
	{ "a date over a name inside it", "a b", "[PER a ] b", "[DATE a b ]", "[DATE a b ]" },
	{ "a name over a date inside it", "a b", "[PER a b ]", "[DATE a ] b", "[PER a b ]" },
	{ "a name over a date that overlaps", "a b c", "a [PER b c ]", "[DATE a b ] c", "a [PER b c ]" },
	{ "a date that overlaps two names, one of them longer", "a b c", "[PER a ] [LOC b c ]", "[DATE a b ] c",
	  "[PER a ] [LOC b c ]" },
	{ "a sure name over a date of the same span", "a b", "[PER a ] b", "[DATE a ] b", "[PER a ] b" },
	{ "nothing", "a b", "a b", "a b", "a b" },
};

Test(mentions, join_without_overlap)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sentence user = sentence_of(cases[i].user, &arena), names = sentence_of(cases[i].names, &arena),
		                expressions = sentence_of(cases[i].expressions, &arena),
		                joined = sentence_of(cases[i].joined, &arena);
		struct mentions found = mentions_join(&user.wanted, &names.wanted, &expressions.wanted, &arena);

		sentence_expect(&joined, &found, cases[i].why, &arena);
	}
	arena_free(&arena);
}

Test(mentions, a_doubtful_name_gives_way_to_the_same_span)
{
	struct arena arena = { 0 };
	struct sentence name = sentence_of("[PER a ]", &arena), date = sentence_of("[DATE a ]", &arena);
	struct mentions none = { 0 }, found;

	name.wanted.at[0].score = 0.4f;
	found = mentions_join(&none, &name.wanted, &date.wanted, &arena);
	sentence_expect(&date, &found, "the date", &arena);
	arena_free(&arena);
}

Test(mentions, types_have_names)
{
	enum entity_type type;

	for (unsigned i = 0; i < ENTITY_TYPES; i++) {
		cr_expect(entity_type_of(str_of(entity_type_name((enum entity_type)i)), &type));
		cr_expect(type == i);
	}
	cr_expect(entity_type_of(str_of("per"), &type) && type == ENTITY_PER);
	cr_expect(!entity_type_of(str_of("PE"), &type));
	cr_expect(!entity_type_of(str_of("PERS"), &type));
}
