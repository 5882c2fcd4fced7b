/*
 * html_blocks.h: an HTML page as a list of blocks: the runs of text between block-level tags.
 *
 *      page -> tokens -> blocks[B], each in elements[E] (its ancestors, by parent)
 *
 * There is no tree: a bounded stack of open elements, ends implied as the standard has them for p,
 * li, td, tr, dt, dd and option, inline elements as counters (in a link, in bold). Text keeps the
 * order of the file, so ranges only grow. An element gets a number when text first stands in it,
 * so markup without text costs nothing. Depth beyond HTML_MAX_DEPTH is counted, not pushed; blocks
 * beyond HTML_MAX_BLOCKS are left out, and the page says so.
 */
#ifndef CLEAN_HTML_BLOCKS_H
#define CLEAN_HTML_BLOCKS_H

#include "common/arena.h"
#include "html_tokens.h"

enum {
	HTML_MAX_DEPTH = 512,
	HTML_MAX_BLOCKS = 1 << 18,
	HTML_NONE = 0xFFFFFFFF,
};

enum html_tag {
	HTML_TAG_INLINE, /* no block: its text belongs to what it stands in */
	HTML_TAG_OTHER,  /* div, section, … */
	HTML_TAG_P,
	HTML_TAG_H1,
	HTML_TAG_HEADING, /* h2 … h6 */
	HTML_TAG_LI,
	HTML_TAG_LIST, /* ul, ol, dl, menu */
	HTML_TAG_CELL, /* td, th */
	HTML_TAG_ROW,
	HTML_TAG_TABLE,
	HTML_TAG_DT, /* dt, dd */
	HTML_TAG_QUOTE,
	HTML_TAG_PRE,
	HTML_TAG_FIGURE,
	HTML_TAG_CAPTION,
	HTML_TAG_ARTICLE,
	HTML_TAG_MAIN,
	HTML_TAG_ASIDE,
	HTML_TAG_NAV,
	HTML_TAG_HEADER,
	HTML_TAG_FOOTER,
	HTML_TAG_FORM,
	HTML_TAG_BODY,
	HTML_TAG_HEAD,
	HTML_TAG_SKIPPED, /* svg, template, select, button, object: its text is none of the page's */
};

/* What the words of class, id, role and itemprop say of an element. */
struct html_element {
	uint32_t parent; /* position in elements[], or HTML_NONE */
	enum html_tag tag;
	uint8_t n_good, n_bad; /* words of content, words of what surrounds it */
	bool is_caption, is_credit, is_hidden, is_body_text; /* itemprop=articleBody and its like */
	bool is_comments; /* of readers */
	uint32_t depth;
	uint64_t name; /* hash of its tag and classes, digits left out … */
	uint64_t path; /* … and of those of its parent and grandparent: paragraphs of one text share it */
	/* sums over its blocks, filled in when the page is read */
	uint32_t n_words, n_good_words, n_link_words;
};

struct html_block {
	size_t begin, end; /* from the first byte of its text to behind the last, tags inside included */
	uint32_t element;  /* the innermost element, position in elements[] */
	uint32_t n_words, n_link_words, n_stop_words, n_commas, n_capitals, n_digits;
	uint32_t n_bold_words, n_italic_words;
	uint32_t n_service_words; /* subscribe, newsletter, follow, photo, © …: words about the page */
	uint32_t n_upper_words; /* in capitals throughout */
	uint32_t n_address_words; /* you, your, we, our, us: who speaks to the reader */
	uint32_t n_marks;       /* @ | # */
	uint32_t n_links;
	bool starts_service;    /* with read, see, watch, by, photo …: words that announce no sentence of the story */
	bool ends_sentence; /* with . ! ? … or a closing quote or bracket behind one */
	uint64_t hash;      /* of its words */
};

struct html_page {
	struct html_block *blocks;
	size_t n_blocks;
	struct html_element *elements;
	size_t n_elements;
	struct str title, description; /* of its head, character references still in them */
	bool is_cut; /* more than HTML_MAX_BLOCKS */
};

/* Linear in the page; memory from the arena. */
void html_read(struct str bytes, struct arena *arena, struct html_page *page);

/* The tag of a name; HTML_TAG_INLINE where it makes no block. */
enum html_tag html_tag_of(struct str name);

#endif
