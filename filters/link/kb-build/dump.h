/*
 * dump.h: Wikidata's JSON dump, an entity a line.
 *
 * The dump is one array: a line `[`, a line an entity with a comma behind it, a line `]`. A line is read with
 * yajl's event parser, which keeps no tree: memory is that of the longest line and of what is wanted from it.
 * Names are those of English and of `mul`, where Wikidata puts names that are the same in all languages.
 * Written characters and \u escapes mean the same.
 */
#ifndef KB_BUILD_DUMP_H
#define KB_BUILD_DUMP_H

#include "builder.h"

enum dump_status {
	DUMP_ITEM,
	DUMP_NOTHING,  /* a bracket or an empty line */
	DUMP_OTHER,    /* no item: a property, a lexeme */
	DUMP_NAMELESS, /* an item without a name in English */
	DUMP_SKIPPED,  /* an article, a category or a disambiguation page */
	DUMP_BROKEN,   /* no JSON */
};

enum { DUMP_MAX_ALIASES = 64 };

/* What is wanted of an item. Valid until the next line is read. */
struct dump_item {
	struct builder_entity entity; /* weight: the number of its sitelinks */
	struct str title;             /* of its article in the English Wikipedia, or empty */
	struct str aliases[DUMP_MAX_ALIASES];
	size_t n_aliases;
	uint32_t n_sitelinks;
};

struct dump;

struct dump *dump_new(void);
void dump_delete(struct dump *dump);

enum dump_status dump_read(struct dump *dump, struct str line, struct dump_item *item);

#endif
