/* html_features.c: a row of numbers a block. */
#include "html_context.h"

#include <ctype.h>
#include <math.h>

#include "common/index.h"

enum feature {
	WORDS,
	LINK_SHARE,
	STOP_SHARE,
	ENDS_SENTENCE,
	COMMA_RATE,
	CAPITAL_SHARE,
	DIGIT_SHARE,
	BOLD_SHARE,
	ITALIC_SHARE,
	SERVICE_SHARE,
	SERVICE_WORDS,
	UPPER_SHARE,
	ADDRESS_SHARE,
	MARK_RATE,
	LINKS,
	STARTS_SERVICE,
	OF_TITLE,
	OF_DESCRIPTION,
	IS_DESCRIPTION,
	PATH_BLOCKS,
	IS_P,
	IS_LI,
	IS_HEADING,
	IS_H1,
	IS_CELL,
	IS_QUOTE,
	IS_OTHER,
	GOOD_ABOVE,
	BAD_ABOVE,
	BAD_NEAR,
	IN_ARTICLE,
	IN_MAIN,
	IN_ASIDE,
	IN_NAV,
	IN_FOOTER,
	IN_HEADER,
	IN_FORM,
	IN_TABLE,
	IN_LIST,
	IN_FIGURE,
	IS_CAPTION,
	IS_CREDIT,
	IS_HIDDEN,
	IN_BODY_TEXT,
	IN_COMMENTS,
	BODY_TEXT_ON_PAGE,
	BEFORE_WORDS,
	BEFORE_LINKS,
	BEFORE_SENTENCE,
	BEFORE_SIBLING,
	BEFORE_2_WORDS,
	BEFORE_2_LINKS,
	AFTER_WORDS,
	AFTER_LINKS,
	AFTER_SENTENCE,
	AFTER_SIBLING,
	AFTER_2_WORDS,
	AFTER_2_LINKS,
	SHARE_1,
	SHARE_2,
	SHARE_3,
	PURITY_1,
	PURITY_2,
	PURITY_3,
	SIBLING_WORDS,
	IN_BEST,
	BELOW_BEST,
	BAD_BELOW_BEST,
	GOOD_OF_BEST,
	PLACE,
	BEFORE_FIRST,
	BEHIND_LAST,
	TIMES_SEEN,
	PAGE_GOOD_WORDS,
	N_FEATURES
};

static const char *const names[N_FEATURES] = {
	[WORDS] = "words",
	[LINK_SHARE] = "link-share",
	[STOP_SHARE] = "stop-share",
	[ENDS_SENTENCE] = "ends-sentence",
	[COMMA_RATE] = "comma-rate",
	[CAPITAL_SHARE] = "capital-share",
	[DIGIT_SHARE] = "digit-share",
	[BOLD_SHARE] = "bold-share",
	[ITALIC_SHARE] = "italic-share",
	[SERVICE_SHARE] = "service-share",
	[SERVICE_WORDS] = "service-words",
	[UPPER_SHARE] = "upper-share",
	[ADDRESS_SHARE] = "address-share",
	[MARK_RATE] = "mark-rate",
	[LINKS] = "links",
	[STARTS_SERVICE] = "starts-service",
	[OF_TITLE] = "share-in-title",
	[OF_DESCRIPTION] = "share-in-description",
	[IS_DESCRIPTION] = "share-of-description",
	[PATH_BLOCKS] = "blocks-of-path",
	[IS_P] = "p",
	[IS_LI] = "li",
	[IS_HEADING] = "h2-h6",
	[IS_H1] = "h1",
	[IS_CELL] = "td",
	[IS_QUOTE] = "blockquote",
	[IS_OTHER] = "div",
	[GOOD_ABOVE] = "good-words-above",
	[BAD_ABOVE] = "bad-words-above",
	[BAD_NEAR] = "bad-words-near",
	[IN_ARTICLE] = "in-article",
	[IN_MAIN] = "in-main",
	[IN_ASIDE] = "in-aside",
	[IN_NAV] = "in-nav",
	[IN_FOOTER] = "in-footer",
	[IN_HEADER] = "in-header",
	[IN_FORM] = "in-form",
	[IN_TABLE] = "in-table",
	[IN_LIST] = "in-list",
	[IN_FIGURE] = "in-figure",
	[IS_CAPTION] = "caption",
	[IS_CREDIT] = "credit",
	[IS_HIDDEN] = "hidden",
	[IN_BODY_TEXT] = "in-body-text",
	[IN_COMMENTS] = "in-comments",
	[BODY_TEXT_ON_PAGE] = "page-has-body-text",
	[BEFORE_WORDS] = "before-words",
	[BEFORE_LINKS] = "before-link-share",
	[BEFORE_SENTENCE] = "before-ends-sentence",
	[BEFORE_SIBLING] = "before-is-sibling",
	[BEFORE_2_WORDS] = "before-2-words",
	[BEFORE_2_LINKS] = "before-2-link-share",
	[AFTER_WORDS] = "after-words",
	[AFTER_LINKS] = "after-link-share",
	[AFTER_SENTENCE] = "after-ends-sentence",
	[AFTER_SIBLING] = "after-is-sibling",
	[AFTER_2_WORDS] = "after-2-words",
	[AFTER_2_LINKS] = "after-2-link-share",
	[SHARE_1] = "good-share-parent",
	[SHARE_2] = "good-share-grandparent",
	[SHARE_3] = "good-share-great-grandparent",
	[PURITY_1] = "purity-parent",
	[PURITY_2] = "purity-grandparent",
	[PURITY_3] = "purity-great-grandparent",
	[SIBLING_WORDS] = "parent-words",
	[IN_BEST] = "in-best",
	[BELOW_BEST] = "depth-below-best",
	[BAD_BELOW_BEST] = "bad-words-below-best",
	[GOOD_OF_BEST] = "good-share-of-best",
	[PLACE] = "place",
	[BEFORE_FIRST] = "blocks-before-first-good",
	[BEHIND_LAST] = "blocks-behind-last-good",
	[TIMES_SEEN] = "times-seen",
	[PAGE_GOOD_WORDS] = "page-good-words",
};

