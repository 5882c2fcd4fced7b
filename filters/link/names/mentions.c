/*
 * mentions.c: types of names, keys, and which name of a document is short for which.
 *
 * A short name looks for its longer one by the words that they share: every longer name stands under
 * each of its words, at most MAX_LONGER under one word, so the work stays linear however many people
 * of a document are called Smith.
 */
#include "mentions.h"

#include <stdlib.h>

#include "bare_names.h"
#include "common/index.h"
#include "common/utf8.h"
#include "overlooked.h"
#include "repairs.h"

enum {
	MAX_LONGER = 8,   /* longer names looked at for a short one */
	MAX_ACRONYM = 8,
	WELL_KNOWN = 96,  /* popularity: six doublings above the least */
};

/* --- names ---------------------------------------------------------------------------------- */

static bool type_of(struct str type, enum mention_type *out)
{
	static const char *const types[] = { "PER", "ORG", "LOC", "MISC" };

	for (enum mention_type i = MENTION_PER; i <= MENTION_MISC; i++) {
		if (str_is(type, types[i])) {
			*out = i;
			return true;
		}
	}
	return false;
}

static void split_words(struct name *name, struct arena *arena)
{
	size_t n = 1, at = 0;

	for (size_t i = 0; i < name->key.len; i++)
		n += name->key.at[i] == ' ';
	name->words = arena_array(arena, struct str, n);
	name->n_words = n;
	for (size_t i = 0; i < n; i++) {
		size_t end = str_find(name->key, ' ', at);

		name->words[i] = str_slice(name->key, at, end);
		at = end + 1;
	}
}

/*
 * A name of two words or more means one thing, whatever type it got from place to place: "Tom Cruise" tagged once as an
 * organisation is the person of the rest. One word may well be two things: Paris, and Paris Hilton's. So a word is told by
 * the person of the document whose surname it is, unless it is a well-known place or firm as well, else by the others like it where
 * most agree.
 */
struct vote {
	double of_type[4]; /* sums of the scores of its mentions */
	bool is_one_word, is_surname;
};

static const double SURE = 0.95; /* of a tagger: nothing is corrected */
static const double LIKELY = 0.7; /* of a tagger: that it knows the well-known thing */
static const double MOST = 2;    /* times the votes of another type: most of the mentions agree */
static const double LEAST_VOTE = 0.01; /* a foreign tagger may give no scores */

static enum mention_type winner(const struct vote *vote)
{
	enum mention_type best = MENTION_PER;

	for (enum mention_type type = MENTION_PER; type <= MENTION_MISC; type++)
		if (vote->of_type[type] > vote->of_type[best])
			best = type;
	return best;
}

/* What the knowledge base knows under a key. */
struct known_types {
	size_t n_persons, n_famous[4]; /* famous: by mention type */
	bool is_other;                 /* something that is no person */
	uint8_t named;                 /* bits of mention types: what has it as label or other name */
};

static void read_known_types(const struct kb_set *set, struct str key, struct known_types *known)
{
	static const enum mention_type types[KB_TYPES] = { [KB_ORGANISATION] = MENTION_ORG, [KB_COUNTRY] = MENTION_LOC,
		                                           [KB_PLACE] = MENTION_LOC, [KB_FACILITY] = MENTION_LOC };
	struct kb_candidate found[KB_MAX_CANDIDATES];
	size_t n = kb_find(set, key, found, KB_MAX_CANDIDATES);

	*known = (struct known_types){ 0 };
	for (size_t i = 0; i < n; i++) {
		struct kb_entity entity;

		kb_entity(set, &found[i], &entity);
		known->n_persons += entity.type == KB_PERSON;
		known->is_other |= entity.type != KB_PERSON;
		if (found[i].naming > KB_ALIAS || !types[entity.type])
			continue;
		known->named |= (uint8_t)(1u << types[entity.type]);
		known->n_famous[types[entity.type]] += found[i].popularity >= WELL_KNOWN;
	}
}

/*
 * A type that the knowledge base is sure of: "Pep Guardiola" is a person, "Arsenal" without a title is none, "Nottingham Forest"
 * is nothing but a club.
 */
static enum mention_type corrected(const struct kb_set *set, const struct mention *mention, struct str key,
                                   enum mention_type type)
{
	struct known_types known;
	bool is_one_word = str_find(key, ' ', 0) == key.len;

