/* html_article.c: the classifier's verdict on each block, and what its element says of its kind. */
#include "html_article.h"

#include "html_features.h"
#include "filters/clean/kinds.h"

enum { LONG_ITEM = 8 }; /* words from which on a list item is text and not a link */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/*
 * Whether the element is of a caption, or of a credit: what else stands in a figure is one. A class
 * far above says nothing: there are pages whose body has it.
 */
static enum par_kind figure_kind(const struct html_page *page, uint32_t element)
{
	enum { NEAR = 2 };
	bool is_in_figure = false;

	for (size_t above = 0; element != HTML_NONE; element = page->elements[element].parent, above++) {
		const struct html_element *one = &page->elements[element];

		if (one->is_credit && above < NEAR)
			return PAR_CREDIT;
		if ((one->is_caption || one->tag == HTML_TAG_CAPTION) && above < NEAR)
			return PAR_CAPTION;
		is_in_figure |= one->tag == HTML_TAG_FIGURE;
	}
	if (is_in_figure)
		return PAR_CREDIT;
	return PAR_P;
}

static enum par_kind kind_of(const struct html_page *page, const struct html_block *block)
{
	enum par_kind kind = figure_kind(page, block->element);
	enum html_tag tag = page->elements[block->element].tag;

	if (kind != PAR_P)
		return kind;
	if (tag == HTML_TAG_H1 || tag == HTML_TAG_HEADING)
		return PAR_TITLE;
	return tag == HTML_TAG_LI || tag == HTML_TAG_DT ? PAR_LIST : PAR_P;
}

static bool is_wanted(const struct html_page *page, const struct html_block *block)
{
	enum html_tag tag = page->elements[block->element].tag;

	return tag != HTML_TAG_LI || block->n_words >= LONG_ITEM || block->ends_sentence ||
	       2 * block->n_link_words < block->n_words;
}

void html_article(struct str bytes, const struct html_trees *trees, bool has_boiler, struct arena *arena,
                  struct html_article *article)
{
	struct html_page page;
	const bool *is_text;

	html_read(bytes, arena, &page);
	*article = (struct html_article){ .is_cut = page.is_cut };
	html_facts(bytes, &page, arena, &article->facts);
	is_text = html_choose(&page, html_features(bytes, &page, arena), trees, arena);
	article->paragraphs = arena_array(arena, struct html_paragraph, page.n_blocks);
	for (size_t b = 0; b < page.n_blocks; b++) {
		const struct html_block *block = &page.blocks[b];
		struct html_paragraph paragraph = { kind_of(&page, block), block->begin, block->end };

		if (block->element == article->facts.title_element) {
			paragraph.kind = PAR_TITLE;
		} else if (!is_text[b] || !is_wanted(&page, block)) {
			if (!has_boiler)
				continue;
			if (paragraph.kind != PAR_CAPTION && paragraph.kind != PAR_CREDIT)
				paragraph.kind = PAR_BOILER;
		}
		article->paragraphs[article->n_paragraphs++] = paragraph;
		if (block->element == article->facts.title_element ||
		    (paragraph.kind != PAR_P && paragraph.kind != PAR_LIST && paragraph.kind != PAR_TITLE))
			continue;
		article->n_words += block->n_words;
		article->has_sentence |= block->ends_sentence;
	}
}

void html_article_whole(struct str bytes, struct arena *arena, struct html_article *article)
{
	struct html_page page;

	html_read(bytes, arena, &page);
	*article = (struct html_article){ .is_cut = page.is_cut, .has_sentence = true };
	article->paragraphs = arena_array(arena, struct html_paragraph, page.n_blocks);
	for (size_t b = 0; b < page.n_blocks; b++) {
		const struct html_block *block = &page.blocks[b];

		article->paragraphs[article->n_paragraphs++] =
			(struct html_paragraph){ kind_of(&page, block), block->begin, block->end };
		article->n_words += block->n_words;
	}
}

static bool is_of_paragraph(struct str name)
{
	return html_is(name, "p") || html_is(name, "br") || html_is(name, "div");
}

