/*
 * entity_learn.h: the weights of the names' CRF, learned from a corpus with known and unknown labels.
 *
 * Gradient of a sentence: expected features under all label sequences, minus expected features under
 * those that its labels allow (Tsuboi, Kashima, Mori, Oda, Matsumoto 2008): two passes of
 * forward-backward. AdaGrad with one step size a row (Duchi, Hazan, Singer 2011), feature dropout.
 */
#ifndef TAG_ENTITY_LEARN_H
#define TAG_ENTITY_LEARN_H

#include "common/bundle.h"
#include "entity_corpus.h"
#include "filters/tag/names/gazetteer.h"
#include "filters/tag/words/classes.h"

struct entity_learn_options {
	unsigned epochs;    /* of a training */
	unsigned trainings; /* from zero weights, with other draws; the model is their mean */
	unsigned least;   /* features of words seen less often are left out */
	unsigned least_place; /* the same for features of places and documents */
	float rate;       /* of AdaGrad */
	float dropout;
	uint32_t n_rows;  /* in the model: those that are worth most */
	float unit;       /* of the model's small integers, in log odds */
	uint64_t seed;
};

struct entity_learner;

/* Turns the corpus into numbers. Everything passed in must live as long as the learner. */
struct entity_learner *entity_learner_new(const struct entity_corpus *corpus, const struct classes *classes,
                                          const struct gazetteer *gazetteer,
                                          const struct entity_learn_options *options);
void entity_learner_delete(struct entity_learner *learner);

/*
 * One pass over the corpus, of epochs * trainings: after `epochs` the weights start from zero again,
 * and what was learned stays in the mean. Returns the mean loss a token.
 */
double entity_learner_epoch(struct entity_learner *learner);

/* The sections ent.head, ent.filter and ent.rows of the model as it stands, uncalibrated. */
void entity_learner_write(const struct entity_learner *learner, struct buf *head, struct buf *filter,
                          struct buf *rows);

size_t entity_learner_n_rows(const struct entity_learner *learner);

#endif
