#include <criterion/criterion.h>

#include "common/linear.h"
#include "filters/tag/words/gap_features.h"

/* The key of a template as linear.h makes it, one number after the other. */
static uint32_t key_of(uint32_t template, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	uint32_t hash = linear_mix(linear_mix(template * 0x632BE5ABu, a), b);

	return linear_key(linear_mix(linear_mix(hash, c), d));
}

Test(gap_features, are_keys_of_the_linear_model)
{
	static const char text[] = "well-known.";
	struct run runs[3 + 2 * GAP_CONTEXT] = { 0 };
	uint32_t suffix[4] = { 7, 8, 9, 0 }, keys[GAP_FEATURES];
	struct gap_chunk chunk = { .runs = runs, .n_runs = 3, .suffix = suffix, .pattern = 5, .before = 6 };
	struct gap_progress so_far = { .prefix = 11, .token = 12, .n_token = 1 };
	const struct run *L = &runs[GAP_CONTEXT], *R = L + 1;
	size_t n;

	for (size_t i = 0, at = 0; i < 3; i++) {
		struct run *run = &runs[GAP_CONTEXT + i];
		enum run_kind kind;
		uint32_t first;

		run->begin = (uint32_t)at;
		run->end = (uint32_t)(at = run_end(str_of(text), at, strlen(text), &kind, &first));
		run_describe(str_of(text), run, kind, first);
	}
	n = gap_features(&chunk, 0, &so_far, keys);
	cr_assert_eq(n, 30);
	cr_expect_eq(keys[0], key_of(1, 0, 0, 0, 0));
	cr_expect_eq(keys[4], key_of(5, L->hash, R->hash, 0, 0));
	cr_expect_eq(keys[11], key_of(12, L->shape, R->shape, R[1].shape, R[2].shape));
	cr_expect_eq(keys[29], key_of(30, 4, L->shape, R->shape, 1));
	runs[GAP_CONTEXT + 1].whole = 99;
	cr_assert_eq(gap_features(&chunk, 0, &so_far, keys), 34, "a word that can be two");
	cr_expect_eq(keys[30], key_of(31, 99, 0, 0, 0));
}
