/*
 * jsonl.c: JSON Lines, one object a document. docs/jsonl.schema.json describes it.
 *
 * Numbers are those of the rows: offsets count bytes of the raw document. What a document lacks is
 * left out. Gaps (the markup between paragraphs) are no part of it. What an edit replaced may be no
 * text: such bytes are written as \xHH, in all formats.
 */
#include "common/utf8.h"
#include "format.h"
#include "json.h"

static void add_range(struct buf *out, uint64_t begin, uint64_t end)
{
	json_member_number(out, "begin", begin);
	json_member_number(out, "end", end);
}

static void open_list(struct buf *out, const char *key)
{
	json_key(out, key);
	json_open(out, '[');
}

static void add_facts(struct buf *out, const struct document *document)
{
	json_member(out, "id", document->id);
	json_member(out, "source", document_fact(document, DOC_SOURCE));
	json_member(out, "url", document_fact(document, DOC_URL));
	json_member(out, "published", document_fact(document, DOC_PUBLISHED));
	json_member(out, "lang", document_fact(document, DOC_LANG));
	json_member_number(out, "bytes", row_get_number(document->facts, DOC_BYTES));
	json_member(out, "title", document_fact(document, DOC_TITLE));
	json_member(out, "author", document_fact(document, DOC_AUTHOR));
}

