/*
 * conllu.c: a document as CoNLL-U (https://universaldependencies.org/format.html).
 *
 * A sentence without tokens has no place there and is left out. SpaceAfter=No follows from where the
 * forms stand in the sentence's text, after a sentence's last token from raw offsets. Blanks of the text
 * that are together count as one. Columns that no stage fills are `_`.
 *
 * CoNLL-U Plus (https://universaldependencies.org/ext-format.html) has the same columns, named on its
 * first line, and entities with their links in MISC as CorefUD has them: `Entity=(e4-PER-Q58217` on
 * the first token, `e4)` on the last; the number is that of the chain, or of the mention as `m7`.
 */
#include "common/map.h"
#include "format.h"

/* A field of a column: `_` where it is empty, blanks for what would break the line. */
static void add_field(struct buf *out, struct str field)
{
	if (field.len == 0) {
		buf_add_byte(out, '_');
		return;
	}
	for (size_t i = 0; i < field.len; i++)
		buf_add_byte(out, (unsigned char)field.at[i] < ' ' ? ' ' : field.at[i]);
}

/* A sentence's text as one line without blanks at its ends or two together. */
static void add_line(struct buf *out, struct str text)
{
	bool is_blank = false;

	text = str_trim(text);
	for (size_t i = 0; i < text.len; i++) {
		bool was_blank = is_blank;

		is_blank = (unsigned char)text.at[i] <= ' ';
		if (!is_blank)
			buf_add_byte(out, text.at[i]);
		else if (!was_blank)
			buf_add_byte(out, ' ');
	}
}

/* The text offset that a raw offset of a sentence stands at. */
static size_t text_at(const struct map *map, size_t raw)
{
	for (size_t i = 0; i < map->n_runs; i++) {
		const struct map_run *run = &map->runs[i];

		if (raw < run->raw + run->raw_len || i + 1 == map->n_runs)
			return run->is_replaced || raw < run->raw ? run->text : run->text + (raw - run->raw);
	}
	return map->text_len;
}

/*
 * The form of the multiword token [first, last]: its parts joined where each has its own range, else
 * the text that they share.
 */
static void add_surface(struct buf *out, const struct sentence *sentence, const struct token *first,
                        const struct token *last, struct arena *arena)
{
	bool has_parts = true;
	struct map map;

	for (const struct token *part = first; part < last; part++)
		has_parts &= part->end == part[1].begin;
	if (!has_parts && map_parse(sentence->map, sentence->begin, sentence->end, sentence->text.len, arena, &map)) {
		size_t begin = text_at(&map, first->begin), end = text_at(&map, last->end);

		if (begin < end) {
			add_field(out, str_slice(sentence->text, begin, end));
			return;
		}
	}
	for (const struct token *part = first; part <= last; part++)
		add_field(out, part->form);
}

/* Where the text goes on behind a sentence: the next one of its paragraph, or the next paragraph. */
static uint32_t next_begin(const struct document *document, const struct layers *layers, size_t s)
{
	uint32_t paragraph = layers->sentences[s].paragraph;

	if (s + 1 < layers->n_sentences && layers->sentences[s + 1].par == layers->sentences[s].par)
		return layers->sentences[s + 1].begin;
	if (paragraph != LAYERS_NONE && paragraph + 1 < layers->n_paragraphs)
		return layers->paragraphs[paragraph + 1].begin;
	return (uint32_t)row_get_number(document->facts, DOC_BYTES);
}

/* Entities of the document by the token that they begin or end at; NULL for plain CoNLL-U. */
struct brackets {
	const struct layers *layers;
	const struct entity_link **links;       /* [E] the first link of each entity, or NULL */
	uint32_t *opening, *closing;            /* [T] position of an entity plus one; 0 = none */
	uint32_t *next_opening, *next_closing; /* [E] */
};

static struct brackets *brackets_of(const struct layers *layers, struct arena *arena)
{
	struct brackets *b = arena_zeroed(arena, sizeof *b);
	size_t E = layers->n_entities + 1, T = layers->n_tokens + 1;

