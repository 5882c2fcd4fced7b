/* story.c: see story.h. Groups are found through one index over chains and texts; all is linear or n log n. */
#include "story.h"

#include <stdlib.h>

#include "when.h"

const char *const story_reads[] = { "par", "sent", "tok",  "ent", "link", "ref",
	                            "quote", "sum", "key", "edit", "err", NULL };

enum { QUOTE_BYTES = 2000 }; /* parts of a quotation are joined up to this length */

/* --- names ---------------------------------------------------------------------------------- */

static enum story_group group_of(struct str type)
{
	if (str_is(type, "PER"))
		return STORY_WHO;
	if (str_is(type, "LOC"))
		return STORY_WHERE;
	if (str_is(type, "ORG"))
		return STORY_ORGANISATIONS;
	return str_is(type, "MISC") ? STORY_ALSO : STORY_GROUPS;
}

/* For each entity its best link, or LAYERS_NONE. */
static uint32_t *best_links(const struct layers *layers, struct arena *arena)
{
	uint32_t *best = arena_array(arena, uint32_t, layers->n_entities);

	for (size_t e = 0; e < layers->n_entities; e++)
		best[e] = LAYERS_NONE;
	for (size_t l = 0; l < layers->n_links; l++) {
		const struct entity_link *link = &layers->links[l];

		if (best[link->entity] == LAYERS_NONE || link->rank < layers->links[best[link->entity]].rank)
			best[link->entity] = (uint32_t)l;
	}
	return best;
}

static int compare_ranges(const void *left, const void *right)
{
	const struct map_range *a = left, *b = right;

	return (a->begin > b->begin) - (a->begin < b->begin);
}

/* Of overlapping entities the linked one counts: an unlinked one is passed over. */
static bool *passed_over(const struct layers *layers, const uint32_t *best, struct arena *arena)
{
	struct map_range *linked = arena_array(arena, struct map_range, layers->n_entities);
	bool *is_over = arena_zeroed(arena, layers->n_entities * sizeof *is_over);
	size_t n = 0;

	for (size_t e = 0; e < layers->n_entities; e++)
		if (best[e] != LAYERS_NONE)
			linked[n++] = (struct map_range){ layers->entities[e].begin, layers->entities[e].end };
	qsort(linked, n, sizeof *linked, compare_ranges);
	for (size_t e = 0; e < layers->n_entities; e++) {
		const struct entity *entity = &layers->entities[e];
		size_t low = 0, high = n;

		if (best[e] != LAYERS_NONE)
			continue;
		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (linked[middle].begin < entity->end)
				low = middle + 1;
			else
				high = middle;
		}
		is_over[e] = low > 0 && linked[low - 1].end > entity->begin;
	}
	return is_over;
}

/* What joins mentions: the chain, else type and text. */
static struct str name_key(const struct entity *entity, const struct entity_link *link, struct arena *arena)
{
	struct buf key = { 0 };
	struct str kept;

	if (link && link->chain)
		buf_add_number(&key, link->chain);
	else
		buf_printf(&key, "%.*s\t%.*s", STR_ARGS(entity->type), STR_ARGS(entity->text));
	kept = arena_str(arena, buf_str(&key));
	buf_free(&key);
	return kept;
}

static bool is_longer(struct str a, struct str b)
{
	return a.len > b.len;
}

/* Whether a label is in another script than the document that it stands for. */
static bool is_foreign(struct str label, struct str mention)
{
	size_t n_label = 0, n_mention = 0; /* ASCII letters */

	for (size_t i = 0; i < label.len; i++)
		n_label += (label.at[i] | 0x20) >= 'a' && (label.at[i] | 0x20) <= 'z';
	for (size_t i = 0; i < mention.len; i++)
		n_mention += (mention.at[i] | 0x20) >= 'a' && (mention.at[i] | 0x20) <= 'z';
	return n_label == 0 && n_mention > 0;
}

