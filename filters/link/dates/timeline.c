/*
 * One pass to find the anchor (only where no day of publication is given), one to resolve.
 */
#include "timeline.h"

#include "filters/link/words.h"

enum {
	PHRASE_MAX = 160,  /* bytes of the longest expression that is looked at */
	DATELINE_MAX = 60, /* a dateline's date begins at most so far behind its sentence */
	EVENT_MAX = 64,    /* bytes and tokens of an event's name */
	EVENT_TOKENS = 5,
	VERB_REACH = 40,     /* tokens that are searched for a verb, each way */
	STILL_REACH = 10,    /* tokens between "still" and "today" */
	JOIN_REACH = 3,      /* entities behind one among which its other half is looked for */
	AUXILIARY_REACH = 4, /* tokens before a verb that may hold its auxiliary */
};

static bool is_time_entity(const struct entity *entity)
{
	return str_is(entity->type, "DATE") || str_is(entity->type, "TIME");
}

static bool has_tokens(const struct entity *entity)
{
	return entity->sentence != LAYERS_NONE && entity->first != LAYERS_NONE;
}

/* --- tense ------------------------------------------------------------------------------- */

/* The tense of the verb at `at`, from its tag and the words before it. */
static enum date_tense verb_tense(const struct token *tokens, uint32_t begin, uint32_t at)
{
	static const char *const ahead[] = { "will", "shall", "'ll", "’ll", "wo", "to", NULL };
	static const char *const done[] = {
		"have", "has", "had", "'ve", "’ve", "was", "were", NULL
	};
	struct str tag = tokens[at].xpos;

	if (str_is(tag, "VBD"))
		return DATE_PAST;
	if (str_is(tag, "VBZ") || str_is(tag, "VBP"))
		return DATE_PRESENT;
	if (str_is(tag, "MD"))
		return word_in(tokens[at].form, ahead) ? DATE_FUTURE : DATE_PRESENT;
	for (uint32_t i = at; i-- > begin && at - i <= AUXILIARY_REACH;) {
		if (word_in(tokens[i].form, ahead))
			return DATE_FUTURE;
		if (word_in(tokens[i].form, done))
			return DATE_PAST;
	}
	return str_is(tag, "VBN") ? DATE_PAST : DATE_TENSE_UNKNOWN;
}

static enum date_tense tense_near(const struct layers *layers, const struct entity *entity)
{
	const struct sentence *sentence;
	uint32_t begin, end;
	enum date_tense tense = DATE_TENSE_UNKNOWN;
	bool is_parted = false; /* by a comma from the verb before it, which may be of another clause */

	if (!has_tokens(entity))
		return DATE_TENSE_UNKNOWN;
	sentence = &layers->sentences[entity->sentence];
	begin = sentence->first_token;
	end = begin + sentence->n_tokens;
	for (uint32_t i = entity->first; i-- > begin && entity->first - i <= VERB_REACH && !tense;)
		if (str_starts(layers->tokens[i].xpos, "VB") ||
		    str_is(layers->tokens[i].xpos, "MD"))
			tense = verb_tense(layers->tokens, begin, i);
		else if (str_is(layers->tokens[i].form, ","))
			is_parted = true;
	if (is_parted && tense == DATE_PRESENT)
		tense = DATE_TENSE_UNKNOWN;
	for (uint32_t i = entity->last + 1; i < end && i - entity->last <= VERB_REACH && !tense;
	     i++)
		if (str_starts(layers->tokens[i].xpos, "VB") ||
		    str_is(layers->tokens[i].xpos, "MD"))
			tense = verb_tense(layers->tokens, begin, i);
	return tense;
}

/*
 * "October is a dry month", "in January, it is cold", "between October and April, rooms can be
 * rare": the first verb behind the date is `can`, `may` or a bare `is`, `are`.
 */
