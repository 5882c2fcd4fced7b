/* words.c: the table of a document's distinct forms. */
#include "words.h"

#include <stdlib.h>

#include "common/diag.h"
#include "common/utf8.h"
#include "filters/tag/expressions/expression_words.h"
#include "filters/tag/hash.h"

enum {
	MEMO_SIZE = 1 << 13,
	FIRST_SLOTS = 256,
	AHEAD = 4, /* words whose memory is asked for before they come */
	SHAPE_RUN = 2,      /* longer runs of one kind look the same */
	CAPITALS_WORDS = 2, /* a sentence in capitals has at least so many words of two letters */
	SMALL_WORDS = 3,    /* a sentence without capitals at least so many */
};

/* Letters by case, digits, the rest; one pass over the characters of a form. */
struct spelling {
	size_t n_upper, n_lower, n_caseless, n_digits, n_other, n_numeric_marks;
	bool starts_upper, has_hyphen, has_period, has_apostrophe, has_foreign;
};

/* Appends a mark to the shape unless the run is long enough; returns the shape's new length. */
static size_t shape_add(char *shape, size_t n, size_t cap, char mark, size_t *run, char *last)
{
	*run = mark == *last ? *run + 1 : 1;
	*last = mark;
	if (*run <= SHAPE_RUN && n < cap)
		shape[n++] = mark;
	return n;
}

static struct spelling spelling_of(struct str form, uint64_t *shape_hash)
{
	struct spelling s = { 0 };
	char shape[32], last = 0;
	size_t n = 0, run = 0;

	for (size_t pos = 0; pos < form.len;) {
		bool is_first = pos == 0;
		uint32_t cp = utf8_next(form, &pos);
		char mark;

		if (cp >= 'a' && cp <= 'z') {
			s.n_lower++;
			mark = 'x';
		} else if (cp >= 'A' && cp <= 'Z') {
			s.n_upper++;
			s.starts_upper |= is_first;
			mark = 'X';
		} else if (cp >= '0' && cp <= '9') {
			s.n_digits++;
			mark = '0';
		} else if (cp < 0x80) {
			s.has_hyphen |= cp == '-';
			s.has_period |= cp == '.';
			s.has_apostrophe |= cp == '\'';
			s.n_numeric_marks += strchr(".,:/-+%", (int)cp) != NULL;
			s.n_other++;
			mark = (char)cp;
		} else if (utf8_is_letter(cp)) {
			bool is_upper = utf8_is_upper(cp), is_lower = utf8_is_lower(cp);

			s.n_upper += is_upper;
			s.n_lower += is_lower;
			s.n_caseless += !is_upper && !is_lower;
			s.starts_upper |= is_first && is_upper;
			s.has_foreign |= cp > 0x24f;
			mark = is_upper ? 'X' : is_lower ? 'x' : 'c';
		} else {
			s.has_apostrophe |= cp == 0x2018 || cp == 0x2019;
			s.has_hyphen |= cp == 0x2010 || cp == 0x2011;
			s.n_other++;
			mark = utf8_is_punct(cp) ? 'p' : 's';
		}
		n = shape_add(shape, n, sizeof shape, mark, &run, &last);
	}
	*shape_hash = hash_str(str_at(shape, n));
	return s;
}

static uint32_t spelling_flags(const struct spelling *s)
{
	size_t n_letters = s->n_upper + s->n_lower + s->n_caseless;
	uint32_t flags = 0;

	if (s->n_upper == 1 && n_letters == 1 && s->n_digits == 0 && s->n_other <= 1 &&
	    (s->n_other == 0 || s->has_period))
		flags |= WORD_INITIAL;
	if (s->starts_upper && s->n_upper == 1 && s->n_lower > 0)
		flags |= WORD_TITLE;
	else if (s->n_upper >= 2 && s->n_lower == 0)
		flags |= WORD_CAPITALS;
	else if (s->n_lower > 0 && s->n_upper == 0)
		flags |= WORD_SMALL;
	else if (s->n_upper > 0 && n_letters > 1)
		flags |= WORD_MIXED;
	if (s->n_digits > 0)
		flags |= WORD_DIGIT;
	if (s->n_digits > 0 && n_letters == 0 && s->n_other == s->n_numeric_marks)
		flags |= WORD_NUMBER;
	if (s->has_hyphen && n_letters + s->n_digits > 0)
		flags |= WORD_HYPHEN;
	if (s->has_period && n_letters > 0)
		flags |= WORD_PERIOD;
	if (n_letters + s->n_digits == 0)
		flags |= WORD_PUNCT;
	if (s->has_apostrophe)
		flags |= WORD_APOSTROPHE;
	if (s->has_foreign)
		flags |= WORD_FOREIGN;
	return flags;
}