static void add_mention(struct story_name *name, const struct entity *entity, const struct entity_link *link)
{
	bool is_known = link && !str_is(link->kb, "nil");

	if (is_known && !name->id.len) {
		name->kb = link->kb;
		name->id = link->id;
		name->name = link->label.len && !is_foreign(link->label, entity->text) ? link->label : entity->text;
	} else if (!name->id.len && is_longer(entity->text, name->name)) {
		name->name = entity->text;
	}
	if (entity->begin < name->begin)
		name->begin = entity->begin;
	name->n_mentions++;
	name->n_of_group[group_of(entity->type)]++;
}

static enum story_group most_often(const struct story_name *name)
{
	enum story_group best = STORY_WHO;

	for (int g = STORY_WHERE; g < STORY_GROUPS; g++)
		if (name->n_of_group[g] > name->n_of_group[best])
			best = (enum story_group)g;
	/* An adjective (Russian) does not make a country something else. */
	for (int g = STORY_WHO; best == STORY_ALSO && g < STORY_ALSO; g++)
		if (name->n_of_group[g])
			best = (enum story_group)g;
	return best;
}

static int compare_names(const void *left, const void *right)
{
	const struct story_name *a = left, *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->n_mentions != b->n_mentions)
		return a->n_mentions > b->n_mentions ? -1 : 1;
	return (a->begin > b->begin) - (a->begin < b->begin);
}

static void read_names(struct story *story, const struct layers *layers, const uint32_t *best,
                       const bool *is_over, struct arena *arena)
{
	story->by_key.arena = arena;
	story->names = arena_array(arena, struct story_name, layers->n_entities);
	for (size_t e = 0; e < layers->n_entities; e++) {
		const struct entity *entity = &layers->entities[e];
		const struct entity_link *link = best[e] != LAYERS_NONE ? &layers->links[best[e]] : NULL;
		bool is_new;
		uint32_t at;

		if (is_over[e] || group_of(entity->type) == STORY_GROUPS)
			continue;
		if (link && (str_is(link->kb, "timex3") || str_is(link->kb, "amount")))
			continue;
		at = *index_put(&story->by_key, name_key(entity, link, arena), (uint32_t)story->n_names, &is_new);
		if (is_new)
			story->names[story->n_names++] = (struct story_name){
				.chain = link ? link->chain : 0, .begin = entity->begin
			};
		add_mention(&story->names[at], entity, link);
	}
	for (size_t i = 0; i < story->n_names; i++)
		story->names[i].group = most_often(&story->names[i]);
}

/* --- dates ---------------------------------------------------------------------------------- */

static int compare_dates(const void *left, const void *right)
{
	const struct story_date *a = left, *b = right;
	int order = str_cmp(a->value, b->value);

	return order ? order : (a->begin > b->begin) - (a->begin < b->begin);
}

/* A point in time, and no duration, no "now": a value that begins with a year. */
static bool is_dated(struct str value)
{
	return value.len >= 4 && value.at[0] >= '0' && value.at[0] <= '9' && value.at[3] >= '0' &&
	       value.at[3] <= '9';
}

static void add_text(struct story_date *date, struct str text)
{
	if (str_eq(text, date->value))
		return;
	for (size_t i = 0; i < date->n_texts; i++)
		if (str_eq(date->texts[i], text))
			return;
	if (date->n_texts < sizeof date->texts / sizeof *date->texts)
		date->texts[date->n_texts++] = text;
}

static void read_dates(struct story *story, const struct layers *layers, const uint32_t *best,
                       struct arena *arena)
{
	struct index index = { .arena = arena };