static bool is_generic(const struct layers *layers, const struct entity *entity)
{
	static const char *const modals[] = { "can", "may", "might", NULL };
	static const char *const copulas[] = { "is", "are", NULL };
	const struct sentence *sentence;
	uint32_t end;

	if (!has_tokens(entity))
		return false;
	sentence = &layers->sentences[entity->sentence];
	end = sentence->first_token + sentence->n_tokens;
	for (uint32_t i = entity->last + 1; i < end && i - entity->last <= VERB_REACH; i++) {
		const struct token *verb = &layers->tokens[i];

		if (str_is(verb->xpos, "MD"))
			return word_in(verb->form, modals);
		if (str_starts(verb->xpos, "VB"))
			return word_in(verb->form, copulas) &&
			       (i + 1 == end ||
				(!str_starts(verb[1].xpos, "VB") && !str_is(verb[1].xpos, "TO")));
	}
	return false;
}

/*
 * "is still in use today", "known today as", "Today, lamps are cheap": a present tense, and a word
 * that tells of a state.
 */
static bool is_nowadays(const struct layers *layers, const struct entity *entity,
			enum date_tense tense)
{
	static const char *const states[] = { "is",     "are",   "still", "known", "used",
					      "called", "found", "seen",  NULL };
	static const char *const still[] = { "still", NULL };
	const struct sentence *sentence;
	const struct token *tokens = layers->tokens;
	uint32_t begin, end;

	if (!has_tokens(entity))
		return false;
	sentence = &layers->sentences[entity->sentence];
	begin = sentence->first_token;
	end = begin + sentence->n_tokens;
	if (entity->first > begin && word_in(tokens[entity->first - 1].form, states))
		return true;
	if (entity->first == begin && entity->last + 1 < end &&
	    str_is(tokens[entity->last + 1].form, ",") && tense == DATE_PRESENT)
		return true;
	for (uint32_t i = entity->first; i-- > begin && entity->first - i <= STILL_REACH;)
		if (word_in(tokens[i].form, still))
			return true;
	return false;
}

/* --- the words of an expression ------------------------------------------------------------ */

/* "two years" + "later": a word right behind the entity that belongs to its meaning. */
static struct str following_word(const struct layers *layers, const struct entity *entity)
{
	static const char *const words[] = { "ago", "later", "earlier", "back", NULL };
	const struct sentence *sentence;

	if (!has_tokens(entity))
		return (struct str){ NULL, 0 };
	sentence = &layers->sentences[entity->sentence];
	if (entity->last + 1 >= sentence->first_token + sentence->n_tokens)
		return (struct str){ NULL, 0 };
	if (!word_in(layers->tokens[entity->last + 1].form, words))
		return (struct str){ NULL, 0 };
	return layers->tokens[entity->last + 1].form;
}

/* "every" + "Tuesday": a word right before the entity that makes it a set. */
static bool is_every(const struct layers *layers, const struct entity *entity)
{
	static const char *const words[] = { "every", "each", NULL };

	return has_tokens(entity) &&
	       entity->first > layers->sentences[entity->sentence].first_token &&
	       word_in(layers->tokens[entity->first - 1].form, words);
}

/* "the 1930's": a plural that the tokenizer took for a possessive. */
static bool is_split_decade(const struct layers *layers, const struct entity *entity)
{
	static const char *const marks[] = { "'s", "’s", "s", NULL };
	static const char *const before[] = { "the", "early", "mid", "late", NULL };
	const struct sentence *sentence;

	if (!has_tokens(entity) || entity->text.len != 4 || entity->text.at[3] != '0')
		return false;
	sentence = &layers->sentences[entity->sentence];
	return entity->first > sentence->first_token &&
	       entity->last + 1 < sentence->first_token + sentence->n_tokens &&
	       word_in(layers->tokens[entity->last + 1].form, marks) &&
	       word_in(layers->tokens[entity->first - 1].form, before);
}

/*
 * The next time entity of the sentence where only a small word or nothing stands between: "May" and
 * "June 1981", "March" and "the same year", "2:30" and "the next day". *is_range: the small word
 * parts two ends.
 */
