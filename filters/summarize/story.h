/*
 * story.h: a summary of one document, or of several that tell the same story.
 *
 * The documents are put in order of time (`published`, then as they came) and their sentences one after
 * the other. Each sentence keeps the vector that its own document gives it; but how likely a word is to
 * stand in the summary is told from all documents, so what many of them lead with weighs most, and what
 * one sentence says, no sentence of another document says again. A sentence that stands in two of them
 * is a candidate once.
 *
 *      sources[n] -> story_read -> scores[S] of all sentences -> story_choose -> choices
 *
 * With one document nothing is joined: its own view is the story's.
 */
#ifndef SUMMARIZE_STORY_H
#define SUMMARIZE_STORY_H

#include "known.h"
#include "openings.h"
#include "rank.h"
#include "select.h"

#define STORY_REDUNDANCY 2.0 /* of several documents, which say the same more often; set by hand */

/* A document of the story. The caller sets what stands before `view`. */
struct story_source {
	struct str published; /* as in the doc row; empty: unknown */
	const struct layers *layers;
	struct surroundings around;
	const void *key;      /* whatever tells the caller which one it is */
	struct view view;
	struct openings openings;
	uint32_t first; /* number of its first sentence among all */
};

struct story {
	struct story_source *sources; /* in order of time */
	size_t n_sources, n_sentences;
	const struct terms *terms; /* of all sentences */
	struct importance *importance;
	const bool *is_candidate;
	uint32_t *source;     /* [S] position in sources[] */
	uint32_t *with;       /* of several sources: the sentences that have term t: */
	uint32_t *first_with; /* with[first_with[t] .. first_with[t + 1]) */
};

/* What is asked for. */
struct story_request {
	const struct importance_model *importance;
	const struct ranker *ranker;
	struct str query; /* empty: none */
	const struct known *known;
	struct budget budget;
	double ratio; /* of the words that may be chosen; 0: not asked for */
};

/* The parts of a score that are no features of the sentence. */
struct story_parts {
	double query, known;
};

/* Reads the sources, which it sorts, and joins them. Memory: the arena. */
void story_read(struct lexemes *lexemes, struct story_source *sources, size_t n, enum layer_level most,
                struct arena *arena, struct story *story);

/*
 * The choices in order of time, in the arena; returns how many. `sentence` counts all sentences of the
 * story, `rank` the choices of the same source. parts [S]: out, in the arena.
 */
size_t story_choose(const struct story_request *request, struct story *story, struct arena *arena,
                    struct choice **choices, struct story_parts **parts);

/* The vector of a sentence, as it was scored: without `said`. The importance must be weighed. */
void story_vector(const struct story *story, uint32_t sentence, float vector[FEATURE_COUNT]);

/*
 * The other sources that tell what a sentence tells (half of its content or more in one sentence, by
 * squared idf), rising, in the arena; returns how many.
 */
size_t story_confirm(const struct story *story, uint32_t sentence, struct arena *arena,
                     uint32_t **sources);

static inline enum rank_aim story_aim(const struct story_request *request)
{
	return rank_aim(request->budget.sentences);
}

#endif