const char *const *html_feature_names(size_t *n)
{
	*n = N_FEATURES;
	return names;
}

/* What is known of the page as a whole. */
struct view {
	const struct html_page *page;
	uint32_t good_words;
	uint32_t best; /* element, or HTML_NONE */
	bool has_body_text;
	size_t first, last; /* good blocks inside the best container */
	struct str bytes;
	struct index title, description; /* word -> 0, or 1 where a block has it */
	struct index seen;  /* text hash -> times */
	struct index alike; /* element's path -> blocks */
};

static float share(uint32_t part, uint32_t whole)
{
	return whole ? (float)part / (float)whole : 0;
}

static float log_words(uint32_t n)
{
	return log2f(1 + (float)n);
}

static bool is_good(const struct html_block *block)
{
	return block->n_words >= 10 && 3 * block->n_link_words < block->n_words && block->ends_sentence;
}

static bool is_inside(const struct html_page *page, uint32_t element, uint32_t container)
{
	while (element != HTML_NONE && element != container)
		element = page->elements[element].parent;
	return element == container;
}

static struct str path_of(const struct html_page *page, const struct html_block *block)
{
	const uint64_t *path = &page->elements[block->element].path;

	return str_at((const char *)path, sizeof *path);
}

static struct view view_of(const struct html_page *page, struct arena *arena)
{
	struct view view = { .page = page, .best = HTML_NONE, .seen.arena = arena, .alike.arena = arena };
	uint32_t best_depth = 0;

	for (size_t e = 0; e < page->n_elements; e++) {
		if (page->elements[e].parent == HTML_NONE)
			view.good_words += page->elements[e].n_good_words;
		view.has_body_text |= page->elements[e].is_body_text;
	}
	for (size_t e = 0; e < page->n_elements; e++) {
		const struct html_element *element = &page->elements[e];

		if (5 * (uint64_t)element->n_good_words > 3 * (uint64_t)view.good_words &&
		    (view.best == HTML_NONE || element->depth >= best_depth)) {
			view.best = (uint32_t)e;
			best_depth = element->depth;
		}
	}
	for (size_t b = 0; b < page->n_blocks; b++)
		++*index_put(&view.alike, path_of(page, &page->blocks[b]), 0, NULL);
	view.first = page->n_blocks;
	for (size_t b = 0; b < page->n_blocks; b++) {
		const struct html_block *block = &page->blocks[b];

		++*index_put(&view.seen, str_at((const char *)&block->hash, sizeof block->hash), 0, NULL);
		if (view.best == HTML_NONE || !is_good(block) || !is_inside(page, block->element, view.best))
			continue;
		if (view.first == page->n_blocks)
			view.first = b;
		view.last = b;
	}
	return view;
}

