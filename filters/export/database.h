/*
 * database.h: documents as an SQLite database (https://www.sqlite.org): a table per row type with
 * the contract's columns, foreign keys to doc, views that join what is usually joined, and
 * full-text search over sentences.
 *
 *      doc(n INTEGER PRIMARY KEY, id, source, …)    n numbers the documents, since ids may come twice
 *      par, edit, sent, tok, ent, link, ref, quote, sum, key, err (doc_n REFERENCES doc, …)
 *      sentence_text: FTS5 over sent.text    views: mentions, names, dates
 */
#ifndef EXPORT_DATABASE_H
#define EXPORT_DATABASE_H

#include "common/document.h"

struct database;

/* The types that are kept: a filter's `reads`. */
extern const char *const database_reads[];

/* Makes the file anew (it must not exist). NULL, with *error a text (static or the library's), on failure. */
struct database *database_new(const char *path, const char **error);

/* Adds one document; false on failure, with *error a text that lives until the next call. */
bool database_add(struct database *database, const struct document *document, const char **error);

/* Commits and closes. False where that failed: the file is of no use then. */
bool database_close(struct database *database, const char **error);

#endif
