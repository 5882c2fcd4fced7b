/*
 * format.h: one way to write annotated documents for other programs.
 *
 * A format is a file of this folder: a pure function from a document to bytes. main.c holds the table
 * of formats. To add one: its file, its line here, its place in the table.
 */
#ifndef EXPORT_FORMAT_H
#define EXPORT_FORMAT_H

#include "common/buf.h"
#include "common/layers.h"

struct export_format {
	const char *name, *summary;
	/* Appends one document. Scratch memory: the document's arena. */
	void (*document)(const struct document *document, const struct layers *layers, struct buf *out);
};

extern const struct export_format export_conllu; /* conllu.c */

#endif