	story->dates = arena_array(arena, struct story_date, layers->n_entities);
	for (size_t e = 0; e < layers->n_entities; e++) {
		const struct entity *entity = &layers->entities[e];
		const struct entity_link *link = best[e] != LAYERS_NONE ? &layers->links[best[e]] : NULL;
		bool is_new;
		uint32_t at;

		if (!link || !str_is(link->kb, "timex3") || !is_dated(link->id))
			continue;
		at = *index_put(&index, link->id, (uint32_t)story->n_dates, &is_new);
		if (is_new)
			story->dates[story->n_dates++] = (struct story_date){
				.value = when_plain(link->id, arena), .begin = entity->begin
			};
		add_text(&story->dates[at], entity->text);
	}
	qsort(story->dates, story->n_dates, sizeof *story->dates, compare_dates);
}

/* --- quotations ------------------------------------------------------------------------------ */

/* The first token of the sentence that begins at or after a raw offset. */
static size_t token_at(const struct layers *layers, const struct sentence *sentence, uint32_t offset)
{
	const struct token *tokens = layers->tokens + sentence->first_token;
	size_t low = 0, high = sentence->n_tokens;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tokens[middle].begin < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What the text says in a raw range: from its first to its last token. */
static struct str words_at(const struct layers *layers, uint32_t begin, uint32_t end)
{
	uint32_t s = layers_sentence_at(layers, begin);
	const struct sentence *sentence;
	const struct token *tokens;
	size_t first, last;

	if (s == LAYERS_NONE)
		return (struct str){ NULL, 0 };
	sentence = &layers->sentences[s];
	tokens = layers->tokens + sentence->first_token;
	first = last = token_at(layers, sentence, begin);
	while (last < sentence->n_tokens && tokens[last].end <= end)
		last++;
	if (first == last)
		return (struct str){ NULL, 0 };
	return str_slice(sentence->text, tokens[first].text_begin, tokens[last - 1].text_end);
}

/* Without the marks and the comma that belong to the sentence around it. */
static struct str bare_quote(struct str text)
{
	static const char *const marks[] = { "“", "”", "\"", ",", "‘", "’" };
	bool again = true;

	while (again) {
		again = false;
		text = str_trim(text);
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			size_t len = strlen(marks[i]);

			/* A comma only ends one; an apostrophe may end a word. */
			if (i != 3 && i != 5 && str_starts(text, marks[i])) {
				text = str_slice(text, len, text.len);
				again = true;
			}
			if (i != 5 && str_ends(text, marks[i])) {
				text.len -= len;
				again = true;
			}
		}
	}
	return text;
}

/* Two or three words told in other words say too little to be shown. */
static bool says_little(const struct quotation *quote)
{
	size_t n_blanks = 0;

	for (size_t at = 0; (at = str_find(quote->text, ' ', at)) < quote->text.len; at++)
		n_blanks++;
	return str_is(quote->kind, "indirect") && n_blanks < 3;
}

static struct str join(struct str a, struct str b, struct arena *arena)
{
	struct buf both = { 0 };
	struct str kept;

	buf_add_str(&both, a);
	buf_add(&both, " … ", sizeof " … " - 1);
	buf_add_str(&both, b);
	kept = arena_str(arena, buf_str(&both));
	buf_free(&both);
	return kept;
}

/* Pronouns that name nobody: of a relative clause, of no person ("it seems"), of whoever reads. */
static bool is_nobody(struct str words)
{
	static const char *const pronouns[] = { "who", "which", "that", "what", "it", "It", "you", "You", "one" };

	for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
		if (str_is(words, pronouns[i]))
			return true;
	return false;
}

static bool contains(struct str text, struct str part)
{
	for (size_t at = 0; part.len && at + part.len <= text.len; at++)
		if (str_eq(str_slice(text, at, at + part.len), part))
			return true;
	return false;
}

/* "his", "the firm's": a source that what is said belongs to, and no subject. */
static bool is_possessive(struct str words)
{
	static const char *const pronouns[] = { "his", "her", "its", "their", "our", "my", "your" };

	for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
		if (words.len == strlen(pronouns[i]) && str_ends(words, pronouns[i] + 1) &&
		    (words.at[0] | 0x20) == pronouns[i][0])
			return true;
	return str_ends(words, "'s") || str_ends(words, "’s") || str_ends(words, "s'") || str_ends(words, "s’");
}

