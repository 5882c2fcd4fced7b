/*
 * keyphrases.c: candidates are counted in an index keyed by their term numbers; a choice among
 * them by score, each set of words once.
 */
#include <math.h>
#include <stdlib.h>

#include "heap.h"
#include "keyphrases.h"
#include "words.h"

enum { MAX_WORDS = 3, MAX_TERMS = 6 };

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
	[KEY_CAPITAL] = "capital",
	[KEY_CAPITAL_MULTI] = "capital-multi",
	[KEY_IN_TITLE] = "in-title",
	[KEY_DIGIT] = "digit",
	[KEY_LETTERS] = "letters",
	[KEY_COHESION] = "cohesion",
	[KEY_ONCE_MULTI] = "once-multi",
	[KEY_ED] = "ed",
	[KEY_ING] = "ing",
	[KEY_LY] = "ly",
	[KEY_NAME] = "name",
	[KEY_NAME_COUNT] = "name-count",
	[KEY_NOUN] = "noun",
	[KEY_VERB] = "verb",
	[KEY_ADJECTIVE] = "adjective",
};

/* A word of a phrase: one running word, or several joined by hyphens or dots ("ex-wife", "U.S."). */
struct piece {
	uint32_t first, last; /* running words, both included */
	uint32_t begin, end;  /* in the sentence's text */
	bool breaks_before;   /* something other than one blank stands before it */
};

struct counted {
	uint32_t term[MAX_TERMS], n_terms;
	uint32_t n_words;
	uint32_t count, n_capital;
	uint32_t first_word;    /* running number of the first occurrence */
	uint32_t last_form;     /* form of its last word there */
	struct str text;
	bool is_upper, has_digit, in_title;
	uint32_t chain;         /* position, for a name; else LAYERS_NONE */
};

/* How often a form was tagged as what. */
struct tags {
	uint32_t nouns, verbs, adjectives, all;
};

struct counting {
	const struct view *view;
	struct arena *arena;
	uint32_t *of_term;  /* [V] position in counted[] of the phrase of one term, and 1 */
	struct index index; /* term numbers of longer phrases -> position in counted[] */
	struct counted *counted;
	size_t n, cap;
	struct tags *tags; /* [forms] or NULL without `tok` rows */
	double text_log;   /* log of the text's words and 1 */
};

static struct str text_of(const struct view *view, size_t sentence)
{
	return view->layers->sentences[sentence].text;
}

/* Whether the running words a and b = a + 1 of a sentence make one word of a phrase. */
static bool are_joined(struct str text, const struct running *a, const struct running *b)
{
	size_t gap = b->begin - (a->begin + a->len);

	if (gap != 1)
		return false;
	switch (text.at[b->begin - 1]) {
	case '-':
		return true;
	case '.':
		return a->len == 1 && b->len == 1 && (a->flags & b->flags & RUNNING_UPPER);
	}
	return false;
}

/* Where a possessive 's begins after the word that ends at `end`; 0 where none does. */
static bool is_possessive(struct str text, const struct running *a, const struct running *b)
{
	size_t end = a->begin + a->len;

	return b->len == 1 && (text.at[b->begin] | 0x20) == 's' &&
	       ((b->begin - end == 1 && text.at[end] == '\'') ||
	        (b->begin - end == 3 && memcmp(text.at + end, "\xe2\x80\x99", 3) == 0));
}

/* The words of a sentence as phrases see them; returns how many. */
static size_t cut_pieces(const struct view *view, size_t sentence, struct piece *pieces)
{
	const struct terms *terms = &view->terms;
	struct str text = text_of(view, sentence);
	uint32_t end = terms->running_first[sentence + 1], k = terms->running_first[sentence];
	size_t n = 0, before = 0;

	while (k < end) {
		const struct running *running = &terms->running[k];
		struct piece *piece = &pieces[n++];

		piece->first = k;
		piece->begin = running->begin;
		piece->breaks_before = before + 1 != running->begin || text.at[before] != ' ';
		while (k + 1 < end && are_joined(text, &terms->running[k], &terms->running[k + 1]))
			k++;
		piece->last = k;
		before = piece->end = terms->running[k].begin + terms->running[k].len;
		k++;
		if (k < end && is_possessive(text, &terms->running[k - 1], &terms->running[k])) {
			before = terms->running[k].begin + terms->running[k].len;
			k++;
		}
	}
	return n;
}

