/*
 * mentions.h: the names of a document, made ready for look-up.
 *
 * A mention is an ent row of type PER, ORG, LOC or MISC. Its bare name is what is left without article,
 * possessive, titles ("Mr.", "President", "Professor") and quotation marks; the search key of that
 * (kb.h) is what the document's names are compared by. Mentions with the same key and type share a
 * `struct name`: all that is looked up or decided once for them lies there.
 *
 *      layers -> mentions [M] -> names [N], N <= M
 *
 * Works without tok rows and sentences: what stands around a mention is then not known, the rest is
 * the same.
 */
#ifndef LINK_MENTIONS_H
#define LINK_MENTIONS_H

#include "common/layers.h"
#include "filters/link/kb/kb.h"

enum mention_type { MENTION_PER, MENTION_ORG, MENTION_LOC, MENTION_MISC };

struct mention {
	uint32_t number;                /* of its ent row */
	uint32_t sentence, first, last; /* positions as in struct entity, or LAYERS_NONE */
	uint32_t begin, end;            /* raw bytes */
	enum mention_type type;
	struct str text;       /* of the ent row */
	double score;          /* of the ent row */
	bool is_new;           /* link's own, with no ent row yet: a mention widened or narrowed */
	struct str bare;       /* the bare name, a slice of the text */
	struct str title;      /* the words before the bare name that say what somebody is, or empty */
	enum kb_gender gender; /* as the title tells */
	uint32_t name;         /* position in names[] */
	uint32_t chain;        /* from 1; set by chains.h */
};

struct name {
	struct str key;
	struct str *words; /* of the key */
	size_t n_words;
	enum mention_type type;
	uint32_t first_mention, n_mentions;
	struct str bare;          /* as first written */
	enum kb_gender gender;    /* as most titles tell */
	uint32_t full;            /* the longer name of the document that this one is short for; itself where none */
	bool is_acronym;          /* full is what its letters stand for */
};

struct mentions {
	struct mention *items; /* in the order of the text */
	size_t n;
	struct name *names; /* in the order of their first mention */
	size_t n_names;
};

/*
 * Collects the mentions of a document and repairs those that were cut too long or too short, as far as
 * `set` and the document know better. Memory: the arena.
 */
void mentions_collect(const struct layers *layers, const struct kb_set *set, struct arena *arena,
                      struct mentions *mentions);

#endif
