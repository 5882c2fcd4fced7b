/*
 * hash.h: 64-bit hashes of words and features. The model's tables are keyed by them, so a change
 * here asks for new models.
 *
 * Multiply-and-fold (the 128-bit product of two words, its halves xored), the step that wyhash and
 * its kin are made of: one multiplication for a word of up to 16 bytes.
 */
#ifndef TAG_HASH_H
#define TAG_HASH_H

#include "common/str.h"

static inline uint64_t hash_fold(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Of two numbers, the order counts. */
static inline uint64_t hash_pair(uint64_t a, uint64_t b)
{
	return hash_fold(a ^ 0x9e3779b97f4a7c15u, b ^ 0xd1b54a32d192ed03u);
}

static inline uint64_t hash_load(const char *at, size_t len)
{
	uint64_t bytes = 0;

	memcpy(&bytes, at, len);
	return bytes;
}

static inline uint64_t hash_str(struct str s)
{
	uint64_t h = 0x8ebc6af09c88c6e3u ^ s.len;

	while (s.len > 16) {
		h = hash_fold(hash_load(s.at, 8) ^ 0xe7037ed1a0b428dbu, hash_load(s.at + 8, 8) ^ h);
		s.at += 16;
		s.len -= 16;
	}
	if (s.len >= 8)
		return hash_fold(hash_load(s.at, 8) ^ 0xa0761d6478bd642fu, hash_load(s.at + s.len - 8, 8) ^ h);
	return hash_fold(hash_load(s.at, s.len) ^ 0xa0761d6478bd642fu, h);
}

#endif