static bool is_stop(const struct view *view, const struct piece *piece)
{
	const struct terms *terms = &view->terms;

	return piece->first == piece->last &&
	       terms->forms.items[terms->running[piece->first].form].term == TERMS_NONE;
}

/* The terms of pieces a .. b; false where there are too many or none. */
static bool read_terms(const struct view *view, const struct piece *a, const struct piece *b,
                       struct counted *counted)
{
	const struct terms *terms = &view->terms;

	counted->n_terms = 0;
	for (uint32_t k = a->first; k <= b->last; k++) {
		uint32_t term = terms->forms.items[terms->running[k].form].term;

		if (term == TERMS_NONE)
			continue;
		if (counted->n_terms == MAX_TERMS)
			return false;
		counted->term[counted->n_terms++] = term;
		counted->has_digit |= terms->running[k].flags & RUNNING_DIGIT;
	}
	return counted->n_terms > 0;
}

/* The position of the phrase of these terms, and 1; 0 where there is none. `make`: then a place for it. */
static uint32_t *find_place(struct counting *counting, const struct counted *phrase, bool make)
{
	struct str key = str_at((const char *)phrase->term, phrase->n_terms * sizeof *phrase->term);
	uint32_t *place;

	if (phrase->n_terms == 1)
		return &counting->of_term[phrase->term[0]];
	place = index_find(&counting->index, key);
	return place || !make ? place : index_put(&counting->index, arena_str(counting->arena, key), 0, NULL);
}

static struct counted *find_counted(struct counting *counting, const struct counted *like)
{
	uint32_t *place = find_place(counting, like, true);

	if (*place)
		return &counting->counted[*place - 1];
	if (counting->n == counting->cap) {
		struct counted *old = counting->counted;

		counting->cap = counting->n ? 2 * counting->n : 512;
		counting->counted = arena_array(counting->arena, struct counted, counting->cap);
		if (counting->n)
			memcpy(counting->counted, old, counting->n * sizeof *old);
	}
	counting->counted[counting->n] = *like;
	*place = (uint32_t)++counting->n;
	return &counting->counted[counting->n - 1];
}

static void count_phrase(struct counting *counting, struct str text, const struct piece *a,
                         const struct piece *b, uint32_t n_words)
{
	const struct terms *terms = &counting->view->terms;
	struct counted phrase = { .n_words = n_words, .chain = LAYERS_NONE }, *it;
	bool is_upper = terms->running[a->first].flags & RUNNING_UPPER;

	if (b->end - a->begin < 2 || !read_terms(counting->view, a, b, &phrase))
		return;
	phrase.first_word = a->first;
	phrase.last_form = terms->running[b->last].form;
	phrase.text = str_slice(text, a->begin, b->end);
	phrase.is_upper = is_upper;
	it = find_counted(counting, &phrase);
	it->count++;
	it->n_capital += !!(terms->running[a->first].flags & RUNNING_CAPITAL);
	if (it->is_upper && !is_upper) {
		it->is_upper = false;
		it->text = phrase.text;
	}
}

/* A phrase of several words is worth counting where its words come again, or are written as a name. */
static bool may_matter(const struct counting *counting, const struct piece *piece)
{
	const struct terms *terms = &counting->view->terms;
	const struct running *running = &terms->running[piece->first];
	uint32_t term = terms->forms.items[running->form].term;

	return running->flags & RUNNING_CAPITAL || (term != TERMS_NONE && terms->count[term] > 1);
}

