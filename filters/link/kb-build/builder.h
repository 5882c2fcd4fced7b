/*
 * builder.h: makes a knowledge base (kb.h) out of entities, names and titles that come in any order.
 *
 *      entities  24 bytes each, in memory; their strings go to a temporary file
 *      names     to a temporary file; when all entities are known, each becomes a posting, and the
 *                postings are sorted by hash outside of memory (spill.h)
 *      titles    8 bytes each, in memory
 *
 * So memory grows with the number of entities alone. The same calls in the same order give the
 * same bytes.
 */
#ifndef KB_BUILD_BUILDER_H
#define KB_BUILD_BUILDER_H

#include <stdio.h>

#include "common/buf.h"
#include "filters/link/kb/kb.h"

struct builder;

/* directory: for temporary files; the string is borrowed. */
struct builder *builder_new(const char *directory);
void builder_delete(struct builder *builder);

struct builder_entity {
	struct str id;    /* Q649, enwiki:Washington,_D.C., prefix:anything, or a plain id of a user's KB */
	struct str label; /* empty in a stub: an id that only gets names here */
	struct str description;
	struct str country; /* two capitals or empty */
	enum kb_type type;
	enum kb_gender gender;
	double weight; /* how well known: links, sitelinks, thousands of people; 0 = not known */
};

/* An id that comes again adds its weight if that is higher and fills what was empty. */
void builder_entity(struct builder *builder, const struct builder_entity *entity);

/* The id may come before its entity does. Names of ids that never come are counted and left out. */
void builder_name(struct builder *builder, struct str surface, struct str id, enum kb_naming naming,
                  double count);

/*
 * Says that an entity has the article of a title in the English Wikipedia, so that names given to
 * enwiki:Title become names of the entity where there is no entity of that id.
 */
void builder_article(struct builder *builder, struct str id, struct str title);

void builder_title(struct builder *builder, struct str title);

/* A given name that is nearly always a man's or a woman's. */
void builder_given(struct builder *builder, struct str word, enum kb_gender gender);

struct builder_counts {
	uint64_t n_entities, n_stubs, n_names, n_lost_names, n_postings, n_titles;
};

enum builder_status {
	BUILDER_OK,
	BUILDER_TOO_LARGE, /* more strings, postings or entities than 32 bits count */
	BUILDER_IO,        /* a temporary file or the output failed; errno tells */
};

/*
 * Writes the bundle. `name`: the KB's name (at most KB_NAME_BYTES - 1 bytes are kept). To be called
 * once.
 */
enum builder_status builder_write(struct builder *builder, struct str name, FILE *out,
                                  struct builder_counts *counts);

#endif
