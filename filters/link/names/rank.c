/*
 * rank.c: features of a candidate, the logistic score, two rounds for the document's countries.
 */
#include "rank.h"

#include <math.h>
#include <stdlib.h>
#include <strings.h>

#include "common/index.h"
#include "common/utf8.h"

enum feature {
	F_BIAS,
	F_LABEL, /* how the name names it: one of the six, none of them for a variant */
	F_ALIAS,
	F_REDIRECT,
	F_DEMONYM,
	F_SHORT,
	F_WEAK,
	F_SUFFIX, /* how it was found: none of the five = as written */
	F_VARIANT,
	F_ORDER,
	F_PART,
	F_TITLE,
	F_COUNT,      /* log of how often the name was seen to mean it, 0 to 1 */
	F_POPULARITY, /* log of how well known it is, 0 to 1 */
	F_RIVAL,      /* by how much another candidate of the name is stronger, at most 1 */
	F_LEAD,       /* by how much this one is stronger than all others, at most 1 */
	F_ALONE,      /* the only candidate */
	F_TYPE_SAME,  /* the mention's type and the entity's */
	F_TYPE_NEAR,
	F_TYPE_UNKNOWN,
	F_TYPE_OTHER,
	F_PERSON,   /* the mention is a person */
	F_ORGANISATION,
	F_PLACE,
	F_ONE_WORD_PERSON,
	F_ONE_WORD,
	F_LONG,     /* three words or more */
	F_TITLE_PERSON, /* a title that is a person's full name */
	F_TITLE_COMMON, /* … whose given name is a common one: namesakes abound */
	F_TITLE_LONG,   /* a title of two words or more of anything else */
	F_TITLE_WORD,   /* a title that is a person's one name */
	F_TITLE_GIVEN,  /* … and a common given name */
	F_REDIRECT_UNKNOWN, /* a redirect to something of no known type */
	F_PLACE_ORGANISATION, /* an organisation that would be a place: a club, a government */
	F_DEMONYM_MISC, /* "Russian" for Russia, "European" for Europe */
	F_SPELLING, /* written like the label, case and accents too */
	F_SURNAME,  /* one word of a person, not the label's only one */
	F_USER,     /* a name of the user's own base */
	F_FOREIGN,  /* of a country that the document does not speak of, though it speaks of others */
	F_OBSCURE,  /* one word for something little known */
	F_GAZETTEER, /* a place that only a gazetteer knows */
	F_COUNT_SHARE, /* of all sightings of the name, those that meant it */
	F_FAME_SHARE,  /* its fame among that of all candidates of a fitting type */
	F_HOME,     /* of the country that the document speaks of most, and there are others to choose from */
	F_COUNTRY,  /* share of the document's links that are of its country */
	F_CONTEXT,  /* words of its description in the document, at most 1 */
	F_QUALIFIED,   /* words that tell its title from others, "(Hong Kong)", ", Arkansas", in the document, at most 1 */
	F_UNQUALIFIED, /* such words, and none of them in the document */
	F_OFTEN,    /* another name of it, often seen and nearly always to mean it */
	F_REGION,   /* a state or province, whose name a city may share */
	F_NATIONAL, /* namesakes of several countries: this one is of the document's */
	F_ABROAD,   /* … this one is of another */
	N_FEATURES,
};

static const char *const feature_names[N_FEATURES] = {
	"bias",   "label",   "alias",       "redirect", "demonym",     "short",      "weak",  "suffix",
	"variant", "order",  "part",        "title",    "count",       "popularity", "rival", "lead",
	"alone",  "same-type", "near-type", "no-type",  "other-type",  "person",     "organisation", "place",
	"one-word-person", "one-word", "long", "title-person", "title-common", "title-long", "title-word", "title-given",
	"redirect-unknown", "place-organisation",
	"demonym-misc", "spelling", "surname", "user", "foreign", "obscure", "gazetteer", "count-share", "fame-share", "home", "country", "context",
	"qualified", "unqualified", "often", "region", "national", "abroad",
};

