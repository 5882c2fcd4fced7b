/*
 * Where content stands. All searches end after a fixed number of tokens or at the end of the
 * sentence.
 */
#include "contents.h"

enum {
	CONTENT_REACH = 24, /* tokens between a cue and the mark or `that` that opens its content */
	OBJECT_REACH =
		12, /* tokens of the object before its infinitive: "urged the committee to" */
	CLAUSE_REACH = 80, /* of a clause in which a verb is looked for */
};

/* A verb of these that stands behind "and" has a content of its own. */
#define NEXT_FRAMES (CUE_QUOTE | CUE_THAT | CUE_OBJECT_INFINITIVE | CUE_INFINITIVE)

/* "…, adding that", "… and said": another cue of speech goes on with the same subject here. */
static bool next_cue_begins(const struct reading *r, uint32_t at, uint32_t end)
{
	bool is_comma = reading_class(r, at) == WORD_COMMA ||
			(reading_closes(r, at) && reading_class(r, at - 1) == WORD_COMMA);
	uint32_t i = at + 1;

	if (!is_comma && reading_class(r, at) != WORD_JOINT)
		return false;
	if (is_comma && i < end && reading_class(r, i) == WORD_JOINT)
		i++;
	while (i < end && reading_class(r, i) == WORD_ADVERB)
		i++;
	if (i >= end || reading_is_inside(r, i))
		return false;
	if (reading_class(r, i) == WORD_GERUND && is_comma)
		return cues_frames(r->cues, r->layers->tokens[i].lemma) & (CUE_THAT | CUE_QUOTE);
	if (is_comma && i < end && reading_class(r, i - 1) == WORD_JOINT) {
		/* "…, but she suspects that" */
		struct noun_phrase subject;

		if (phrases_behind(&r->phrases, i, end, &subject) && subject.last + 1 < end &&
		    reading_is_finite(r, subject.last + 1) &&
		    (cues_frames(r->cues, r->layers->tokens[subject.last + 1].lemma) & CUE_THAT))
			return true;
	}
	return reading_class(r, i) == WORD_FINITE && str_is(r->layers->tokens[i].xpos, "VBD") &&
	       cues_frames(r->cues, r->layers->tokens[i].lemma) & NEXT_FRAMES;
}

bool content_is_according(const struct reading *r, uint32_t at, uint32_t end)
{
	return at + 1 < end && reading_is(r, at, "according") && reading_is(r, at + 1, "to");
}

/* A full stop, outside of marks, behind which a quotation begins. */
static bool ends_sentence(const struct reading *r, uint32_t at)
{
	return reading_class(r, at) == WORD_STOP && !reading_is_inside(r, at) &&
	       reading_opens(r, at + 1) &&
	       (reading_is(r, at, ".") || reading_is(r, at, "?") || reading_is(r, at, "!"));
}

/* "…, but few believe it", "…, even as he has taken shots": a clause of the writer's own. */
static bool turns_away(const struct reading *r, uint32_t at, uint32_t end)
{
	static const char *const words[] = { "although", "though", "but", "while",
					     "when",     "as",     NULL };

	if (at < end && reading_is(r, at, "even"))
		at++;
	return at < end && reading_in(r, at, words);
}

uint32_t content_limit(const struct reading *r, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end; i++) {
		if (i > from && next_cue_begins(r, i, end))
			return reading_closes(r, i) ? i + 1 : i;
		if (reading_is_inside(r, i))
			continue;
		/* a sentence that was not split */
		if (i > from && i + 1 < end && ends_sentence(r, i))
			return i;
		if (i > from && reading_class(r, i) == WORD_COMMA &&
		    (content_is_according(r, i + 1, end) || turns_away(r, i + 1, end)))
			return i;
	}
	/* a quotation that runs on over the end of the sentence */
	if (end > from && reading_is_inside(r, end - 1)) {
		const struct mark_span *span = &r->marks.spans[r->marks.span_of[end - 1]];
		uint32_t close = span->close + !span->is_unclosed;

		if (close > end)
			return close;
	}
	return end;
}

uint32_t content_object_limit(const struct reading *r, uint32_t from, uint32_t end)
{
	static const char *const ends[] = { "after", "before", "when",   "while", "because",
					    "since", "until",  "during", "but",   NULL };
	uint32_t limit = content_limit(r, from, end);

	for (uint32_t i = from + 1; i < limit; i++) {
		if (reading_is_inside(r, i))
			continue;
		if (reading_class(r, i) == WORD_COMMA || reading_class(r, i) == WORD_STOP ||
		    reading_in(r, i, ends))
			return i;
		if (reading_class(r, i) == WORD_JOINT && i + 1 < limit &&
		    reading_is_finite(r, i + 1))
			return i;
	}
	return limit;
}

static bool asks(const struct reading *r, uint32_t token)
{
	static const char *const words[] = { "whether", "if",    "how",  "why",   "what",
					     "who",     "where", "when", "which", NULL };

	return reading_in(r, token, words);
}

