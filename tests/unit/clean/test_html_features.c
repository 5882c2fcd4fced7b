/* Which blocks of a page are chosen, whatever the trees think of them. */
#include <criterion/criterion.h>

#include "filters/clean/html/html_features.h"

static const struct {
	const char *why, *page, *chosen; /* a letter a block: + or - */
} cases[] = {
	{ "comments below an article are none of it",
	  "<article><p>The tower is red.</p></article><ol class=commentlist><li><p>I saw it.</p></li></ol>", "+-" },
	{ "a page that is all comments keeps them", "<div class='post comments-open'><p>The tower is red.</p></div>", "+" },
	{ "commentary is no comment", "<div class=commentary><p>The tower is red.</p></div><p>It was white.</p>", "++" },
};

Test(html_features, comments_are_no_article)
{
	struct arena arena = { 0 };
	struct trees all;
	size_t n_names, line;
	const char *const *names = html_feature_names(&n_names);

	cr_assert(trees_read(str_of("0\t0\t=\t1.0000\n"), names, n_names, &arena, &all, &line));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct html_page page;
		const bool *is_text;

		html_read(str_of(cases[i].page), &arena, &page);
		is_text = html_choose(&page, html_features(&page, &arena), &all, &arena);
		cr_assert(page.n_blocks == strlen(cases[i].chosen), "%s: %zu blocks", cases[i].why, page.n_blocks);
		for (size_t b = 0; b < page.n_blocks; b++)
			cr_expect(is_text[b] == (cases[i].chosen[b] == '+'), "%s: block %zu", cases[i].why, b);
	}
	arena_free(&arena);
}
