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

#include "attributions.h"

enum {
	LABEL_MAX = 5,  /* tokens of a name before a colon */
	SOURCE_MAX = 3, /* … of a source behind one */
};

const char *quote_kind_name(enum quote_kind kind)
{
	static const char *const names[] = { "direct", "mixed", "indirect" };

	return names[kind];
}

/* --- quoted sentences without a cue ------------------------------------------------ */

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
			finder_add_part(f, owner, (struct token_range){ span->open, end - 1 });
		} else if (!owner && before && !last && fills_paragraph(f, span)) {
			owner = before;
			finder_add_part(f, owner, (struct token_range){ span->open, end - 1 });
		} else if (!owner && last &&
			   phrases_begin(&f->text.phrases, span->open) == span->open) {
			/* whole sentences only */
			uint32_t sentence_end = phrases_end(&f->text.phrases, end - 1);

			if (end == sentence_end || reading_class(&f->text, end) == WORD_STOP)
				finder_add_part(f, owner = last,
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

/* "Talks on Gaza have failed: ministry": who says it stands behind the colon, in a word or two. */
static bool try_last_colon(struct finder *f, uint32_t first, uint32_t end)
{
	struct attribution attribution = { .has_source = true };
	bool has_verb = false;
	uint32_t colon = end;

	for (uint32_t i = first; i < end; i++) {
		if (reading_is(&f->text, i, ":") && !reading_is_inside(&f->text, i))
			colon = i;
		has_verb |= colon == end && (reading_is_finite(&f->text, i) || reading_class(&f->text, i) == WORD_BASE);
	}
	if (!has_verb || colon + 1 >= end || end - colon > SOURCE_MAX + 1 ||
	    !phrases_behind(&f->text.phrases, colon + 1, end, &attribution.source) || attribution.source.last + 1 < end)
		return false;
	attribution.cue_first = attribution.cue_last = colon;
	return finder_add_quote(f, &attribution, (struct token_range){ first, colon - 1 });
}

/* "Lavrov: arms deal is done" */
static void try_colon(struct finder *f, uint32_t sentence)
{
	const struct sentence *s = &f->text.layers->sentences[sentence];
	uint32_t end = s->first_token + s->n_tokens;
	bool is_headline = is_title(f, sentence);
	struct attribution attribution = { .has_source = true };

	if (is_headline && try_last_colon(f, s->first_token, end))
		return;
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
			finder_add_quote(f, &attribution, (struct token_range){ i + 1, end - 1 });
		return;
	}
}

/* --- all together ------------------------------------------------------------------ */

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

/* "The IG Metall union": a name and what it is; the campaign of somebody is another thing. */
static bool names_kind(const struct reading *r, uint32_t head)
{
	static const char *const kinds[] = { "agency", "bank",    "company",      "firm",  "group", "magazine", "movement",
		                             "network", "newspaper", "organization", "organisation", "party", "union",
		                             NULL };

	return reading_in(r, head, kinds) && str_starts(r->layers->tokens[head - 1].xpos, "NNP");
}

/* The head of a source; of "who", "which" and "that" the head of the phrase before it. */
static uint32_t named_head(const struct finder *f, const struct noun_phrase *source)
{
	const struct reading *r = &f->text;
	uint32_t begin = phrases_begin(&r->phrases, source->head), at = source->head;
	struct noun_phrase antecedent;

	if (reading_class(r, at) != WORD_WH && !reading_is(r, at, "that"))
		return at > source->first && names_kind(r, at) ? at - 1 : at;
	if (at > begin && reading_class(r, at - 1) == WORD_COMMA)
		at--;
	return at > begin && phrases_before(&r->phrases, at - 1, begin, &antecedent)
		       ? antecedent.head
		       : source->head;
}

/*
 * The head of an apposition behind a source, "his lawyer, Peter [Okafor], said", or of who made what speaks, "a statement from
 * the [union] said". QUOTE_NO_TOKEN where there is neither.
 */
static uint32_t other_head(const struct finder *f, const struct noun_phrase *source)
{
	static const char *const makers[] = { "from", "by", "of", NULL };
	const struct reading *r = &f->text;
	uint32_t end = phrases_end(&r->phrases, source->head);
	struct noun_phrase phrase;

	for (uint32_t i = source->head + 1; i < source->last; i++)
		if (reading_names_channel(r, source->head) && reading_in(r, i, makers) &&
		    phrases_behind(&r->phrases, i + 1, source->last + 1, &phrase))
			return named_head(f, &phrase);
	if (source->last + 2 < end && reading_class(r, source->last + 1) == WORD_COMMA &&
	    phrases_behind(&r->phrases, source->last + 2, end, &phrase) && phrase.first == source->last + 2 &&
	    (phrase.last + 1 == end || reading_class(r, phrase.last + 1) == WORD_COMMA ||
	     reading_class(r, phrase.last + 1) == WORD_STOP))
		return phrase.head;
	return QUOTE_NO_TOKEN;
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
		quote->source_first = a->has_source ? a->source.first : QUOTE_NO_TOKEN;
		quote->source_last = a->has_source ? a->source.last : QUOTE_NO_TOKEN;
		quote->source_head = a->has_source ? named_head(f, &a->source) : QUOTE_NO_TOKEN;
		quote->source_other = a->has_source ? other_head(f, &a->source) : QUOTE_NO_TOKEN;
		if (!renumbered[number])
			renumbered[number] = ++n;
		quote->number = renumbered[number];
	}
	/* parts of one quotation one after the other */
	if (f->n_quotes)
		qsort(f->quotes, f->n_quotes, sizeof *f->quotes, by_number);
}

size_t quotes_find(const struct layers *layers, const struct cues *cues, struct arena *arena,
		   struct quote **quotes)
{
	struct finder f = { .arena = arena };

	reading_begin(layers, cues, arena, &f.text);
	f.owner = arena_zeroed(arena, layers->n_tokens * sizeof *f.owner);

	for (uint32_t s = 0; s < layers->n_sentences; s++) {
		uint32_t first = layers->sentences[s].first_token,
			 end = first + layers->sentences[s].n_tokens, done;

		try_colon(&f, s);
		done = attribution_of_last(&f, first, end);
		for (uint32_t i = first; i < end; i++) {
			if (i == done || reading_is_inside(&f.text, i) || f.owner[i] || attribution_of_according(&f, i))
				continue;
			if (reading_class(&f.text, i) == WORD_NOUN)
				attribution_of_noun(&f, i);
			else
				attribution_of_verb(&f, i);
		}
	}
	attribution_of_marks(&f);
	continue_quotes(&f);
	finish(&f, arena);
	*quotes = f.quotes;
	return f.n_quotes;
}
