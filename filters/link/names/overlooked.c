/* overlooked.c: runs of proper nouns outside of all marked ranges, the longest known name first. */
#include "overlooked.h"

#include "common/index.h"
#include "titles.h"

enum {
	LONGEST = 5,         /* tokens of a name that is looked for */
	LONGEST_SPEAKER = 3, /* of one that only its verb gives away */
	WELL_KNOWN = 72,     /* popularity from which a name is taken without the document's help */
	KNOWN_FIRM = 56,     /* … of the label of an organisation */
	OFTEN_SEEN = 10,     /* twice the doublings of sightings from which a word is a name: 31 of them */
	SHORTEST_FAMILY = 3, /* bytes of a family name */
};

static const double SCORE = 0.5; /* of an ent row of this kind; about half of them are in the gold of the linking sets */

struct search {
	const struct layers *layers;
	const struct kb_set *set;
	struct arena *arena;
	struct index known; /* key of a name of the document -> its enum mention_type */
	bool *is_taken;     /* [tokens]: in an ent row */
	struct buf key, text;
	struct mention *found;
	size_t n, cap;
};

static void know(struct search *search, struct str name, enum mention_type type)
{
	buf_clear(&search->key);
	kb_add_key(&search->key, name);
	if (search->key.len)
		index_put(&search->known, arena_str(search->arena, buf_str(&search->key)), type, NULL);
}

static void take(struct search *search, uint32_t first, uint32_t last)
{
	if (first == LAYERS_NONE)
		return;
	for (uint32_t t = first; t <= last; t++)
		search->is_taken[t] = true;
}

/* A name of the document; of a person the family name too. */
static void know_name(struct search *search, struct str name, enum mention_type type)
{
	size_t blank = name.len;

	know(search, name, type);
	while (blank && name.at[blank - 1] != ' ')
		blank--;
	if (type == MENTION_PER && blank && name.len - blank >= SHORTEST_FAMILY)
		know(search, str_slice(name, blank, name.len), MENTION_PER);
}

static void learn(struct search *search, const struct mention *items, size_t n)
{
	for (size_t i = 0; i < search->layers->n_entities; i++)
		take(search, search->layers->entities[i].first, search->layers->entities[i].last);
	for (size_t i = 0; i < n; i++) {
		take(search, items[i].first, items[i].last);
		know_name(search, items[i].text, items[i].type);
	}
}

static bool has_capital(struct str form)
{
	for (size_t i = 0; i < form.len; i++)
		if (form.at[i] >= 'A' && form.at[i] <= 'Z')
			return true;
	return false;
}

/* A capital behind the first letter: "YouTube", "NATO". */
static bool has_inner_capital(struct str form)
{
	return form.len > 1 && has_capital(str_slice(form, 1, form.len));
}

/* A sentence in capitals tells nothing by them. */
static bool is_shouted(const struct search *search, const struct sentence *sentence)
{
	size_t n_small = 0, n_large = 0;

	for (uint32_t t = sentence->first_token; t < sentence->first_token + sentence->n_tokens; t++) {
		struct str form = search->layers->tokens[t].form;

		for (size_t i = 0; i < form.len; i++) {
			n_small += form.at[i] >= 'a' && form.at[i] <= 'z';
			n_large += form.at[i] >= 'A' && form.at[i] <= 'Z';
		}
	}
	return n_large > n_small;
}

static bool may_belong(const struct search *search, uint32_t t)
{
	const struct token *token = &search->layers->tokens[t];
	enum kb_gender gender;

	return !search->is_taken[t] && token->mwt_first == 0 && str_is(token->upos, "PROPN") && has_capital(token->form) &&
	       title_find(token->form, &gender) == TITLE_NONE;
}

/* Whether a token is a finite verb of speaking. */
static bool says(const struct token *token)
{
	static const char *const lemmas[] = { "add", "argue", "explain", "insist", "note", "recall", "say", "tell", "warn", NULL };

	for (const char *const *lemma = lemmas; *lemma; lemma++)
		if (str_is(token->lemma, *lemma))
			return str_is(token->xpos, "VBD") || str_is(token->xpos, "VBZ") || str_is(token->xpos, "VBP");
	return false;
}

/* Fills `text` with the forms of tokens. */
static void spell(struct search *search, uint32_t first, uint32_t last)
{
	buf_clear(&search->text);
	for (uint32_t t = first; t <= last; t++) {
		if (t > first && search->layers->tokens[t].begin > search->layers->tokens[t - 1].end)
			buf_add_byte(&search->text, ' ');
		buf_add_str(&search->text, search->layers->tokens[t].form);
	}
}

static bool mention_type_of(enum kb_type type, enum mention_type *out)
{
	switch (type) {
	case KB_PERSON: *out = MENTION_PER; return true;
	case KB_ORGANISATION: *out = MENTION_ORG; return true;
	case KB_COUNTRY:
	case KB_PLACE:
	case KB_FACILITY: *out = MENTION_LOC; return true;
	case KB_EVENT:
	case KB_WORK:
	case KB_MISC: *out = MENTION_MISC; return true;
	default: return false;
	}
}

