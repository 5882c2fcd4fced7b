/* html_blocks.c: the stack of open elements and the text that falls between block-level tags. */
#include "html_blocks.h"

#include <stdlib.h>
#include <xxhash.h>

#include "html_names.h"
#include "html_words.h"

struct open_element {
	enum html_tag tag;
	struct str name, attributes;
	uint32_t number; /* in elements[], HTML_NONE until text stands in it */
};

struct reading {
	struct str bytes;
	struct arena *arena;
	struct html_page *page;
	size_t cap_blocks, cap_elements;

	struct open_element stack[HTML_MAX_DEPTH];
	size_t depth, overflow;
	size_t n_skipped;               /* open elements whose text does not count */
	size_t link_depth;              /* 0: not in a link; else the depth it was opened at, plus 1 */
	size_t bold, italic;            /* open elements */
	size_t n_breaks;                /* <br> since the last text */

	struct html_block block; /* being read; end == begin: nothing yet */
	bool has_text;
};

/* --- names --------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	enum html_tag tag;
} tags[] = { /* sorted */
	{ "address", HTML_TAG_OTHER },   { "article", HTML_TAG_ARTICLE }, { "aside", HTML_TAG_ASIDE },
	{ "blockquote", HTML_TAG_QUOTE }, { "body", HTML_TAG_BODY },      { "button", HTML_TAG_SKIPPED },
	{ "canvas", HTML_TAG_SKIPPED },  { "caption", HTML_TAG_CAPTION }, { "center", HTML_TAG_OTHER },
	{ "datalist", HTML_TAG_SKIPPED }, { "dd", HTML_TAG_DT },          { "details", HTML_TAG_OTHER },
	{ "dialog", HTML_TAG_OTHER },    { "div", HTML_TAG_OTHER },       { "dl", HTML_TAG_LIST },
	{ "dt", HTML_TAG_DT },           { "fieldset", HTML_TAG_FORM },   { "figcaption", HTML_TAG_CAPTION },
	{ "figure", HTML_TAG_FIGURE },   { "footer", HTML_TAG_FOOTER },   { "form", HTML_TAG_FORM },
	{ "h1", HTML_TAG_H1 },           { "h2", HTML_TAG_HEADING },      { "h3", HTML_TAG_HEADING },
	{ "h4", HTML_TAG_HEADING },      { "h5", HTML_TAG_HEADING },      { "h6", HTML_TAG_HEADING },
	{ "head", HTML_TAG_HEAD },       { "header", HTML_TAG_HEADER },   { "hgroup", HTML_TAG_OTHER },
	{ "hr", HTML_TAG_OTHER },        { "legend", HTML_TAG_OTHER },    { "li", HTML_TAG_LI },
	{ "main", HTML_TAG_MAIN },       { "menu", HTML_TAG_LIST },       { "nav", HTML_TAG_NAV },
	{ "object", HTML_TAG_SKIPPED },  { "ol", HTML_TAG_LIST },         { "option", HTML_TAG_SKIPPED },
	{ "p", HTML_TAG_P },             { "pre", HTML_TAG_PRE },
	{ "section", HTML_TAG_OTHER },   { "select", HTML_TAG_SKIPPED },  { "summary", HTML_TAG_OTHER },
	{ "svg", HTML_TAG_SKIPPED },     { "table", HTML_TAG_TABLE },     { "tbody", HTML_TAG_OTHER },
	{ "td", HTML_TAG_CELL },         { "template", HTML_TAG_SKIPPED }, { "tfoot", HTML_TAG_OTHER },
	{ "th", HTML_TAG_CELL },         { "thead", HTML_TAG_OTHER },     { "tr", HTML_TAG_ROW },
	{ "ul", HTML_TAG_LIST },
};

enum html_tag html_tag_of(struct str name)
{
	size_t low = 0, high = sizeof tags / sizeof *tags;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = html_compare(name, tags[middle].name);

		if (order == 0)
			return tags[middle].tag;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return HTML_TAG_INLINE;
}

static uint64_t hash_path(const struct html_page *page, const struct html_element *element)
{
	const struct html_element *parent = element->parent == HTML_NONE ? NULL : &page->elements[element->parent];
	uint64_t names[3] = { element->name, 0, 0 };

	if (parent) {
		names[1] = parent->name;
		names[2] = parent->parent == HTML_NONE ? 0 : page->elements[parent->parent].name;
	}
	return XXH3_64bits(names, sizeof names);
}

/* --- elements ------------------------------------------------------------------------------ */

