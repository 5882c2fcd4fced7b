/*
 * rank.h: which candidate a name means, and how sure that is.
 *
 * A logistic model over a handful of features gives each candidate of a name the chance that it is meant:
 * how the name names it and how often that was seen, how well known it is, whether its type is the mention's,
 * whether the rest of the document speaks of its country, whether its description shares words with the
 * document. Two rounds: the first without the document's countries, which are counted from its choices.
 * The weights were fitted on the development halves of the linking sets (scripts/bench/link).
 */
#ifndef LINK_RANK_H
#define LINK_RANK_H

#include "filters/link/kb/candidates.h"

/* One possible meaning of a name, best first in `struct choice`. */
struct meaning {
	struct candidate candidate;
	struct str kb, id, label; /* as the link row has them */
	struct str country;       /* of the entity, or empty */
	struct str description;
	enum kb_type type;
	enum kb_gender gender;
	double own;    /* the part of its weight that the document's other links do not change */
	double score;  /* 0 to 1 */
	struct str why; /* for --explain; empty unless asked for */
};

/* What a name means: meanings[0] where its score reaches the threshold, else NIL. */
struct choice {
	struct meaning *meanings;
	size_t n;
	bool is_linked;
	bool is_shared;   /* things of several countries have this very name */
	double nil_score; /* of NIL: 1 - the best score */
};

struct ranking {
	struct choice *choices; /* [n_names] of struct mentions */
};

struct rank_options {
	double threshold; /* below: NIL */
	bool explain;
};

#define RANK_DEFAULTS { .threshold = 0.42, .explain = false }

void rank_names(const struct layers *layers, const struct kb_set *set, struct mentions *mentions,
                const struct rank_options *options, struct arena *arena, struct ranking *ranking);

#endif