	if ((is_one_word && type != MENTION_PER) || mention->title.len || mention->score >= SURE)
		return type;
	read_known_types(set, key, &known);
	if (!is_one_word && known.n_persons)
		return known.is_other ? type : MENTION_PER;
	if (!is_one_word && kb_given_gender(set, str_slice(key, 0, str_find(key, ' ', 0))))
		return type;
	if (!is_one_word)
		return known.named == 1u << MENTION_ORG ? MENTION_ORG : type == MENTION_PER && known.named == 1u << MENTION_LOC ? MENTION_LOC : type;
	if (known.n_persons || kb_given_gender(set, key))
		return type;
	return known.n_famous[MENTION_ORG] ? MENTION_ORG : known.n_famous[MENTION_LOC] ? MENTION_LOC : type;
}

/* The key of a mention's bare name. */
static struct str key_of(const struct mention *mention, struct buf *room, struct arena *arena)
{
	buf_clear(room);
	kb_add_key(room, mention->bare);
	return arena_str(arena, buf_str(room));
}

/* The votes of a document's names: of each key. */
struct settling {
	struct str *keys;     /* of each mention */
	struct vote *votes;   /* [n] */
	uint32_t *of_mention; /* position in votes[] */
	uint32_t n;
	struct index index; /* key -> position in votes[] */
};

static void count_votes(const struct mentions *mentions, struct settling *settling)
{
	for (size_t i = 0; i < mentions->n; i++) {
		const struct mention *mention = &mentions->items[i];
		struct str key = settling->keys[i];
		struct vote *vote;
		bool is_new;

		settling->of_mention[i] = *index_put(&settling->index, key, settling->n, &is_new);
		settling->n += is_new;
		vote = &settling->votes[settling->of_mention[i]];
		/* link's own says what another said. */
		vote->of_type[mention->type] += (mention->is_new ? 0 : mention->score) + LEAST_VOTE;
		vote->is_one_word = str_find(key, ' ', 0) == key.len;
	}
}

/* Marks the words that end the full name of a person. */
static void mark_surnames(const struct mentions *mentions, struct settling *settling)
{
	for (size_t i = 0; i < mentions->n; i++) {
		const struct vote *vote = &settling->votes[settling->of_mention[i]];
		struct str key = settling->keys[i];
		const uint32_t *surname;
		size_t begin;

		if (vote->is_one_word || winner(vote) != MENTION_PER)
			continue;
		for (begin = key.len; begin > 0 && key.at[begin - 1] != ' '; begin--)
			;
		surname = index_find(&settling->index, str_slice(key, begin, key.len));
		if (surname)
			settling->votes[*surname].is_surname = true;
	}
}

/* Whether the knowledge base has a well-known organisation or place of this name. */
static bool is_famous(const struct kb_set *set, struct str key)
{
	struct known_types known;

	read_known_types(set, key, &known);
	return known.n_famous[MENTION_ORG] || known.n_famous[MENTION_LOC];
}

/* The type of a mention as the document's other names tell. */
static enum mention_type settled(const struct kb_set *set, const struct mention *mention, const struct vote *vote, struct str key)
{
	enum mention_type best = winner(vote);

	if (!vote->is_one_word)
		return best;
	if (vote->is_surname)
		return mention->type == MENTION_PER || (mention->score >= LIKELY && is_famous(set, key)) ? mention->type : MENTION_PER;
	if (mention->type == best || mention->score >= SURE || vote->of_type[best] < MOST * vote->of_type[mention->type])
		return mention->type;
	return best;
}

/* Returns the keys of the mentions' bare names, as these then are. */
static struct str *settle_types(const struct layers *layers, const struct kb_set *set, struct mentions *mentions,
                                struct arena *arena)
{
	struct settling settling = {
		.keys = arena_array(arena, struct str, mentions->n),
		.votes = arena_zeroed(arena, (mentions->n + 1) * sizeof *settling.votes),
		.of_mention = arena_array(arena, uint32_t, mentions->n),
		.index = { .arena = arena },
	};
	struct buf room = { NULL, 0, 0 };

	for (size_t i = 0; i < mentions->n; i++)
		settling.keys[i] = key_of(&mentions->items[i], &room, arena);
	count_votes(mentions, &settling);
	mark_surnames(mentions, &settling);
	for (size_t i = 0; i < mentions->n; i++) {
		struct mention *mention = &mentions->items[i];
		enum mention_type type;

		type = settled(set, mention, &settling.votes[settling.of_mention[i]], settling.keys[i]);
		type = corrected(set, mention, settling.keys[i], type);
		if (type != mention->type) {
			mention->type = type;
			bare_name_read(layers, arena, mention);
			settling.keys[i] = key_of(mention, &room, arena);
		}
	}
	buf_free(&room);
	return settling.keys;
}

