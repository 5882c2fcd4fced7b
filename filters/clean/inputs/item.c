/* item.c: the item's own children by name; of several that say the same, the better one counts. */
#include "item.h"

#include <stdio.h>

#include "common/calendar.h"
#include "common/utf8.h"

#include "filters/clean/repairs/entities.h"
#include "filters/clean/html/html_article.h"
#include "filters/clean/html/html_facts.h"
#include "filters/clean/html/html_tokens.h"
#include "filters/clean/kinds.h"
#include "filters/clean/encodings/source.h"
#include "filters/clean/html/xml.h"

enum {
	MAX_OPEN = 16, /* elements without an end that are looked for in vain: keeps it linear */
	NO_RANK = 99,
};

enum field { FIELD_TITLE, FIELD_LINK, FIELD_PUBLISHED, FIELD_AUTHOR, FIELD_TEXT, N_FIELDS };

static const struct {
	const char *name; /* without prefix */
	enum field field;
	int rank; /* the lowest is believed */
} fields[] = {
	{ "title", FIELD_TITLE, 0 },
	{ "link", FIELD_LINK, 0 },
	{ "guid", FIELD_LINK, 1 },
	{ "id", FIELD_LINK, 2 },
	{ "pubDate", FIELD_PUBLISHED, 0 },
	{ "pubdate", FIELD_PUBLISHED, 0 },
	{ "published", FIELD_PUBLISHED, 0 },
	{ "issued", FIELD_PUBLISHED, 1 },
	{ "date", FIELD_PUBLISHED, 2 },
	{ "updated", FIELD_PUBLISHED, 3 },
	{ "modified", FIELD_PUBLISHED, 3 },
	{ "author", FIELD_AUTHOR, 0 },
	{ "creator", FIELD_AUTHOR, 1 },
	{ "encoded", FIELD_TEXT, 0 },
	{ "content", FIELD_TEXT, 0 },
	{ "description", FIELD_TEXT, 0 },
	{ "summary", FIELD_TEXT, 0 },
	{ "body", FIELD_TEXT, 0 },
};

/* Prefixes of the vocabularies whose words these are; media:title is another's. */
static const char *const prefixes[] = { "atom", "atom10", "a10", "rss", "content", "dc", "dcterms", "xhtml" };

struct element {
	struct xml_token start;
	size_t begin, end; /* of its content */
	size_t next;       /* behind it */
	bool has_markup;   /* tags inside */
};

struct found {
	struct str content;
	int rank;
	size_t begin; /* of the content in the item */
	bool has_markup;
};

bool item_is_name(struct str name)
{
	return str_is(xml_local(name), "item") || str_is(xml_local(name), "entry");
}

bool item_is_feed_name(struct str name)
{
	struct str local = xml_local(name);

	return str_is(local, "rss") || str_is(local, "feed") || str_is(local, "RDF") || str_is(local, "channel");
}

bool item_feed_begins(struct str bytes)
{
	size_t at = str_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;
	struct xml_token token;

	for (; xml_next(bytes, at, false, &token); at = token.end) {
		if (token.kind == XML_START)
			return item_is_feed_name(token.name);
		if (token.kind != XML_OTHER && str_trim(str_slice(bytes, token.begin, token.end)).len)
			return false;
	}
	return false;
}

/* --- layers ---------------------------------------------------------------------------------- */

/* Takes CDATA's marks out and, where entities are XML's own, undoes them. */
static void propose_xml(struct str text, bool has_entities, struct edits *edits)
{
	static const struct str names = STR("amp\t26\napos\t27\ngt\t3E\nlt\t3C\nquot\t22\n");
	const struct str nothing = { "", 0 };
	struct xml_token token;

	for (size_t at = 0; xml_next(text, at, true, &token); at = token.end) {
		struct str slice = str_slice(text, token.begin, token.end);

		if (token.kind == XML_CDATA) {
			edits_add(edits, token.begin, token.begin + 9, nothing, KIND_SET(KIND_TAG));
			if (str_ends(slice, "]]>") && slice.len >= 12)
				edits_add(edits, token.end - 3, token.end, nothing, KIND_SET(KIND_TAG));
		}
		if (token.kind != XML_TEXT || !has_entities)
			continue;
		for (size_t i = str_find(slice, '&', 0); i < slice.len; i = str_find(slice, '&', i)) {
			uint32_t cp[2];
			size_t n, end = entity_read(names, slice, i + 1, cp, &n);

			if (end) {
				char *character = arena_alloc(edits->arena, 4);

				edits_add(edits, token.begin + i, token.begin + end,
				          str_at(character, utf8_encode(cp[0], character)), KIND_SET(KIND_ENTITY));
			}
			i = end ? end : i + 1;
		}
	}
}

