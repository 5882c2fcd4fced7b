#include "quotes.h"

#include <stdlib.h>

#include "marks.h"
#include "phrases.h"

enum {
	CONTENT_REACH = 24, /* tokens between a cue and the mark or `that` that opens its content */
	OBJECT_REACH = 12,  /* tokens of the object before its infinitive: "urged the committee to" */
	LABEL_MAX = 5,      /* tokens of a name before a colon */
	CLAUSE_REACH = 80,  /* of a clause in which a verb is looked for */
	ANSWER_REACH = 14,  /* tokens between a closing mark and the cue that belongs to it */
};

#define NONE QUOTE_NO_TOKEN

/* A verb of these that stands behind "and" has a content of its own. */
#define NEXT_FRAMES (CUE_QUOTE | CUE_THAT | CUE_OBJECT_INFINITIVE | CUE_INFINITIVE)

struct range {
	uint32_t first, last;
};

/* Who speaks, and by what words we know. */
struct attribution {
	bool has_source;
	struct noun_phrase source;
	uint32_t cue_first, cue_last;
};

struct finder {
	const struct layers *layers;
	const struct cues *cues;
	struct phrases phrases;
	struct marks marks;
	uint32_t *owner; /* [T] number of the quotation that the token is content of; 0 = none */
	struct quote *quotes;
	size_t n_quotes, cap;
	uint32_t n_numbers;
	struct attribution *attributions; /* by number - 1 */
};

const char *quote_kind_name(enum quote_kind kind)
{
	static const char *const names[] = { "direct", "mixed", "indirect" };

	return names[kind];
}

static bool form_is(const struct finder *f, uint32_t token, const char *word)
{
	struct str form = f->layers->tokens[token].form;

	return form.len == strlen(word) && strncasecmp(form.at, word, form.len) == 0;
}

static bool form_in(const struct finder *f, uint32_t token, const char *const *words)
{
	for (; *words; words++)
		if (form_is(f, token, *words))
			return true;
	return false;
}

static enum word_class class_at(const struct finder *f, uint32_t token)
{
	return (enum word_class)f->phrases.classes[token];
}

static bool is_finite(const struct finder *f, uint32_t token)
{
	return class_at(f, token) == WORD_FINITE || class_at(f, token) == WORD_MODAL;
}

static bool is_inside(const struct finder *f, uint32_t token)
{
	return f->marks.span_of[token] != MARKS_NONE;
}

/* The span whose opening mark is here, or NULL. */
static const struct mark_span *opens_at(const struct finder *f, uint32_t token)
{
	const struct mark_span *span;

	if (!is_inside(f, token))
		return NULL;
	span = &f->marks.spans[f->marks.span_of[token]];
	return span->open == token ? span : NULL;
}

/* The span whose closing mark is here, or NULL. */
static const struct mark_span *closes_at(const struct finder *f, uint32_t token)
{
	const struct mark_span *span;

	if (!is_inside(f, token))
		return NULL;
	span = &f->marks.spans[f->marks.span_of[token]];
	return span->close == token && !span->is_unclosed ? span : NULL;
}

/* --- giving content to quotations ------------------------------------------------------------ */

/* Takes the tokens that are free out of [first, last]; false where none is left that is a word. */
static bool add_part(struct finder *f, uint32_t number, struct range range)
{
	bool has_word = false;

	while (range.first <= range.last && f->owner[range.first])
		range.first++;
	for (uint32_t i = range.first; i <= range.last; i++)
		if (f->owner[i])
			range.last = i - 1;
	/* what stands at the edges and is no word */
	while (range.first < range.last && (class_at(f, range.last) == WORD_STOP || class_at(f, range.last) == WORD_COMMA))
		range.last--;
	while (range.first < range.last && (class_at(f, range.first) == WORD_STOP || class_at(f, range.first) == WORD_COMMA))
		range.first++;
	for (uint32_t i = range.first; i <= range.last && range.last != NONE; i++)
		has_word |= class_at(f, i) != WORD_STOP && class_at(f, i) != WORD_COMMA && class_at(f, i) != WORD_MARK;
	if (!has_word)
		return false;
	for (uint32_t i = range.first; i <= range.last; i++)
		f->owner[i] = number;
	f->quotes[f->n_quotes++] = (struct quote){ .number = number, .first = range.first, .last = range.last };
	return true;
}

static uint32_t begin_quote(struct finder *f, const struct attribution *attribution)
{
	f->attributions[f->n_numbers] = *attribution;
	return ++f->n_numbers;
}

/* A new quotation of one part; 0 where nothing of the range is free. */
static uint32_t add_quote(struct finder *f, const struct attribution *attribution, struct range range)
{
	uint32_t number = begin_quote(f, attribution);

	if (add_part(f, number, range))
		return number;
	f->n_numbers--;
	return 0;
}

