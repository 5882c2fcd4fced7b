/* suspicions.c: mentions are kept with their raw ranges, so no text need stay in memory. */
#include "suspicions.h"

#include "filters/clean/peek.h"

void suspicions_free(struct suspicions *s)
{
	arena_free(&s->arena);
}

static uint32_t put_surname(struct suspicions *s, struct str surname, bool is_male)
{
	bool is_new;
	uint32_t *position;

	s->surname_index.arena = &s->arena;
	position = index_find(&s->surname_index, surname);
	if (!position) {
		surname = arena_str(&s->arena, surname);
		position = index_put(&s->surname_index, surname, (uint32_t)s->n_surnames, &is_new);
		s->surnames = arena_room(&s->arena, s->surnames, s->n_surnames, &s->cap_surnames, sizeof *s->surnames);
		s->surnames[s->n_surnames++] = (struct honorific){ .surname = surname };
	}
	s->surnames[*position].n_male += is_male;
	s->surnames[*position].n_female += !is_male;
	return *position;
}

static void note(struct suspicions *s, struct suspicion suspicion)
{
	s->items = arena_room(&s->arena, s->items, s->n_items, &s->cap_items, sizeof *s->items);
	s->items[s->n_items++] = suspicion;
}

/* An honorific and the surname behind it: [begin, end) of a text. */
struct mention {
	size_t begin, end;
	struct str surname;
	bool is_male, has_dot;
};

/* The next `Mr. Kim`, `Mrs Kim` or `Ms Kim` at or after *pos, which is moved behind it. */
static bool next_mention(struct str text, size_t *pos, struct mention *mention)
{
	for (size_t i = str_find(text, 'M', *pos); i + 4 < text.len; i = str_find(text, 'M', i + 1)) {
		size_t at = i + 1, from, next;

		if (i > 0 && is_ascii_letter(text.at[i - 1]))
			continue;
		if (text.at[at] == 'r' && text.at[at + 1] == 's')
			at += 2;
		else if (text.at[at] == 'r' || text.at[at] == 's')
			at++;
		else
			continue;
		mention->begin = i;
		mention->is_male = at == i + 2 && text.at[i + 1] == 'r';
		mention->has_dot = text.at[at] == '.';
		at += mention->has_dot;
		if (at + 1 >= text.len || text.at[at] != ' ' || text.at[at + 1] < 'A' || text.at[at + 1] > 'Z')
			continue;
		for (from = ++at; at < text.len; at = next) {
			next = at;
			if (!utf8_is_letter(utf8_next(text, &next)))
				break;
		}
		mention->surname = str_slice(text, from, at);
		*pos = mention->end = at;
		return true;
	}
	*pos = text.len;
	return false;
}

static void count_hits(struct suspicions *s, const struct clean_paragraph *paragraph)
{
	bool is_verbatim = draft_is_verbatim(&paragraph->draft);
	size_t text = 0;

	s->n_bytes += paragraph->draft.text.len;
	for (size_t i = 0; !is_verbatim && i < paragraph->draft.n_runs; i++) {
		struct draft_run run = paragraph->draft.runs[i];
		bool is_reversed = str_starts(str_slice(paragraph->draft.text, text, text + run.text_len), " \u201C");

		s->n_hits[KIND_QUOTE_DIR] += is_reversed && (run.kinds & KIND_SET(KIND_QUOTE_DIR));
		s->n_hits[KIND_NAME_SCAR] += (run.kinds & KIND_SET(KIND_NAME_SCAR)) != 0;
		text += run.text_len;
	}
	for (size_t i = 0; i < paragraph->n_flags; i++)
		if (paragraph->flags[i].kind == KIND_PHRASE || paragraph->flags[i].kind == KIND_CLASH)
			s->n_hits[paragraph->flags[i].kind]++;
}