static const struct entity *joined_entity(const struct layers *layers, size_t at, bool *is_range)
{
	static const char *const parts[] = { "and", "to", "or", "through", "until",
					     "-",   "–",  "—",  NULL };
	static const char *const joints[] = { "in", "of", "on", "at", ",", NULL };
	const struct entity *entity = &layers->entities[at], *next = NULL;
	struct str joint;

	for (size_t i = at + 1; i < layers->n_entities && i <= at + JOIN_REACH && !next; i++)
		if (is_time_entity(&layers->entities[i]) &&
		    layers->entities[i].begin >= entity->end)
			next = &layers->entities[i];
	if (!next || !has_tokens(entity) || !has_tokens(next) ||
	    next->sentence != entity->sentence || next->first > entity->last + 2)
		return NULL;
	*is_range = false;
	if (next->first == entity->last + 1)
		return next;
	joint = layers->tokens[entity->last + 1].form;
	*is_range = word_in(joint, parts);
	return *is_range || word_in(joint, joints) ? next : NULL;
}

/* --- resolving ------------------------------------------------------------------------------- */

/* `first` joined with `second`, if the whole is short. */
static bool resolve_phrase(struct str first, const char *joint, struct str second,
			   const struct date_context *context, struct buf *value,
			   struct timex *timex)
{
	char phrase[PHRASE_MAX];
	size_t n = strlen(joint);

	if (first.len + n + second.len > sizeof phrase)
		return false;
	memcpy(phrase, first.at, first.len);
	memcpy(phrase + first.len, joint, n);
	if (second.len)
		memcpy(phrase + first.len + n, second.at, second.len);
	return dates_resolve(str_at(phrase, first.len + n + second.len), context, value, timex);
}

/* Whether the text alone gives a date that lacks nothing. */
static bool is_whole(const struct timex *timex)
{
	return timex->has_period && timex->basis == DATE_BY_ITSELF;
}

/*
 * "May and June 1981", "March the same year": a date that lacks its year takes it from the one
 * behind it; "2:30 the next day": a time takes its day.
 */
static bool resolve_with_next(const struct layers *layers, size_t at,
			      const struct date_context *context, struct buf *value,
			      struct timex *timex)
{
	const struct entity *entity = &layers->entities[at];
	bool is_range, is_understood;
	const struct entity *next = joined_entity(layers, at, &is_range);

	if (!next || next->text.len > PHRASE_MAX)
		return false;
	buf_clear(value);
	if (!dates_resolve(entity->text, context, value, timex) || is_whole(timex) ||
	    timex->type == DATE_DURATION)
		return false;
	buf_clear(value);
	if (is_range) {
		size_t beyond = (size_t)(next - layers->entities);
		bool is_second;
		const struct entity *last = joined_entity(layers, beyond, &is_second);
		char phrase[PHRASE_MAX];
		struct str end = next->text;

		/* "between May and June in 1981" */
		if (last && !is_second && end.len + 1 + last->text.len <= sizeof phrase) {
			memcpy(phrase, end.at, end.len);
			phrase[end.len] = ' ';
			memcpy(phrase + end.len + 1, last->text.at, last->text.len);
			end = str_at(phrase, end.len + 1 + last->text.len);
		}
		if (!dates_resolve(end, context, value, timex) || !is_whole(timex))
			return false;
		buf_clear(value);
		is_understood = resolve_phrase(entity->text, " to ", end, context, value, timex) &&
				timex->has_period;
		buf_clear(value);
		if (is_understood)
			period_write(timex->period, value);
		return is_understood;
	}
	return resolve_phrase(entity->text, " ", next->text, context, value, timex);
}

static bool resolve_entity(const struct layers *layers, size_t at,
			   const struct date_context *context, struct buf *value,
			   struct timex *timex)
{
	const struct entity *entity = &layers->entities[at];
	struct str text = entity->text, following;