/* Gives the mention its name, a new one where the document has not had it yet. */
static void name_mention(struct mentions *mentions, uint32_t position, struct str key, struct index *index,
                         struct buf *typed, struct arena *arena)
{
	struct mention *mention = &mentions->items[position];
	struct name *name;
	uint32_t *found;
	bool is_new;

	buf_clear(typed);
	buf_add_byte(typed, (char)('0' + mention->type));
	buf_add_str(typed, key);
	found = index_find(index, buf_str(typed));
	if (!found) {
		struct str stored = arena_str(arena, buf_str(typed));

		found = index_put(index, stored, (uint32_t)mentions->n_names, &is_new);
		name = &mentions->names[mentions->n_names++];
		*name = (struct name){ .key = str_slice(stored, 1, stored.len),
			               .type = mention->type,
			               .first_mention = position,
			               .bare = mention->bare,
			               .full = *found };
		split_words(name, arena);
	}
	mention->name = *found;
	name = &mentions->names[*found];
	name->n_mentions++;
	if (!name->gender)
		name->gender = mention->gender;
}

/* --- short names ------------------------------------------------------------------------------ */

/* The names that hold a word, as a list per word. */
struct holder {
	uint32_t name, next; /* next: position in holders[], or LAYERS_NONE */
};

struct holders {
	struct index words; /* word -> position of its first holder */
	struct holder *items;
	uint32_t n;
};

static void hold(struct holders *holders, struct str word, uint32_t name)
{
	bool is_new;
	uint32_t *first = index_put(&holders->words, word, holders->n, &is_new);
	uint32_t length = 1;

	holders->items[holders->n] = (struct holder){ name, LAYERS_NONE };
	if (!is_new) {
		uint32_t at = *first;

		for (; holders->items[at].next != LAYERS_NONE; at = holders->items[at].next)
			length++;
		if (length >= MAX_LONGER)
			return;
		holders->items[at].next = holders->n;
	}
	holders->n++;
}

/* Whether the words of `part` stand in `whole` in the same order. */
static bool is_part(const struct name *part, const struct name *whole)
{
	size_t at = 0;

	for (size_t i = 0; i < whole->n_words && at < part->n_words; i++)
		at += str_eq(whole->words[i], part->words[at]);
	return at == part->n_words;
}

static bool is_prefix(const struct name *part, const struct name *whole)
{
	for (size_t i = 0; i < part->n_words; i++)
		if (!str_eq(whole->words[i], part->words[i]))
			return false;
	return true;
}

static bool genders_clash(const struct name *a, const struct name *b)
{
	return a->gender && b->gender && a->gender != b->gender;
}

/* "The North": of a divided country, where the document names it in full. */
static bool is_half(const struct name *name)
{
	return name->type == MENTION_LOC && name->n_words == 1 &&
	       (str_is(name->key, "north") || str_is(name->key, "south") || str_is(name->key, "east") ||
	        str_is(name->key, "west"));
}

/* Whether `name` may be short for `longer`, and how well it fits; 0 = not at all. */
static int fit(const struct name *name, const struct name *longer)
{
	int fit = 0;

	if (longer->n_words <= name->n_words || longer->type != name->type)
		return 0;
	if (name->type == MENTION_PER && is_part(name, longer)) {
		bool ends_alike = str_eq(name->words[name->n_words - 1],
		                         longer->words[longer->n_words - 1]);

		fit = ends_alike ? 8 : is_prefix(name, longer) ? 4 : 2;
		if (genders_clash(name, longer))
			fit -= 1;
	} else if ((name->type == MENTION_ORG || is_half(name)) && is_prefix(name, longer)) {
		fit = 4;
	}
	if (fit && longer->first_mention < name->first_mention)
		fit += 16;
	return fit;
}

/* "Google" beside "Google Chrome", "BBC" beside "BBC News": a name in its own right, however long others are. */
static bool stands_alone(const struct kb_set *set, const struct name *name)
{
	struct kb_candidate found[KB_MAX_CANDIDATES];
	size_t n = name->type == MENTION_ORG ? kb_find(set, name->key, found, KB_MAX_CANDIDATES) : 0;

	for (size_t i = 0; i < n; i++) {
		struct kb_entity entity;

		if (found[i].naming != KB_LABEL || found[i].popularity < WELL_KNOWN)
			continue;
		kb_entity(set, &found[i], &entity);
		if (entity.type == KB_ORGANISATION)
			return true;
	}
	return false;
}

