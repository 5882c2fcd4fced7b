/* What a page says of itself: which of several titles and dates is believed. */
#include <criterion/criterion.h>

#include "filters/clean/html/html_facts.h"

static const struct {
	const char *why, *page, *title;
} titles[] = {
	{ "the h1 that agrees with the head", "<title>Red tower opens | Daily</title><h1>Daily</h1><h1>A red tower opens</h1>", "A red tower opens" },
	{ "one word, where the head has it less the site's name",
	  "<meta property='og:title' content='Tower - The Wiki'><meta property='og:site_name' content='The Wiki'><h1>Tower</h1>", "Tower" },
	{ "an h1 that is the site's name is none",
	  "<title>Red tower opens - Anna Lind</title><meta property='og:title' content='Red tower opens - Anna Lind'>"
	  "<meta property='og:site_name' content='Anna Lind'><h1>Anna Lind</h1><h1>Red tower opens</h1>", "Red tower opens" },
	{ "an h2 that says what the head says", "<title>Red tower opens</title><h1>Daily</h1><h2>Red tower opens</h2>", "Red tower opens" },
	{ "an h2 that says less is none", "<title>Red tower opens to all of us</title><h2>Red tower</h2>", "Red tower opens to all of us" },
	{ "the only h1, where the head speaks to search engines",
	  "<title>Best towers to see this year</title><h1>Why we went up the red one</h1>", "Why we went up the red one" },
	{ "but not a short one", "<title>Best towers to see this year</title><h1>Latest news</h1>", "Best towers to see this year" },
	{ "less the site's name", "<meta property='og:title' content='Red tower - opens - The Daily'>"
	  "<meta property='og:site_name' content='The Daily'>", "Red tower - opens" },
	{ "no cut where the site is not named", "<meta property='og:title' content='Red tower - and white'>", "Red tower - and white" },
	{ "no head: the first h1 of two words", "<h1>Tower</h1><h1>Red tower</h1>", "Red tower" },
};

Test(html_facts, title)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		struct str bytes = str_of(titles[i].page);
		struct html_page page;
		struct html_facts facts;

		html_read(bytes, &arena, &page);
		html_facts(bytes, &page, &arena, &facts);
		cr_expect(str_is(facts.title, titles[i].title), "%s: got \"%.*s\"", titles[i].why, STR_ARGS(facts.title));
	}
	arena_free(&arena);
}

static const struct {
	const char *why, *page, *date;
} dates[] = {
	{ "an address with the month's number", "<link rel=canonical href='http://d.example/2024/03/01/tower'>", "2024-03-01" },
	{ "an address with the month's name", "<link rel=canonical href='http://d.example/news/2024/mar/01/tower'>", "2024-03-01" },
	{ "no month of that name", "<link rel=canonical href='http://d.example/news/2024/max/01/tower'>", "" },
	{ "by the headline", "<h1>Red tower</h1><p>1 March 2024</p>", "2024-03-01" },
	{ "far below, where it is announced", "<h1>Red tower</h1><p>a<p>b<p>c<p>d<p>e<p>f<p>g<p>h<p>i<p>j<p>k<p>l"
	  "<p>Tower (last edited 2024-03-01 by Anna)", "2024-03-01" },
	{ "far below and not announced", "<h1>Red tower</h1><p>a<p>b<p>c<p>d<p>e<p>f<p>g<p>h<p>i<p>j<p>k<p>l<p>On 2024-03-01 it rained", "" },
};

Test(html_facts, date)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		struct str bytes = str_of(dates[i].page);
		struct html_page page;
		struct html_facts facts;

		html_read(bytes, &arena, &page);
		html_facts(bytes, &page, &arena, &facts);
		cr_expect(str_is(facts.published, dates[i].date), "%s: got \"%.*s\"", dates[i].why, STR_ARGS(facts.published));
	}
	arena_free(&arena);
}