	b->layers = layers;
	b->links = arena_zeroed(arena, E * sizeof *b->links);
	b->opening = arena_zeroed(arena, T * sizeof *b->opening);
	b->closing = arena_zeroed(arena, T * sizeof *b->closing);
	b->next_opening = arena_zeroed(arena, E * sizeof *b->next_opening);
	b->next_closing = arena_zeroed(arena, E * sizeof *b->next_closing);
	for (size_t l = 0; l < layers->n_links; l++)
		if (layers->links[l].rank == 1)
			b->links[layers->links[l].entity] = &layers->links[l];
	for (size_t e = 0; e < layers->n_entities; e++) {
		const struct entity *entity = &layers->entities[e];
		uint32_t *at;

		if (entity->first == LAYERS_NONE)
			continue;
		/* The longer one is outside: it opens first and closes last. */
		for (at = &b->opening[entity->first]; *at && layers->entities[*at - 1].last >= entity->last;)
			at = &b->next_opening[*at - 1];
		b->next_opening[e] = *at;
		*at = (uint32_t)e + 1;
		for (at = &b->closing[entity->last]; *at && layers->entities[*at - 1].first > entity->first;)
			at = &b->next_closing[*at - 1];
		b->next_closing[e] = *at;
		*at = (uint32_t)e + 1;
	}
	return b;
}

static void add_number(struct buf *out, const struct brackets *b, uint32_t e)
{
	const struct entity_link *link = b->links[e];

	if (link && link->chain)
		buf_printf(out, "e%u", link->chain);
	else
		buf_printf(out, "m%u", b->layers->entities[e].number);
}

/* An id without the marks that MISC and the brackets are made of. */
static void add_identity(struct buf *out, struct str id)
{
	for (size_t i = 0; i < id.len; i++)
		if (strchr("|()-=% \t", id.at[i]))
			buf_printf(out, "%%%02X", (unsigned char)id.at[i]);
		else
			buf_add_byte(out, id.at[i]);
}

static void add_entities(struct buf *out, const struct brackets *b, size_t t)
{
	if (!b->opening[t] && !b->closing[t])
		return;
	buf_add_str(out, str_of("Entity="));
	for (uint32_t e = b->opening[t]; e; e = b->next_opening[e - 1]) {
		const struct entity *entity = &b->layers->entities[e - 1];
		const struct entity_link *link = b->links[e - 1];

		buf_add_byte(out, '(');
		add_number(out, b, e - 1);
		buf_printf(out, "-%.*s", STR_ARGS(entity->type));
		if (link && !str_is(link->kb, "nil")) {
			buf_add_byte(out, '-');
			add_identity(out, link->id);
		}
		if (entity->last == t)
			buf_add_byte(out, ')');
	}
	for (uint32_t e = b->closing[t]; e; e = b->next_closing[e - 1]) {
		if (b->layers->entities[e - 1].first == t)
			continue;
		add_number(out, b, e - 1);
		buf_add_byte(out, ')');
	}
}

static void add_misc(struct buf *out, bool has_space_after, const struct brackets *brackets, size_t t)
{
	size_t begin;

	buf_add_str(out, str_of("\t_\t_\t_\t_\t"));
	begin = out->len;
	if (brackets)
		add_entities(out, brackets, t);
	if (!has_space_after)
		buf_add_str(out, str_of(out->len > begin ? "|SpaceAfter=No" : "SpaceAfter=No"));
	if (out->len == begin)
		buf_add_byte(out, '_');
	buf_add_byte(out, '\n');
}

static void add_word(struct buf *out, const struct token *token, bool has_space_after,
                     const struct brackets *brackets, size_t t)
{
	buf_add_number(out, token->number);
	buf_add_byte(out, '\t');
	add_field(out, token->form);
	buf_add_byte(out, '\t');
	add_field(out, token->lemma);
	buf_add_byte(out, '\t');
	add_field(out, token->upos);
	buf_add_byte(out, '\t');
	add_field(out, token->xpos);
	add_misc(out, has_space_after, brackets, t);
}

