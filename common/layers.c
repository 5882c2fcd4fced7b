/*
 * layers.c: rows to structs. Rows of a layer are read in one sweep; tokens find their sentence by a
 * cursor that only goes forward, since both come in document order.
 */
#include "common/layers.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/filter.h"

enum {
	TOKEN_GAP = 16,      /* bytes of blanks between two tokens, at most */
	FORGET_EVERY = 4096, /* tok rows */
	FORGET_FROM = 1 << 18, /* tok rows; of fewer, copies would cost more than they save */
};

enum { KEPT_TAGS = 64, KEPT_BLOCK = 64 << 10 };

struct reading {
	const struct document *document;
	struct row_writer *out;
	struct layers *layers;

	/* copies of what tok rows said that are given back; NULL where they are not */
	struct arena *given_back;
	char *room;
	size_t room_len;
	struct str tags[KEPT_TAGS]; /* by their letters; a tag comes again and again */
};

static const struct row *first_of(const struct document *document, const char *type, size_t *n)
{
	for (size_t i = 0; i < document->n_types; i++) {
		if (strcmp(document->rows[i].type, type) == 0) {
			*n = document->rows[i].n_rows;
			return document->rows[i].first;
		}
	}
	*n = 0;
	return NULL;
}

static inline uint32_t number(const struct row *row, size_t column)
{
	return (uint32_t)row_get_number(row, column);
}

/* "0.9731", "-2.5": what row_score writes, and no more. Anything else is 0. */
static double score_of(struct str field)
{
	double value = 0, unit = 1;
	bool is_negative = field.len && field.at[0] == '-', in_fraction = false;

	for (size_t i = is_negative; i < field.len; i++) {
		unsigned digit = (unsigned char)field.at[i] - '0';

		if (field.at[i] == '.' && !in_fraction) {
			in_fraction = true;
			continue;
		}
		if (digit > 9)
			return 0;
		value = 10 * value + digit;
		unit *= in_fraction ? 10 : 1;
	}
	return (is_negative ? -value : value) / unit;
}

/*
 * The row stays in the stream, so every later stage meets it again. The err row names it by what
 * stands in it and not by its line, which moves: a stage put in twice then says it once.
 */
__attribute__((format(printf, 6, 7))) static void complain(const struct reading *reading,
                                                           const struct row *row, const char *code,
                                                           size_t begin, size_t end, const char *format, ...)
{
	char what[256];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	diag_message(NULL, "line %llu: %s", (unsigned long long)row->number, what);
	if (reading->out)
		filter_error(reading->out, code, begin, end, "%s", what);
}

static bool is_range(const struct reading *reading, const struct row *row, const char *type,
                     uint32_t begin, uint32_t end)
{
	if (begin <= end)
		return true;
	complain(reading, row, "E_ROW", FILTER_NOWHERE, FILTER_NOWHERE, "%s row: begin %u is behind end %u",
	         type, begin, end);
	return false;
}

static void read_paragraphs(const struct reading *reading)
{
	struct layers *layers = reading->layers;
	size_t n;
	const struct row *row = first_of(reading->document, "par", &n);

	layers->paragraphs = arena_array(reading->document->arena, struct paragraph, n);
	for (; row; row = row_next(row)) {
		struct paragraph paragraph = {
			.number = number(row, PAR_PAR),
			.begin = number(row, PAR_BEGIN),
			.end = number(row, PAR_END),
			.kind = row_get(row, PAR_KIND),
			.map = row_get(row, PAR_MAP),
			.text = row_get(row, PAR_TEXT),
		};

		if (is_range(reading, row, "par", paragraph.begin, paragraph.end))
			layers->paragraphs[layers->n_paragraphs++] = paragraph;
	}
}

