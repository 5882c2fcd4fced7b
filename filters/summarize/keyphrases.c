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

static void read_vector(const struct view *view, const struct phrases *phrases, const struct phrase *it,
                        float *x)
{
	enum { STOP_WORDS_IDF = 5 }; /* of a name that has no terms */
	const struct terms *terms = &view->terms;
	double n = terms->running_first[terms->n_sentences], most = 1;
	double idf = it->n_terms ? 0 : STOP_WORDS_IDF;
	double count = it->count > 1 ? log(it->count) : 0, text_log = log(n + 1);
	bool is_name = it->chain != LAYERS_NONE, is_multi = it->n_words > 1 && !is_name, in_title = it->n_terms;

	for (uint32_t k = 0; k < it->n_terms; k++) {
		idf += terms->idf[it->term[k]] / it->n_terms;
		most = fmax(most, terms->count[it->term[k]]);
		in_title &= view->in_title[it->term[k]];
	}
	memset(x, 0, KEY_FEATURES * sizeof *x);
	x[KEY_BIAS] = 1;
	x[KEY_COUNT] = (float)count;
	x[KEY_COUNT_MULTI] = (float)(is_multi ? count : 0);
	x[KEY_COUNT_LENGTH] = (float)(count * text_log / 5);
	x[KEY_IDF] = (float)idf / 10;
	x[KEY_IDF_COUNT] = (float)(idf * count) / 10;
	x[KEY_COMMON] = (float)fmax(0, (6 - idf) / 6);
	x[KEY_TWO_WORDS] = is_multi && it->n_words == 2;
	x[KEY_THREE_WORDS] = is_multi && it->n_words >= 3;
	x[KEY_FIRST] = (float)(it->first_word / (n + 1));
	x[KEY_EARLY] = 1 / (1 + (float)it->first_word / 10);
	x[KEY_EARLY_50] = it->first_word < 50;
	x[KEY_EARLY_200] = it->first_word < 200;
	x[KEY_EARLY_600] = it->first_word < 600;
	x[KEY_TWICE] = it->count >= 2;
	x[KEY_THRICE] = it->count >= 3;
	x[KEY_LENGTH] = (float)text_log / 10;
	x[KEY_CAPITAL] = (float)it->n_capital / (float)it->count;
	x[KEY_CAPITAL_MULTI] = is_multi ? x[KEY_CAPITAL] : 0;
	x[KEY_IN_TITLE] = in_title;
	x[KEY_DIGIT] = it->has_digit;
	x[KEY_LETTERS] = (float)(is_name ? 0 : fmin(it->text.len, 30) / 10);
	x[KEY_LETTERS_6] = !is_name && it->text.len >= 6;
	x[KEY_LETTERS_8] = !is_name && it->text.len >= 8;
	x[KEY_LETTERS_10] = !is_name && it->text.len >= 10;
	x[KEY_COHESION] = (float)(is_multi ? it->count / most : 0);
	x[KEY_ONCE_MULTI] = is_multi && it->count == 1;
	if (!is_multi && !is_name) {
		x[KEY_ED] = str_ends(it->text, "ed");
		x[KEY_ING] = str_ends(it->text, "ing");
		x[KEY_LY] = str_ends(it->text, "ly");
		x[KEY_ABSTRACT] = str_ends(it->text, "ion") || str_ends(it->text, "ity") ||
		                  str_ends(it->text, "ment");
	}
	if (is_name) {
		const struct chain *chain = &view->chains.chains[it->chain];

		x[KEY_NAME] = 1;
		x[KEY_NAME_COUNT] = (float)log(chain->n_mentions);
		x[KEY_NAME_ONCE] = chain->n_names == 1;
		x[KEY_NAME_TWO] = it->n_words == 2;
		x[KEY_NAME_LONG] = it->n_words >= 3;
		x[KEY_NAME_KNOWN] = chain->id.len && !str_is(chain->kb, "nil");
	} else if (phrases->has_tags) {
		x[KEY_NOUN] = (float)it->n_nouns / (float)it->count;
		x[KEY_VERB] = (float)it->n_verbs / (float)it->count;
		x[KEY_ADJECTIVE] = (float)it->n_adjectives / (float)it->count;
		x[KEY_MODIFIER] = (float)it->n_modifiers / (float)it->count;
	}
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

static struct keyphrase present(const struct view *view, const struct phrase *it)
{
	struct keyphrase phrase = {
		.text = it->text,
		.type = str_of(it->n_words > 1 ? "phrase" : "word"),
		.id = str_at(NULL, 0),
	};

	if (it->chain != LAYERS_NONE) {
		const struct chain *chain = &view->chains.chains[it->chain];

		phrase.type = chain->type;
		if (!str_is(chain->kb, "nil"))
			phrase.id = chain->id;
	}
	return phrase;
}

/*
 * The phrase that says a word in full: one that it stands in at least every other time, and that comes
 * again or is all nouns.
 */
static const struct phrase *in_full(const struct phrases *phrases, const struct phrase *it)
{
	const struct phrase *longer = it->longer == PHRASE_NONE ? NULL : &phrases->items[it->longer];

	if (!longer || it->chain != LAYERS_NONE || !phrases->has_tags || 2 * longer->count < it->count)
		return it;
	return longer->count > 1 || !longer->has_adjective ? longer : it;
}

size_t keyphrases_candidates(const struct view *view, struct arena *arena,
                             struct key_candidate **candidates)
{
	struct phrases phrases;
	size_t n = 0;

	phrases_read(view, arena, &phrases);
	*candidates = arena_array(arena, struct key_candidate, phrases.n);
	for (size_t i = 0; i < phrases.n; i++) {
		const struct phrase *it = &phrases.items[i], *full = in_full(&phrases, it);
		struct key_candidate *candidate = &(*candidates)[n];

		if (!is_candidate(it))
			continue;
		n++;
		candidate->phrase = present(view, it);
		candidate->full = present(view, full);
		candidate->is_in_full = full != it;
		candidate->n_names = it->chain != LAYERS_NONE ? view->chains.chains[it->chain].n_names : 0;
		candidate->terms = full->term;
		candidate->n_terms = full->n_terms;
		candidate->chain = it->chain;
		read_vector(view, &phrases, it, candidate->vector);
	}
	return n;
}

/* --- choice ---------------------------------------------------------------------------------- */

/* Whether the terms of b stand in a, side by side. */
static bool contains(const struct key_candidate *a, const struct key_candidate *b)
{
	for (uint32_t i = 0; b->n_terms && i + b->n_terms <= a->n_terms; i++) {
		if (memcmp(a->terms + i, b->terms, b->n_terms * sizeof *b->terms) == 0)
			return true;
	}
	return false;
}

/* Whether one of the phrases taken says the candidate already. */
static bool is_said(const struct key_candidate *const *taken, size_t n,
                    const struct key_candidate *candidate)
{
	for (size_t i = 0; i < n; i++) {
		if (contains(taken[i], candidate) || contains(candidate, taken[i]) ||
		    str_eq(candidate->full.text, taken[i]->full.text) ||
		    (candidate->chain != LAYERS_NONE && candidate->chain == taken[i]->chain) ||
		    (candidate->phrase.id.len && str_eq(candidate->phrase.id, taken[i]->phrase.id)))
			return true;
	}
	return false;
}

/*
 * What the model says, and what a reader wants: annotators take parts of names and words out of phrases.
 * Set by hand, so that of ten phrases more are persons and things that come again, in full, while
 * precision against annotators stays what it was.
 */
static double score(const float weights[KEY_FEATURES], const struct key_candidate *candidate)
{
	const float *x = candidate->vector;
	double sum = 0;

	for (size_t f = 0; f < KEY_FEATURES; f++)
		sum += weights[f] * x[f];
	if (str_is(candidate->phrase.type, "PER"))
		sum += 0.3 * fmin(candidate->n_names - 1, 5);
	return candidate->is_in_full ? sum - 0.6 : sum;
}

size_t keyphrases_find(const struct key_model *model, const struct view *view, size_t most,
                       struct arena *arena, struct keyphrase **phrases)
{
	enum key_level level = view->layers->n_tokens && view->level >= LEVEL_TAG ? KEY_TAGGED : KEY_PLAIN;
	struct key_candidate *candidates;
	size_t n_candidates = keyphrases_candidates(view, arena, &candidates), n = 0;
	struct heap heap = { arena_array(arena, struct heap_entry, n_candidates), n_candidates };
	const struct key_candidate **taken = arena_items(arena, most < n_candidates ? most : n_candidates,
	                                                 sizeof *taken);

	for (uint32_t i = 0; i < n_candidates; i++)
		heap.entries[i] = (struct heap_entry){ score(model->weight[level], &candidates[i]), i };
	heap_build(&heap);
	for (; heap.n && n < most; heap_drop(&heap)) {
		struct key_candidate *best = &candidates[heap.entries[0].number];

		if (is_said(taken, n, best))
			continue;
		best->full.score = 1 / (1 + exp(-heap.entries[0].score));
		taken[n++] = best;
	}
	*phrases = arena_array(arena, struct keyphrase, n);
	for (size_t i = 0; i < n; i++)
		(*phrases)[i] = taken[i]->full;
	return n;
}
