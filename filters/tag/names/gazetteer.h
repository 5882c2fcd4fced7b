/*
 * gazetteer.h: known names and what they are names of, as a table of fingerprints.
 *
 * Section "ent.gaz": a power of two of 32-bit entries, 0 = free, linear probing. An entry holds 24
 * bits of a name's hash and a set of GAZETTEER_* bits. A name is hashed token by token in lower
 * case; a wrong name is taken for a known one about once in four million look-ups.
 */
#ifndef TAG_GAZETTEER_H
#define TAG_GAZETTEER_H

#include "common/str.h"
#include "filters/tag/hash.h"

enum {
	GAZETTEER_PERSON = 1 << 0,  /* a full name */
	GAZETTEER_GIVEN = 1 << 1,   /* a given name, one word */
	GAZETTEER_SURNAME = 1 << 2, /* the last word of persons' names */
	GAZETTEER_PLACE = 1 << 3,
	GAZETTEER_COUNTRY = 1 << 4,
	GAZETTEER_ORG = 1 << 5,
	GAZETTEER_PEOPLE = 1 << 6, /* a nationality */
	GAZETTEER_OTHER = 1 << 7,  /* events, works, products, laws */

	GAZETTEER_MAX_TOKENS = 6, /* longer names are not in the table */
};

struct gazetteer {
	const uint32_t *entries; /* NULL: nothing is known */
	size_t mask;             /* number of entries - 1 */
};

/* Looks at the section; false where its size is not a power of two or it has no free entry. */
bool gazetteer_read(struct str section, struct gazetteer *gazetteer);

/* The hash of a name: start with 0 and add the hash (hash.h) of each token in lower case. */
static inline uint64_t gazetteer_hash(uint64_t so_far, uint64_t token_hash)
{
	return hash_pair(so_far, token_hash);
}

/* The bits of a name; 0 where it is not known. */
uint8_t gazetteer_find(const struct gazetteer *gazetteer, uint64_t hash);

#endif
