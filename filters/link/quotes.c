/*
 * Attribution by patterns, in the order that earns most (compare O'Keefe, Pareti, Curran, Koprinska
 * and Honnibal, "A Sequence Labelling Approach to Quote Attribution", 2012; the task and its spans
 * are those of Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News",
 * 2018):
 *
 *      marks, cues -> content (left or right of the cue), source -> parts under one number
 *
 * `owner` holds for each token the quotation that it is content of, so every token goes to one only
 * and cues inside of content are passed over.
 */
#include "quotes.h"

#include <stdlib.h>

#include "contents.h"

enum {
	LABEL_MAX = 5,       /* tokens of a name before a colon */
	APPOSITION_MAX = 12, /* tokens of what is said of a name behind "according to" */
	ANSWER_REACH = 14,   /* tokens between a closing mark and the cue that belongs to it */
	BY_REACH = 4,        /* tokens behind a passive in which "by" is looked for */
	LEAD_REACH = 24,     /* tokens between a verb and the mark of what it leads to */
};

#define NONE QUOTE_NO_TOKEN

/* Who speaks, and by what words we know. */
struct attribution {
	bool has_source;
	struct noun_phrase source;
	uint32_t cue_first, cue_last;
};

struct finder {
	struct reading text;
	uint32_t *owner; /* [T] number of the quotation that the token is content of; 0 = none */
	struct quote *quotes;
	size_t n_quotes, cap_quotes;
	struct attribution *attributions; /* by number - 1 */
	size_t n_numbers, cap_numbers;
	struct arena *arena;
};

const char *quote_kind_name(enum quote_kind kind)
{
	static const char *const names[] = { "direct", "mixed", "indirect" };

	return names[kind];
}

/* --- giving content to quotations ------------------------------------------------------------ */

/* Room for one more: the array doubles in the arena. */
static void *grown(struct arena *arena, void *items, size_t n, size_t *cap, size_t size)
{
	void *larger;

	if (n < *cap)
		return items;
	larger = arena_items(arena, *cap ? 2 * *cap : 64, size);
	if (n)
		memcpy(larger, items, n * size);
	*cap = *cap ? 2 * *cap : 64;
	return larger;
}

static bool is_stop(const struct finder *f, uint32_t token)
{
	return reading_class(&f->text, token) == WORD_STOP ||
	       reading_class(&f->text, token) == WORD_COMMA;
}

/* Takes the tokens that are free out of [first, last]; false where none is left that is a word. */
static bool add_part(struct finder *f, uint32_t number, struct token_range range)
{
	bool has_word = false;

	while (range.first <= range.last && f->owner[range.first])
		range.first++;
	for (uint32_t i = range.first; i <= range.last; i++)
		if (f->owner[i])
			range.last = i - 1;
	/* what stands at the edges and is no word */
	while (range.first < range.last && is_stop(f, range.last))
		range.last--;
	while (range.first < range.last && is_stop(f, range.first))
		range.first++;
	for (uint32_t i = range.first; i <= range.last; i++)
		has_word |= !is_stop(f, i) && reading_class(&f->text, i) != WORD_MARK;
	if (!has_word)
		return false;
	for (uint32_t i = range.first; i <= range.last; i++)
		f->owner[i] = number;
	f->quotes = grown(f->arena, f->quotes, f->n_quotes, &f->cap_quotes, sizeof *f->quotes);
	f->quotes[f->n_quotes++] =
		(struct quote){ .number = number, .first = range.first, .last = range.last };
	return true;
}

static uint32_t begin_quote(struct finder *f, const struct attribution *attribution)
{
	f->attributions = grown(f->arena, f->attributions, f->n_numbers, &f->cap_numbers,
				sizeof *f->attributions);
	f->attributions[f->n_numbers] = *attribution;
	return (uint32_t)++f->n_numbers;
}

/* A new quotation of one part; 0 where nothing of the range is free. */
static uint32_t add_quote(struct finder *f, const struct attribution *attribution,
			  struct token_range range)
{
	uint32_t number = begin_quote(f, attribution);

	if (add_part(f, number, range))
		return number;
	f->n_numbers--;
	return 0;
}

/* --- a second part ------------------------------------------------------------------------ */

/*
 * A second part in the same sentence: `"A," he said, "B."`, and without marks, where the
 * attribution is put in between commas: `The trouble, he said, is that …`
 */