/* The content as HTML. */
static struct draft as_html(const struct source *source, const struct found *found, struct arena *arena)
{
	struct draft draft = source_draft(source, found->begin, found->begin + found->content.len, arena);
	struct edits edits = { .arena = arena };

	propose_xml(found->content, !found->has_markup, &edits);
	draft_apply(&draft, &edits);
	return draft;
}

/* The content as a fact: no tags; entities of HTML are left to the repairs. */
static struct str as_fact(const struct source *source, const struct found *found, struct arena *arena)
{
	struct draft draft;
	struct edits edits = { .arena = arena };

	if (found->rank == NO_RANK)
		return str_of(NULL);
	draft = as_html(source, found, arena);
	html_propose(draft.text, &edits);
	draft_apply(&draft, &edits);
	return str_trim(draft.text);
}

/* --- elements -------------------------------------------------------------------------------- */

/* From a start tag to its end, inner elements of the same name counted; false where it has none. */
static bool find_end(struct str bytes, const struct xml_token *start, struct element *element)
{
	size_t depth = 1;
	struct xml_token token;

	*element = (struct element){ .start = *start, .begin = start->end };
	for (size_t at = start->end; xml_next(bytes, at, true, &token); at = token.end) {
		element->end = token.begin;
		element->next = token.end;
		if (token.kind == XML_START)
			depth += str_eq(token.name, start->name);
		if (token.kind == XML_END && str_eq(token.name, start->name) && --depth == 0)
			return true;
		element->has_markup |= token.kind == XML_START || token.kind == XML_END || token.kind == XML_EMPTY;
	}
	return false;
}

/* Of an element without an end: the text or the CDATA behind its start tag. */
static void take_text(struct str bytes, const struct xml_token *start, struct element *element)
{
	struct xml_token token;
	bool has_text = xml_next(bytes, start->end, true, &token) && (token.kind == XML_TEXT || token.kind == XML_CDATA);

	*element = (struct element){ .start = *start, .begin = start->end, .end = has_text ? token.end : start->end };
}

/* The next element that stands at this level, behind *at. */
static bool next_element(struct str bytes, size_t *at, int *n_open, struct element *element)
{
	struct xml_token token;

	while (xml_next(bytes, *at, true, &token)) {
		*at = token.end;
		if (token.kind == XML_EMPTY) {
			*element = (struct element){ .start = token, .begin = token.end, .end = token.end };
			return true;
		}
		if (token.kind != XML_START)
			continue;
		if (*n_open < MAX_OPEN && find_end(bytes, &token, element)) {
			*at = element->next;
			return true;
		}
		++*n_open;
		take_text(bytes, &token, element);
		return true;
	}
	return false;
}

static int find_field(struct str name)
{
	struct str local = xml_local(name), prefix = str_slice(name, 0, name.len - local.len);
	size_t n = sizeof fields / sizeof *fields, i = 0, p = 0;

	if (prefix.len) {
		prefix.len--;
		while (p < sizeof prefixes / sizeof *prefixes && !str_is(prefix, prefixes[p]))
			p++;
		if (p == sizeof prefixes / sizeof *prefixes)
			return -1;
	}
	while (i < n && !str_is(local, fields[i].name))
		i++;
	return i < n ? (int)i : -1;
}

/* A link: an attribute or a text; one that leads elsewhere is none, nor is an id that is no address. */
static bool is_link(const struct element *element, struct found *found, struct str bytes)
{
	struct str href = html_find_attribute(element->start.attributes, "href");
	struct str rel = html_find_attribute(element->start.attributes, "rel");
	struct str permanent = html_find_attribute(element->start.attributes, "isPermaLink");

	if (!permanent.at)
		permanent = html_find_attribute(element->start.attributes, "ispermalink");
	if (found->rank == 0 && rel.len && !str_is(rel, "alternate"))
		return false;
	if (found->rank > 0 && (str_is(permanent, "false") || !str_starts(str_trim(found->content), "http")))
		return false;
	if (href.len) {
		found->content = href;
		found->begin = (size_t)(href.at - bytes.at);
		found->has_markup = false;
	}
	return str_trim(found->content).len > 0;
}