	if (text.len > PHRASE_MAX)
		return false;
	if (is_every(layers, entity) &&
	    resolve_phrase((struct str)STR("every "), "", text, context, value, timex))
		return true;
	following = following_word(layers, entity);
	if (following.len && resolve_phrase(text, " ", following, context, value, timex))
		return true;
	if (is_split_decade(layers, entity))
		return resolve_phrase(text, "s", (struct str){ NULL, 0 }, context, value, timex);
	if (resolve_with_next(layers, at, context, value, timex))
		return true;
	buf_clear(value);
	return dates_resolve(text, context, value, timex);
}

/* --- the anchor ------------------------------------------------------------------------------- */

/* A name in capitals and a comma before the date, near the begin of the sentence: "MOSCOW, ". */
static bool is_in_dateline(const struct layers *layers, const struct entity *entity)
{
	const struct sentence *sentence;
	const struct token *first;
	size_t n_capitals = 0;

	if (!has_tokens(entity))
		return false;
	sentence = &layers->sentences[entity->sentence];
	first = &layers->tokens[sentence->first_token];
	if (entity->begin - sentence->begin > DATELINE_MAX ||
	    entity->first == sentence->first_token ||
	    !str_is(layers->tokens[entity->first - 1].form, ","))
		return false;
	for (size_t i = 0; i < first->form.len; i++)
		n_capitals += first->form.at[i] >= 'A' && first->form.at[i] <= 'Z';
	return first->form.len >= 3 && n_capitals == first->form.len;
}

/*
 * Whether a date stands near the top in a line of its own ("Last updated at 11:20, 4 October 2013"), in a
 * caption, or behind a comma at the end of one ("A crane in the harbour, May 12, 2019."). Any other date
 * within a story says when something happened, not when it was told.
 */
static bool is_stamp(const struct layers *layers, const struct entity *entity)
{
	enum { SENTENCES = 12, TOKENS = 8 }; /* that many other tokens */
	const struct sentence *sentence;
	struct str kind = { NULL, 0 };
	uint32_t end;

	if (!has_tokens(entity) || entity->sentence >= SENTENCES)
		return false;
	sentence = &layers->sentences[entity->sentence];
	end = sentence->first_token + sentence->n_tokens;
	if (sentence->paragraph != LAYERS_NONE)
		kind = layers->paragraphs[sentence->paragraph].kind;
	return str_is(kind, "caption") || str_is(kind, "credit") ||
	       sentence->n_tokens <= entity->last - entity->first + 1 + TOKENS ||
	       (entity->last + 2 >= end && entity->first > sentence->first_token &&
	        str_is(layers->tokens[entity->first - 1].form, ","));
}

static void find_anchor(const struct layers *layers, struct str published,
			struct date_context *context, struct buf *value)
{
	size_t dateline = layers->n_entities;
	struct timex timex;

	if (calendar_parse(published, &context->anchor)) {
		context->has_anchor = true;
		context->basis = DATE_BY_PUBLISHED;
		return;
	}
	for (size_t i = 0; i < layers->n_entities; i++) {
		const struct entity *entity = &layers->entities[i];
		bool is_dateline;

		if (!is_time_entity(entity) || entity->text.len > PHRASE_MAX)
			continue;
		is_dateline = is_in_dateline(layers, entity);
		buf_clear(value);
		if ((is_dateline || is_stamp(layers, entity)) &&
		    dates_resolve(entity->text, context, value, &timex) && timex.is_day) {
			context->has_anchor = true;
			context->basis = is_dateline ? DATE_BY_DATELINE : DATE_BY_FIRST;
			context->anchor = timex.period.first;
			break;
		}
		if (is_dateline && dateline == layers->n_entities)
			dateline = i;
	}
	buf_clear(value);
	if (context->has_anchor && dateline < layers->n_entities &&
	    dates_resolve(layers->entities[dateline].text, context, value, &timex) &&
	    timex.has_period && timex.period.grain == GRAIN_DAY) {
		context->basis = DATE_BY_DATELINE;
		context->anchor = timex.period.first;
	}
}

