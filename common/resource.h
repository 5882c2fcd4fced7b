/*
 * resource.h: files that a program needs beside itself, and files in memory.
 *
 * Only main programs call this: a core gets bytes, so that tests and fuzzers can feed it.
 */
#ifndef COMMON_RESOURCE_H
#define COMMON_RESOURCE_H

#include "common/buf.h"
#include "common/bundle.h"
#include "common/str.h"

/*
 * The path of a default data file: `name` under ../share/copydesk/FILTER/ or
 * ../../share/copydesk/FILTER/ beside the running program, else under the PREFIX it was built for.
 * Appends a NUL-terminated path to `path`, whether the file exists or not.
 */
const char *resource_path(const char *filter, const char *name, struct buf *path);

/* A file mapped read-only (an empty file gives len 0). False with errno set. */
bool resource_map(const char *path, struct str *bytes);
void resource_unmap(struct str bytes);

/*
 * Maps a bundle and opens it. On failure says why on stderr and returns false: the caller exits
 * with EXIT_CONFIG (78). A file that is not there is a failure of the same kind.
 */
bool resource_bundle(const char *path, const char *kind, struct bundle *bundle);

/* Reads all of a descriptor, at most `max` bytes: 0 done, 1 longer than max, -1 with errno. */
int resource_read(int fd, size_t max, struct buf *out);

#endif
