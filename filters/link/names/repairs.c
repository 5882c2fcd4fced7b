/* repairs.c: the words beside a mention, the two sides of an "and", what stands behind a known name. */
#include "repairs.h"

#include "titles.h"

enum {
	WHOLE_BESIDE = 3, /* tokens on either side of a mention that a whole name may add */
	WELL_KNOWN = 60,  /* popularity from which it counts: 12 sightings or so */
};

static const double SURE = 0.95; /* of a tagger: its range is part of no other name */

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

/* What a well-known thing of several words is, that has the very name; no film or book, of which any words may be the title. */
static bool is_well_known(const struct repair *repair, struct str text, enum mention_type *type)
{
	static const enum mention_type types[KB_TYPES] = { [KB_PERSON] = MENTION_PER,   [KB_ORGANISATION] = MENTION_ORG,
		                                           [KB_COUNTRY] = MENTION_LOC,  [KB_PLACE] = MENTION_LOC,
		                                           [KB_FACILITY] = MENTION_LOC, [KB_EVENT] = MENTION_MISC,
		                                           [KB_MISC] = MENTION_MISC };
	struct kb_candidate found[KB_MAX_CANDIDATES];
	struct buf key = { NULL, 0, 0 };
	struct kb_entity entity;
	bool is_known = false;
	size_t n;

	kb_add_key(&key, text);
	n = kb_find(repair->set, buf_str(&key), found, KB_MAX_CANDIDATES);
	for (size_t i = 0; i < n && !is_known; i++) {
		kb_entity(repair->set, &found[i], &entity);
		is_known = found[i].naming <= KB_ALIAS && found[i].popularity >= WELL_KNOWN && entity.type != KB_ANY &&
		           entity.type != KB_WORK && entity.type != KB_OFFICE;
		*type = types[entity.type];
	}
	buf_free(&key);
	return is_known;
}

/* Whether a token may stand inside of a name: a capitalised word, a small one that joins. */
static bool may_join(struct str form)
{
	static const char *const small[] = { "of", "for", "and", "&", "the", "in" };

	if (form.len && form.at[0] >= 'A' && form.at[0] <= 'Z')
		return true;
	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		if (str_is(form, small[i]))
			return true;
	return false;
}

/*
 * "Madrid", "Germany", "Vietnam": part of the name of a well-known thing of whatever type, "Real Madrid", "Alternative for
 * Germany", "Vietnam War"; the longest one. True where there is one.
 */
static bool take_whole(const struct repair *repair, struct mention *mention, uint32_t low, uint32_t high)
{
	uint32_t first = mention->first, last = mention->last;

	while (first > low && mention->first - first < WHOLE_BESIDE && may_join(repair->layers->tokens[first - 1].form))
		first--;
	while (last < high && last - mention->last < WHOLE_BESIDE && may_join(repair->layers->tokens[last + 1].form))
		last++;
	for (uint32_t n = last - first + 1; n > mention->last - mention->first + 1; n--) {
		for (uint32_t begin = first; begin + n - 1 <= last && begin <= mention->first; begin++) {
			uint32_t end = begin + n - 1;
			enum mention_type type;

			if (end < mention->last || (begin < mention->first && !may_belong(repair, begin, begin)) ||
			    (end > mention->last && !may_belong(repair, end, end - 1)) ||
			    !is_well_known(repair, text_between(repair, begin, end), &type))
				continue;
			mention->type = type;
			set_range(repair, mention, begin, end);
			return true;
		}
	}
	return false;
}

/* low, high: tokens that the mention may take, both included. */
static void widen(const struct repair *repair, struct mention *mention, uint32_t low, uint32_t high)
{
	uint32_t first = mention->first, last = mention->last;

	if (mention->score < SURE && take_whole(repair, mention, low, high))
		return;
	if (first > low && may_belong(repair, first - 1, first - 1) &&
	    is_known(repair, text_between(repair, first - 1, last), mention->type))
		first--;
	else if (last < high && may_belong(repair, last + 1, last) &&
	         is_known(repair, text_between(repair, first, last + 1), mention->type))
		last++;
	if (first < mention->first || last > mention->last)
		set_range(repair, mention, first, last);
}

