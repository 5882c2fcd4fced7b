/*
 * chains.c: entities get the chain of their best link, or one of their own letters; then mentions are
 * sorted by sentence and place.
 */
#include <stdlib.h>

#include "chains.h"
#include "common/index.h"
#include "common/utf8.h"

enum { NO_CHAIN = UINT32_MAX };

struct place {
	uint32_t sentence;
	struct mention mention;
};

struct gathering {
	struct arena *arena;
	struct index by_number, by_name;
	struct chain *chains;
	size_t n_chains;
	struct place *places;
	size_t n_places;
};

bool chains_is_name(struct str type)
{
	return str_is(type, "PER") || str_is(type, "ORG") || str_is(type, "LOC") || str_is(type, "MISC");
}

/* The best link of each entity: its position in links[], or LAYERS_NONE. */
static uint32_t *best_links(const struct layers *layers, struct arena *arena)
{
	uint32_t *best = arena_array(arena, uint32_t, layers->n_entities);

	for (size_t i = 0; i < layers->n_entities; i++)
		best[i] = LAYERS_NONE;
	for (size_t i = 0; i < layers->n_links; i++) {
		uint32_t *place = &best[layers->links[i].entity];

		if (*place == LAYERS_NONE || layers->links[i].rank < layers->links[*place].rank)
			*place = (uint32_t)i;
	}
	return best;
}

static uint32_t chain_by_number(struct gathering *gathering, uint32_t number)
{
	struct str key = arena_str(gathering->arena, str_at((const char *)&number, sizeof number));
	bool is_new;
	uint32_t *place = index_put(&gathering->by_number, key, (uint32_t)gathering->n_chains, &is_new);

	if (is_new)
		gathering->chains[gathering->n_chains++] = (struct chain){ .number = number };
	return *place;
}

static uint32_t chain_by_name(struct gathering *gathering, struct str name)
{
	struct buf lower = { 0 };
	bool is_new;
	uint32_t *place;

	utf8_add_lower(&lower, name);
	place = index_put(&gathering->by_name, arena_str(gathering->arena, buf_str(&lower)),
	                  (uint32_t)gathering->n_chains, &is_new);
	buf_free(&lower);
	if (is_new)
		gathering->chains[gathering->n_chains++] = (struct chain){ 0 };
	return *place;
}

static void add_mention(struct gathering *gathering, uint32_t chain, uint32_t sentence, uint32_t begin,
                        uint32_t end, struct str text, bool is_name)
{
	struct chain *it = &gathering->chains[chain];

	if (sentence == LAYERS_NONE)
		return;
	if (it->n_mentions == 0 || sentence < it->first_sentence)
		it->first_sentence = sentence;
	it->n_mentions++;
	it->n_names += is_name;
	gathering->places[gathering->n_places++] =
	        (struct place){ sentence, { chain, begin, end, text, is_name } };
}

static int compare_entities(const void *a, const void *b)
{
	const struct entity *x = *(const struct entity *const *)a, *y = *(const struct entity *const *)b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* The entities in text order: `link` may have added some at the end. */
static const struct entity **in_text_order(const struct layers *layers, struct arena *arena)
{
	const struct entity **order = arena_items(arena, layers->n_entities, sizeof *order);

	bool is_sorted = true;

	for (size_t i = 0; i < layers->n_entities; i++) {
		order[i] = &layers->entities[i];
		is_sorted = is_sorted && (i == 0 || compare_entities(&order[i - 1], &order[i]) < 0);
	}
	if (!is_sorted)
		qsort(order, layers->n_entities, sizeof *order, compare_entities);
	return order;
}

/* Whether order[at], without a link, overlaps an entity with one. */
static bool is_covered(const struct layers *layers, const struct entity **order, size_t at,
                       const uint32_t *best)
{
	enum { NEAR = 4 }; /* no more names than that overlap one */
	const struct entity *entity = order[at];

	if (best[entity - layers->entities] != LAYERS_NONE)
		return false;
	for (size_t i = at > NEAR ? at - NEAR : 0; i < layers->n_entities && i <= at + NEAR; i++) {
		if (best[order[i] - layers->entities] != LAYERS_NONE && order[i]->begin < entity->end &&
		    entity->begin < order[i]->end)
			return true;
	}
	return false;
}

static void add_entity(struct gathering *gathering, const struct entity *entity,
                       const struct entity_link *link, bool is_adjective)
{
	uint32_t chain = link && link->chain ? chain_by_number(gathering, link->chain)
	                                     : chain_by_name(gathering, entity->text);
	struct chain *it = &gathering->chains[chain];

	if (it->noun.len == 0 && entity->text.len > it->name.len)
		it->type = entity->type;
	if (entity->text.len > it->name.len)
		it->name = entity->text;
	if (!is_adjective && entity->text.len > it->noun.len) {
		it->noun = entity->text;
		it->type = entity->type;
	}
	if (link && !it->id.len) {
		it->kb = link->kb;
		it->id = link->id;
		it->label = link->label;
	}
	add_mention(gathering, chain, entity->sentence, entity->begin, entity->end, entity->text,
	            true);
}

static bool is_adjective(const struct layers *layers, const struct entity *entity)
{
	return str_is(entity->type, "MISC") ||
	       (entity->last != LAYERS_NONE && str_is(layers->tokens[entity->last].upos, "ADJ"));
}

static bool has_small_letter(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] >= 'a' && text.at[i] <= 'z')
			return true;
	}
	return false;
}

