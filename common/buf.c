/* buf.c: a growable run of bytes. */
#include "common/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/diag.h"

void buf_free(struct buf *buf)
{
	free(buf->at);
	*buf = (struct buf){ 0 };
}

char *buf_reserve(struct buf *buf, size_t more)
{
	if (buf->cap - buf->len < more) {
		size_t cap = buf->cap < 64 ? 64 : buf->cap;

		while (cap - buf->len < more) {
			if (cap > SIZE_MAX / 2)
				diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
			cap *= 2;
		}
		buf->at = diag_realloc(buf->at, cap);
		buf->cap = cap;
	}
	return buf->at + buf->len;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args, again;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len > 0) {
		buf_reserve(buf, (size_t)len + 1);
		vsnprintf(buf->at + buf->len, (size_t)len + 1, format, args);
		buf->len += (size_t)len;
	}
	va_end(args);
}

/* Two digits at a time: half the divisions. */
void buf_add_number(struct buf *buf, uint64_t number)
{
	static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
	                            "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
	                            "8081828384858687888990919293949596979899";
	char digits[20];
	size_t at = sizeof digits;

	for (; number >= 10; number /= 100)
		memcpy(digits + (at -= 2), pairs + 2 * (number % 100), 2);
	if (number || at == sizeof digits)
		digits[--at] = (char)('0' + number);
	buf_add(buf, digits + at, sizeof digits - at);
}
