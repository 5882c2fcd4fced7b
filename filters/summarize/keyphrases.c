/*
 * keyphrases.c: vectors of the counted phrases, and a choice among them by score, each set of words once.
 */
#include <math.h>

#include "heap.h"
#include "keyphrases.h"
#include "phrases.h"

const char *const key_feature_names[KEY_FEATURES] = {
	[KEY_BIAS] = "bias",
	[KEY_COUNT] = "count",
	[KEY_COUNT_MULTI] = "count-multi",
	[KEY_COUNT_LENGTH] = "count-length",
	[KEY_IDF] = "idf",
	[KEY_IDF_COUNT] = "idf-count",
	[KEY_COMMON] = "common",
	[KEY_TWO_WORDS] = "two-words",
	[KEY_THREE_WORDS] = "three-words",
	[KEY_FIRST] = "first",
	[KEY_EARLY] = "early",
	[KEY_EARLY_50] = "early-50",
	[KEY_EARLY_200] = "early-200",
	[KEY_EARLY_600] = "early-600",
	[KEY_TWICE] = "twice",
	[KEY_THRICE] = "thrice",
	[KEY_LENGTH] = "length",
	[KEY_CAPITAL] = "capital",
	[KEY_CAPITAL_MULTI] = "capital-multi",
	[KEY_IN_TITLE] = "in-title",
	[KEY_DIGIT] = "digit",
	[KEY_LETTERS] = "letters",
	[KEY_LETTERS_6] = "letters-6",
	[KEY_LETTERS_8] = "letters-8",
	[KEY_LETTERS_10] = "letters-10",
	[KEY_COHESION] = "cohesion",
	[KEY_ONCE_MULTI] = "once-multi",
	[KEY_ED] = "ed",
	[KEY_ING] = "ing",
	[KEY_LY] = "ly",
	[KEY_ABSTRACT] = "abstract",
	[KEY_NAME] = "name",
	[KEY_NAME_COUNT] = "name-count",
	[KEY_NAME_ONCE] = "name-once",
	[KEY_NAME_TWO] = "name-two",
	[KEY_NAME_LONG] = "name-long",
	[KEY_NAME_KNOWN] = "name-known",
	[KEY_NOUN] = "noun",
	[KEY_VERB] = "verb",
	[KEY_ADJECTIVE] = "adjective",
	[KEY_MODIFIER] = "modifier",
};

/* --- vectors --------------------------------------------------------------------------------- */

static void add(struct key_vector *vector, enum key_feature feature, double x)
{
	if (x == 0)
		return;
	vector->at[vector->n] = (uint8_t)feature;
	vector->x[vector->n++] = (float)x;
}

static double log_of(const struct key_view *keys, uint32_t count)
{
	return count < sizeof keys->count_log / sizeof *keys->count_log ? keys->count_log[count] : log(count);
}

/* How often it stands, and how much its words say. */
static void add_weight(const struct key_view *keys, const struct phrase *it, bool is_multi, struct key_vector *vector)
{
	enum { STOP_WORDS_IDF = 5 }; /* of a name that has no terms */
	const struct terms *terms = &keys->view->terms;
	double idf = it->n_terms ? 0 : STOP_WORDS_IDF, count = log_of(keys, it->count);

	for (uint32_t k = 0; k < it->n_terms; k++)
		idf += terms->idf[it->term[k]] / it->n_terms;
	add(vector, KEY_BIAS, 1);
	add(vector, KEY_COUNT, count);
	add(vector, KEY_COUNT_MULTI, is_multi ? count : 0);
	add(vector, KEY_COUNT_LENGTH, count * keys->text_log / 5);
	add(vector, KEY_IDF, (float)idf / 10);
	add(vector, KEY_IDF_COUNT, (float)(idf * count) / 10);
	add(vector, KEY_COMMON, idf < 6 ? (6 - idf) / 6 : 0);
	add(vector, KEY_TWO_WORDS, is_multi && it->n_words == 2);
	add(vector, KEY_THREE_WORDS, is_multi && it->n_words >= 3);
}

static void add_place(const struct key_view *keys, const struct phrase *it, struct key_vector *vector)
{
	add(vector, KEY_FIRST, it->first_word / (keys->n_words + 1));
	add(vector, KEY_EARLY, 1 / (1 + (float)it->first_word / 10));
	add(vector, KEY_EARLY_50, it->first_word < 50);
	add(vector, KEY_EARLY_200, it->first_word < 200);
	add(vector, KEY_EARLY_600, it->first_word < 600);
	add(vector, KEY_TWICE, it->count >= 2);
	add(vector, KEY_THRICE, it->count >= 3);
	add(vector, KEY_LENGTH, (float)keys->text_log / 10);
}

/* The share of a phrase's occurrences among those of its most frequent word. */
static double cohesion(const struct terms *terms, const struct phrase *it)
{
	uint32_t most = 1;

	for (uint32_t k = 0; k < it->n_terms; k++)
		most = terms->count[it->term[k]] > most ? terms->count[it->term[k]] : most;
	return (double)it->count / most;
}

