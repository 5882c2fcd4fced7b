/* html_context.c: scores of a first look, gathered by neighbours, siblings, likeness and ancestors. */
#include "html_context.h"

#include <math.h>

#include "common/index.h"

enum { BOUND = 4 }; /* of a score: what is beyond it is sure enough */

enum context {
	SCORE,
	SCORE_BEFORE,
	SCORE_BEFORE_2,
	SCORE_AFTER,
	SCORE_AFTER_2,
	PATH_SCORE,
	PATH_CHOSEN,
	PARENT_SCORE,
	PARENT_CHOSEN,
	CHOSEN_1,
	CHOSEN_2,
	CHOSEN_3,
	OF_CHOSEN_1,
	OF_CHOSEN_2,
	OF_CHOSEN_3,
	SINCE_CHOSEN,
	UNTIL_CHOSEN,
	CHOSEN_BEFORE,
	CHOSEN_WORDS,
	N_CONTEXT
};

static const char *const own_names[N_CONTEXT] = {
	[SCORE] = "score",
	[SCORE_BEFORE] = "score-before",
	[SCORE_BEFORE_2] = "score-before-2",
	[SCORE_AFTER] = "score-after",
	[SCORE_AFTER_2] = "score-after-2",
	[PATH_SCORE] = "score-of-path",
	[PATH_CHOSEN] = "chosen-of-path",
	[PARENT_SCORE] = "score-of-siblings",
	[PARENT_CHOSEN] = "chosen-of-siblings",
	[CHOSEN_1] = "chosen-share-parent",
	[CHOSEN_2] = "chosen-share-grandparent",
	[CHOSEN_3] = "chosen-share-great-grandparent",
	[OF_CHOSEN_1] = "share-of-chosen-parent",
	[OF_CHOSEN_2] = "share-of-chosen-grandparent",
	[OF_CHOSEN_3] = "share-of-chosen-great-grandparent",
	[SINCE_CHOSEN] = "blocks-since-chosen",
	[UNTIL_CHOSEN] = "blocks-until-chosen",
	[CHOSEN_BEFORE] = "chosen-words-before",
	[CHOSEN_WORDS] = "page-chosen-words",
};

size_t html_context_names(const char **names)
{
	size_t n;
	const char *const *first = html_feature_names(&n);

	memcpy(names, first, n * sizeof *names);
	memcpy(names + n, own_names, sizeof own_names);
	return n + N_CONTEXT;
}

/* Of a group of blocks: how many, the sum of their scores, their words, the words of the chosen. */
struct group {
	double n, score, words, chosen;
};

static void add_to(struct group *group, const struct html_block *block, double score)
{
	group->n++;
	group->score += score;
	group->words += block->n_words;
	group->chosen += score > 0 ? block->n_words : 0;
}

/* The mean score of the others of a group. */
static float score_of_others(const struct group *group, double score)
{
	return group->n > 1 ? (float)((group->score - score) / (group->n - 1)) : 0;
}

static float chosen_of_others(const struct group *group, const struct html_block *block, double score)
{
	double words = group->words - block->n_words, chosen = group->chosen - (score > 0 ? block->n_words : 0);

	return words > 0 ? (float)(chosen / words) : -1;
}

static double clipped(double score)
{
	return score > BOUND ? BOUND : score < -BOUND ? -BOUND : score;
}

/* Groups of a page's blocks, and their scores within bounds. */
struct groups {
	double *scores;         /* [B] */
	struct group *elements; /* [E]: what stands in an element, at any depth */
	struct group *paths;    /* by path_of[b] */
	uint32_t *path_of;      /* [B] */
	struct group all;
};

static struct groups groups_of(const struct html_page *page, const double *scores, struct arena *arena)
{
	struct groups groups = {
		.scores = arena_array(arena, double, page->n_blocks),
		.elements = arena_zeroed(arena, page->n_elements * sizeof *groups.elements),
		.paths = arena_zeroed(arena, page->n_blocks * sizeof *groups.paths),
		.path_of = arena_array(arena, uint32_t, page->n_blocks),
	};
	struct index index = { .arena = arena };
	uint32_t n_paths = 0;