/* --- where content ends ------------------------------------------------------------------------ */

/* "…, adding that", "… and said": another cue of speech goes on with the same subject here. */
static bool next_cue_begins(const struct finder *f, uint32_t at, uint32_t end)
{
	bool is_comma = class_at(f, at) == WORD_COMMA ||
	                (closes_at(f, at) && class_at(f, at - 1) == WORD_COMMA);
	uint32_t i = at + 1;

	if (!is_comma && class_at(f, at) != WORD_JOINT)
		return false;
	if (is_comma && i < end && class_at(f, i) == WORD_JOINT)
		i++;
	while (i < end && class_at(f, i) == WORD_ADVERB)
		i++;
	if (i >= end || is_inside(f, i))
		return false;
	if (class_at(f, i) == WORD_GERUND && is_comma)
		return cues_frames(f->cues, f->layers->tokens[i].lemma) & (CUE_THAT | CUE_QUOTE);
	if (is_comma && i < end && class_at(f, i - 1) == WORD_JOINT) {
		/* "…, but she suspects that" */
		struct noun_phrase subject;

		if (phrases_behind(&f->phrases, i, end, &subject) && subject.last + 1 < end && is_finite(f, subject.last + 1) &&
		    (cues_frames(f->cues, f->layers->tokens[subject.last + 1].lemma) & CUE_THAT))
			return true;
	}
	return class_at(f, i) == WORD_FINITE && str_is(f->layers->tokens[i].xpos, "VBD") &&
	       cues_frames(f->cues, f->layers->tokens[i].lemma) & NEXT_FRAMES;
}

static bool is_according(const struct finder *f, uint32_t at, uint32_t end)
{
	return at + 1 < end && form_is(f, at, "according") && form_is(f, at + 1, "to");
}

/* A full stop, outside of marks, behind which a quotation begins. */
static bool ends_sentence(const struct finder *f, uint32_t at)
{
	return class_at(f, at) == WORD_STOP && !is_inside(f, at) && opens_at(f, at + 1) &&
	       (form_is(f, at, ".") || form_is(f, at, "?") || form_is(f, at, "!"));
}

/* Where content that begins at `from` ends at the latest: the token behind it. */
static uint32_t content_limit(const struct finder *f, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end; i++) {
		if (i > from && next_cue_begins(f, i, end))
			return closes_at(f, i) ? i + 1 : i;
		if (is_inside(f, i))
			continue;
		/* a sentence that was not split */
		if (i > from && i + 1 < end && ends_sentence(f, i))
			return i;
		if (i > from && class_at(f, i) == WORD_COMMA && is_according(f, i + 1, end))
			return i;
	}
	/* a quotation that runs on over the end of the sentence */
	if (end > from && is_inside(f, end - 1)) {
		const struct mark_span *span = &f->marks.spans[f->marks.span_of[end - 1]];
		uint32_t close = span->close + !span->is_unclosed;

		if (close > end)
			return close;
	}
	return end;
}

/* An object ends earlier: at a comma that is followed by no noun of a list, or at "after", "when" … */
static uint32_t object_limit(const struct finder *f, uint32_t from, uint32_t end)
{
	static const char *const ends[] = { "after", "before", "when", "while", "because", "since", "until", "during", "but", NULL };
	uint32_t limit = content_limit(f, from, end);

	for (uint32_t i = from + 1; i < limit; i++) {
		if (is_inside(f, i))
			continue;
		if (class_at(f, i) == WORD_COMMA || form_in(f, i, ends))
			return i;
		if (class_at(f, i) == WORD_JOINT && i + 1 < limit && is_finite(f, i + 1))
			return i;
	}
	return limit;
}

/* --- content to the right of a cue ------------------------------------------------------------ */

