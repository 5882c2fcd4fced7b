/*
 * mentions.h: names and expressions found in a document, and how their sources are put together.
 *
 * Three sources: the user's own names (names.h), the model's names (entities.h), and expressions of
 * time and amount found by rule (expressions.h). A document's final mentions never overlap.
 */
#ifndef TAG_MENTIONS_H
#define TAG_MENTIONS_H

#include "common/arena.h"
#include "filters/tag/tokens.h"

/* The first ENTITY_NAMES types are names. */
enum entity_type {
	ENTITY_PER,
	ENTITY_ORG,
	ENTITY_LOC,
	ENTITY_MISC,
	ENTITY_NAMES,
	ENTITY_DATE = ENTITY_NAMES,
	ENTITY_TIME,
	ENTITY_MONEY,
	ENTITY_PERCENT,
	ENTITY_QUANTITY,
	ENTITY_TYPES,
};

struct mention {
	uint32_t sentence;    /* from 0 */
	uint32_t first, last; /* tokens of the sentence, from 0, both included */
	enum entity_type type;
	float score; /* probability that exactly this span and type is right */
};

/* Mentions of one source: in text order, not overlapping. Zeroed is a valid empty list. */
struct mentions {
	struct mention *at;
	size_t n, cap;
};

/* "PER" … "QUANTITY", as the `ent` row has it. */
const char *entity_type_name(enum entity_type type);

/* The type of a name, any case; false where it is none of ours. */
bool entity_type_of(struct str name, enum entity_type *type);

/* Appends; the list grows in the arena. */
void mentions_add(struct mentions *list, struct mention mention, struct arena *arena);

/*
 * All mentions of a document, in text order, none overlapping: the user's names win over all,
 * the model's names over expressions, unless the name lies inside a longer DATE or TIME ("May" in
 * "May 5, 2021") or its span is the same and its score is below one half.
 */
struct mentions mentions_join(const struct mentions *user, const struct mentions *found,
                              const struct mentions *expressions, struct arena *arena);

#endif