/*
 * Fitted by `scripts/bench/link fit` on the development halves of the linking sets, but for five set by hand, of
 * which those sets have too few or, by their conventions, none: variant, demonym-misc, user, gazetteer, often.
 */
static const double weights[N_FEATURES] = {
	[F_BIAS] = -0.95,
	[F_LABEL] = -0.44,
	[F_ALIAS] = -1.52,
	[F_REDIRECT] = -1.15,
	[F_DEMONYM] = 0.44,
	[F_SHORT] = -2.15,
	[F_WEAK] = -3.52,
	[F_SUFFIX] = 0.09,
	[F_VARIANT] = -1.00,
	[F_ORDER] = -0.97,
	[F_PART] = -0.61,
	[F_TITLE] = 2.05,
	[F_COUNT] = -0.03,
	[F_POPULARITY] = -0.50,
	[F_RIVAL] = -1.32,
	[F_LEAD] = 0.27,
	[F_ALONE] = 1.15,
	[F_TYPE_SAME] = -0.36,
	[F_TYPE_NEAR] = -1.09,
	[F_TYPE_UNKNOWN] = -1.04,
	[F_TYPE_OTHER] = -1.01,
	[F_PERSON] = 1.65,
	[F_ORGANISATION] = 0.84,
	[F_PLACE] = 0.71,
	[F_ONE_WORD_PERSON] = -1.57,
	[F_ONE_WORD] = -0.14,
	[F_LONG] = 0.47,
	[F_TITLE_PERSON] = -1.83,
	[F_TITLE_COMMON] = 0.45,
	[F_TITLE_LONG] = -0.76,
	[F_TITLE_WORD] = -1.94,
	[F_TITLE_GIVEN] = -3.74,
	[F_REDIRECT_UNKNOWN] = -0.46,
	[F_PLACE_ORGANISATION] = 0.33,
	[F_DEMONYM_MISC] = 3.00,
	[F_SPELLING] = -0.42,
	[F_SURNAME] = 0.43,
	[F_USER] = 3.00,
	[F_FOREIGN] = -0.18,
	[F_OBSCURE] = 0.06,
	[F_GAZETTEER] = -1.50,
	[F_COUNT_SHARE] = 1.58,
	[F_FAME_SHARE] = 2.63,
	[F_HOME] = -0.26,
	[F_COUNTRY] = 0.78,
	[F_CONTEXT] = 2.23,
	[F_QUALIFIED] = 3.26,
	[F_UNQUALIFIED] = -5.00,
	[F_OFTEN] = 0.80,
	[F_REGION] = -0.22,
	[F_NATIONAL] = 0.14,
	[F_ABROAD] = -1.66,
};

enum { ROUNDS = 2, DESCRIPTION_WORDS = 10, MIN_WORD = 4, OFTEN_SEEN = 8, WORD_BITS = 1 << 16,
       WELL_KNOWN = 96 /* popularity: six doublings above the least */ };

static const double NO_RIVAL = -100;
static const double LEADS = 3;    /* times the second score */
static const double EASED = 0.65; /* of the threshold */

/* --- types ------------------------------------------------------------------------------------ */

