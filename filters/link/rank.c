/*
 * rank.c: features of a candidate, the logistic score, two rounds for the document's countries.
 */
#include "rank.h"

#include <math.h>
#include <stdlib.h>

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
	F_REDIRECT_UNKNOWN, /* a redirect to something of no known type */
	F_PLACE_ORGANISATION, /* an organisation that would be a place: a club, a government */
	F_DEMONYM_MISC, /* "Russian" for Russia */
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
	N_FEATURES,
};

static const char *const feature_names[N_FEATURES] = {
	"bias",   "label",   "alias",       "redirect", "demonym",     "short",      "weak",  "suffix",
	"variant", "order",  "part",        "title",    "count",       "popularity", "rival", "lead",
	"alone",  "same-type", "near-type", "no-type",  "other-type",  "person",     "organisation", "place",
	"one-word-person", "one-word", "long", "title-person", "title-common", "title-long", "redirect-unknown", "place-organisation",
	"demonym-misc", "spelling", "surname", "user", "foreign", "obscure", "gazetteer", "count-share", "fame-share", "home", "country", "context",
};

/*
 * Fitted by `scripts/bench/link fit` on the development halves of the linking sets, but for four set by hand, of
 * which those sets have too few or, by their conventions, none: variant, demonym-misc, user, gazetteer.
 */
static const double weights[N_FEATURES] = {
	[F_BIAS] = -0.93,
	[F_LABEL] = -0.46,
	[F_ALIAS] = -1.28,
	[F_REDIRECT] = -1.42,
	[F_DEMONYM] = 0.07,
	[F_SHORT] = -2.15,
	[F_WEAK] = -3.33,
	[F_SUFFIX] = 0.28,
	[F_VARIANT] = -1.00,
	[F_ORDER] = -0.68,
	[F_PART] = -0.44,
	[F_TITLE] = 1.36,
	[F_COUNT] = -0.11,
	[F_POPULARITY] = -0.55,
	[F_RIVAL] = -1.49,
	[F_LEAD] = 0.38,
	[F_ALONE] = 1.33,
	[F_TYPE_SAME] = -0.18,
	[F_TYPE_NEAR] = -1.41,
	[F_TYPE_UNKNOWN] = -0.92,
	[F_TYPE_OTHER] = -0.75,
	[F_PERSON] = 1.18,
	[F_ORGANISATION] = 0.41,
	[F_PLACE] = 0.43,
	[F_ONE_WORD_PERSON] = -1.63,
	[F_ONE_WORD] = 0.14,
	[F_LONG] = 0.54,
	[F_TITLE_PERSON] = -0.97,
	[F_TITLE_COMMON] = 0.44,
	[F_TITLE_LONG] = -0.15,
	[F_REDIRECT_UNKNOWN] = -0.09,
	[F_PLACE_ORGANISATION] = 0.93,
	[F_DEMONYM_MISC] = 3.00,
	[F_SPELLING] = -0.41,
	[F_SURNAME] = 0.77,
	[F_USER] = 3.00,
	[F_FOREIGN] = -0.54,
	[F_OBSCURE] = -0.21,
	[F_GAZETTEER] = -1.50,
	[F_COUNT_SHARE] = 1.59,
	[F_FAME_SHARE] = 2.53,
	[F_HOME] = -0.23,
	[F_COUNTRY] = 1.22,
	[F_CONTEXT] = 1.74,
};

enum { ROUNDS = 2, MAX_MEANINGS_CONTEXT = 8, DESCRIPTION_WORDS = 10 };

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
	struct index words;     /* lower-cased words of the document */
	struct index countries; /* code -> mentions linked to it */
	uint32_t n_countries;   /* mentions linked to any */
	struct str home;        /* the country of most, or empty */
	uint32_t n_home;
};

