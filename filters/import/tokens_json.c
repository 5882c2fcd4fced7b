/*
 * tokens_json.c: the events of the parser. A place is a kind of object or array that has members of
 * interest; whatever opens elsewhere is counted and passed over.
 */
#include "tokens_json.h"

#include <yajl/yajl_parse.h>

#include "common/allocator.h"

enum place {
	PLACE_OUTSIDE,
	PLACE_DOCUMENT,
	PLACE_PARAGRAPHS,
	PLACE_PARAGRAPH,
	PLACE_SENTENCES,
	PLACE_SENTENCE,
	PLACE_TOKENS,
	PLACE_TOKEN,
	PLACE_MWT,
	PLACE_ROWS,
	PLACE_ROW,
	PLACE_LINKS,
	PLACE_LINK,
};

static const enum place outside_of[] = {
	[PLACE_DOCUMENT] = PLACE_OUTSIDE,     [PLACE_PARAGRAPHS] = PLACE_DOCUMENT, [PLACE_PARAGRAPH] = PLACE_PARAGRAPHS,
	[PLACE_SENTENCES] = PLACE_DOCUMENT,   [PLACE_SENTENCE] = PLACE_SENTENCES,  [PLACE_TOKENS] = PLACE_SENTENCE,
	[PLACE_TOKEN] = PLACE_TOKENS,         [PLACE_MWT] = PLACE_TOKEN,         [PLACE_ROWS] = PLACE_DOCUMENT,
	[PLACE_ROW] = PLACE_ROWS,             [PLACE_LINKS] = PLACE_ROW,         [PLACE_LINK] = PLACE_LINKS,
};

/* Lists of what is said of tokens, and the rows that they become. */
static const struct {
	const char *key, *type;
} lists[] = {
	{ "entities", "ent" }, { "references", "ref" }, { "quotes", "quote" }, { "summary", "sum" }, { "keyphrases", "key" },
};

struct reading {
	struct json_document *document;
	struct arena *arena;
	enum place place;
	size_t n_passed;    /* open objects and arrays of no interest */
	struct str key;     /* of the member whose value comes next */
	const struct contract_type *list; /* of PLACE_ROWS */
	size_t entity;      /* the row whose links are read */
	const char *problem;
};

static int fail(struct reading *reading, const char *problem)
{
	reading->problem = problem;
	return false;
}

/* items[n] of a growing array in the arena, zeroed. */
static void *add_item(struct arena *arena, void *items, size_t *n, size_t *cap, size_t size)
{
	void *old = items;

	if (*n == *cap) {
		*cap = *cap ? 2 * *cap : 16;
		items = arena_items(arena, *cap, size);
		if (*n)
			memcpy(items, old, *n * size);
	}
	memset((char *)items + (*n)++ * size, 0, size);
	return items;
}

static struct json_paragraph *last_paragraph(struct reading *reading)
{
	return &reading->document->paragraphs[reading->document->n_paragraphs - 1];
}

static struct json_sentence *last_sentence(struct reading *reading)
{
	return &reading->document->sentences[reading->document->n_sentences - 1];
}

static struct json_token *last_token(struct reading *reading)
{
	return &reading->document->tokens[reading->document->n_tokens - 1];
}

static void add_row(struct reading *reading, const struct contract_type *type)
{
	struct json_document *d = reading->document;

	d->rows = add_item(reading->arena, d->rows, &d->n_rows, &d->cap_rows, sizeof *d->rows);
	d->rows[d->n_rows - 1].type = type;
}

/* The field of the row that is read which the member is, and whether it is a number; NULL: none. */
static struct str *field_of(struct reading *reading, bool *is_number)
{
	struct json_document *d = reading->document;
	bool is_row = reading->place == PLACE_ROW || reading->place == PLACE_LINK;
	struct json_row *row = is_row ? &d->rows[reading->place == PLACE_ROW ? reading->entity : d->n_rows - 1] : NULL;
	size_t column = 0;

	for (const char *at = row ? row->type->columns : ""; *at; column++) {
		size_t len = strcspn(at, " ");

		*is_number = memmem(at, len, ":n", 2) || str_is(reading->key, "score");
		if (column && str_eq(reading->key, str_at(at, strcspn(at, ":? "))))
			return &row->field[column];
		at += len + (at[len] == ' ');
	}
	return NULL;
}

static int take_field(struct reading *reading, struct str value, bool is_digits)
{
	bool is_number;
	struct str *field = field_of(reading, &is_number);

	if (!field)
		return true;
	if (is_number != is_digits)
		return fail(reading, is_number ? "a string where a number stands" : "a number where a string stands");
	*field = arena_str(reading->arena, value);
	return true;
}