static enum feature type_agreement(enum mention_type mention, enum kb_type type)
{
	static const enum feature agreement[4][KB_TYPES] = {
		[MENTION_PER] = { [KB_PERSON] = F_TYPE_SAME },
		[MENTION_ORG] = { [KB_ORGANISATION] = F_TYPE_SAME,
		                  [KB_COUNTRY] = F_TYPE_NEAR,
		                  [KB_PLACE] = F_TYPE_NEAR,
		                  [KB_FACILITY] = F_TYPE_NEAR,
		                  [KB_WORK] = F_TYPE_NEAR,
		                  [KB_MISC] = F_TYPE_NEAR,
		                  [KB_OFFICE] = F_TYPE_NEAR },
		[MENTION_LOC] = { [KB_COUNTRY] = F_TYPE_SAME,
		                  [KB_PLACE] = F_TYPE_SAME,
		                  [KB_FACILITY] = F_TYPE_SAME,
		                  [KB_ORGANISATION] = F_TYPE_NEAR,
		                  [KB_MISC] = F_TYPE_NEAR },
		[MENTION_MISC] = { [KB_EVENT] = F_TYPE_SAME,
		                   [KB_WORK] = F_TYPE_SAME,
		                   [KB_MISC] = F_TYPE_SAME,
		                   [KB_OFFICE] = F_TYPE_SAME,
		                   [KB_COUNTRY] = F_TYPE_NEAR,
		                   [KB_ORGANISATION] = F_TYPE_NEAR,
		                   [KB_PLACE] = F_TYPE_NEAR,
		                   [KB_FACILITY] = F_TYPE_NEAR },
	};
	enum feature found = agreement[mention][type];

	if (type == KB_ANY)
		return F_TYPE_UNKNOWN;
	return found ? found : F_TYPE_OTHER;
}

/* --- the document ----------------------------------------------------------------------------- */

struct context {
	const struct kb_set *set;
	const struct rank_options *options;
	struct arena *arena;
	uint8_t *words;         /* a bit for each word of the document, by word_place */
	struct index countries; /* code -> mentions linked to it */
	uint32_t n_countries;   /* mentions linked to any */
	struct str home;        /* the country of most, or empty */
	uint32_t n_home;
};

/* The place of a word in the bits: ASCII letters without case. Two words of one place are no harm. */
static uint32_t word_place(struct str word)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.at[i];

		hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 16777619u;
	}
	return (hash ^ hash >> 16) % WORD_BITS;
}

static void read_words(const struct layers *layers, struct context *context)
{
	context->words = arena_zeroed(context->arena, WORD_BITS / 8);
	for (size_t i = 0; i < layers->n_tokens; i++) {
		struct str form = layers->tokens[i].form;

		if (form.len >= MIN_WORD) {
			uint32_t place = word_place(form);

			context->words[place / 8] |= (uint8_t)(1u << place % 8);
		}
	}
}

static bool has_word(const struct context *context, struct str word)
{
	uint32_t place = word_place(word);

	return context->words[place / 8] >> place % 8 & 1;
}

static bool is_word_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* What tells a title from others of its name: "(Hong Kong)", ", Arkansas"; empty where nothing does. */
static struct str qualifier_of(const struct meaning *meaning)
{
	size_t bracket = str_find(meaning->id, '(', 0), comma = str_find(meaning->id, ',', 0);

	if (!str_is(meaning->kb, "wikipedia"))
		return (struct str){ NULL, 0 };
	return str_slice(meaning->id, bracket < comma ? bracket : comma, meaning->id.len);
}

/* Share of the words of a description that the document has. */
static double description_share(const struct context *context, struct str description)
{
	size_t n_words = 0, n_shared = 0;

	for (size_t at = 0; at < description.len && n_words < DESCRIPTION_WORDS; at++) {
		size_t begin = at;

		while (at < description.len && is_word_byte((unsigned char)description.at[at]))
			at++;
		if (at - begin >= MIN_WORD) {
			n_words++;
			n_shared += has_word(context, str_slice(description, begin, at));
		}
	}
	return n_words ? (double)n_shared / (double)(n_words + 1) : 0;
}

static double country_share(const struct context *context, struct str country, uint32_t own)
{
	const uint32_t *count;

	if (country.len == 0 || context->n_countries <= own)
		return 0;
	count = index_find(&context->countries, country);
	if (!count || *count <= own)
		return 0;
	return (double)(*count - own) / (double)(context->n_countries - own);
}

/* --- features ---------------------------------------------------------------------------------- */