static void read_words(const struct layers *layers, struct context *context)
{
	for (size_t i = 0; i < layers->n_tokens; i++) {
		struct str form = layers->tokens[i].form;
		char *lower;

		if (form.len < 4)
			continue;
		lower = arena_alloc(context->arena, form.len);
		for (size_t k = 0; k < form.len; k++)
			lower[k] = form.at[k] >= 'A' && form.at[k] <= 'Z' ? (char)(form.at[k] + 32) :
			                                                    form.at[k];
		index_put(&context->words, str_at(lower, form.len), 1, NULL);
	}
}

/* Share of the words of a description that the document has. */
static double description_share(const struct context *context, struct str description)
{
	char lower[32];
	size_t n_words = 0, n_shared = 0;

	for (size_t at = 0; at < description.len && n_words < DESCRIPTION_WORDS;) {
		size_t len = 0;

		while (at < description.len && len < sizeof lower) {
			unsigned char c = (unsigned char)description.at[at];

			if (c >= 'A' && c <= 'Z')
				c += 32;
			if (!((c >= 'a' && c <= 'z') || c >= 0x80))
				break;
			lower[len++] = (char)c;
			at++;
		}
		if (len >= 4) {
			n_words++;
			n_shared += index_find(&context->words, str_at(lower, len)) != NULL;
		}
		if (at < description.len && len < sizeof lower)
			at++;
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

static void fill_features(const struct context *context, const struct name *name, const struct choice *choice,
                          size_t i, bool is_linked_here, double f[N_FEATURES])
{
	static const enum feature forms[FORM_COUNT] = { [FORM_SUFFIX] = F_SUFFIX, [FORM_VARIANT] = F_VARIANT,
		                                        [FORM_ORDER] = F_ORDER,   [FORM_PART] = F_PART,
		                                        [FORM_TITLE] = F_TITLE };
	static const enum feature mention_features[] = { F_PERSON, F_ORGANISATION, F_PLACE, 0 };
	const struct meaning *meaning = &choice->meanings[i];
	const struct kb_candidate *at = &meaning->candidate.at;
	double rival = -100, counts = 0, fame = 0;

	memset(f, 0, N_FEATURES * sizeof *f);
	if (mention_features[name->type])
		f[mention_features[name->type]] = 1;
	if (forms[meaning->candidate.form])
		f[forms[meaning->candidate.form]] = 1;
	if (meaning->candidate.form != FORM_TITLE) {
		if (meaning->candidate.form != FORM_VARIANT)
			f[at->naming <= KB_WEAK ? F_LABEL + at->naming : F_WEAK] = 1;
		f[F_COUNT] = at->count / 16.0;
		f[F_POPULARITY] = at->popularity / 128.0;
		f[F_USER] = at->layer > 0;
	}
	for (size_t k = 0; k < choice->n; k++) {
		double other = strength(&choice->meanings[k], name->type);
		const struct meaning *rivals = &choice->meanings[k];

		if (rivals->candidate.form != FORM_TITLE) {
			counts += exp2(rivals->candidate.at.count / 2.0) - 1;
			if (type_agreement(name->type, rivals->type) != F_TYPE_OTHER)
				fame += exp2(rivals->candidate.at.popularity / 16.0);
		}

		if (k != i && other > rival)
			rival = other;
	}
	rival -= strength(meaning, name->type);
	if (meaning->candidate.form != FORM_TITLE) {
		f[F_COUNT_SHARE] = (exp2(at->count / 2.0) - 1) / (counts + 1);
		if (type_agreement(name->type, meaning->type) != F_TYPE_OTHER)
			f[F_FAME_SHARE] = exp2(at->popularity / 16.0) / (fame + 8);
	}
	f[F_HOME] = choice->n > 1 && meaning->country.len && str_eq(meaning->country, context->home);
	f[F_RIVAL] = rival > 0 ? fmin(rival / 4, 1) : 0;
	f[F_LEAD] = choice->n > 1 && rival < 0 ? fmin(-rival / 4, 1) : 0;
	f[F_ALONE] = choice->n == 1;
	f[type_agreement(name->type, meaning->type)] = 1;
	f[F_BIAS] = 1;
	f[F_ONE_WORD_PERSON] = name->type == MENTION_PER && name->n_words == 1;
	f[F_ONE_WORD] = name->type != MENTION_PER && name->n_words == 1;
	f[F_LONG] = name->n_words >= 3;
	if (meaning->candidate.form == FORM_TITLE) {
		f[F_TITLE_PERSON] = name->type == MENTION_PER && name->n_words > 1;
		f[F_TITLE_COMMON] = f[F_TITLE_PERSON] != 0 && kb_given_gender(context->set, name->words[0]) != KB_GENDER_UNKNOWN;
		f[F_TITLE_LONG] = name->type != MENTION_PER && name->n_words > 1;
	} else {
		f[F_REDIRECT_UNKNOWN] = at->naming == KB_REDIRECT && meaning->type == KB_ANY;
		f[F_DEMONYM_MISC] = at->naming == KB_DEMONYM && name->type == MENTION_MISC;
		f[F_SPELLING] = is_spelled_alike(name->bare, meaning->label);
		f[F_SURNAME] = f[F_ONE_WORD_PERSON] && at->naming != KB_LABEL;
	}
	f[F_PLACE_ORGANISATION] = name->type == MENTION_ORG && (meaning->type == KB_COUNTRY || meaning->type == KB_PLACE);
	f[F_COUNTRY] = country_share(context, meaning->country, is_linked_here ? name->n_mentions : 0);
	f[F_FOREIGN] = meaning->country.len && context->n_countries >= 3 && f[F_COUNTRY] == 0;
	f[F_OBSCURE] = name->n_words == 1 && meaning->candidate.form != FORM_TITLE && at->popularity < 48;
	f[F_GAZETTEER] = at->layer == 0 && str_is(meaning->kb, "geonames");
	f[F_CONTEXT] = description_share(context, meaning->description);
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

static void score_meanings(const struct context *context, const struct name *name, struct choice *choice,
                           bool explained)
{
	bool was_linked = choice->is_linked;
	struct str chosen = choice->n ? choice->meanings[0].id : (struct str){ NULL, 0 };

	for (size_t i = 0; i < choice->n; i++) {
		struct meaning *meaning = &choice->meanings[i];
		double f[N_FEATURES], sum = 0;

		fill_features(context, name, choice, i, was_linked && str_eq(meaning->id, chosen), f);
		for (size_t k = 0; k < N_FEATURES; k++)
			sum += weights[k] * f[k];
		meaning->score = 1 / (1 + exp(-sum));
		if (explained)
			meaning->why = explain(f, context->arena);
	}
	if (choice->n)
		qsort(choice->meanings, choice->n, sizeof *choice->meanings, by_score);
	choice->is_linked = choice->n && choice->meanings[0].score >= context->options->threshold;
	choice->nil_score = choice->n ? 1 - choice->meanings[0].score : 1;
}

/* "Russian" is Russia, not the language or the people: a demonym keeps out what else a name may mean. */
static size_t keep_demonyms(struct candidate *found, size_t n)
{
	size_t n_kept = 0;

	for (size_t i = 0; i < n; i++)
		if (found[i].form != FORM_TITLE && found[i].at.naming == KB_DEMONYM)
			found[n_kept++] = found[i];
	return n_kept ? n_kept : n;
}

static void find_meanings(const struct context *context, const struct name *name, struct choice *choice)
{
	struct candidate found[CANDIDATES_MAX];
	struct str title;
	size_t n = candidates_find(context->set, name, context->arena, found, &title);

	if (name->type == MENTION_MISC)
		n = keep_demonyms(found, n);
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
		                   .words = { .arena = arena }, .countries = { .arena = arena } };

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