static void read_sentences(const struct reading *reading)
{
	struct layers *layers = reading->layers;
	size_t n, p = 0;
	const struct row *row = first_of(reading->document, "sent", &n);

	layers->sentences = arena_array(reading->document->arena, struct sentence, n);
	for (; row; row = row_next(row)) {
		struct sentence sentence = {
			.number = number(row, SENT_SENT),
			.par = number(row, SENT_PAR),
			.paragraph = LAYERS_NONE,
			.begin = number(row, SENT_BEGIN),
			.end = number(row, SENT_END),
			.map = row_get(row, SENT_MAP),
			.text = row_get(row, SENT_TEXT),
		};

		if (!is_range(reading, row, "sent", sentence.begin, sentence.end))
			continue;
		if (layers->n_sentences &&
		    sentence.number <= layers->sentences[layers->n_sentences - 1].number) {
			complain(reading, row, "E_ORDER", sentence.begin, sentence.end,
			         "sent %u: sentence numbers do not rise", sentence.number);
			continue;
		}
		while (p < layers->n_paragraphs && layers->paragraphs[p].number < sentence.par)
			p++;
		if (p < layers->n_paragraphs && layers->paragraphs[p].number == sentence.par)
			sentence.paragraph = (uint32_t)p;
		layers->sentences[layers->n_sentences++] = sentence;
	}
}

/* A copy of a field whose row is given back, one behind the other. */
static struct str keep(struct reading *reading, struct str field)
{
	char *at = reading->room;

	if (!field.len)
		return field;
	if (reading->room_len < field.len) {
		reading->room_len = field.len > KEPT_BLOCK ? field.len : KEPT_BLOCK;
		at = reading->room = arena_alloc(reading->document->arena, reading->room_len);
	}
	memcpy(at, field.at, field.len);
	reading->room += field.len;
	reading->room_len -= field.len;
	return str_at(at, field.len);
}

/* The same for a field of few values. */
static struct str keep_tag(struct reading *reading, struct str field)
{
	struct str *kept;

	if (!field.len)
		return field;
	kept = &reading->tags[((unsigned char)field.at[0] + 5 * (unsigned char)field.at[field.len - 1] + field.len) % KEPT_TAGS];
	if (!str_eq(*kept, field))
		*kept = keep(reading, field);
	return *kept;
}

static void read_mwt(struct str field, struct token *token)
{
	size_t hyphen = str_find(field, '-', 0);
	uint64_t first, last;

	if (str_number(str_slice(field, 0, hyphen), UINT32_MAX, &first) &&
	    str_number(str_slice(field, hyphen + 1, field.len), UINT32_MAX, &last) && first <= token->number &&
	    token->number <= last) {
		token->mwt_first = (uint32_t)first;
		token->mwt_last = (uint32_t)last;
	}
}

/* Looks for the token's form behind the token before, in the sentence's text. */
static void place_token(const struct sentence *sentence, uint32_t from, struct token *token)
{
	struct str form = token->form;
	struct str ahead = str_slice(sentence->text, from, from + form.len + TOKEN_GAP);
	const char *hit = NULL;

	/* nearly always it stands right there, or behind one blank */
	if (form.len && form.len <= ahead.len && ahead.at[0] == form.at[0] && memcmp(ahead.at, form.at, form.len) == 0)
		hit = ahead.at;
	else if (form.len && form.len < ahead.len && memcmp(ahead.at + 1, form.at, form.len) == 0)
		hit = ahead.at + 1;
	else if (form.len && ahead.len)
		hit = memmem(ahead.at, ahead.len, form.at, form.len);

	token->text_begin = hit ? from + (uint32_t)(hit - ahead.at) : from;
	token->text_end = token->text_begin + (hit ? (uint32_t)form.len : 0);
}

static void keep_strings(struct reading *reading, struct token *token)
{
	struct str form = token->form;

	token->form = keep(reading, form);
	token->lemma = str_eq(form, token->lemma) ? token->form : keep(reading, token->lemma);
	token->upos = keep_tag(reading, token->upos);
	token->xpos = keep_tag(reading, token->xpos);
}

/* False where the row breaks the order, which is told. *sentence: that of the row before, or NULL; moves on. */
static bool is_next_token(const struct reading *reading, const struct row *row, const struct token *token,
                          struct sentence **sentence)
{
	const struct layers *layers = reading->layers;
	struct sentence *end = layers->sentences + layers->n_sentences;
	uint32_t in_sentence = number(row, TOK_SENT);

	if (!is_range(reading, row, "tok", token->begin, token->end))
		return false;
	while (*sentence < end && (*sentence)->number < in_sentence)
		++*sentence;
	if (*sentence == end || (*sentence)->number != in_sentence) {
		complain(reading, row, "E_ORDER", token->begin, token->end,
		         "tok %u: its sentence %u is not there or not open", token->number, in_sentence);
		return false;
	}
	if (token->number != (*sentence)->n_tokens + 1) {
		complain(reading, row, "E_ORDER", token->begin, token->end, "tok %u of sentence %u, expected %u",
		         token->number, in_sentence, (*sentence)->n_tokens + 1);
		return false;
	}
	return true;
}

