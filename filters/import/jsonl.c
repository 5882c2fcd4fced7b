/*
 * jsonl.c: documents out of JSON Lines of tokens (tokens_json.h), one a line.
 *
 * The text is that of the paragraphs; where the line has none, that of the sentences with one space
 * between them; where a sentence has none, its forms with one space between them, none behind a token
 * with `"space": false`. Sentences are looked for in their paragraph, tokens in their sentence, each
 * from where the one before ended, so the time is linear in the text.
 */
#include "annotations.h"
#include "imported.h"
#include "tokens_json.h"

static struct str text_of_token(const struct json_token *token)
{
	return token->text.len ? token->text : token->form;
}

/* A sentence's text put together from its tokens. */
static struct str join_tokens(const struct json_token *tokens, size_t n, struct arena *arena)
{
	size_t len = 0;
	char *at;

	for (size_t t = 0; t < n; t++)
		len += text_of_token(&tokens[t]).len + 1;
	at = arena_alloc(arena, len);
	len = 0;
	for (size_t t = 0; t < n; t++) {
		struct str text = text_of_token(&tokens[t]);

		if (text.len)
			memcpy(at + len, text.at, text.len);
		len += text.len;
		if (t + 1 < n && !tokens[t].is_glued)
			at[len++] = ' ';
	}
	return str_at(at, len);
}

/* One paragraph for every run of sentences of the same number. */
static void make_paragraphs(struct json_document *document, struct arena *arena)
{
	const struct json_sentence *sentences = document->sentences;
	size_t n = document->n_sentences;

	document->paragraphs = arena_array(arena, struct json_paragraph, n);
	for (size_t s = 0; s < n;) {
		size_t end = s, len = 0;
		char *at;

		for (; end < n && sentences[end].par == sentences[s].par; end++)
			len += sentences[end].text.len + 1;
		at = arena_alloc(arena, len);
		len = 0;
		for (size_t i = s; i < end; i++) {
			if (i > s)
				at[len++] = ' ';
			memcpy(at + len, sentences[i].text.at, sentences[i].text.len);
			len += sentences[i].text.len;
		}
		document->paragraphs[document->n_paragraphs++] =
		        (struct json_paragraph){ .text = str_at(at, len), .par = sentences[s].par };
		s = end;
	}
}

static bool is_kind(struct str kind)
{
	static const char *const kinds[] = { "title", "p", "list", "caption", "credit", "boiler" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_is(kind, kinds[i]))
			return true;
	return kind.len == 0;
}

/* Where `part` stands in `whole` at or after `from`; SIZE_MAX where it does not. */
static size_t place_of(struct str part, struct str whole, size_t from)
{
	struct str rest = str_slice(whole, from, whole.len);
	const char *hit = part.len && rest.len ? memmem(rest.at, rest.len, part.at, part.len) : NULL;

	return hit ? (size_t)(hit - whole.at) : SIZE_MAX;
}

struct layout {
	const struct json_document *document;
	struct imported *imported;
	size_t max_par;
	char *raw;
	size_t len;
	const char *problem;
};

static void lay_out_tokens(struct layout *layout, const struct json_sentence *sentence, struct sentence *out)
{
	struct layers *layers = &layout->imported->layers;
	size_t from = 0;

	out->first_token = (uint32_t)layers->n_tokens;
	out->n_tokens = (uint32_t)sentence->n_tokens;
	for (uint32_t t = 0; t < out->n_tokens; t++) {
		const struct json_token *token = &layout->document->tokens[sentence->first_token + t];
		size_t at = place_of(text_of_token(token), out->text, from);

		if (at == SIZE_MAX) {
			layout->problem = token->form.len ? "a token that is not in its sentence" : "a token without \"form\"";
			return;
		}
		if (token->n_mwt && (token->n_mwt != 2 || token->mwt[0] > t + 1 || token->mwt[1] < t + 1 ||
		                     token->mwt[0] == token->mwt[1] || token->mwt[1] > out->n_tokens)) {
			layout->problem = "an \"mwt\" that does not hold its token";
			return;
		}
		from = at + text_of_token(token).len;
		layers->tokens[layers->n_tokens++] = (struct token){
			.number = t + 1,
			.begin = out->begin + (uint32_t)at,
			.end = out->begin + (uint32_t)from,
			.form = token->form,
			.lemma = token->lemma,
			.upos = token->upos,
			.xpos = token->xpos,
			.mwt_first = token->mwt[0],
			.mwt_last = token->mwt[1],
		};
	}
}

static struct paragraph *begin_paragraph(struct layout *layout, struct str kind, size_t begin)
{
	struct layers *layers = &layout->imported->layers;
	struct paragraph *paragraph = &layers->paragraphs[layers->n_paragraphs++];

	*paragraph = (struct paragraph){
		.number = (uint32_t)layers->n_paragraphs,
		.begin = (uint32_t)begin,
		.kind = kind.len ? kind : str_of("p"),
	};
	return paragraph;
}