static void add_paragraphs(struct buf *out, const struct layers *layers)
{
	open_list(out, "paragraphs");
	for (size_t i = 0; i < layers->n_paragraphs; i++) {
		const struct paragraph *p = &layers->paragraphs[i];

		json_open(out, '{');
		json_member_number(out, "par", p->number);
		json_member(out, "kind", p->kind);
		add_range(out, p->begin, p->end);
		json_member(out, "text", p->text);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void add_token(struct buf *out, const struct token *token)
{
	json_open(out, '{');
	json_member_number(out, "tok", token->number);
	add_range(out, token->begin, token->end);
	json_member(out, "form", token->form);
	json_member(out, "lemma", token->lemma);
	json_member(out, "upos", token->upos);
	json_member(out, "xpos", token->xpos);
	if (token->mwt_first) {
		json_key(out, "mwt");
		json_open(out, '[');
		json_number(out, token->mwt_first);
		json_number(out, token->mwt_last);
		json_close(out, ']');
	}
	json_close(out, '}');
}

static void add_sentences(struct buf *out, const struct layers *layers)
{
	open_list(out, "sentences");
	for (size_t i = 0; i < layers->n_sentences; i++) {
		const struct sentence *s = &layers->sentences[i];

		json_open(out, '{');
		json_member_number(out, "sent", s->number);
		json_member_number(out, "par", s->par);
		add_range(out, s->begin, s->end);
		json_member(out, "text", s->text);
		if (s->n_tokens) {
			open_list(out, "tokens");
			for (size_t t = 0; t < s->n_tokens; t++)
				add_token(out, &layers->tokens[s->first_token + t]);
			json_close(out, ']');
		}
		json_close(out, '}');
	}
	json_close(out, ']');
}

/* The sentence and the tokens of a mention, where they are known. */
static void add_place(struct buf *out, const struct layers *layers, uint32_t sentence, uint32_t first, uint32_t last)
{
	if (sentence == LAYERS_NONE)
		return;
	json_member_number(out, "sent", layers->sentences[sentence].number);
	if (first == LAYERS_NONE)
		return;
	json_member_number(out, "first", layers->tokens[first].number);
	json_member_number(out, "last", layers->tokens[last].number);
}

static void add_links(struct buf *out, const struct layers *layers, size_t entity, const uint32_t *by_entity,
                      const uint32_t *next)
{
	open_list(out, "links");
	for (uint32_t l = by_entity[entity]; l != LAYERS_NONE; l = next[l]) {
		const struct entity_link *link = &layers->links[l];

		json_open(out, '{');
		json_member_number(out, "rank", link->rank);
		json_member_number(out, "chain", link->chain);
		json_member(out, "kb", link->kb);
		json_member(out, "id", link->id);
		json_key(out, "score");
		json_score(out, link->score);
		json_member(out, "label", link->label);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void add_entities(struct buf *out, const struct layers *layers, struct arena *arena)
{
	uint32_t *by_entity = arena_array(arena, uint32_t, layers->n_entities);
	uint32_t *next = arena_array(arena, uint32_t, layers->n_links);

	for (size_t i = 0; i < layers->n_entities; i++)
		by_entity[i] = LAYERS_NONE;
	for (size_t l = layers->n_links; l-- > 0;) { /* from the end, so that lists keep their order */
		next[l] = by_entity[layers->links[l].entity];
		by_entity[layers->links[l].entity] = (uint32_t)l;
	}
	open_list(out, "entities");
	for (size_t i = 0; i < layers->n_entities; i++) {
		const struct entity *e = &layers->entities[i];

		json_open(out, '{');
		json_member_number(out, "ent", e->number);
		add_place(out, layers, e->sentence, e->first, e->last);
		add_range(out, e->begin, e->end);
		json_member(out, "type", e->type);
		json_key(out, "score");
		json_score(out, e->score);
		json_member(out, "text", e->text);
		if (by_entity[i] != LAYERS_NONE)
			add_links(out, layers, i, by_entity, next);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void add_references(struct buf *out, const struct layers *layers)
{
	open_list(out, "references");
	for (size_t i = 0; i < layers->n_references; i++) {
		const struct reference *r = &layers->references[i];

		json_open(out, '{');
		json_member_number(out, "chain", r->chain);
		add_place(out, layers, r->sentence, r->first, r->last);
		add_range(out, r->begin, r->end);
		json_member(out, "text", r->text);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void add_quotes(struct buf *out, const struct layers *layers)
{
	open_list(out, "quotes");
	for (size_t i = 0; i < layers->n_quotations; i++) {
		const struct quotation *q = &layers->quotations[i];

		json_open(out, '{');
		json_member_number(out, "quote", q->number);
		add_range(out, q->begin, q->end);
		json_member(out, "kind", q->kind);
		if (q->speaker)
			json_member_number(out, "speaker", q->speaker);
		if (q->source_end) {
			json_member_number(out, "source_begin", q->source_begin);
			json_member_number(out, "source_end", q->source_end);
		}
		json_member(out, "cue", q->cue);
		json_member(out, "text", q->text);
		json_close(out, '}');
	}
	json_close(out, ']');
}

/* Whether a field is a number as row_score writes it; anything else would be no JSON. */
static bool is_score(struct str field)
{
	size_t begin = str_starts(field, "-"), point = str_find(field, '.', begin);
	struct str whole = str_slice(field, begin, point), fraction = str_slice(field, point + 1, field.len);
	uint64_t n;

	return str_number(whole, UINT32_MAX, &n) && (whole.len == 1 || whole.at[0] != '0') &&
	       (point == field.len || str_number(fraction, UINT64_MAX, &n));
}

static void add_score(struct buf *out, struct str field)
{
	if (!is_score(field))
		return;
	json_key(out, "score");
	buf_add_str(out, field);
}

static void add_summary(struct buf *out, const struct document *document)
{
	open_list(out, "summary");
	for (const struct row *row = document_first(document, "sum"); row; row = row_next(row)) {
		json_open(out, '{');
		json_member_number(out, "rank", row_get_number(row, SUM_RANK));
		json_member_number(out, "sent", row_get_number(row, SUM_SENT));
		add_range(out, row_get_number(row, SUM_BEGIN), row_get_number(row, SUM_END));
		add_score(out, row_get(row, SUM_SCORE));
		json_member(out, "text", row_get(row, SUM_TEXT));
		json_close(out, '}');
	}
	json_close(out, ']');
	open_list(out, "keyphrases");
	for (const struct row *row = document_first(document, "key"); row; row = row_next(row)) {
		json_open(out, '{');
		json_member_number(out, "rank", row_get_number(row, KEY_RANK));
		add_score(out, row_get(row, KEY_SCORE));
		json_member(out, "type", row_get(row, KEY_TYPE));
		json_member(out, "text", row_get(row, KEY_TEXT));
		json_member(out, "id", row_get(row, KEY_ID));
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void add_edits(struct buf *out, const struct document *document)
{
	struct buf before = { 0 };

	open_list(out, "edits");
	for (const struct row *row = document_first(document, "edit"); row; row = row_next(row)) {
		if (str_is(row_get(row, EDIT_KIND), "gap"))
			continue;
		json_open(out, '{');
		json_member(out, "kind", row_get(row, EDIT_KIND));
		json_member(out, "action", row_get(row, EDIT_ACTION));
		add_range(out, row_get_number(row, EDIT_BEGIN), row_get_number(row, EDIT_END));
		buf_clear(&before);
		utf8_add_bytes(&before, row_get(row, EDIT_BEFORE));
		json_member(out, "before", buf_str(&before));
		json_member(out, "after", row_get(row, EDIT_AFTER));
		json_close(out, '}');
	}
	json_close(out, ']');
	buf_free(&before);
}

static void add_errors(struct buf *out, const struct document *document)
{
	open_list(out, "errors");
	for (const struct row *row = document_first(document, "err"); row; row = row_next(row)) {
		json_open(out, '{');
		json_member(out, "stage", row_get(row, ERR_STAGE));
		json_member(out, "code", row_get(row, ERR_CODE));
		if (row_get(row, ERR_BEGIN).len)
			add_range(out, row_get_number(row, ERR_BEGIN), row_get_number(row, ERR_END));
		json_member(out, "message", row_get(row, ERR_MESSAGE));
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void write_document(const struct document *document, const struct layers *layers, struct buf *out)
{
	json_open(out, '{');
	add_facts(out, document);
	add_paragraphs(out, layers);
	add_sentences(out, layers);
	add_entities(out, layers, document->arena);
	add_references(out, layers);
	add_quotes(out, layers);
	add_summary(out, document);
	add_edits(out, document);
	add_errors(out, document);
	json_close(out, '}');
	buf_add_byte(out, '\n');
}

static const char *const reads[] = { "par", "sent", "tok", "ent", "link", "ref", "quote", "sum", "key", "edit", "err", NULL };

const struct export_format export_jsonl = {
	.name = "jsonl",
	.summary = "JSON Lines: one object a document, all layers",
	.reads = reads,
	.document = write_document,
};