/* Where a sentence without tokens has none: behind those of the one before. */
static void place_empty_sentences(struct layers *layers)
{
	uint32_t at = 0;

	for (size_t s = 0; s < layers->n_sentences; s++) {
		struct sentence *sentence = &layers->sentences[s];

		if (!sentence->n_tokens)
			sentence->first_token = at;
		at = sentence->first_token + sentence->n_tokens;
	}
}

static void read_tokens(struct reading *reading)
{
	struct layers *layers = reading->layers;
	struct sentence *sentence = layers->sentences;
	struct token *token;
	size_t n;
	const struct row *row = first_of(reading->document, "tok", &n);

	reading->given_back = n >= FORGET_FROM ? reading->document->tokens : NULL;
	token = layers->tokens = arena_array(reading->document->arena, struct token, n);
	for (size_t i = 0; row; row = row_next(row), i++) {
		token->number = number(row, TOK_TOK);
		token->begin = number(row, TOK_BEGIN);
		token->end = number(row, TOK_END);
		token->form = row_get(row, TOK_FORM);
		token->lemma = row_get(row, TOK_LEMMA);
		token->upos = row_get(row, TOK_UPOS);
		token->xpos = row_get(row, TOK_XPOS);
		token->mwt_first = token->mwt_last = 0;
		if (reading->given_back && i % FORGET_EVERY == 0)
			arena_forget(reading->given_back, row);
		if (!is_next_token(reading, row, token, &sentence))
			continue;
		if (reading->given_back)
			keep_strings(reading, token);
		if (row_get(row, TOK_MWT).len)
			read_mwt(row_get(row, TOK_MWT), token);
		place_token(sentence, sentence->n_tokens ? token[-1].text_end : 0, token);
		if (sentence->n_tokens++ == 0)
			sentence->first_token = (uint32_t)(token - layers->tokens);
		token++;
	}
	layers->n_tokens = (size_t)(token - layers->tokens);
	place_empty_sentences(layers);
	if (reading->given_back)
		arena_reset(reading->given_back);
}

