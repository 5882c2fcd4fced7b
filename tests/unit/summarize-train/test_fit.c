/* Tests of filters/summarize/train/fit.h: which weights move, and where to. */
#include <criterion/criterion.h>
#include <math.h>

#include "filters/summarize/train/fit.h"

enum { C = 3 };

/* A list in which the last sentence is to be chosen, told by two features and by what was said. */
static float vectors[C * FEATURE_COUNT], said[C] = { 1, 1, 0 }, target[C] = { 0, 0, 1 };
static const struct list list = { C, vectors, said, target, 1 };

static void set_up(void)
{
	vectors[2 * FEATURE_COUNT + FEATURE_PLACE_1] = 1;
	vectors[2 * FEATURE_COUNT + FEATURE_MENTIONS] = 1;
}

TestSuite(fit, .init = set_up);

static const struct {
	const char *why;
	enum feature moves;
	double sign; /* of the weight that the list asks for */
} cases[] = {
	{ "what the best has is worth something", FEATURE_PLACE_1, 1 },
	{ "names alike", FEATURE_MENTIONS, 1 },
	{ "what was said costs", FEATURE_SAID, -1 },
};

Test(fit, only_what_may_move_moves)
{
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		struct fit_options options = { .steps = 50, .l2 = 0.01 };
		float weights[FEATURE_COUNT] = { [FEATURE_QUOTED] = 0.5f };

		options.moves[cases[k].moves] = true;
		cr_expect(fit_weights(&list, 1, &options, weights) < log(C), "%s", cases[k].why);
		for (size_t f = 0; f < FEATURE_COUNT; f++) {
			if (f == cases[k].moves)
				cr_expect(weights[f] * cases[k].sign > 0.1, "%s", cases[k].why);
			else
				cr_expect_eq(weights[f], f == FEATURE_QUOTED ? 0.5f : 0, "%s", cases[k].why);
		}
	}
}

Test(fit, what_stays_is_counted)
{
	struct fit_options options = { .steps = 50, .l2 = 0.01 };
	float alone[FEATURE_COUNT] = { 0 }, beside[FEATURE_COUNT] = { [FEATURE_PLACE_1] = 4 };

	options.moves[FEATURE_MENTIONS] = true;
	fit_weights(&list, 1, &options, alone);
	fit_weights(&list, 1, &options, beside);
	cr_expect(beside[FEATURE_MENTIONS] < alone[FEATURE_MENTIONS] / 2);
}

Test(fit, targets_are_a_softmax_of_the_values_in_the_list)
{
	const double values[C] = { 0.3, -1, 0.1 };
	float got[C];

	fit_targets(values, C, 0.2, got);
	cr_expect_float_eq(got[0], exp(1) / (exp(1) + 1), 1e-6);
	cr_expect_eq(got[1], -1, "not in the list");
	cr_expect_float_eq(got[2], 1 / (exp(1) + 1), 1e-6);
}
