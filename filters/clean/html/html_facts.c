/* html_facts.c: one pass over the tokens of the page, then the best source of each fact. */
#include "html_facts.h"

#include "common/calendar.h"
#include "common/utf8.h"

enum { MAX_CLAIM = 1024 };

/* Where a fact was found; lower is believed first. */
enum date_source { DATE_ITEMPROP, DATE_ADDRESS, DATE_META, DATE_JSON, DATE_OTHER_META, DATE_TIME, N_DATES };
enum author_source { AUTHOR_JSON, AUTHOR_META, AUTHOR_REL, N_AUTHORS };

struct claims {
	struct arena *arena;
	struct str dates[N_DATES], authors[N_AUTHORS];
	struct str og_title, title, site_name, canonical, og_url, lang, og_locale;
	bool is_paywalled;
};

static void claim(struct str *place, struct str value)
{
	value = str_trim(value);
	if (!place->len && value.len && value.len <= MAX_CLAIM)
		*place = value;
}

/* --- dates ----------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A number of `n` digits at `at`, or -1. */
static int digits(struct str s, size_t at, size_t n)
{
	int value = 0;

	if (s.len < at + n)
		return -1;
	for (size_t i = at; i < at + n; i++) {
		if (!is_digit(s.at[i]))
			return -1;
		value = 10 * value + (s.at[i] - '0');
	}
	return value;
}

static bool is_plausible(int year, int month, int day)
{
	return year >= 1990 && year <= 2100 && calendar_is_valid(year, month, day);
}

/* The month of a name or its first three letters, 0 for none. */
static int month_of(struct str word)
{
	static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july",
		                              "august", "september", "october", "november", "december" };

	if (word.len && word.at[word.len - 1] == '.')
		word.len--;
	for (int m = 0; m < 12 && word.len >= 3; m++) {
		size_t i = 0;

		while (i < word.len && months[m][i] && (word.at[i] | 0x20) == months[m][i])
			i++;
		if (i == word.len && (i == 3 || !months[m][i] || (i == 4 && m == 8)))
			return m + 1;
	}
	return 0;
}

/* "T12:30:00+01:00", " 12:30:00 GMT" behind a date, as ISO has it; nothing where it is no time. */
static void add_time(struct buf *out, struct str rest)
{
	size_t at = 1;
	struct str zone;

	if (rest.len < 6 || (rest.at[0] != 'T' && rest.at[0] != ' ') || digits(rest, at, 2) < 0 || rest.at[at + 2] != ':' ||
	    digits(rest, at, 2) > 23 || digits(rest, at + 3, 2) < 0 || digits(rest, at + 3, 2) > 59)
		return;
	buf_printf(out, "T%02d:%02d", digits(rest, at, 2), digits(rest, at + 3, 2));
	at += 5;
	if (at < rest.len && rest.at[at] == ':' && digits(rest, at + 1, 2) >= 0 && digits(rest, at + 1, 2) <= 60) {
		buf_printf(out, ":%02d", digits(rest, at + 1, 2));
		at += 3;
		if (at < rest.len && rest.at[at] == '.')
			for (at++; at < rest.len && is_digit(rest.at[at]);)
				at++;
	}
	zone = str_trim(str_slice(rest, at, rest.len));
	if (str_is(zone, "Z") || str_is(zone, "GMT") || str_is(zone, "UTC"))
		buf_add_byte(out, 'Z');
	else if (zone.len >= 5 && (zone.at[0] == '+' || zone.at[0] == '-') && digits(zone, 1, 2) >= 0 &&
	         digits(zone, zone.at[3] == ':' ? 4 : 3, 2) >= 0)
		buf_printf(out, "%c%02d:%02d", zone.at[0], digits(zone, 1, 2), digits(zone, zone.at[3] == ':' ? 4 : 3, 2));
}

static struct str made_date(int year, int month, int day, struct str rest, struct arena *arena)
{
	struct buf out = { 0 };
	struct str date = { NULL, 0 };

	if (is_plausible(year, month, day)) {
		buf_printf(&out, "%04d-%02d-%02d", year, month, day);
		add_time(&out, rest);
		date = arena_str(arena, buf_str(&out));
		buf_free(&out);
	}
	return date;
}