static void add_rest(struct finder *f, uint32_t number, uint32_t from, uint32_t end, bool is_plain)
{
	if (is_plain && from + 1 < end && reading_class(&f->text, from) == WORD_COMMA) {
		enum word_class next = reading_class(&f->text, from + 1);

		if (next != WORD_GERUND && next != WORD_WH && next != WORD_MARK &&
		    next != WORD_PARTICIPLE) {
			add_part(f, number,
				 (struct token_range){
					 from + 1, content_limit(&f->text, from + 1, end) - 1 });
			return;
		}
	}
	for (uint32_t i = from; i < end; i++) {
		const struct mark_span *span = reading_opens(&f->text, i);

		if (span && !f->owner[i] &&
		    (reading_class(&f->text, i - 1) == WORD_COMMA ||
		     reading_class(&f->text, i - 1) == WORD_STOP)) {
			uint32_t last = span->close - span->is_unclosed;

			add_part(f, number,
				 (struct token_range){ i,
						       content_limit(&f->text, i, end) - 1 > last
							       ? content_limit(&f->text, i, end) - 1
							       : last });
			return;
		}
	}
}

/* --- cues ------------------------------------------------------------------------------------- */

static bool is_verb(const struct finder *f, uint32_t token)
{
	switch (reading_class(&f->text, token)) {
	case WORD_FINITE:
	case WORD_BASE:
	case WORD_GERUND:
	case WORD_PARTICIPLE:
		return true;
	default:
		return false;
	}
}

/* "his continued journey": a participle between a determiner and a noun. */
static bool modifies(const struct finder *f, uint32_t verb, uint32_t begin, uint32_t end)
{
	return reading_class(&f->text, verb) != WORD_FINITE && verb > begin && verb + 1 < end &&
	       reading_class(&f->text, verb - 1) == WORD_DETERMINER &&
	       reading_class(&f->text, verb + 1) == WORD_NOUN;
}

/* "said Mr. Smith": the source behind the verb; what follows it is no verb of its own. */
static bool source_behind(const struct finder *f, uint32_t verb, uint32_t end, unsigned frames,
			  struct noun_phrase *source)
{
	if (verb + 1 >= end || reading_class(&f->text, verb) != WORD_FINITE ||
	    reading_is(&f->text, verb + 1, "that") ||
	    ((frames & CUE_RECIPIENT) && !reading_closes(&f->text, verb - 1)))
		return false;
	if (!phrases_behind(&f->text.phrases, verb + 1, end, source))
		return false;
	for (uint32_t i = source->last + 1; i < end && i < source->last + 4; i++) {
		if (reading_is_finite(&f->text, i))
			return false;
		if (reading_class(&f->text, i) != WORD_ADVERB)
			break;
	}
	return true;
}

/* "The shift seems stark": nobody says it, the content is the subject and what is said of it. */
static uint32_t try_impression(struct finder *f, uint32_t verb, uint32_t group, uint32_t begin,
			       uint32_t end)
{
	struct attribution attribution = { .cue_first = group, .cue_last = verb };
	struct noun_phrase subject;
	uint32_t from = verb + 1, number;

	while (from < end && reading_is(&f->text, from, "that"))
		from++;
	if (from >= end)
		return 0;
	number = add_quote(
		f, &attribution,
		(struct token_range){ from, content_object_limit(&f->text, from, end) - 1 });
	if (number && phrases_subject(&f->text.phrases, group, begin, &subject) &&
	    subject.last < group && reading_class(&f->text, subject.head) != WORD_WH &&
	    !reading_is(&f->text, subject.head, "it"))
		add_part(f, number, (struct token_range){ subject.first, subject.last });
	return number;
}

static uint32_t paragraph_of(const struct finder *f, uint32_t token)
{
	return f->text.layers->sentences[f->text.phrases.sentence_of[token]].par;
}

/* Whether "who", "which" or "that" stands before `at`, from `first` on. */
static bool in_relative_clause(const struct reading *r, uint32_t first, uint32_t at)
{
	for (uint32_t i = first; i < at; i++)
		if (reading_class(r, i) == WORD_WH || reading_is(r, i, "that") ||
		    reading_is(r, i, "whose"))
			return true;
	return false;
}

/* "said it rained and added that", "…, adding that": goes on from a content that ends right before
 * it. */
