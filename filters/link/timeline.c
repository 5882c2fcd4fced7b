/*
 * One pass to find the anchor (only where no day of publication is given), one to resolve.
 */
#include "timeline.h"

enum {
	PHRASE_MAX = 160,      /* bytes of the longest expression that is looked at */
	DATELINE_MAX = 60,     /* a dateline's date begins at most so far behind its sentence */
	VERB_REACH = 40,       /* tokens that are searched for a verb, each way */
	AUXILIARY_REACH = 4,   /* tokens before a verb that may hold its auxiliary */
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

static bool is_one_of(struct str form, const char *const *words)
{
	for (; *words; words++)
		if (form.len == strlen(*words) && strncasecmp(form.at, *words, form.len) == 0)
			return true;
	return false;
}

/* The tense of the verb at `at`, from its tag and the words before it. */
static enum date_tense verb_tense(const struct token *tokens, uint32_t begin, uint32_t at)
{
	static const char *const ahead[] = { "will", "shall", "'ll", "’ll", "wo", "to", NULL };
	static const char *const done[] = { "have", "has", "had", "'ve", "’ve", "was", "were", NULL };
	struct str tag = tokens[at].xpos;

	if (str_is(tag, "VBD"))
		return DATE_PAST;
	if (str_is(tag, "VBZ") || str_is(tag, "VBP"))
		return DATE_PRESENT;
	if (str_is(tag, "MD"))
		return is_one_of(tokens[at].form, ahead) ? DATE_FUTURE : DATE_PRESENT;
	for (uint32_t i = at; i-- > begin && at - i <= AUXILIARY_REACH;) {
		if (is_one_of(tokens[i].form, ahead))
			return DATE_FUTURE;
		if (is_one_of(tokens[i].form, done))
			return DATE_PAST;
	}
	return str_is(tag, "VBN") ? DATE_PAST : DATE_TENSE_UNKNOWN;
}

static enum date_tense tense_near(const struct layers *layers, const struct entity *entity)
{
	const struct sentence *sentence;
	uint32_t begin, end;
	enum date_tense tense = DATE_TENSE_UNKNOWN;

	if (!has_tokens(entity))
		return DATE_TENSE_UNKNOWN;
	sentence = &layers->sentences[entity->sentence];
	begin = sentence->first_token;
	end = begin + sentence->n_tokens;
	for (uint32_t i = entity->first; i-- > begin && entity->first - i <= VERB_REACH && !tense;)
		if (str_starts(layers->tokens[i].xpos, "VB") || str_is(layers->tokens[i].xpos, "MD"))
			tense = verb_tense(layers->tokens, begin, i);
	for (uint32_t i = entity->last + 1; i < end && i - entity->last <= VERB_REACH && !tense; i++)
		if (str_starts(layers->tokens[i].xpos, "VB") || str_is(layers->tokens[i].xpos, "MD"))
			tense = verb_tense(layers->tokens, begin, i);
	return tense;
}

/*
 * "October is a dry month", "in January, it is cold", "between October and April, rooms can be rare":
 * the first verb behind the date is `can`, `may` or a bare `is`, `are`.
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
			return is_one_of(verb->form, modals);
		if (str_starts(verb->xpos, "VB"))
			return is_one_of(verb->form, copulas) &&
			       (i + 1 == end || (!str_starts(verb[1].xpos, "VB") && !str_is(verb[1].xpos, "TO")));
	}
	return false;
}

/* --- the words of an expression ------------------------------------------------------------ */

/* "two years" + "later": a word right behind the entity that belongs to its meaning. */
static struct str following_word(const struct layers *layers, const struct entity *entity)
{
	static const char *const words[] = { "ago", "later", "earlier", NULL };
	const struct sentence *sentence;

