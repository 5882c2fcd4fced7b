/*
 * clean.h: from the raw bytes of a document to paragraphs of repaired text.
 *
 *      raw -> source (text) -> lines -> piece -> draft -> rounds of repairs -> paragraphs
 *
 * Each repair looks at the text as it stands and proposes edits; rounds go on until none proposes
 * anything, so cleaning what is clean changes nothing. Repairs of characters need the paragraph
 * alone. Scars of rewriting tools need evidence from the whole document, which is gathered when
 * the first of them is met, by a pass of its own; so memory is bounded by a paragraph.
 */
#ifndef CLEAN_CLEAN_H
#define CLEAN_CLEAN_H

#include "draft.h"
#include "kinds.h"
#include "filters/clean/structure/structure.h"
#include "filters/clean/repairs/typography.h"

struct clean_options {
	kind_set kinds; /* what is repaired */
	enum quote_style quotes;
	bool has_boiler; /* of a web page: what stands around its article, as PAR_BOILER */
	/* of a paragraph's row: text with its escapes, map; of an edit row: before and after */
	size_t max_field;
};

/* The data files, as they lie in memory; all may be empty. */
struct clean_data {
	struct str entities, names, words, agencies, languages;
	struct str structure[STRUCTURE_TABLES];
	struct str phrases[2]; /* ours, the user's */
	struct str blocks;     /* trees.h; of web pages */
};

struct clean; /* options and data made ready; read-only and shared by all documents */

/* Data is borrowed. NULL where a table is malformed. */
struct clean *clean_new(const struct clean_data *data, const struct clean_options *options);
void clean_delete(struct clean *clean);

struct clean_flag {
	size_t begin, end; /* bytes of the text */
	struct str after;  /* what is suspected to have stood there */
	enum kind kind;
};

struct clean_paragraph {
	enum par_kind kind;
	struct draft draft;
	struct clean_flag *flags; /* ordered by begin */
	size_t n_flags;
	bool has_phrases;    /* of the list: certain or not */
	bool has_honorifics; /* Mr, Mrs, Ms, perhaps */
};

/* A suspicion that the whole document decided. */
struct clean_suspicion {
	size_t begin, end; /* bytes of the raw document */
	struct str after;
	enum kind kind;
};

/*
 * A fact about a document (a title, a name) as one line of valid text, with the repairs of
 * characters; memory from the arena.
 */
struct str clean_fact(const struct clean *clean, struct str fact, struct arena *arena);

struct clean_document;

/* Makes ready for web pages, which only some runs need. False where data.blocks is malformed. */
bool clean_prepare_pages(struct clean *clean);

/* The same of a web page: its article's paragraphs, chosen from its blocks. Needs clean_prepare_pages. */
struct encoding;
struct clean_document *clean_open_page(const struct clean *clean, struct str raw, const struct encoding *encoding);

/* The same of a feed's item (item.h), all of whose text is its article. */
struct item;
struct clean_document *clean_open_item(const struct clean *clean, struct str raw, const struct item *item);

/* The same of a piece of HTML (html_is_piece), all of whose text is its article; raw is no binary data. */
struct clean_document *clean_open_piece(const struct clean *clean, struct str raw, bool has_title_line);

/* The same of a message (mail.h). */
struct mail;
struct clean_document *clean_open_mail(const struct clean *clean, struct str raw, const struct mail *mail);

/* What the page says of itself; NULL where the document is none. Valid until clean_close. */
struct html_facts;
const struct html_facts *clean_page_facts(const struct clean_document *document);

/* Whether the article is so short that it is none, or not all blocks of the page were looked at. */
bool clean_page_is_thin(const struct clean_document *document);
bool clean_page_is_cut(const struct clean_document *document);

/*
 * Begins a document; `raw` is borrowed. encoding: what its transport said; NULL: nothing.
 * has_title_line: its first line may be the title.
 */
struct clean_document *clean_open(const struct clean *clean, struct str raw, const struct encoding *encoding,
                                  bool has_title_line);
void clean_close(struct clean_document *document);

/* The language (BCP 47), empty where it is not certain. Valid until clean_close. */
struct str clean_language(struct clean_document *document);

/* Whether the bytes are no text; then there are no paragraphs. */
bool clean_is_binary(const struct clean_document *document);

/* Whether its encoding is known but has no converter on this machine. */
bool clean_is_guess(const struct clean_document *document);

/* The next paragraph; false at the end. Valid until the next call. */
bool clean_next(struct clean_document *document, struct clean_paragraph *paragraph);

/* After the last paragraph: further suspicions, ordered by begin. Valid until clean_close. */
const struct clean_suspicion *clean_suspicions(struct clean_document *document, size_t *n);

/*
 * After clean_suspicions: the verdict that the document went through a rewriting tool, as a text
 * that names the evidence; empty where there are not two kinds of it. Valid until clean_close.
 */
struct str clean_verdict(struct clean_document *document);

#endif
