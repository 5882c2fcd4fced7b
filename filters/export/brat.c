/*
 * brat.c: brat standoff (https://brat.nlplab.org/standoff.html): ID.txt, the text, and ID.ann, its
 * annotations. Offsets are code points of the .txt.
 *
 *      T1  PER 38 51    Sergei Lavrov           an entity (fragments where it crosses a line)
 *      N1  Reference T1 Wikidata:Q58217   Sergey Lavrov
 *      T2  Quote 70 120 …   A1  Kind T2 direct  a quotation
 *      *   Coreference T1 T4                    mentions of one chain
 */
#include "common/surface.h"
#include "format.h"

struct writing {
	const struct layers *layers;
	struct surface surface;
	struct buf *ann;
	size_t n_texts, n_notes, n_attributes;
	uint32_t *text_of_entity; /* number of its T line, 0 for none */
};

/* The text of an annotation stands on its line, each line break as a blank. */
static void add_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		buf_add_byte(out, text.at[i] == '\n' || text.at[i] == '\t' || text.at[i] == '\r' ? ' ' : text.at[i]);
}

/* A T line; a range over a line break is given in fragments, which brat wants. Its number, or 0. */
static size_t add_span(struct writing *w, struct str type, size_t raw_begin, size_t raw_end)
{
	struct surface_range range;
	struct str text;
	uint32_t cp, begin_cp;
	bool is_open = false, is_first = true;

	if (!surface_find(&w->surface, raw_begin, raw_end, &range))
		return 0;
	text = str_slice(w->surface.text, range.begin, range.end);
	buf_printf(w->ann, "T%zu\t%.*s", ++w->n_texts, STR_ARGS(type));
	cp = begin_cp = range.begin_cp;
	for (size_t i = 0; i <= text.len; i++) {
		bool is_break = i == text.len || text.at[i] == '\n';

		if (is_break && is_open) {
			buf_printf(w->ann, "%s%u %u", is_first ? " " : ";", begin_cp, cp);
			is_first = is_open = false;
		} else if (!is_break && !is_open) {
			begin_cp = cp;
			is_open = true;
		}
		if (i < text.len && (i + 1 == text.len || ((unsigned char)text.at[i + 1] & 0xC0) != 0x80))
			cp++;
	}
	buf_add_byte(w->ann, '\t');
	for (size_t at = 0; at < text.len;) { /* fragments are joined by one blank */
		size_t end = str_find(text, '\n', at);

		add_text(w->ann, str_slice(text, at, end));
		for (at = end; at < text.len && text.at[at] == '\n'; at++)
			;
		if (at < text.len)
			buf_add_byte(w->ann, ' ');
	}
	buf_add_byte(w->ann, '\n');
	return w->n_texts;
}

static void add_links(struct writing *w)
{
	for (size_t l = 0; l < w->layers->n_links; l++) {
		const struct entity_link *link = &w->layers->links[l];
		uint32_t text = w->text_of_entity[link->entity];

		if (!text || link->rank != 1 || str_is(link->kb, "nil"))
			continue;
		buf_printf(w->ann, "N%zu\tReference T%u %.*s:%.*s\t", ++w->n_notes, text, STR_ARGS(link->kb),
		           STR_ARGS(link->id));
		add_text(w->ann, link->label.len ? link->label : w->layers->entities[link->entity].text);
		buf_add_byte(w->ann, '\n');
	}
}

/* One `*` line a chain of two mentions or more, in the order of chain numbers. */
static void add_chains(struct writing *w, struct arena *arena)
{
	uint32_t n_chains = 0, *first, *last, *next;

	for (size_t l = 0; l < w->layers->n_links; l++)
		n_chains = w->layers->links[l].chain > n_chains ? w->layers->links[l].chain : n_chains;
	if (n_chains > w->layers->n_links)
		return; /* numbers that no link stage gives */
	first = arena_zeroed(arena, (n_chains + 1) * sizeof *first);
	last = arena_zeroed(arena, (n_chains + 1) * sizeof *last);
	next = arena_zeroed(arena, (w->layers->n_links + 1) * sizeof *next);
	for (size_t l = 0; l < w->layers->n_links; l++) {
		const struct entity_link *link = &w->layers->links[l];

		if (!link->chain || link->rank != 1 || !w->text_of_entity[link->entity])
			continue;
		if (last[link->chain])
			next[last[link->chain]] = (uint32_t)l + 1;
		else
			first[link->chain] = (uint32_t)l + 1;
		last[link->chain] = (uint32_t)l + 1;
	}
	for (uint32_t c = 1; c <= n_chains; c++) {
		if (first[c] == last[c])
			continue;
		buf_printf(w->ann, "*\tCoreference");
		for (uint32_t l = first[c]; l; l = next[l])
			buf_printf(w->ann, " T%u", w->text_of_entity[w->layers->links[l - 1].entity]);
		buf_add_byte(w->ann, '\n');
	}
}

static void write_document(const struct document *document, const struct layers *layers, struct buf *out)
{
	struct writing w = { .layers = layers, .ann = &out[1] };

	surface_make(layers, document->arena, &w.surface);
	buf_add_str(&out[0], w.surface.text);
	buf_add_byte(&out[0], '\n');
	w.text_of_entity = arena_zeroed(document->arena, (layers->n_entities + 1) * sizeof *w.text_of_entity);
	for (size_t i = 0; i < layers->n_entities; i++)
		w.text_of_entity[i] = (uint32_t)add_span(&w, layers->entities[i].type, layers->entities[i].begin,
		                                         layers->entities[i].end);
	add_links(&w);
	add_chains(&w, document->arena);
	for (size_t i = 0; i < layers->n_quotations; i++) {
		const struct quotation *q = &layers->quotations[i];
		size_t text = add_span(&w, str_of("Quote"), q->begin, q->end);

		if (text)
			buf_printf(w.ann, "A%zu\tKind T%zu %.*s\n", ++w.n_attributes, text, STR_ARGS(q->kind));
	}
}

static const char *const reads[] = { "par", "sent", "tok", "ent", "link", "quote", NULL };
static const char *const files[] = { "txt", "ann", NULL };

const struct export_format export_brat = {
	.name = "brat",
	.summary = "brat standoff: ID.txt and ID.ann in the folder -o",
	.reads = reads,
	.files = files,
	.has_files_of_documents = true,
	.document = write_document,
};
