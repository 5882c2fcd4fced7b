/*
 * evidence.h: what a whole document shows about scars of rewriting tools.
 */
#ifndef CLEAN_EVIDENCE_H
#define CLEAN_EVIDENCE_H

#include "common/index.h"

#include "phrases.h"
#include "scars.h"

struct honorific {
	struct str surname;
	size_t n_male, n_female; /* Mr … and Mrs, Ms … */
};

struct evidence {
	struct arena *arena;
	struct index name_index; /* name -> position in names[] */
	struct scar_evidence *names;
	size_t n_names;
	struct index surname_index;
	struct honorific *surnames;
	size_t n_surnames;
	size_t n_phrases;  /* certain phrases and clashes */
	size_t n_reversed; /* quotation marks */
};

void evidence_init(struct evidence *evidence, struct arena *arena);

/* First pass: a paragraph's text after the repairs of characters. */
void evidence_add(struct evidence *evidence, struct str names, struct str words,
                  const struct phrases *phrases, struct str text);

/* Second pass, over the same texts: how often the names stand as they should. */
void evidence_count_whole(struct evidence *evidence, struct str text, bool is_title);

/* NULL for a name that is turned round nowhere. */
const struct scar_evidence *evidence_of(const struct evidence *evidence, struct str name);

/* Whether anything in the document is certainly the work of a rewriting tool. */
bool evidence_is_certain(const struct evidence *evidence);

/*
 * The next honorific with a surname at or after *pos (`Mrs. Kim`): its range and surname; *pos
 * moves behind it.
 */
bool honorific_next(struct str text, size_t *pos, size_t *begin, struct str *surname, bool *is_male);

/* How often the surname is spoken of with either; NULL for one that never is. */
const struct honorific *evidence_honorific(const struct evidence *evidence, struct str surname);

#endif