static void count_sentence(struct counting *counting, size_t sentence, struct piece *pieces)
{
	size_t n = cut_pieces(counting->view, sentence, pieces);
	struct str text = text_of(counting->view, sentence);

	for (size_t a = 0; a < n; a++) {
		bool matters = may_matter(counting, &pieces[a]);

		if (is_stop(counting->view, &pieces[a]))
			continue;
		for (size_t b = a; b < n && b < a + MAX_WORDS; b++) {
			if (b > a && (pieces[b].breaks_before || is_stop(counting->view, &pieces[b])))
				break;
			if (b > a && !(matters |= may_matter(counting, &pieces[b])))
				continue;
			count_phrase(counting, text, &pieces[a], &pieces[b], (uint32_t)(b - a + 1));
		}
	}
}

/* --- names ----------------------------------------------------------------------------------- */

/* The name of a chain: the KB's, where that names a place or its people; else its longest mention. */
static struct str name_of(const struct chain *chain)
{
	bool is_place = str_is(chain->type, "LOC") || str_is(chain->type, "MISC");

	return chain->label.len && is_place ? chain->label : chain->name;
}

/* The terms of a name, in a phrase to look up; false where it has none or too many. */
static bool read_name(const struct counting *counting, struct str text, struct counted *phrase)
{
	const struct view *view = counting->view;
	uint32_t *found;
	size_t n_distinct, n = terms_find(view->lexicon, &view->terms, text, counting->arena, &found,
	                                  &n_distinct);

	if (n == 0 || n > MAX_TERMS)
		return false;
	*phrase = (struct counted){ .chain = LAYERS_NONE, .text = text };
	memcpy(phrase->term, found, n * sizeof *found);
	phrase->n_terms = (uint32_t)n;
	phrase->n_words = (uint32_t)n_distinct;
	return true;
}

static void add_chain(struct counting *counting, uint32_t position)
{
	const struct view *view = counting->view;
	const struct chain *chain = &view->chains.chains[position];
	struct counted phrase, *it;

	if (chain->n_names == 0 || !read_name(counting, chain->name, &phrase))
		return;
	phrase.first_word = view->terms.running_first[chain->first_sentence];
	it = find_counted(counting, &phrase);
	it->chain = position;
	it->text = name_of(chain);
	if (it->count < chain->n_names)
		it->count = chain->n_names;
	it->n_capital = it->count;
}

/*
 * A phrase that is only another form of a name, or a word of it that stands nowhere else, is that name;
 * the document's main actors go by their full name, the others by the form that was found.
 */
static void claim_phrase(struct counting *counting, const struct counted *phrase, uint32_t position)
{
	enum { MAIN_ACTOR = 3 }; /* names; 2 and fewer cost precision against annotators */
	const struct chain *chain = &counting->view->chains.chains[position];
	const uint32_t *place = find_place(counting, phrase, false);
	struct counted *it = place && *place ? &counting->counted[*place - 1] : NULL;

	if (!it || it->chain != LAYERS_NONE || it->count > chain->n_names)
		return;
	it->chain = position;
	if (chain->n_names >= MAIN_ACTOR && chain->id.len && !str_is(chain->kb, "nil"))
		it->text = name_of(chain);
}

static void claim_forms(struct counting *counting, const struct mention *mention)
{
	struct counted phrase, word;

	if (!mention->is_name || !read_name(counting, mention->text, &phrase))
		return;
	claim_phrase(counting, &phrase, mention->chain);
	word = phrase;
	word.n_terms = 1;
	for (uint32_t k = 0; phrase.n_terms > 1 && k < phrase.n_terms; k++) {
		word.term[0] = phrase.term[k];
		claim_phrase(counting, &word, mention->chain);
	}
}

/* --- tags ------------------------------------------------------------------------------------ */