static size_t skip_blanks(struct str s, size_t at)
{
	while (at < s.len && (s.at[at] == ' ' || s.at[at] == ',' || s.at[at] == '\n' || s.at[at] == '\t'))
		at++;
	return at;
}

static size_t word_end(struct str s, size_t at)
{
	while (at < s.len && is_letter(s.at[at]))
		at++;
	return at + (at < s.len && s.at[at] == '.');
}

/* "March 1, 2024", "1 March 2024", "1st Mar 2024" at the begin of s; a time may follow. */
static struct str spelled_date(struct str s, struct arena *arena)
{
	size_t at = 0, end;
	int day = -1, month, year;

	if (s.len && is_digit(s.at[0])) {
		size_t n = s.len > 1 && is_digit(s.at[1]) ? 2 : 1;

		day = digits(s, 0, n);
		at = n;
		if (at + 1 < s.len && (str_starts(str_slice(s, at, s.len), "st") || str_starts(str_slice(s, at, s.len), "nd") ||
		                       str_starts(str_slice(s, at, s.len), "rd") || str_starts(str_slice(s, at, s.len), "th")))
			at += 2;
		at = skip_blanks(s, at);
	}
	end = word_end(s, at);
	month = month_of(str_slice(s, at, end));
	if (!month)
		return str_at(NULL, 0);
	at = skip_blanks(s, end);
	if (day < 0) {
		size_t n = at + 1 < s.len && is_digit(s.at[at + 1]) ? 2 : 1;

		day = digits(s, at, n);
		at += n;
		if (at + 1 < s.len && is_letter(s.at[at]))
			at += 2;
		at = skip_blanks(s, at);
	}
	year = digits(s, at, 4);
	return day > 0 && year > 0 && digits(s, at, 5) < 0 ?
	               made_date(year, month, day, str_slice(s, at + 4, s.len), arena) :
	               str_at(NULL, 0);
}

struct str html_date(struct str text, struct arena *arena)
{
	struct str s = str_trim(text);
	size_t comma;

	if (digits(s, 0, 4) > 0 && s.len >= 10 && (s.at[4] == '-' || s.at[4] == '/') && s.at[7] == s.at[4])
		return made_date(digits(s, 0, 4), digits(s, 5, 2), digits(s, 8, 2), str_slice(s, 10, s.len), arena);
	if (digits(s, 0, 8) > 0 && (s.len == 8 || s.at[8] == 'T' || s.len == 14))
		return made_date(digits(s, 0, 4), digits(s, 4, 2), digits(s, 6, 2), str_at(NULL, 0), arena);
	comma = str_find(s, ',', 0);
	if (comma == 3 || (comma < s.len && comma >= 6 && comma <= 9 && !month_of(str_slice(s, 0, word_end(s, 0)))))
		s = str_slice(s, skip_blanks(s, comma), s.len); /* a weekday */
	return spelled_date(s, arena);
}

static void claim_date(struct claims *claims, enum date_source source, struct str value)
{
	if (!claims->dates[source].len)
		claims->dates[source] = html_date(value, claims->arena);
}

/* /2024/03/01/, /2024/mar/01/ or /2024-03-01- in an address. */
static struct str date_of_address(struct str url, struct arena *arena)
{
	for (size_t at = str_find(url, '/', 0); at + 11 <= url.len; at = str_find(url, '/', at + 1)) {
		char between = url.at[at + 5];
		struct str date;

		if (between == '/' && at + 12 <= url.len && url.at[at + 9] == '/' && month_of(str_slice(url, at + 6, at + 9))) {
			date = made_date(digits(url, at + 1, 4), month_of(str_slice(url, at + 6, at + 9)), digits(url, at + 10, 2),
			                 str_at(NULL, 0), arena);
			if (date.len)
				return date;
		}
		if ((between != '/' && between != '-') || at + 8 >= url.len || url.at[at + 8] != between)
			continue;
		date = made_date(digits(url, at + 1, 4), digits(url, at + 6, 2), digits(url, at + 9, 2), str_at(NULL, 0), arena);
		if (date.len)
			return date;
	}
	return str_at(NULL, 0);
}

/* --- meta, link, time -------------------------------------------------------------------------- */

