/*
 * references.c: one walk over the tokens, with the last mentions in a window.
 */
#include "references.h"

#include "titles.h"
#include "filters/link/words.h"

enum {
	WINDOW = 12,       /* mentions looked back at */
	FAR = 3,           /* sentences looked back at, for persons */
	NEAR = 1,          /* the same for it and they */
	MAX_OFFICES = 6,   /* words of offices kept of a chain */
	MAX_APPOSITION = 8, /* tokens of one behind a name */
	MAX_HOLDERS = 64,  /* persons with an office that a description is compared with */
};

/* --- pronouns ---------------------------------------------------------------------------------- */

enum pronoun_kind { NO_PRONOUN, PRONOUN_PERSON, PRONOUN_THING, PRONOUN_GROUP };

struct pronoun {
	const char *form;
	enum pronoun_kind kind;
	enum kb_gender gender;
	bool is_object; /* "him": not whom the clause is about */
};

static const struct pronoun pronouns[] = {
	{ "he", PRONOUN_PERSON, KB_MALE, false },     { "him", PRONOUN_PERSON, KB_MALE, true },
	{ "his", PRONOUN_PERSON, KB_MALE, false },    { "himself", PRONOUN_PERSON, KB_MALE, false },
	{ "she", PRONOUN_PERSON, KB_FEMALE, false },  { "her", PRONOUN_PERSON, KB_FEMALE, false },
	{ "hers", PRONOUN_PERSON, KB_FEMALE, false }, { "herself", PRONOUN_PERSON, KB_FEMALE, false },
	{ "it", PRONOUN_THING, KB_GENDER_UNKNOWN, false }, { "its", PRONOUN_THING, KB_GENDER_UNKNOWN, false },
	{ "itself", PRONOUN_THING, KB_GENDER_UNKNOWN, false }, { "they", PRONOUN_GROUP, KB_GENDER_UNKNOWN, false },
	{ "their", PRONOUN_GROUP, KB_GENDER_UNKNOWN, false },
};

static const struct pronoun *pronoun_find(struct str form)
{
	char first = form.len >= 2 && form.len <= 7 ? form.at[0] | 0x20 : 0;

	if (first != 'h' && first != 'i' && first != 's' && first != 't')
		return NULL;
	for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
		if (word_is(form, pronouns[i].form))
			return &pronouns[i];
	return NULL;
}

/* --- what is known of a chain --------------------------------------------------------------------- */

struct who {
	enum mention_type type; /* of its first mention */
	enum kb_gender gender;
	struct str country;
	struct str offices[MAX_OFFICES]; /* lower-case forms are compared without case */
	size_t n_offices;
};

struct seen {
	uint32_t chain, sentence, token, last; /* tokens of the mention */
	bool is_subject; /* the first mention of its sentence, or a pronoun that is no object */
};

struct walk {
	const struct layers *layers;
	const struct kb_set *set;
	struct who *who; /* [n_chains + 1] */
	uint32_t holders[MAX_HOLDERS]; /* chains of persons that have an office */
	size_t n_holders;
	struct seen window[WINDOW];
	size_t n_seen; /* all that ever were */
};

static void add_office(struct who *who, struct str word)
{
	for (size_t i = 0; i < who->n_offices; i++)
		if (str_eq(who->offices[i], word))
			return;
	if (who->n_offices < MAX_OFFICES)
		who->offices[who->n_offices++] = word;
}

/* Adds the words of an office that stand in a text. */
static void add_offices(struct who *who, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		enum kb_gender gender;
		enum title_kind kind;

		while (end < text.len && text.at[end] != ' ' && text.at[end] != ';' && text.at[end] != ',')
			end++;
		kind = title_find(str_slice(text, at, end), &gender);
		if (kind == TITLE_OFFICE || kind == TITLE_PART)
			add_office(who, str_slice(text, at, end));
		at = end + 1;
	}
}

static bool has_office(const struct who *who, struct str word)
{
	char lower[24];

	if (word.len >= sizeof lower)
		return false;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = word.at[i] >= 'A' && word.at[i] <= 'Z' ? (char)(word.at[i] + 32) : word.at[i];
	lower[word.len] = '\0';
	for (size_t i = 0; i < who->n_offices; i++)
		if (word_is(who->offices[i], lower))
			return true;
	return false;
}

