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

/*
 * Eight digits at once, in the lanes of a word that halve with each step: two of four digits, four
 * of two, eight of one, the first in the lowest byte. number: below 10^8.
 */
static uint64_t eight_digits(uint64_t number)
{
	uint64_t fours = number / 10000 | number % 10000 << 32;
	uint64_t hundreds = (fours * 10486 >> 20) & UINT64_C(0x7F0000007F);
	uint64_t twos = hundreds | (fours - 100 * hundreds) << 16;
	uint64_t tens = (twos * 103 >> 10) & UINT64_C(0x000F000F000F000F);

	return tens | (twos - 10 * tens) << 8;
}

/* The same of a number below 10,000, which most are; without the zeros before it. */
static inline void add_four_digits(struct buf *buf, uint32_t number)
{
	uint32_t hundreds = number * 10486 >> 20, twos = hundreds | (number - 100 * hundreds) << 16;
	uint32_t tens = (twos * 103 >> 10) & 0x000F000F, digits = tens | (twos - 10 * tens) << 8;
	uint32_t n_zeros = (uint32_t)__builtin_ctz(digits | 1u << 24) / 8;
	char *to = buf->cap - buf->len < sizeof digits ? buf_reserve(buf, sizeof digits) : buf->at + buf->len;

	digits = (digits | 0x30303030) >> 8 * n_zeros;
	memcpy(to, &digits, sizeof digits);
	buf->len += sizeof digits - n_zeros;
}

void buf_add_number(struct buf *buf, uint64_t number)
{
	static const uint64_t limit = 100000000, zeros = UINT64_C(0x3030303030303030);
	uint64_t digits;
	size_t n_zeros;
	char *to;

	if (number < 10000) {
		add_four_digits(buf, (uint32_t)number);
		return;
	}
	if (number >= limit)
		buf_add_number(buf, number / limit);
	to = buf->cap - buf->len < sizeof digits ? buf_reserve(buf, sizeof digits) : buf->at + buf->len;
	digits = eight_digits(number % limit);
	/* the last digit is written whatever it is */
	n_zeros = number >= limit ? 0 : (size_t)__builtin_ctzll(digits | UINT64_C(1) << 56) / 8;
	digits = (digits | zeros) >> 8 * n_zeros;
	memcpy(to, &digits, sizeof digits);
	buf->len += sizeof digits - n_zeros;
}