static bool is_one_of(struct str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (html_is(s, list[i]))
			return true;
	return false;
}

#define ONE_OF(s, list) is_one_of((s), (list), sizeof(list) / sizeof *(list))

static void read_meta(struct claims *claims, struct str attributes)
{
	static const char *const other_dates[] = {
		"article.published", "article:post_date", "article:published", "article_date_original", "bt:pubdate", "citation_date",
		"citation_publication_date", "cxenseparse:recs:publishtime", "date", "date.issued", "datepublished", "dc.date",
		"dc.date.created", "dc.date.issued", "dcterms.created", "dcterms.date", "dcterms.issued", "og:article:published_time",
		"og:pubdate", "og:published_time", "originalpublicationdate", "parsely-pub-date", "pdate", "ptime", "pubdate", "pubyear",
		"publication_date", "published-date", "publish-date", "publishdate", "publish_date", "published_date", "rnews:datepublished",
		"sailthru.date", "shareaholic:article_published_time", "timestamp",
	};
	static const char *const author_names[] = { "author", "article:author_name", "byl", "citation_author", "dc.creator",
		                                    "parsely-author", "sailthru.author", "article:author" };
	struct str content = html_find_attribute(attributes, "content"), name = html_find_attribute(attributes, "name");

	if (html_is(html_find_attribute(attributes, "itemprop"), "datepublished"))
		claim_date(claims, DATE_ITEMPROP, content);
	if (!name.len)
		name = html_find_attribute(attributes, "property");
	if (!name.len)
		name = html_find_attribute(attributes, "itemprop");
	if (html_is(name, "article:published_time"))
		claim_date(claims, DATE_META, content);
	else if (html_is(name, "og:title") || html_is(name, "twitter:title"))
		claim(&claims->og_title, content);
	else if (html_is(name, "og:site_name"))
		claim(&claims->site_name, content);
	else if (html_is(name, "og:url"))
		claim(&claims->og_url, content);
	else if (html_is(name, "og:locale"))
		claim(&claims->og_locale, content);
	else if (ONE_OF(name, other_dates))
		claim_date(claims, DATE_OTHER_META, content);
	else if (ONE_OF(name, author_names) && !str_starts(content, "http"))
		claim(&claims->authors[AUTHOR_META], content);
}

static void read_start(struct claims *claims, const struct html_token *token)
{
	struct str attributes = token->attributes, rel;

	if (html_is(token->name, "meta")) {
		read_meta(claims, attributes);
	} else if (html_is(token->name, "link")) {
		if (html_is(html_find_attribute(attributes, "rel"), "canonical"))
			claim(&claims->canonical, html_find_attribute(attributes, "href"));
	} else if (html_is(token->name, "html")) {
		claim(&claims->lang, html_find_attribute(attributes, "lang"));
	} else if (html_is(token->name, "time")) {
		struct str when = html_find_attribute(attributes, "datetime");

		if (html_is(html_find_attribute(attributes, "itemprop"), "datepublished"))
			claim_date(claims, DATE_ITEMPROP, when);
		claim_date(claims, DATE_TIME, when);
	} else if (html_is(html_find_attribute(attributes, "itemprop"), "datepublished")) {
		rel = html_find_attribute(attributes, "content");
		claim_date(claims, DATE_ITEMPROP, rel.len ? rel : html_find_attribute(attributes, "datetime"));
	}
}

/* --- JSON-LD ------------------------------------------------------------------------------------ */

/* The string that follows `"key" :` from `at` on; *next is moved behind the key. False where none does. */
static bool json_string_of(struct str json, const char *key, size_t *next, struct str *value)
{
	size_t len = strlen(key), at = *next;

	for (at = str_find(json, '"', at); at + len + 2 < json.len; at = str_find(json, '"', at + 1)) {
		size_t colon = at + len + 2, begin, end;

		if (memcmp(json.at + at + 1, key, len) != 0 || json.at[at + 1 + len] != '"')
			continue;
		while (colon < json.len && (json.at[colon] == ' ' || json.at[colon] == '\n' || json.at[colon] == '\t' || json.at[colon] == '\r'))
			colon++;
		if (colon == json.len || json.at[colon] != ':')
			continue;
		for (begin = colon + 1; begin < json.len && strchr(" \n\t\r[", json.at[begin]); begin++)
			;
		*next = begin;
		if (begin == json.len || json.at[begin] != '"') {
			*value = str_at(json.at + begin, 0);
			return true;
		}
		end = begin + 1;
		while (end < json.len && json.at[end] != '"')
			end += json.at[end] == '\\' ? 2 : 1;
		*value = str_slice(json, begin + 1, end);
		return true;
	}
	return false;
}

