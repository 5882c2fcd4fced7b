/* text.c: one sweep over the borders of all marks of a paragraph. */
#include "text.h"

#include <stdlib.h>

#include "markup.h"

enum layer { LAYER_SUMMARY, LAYER_QUOTE, LAYER_ENTITY, LAYER_REPAIR, N_LAYERS };

struct mark {
	size_t begin, end; /* bytes of the surface */
	uint32_t item;     /* position in its layer of the document */
};

struct marks {
	struct mark *items;
	size_t n, next;
};

struct writing {
	const struct document *document;
	const struct layers *layers;
	const struct surface *surface;
	struct marks marks[N_LAYERS];
	const struct entity_link **links; /* [E] */
	const struct row **edits, **sums;
	struct buf *out;
};

static int by_begin(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	return (a->end < b->end) - (a->end > b->end);
}

static void add_mark(struct writing *w, enum layer layer, size_t raw_begin, size_t raw_end, size_t item)
{
	struct marks *marks = &w->marks[layer];
	struct surface_range range;

	if (surface_find(w->surface, raw_begin, raw_end, &range))
		marks->items[marks->n++] = (struct mark){ range.begin, range.end, (uint32_t)item };
}

/* In order, and of those that overlap the first: an entity that is linked stands before one that is not. */
static void settle(struct writing *w, enum layer layer)
{
	struct marks *marks = &w->marks[layer];
	size_t n = 0;

	qsort(marks->items, marks->n, sizeof *marks->items, by_begin);
	for (size_t i = 0; i < marks->n; i++) {
		struct mark *last = n ? &marks->items[n - 1] : NULL;

		if (!last || marks->items[i].begin >= last->end)
			marks->items[n++] = marks->items[i];
		else if (layer == LAYER_ENTITY && !w->links[last->item] && w->links[marks->items[i].item])
			*last = marks->items[i];
	}
	marks->n = n;
}

static void gather_marks(struct writing *w, struct arena *arena)
{
	const struct layers *layers = w->layers;
	size_t n_edits = document_count(w->document, "edit"), n_sums = document_count(w->document, "sum"), i = 0;
	size_t room[N_LAYERS] = { n_sums, layers->n_quotations, layers->n_entities, n_edits };

	for (int layer = 0; layer < N_LAYERS; layer++)
		w->marks[layer].items = arena_array(arena, struct mark, room[layer]);
	w->links = arena_zeroed(arena, (layers->n_entities + 1) * sizeof *w->links);
	w->edits = arena_array(arena, const struct row *, n_edits);
	w->sums = arena_array(arena, const struct row *, n_sums);
	for (size_t l = 0; l < layers->n_links; l++)
		if (layers->links[l].rank == 1)
			w->links[layers->links[l].entity] = &layers->links[l];
	for (const struct row *row = document_first(w->document, "sum"); row; row = row_next(row), i++) {
		w->sums[i] = row;
		add_mark(w, LAYER_SUMMARY, row_get_number(row, SUM_BEGIN), row_get_number(row, SUM_END), i);
	}
	for (i = 0; i < layers->n_quotations; i++)
		add_mark(w, LAYER_QUOTE, layers->quotations[i].begin, layers->quotations[i].end, i);
	for (i = 0; i < layers->n_entities; i++)
		add_mark(w, LAYER_ENTITY, layers->entities[i].begin, layers->entities[i].end, i);
	i = 0;
	for (const struct row *row = document_first(w->document, "edit"); row; row = row_next(row), i++) {
		w->edits[i] = row;
		if (!str_is(row_get(row, EDIT_KIND), "gap"))
			add_mark(w, LAYER_REPAIR, row_get_number(row, EDIT_BEGIN), row_get_number(row, EDIT_END), i);
	}
	for (int layer = 0; layer < N_LAYERS; layer++)
		settle(w, (enum layer)layer);
}

/* --- what a mark says ------------------------------------------------------------------------ */

static void add_row(struct buf *out, const char *name, struct str value)
{
	if (!value.len)
		return;
	buf_printf(out, "<b>%s</b> ", name);
	markup_text(out, value);
	buf_add_str(out, str_of("<br>"));
}

static void add_visible(struct buf *out, const char *name, struct str value)
{
	if (!value.len)
		return;
	buf_printf(out, "<b>%s</b> ", name);
	markup_visible(out, value);
	buf_add_str(out, str_of("<br>"));
}

static void add_range(struct buf *out, uint64_t begin, uint64_t end)
{
	buf_printf(out, "<b>raw bytes</b> %llu–%llu</span>", (unsigned long long)begin, (unsigned long long)end);
}

static const char *class_of(struct str type)
{
	static const struct {
		const char *type, *class;
	} classes[] = {
		{ "PER", "per" }, { "ORG", "org" }, { "LOC", "loc" }, { "MISC", "misc" }, { "DATE", "when" },
		{ "TIME", "when" }, { "MONEY", "amount" }, { "PERCENT", "amount" }, { "QUANTITY", "amount" },
	};

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (str_is(type, classes[i].type))
			return classes[i].class;
	return "misc";
}

static void open_entity(struct writing *w, uint32_t item)
{
	const struct entity *entity = &w->layers->entities[item];

	buf_printf(w->out, "<span class=\"m %s\" tabindex=\"0\">", class_of(entity->type));
}

