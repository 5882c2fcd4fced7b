/*
 * naf.c: NAF 3 (NLP Annotation Format; Fokkens et al. 2014), one document.
 *
 * Layers raw, text, terms, entities (with external references), timeExpressions, coreferences.
 * Offsets are code points of <raw>, the paragraphs joined by an empty line.
 */
#include "common/surface.h"
#include "format.h"

/* U+FFFE and U+FFFF, which no XML may hold; U+FFFD stands for them, so that offsets are kept. */
static bool is_no_character(struct str s, size_t at)
{
	return at + 2 < s.len && memcmp(s.at + at, "\xEF\xBF", 2) == 0 && (unsigned char)s.at[at + 2] >= 0xBE;
}

/* Text of an element or an attribute's value. Controls were kept out by the stream's rules. */
static void add_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		switch (s.at[i]) {
		case '&': buf_add(out, "&amp;", 5); break;
		case '<': buf_add(out, "&lt;", 4); break;
		case '>': buf_add(out, "&gt;", 4); break;
		case '"': buf_add(out, "&quot;", 6); break;
		case '\n': buf_add(out, "&#10;", 5); break;
		case '\t': buf_add(out, "&#9;", 4); break;
		case '\r': buf_add(out, "&#13;", 5); break;
		default:
			if (is_no_character(s, i)) {
				buf_add(out, "\xEF\xBF\xBD", 3);
				i += 2;
			} else if ((unsigned char)s.at[i] >= 0x20) {
				buf_add_byte(out, s.at[i]);
			}
		}
	}
}

static void add_attribute(struct buf *out, const char *name, struct str value)
{
	if (!value.len)
		return;
	buf_printf(out, " %s=\"", name);
	add_escaped(out, value);
	buf_add_byte(out, '"');
}

static void add_header(struct buf *out, const struct document *document)
{
	struct str lang = document_fact(document, DOC_LANG);

	buf_add_str(out, str_of("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<NAF version=\"3.0\""));
	add_attribute(out, "xml:lang", lang.len ? lang : str_of("en"));
	buf_add_str(out, str_of(">\n<nafHeader>\n<fileDesc"));
	add_attribute(out, "title", document_fact(document, DOC_TITLE));
	add_attribute(out, "author", document_fact(document, DOC_AUTHOR));
	add_attribute(out, "creationtime", document_fact(document, DOC_PUBLISHED));
	add_attribute(out, "filename", document_fact(document, DOC_SOURCE));
	buf_add_str(out, str_of("/>\n<public"));
	add_attribute(out, "publicId", document->id);
	add_attribute(out, "uri", document_fact(document, DOC_URL));
	buf_add_str(out, str_of("/>\n</nafHeader>\n"));
}

/* Number of the paragraph that a sentence stands in, else 1. */
static uint32_t par_of(const struct sentence *sentence)
{
	return sentence->par ? sentence->par : 1;
}

static void add_text(struct buf *out, const struct layers *layers, const struct surface *surface)
{
	buf_add_str(out, str_of("<text>\n"));
	for (size_t s = 0; s < layers->n_sentences; s++) {
		const struct sentence *sentence = &layers->sentences[s];

		for (size_t t = sentence->first_token; t < sentence->first_token + sentence->n_tokens; t++) {
			struct surface_range range = { 0 };

			surface_find(surface, layers->tokens[t].begin, layers->tokens[t].end, &range);
			buf_printf(out, "<wf id=\"w%zu\" sent=\"%u\" para=\"%u\" offset=\"%u\" length=\"%u\">", t + 1,
			           sentence->number, par_of(sentence), range.begin_cp,
			           range.end_cp - range.begin_cp);
			add_escaped(out, layers->tokens[t].form);
			buf_add_str(out, str_of("</wf>\n"));
		}
	}
	buf_add_str(out, str_of("</text>\n<terms>\n"));
	for (size_t t = 0; t < layers->n_tokens; t++) {
		const struct token *token = &layers->tokens[t];

		buf_printf(out, "<term id=\"t%zu\"", t + 1);
		add_attribute(out, "lemma", token->lemma);
		add_attribute(out, "pos", token->upos);
		add_attribute(out, "morphofeat", token->xpos);
		buf_printf(out, "><span><target id=\"w%zu\"/></span></term>\n", t + 1);
	}
	buf_add_str(out, str_of("</terms>\n"));
}

static void add_span(struct buf *out, char letter, uint32_t first, uint32_t last)
{
	buf_add_str(out, str_of("<span>"));
	for (uint32_t t = first; t <= last; t++)
		buf_printf(out, "<target id=\"%c%u\"/>", letter, t + 1);
	buf_add_str(out, str_of("</span>"));
}

static bool is_time(const struct entity_link *link)
{
	return link && str_is(link->kb, "timex3");
}