static void read_json(struct claims *claims, struct str json)
{
	struct str value;
	size_t at = 0;

	while (!claims->dates[DATE_JSON].len && json_string_of(json, "datePublished", &at, &value))
		claim_date(claims, DATE_JSON, value);
	at = 0;
	while (!claims->authors[AUTHOR_JSON].len && json_string_of(json, "author", &at, &value)) {
		size_t name = at;

		/* A string, or an object (or a list of them) with a name. */
		if (!value.len && name < json.len && json.at[name] == '{' && json_string_of(json, "name", &name, &value) &&
		    str_find(json, '}', at) < name)
			value.len = 0;
		if (!str_starts(value, "http"))
			claim(&claims->authors[AUTHOR_JSON], value);
	}
	at = 0;
	if (json_string_of(json, "isAccessibleForFree", &at, &value)) {
		struct str free = value.len ? value : str_slice(json, at, at + 5);

		claims->is_paywalled |= str_starts(free, "false") || str_starts(free, "False");
	}
}

/* --- title -------------------------------------------------------------------------------------- */

static bool is_word_byte(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

/* The next run of letters and digits of s from *pos on. */
static bool next_word(struct str s, size_t *pos, struct str *word)
{
	size_t begin = *pos;

	while (begin < s.len && !is_word_byte(s.at[begin]))
		begin++;
	*pos = begin;
	while (*pos < s.len && is_word_byte(s.at[*pos]))
		++*pos;
	*word = str_slice(s, begin, *pos);
	return word->len > 0;
}

static bool same_word(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if ((a.at[i] | 0x20) != (b.at[i] | 0x20))
			return false;
	return true;
}

/* The share of a's words that stand in b. */
static double overlap(struct str a, struct str b, size_t *n_words)
{
	struct str word, other;
	size_t hits = 0, n = 0;

	for (size_t pos = 0; next_word(a, &pos, &word) && n < 64; n++) {
		for (size_t at = 0; next_word(b, &at, &other);) {
			if (same_word(word, other)) {
				hits++;
				break;
			}
		}
	}
	*n_words = n;
	return n ? (double)hits / (double)n : 0;
}

/* What stands between a headline and the site's name. */
static const char *const marks[] = { " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: ", " &#8211; ", " &#8212; ",
	                             " &raquo; ", " &ndash; ", " &mdash; ", " &laquo; " };

/* "Headline - The Daily Name": the longest part of a <title> that marks cut into parts. */
static struct str without_site(struct str title)
{
	struct str best = title;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *hit = title.len ? memmem(title.at, title.len, marks[i], strlen(marks[i])) : NULL;
		struct str head, tail;

		if (!hit)
			continue;
		head = str_slice(title, 0, (size_t)(hit - title.at));
		tail = str_slice(title, head.len + strlen(marks[i]), title.len);
		head = head.len >= tail.len ? head : without_site(tail);
		if (head.len < best.len)
			best = head;
	}
	return str_trim(best);
}

/* The words of a block without its tags. */
static struct str text_of(struct str bytes, const struct html_block *block, struct arena *arena)
{
	struct html_reader reader = { .page = str_slice(bytes, block->begin, block->end) };
	struct html_token token;
	struct buf out = { 0 };
	struct str text;

	while (html_next(&reader, &token))
		if (token.kind == HTML_TEXT)
			buf_add(&out, reader.page.at + token.begin, token.end - token.begin);
		else if (token.kind == HTML_START)
			buf_add_byte(&out, ' ');
	text = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return text;
}

/* Whether all words of two texts are the same, in the same order. */
static bool same_words(struct str a, struct str b)
{
	struct str word, other;
	size_t at = 0, pos = 0;
	bool is_more;

	while ((is_more = next_word(a, &pos, &word)))
		if (!next_word(b, &at, &other) || !same_word(word, other))
			return false;
	return !next_word(b, &at, &other);
}

