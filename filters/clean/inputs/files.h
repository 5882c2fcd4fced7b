/*
 * files.h: what is read, and how it falls into documents.
 *
 *      file -> unpacked -> text, page            a document a file
 *                       -> CSV, TSV, JSON Lines  a document a record (tables.h, jsonl.h)
 *                       -> RSS, Atom             a document an item (feeds.h)
 *                       -> mailbox, message      a document a message (mbox.h)
 *                       -> web archive           a document a page (warc.h)
 *
 * Beside main.c the only room of this filter that opens files.
 */
#ifndef CLEAN_FILES_H
#define CLEAN_FILES_H

#include "inputs.h"

/* A file ("-" is stdin), and the files that a list names; `end` ends each name. */
void files_read(struct inputs *inputs, const char *path);
void files_read_list(struct inputs *inputs, const char *path, char end);

/*
 * A document that was read before, by its raw bytes: a feed's item or a web page where it begins as
 * one, else text. Closed by the caller, before the next is opened.
 */
struct clean_document *files_reopen(struct inputs *inputs, struct str raw);

#endif
