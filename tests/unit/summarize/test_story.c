/* Tests of filters/summarize/story.h: several documents, one summary. */
#include <criterion/criterion.h>

#include "filters/summarize/story.h"

static struct sentence monday[] = {
	{ .paragraph = LAYERS_NONE, .number = 1, .par = 1, .begin = 0, .end = 30, .text = STR("A fire burned the ferry Almira.") },
	{ .paragraph = LAYERS_NONE, .number = 2, .par = 1, .begin = 31, .end = 60, .text = STR("Two passengers died in Lisk.") },
};
static struct sentence tuesday[] = {
	{ .paragraph = LAYERS_NONE, .number = 1, .par = 1, .begin = 0, .end = 30, .text = STR("A fire burned the ferry Almira.") },
	{ .paragraph = LAYERS_NONE, .number = 2, .par = 1, .begin = 31, .end = 60, .text = STR("Police arrested an engineer.") },
	{ .paragraph = LAYERS_NONE, .number = 3, .par = 2, .begin = 61, .end = 90, .text = STR("In Lisk two passengers died.") },
};
static const struct layers first = { .sentences = monday, .n_sentences = 2 };
static const struct layers second = { .sentences = tuesday, .n_sentences = 3 };
static const struct layers none;

struct fixture {
	struct arena arena;
	struct lexicon lexicon;
	struct lexemes lexemes;
	struct story story;
};

static void set_up(struct fixture *it)
{
	*it = (struct fixture){ .lexicon.unknown_idf = 5 };
	lexemes_init(&it->lexemes, &it->lexicon);
}

static void tear_down(struct fixture *it)
{
	lexemes_free(&it->lexemes);
	arena_free(&it->arena);
}

static size_t choose(struct fixture *it, struct story_source *sources, size_t n, struct budget budget,
                     struct choice **choices)
{
	static struct ranker ranker;
	static struct importance_model importance; /* each word: one half */
	const struct known nobody = { 0 };
	const struct story_request request = {
		.importance = &importance, .ranker = &ranker, .known = &nobody, .budget = budget,
	};
	struct story_parts *parts;

	ranker.weight[AIM_SEVERAL][FEATURE_EXPECTED_WORDS] = 1;
	ranker.weight[AIM_SEVERAL][FEATURE_SAID] = -1;
	story_read(&it->lexemes, sources, n, LEVEL_LINK, &it->arena, &it->story);
	return story_choose(&request, &it->story, &it->arena, choices, &parts);
}

Test(story, documents_come_in_order_of_time)
{
	static const struct {
		const char *why, *published[2], *order; /* keys: a, b as they came */
	} cases[] = {
		{ "the earlier first", { "2024-03-05", "2024-03-04" }, "ba" },
		{ "an hour is later than its day alone", { "2024-03-05T10:00:00Z", "2024-03-05" }, "ba" },
		{ "equal times as they came", { "2024-03-05", "2024-03-05" }, "ab" },
		{ "without time last", { "", "2024-03-05" }, "ba" },
		{ "none has a time", { "", "" }, "ab" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture it;
		struct story_source sources[] = {
			{ .published = str_of(cases[i].published[0]), .layers = &first, .key = "a" },
			{ .published = str_of(cases[i].published[1]), .layers = &second, .key = "b" },
		};

		set_up(&it);
		story_read(&it.lexemes, sources, 2, LEVEL_LINK, &it.arena, &it.story);
		for (size_t d = 0; d < 2; d++)
			cr_expect_eq(*(const char *)it.story.sources[d].key, cases[i].order[d], "%s", cases[i].why);
		cr_expect_eq(it.story.n_sentences, 5);
		tear_down(&it);
	}
}

Test(story, nothing_is_said_twice)
{
	struct fixture it;
	struct story_source sources[] = { { .layers = &first }, { .layers = &second }, { .layers = &none } };
	struct choice *choices;
	size_t n;

	set_up(&it);
	n = choose(&it, sources, 3, (struct budget){ 3, SIZE_MAX, SIZE_MAX }, &choices);
	cr_assert_eq(n, 3);
	cr_expect_eq(choices[0].sentence, 0);
	cr_expect_eq(choices[1].sentence, 1);
	cr_expect_eq(choices[2].sentence, 3, "the third day's sentence repeats words of the first two");
	cr_expect_not(it.story.is_candidate[2], "the same text is a candidate once");
	cr_expect_eq(choices[0].rank + choices[1].rank, 3, "ranks count within a document");
	cr_expect_eq(choices[2].rank, 1);
	tear_down(&it);
}

Test(story, budgets_hold_for_the_whole_story)
{
	struct fixture it;
	struct story_source sources[] = { { .layers = &first }, { .layers = &second } };
	struct choice *choices;

	set_up(&it);
	cr_expect_eq(choose(&it, sources, 2, (struct budget){ SIZE_MAX, 11, SIZE_MAX }, &choices), 2);
	cr_expect_eq(choose(&it, sources, 2, (struct budget){ SIZE_MAX, SIZE_MAX, 10 }, &choices), 0);
	tear_down(&it);
}

Test(story, others_confirm_a_sentence)
{
	struct fixture it;
	struct story_source sources[] = { { .layers = &first }, { .layers = &second } };
	uint32_t *found;

	set_up(&it);
	story_read(&it.lexemes, sources, 2, LEVEL_LINK, &it.arena, &it.story);
	cr_expect_eq(story_confirm(&it.story, 0, &it.arena, &found), 1, "word for word");
	cr_expect_eq(found[0], 1);
	cr_expect_eq(story_confirm(&it.story, 1, &it.arena, &found), 1, "in other order");
	cr_expect_eq(story_confirm(&it.story, 3, &it.arena, &found), 0, "told by one alone");
	story_read(&it.lexemes, sources, 1, LEVEL_LINK, &it.arena, &it.story);
	cr_expect_eq(story_confirm(&it.story, 0, &it.arena, &found), 0, "nobody else is there");
	tear_down(&it);
}
