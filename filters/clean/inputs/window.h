/*
 * window.h: the part of a file that its reader holds: no more than a record and what was read
 * behind it.
 */
#ifndef CLEAN_WINDOW_H
#define CLEAN_WINDOW_H

#include "common/buf.h"

#include "unpack.h"

enum window_status {
	WINDOW_MORE, /* there are more bytes than before */
	WINDOW_END,
	WINDOW_BROKEN, /* what is held breaks off here, and no more comes, unless window_resume says so */
};

struct window {
	const char *name; /* of the file, for messages */
	struct unpack *unpack;
	struct buf buf;
	size_t at;          /* the first byte that is not yet done with */
	uint64_t offset;    /* of that byte in the unpacked file */
	enum window_status status; /* of the last read */
	const char *damage; /* behind WINDOW_BROKEN: what is wrong with the packing; NULL: errno says why */
	bool is_inside;     /* the damage is of a member that gave bytes, which may be wrong themselves */
};

void window_init(struct window *window, int fd, const char *name);
void window_free(struct window *window);

/* What is held and not yet done with. Valid until the next call. */
static inline struct str window_bytes(const struct window *window)
{
	return str_slice(buf_str(&window->buf), window->at, window->buf.len);
}

/* Done with the first `n` of them. */
void window_drop(struct window *window, size_t n);

/* Reads on: at most as much again as is held, so that a long record is looked at a few times only. */
enum window_status window_more(struct window *window);

/* After damage: drops what is held and goes on with the next packed member, if there is one. */
void window_resume(struct window *window);

/* Reads on until `n` bytes are held, if there are as many. */
enum window_status window_want(struct window *window, size_t n);

#endif
