/*
 * story.h: what a reader wants to know of a document, gathered from its rows: who, where, which
 * organisations, when, who said what, key phrases, what was repaired and what is suspected.
 *
 * Mentions are joined by their chain (a mention without a link by its text), dates by their value,
 * repairs by their kind. Everything lives in the document's arena; strings borrow from the rows.
 */
#ifndef RENDER_STORY_H
#define RENDER_STORY_H

#include "common/index.h"
#include "common/layers.h"

enum story_group { STORY_WHO, STORY_WHERE, STORY_ORGANISATIONS, STORY_ALSO, STORY_GROUPS };

/* Somebody or something that the document names. */
struct story_name {
	enum story_group group; /* what most of its mentions are */
	uint32_t chain;         /* 0 = none */
	struct str name;        /* the KB's label, or the longest mention */
	struct str kb, id;      /* empty: not linked */
	uint32_t n_mentions, n_of_group[STORY_GROUPS];
	uint32_t begin; /* of the first mention */
};

struct story_date {
	struct str value; /* 2023-10-18, 2023-10, 2023 …; when.h */
	struct str texts[3]; /* how the document says it, where it says it in other ways */
	size_t n_texts;
	uint32_t begin;
};

struct story_quote {
	struct str speaker;    /* a name or the words of the source; empty = nobody is named */
	struct str verb; /* the words between speaker and text where they make one sentence: "has blamed", "'s claim" */
	struct str text; /* parts of one quote are joined by " … " */
	bool is_direct;   /* in the speaker's words alone */
	bool is_verbatim; /* that, or with some of them */
};

struct story_repair {
	struct str kind;
	bool is_repaired;
	size_t n;
	struct str before, after; /* of the first */
	uint64_t begin;
};

struct story {
	const struct document *document;
	struct str title, published; /* when.h */
	struct str *summary; /* the chosen sentences, in text order */
	size_t n_summary;
	struct story_name *names; /* by group, most mentioned first */
	size_t n_names;
	struct index by_key; /* while names are gathered: chain or text -> position */
	struct story_date *dates; /* by value */
	size_t n_dates;
	struct story_quote *quotes;
	size_t n_quotes;
	struct str *phrases;
	size_t n_phrases;
	struct story_repair *repairs; /* repaired ones by number, then suspicions in text order */
	size_t n_repairs;
	struct str *errors; /* code and message by turns */
	size_t n_errors;
};

/* The rows that story_read looks at: a filter's `reads`. */
extern const char *const story_reads[];

void story_read(const struct document *document, const struct layers *layers, struct story *story);

#endif