/* A first idea of how strong a candidate is among those of its name, in doublings. */
static double strength(const struct meaning *meaning, enum mention_type type)
{
	static const double agreement[N_FEATURES] = { [F_TYPE_SAME] = 2, [F_TYPE_NEAR] = 1, [F_TYPE_UNKNOWN] = 0,
		                                      [F_TYPE_OTHER] = -4 };
	static const double naming[KB_NAMINGS] = { [KB_LABEL] = 2, [KB_SHORT] = -2, [KB_WEAK] = -2 };
	const struct kb_candidate *at = &meaning->candidate.at;

	if (meaning->candidate.form == FORM_TITLE)
		return 2;
	return at->popularity / 16.0 + at->count / 2.0 + naming[at->naming] +
	       agreement[type_agreement(type, meaning->type)];
}

/* Whether a name is the label, underscores of a title counting as blanks. */
static bool is_spelled_alike(struct str name, struct str label)
{
	if (name.len != label.len)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] != label.at[i] && !(name.at[i] == ' ' && label.at[i] == '_'))
			return false;
	return true;
}

/* "European" for Europe: an adjective that begins as the place does. */
static bool is_adjective(const struct name *name, const struct meaning *meaning)
{
	struct str label = meaning->label;

	return (meaning->type == KB_PLACE || meaning->type == KB_COUNTRY) && name->n_words == 1 && label.len >= 4 &&
	       str_ends(name->key, "an") && strncasecmp(label.at, name->key.at, label.len - 1) == 0 &&
	       name->key.len <= label.len + 2 && name->key.len >= label.len;
}

/* The other candidates of a name, as far as one is weighed against them. */
struct rivals {
	double best, second; /* strengths */
	double counts, fame; /* sums */
};

static struct rivals rivals_of(const struct choice *choice, enum mention_type type)
{
	struct rivals rivals = { .best = NO_RIVAL, .second = NO_RIVAL };

	for (size_t i = 0; i < choice->n; i++) {
		const struct meaning *meaning = &choice->meanings[i];
		double here = strength(meaning, type);

		if (here > rivals.best) {
			rivals.second = rivals.best;
			rivals.best = here;
		} else if (here > rivals.second) {
			rivals.second = here;
		}
		if (meaning->candidate.form == FORM_TITLE)
			continue;
		rivals.counts += exp2(meaning->candidate.at.count / 2.0) - 1;
		if (type_agreement(type, meaning->type) != F_TYPE_OTHER)
			rivals.fame += exp2(meaning->candidate.at.popularity / 16.0);
	}
	return rivals;
}