static void add_shape(const struct key_view *keys, const struct phrase *it, bool is_name, bool is_multi,
                      struct key_vector *vector)
{
	float capital = (float)it->n_capital / (float)it->count;
	size_t letters = is_name ? 0 : it->text.len;

	add(vector, KEY_CAPITAL, capital);
	add(vector, KEY_CAPITAL_MULTI, is_multi ? capital : 0);
	add(vector, KEY_IN_TITLE, it->is_in_title);
	add(vector, KEY_DIGIT, it->has_digit);
	add(vector, KEY_LETTERS, (letters < 30 ? (double)letters : 30) / 10);
	add(vector, KEY_LETTERS_6, letters >= 6);
	add(vector, KEY_LETTERS_8, letters >= 8);
	add(vector, KEY_LETTERS_10, letters >= 10);
	if (is_multi) {
		add(vector, KEY_COHESION, cohesion(&keys->view->terms, it));
		add(vector, KEY_ONCE_MULTI, it->count == 1);
	} else if (!is_name) {
		add(vector, KEY_ED, str_ends(it->text, "ed"));
		add(vector, KEY_ING, str_ends(it->text, "ing"));
		add(vector, KEY_LY, str_ends(it->text, "ly"));
		add(vector, KEY_ABSTRACT, str_ends(it->text, "ion") || str_ends(it->text, "ity") ||
		                                  str_ends(it->text, "ment"));
	}
}

static void add_name(const struct key_view *keys, const struct phrase *it, struct key_vector *vector)
{
	const struct chain *chain = &keys->view->chains.chains[it->chain];

	add(vector, KEY_NAME, 1);
	add(vector, KEY_NAME_COUNT, log_of(keys, chain->n_mentions));
	add(vector, KEY_NAME_ONCE, chain->n_names == 1);
	add(vector, KEY_NAME_TWO, it->n_words == 2);
	add(vector, KEY_NAME_LONG, it->n_words >= 3);
	add(vector, KEY_NAME_KNOWN, chain->id.len && !str_is(chain->kb, "nil"));
}

static void add_parts(const struct phrase *it, struct key_vector *vector)
{
	float count = (float)it->count;

	add(vector, KEY_NOUN, (float)it->n_nouns / count);
	add(vector, KEY_VERB, (float)it->n_verbs / count);
	add(vector, KEY_ADJECTIVE, (float)it->n_adjectives / count);
	add(vector, KEY_MODIFIER, (float)it->n_modifiers / count);
}

void keyphrases_vector(const struct key_view *keys, const struct key_candidate *candidate,
                       struct key_vector *vector)
{
	const struct phrase *it = candidate->phrase;
	bool is_name = it->chain != LAYERS_NONE, is_multi = it->n_words > 1 && !is_name;

	vector->n = 0;
	add_weight(keys, it, is_multi, vector);
	add_place(keys, it, vector);
	add_shape(keys, it, is_name, is_multi, vector);
	if (is_name)
		add_name(keys, it, vector);
	else if (keys->has_tags)
		add_parts(it, vector);
}

/*
 * Whether a phrase can stand by itself: a name, or something that ends in a noun which says what it is
 * about. A word with a hyphen is mostly an adjective ("first-quarter"), one with a digit an amount, and a
 * title is said with its person.
 */
static bool is_candidate(const struct phrase *it)
{
	enum { OFTEN = 3 }; /* so often named, even an agency is what the text is about */

	if (it->chain != LAYERS_NONE)
		return !it->is_dull || it->count >= OFTEN;
	if (it->n_words == 1 && (it->is_dull || it->is_hyphened || it->has_digit))
		return false;
	return 2 * it->n_nouns >= it->count && it->n_titles < it->count;
}

/* Whether it is an adjective that comes again: with its noun it may say what the text is about. */
static bool is_adjective(const struct phrase *it)
{
	return it->n_words == 1 && it->count > 1 && !it->has_digit && 2 * it->n_adjectives >= it->count;
}

/*
 * The phrase that says a word in full: one of the title's, or one that it stands in at least every other time
 * and that comes again or is all nouns.
 */
static const struct phrase *in_full(const struct phrases *phrases, const struct phrase *it)
{
	const struct phrase *longer = it->longer == PHRASE_NONE ? NULL : &phrases->items[it->longer];

	if (!longer || it->chain != LAYERS_NONE)
		return it;
	if (longer->is_in_title)
		return longer;
	return 2 * longer->count >= it->count && (longer->count > 1 || !longer->has_adjective) ? longer : it;
}