/* "Lavrov, the Russian foreign minister,": the words behind the name, up to the next comma. */
static void read_apposition(const struct walk *walk, const struct mention *mention, struct who *who)
{
	const struct sentence *sentence = &walk->layers->sentences[mention->sentence];
	uint32_t end = sentence->first_token + sentence->n_tokens, t = mention->last + 1;
	enum kb_gender gender;

	if (t >= end || !str_is(walk->layers->tokens[t].form, ","))
		return;
	for (uint32_t n = 0; ++t < end && n < MAX_APPOSITION; n++) {
		struct str form = walk->layers->tokens[t].form;
		enum title_kind kind = title_find(form, &gender);

		if (str_is(form, ",") || str_is(form, ".") || str_is(form, "who"))
			return;
		if (n == 0 && !word_is(form, "the") && !word_is(form, "a") && !word_is(form, "an") && kind == TITLE_NONE)
			return;
		if (kind == TITLE_OFFICE || kind == TITLE_PART)
			add_office(who, form);
	}
}

static void learn_who(struct walk *walk, const struct mentions *mentions, const struct ranking *ranking)
{
	for (size_t i = mentions->n; i-- > 0;) {
		const struct mention *mention = &mentions->items[i];
		struct who *who = &walk->who[mention->chain];
		const struct name *name = &mentions->names[mention->name];
		const struct choice *choice = &ranking->choices[mention->name];

		who->type = mention->type;
		if (choice->is_linked && choice->meanings[0].gender)
			who->gender = choice->meanings[0].gender;
		else if (mention->gender && !(choice->is_linked && who->gender))
			who->gender = mention->gender;
		if (!who->gender && mention->type == MENTION_PER && name->n_words > 1)
			who->gender = kb_given_gender(walk->set, name->words[0]);
		if (choice->is_linked) {
			who->country = choice->meanings[0].country;
			if (mention->type == MENTION_PER)
				add_offices(who, choice->meanings[0].description);
		}
		if (mention->type == MENTION_PER) {
			add_offices(who, mention->title);
			if (mention->sentence != LAYERS_NONE && mention->last != LAYERS_NONE)
				read_apposition(walk, mention, who);
		}
	}
}

/* --- the walk ------------------------------------------------------------------------------------- */

static void see(struct walk *walk, uint32_t chain, uint32_t sentence, uint32_t token, uint32_t last, bool is_subject)
{
	walk->window[walk->n_seen++ % WINDOW] = (struct seen){ chain, sentence, token, last, is_subject };
}

static const struct seen *seen_back(const struct walk *walk, size_t back)
{
	if (back >= WINDOW || back >= walk->n_seen)
		return NULL;
	return &walk->window[(walk->n_seen - 1 - back) % WINDOW];
}

static bool is_break(struct str form)
{
	return str_is(form, ",") || str_is(form, ";") || str_is(form, "and") || str_is(form, "but") ||
	       str_is(form, "that") || str_is(form, "who") || str_is(form, "which") || str_is(form, "because") ||
	       str_is(form, "when") || str_is(form, "while") || str_is(form, "after") || str_is(form, "before") ||
	       str_is(form, "if") || str_is(form, "for");
}

/* Whether a name that begins its sentence can be what the sentence is about: not "In London", "Munich-based", "Rome's". */
static bool may_be_subject(const struct walk *walk, const struct mention *mention, uint32_t end)
{
	const struct token *tokens = walk->layers->tokens;
	uint32_t first = walk->layers->sentences[mention->sentence].first_token;

	if (mention->first > first && (str_is(tokens[mention->first - 1].xpos, "IN") || str_is(tokens[mention->first - 1].xpos, "TO")))
		return false;
	return mention->last + 1 >= end || (!str_is(tokens[mention->last + 1].form, "-") &&
	                                    !str_is(tokens[mention->last + 1].xpos, "POS"));
}

static bool same_clause(const struct walk *walk, uint32_t from, uint32_t to)
{
	for (uint32_t t = from + 1; t < to; t++)
		if (is_break(walk->layers->tokens[t].form))
			return false;
	return true;
}

static bool agrees(const struct who *who, const struct pronoun *pronoun)
{
	if (pronoun->kind == PRONOUN_PERSON)
		return who->type == MENTION_PER && (!who->gender || who->gender == pronoun->gender);
	return who->type == MENTION_ORG || (who->type == MENTION_LOC && pronoun->kind == PRONOUN_THING);
}

