/*
 * minhash.c: MinHash by one permutation.
 *
 * Each shingle is hashed once. The top six bits of the hash choose one of 64 bins, the rest is its
 * rank there, and a bin keeps the lowest (Li, Owen, Zhang 2012, One permutation hashing): 64 numbers
 * for the price of one. A bin that no shingle came to borrows from the nearest full one, to the left
 * or to the right as a coin fixed for each bin says, and adds how far it went (Shrivastava, Li 2014,
 * Improved densification of one permutation hashing). So short documents have 64 numbers too, and
 * what was borrowed agrees only with what was borrowed from the same place.
 *
 *      hash    | bin: 6 bits      | rank: 58 bits |
 *      value   | distance: 6 bits | rank: 58 bits |
 */
#include "minhash.h"

#include "common/utf8.h"

#define EMPTY UINT64_MAX /* no rank has its top bits set */
#define FNV_BASIS UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)

enum { RANK_BITS = 58 };

/* The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit of x moves every bit. */
static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

void minhash_begin(struct minhash *minhash)
{
	*minhash = (struct minhash){ 0 };
	for (size_t band = 0; band < MINHASH_BANDS; band++)
		minhash->least[band] = EMPTY;
}

/* The shingle of the last words, the oldest first. */
static void add_shingle(struct minhash *minhash)
{
	size_t n = minhash->n_words < MINHASH_SHINGLE ? minhash->n_words : MINHASH_SHINGLE;
	size_t first = minhash->n_words - n, slot = first % MINHASH_SHINGLE;
	uint64_t hash = n, rank;

	for (size_t i = 0; i < n; i++) {
		hash = (hash << 11 | hash >> 53) * FNV_PRIME + minhash->words[slot];
		slot = slot + 1 < MINHASH_SHINGLE ? slot + 1 : 0;
	}
	hash = mix(hash);
	rank = hash & ((UINT64_C(1) << RANK_BITS) - 1);
	if (rank < minhash->least[hash >> RANK_BITS])
		minhash->least[hash >> RANK_BITS] = rank;
}

static void add_word(struct minhash *minhash, uint64_t hash)
{
	minhash->words[minhash->n_words++ % MINHASH_SHINGLE] = hash;
	if (minhash->n_words >= MINHASH_SHINGLE)
		add_shingle(minhash);
}

/* The ASCII letter or digit in lower case, else 0. */
static unsigned char fold_ascii(unsigned char byte)
{
	unsigned char lower = byte | 0x20;

	if (lower >= 'a' && lower <= 'z')
		return lower;
	return byte >= '0' && byte <= '9' ? byte : 0;
}

/* The character at *pos in lower case where it is of a word, else 0; *pos moves behind it. */
static uint32_t next_folded(struct str text, size_t *pos)
{
	unsigned char byte = (unsigned char)text.at[*pos];
	uint32_t cp;

	if (byte < 0x80) {
		++*pos;
		return fold_ascii(byte);
	}
	cp = utf8_next(text, pos);
	return utf8_is_letter(cp) || utf8_is_digit(cp) ? utf8_lower(cp) : 0;
}

void minhash_add(struct minhash *minhash, struct str text)
{
	uint64_t hash = FNV_BASIS;
	size_t pos = 0;

	while (pos < text.len) {
		uint32_t cp = next_folded(text, &pos);

		if (cp) {
			hash = (hash ^ cp) * FNV_PRIME;
		} else if (hash != FNV_BASIS) {
			add_word(minhash, hash);
			hash = FNV_BASIS;
		}
	}
	if (hash != FNV_BASIS)
		add_word(minhash, hash);
}

/* The nearest full bin for an empty one, and how far it is. One must be full. */
static uint64_t borrow(const uint64_t *least, size_t band)
{
	size_t step = mix(band + 1) & 1 ? 1 : MINHASH_BANDS - 1, at = band;
	uint64_t distance = 0;

	do {
		at = (at + step) % MINHASH_BANDS;
		distance++;
	} while (least[at] == EMPTY);
	return distance << RANK_BITS | least[at];
}

bool minhash_end(struct minhash *minhash, uint64_t values[MINHASH_BANDS])
{
	if (minhash->n_words == 0)
		return false;
	if (minhash->n_words < MINHASH_SHINGLE)
		add_shingle(minhash);
	for (size_t band = 0; band < MINHASH_BANDS; band++)
		values[band] = minhash->least[band] == EMPTY ? borrow(minhash->least, band) : minhash->least[band];
	return true;
}