struct str chains_title(const struct chain *chain)
{
	bool has_label = chain->label.len && !str_is(chain->kb, "nil");
	bool may_be_initials = str_is(chain->type, "ORG");

	if (chain->noun.len == 0)
		return has_label ? chain->label : chain->name;
	return has_label && !has_small_letter(chain->noun) && !may_be_initials ? chain->label : chain->noun;
}

static int compare_mentions(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return (x->chain > y->chain) - (x->chain < y->chain);
}

static void sort_mentions(struct mention *mentions, size_t n)
{
	size_t k = 1;

	while (k < n && compare_mentions(&mentions[k - 1], &mentions[k]) <= 0)
		k++;
	if (k < n)
		qsort(mentions, n, sizeof *mentions, compare_mentions);
}

/* The places, sentence by sentence, each sentence's in text order. */
static void lay_out(struct gathering *gathering, size_t n_sentences, struct chains *chains)
{
	uint32_t *first = arena_zeroed(gathering->arena, (n_sentences + 2) * sizeof *first), *next = first + 1;

	chains->mentions = arena_array(gathering->arena, struct mention, gathering->n_places);
	chains->first = first;
	for (size_t k = 0; k < gathering->n_places; k++)
		first[gathering->places[k].sentence + 2]++;
	for (size_t s = 0; s < n_sentences; s++)
		next[s + 1] += next[s];
	for (size_t k = 0; k < gathering->n_places; k++)
		chains->mentions[next[gathering->places[k].sentence]++] = gathering->places[k].mention;
	for (size_t s = 0; s < n_sentences; s++)
		sort_mentions(chains->mentions + first[s], first[s + 1] - first[s]);
}

void chains_read(const struct layers *layers, struct arena *arena, struct chains *chains)
{
	size_t most = layers->n_entities + layers->n_references;
	struct gathering gathering = {
		.arena = arena,
		.by_number = { .arena = arena },
		.by_name = { .arena = arena },
		.chains = arena_array(arena, struct chain, most),
		.places = arena_array(arena, struct place, most),
	};
	uint32_t *best = best_links(layers, arena);
	const struct entity **order = in_text_order(layers, arena);

	chains->n_values = arena_zeroed(arena, layers->n_sentences * sizeof *chains->n_values);
	for (size_t i = 0; i < layers->n_entities; i++) {
		const struct entity *entity = order[i];
		uint32_t link = best[entity - layers->entities];

		if (chains_is_name(entity->type)) {
			if (!is_covered(layers, order, i, best))
				add_entity(&gathering, entity,
				           link == LAYERS_NONE ? NULL : &layers->links[link],
				           is_adjective(layers, entity));
		} else if (entity->sentence != LAYERS_NONE) {
			chains->n_values[entity->sentence]++;
		}
	}
	for (size_t i = 0; i < layers->n_references; i++) {
		const struct reference *reference = &layers->references[i];

		if (reference->chain)
			add_mention(&gathering, chain_by_number(&gathering, reference->chain),
			            reference->sentence, reference->begin, reference->end,
			            reference->text, false);
	}
	lay_out(&gathering, layers->n_sentences, chains);
	chains->chains = gathering.chains;
	chains->n_chains = gathering.n_chains;
}