static bool begins_phrase(const struct finder *f, uint32_t token)
{
	switch (class_at(f, token)) {
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

static bool asks(const struct finder *f, uint32_t token)
{
	static const char *const words[] = { "whether", "if", "how", "why", "what", "who", "where", "when", "which", NULL };

	return form_in(f, token, words);
}

/* `…: "It is over," he said`: the quotation has an attribution of its own behind it. */
static bool is_answered(const struct finder *f, const struct mark_span *span, uint32_t end)
{
	return !span->is_unclosed && span->first < span->close && class_at(f, span->last) == WORD_COMMA &&
	       span->close + 1 < end && (begins_phrase(f, span->close + 1) || is_finite(f, span->close + 1));
}

/*
 * The mark, colon, `that` or question word behind the cue that opens its content. *how gets the frame;
 * 0 where there is none before the next finite verb (which *verb then holds, else `end`).
 */
static uint32_t find_opening(const struct finder *f, uint32_t from, uint32_t end, unsigned frames,
                             unsigned *how, uint32_t *verb)
{
	*how = 0;
	*verb = end;
	for (uint32_t i = from; i < end && i - from < CONTENT_REACH; i++) {
		const struct mark_span *span = opens_at(f, i);

		if (span && (frames & CUE_QUOTE)) {
			enum word_class before = class_at(f, i - 1);

			if ((i == from || before == WORD_COMMA || form_is(f, i - 1, ":")) && !is_answered(f, span, end)) {
				*how = CUE_QUOTE;
				return i;
			}
		}
		if (is_inside(f, i)) {
			i = f->marks.spans[f->marks.span_of[i]].close;
			continue;
		}
		if (form_is(f, i, ":") && i + 1 < end && (frames & CUE_QUOTE)) {
			*how = CUE_QUOTE;
			return i + 1;
		}
		if (form_is(f, i, "that") && i + 1 < end && class_at(f, i) != WORD_PRONOUN && (frames & CUE_THAT) &&
		    (class_at(f, i) == WORD_PREPOSITION || i == from)) {
			*how = CUE_THAT;
			return i + 1;
		}
		if (asks(f, i) && (frames & CUE_QUESTION)) {
			*how = CUE_QUESTION;
			return i;
		}
		if (class_at(f, i) == WORD_STOP)
			break;
		if (is_finite(f, i)) {
			*verb = i;
			break;
		}
	}
	return from;
}

/* The finite verb of a clause that begins at `from`, or `end`. */
static uint32_t find_verb(const struct finder *f, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end && i - from < CONTENT_REACH; i++) {
		if (is_finite(f, i))
			return i;
		if (class_at(f, i) == WORD_STOP)
			break;
	}
	return end;
}

static bool is_preposition_frame(const struct finder *f, uint32_t token)
{
	static const char *const words[] = { "for", "of", "on", "about", "to", "at", "against", "as", "with", "in", "upon", "over", "into", NULL };

	return form_in(f, token, words);
}

/*
 * The content to the right of a cue whose verb group ends at `verb`. *cue_last moves over a preposition
 * that belongs to the cue.
 */
static bool content_right(const struct finder *f, uint32_t verb, uint32_t end, unsigned frames,
                          struct range *content, uint32_t *cue_last)
{
	uint32_t from = verb + 1, opening, finite, limit;
	struct noun_phrase recipient;
	unsigned how;

	while (from < end && class_at(f, from) == WORD_ADVERB && !form_is(f, from, "not"))
		from++;
	if (from >= end)
		return false;
	opening = find_opening(f, from, end, frames, &how, &finite);
	if (how) {
		content->first = opening;
		content->last = content_limit(f, opening, end) - 1;
		return true;
	}
	if ((frames & CUE_RECIPIENT) && phrases_behind(&f->phrases, from, end, &recipient) && recipient.last + 1 < end &&
	    !is_finite(f, recipient.last + 1))
		from = recipient.last + 1;
	if ((frames & CUE_INFINITIVE) && class_at(f, from) == WORD_TO) {
		content->first = from;
		content->last = content_limit(f, from, end) - 1;
		return true;
	}
	if ((frames & CUE_CLAUSE) && (begins_phrase(f, from) || class_at(f, from) == WORD_PREPOSITION) &&
	    find_verb(f, from, end) < end) {
		content->first = from;
		content->last = content_limit(f, from, end) - 1;
		return true;
	}
	if (frames & CUE_OBJECT_INFINITIVE) {
		for (uint32_t i = from; i + 1 < end && i - from < OBJECT_REACH; i++) {
			if (class_at(f, i) == WORD_TO && class_at(f, i + 1) == WORD_BASE && i > from) {
				content->first = from;
				content->last = content_limit(f, from, end) - 1;
				return true;
			}
			if (is_finite(f, i) || class_at(f, i) == WORD_COMMA)
				break;
		}
	}
	if ((frames & CUE_PREPOSITION) && is_preposition_frame(f, from) && from + 1 < end) {
		*cue_last = from;
		content->first = from + 1;
		content->last = object_limit(f, from + 1, end) - 1;
		return true;
	}
	if ((frames & CUE_OBJECT) && begins_phrase(f, from)) {
		limit = object_limit(f, from, end);
		content->first = from;
		content->last = limit - 1;
		return limit > from;
	}
	return false;
}

/* --- content to the left of a cue -------------------------------------------------------------- */

/* What a source and its cue lean on from behind: a comma, or a closing mark. */
static bool is_border(const struct finder *f, uint32_t token)
{
	return class_at(f, token) == WORD_COMMA || closes_at(f, token) ||
	       (class_at(f, token) == WORD_STOP && (form_is(f, token, "—") || form_is(f, token, "–") || form_is(f, token, "--")));
}

/*
 * The content of `…, he said`: from the begin of the sentence, or of the quotation that lies before, to
 * the border.
 */
static struct range content_left(const struct finder *f, uint32_t border)
{
	uint32_t first = phrases_begin(&f->phrases, border);

	if (is_inside(f, border)) {
		const struct mark_span *span = &f->marks.spans[f->marks.span_of[border]];

		if (span->open < first || phrases_begin(&f->phrases, span->open) < first)
			first = span->open;
		else
			first = phrases_begin(&f->phrases, span->open);
	}
	if (is_inside(f, first) && f->marks.spans[f->marks.span_of[first]].open < first)
		first = f->marks.spans[f->marks.span_of[first]].open;
	/* sentences that were not split */
	for (uint32_t i = first; i + 1 < border; i++)
		if (ends_sentence(f, i))
			first = i + 1;
	return (struct range){ first, closes_at(f, border) ? border : border - 1 };
}

/* Nothing, or only circumstances, stand behind the cue: `…, he said in an interview.` */
static bool has_no_content_behind(const struct finder *f, uint32_t verb, uint32_t end, unsigned frames)
{
	uint32_t from = verb + 1, opening, finite;
	unsigned how;

	if (from >= end || class_at(f, from) == WORD_STOP || class_at(f, from) == WORD_COMMA)
		return true;
	opening = find_opening(f, from, end, frames, &how, &finite);
	(void)opening;
	return !how;
}

/* "The wall, an engineer warned, could fall": the sentence goes on with its verb behind the cue. */
static bool is_inserted(const struct finder *f, uint32_t verb, uint32_t end)
{
	return verb + 2 < end && class_at(f, verb + 1) == WORD_COMMA && is_finite(f, verb + 2);
}

/* "said he would", "said at least six planes had" */
static bool clause_behind(const struct finder *f, uint32_t from, uint32_t end)
{
	if (from + 1 >= end || !(begins_phrase(f, from) || (form_is(f, from, "at") && form_is(f, from + 1, "least"))))
		return false;
	return find_verb(f, from, end) < end;
}

/*
 * A second part in the same sentence: `"A," he said, "B."`, and without marks, where the attribution
 * is put in between commas: `The trouble, he said, is that …`
 */
static void add_rest(struct finder *f, uint32_t number, uint32_t from, uint32_t end, bool is_plain)
{
	if (is_plain && from + 1 < end && class_at(f, from) == WORD_COMMA) {
		enum word_class next = class_at(f, from + 1);

		if (next != WORD_GERUND && next != WORD_WH && next != WORD_MARK && next != WORD_PARTICIPLE) {
			add_part(f, number, (struct range){ from + 1, content_limit(f, from + 1, end) - 1 });
			return;
		}
	}
	for (uint32_t i = from; i < end; i++) {
		const struct mark_span *span = opens_at(f, i);

		if (span && !f->owner[i] && (class_at(f, i - 1) == WORD_COMMA || class_at(f, i - 1) == WORD_STOP)) {
			uint32_t last = span->close - span->is_unclosed;

			add_part(f, number, (struct range){ i, content_limit(f, i, end) - 1 > last ? content_limit(f, i, end) - 1 : last });
			return;
		}
	}
}

/* --- cues ------------------------------------------------------------------------------------- */

static bool is_verb(const struct finder *f, uint32_t token)
{
	switch (class_at(f, token)) {
	case WORD_FINITE:
	case WORD_BASE:
	case WORD_GERUND:
	case WORD_PARTICIPLE:
		return true;
	default:
		return false;
	}
}

/* "said Mr. Smith": the source behind the verb; what follows it is no verb of its own. */
static bool source_behind(const struct finder *f, uint32_t verb, uint32_t end, unsigned frames,
                          struct noun_phrase *source)
{
	if (verb + 1 >= end || class_at(f, verb) != WORD_FINITE || form_is(f, verb + 1, "that") ||
	    ((frames & CUE_RECIPIENT) && !closes_at(f, verb - 1)))
		return false;
	if (!phrases_behind(&f->phrases, verb + 1, end, source))
		return false;
	for (uint32_t i = source->last + 1; i < end && i < source->last + 4; i++) {
		if (is_finite(f, i))
			return false;
		if (class_at(f, i) != WORD_ADVERB)
			break;
	}
	return true;
}

/* What stands to the left of the border has a verb: it can be somebody's words. */
static bool left_is_clause(const struct finder *f, uint32_t border)
{
	struct range left = content_left(f, border);

	for (uint32_t i = left.first; i <= left.last && i - left.first < CLAUSE_REACH; i++)
		if (is_finite(f, i))
			return true;
	return false;
}

/* The comma behind which the main clause begins, after a participle that opens the sentence. */
static uint32_t participle_end(const struct finder *f, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i + 1 < end; i++) {
		bool is_comma = class_at(f, i) == WORD_COMMA || (closes_at(f, i) && class_at(f, i - 1) == WORD_COMMA);

		if (is_comma && begins_phrase(f, i + 1) && find_verb(f, i + 1, end) < end)
			return i;
	}
	return end;
}