/* The last token of the multiword token that begins at t; t where there is none. */
static size_t last_of(const struct token *tokens, size_t n_tokens, size_t t)
{
	size_t n_parts = tokens[t].mwt_last - tokens[t].mwt_first;

	if (tokens[t].mwt_first != tokens[t].number || tokens[t].mwt_last <= tokens[t].mwt_first)
		return t;
	return n_parts < n_tokens - t ? t + n_parts : t;
}

/* Whether blanks stand between two tokens of a sentence: by the text, where it has both forms. */
static bool is_space_between(const struct token *left, const struct token *right)
{
	if (left->text_begin == left->text_end || right->text_begin == right->text_end)
		return left->end != right->begin;
	return left->text_end != right->text_begin;
}

static void add_sentence(struct buf *out, const struct document *document, const struct layers *layers,
                         const struct brackets *brackets, size_t s)
{
	const struct sentence *sentence = &layers->sentences[s];
	const struct token *tokens = &layers->tokens[sentence->first_token];
	size_t n = sentence->n_tokens;

	for (size_t t = 0; t < n;) {
		size_t last = last_of(tokens, n, t);
		bool is_multiword = last > t, has_space_after;

		if (last + 1 < n)
			has_space_after = is_space_between(&tokens[last], &tokens[last + 1]);
		else
			has_space_after = tokens[last].end != next_begin(document, layers, s);

		if (is_multiword) {
			buf_printf(out, "%u-%u\t", tokens[t].number, tokens[last].number);
			add_surface(out, sentence, &tokens[t], &tokens[last], document->arena);
			buf_add_str(out, str_of("\t_\t_\t_"));
			add_misc(out, has_space_after, NULL, 0);
		}
		for (; t <= last; t++)
			add_word(out, &tokens[t], is_multiword || has_space_after, brackets, sentence->first_token + t);
	}
}

static void add_document(const struct document *document, const struct layers *layers,
                         const struct brackets *brackets, struct buf *out)
{
	uint32_t par = 0;
	bool is_first = true;

	for (size_t s = 0; s < layers->n_sentences; s++) {
		const struct sentence *sentence = &layers->sentences[s];

		if (sentence->n_tokens == 0)
			continue;
		if (is_first)
			buf_printf(out, "# newdoc id = %.*s\n", STR_ARGS(document->id));
		buf_printf(out, "# sent_id = %.*s-s%u\n", STR_ARGS(document->id), sentence->number);
		if (is_first || sentence->par != par)
			buf_printf(out, "# newpar id = %.*s-p%u\n", STR_ARGS(document->id), sentence->par);
		buf_add_str(out, str_of("# text = "));
		add_line(out, sentence->text);
		buf_add_byte(out, '\n');
		add_sentence(out, document, layers, brackets, s);
		buf_add_byte(out, '\n');
		is_first = false;
		par = sentence->par;
	}
}

static void write_document(const struct document *document, const struct layers *layers, struct buf *out)
{
	add_document(document, layers, NULL, out);
}

static void write_document_plus(const struct document *document, const struct layers *layers, struct buf *out)
{
	add_document(document, layers, brackets_of(layers, document->arena), out);
}

static void begin_plus(struct buf *out)
{
	buf_add_str(out, str_of("# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC\n"
	                        "# global.Entity = eid-etype-identity\n"));
}

static const char *const reads[] = { "par", "sent", "tok", NULL };
static const char *const reads_plus[] = { "par", "sent", "tok", "ent", "link", NULL };

const struct export_format export_conllu = {
	.name = "conllu",
	.summary = "CoNLL-U: sentences, tokens, lemmas, UPOS, XPOS, multiword tokens",
	.reads = reads,
	.document = write_document,
};

const struct export_format export_conllup = {
	.name = "conllup",
	.summary = "CoNLL-U Plus: the same with entities and links in MISC",
	.reads = reads_plus,
	.document = write_document_plus,
	.begin = begin_plus,
};