/* "said it would", "said that they had": what speaks of itself. */
static bool follows_speech(const struct walk *walk, uint32_t sentence, uint32_t token)
{
	static const char *const verbs[] = { "add",    "admit",  "announce", "argue", "believe", "claim",  "confirm", "declare",
		                             "deny",   "expect", "hope",     "insist", "note",   "report", "say",     "state",
		                             "think",  "warn",   NULL };
	const struct token *tokens = walk->layers->tokens;
	uint32_t first = walk->layers->sentences[sentence].first_token;

	if (token > first && word_is(tokens[token - 1].form, "that"))
		token--;
	return token > first && word_in(tokens[token - 1].lemma, verbs);
}

/* Whether a verb of its own stands behind "it", and no mere "is", which may be said of anything: "It is late". */
static bool leads_on(const struct walk *walk, uint32_t sentence, uint32_t token)
{
	static const char *const empty[] = { "is", "was", "'s", "’s", NULL };
	const struct sentence *at = &walk->layers->sentences[sentence];
	const struct token *next = &walk->layers->tokens[token + 1];

	return token + 1 < at->first_token + at->n_tokens && !word_in(next->form, empty) && next->form.len &&
	       (next->form.at[0] >= 'A' || next->form.at[0] == '\'') &&
	       (next->xpos.len == 0 || str_starts(next->xpos, "VB") || str_is(next->xpos, "MD") || str_is(next->xpos, "RB"));
}

/*
 * "It" begins the sentence behind, or goes on behind a verb of speech, as "they" does; "its" and "their" may stand in the
 * same one. "They" at the begin of a sentence are nearly always people.
 */
static bool may_be_thing(const struct walk *walk, const struct pronoun *pronoun, const struct seen *seen,
                         uint32_t sentence, uint32_t token)
{
	bool is_possessive = str_ends(str_of(pronoun->form), "s") || str_is(str_of(pronoun->form), "their");

	if (is_possessive)
		return seen->sentence == sentence || pronoun->kind == PRONOUN_THING;
	if (!leads_on(walk, sentence, token))
		return false;
	if (seen->sentence == sentence)
		return follows_speech(walk, sentence, token);
	return pronoun->kind == PRONOUN_THING && walk->who[seen->chain].type == MENTION_ORG &&
	       token == walk->layers->sentences[sentence].first_token;
}

/* "the US and [its] allies": right behind its owner. */
static bool is_joined(const struct walk *walk, const struct pronoun *pronoun, const struct seen *seen, uint32_t token)
{
	static const char *const joints[] = { "and", "or", "with", NULL };

	return pronoun->kind == PRONOUN_THING && str_is(str_of(pronoun->form), "its") && seen->last + 2 == token &&
	       word_in(walk->layers->tokens[token - 1].form, joints);
}

/* The chain that a pronoun means; 0 = none. */
static uint32_t resolve_pronoun(const struct walk *walk, const struct pronoun *pronoun, uint32_t sentence,
                                uint32_t token)
{
	uint32_t far = pronoun->kind == PRONOUN_PERSON ? FAR : NEAR, best = 0;
	bool is_object = pronoun->is_object || (pronoun->kind == PRONOUN_PERSON && pronoun->gender == KB_FEMALE &&
	                                        str_is(walk->layers->tokens[token].xpos, "PRP") &&
	                                        word_is(walk->layers->tokens[token].form, "her"));
	double best_score = 0;
	const struct seen *seen;

	for (size_t back = 0; (seen = seen_back(walk, back)) && sentence - seen->sentence <= far; back++) {
		const struct who *who = &walk->who[seen->chain];
		double score;

		if (!agrees(who, pronoun))
			continue;
		/* A thing is seldom meant but where the talk is about it: "It said …" after a sentence about it. */
		if (pronoun->kind != PRONOUN_PERSON && !is_joined(walk, pronoun, seen, token) &&
		    (!seen->is_subject || !may_be_thing(walk, pronoun, seen, sentence, token)))
			continue;
		if (is_object && seen->sentence == sentence && seen->is_subject && same_clause(walk, seen->token, token))
			continue;
		if (is_joined(walk, pronoun, seen, token))
			return seen->chain;
		score = 4.0 - (sentence - seen->sentence) + (seen->is_subject ? 1.6 : 0) - 0.3 * (double)back +
		        (who->gender ? 1 : 0);
		if (score > best_score) {
			best_score = score;
			best = seen->chain;
		}
	}
	return best;
}

/* The person of an office, by the words [first, last]; 0 = nobody, or more than one. */
static uint32_t resolve_office(const struct walk *walk, uint32_t first, uint32_t last, struct str country)
{
	uint32_t found = 0;

	for (size_t i = 0; i < walk->n_holders; i++) {
		uint32_t chain = walk->holders[i];
		const struct who *who = &walk->who[chain];
		bool fits = true;

		for (uint32_t t = first; fits && t <= last; t++)
			fits = has_office(who, walk->layers->tokens[t].form);
		if (fits && country.len && who->country.len && !str_eq(country, who->country))
			fits = false;
		if (fits && found)
			return 0;
		if (fits)
			found = chain;
	}
	return found;
}

