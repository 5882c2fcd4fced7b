/*
 * finder.h: the state of the search for quotations: what was found, and which tokens are taken.
 */
#ifndef LINK_FINDER_H
#define LINK_FINDER_H

#include "contents.h"
#include "quotes.h"

/* Who speaks, and by what words we know. */
struct attribution {
	bool has_source;
	struct noun_phrase source;
	uint32_t cue_first, cue_last;
};

struct finder {
	struct reading text;
	uint32_t *owner; /* [T] number of the quotation that the token is content of; 0 = none */
	struct quote *quotes;
	size_t n_quotes, cap_quotes;
	struct attribution *attributions; /* by number - 1 */
	size_t n_numbers, cap_numbers;
	struct arena *arena;
};

/* Takes the tokens that are free out of [first, last]; false where none is left that is a word. */
bool finder_add_part(struct finder *f, uint32_t number, struct token_range range);

/* A new quotation of one part; 0 where nothing of the range is free. */
uint32_t finder_add_quote(struct finder *f, const struct attribution *attribution,
			  struct token_range range);

/*
 * A second part in the same sentence: `"A," he said, "B."`, and without marks, where the
 * attribution is put in between commas: `The trouble, he said, is that …`
 */
void finder_add_rest(struct finder *f, uint32_t number, uint32_t from, uint32_t end, bool is_plain);

#endif
