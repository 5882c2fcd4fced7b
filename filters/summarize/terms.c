/*
 * terms.c: a word is looked up once for each distinct form: its classes, its stem and the stem's idf
 * stay in the document's table of forms, so running text costs one hash look-up a word.
 */
#include "terms.h"
#include "common/stem.h"
#include "words.h"

struct reading {
	struct lexemes *lexemes;
	struct arena *arena;
	struct terms *terms;
	size_t cap_terms, n_postings, cap_postings, n_running, cap_running;
	uint32_t *last;   /* [cap_terms] the sentence, from 1, that had the term last */
	uint32_t par;     /* the paragraph that the marks belong to */
	bool is_quoted;   /* inside quotation marks */
	char quote_close; /* which kind closes: '"' straight, 'd' curly double, 's' curly single */
};

static void *grow(struct arena *arena, void *old, size_t n, size_t cap, size_t size)
{
	void *new = arena_items(arena, cap, size);

	if (n)
		memcpy(new, old, n * size);
	return new;
}

/* The number of a stem, a new one where the document has not had it. */
static uint32_t add_term(struct reading *reading, struct str stem, float idf)
{
	struct terms *terms = reading->terms;
	size_t n = terms->n_terms;
	uint32_t hash = forms_hash(stem), number = forms_find(&terms->stems, stem, hash);

	if (number != FORMS_NONE)
		return number;
	if (n == reading->cap_terms) {
		reading->cap_terms = n ? 2 * n : 256;
		terms->idf = grow(reading->arena, terms->idf, n, reading->cap_terms, sizeof *terms->idf);
		terms->count = grow(reading->arena, terms->count, n, reading->cap_terms, sizeof *terms->count);
		terms->spread = grow(reading->arena, terms->spread, n, reading->cap_terms, sizeof *terms->spread);
		reading->last = grow(reading->arena, reading->last, n, reading->cap_terms, sizeof *reading->last);
	}
	terms->idf[n] = idf;
	terms->count[n] = terms->spread[n] = reading->last[n] = 0;
	forms_add(&terms->stems, stem, hash);
	terms->n_terms = n + 1;
	return (uint32_t)n;
}

/* The number of a word's form, a new one where the document has not had it. */
static uint32_t look_up(struct reading *reading, const struct word *word)
{
	struct forms *forms = &reading->terms->forms;
	struct str lower = word_lower(word);
	uint32_t hash = forms_hash(lower), number = forms_find(forms, lower, hash);
	struct lexeme lexeme;
	struct form *form;

	if (number != FORMS_NONE)
		return number;
	lexeme = lexemes_look_up(reading->lexemes, lower, hash);
	form = forms_add(forms, lower, hash);
	form->classes = lexeme.classes;
	form->marker = lexeme.marker;
	form->term = lexeme.classes & WORD_STOP ? TERMS_NONE : add_term(reading, lexeme.stem, lexeme.idf);
	return (uint32_t)forms->n - 1;
}

static bool is_wide_mark(struct str text, size_t i, char last)
{
	return i + 2 < text.len && text.at[i] == '\xe2' && text.at[i + 1] == '\x80' &&
	       text.at[i + 2] == last;
}

/* Follows the quotation marks of text[begin, end), which holds no word. */
static void follow_quotes(struct reading *reading, struct str text, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++) {
		char kind = 0;
		bool opens;

		if (text.at[i] == '"') {
			kind = '"';
			opens = !reading->is_quoted;
		} else if (is_wide_mark(text, i, '\x9c') || is_wide_mark(text, i, '\x9d')) {
			kind = 'd';
			opens = text.at[i + 2] == '\x9c';
		} else if (is_wide_mark(text, i, '\x98') || is_wide_mark(text, i, '\x99')) {
			bool is_inside = i > 0 && i + 3 < text.len && text.at[i - 1] != ' ' && i + 3 == end;

			opens = text.at[i + 2] == '\x98';
			if (opens || !is_inside)
				kind = 's';
		}
		if (!kind)
			continue;
		if (opens && !reading->is_quoted) {
			reading->is_quoted = true;
			reading->quote_close = kind;
		} else if (!opens && reading->is_quoted && reading->quote_close == kind) {
			reading->is_quoted = false;
		}
	}
}

static void count_classes(struct facts *facts, unsigned classes)
{
	facts->n_first += !!(classes & WORD_FIRST);
	facts->n_second += !!(classes & WORD_SECOND);
	facts->n_calendar += !!(classes & WORD_CALENDAR);
	facts->n_saying += !!(classes & WORD_SAYING);
	facts->n_numbers += !!(classes & WORD_NUMBER);
	facts->n_events += !!(classes & WORD_EVENT);
	facts->n_hedges += !!(classes & WORD_HEDGE);
	facts->n_connectives += !!(classes & WORD_CONNECTIVE);
}

/* The last mark of the sentence, closing quotation marks and brackets passed over. */
static void note_ending(struct str text, struct facts *facts)
{
	size_t end = text.len;

	while (end > 0) {
		char c = text.at[end - 1];

		if (end >= 3 && text.at[end - 3] == '\xe2' && text.at[end - 2] == '\x80') {
			end -= 3;
			continue;
		}
		if (c != '"' && c != '\'' && c != ')' && c != ']' && c != ' ') {
			facts->is_question = c == '?';
			facts->is_exclamation = c == '!';
			facts->is_finished = c == '.' || c == '?' || c == '!';
			return;
		}
		end--;
	}
}