/*
 * "The South" of a document that names North Korea, and never South Korea: gets that name for its look-up, where the
 * knowledge base has it.
 */
static void complete_half(const struct mentions *mentions, const struct kb_set *set, const struct holders *holders,
                          struct name *name, struct arena *arena)
{
	static const struct {
		const char *half, *other;
	} halves[] = { { "north", "south" }, { "south", "north" }, { "east", "west" }, { "west", "east" } };
	struct kb_candidate found[KB_MAX_CANDIDATES];
	struct kb_entity entity;
	const uint32_t *first = NULL;

	for (size_t i = 0; i < sizeof halves / sizeof *halves && !first; i++)
		if (str_is(name->key, halves[i].half))
			first = index_find(&holders->words, str_of(halves[i].other));
	for (uint32_t at = first ? *first : LAYERS_NONE; at != LAYERS_NONE; at = holders->items[at].next) {
		const struct name *other = &mentions->names[holders->items[at].name];
		struct buf key = { NULL, 0, 0 };
		size_t n;

		if (other->n_words != 2 || other->type != MENTION_LOC || str_eq(other->words[1], name->key))
			continue;
		buf_printf(&key, "%.*s %.*s", STR_ARGS(name->key), STR_ARGS(other->words[1]));
		n = kb_find(set, buf_str(&key), found, KB_MAX_CANDIDATES);
		for (size_t i = 0; i < n; i++) {
			kb_entity(set, &found[i], &entity);
			if (entity.type == KB_COUNTRY && found[i].naming <= KB_ALIAS && found[i].popularity >= WELL_KNOWN) {
				name->key = arena_str(arena, buf_str(&key));
				split_words(name, arena);
				break;
			}
		}
		buf_free(&key);
		if (name->n_words == 2)
			return;
	}
}

static void find_full(struct mentions *mentions, const struct kb_set *set, struct holders *holders, uint32_t position)
{
	struct name *name = &mentions->names[position];
	struct str word = name->words[name->type == MENTION_PER ? name->n_words - 1 : 0];
	const uint32_t *first = index_find(&holders->words, word);
	int best = 0;

	if (first && stands_alone(set, name))
		return;
	for (uint32_t at = first ? *first : LAYERS_NONE; at != LAYERS_NONE; at = holders->items[at].next) {
		uint32_t other = holders->items[at].name;
		int here = other == position ? 0 : fit(name, &mentions->names[other]);

		/* Of equally good ones the later: the one last introduced. */
		if (here && here >= best) {
			best = here;
			name->full = other;
		}
	}
}

/* --- acronyms --------------------------------------------------------------------------------- */

static bool is_small_word(struct str word)
{
	static const char *const small[] = { "of", "the", "and", "for", "in", "on", "de", "la", "to", "&" };

	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		if (str_is(word, small[i]))
			return true;
	return false;
}

/* The first letters of a name's words, with or without its small ones; empty where they make no acronym. */
static struct str initials(const struct name *name, bool with_small, struct arena *arena)
{
	char letters[MAX_ACRONYM + 1];
	size_t n = 0;

	for (size_t i = 0; i < name->n_words && n <= MAX_ACRONYM; i++)
		if (name->words[i].len && (with_small || !is_small_word(name->words[i])))
			letters[n++] = name->words[i].at[0];
	if (n < 2 || n > MAX_ACRONYM)
		return (struct str){ NULL, 0 };
	return arena_str(arena, str_at(letters, n));
}

static bool is_capitals(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] >= 'A' && s.at[i] <= 'Z')
			n++;
		else if (s.at[i] != '.')
			return false;
	}
	return n >= 2 && n <= MAX_ACRONYM;
}

static void find_acronyms(struct mentions *mentions, struct arena *arena)
{
	struct index index = { .arena = arena };

	for (uint32_t i = 0; i < mentions->n_names; i++) {
		const struct name *name = &mentions->names[i];

		if (name->n_words < 2 || name->type == MENTION_PER)
			continue;
		for (int with_small = 0; with_small < 2; with_small++) {
			struct str letters = initials(name, with_small, arena);

			if (letters.len)
				index_put(&index, letters, i, NULL);
		}
	}
	for (uint32_t i = 0; i < mentions->n_names; i++) {
		struct name *name = &mentions->names[i];
		const uint32_t *found;

		if (name->n_words != 1 || name->type == MENTION_PER || !is_capitals(name->bare))
			continue;
		found = index_find(&index, name->key);
		if (found && *found != i) {
			name->full = *found;
			name->is_acronym = true;
		}
	}
}

