/*
 * openings.h: sentences that open with a pronoun, and what they need to be understood.
 *
 * "He said so" tells little without the sentence before. Where `link` knows whom the pronoun stands
 * for, the name is enough (`antecedent`); else the sentence before must come along (`needs`).
 */
#ifndef SUMMARIZE_OPENINGS_H
#define SUMMARIZE_OPENINGS_H

#include "features.h"

struct openings {
	struct str *antecedent; /* [S] the name that the opening pronoun stands for; empty: none */
	uint32_t *needs;        /* [S] the candidate before, or UINT32_MAX */
};

/* Memory: the arena. */
void openings_read(const struct view *view, struct arena *arena, struct openings *openings);

#endif