/* The verb is the first word, or the second behind a preposition: "In asking for …". */
static bool opens_sentence(const struct finder *f, uint32_t group, uint32_t begin)
{
	if (group > begin && class_at(f, group - 1) == WORD_PREPOSITION)
		group--;
	return group == begin || class_at(f, group - 1) == WORD_STOP || closes_at(f, group - 1);
}

/* "While the party says it is ready, …": the cue stands in a clause that comes before the main one. */
static bool opens_subordinate(const struct finder *f, uint32_t begin, uint32_t cue)
{
	static const char *const words[] = { "while", "although", "though", "if", "when", "because", "since", "after",
	                                     "before", "as", "even", "whereas", "once", "unless", NULL };

	for (uint32_t i = cue; i-- > begin && cue - i < CLAUSE_REACH;) {
		if (class_at(f, i) == WORD_COMMA || class_at(f, i) == WORD_STOP || is_inside(f, i))
			return false;
		if (!form_in(f, i, words))
			continue;
		/* no main clause before it */
		for (uint32_t k = begin; k < i; k++)
			if (is_finite(f, k))
				return false;
		return true;
	}
	return false;
}

/* "The shift seems stark": nobody says it, the content is the subject and what is said of it. */
static uint32_t try_impression(struct finder *f, uint32_t verb, uint32_t group, uint32_t begin, uint32_t end)
{
	struct attribution attribution = { .cue_first = group, .cue_last = verb };
	struct noun_phrase subject;
	uint32_t from = verb + 1, number;

	while (from < end && form_is(f, from, "that"))
		from++;
	if (from >= end)
		return 0;
	number = add_quote(f, &attribution, (struct range){ from, object_limit(f, from, end) - 1 });
	if (number && phrases_subject(&f->phrases, group, begin, &subject) && subject.last < group &&
	    class_at(f, subject.head) != WORD_WH && !form_is(f, subject.head, "it"))
		add_part(f, number, (struct range){ subject.first, subject.last });
	return number;
}

