#include <criterion/criterion.h>

#include "common/contract.h"
#include "filters/check/rules.h"

/* Two readings of one document: common/contract.c and filters/check/rules.c. */
Test(rules, name_the_columns_of_the_contract)
{
	size_t n = 0;

	for (const struct contract_type *type = contract_types; type->type; type++, n++) {
		enum rule_type found = rule_find(str_of(type->type));
		const char *at = type->columns;

		cr_assert_neq(found, RULE_NONE, "%s", type->type);
		for (size_t c = 0; c < rule_n_columns(&rules[found]); c++) {
			struct str name = str_at(at, strcspn(at, ":? "));

			cr_expect(str_is(name, rules[found].columns[c].name), "%s: column %zu is %.*s", type->type, c,
			          STR_ARGS(name));
			at += strcspn(at, " ");
			at += *at == ' ';
		}
		cr_expect_eq(*at, '\0', "%s has more columns: %s", type->type, at);
	}
	cr_expect_eq(n, RULE_NONE);
}

static const struct {
	enum rule_value value;
	const char *field;
	bool is_good;
} fields[] = {
	{ VALUE_TEXT, "", true },
	{ VALUE_TEXT, "a \"quote\" is nothing special", true },
	{ VALUE_TEXT, "tab \\t line \\n return \\r backslash \\\\", true },
	{ VALUE_TEXT, "\\x41", false },
	{ VALUE_TEXT, "ends in \\", false },
	{ VALUE_BEFORE, "\\xFF\\x00", true },
	{ VALUE_BEFORE, "\\xF", false },
	{ VALUE_BEFORE, "\\xff", false },
	{ VALUE_SOMETHING, "", false },
	{ VALUE_ID, "story-1", true },
	{ VALUE_ID, "", false },
	{ VALUE_ID, "story 1", false },
	{ VALUE_NUMBER, "1", true },
	{ VALUE_NUMBER, "0", false },
	{ VALUE_NUMBER, "", false },
	{ VALUE_NUMBER, "4294967296", false },
	{ VALUE_NUMBER_OR_EMPTY, "", true },
	{ VALUE_OFFSET, "0", true },
	{ VALUE_OFFSET, "-1", false },
	{ VALUE_OFFSET, "1.0", false },
	{ VALUE_OFFSET, " 1", false },
	{ VALUE_SCORE_OR_EMPTY, "0.5000", true },
	{ VALUE_SCORE_OR_EMPTY, "-12.0001", true },
	{ VALUE_SCORE_OR_EMPTY, ".5000", false },
	{ VALUE_SCORE_OR_EMPTY, "0.5", false },
	{ VALUE_SCORE_OR_EMPTY, "0,5000", false },
	{ VALUE_SCORE_OR_EMPTY, "1e-4", false },
	{ VALUE_SCORE_OR_EMPTY, "nan", false },
	{ VALUE_DATE_OR_EMPTY, "", true },
	{ VALUE_DATE_OR_EMPTY, "2023", true },
	{ VALUE_DATE_OR_EMPTY, "2023-10", true },
	{ VALUE_DATE_OR_EMPTY, "2023-10-18", true },
	{ VALUE_DATE_OR_EMPTY, "20231018", true },
	{ VALUE_DATE_OR_EMPTY, "2023-10-18T14:05Z", true },
	{ VALUE_DATE_OR_EMPTY, "2023-10-18T14:05:09.123+05:45", true },
	{ VALUE_DATE_OR_EMPTY, "2023-10-18 14:05:09 +0200", false },
	{ VALUE_DATE_OR_EMPTY, "2023-10-18T14:05:09+0200", true },
	{ VALUE_DATE_OR_EMPTY, "18.10.2023", false },
	{ VALUE_DATE_OR_EMPTY, "yesterday", false },
	{ VALUE_LANG_OR_EMPTY, "en", true },
	{ VALUE_LANG_OR_EMPTY, "pt-BR", true },
	{ VALUE_LANG_OR_EMPTY, "English (US)", false },
	{ VALUE_LANG_OR_EMPTY, "en-", false },
	{ VALUE_RANGE_OR_EMPTY, "2-3", true },
	{ VALUE_RANGE_OR_EMPTY, "2", false },
	{ VALUE_RANGE_OR_EMPTY, "0-1", false },
};

Test(rules, say_what_a_field_may_be)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct rule_column column = { "name", fields[i].value, NULL };

		cr_expect_eq(rule_expected(&column, str_of(fields[i].field)) == NULL, fields[i].is_good,
		             "value %d: \"%s\"", fields[i].value, fields[i].field);
	}
}

static const struct {
	const char *type;
	bool is_good;
} types[] = {
	{ "tok", true }, { "toks", false }, { "x-note", true }, { "x-9_a", true }, { "x-", false }, { "X-note", false },
	{ "", false },   { "#eof", false }, { "x-Note", false },
};

Test(rules, know_whose_a_type_is)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		cr_expect_eq(rule_is_type(str_of(types[i].type)), types[i].is_good, "%s", types[i].type);
}

Test(rules, undo_escapes)
{
	char out[32];
	size_t len = rule_unescape(str_of("a\\tb\\\\n\\xE9\\n"), out);

	cr_expect(str_eq(str_at(out, len), (struct str)STR("a\tb\\n\xE9\n")));
}