static void *grown(struct arena *arena, void *old, size_t n, size_t *cap, size_t size)
{
	void *items;

	if (n < *cap)
		return old;
	*cap = *cap ? 2 * *cap : 256;
	items = arena_items(arena, *cap, size);
	if (n)
		memcpy(items, old, n * size);
	return items;
}

/* The number of the innermost open element; those above it get theirs first. The root is always open. */
static uint32_t number_elements(struct reading *r)
{
	size_t first = r->depth;
	struct html_page *page = r->page;

	while (first > 0 && r->stack[first - 1].number == HTML_NONE)
		first--;
	for (size_t i = first; i < r->depth; i++) {
		struct html_element element = {
			.parent = i ? r->stack[i - 1].number : HTML_NONE,
			.tag = r->stack[i].tag,
			.depth = (uint32_t)i,
			.name = html_name_hash(r->stack[i].name, r->stack[i].attributes),
		};

		html_name_weigh(&element, r->stack[i].attributes);
		element.path = hash_path(page, &element);
		page->elements = grown(r->arena, page->elements, page->n_elements, &r->cap_elements,
		                       sizeof *page->elements);
		r->stack[i].number = (uint32_t)page->n_elements;
		page->elements[page->n_elements++] = element;
	}
	return r->stack[r->depth - 1].number;
}

/* Ends the block that is being read, if there is one. */
static void end_block(struct reading *r)
{
	struct html_page *page = r->page;

	r->n_breaks = 0;
	if (!r->has_text)
		return;
	r->has_text = false;
	if (page->n_blocks == HTML_MAX_BLOCKS) {
		page->is_cut = true;
		return;
	}
	page->blocks = grown(r->arena, page->blocks, page->n_blocks, &r->cap_blocks, sizeof *page->blocks);
	page->blocks[page->n_blocks++] = r->block;
}

static void pop(struct reading *r)
{
	r->depth--;
	r->n_skipped -= r->stack[r->depth].tag == HTML_TAG_SKIPPED || r->stack[r->depth].tag == HTML_TAG_HEAD;
	if (r->link_depth > r->depth)
		r->link_depth = 0;
}

static void pop_to(struct reading *r, size_t depth)
{
	while (r->depth > depth)
		pop(r);
}

static void push(struct reading *r, const struct html_token *token, enum html_tag tag)
{
	if (r->depth == HTML_MAX_DEPTH) {
		r->overflow++;
		return;
	}
	r->stack[r->depth++] = (struct open_element){ tag, token->name, token->attributes, HTML_NONE };
	r->n_skipped += tag == HTML_TAG_SKIPPED || tag == HTML_TAG_HEAD;
}

/* Whether an open element of tag `inner` ends where a start tag `tag` comes. */
static bool is_implied_end(enum html_tag inner, enum html_tag tag)
{
	switch (inner) {
	case HTML_TAG_P: return true; /* every block-level tag ends a paragraph */
	case HTML_TAG_LI: return tag == HTML_TAG_LI;
	case HTML_TAG_DT: return tag == HTML_TAG_DT;
	case HTML_TAG_CELL: return tag == HTML_TAG_CELL || tag == HTML_TAG_ROW;
	case HTML_TAG_ROW: return tag == HTML_TAG_ROW;
	case HTML_TAG_HEAD: return tag != HTML_TAG_SKIPPED;
	default: return false;
	}
}

static bool same_name(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if ((a.at[i] | 0x20) != (b.at[i] | 0x20))
			return false;
	return true;
}

static bool is_void(struct str name)
{
	return html_is(name, "hr");
}

static void read_meta(struct html_page *page, struct str attributes)
{
	struct str name = html_find_attribute(attributes, "name");

	if (page->description.len)
		return;
	if (!name.len)
		name = html_find_attribute(attributes, "property");
	if (html_is(name, "description") || html_is(name, "og:description") || html_is(name, "twitter:description"))
		page->description = html_find_attribute(attributes, "content");
}

static void start_tag(struct reading *r, const struct html_token *token)
{
	enum html_tag tag = html_tag_of(token->name);

	if (tag == HTML_TAG_INLINE) {
		if (html_is(token->name, "meta")) {
			read_meta(r->page, token->attributes);
		} else if (html_is(token->name, "br")) {
			if (r->has_text && ++r->n_breaks == 2)
				end_block(r);
		} else if (html_is(token->name, "a")) {
			r->link_depth = r->depth + 1;
			r->block.n_links += r->has_text;
		} else if (html_is(token->name, "b") || html_is(token->name, "strong")) {
			r->bold++;
		} else if (html_is(token->name, "i") || html_is(token->name, "em")) {
			r->italic++;
		}
		return;
	}
	if (tag != HTML_TAG_SKIPPED) {
		end_block(r);
		while (r->depth && is_implied_end(r->stack[r->depth - 1].tag, tag))
			pop(r);
		r->bold = r->italic = 0;
	}
	if (!is_void(token->name))
		push(r, token, tag);
}

