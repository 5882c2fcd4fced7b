/*
 * html_article.h: the article of a web page: which of its blocks, in which order, of which kind.
 */
#ifndef CLEAN_HTML_ARTICLE_H
#define CLEAN_HTML_ARTICLE_H

#include "filters/clean/draft.h"
#include "html_facts.h"
#include "html_features.h"
#include "filters/clean/structure/structure.h"

struct html_paragraph {
	enum par_kind kind;
	size_t begin, end; /* of the page, tags and references inside */
};

struct html_article {
	struct html_paragraph *paragraphs; /* in page order */
	size_t n_paragraphs;
	struct html_facts facts;
	size_t n_words;     /* of its p and list paragraphs */
	bool has_sentence;
	bool is_cut;        /* the page has more blocks than are looked at */
};

/* trees: data/html-blocks.tsv. has_boiler: all other text of the page as PAR_BOILER. Memory from the arena. */
void html_article(struct str page, const struct html_trees *trees, bool has_boiler, struct arena *arena,
                  struct html_article *article);

/*
 * Whether a text is a piece of HTML, as tables and feeds keep articles: its first few kilobytes have tags of
 * paragraphs and line breaks where sentences begin and end, and hardly one elsewhere.
 */
bool html_is_piece(struct str text);

/* All of its blocks: of a piece of HTML that is an article and nothing else. It says nothing of itself. */
void html_article_whole(struct str page, struct arena *arena, struct html_article *article);

/* The first words of the article without tags, at most `most` bytes: enough to tell its language. */
struct str html_article_sample(struct str page, const struct html_article *article, size_t most, struct arena *arena);

/*
 * Proposes the edits that turn a slice of a page into its text: tags, comments and the text of
 * scripts out, a line break as a blank, runs of blanks as one. Character references are left to the
 * repair of entities.
 */
void html_propose(struct str slice, struct edits *edits);

#endif
