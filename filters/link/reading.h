/*
 * reading.h: a document as the finder of quotations reads it: tokens, their classes, quotation marks.
 */
#ifndef LINK_READING_H
#define LINK_READING_H

#include "common/layers.h"
#include "filters/link/quotes/cues.h"
#include "filters/link/quotes/marks.h"
#include "filters/link/quotes/phrases.h"

struct reading {
	const struct layers *layers;
	const struct cues *cues;
	struct phrases phrases;
	struct marks marks;
	const bool *is_time; /* [T] in a DATE or TIME entity */
};

/* Memory: the arena. */
void reading_begin(const struct layers *layers, const struct cues *cues, struct arena *arena,
                   struct reading *reading);

/* Whether a token is this word, in any case. */
bool reading_is(const struct reading *r, uint32_t token, const char *word);

/* … one of these; the list ends with NULL. */
bool reading_in(const struct reading *r, uint32_t token, const char *const *words);

enum word_class reading_class(const struct reading *r, uint32_t token);

/* A finite verb or a modal. */
bool reading_is_finite(const struct reading *r, uint32_t token);

/* Whether a token lies in quotation marks or is one. */
bool reading_is_inside(const struct reading *r, uint32_t token);

/* The span whose opening mark is here, or NULL. */
const struct mark_span *reading_opens(const struct reading *r, uint32_t token);

/* The span whose closing mark is here, or NULL. */
const struct mark_span *reading_closes(const struct reading *r, uint32_t token);

/* A noun for what carries words: "statement", "interview", "tweet". */
bool reading_names_channel(const struct reading *r, uint32_t token);

/* Whether a noun phrase can begin here. */
bool reading_begins_phrase(const struct reading *r, uint32_t token);

/* The finite verb of a clause that begins at `from`, or `end`. */
uint32_t reading_verb(const struct reading *r, uint32_t from, uint32_t end);

#endif
