/*
 * phrases.c: sentences are cut into pieces, runs of pieces are counted in an index keyed by their term
 * numbers, then names are joined with their forms.
 */
#include "phrases.h"
#include "words.h"

enum { MAX_WORDS = 3 };

enum part { PART_OTHER, PART_ADJECTIVE, PART_VERB, PART_NOUN };

/* A word of a phrase: one running word, or several joined by hyphens or dots ("ex-wife", "U.S."). */
struct piece {
	uint32_t first, last; /* running words, both included */
	uint32_t begin, end;  /* in the sentence's text */
	bool breaks_before;   /* something other than one blank stands before it */
	bool is_stop, is_hyphened;
	bool may_continue;    /* may stand inside a phrase of several words, behind others or before them */
	bool matters;         /* is worth to be counted in one */
	enum part part;       /* of its last token; a noun where there are no tags */
	uint32_t name;        /* the mention that it is a part of, LAYERS_NONE if of none */
};

struct counting {
	const struct view *view;
	struct arena *arena;
	bool has_tags;
	uint32_t *of_term;  /* [V] position of the phrase of one term, and 1 */
	struct index index; /* term numbers of longer phrases -> position and 1 */
	struct phrases *phrases;
	size_t cap;
};

static struct str text_of(const struct view *view, size_t sentence)
{
	return view->layers->sentences[sentence].text;
}

static const struct form *form_of(const struct view *view, uint32_t running)
{
	return &view->terms.forms.items[view->terms.running[running].form];
}

/* --- pieces ---------------------------------------------------------------------------------- */

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

/* Whether b is the s of a possessive 's behind a. */
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
		piece->is_hyphened = false;
		for (; k + 1 < end && are_joined(text, &terms->running[k], &terms->running[k + 1]); k++)
			piece->is_hyphened |= text.at[terms->running[k + 1].begin - 1] == '-';
		piece->last = k;
		piece->is_stop = piece->first == piece->last && form_of(view, k)->term == TERMS_NONE;
		piece->part = PART_NOUN;
		piece->name = LAYERS_NONE;
		before = piece->end = terms->running[k].begin + terms->running[k].len;
		k++;
		if (k < end && is_possessive(text, &terms->running[k - 1], &terms->running[k])) {
			before = SIZE_MAX - 1; /* whose it is, is no part of a phrase */
			k++;
		}
	}
	return n;
}

static enum part part_of(struct str upos)
{
	switch (upos.len ? upos.at[0] : '\0') {
	case 'N':
	case 'P':
		return str_is(upos, "NOUN") || str_is(upos, "PROPN") ? PART_NOUN : PART_OTHER;
	case 'V':
		return str_is(upos, "VERB") ? PART_VERB : PART_OTHER;
	case 'A':
		if (str_is(upos, "ADJ"))
			return PART_ADJECTIVE;
		return str_is(upos, "AUX") ? PART_VERB : PART_OTHER;
	}
	return PART_OTHER;
}

/* Tells each piece its part of speech and its name, from the tokens that it covers. */
static void read_tokens(const struct view *view, size_t sentence, struct piece *pieces, size_t n)
{
	const struct sentence *it = &view->layers->sentences[sentence];
	const struct token *token = view->layers->tokens + it->first_token, *end = token + it->n_tokens;
	const struct chains *chains = &view->chains;
	uint32_t m = chains->first[sentence];

	for (size_t k = 0; k < n; k++) {
		const struct token *first, *last;

		while (token < end && token->text_end <= pieces[k].begin)
			token++;
		for (first = token; token < end && token->text_begin < pieces[k].end; token++)
			pieces[k].part = part_of(token->upos);
		if (first == token)
			continue;
		last = token - 1;
		if (last->text_end > pieces[k].end)
			token = last; /* "280,000" is two pieces */
		while (m < chains->first[sentence + 1] &&
		       (!chains->mentions[m].is_name || chains->mentions[m].end <= first->begin))
			m++;
		if (m < chains->first[sentence + 1] && chains->mentions[m].begin <= first->begin &&
		    last->end <= chains->mentions[m].end)
			pieces[k].name = m;
	}
}

/* --- counting -------------------------------------------------------------------------------- */