	if (!has_tokens(entity))
		return (struct str){ NULL, 0 };
	sentence = &layers->sentences[entity->sentence];
	if (entity->last + 1 >= sentence->first_token + sentence->n_tokens)
		return (struct str){ NULL, 0 };
	if (!is_one_of(layers->tokens[entity->last + 1].form, words))
		return (struct str){ NULL, 0 };
	return layers->tokens[entity->last + 1].form;
}

/* The next entity where only "and", "to" or a dash stands between: "May and June 1981". */
static const struct entity *joined_entity(const struct layers *layers, size_t at)
{
	static const char *const joints[] = { "and", "to", "or", "through", "until", "-", "–", "—", NULL };
	const struct entity *entity = &layers->entities[at], *next = entity + 1;

	if (at + 1 == layers->n_entities || !is_time_entity(next) || !has_tokens(entity) || !has_tokens(next))
		return NULL;
	if (next->sentence != entity->sentence || next->first != entity->last + 2 ||
	    !is_one_of(layers->tokens[entity->last + 1].form, joints))
		return NULL;
	return next;
}

/* --- resolving ------------------------------------------------------------------------------- */

/* `first` joined with `second`, if the whole is short. */
static bool resolve_phrase(struct str first, const char *joint, struct str second,
                           const struct date_context *context, struct buf *value, struct timex *timex)
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

static bool resolve_entity(const struct layers *layers, size_t at, const struct date_context *context,
                           struct buf *value, struct timex *timex)
{
	const struct entity *entity = &layers->entities[at], *joined;
	struct str text = entity->text, following;

	if (text.len > PHRASE_MAX)
		return false;
	following = following_word(layers, entity);
	if (following.len && resolve_phrase(text, " ", following, context, value, timex))
		return true;
	joined = joined_entity(layers, at);
	if (joined && dates_resolve(joined->text, context, value, timex) && timex->has_period &&
	    timex->basis == DATE_BY_ITSELF) {
		size_t len = value->len;

		buf_clear(value);
		if (resolve_phrase(text, " to ", joined->text, context, value, timex) && timex->has_period &&
		    value->len > len) {
			buf_clear(value);
			period_write(timex->period, value);
			return true;
		}
	}
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
	if (entity->begin - sentence->begin > DATELINE_MAX || entity->first == sentence->first_token ||
	    !str_is(layers->tokens[entity->first - 1].form, ","))
		return false;
	for (size_t i = 0; i < first->form.len; i++)
		n_capitals += first->form.at[i] >= 'A' && first->form.at[i] <= 'Z';
	return first->form.len >= 3 && n_capitals == first->form.len;
}

static void find_anchor(const struct layers *layers, struct str published, struct date_context *context,
                        struct buf *value)
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
		if (dates_resolve(entity->text, context, value, &timex) && timex.is_day) {
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
	    dates_resolve(layers->entities[dateline].text, context, value, &timex) && timex.has_period &&
	    timex.period.grain == GRAIN_DAY) {
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
                                       const struct time_events *events, struct arena *arena)
{
	struct timeline_date *dates = arena_zeroed(arena, layers->n_entities * sizeof *dates);
	struct date_context context = { .events = events };
	struct buf value = { NULL, 0, 0 };

	find_anchor(layers, published, &context, &value);
	for (size_t i = 0; i < layers->n_entities; i++) {
		struct timex timex;

		if (!is_time_entity(&layers->entities[i]))
			continue;
		context.tense = tense_near(layers, &layers->entities[i]);
		context.is_generic = is_generic(layers, &layers->entities[i]);
		buf_clear(&value);
		if (!resolve_entity(layers, i, &context, &value, &timex))
			continue;
		dates[i] = (struct timeline_date){ arena_str(arena, buf_str(&value)), timex.type, timex.basis };
		if (timex.has_period) {
			context.has_reference = true;
			context.reference = timex.period;
		}
		if (timex.has_period && timex.period.grain == GRAIN_DAY) {
			context.has_reference_day = true;
			context.reference_day = timex.period.first;
		}
	}
	buf_free(&value);
	return dates;
}
