/*
 * raw.h: the raw documents that a stream is compared with: files, found again by what the doc row
 * says. Only main uses it: it opens files.
 */
#ifndef CHECK_RAW_H
#define CHECK_RAW_H

#include "common/buf.h"
#include "common/str.h"

/* Zeroed is valid: no files. */
struct raw_files {
	struct buf files; /* struct raw_file */
	struct str mapped;
};

/* The path must live as long. False with errno set where the file cannot be read. */
bool raw_add(struct raw_files *raws, const char *path);

/*
 * The bytes of a document, valid until the next call: the file whose hash is its id, else the file
 * at its position among the documents or any with its source as base name, else, where it names no
 * source, the one at its position.
 */
bool raw_find(struct raw_files *raws, struct str id, struct str source, size_t position, struct str *raw);

void raw_free(struct raw_files *raws);

#endif
