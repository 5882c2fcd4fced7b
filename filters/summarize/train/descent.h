/*
 * descent.h: resilient back-propagation (M. Riedmiller and H. Braun, "A direct adaptive method for
 * faster backpropagation learning: the RPROP algorithm", 1993): each weight has a step of its own,
 * which grows while the slope keeps its sign and shrinks when it turns. No random numbers, no rate to
 * tune.
 */
#ifndef SUMMARIZE_TRAIN_DESCENT_H
#define SUMMARIZE_TRAIN_DESCENT_H

#include <stddef.h>

/* Of one weight. Start: { weight, DESCENT_START, 0 }. */
struct descent {
	double weight, step, slope;
};

#define DESCENT_START 0.02

/* A step of all weights against the gradient. */
void descent_step(struct descent *weights, size_t n, const double *gradient);

#endif