static uint32_t try_verb(struct finder *f, uint32_t verb)
{
	uint32_t begin = phrases_begin(&f->phrases, verb), end = phrases_end(&f->phrases, verb);
	unsigned frames = cues_frames(f->cues, f->layers->tokens[verb].lemma);
	static const char *const condition[] = { "when", "if", "whenever", "once", "as", NULL }; /* "when asked" */
	struct attribution attribution = { .cue_last = verb };
	struct range content;
	uint32_t group, before, number;
	bool is_passive;

	if (!frames || !is_verb(f, verb))
		return 0;
	group = phrases_group(&f->phrases, verb, begin);
	is_passive = phrases_is_passive(&f->phrases, group, verb) ||
	             (group > begin && class_at(f, verb) == WORD_PARTICIPLE && form_in(f, group - 1, condition));
	attribution.cue_first = group;
	if (frames & CUE_NOBODY)
		return try_impression(f, verb, group, begin, end);

	/* `"…," said X` */
	if (group > 0 && group == verb && (frames & CUE_QUOTE) && is_border(f, group - 1) && !f->owner[group - 1] &&
	    f->layers->sentences[f->phrases.sentence_of[group - 1]].par == f->layers->sentences[f->phrases.sentence_of[verb]].par &&
	    source_behind(f, verb, end, frames, &attribution.source) &&
	    (closes_at(f, group - 1) || left_is_clause(f, group - 1))) {
		attribution.has_source = true;
		number = add_quote(f, &attribution, content_left(f, group - 1));
		if (number) {
			add_rest(f, number, attribution.source.last + 1, end, !closes_at(f, group - 1));
			return number;
		}
	}
	if (is_passive || (class_at(f, verb) == WORD_PARTICIPLE && group == verb && verb + 1 < end && form_is(f, verb + 1, "by"))) {
		for (uint32_t i = verb + 1; i + 1 < end && i < verb + 4; i++)
			if (form_is(f, i, "by"))
				attribution.has_source = phrases_behind(&f->phrases, i + 1, end, &attribution.source);
	} else {
		attribution.has_source = phrases_subject(&f->phrases, group, begin, &attribution.source);
	}
	/* `"…," X said` */
	before = attribution.has_source && attribution.source.first < group ? attribution.source.first : group;
	if ((frames & CUE_QUOTE) && before > 0 && is_border(f, before - 1) && !f->owner[before - 1] && !is_passive &&
	    group - before < ANSWER_REACH &&
	    (closes_at(f, before - 1) || before > begin) &&
	    (closes_at(f, before - 1) ? !form_is(f, before - 2, ".") || before > begin : true) &&
	    (closes_at(f, before - 1) ||
	     is_inserted(f, verb, end) ||
	     ((frames & (CUE_THAT | CUE_CLAUSE)) && has_no_content_behind(f, verb, end, frames & ~(unsigned)CUE_CLAUSE) && left_is_clause(f, before - 1) &&
	      !(attribution.has_source && class_at(f, attribution.source.first) == WORD_WH)))) {
		bool is_clause_behind = !closes_at(f, before - 1) && (frames & CUE_CLAUSE) && clause_behind(f, verb + 1, end);

		if (!is_clause_behind && (number = add_quote(f, &attribution, content_left(f, before - 1)))) {
			add_rest(f, number, verb + 1, end, !closes_at(f, before - 1));
			return number;
		}
	}
	if (is_passive && !(frames & (CUE_THAT | CUE_INFINITIVE | CUE_QUESTION)))
		return 0;
	if (opens_sentence(f, group, begin) && (group == verb) && (class_at(f, verb) == WORD_FINITE || class_at(f, verb) == WORD_PARTICIPLE || class_at(f, verb) == WORD_GERUND)) {
		/* "Asked whether he would go, Mr. Smith said": ends where the main clause begins */
		uint32_t limit = participle_end(f, verb + 1, end);

		if (class_at(f, verb) == WORD_GERUND && limit + 1 < end)
			attribution.has_source = phrases_behind(&f->phrases, limit + 1, end, &attribution.source);
		end = limit;
	} else if (opens_subordinate(f, begin, group)) {
		end = participle_end(f, verb + 1, end);
	}
	if (!content_right(f, verb, end, frames, &content, &attribution.cue_last))
		return 0;
	return add_quote(f, &attribution, content);
}

