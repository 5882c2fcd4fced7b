/*
 * html_facts.h: what a web page says of itself: title, date, author, address, language.
 *
 * The sources in the order in which they are believed (where they are present, the first ones are
 * right most often):
 *
 *      published   itemprop=datePublished, the date in the address, article:published_time, JSON-LD
 *                  datePublished at any depth, other meta names, <time> by the headline, a date in
 *                  the text near it
 *      title       the first h1 that agrees with og:title or <title> (both less the site's name); an h2
 *                  that says the same; the page's only h1; og:title or <title>
 *      author      JSON-LD author.name, meta author, rel=author, a byline
 *      url         link rel=canonical, og:url        lang   html lang, og:locale
 *
 * JSON-LD is read by a tolerant scanner, not a parser: blocks with raw line breaks, stray commas or
 * comments around them are common. A value that is no date is not written.
 */
#ifndef CLEAN_HTML_FACTS_H
#define CLEAN_HTML_FACTS_H

#include "html_blocks.h"

/* Strings borrow from the page or the arena; character references are still in title and author. */
struct html_facts {
	struct str title, author, url, lang;
	struct str published;   /* ISO 8601, the zone as found */
	uint32_t title_element; /* the h1 that is the title, position in elements[]; HTML_NONE */
	bool is_paywalled;      /* the page says that not all of its text is free */
};

void html_facts(struct str bytes, const struct html_page *page, struct arena *arena, struct html_facts *facts);

/*
 * A date as web pages write it (ISO 8601, RFC 2822, "March 1, 2024", "1 March 2024", 20240301), as
 * ISO 8601; empty where it is none or is not certain (03/01/2024). Memory from the arena.
 */
struct str html_date(struct str text, struct arena *arena);

#endif
