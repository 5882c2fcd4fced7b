/*
 * candidates.h: what a name of the document may mean.
 *
 * The key as it stands is asked first; only where the knowledge base does not know it, or knows no
 * entity of the right type, its variants: other spellings of a given name, initials closed or left out, family name
 * first, Inc, Corp and Ltd, a leading or trailing part. A variant says how far it is from what was
 * written, and that lowers the score.
 */
#ifndef LINK_CANDIDATES_H
#define LINK_CANDIDATES_H

#include "filters/link/names/mentions.h"

enum { CANDIDATES_MAX = 48 };

/* How a candidate was found; further down = further from what was written. */
enum candidate_form {
	FORM_EXACT,   /* the key of the name */
	FORM_SUFFIX,  /* without or with Inc, Corp, Party, City … */
	FORM_VARIANT, /* a given name spelled in another way, initials */
	FORM_ORDER,   /* family name first */
	FORM_PART,    /* a part of the name */
	FORM_TITLE,   /* nothing but the title filter knows it */
	FORM_COUNT,
};

struct candidate {
	struct kb_candidate at; /* not set for FORM_TITLE */
	enum candidate_form form;
	uint32_t alternatives;  /* how many the same look-up found */
};

/*
 * Fills `found` with what a name may mean and returns how many; a FORM_TITLE comes last. `title`:
 * for that form, the title of the article, from the arena.
 */
size_t candidates_find(const struct kb_set *set, const struct name *name, struct arena *arena,
                       struct candidate found[CANDIDATES_MAX], struct str *title);

#endif
