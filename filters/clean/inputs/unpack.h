/*
 * unpack.h: the bytes of a file, unpacked where they are gzip or zstd, which their first bytes say.
 *
 * Members follow one another as one (that is how archives of web pages are packed). Damage ends a
 * member, not the file: it is told once, and reading goes on with the next member, if there is one.
 * Memory is that of the libraries' windows. The only includer of zlib and zstd.
 */
#ifndef CLEAN_UNPACK_H
#define CLEAN_UNPACK_H

#include <sys/types.h>

#include "common/buf.h"

struct unpack;

struct unpack *unpack_new(int fd);
void unpack_delete(struct unpack *unpack);

/*
 * Reads at most `size` bytes: how many, 0 at the end, -1 on an error: where unpack_damage names it,
 * it is one of the packing and more may follow; else errno says what read(2) said. May give less
 * than there is, never waits for more than one read(2) that gives something.
 */
ssize_t unpack_read(struct unpack *unpack, char *out, size_t size);

/*
 * What was wrong with a member; NULL where nothing was since it was asked last. *is_inside: bytes
 * had come out of it, the last of which may be wrong.
 */
const char *unpack_damage(struct unpack *unpack, bool *is_inside);

bool unpack_is_packed(const struct unpack *unpack);

enum unpack_status {
	UNPACK_OK,
	UNPACK_DAMAGED,  /* `out` has what came before */
	UNPACK_TOO_LONG, /* more than `most` bytes */
	UNPACK_UNKNOWN,  /* another packing: br and its like */
};

/* The body of an HTTP message by its Content-Encoding (gzip, deflate, zstd), appended to `out`. */
enum unpack_status unpack_body(struct str packing, struct str bytes, size_t most, struct buf *out);

#endif
