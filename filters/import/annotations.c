/* annotations.c: each row in its turn; offsets are looked up among those of the tokens, which rise. */
#include "annotations.h"

#include <stdio.h>
#include <stdlib.h>

struct placing {
	const struct json_document *document;
	const struct layers *layers;
	struct arena *arena;
	struct str entity; /* the number of the last ent row */
	const char *problem;
};

static const char *const entity_types[] = { "PER", "ORG", "LOC", "MISC", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", NULL };
static const char *const quote_kinds[] = { "direct", "mixed", "indirect", NULL };

static bool is_one_of(struct str word, const char *const *words)
{
	for (; *words; words++)
		if (str_is(word, *words))
			return true;
	return false;
}

static void set_number(struct placing *placing, struct str *field, uint64_t number)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);

	*field = arena_str(placing->arena, str_at(digits, (size_t)len));
}

static void set_score(struct placing *placing, struct str *field)
{
	char digits[32];
	double score;
	int len;

	if (!field->len)
		return;
	score = strtod(field->at, NULL); /* arena_str has put a NUL behind it */
	if (!(score > -1e6 && score < 1e6)) {
		placing->problem = "a score beyond all bounds";
		return;
	}
	len = snprintf(digits, sizeof digits, "%.4f", score);
	*field = arena_str(placing->arena, str_at(digits, (size_t)len));
}

/* A number from 1, or 0 where it is absent. */
static uint64_t number_of(struct placing *placing, struct str field)
{
	uint64_t n = 0;

	if (field.len && (!str_number(field, UINT32_MAX, &n) || n == 0))
		placing->problem = "a number that does not count from 1";
	return n;
}