static void see_block(const struct html_block *block, float *f)
{
	f[WORDS] = log_words(block->n_words);
	f[LINK_SHARE] = share(block->n_link_words, block->n_words);
	f[STOP_SHARE] = share(block->n_stop_words, block->n_words);
	f[ENDS_SENTENCE] = block->ends_sentence;
	f[COMMA_RATE] = share(block->n_commas, block->n_words);
	f[CAPITAL_SHARE] = share(block->n_capitals, block->n_words);
	f[DIGIT_SHARE] = share(block->n_digits, block->n_words);
	f[BOLD_SHARE] = share(block->n_bold_words, block->n_words);
	f[ITALIC_SHARE] = share(block->n_italic_words, block->n_words);
	f[SERVICE_SHARE] = share(block->n_service_words, block->n_words);
	f[SERVICE_WORDS] = (float)block->n_service_words;
	f[UPPER_SHARE] = share(block->n_upper_words, block->n_words);
	f[ADDRESS_SHARE] = share(block->n_address_words, block->n_words);
	f[MARK_RATE] = share(block->n_marks, block->n_words);
	f[LINKS] = (float)block->n_links;
	f[STARTS_SERVICE] = block->starts_service;
}

static void see_ancestors(const struct view *view, uint32_t element, float *f)
{
	const struct html_page *page = view->page;
	uint32_t above = 0;
	bool is_below_best = is_inside(page, element, view->best) && view->best != HTML_NONE;

	f[IN_BEST] = is_below_best;
	for (uint32_t e = element; e != HTML_NONE; e = page->elements[e].parent, above++) {
		const struct html_element *one = &page->elements[e];

		if (above < 3) {
			f[SHARE_1 + above] = share(one->n_good_words, view->good_words);
			f[PURITY_1 + above] = share(one->n_good_words, one->n_words);
			f[BAD_NEAR] += one->n_bad;
		}
		if (is_below_best && e == view->best)
			is_below_best = false;
		if (is_below_best) {
			f[BELOW_BEST]++;
			f[BAD_BELOW_BEST] += one->n_bad;
		}
		f[GOOD_ABOVE] += one->n_good;
		f[BAD_ABOVE] += one->n_bad;
		f[IS_CAPTION] += one->is_caption || one->tag == HTML_TAG_CAPTION;
		f[IS_CREDIT] += one->is_credit;
		f[IS_HIDDEN] += one->is_hidden;
		f[IN_BODY_TEXT] += one->is_body_text;
		f[IN_COMMENTS] += one->is_comments;
		f[IN_ARTICLE] += one->tag == HTML_TAG_ARTICLE;
		f[IN_MAIN] += one->tag == HTML_TAG_MAIN;
		f[IN_ASIDE] += one->tag == HTML_TAG_ASIDE;
		f[IN_NAV] += one->tag == HTML_TAG_NAV;
		f[IN_FOOTER] += one->tag == HTML_TAG_FOOTER;
		f[IN_HEADER] += one->tag == HTML_TAG_HEADER;
		f[IN_FORM] += one->tag == HTML_TAG_FORM;
		f[IN_TABLE] += one->tag == HTML_TAG_TABLE;
		f[IN_LIST] += one->tag == HTML_TAG_LIST;
		f[IN_FIGURE] += one->tag == HTML_TAG_FIGURE;
	}
}

static void see_own_tag(enum html_tag tag, float *f)
{
	f[IS_P] = tag == HTML_TAG_P;
	f[IS_LI] = tag == HTML_TAG_LI;
	f[IS_HEADING] = tag == HTML_TAG_HEADING;
	f[IS_H1] = tag == HTML_TAG_H1;
	f[IS_CELL] = tag == HTML_TAG_CELL;
	f[IS_QUOTE] = tag == HTML_TAG_QUOTE;
	f[IS_OTHER] = tag == HTML_TAG_OTHER;
}

/* Blocks of one parent: paragraphs of the same container. */
static bool are_siblings(const struct html_page *page, const struct html_block *a, const struct html_block *b)
{
	return page->elements[a->element].parent == page->elements[b->element].parent;
}

static void see_neighbours(const struct html_page *page, size_t b, float *f)
{
	const struct html_block *block = &page->blocks[b];

	for (size_t away = 1; away <= 2; away++) {
		size_t words = away == 1 ? BEFORE_WORDS : BEFORE_2_WORDS;

		if (b >= away) {
			f[words] = log_words(block[-(ptrdiff_t)away].n_words);
			f[words + 1] = share(block[-(ptrdiff_t)away].n_link_words, block[-(ptrdiff_t)away].n_words);
		}
		words = away == 1 ? AFTER_WORDS : AFTER_2_WORDS;
		if (b + away < page->n_blocks) {
			f[words] = log_words(block[away].n_words);
			f[words + 1] = share(block[away].n_link_words, block[away].n_words);
		}
	}
	if (b > 0) {
		f[BEFORE_SENTENCE] = block[-1].ends_sentence;
		f[BEFORE_SIBLING] = are_siblings(page, block, block - 1);
	}
	if (b + 1 < page->n_blocks) {
		f[AFTER_SENTENCE] = block[1].ends_sentence;
		f[AFTER_SIBLING] = are_siblings(page, block, block + 1);
	}
}