double timeline_score(const struct timeline_date *date)
{
	/* shares of right values on the gold dates of GUM, development half */
	switch (date->basis) {
	case DATE_BY_ITSELF:
		return date->type == DATE_DATE || date->type == DATE_TIME ? 0.98 : 0.90;
	case DATE_BY_TEXT:
		return 0.75;
	default:
		return 0.88;
	}
}

struct timeline_date *timeline_resolve(const struct layers *layers, struct str published,
				       const struct events *events, struct arena *arena)
{
	struct timeline_date *dates = arena_zeroed(arena, layers->n_entities * sizeof *dates);
	struct date_context context = { .events = events };
	struct buf value = { NULL, 0, 0 };
	uint32_t sentence = LAYERS_NONE;
	bool is_ahead = false, was_generic = false; /* dates of the sentence so far */

	find_anchor(layers, published, &context, &value);
	for (size_t i = 0; i < layers->n_entities; i++) {
		struct timex timex;

		if (!is_time_entity(&layers->entities[i]))
			continue;
		context.tense = tense_near(layers, &layers->entities[i]);
		context.is_generic = is_generic(layers, &layers->entities[i]);
		context.is_nowadays = is_nowadays(layers, &layers->entities[i], context.tense);
		if (sentence != layers->entities[i].sentence)
			is_ahead = was_generic = false;
		sentence = layers->entities[i].sentence;
		/* "in January it is cold and in June …": told in the same way; "in May, Rome in
		 * June": after it */
		context.is_generic |= was_generic && context.tense != DATE_PAST;
		if (is_ahead && context.tense != DATE_PAST)
			context.tense = DATE_FUTURE;
		buf_clear(&value);
		if (!resolve_entity(layers, i, &context, &value, &timex))
			continue;
		dates[i] = (struct timeline_date){ arena_str(arena, buf_str(&value)), timex.type,
						   timex.basis };
		was_generic = context.is_generic && str_starts(buf_str(&value), "XXXX-");
		is_ahead |= timex.has_period && context.has_anchor &&
			    timex.period.first > context.anchor && timex.basis == context.basis;
		if (timex.has_period) {
			context.has_reference = true;
			context.reference = timex.period;
			context.reference_to = timex.to;
		}
		if (timex.has_period && timex.period.grain == GRAIN_DAY) {
			context.has_reference_day = true;
			context.reference_day = timex.period.first;
		}
	}
	buf_free(&value);
	return dates;
}

/* --- events ------------------------------------------------------------------------ */

/* The text of the tokens [first, last], as it stands in the sentence but for its blanks. */
static size_t join_forms(const struct token *tokens, uint32_t first, uint32_t last,
			 char text[EVENT_MAX])
{
	size_t n = 0;

	for (uint32_t i = first; i <= last; i++) {
		bool has_blank = i > first && tokens[i].begin > tokens[i - 1].end;

		if (n + has_blank + tokens[i].form.len > EVENT_MAX)
			return 0;
		if (has_blank)
			text[n++] = ' ';
		memcpy(text + n, tokens[i].form.at, tokens[i].form.len);
		n += tokens[i].form.len;
	}
	return n;
}

/* "since", "during" …: what an event that tells the time stands behind. */
static bool leads_to_event(const struct token *token)
{
	static const char *const leads[] = { "since",      "during", "before", "after", "until",
					     "throughout", "of",     "in",     NULL };

	return (token->xpos.len == 0 || str_is(token->xpos, "IN")) && word_in(token->form, leads);
}

struct event_search {
	const struct layers *layers;
	const struct events *events;
	const bool *is_time; /* [T] */
	struct timeline_date *dates;
	struct date_context context;
	struct arena *arena;
};