static void share_source(const struct finder *f, uint32_t group, uint32_t begin,
			 struct attribution *attribution)
{
	uint32_t at = group;
	bool goes_on = reading_class(&f->text, group) == WORD_GERUND;

	for (; at > begin; at--) {
		enum word_class before = reading_class(&f->text, at - 1);

		if (before != WORD_ADVERB && before != WORD_JOINT && before != WORD_COMMA)
			break;
		goes_on |= before == WORD_JOINT;
	}
	if (!goes_on || at == group || at == begin || reading_class(&f->text, at) == WORD_ADVERB ||
	    !f->owner[at - 1])
		return;
	attribution->has_source = f->attributions[f->owner[at - 1] - 1].has_source;
	attribution->source = f->attributions[f->owner[at - 1] - 1].source;
}

/* What is known of a cue while its content is looked for. */
struct cue {
	uint32_t verb, group; /* the verb, and where its group begins */
	uint32_t begin, end;  /* of its sentence */
	unsigned frames;
	bool is_passive;
};

/* `"…," said X` */
static uint32_t try_inverted(struct finder *f, const struct cue *cue,
			     struct attribution *attribution)
{
	const struct reading *r = &f->text;
	uint32_t border = cue->group - 1, number;

	if (cue->group == 0 || cue->group != cue->verb || !(cue->frames & CUE_QUOTE) ||
	    !content_is_border(r, border) || f->owner[border] ||
	    paragraph_of(f, border) != paragraph_of(f, cue->verb))
		return 0;
	if (!source_behind(f, cue->verb, cue->end, cue->frames, &attribution->source) ||
	    !(reading_closes(r, border) || content_left_is_clause(r, border)))
		return 0;
	attribution->has_source = true;
	number = add_quote(f, attribution, content_left(r, border));
	if (number)
		add_rest(f, number, attribution->source.last + 1, cue->end,
			 !reading_closes(r, border));
	return number;
}

static void find_source(const struct finder *f, const struct cue *cue,
			struct attribution *attribution)
{
	const struct reading *r = &f->text;

	if (cue->is_passive ||
	    (reading_class(r, cue->verb) == WORD_PARTICIPLE && cue->group == cue->verb &&
	     cue->verb + 1 < cue->end && reading_is(r, cue->verb + 1, "by"))) {
		for (uint32_t i = cue->verb + 1; i + 1 < cue->end && i < cue->verb + BY_REACH; i++)
			if (reading_is(r, i, "by"))
				attribution->has_source = phrases_behind(
					&r->phrases, i + 1, cue->end, &attribution->source);
	} else {
		attribution->has_source =
			phrases_subject(&r->phrases, cue->group, cue->begin, &attribution->source);
	}
	share_source(f, cue->group, cue->begin, attribution);
}

/* Whether a border without marks can be the end of what is said. */
static bool plain_border_fits(const struct reading *r, const struct cue *cue,
			      const struct attribution *attribution, uint32_t border)
{
	if (border < cue->begin)
		return false;
	if (content_is_inserted(r, cue->verb, cue->end))
		return true;
	if (!(cue->frames & (CUE_THAT | CUE_CLAUSE)) ||
	    (attribution->has_source && reading_class(r, attribution->source.first) == WORD_WH) ||
	    ((cue->frames & CUE_CLAUSE) && content_is_clause(r, cue->verb + 1, cue->end)))
		return false;
	return content_is_over(r, cue->verb, cue->end, cue->frames & ~(unsigned)CUE_CLAUSE) &&
	       content_left_is_clause(r, border);
}

/* `"…," X said`; `…, X said` */
static uint32_t try_left(struct finder *f, const struct cue *cue,
			 const struct attribution *attribution)
{
	const struct reading *r = &f->text;
	uint32_t before = cue->group, number;
	bool closes;

	if (attribution->has_source && attribution->source.first < cue->group) {
		before = attribution->source.first;
		for (uint32_t i = attribution->source.last + 1; i < cue->group; i++)
			if (reading_is_finite(r, i) &&
			    !in_relative_clause(r, attribution->source.last + 1, i))
				return 0; /* the subject of another verb: "he looked up and said" */
	}
	if (!(cue->frames & CUE_QUOTE) || cue->is_passive || before == 0 ||
	    cue->group - before >= ANSWER_REACH || !content_is_border(r, before - 1) ||
	    f->owner[before - 1])
		return 0;
	closes = reading_closes(r, before - 1) != NULL;
	if (closes ? before == cue->begin && reading_is(r, before - 2, ".")
		   : !plain_border_fits(r, cue, attribution, before - 1))
		return 0;
	number = add_quote(f, attribution, content_left(r, before - 1));
	if (number)
		add_rest(f, number, cue->verb + 1, cue->end, !closes);
	return number;
}