/* "Mary and Ashley": nobody is short for them. */
static bool is_group(const struct name *name)
{
	for (size_t w = 0; name->type == MENTION_PER && w < name->n_words; w++)
		if (str_is(name->words[w], "and") || str_is(name->words[w], "&"))
			return true;
	return false;
}

static void join_names(struct mentions *mentions, const struct kb_set *set, struct arena *arena)
{
	struct holders holders = { .words = { .arena = arena } };
	size_t n_words = 0;

	for (size_t i = 0; i < mentions->n_names; i++)
		n_words += mentions->names[i].n_words;
	holders.items = arena_array(arena, struct holder, n_words + 1);
	for (uint32_t i = 0; i < mentions->n_names; i++) {
		const struct name *name = &mentions->names[i];

		if (name->n_words > 1 && !is_group(name))
			for (size_t w = 0; w < name->n_words; w++)
				hold(&holders, name->words[w], i);
	}
	for (uint32_t i = 0; i < mentions->n_names; i++)
		find_full(mentions, set, &holders, i);
	find_acronyms(mentions, arena);
	for (uint32_t i = 0; i < mentions->n_names; i++)
		if (mentions->names[i].full == i && is_half(&mentions->names[i]))
			complete_half(mentions, set, &holders, &mentions->names[i], arena);
	/* A short name of a short name: "Kim" for "Jong Un" for "Kim Jong Un". Lengths rise, so it ends. */
	for (uint32_t i = 0; i < mentions->n_names; i++) {
		uint32_t full = mentions->names[i].full;

		for (int hops = 0; hops < MAX_LONGER && mentions->names[full].full != full; hops++)
			full = mentions->names[full].full;
		mentions->names[i].full = full;
	}
}

/* By begin, the longer first: rows that a stage added stand behind the others. */
static int by_range(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* Makes room for twice as many, which repairs need. */
static void add_overlooked(const struct layers *layers, const struct kb_set *set, struct arena *arena,
                           struct mentions *mentions)
{
	struct mention *found, *all;
	size_t n = overlooked_find(layers, set, mentions->items, mentions->n, arena, &found);

	all = arena_array(arena, struct mention, 2 * (mentions->n + n));
	if (mentions->n)
		memcpy(all, mentions->items, mentions->n * sizeof *all);
	if (n)
		memcpy(all + mentions->n, found, n * sizeof *all);
	mentions->items = all;
	mentions->n += n;
	if (mentions->n)
		qsort(mentions->items, mentions->n, sizeof *mentions->items, by_range);
}

/* --- the whole ---------------------------------------------------------------------------------- */

void mentions_collect(const struct layers *layers, const struct kb_set *set, struct arena *arena,
                      struct mentions *mentions)
{
	struct index index = { .arena = arena };
	struct buf typed = { NULL, 0, 0 };
	struct str *keys;

	*mentions = (struct mentions){ .n = 0 };
	mentions->items = arena_array(arena, struct mention, layers->n_entities);
	for (size_t i = 0; i < layers->n_entities; i++) {
		const struct entity *entity = &layers->entities[i];
		struct mention *mention = &mentions->items[mentions->n];

		*mention = (struct mention){ .number = entity->number,
			                     .sentence = entity->sentence,
			                     .first = entity->first,
			                     .last = entity->last,
			                     .begin = entity->begin,
			                     .end = entity->end,
			                     .text = entity->text,
			                     .score = entity->score };
		mentions->n += type_of(entity->type, &mention->type) && entity->text.len > 0;
	}
	add_overlooked(layers, set, arena, mentions);
	mentions->n = repairs_apply(layers, set, arena, mentions->items, mentions->n);
	mentions->names = arena_array(arena, struct name, mentions->n);
	for (size_t i = 0; i < mentions->n; i++)
		bare_name_read(layers, arena, &mentions->items[i]);
	keys = settle_types(layers, set, mentions, arena);
	for (size_t i = 0; i < mentions->n; i++)
		name_mention(mentions, (uint32_t)i, keys[i], &index, &typed, arena);
	buf_free(&typed);
	join_names(mentions, set, arena);
}