static void end_paragraph(struct layout *layout, struct paragraph *paragraph, size_t end)
{
	paragraph->end = (uint32_t)end;
	paragraph->text = str_at(layout->raw + paragraph->begin, end - paragraph->begin);
}

/* A paragraph with its sentences, of which *s is the first. One that is too long is cut between sentences. */
static void lay_out_paragraph(struct layout *layout, const struct json_paragraph *paragraph, size_t *s)
{
	const struct json_document *document = layout->document;
	struct layers *layers = &layout->imported->layers;
	struct paragraph *open = begin_paragraph(layout, paragraph->kind, layout->len);
	size_t base = layout->len, from = 0;

	if (paragraph->text.len)
		memcpy(layout->raw + base, paragraph->text.at, paragraph->text.len);
	layout->len += paragraph->text.len;
	for (; *s < document->n_sentences && document->sentences[*s].par == paragraph->par && !layout->problem; ++*s) {
		const struct json_sentence *sentence = &document->sentences[*s];
		size_t at = place_of(sentence->text, paragraph->text, from);
		struct sentence *out = &layers->sentences[layers->n_sentences++];

		if (at == SIZE_MAX) {
			layout->problem = "a sentence that is not in its paragraph";
			return;
		}
		if (from && base + at - open->begin > layout->max_par) {
			end_paragraph(layout, open, base + from);
			open = begin_paragraph(layout, paragraph->kind, base + at);
		}
		from = at + sentence->text.len;
		*out = (struct sentence){
			.number = (uint32_t)layers->n_sentences,
			.par = (uint32_t)layers->n_paragraphs,
			.begin = (uint32_t)(base + at),
			.end = (uint32_t)(base + from),
			.text = str_at(layout->raw + base + at, sentence->text.len),
		};
		lay_out_tokens(layout, sentence, out);
	}
	end_paragraph(layout, open, layout->len);
}

static const char *lay_out(struct json_document *document, size_t max_par, struct arena *arena, struct imported *imported)
{
	struct layout layout = { .document = document, .imported = imported, .max_par = max_par };
	struct layers *layers = &imported->layers;
	size_t len = 2, s = 0;

	for (size_t i = 0; i < document->n_sentences; i++) {
		struct json_sentence *sentence = &document->sentences[i];

		sentence->par = sentence->par ? sentence->par : 1;
		if (!sentence->text.at)
			sentence->text = join_tokens(&document->tokens[sentence->first_token], sentence->n_tokens, arena);
		if (!sentence->text.len)
			return "a sentence without text or tokens";
	}
	if (!document->n_paragraphs)
		make_paragraphs(document, arena);
	for (size_t p = 0; p < document->n_paragraphs; p++)
		len += document->paragraphs[p].text.len + 2;
	layout.raw = arena_alloc(arena, len);
	layers->paragraphs = arena_array(arena, struct paragraph, document->n_paragraphs + document->n_sentences);
	layers->sentences = arena_array(arena, struct sentence, document->n_sentences);
	layers->tokens = arena_array(arena, struct token, document->n_tokens);
	for (size_t p = 0; p < document->n_paragraphs && !layout.problem; p++) {
		struct json_paragraph *paragraph = &document->paragraphs[p];

		if (!is_kind(paragraph->kind))
			layout.problem = "a \"kind\" of paragraph that docs/FORMAT.md does not have";
		paragraph->par = paragraph->par ? paragraph->par : (uint32_t)p + 1;
		memcpy(layout.raw + layout.len, "\n\n", p ? 2 : 0);
		layout.len += p ? 2 : 0;
		lay_out_paragraph(&layout, paragraph, &s);
	}
	if (!layout.problem && s < document->n_sentences)
		layout.problem = "a sentence whose \"par\" is no paragraph, or out of order";
	if (layout.len)
		layout.raw[layout.len++] = '\n';
	imported->raw = str_at(layout.raw, layout.len);
	return layout.problem;
}

static enum import_status next(struct import_reader *reader, struct arena *arena, struct imported *imported)
{
	struct json_document document;
	struct str line;

	memset(imported, 0, sizeof *imported);
	do {
		if (!str_next_line(&reader->rest, &line))
			return IMPORT_END;
		reader->line++;
		line = str_trim(line);
	} while (line.len == 0);
	reader->problem = json_document_read(line, arena, &document);
	if (!reader->problem)
		reader->problem = lay_out(&document, reader->max_par, arena, imported);
	if (!reader->problem)
		reader->problem = annotations_place(&document, arena, imported);
	if (reader->problem)
		return IMPORT_BAD;
	imported->id = document.id;
	imported->source = document.source;
	imported->url = document.url;
	imported->published = document.published;
	imported->lang = document.lang;
	imported->title = document.title;
	imported->author = document.author;
	return IMPORT_DOCUMENT;
}

const struct import_format import_jsonl = {
	.name = "jsonl",
	.summary = "JSON Lines: a document a line, its sentences and tokens",
	.next = next,
};