static uint32_t try_right(struct finder *f, const struct cue *cue, struct attribution *attribution)
{
	const struct reading *r = &f->text;
	enum word_class class = reading_class(r, cue->verb);
	unsigned frames = cue->frames;
	uint32_t end = cue->end;
	struct token_range content;

	if (cue->is_passive)
		frames &= CUE_THAT | CUE_INFINITIVE | CUE_QUESTION | CUE_CLAUSE;
	if (cue->group == cue->verb && content_opens_sentence(r, cue->group, cue->begin) &&
	    (class == WORD_FINITE || class == WORD_PARTICIPLE || class == WORD_GERUND)) {
		/* "Asked whether he would go, Mr. Smith said": ends where the main clause begins */
		end = content_participle_end(r, cue->verb + 1, cue->end);
		if (class == WORD_GERUND && end + 1 < cue->end)
			attribution->has_source = phrases_behind(&r->phrases, end + 1, cue->end,
								 &attribution->source);
	} else if (content_opens_subordinate(r, cue->begin, cue->group)) {
		end = content_participle_end(r, cue->verb + 1, cue->end);
	}
	if (!content_right(r, cue->verb, end, frames, &content, &attribution->cue_last))
		return 0;
	return add_quote(f, attribution, content);
}

static uint32_t try_verb(struct finder *f, uint32_t verb)
{
	static const char *const condition[] = {
		"when", "if", "whenever", "once", "as", NULL
	}; /* "when asked" */
	const struct reading *r = &f->text;
	struct cue cue = {
		.verb = verb,
		.begin = phrases_begin(&r->phrases, verb),
		.end = phrases_end(&r->phrases, verb),
		.frames = cues_frames(r->cues, r->layers->tokens[verb].lemma),
	};
	struct attribution attribution = { .cue_last = verb };
	uint32_t number;

	if (!cue.frames || !is_verb(f, verb) || modifies(f, verb, cue.begin, cue.end))
		return 0;
	cue.group = phrases_group(&r->phrases, verb, cue.begin);
	cue.is_passive = phrases_is_passive(&r->phrases, cue.group, verb) ||
			 (cue.group > cue.begin && reading_class(r, verb) == WORD_PARTICIPLE &&
			  reading_in(r, cue.group - 1, condition));
	attribution.cue_first = cue.group;
	if (cue.frames & CUE_NOBODY)
		return try_impression(f, verb, cue.group, cue.begin, cue.end);
	if ((number = try_inverted(f, &cue, &attribution)))
		return number;
	attribution.has_source = false;
	find_source(f, &cue, &attribution);
	if ((number = try_left(f, &cue, &attribution)))
		return number;
	return try_right(f, &cue, &attribution);
}

/* "according to X": before or behind the content. */
static uint32_t try_according(struct finder *f, uint32_t at)
{
	uint32_t begin = phrases_begin(&f->text.phrases, at),
		 end = phrases_end(&f->text.phrases, at), number, i;
	struct attribution attribution = { .cue_first = at, .cue_last = at + 1 };

	if (!content_is_according(&f->text, at, end) ||
	    !phrases_behind(&f->text.phrases, at + 2, end, &attribution.source))
		return 0;
	attribution.has_source = true;
	if (at == begin || (reading_class(&f->text, at - 1) == WORD_JOINT && at - 1 == begin)) {
		for (i = attribution.source.last + 1;
		     i < end && reading_class(&f->text, i) != WORD_COMMA; i++)
			continue;
		/* over an apposition: "According to Sergei Lavrov, the foreign minister, …" */
		for (uint32_t k = i + 1; k < end && k < i + APPOSITION_MAX; k++) {
			if (reading_is_finite(&f->text, k))
				break;
			if (reading_class(&f->text, k) == WORD_COMMA) {
				i = k;
				break;
			}
		}
		return i + 1 < end
			       ? add_quote(f, &attribution,
					   (struct token_range){
						   i + 1, content_limit(&f->text, i + 1, end) - 1 })
			       : 0;
	}
	if (at == begin ||
	    !(number = add_quote(
		      f, &attribution,
		      content_left(&f->text, content_is_border(&f->text, at - 1) ? at - 1 : at))))
		return 0;
	add_rest(f, number, attribution.source.last + 1, end, true);
	return number;
}