void keyphrases_read(const struct view *view, struct arena *arena, struct key_view *keys)
{
	struct phrases phrases;

	*keys = (struct key_view){ .view = view, .has_tags = phrases_have_tags(view) };
	keys->n_words = view->terms.running_first[view->terms.n_sentences];
	keys->text_log = log(keys->n_words + 1);
	for (size_t n = 2; n < sizeof keys->count_log / sizeof *keys->count_log; n++)
		keys->count_log[n] = log((double)n);
	phrases_read(view, arena, &phrases);
	keys->candidates = arena_array(arena, struct key_candidate, phrases.n);
	for (size_t i = 0; i < phrases.n; i++) {
		const struct phrase *it = &phrases.items[i];

		const struct phrase *full = keys->has_tags ? in_full(&phrases, it) : it;

		if (is_candidate(it) || (full != it && is_adjective(it)))
			keys->candidates[keys->n_candidates++] = (struct key_candidate){ it, full };
	}
}

/* --- choice ---------------------------------------------------------------------------------- */

/* Whether the terms of b stand in a, side by side. */
static bool contains(const struct phrase *a, const struct phrase *b)
{
	for (uint32_t i = 0; b->n_terms && i + b->n_terms <= a->n_terms; i++) {
		if (memcmp(a->term + i, b->term, b->n_terms * sizeof *b->term) == 0)
			return true;
	}
	return false;
}

/* The id of a name that is linked, else empty. */
static struct str id_of(const struct view *view, const struct phrase *it)
{
	const struct chain *chain = it->chain == LAYERS_NONE ? NULL : &view->chains.chains[it->chain];

	return chain && !str_is(chain->kb, "nil") ? chain->id : str_at(NULL, 0);
}

/* Whether one of the phrases taken says the candidate already. */
static bool is_said(const struct view *view, const struct key_candidate *const *taken, size_t n,
                    const struct key_candidate *candidate)
{
	const struct phrase *it = candidate->full;
	struct str id = id_of(view, candidate->phrase);

	for (size_t i = 0; i < n; i++) {
		const struct phrase *other = taken[i]->full;

		if (contains(other, it) || contains(it, other) || str_eq(it->text, other->text) ||
		    (candidate->phrase->chain != LAYERS_NONE &&
		     candidate->phrase->chain == taken[i]->phrase->chain) ||
		    (id.len && str_eq(id, id_of(view, taken[i]->phrase))))
			return true;
	}
	return false;
}

/*
 * What a reader wants besides what the model says, which tells how good a word is and not the phrase that is
 * given in its place: persons who come again, phrases of the title or that come again; a word that comes once,
 * far down, says little by itself. Set by hand.
 */
static double preference(const struct view *view, const struct key_candidate *candidate)
{
	enum { BEGINNING = 50, OFTEN = 5 };
	const struct phrase *it = candidate->full;
	double sum = it == candidate->phrase ? 0 : -1;

	if (it->chain != LAYERS_NONE) {
		const struct chain *chain = &view->chains.chains[it->chain];

		return str_is(chain->type, "PER") ? 0.1 * fmin(chain->n_names - 1, OFTEN) : 0;
	}
	if (it->n_words == 1)
		return it->count == 1 && it->first_word >= BEGINNING ? -0.25 : 0;
	if (it->is_in_title)
		return 0.5;
	return it->count > 1 ? sum + 0.3 : sum;
}

static double score(const struct key_view *keys, const float weights[KEY_FEATURES],
                    const struct key_candidate *candidate)
{
	struct key_vector vector;
	double sum = 0;

	keyphrases_vector(keys, candidate, &vector);
	for (size_t k = 0; k < vector.n; k++)
		sum += weights[vector.at[k]] * vector.x[k];
	return keys->has_tags ? sum + preference(keys->view, candidate) : sum;
}

static struct keyphrase present(const struct view *view, const struct phrase *it, double score)
{
	struct keyphrase phrase = {
		.text = it->text,
		.type = str_of(it->n_words > 1 ? "phrase" : "word"),
		.id = id_of(view, it),
		.score = score,
	};

	if (it->chain != LAYERS_NONE)
		phrase.type = view->chains.chains[it->chain].type;
	return phrase;
}

size_t keyphrases_find(const struct key_model *model, const struct view *view, size_t most,
                       struct arena *arena, struct keyphrase **phrases)
{
	struct key_view keys;
	struct heap heap = { 0 };
	const struct key_candidate **taken;
	const float *weights;
	size_t n = 0;

	keyphrases_read(view, arena, &keys);
	weights = model->weight[keys.has_tags ? KEY_TAGGED : KEY_PLAIN];
	heap.entries = arena_array(arena, struct heap_entry, keys.n_candidates);
	for (uint32_t i = 0; i < keys.n_candidates; i++)
		heap.entries[heap.n++] = (struct heap_entry){ score(&keys, weights, &keys.candidates[i]), i };
	heap_build(&heap);
	most = most < keys.n_candidates ? most : keys.n_candidates;
	taken = arena_items(arena, most, sizeof *taken);
	*phrases = arena_array(arena, struct keyphrase, most);
	for (; heap.n && n < most; heap_drop(&heap)) {
		const struct key_candidate *best = &keys.candidates[heap.entries[0].number];

		if (is_said(view, taken, n, best))
			continue;
		(*phrases)[n] = present(view, best->full, 1 / (1 + exp(-heap.entries[0].score)));
		taken[n++] = best;
	}
	return n;
}