/* The terms of running words a .. b; returns how many, 0 where there are too many or none. */
static uint32_t read_terms(const struct view *view, uint32_t a, uint32_t b, uint32_t *terms)
{
	uint32_t n = 0;

	for (uint32_t k = a; k <= b; k++) {
		uint32_t term = form_of(view, k)->term;

		if (term == TERMS_NONE)
			continue;
		if (n == PHRASE_TERMS)
			return 0;
		terms[n++] = term;
	}
	return n;
}

/* The position of the phrase of these terms, and 1; NULL or 0 where there is none. `make`: then a place for it. */
static uint32_t *find_place(struct counting *counting, const uint32_t *terms, uint32_t n, bool make)
{
	struct str key = str_at((const char *)terms, n * sizeof *terms);
	uint32_t *place;

	if (n == 1)
		return &counting->of_term[terms[0]];
	place = index_find(&counting->index, key);
	return place || !make ? place : index_put(&counting->index, arena_str(counting->arena, key), 0, NULL);
}

/* A phrase of these terms, not counted yet. */
static struct phrase *add_phrase(struct counting *counting, const uint32_t *terms, uint32_t n)
{
	struct phrases *phrases = counting->phrases;
	struct phrase *phrase;

	if (phrases->n == counting->cap) {
		struct phrase *old = phrases->items;

		counting->cap = phrases->n ? 2 * phrases->n : 512;
		phrases->items = arena_array(counting->arena, struct phrase, counting->cap);
		if (phrases->n)
			memcpy(phrases->items, old, phrases->n * sizeof *old);
	}
	phrase = &phrases->items[phrases->n++];
	*phrase = (struct phrase){ .n_terms = n, .chain = LAYERS_NONE, .longer = PHRASE_NONE };
	phrase->is_in_title = n > 0;
	for (uint32_t k = 0; k < n; k++) {
		phrase->term[k] = terms[k];
		phrase->is_in_title &= counting->view->in_title[terms[k]];
	}
	return phrase;
}

/* The phrase of these terms, a new one (its count is 0) where there is none. */
static struct phrase *find_phrase(struct counting *counting, const uint32_t *terms, uint32_t n)
{
	uint32_t *place = find_place(counting, terms, n, true);

	if (*place)
		return &counting->phrases->items[*place - 1];
	*place = (uint32_t)counting->phrases->n + 1;
	return add_phrase(counting, terms, n);
}

/* Whether a piece is of a person's name. */
static bool is_person(const struct view *view, const struct piece *piece)
{
	return piece->name != LAYERS_NONE &&
	       str_is(view->chains.chains[view->chains.mentions[piece->name].chain].type, "PER");
}

/* How a phrase is written: as in its best occurrence, pieces a .. b. */
static void write_phrase(const struct counting *counting, size_t sentence, const struct piece *a,
                         const struct piece *b, struct phrase *it)
{
	it->text = str_slice(text_of(counting->view, sentence), a->begin, b->end);
	it->is_upper = counting->view->terms.running[a->first].flags & RUNNING_UPPER;
	it->is_dull = form_of(counting->view, b->last)->classes & (WORD_CALENDAR | WORD_NUMBER | WORD_VAGUE);
}

/* What is known of a phrase from its first occurrence, pieces a .. b. */
static void begin_phrase(const struct counting *counting, size_t sentence, const struct piece *a,
                         const struct piece *b, struct phrase *it)
{
	it->n_words = (uint32_t)(b - a) + 1;
	it->first_word = a->first;
	for (uint32_t k = a->first; k <= b->last; k++)
		it->has_digit |= form_of(counting->view, k)->term != TERMS_NONE &&
		                 counting->view->terms.running[k].flags & RUNNING_DIGIT;
	for (const struct piece *piece = a; piece <= b; piece++) {
		it->is_hyphened |= piece->is_hyphened;
		it->has_adjective |= piece->part != PART_NOUN;
	}
	write_phrase(counting, sentence, a, b, it);
}