/* Raw bytes of a text range; the map is made when the first is asked for. */
static struct map_range raw_range(const struct clean_paragraph *paragraph, struct map *map, size_t begin,
                                  size_t end)
{
	if (!map->n_runs)
		*map = draft_map(&paragraph->draft, paragraph->draft.arena);
	return map_raw(map, begin, end);
}

void suspicions_add(struct suspicions *s, const struct phrases *phrases, kind_set kinds,
                    const struct clean_paragraph *paragraph)
{
	struct str text = paragraph->draft.text;
	struct phrase_match match;
	struct mention mention;
	struct map map = { .n_runs = 0 };

	count_hits(s, paragraph);
	if (phrases && paragraph->has_phrases)
		for (size_t pos = 0; phrases_next(phrases, text, &pos, &match);)
			if (match.phrase->policy == PHRASE_SECOND && (kinds & KIND_SET(KIND_PHRASE))) {
				struct map_range raw = raw_range(paragraph, &map, match.begin, match.end);

				note(s, (struct suspicion){ { raw.begin, raw.end, match.phrase->expected, KIND_PHRASE },
				                            SUSPICION_PHRASE, false, false });
			}
	if (!(kinds & KIND_SET(KIND_CLASH)) || !paragraph->has_honorifics)
		return;
	for (size_t pos = 0; next_mention(text, &pos, &mention);) {
		struct map_range raw = raw_range(paragraph, &map, mention.begin, mention.end);

		note(s, (struct suspicion){ { raw.begin, raw.end, { "", 0 }, KIND_CLASH },
		                            put_surname(s, mention.surname, mention.is_male),
		                            mention.is_male, mention.has_dot });
	}
}

/* The other honorific, where the document uses it more often for the surname; empty where not. */
static struct str expected_honorific(struct suspicions *s, const struct suspicion *item)
{
	const struct honorific *known = &s->surnames[item->surname];
	const char *title = item->is_male ? (item->has_dot ? "Mrs. " : "Mrs ") : (item->has_dot ? "Mr. " : "Mr ");
	struct str after = { NULL, strlen(title) + known->surname.len };
	char *at;

	if (item->is_male ? known->n_male >= known->n_female : known->n_female >= known->n_male)
		return str_of(NULL);
	after.at = at = arena_alloc(&s->arena, after.len);
	memcpy(at, title, strlen(title));
	memcpy(at + strlen(title), known->surname.at, known->surname.len);
	return after;
}

/* A few hits in a long text are its authors' own. */
static bool is_dense(const struct suspicions *s)
{
	enum { BYTES_PER_HIT = 4000 };
	size_t n_certain = 0;

	for (enum kind kind = 0; kind < N_KINDS; kind++)
		n_certain += s->n_hits[kind];
	return n_certain > 0 && s->n_bytes / BYTES_PER_HIT < n_certain;
}

const struct clean_suspicion *suspicions_close(struct suspicions *s, size_t *n)
{
	struct clean_suspicion *found = arena_array(&s->arena, struct clean_suspicion, s->n_items);
	bool is_spun = is_dense(s);

	*n = 0;
	for (size_t i = 0; is_spun && i < s->n_items; i++) {
		struct suspicion *item = &s->items[i];

		if (item->surname != SUSPICION_PHRASE)
			item->what.after = expected_honorific(s, item);
		if (item->what.after.len == 0)
			continue;
		s->n_hits[item->what.kind] += item->surname != SUSPICION_PHRASE;
		found[(*n)++] = item->what;
	}
	return found;
}

void suspicions_verdict(const struct suspicions *s, struct buf *out)
{
	size_t n_kinds = 0;

	for (enum kind kind = 0; kind < N_KINDS; kind++)
		n_kinds += s->n_hits[kind] > 0;
	if (n_kinds < 2 || !is_dense(s))
		return;
	for (enum kind kind = 0, n = 0; kind < N_KINDS; kind++)
		if (s->n_hits[kind])
			buf_printf(out, "%s%s %zu", n++ ? ", " : "", kind_table[kind].name, s->n_hits[kind]);
}