/* `…: "It is over," he said`: the quotation has an attribution of its own behind it. */
static bool is_answered(const struct reading *r, const struct mark_span *span, uint32_t end)
{
	return !span->is_unclosed && span->first < span->close &&
	       reading_class(r, span->last) == WORD_COMMA && span->close + 1 < end &&
	       (reading_begins_phrase(r, span->close + 1) || reading_is_finite(r, span->close + 1));
}

/*
 * A quotation behind its cue: it ends with its marks where a comma or full stop stands within them,
 * or where the sentence goes on with something else: `said "no," adding`, `said "no" and left`.
 */
static uint32_t quotation_limit(const struct reading *r, uint32_t from, uint32_t end)
{
	const struct mark_span *span = reading_opens(r, from);
	uint32_t next;

	if (!span || span->is_unclosed || span->first > span->last)
		return content_limit(r, from, end);
	next = span->close + 1;
	if (reading_class(r, span->last) == WORD_COMMA || next >= end ||
	    reading_class(r, next) == WORD_GERUND ||
	    (reading_class(r, next) == WORD_JOINT && next + 1 < end &&
	     !reading_begins_phrase(r, next + 1)))
		return next;
	return content_limit(r, from, end);
}

/*
 * The mark, colon, `that` or question word behind the cue that opens its content. *how gets the
 * frame; 0 where there is none before the next finite verb (which *verb then holds, else `end`).
 */
static uint32_t find_opening(const struct reading *r, uint32_t from, uint32_t end, unsigned frames,
			     unsigned *how, uint32_t *verb)
{
	*how = 0;
	*verb = end;
	for (uint32_t i = from; i < end && i - from < CONTENT_REACH; i++) {
		const struct mark_span *span = reading_opens(r, i);

		if (span && (frames & CUE_QUOTE)) {
			enum word_class before = reading_class(r, i - 1);

			if ((i == from || before == WORD_COMMA || reading_is(r, i - 1, ":")) &&
			    !is_answered(r, span, end)) {
				*how = CUE_QUOTE;
				return i;
			}
		}
		if (reading_is_inside(r, i)) {
			i = r->marks.spans[r->marks.span_of[i]].close;
			continue;
		}
		if (reading_is(r, i, ":") && i + 1 < end && (frames & CUE_QUOTE)) {
			*how = CUE_QUOTE;
			return i + 1;
		}
		if (reading_is(r, i, "that") && i + 1 < end &&
		    reading_class(r, i) != WORD_PRONOUN && (frames & CUE_THAT) &&
		    (reading_class(r, i) == WORD_PREPOSITION || i == from)) {
			*how = CUE_THAT;
			return i + 1;
		}
		if (asks(r, i) && (frames & CUE_QUESTION)) {
			*how = CUE_QUESTION;
			return i;
		}
		if (reading_class(r, i) == WORD_STOP)
			break;
		/* "released papers, claiming that": another verb's content */
		if (i > from && reading_class(r, i) == WORD_GERUND &&
		    reading_class(r, i - 1) == WORD_COMMA)
			break;
		if (reading_is_finite(r, i)) {
			*verb = i;
			break;
		}
	}
	return from;
}

static bool is_preposition_frame(const struct reading *r, uint32_t token)
{
	static const char *const words[] = { "for",  "of",      "on",   "about", "to",
					     "at",   "against", "as",   "with",  "in",
					     "upon", "over",    "into", NULL };

	return reading_in(r, token, words);
}

/* "said in a statement": where it was said, and not what. */
static bool tells_channel(const struct reading *r, uint32_t preposition, uint32_t end)
{
	static const char *const words[] = { "in", "on", "at", NULL };
	struct noun_phrase phrase;

	return reading_in(r, preposition, words) &&
	       phrases_behind(&r->phrases, preposition + 1, end, &phrase) &&
	       reading_names_channel(r, phrase.head);
}

bool content_right(const struct reading *r, uint32_t verb, uint32_t end, unsigned frames,
		   struct token_range *content, uint32_t *cue_last)
{
	uint32_t from = verb + 1, opening, finite, limit;
	struct noun_phrase recipient;
	unsigned how;

