/*
 * names.h: the user's own dictionary of names (`tag --names FILE`), which wins over the model.
 *
 * A table of two columns, surface and type: the surface as it stands in text ("Wagner Group"),
 * the type one of PER ORG LOC MISC (or of the expressions), any case. Surfaces are compared token by
 * token, in exact case; the longest one that begins at a token wins.
 */
#ifndef TAG_NAMES_H
#define TAG_NAMES_H

#include "common/arena.h"
#include "filters/tag/tokens.h"
#include "mentions.h"

struct names;

struct names *names_new(void);
void names_delete(struct names *names);

enum names_status {
	NAMES_OK,
	NAMES_COLUMNS, /* fewer than two columns */
	NAMES_SURFACE, /* an empty surface, or one of more than 1 KiB */
	NAMES_TYPE,    /* no type of ours */
};

/* Adds one record of the table. A surface that comes again takes the later type. */
enum names_status names_add(struct names *names, const struct str *fields, size_t n_fields);
const char *names_status_text(enum names_status status);

/* The dictionary's names in a document; score 1. Linear in the tokens for names of bounded length. */
struct mentions names_find(const struct names *names, const struct tokens *sentences, size_t n_sentences,
                           struct arena *arena);

#endif