	for (size_t b = 0; b < page->n_blocks; b++) {
		const struct html_block *block = &page->blocks[b];
		const uint64_t *path = &page->elements[block->element].path;
		double score = clipped(scores[b]);
		bool is_new;

		groups.scores[b] = score;
		groups.path_of[b] = *index_put(&index, str_at((const char *)path, sizeof *path), n_paths, &is_new);
		n_paths += is_new;
		add_to(&groups.paths[groups.path_of[b]], block, score);
		add_to(&groups.elements[block->element], block, score);
		add_to(&groups.all, block, score);
	}
	for (size_t e = page->n_elements; e-- > 0;) { /* parents have lower numbers */
		const struct group *group = &groups.elements[e];
		struct group *parent;

		if (page->elements[e].parent == HTML_NONE)
			continue;
		parent = &groups.elements[page->elements[e].parent];
		parent->n += group->n;
		parent->score += group->score;
		parent->words += group->words;
		parent->chosen += group->chosen;
	}
	return groups;
}

static void see_scores(const struct groups *groups, size_t b, size_t B, float *own)
{
	const double *score = &groups->scores[b];

	own[SCORE] = (float)score[0];
	own[SCORE_BEFORE] = b >= 1 ? (float)score[-1] : -BOUND;
	own[SCORE_BEFORE_2] = b >= 2 ? (float)score[-2] : -BOUND;
	own[SCORE_AFTER] = b + 1 < B ? (float)score[1] : -BOUND;
	own[SCORE_AFTER_2] = b + 2 < B ? (float)score[2] : -BOUND;
}

static void see_groups(const struct html_page *page, const struct groups *groups, size_t b, float *own)
{
	const struct html_block *block = &page->blocks[b];
	const struct group *path = &groups->paths[groups->path_of[b]];
	uint32_t above = page->elements[block->element].parent;

	own[PATH_SCORE] = score_of_others(path, groups->scores[b]);
	own[PATH_CHOSEN] = chosen_of_others(path, block, groups->scores[b]);
	if (above != HTML_NONE) {
		own[PARENT_SCORE] = score_of_others(&groups->elements[above], groups->scores[b]);
		own[PARENT_CHOSEN] = chosen_of_others(&groups->elements[above], block, groups->scores[b]);
	}
	for (size_t i = 0; i < 3; i++) {
		const struct group *group = above == HTML_NONE ? NULL : &groups->elements[above];

		own[CHOSEN_1 + i] = !group ? -1 : group->words > 0 ? (float)(group->chosen / group->words) : 0;
		own[OF_CHOSEN_1 + i] = !group ? 1 : groups->all.chosen > 0 ? (float)(group->chosen / groups->all.chosen) : 0;
		if (group)
			above = page->elements[above].parent;
	}
}

float *html_context(const struct html_page *page, const float *features, const double *scores, struct arena *arena)
{
	enum { FAR = 1000 };
	size_t F, B = page->n_blocks, since = FAR, until = FAR;
	struct groups groups = groups_of(page, scores, arena);
	double before = 0;
	float *context;

	html_feature_names(&F);
	context = arena_zeroed(arena, B * (F + N_CONTEXT) * sizeof *context);
	for (size_t b = 0; b < B; b++) {
		float *own = context + b * (F + N_CONTEXT) + F;

		memcpy(context + b * (F + N_CONTEXT), features + b * F, F * sizeof *features);
		see_scores(&groups, b, B, own);
		see_groups(page, &groups, b, own);
		own[SINCE_CHOSEN] = log2f(1 + (float)since);
		own[CHOSEN_BEFORE] = groups.all.chosen > 0 ? (float)(before / groups.all.chosen) : 0;
		own[CHOSEN_WORDS] = log2f(1 + (float)groups.all.chosen);
		before += scores[b] > 0 ? page->blocks[b].n_words : 0;
		since = scores[b] > 0 ? 0 : since < FAR ? since + 1 : FAR;
	}
	for (size_t b = B; b-- > 0;) {
		context[b * (F + N_CONTEXT) + F + UNTIL_CHOSEN] = log2f(1 + (float)until);
		until = scores[b] > 0 ? 0 : until < FAR ? until + 1 : FAR;
	}
	return context;
}
