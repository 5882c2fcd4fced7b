#include <criterion/criterion.h>

#include "common/linear.h"

enum { A = 11, B = 22, C = 33, NOISE = 44 };

/* Outcome 1 where A is seen, 2 where B is, 0 where neither is. */
static void learn(uint32_t n_outcomes, struct buf *section)
{
	struct linear_options options = {
		.n_outcomes = n_outcomes, .epochs = 20, .min_count = 2, .rate = 0.2, .dropout = 0.1
	};
	struct linear_trainer *trainer = linear_trainer_new();

	for (size_t i = 0; i < 50; i++) {
		linear_observe(trainer, (uint32_t[]){ A, NOISE }, 2, 1, 1);
		linear_observe(trainer, (uint32_t[]){ C, NOISE }, 2, 0, 1);
		linear_observe(trainer, (uint32_t[]){ B, NOISE, C }, 3, n_outcomes - 1, 1);
	}
	linear_observe(trainer, (uint32_t[]){ 55 }, 1, 1, 1); /* seen once: left out */
	linear_train(trainer, &options, section);
	linear_trainer_delete(trainer);
}

static unsigned outcome_of(const struct linear *linear, const uint32_t *keys, size_t n)
{
	int32_t score[LINEAR_OUTCOMES - 1] = { 0 };

	linear_add(linear, keys, n, score);
	return linear_best(linear, score);
}

Test(linear, learns_what_features_tell)
{
	struct buf section = { 0 }, again = { 0 };
	struct linear linear;

	learn(3, &section);
	cr_assert(linear_open(buf_str(&section), &linear));
	cr_expect(outcome_of(&linear, (uint32_t[]){ A, NOISE }, 2) == 1);
	cr_expect(outcome_of(&linear, (uint32_t[]){ B, NOISE }, 2) == 2);
	cr_expect(outcome_of(&linear, (uint32_t[]){ C, NOISE }, 2) == 0);
	cr_expect(outcome_of(&linear, (uint32_t[]){ 55, 66 }, 2) == 0, "nothing is known");
	learn(3, &again);
	cr_expect(str_eq(buf_str(&section), buf_str(&again)), "the same bytes again");
	buf_free(&section);
	buf_free(&again);
}

Test(linear, refuses_a_malformed_section)
{
	struct buf section = { 0 };
	struct linear linear;
	uint32_t *header;

	learn(2, &section);
	header = (void *)section.at;
	cr_expect(linear_open(buf_str(&section), &linear));
	for (size_t len = 0; len < section.len; len += 5)
		cr_expect(!linear_open(str_at(section.at, len), &linear), "%zu bytes", len);
	header[0] = LINEAR_OUTCOMES + 1;
	cr_expect(!linear_open(buf_str(&section), &linear), "too many outcomes");
	header[0] = 2;
	header[1] = 15;
	cr_expect(!linear_open(buf_str(&section), &linear), "no power of two");
	memset(section.at + 8, 1, section.len - 8);
	header[1] = (uint32_t)((section.len - 8) / sizeof(struct linear_row));
	cr_expect(!linear_open(buf_str(&section), &linear), "no empty slot");
	buf_free(&section);
}