static void add_token(struct reading *reading)
{
	struct json_document *d = reading->document;

	d->tokens = add_item(reading->arena, d->tokens, &d->n_tokens, &d->cap_tokens, sizeof *d->tokens);
	last_sentence(reading)->n_tokens++;
}

/* Where a string of the member goes; NULL: nowhere. */
static struct str *string_of(struct reading *reading)
{
	struct json_document *d = reading->document;
	const struct {
		enum place place;
		const char *key;
		struct str *value;
	} members[] = {
		{ PLACE_DOCUMENT, "id", &d->id },
		{ PLACE_DOCUMENT, "source", &d->source },
		{ PLACE_DOCUMENT, "url", &d->url },
		{ PLACE_DOCUMENT, "published", &d->published },
		{ PLACE_DOCUMENT, "lang", &d->lang },
		{ PLACE_DOCUMENT, "title", &d->title },
		{ PLACE_DOCUMENT, "author", &d->author },
		{ PLACE_PARAGRAPH, "kind", d->n_paragraphs ? &last_paragraph(reading)->kind : NULL },
		{ PLACE_PARAGRAPH, "text", d->n_paragraphs ? &last_paragraph(reading)->text : NULL },
		{ PLACE_SENTENCE, "text", d->n_sentences ? &last_sentence(reading)->text : NULL },
		{ PLACE_TOKEN, "form", d->n_tokens ? &last_token(reading)->form : NULL },
		{ PLACE_TOKEN, "text", d->n_tokens ? &last_token(reading)->text : NULL },
		{ PLACE_TOKEN, "lemma", d->n_tokens ? &last_token(reading)->lemma : NULL },
		{ PLACE_TOKEN, "upos", d->n_tokens ? &last_token(reading)->upos : NULL },
		{ PLACE_TOKEN, "xpos", d->n_tokens ? &last_token(reading)->xpos : NULL },
	};

	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (members[i].place == reading->place && str_is(reading->key, members[i].key))
			return members[i].value;
	return NULL;
}

/* What no row can hold: C0 controls but TAB, LF and CR. */
static bool has_control(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' && text.at[i] != '\t' && text.at[i] != '\n' && text.at[i] != '\r')
			return true;
	return false;
}

static int on_string(void *context, const unsigned char *bytes, size_t len)
{
	struct reading *reading = context;
	struct str text = str_at((const char *)bytes, len), *value;

	if (reading->n_passed)
		return true;
	if (reading->place == PLACE_OUTSIDE)
		return fail(reading, "no JSON object in UTF-8");
	if (reading->place == PLACE_TOKENS)
		add_token(reading);
	value = reading->place == PLACE_TOKENS ? &last_token(reading)->form : string_of(reading);
	if (has_control(text) && (value || reading->place == PLACE_ROW || reading->place == PLACE_LINK))
		return fail(reading, "a control character in a string");
	if (!value)
		return take_field(reading, text, false);
	*value = arena_str(reading->arena, text);
	return true;
}

/* `begin` or `end` of a token. */
static int take_offset(struct reading *reading, struct str digits)
{
	struct json_token *token = last_token(reading);
	uint64_t n;

	if (!str_number(digits, UINT32_MAX, &n))
		return true;
	if (str_is(reading->key, "begin"))
		token->begin = (uint32_t)n;
	if (str_is(reading->key, "end")) {
		token->end = (uint32_t)n;
		token->has_range = true;
	}
	return true;
}

static int on_number(void *context, const char *digits, size_t len)
{
	struct reading *reading = context;
	bool is_par = str_is(reading->key, "par") && (reading->place == PLACE_PARAGRAPH || reading->place == PLACE_SENTENCE);
	struct json_token *token;
	uint64_t n;

	if (reading->n_passed)
		return true;
	if (reading->place == PLACE_OUTSIDE)
		return fail(reading, "no JSON object in UTF-8");
	if (reading->place == PLACE_TOKEN)
		return take_offset(reading, str_at(digits, len));
	if (reading->place == PLACE_SENTENCE && str_is(reading->key, "sent")) {
		if (str_number(str_at(digits, len), UINT32_MAX, &n))
			last_sentence(reading)->number = (uint32_t)n;
		return true;
	}
	if (!is_par && reading->place != PLACE_MWT)
		return take_field(reading, str_at(digits, len), true);
	if (!str_number(str_at(digits, len), UINT32_MAX, &n) || n == 0)
		return fail(reading, "\"par\" and \"mwt\" count from 1");
	if (reading->place == PLACE_PARAGRAPH) {
		last_paragraph(reading)->par = (uint32_t)n;
	} else if (reading->place == PLACE_SENTENCE) {
		last_sentence(reading)->par = (uint32_t)n;
	} else {
		token = last_token(reading);
		if (token->n_mwt < 2)
			token->mwt[token->n_mwt] = (uint32_t)n;
		token->n_mwt++;
	}
	return true;
}

