/*
 * forms.h: the distinct lower-case words of a document, numbered in the order of their coming.
 *
 * An open-addressing table of hashes and numbers; a word is compared with one of the same hash, so a
 * look-up touches a slot and a form. Memory: an arena.
 */
#ifndef SUMMARIZE_FORMS_H
#define SUMMARIZE_FORMS_H

#include "common/arena.h"
#include "common/str.h"

#define FORMS_NONE UINT32_MAX

struct form {
	struct str lower;
	uint32_t hash;
	uint32_t term;    /* TERMS_NONE for a stop word (terms.h) */
	uint32_t classes; /* set of enum word_class */
	uint64_t marker;  /* its bit, or 0 (markers.h) */
};

struct forms {
	struct form *items;
	size_t n, cap;
	uint32_t *slots; /* number and 1; 0: empty */
	size_t n_slots;
	struct arena *arena;
};

void forms_init(struct forms *forms, struct arena *arena);

/*
 * Of a word. Here and below, FORMS_PADDING bytes behind the word must be readable, whatever they are:
 * words are read eight bytes at a time.
 */
enum { FORMS_PADDING = 7 };
uint32_t forms_hash(struct str lower);

/* The number of a word, or FORMS_NONE. */
uint32_t forms_find(const struct forms *forms, struct str lower, uint32_t hash);

/* Adds a word that is not there, copied; the caller sets all but lower and hash. Valid until the next. */
struct form *forms_add(struct forms *forms, struct str lower, uint32_t hash);

#endif