static void end_tag(struct reading *r, const struct html_token *token)
{
	enum html_tag tag = html_tag_of(token->name);
	size_t at = r->depth;

	if (tag == HTML_TAG_INLINE) {
		if (html_is(token->name, "a"))
			r->link_depth = 0;
		else if (r->bold && (html_is(token->name, "b") || html_is(token->name, "strong")))
			r->bold--;
		else if (r->italic && (html_is(token->name, "i") || html_is(token->name, "em")))
			r->italic--;
		return;
	}
	if (tag != HTML_TAG_SKIPPED)
		end_block(r);
	if (r->overflow) {
		r->overflow--;
		return;
	}
	/* An end tag without its start is passed over; it never closes a table's cell from inside. */
	while (at > 1 && !same_name(r->stack[at - 1].name, token->name)) {
		if (r->stack[at - 1].tag == HTML_TAG_CELL && tag != HTML_TAG_ROW && tag != HTML_TAG_TABLE &&
		    tag != HTML_TAG_BODY)
			return;
		at--;
	}
	if (at > 1)
		pop_to(r, at - 1);
}

/* --- text ----------------------------------------------------------------------------------- */

static void count_word(struct reading *r, struct str word)
{
	struct html_block *block = &r->block;
	unsigned char first = (unsigned char)word.at[0];

	if (block->n_words++ == 0)
		block->starts_service = html_announces(word);
	block->n_link_words += r->link_depth > 0;
	block->n_bold_words += r->bold > 0;
	block->n_italic_words += r->italic > 0;
	block->n_service_words += html_is_service_word(word);
	block->n_capitals += html_is_capital(first);
	block->n_upper_words += html_is_capital(first) && html_is_upper(word);
	block->n_address_words += html_is_address(word);
	block->n_digits += html_is_digit(first);
	block->n_stop_words += html_is_stop_word(word);
	block->hash = XXH3_64bits_withSeed(word.at, word.len, block->hash);
}

static bool is_word_byte(unsigned char c)
{
	return html_is_letter(c) || html_is_digit(c) || c >= 0x80 || c == '\'';
}

/* Length of the blank at the begin of s, as text has it: a blank byte, &nbsp;, U+00A0, U+200B; 0 for none. */
static size_t blank_length(struct str s)
{
	static const char *const references[] = { "&nbsp;", "&#160;", "&#xA0;", "&#xa0;", "&#8203;", "&#x200B;", "&#x200b;" };

	switch ((unsigned char)s.at[0]) {
	case ' ':
	case '\t':
	case '\n':
	case '\v':
	case '\f':
	case '\r':
		return 1;
	case 0xC2:
		return str_starts(s, "\xC2\xA0") ? 2 : 0;
	case 0xE2:
		return str_starts(s, "\xE2\x80\x8B") ? 3 : 0;
	case '&':
		for (size_t i = 0; i < sizeof references / sizeof *references; i++)
			if (str_starts(s, references[i]))
				return strlen(references[i]);
		return 0;
	default:
		return 0;
	}
}

/* Length of a character reference at the begin of s, without judging it; 0 for none. */
static size_t reference_length(struct str s)
{
	size_t i = 1;

	if (s.at[0] != '&')
		return 0;
	while (i < s.len && i < 32 && (is_word_byte((unsigned char)s.at[i]) || s.at[i] == '#'))
		i++;
	return i > 1 && i < s.len && s.at[i] == ';' ? i + 1 : 0;
}

/* Whether a character reference stands for what is_word_byte would take: nothing of ASCII but the apostrophe. */
static bool is_word_reference(struct str reference)
{
	static const char *const marks[] = { "&amp;", "&lt;", "&gt;", "&quot;" };
	unsigned number = 0;

	if (reference.at[1] != '#') {
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			if (str_is(reference, marks[i]))
				return false;
		return true;
	}
	if (reference.at[2] == 'x' || reference.at[2] == 'X')
		return reference.len > sizeof "&#x7F;" - 1 || str_is(reference, "&#x27;");
	for (size_t i = 2; i < reference.len && html_is_digit((unsigned char)reference.at[i]) && number < 128; i++)
		number = 10 * number + (unsigned)(reference.at[i] - '0');
	return number >= 128 || number == '\'';
}