/* Blocks whose text need not be sentences. */
static bool is_of_block(struct str name)
{
	static const char *const names[] = { "ul", "ol", "li", "blockquote", "figure", "figcaption", "section", "article", "table",
		                             "tr", "td", NULL };
	const char *const *one = names;

	while (*one && !html_is(name, *one))
		one++;
	return *one || (name.len == 2 && (name.at[0] | 0x20) == 'h' && name.at[1] >= '1' && name.at[1] <= '6');
}

/* Whether nothing of a sentence is left open at the end of a text. */
static bool ends_sentence(struct str text)
{
	static const char *const ends[] = { ".", "!", "?", ":", "\"", "'", ")", "\u201D", "\u2019", ";", NULL };
	const char *const *end = ends;

	while (*end && !str_ends(text, *end))
		end++;
	return *end;
}

bool html_is_piece(struct str text)
{
	enum { BEGINNING = 4096, LEAST = 2, MANY = 4 };
	struct html_reader reader = { .page = str_slice(text, 0, BEGINNING) };
	size_t n_between = 0, n_inside = 0;
	bool is_between = true;
	struct html_token token;

	if (str_find(reader.page, '<', 0) == reader.page.len)
		return false;
	while (html_next(&reader, &token)) {
		if (token.kind == HTML_TEXT) {
			struct str words = str_trim(str_slice(reader.page, token.begin, token.end));

			if (words.len)
				is_between = ends_sentence(words);
		} else if (token.kind == HTML_START || token.kind == HTML_END) {
			n_between += is_between && is_of_paragraph(token.name);
			n_inside += !is_between && is_of_paragraph(token.name);
			is_between |= is_of_paragraph(token.name) || is_of_block(token.name);
		}
	}
	return n_between >= LEAST && n_between >= MANY * n_inside;
}

struct str html_article_sample(struct str page, const struct html_article *article, size_t most, struct arena *arena)
{
	struct buf sample = { 0 };
	struct str text;

	for (size_t i = 0; i < article->n_paragraphs && sample.len < most; i++) {
		const struct html_paragraph *paragraph = &article->paragraphs[i];
		struct html_reader reader = { .page = str_slice(page, paragraph->begin, paragraph->end) };
		struct html_token token;

		while (paragraph->kind != PAR_BOILER && html_next(&reader, &token) && sample.len < most)
			if (token.kind == HTML_TEXT)
				buf_add_str(&sample, str_slice(reader.page, token.begin, token.end));
		buf_add_byte(&sample, '\n');
	}
	text = arena_str(arena, buf_str(&sample));
	buf_free(&sample);
	return text;
}

/* --- a slice of the page as text ---------------------------------------------------------------- */

/*
 * What stands between two pieces of text: blanks, tags, comments, scripts, in any order. All of it
 * is one blank where any of it is, else nothing.
 */
struct between {
	size_t begin, end;
	bool is_open, is_blank;
};

static void extend(struct between *between, size_t begin, size_t end, bool is_blank_one)
{
	if (!between->is_open)
		*between = (struct between){ .begin = begin, .is_open = true };
	between->end = end;
	between->is_blank |= is_blank_one;
}

static void settle(struct between *between, struct str slice, struct edits *edits)
{
	struct str now = str_slice(slice, between->begin, between->end);

	if (between->is_open && !(between->is_blank && str_is(now, " ")))
		edits_add(edits, between->begin, between->end, str_of(between->is_blank ? " " : ""), KIND_SET(KIND_TAG));
	between->is_open = false;
}

void html_propose(struct str slice, struct edits *edits)
{
	struct html_reader reader = { .page = slice };
	struct between between = { .is_open = false };
	struct html_token token;

	while (html_next(&reader, &token)) {
		if (token.kind != HTML_TEXT) {
			bool breaks = token.kind == HTML_START && html_is(token.name, "br");

			extend(&between, token.begin, token.end, breaks);
			continue;
		}
		for (size_t at = token.begin; at < token.end; at++) {
			if (is_blank(slice.at[at])) {
				extend(&between, at, at + 1, true);
				continue;
			}
			settle(&between, slice, edits);
			while (at + 1 < token.end && !is_blank(slice.at[at + 1]))
				at++;
		}
	}
	settle(&between, slice, edits);
}
