/*
 * evidence.h: what a whole document shows about names that are turned round in it.
 */
#ifndef CLEAN_EVIDENCE_H
#define CLEAN_EVIDENCE_H

#include "common/index.h"

#include "scars.h"

struct evidence {
	struct arena *arena;
	struct index name_index; /* name -> position in names[] */
	struct scar_evidence *names;
	size_t n_names, cap_names;
};

void evidence_init(struct evidence *evidence, struct arena *arena);

/* First pass: a paragraph's text after the repairs of characters. */
void evidence_add(struct evidence *evidence, struct str names, struct str words, struct str text);

/* Second pass, over the same texts: how often the names stand as they should. */
void evidence_count_whole(struct evidence *evidence, struct str text, bool is_title);

/* NULL for a name that is turned round nowhere. */
const struct scar_evidence *evidence_of(const struct evidence *evidence, struct str name);

#endif