/* "Easter Sunday": a day that was taken for a date of its own. */
static bool is_weekday(const struct token *token)
{
	static const char *const days[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
					    "Friday", "Saturday", "Sunday",    NULL };

	return word_in(token->form, days);
}

/* The last token of the longest event that begins at `first`; LAYERS_NONE where there is none. */
static uint32_t event_at(const struct event_search *search, uint32_t first, uint32_t end, struct event *event)
{
	const struct token *tokens = search->layers->tokens;
	uint32_t last = first + EVENT_TOKENS < end ? first + EVENT_TOKENS : end - 1;
	char text[EVENT_MAX];

	for (;; last--) {
		size_t n = join_forms(tokens, first, last, text);

		if (n && (!search->is_time[last] || is_weekday(&tokens[last])) &&
		    events_find(search->events, str_at(text, n), event))
			return last;
		if (last == first)
			return LAYERS_NONE;
	}
}

static bool is_year(const struct token *token)
{
	uint64_t year;

	return token->form.len == 4 && str_number(token->form, 2100, &year) && year >= 1000;
}

/*
 * The position of the entity that begins at a raw offset, or n_entities. Entities may stand in any order, those of a tagger
 * stand in that of the text: where they do not, a holiday's year is missed and no more.
 */
static size_t entity_from(const struct layers *layers, uint32_t begin)
{
	size_t low = 0, high = layers->n_entities;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (layers->entities[middle].begin < begin)
			low = middle + 1;
		else
			high = middle;
	}
	return low < layers->n_entities && layers->entities[low].begin == begin ? low : layers->n_entities;
}

/* The year that the date right behind a holiday tells: "Easter [2020]", "Thanksgiving [two years ago]"; or empty. */
static struct str year_behind(const struct event_search *search, const struct sentence *sentence, uint32_t last)
{
	size_t next;

	if (last + 1 >= sentence->first_token + sentence->n_tokens)
		return (struct str){ NULL, 0 };
	next = entity_from(search->layers, search->layers->tokens[last + 1].begin);
	if (next < search->layers->n_entities && search->dates[next].value.len == 4)
		return search->dates[next].value;
	return (struct str){ NULL, 0 };
}

/* Resolves a holiday at [*first, *last], which may take in "last" before it and a year behind it. */
static bool resolve_holiday(const struct event_search *search, const struct sentence *sentence, uint32_t *first,
			    uint32_t *last, struct buf *value, struct timex *timex)
{
	static const char *const which[] = { "last", "next", "this", "every", "each", NULL };
	const struct token *tokens = search->layers->tokens;
	struct date_context context = search->context;
	struct entity place = { .sentence = (uint32_t)(sentence - search->layers->sentences), .first = *first, .last = *last };
	char text[EVENT_MAX + 8];
	struct str year = year_behind(search, sentence, *last);
	size_t n;

	if (*first > sentence->first_token && word_in(tokens[*first - 1].form, which) && !search->is_time[*first - 1])
		--*first;
	if (!year.len && *last + 1 < sentence->first_token + sentence->n_tokens && is_year(&tokens[*last + 1]))
		++*last;
	n = join_forms(tokens, *first, *last, text);
	if (n && year.len == 4) {
		text[n++] = ' ';
		memcpy(text + n, year.at, 4);
		n += 4;
	}
	context.tense = tense_near(search->layers, &place);
	if (*first > sentence->first_token && str_is(tokens[*first - 1].lemma, "since"))
		context.tense = DATE_PAST; /* "have fallen since Easter" */
	return n && dates_resolve(str_at(text, n), &context, value, timex);
}

/* What began and ended once. */
static void write_event(const struct event *event, struct buf *value)
{
	period_write(event->from, value);
	if (event->to.first != event->from.first) {
		buf_add_byte(value, '/');
		period_write(event->to, value);
	}
}

