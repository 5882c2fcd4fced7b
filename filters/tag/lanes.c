/*
 * lanes.c: two weights that stand side by side are one number of 16 bits. Its upper half comes down by
 * a shift, its lower one by a shift up and down again; so a vector of weights takes three shifts
 * and two additions, without being spread. The two sums are laced together once, at the end.
 */
#include "filters/tag/lanes.h"

#include <string.h>

#include "common/wide.h"

enum { WHOLE = 32, BLOCK = 2 * WHOLE };

typedef int16_t whole __attribute__((vector_size(WHOLE)));
typedef int16_t half __attribute__((vector_size(WHOLE / 2)));
typedef int16_t quarter __attribute__((vector_size(LANES)));

/* The weights that stand first in each pair, and those that stand second. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define FIRST(pairs) ((pairs) << 8 >> 8)
#define SECOND(pairs) ((pairs) >> 8)
#else
#define FIRST(pairs) ((pairs) >> 8)
#define SECOND(pairs) ((pairs) << 8 >> 8)
#endif

/* sums of WHOLE labels += those that stand first and second in their pairs, in turn */
static inline void lace(int16_t *sums, const whole *first, const whole *second)
{
	half in[4], out[4];

	memcpy(in, first, sizeof *first);
	memcpy(in + 2, second, sizeof *second);
	memcpy(out, sums, sizeof out);
	for (int i = 0; i < 2; i++) {
		out[2 * i] += SHUFFLE(half, in[i], in[i + 2], 0, 8, 1, 9, 2, 10, 3, 11);
		out[2 * i + 1] += SHUFFLE(half, in[i], in[i + 2], 4, 12, 5, 13, 6, 14, 7, 15);
	}
	memcpy(sums, out, sizeof out);
}

static inline void add_block(int16_t *sums, const int8_t *const *rows, size_t n_rows, size_t y)
{
	whole first[2] = { 0 }, second[2] = { 0 }, pairs[2];

	for (size_t k = 0; k < n_rows; k++) {
		memcpy(&pairs[0], rows[k] + y, WHOLE);
		memcpy(&pairs[1], rows[k] + y + WHOLE, WHOLE);
		first[0] += FIRST(pairs[0]);
		second[0] += SECOND(pairs[0]);
		first[1] += FIRST(pairs[1]);
		second[1] += SECOND(pairs[1]);
	}
	lace(sums + y, &first[0], &second[0]);
	lace(sums + y + WHOLE, &first[1], &second[1]);
}

static inline void add_lanes(int16_t *sums, const int8_t *const *rows, size_t n_rows, size_t y)
{
	quarter first = { 0 }, second = { 0 }, pairs;
	half in[2] = { 0 }, out;

	for (size_t k = 0; k < n_rows; k++) {
		memcpy(&pairs, rows[k] + y, sizeof pairs);
		first += FIRST(pairs);
		second += SECOND(pairs);
	}
	memcpy(&in[0], &first, sizeof first);
	memcpy(&in[1], &second, sizeof second);
	memcpy(&out, sums + y, sizeof out);
	out += SHUFFLE(half, in[0], in[1], 0, 8, 1, 9, 2, 10, 3, 11);
	memcpy(sums + y, &out, sizeof out);
}

WIDE void lanes_add_rows(int16_t *sums, const int8_t *const *rows, size_t n_rows, size_t n)
{
	size_t y = 0;

	for (; y + BLOCK <= n; y += BLOCK)
		add_block(sums, rows, n_rows, y);
	for (; y < n; y += LANES)
		add_lanes(sums, rows, n_rows, y);
}

static inline void add_whole(whole *sum, const int16_t *more)
{
	whole next;

	memcpy(&next, more, sizeof next);
	*sum += next;
}

/* The same the other way round: into memory. */
static inline void put_whole(whole *sum, int16_t *at)
{
	add_whole(sum, at);
	memcpy(at, sum, sizeof *sum);
}

WIDE void lanes_add_sums(int16_t *sums, const int16_t *const *more, size_t n_more, size_t n)
{
	size_t y = 0;

	for (; y + BLOCK <= n; y += BLOCK) {
		whole a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };

		for (size_t k = 0; k < n_more; k++) {
			add_whole(&a, more[k] + y);
			add_whole(&b, more[k] + y + WHOLE / 2);
			add_whole(&c, more[k] + y + WHOLE);
			add_whole(&d, more[k] + y + WHOLE + WHOLE / 2);
		}
		put_whole(&a, sums + y);
		put_whole(&b, sums + y + WHOLE / 2);
		put_whole(&c, sums + y + WHOLE);
		put_whole(&d, sums + y + WHOLE + WHOLE / 2);
	}
	for (; y < n; y += LANES) {
		half all, next;

		memcpy(&all, sums + y, sizeof all);
		for (size_t k = 0; k < n_more; k++) {
			memcpy(&next, more[k] + y, sizeof next);
			all += next;
		}
		memcpy(sums + y, &all, sizeof all);
	}
}