/* Whether the best known of the name has the article in its label: "The Guardian", "The Hague". */
static bool is_named_with_article(const struct repair *repair, struct str text)
{
	struct kb_candidate found[KB_MAX_CANDIDATES];
	struct buf key = { NULL, 0, 0 };
	struct kb_entity entity;
	bool is_named = false;

	kb_add_key(&key, text);
	if (kb_find(repair->set, buf_str(&key), found, KB_MAX_CANDIDATES)) {
		kb_entity(repair->set, &found[0], &entity);
		is_named = found[0].naming == KB_LABEL && (str_starts(entity.label, "The ") || str_starts(entity.label, "The_"));
	}
	buf_free(&key);
	return is_named;
}

/* Whether what follows is inside of a clause: not behind a quotation mark, a colon, a dash. */
static bool goes_on(struct str form)
{
	char last = form.len ? form.at[form.len - 1] : 0;

	return (last >= 'a' && last <= 'z') || last == ',';
}

/*
 * "for The Onion": an article with a capital belongs to the name, as 45 of 58 golds of the linking sets have it. At the begin of a
 * sentence and in a headline, where any has one, only where the knowledge base says so.
 */
static void take_article(const struct repair *repair, struct mention *mention, uint32_t low)
{
	const struct sentence *sentence = &repair->layers->sentences[mention->sentence];
	uint32_t first = mention->first;
	bool is_headline = sentence->paragraph != LAYERS_NONE &&
	                   str_is(repair->layers->paragraphs[sentence->paragraph].kind, "title");

	if (first == low || mention->type == MENTION_PER || !str_is(repair->layers->tokens[first - 1].form, "The") ||
	    repair->layers->tokens[first - 1].end + 1 != repair->layers->tokens[first].begin)
		return;
	if ((!is_headline && first - 1 > sentence->first_token && goes_on(repair->layers->tokens[first - 2].form)) ||
	    is_named_with_article(repair, mention->text))
		set_range(repair, mention, first - 1, mention->last);
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

static bool is_place_word(struct str form)
{
	return str_is(form, "in") || str_is(form, "at") || str_is(form, "near");
}

/* "Tusk", "Enver Solomon": a person's name by the knowledge base or by its given name. */
static bool is_person(const struct repair *repair, uint32_t first, uint32_t last)
{
	struct buf key = { NULL, 0, 0 };
	bool is_given;

	kb_add_key(&key, repair->layers->tokens[first].form);
	is_given = last == first + 1 && kb_given_gender(repair->set, buf_str(&key)) != KB_GENDER_UNKNOWN;
	buf_free(&key);
	return is_given || is_known(repair, text_between(repair, first, last), MENTION_PER);
}

/*
 * Narrows a name that nobody knows to the longest known one at its begin, where a person's name or "in …" stands behind:
 * "European Council Tusk", "Institute of Technology in Linguistics". `second` gets the person.
 */
static bool narrow(const struct repair *repair, struct mention *mention, struct mention *second)
{
	uint32_t first = mention->first, end = mention->last;
	bool is_split = false;

	if (mention->type == MENTION_PER || end < first + 2 || is_known(repair, mention->text, mention->type))
		return false;
	while (--end > first) {
		is_split = end + 2 >= mention->last && is_person(repair, end + 1, mention->last);
		if ((is_split || is_place_word(repair->layers->tokens[end + 1].form)) &&
		    is_known(repair, text_between(repair, first, end), mention->type))
			break;
	}
	if (end == first)
		return false;
	if (is_split) {
		*second = *mention;
		second->type = MENTION_PER;
		set_range(repair, second, end + 1, mention->last);
	}
	set_range(repair, mention, first, end);
	return is_split;
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
	if (low <= mention->first)
		take_article(repair, mention, low);
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
		           (split(&repair, mention, &items[n_new]) || narrow(&repair, mention, &items[n_new]));
		number_new(&repair, mention);
		if (is_split)
			number_new(&repair, &items[n_new++]);
	}
	return n_new;
}