/* --- quotations whose verb is no known cue
 * --------------------------------------------------------- */

/* `"…," the editorial read.`, `"…," quipped Smith`: the comma inside the marks calls for an
 * attribution. */
static bool attribution_behind(const struct finder *f, const struct mark_span *span,
			       struct attribution *out)
{
	uint32_t at = span->close + 1, end, verb;

	if (reading_class(&f->text, span->last) != WORD_COMMA || at >= f->text.layers->n_tokens ||
	    f->text.phrases.sentence_of[at] != f->text.phrases.sentence_of[span->close])
		return false;
	end = phrases_end(&f->text.phrases, at);
	out->has_source = true;
	if (reading_class(&f->text, at) == WORD_FINITE &&
	    phrases_behind(&f->text.phrases, at + 1, end, &out->source)) {
		out->cue_first = out->cue_last = at;
		return true;
	}
	if (!reading_begins_phrase(&f->text, at))
		return false;
	for (verb = at + 1;
	     verb < end && verb - at < ANSWER_REACH && !reading_is_finite(&f->text, verb); verb++)
		continue;
	if (verb < end && reading_is_finite(&f->text, verb)) {
		out->cue_first = out->cue_last = verb;
		return phrases_subject(&f->text.phrases, phrases_group(&f->text.phrases, verb, at),
				       at, &out->source) &&
		       out->source.first == at;
	}
	/* "Smith notes.": a verb that was taken for a noun */
	if (!phrases_behind(&f->text.phrases, at, end, &out->source) || out->source.last == at ||
	    !cues_frames(f->text.cues, f->text.layers->tokens[out->source.last].lemma))
		return false;
	out->cue_first = out->cue_last = out->source.last--;
	out->source.head = out->source.last;
	return true;
}

/* `Joel sings, "…"`, `as Ridge put it: "…"`: the nearest verb before the comma or colon. */
static bool attribution_before(const struct finder *f, const struct mark_span *span,
			       struct attribution *out)
{
	uint32_t begin = phrases_begin(&f->text.phrases, span->open), verb;

	if (span->open < begin + 2 || span->last < span->first + 1 ||
	    (reading_class(&f->text, span->open - 1) != WORD_COMMA &&
	     !reading_is(&f->text, span->open - 1, ":")) ||
	    reading_class(&f->text, span->last) != WORD_STOP)
		return false;
	for (verb = span->open - 2; verb > begin && span->open - verb < LEAD_REACH; verb--) {
		if (reading_is_inside(&f->text, verb) || reading_class(&f->text, verb) == WORD_STOP)
			return false;
		if (reading_class(&f->text, verb) == WORD_FINITE ||
		    reading_class(&f->text, verb) == WORD_GERUND)
			break;
	}
	if (reading_class(&f->text, verb) != WORD_FINITE &&
	    reading_class(&f->text, verb) != WORD_GERUND)
		return false;
	out->cue_first = phrases_group(&f->text.phrases, verb, begin);
	out->cue_last = verb;
	out->has_source = phrases_subject(&f->text.phrases, out->cue_first, begin, &out->source);
	return out->has_source;
}

static void attribute_rest(struct finder *f)
{
	for (size_t s = 0; s < f->text.marks.n_spans; s++) {
		const struct mark_span *span = &f->text.marks.spans[s];
		struct attribution attribution = { 0 };
		uint32_t number;

		if (f->owner[span->open] || span->first > span->last || f->owner[span->first])
			continue;
		if (!span->is_unclosed && attribution_behind(f, span, &attribution)) {
			number = add_quote(f, &attribution, content_left(&f->text, span->close));
			if (number)
				add_rest(f, number, attribution.cue_last + 1,
					 phrases_end(&f->text.phrases, attribution.cue_last),
					 false);
		} else if (attribution_before(f, span, &attribution)) {
			add_quote(f, &attribution,
				  (struct token_range){ span->open,
							span->close - span->is_unclosed });
		}
	}
}