/* "according to X": before or behind the content. */
static uint32_t try_according(struct finder *f, uint32_t at)
{
	uint32_t begin = phrases_begin(&f->phrases, at), end = phrases_end(&f->phrases, at), number, i;
	struct attribution attribution = { .cue_first = at, .cue_last = at + 1 };

	if (!is_according(f, at, end) || !phrases_behind(&f->phrases, at + 2, end, &attribution.source))
		return 0;
	attribution.has_source = true;
	if (at == begin || (class_at(f, at - 1) == WORD_JOINT && at - 1 == begin)) {
		for (i = attribution.source.last + 1; i < end && class_at(f, i) != WORD_COMMA; i++)
			continue;
		/* over an apposition: "According to Sergei Lavrov, the foreign minister, …" */
		for (uint32_t k = i + 1; k < end && k < i + OBJECT_REACH; k++) {
			if (is_finite(f, k))
				break;
			if (class_at(f, k) == WORD_COMMA) {
				i = k;
				break;
			}
		}
		return i + 1 < end ? add_quote(f, &attribution, (struct range){ i + 1, content_limit(f, i + 1, end) - 1 }) : 0;
	}
	if (at == begin || !(number = add_quote(f, &attribution, content_left(f, is_border(f, at - 1) ? at - 1 : at))))
		return 0;
	add_rest(f, number, attribution.source.last + 1, end, true);
	return number;
}

/* --- quotations whose verb is no known cue --------------------------------------------------------- */

/* `"…," the editorial read.`, `"…," quipped Smith`: the comma inside the marks calls for an attribution. */
static bool attribution_behind(const struct finder *f, const struct mark_span *span, struct attribution *out)
{
	uint32_t at = span->close + 1, end, verb;

	if (class_at(f, span->last) != WORD_COMMA || at >= f->layers->n_tokens ||
	    f->phrases.sentence_of[at] != f->phrases.sentence_of[span->close])
		return false;
	end = phrases_end(&f->phrases, at);
	out->has_source = true;
	if (class_at(f, at) == WORD_FINITE && phrases_behind(&f->phrases, at + 1, end, &out->source)) {
		out->cue_first = out->cue_last = at;
		return true;
	}
	if (!begins_phrase(f, at))
		return false;
	for (verb = at + 1; verb < end && verb - at < ANSWER_REACH && !is_finite(f, verb); verb++)
		continue;
	if (verb < end && is_finite(f, verb)) {
		out->cue_first = out->cue_last = verb;
		return phrases_subject(&f->phrases, phrases_group(&f->phrases, verb, at), at, &out->source) &&
		       out->source.first == at;
	}
	/* "Smith notes.": a verb that was taken for a noun */
	if (!phrases_behind(&f->phrases, at, end, &out->source) || out->source.last == at ||
	    !cues_frames(f->cues, f->layers->tokens[out->source.last].lemma))
		return false;
	out->cue_first = out->cue_last = out->source.last--;
	out->source.head = out->source.last;
	return true;
}