/* The form itself where lower case changes nothing, else a copy. */
static struct str lower_case(struct str form, bool has_upper, struct arena *arena)
{
	struct str lower = form;
	char *copy;
	size_t n = 0;

	if (!has_upper)
		return lower;
	copy = arena_alloc(arena, form.len * 3 + 4); /* U+FFFD for a byte that is no text takes three */
	for (size_t pos = 0; pos < form.len;) {
		unsigned char c = (unsigned char)form.at[pos];

		if (c < 0x80) {
			copy[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
			pos++;
		} else {
			n += utf8_encode(utf8_lower(utf8_next(form, &pos)), copy + n);
		}
	}
	return str_at(copy, n);
}

struct word words_describe(const struct classes *classes, struct str form, struct arena *arena)
{
	struct word word = { .form = form };
	struct spelling spelling = spelling_of(form, &word.shape);

	word.lower = lower_case(form, spelling.n_upper > 0, arena);
	word.hash = hash_str(form);
	word.lower_hash = word.lower.at == form.at ? word.hash : hash_str(word.lower);
	word.flags = spelling_flags(&spelling);
	word.classes = classes_find(classes, word.form, word.lower);
	word.expression = expression_word(&word);
	return word;
}

/* --- the table -------------------------------------------------------------------------------- */

/*
 * Words in the order in which they came, found by their hash: the frequent ones lie together. Form and
 * lower case, which belonged to a document, are not looked at.
 */
struct words_memo {
	const struct classes *classes;
	uint16_t place[MEMO_SIZE]; /* + 1; 0 = none */
	uint16_t n;
	struct word at[MEMO_SIZE];
};

struct words_memo *words_memo_new(void)
{
	return diag_zeroed(sizeof(struct words_memo));
}

void words_memo_delete(struct words_memo *memo)
{
	free(memo);
}

void words_init(struct words *words, const struct classes *classes, struct arena *arena)
{
	*words = (struct words){ .classes = classes, .arena = arena };
}

/* Where the word with a hash is, if the memo has it; some word if not. */
static inline const struct word *likely_place(const struct words_memo *memo, uint64_t hash)
{
	uint16_t place = memo->place[hash % MEMO_SIZE];

	return &memo->at[place ? place - 1 : 0];
}

/* The word out of the memo, with this document's strings; into the memo where it was not there. */
static struct word recall(struct words *words, struct str form, uint64_t hash)
{
	struct words_memo *memo = words->memo;
	uint16_t *place = &memo->place[hash % MEMO_SIZE];
	struct word *known;

