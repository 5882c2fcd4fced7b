#include <criterion/criterion.h>

#include "common/buf.h"
#include "filters/clean/html/html_tokens.h"

/* The tokens of a page as "KIND:slice" joined by '|'. */
static struct buf tokens_of(struct str page)
{
	static const char *const kinds[] = { "T", "S", "E", "C", "R", "I" };
	struct html_reader reader = { .page = page };
	struct html_token token;
	struct buf out = { 0 };
	size_t last = 0;

	while (html_next(&reader, &token)) {
		cr_assert_eq(token.begin, last, "tokens are contiguous");
		cr_assert_gt(token.end, token.begin, "tokens are not empty");
		last = token.end;
		buf_printf(&out, "%s%s:", out.len ? "|" : "", kinds[token.kind]);
		if (token.kind == HTML_START || token.kind == HTML_END)
			buf_add_str(&out, token.name);
		else
			buf_add_str(&out, str_slice(page, token.begin, token.end));
	}
	cr_assert_eq(last, page.len, "tokens cover the page");
	return out;
}

static const struct {
	const char *why, *page, *want;
} cases[] = {
	{ "text and tags", "<p>One <b>two</b>.</p>", "S:p|T:One |S:b|T:two|E:b|T:.|E:p" },
	{ "a > in a quoted attribute", "<a title=\"x>y\" href='a>b'>t", "S:a|T:t" },
	{ "a quote in a bare attribute", "<a href=x\"y>t\">", "S:a|T:t\">" },
	{ "an equals sign where a name should be", "<a =\"x>y\">", "S:a|T:y\">" },
	{ "two equals signs", "<a b==\"x>y", "S:a|T:y" },
	{ "an attribute without value", "<input disabled/>x", "S:input|T:x" },
	{ "a < that opens nothing", "1 < 2 <3 a<", "T:1 < 2 <3 a<" },
	{ "a comment with a tag inside", "a<!-- <p> -- > --> b", "T:a|C:<!-- <p> -- > -->|T: b" },
	{ "comments that end at once", "<!-->x<!--->y", "C:<!-->|T:x|C:<!--->|T:y" },
	{ "a comment ended by --!>", "<!-- a --!>b", "C:<!-- a --!>|T:b" },
	{ "bogus comments", "<!DOCTYPE html><?php a?></ b><p>", "C:<!DOCTYPE html>|C:<?php a?>|C:</ b>|S:p" },
	{ "script holds markup", "<script>if (a<b) '</p>'</script>x", "S:script|R:if (a<b) '</p>'|E:script|T:x" },
	{ "script's end tag in any case", "<SCRIPT>a</ScRiPt >x", "S:SCRIPT|R:a|E:ScRiPt|T:x" },
	{ "a name that only begins like it", "<script>a</scripty></script>", "S:script|R:a</scripty>|E:script" },
	{ "the escaped state", "<script><!-- </script>x", "S:script|R:<!-- |E:script|T:x" },
	{ "the doubly escaped state", "<script><!--<script></script>--></script>x",
	  "S:script|R:<!--<script></script>-->|E:script|T:x" },
	{ "an empty script", "<script></script>x", "S:script|E:script|T:x" },
	{ "style and noscript", "<style>p>a{}</style><noscript><p></noscript>",
	  "S:style|R:p>a{}|E:style|S:noscript|R:<p>|E:noscript" },
	{ "title holds text", "<title>a <b> &amp;</title>", "S:title|I:a <b> &amp;|E:title" },
	{ "a tag that never ends", "x<a href=\"y", "T:x|S:a" },
	{ "a comment that never ends", "x<!-- y", "T:x|C:<!-- y" },
	{ "a script that never ends", "<script>x", "S:script|R:x" },
	{ "an empty page", "", "" },
};

Test(html_tokens, are_those_of_the_standard)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf got = tokens_of(str_of(cases[i].page));

		cr_expect(str_is(buf_str(&got), cases[i].want), "%s: %.*s", cases[i].why, STR_ARGS(buf_str(&got)));
		buf_free(&got);
	}
}

Test(html_tokens, gives_the_attributes_of_a_tag)
{
	struct str attributes = str_of(" class=\"a b\"  ID=main data-x='1>2' checked href=/p?q=1/ =y");

	cr_expect(str_is(html_find_attribute(attributes, "class"), "a b"));
	cr_expect(str_is(html_find_attribute(attributes, "id"), "main"));
	cr_expect(str_is(html_find_attribute(attributes, "data-x"), "1>2"));
	cr_expect(str_is(html_find_attribute(attributes, "checked"), ""));
	cr_expect_not_null(html_find_attribute(attributes, "checked").at);
	cr_expect(str_is(html_find_attribute(attributes, "href"), "/p?q=1/"));
	cr_expect_null(html_find_attribute(attributes, "src").at);
}
