/* Which blocks of a page are chosen, whatever the trees think of them. */
#include <criterion/criterion.h>

#include "filters/clean/html/html_features.h"

static const char all_text[] = "0\t0\t=\t1.0000\n\n0\t0\t=\t1.0000\n";
static const char sentences[] = "0\t0\t=\t0.0000\n\n0\t0\tends-sentence\t0.5000\t1\t2\n0\t1\t=\t-1.0000\n0\t2\t=\t1.0000\n";

static const char nothing[] = "0\t0\t=\t-1.0000\n\n0\t0\t=\t-1.0000\n";

static const struct {
	const char *why, *trees, *page, *chosen; /* a letter a block: + or - */
} cases[] = {
	{ "comments below an article are none of it", all_text,
	  "<article><p>The tower is red.</p></article><ol class=commentlist><li><p>I saw it.</p></li></ol>", "+-" },
	{ "a page that is all comments keeps them", all_text, "<div class='post comments-open'><p>The tower is red.</p></div>", "+" },
	{ "commentary is no comment", all_text, "<div class=commentary><p>The tower is red.</p></div><p>It was white.</p>", "++" },
	{ "a link in capitals leads to another story", all_text,
	  "<p>The tower is red.</p><p><a href=x>MAYOR PAINTS THE TOWER</a></p>", "+-" },
	{ "a line in capitals is none", all_text, "<p>The tower is red.</p><p>MAYOR PAINTS THE TOWER</p>", "++" },
	{ "a link behind words that announce one", all_text,
	  "<p>The tower is red.</p><p>Read more: <a href=x>Mayor paints the tower</a></p>", "+-" },
	{ "a sentence with a link is the story's", all_text,
	  "<p>Read what <a href=x>the mayor said of the tower</a>.</p>", "+" },
	{ "where the trees believe nothing, what are sentences", nothing,
	  "<nav>You are on the page of the tower that the mayor painted red.</nav>"
	  "<p>The tower is red since the mayor painted it on a day in May.</p><p>Red towers</p>", "-+-" },
	{ "the sentence under the headline, as the head has it", sentences,
	  "<meta name=description content='Why a mayor painted the tower'><h1>Red tower</h1>"
	  "<h2>Why a mayor painted the tower</h2><p>The tower is red.</p>", "-++" },
	{ "not above the headline", sentences,
	  "<meta name=description content='Why a mayor painted the tower'>"
	  "<h2>Why a mayor painted the tower</h2><h1>Red tower</h1><p>The tower is red.</p>", "--+" },
	{ "not where the text begins with the same words", sentences,
	  "<meta name=description content='The tower is red now.'><h1>Tower</h1>"
	  "<p>The tower is red now.</p><h2>The tower is red now</h2><p>It was white.</p>", "-+-+" },
};

Test(html_features, what_is_chosen)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct html_page page;
		struct html_trees trees;
		struct str bytes = str_of(cases[i].page);
		const bool *is_text;

		cr_assert(html_trees_read(str_of(cases[i].trees), &arena, &trees), "%s", cases[i].why);
		html_read(bytes, &arena, &page);
		is_text = html_choose(&page, html_features(bytes, &page, &arena), &trees, &arena);
		cr_assert(page.n_blocks == strlen(cases[i].chosen), "%s: %zu blocks", cases[i].why, page.n_blocks);
		for (size_t b = 0; b < page.n_blocks; b++)
			cr_expect(is_text[b] == (cases[i].chosen[b] == '+'), "%s: block %zu", cases[i].why, b);
	}
	arena_free(&arena);
}

Test(html_features, a_table_has_two_looks)
{
	static const char *const malformed[] = { "", "\n\n", "0\t0\t=\t1.0000\n", "0\t0\t=\t1.0000\n\n", "\n0\t0\t=\t1.0000\n",
		                                 "0\t0\tscore\t0.5000\t1\t2\n0\t1\t=\t1.0000\n0\t2\t=\t1.0000\n\n0\t0\t=\t1.0000\n" };
	struct arena arena = { 0 };
	struct html_trees trees;

	for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++)
		cr_expect(!html_trees_read(str_of(malformed[i]), &arena, &trees), "table %zu", i);
	arena_free(&arena);
}