/* A title less the site's name, where a mark parts them. */
static struct str without_name(struct str title, struct str site)
{
	for (size_t i = 0; site.len && i < sizeof marks / sizeof *marks; i++) {
		size_t len = strlen(marks[i]);

		for (size_t at = 0; at + len < title.len; at++) {
			struct str head = str_slice(title, 0, at), tail = str_slice(title, at + len, title.len);

			if (memcmp(title.at + at, marks[i], len) != 0)
				continue;
			if (same_words(tail, site))
				return str_trim(head);
			if (same_words(head, site))
				return str_trim(tail);
		}
	}
	return title;
}

/* What the head gives as the title, less the site's name. */
static struct str given_title(const struct claims *claims)
{
	return claims->og_title.len ? without_name(claims->og_title, claims->site_name) : without_site(claims->title);
}

struct heading {
	struct str text;
	uint32_t element;
};

/* The first headings of a tag, at most `most`. */
static size_t headings_of(struct str bytes, const struct html_page *page, enum html_tag tag, struct heading *headings, size_t most,
                          struct arena *arena)
{
	size_t n = 0;

	for (size_t b = 0; b < page->n_blocks && n < most; b++) {
		const struct html_block *block = &page->blocks[b];

		if (page->elements[block->element].tag == tag)
			headings[n++] = (struct heading){ str_trim(text_of(bytes, block, arena)), block->element };
	}
	return n;
}

/* The first of the headings that agrees with the given title and has that share of its words; n for none. */
static size_t agreeing(const struct heading *headings, size_t n, struct str given, double share)
{
	for (size_t i = 0; i < n; i++) {
		size_t n_words, n_given;

		if (given.len && same_words(headings[i].text, given))
			return i;
		if (overlap(headings[i].text, given, &n_words) >= 0.5 && n_words >= 2 && overlap(given, headings[i].text, &n_given) >= share)
			return i;
	}
	return n;
}

/*
 * The h1 that agrees with what the head gives; else an h2 that says the same; else the page's only h1, where
 * it is a line of its own and not the site's name; else what the head gives.
 */
static void choose_title(const struct claims *claims, struct str bytes, const struct html_page *page, struct arena *arena,
                         struct html_facts *facts)
{
	enum { MOST_HEADINGS = 16, LINE = 4 };
	struct heading h1[MOST_HEADINGS], h2[MOST_HEADINGS];
	const struct heading *heading = NULL;
	size_t n = headings_of(bytes, page, HTML_TAG_H1, h1, MOST_HEADINGS, arena), n_words;
	size_t m = headings_of(bytes, page, HTML_TAG_HEADING, h2, MOST_HEADINGS, arena);
	struct str given = given_title(claims);
	size_t first = agreeing(h1, n, given, 0.25), second = agreeing(h2, m, given, 0.9);

	if (first < n)
		heading = &h1[first];
	else if (second < m)
		heading = &h2[second];
	else if (n == 1 && overlap(h1[0].text, claims->site_name, &n_words) < 0.5 && n_words >= LINE)
		heading = &h1[0];
	for (size_t i = 0; i < n && !heading && !given.len; i++) {
		overlap(h1[i].text, given, &n_words);
		if (n_words >= 2)
			heading = &h1[i];
	}
	facts->title = heading ? heading->text : given;
	if (heading)
		facts->title_element = heading->element;
}

/* The first date that a text holds, from `at` on, without its time; empty for none. */
static struct str first_date(struct str text, size_t at, struct arena *arena)
{
	for (; at < text.len; at++) {
		struct str date;

		if ((at > 0 && is_word_byte(text.at[at - 1])) || strchr(" \n\t,.:|", text.at[at]))
			continue;
		date = html_date(str_slice(text, at, at + 40), arena);
		if (date.len)
			return str_slice(date, 0, 10);
	}
	return str_at(NULL, 0);
}

/* Where a text says that it is about to give the date of its page; its length where it does not. */
static size_t date_announced(struct str text)
{
	static const char *const words[] = { "published", "posted", "edited", "updated", "modified", "changed" };
	struct str word;

	for (size_t pos = 0; next_word(text, &pos, &word);)
		if (ONE_OF(word, words))
			return pos;
	return text.len;
}