/* The note of an entity stands behind its words, inside its mark. */
static void note_entity(struct writing *w, uint32_t item)
{
	const struct entity *entity = &w->layers->entities[item];
	const struct entity_link *link = w->links[item];
	size_t start;

	buf_add_str(w->out, str_of("<span class=\"note\" role=\"tooltip\">"));
	add_row(w->out, "type", entity->type);
	if (link && !str_is(link->kb, "nil")) {
		buf_printf(w->out, "<b>%.*s</b> ", STR_ARGS(link->kb));
		start = w->out->len;
		buf_add_str(w->out, str_of("<a href=\""));
		if (markup_address(w->out, link->kb, link->id)) {
			buf_add_str(w->out, str_of("\">"));
			markup_text(w->out, link->id);
			buf_add_str(w->out, str_of("</a><br>"));
		} else {
			w->out->len = start;
			markup_text(w->out, link->id);
			buf_add_str(w->out, str_of("<br>"));
		}
		add_row(w->out, "label", link->label);
		buf_printf(w->out, "<b>link score</b> %.4f<br>", link->score);
	}
	buf_printf(w->out, "<b>score</b> %.4f<br>", entity->score);
	add_range(w->out, entity->begin, entity->end);
}

static void note_repair(struct writing *w, uint32_t item)
{
	const struct row *row = w->edits[item];
	bool is_flag = str_is(row_get(row, EDIT_ACTION), "flagged");

	buf_add_str(w->out, str_of("<span class=\"note\" role=\"tooltip\">"));
	add_row(w->out, is_flag ? "suspected" : "repaired", row_get(row, EDIT_KIND));
	add_visible(w->out, is_flag ? "stands" : "stood", row_get(row, EDIT_BEFORE));
	add_visible(w->out, is_flag ? "perhaps" : "now", row_get(row, EDIT_AFTER));
	add_range(w->out, row_get_number(row, EDIT_BEGIN), row_get_number(row, EDIT_END));
}

static void open_mark(struct writing *w, enum layer layer, uint32_t item)
{
	const struct quotation *quotation;

	switch (layer) {
	case LAYER_SUMMARY: buf_add_str(w->out, str_of("<mark>")); break;
	case LAYER_QUOTE:
		quotation = &w->layers->quotations[item];
		buf_printf(w->out, "<span class=\"q %s\">", str_is(quotation->kind, "indirect") ? "said" : "quoted");
		break;
	case LAYER_ENTITY: open_entity(w, item); break;
	case LAYER_REPAIR:
		buf_printf(w->out, "<span class=\"m %s\" tabindex=\"0\">",
		           str_is(row_get(w->edits[item], EDIT_ACTION), "flagged") ? "flag" : "fix");
		break;
	case N_LAYERS: break;
	}
}

static void close_mark(struct writing *w, enum layer layer, uint32_t item, bool is_done)
{
	if (is_done && layer == LAYER_ENTITY)
		note_entity(w, item);
	if (is_done && layer == LAYER_REPAIR)
		note_repair(w, item);
	buf_add_str(w->out, str_of(layer == LAYER_SUMMARY ? "</mark>" : "</span>"));
}

/* --- the sweep ------------------------------------------------------------------------------- */

/* The mark of a layer that stands over `at`, or NULL; *border is brought to where that changes. */
static const struct mark *mark_at(struct marks *marks, size_t at, size_t *border)
{
	const struct mark *mark;

	while (marks->next < marks->n && marks->items[marks->next].end <= at)
		marks->next++;
	if (marks->next == marks->n)
		return NULL;
	mark = &marks->items[marks->next];
	if (mark->begin > at) {
		*border = mark->begin < *border ? mark->begin : *border;
		return NULL;
	}
	*border = mark->end < *border ? mark->end : *border;
	return mark;
}

static void write_part(struct writing *w, const struct surface_part *part)
{
	const struct mark *open[N_LAYERS] = { NULL };
	size_t end = part->text + part->text_len;

	for (size_t at = part->text; at < end;) {
		const struct mark *now[N_LAYERS];
		size_t border = end;
		int first = 0;

		for (int layer = 0; layer < N_LAYERS; layer++)
			now[layer] = mark_at(&w->marks[layer], at, &border);
		while (first < N_LAYERS && now[first] == open[first])
			first++;
		for (int layer = N_LAYERS - 1; layer >= first; layer--)
			if (open[layer])
				close_mark(w, (enum layer)layer, open[layer]->item, open[layer]->end <= at);
		for (int layer = first; layer < N_LAYERS; layer++) {
			open[layer] = now[layer];
			if (now[layer])
				open_mark(w, (enum layer)layer, now[layer]->item);
		}
		markup_text(w->out, str_slice(w->surface->text, at, border));
		at = border;
	}
	for (int layer = N_LAYERS - 1; layer >= 0; layer--)
		if (open[layer])
			close_mark(w, (enum layer)layer, open[layer]->item, open[layer]->end <= end);
}

static const char *kind_of(const struct writing *w, const struct surface_part *part)
{
	static const char *const kinds[] = { "title", "list", "caption", "credit", "boiler" };

	for (size_t i = 0; w->layers->n_paragraphs && i < sizeof kinds / sizeof *kinds; i++)
		if (str_is(w->layers->paragraphs[part->source].kind, kinds[i]))
			return kinds[i];
	return "p";
}

void text_write(const struct document *document, const struct layers *layers, const struct surface *surface,
                struct buf *out)
{
	struct writing w = { .document = document, .layers = layers, .surface = surface, .out = out };

	gather_marks(&w, document->arena);
	for (size_t i = 0; i < surface->n_parts; i++) {
		buf_printf(out, "<p class=\"k-%s\">", kind_of(&w, &surface->parts[i]));
		write_part(&w, &surface->parts[i]);
		buf_add_str(out, str_of("</p>\n"));
	}
}