/* The position of a sentence by its number, or LAYERS_NONE. */
static uint32_t sentence_position(const struct layers *layers, uint32_t wanted)
{
	size_t low = 0, high = layers->n_sentences;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (layers->sentences[middle].number < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low < layers->n_sentences && layers->sentences[low].number == wanted ? (uint32_t)low :
	                                                                             LAYERS_NONE;
}

/* Positions of the tokens `first`..`last` of a sentence; both LAYERS_NONE where they are not there. */
static void token_positions(const struct layers *layers, uint32_t position, uint32_t *first, uint32_t *last)
{
	const struct sentence *sentence = position == LAYERS_NONE ? NULL : &layers->sentences[position];

	if (sentence && *first >= 1 && *first <= *last && *last <= sentence->n_tokens) {
		*first += sentence->first_token - 1;
		*last += sentence->first_token - 1;
	} else {
		*first = *last = LAYERS_NONE;
	}
}

static void read_entities(const struct reading *reading)
{
	struct layers *layers = reading->layers;
	size_t n;
	const struct row *row = first_of(reading->document, "ent", &n);

	layers->entities = arena_array(reading->document->arena, struct entity, n);
	for (; row; row = row_next(row)) {
		struct entity entity = {
			.number = number(row, ENT_ENT),
			.sentence = sentence_position(layers, number(row, ENT_SENT)),
			.first = number(row, ENT_FIRST),
			.last = number(row, ENT_LAST),
			.begin = number(row, ENT_BEGIN),
			.end = number(row, ENT_END),
			.type = row_get(row, ENT_TYPE),
			.text = row_get(row, ENT_TEXT),
			.score = score_of(row_get(row, ENT_SCORE)),
		};
		bool names_tokens = entity.first && layers->n_tokens;

		if (!is_range(reading, row, "ent", entity.begin, entity.end))
			continue;
		token_positions(layers, entity.sentence, &entity.first, &entity.last);
		if (names_tokens && entity.first == LAYERS_NONE) {
			complain(reading, row, "E_ORDER", entity.begin, entity.end, "ent %u: its tokens are not there",
			         entity.number);
			continue;
		}
		layers->entities[layers->n_entities++] = entity;
	}
}

static int by_number(const void *a, const void *b)
{
	const struct entity *const *x = a, *const *y = b;

	return ((*x)->number > (*y)->number) - ((*x)->number < (*y)->number);
}

static void read_links(const struct reading *reading)
{
	struct layers *layers = reading->layers;
	struct arena *arena = reading->document->arena;
	const struct entity **by = arena_array(arena, const struct entity *, layers->n_entities);
	size_t n;
	const struct row *row = first_of(reading->document, "link", &n);

	layers->links = arena_array(arena, struct entity_link, n);
	for (size_t i = 0; i < layers->n_entities; i++)
		by[i] = &layers->entities[i];
	if (row)
		qsort(by, layers->n_entities, sizeof *by, by_number);
	for (; row; row = row_next(row)) {
		struct entity wanted = { .number = number(row, LINK_ENT) };
		const struct entity *key = &wanted, **hit;

		hit = layers->n_entities ? bsearch(&key, by, layers->n_entities, sizeof *by, by_number) : NULL;
		if (!hit) {
			complain(reading, row, "E_ORDER", FILTER_NOWHERE, FILTER_NOWHERE,
			         "link: its entity %u is not there", wanted.number);
			continue;
		}
		layers->links[layers->n_links++] = (struct entity_link){
			.entity = (uint32_t)(*hit - layers->entities),
			.rank = number(row, LINK_RANK),
			.chain = number(row, LINK_CHAIN),
			.kb = row_get(row, LINK_KB),
			.id = row_get(row, LINK_ID),
			.label = row_get(row, LINK_LABEL),
			.score = score_of(row_get(row, LINK_SCORE)),
		};
	}
}

static void read_references(const struct reading *reading)
{
	struct layers *layers = reading->layers;
	size_t n;
	const struct row *row = first_of(reading->document, "ref", &n);

	layers->references = arena_array(reading->document->arena, struct reference, n);
	for (; row; row = row_next(row)) {
		struct reference reference = {
			.chain = number(row, REF_CHAIN),
			.sentence = sentence_position(layers, number(row, REF_SENT)),
			.first = number(row, REF_FIRST),
			.last = number(row, REF_LAST),
			.begin = number(row, REF_BEGIN),
			.end = number(row, REF_END),
			.text = row_get(row, REF_TEXT),
		};

		token_positions(layers, reference.sentence, &reference.first, &reference.last);
		if (is_range(reading, row, "ref", reference.begin, reference.end))
			layers->references[layers->n_references++] = reference;
	}
}

static void read_quotations(const struct reading *reading)
{
	struct layers *layers = reading->layers;
	size_t n;
	const struct row *row = first_of(reading->document, "quote", &n);

	layers->quotations = arena_array(reading->document->arena, struct quotation, n);
	for (; row; row = row_next(row)) {
		struct quotation quotation = {
			.number = number(row, QUOTE_QUOTE),
			.sentence = sentence_position(layers, number(row, QUOTE_SENT)),
			.begin = number(row, QUOTE_BEGIN),
			.end = number(row, QUOTE_END),
			.speaker = number(row, QUOTE_SPEAKER),
			.source_begin = number(row, QUOTE_SOURCE_BEGIN),
			.source_end = number(row, QUOTE_SOURCE_END),
			.kind = row_get(row, QUOTE_KIND),
			.cue = row_get(row, QUOTE_CUE),
			.text = row_get(row, QUOTE_TEXT),
		};

		if (is_range(reading, row, "quote", quotation.begin, quotation.end))
			layers->quotations[layers->n_quotations++] = quotation;
	}
}

void layers_read(const struct document *document, struct row_writer *out, struct layers *layers)
{
	struct reading reading = { .document = document, .out = out, .layers = layers };

	*layers = (struct layers){ 0 };
	read_paragraphs(&reading);
	read_sentences(&reading);
	read_tokens(&reading);
	read_entities(&reading);
	read_links(&reading);
	read_references(&reading);
	read_quotations(&reading);
}

uint32_t layers_sentence_at(const struct layers *layers, uint32_t offset)
{
	size_t low = 0, high = layers->n_sentences;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (layers->sentences[middle].end <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < layers->n_sentences && layers->sentences[low].begin <= offset ? (uint32_t)low :
	                                                                            LAYERS_NONE;
}