/* A date in one of the short blocks around the headline, else behind a word like "published" in any of them. */
static struct str date_in_text(struct str bytes, const struct html_page *page, uint32_t title_element, struct arena *arena)
{
	enum { AROUND = 12, LONGEST = 30 };
	size_t place = 0, begin, end;
	struct str date = { NULL, 0 };

	while (place < page->n_blocks && page->blocks[place].element != title_element)
		place++;
	if (place == page->n_blocks)
		place = 0;
	begin = place > 4 ? place - 4 : 0;
	end = place + AROUND < page->n_blocks ? place + AROUND : page->n_blocks;
	for (size_t b = begin; b < end && !date.len; b++)
		if (page->blocks[b].n_words <= LONGEST)
			date = first_date(text_of(bytes, &page->blocks[b], arena), 0, arena);
	for (size_t b = 0; b < page->n_blocks && !date.len; b++) {
		struct str text;

		if (page->blocks[b].n_words > LONGEST || page->blocks[b].n_digits == 0)
			continue;
		text = text_of(bytes, &page->blocks[b], arena);
		date = first_date(text, date_announced(text), arena);
	}
	return date;
}

/* --- all of it ------------------------------------------------------------------------------------ */

static void read_claims(struct str bytes, struct claims *claims)
{
	struct html_reader reader = { .page = bytes };
	struct html_token token, last = { .kind = HTML_COMMENT };
	bool awaits_author = false;

	while (html_next(&reader, &token)) {
		struct str slice = str_slice(bytes, token.begin, token.end);

		if (token.kind == HTML_START) {
			read_start(claims, &token);
			awaits_author = html_is(html_find_attribute(token.attributes, "rel"), "author");
		} else if (token.kind == HTML_TITLE && html_is(last.name, "title")) {
			claim(&claims->title, slice);
		} else if (token.kind == HTML_RAW && html_is(last.name, "script") &&
		           html_is(html_find_attribute(last.attributes, "type"), "application/ld+json")) {
			read_json(claims, slice);
		} else if (token.kind == HTML_TEXT && awaits_author) {
			claim(&claims->authors[AUTHOR_REL], slice);
			awaits_author = false;
		}
		last = token;
	}
}

/* en_GB as en-GB; empty where it is no tag. */
static struct str language_tag(struct str value, struct arena *arena)
{
	struct str tag = arena_str(arena, value);

	for (size_t i = 0; i < tag.len; i++) {
		if (tag.at[i] == '_')
			((char *)tag.at)[i] = '-';
		else if (!is_digit(tag.at[i]) && !is_letter(tag.at[i]) && tag.at[i] != '-')
			return str_at(NULL, 0);
	}
	return tag.len >= 2 && tag.len <= 35 ? tag : str_at(NULL, 0);
}

/* "By Jane Doe" as "Jane Doe". */
static struct str without_by(struct str author)
{
	if (str_starts(author, "By ") || str_starts(author, "by ") || str_starts(author, "BY "))
		author = str_trim(str_slice(author, 3, author.len));
	return author;
}

void html_facts(struct str bytes, const struct html_page *page, struct arena *arena, struct html_facts *facts)
{
	struct claims claims = { .arena = arena };

	*facts = (struct html_facts){ .title_element = HTML_NONE };
	read_claims(bytes, &claims);
	choose_title(&claims, bytes, page, arena, facts);
	facts->url = claims.canonical.len ? claims.canonical : claims.og_url;
	facts->lang = language_tag(claims.lang.len ? claims.lang : claims.og_locale, arena);
	facts->is_paywalled = claims.is_paywalled;
	claims.dates[DATE_ADDRESS] = date_of_address(facts->url, arena);
	for (int source = 0; source < N_DATES && !facts->published.len; source++)
		facts->published = claims.dates[source];
	if (!facts->published.len)
		facts->published = date_in_text(bytes, page, facts->title_element, arena);
	for (int source = 0; source < N_AUTHORS && !facts->author.len; source++)
		facts->author = without_by(claims.authors[source]);
}
