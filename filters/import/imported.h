/*
 * imported.h: a document that was annotated elsewhere: its text put together again, with layers of
 * annotation (common/layers.h) whose offsets are bytes of that text.
 *
 * Each format of this folder makes such documents out of a file in memory; main.c writes the rows.
 */
#ifndef IMPORT_IMPORTED_H
#define IMPORT_IMPORTED_H

#include "common/layers.h"

/* A row of a later layer: ent, link, ref, quote, sum or key. */
struct imported_row {
	const struct contract_type *type;
	struct str field[CONTRACT_COLUMNS]; /* from 1: the document's id is column 0 */
};

struct imported {
	struct str id; /* as the file has it; empty: none */
	struct str source, url, published, lang, title, author; /* the same */
	struct str raw;
	struct layers layers; /* paragraphs, sentences, tokens: all rising */
	struct imported_row *rows;
	size_t n_rows;
};

enum import_status { IMPORT_DOCUMENT, IMPORT_END, IMPORT_BAD };

/* The file that is being read. Zeroed but for `rest` and `max_par` at its begin. */
struct import_reader {
	struct str rest;
	size_t max_par;      /* longer paragraphs are cut between sentences */
	uint64_t line;       /* lines read so far */
	const char *problem; /* after IMPORT_BAD: what is wrong with that line */
};

struct import_format {
	const char *name, *summary;
	/* The next document; all of it lives in the arena or borrows from the file. */
	enum import_status (*next)(struct import_reader *reader, struct arena *arena,
	                           struct imported *imported);
};

extern const struct import_format import_conllu; /* conllu.c */
extern const struct import_format import_jsonl;  /* jsonl.c */

#endif
