/*
 * scars.h: two-word names that a rewriting tool has turned round.
 *
 * Such tools replace `South Korea` by `Korea's South`, often inside a longer word: `Korea’s Southn`
 * was `South Korean`. With a left-over suffix that makes no word, or with a second possessive, the
 * case is certain; the bare form could be meant (`Africa’s south`), so it is repaired only where
 * the document shows what happened, and flagged elsewhere.
 */
#ifndef CLEAN_SCARS_H
#define CLEAN_SCARS_H

#include "filters/clean/draft.h"

struct scar {
	size_t begin, end; /* Y’s X and its suffix */
	struct str name;   /* `X Y`, as it stands in the names table */
	struct str suffix; /* n, ns, ese …; empty for the bare form */
	bool is_certain;
};

/*
 * The next scar at or after *pos, which is moved behind it. names: data/names.tsv, sorted; words:
 * data/words.txt, sorted.
 */
bool scars_next(struct str names, struct str words, struct str text, size_t *pos, struct scar *scar);

/* What a document shows about one name. */
struct scar_evidence {
	struct str name;
	size_t n_certain, n_bare; /* scars */
	size_t n_whole;           /* the name as it should be */
	bool is_abbreviated;      /* `N Korea` in the title */
};

/* Whether the bare form of the name is to be repaired. */
bool scar_is_proven(const struct scar_evidence *evidence);

/* The name as it was: `South Korea` + `n`; memory from the arena. */
struct str scar_repaired(const struct scar *scar, struct arena *arena);

#endif