/* Where the next comma stands that parts words, not digits; the text's length where none does. */
static size_t next_comma(struct str text)
{
	for (size_t at = 0; (at = str_find(text, ',', at)) < text.len; at++)
		if (at + 1 == text.len || text.at[at + 1] == ' ')
			return at;
	return text.len;
}

/*
 * What stands between the source and what it says in other words: with it the speaker's name and the
 * content read as the sentence did. Empty where they do not follow each other.
 */
static struct str verb_of(const struct layers *layers, const struct quotation *quote)
{
	enum { MOST = 48 }; /* bytes; more is a clause of its own */
	const struct str none = { NULL, 0 };
	struct str words;

	if (str_is(quote->kind, "direct") || quote->source_begin == quote->source_end ||
	    quote->source_end > quote->begin ||
	    layers_sentence_at(layers, quote->source_begin) != layers_sentence_at(layers, quote->begin))
		return none;
	words = words_at(layers, quote->source_end, quote->begin);
	if (str_starts(words, ",")) { /* ", the minister, said": an apposition is not told */
		for (size_t comma; (comma = next_comma(words)) < words.len;)
			words = str_slice(words, comma + 1, words.len);
		words = str_trim(words);
	}
	if (words.len > MOST || next_comma(words) < words.len || !contains(words, quote->cue) ||
	    is_possessive(words_at(layers, quote->source_begin, quote->source_end)))
		return none;
	return words;
}

static struct str speaker_of(const struct story *story, const struct layers *layers,
                             const struct quotation *quote)
{
	struct buf key = { 0 };
	const uint32_t *at = NULL;

	if (quote->speaker) {
		buf_add_number(&key, quote->speaker);
		at = index_find(&story->by_key, buf_str(&key));
		buf_free(&key);
	}
	if (at)
		return story->names[*at].name;
	if (quote->source_end > quote->source_begin) {
		struct str words = words_at(layers, quote->source_begin, quote->source_end);

		if (!is_nobody(words))
			return words;
	}
	return (struct str){ NULL, 0 };
}

static void read_quotes(struct story *story, const struct layers *layers, struct arena *arena)
{
	uint32_t last = 0;

	story->quotes = arena_array(arena, struct story_quote, layers->n_quotations);
	for (size_t q = 0; q < layers->n_quotations; q++) {
		const struct quotation *quote = &layers->quotations[q];
		struct story_quote *before = story->n_quotes ? &story->quotes[story->n_quotes - 1] : NULL;
		bool is_direct = str_is(quote->kind, "direct");
		struct str text = is_direct ? bare_quote(quote->text) : str_trim(quote->text);

		if (says_little(quote))
			continue;
		if (before && quote->number == last) {
			if (before->text.len < QUOTE_BYTES)
				before->text = join(before->text, text, arena);
			continue;
		}
		last = quote->number;
		story->quotes[story->n_quotes++] = (struct story_quote){
			.speaker = speaker_of(story, layers, quote),
			.verb = verb_of(layers, quote),
			.text = text,
			.is_direct = is_direct,
			.is_verbatim = !str_is(quote->kind, "indirect"),
		};
	}
}

/* --- the other rows --------------------------------------------------------------------------- */

static struct str *texts_of(const struct document *document, const char *type, size_t column, size_t *n)
{
	struct str *texts = arena_array(document->arena, struct str, document_count(document, type));

	*n = 0;
	for (const struct row *row = document_first(document, type); row; row = row_next(row))
		texts[(*n)++] = row_get(row, column);
	return texts;
}

