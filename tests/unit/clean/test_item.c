#include <criterion/criterion.h>

#include "common/buf.h"
#include "filters/clean/inputs/item.h"
#include "filters/clean/encodings/source.h"
#include "filters/clean/html/xml.h"

static const struct {
	const char *why, *bytes, *want;
} tokens[] = {
	{ "text and tags", "<a>x<b/>y</a>", "S:a|T:x|M:b|T:y|E:a" },
	{ "a > in quotes", "<a b=\">\" c='>'>x", "S:a|T:x" },
	{ "a quote that is no value's", "<a b\">x", "S:a|T:x" },
	{ "CDATA hides tags", "<![CDATA[<a>]]>x", "C:<![CDATA[<a>]]>|T:x" },
	{ "comments, declarations", "<!-- <a> --><?xml a?><!DOCTYPE b>", "O:<!-- <a> -->|O:<?xml a?>|O:<!DOCTYPE b>" },
	{ "a < that opens nothing", "1 < 2 <3 <", "T:1 |T:< 2 |T:<3 |S:" },
	{ "what is open ends with the bytes", "<![CDATA[x", "C:<![CDATA[x" },
	{ "a tag without an end", "<a b", "S:a" },
	{ "a prefix", "<dc:date>", "S:dc:date" },
};

static struct buf tokens_of(struct str bytes)
{
	static const char letters[] = "TSMECO";
	struct buf out = { 0 };
	struct xml_token token;
	size_t at = 0;

	for (; xml_next(bytes, at, true, &token); at = token.end) {
		bool has_name = token.kind == XML_START || token.kind == XML_EMPTY || token.kind == XML_END;

		cr_assert(token.begin == at && token.end > at && token.end <= bytes.len, "tokens cover the bytes");
		buf_printf(&out, "%s%c:", out.len ? "|" : "", letters[token.kind]);
		buf_add_str(&out, has_name ? token.name : str_slice(bytes, token.begin, token.end));
	}
	cr_assert_eq(at, bytes.len);
	return out;
}

Test(xml, tokens)
{
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
		struct buf got = tokens_of(str_of(tokens[i].bytes));

		cr_expect(str_is(buf_str(&got), tokens[i].want), "%s: got %.*s", tokens[i].why, STR_ARGS(buf_str(&got)));
		buf_free(&got);
	}
}

Test(xml, waits_for_what_may_go_on)
{
	struct str bytes = str_of("<a b='>'><!-- x --><![CDATA[y]]></a>");
	struct xml_token whole, part;

	for (size_t at = 0; xml_next(bytes, at, true, &whole); at = whole.end)
		for (size_t len = at; len < whole.end; len++)
			cr_expect_not(xml_next(str_slice(bytes, 0, len), at, false, &part), "at %zu of %zu bytes", at, len);
}