/* Features of a meaning that the rest of the document has no part in, its words excepted. */
static void fill_own(const struct context *context, const struct name *name, const struct choice *choice,
                     const struct rivals *rivals, const struct meaning *meaning, double f[N_FEATURES])
{
	static const enum feature forms[FORM_COUNT] = { [FORM_SUFFIX] = F_SUFFIX, [FORM_VARIANT] = F_VARIANT,
		                                        [FORM_ORDER] = F_ORDER,   [FORM_PART] = F_PART,
		                                        [FORM_TITLE] = F_TITLE };
	static const enum feature mention_features[] = { F_PERSON, F_ORGANISATION, F_PLACE, F_BIAS };
	const struct kb_candidate *at = &meaning->candidate.at;
	enum feature agreement = type_agreement(name->type, meaning->type);
	struct str qualifier;
	double own = strength(meaning, name->type), lead = own - (own == rivals->best ? rivals->second : rivals->best);

	f[mention_features[name->type]] = 1;
	f[F_BIAS] = 1;
	f[agreement] = 1;
	if (forms[meaning->candidate.form])
		f[forms[meaning->candidate.form]] = 1;
	f[F_RIVAL] = lead < 0 ? fmin(-lead / 4, 1) : 0;
	f[F_LEAD] = choice->n > 1 && lead > 0 ? fmin(lead / 4, 1) : 0;
	f[F_ALONE] = choice->n == 1;
	f[F_ONE_WORD_PERSON] = name->type == MENTION_PER && name->n_words == 1;
	f[F_ONE_WORD] = name->type != MENTION_PER && name->n_words == 1;
	f[F_LONG] = name->n_words >= 3;
	if (meaning->candidate.form == FORM_TITLE) {
		f[F_TITLE_PERSON] = name->type == MENTION_PER && name->n_words > 1;
		f[F_TITLE_WORD] = name->type == MENTION_PER && name->n_words == 1;
		f[F_TITLE_GIVEN] = f[F_TITLE_WORD] != 0 && kb_given_gender(context->set, name->words[0]) != KB_GENDER_UNKNOWN;
		f[F_TITLE_COMMON] = f[F_TITLE_PERSON] != 0 && kb_given_gender(context->set, name->words[0]) != KB_GENDER_UNKNOWN;
		f[F_TITLE_LONG] = name->type != MENTION_PER && name->n_words > 1;
		return;
	}
	if (meaning->candidate.form != FORM_VARIANT)
		f[at->naming <= KB_WEAK ? F_LABEL + at->naming : F_WEAK] = 1;
	f[F_COUNT] = at->count / 16.0;
	f[F_POPULARITY] = at->popularity / 128.0;
	f[F_COUNT_SHARE] = (exp2(at->count / 2.0) - 1) / (rivals->counts + 1);
	if (agreement != F_TYPE_OTHER)
		f[F_FAME_SHARE] = exp2(at->popularity / 16.0) / (rivals->fame + 8);
	f[F_USER] = at->layer > 0;
	f[F_REDIRECT_UNKNOWN] = at->naming == KB_REDIRECT && meaning->type == KB_ANY;
	f[F_DEMONYM_MISC] = name->type == MENTION_MISC && (at->naming == KB_DEMONYM || is_adjective(name, meaning));
	f[F_SPELLING] = is_spelled_alike(name->bare, meaning->label);
	f[F_SURNAME] = f[F_ONE_WORD_PERSON] && at->naming != KB_LABEL;
	f[F_PLACE_ORGANISATION] = name->type == MENTION_ORG && (meaning->type == KB_COUNTRY || meaning->type == KB_PLACE);
	f[F_OBSCURE] = name->n_words == 1 && at->popularity < 48;
	f[F_GAZETTEER] = at->layer == 0 && str_is(meaning->kb, "geonames");
	f[F_CONTEXT] = description_share(context, meaning->description);
	f[F_OFTEN] = at->naming != KB_LABEL && at->count >= OFTEN_SEEN && f[F_COUNT_SHARE] > 0.8;
	f[F_REGION] = str_starts(meaning->description, "state ") || str_starts(meaning->description, "province ");
	qualifier = qualifier_of(meaning);
	if (qualifier.len) {
		f[F_QUALIFIED] = description_share(context, qualifier);
		f[F_UNQUALIFIED] = f[F_QUALIFIED] == 0 && at->count < OFTEN_SEEN;
	}
}

/* Whether things of several countries have just this name: "Democratic Party". */
static bool is_shared_abroad(const struct choice *choice, enum mention_type type)
{
	struct str country = { NULL, 0 };

	for (size_t i = 0; i < choice->n; i++) {
		const struct meaning *meaning = &choice->meanings[i];

		if (meaning->candidate.form == FORM_TITLE || meaning->candidate.at.naming != KB_LABEL || !meaning->country.len ||
		    type_agreement(type, meaning->type) != F_TYPE_SAME)
			continue;
		if (country.len && !str_eq(country, meaning->country))
			return true;
		country = meaning->country;
	}
	return false;
}

/* Features that tell whether the meaning goes with the other links of the document; own: mentions of the name. */
static void fill_coherence(const struct context *context, const struct choice *choice, const struct meaning *meaning,
                           uint32_t own, double f[N_FEATURES])
{
	f[F_HOME] = choice->n > 1 && meaning->country.len && str_eq(meaning->country, context->home);
	f[F_COUNTRY] = country_share(context, meaning->country, own);
	f[F_FOREIGN] = meaning->country.len && context->n_countries >= 3 && f[F_COUNTRY] == 0;
	if (choice->is_shared && meaning->candidate.form != FORM_TITLE && meaning->candidate.at.naming == KB_LABEL) {
		f[F_NATIONAL] = str_eq(meaning->country, context->home) && f[F_COUNTRY] > 0;
		f[F_ABROAD] = meaning->country.len && context->home.len && !str_eq(meaning->country, context->home);
	}
}