static int compare_repairs(const void *left, const void *right)
{
	const struct story_repair *a = left, *b = right;

	if (a->is_repaired != b->is_repaired)
		return a->is_repaired ? -1 : 1;
	if (a->is_repaired && a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return (a->begin > b->begin) - (a->begin < b->begin);
}

/* What joins edits to one line: repairs their kind, suspicions all they say. */
static struct str repair_key(const struct row *row, bool is_repaired, struct arena *arena)
{
	struct buf key = { 0 };
	struct str kept;

	buf_add_str(&key, row_get(row, EDIT_KIND));
	if (!is_repaired) {
		buf_printf(&key, "\t%.*s\t", STR_ARGS(row_get(row, EDIT_BEFORE)));
		buf_add_str(&key, row_get(row, EDIT_AFTER));
	}
	kept = arena_str(arena, buf_str(&key));
	buf_free(&key);
	return kept;
}

/* What is suspected, where the kind alone would not say it. */
static struct str suspicion_of(const struct row *row)
{
	if (str_is(row_get(row, EDIT_KIND), "teaser"))
		return str_of("goes on elsewhere");
	return row_get(row, EDIT_AFTER);
}

static void read_repairs(struct story *story, const struct document *document, struct arena *arena)
{
	struct index index = { .arena = arena };

	story->repairs = arena_array(arena, struct story_repair, document_count(document, "edit"));
	for (const struct row *row = document_first(document, "edit"); row; row = row_next(row)) {
		bool is_repaired = str_is(row_get(row, EDIT_ACTION), "repaired"), is_new;
		uint32_t at;

		if (str_is(row_get(row, EDIT_KIND), "gap"))
			continue;
		at = *index_put(&index, repair_key(row, is_repaired, arena), (uint32_t)story->n_repairs, &is_new);
		if (is_new)
			story->repairs[story->n_repairs++] = (struct story_repair){
				.kind = row_get(row, EDIT_KIND),
				.is_repaired = is_repaired,
				.before = row_get(row, EDIT_BEFORE),
				.after = is_repaired ? row_get(row, EDIT_AFTER) : suspicion_of(row),
				.begin = row_get_number(row, EDIT_BEGIN),
			};
		story->repairs[at].n++;
	}
	qsort(story->repairs, story->n_repairs, sizeof *story->repairs, compare_repairs);
}

static void read_errors(struct story *story, const struct document *document, struct arena *arena)
{
	story->errors = arena_array(arena, struct str, 2 * document_count(document, "err"));
	for (const struct row *row = document_first(document, "err"); row; row = row_next(row)) {
		story->errors[2 * story->n_errors] = row_get(row, ERR_CODE);
		story->errors[2 * story->n_errors++ + 1] = row_get(row, ERR_MESSAGE);
	}
}

/* The document's, else its first paragraph where that is a title: later ones are headings. */
static struct str title_of(const struct document *document, const struct layers *layers)
{
	if (document_fact(document, DOC_TITLE).len)
		return document_fact(document, DOC_TITLE);
	if (layers->n_paragraphs && str_is(layers->paragraphs[0].kind, "title"))
		return layers->paragraphs[0].text;
	return document_fact(document, DOC_SOURCE).len ? document_fact(document, DOC_SOURCE) : document->id;
}

void story_read(const struct document *document, const struct layers *layers, struct story *story)
{
	struct arena *arena = document->arena;
	const uint32_t *best = best_links(layers, arena);
	const bool *is_over = passed_over(layers, best, arena);

	*story = (struct story){ .document = document, .title = title_of(document, layers),
		                 .published = when_plain(document_fact(document, DOC_PUBLISHED), arena) };
	story->summary = texts_of(document, "sum", SUM_TEXT, &story->n_summary);
	story->phrases = texts_of(document, "key", KEY_TEXT, &story->n_phrases);
	read_names(story, layers, best, is_over, arena);
	read_dates(story, layers, best, arena);
	read_quotes(story, layers, arena); /* before names are sorted: it looks for their chains */
	qsort(story->names, story->n_names, sizeof *story->names, compare_names);
	read_repairs(story, document, arena);
	read_errors(story, document, arena);
}
