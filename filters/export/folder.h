/*
 * folder.h: files that appear in a folder together, when all of them are written.
 *
 * Each is written beside its name and renamed at the end, so a reader of the folder sees whole
 * files. Names that come from documents are made safe: bytes other than letters, digits, `-`, `_`
 * and inner dots become %HH.
 */
#ifndef EXPORT_FOLDER_H
#define EXPORT_FOLDER_H

#include "common/buf.h"

struct folder;

/* Makes the folder where it is not there. NULL with errno set. The path must live as long. */
struct folder *folder_open(const char *path);

/* Opens a file for writing; the one with the same name so far is closed. A number, or -1 with errno. */
int folder_add(struct folder *folder, struct str name, const char *suffix);

/* Appends to a file. False with errno set. */
bool folder_write(struct folder *folder, int file, struct str bytes);

/* Closes a file that is complete. False with errno set. */
bool folder_close_file(struct folder *folder, int file);

/* Publishes the files (or removes what was written) and frees the folder. False with errno set. */
bool folder_close(struct folder *folder, bool is_good);

#endif
