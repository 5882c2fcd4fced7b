/*
 * rouge.h: ROUGE, the overlap of a summary with a reference.
 *
 * C.-Y. Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004. Words are lower-case
 * runs of a-z and 0-9, as in ROUGE-1.5.5; everything else parts words.
 *
 *      rouge_words      text -> word numbers [n], equal words equal numbers
 *      rouge_n          word numbers of both sides -> ROUGE-N
 *      rouge_score_all  two texts -> all four metrics
 */
#ifndef COMMON_ROUGE_H
#define COMMON_ROUGE_H

#include "common/arena.h"
#include "common/index.h"
#include "common/str.h"

enum rouge_metric { ROUGE_1, ROUGE_2, ROUGE_L, ROUGE_LSUM, ROUGE_METRICS };

struct rouge_score {
	double precision, recall, f;
};

struct rouge_text {
	uint32_t *words; /* numbers of `vocabulary` */
	size_t n;
};

/*
 * The words of a text. Both sides of a comparison must use the same vocabulary (an index that lives
 * in an arena). With `stem`, words longer than three letters are stemmed.
 */
struct rouge_text rouge_words(struct str text, bool stem, struct index *vocabulary,
                              struct arena *arena);

/* n is 1 or 2. An empty side gives 0. Scratch memory is given back. */
struct rouge_score rouge_n(struct rouge_text summary, struct rouge_text reference, unsigned n,
                           struct arena *scratch);

/*
 * All metrics. Sentences, which only ROUGE-Lsum looks at, are parted by LF or by `<q>` in both
 * texts. Scratch memory is given back.
 */
void rouge_score_all(struct str summary, struct str reference, bool stem, struct arena *scratch,
                     struct rouge_score scores[ROUGE_METRICS]);

#endif
