/*
 * A cue is tried in three ways, the surest first: before its source behind a quotation (`"…," said
 * X`), behind its source and what was said (`…, X said`), before what is said (`X said …`).
 */
#include "attributions.h"

enum {
	APPOSITION_MAX = 12, /* tokens of what is said of a name behind "according to" */
	ANSWER_REACH = 14,   /* tokens between a closing mark and the cue that belongs to it */
	BY_REACH = 4,        /* tokens behind a passive in which "by" is looked for */
	LEAD_REACH = 24,     /* tokens between a verb and the mark of what it leads to */
};

static bool is_verb_class(enum word_class class)
{
	return class == WORD_FINITE || class == WORD_BASE || class == WORD_GERUND || class == WORD_PARTICIPLE;
}

static bool is_verb(const struct finder *f, uint32_t token)
{
	return is_verb_class(reading_class(&f->text, token));
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
	number = finder_add_quote(
		f, &attribution,
		(struct token_range){ from, content_object_limit(&f->text, from, end) - 1 });
	if (number && phrases_subject(&f->text.phrases, group, begin, &subject) &&
	    subject.last < group && reading_class(&f->text, subject.head) != WORD_WH &&
	    !reading_is(&f->text, subject.head, "it"))
		finder_add_part(f, number, (struct token_range){ subject.first, subject.last });
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
	number = finder_add_quote(f, attribution, content_left(r, border));
	if (number)
		finder_add_rest(f, number, attribution->source.last + 1, cue->end,
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
	number = finder_add_quote(f, attribution, content_left(r, before - 1));
	if (number)
		finder_add_rest(f, number, cue->verb + 1, cue->end, !closes);
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
	return finder_add_quote(f, attribution, content);
}

uint32_t attribution_of_verb(struct finder *f, uint32_t verb)
{
	static const char *const condition[] = {
		"when", "if", "whenever", "once", "as", NULL
	}; /* "when asked" */
	const struct reading *r = &f->text;
	struct cue cue = { .verb = verb };
	struct attribution attribution = { .cue_last = verb };
	uint32_t number;

	if (!is_verb(f, verb) || !(cue.frames = cues_frames(r->cues, r->layers->tokens[verb].lemma)))
		return 0;
	cue.begin = phrases_begin(&r->phrases, verb);
	cue.end = phrases_end(&r->phrases, verb);
	if (modifies(f, verb, cue.begin, cue.end))
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

/* Where a clause behind `that` ends, whose noun is the subject of the sentence: before the sentence's own verb. */
static uint32_t subject_clause_end(const struct reading *r, uint32_t from, uint32_t end)
{
	bool has_verb = false, is_joined = false;

	for (uint32_t i = from; i < end; i++) {
		if (reading_class(r, i) == WORD_WH || reading_class(r, i) == WORD_JOINT || reading_is(r, i, "that"))
			is_joined = true; /* the next verb is of this clause still */
		if (!reading_is_finite(r, i) || reading_is_inside(r, i))
			continue;
		if (has_verb && !is_joined)
			return phrases_group(&r->phrases, i, from);
		/* "had received": the modal or auxiliary and its verb are one */
		while (i + 1 < end && !reading_is_finite(r, i + 1) &&
		       (is_verb_class(reading_class(r, i + 1)) || reading_class(r, i + 1) == WORD_ADVERB))
			i++;
		has_verb = true;
		is_joined = false;
	}
	return end;
}

uint32_t attribution_of_noun(struct finder *f, uint32_t noun)
{
	static const char *const nouns[] = {
		"accusation", "admission",  "allegation", "announcement", "argument",  "assertion", "assessment",
		"assurance",  "belief",     "claim",      "complaint",    "conclusion", "confession", "contention",
		"declaration", "denial",    "fear",       "hope",         "insistence", "pledge",   "prediction",
		"promise",    "statement",  "suggestion", "suspicion",    "threat",     "view",     "vow",
		"warning",    NULL
	};
	static const char *const givers[] = { "by", "from", "of", NULL };
	const struct reading *r = &f->text;
	uint32_t begin, end, that = noun + 1, limit;
	struct attribution attribution = { .cue_first = noun, .cue_last = noun };

	if (reading_class(r, noun) != WORD_NOUN || !word_in_order(r->layers->tokens[noun].lemma, nouns))
		return 0;
	begin = phrases_begin(&r->phrases, noun);
	end = phrases_end(&r->phrases, noun);
	if (that < end && reading_in(r, that, givers) &&
	    phrases_behind(&r->phrases, that + 1, end, &attribution.source)) {
		attribution.has_source = true;
		that = attribution.source.last + 1;
	} else if (noun > begin && reading_class(r, noun - 1) == WORD_DETERMINER && str_is(r->layers->tokens[noun - 1].xpos, "PRP$")) {
		attribution.has_source = true;
		attribution.source = (struct noun_phrase){ noun - 1, noun - 1, noun - 1 };
	} else if (noun > begin + 1 && reading_class(r, noun - 1) == WORD_POSSESSIVE) {
		attribution.has_source = phrases_before(&r->phrases, noun - 2, begin, &attribution.source);
	}
	if (!attribution.has_source || that + 2 >= end || !reading_is(r, that, "that") ||
	    reading_verb(r, that + 1, end) == end)
		return 0;
	limit = reading_verb(r, begin, noun) == noun ? subject_clause_end(r, that + 1, end) :
	                                               content_limit(r, that + 1, end);
	return limit > that + 1 ? finder_add_quote(f, &attribution, (struct token_range){ that + 1, limit - 1 }) : 0;
}

uint32_t attribution_of_according(struct finder *f, uint32_t at)
{
	uint32_t begin, end, number, i;
	struct attribution attribution = { .cue_first = at, .cue_last = at + 1 };

	if (!reading_is(&f->text, at, "according"))
		return 0;
	begin = phrases_begin(&f->text.phrases, at);
	end = phrases_end(&f->text.phrases, at);
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
			       ? finder_add_quote(
					 f, &attribution,
					 (struct token_range){
						 i + 1, content_limit(&f->text, i + 1, end) - 1 })
			       : 0;
	}
	if (at == begin ||
	    !(number = finder_add_quote(
		      f, &attribution,
		      content_left(&f->text, content_is_border(&f->text, at - 1) ? at - 1 : at))))
		return 0;
	finder_add_rest(f, number, attribution.source.last + 1, end, true);
	return number;
}

uint32_t attribution_of_last(struct finder *f, uint32_t first, uint32_t end)
{
	const struct reading *r = &f->text;
	struct noun_phrase source;

	for (uint32_t i = end; i-- > first + 1;) {
		uint32_t group;

		if (reading_is_inside(r, i))
			return end;
		if (!reading_is_finite(r, i))
			continue;
		group = phrases_group(&r->phrases, i, first);
		if ((cues_frames(r->cues, r->layers->tokens[i].lemma) & CUE_QUOTE) &&
		    group > first && phrases_before(&r->phrases, group - 1, first, &source) &&
		    source.first > first && reading_class(r, source.first - 1) == WORD_COMMA &&
		    content_left_is_clause(r, source.first - 1) && attribution_of_verb(f, i))
			return i;
		return end;
	}
	return end;
}

/* --- quotations whose verb is no known cue -------------------------------------------- */

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

void attribution_of_marks(struct finder *f)
{
	for (size_t s = 0; s < f->text.marks.n_spans; s++) {
		const struct mark_span *span = &f->text.marks.spans[s];
		struct attribution attribution = { 0 };
		uint32_t number;

		if (f->owner[span->open] || span->first > span->last || f->owner[span->first])
			continue;
		if (!span->is_unclosed && attribution_behind(f, span, &attribution)) {
			number = finder_add_quote(f, &attribution,
						  content_left(&f->text, span->close));
			if (number)
				finder_add_rest(f, number, attribution.cue_last + 1,
						phrases_end(&f->text.phrases, attribution.cue_last),
						false);
		} else if (attribution_before(f, span, &attribution)) {
			finder_add_quote(f, &attribution,
					 (struct token_range){ span->open,
							       span->close - span->is_unclosed });
		}
	}
}
