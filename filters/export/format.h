/*
 * format.h: one way to write annotated documents for other programs.
 *
 * A format is a file of this folder: a pure function from a document to bytes. main.c holds the table
 * of formats and writes the files. To add one: its file, its line here, its place in the table.
 */
#ifndef EXPORT_FORMAT_H
#define EXPORT_FORMAT_H

#include "common/buf.h"
#include "common/layers.h"

enum { EXPORT_MAX_FILES = 16 };

struct export_format {
	const char *name, *summary;
	const char *const *reads; /* row types, NULL-terminated */
	/*
	 * NULL: one stream. Else a folder with one file of each name and its header line (files ended
	 * by NULL) …
	 */
	const char *const *files;
	/* … or, where this is set, with the files ID.NAME of each document. */
	bool has_files_of_documents;
	bool is_one_document; /* the stream can hold no more than one */
	/* Appends one document to out[n], the n-th file. Scratch memory: the document's arena. */
	void (*document)(const struct document *document, const struct layers *layers, struct buf *out);
	/* Appends what stands before the first document; NULL: nothing. */
	void (*begin)(struct buf *out);
};

extern const struct export_format export_conllu;  /* conllu.c */
extern const struct export_format export_conllup; /* conllu.c */
extern const struct export_format export_jsonl;   /* jsonl.c */
extern const struct export_format export_naf;     /* naf.c */
extern const struct export_format export_brat;    /* brat.c */
extern const struct export_format export_spacy;   /* spacy.c */
extern const struct export_format export_csv;     /* csv.c */

#endif
