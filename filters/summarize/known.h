/*
 * known.h: what the reader knows already: the terms of documents that were named and have come.
 *
 * Nothing of their text is kept but each distinct stem once, so memory grows with the vocabulary of
 * the named documents and not with the stream. A sentence of a later document pays for the share of
 * its content (squared idf of its terms) that is known: the update task of multi-document
 * summarisation (Dang and Owczarzak, TAC 2008), with the redundancy measure of select.h.
 */
#ifndef SUMMARIZE_KNOWN_H
#define SUMMARIZE_KNOWN_H

#include "terms.h"

/*
 * Of a sentence all of whose content is known. Old and new sentences of a story often differ by half of
 * their content, which then counts as much as being the document's best or worst (rank.h).
 */
#define KNOWN_COST 2.0

/* Zeroed: nobody named, nothing known. */
struct known {
	struct index came;  /* id of a named document -> whether it has come, 0 or 1 */
	struct index stems; /* stem -> 1 */
	struct arena stem_bytes;
};

/* Cuts the first id off a list of ids parted by blanks; false where none is left. */
bool known_next_id(struct str *rest, struct str *id);

/* Names the documents; `ids` is borrowed. */
void known_name(struct known *known, struct str ids);

bool known_is_named(const struct known *known, struct str id);
bool known_has_come(const struct known *known, struct str id);

/* Keeps the terms of a document that was named; of others nothing. */
void known_learn(struct known *known, struct str id, const struct terms *terms);

/* [V] which terms of a document are known, in the arena; NULL where nothing is. */
bool *known_terms(const struct known *known, const struct terms *terms, struct arena *arena);

/* What sentence i loses of its score, 0 to KNOWN_COST. is_known may be NULL. */
double known_part(const struct terms *terms, const bool *is_known, size_t i);

void known_free(struct known *known);

#endif