/* One occurrence of pieces a .. b; next: the noun behind them in the same phrase, or NULL. */
static void count_phrase(struct counting *counting, size_t sentence, const struct piece *a,
                         const struct piece *b, const struct piece *next)
{
	const struct running *running = counting->view->terms.running;
	uint32_t terms[PHRASE_TERMS], n;
	bool is_upper = running[a->first].flags & RUNNING_UPPER, is_noun;
	struct phrase *it;

	if (b->end - a->begin < 2 || (n = read_terms(counting->view, a->first, b->last, terms)) == 0)
		return;
	it = find_phrase(counting, terms, n);
	/* Written as a noun rather than as a verb, in small letters rather than at the head of a sentence. */
	is_noun = it->n_nouns == 0 && b->part == PART_NOUN;
	if (it->count == 0)
		begin_phrase(counting, sentence, a, b, it);
	else if (is_noun || (it->is_upper && !is_upper && (it->n_nouns == 0) == (b->part != PART_NOUN)))
		write_phrase(counting, sentence, a, b, it);
	it->count++;
	it->n_capital += !!(running[a->first].flags & RUNNING_CAPITAL);
	it->n_nouns += b->part == PART_NOUN;
	it->n_verbs += b->part == PART_VERB;
	it->n_adjectives += b->part == PART_ADJECTIVE;
	it->n_modifiers += next != NULL;
	it->n_titles += next && is_person(counting->view, next);
}

/*
 * Whether pieces a .. b are a part of a name, or all of it, or end with one ("Sergeant Moss"): names are
 * counted by their chains.
 */
static bool is_in_name(const struct piece *pieces, size_t n, size_t a, size_t b)
{
	uint32_t first = pieces[a].name, last = pieces[b].name;

	return (first != LAYERS_NONE && (first == last || (a > 0 && pieces[a - 1].name == first))) ||
	       (last != LAYERS_NONE && (a < b || (b + 1 < n && pieces[b + 1].name == last)));
}

/*
 * Tells pieces what they may be a part of. Without tags a phrase of several words is worth counting where
 * all of them come again, or are written as a name.
 */
static void weigh_pieces(const struct counting *counting, struct piece *pieces, size_t n)
{
	const struct terms *terms = &counting->view->terms;

	for (size_t k = 0; k < n; k++) {
		struct piece *piece = &pieces[k];
		uint32_t term;

		if (piece->is_stop) {
			piece->may_continue = piece->matters = false;
			continue;
		}
		term = form_of(counting->view, piece->first)->term;
		piece->may_continue = piece->part != PART_OTHER && piece->part != PART_VERB &&
		                      !(form_of(counting->view, piece->last)->classes & (WORD_CALENDAR | WORD_NUMBER));
		piece->matters = counting->has_tags || terms->running[piece->first].flags & RUNNING_CAPITAL ||
		                 (term != TERMS_NONE && terms->count[term] > 1);
	}
}

static void count_sentence(struct counting *counting, size_t sentence, struct piece *pieces)
{
	const struct view *view = counting->view;
	size_t n = cut_pieces(view, sentence, pieces);

	if (counting->has_tags)
		read_tokens(view, sentence, pieces, n);
	weigh_pieces(counting, pieces, n);
	for (size_t a = 0; a < n; a++) {
		bool matters = pieces[a].matters;

		if (pieces[a].is_stop)
			continue;
		for (size_t b = a; b < n && b < a + MAX_WORDS; b++) {
			const struct piece *next = NULL;

			if (b > a && (pieces[b].breaks_before || !pieces[b].may_continue))
				break;
			if (b > a && (!pieces[a].may_continue || pieces[b].part != PART_NOUN))
				continue;
			matters &= pieces[b].matters;
			if ((b > a && !matters) || is_in_name(pieces, n, a, b))
				continue;
			if (counting->has_tags && b + 1 < n && !pieces[b + 1].breaks_before &&
			    pieces[b + 1].may_continue && pieces[b + 1].part == PART_NOUN)
				next = &pieces[b + 1];
			count_phrase(counting, sentence, &pieces[a], &pieces[b], next);
		}
	}
}

/* --- names ----------------------------------------------------------------------------------- */

/*
 * The terms of a name: none where all are stop words ("US"). False where there are too many. n_words: how many
 * there would be if the text had them all.
 */
static bool read_name(const struct counting *counting, struct str text, uint32_t *terms, uint32_t *n,
                      uint32_t *n_words)
{
	const struct view *view = counting->view;
	uint32_t *found;
	size_t n_distinct, n_found = terms_find(view->lexicon, &view->terms, text, counting->arena, &found,
	                                        &n_distinct);

	if (n_found > PHRASE_TERMS)
		return false;
	memcpy(terms, found, n_found * sizeof *found);
	*n = (uint32_t)n_found;
	*n_words = (uint32_t)n_distinct;
	return true;
}

/* Whether a name is one word that says nothing of the topic: mostly an agency's. */
static bool is_dull_name(const struct lexicon *lexicon, struct str name)
{
	struct word word;
	size_t pos = 0;

	return word_next(name, &pos, &word) && pos == name.len &&
	       lexicon_classes(lexicon, word_lower(&word)) & (WORD_CALENDAR | WORD_VAGUE);
}

