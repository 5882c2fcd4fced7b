/*
 * surface.h: the text of a document as its readers see it, for formats that count in it.
 *
 * Paragraphs (or, where a stream has none, sentences) joined by an empty line. Rows count raw bytes;
 * brat and spaCy count code points of this text. The way from the one to the other goes through the
 * maps of the paragraphs.
 */
#ifndef COMMON_SURFACE_H
#define COMMON_SURFACE_H

#include "common/buf.h"
#include "common/layers.h"

/* A paragraph (or sentence): its raw range, and where its text stands in the surface. */
struct surface_part {
	size_t begin, end;      /* raw */
	size_t text, text_len;
	struct map map;
	uint32_t source; /* its position in paragraphs[] or sentences[] */
};

struct surface {
	struct str text;
	struct surface_part *parts; /* in raw order */
	size_t n_parts;
	uint32_t *code_points; /* code points before byte 64 * i of the text */
};

struct surface_range {
	size_t begin, end;       /* bytes of text */
	uint32_t begin_cp, end_cp; /* code points */
};

void surface_make(const struct layers *layers, struct arena *arena, struct surface *surface);

/*
 * Where the raw range stands in the text; a part of a replaced run takes all of it. False where none
 * of it is in the text.
 */
bool surface_find(const struct surface *surface, size_t raw_begin, size_t raw_end, struct surface_range *range);

#endif
