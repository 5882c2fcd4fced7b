/*
 * bytes.h: sixteen bytes at once, by the compiler's vectors, which every machine has in one form or
 * another. A comparison of two such gives 255 for each byte where it holds and 0 where not, so that
 * answers are joined by & and |.
 */
#ifndef COMMON_BYTES_H
#define COMMON_BYTES_H

#include <stdint.h>
#include <string.h>

typedef uint8_t bytes __attribute__((vector_size(16)));

enum { BYTES = sizeof(bytes) };

/* Sixteen bytes at any address. */
static inline bytes bytes_load(const void *at)
{
	bytes v;

	memcpy(&v, at, sizeof v);
	return v;
}

/* The bits that stand in any of the sixteen. */
static inline uint8_t bytes_join(bytes v)
{
	uint64_t halves[2], all;

	memcpy(halves, &v, sizeof v);
	all = halves[0] | halves[1];
	all |= all >> 32;
	all |= all >> 16;
	return (uint8_t)(all | all >> 8);
}

/* Of a comparison: a bit for each byte where it holds, the first byte's lowest. */
static inline uint16_t bytes_mask(bytes v)
{
#ifdef __SSE2__
	typedef char signed_bytes __attribute__((vector_size(16)));

	return (uint16_t)__builtin_ia32_pmovmskb128((signed_bytes)v);
#else
	uint64_t halves[2];

	/* bit i of byte i, and all bytes added up in the highest */
	memcpy(halves, &v, sizeof v);
	for (int i = 0; i < 2; i++)
		halves[i] = (halves[i] & UINT64_C(0x8040201008040201)) * UINT64_C(0x0101010101010101) >> 56;
	return (uint16_t)(halves[0] | halves[1] << 8);
#endif
}

/* A bit for each byte from 128 up. */
static inline uint16_t bytes_tops(bytes v)
{
#ifdef __SSE2__
	return bytes_mask(v);
#else
	return bytes_mask((bytes)(v > 127));
#endif
}

static inline int bytes_any(bytes v)
{
	uint64_t halves[2];

	memcpy(halves, &v, sizeof v);
	return (halves[0] | halves[1]) != 0;
}

#endif