/* Whether the knowledge base alone tells that the words are a name. */
static bool is_famous(struct search *search, bool is_one_word, enum mention_type *type)
{
	struct kb_candidate found[KB_MAX_CANDIDATES];
	size_t n = kb_find(search->set, buf_str(&search->key), found, KB_MAX_CANDIDATES);

	for (size_t i = 0; i < n; i++) {
		struct kb_entity entity;

		if (found[i].naming > KB_ALIAS || (found[i].popularity < WELL_KNOWN && !found[i].layer))
			continue;
		kb_entity(search->set, &found[i], &entity);
		if (!mention_type_of(entity.type, type))
			continue;
		if (found[i].layer)
			return true;
		/* One word is a name where it is spelled as the label is, in capitals, or often seen as one; a person has two. */
		if (!is_one_word || (*type != MENTION_PER && (str_eq(buf_str(&search->text), entity.label) ||
		                                              has_inner_capital(buf_str(&search->text)) ||
		                                              found[i].count >= OFTEN_SEEN)))
			return true;
	}
	return false;
}

/* Whether a word that begins a sentence, where any word has a capital, is the very label of an organisation, and no common word's. */
static bool is_firm(struct search *search, enum mention_type *type)
{
	struct kb_candidate found[KB_MAX_CANDIDATES];
	size_t n = kb_find(search->set, buf_str(&search->key), found, KB_MAX_CANDIDATES);
	bool is_one = false;

	*type = MENTION_ORG;
	for (size_t i = 0; i < n; i++) {
		struct kb_entity entity;

		kb_entity(search->set, &found[i], &entity);
		if (found[i].naming == KB_LABEL && entity.label.len && entity.label.at[0] >= 'a' && entity.label.at[0] <= 'z')
			return false;
		is_one |= entity.type == KB_ORGANISATION && found[i].naming <= KB_ALIAS && found[i].popularity >= KNOWN_FIRM &&
		          (str_eq(buf_str(&search->text), entity.label) || found[i].count >= OFTEN_SEEN);
	}
	return is_one;
}

/* Whether the tokens are a name, and of what. */
static bool is_name(struct search *search, uint32_t first, uint32_t last, bool is_begin, enum mention_type *type)
{
	const uint32_t *known;
	bool is_one_word = first == last;

	spell(search, first, last);
	buf_clear(&search->key);
	kb_add_key(&search->key, buf_str(&search->text));
	known = index_find(&search->known, buf_str(&search->key));
	if (known) {
		*type = (enum mention_type)*known;
		return true;
	}
	if (is_one_word && search->text.len < 2)
		return false;
	if (is_one_word && is_begin && !has_inner_capital(buf_str(&search->text)))
		return is_firm(search, type);
	return is_famous(search, is_one_word, type);
}

static void add(struct search *search, uint32_t sentence, uint32_t first, uint32_t last, enum mention_type type)
{
	const struct token *tokens = search->layers->tokens;
	struct str text = arena_str(search->arena, buf_str(&search->text));

	search->found = arena_room(search->arena, search->found, search->n, &search->cap, sizeof *search->found);
	search->found[search->n++] = (struct mention){ .sentence = sentence,
		                                       .first = first,
		                                       .last = last,
		                                       .begin = tokens[first].begin,
		                                       .end = tokens[last].end,
		                                       .type = type,
		                                       .text = text,
		                                       .score = SCORE,
		                                       .is_new = true };
	know_name(search, text, type);
}

/* "said Mere Tawake", "Mere Tawake said": who speaks and has two names is a person. */
static bool is_speaker(const struct search *search, uint32_t begin, uint32_t end, uint32_t first, uint32_t behind)
{
	const struct token *tokens = search->layers->tokens;

	if (behind - first < 2 || behind - first > LONGEST_SPEAKER)
		return false;
	return (first > begin && says(&tokens[first - 1])) || (behind < end && says(&tokens[behind]));
}

/* Adds the longest name that begins at `first`, and returns the token behind it; `first` where there is none. */
static uint32_t find_at(struct search *search, uint32_t sentence, uint32_t first)
{
	uint32_t begin = search->layers->sentences[sentence].first_token;
	uint32_t end = begin + search->layers->sentences[sentence].n_tokens, behind = first, run;
	enum mention_type type;

	while (behind < end && behind - first < LONGEST && may_belong(search, behind))
		behind++;
	run = behind;
	for (; behind > first; behind--) {
		if (is_name(search, first, behind - 1, first == begin, &type)) {
			add(search, sentence, first, behind - 1, type);
			return behind;
		}
	}
	if (is_speaker(search, begin, end, first, run)) {
		spell(search, first, run - 1);
		add(search, sentence, first, run - 1, MENTION_PER);
		return run;
	}
	return first;
}

size_t overlooked_find(const struct layers *layers, const struct kb_set *set, const struct mention *items, size_t n,
                       struct arena *arena, struct mention **found)
{
	struct search search = { .layers = layers, .set = set, .arena = arena, .known = { .arena = arena } };

	search.is_taken = arena_zeroed(arena, layers->n_tokens + 1);
	learn(&search, items, n);
	for (uint32_t s = 0; s < layers->n_sentences; s++) {
		const struct sentence *sentence = &layers->sentences[s];
		uint32_t at = sentence->first_token, end = at + sentence->n_tokens;

		while (at < end && !may_belong(&search, at))
			at++;
		if (at == end || is_shouted(&search, sentence))
			continue;
		while (at < end) {
			uint32_t behind = find_at(&search, s, at);

			at = behind > at ? behind : at + 1;
		}
	}
	buf_free(&search.key);
	buf_free(&search.text);
	*found = search.found;
	return search.n;
}
