/*
 * chains.h: whom and what a document names, and where.
 *
 * A chain is all mentions of one thing: the names that `link` joined and its pronouns and
 * descriptions (`ref` rows). Without `link`, names of the same letters, case aside, are a chain.
 * Dates, amounts and the like make no chain. Of overlapping names the linked one counts.
 *
 *      entities, links, references -> chains[C], mentions of each sentence -> chain
 */
#ifndef SUMMARIZE_CHAINS_H
#define SUMMARIZE_CHAINS_H

#include "common/arena.h"
#include "common/layers.h"

struct chain {
	uint32_t number;         /* as in the rows; 0 where `link` made none */
	struct str name;         /* its longest form, the first of these */
	struct str type;         /* of `noun`; of `name` where there is none */
	struct str noun;         /* its longest form that is no adjective; empty where all are ("Korean") */
	struct str kb, id;       /* empty without `link` */
	struct str label;        /* the KB's name for it; empty where it has none */
	uint32_t n_names, n_mentions; /* mentions: names and references */
	uint32_t first_sentence; /* position of the first mention */
};

struct mention {
	uint32_t chain; /* position in chains[] */
	uint32_t begin, end;
	struct str text;
	bool is_name;   /* and not a pronoun or a description */
};

struct chains {
	struct chain *chains;
	size_t n_chains;
	struct mention *mentions; /* grouped by sentence, in text order */
	uint32_t *first;          /* [S + 1] where the mentions of each sentence begin */
	uint32_t *n_values;       /* [S] dates, amounts and the like in each sentence */
};

/* Memory: the arena. A document without entities has no chains. */
void chains_read(const struct layers *layers, struct arena *arena, struct chains *chains);

/*
 * What to call it: as the document names it in full; by the KB's name where the document has only
 * adjectives of it, initials of a place (`US`), or a name all in capitals.
 */
struct str chains_title(const struct chain *chain);

/* Whether the type is one that makes chains: PER ORG LOC MISC. */
bool chains_is_name(struct str type);

#endif