/* Whether an event or a holiday begins at `first`; fills what is found but for its sentence. */
static bool read_event(const struct event_search *search, const struct sentence *sentence, uint32_t first,
		       bool is_led, struct timeline_event *out)
{
	const struct token *tokens = search->layers->tokens;
	uint32_t end = sentence->first_token + sentence->n_tokens, last;
	struct buf value = { NULL, 0, 0 };
	struct timex timex = { .type = DATE_DATE, .basis = DATE_BY_ITSELF };
	char text[EVENT_MAX];
	struct event event;
	bool is_found;

	last = event_at(search, first, end, &event);
	if (last == LAYERS_NONE)
		return false;
	if (event.rule == EVENT_ONCE) {
		is_found = is_led;
		write_event(&event, &value);
	} else {
		/* a holiday is written with a capital */
		is_found = tokens[first].form.at[0] <= 'Z' &&
			   resolve_holiday(search, sentence, &first, &last, &value, &timex);
	}
	if (is_found) {
		out->first = first;
		out->last = last;
		out->text = arena_str(search->arena, str_at(text, join_forms(tokens, first, last, text)));
		out->date = (struct timeline_date){ arena_str(search->arena, buf_str(&value)), timex.type, timex.basis };
		if (search->is_time[last]) {
			size_t weekday = entity_from(search->layers, tokens[last].begin);

			if (weekday < search->layers->n_entities && search->layers->entities[weekday].last == last)
				search->dates[weekday] = out->date;
		}
	}
	buf_free(&value);
	return is_found;
}

/* Which tokens belong to a time entity. */
static bool *mark_times(const struct layers *layers, struct arena *arena)
{
	bool *is_time = arena_zeroed(arena, layers->n_tokens * sizeof *is_time);

	for (size_t i = 0; i < layers->n_entities; i++)
		if (is_time_entity(&layers->entities[i]) && has_tokens(&layers->entities[i]))
			for (uint32_t t = layers->entities[i].first; t <= layers->entities[i].last; t++)
				is_time[t] = true;
	return is_time;
}

static bool is_lower(struct str form)
{
	return form.len && form.at[0] >= 'a' && form.at[0] <= 'z';
}

/* Room for one more: doubles in the arena. */
static struct timeline_event *next_event(struct arena *arena, struct timeline_event **found, size_t n, size_t *cap)
{
	if (n == *cap) {
		struct timeline_event *larger = arena_array(arena, struct timeline_event, 2 * n + 16);

		if (n)
			memcpy(larger, *found, n * sizeof *larger);
		*found = larger;
		*cap = 2 * n + 16;
	}
	return &(*found)[n];
}

size_t timeline_events(const struct layers *layers, struct str published, const struct events *events,
		       struct timeline_date *dates, struct arena *arena, struct timeline_event **found)
{
	struct event_search search = { layers, events, mark_times(layers, arena), dates, { .events = events }, arena };
	struct buf value = { NULL, 0, 0 };
	size_t n = 0, cap = 0;

	*found = NULL;
	find_anchor(layers, published, &search.context, &value);
	buf_free(&value);
	for (uint32_t s = 0; s < layers->n_sentences; s++) {
		const struct sentence *sentence = &layers->sentences[s];
		uint32_t begin = sentence->first_token, end = begin + sentence->n_tokens;

		for (uint32_t i = begin; i < end; i++) {
			struct timeline_event *event;
			bool is_led;

			if (search.is_time[i] || !events_begin(events, layers->tokens[i].form))
				continue;
			event = next_event(arena, found, n, &cap);
			is_led = i > begin && (leads_to_event(&layers->tokens[i - 1]) ||
					       (i > begin + 1 && str_is(layers->tokens[i - 1].form, "the") &&
						leads_to_event(&layers->tokens[i - 2])));
			/* a name in lower case tells the time only behind a word that leads to it */
			if (!is_led && is_lower(layers->tokens[i].form))
				continue;
			if (!read_event(&search, sentence, i, is_led, event))
				continue;
			event->sentence = s;
			i = event->last;
			n++;
		}
	}
	return n;
}
