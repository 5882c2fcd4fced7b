/*
 * marks.h: quotation marks in pairs.
 *
 * Marks are paired paragraph by paragraph, from left to right. A curly mark says which way it looks; a
 * straight one opens where it stands against the word behind it and not against the one before, else
 * it closes. A span that is still open at the end of its paragraph ends there, and where the next
 * paragraph begins with an opening mark it goes on (that is how long speeches are printed). A closing
 * mark that closes nothing is no mark.
 */
#ifndef LINK_MARKS_H
#define LINK_MARKS_H

#include "common/layers.h"

/* What stands between two marks; tokens by position. */
struct mark_span {
	uint32_t open;        /* the opening mark */
	uint32_t first, last; /* inside; first > last where it is empty */
	uint32_t close;       /* the closing mark; last + 1 and no mark where the paragraph ended first */
	uint32_t paragraph;   /* its number */
	bool is_unclosed;
	bool goes_on;         /* begins a paragraph where the span before was unclosed */
};

struct marks {
	struct mark_span *spans; /* in the order of the text */
	size_t n_spans;
	uint32_t *span_of; /* [T]: the span a token lies in or is a mark of, MARKS_NONE outside */
};

#define MARKS_NONE UINT32_MAX

/* Memory: the arena. Linear in tokens. */
void marks_pair(const struct layers *layers, struct arena *arena, struct marks *marks);

/* Whether a token is one of the two marks of a span. */
bool marks_is_mark(const struct marks *marks, uint32_t token);

#endif