static void add_chain(struct counting *counting, uint32_t position)
{
	const struct view *view = counting->view;
	const struct chain *chain = &view->chains.chains[position];
	uint32_t terms[PHRASE_TERMS], n, n_words;
	struct phrase *it;

	if (chain->n_names == 0 || !read_name(counting, chain->name, terms, &n, &n_words))
		return;
	it = n ? find_phrase(counting, terms, n) : add_phrase(counting, terms, n);
	if (it->count == 0) {
		it->n_words = n_words;
		it->first_word = view->terms.running_first[chain->first_sentence];
	}
	it->chain = position;
	it->text = chains_title(chain);
	it->is_dull = is_dull_name(view->lexicon, it->text);
	if (it->count < chain->n_names)
		it->count = chain->n_names;
	it->n_capital = it->count;
}

/* A phrase that is only another form of a name, or a word of it that hardly stands elsewhere, is that name. */
static void claim_phrase(struct counting *counting, const uint32_t *terms, uint32_t n, uint32_t position)
{
	const struct chain *chain = &counting->view->chains.chains[position];
	const uint32_t *place = find_place(counting, terms, n, false);
	struct phrase *it = place && *place ? &counting->phrases->items[*place - 1] : NULL;

	if (!it || it->chain != LAYERS_NONE || it->count > chain->n_names)
		return;
	it->chain = position;
	it->text = chains_title(chain);
}

static void claim_forms(struct counting *counting, const struct mention *mention)
{
	uint32_t terms[PHRASE_TERMS], n, n_words;

	if (!mention->is_name || !read_name(counting, mention->text, terms, &n, &n_words) || n == 0)
		return;
	claim_phrase(counting, terms, n, mention->chain);
	for (uint32_t k = 0; n > 1 && k < n; k++)
		claim_phrase(counting, &terms[k], 1, mention->chain);
}

/* --- longer phrases -------------------------------------------------------------------------- */

/* Whether a reader would rather have a, which comes later, than b: one of the title, the frequent, the longer. */
static bool is_better(const struct phrase *a, const struct phrase *b)
{
	if (a->is_in_title != b->is_in_title)
		return a->is_in_title;
	return a->count != b->count ? a->count > b->count : a->n_words > b->n_words;
}

/* Tells the words of a phrase that it is the one to give in their place. */
static void offer_longer(struct counting *counting, uint32_t position)
{
	struct phrase *items = counting->phrases->items;
	const struct phrase *it = &items[position];

	if (it->n_words == 1 || it->chain != LAYERS_NONE || it->is_dull || 2 * it->n_nouns < it->count)
		return;
	for (uint32_t k = 0; k < it->n_terms; k++) {
		uint32_t place = counting->of_term[it->term[k]];
		struct phrase *word = place ? &items[place - 1] : NULL;
		const struct phrase *now = !word || word->longer == PHRASE_NONE ? NULL : &items[word->longer];

		if (word && (!now || is_better(it, now)))
			word->longer = position;
	}
}

void phrases_read(const struct view *view, struct arena *arena, struct phrases *phrases)
{
	const struct terms *terms = &view->terms;
	struct counting counting = {
		.view = view,
		.arena = arena,
		.has_tags = phrases_have_tags(view),
		.of_term = arena_zeroed(arena, terms->n_terms * sizeof *counting.of_term),
		.index = { .arena = arena },
		.phrases = phrases,
	};
	struct piece *pieces;
	uint32_t most = 0;

	*phrases = (struct phrases){ 0 };
	for (size_t i = 0; i < terms->n_sentences; i++) {
		uint32_t n = terms->running_first[i + 1] - terms->running_first[i];

		most = n > most ? n : most;
	}
	pieces = arena_array(arena, struct piece, most);
	for (size_t i = 0; i < terms->n_sentences; i++) {
		if (view->is_candidate[i])
			count_sentence(&counting, i, pieces);
	}
	for (uint32_t c = 0; c < view->chains.n_chains; c++)
		add_chain(&counting, c);
	for (uint32_t k = 0; k < view->chains.first[terms->n_sentences]; k++)
		claim_forms(&counting, &view->chains.mentions[k]);
	for (uint32_t k = 0; k < phrases->n; k++)
		offer_longer(&counting, k);
}
