/*
 * openings.c: the first word of each candidate against its classes and the chains.
 */
#include "openings.h"

/* The name of the chain that the sentence's first mention, at its very beginning, refers to. */
static struct str find_antecedent(const struct view *view, size_t i)
{
	enum { MARKS = 4 }; /* an opening quotation mark may stand before it */
	const struct chains *chains = &view->chains;
	const struct mention *mention = &chains->mentions[chains->first[i]];
	const struct chain *chain;

	if (chains->first[i] == chains->first[i + 1] || mention->is_name ||
	    mention->begin > view->layers->sentences[i].begin + MARKS)
		return str_at(NULL, 0);
	chain = &chains->chains[mention->chain];
	return chain->n_names ? chain->name : chain->label;
}

void openings_read(const struct view *view, struct arena *arena, struct openings *openings)
{
	size_t n_sentences = view->terms.n_sentences;
	uint32_t before = UINT32_MAX;

	openings->antecedent = arena_zeroed(arena, n_sentences * sizeof *openings->antecedent);
	openings->needs = arena_array(arena, uint32_t, n_sentences);
	for (size_t i = 0; i < n_sentences; i++) {
		const struct facts *facts = &view->terms.facts[i];

		openings->needs[i] = UINT32_MAX;
		if (!view->is_candidate[i])
			continue;
		openings->antecedent[i] = find_antecedent(view, i);
		if (!openings->antecedent[i].len && (facts->opening & WORD_PERSON) && !facts->opens_quoted)
			openings->needs[i] = before;
		before = (uint32_t)i;
	}
}
