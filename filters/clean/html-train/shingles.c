/* shingles.c: hashes of words, hashed again by fours. */
#include "shingles.h"

#include <stdlib.h>
#include <xxhash.h>

#include "common/utf8.h"

enum { WIDTH = 4 };

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

struct shingles shingles_of(struct str text, struct arena *arena)
{
	uint64_t *words = arena_array(arena, uint64_t, text.len + 1);
	struct shingles shingles = { 0 };
	size_t n = 0, begin = 0;
	bool in_word = false;

	for (size_t pos = 0, at = 0; at <= text.len; at = pos) {
		uint32_t c = at < text.len ? utf8_next(text, &pos) : ' ';
		bool is_word = utf8_is_letter(c) || utf8_is_digit(c) || c == '_';

		if (is_word && !in_word)
			begin = at;
		else if (!is_word && in_word)
			words[n++] = XXH3_64bits(text.at + begin, at - begin);
		in_word = is_word;
		if (at == text.len)
			break;
	}
	if (n == 0)
		return shingles;
	shingles.n = n < WIDTH ? 1 : n - WIDTH + 1;
	shingles.hashes = arena_array(arena, uint64_t, shingles.n);
	for (size_t i = 0; i < shingles.n; i++)
		shingles.hashes[i] = XXH3_64bits(words + i, (n < WIDTH ? n : WIDTH) * sizeof *words);
	qsort(shingles.hashes, shingles.n, sizeof *shingles.hashes, by_hash);
	return shingles;
}

size_t shingles_common(const struct shingles *a, const struct shingles *b)
{
	size_t i = 0, j = 0, common = 0;

	while (i < a->n && j < b->n) {
		if (a->hashes[i] == b->hashes[j]) {
			common++;
			i++;
			j++;
		} else if (a->hashes[i] < b->hashes[j]) {
			i++;
		} else {
			j++;
		}
	}
	return common;
}
