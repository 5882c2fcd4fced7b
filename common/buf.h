/*
 * buf.h: a growable run of bytes that its holder owns.
 *
 * A zeroed struct buf is an empty buffer; buf_free returns it to that state. Growth doubles, so
 * appending n bytes in any portions costs O(n). Out of memory ends the process (exit 71, diag.h).
 */
#ifndef COMMON_BUF_H
#define COMMON_BUF_H

#include "common/str.h"

struct buf {
	char *at;
	size_t len, cap;
};

void buf_free(struct buf *buf);

/* Makes room for `more` bytes after the end and returns where they begin; len is unchanged. */
char *buf_reserve(struct buf *buf, size_t more);

void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline void buf_clear(struct buf *buf)
{
	buf->len = 0;
}

static inline void buf_add(struct buf *buf, const void *bytes, size_t len)
{
	if (buf->cap - buf->len < len)
		buf_reserve(buf, len);
	if (len) {
		memcpy(buf->at + buf->len, bytes, len);
		buf->len += len;
	}
}

static inline void buf_add_str(struct buf *buf, struct str s)
{
	buf_add(buf, s.at, s.len);
}

static inline void buf_add_byte(struct buf *buf, char byte)
{
	if (buf->cap == buf->len)
		buf_reserve(buf, 1);
	buf->at[buf->len++] = byte;
}

/* Decimal ASCII. */
void buf_add_number(struct buf *buf, uint64_t number);

static inline struct str buf_str(const struct buf *buf)
{
	return (struct str){ buf->at, buf->len };
}

#endif
