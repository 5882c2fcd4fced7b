/*
 * gap_features.c: every template notes up to four numbers that it sees; their hashes are made for
 * VECTOR templates at once. A template's number is its place in the order.
 */
#include "filters/tag/words/gap_features.h"

#include "common/linear.h"
#include "common/wide.h"

enum { SEEN = 4, VECTOR = 8 };

typedef uint32_t numbers __attribute__((vector_size(VECTOR * sizeof(uint32_t))));

/* What the templates saw, by place of the number in its template. */
struct seen {
	uint32_t at[SEEN][GAP_FEATURES];
	size_t n;
};

static inline void add(struct seen *seen, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	seen->at[0][seen->n] = a;
	seen->at[1][seen->n] = b;
	seen->at[2][seen->n] = c;
	seen->at[3][seen->n++] = d;
}

/* linear_mix and linear_key of vectors */
static inline void mix(numbers *hash, const uint32_t *values)
{
	numbers value;

	memcpy(&value, values, sizeof value);
	*hash = (*hash ^ value) * 0x9E3779B1u;
	*hash ^= *hash >> 15;
}

static inline void make_key(numbers *hash)
{
	*hash *= 0x85EBCA77u;
	*hash ^= *hash >> 13;
	*hash -= (numbers)(*hash == 0); /* a comparison that holds is -1 */
}

WIDE static void hash_all(struct seen *seen, uint32_t keys[GAP_FEATURES])
{
	const uint32_t step = 0x632BE5ABu;
	numbers template = (numbers){ 1, 2, 3, 4, 5, 6, 7, 8 } * step;

	for (size_t i = seen->n; i % VECTOR; i++)
		for (size_t k = 0; k < SEEN; k++)
			seen->at[k][i] = 0;
	for (size_t i = 0; i < seen->n; i += VECTOR) {
		numbers hash = template;

		for (size_t k = 0; k < SEEN; k++)
			mix(&hash, &seen->at[k][i]);
		make_key(&hash);
		memcpy(keys + i, &hash, sizeof hash);
		template += VECTOR * step;
	}
}

static uint32_t bucket(size_t n)
{
	return n > 8 ? 8 : (uint32_t)n;
}

size_t gap_features(const struct gap_chunk *chunk, size_t i, const struct gap_progress *so_far,
                    uint32_t keys[GAP_FEATURES])
{
	const struct run *L = &chunk->runs[GAP_CONTEXT + i], *R = L + 1;
	struct seen seen;
	uint32_t suffix = chunk->suffix[i + 1], whole = R->whole;
	uint32_t end = chunk->is_last * 2u + (i + 2 == chunk->n_runs);

	seen.n = 0;
	add(&seen, 0, 0, 0, 0);
	add(&seen, L->shape, R->shape, 0, 0);
	add(&seen, L->hash, R->shape, 0, 0);
	add(&seen, L->shape, R->hash, 0, 0);
	add(&seen, L->hash, R->hash, 0, 0);
	add(&seen, L->hash, R->hash, R[1].hash, 0);
	add(&seen, L[-1].hash, L->hash, R->hash, 0);
	add(&seen, L->shape, R->shape, R[1].shape, 0);
	add(&seen, L[-1].shape, L->shape, R->shape, 0);
	add(&seen, L[-1].shape, L->shape, R->shape, R[1].shape);
	add(&seen, L[-2].shape, L[-1].shape, L->shape, R->shape);
	add(&seen, L->shape, R->shape, R[1].shape, R[2].shape);
	add(&seen, so_far->token, R->hash, 0, 0);
	add(&seen, so_far->token, R->shape, suffix == R->hash, 0);
	add(&seen, suffix, 0, 0, 0);
	add(&seen, suffix, L->shape, 0, 0);
	add(&seen, so_far->prefix, R->shape, 0, 0);
	add(&seen, so_far->prefix, suffix, 0, 0);
	add(&seen, chunk->pattern, bucket(i), 0, 0);
	add(&seen, so_far->before, L->shape, R->shape, R[1].shape);
	add(&seen, so_far->before, L->hash, R->hash, bucket(so_far->n_token));
	add(&seen, end, L->hash, R->hash, 0);
	add(&seen, end, so_far->token, R->hash, 0);
	add(&seen, end, L->shape, R->shape, chunk->after_shape);
	add(&seen, end, so_far->n_token, R->hash, chunk->after_shape);
	add(&seen, chunk->before, L->shape, R->hash, 0);
	add(&seen, chunk->after, L->hash, R->shape, 0);
	add(&seen, chunk->is_address, L->shape, R->shape, 0);
	add(&seen, chunk->is_address, R->hash, so_far->n_token == i + 1, 0);
	add(&seen, bucket(L->end - L->begin), L->shape, R->shape, bucket(R->end - R->begin));
	if (whole) {
		add(&seen, whole, 0, 0, 0);
		add(&seen, whole, chunk->before, 0, 0);
		add(&seen, whole, chunk->after, 0, 0);
		add(&seen, whole, chunk->n_runs, L->shape, 0);
	}
	hash_all(&seen, keys);
	return seen.n;
}