/* --- quoted sentences without a cue ------------------------------------------------------------
 */

/* Whether the span is all of its paragraph. */
static bool fills_paragraph(const struct finder *f, const struct mark_span *span)
{
	const struct layers *layers = f->text.layers;
	uint32_t first = f->text.phrases.sentence_of[span->open],
		 last = f->text.phrases.sentence_of[span->close - 1];

	return layers->sentences[first].first_token == span->open &&
	       (first == 0 || layers->sentences[first - 1].par != layers->sentences[first].par) &&
	       (last + 1 == layers->n_sentences ||
		layers->sentences[last + 1].par != layers->sentences[last].par) &&
	       span->close + 2 >=
		       layers->sentences[last].first_token + layers->sentences[last].n_tokens;
}

/*
 * Quoted sentences go on with the quotation that was met last in their paragraph; a paragraph that
 * goes on with an unclosed quotation, or is all in marks, with that of the paragraph before.
 */
static void continue_quotes(struct finder *f)
{
	uint32_t paragraph = 0,
		 last = 0;   /* the number of the quotation last met in the paragraph */
	uint32_t before = 0; /* and in the one right before it */
	uint32_t unclosed = 0;

	for (size_t s = 0; s < f->text.marks.n_spans; s++) {
		const struct mark_span *span = &f->text.marks.spans[s];
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
			add_part(f, owner, (struct token_range){ span->open, end - 1 });
		} else if (!owner && before && !last && fills_paragraph(f, span)) {
			owner = before;
			add_part(f, owner, (struct token_range){ span->open, end - 1 });
		} else if (!owner && last &&
			   phrases_begin(&f->text.phrases, span->open) == span->open) {
			/* whole sentences only */
			uint32_t sentence_end = phrases_end(&f->text.phrases, end - 1);

			if (end == sentence_end || reading_class(&f->text, end) == WORD_STOP)
				add_part(f, owner = last,
					 (struct token_range){ span->open, end - 1 });
		}
		if (owner)
			last = owner;
		unclosed = span->is_unclosed ? owner : 0;
	}
}

/* --- headlines and speakers before a colon ------------------------------------------------ */

static bool is_title(const struct finder *f, uint32_t sentence)
{
	const struct layers *layers = f->text.layers;
	const struct sentence *s = &layers->sentences[sentence];

	if (s->paragraph != LAYERS_NONE && str_is(layers->paragraphs[s->paragraph].kind, "title"))
		return true;
	/* the first paragraph, where it is a sentence of its own */
	return sentence == 0 && (layers->n_sentences == 1 || layers->sentences[1].par != s->par);
}

/* `Smith: …`, `Q: …` at the begin of a paragraph: a name in capitals, or a letter or two. */
static bool is_speaker_label(const struct finder *f, uint32_t sentence, uint32_t colon)
{
	const struct sentence *s = &f->text.layers->sentences[sentence];

	if (sentence > 0 && f->text.layers->sentences[sentence - 1].par == s->par)
		return false;
	for (uint32_t i = s->first_token; i < colon; i++) {
		const struct token *token = &f->text.layers->tokens[i];
		bool is_name = str_starts(token->xpos, "NNP") ||
			       (token->form.len == 1 && token->form.at[0] >= 'A' &&
				token->form.at[0] <= 'Z');

		if (!is_name)
			return false;
	}
	return colon - s->first_token <= LABEL_MAX;
}

/* "Lavrov: arms deal is done" */
static void try_colon(struct finder *f, uint32_t sentence)
{
	const struct sentence *s = &f->text.layers->sentences[sentence];
	uint32_t end = s->first_token + s->n_tokens;
	bool is_headline = is_title(f, sentence);
	struct attribution attribution = { .has_source = true };

	for (uint32_t i = s->first_token + 1; i + 1 < end && !reading_is_finite(&f->text, i - 1);
	     i++) {
		if (!reading_is(&f->text, i, ":") || reading_is_inside(&f->text, i))
			continue;
		if (!is_headline && !is_speaker_label(f, sentence, i))
			return;
		attribution.cue_first = attribution.cue_last = i;
		if (!phrases_before(&f->text.phrases, i - 1, s->first_token, &attribution.source) ||
		    attribution.source.first != s->first_token)
			attribution.source = (struct noun_phrase){ s->first_token, i - 1, i - 1 };
		if (i - s->first_token <= LABEL_MAX || attribution.source.head < i - 1)
			add_quote(f, &attribution, (struct token_range){ i + 1, end - 1 });
		return;
	}
}