static struct str explain(const double f[N_FEATURES], struct arena *arena)
{
	struct buf why = { NULL, 0, 0 };
	struct str kept;

	for (size_t i = 0; i < N_FEATURES; i++)
		if (f[i] != 0)
			buf_printf(&why, "%s%s=%.3f", why.len ? " " : "", feature_names[i], f[i]);
	kept = arena_str(arena, buf_str(&why));
	buf_free(&why);
	return kept;
}

static int by_score(const void *a, const void *b)
{
	const struct meaning *x = a, *y = b;
	int order;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	order = str_cmp(x->kb, y->kb);
	return order ? order : str_cmp(x->id, y->id);
}

static double weigh(const double f[N_FEATURES])
{
	double sum = 0;

	for (size_t i = 0; i < N_FEATURES; i++)
		sum += weights[i] * f[i];
	return sum;
}

/*
 * From which score on the best meaning is meant. A well-known thing of the right type that has the very name and no rival
 * near it ("Moscow", "Florida") needs less: what little towns share its name takes from its share of their fame.
 */
static double threshold_of(const struct context *context, const struct name *name, const struct choice *choice)
{
	const struct meaning *best = &choice->meanings[0];
	double threshold = context->options->threshold;

	if (name->type == MENTION_PER || best->candidate.form != FORM_EXACT || best->candidate.at.naming > KB_ALIAS ||
	    best->candidate.at.popularity < WELL_KNOWN || type_agreement(name->type, best->type) != F_TYPE_SAME ||
	    (choice->n > 1 && LEADS * choice->meanings[1].score > best->score))
		return threshold;
	return threshold * EASED;
}

static void score_meanings(const struct context *context, const struct name *name, struct choice *choice,
                           bool explained)
{
	struct str chosen = choice->is_linked ? choice->meanings[0].id : (struct str){ NULL, 0 };
	struct rivals rivals = explained ? rivals_of(choice, name->type) : (struct rivals){ 0 };

	for (size_t i = 0; i < choice->n; i++) {
		struct meaning *meaning = &choice->meanings[i];
		uint32_t own = choice->is_linked && str_eq(meaning->id, chosen) ? name->n_mentions : 0;
		double f[N_FEATURES] = { 0 };

		fill_coherence(context, choice, meaning, own, f);
		meaning->score = 1 / (1 + exp(-meaning->own - weigh(f)));
		if (explained) {
			fill_own(context, name, choice, &rivals, meaning, f);
			meaning->why = explain(f, context->arena);
		}
	}
	if (choice->n > 1)
		qsort(choice->meanings, choice->n, sizeof *choice->meanings, by_score);
	choice->is_linked = choice->n && choice->meanings[0].score >= threshold_of(context, name, choice);
	choice->nil_score = choice->n ? 1 - choice->meanings[0].score : 1;
}

/* "Chinese", "Scottish", "Australians", "Swiss": how words for the people of a country end. */
static bool ends_as_people(struct str key)
{
	static const char *const ends[] = { "ese", "ish", "an", "ans", "i", "is", "ic", "ch", "sh", "ss", "ek", "eks", "ots" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(key, ends[i]))
			return true;
	return false;
}

/* Whether a name is that of a country's people, by the knowledge base's word or by another name of a well-known country. */
static bool is_demonym(const struct context *context, const struct name *name, const struct candidate *candidate)
{
	struct kb_entity entity;

	if (candidate->form == FORM_TITLE || candidate->at.naming == KB_DEMONYM)
		return candidate->form != FORM_TITLE;
	if (name->n_words > 1 || candidate->form != FORM_EXACT || candidate->at.popularity < WELL_KNOWN ||
	    (candidate->at.naming != KB_ALIAS && candidate->at.naming != KB_REDIRECT) || !ends_as_people(name->key))
		return false;
	kb_entity(context->set, &candidate->at, &entity);
	return entity.type == KB_COUNTRY;
}

