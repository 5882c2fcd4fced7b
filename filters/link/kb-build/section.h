/*
 * section.h: a section of the file that is being made.
 *
 * It is written front to back to an unnamed temporary file and mapped when the bundle is put together, so
 * that what is large lies in the page cache and not in our memory.
 */
#ifndef KB_BUILD_SECTION_H
#define KB_BUILD_SECTION_H

#include <stdio.h>

#include "common/bundle.h"
#include "common/str.h"

/* A file without a name that is gone when it is closed; NULL with errno set. */
FILE *section_temporary(const char *directory);

/* One that is zeroed but for its directory is empty. */
struct section {
	const char *directory; /* of the temporary file */
	FILE *file;
	uint64_t size;
	bool failed;
};

void section_add(struct section *section, const void *bytes, size_t size);

/* The section as bytes. False where the file failed, now or before. */
bool section_map(struct section *section, struct str *bytes);
void section_unmap(struct str bytes);
void section_close(struct section *section);

/* Writes sections behind what the file has, each aligned; `end`: how long the file is so far. */
bool section_write_all(const struct bundle_part *parts, size_t n, uint64_t end, FILE *out);

#endif
