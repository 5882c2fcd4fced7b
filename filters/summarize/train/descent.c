/*
 * descent.c: a step against the sign of each slope.
 */
#include <math.h>

#include "filters/summarize/train/descent.h"

void descent_step(struct descent *weights, size_t n, const double *gradient)
{
	for (size_t i = 0; i < n; i++) {
		struct descent *it = &weights[i];
		double turn = gradient[i] * it->slope;

		if (turn > 0)
			it->step = fmin(it->step * 1.2, 1);
		else if (turn < 0)
			it->step = fmax(it->step * 0.5, 1e-6);
		it->slope = turn < 0 ? 0 : gradient[i];
		it->weight -= it->slope > 0 ? it->step : it->slope < 0 ? -it->step : 0;
	}
}