	while (from < end && reading_class(r, from) == WORD_ADVERB && !reading_is(r, from, "not"))
		from++;
	if (from >= end)
		return false;
	opening = find_opening(r, from, end, frames, &how, &finite);
	if (how) {
		content->first = opening;
		content->last = how == CUE_QUOTE ? quotation_limit(r, opening, end) - 1
						 : content_limit(r, opening, end) - 1;
		return true;
	}
	if ((frames & CUE_RECIPIENT) && phrases_behind(&r->phrases, from, end, &recipient) &&
	    recipient.last + 1 < end && !reading_is_finite(r, recipient.last + 1))
		from = recipient.last + 1;
	if ((frames & CUE_INFINITIVE) && reading_class(r, from) == WORD_TO) {
		content->first = from;
		content->last = content_limit(r, from, end) - 1;
		return true;
	}
	if ((frames & CUE_CLAUSE) &&
	    (reading_begins_phrase(r, from) || reading_class(r, from) == WORD_PREPOSITION) &&
	    reading_verb(r, from, end) < end) {
		content->first = from;
		content->last = content_limit(r, from, end) - 1;
		return true;
	}
	if (frames & CUE_OBJECT_INFINITIVE) {
		for (uint32_t i = from; i + 1 < end && i - from < OBJECT_REACH; i++) {
			if (reading_class(r, i) == WORD_TO &&
			    reading_class(r, i + 1) == WORD_BASE && i > from) {
				content->first = from;
				content->last = content_limit(r, from, end) - 1;
				return true;
			}
			if (reading_is_finite(r, i) || reading_class(r, i) == WORD_COMMA)
				break;
		}
	}
	if ((frames & CUE_PREPOSITION) && is_preposition_frame(r, from) && from + 1 < end &&
	    !tells_channel(r, from, end)) {
		*cue_last = from;
		content->first = from + 1;
		content->last = content_object_limit(r, from + 1, end) - 1;
		return true;
	}
	if ((frames & CUE_OBJECT) && reading_begins_phrase(r, from)) {
		limit = content_object_limit(r, from, end);
		content->first = from;
		content->last = limit - 1;
		return limit > from;
	}
	return false;
}

bool content_is_border(const struct reading *r, uint32_t token)
{
	return reading_class(r, token) == WORD_COMMA || reading_closes(r, token) ||
	       (reading_class(r, token) == WORD_STOP &&
		(reading_is(r, token, "—") || reading_is(r, token, "–") ||
		 reading_is(r, token, "--")));
}

struct token_range content_left(const struct reading *r, uint32_t border)
{
	uint32_t first = phrases_begin(&r->phrases, border);

	if (reading_is_inside(r, border)) {
		const struct mark_span *span = &r->marks.spans[r->marks.span_of[border]];

		if (span->open < first || phrases_begin(&r->phrases, span->open) < first)
			first = span->open;
		else
			first = phrases_begin(&r->phrases, span->open);
	}
	if (reading_is_inside(r, first) && r->marks.spans[r->marks.span_of[first]].open < first)
		first = r->marks.spans[r->marks.span_of[first]].open;
	/* sentences that were not split */
	for (uint32_t i = first; i + 1 < border; i++)
		if (ends_sentence(r, i))
			first = i + 1;
	if (border == 0)
		return (struct token_range){ 1, 0 }; /* nothing stands before it */
	return (struct token_range){ first, reading_closes(r, border) ? border : border - 1 };
}

bool content_is_over(const struct reading *r, uint32_t verb, uint32_t end, unsigned frames)
{
	uint32_t from = verb + 1, opening, finite;
	unsigned how;

	if (from >= end || reading_class(r, from) == WORD_STOP ||
	    reading_class(r, from) == WORD_COMMA)
		return true;
	opening = find_opening(r, from, end, frames, &how, &finite);
	(void)opening;
	return !how;
}

bool content_is_inserted(const struct reading *r, uint32_t verb, uint32_t end)
{
	return verb + 2 < end && reading_class(r, verb + 1) == WORD_COMMA &&
	       reading_is_finite(r, verb + 2);
}

bool content_is_clause(const struct reading *r, uint32_t from, uint32_t end)
{
	if (from + 1 >= end || !(reading_begins_phrase(r, from) ||
				 (reading_is(r, from, "at") && reading_is(r, from + 1, "least"))))
		return false;
	return reading_verb(r, from, end) < end;
}

bool content_left_is_clause(const struct reading *r, uint32_t border)
{
	struct token_range left = content_left(r, border);

	for (uint32_t i = left.first; i <= left.last && i - left.first < CLAUSE_REACH; i++)
		if (reading_is_finite(r, i))
			return true;
	return false;
}

uint32_t content_participle_end(const struct reading *r, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i + 1 < end; i++) {
		bool is_comma = reading_class(r, i) == WORD_COMMA ||
				(reading_closes(r, i) && reading_class(r, i - 1) == WORD_COMMA);

		if (is_comma && reading_begins_phrase(r, i + 1) &&
		    reading_verb(r, i + 1, end) < end)
			return i;
	}
	return end;
}

bool content_opens_sentence(const struct reading *r, uint32_t group, uint32_t begin)
{
	if (group > begin && reading_class(r, group - 1) == WORD_PREPOSITION)
		group--;
	return group == begin || reading_class(r, group - 1) == WORD_STOP ||
	       reading_closes(r, group - 1);
}

bool content_opens_subordinate(const struct reading *r, uint32_t begin, uint32_t cue)
{
	static const char *const words[] = { "while",   "although", "though", "if",     "when",
					     "because", "since",    "after",  "before", "as",
					     "even",    "whereas",  "once",   "unless", NULL };

	for (uint32_t i = cue; i-- > begin && cue - i < CLAUSE_REACH;) {
		if (reading_class(r, i) == WORD_COMMA || reading_class(r, i) == WORD_STOP ||
		    reading_is_inside(r, i))
			return false;
		if (!reading_in(r, i, words))
			continue;
		/* no main clause before it */
		for (uint32_t k = begin; k < i; k++)
			if (reading_is_finite(r, k))
				return false;
		return true;
	}
	return false;
}
