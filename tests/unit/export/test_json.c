#include <criterion/criterion.h>

#include "filters/export/json.h"

Test(json, puts_commas_and_escapes_where_they_belong)
{
	struct buf out = { 0 };

	json_open(&out, '{');
	json_member(&out, "a", str_of("x\"\\\n\x01"));
	json_member(&out, "empty", str_of(""));
	json_key(&out, "list");
	json_open(&out, '[');
	json_number(&out, 1);
	json_score(&out, -0.5);
	json_open(&out, '{');
	json_close(&out, '}');
	json_bool(&out, true);
	json_close(&out, ']');
	json_close(&out, '}');
	cr_expect(str_is(buf_str(&out), "{\"a\":\"x\\\"\\\\\\n\\u0001\",\"list\":[1,-0.5000,{},true]}"), "%.*s",
	          STR_ARGS(buf_str(&out)));
	buf_free(&out);
}
