/*
 * One pass over the tokens; the state is the span that is open.
 */
#include "marks.h"

enum look { LOOK_NONE, LOOK_OPENING, LOOK_CLOSING, LOOK_EITHER, LOOK_SINGLE_OPENING, LOOK_SINGLE_CLOSING };

static enum look look_of(const struct token *token)
{
	struct str form = token->form;

	if (form.len == 0 || form.len > 3 ||
	    (form.at[0] >= 'A' && form.at[0] <= 'z' && form.at[0] != '`'))
		return LOOK_NONE;
	if (str_is(form, "“") || str_is(form, "``") || str_is(form, "«"))
		return LOOK_OPENING;
	if (str_is(form, "”") || str_is(form, "»"))
		return LOOK_CLOSING;
	/* single marks: an apostrophe is one only where the tagger says so */
	if (str_is(form, "‘") || (str_is(form, "'") && str_is(token->xpos, "``")))
		return LOOK_SINGLE_OPENING;
	if ((str_is(form, "’") || str_is(form, "'")) && str_is(token->xpos, "''"))
		return LOOK_SINGLE_CLOSING;
	/* two apostrophes: either a typewriter's double mark or the closing one of ``TeX'' */
	return str_is(form, "\"") || str_is(form, "''") ? LOOK_EITHER : LOOK_NONE;
}

/* A straight mark: by the blanks around it. */
static bool straight_opens(const struct layers *layers, uint32_t at, uint32_t first, uint32_t end)
{
	const struct token *t = layers->tokens;
	bool is_free_before = at == first || t[at].begin > t[at - 1].end;
	bool is_free_behind = at + 1 == end || t[at + 1].begin > t[at].end;

	return is_free_before && !is_free_behind;
}

static void close_span(struct marks *marks, uint32_t close, bool is_unclosed)
{
	struct mark_span *span = &marks->spans[marks->n_spans - 1];

	span->close = close;
	span->last = close - 1;
	span->is_unclosed = is_unclosed;
	for (uint32_t i = span->open; i < close + !is_unclosed; i++)
		marks->span_of[i] = (uint32_t)marks->n_spans - 1;
}

/* The tokens [first, end) of one paragraph. */
static void pair_paragraph(const struct layers *layers, uint32_t number, uint32_t first,
			   uint32_t end, struct marks *marks)
{
	bool was_unclosed = marks->n_spans && marks->spans[marks->n_spans - 1].is_unclosed;
	bool is_open = false, is_single = false;

	for (uint32_t i = first; i < end; i++) {
		enum look look = look_of(&layers->tokens[i]);
		bool opens;

		if (look == LOOK_NONE || (look >= LOOK_SINGLE_OPENING && is_open && !is_single))
			continue; /* single marks within double ones are part of what is said */
		opens = look == LOOK_OPENING || look == LOOK_SINGLE_OPENING ||
			(look == LOOK_EITHER && (!is_open || is_single)) ||
			(look == LOOK_EITHER && straight_opens(layers, i, first, end));
		if (opens) {
			if (is_open)
				marks->n_spans--; /* the one before was never closed: a misprint */
			marks->spans[marks->n_spans++] = (struct mark_span){
				.open = i,
				.first = i + 1,
				.paragraph = number,
				.goes_on = was_unclosed && i == first,
			};
			is_open = true;
			is_single = look == LOOK_SINGLE_OPENING;
		} else if (is_open && is_single == (look == LOOK_SINGLE_CLOSING)) {
			close_span(marks, i, false);
			is_open = false;
		}
	}
	if (is_open && is_single)
		marks->n_spans--; /* an apostrophe, not a speech that goes on */
	else if (is_open)
		close_span(marks, end, true);
}

void marks_pair(const struct layers *layers, struct arena *arena, struct marks *marks)
{
	size_t n_marks = 0;

	for (size_t i = 0; i < layers->n_tokens; i++)
		n_marks += look_of(&layers->tokens[i]) != LOOK_NONE;
	marks->spans = arena_array(arena, struct mark_span, n_marks);
	marks->n_spans = 0;
	marks->span_of = arena_array(arena, uint32_t, layers->n_tokens);
	for (size_t i = 0; i < layers->n_tokens; i++)
		marks->span_of[i] = MARKS_NONE;
	for (size_t s = 0; s < layers->n_sentences;) {
		uint32_t par = layers->sentences[s].par, first = layers->sentences[s].first_token,
			 end = first;

		for (; s < layers->n_sentences && layers->sentences[s].par == par; s++)
			end = layers->sentences[s].first_token + layers->sentences[s].n_tokens;
		pair_paragraph(layers, par, first, end, marks);
	}
}

bool marks_is_mark(const struct marks *marks, uint32_t token)
{
	const struct mark_span *span;

	if (marks->span_of[token] == MARKS_NONE)
		return false;
	span = &marks->spans[marks->span_of[token]];
	return token == span->open || (token == span->close && !span->is_unclosed);
}