/* `Joel sings, "…"`, `as Ridge put it: "…"`: the nearest verb before the comma or colon. */
static bool attribution_before(const struct finder *f, const struct mark_span *span, struct attribution *out)
{
	uint32_t begin = phrases_begin(&f->phrases, span->open), verb;

	if (span->open < begin + 2 || span->last < span->first + 1 ||
	    (class_at(f, span->open - 1) != WORD_COMMA && !form_is(f, span->open - 1, ":")) ||
	    class_at(f, span->last) != WORD_STOP)
		return false;
	for (verb = span->open - 2; verb > begin && span->open - verb < CONTENT_REACH; verb--) {
		if (is_inside(f, verb) || class_at(f, verb) == WORD_STOP)
			return false;
		if (class_at(f, verb) == WORD_FINITE || class_at(f, verb) == WORD_GERUND)
			break;
	}
	if (class_at(f, verb) != WORD_FINITE && class_at(f, verb) != WORD_GERUND)
		return false;
	out->cue_first = phrases_group(&f->phrases, verb, begin);
	out->cue_last = verb;
	out->has_source = phrases_subject(&f->phrases, out->cue_first, begin, &out->source);
	return out->has_source;
}

static void attribute_rest(struct finder *f)
{
	for (size_t s = 0; s < f->marks.n_spans; s++) {
		const struct mark_span *span = &f->marks.spans[s];
		struct attribution attribution = { 0 };
		uint32_t number;

		if (f->owner[span->open] || span->first > span->last || f->owner[span->first])
			continue;
		if (!span->is_unclosed && attribution_behind(f, span, &attribution)) {
			number = add_quote(f, &attribution, content_left(f, span->close));
			if (number)
				add_rest(f, number, attribution.cue_last + 1, phrases_end(&f->phrases, attribution.cue_last), false);
		} else if (attribution_before(f, span, &attribution)) {
			add_quote(f, &attribution, (struct range){ span->open, span->close - span->is_unclosed });
		}
	}
}

/* --- quoted sentences without a cue ------------------------------------------------------------ */

/* Whether the span is all of its paragraph. */
static bool fills_paragraph(const struct finder *f, const struct mark_span *span)
{
	const struct layers *layers = f->layers;
	uint32_t first = f->phrases.sentence_of[span->open], last = f->phrases.sentence_of[span->close - 1];

	return layers->sentences[first].first_token == span->open &&
	       (first == 0 || layers->sentences[first - 1].par != layers->sentences[first].par) &&
	       (last + 1 == layers->n_sentences || layers->sentences[last + 1].par != layers->sentences[last].par) &&
	       span->close + 2 >= layers->sentences[last].first_token + layers->sentences[last].n_tokens;
}

/*
 * Quoted sentences go on with the quotation that was met last in their paragraph; a paragraph that goes
 * on with an unclosed quotation, or is all in marks, with that of the paragraph before.
 */
static void continue_quotes(struct finder *f)
{
	uint32_t paragraph = 0, last = 0; /* the number of the quotation last met in the paragraph */
	uint32_t before = 0;              /* and in the one right before it */
	uint32_t unclosed = 0;

	for (size_t s = 0; s < f->marks.n_spans; s++) {
		const struct mark_span *span = &f->marks.spans[s];
		uint32_t owner = f->owner[span->open], end = span->close + !span->is_unclosed;

		if (span->paragraph != paragraph) {
			before = span->paragraph == paragraph + 1 ? last : 0;
			last = 0;
			paragraph = span->paragraph;
		}
		if (!owner && span->first < end)
			owner = f->owner[span->first];
		if (!owner && span->goes_on && unclosed) {
			owner = unclosed;
			add_part(f, owner, (struct range){ span->open, end - 1 });
		} else if (!owner && before && !last && fills_paragraph(f, span)) {
			owner = before;
			add_part(f, owner, (struct range){ span->open, end - 1 });
		} else if (!owner && last && phrases_begin(&f->phrases, span->open) == span->open) {
			/* whole sentences only */
			uint32_t sentence_end = phrases_end(&f->phrases, end - 1);

			if (end == sentence_end || class_at(f, end) == WORD_STOP)
				add_part(f, owner = last, (struct range){ span->open, end - 1 });
		}
		if (owner)
			last = owner;
		unclosed = span->is_unclosed ? owner : 0;
	}
}

/* --- headlines and speakers before a colon ----------------------------------------------------------------------------------- */

static bool is_title(const struct finder *f, uint32_t sentence)
{
	const struct layers *layers = f->layers;
	const struct sentence *s = &layers->sentences[sentence];

	if (s->paragraph != LAYERS_NONE && str_is(layers->paragraphs[s->paragraph].kind, "title"))
		return true;
	/* the first paragraph, where it is a sentence of its own */
	return sentence == 0 && (layers->n_sentences == 1 || layers->sentences[1].par != s->par);
}