/* --- all together --------------------------------------------------------------------------------
 */

static int by_place(const void *a, const void *b)
{
	const struct quote *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

static int by_number(const void *a, const void *b)
{
	const struct quote *x = a, *y = b;

	return x->number != y->number ? (x->number > y->number) - (x->number < y->number)
				      : by_place(a, b);
}

/* The head of a source; of "who", "which" and "that" the head of the phrase before it. */
static uint32_t named_head(const struct finder *f, const struct noun_phrase *source)
{
	const struct reading *r = &f->text;
	uint32_t begin = phrases_begin(&r->phrases, source->head), at = source->head;
	struct noun_phrase antecedent;

	if (reading_class(r, at) != WORD_WH && !reading_is(r, at, "that"))
		return at;
	if (at > begin && reading_class(r, at - 1) == WORD_COMMA)
		at--;
	return at > begin && phrases_before(&r->phrases, at - 1, begin, &antecedent)
		       ? antecedent.head
		       : source->head;
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
			enum word_class c = reading_class(&f->text, t);

			if (c == WORD_STOP || c == WORD_COMMA || c == WORD_MARK)
				continue;
			n_words[f->quotes[i].number]++;
			n_inside[f->quotes[i].number] += reading_is_inside(&f->text, t);
		}
	if (f->n_quotes)
		qsort(f->quotes, f->n_quotes, sizeof *f->quotes, by_place);
	for (size_t i = 0; i < f->n_quotes; i++) {
		struct quote *quote = &f->quotes[i];
		const struct attribution *a = &f->attributions[quote->number - 1];
		uint32_t number = quote->number;

		quote->kind = n_inside[number] == 0                 ? QUOTE_INDIRECT
			      : n_inside[number] == n_words[number] ? QUOTE_DIRECT
								    : QUOTE_MIXED;
		quote->cue_first = a->cue_first;
		quote->cue_last = a->cue_last;
		quote->source_first = a->has_source ? a->source.first : NONE;
		quote->source_last = a->has_source ? a->source.last : NONE;
		quote->source_head = a->has_source ? named_head(f, &a->source) : NONE;
		if (!renumbered[number])
			renumbered[number] = ++n;
		quote->number = renumbered[number];
	}
	/* parts of one quotation one after the other */
	if (f->n_quotes)
		qsort(f->quotes, f->n_quotes, sizeof *f->quotes, by_number);
}

/*
 * "…, Professor Epstein said.": an attribution that ends the sentence speaks of all before it,
 * other cues included; so it is looked at first.
 */
static void try_last(struct finder *f, uint32_t first, uint32_t end)
{
	const struct reading *r = &f->text;
	struct noun_phrase source;

	for (uint32_t i = end; i-- > first + 1;) {
		uint32_t group;

		if (reading_is_inside(r, i))
			return;
		if (!reading_is_finite(r, i))
			continue;
		group = phrases_group(&r->phrases, i, first);
		if ((cues_frames(r->cues, r->layers->tokens[i].lemma) & CUE_QUOTE) &&
		    group > first && phrases_before(&r->phrases, group - 1, first, &source) &&
		    source.first > first && reading_class(r, source.first - 1) == WORD_COMMA &&
		    content_left_is_clause(r, source.first - 1))
			try_verb(f, i);
		return;
	}
}

size_t quotes_find(const struct layers *layers, const struct cues *cues, struct arena *arena,
		   struct quote **quotes)
{
	struct finder f = { .arena = arena };

	reading_begin(layers, cues, arena, &f.text);
	f.owner = arena_zeroed(arena, layers->n_tokens * sizeof *f.owner);

	for (uint32_t s = 0; s < layers->n_sentences; s++) {
		uint32_t first = layers->sentences[s].first_token,
			 end = first + layers->sentences[s].n_tokens;

		try_colon(&f, s);
		try_last(&f, first, end);
		for (uint32_t i = first; i < end; i++)
			if (!reading_is_inside(&f.text, i) && !f.owner[i] && !try_according(&f, i))
				try_verb(&f, i);
	}
	attribute_rest(&f);
	continue_quotes(&f);
	finish(&f, arena);
	*quotes = f.quotes;
	return f.n_quotes;
}