static int on_boolean(void *context, int is_true)
{
	struct reading *reading = context;

	if (reading->n_passed)
		return true;
	if (reading->place == PLACE_TOKEN && str_is(reading->key, "space"))
		last_token(reading)->is_glued = !is_true;
	return reading->place != PLACE_OUTSIDE || fail(reading, "no JSON object in UTF-8");
}

static int on_null(void *context)
{
	struct reading *reading = context;

	return reading->n_passed || reading->place != PLACE_OUTSIDE || fail(reading, "no JSON object in UTF-8");
}

static int on_key(void *context, const unsigned char *bytes, size_t len)
{
	struct reading *reading = context;

	if (!reading->n_passed)
		reading->key = arena_str(reading->arena, str_at((const char *)bytes, len));
	return true;
}

static int on_object(void *context)
{
	struct reading *reading = context;
	struct json_document *d = reading->document;

	if (reading->n_passed) {
		reading->n_passed++;
		return true;
	}
	switch (reading->place) {
	case PLACE_OUTSIDE:
		reading->place = PLACE_DOCUMENT;
		return true;
	case PLACE_PARAGRAPHS:
		d->paragraphs = add_item(reading->arena, d->paragraphs, &d->n_paragraphs, &d->cap_paragraphs,
		                         sizeof *d->paragraphs);
		reading->place = PLACE_PARAGRAPH;
		return true;
	case PLACE_SENTENCES:
		d->sentences = add_item(reading->arena, d->sentences, &d->n_sentences, &d->cap_sentences,
		                        sizeof *d->sentences);
		last_sentence(reading)->first_token = d->n_tokens;
		reading->place = PLACE_SENTENCE;
		return true;
	case PLACE_TOKENS:
		add_token(reading);
		reading->place = PLACE_TOKEN;
		return true;
	case PLACE_ROWS:
		reading->entity = d->n_rows;
		add_row(reading, reading->list);
		reading->place = PLACE_ROW;
		return true;
	case PLACE_LINKS:
		add_row(reading, contract_find(str_of("link")));
		reading->place = PLACE_LINK;
		return true;
	default:
		reading->n_passed = 1;
		return true;
	}
}

static int on_array(void *context)
{
	static const struct {
		enum place in, opens;
		const char *key;
	} arrays[] = {
		{ PLACE_DOCUMENT, PLACE_PARAGRAPHS, "paragraphs" },
		{ PLACE_DOCUMENT, PLACE_SENTENCES, "sentences" },
		{ PLACE_SENTENCE, PLACE_TOKENS, "tokens" },
		{ PLACE_TOKEN, PLACE_MWT, "mwt" },
		{ PLACE_ROW, PLACE_LINKS, "links" },
	};
	struct reading *reading = context;

	if (!reading->n_passed && reading->place == PLACE_OUTSIDE)
		return fail(reading, "no JSON object in UTF-8");
	for (size_t i = 0; i < sizeof arrays / sizeof *arrays && !reading->n_passed; i++)
		if (arrays[i].in == reading->place && str_is(reading->key, arrays[i].key)) {
			reading->place = arrays[i].opens;
			return true;
		}
	for (size_t i = 0; i < sizeof lists / sizeof *lists && !reading->n_passed; i++)
		if (reading->place == PLACE_DOCUMENT && str_is(reading->key, lists[i].key)) {
			reading->list = contract_find(str_of(lists[i].type));
			reading->place = PLACE_ROWS;
			return true;
		}
	reading->n_passed++;
	return true;
}

static int on_close(void *context)
{
	struct reading *reading = context;

	if (reading->n_passed)
		reading->n_passed--;
	else
		reading->place = outside_of[reading->place];
	return true;
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_boolean,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_object,
	.yajl_map_key = on_key,
	.yajl_end_map = on_close,
	.yajl_start_array = on_array,
	.yajl_end_array = on_close,
};

const char *json_document_read(struct str line, struct arena *arena, struct json_document *document)
{
	struct reading reading = { .document = document, .arena = arena };
	yajl_alloc_funcs allocator = { allocator_alloc, allocator_realloc, allocator_free, NULL };
	yajl_handle parser = yajl_alloc(&callbacks, &allocator, &reading);
	bool is_good;

	memset(document, 0, sizeof *document);
	is_good = yajl_parse(parser, (const unsigned char *)line.at, line.len) == yajl_status_ok &&
	          yajl_complete_parse(parser) == yajl_status_ok;
	yajl_free(parser);
	if (!is_good && !reading.problem)
		reading.problem = "no JSON object in UTF-8";
	return is_good ? NULL : reading.problem;
}