static void see_place(const struct view *view, size_t b, float *f)
{
	const struct html_page *page = view->page;
	const struct html_block *block = &page->blocks[b];
	uint32_t parent = page->elements[block->element].parent;

	f[PLACE] = (float)b / (float)page->n_blocks;
	f[BEFORE_FIRST] = view->first < page->n_blocks && b < view->first ? (float)(view->first - b) : 0;
	f[BEHIND_LAST] = view->first < page->n_blocks && b > view->last ? (float)(b - view->last) : 0;
	f[TIMES_SEEN] = (float)*index_find(&view->seen, str_at((const char *)&block->hash, sizeof block->hash));
	f[PATH_BLOCKS] = log_words(*index_find(&view->alike, path_of(page, block)));
	f[PAGE_GOOD_WORDS] = log_words(view->good_words);
	f[BODY_TEXT_ON_PAGE] = view->has_body_text;
	f[SIBLING_WORDS] = parent == HTML_NONE ? 0 : log_words(page->elements[parent].n_words);
	f[GOOD_OF_BEST] = view->best == HTML_NONE ? 0 :
	                                            share(page->elements[view->best].n_good_words,
	                                                  page->elements[view->best].n_words);
}

/* The next run of letters, digits and bytes beyond ASCII from *pos on. */
static bool next_word(struct str s, size_t *pos, struct str *word)
{
	size_t begin = *pos;

	while (begin < s.len && !isalnum((unsigned char)s.at[begin]) && (unsigned char)s.at[begin] < 0x80)
		begin++;
	*pos = begin;
	while (*pos < s.len && (isalnum((unsigned char)s.at[*pos]) || (unsigned char)s.at[*pos] >= 0x80))
		++*pos;
	*word = str_slice(s, begin, *pos);
	return word->len > 0;
}

static void index_words(struct index *index, struct str text, struct arena *arena)
{
	struct str word;

	index->arena = arena;
	for (size_t pos = 0; pos < 2000 && next_word(text, &pos, &word);)
		index_put(index, word, 0, NULL);
}

/* How much of a block stands in what the head says of the page, and how much of that in the block. */
static void see_head(const struct view *view, size_t b, float *f)
{
	enum { LONGEST = 100 };
	const struct html_block *block = &view->page->blocks[b];
	struct html_reader reader = { .page = str_slice(view->bytes, block->begin, block->end) };
	struct html_token token;
	uint32_t n = 0, in_title = 0, in_description = 0, new_in_description = 0;

	if (block->n_words < 3 || block->n_words > LONGEST || (!view->title.n_keys && !view->description.n_keys))
		return;
	while (html_next(&reader, &token)) {
		struct str text = str_slice(reader.page, token.begin, token.end), word;

		for (size_t pos = 0; token.kind == HTML_TEXT && next_word(text, &pos, &word); n++) {
			uint32_t *seen = view->description.n_keys ? index_find(&view->description, word) : NULL;

			in_title += view->title.n_keys && index_find(&view->title, word);
			in_description += seen != NULL;
			if (seen && *seen != b + 1) {
				new_in_description++;
				*seen = (uint32_t)b + 1;
			}
		}
	}
	f[OF_TITLE] = share(in_title, n);
	f[OF_DESCRIPTION] = share(in_description, n);
	f[IS_DESCRIPTION] = share(new_in_description, (uint32_t)view->description.n_keys);
}

float *html_features(struct str bytes, const struct html_page *page, struct arena *arena)
{
	float *all = arena_zeroed(arena, page->n_blocks * N_FEATURES * sizeof *all);
	struct view view = view_of(page, arena);

	view.bytes = bytes;
	index_words(&view.title, page->title, arena);
	index_words(&view.description, page->description, arena);

	for (size_t b = 0; b < page->n_blocks; b++) {
		float *f = all + b * N_FEATURES;
		uint32_t element = page->blocks[b].element;

		see_block(&page->blocks[b], f);
		see_own_tag(page->elements[element].tag, f);
		see_ancestors(&view, element, f);
		see_neighbours(page, b, f);
		see_place(&view, b, f);
		see_head(&view, b, f);
	}
	return all;
}

