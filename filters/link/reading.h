/*
 * reading.h: a document as the finder of quotations reads it: tokens, their classes, quotation marks.
 */
#ifndef LINK_READING_H
#define LINK_READING_H

#include "common/layers.h"
#include "filters/link/quotes/cues.h"
#include "filters/link/quotes/marks.h"
#include "filters/link/quotes/phrases.h"
#include "filters/link/words.h"

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
static inline bool reading_is(const struct reading *r, uint32_t token, const char *word)
{
	return word_is(r->layers->tokens[token].form, word);
}

/* … one of these; the list ends with NULL. */
static inline bool reading_in(const struct reading *r, uint32_t token, const char *const *words)
{
	return word_in(r->layers->tokens[token].form, words);
}

static inline enum word_class reading_class(const struct reading *r, uint32_t token)
{
	return (enum word_class)r->phrases.classes[token];
}

/* A finite verb or a modal. */
static inline bool reading_is_finite(const struct reading *r, uint32_t token)
{
	return reading_class(r, token) == WORD_FINITE || reading_class(r, token) == WORD_MODAL;
}

/* Whether a token lies in quotation marks or is one. */
static inline bool reading_is_inside(const struct reading *r, uint32_t token)
{
	return r->marks.span_of[token] != MARKS_NONE;
}

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
