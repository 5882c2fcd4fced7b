/* repairs.c: the words beside a mention, and the two sides of an "and". */
#include "repairs.h"

#include "titles.h"

struct repair {
	const struct layers *layers;
	const struct kb_set *set;
	struct arena *arena;
	uint32_t next_number;
};

static bool fits(enum mention_type mention, enum kb_type type)
{
	switch (mention) {
	case MENTION_PER: return type == KB_PERSON;
	case MENTION_ORG: return type == KB_ORGANISATION;
	case MENTION_LOC: return type == KB_COUNTRY || type == KB_PLACE || type == KB_FACILITY;
	case MENTION_MISC: return type == KB_EVENT || type == KB_WORK || type == KB_MISC || type == KB_COUNTRY;
	}
	return false;
}

/* Whether the knowledge base has a name for something of the mention's type. */
static bool is_known(const struct repair *repair, struct str text, enum mention_type type)
{
	struct kb_candidate found[KB_MAX_CANDIDATES];
	struct buf key = { NULL, 0, 0 };
	struct kb_entity entity;
	bool known = false;
	size_t n;

	kb_add_key(&key, text);
	n = kb_find(repair->set, buf_str(&key), found, KB_MAX_CANDIDATES);
	for (size_t i = 0; i < n && !known; i++) {
		kb_entity(repair->set, &found[i], &entity);
		known = found[i].naming <= KB_DEMONYM && fits(type, entity.type);
	}
	buf_free(&key);
	return known;
}

/* The forms of tokens, with the blanks between them that the text has. */
static struct str text_between(const struct repair *repair, uint32_t first, uint32_t last)
{
	struct buf text = { NULL, 0, 0 };
	struct str kept;

	for (uint32_t t = first; t <= last; t++) {
		if (t > first && repair->layers->tokens[t].begin > repair->layers->tokens[t - 1].end)
			buf_add_byte(&text, ' ');
		buf_add_str(&text, repair->layers->tokens[t].form);
	}
	kept = arena_str(repair->arena, buf_str(&text));
	buf_free(&text);
	return kept;
}

static void set_range(const struct repair *repair, struct mention *mention, uint32_t first, uint32_t last)
{
	mention->first = first;
	mention->last = last;
	mention->begin = repair->layers->tokens[first].begin;
	mention->end = repair->layers->tokens[last].end;
	mention->text = text_between(repair, first, last);
	mention->is_new = true;
}

/* A capitalised word that is no title, with one blank to the word behind it. */
static bool may_belong(const struct repair *repair, uint32_t token, uint32_t before_token)
{
	struct str form = repair->layers->tokens[token].form;
	enum kb_gender gender;

	return form.len > 1 && form.at[0] >= 'A' && form.at[0] <= 'Z' && title_find(form, &gender) == TITLE_NONE &&
	       !str_is(form, "The") && repair->layers->tokens[before_token].end + 1 == repair->layers->tokens[before_token + 1].begin;
}

/* low, high: tokens that the mention may take, both included. */
static void widen(const struct repair *repair, struct mention *mention, uint32_t low, uint32_t high)
{
	uint32_t first = mention->first, last = mention->last;

	if (first > low && may_belong(repair, first - 1, first - 1) &&
	    is_known(repair, text_between(repair, first - 1, last), mention->type))
		first--;
	else if (last < high && may_belong(repair, last + 1, last) &&
	         is_known(repair, text_between(repair, first, last + 1), mention->type))
		last++;
	if (first < mention->first || last > mention->last)
		set_range(repair, mention, first, last);
}

/* Splits "A and B"; `second` gets B. */
static bool split(const struct repair *repair, struct mention *mention, struct mention *second)
{
	uint32_t and = mention->first + 1;

	while (and < mention->last && !str_is(repair->layers->tokens[and].form, "and"))
		and++;
	if (and >= mention->last || is_known(repair, mention->text, mention->type) ||
	    !is_known(repair, text_between(repair, mention->first, and - 1), mention->type) ||
	    !is_known(repair, text_between(repair, and + 1, mention->last), mention->type))
		return false;
	*second = *mention;
	set_range(repair, second, and + 1, mention->last);
	set_range(repair, mention, mention->first, and - 1);
	return true;
}

static uint32_t free_number(const struct layers *layers)
{
	uint32_t most = 0;

	for (size_t i = 0; i < layers->n_entities; i++)
		if (layers->entities[i].number > most)
			most = layers->entities[i].number;
	return most + 1;
}

/* Tokens between the mentions before and behind, inside of the sentence. */
static void widen_between(const struct repair *repair, struct mention *items, size_t n, size_t i)
{
	struct mention *mention = &items[i];
	const struct sentence *sentence = &repair->layers->sentences[mention->sentence];
	uint32_t low = sentence->first_token, high = sentence->first_token + sentence->n_tokens - 1;

	if (i > 0 && items[i - 1].sentence == mention->sentence && items[i - 1].last != LAYERS_NONE)
		low = items[i - 1].last + 1;
	if (i + 1 < n && items[i + 1].sentence == mention->sentence && items[i + 1].first != LAYERS_NONE)
		high = items[i + 1].first - 1;
	if (low <= mention->first && mention->last <= high)
		widen(repair, mention, low, high);
}

static void number_new(struct repair *repair, struct mention *mention)
{
	if (mention->is_new)
		mention->number = repair->next_number++;
}

size_t repairs_apply(const struct layers *layers, const struct kb_set *set, struct arena *arena,
                     struct mention *items, size_t n)
{
	struct repair repair = { .layers = layers, .set = set, .arena = arena, .next_number = free_number(layers) };
	struct mention *old = arena_array(arena, struct mention, n);
	size_t n_new = 0;

	for (size_t i = 0; i < n; i++)
		if (items[i].sentence != LAYERS_NONE && items[i].first != LAYERS_NONE)
			widen_between(&repair, items, n, i);
	if (n)
		memcpy(old, items, n * sizeof *items);
	for (size_t i = 0; i < n; i++) {
		struct mention *mention = &items[n_new++];
		bool holds_others = i + 1 < n && old[i + 1].begin < old[i].end, is_split;

		*mention = old[i];
		is_split = !holds_others && mention->first != LAYERS_NONE && mention->last > mention->first + 1 &&
		           split(&repair, mention, &items[n_new]);
		number_new(&repair, mention);
		if (is_split)
			number_new(&repair, &items[n_new++]);
	}
	return n_new;
}
