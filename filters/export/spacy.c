/*
 * spacy.c: spaCy's JSON of a Doc, one object a line: what Doc.from_json reads, and what displaCy
 * draws with manual=True (it takes `text`, `ents` and `title`).
 *
 * Offsets are code points of `text`, the paragraphs joined by an empty line. A token that shares its
 * range with the one before (parts of one repaired run) is left out, since spaCy's cannot overlap;
 * so are entities that overlap.
 */
#include "common/surface.h"
#include "format.h"
#include "json.h"

static void add_range(struct buf *out, const struct surface_range *range)
{
	json_member_number(out, "start", range->begin_cp);
	json_member_number(out, "end", range->end_cp);
}

static void add_entities(struct buf *out, const struct layers *layers, const struct surface *surface, struct arena *arena)
{
	const struct entity_link **links = arena_zeroed(arena, (layers->n_entities + 1) * sizeof *links);
	uint32_t last = 0;

	for (size_t l = 0; l < layers->n_links; l++)
		if (layers->links[l].rank == 1)
			links[layers->links[l].entity] = &layers->links[l];
	json_key(out, "ents");
	json_open(out, '[');
	for (size_t i = 0; i < layers->n_entities; i++) {
		const struct entity *e = &layers->entities[i];
		struct surface_range range;

		if (!surface_find(surface, e->begin, e->end, &range) || range.begin_cp < last)
			continue;
		json_open(out, '{');
		add_range(out, &range);
		json_member(out, "label", e->type);
		if (links[i] && str_is(links[i]->kb, "wikidata")) {
			json_member(out, "kb_id", links[i]->id);
			json_key(out, "kb_url");
			json_string(out, str_of("https://www.wikidata.org/wiki/"));
			out->len--; /* the address goes on behind the opening quote's string */
			buf_add_str(out, links[i]->id);
			buf_add_byte(out, '"');
		}
		json_close(out, '}');
		last = range.end_cp;
	}
	json_close(out, ']');
}

static void add_sentences(struct buf *out, const struct layers *layers, const struct surface *surface)
{
	json_key(out, "sents");
	json_open(out, '[');
	for (size_t i = 0; i < layers->n_sentences; i++) {
		struct surface_range range;

		if (!surface_find(surface, layers->sentences[i].begin, layers->sentences[i].end, &range))
			continue;
		json_open(out, '{');
		add_range(out, &range);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void add_tokens(struct buf *out, const struct layers *layers, const struct surface *surface)
{
	uint32_t last = 0;
	uint64_t id = 0;

	json_key(out, "tokens");
	json_open(out, '[');
	for (size_t i = 0; i < layers->n_tokens; i++) {
		const struct token *token = &layers->tokens[i];
		struct surface_range range;

		if (!surface_find(surface, token->begin, token->end, &range) || range.begin_cp < last)
			continue;
		json_open(out, '{');
		json_member_number(out, "id", id++);
		add_range(out, &range);
		json_member(out, "tag", token->xpos);
		json_member(out, "pos", token->upos);
		json_member(out, "lemma", token->lemma);
		json_close(out, '}');
		last = range.end_cp;
	}
	json_close(out, ']');
}

static void write_document(const struct document *document, const struct layers *layers, struct buf *out)
{
	struct surface surface;

	surface_make(layers, document->arena, &surface);
	json_open(out, '{');
	json_key(out, "text");
	json_string(out, surface.text);
	json_member(out, "title", document_fact(document, DOC_TITLE));
	add_entities(out, layers, &surface, document->arena);
	add_sentences(out, layers, &surface);
	add_tokens(out, layers, &surface);
	json_close(out, '}');
	buf_add_byte(out, '\n');
}

static const char *const reads[] = { "par", "sent", "tok", "ent", "link", NULL };

const struct export_format export_spacy = {
	.name = "spacy",
	.summary = "spaCy's Doc JSON, one a line, which displaCy draws too",
	.reads = reads,
	.document = write_document,
};