static const struct {
	const char *why, *bytes, *want; /* title|url|published|author|text */
} items[] = {
	{ "plain", "<item><title>A</title><link>u</link><description>B</description></item>", "A|u|||B" },
	{ "an entity and CDATA", "<item><title>A &amp; B</title><description><![CDATA[<p>x</p>]]></description></item>", "A & B||||<p>x</p>" },
	{ "escaped HTML is undone once", "<item><description>&lt;p&gt;a &amp;amp; b</description></item>", "||||<p>a &amp; b" },
	{ "XHTML stands as it is", "<entry><content><p>a &lt; b</p></content></entry>", "||||<p>a &lt; b</p>" },
	{ "the longer text", "<item><description>ab</description><content:encoded>abc</content:encoded></item>", "||||abc" },
	{ "tags of a title", "<item><title>&lt;b&gt;A&lt;/b&gt;</title></item>", "A||||" },
	{ "another vocabulary's title", "<item><media:title>B</media:title><title>A</title></item>", "A||||" },
	{ "a title further in", "<item><image><title>B</title></image><title>A</title></item>", "A||||" },
	{ "links", "<entry><link rel=\"self\" href=\"s\"/><link href=\"u&amp;v\"/></entry>", "|u&v|||" },
	{ "an id that is an address", "<item><guid>https://a.example/</guid></item>", "|https://a.example/|||" },
	{ "one that is none", "<item><guid isPermaLink=\"false\">https://a.example/</guid><id>urn:x</id></item>", "||||" },
	{ "a date of mail", "<item><pubDate>Fri, 01 Mar 2024 23:30:00 -0100</pubDate></item>", "||2024-03-02T00:30:00Z||" },
	{ "across a year's end", "<item><dc:date>2024-01-01T00:30:00+01:00</dc:date></item>", "||2023-12-31T23:30:00Z||" },
	{ "a day stays a day", "<item><dc:date>2024-01-01</dc:date></item>", "||2024-01-01||" },
	{ "no date", "<item><pubDate>soon</pubDate></item>", "||||" },
	{ "published before updated", "<entry><updated>2024-01-02</updated><published>2024-01-01</published></entry>", "||2024-01-01||" },
	{ "an author of elements", "<entry><author><email>e</email><name>N</name></author></entry>", "|||N|" },
	{ "elements without an end", "<item><title>A<link>u</item>", "A|u|||" },
	{ "CDATA without an end", "<item><description><![CDATA[x", "||||x" },
	{ "nothing", "", "||||" },
};

Test(item, fields)
{
	for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
		struct arena arena = { 0 };
		struct buf got = { 0 };
		struct source source;
		struct item item;

		source_init(&source, str_of(items[i].bytes), NULL);
		item_read(&source, &arena, &item);
		buf_printf(&got, "%.*s|%.*s|%.*s|%.*s|%.*s", STR_ARGS(item.title), STR_ARGS(item.url),
		           STR_ARGS(item.published), STR_ARGS(item.author), STR_ARGS(item.text.text));
		cr_expect(str_is(buf_str(&got), items[i].want), "%s: got %.*s", items[i].why, STR_ARGS(buf_str(&got)));
		buf_free(&got);
		source_free(&source);
		arena_free(&arena);
	}
}

/* Any part of the text: its verbatim runs are the bytes of the item that they say. */
Test(item, parts_of_the_text_are_where_they_say)
{
	struct str bytes = str_of("<item><description>a &amp; b<![CDATA[ c ]]>&lt;d&#233;</description></item>");
	struct arena arena = { 0 };
	struct item item;
	struct source bytes_source, source;

	source_init(&bytes_source, bytes, NULL);
	item_read(&bytes_source, &arena, &item);
	cr_assert(str_is(item.text.text, "a & b c <d\xC3\xA9"));
	source_init_draft(&source, bytes, &item.text);
	for (size_t begin = 0; begin < 10; begin++)
		for (size_t end = begin + 1; end <= 10; end++) {
			struct draft part = source_draft(&source, begin, end, &arena);
			size_t text = 0, raw = part.raw;

			for (size_t r = 0; r < part.n_runs; r++) {
				struct draft_run run = part.runs[r];

				cr_expect(run.kinds || str_eq(str_slice(part.text, text, text + run.text_len),
				                              str_slice(bytes, raw, raw + run.raw_len)));
				text += run.text_len;
				raw += run.raw_len;
			}
			cr_expect(text == part.text.len && raw <= bytes.len, "[%zu, %zu)", begin, end);
		}
	source_free(&source);
	arena_free(&arena);
}

Test(item, begins_of_feeds)
{
	cr_expect(item_feed_begins(str_of("\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- a --><rss version=\"2.0\">")));
	cr_expect(item_feed_begins(str_of("<feed xmlns=\"http://www.w3.org/2005/Atom\"> x")));
	cr_expect(item_feed_begins(str_of("<rdf:RDF> and more")));
	cr_expect_not(item_feed_begins(str_of("<html><rss></rss></html>")));
	cr_expect_not(item_feed_begins(str_of("A text about <rss> feeds.")));
	cr_expect_not(item_feed_begins(str_of("")));
}