/* Counts a term of sentence `number` (from 1), which gets it once. */
static void count_term(struct reading *reading, uint32_t term, uint32_t number)
{
	struct terms *terms = reading->terms;

	terms->count[term]++;
	if (reading->last[term] == number)
		return;
	reading->last[term] = number;
	terms->spread[term]++;
	if (reading->n_postings == reading->cap_postings) {
		reading->cap_postings = reading->n_postings ? 2 * reading->n_postings : 1024;
		terms->term = grow(reading->arena, terms->term, reading->n_postings, reading->cap_postings,
		                   sizeof *terms->term);
	}
	terms->term[reading->n_postings++] = term;
}

static void keep_word(struct reading *reading, const struct word *word, uint32_t form, size_t begin,
                      bool is_first)
{
	struct terms *terms = reading->terms;
	struct running *running;

	if (reading->n_running == reading->cap_running) {
		reading->cap_running = reading->n_running ? 2 * reading->n_running : 1024;
		terms->running = grow(reading->arena, terms->running, reading->n_running,
		                      reading->cap_running, sizeof *terms->running);
	}
	running = &terms->running[reading->n_running++];
	running->form = form;
	running->begin = (uint32_t)begin;
	running->len = (uint16_t)(word->text.len > UINT16_MAX ? UINT16_MAX : word->text.len);
	running->flags = (uint8_t)((word->is_capital && !is_first ? RUNNING_CAPITAL : 0) |
	                           (word->is_capital ? RUNNING_UPPER : 0) |
	                           (word->has_digit ? RUNNING_DIGIT : 0));
}

static void read_sentence(struct reading *reading, const struct sentence *sentence, uint32_t number,
                          struct facts *facts)
{
	struct str text = sentence->text;
	struct word word;
	size_t pos = 0, done = 0;

	memset(facts, 0, sizeof *facts);
	if (sentence->par != reading->par) {
		reading->par = sentence->par;
		reading->is_quoted = false;
	}
	while (word_next(text, &pos, &word)) {
		size_t begin = (size_t)(word.text.at - text.at);
		uint32_t at = look_up(reading, &word);
		const struct form *form = &reading->terms->forms.items[at];

		keep_word(reading, &word, at, begin, facts->n_words == 0);
		follow_quotes(reading, text, done, begin);
		if (facts->n_words == 0) {
			facts->opens_quoted = reading->is_quoted;
			facts->opening = (uint16_t)form->classes;
		} else {
			facts->n_capitals += word.is_capital;
		}
		if (facts->n_words < 4 && pos < text.len && text.at[pos] == ':')
			facts->has_colon_early = true;
		facts->n_words++;
		facts->n_digits += word.has_digit;
		facts->n_quoted += reading->is_quoted;
		facts->n_upper += word.is_capital && !word.has_lower && !word.has_digit && word.len > 1;
		facts->markers |= form->marker;
		if (form->classes)
			count_classes(facts, form->classes);
		if (form->term != TERMS_NONE)
			count_term(reading, form->term, number);
		done = pos;
	}
	follow_quotes(reading, text, done, text.len);
	note_ending(text, facts);
}

void terms_read(struct lexemes *lexemes, const struct sentence *sentences, size_t n,
                struct arena *arena, struct terms *terms)
{
	struct reading reading = { .lexemes = lexemes, .arena = arena, .terms = terms };

	*terms = (struct terms){
		.n_sentences = n,
		.facts = arena_array(arena, struct facts, n),
		.first = arena_array(arena, uint32_t, n + 1),
		.running_first = arena_array(arena, uint32_t, n + 1),
	};
	forms_init(&terms->stems, arena);
	forms_init(&terms->forms, arena);
	for (size_t i = 0; i < n; i++) {
		terms->first[i] = (uint32_t)reading.n_postings;
		terms->running_first[i] = (uint32_t)reading.n_running;
		read_sentence(&reading, &sentences[i], (uint32_t)i + 1, &terms->facts[i]);
	}
	terms->first[n] = (uint32_t)reading.n_postings;
	terms->running_first[n] = (uint32_t)reading.n_running;
}

static bool has_number(const uint32_t *numbers, size_t n, uint32_t number)
{
	for (size_t i = 0; i < n; i++) {
		if (numbers[i] == number)
			return true;
	}
	return false;
}

/* The number of a word's term, FORMS_NONE where the document lacks it; false: a stop word. */
static bool find_term(const struct lexicon *lexicon, const struct terms *terms, struct word *word,
                      uint32_t *number)
{
	struct str lower = word_lower(word);
	uint32_t form = forms_find(&terms->forms, lower, forms_hash(lower));

	if (form != FORMS_NONE) {
		*number = terms->forms.items[form].term;
		return *number != TERMS_NONE;
	}
	if (lexicon_classes(lexicon, lower) & WORD_STOP)
		return false;
	lower.len = stem_word(word->lower, word->len);
	*number = forms_find(&terms->stems, lower, forms_hash(lower));
	return true;
}

size_t terms_find(const struct lexicon *lexicon, const struct terms *terms, struct str text,
                  struct arena *arena, uint32_t **found, size_t *n_distinct)
{
	enum { AT_MOST = 256 }; /* a title or a query; more words of it say nothing new */
	uint32_t numbers[AT_MOST];
	size_t n = 0, n_other = 0, pos = 0;
	struct word word;

	while (n + n_other < AT_MOST && word_next(text, &pos, &word)) {
		uint32_t number;

		if (!find_term(lexicon, terms, &word, &number))
			continue;
		if (number == FORMS_NONE)
			n_other++;
		else if (!has_number(numbers, n, number))
			numbers[n++] = number;
	}
	*found = arena_array(arena, uint32_t, n);
	memcpy(*found, numbers, n * sizeof *numbers);
	*n_distinct = n + n_other;
	return n;
}