	if (memo->classes != words->classes) {
		if (memo->classes)
			memset(memo, 0, sizeof *memo);
		memo->classes = words->classes;
	}
	if (*place == 0)
		*place = ++memo->n;
	known = &memo->at[*place - 1];
	if (known->hash == hash) {
		known->form = form;
		known->lower = lower_case(form, known->lower_hash != hash, words->arena);
	} else {
		*known = words_describe(words->classes, form, words->arena);
	}
	return *known;
}

/* The slot of a form, or the free one where it belongs. */
static uint32_t *slot_of(const struct words *words, struct str form, uint64_t hash)
{
	size_t mask = words->n_slots - 1, at = hash & mask;

	while (words->slots[at]) {
		const struct word *word = &words->at[words->slots[at] - 1];

		if (word->hash == hash && str_eq(word->form, form))
			break;
		at = (at + 1) & mask;
	}
	return &words->slots[at];
}

/* Twice as many slots, so that at most half of them are taken. */
static void grow(struct words *words)
{
	words->n_slots = words->n_slots ? 2 * words->n_slots : FIRST_SLOTS;
	words->slots = arena_zeroed(words->arena, words->n_slots * sizeof *words->slots);
	for (size_t i = 0; i < words->n; i++)
		*slot_of(words, words->at[i].form, words->at[i].hash) = (uint32_t)i + 1;
}

static uint32_t number_of(struct words *words, struct str form, uint64_t hash)
{
	uint32_t *slot;

	if (2 * words->n >= words->n_slots)
		grow(words);
	slot = slot_of(words, form, hash);
	if (*slot == 0) {
		words->at = arena_room(words->arena, words->at, words->n, &words->cap, sizeof *words->at);
		words->at[words->n] = words->memo ? recall(words, form, hash) :
		                                    words_describe(words->classes, form, words->arena);
		*slot = (uint32_t)++words->n;
	}
	return *slot - 1;
}

uint32_t words_number(struct words *words, struct str form)
{
	return number_of(words, form, hash_str(form));
}

bool words_has(const struct words *words, struct str form)
{
	return words->n > 0 && *slot_of(words, form, hash_str(form)) > 0;
}

/* --- sentences that use one case ------------------------------------------------------------- */

/* The word with a capital first letter, where that has the same length. */
static struct str in_title_case(const struct words *words, const struct word *word)
{
	char *copy = arena_alloc(words->arena, word->lower.len), upper[4];
	size_t pos = 0;
	uint32_t first = utf8_next(word->lower, &pos);

	if (utf8_encode(utf8_upper(first), upper) != pos)
		return word->lower;
	memcpy(copy, word->lower.at, word->lower.len);
	memcpy(copy, upper, pos);
	return str_at(copy, word->lower.len);
}

/*
 * How a word is most often written in raw text. A small word needs a clear majority to become a
 * title: people who write no capitals choose their words too.
 */
static struct str usual_spelling(const struct words *words, const struct word *word)
{
	enum { TWICE = 8 }; /* in log_count */
	struct word_classes as_is = { 0 }, small = { 0 }, title = { 0 };
	struct str titled = in_title_case(words, word);

	classes_look_up(words->classes, word->form, &as_is);
	classes_look_up(words->classes, word->lower, &small);
	classes_look_up(words->classes, titled, &title);
	if (word->flags & WORD_SMALL)
		return title.log_count > small.log_count + TWICE ? titled : word->form;
	if (as_is.log_count > small.log_count && as_is.log_count > title.log_count)
		return word->form;
	return title.log_count > small.log_count ? titled : word->lower;
}

void words_enter(struct words *words, struct tokens *tokens)
{
	const uint32_t cased = WORD_TITLE | WORD_CAPITALS | WORD_SMALL | WORD_MIXED | WORD_INITIAL;
	size_t n_capitals = 0, n_small = 0;
	uint64_t hash[AHEAD];
	uint32_t all = 0; /* flags that any word has */

	for (size_t t = 0; t < tokens->T + AHEAD; t++) {
		if (t >= AHEAD) {
			uint32_t *number = &tokens->word[t - AHEAD], flags;

			*number = number_of(words, tokens->form[t - AHEAD], hash[t % AHEAD]);
			flags = words->at[*number].flags & cased;
			all |= flags;
			n_capitals += (flags & WORD_CAPITALS) != 0;
			n_small += (flags & WORD_SMALL) != 0;
		}
		if (t < tokens->T) {
			hash[t % AHEAD] = hash_str(tokens->form[t]);
			if (words->memo)
				__builtin_prefetch(likely_place(words->memo, hash[t % AHEAD]));
		}
	}
	if (all & WORD_SMALL ? all != WORD_SMALL || n_small < SMALL_WORDS :
	                       all & (WORD_TITLE | WORD_MIXED) || n_capitals < CAPITALS_WORDS)
		return;
	for (size_t t = 0; t < tokens->T; t++) {
		const struct word *word = &words->at[tokens->word[t]];

		if (word->flags & (WORD_CAPITALS | WORD_SMALL))
			tokens->word[t] = words_number(words, usual_spelling(words, word));
	}
}
