#include <criterion/criterion.h>

#include "common/buf.h"
#include "filters/clean/inputs/columns.h"
#include "filters/clean/inputs/facts.h"
#include "filters/clean/inputs/json.h"

static const struct {
	const char *why, *line, *want; /* "(none)" = no object; `-` an absent member */
} lines[] = {
	{ "strings", "{\"a\":\"x\",\"b\":\"y\"}", "x|y" },
	{ "escapes", "{\"a\":\"\\u00e9\\n\\\"\",\"b\":\"\\ud83c\\udf0a\"}", "\xC3\xA9\n\"|\xF0\x9F\x8C\x8A" },
	{ "numbers as they are written", "{\"a\":1.50,\"b\":-2e3}", "1.50|-2e3" },
	{ "other values are absent", "{\"a\":null,\"b\":true}", "-|-" },
	{ "so are arrays and objects", "{\"a\":[\"x\"],\"b\":{\"a\":\"x\"}}", "-|-" },
	{ "members of objects inside", "{\"c\":{\"a\":\"x\"},\"b\":\"y\"}", "-|y" },
	{ "behind an array", "{\"c\":[1,[2]],\"a\":\"x\"}", "x|-" },
	{ "the last of a name", "{\"a\":\"x\",\"a\":\"y\"}", "y|-" },
	{ "an empty string is there", "{\"a\":\"\"}", "|-" },
	{ "bytes that are no UTF-8", "{\"a\":\"caf\xE9\"}", "caf\xE9|-" },
	{ "an empty object", "{}", "-|-" },
	{ "an array", "[{\"a\":\"x\"}]", "(none)" },
	{ "a string", "\"a\"", "(none)" },
	{ "two objects", "{\"a\":\"x\"}{\"a\":\"y\"}", "(none)" },
	{ "an object without an end", "{\"a\":\"x\"", "(none)" },
	{ "nothing", "", "(none)" },
};

Test(json, members_of_a_line)
{
	const struct str names[] = { STR("a"), { NULL, 0 }, STR("b") };

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct arena arena = { 0 };
		struct buf got = { 0 };
		struct str values[3];

		if (!json_read(str_of(lines[i].line), names, 3, values, &arena)) {
			buf_add_str(&got, str_of("(none)"));
		} else {
			cr_expect_null(values[1].at, "%s: a name that is none", lines[i].why);
			for (int v = 0; v < 3; v += 2) {
				buf_add_str(&got, v ? str_of("|") : str_of(NULL));
				buf_add_str(&got, values[v].at ? values[v] : str_of("-"));
			}
		}
		cr_expect(str_is(buf_str(&got), lines[i].want), "%s: got %.*s", lines[i].why, STR_ARGS(buf_str(&got)));
		buf_free(&got);
		arena_free(&arena);
	}
}

Test(json, depth_costs_no_stack)
{
	struct buf line = { 0 };
	struct arena arena = { 0 };
	struct str name = STR("a"), value;

	buf_add_str(&line, str_of("{\"b\":"));
	for (int i = 0; i < 1 << 20; i++)
		buf_add_byte(&line, '[');
	for (int i = 0; i < 1 << 20; i++)
		buf_add_byte(&line, ']');
	buf_add_str(&line, str_of(",\"a\":\"x\"}"));
	cr_assert(json_read(buf_str(&line), &name, 1, &value, &arena));
	cr_expect(str_is(value, "x"));
	buf_free(&line);
	arena_free(&arena);
}

Test(columns, are_taken_by_role)
{
	struct columns columns;

	columns_init(&columns);
	cr_expect(str_is(columns.names[ROLE_URL], "url") && !columns.are_given);
	cr_assert(columns_parse(&columns, str_of("text=body,id=key")));
	cr_expect(str_is(columns.names[ROLE_TEXT], "body") && str_is(columns.names[ROLE_ID], "key"));
	cr_expect(columns.are_given && !columns.names[ROLE_URL].at);
	cr_expect_not(columns_parse(&columns, str_of("text")), "no name");
	cr_expect_not(columns_parse(&columns, str_of("text=")), "an empty name");
	cr_expect_not(columns_parse(&columns, str_of("text=a,")), "an empty item");
	cr_expect_not(columns_parse(&columns, str_of("colour=a")), "no such role");
}

Test(facts, look_like_what_they_are)
{
	cr_expect(fact_is_date(str_of("2024-05-17")) && fact_is_date(str_of("2024-05-17T10:00:00+02:00")));
	cr_expect_not(fact_is_date(str_of("17 May 2024")) || fact_is_date(str_of("2024-05")) || fact_is_date(str_of("2024-05-17x")));
	cr_expect(fact_is_language(str_of("en")) && fact_is_language(str_of("en-GB")));
	cr_expect_not(fact_is_language(str_of("e")) || fact_is_language(str_of("en_GB")));
	cr_expect(fact_is_text(str_of("caf\xC3\xA9")));
	cr_expect_not(fact_is_text(str_of("caf\xE9")));
}