/*
 * A description that begins with the article at `the`: "the Russian foreign minister". Fills `found`
 * and returns true where it means somebody. `mention`: the first mention at or behind `the`.
 */
static bool read_description(const struct walk *walk, const struct mentions *mentions, const struct ranking *ranking,
                             uint32_t sentence, uint32_t the, size_t mention, struct reference_found *found)
{
	const struct layers *layers = walk->layers;
	uint32_t end = layers->sentences[sentence].first_token + layers->sentences[sentence].n_tokens;
	uint32_t first = the + 1, last;
	struct str country = { NULL, 0 };
	enum kb_gender gender;
	enum title_kind kind = TITLE_NONE;

	if (mention < mentions->n && mentions->items[mention].first == first &&
	    mentions->items[mention].last != LAYERS_NONE && mentions->items[mention].type != MENTION_PER) {
		const struct choice *choice = &ranking->choices[mentions->items[mention].name];

		if (choice->is_linked)
			country = choice->meanings[0].country;
		first = mentions->items[mention++].last + 1;
	}
	for (last = first; last < end; last++) {
		enum title_kind here = title_find(layers->tokens[last].form, &gender);

		if (here != TITLE_OFFICE && here != TITLE_PART)
			break;
		kind = here;
	}
	/* No office, or the title of a name that follows. */
	if (kind != TITLE_OFFICE || (mention < mentions->n && mentions->items[mention].first == last) ||
	    (last < end && str_starts(layers->tokens[last].xpos, "NN")))
		return false;
	found->chain = resolve_office(walk, first, last - 1, country);
	found->sentence = sentence;
	found->first = the;
	found->last = last - 1;
	found->begin = layers->tokens[the].begin;
	found->end = layers->tokens[last - 1].end;
	return found->chain != 0;
}

size_t references_find(const struct layers *layers, const struct kb_set *set, const struct mentions *mentions,
                       const struct ranking *ranking, uint32_t n_chains, struct arena *arena,
                       struct reference_found **found)
{
	struct walk walk = { .layers = layers, .set = set };
	size_t n = 0, mention = 0;

	*found = arena_array(arena, struct reference_found, layers->n_tokens);
	walk.who = arena_zeroed(arena, (n_chains + 1) * sizeof *walk.who);
	learn_who(&walk, mentions, ranking);
	for (uint32_t chain = 1; chain <= n_chains && walk.n_holders < MAX_HOLDERS; chain++)
		if (walk.who[chain].type == MENTION_PER && walk.who[chain].n_offices)
			walk.holders[walk.n_holders++] = chain;
	for (uint32_t s = 0; s < layers->n_sentences; s++) {
		uint32_t end = layers->sentences[s].first_token + layers->sentences[s].n_tokens;
		bool is_first = true;

		for (uint32_t t = layers->sentences[s].first_token; t < end; t++) {
			const struct pronoun *pronoun;
			struct reference_found *next = &(*found)[n];

			while (mention < mentions->n && (mentions->items[mention].first == LAYERS_NONE ||
			                                 mentions->items[mention].first < t))
				mention++;
			if (mention < mentions->n && mentions->items[mention].first == t) {
				const struct mention *here = &mentions->items[mention++];

				bool is_subject = is_first && here->last < end && may_be_subject(&walk, here, end);

				see(&walk, here->chain, s, t, here->last, is_subject);
				is_first = is_first && (here->type == MENTION_MISC || !is_subject);
				if (here->last > t && here->last < end)
					t = here->last;
				continue;
			}
			pronoun = pronoun_find(layers->tokens[t].form);
			if (pronoun) {
				uint32_t chain = resolve_pronoun(&walk, pronoun, s, t);

				if (!chain)
					continue;
				*next = (struct reference_found){ chain, s, t, t, layers->tokens[t].begin,
					                          layers->tokens[t].end };
				n++;
				see(&walk, chain, s, t, t, !pronoun->is_object);
				is_first = false;
			} else if (word_is(layers->tokens[t].form, "the") &&
			           read_description(&walk, mentions, ranking, s, t, mention, next)) {
				see(&walk, next->chain, s, t, next->last, is_first);
				is_first = false;
				t = next->last;
				n++;
			}
		}
	}
	return n;
}
