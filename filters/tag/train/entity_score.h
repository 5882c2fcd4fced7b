/*
 * entity_score.h: names found in annotated texts, against those that stand there.
 */
#ifndef TAG_ENTITY_SCORE_H
#define TAG_ENTITY_SCORE_H

#include "entity_corpus.h"
#include "filters/tag/names/entities.h"
#include "filters/tag/words/classes.h"

/* A name that was found, and whether the same span has the same type in the annotation. */
struct entity_judged {
	enum entity_type type;
	float score;
	bool is_right;
};

struct entity_scores {
	size_t n_gold[CRF_TYPES], n_found[CRF_TYPES], n_right[CRF_TYPES];
	struct buf judged; /* struct entity_judged; of the types that the annotation has */
};

/*
 * Adds the names of a corpus to the scores (zeroed at first; freed with entity_scores_free). wrong: a
 * line is appended for every name missed or wrongly found; may be NULL.
 */
void entity_scores_add(struct entity_scores *scores, const struct entity_corpus *corpus,
                       const struct entity_model *model, const struct classes *classes, struct buf *wrong);
void entity_scores_free(struct entity_scores *scores);

/* F1 of the first n_types types together, in percent. */
double entity_scores_f1(const struct entity_scores *scores, unsigned n_types);

/* What makes probabilities of scores: log odds of right = slope * log odds of the score + offset. */
struct entity_calibration {
	float slope[CRF_TYPES], offset[CRF_TYPES];
	bool is_set[CRF_TYPES];
};

/*
 * Logistic regression, a line a type: for the types that the annotation has with enough names and
 * that are not set yet.
 */
void entity_scores_calibrate(const struct entity_scores *scores, struct entity_calibration *calibration);

#endif