/* "Russian" is Russia, not the language or the people: a demonym keeps out what else a name may mean. */
static size_t keep_demonyms(const struct context *context, const struct name *name, struct candidate *found, size_t n)
{
	size_t n_kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (is_demonym(context, name, &found[i])) {
			found[n_kept] = found[i];
			found[n_kept++].at.naming = KB_DEMONYM;
		}
	}
	return n_kept ? n_kept : n;
}

static void find_meanings(const struct context *context, const struct name *name, struct choice *choice)
{
	struct candidate found[CANDIDATES_MAX];
	struct rivals rivals;
	struct str title;
	size_t n = candidates_find(context->set, name, context->arena, found, &title);

	if (name->type == MENTION_MISC)
		n = keep_demonyms(context, name, found, n);
	*choice = (struct choice){ .meanings = arena_array(context->arena, struct meaning, n), .n = n };
	for (size_t i = 0; i < n; i++) {
		struct meaning *meaning = &choice->meanings[i];
		struct kb_entity *entity;

		*meaning = (struct meaning){ .candidate = found[i] };
		if (found[i].form == FORM_TITLE) {
			meaning->kb = str_of("wikipedia");
			meaning->id = title;
			meaning->label = name->bare;
			continue;
		}
		/* In the arena, as ids may borrow from it. */
		entity = arena_alloc(context->arena, sizeof *entity);
		kb_entity(context->set, &found[i].at, entity);
		meaning->kb = entity->kb;
		meaning->id = entity->id;
		meaning->label = entity->label;
		meaning->country = entity->country;
		meaning->description = entity->description;
		meaning->type = entity->type;
		meaning->gender = entity->gender;
	}
	rivals = rivals_of(choice, name->type);
	choice->is_shared = is_shared_abroad(choice, name->type);
	for (size_t i = 0; i < n; i++) {
		double f[N_FEATURES] = { 0 };

		fill_own(context, name, choice, &rivals, &choice->meanings[i], f);
		choice->meanings[i].own = weigh(f);
	}
}

/* Counts the countries of what is linked so far. */
static void count_countries(struct context *context, const struct mentions *mentions,
                            const struct ranking *ranking)
{
	for (size_t i = 0; i < mentions->n_names; i++) {
		const struct choice *choice = &ranking->choices[i];
		uint32_t n = mentions->names[i].n_mentions, *count;

		if (mentions->names[i].full != i || !choice->is_linked || !choice->meanings[0].country.len)
			continue;
		count = index_put(&context->countries, choice->meanings[0].country, 0, NULL);
		*count += n;
		context->n_countries += n;
		if (*count > context->n_home) {
			context->n_home = *count;
			context->home = choice->meanings[0].country;
		}
	}
}

void rank_names(const struct layers *layers, const struct kb_set *set, struct mentions *mentions,
                const struct rank_options *options, struct arena *arena, struct ranking *ranking)
{
	struct context context = { .set = set, .options = options, .arena = arena,
		                   .countries = { .arena = arena } };

	ranking->choices = arena_array(arena, struct choice, mentions->n_names);
	read_words(layers, &context);
	for (size_t i = 0; i < mentions->n_names; i++)
		if (mentions->names[i].full == i)
			find_meanings(&context, &mentions->names[i], &ranking->choices[i]);
	for (int round = 0; round < ROUNDS; round++) {
		if (round)
			count_countries(&context, mentions, ranking);
		for (size_t i = 0; i < mentions->n_names; i++)
			if (mentions->names[i].full == i)
				score_meanings(&context, &mentions->names[i], &ranking->choices[i],
				               options->explain && round == ROUNDS - 1);
	}
	for (size_t i = 0; i < mentions->n_names; i++)
		ranking->choices[i] = ranking->choices[mentions->names[i].full];
}