/* Length of the word at the begin of s, references in it included; 0 for none. */
static size_t word_length(struct str s)
{
	size_t len = 0, n;

	while (len < s.len) {
		unsigned char c = (unsigned char)s.at[len];
		struct str rest = str_slice(s, len, s.len);

		if (html_is_letter(c) || html_is_digit(c) || c == '\'')
			len++;
		else if (c >= 0x80 && !blank_length(rest))
			len++;
		else if (c == '&' && !blank_length(rest) && (n = reference_length(rest)) && is_word_reference(str_slice(rest, 0, n)))
			len += n;
		else
			break;
	}
	return len;
}

static void read_text(struct reading *r, size_t begin, size_t end)
{
	struct str text = str_slice(r->bytes, 0, end);

	for (size_t at = begin; at < end;) {
		struct str rest = str_slice(text, at, end);
		size_t blank = blank_length(rest), len;

		if (blank) {
			at += blank;
			continue;
		}
		if (!r->has_text) {
			r->block = (struct html_block){ .begin = at, .element = number_elements(r) };
			r->has_text = true;
			r->block.n_links = r->link_depth > 0;
		}
		r->n_breaks = 0;
		len = word_length(rest);
		if (len > 0)
			count_word(r, str_slice(rest, 0, len));
		else if (!(len = reference_length(rest)))
			len = 1;
		r->block.n_commas += rest.at[0] == ',';
		r->block.n_marks += rest.at[0] == '@' || rest.at[0] == '|' || rest.at[0] == '#';
		r->block.n_service_words += str_starts(rest, "\xC2\xA9") || str_starts(rest, "&copy;");
		at += len;
		r->block.end = at;
	}
}

/* Whether a block's text ends as sentences do. */
static bool ends_sentence(struct str bytes, const struct html_block *block)
{
	static const char *const closing[] = { "\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "&quot;",
		                               "&rdquo;", "&#8221;", "&rsquo;", "&#8217;", "\xC2\xBB" };
	static const char *const marks[] = { ".", "!", "?", "\xE2\x80\xA6", "&hellip;", ":" };
	struct str text = str_slice(bytes, block->begin, block->end);
	bool again = true;

	while (again) {
		size_t tag = text.len;

		again = false;
		for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
			if (str_ends(text, closing[i])) {
				text.len -= strlen(closing[i]);
				again = true;
			}
		}
		if (text.len && text.at[text.len - 1] == '>') { /* a tag before the closing quote */
			while (tag > 0 && text.at[tag - 1] != '<')
				tag--;
			if (tag > 0 && text.len - tag < 200) {
				text.len = tag - 1;
				again = true;
			}
		}
	}
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_ends(text, marks[i]))
			return true;
	return false;
}

static void sum_up(struct reading *r)
{
	struct html_page *page = r->page;

	for (size_t b = 0; b < page->n_blocks; b++) {
		struct html_block *block = &page->blocks[b];
		bool is_good;

		block->ends_sentence = ends_sentence(r->bytes, block);
		is_good = block->n_words >= 10 && 3 * block->n_link_words < block->n_words && block->ends_sentence;
		page->elements[block->element].n_words += block->n_words;
		page->elements[block->element].n_link_words += block->n_link_words;
		page->elements[block->element].n_good_words += is_good ? block->n_words : 0;
	}
	for (size_t e = page->n_elements; e-- > 0;) { /* parents have lower numbers */
		const struct html_element *element = &page->elements[e];

		if (element->parent == HTML_NONE)
			continue;
		page->elements[element->parent].n_words += element->n_words;
		page->elements[element->parent].n_link_words += element->n_link_words;
		page->elements[element->parent].n_good_words += element->n_good_words;
	}
}

void html_read(struct str bytes, struct arena *arena, struct html_page *page)
{
	struct reading *r = arena_zeroed(arena, sizeof *r);
	struct html_reader reader = { .page = bytes };
	struct html_token token;

	*page = (struct html_page){ 0 };
	r->bytes = bytes;
	r->arena = arena;
	r->page = page;
	r->stack[r->depth++] = (struct open_element){ .tag = HTML_TAG_OTHER, .number = HTML_NONE }; /* the root */
	while (html_next(&reader, &token)) {
		switch (token.kind) {
		case HTML_START: start_tag(r, &token); break;
		case HTML_END: end_tag(r, &token); break;
		case HTML_TEXT:
			if (!r->n_skipped)
				read_text(r, token.begin, token.end);
			break;
		case HTML_TITLE:
			if (!page->title.len)
				page->title = str_slice(bytes, token.begin, token.end);
			break;
		case HTML_COMMENT:
		case HTML_RAW: break;
		}
	}
	end_block(r);
	sum_up(r);
}
