/* Small questions to the tokens of a document. */
#include "reading.h"

enum { VERB_REACH = 24 /* tokens of a clause before its verb */ };

void reading_begin(const struct layers *layers, const struct cues *cues, struct arena *arena,
		   struct reading *reading)
{
	bool *is_time = arena_zeroed(arena, layers->n_tokens + 1);

	for (size_t i = 0; i < layers->n_entities; i++) {
		const struct entity *entity = &layers->entities[i];

		if (entity->first != LAYERS_NONE && (str_is(entity->type, "DATE") || str_is(entity->type, "TIME")))
			for (uint32_t t = entity->first; t <= entity->last; t++)
				is_time[t] = true;
	}
	*reading = (struct reading){ .layers = layers, .cues = cues, .is_time = is_time };
	phrases_prepare(layers, arena, &reading->phrases);
	marks_pair(layers, arena, &reading->marks);
}

const struct mark_span *reading_opens(const struct reading *r, uint32_t token)
{
	const struct mark_span *span;

	if (!reading_is_inside(r, token))
		return NULL;
	span = &r->marks.spans[r->marks.span_of[token]];
	return span->open == token ? span : NULL;
}

const struct mark_span *reading_closes(const struct reading *r, uint32_t token)
{
	const struct mark_span *span;

	if (!reading_is_inside(r, token))
		return NULL;
	span = &r->marks.spans[r->marks.span_of[token]];
	return span->close == token && !span->is_unclosed ? span : NULL;
}

bool reading_names_channel(const struct reading *r, uint32_t token)
{
	static const char *const channels[] = {
		"statement", "interview", "email", "e-mail",  "post",  "letter",   "tweet",   "speech",     "report",  "note",
		"memo",      "filing",    "message", "video", "article", "briefing", "hearing", "conference", "release", "blog",
		NULL
	};

	return reading_in(r, token, channels);
}

bool reading_begins_phrase(const struct reading *r, uint32_t token)
{
	switch (reading_class(r, token)) {
	case WORD_NOUN:
	case WORD_PRONOUN:
	case WORD_DETERMINER:
	case WORD_ADJECTIVE:
	case WORD_MARK:
		return true;
	default:
		return false;
	}
}

uint32_t reading_verb(const struct reading *r, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end && i - from < VERB_REACH; i++) {
		if (reading_is_finite(r, i))
			return i;
		if (reading_class(r, i) == WORD_STOP)
			break;
	}
	return end;
}