static void add_entities(struct buf *out, const struct layers *layers, const struct entity_link **links)
{
	buf_add_str(out, str_of("<entities>\n"));
	for (size_t e = 0; e < layers->n_entities; e++) {
		const struct entity *entity = &layers->entities[e];

		if (entity->first == LAYERS_NONE || is_time(links[e]))
			continue;
		buf_printf(out, "<entity id=\"e%u\"", entity->number);
		add_attribute(out, "type", entity->type);
		buf_printf(out, " confidence=\"%.4f\"><references>", entity->score);
		add_span(out, 't', entity->first, entity->last);
		buf_add_str(out, str_of("</references>"));
		if (links[e] && !str_is(links[e]->kb, "nil")) {
			buf_add_str(out, str_of("<externalReferences><externalRef"));
			add_attribute(out, "resource", links[e]->kb);
			add_attribute(out, "reference", links[e]->id);
			buf_printf(out, " confidence=\"%.4f\"/></externalReferences>", links[e]->score);
		}
		buf_add_str(out, str_of("</entity>\n"));
	}
	buf_add_str(out, str_of("</entities>\n<timeExpressions>\n"));
	for (size_t e = 0; e < layers->n_entities; e++) {
		const struct entity *entity = &layers->entities[e];

		if (entity->first == LAYERS_NONE || !is_time(links[e]))
			continue;
		buf_printf(out, "<timex3 id=\"tx%u\"", entity->number);
		add_attribute(out, "type", str_slice(links[e]->label, 0, str_find(links[e]->label, ' ', 0)));
		add_attribute(out, "value", links[e]->id);
		buf_add_byte(out, '>');
		add_span(out, 'w', entity->first, entity->last);
		buf_add_str(out, str_of("</timex3>\n"));
	}
	buf_add_str(out, str_of("</timeExpressions>\n"));
}

/* Mentions by chain: entities, then references, each chain where its first mention stands. */
static void add_coreferences(struct buf *out, const struct layers *layers, const struct entity_link **links,
                             struct arena *arena)
{
	size_t n = layers->n_entities + layers->n_references;
	uint32_t *chain = arena_zeroed(arena, (n + 1) * sizeof *chain), *next = arena_zeroed(arena, (n + 1) * sizeof *next);
	uint32_t *last, n_chains = 0;

	for (size_t e = 0; e < layers->n_entities; e++)
		if (links[e] && layers->entities[e].first != LAYERS_NONE)
			chain[e] = links[e]->chain;
	for (size_t r = 0; r < layers->n_references; r++)
		if (layers->references[r].first != LAYERS_NONE)
			chain[layers->n_entities + r] = layers->references[r].chain;
	for (size_t i = 0; i < n; i++)
		n_chains = chain[i] > n_chains ? chain[i] : n_chains;
	if (n_chains > n)
		return;
	last = arena_zeroed(arena, (n_chains + 1) * sizeof *last);
	buf_add_str(out, str_of("<coreferences>\n"));
	for (size_t i = n; i-- > 0;) { /* from the end: next[] leads forward */
		if (!chain[i])
			continue;
		next[i] = last[chain[i]];
		last[chain[i]] = (uint32_t)i + 1;
	}
	for (uint32_t c = 1; c <= n_chains; c++) {
		if (!last[c])
			continue;
		buf_printf(out, "<coref id=\"co%u\">", c);
		for (uint32_t i = last[c]; i; i = next[i - 1]) {
			const struct reference *r = &layers->references[i - 1 - layers->n_entities];
			const struct entity *e = &layers->entities[i - 1];

			if (i - 1 < layers->n_entities)
				add_span(out, 't', e->first, e->last);
			else
				add_span(out, 't', r->first, r->last);
		}
		buf_add_str(out, str_of("</coref>\n"));
	}
	buf_add_str(out, str_of("</coreferences>\n"));
}

static void write_document(const struct document *document, const struct layers *layers, struct buf *out)
{
	const struct entity_link **links = arena_zeroed(document->arena, (layers->n_entities + 1) * sizeof *links);
	struct surface surface;

	for (size_t l = 0; l < layers->n_links; l++)
		if (layers->links[l].rank == 1)
			links[layers->links[l].entity] = &layers->links[l];
	surface_make(layers, document->arena, &surface);
	add_header(out, document);
	buf_add_str(out, str_of("<raw>"));
	add_escaped(out, surface.text);
	buf_add_str(out, str_of("</raw>\n"));
	add_text(out, layers, &surface);
	add_entities(out, layers, links);
	add_coreferences(out, layers, links, document->arena);
	buf_add_str(out, str_of("</NAF>\n"));
}

static const char *const reads[] = { "par", "sent", "tok", "ent", "link", "ref", NULL };

const struct export_format export_naf = {
	.name = "naf",
	.summary = "NAF: one document as XML",
	.reads = reads,
	.is_one_document = true,
	.document = write_document,
};