static void take(struct str bytes, const struct element *element, struct found best[N_FIELDS])
{
	int number = find_field(element->start.name);
	struct found found;
	enum field field;

	if (number < 0)
		return;
	field = fields[number].field;
	found = (struct found){
		.content = str_slice(bytes, element->begin, element->end),
		.rank = fields[number].rank,
		.begin = element->begin,
		.has_markup = element->has_markup,
	};
	if (field == FIELD_LINK && !is_link(element, &found, bytes))
		return;
	if (found.content.len == 0)
		return;
	if (found.rank < best[field].rank ||
	    (field == FIELD_TEXT && found.content.len > best[field].content.len))
		best[field] = found;
}

/* Atom's author is an element of elements. */
static void take_name(struct found *author)
{
	int n_open = 0;
	struct element element;

	if (author->rank == NO_RANK || !author->has_markup)
		return;
	for (size_t at = 0; next_element(author->content, &at, &n_open, &element);)
		if (str_is(xml_local(element.start.name), "name")) {
			author->content = str_slice(author->content, element.begin, element.end);
			author->begin += element.begin;
			author->has_markup = element.has_markup;
			return;
		}
}

/* --- dates ----------------------------------------------------------------------------------- */

static int two_digits(struct str s, size_t at)
{
	uint64_t n;

	return str_number(str_slice(s, at, at + 2), 99, &n) && at + 2 <= s.len ? (int)n : -1;
}

/* 2024-03-01T23:30:00-05:00 as 2024-03-02T04:30:00Z; without a zone as it is. */
static struct str in_utc(struct str date, struct arena *arena)
{
	int hour = two_digits(date, 11), minute = two_digits(date, 14), second = two_digits(date, 17), shift = 0;
	size_t sign = 16;
	int32_t day;
	struct buf out = { 0 };
	struct str utc;

	if (hour < 0 || minute < 0 || !calendar_parse(str_slice(date, 0, 10), &day))
		return date;
	while (sign < date.len && date.at[sign] != '+' && date.at[sign] != '-' && date.at[sign] != 'Z')
		sign++;
	if (sign == date.len)
		return date;
	if (date.at[sign] != 'Z') {
		size_t minutes = sign + (sign + 3 < date.len && date.at[sign + 3] == ':' ? 4 : 3);
		int hours = two_digits(date, sign + 1), rest = minutes < date.len ? two_digits(date, minutes) : 0;

		if (hours < 0 || hours > 24 || rest < 0)
			return str_slice(date, 0, 10);
		shift = 60 * hours + rest;
		shift = date.at[sign] == '+' ? -shift : shift;
	}
	minute += 60 * hour + shift;
	day += minute < 0 ? -1 : minute >= 1440 ? 1 : 0;
	minute = (minute + 1440) % 1440;
	calendar_write(day, &out);
	buf_printf(&out, "T%02d:%02d:%02dZ", minute / 60, minute % 60, second < 0 ? 0 : second);
	utc = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return utc;
}

/* Whether a text ends as summaries do that go on elsewhere. */
static bool is_teaser(struct str text)
{
	static const char *const ends[] = { "[...]", "[\xE2\x80\xA6]", "[&#8230;]", "[&hellip;]", "...", "\xE2\x80\xA6", "&#8230;", "&hellip;",
		                            "ontinue reading", "ead more", "ead More", "ontinue Reading" };
	bool is_tag = true;

	while (is_tag) { /* tags and arrows behind the words */
		text = str_trim(text);
		is_tag = text.len && text.at[text.len - 1] == '>';
		while (is_tag && text.len && text.at[text.len - 1] != '<')
			text.len--;
		text.len -= is_tag && text.len;
	}
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(text, ends[i]))
			return true;
	return false;
}

void item_read(const struct source *source, struct arena *arena, struct item *item)
{
	struct str bytes = source->text;
	struct found best[N_FIELDS];
	struct element element;
	struct xml_token start;
	int n_open = 0;
	size_t at = xml_next(bytes, 0, true, &start) ? start.end : 0;

	for (enum field field = 0; field < N_FIELDS; field++)
		best[field] = (struct found){ .rank = NO_RANK };
	while (next_element(bytes, &at, &n_open, &element))
		take(bytes, &element, best);
	take_name(&best[FIELD_AUTHOR]);
	*item = (struct item){
		.title = as_fact(source, &best[FIELD_TITLE], arena),
		.url = as_fact(source, &best[FIELD_LINK], arena),
		.author = as_fact(source, &best[FIELD_AUTHOR], arena),
		.published = in_utc(html_date(as_fact(source, &best[FIELD_PUBLISHED], arena), arena), arena),
		.text = as_html(source, &best[FIELD_TEXT], arena),
	};
	item->is_teaser = is_teaser(item->text.text);
}
