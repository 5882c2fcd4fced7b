/*
 * undo.c: text of verbatim runs comes from par rows, everything else from edit rows, both in the
 * order of their raw ranges.
 */
#include "undo.h"

#include <stdlib.h>

#include "common/map.h"

/* A repair or a gap: the raw bytes of [begin, end). */
struct piece {
	size_t begin, end;
	struct str before;
	bool is_gap;
	size_t number; /* of the row, so that equal ranges keep their order */
};

struct undo {
	struct piece *pieces;
	size_t n, next;
	struct buf *raw;
	size_t first; /* where the document begins in `raw` */
	bool is_good;
};

static int by_range(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static void collect(const struct document *document, struct undo *undo)
{
	undo->pieces = arena_array(document->arena, struct piece, document_count(document, "edit"));
	for (const struct row *row = document_first(document, "edit"); row; row = row_next(row))
		if (str_is(row_get(row, EDIT_ACTION), "repaired")) {
			undo->pieces[undo->n] = (struct piece){ row_get_number(row, EDIT_BEGIN),
				                                row_get_number(row, EDIT_END),
				                                row_get(row, EDIT_BEFORE),
				                                str_is(row_get(row, EDIT_KIND), "gap"), undo->n };
			undo->n++;
		}
	qsort(undo->pieces, undo->n, sizeof *undo->pieces, by_range);
}

static size_t position(const struct undo *undo)
{
	return undo->raw->len - undo->first;
}

/* Appends gaps that begin at the position reached; returns whether there was one. */
static bool put_gaps(struct undo *undo)
{
	bool has_gap = false;

	while (undo->next < undo->n && undo->pieces[undo->next].is_gap &&
	       undo->pieces[undo->next].begin <= position(undo)) {
		buf_add_str(undo->raw, undo->pieces[undo->next++].before);
		has_gap = true;
	}
	return has_gap;
}

/* The raw bytes of a replaced run. */
static void put_repair(struct undo *undo, const struct map_run *run)
{
	while (undo->next < undo->n && undo->pieces[undo->next].begin < run->raw)
		undo->next++;
	if (undo->next < undo->n && undo->pieces[undo->next].begin == run->raw &&
	    undo->pieces[undo->next].end == run->raw + run->raw_len)
		buf_add_str(undo->raw, undo->pieces[undo->next++].before);
	else if (run->raw_len)
		undo->is_good = false;
}

static void put_paragraph(const struct document *document, const struct row *par, struct undo *undo)
{
	struct str text = row_get(par, PAR_TEXT);
	struct map map;

	if (!map_parse(row_get(par, PAR_MAP), row_get_number(par, PAR_BEGIN), row_get_number(par, PAR_END),
	               text.len, document->arena, &map)) {
		undo->is_good = false;
		return;
	}
	for (size_t i = 0; i < map.n_runs; i++) {
		const struct map_run *run = &map.runs[i];

		if (run->raw != position(undo))
			undo->is_good = false;
		if (run->is_replaced)
			put_repair(undo, run);
		else
			buf_add_str(undo->raw, str_slice(text, run->text, run->text + run->text_len));
	}
}

bool undo_document(const struct document *document, struct buf *raw)
{
	struct undo undo = { .raw = raw, .first = raw->len, .is_good = true };
	bool is_first = true;

	collect(document, &undo);
	for (const struct row *par = document_first(document, "par"); par; par = row_next(par)) {
		if (!put_gaps(&undo) && !is_first)
			buf_add_str(raw, str_of("\n\n"));
		put_paragraph(document, par, &undo);
		is_first = false;
	}
	if (!put_gaps(&undo) && !is_first)
		buf_add_byte(raw, '\n');
	return undo.is_good;
}
