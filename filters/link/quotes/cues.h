/*
 * cues.h: words that say that somebody said or thought something, and how their content stands.
 *
 * The table (data/cues.tsv) has a line a lemma: the lemma and its frames, letters that tell which
 * contents it takes:
 *
 *      q   a quotation beside it          "We won," he said.
 *      t   a clause with `that`           He said that they had won.
 *      c   a clause without it            He said they had won.
 *      w   an indirect question           He asked whether they had won.
 *      i   an infinitive                  He vowed to win.
 *      o   an object                      He praised the team.
 *      p   an object with a preposition   He called for a break. (for of on about to at against as with)
 *      x   an object and an infinitive    He urged them to win.
 *      r   a person before the content    He told her that they had won.
 *      n   nobody says it                 They seem to have won.
 */
#ifndef LINK_CUES_H
#define LINK_CUES_H

#include "common/arena.h"
#include "common/str.h"

enum {
	CUE_QUOTE = 1 << 0,
	CUE_THAT = 1 << 1,
	CUE_CLAUSE = 1 << 2,
	CUE_QUESTION = 1 << 3,
	CUE_INFINITIVE = 1 << 4,
	CUE_OBJECT = 1 << 5,
	CUE_PREPOSITION = 1 << 6,
	CUE_OBJECT_INFINITIVE = 1 << 7,
	CUE_RECIPIENT = 1 << 8,
	CUE_NOBODY = 1 << 9,
};

struct cues;

/* `lemma TAB frames`, # comments. NULL where a line is malformed (*line tells which). Lives in `arena`. */
struct cues *cues_read(struct str tsv, struct arena *arena, uint64_t *line);

/* The frames of a lemma as a set of bits; 0: no cue. */
unsigned cues_frames(const struct cues *cues, struct str lemma);

#endif