/* The first token whose offset of that name is at or behind `offset`. */
static size_t token_at(const struct json_document *document, uint32_t offset, bool is_end)
{
	size_t low = 0, high = document->n_tokens;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct json_token *token = &document->tokens[middle];

		if ((is_end ? token->end : token->begin) < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A range of the line, by the tokens at its edges; an absent one stays absent. */
static void place_range(struct placing *placing, struct str *begin, struct str *end)
{
	const struct json_document *document = placing->document;
	uint64_t from, to;
	size_t first, last;

	if (!begin->len && !end->len)
		return;
	if (!str_number(*begin, UINT32_MAX, &from) || !str_number(*end, UINT32_MAX, &to)) {
		placing->problem = "a range that is none";
		return;
	}
	first = token_at(document, (uint32_t)from, false);
	last = token_at(document, (uint32_t)to, true);
	if (first >= document->n_tokens || last >= document->n_tokens || first > last || document->tokens[first].begin != from ||
	    document->tokens[last].end != to || !document->tokens[first].has_range) {
		placing->problem = "a range at whose edges no token begins or ends";
		return;
	}
	set_number(placing, begin, placing->layers->tokens[first].begin);
	set_number(placing, end, placing->layers->tokens[last].end);
}

/* By sentence and tokens where they are named, else by the offsets. columns: of sent, first, last, begin, end. */
static void place_mention(struct placing *placing, struct str *field, size_t sent, size_t first, size_t last, size_t begin,
                          size_t end)
{
	uint64_t s = number_of(placing, field[sent]), f = number_of(placing, field[first]), l = number_of(placing, field[last]);
	const struct layers *layers = placing->layers;
	const struct sentence *sentence = s && s <= layers->n_sentences ? &layers->sentences[s - 1] : NULL;

	if (!f || !l) {
		place_range(placing, &field[begin], &field[end]);
		return;
	}
	if (!sentence || f > l || l > sentence->n_tokens) {
		placing->problem = "tokens that are not there";
		return;
	}
	set_number(placing, &field[begin], layers->tokens[sentence->first_token + f - 1].begin);
	set_number(placing, &field[end], layers->tokens[sentence->first_token + l - 1].end);
}

/* The sentence that holds an offset; where none does, it stays empty. */
static void find_sentence(struct placing *placing, struct str begin, struct str *sent)
{
	uint64_t offset;
	uint32_t s = str_number(begin, UINT32_MAX, &offset) ? layers_sentence_at(placing->layers, (uint32_t)offset) : LAYERS_NONE;

	if (s != LAYERS_NONE)
		set_number(placing, sent, placing->layers->sentences[s].number);
}

static void place_sentence(struct placing *placing, struct str *field)
{
	uint64_t s = number_of(placing, field[SUM_SENT]);

	if (!s || s > placing->layers->n_sentences) {
		placing->problem = "a sentence that is not there";
		return;
	}
	set_number(placing, &field[SUM_BEGIN], placing->layers->sentences[s - 1].begin);
	set_number(placing, &field[SUM_END], placing->layers->sentences[s - 1].end);
}

/* The columns without which a row says nothing. */
static bool is_whole(const struct imported_row *row)
{
	const char *at = row->type->columns;
	bool is_whole = true;

	for (size_t c = 0; *at; c++) {
		size_t len = strcspn(at, " ");
		bool may_lack = memchr(at, '?', len) || !strncmp(at, "text", 4) || !strncmp(at, "id", 2);

		is_whole &= c == 0 || may_lack || row->field[c].len > 0;
		at += len + (at[len] == ' ');
	}
	return is_whole;
}

static void place_row(struct placing *placing, struct imported_row *row)
{
	const char *type = row->type->type;
	struct str *field = row->field;

	if (strcmp(type, "ent") == 0) {
		placing->entity = field[ENT_ENT];
		place_mention(placing, field, ENT_SENT, ENT_FIRST, ENT_LAST, ENT_BEGIN, ENT_END);
		set_score(placing, &field[ENT_SCORE]);
		if (!is_one_of(field[ENT_TYPE], entity_types))
			placing->problem = "a \"type\" of entity that docs/FORMAT.md does not have";
	} else if (strcmp(type, "link") == 0) {
		field[LINK_ENT] = placing->entity;
		set_score(placing, &field[LINK_SCORE]);
		if (str_is(field[LINK_CHAIN], "0")) /* a date, an amount */
			field[LINK_CHAIN].len = 0;
	} else if (strcmp(type, "ref") == 0) {
		place_mention(placing, field, REF_SENT, REF_FIRST, REF_LAST, REF_BEGIN, REF_END);
	} else if (strcmp(type, "quote") == 0) {
		place_range(placing, &field[QUOTE_BEGIN], &field[QUOTE_END]);
		if (!field[QUOTE_SENT].len && !placing->problem)
			find_sentence(placing, field[QUOTE_BEGIN], &field[QUOTE_SENT]);
		place_range(placing, &field[QUOTE_SOURCE_BEGIN], &field[QUOTE_SOURCE_END]);
		if (!is_one_of(field[QUOTE_KIND], quote_kinds))
			placing->problem = "a \"kind\" of quotation that docs/FORMAT.md does not have";
	} else if (strcmp(type, "sum") == 0) {
		place_sentence(placing, field);
		set_score(placing, &field[SUM_SCORE]);
	} else {
		set_score(placing, &field[KEY_SCORE]);
	}
	if (!placing->problem && !is_whole(row))
		placing->problem = "an annotation without a member that it needs";
}

/* Links stand behind all entities, as in rows that `link` makes. */
static void order_rows(const struct json_document *document, struct imported *imported, struct placing *placing)
{
	struct imported_row *links = arena_array(placing->arena, struct imported_row, document->n_rows);
	size_t n_links = 0, n_entities = 0;

	for (size_t i = 0; i < document->n_rows && !placing->problem; i++) {
		const struct json_row *from = &document->rows[i];
		bool is_link = strcmp(from->type->type, "link") == 0;
		struct imported_row *to = is_link ? &links[n_links++] : &imported->rows[imported->n_rows++];

		to->type = from->type;
		memcpy(to->field, from->field, sizeof to->field);
		place_row(placing, to);
		if (strcmp(from->type->type, "ent") == 0)
			n_entities = imported->n_rows;
	}
	if (placing->problem || !n_links)
		return;
	memmove(&imported->rows[n_entities + n_links], &imported->rows[n_entities],
	        (imported->n_rows - n_entities) * sizeof *imported->rows);
	memcpy(&imported->rows[n_entities], links, n_links * sizeof *links);
	imported->n_rows += n_links;
}

const char *annotations_place(const struct json_document *document, struct arena *arena, struct imported *imported)
{
	struct placing placing = { .document = document, .layers = &imported->layers, .arena = arena };

	if (!document->n_rows)
		return NULL;
	for (size_t s = 0; s < document->n_sentences; s++)
		if (document->sentences[s].number && document->sentences[s].number != s + 1)
			return "sentences that do not count from 1";
	for (size_t t = 1; t < document->n_tokens; t++)
		if (document->tokens[t].begin < document->tokens[t - 1].begin || document->tokens[t].end < document->tokens[t - 1].end)
			return "tokens whose offsets do not rise";
	imported->rows = arena_array(arena, struct imported_row, document->n_rows);
	order_rows(document, imported, &placing);
	return placing.problem;
}