/* The number of a token's form; FORMS_NONE where it is no single word. */
static uint32_t find_form(const struct terms *terms, struct str token)
{
	char lower[WORD_MAX + FORMS_PADDING];
	struct str form = str_at(lower, token.len);

	if (token.len > WORD_MAX)
		return FORMS_NONE;
	for (size_t k = 0; k < token.len; k++) {
		char c = token.at[k];

		lower[k] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	return forms_find(&terms->forms, form, forms_hash(form));
}

/* Counts the tags of each form; parts of speech of a form are a matter of the whole document. */
static void read_tags(struct counting *counting)
{
	const struct layers *layers = counting->view->layers;
	const struct terms *terms = &counting->view->terms;

	counting->tags = arena_zeroed(counting->arena, terms->forms.n * sizeof *counting->tags);
	for (size_t i = 0; i < layers->n_tokens; i++) {
		struct str upos = layers->tokens[i].upos;
		uint32_t form = find_form(terms, layers->tokens[i].form);
		struct tags *tags = &counting->tags[form];

		if (form == FORMS_NONE)
			continue;
		tags->all++;
		tags->nouns += str_is(upos, "NOUN") || str_is(upos, "PROPN");
		tags->verbs += str_is(upos, "VERB") || str_is(upos, "AUX");
		tags->adjectives += str_is(upos, "ADJ") || str_is(upos, "ADV");
	}
}

/* --- vectors --------------------------------------------------------------------------------- */

static void read_vector(const struct counting *counting, const struct counted *it, float *x)
{
	const struct view *view = counting->view;
	const struct terms *terms = &view->terms;
	double n = terms->running_first[terms->n_sentences], idf = 0, most = 1;
	double count = it->count > 1 ? log(it->count) : 0;
	bool is_multi = it->n_words > 1, in_title = true;

	for (uint32_t k = 0; k < it->n_terms; k++) {
		idf += terms->idf[it->term[k]] / it->n_terms;
		most = fmax(most, terms->count[it->term[k]]);
		in_title &= view->in_title[it->term[k]];
	}
	memset(x, 0, KEY_FEATURES * sizeof *x);
	x[KEY_BIAS] = 1;
	x[KEY_COUNT] = (float)count;
	x[KEY_COUNT_MULTI] = (float)(is_multi ? count : 0);
	x[KEY_COUNT_LENGTH] = (float)(count * counting->text_log / 5);
	x[KEY_IDF] = (float)idf / 10;
	x[KEY_IDF_COUNT] = (float)(idf * count) / 10;
	x[KEY_COMMON] = (float)fmax(0, (6 - idf) / 6);
	x[KEY_TWO_WORDS] = it->n_words == 2;
	x[KEY_THREE_WORDS] = it->n_words >= 3;
	x[KEY_FIRST] = (float)(it->first_word / (n + 1));
	x[KEY_EARLY] = 1 / (1 + (float)it->first_word / 10);
	x[KEY_CAPITAL] = (float)it->n_capital / (float)it->count;
	x[KEY_CAPITAL_MULTI] = is_multi ? x[KEY_CAPITAL] : 0;
	x[KEY_IN_TITLE] = in_title;
	x[KEY_DIGIT] = it->has_digit;
	x[KEY_LETTERS] = (float)fmin(it->text.len, 30) / 10;
	x[KEY_COHESION] = (float)(is_multi ? it->count / most : 0);
	x[KEY_ONCE_MULTI] = is_multi && it->count == 1;
	if (!is_multi) {
		x[KEY_ED] = str_ends(it->text, "ed");
		x[KEY_ING] = str_ends(it->text, "ing");
		x[KEY_LY] = str_ends(it->text, "ly");
	}
	if (it->chain != LAYERS_NONE) {
		x[KEY_NAME] = 1;
		x[KEY_NAME_COUNT] = (float)log(view->chains.chains[it->chain].n_mentions);
	}
	if (counting->tags && it->chain == LAYERS_NONE) {
		const struct tags *tags = &counting->tags[it->last_form];
		float all = tags->all ? (float)tags->all : 1;

		x[KEY_NOUN] = (float)tags->nouns / all;
		x[KEY_VERB] = (float)tags->verbs / all;
		x[KEY_ADJECTIVE] = (float)tags->adjectives / all;
	}
}

/* Whether the last word is a noun or a name, as far as tags tell. */
static bool ends_in_noun(const struct counting *counting, const struct counted *it)
{
	const struct tags *tags = counting->tags ? &counting->tags[it->last_form] : NULL;

	return !tags || it->chain != LAYERS_NONE || 2 * tags->nouns >= tags->all;
}

static void count_candidates(struct counting *counting)
{
	const struct view *view = counting->view;
	const struct terms *terms = &view->terms;
	uint32_t most = 0;
	struct piece *pieces;

	for (size_t i = 0; i < terms->n_sentences; i++) {
		uint32_t n = terms->running_first[i + 1] - terms->running_first[i];

		most = n > most ? n : most;
	}
	pieces = arena_array(counting->arena, struct piece, most);
	for (size_t i = 0; i < terms->n_sentences; i++) {
		if (view->is_candidate[i])
			count_sentence(counting, i, pieces);
	}
	for (uint32_t c = 0; c < view->chains.n_chains; c++)
		add_chain(counting, c);
	for (uint32_t k = 0; k < view->chains.first[terms->n_sentences]; k++)
		claim_forms(counting, &view->chains.mentions[k]);
	if (view->layers->n_tokens && view->level >= LEVEL_TAG)
		read_tags(counting);
}

size_t keyphrases_candidates(const struct view *view, struct arena *arena,
                             struct key_candidate **candidates)
{
	struct counting counting = { .view = view, .arena = arena, .index = { .arena = arena } };
	size_t n = 0;

	counting.text_log = log((double)view->terms.running_first[view->terms.n_sentences] + 1);
	counting.of_term = arena_zeroed(arena, view->terms.n_terms * sizeof *counting.of_term);
	count_candidates(&counting);
	*candidates = arena_array(arena, struct key_candidate, counting.n);
	for (size_t i = 0; i < counting.n; i++) {
		const struct counted *it = &counting.counted[i];
		struct key_candidate *candidate = &(*candidates)[n];
		struct keyphrase *phrase = &candidate->phrase;

		if (!ends_in_noun(&counting, it))
			continue;
		n++;
		phrase->text = it->text;
		phrase->id = str_at(NULL, 0);
		phrase->type = str_of(it->n_words > 1 ? "phrase" : "word");
		phrase->score = 0;
		if (it->chain != LAYERS_NONE) {
			const struct chain *chain = &view->chains.chains[it->chain];

			phrase->type = chain->type;
			if (!str_is(chain->kb, "nil"))
				phrase->id = chain->id;
		}
		candidate->terms = it->term;
		candidate->n_terms = it->n_terms;
		read_vector(&counting, it, candidate->vector);
	}
	return n;
}

/* --- choice ---------------------------------------------------------------------------------- */

/* Whether the terms of b stand in a, side by side. */
static bool contains(const struct key_candidate *a, const struct key_candidate *b)
{
	for (uint32_t i = 0; i + b->n_terms <= a->n_terms; i++) {
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
		    str_eq(candidate->phrase.text, taken[i]->phrase.text) ||
		    (candidate->phrase.id.len && str_eq(candidate->phrase.id, taken[i]->phrase.id)))
			return true;
	}
	return false;
}

static double score(const float weights[KEY_FEATURES], const struct key_candidate *candidate)
{
	double sum = 0;

	for (size_t f = 0; f < KEY_FEATURES; f++)
		sum += weights[f] * candidate->vector[f];
	return sum;
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
		best->phrase.score = 1 / (1 + exp(-heap.entries[0].score));
		taken[n++] = best;
	}
	*phrases = arena_array(arena, struct keyphrase, n);
	for (size_t i = 0; i < n; i++)
		(*phrases)[i] = taken[i]->phrase;
	return n;
}
