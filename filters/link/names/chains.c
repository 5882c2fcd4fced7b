/*
 * chains.c: names to chains by their full name and by what they link to.
 */
#include "chains.h"

#include <stdlib.h>

#include "common/index.h"

/* The chain of a name: that of its full name, or of any name with the same link. */
static void number_chains(struct mentions *mentions, const struct ranking *ranking, struct arena *arena,
                          struct chains *chains)
{
	struct index ids = { .arena = arena };
	uint32_t *of_name = arena_zeroed(arena, (mentions->n_names + 1) * sizeof *of_name);

	for (size_t i = 0; i < mentions->n; i++) {
		uint32_t full = mentions->names[mentions->items[i].name].full;
		const struct choice *choice = &ranking->choices[full];

		if (!of_name[full] && choice->is_linked) {
			struct str parts[2] = { choice->meanings[0].kb, choice->meanings[0].id };
			char *key = arena_alloc(arena, parts[0].len + 1 + parts[1].len);
			bool is_new;
			uint32_t *chain;

			memcpy(key, parts[0].at, parts[0].len);
			key[parts[0].len] = ':';
			memcpy(key + parts[0].len + 1, parts[1].at, parts[1].len);
			chain = index_put(&ids, str_at(key, parts[0].len + 1 + parts[1].len),
			                  chains->n_chains + 1, &is_new);
			chains->n_chains += is_new;
			of_name[full] = *chain;
		} else if (!of_name[full]) {
			of_name[full] = ++chains->n_chains;
		}
		mentions->items[i].chain = of_name[full];
	}
}

static int by_begin(const void *a, const void *b)
{
	const struct chain_span *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return (x->end < y->end) - (x->end > y->end);
}

static void collect_spans(const struct mentions *mentions, struct arena *arena, struct chains *chains)
{
	chains->spans = arena_array(arena, struct chain_span, mentions->n + chains->n_references);
	for (size_t i = 0; i < mentions->n; i++)
		chains->spans[chains->n_spans++] = (struct chain_span){ mentions->items[i].begin,
			                                                mentions->items[i].end,
			                                                mentions->items[i].chain };
	for (size_t i = 0; i < chains->n_references; i++)
		chains->spans[chains->n_spans++] = (struct chain_span){ chains->references[i].begin,
			                                                chains->references[i].end,
			                                                chains->references[i].chain };
	if (chains->n_spans)
		qsort(chains->spans, chains->n_spans, sizeof *chains->spans, by_begin);
}

void chains_build(const struct layers *layers, const struct kb_set *set, struct mentions *mentions,
                  const struct ranking *ranking, struct arena *arena, struct chains *chains)
{
	*chains = (struct chains){ .n_chains = 0 };
	number_chains(mentions, ranking, arena, chains);
	chains->n_references = references_find(layers, set, mentions, ranking, chains->n_chains, arena,
	                                       &chains->references);
	collect_spans(mentions, arena, chains);
}

uint32_t chains_at(const struct chains *chains, uint32_t begin, uint32_t end)
{
	size_t low = 0, high = chains->n_spans;
	uint32_t best = 0, best_len = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (chains->spans[middle].begin < end)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low; i-- > 0 && i + 4 > low;) {
		const struct chain_span *span = &chains->spans[i];

		if (span->end > begin && span->end - span->begin > best_len) {
			best = span->chain;
			best_len = span->end - span->begin;
		}
	}
	return best;
}