/* A line that leads to another story: a link in capitals throughout, or one behind "Read more:". */
static bool is_signpost(const struct html_block *block)
{
	if (block->n_words < 4 || block->ends_sentence)
		return false;
	if (10 * block->n_link_words >= 9 * block->n_words && 2 * block->n_upper_words > block->n_words)
		return true;
	return block->starts_service && 2 * block->n_link_words > block->n_words;
}

/*
 * The standfirst of a page: between its headline and its text, with the words by which the head of the
 * page describes it. n_blocks for none.
 */
static size_t find_standfirst(const struct html_page *page, const float *features, const bool *is_text)
{
	enum { SHORTEST = 4, LONGEST = 60, NEAR = 12 };
	const float same = 0.75F;
	size_t heading = page->n_blocks, found = page->n_blocks, b = 0;

	for (; b < page->n_blocks && !is_text[b]; b++) {
		const struct html_block *block = &page->blocks[b];
		const struct html_element *element = &page->elements[block->element];
		const float *f = features + b * N_FEATURES;

		if (element->tag == HTML_TAG_H1) {
			heading = b;
			found = page->n_blocks;
			continue;
		}
		if (found < b || heading == page->n_blocks || b - heading > NEAR || block->n_words < SHORTEST || block->n_words > LONGEST ||
		    2 * block->n_link_words > block->n_words || f[IN_NAV] > 0 || f[IN_FORM] > 0 || f[IN_FIGURE] > 0 || f[OF_TITLE] >= same)
			continue;
		if (f[OF_DESCRIPTION] >= same && f[IS_DESCRIPTION] >= same)
			found = b;
	}
	/* One that the text has again is none. */
	for (; b < page->n_blocks && found < page->n_blocks; b++)
		if (is_text[b] && page->blocks[b].hash == page->blocks[found].hash)
			found = page->n_blocks;
	return found;
}

/* What is text on a page of which the trees believe nothing: most such pages are a few lines long. */
static bool is_plain_sentence(const struct html_block *block, const float *f)
{
	return is_good(block) && !is_signpost(block) && f[IN_NAV] + f[IN_FOOTER] + f[IN_ASIDE] + f[IN_FORM] + f[IN_COMMENTS] == 0;
}

bool html_trees_read(struct str table, struct arena *arena, struct html_trees *trees)
{
	const char *gap = table.len ? memmem(table.at, table.len, "\n\n", 2) : NULL;
	const char *all[HTML_MAX_FEATURES];
	size_t n, line, end = gap ? (size_t)(gap - table.at) + 1 : table.len;
	const char *const *first = html_feature_names(&n);

	return trees_read(str_slice(table, 0, end), first, n, arena, &trees->first, &line) &&
	       trees_read(str_slice(table, end + 1, table.len), all, html_context_names(all), arena, &trees->second, &line);
}

bool *html_choose(const struct html_page *page, const float *features, const struct html_trees *trees,
                  struct arena *arena)
{
	enum { SURELY_NOT = -2 };
	bool *is_text = arena_array(arena, bool, page->n_blocks), has_text = false, has_any = false;
	double *scores = arena_array(arena, double, page->n_blocks);
	const char *names2[HTML_MAX_FEATURES];
	size_t F2 = html_context_names(names2), standfirst;
	const float *context;

	for (size_t b = 0; b < page->n_blocks; b++)
		scores[b] = trees_sum(&trees->first, features + b * N_FEATURES);
	context = html_context(page, features, scores, arena);
	for (size_t b = 0; b < page->n_blocks; b++) {
		/* What the first look is sure of as no text, the second one is not asked about. */
		is_text[b] = scores[b] > SURELY_NOT && !is_signpost(&page->blocks[b]) &&
		             trees_sum(&trees->second, context + b * F2) > 0;
		has_any |= is_text[b];
		has_text |= is_text[b] && features[b * N_FEATURES + IN_COMMENTS] == 0;
	}
	for (size_t b = 0; b < page->n_blocks && !has_any; b++)
		is_text[b] = is_plain_sentence(&page->blocks[b], features + b * N_FEATURES);
	for (size_t b = 0; b < page->n_blocks && has_text; b++)
		is_text[b] &= features[b * N_FEATURES + IN_COMMENTS] == 0;
	standfirst = has_text ? find_standfirst(page, features, is_text) : page->n_blocks;
	if (standfirst < page->n_blocks)
		is_text[standfirst] = true;
	return is_text;
}