/* `Smith: …`, `Q: …` at the begin of a paragraph: a name in capitals, or a letter or two. */
static bool is_speaker_label(const struct finder *f, uint32_t sentence, uint32_t colon)
{
	const struct sentence *s = &f->layers->sentences[sentence];

	if (sentence > 0 && f->layers->sentences[sentence - 1].par == s->par)
		return false;
	for (uint32_t i = s->first_token; i < colon; i++) {
		const struct token *token = &f->layers->tokens[i];
		bool is_name = str_starts(token->xpos, "NNP") || (token->form.len == 1 && token->form.at[0] >= 'A' && token->form.at[0] <= 'Z');

		if (!is_name)
			return false;
	}
	return colon - s->first_token <= LABEL_MAX;
}

/* "Lavrov: arms deal is done" */
static void try_colon(struct finder *f, uint32_t sentence)
{
	const struct sentence *s = &f->layers->sentences[sentence];
	uint32_t end = s->first_token + s->n_tokens;
	bool is_headline = is_title(f, sentence);
	struct attribution attribution = { .has_source = true };

	for (uint32_t i = s->first_token + 1; i + 1 < end; i++) {
		if (!form_is(f, i, ":") || is_inside(f, i))
			continue;
		if (!is_headline && !is_speaker_label(f, sentence, i))
			return;
		attribution.cue_first = attribution.cue_last = i;
		if (!phrases_before(&f->phrases, i - 1, s->first_token, &attribution.source) ||
		    attribution.source.first != s->first_token)
			attribution.source = (struct noun_phrase){ s->first_token, i - 1, i - 1 };
		if (i - s->first_token <= LABEL_MAX || attribution.source.head < i - 1)
			add_quote(f, &attribution, (struct range){ i + 1, end - 1 });
		return;
	}
}

/* --- all together -------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct quote *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

/* The kind of each quotation, over all its parts, and what its attribution says. */
static void finish(struct finder *f, struct arena *arena)
{
	size_t *n_inside = arena_zeroed(arena, (f->n_numbers + 1) * sizeof *n_inside);
	size_t *n_words = arena_zeroed(arena, (f->n_numbers + 1) * sizeof *n_words);
	uint32_t *renumbered = arena_zeroed(arena, (f->n_numbers + 1) * sizeof *renumbered);
	uint32_t n = 0;

	for (size_t i = 0; i < f->n_quotes; i++)
		for (uint32_t t = f->quotes[i].first; t <= f->quotes[i].last; t++) {
			enum word_class c = class_at(f, t);

			if (c == WORD_STOP || c == WORD_COMMA || c == WORD_MARK)
				continue;
			n_words[f->quotes[i].number]++;
			n_inside[f->quotes[i].number] += is_inside(f, t);
		}
	qsort(f->quotes, f->n_quotes, sizeof *f->quotes, by_place);
	for (size_t i = 0; i < f->n_quotes; i++) {
		struct quote *quote = &f->quotes[i];
		const struct attribution *a = &f->attributions[quote->number - 1];
		uint32_t number = quote->number;

		quote->kind = n_inside[number] == 0                ? QUOTE_INDIRECT :
		              n_inside[number] == n_words[number] ? QUOTE_DIRECT :
		                                                    QUOTE_MIXED;
		quote->cue_first = a->cue_first;
		quote->cue_last = a->cue_last;
		quote->source_first = a->has_source ? a->source.first : NONE;
		quote->source_last = a->has_source ? a->source.last : NONE;
		quote->source_head = a->has_source ? a->source.head : NONE;
		if (!renumbered[number])
			renumbered[number] = ++n;
		quote->number = renumbered[number];
	}
}

size_t quotes_find(const struct layers *layers, const struct cues *cues, struct arena *arena,
                   struct quote **quotes)
{
	size_t T = layers->n_tokens;
	struct finder f = { .layers = layers, .cues = cues };

	phrases_prepare(layers, arena, &f.phrases);
	marks_pair(layers, arena, &f.marks);
	f.owner = arena_zeroed(arena, T * sizeof *f.owner);
	f.quotes = arena_array(arena, struct quote, T);
	f.attributions = arena_array(arena, struct attribution, T);

	for (uint32_t s = 0; s < layers->n_sentences; s++) {
		uint32_t first = layers->sentences[s].first_token, end = first + layers->sentences[s].n_tokens;

		try_colon(&f, s);
		for (uint32_t i = first; i < end; i++)
			if (!is_inside(&f, i) && !f.owner[i] && !try_according(&f, i))
				try_verb(&f, i);
	}
	attribute_rest(&f);
	continue_quotes(&f);
	finish(&f, arena);
	*quotes = f.quotes;
	return f.n_quotes;
}
