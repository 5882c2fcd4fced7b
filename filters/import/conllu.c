/*
 * conllu.c: documents out of CoNLL-U.
 *
 * The text is the forms with one space between them, none where SpaceAfter=No stands; `# newpar` begins
 * a paragraph, `# newdoc` a document. A token of several words gives each its own part of the range
 * where their forms make up the token (`do` + `n't`), else each has the whole range.
 */
#include "common/conllu.h"
#include "imported.h"

/* Sentences of one document, before they are laid out. */
struct draft {
	struct conllu_sentence *sentences;
	size_t n_sentences, cap;
	size_t n_words;
	size_t n_bytes; /* at least as long as the text */
};

static void draft_add(struct draft *draft, const struct conllu_sentence *sentence, struct arena *arena)
{
	if (draft->n_sentences == draft->cap) {
		struct conllu_sentence *old = draft->sentences;

		draft->cap = draft->cap ? 2 * draft->cap : 64;
		draft->sentences = arena_array(arena, struct conllu_sentence, draft->cap);
		if (old)
			memcpy(draft->sentences, old, draft->n_sentences * sizeof *old);
	}
	draft->sentences[draft->n_sentences++] = *sentence;
	draft->n_words += sentence->n_words;
	for (size_t t = 0; t < sentence->n_tokens; t++)
		draft->n_bytes += sentence->tokens[t].form.len + 2;
}

/* `_` is an absent value, but where the form is `_` itself. */
static struct str value_of(const struct conllu_word *word, size_t column)
{
	struct str value = word->column[column];

	if (str_is(value, "_") && !(column == CONLLU_LEMMA && str_is(word->column[CONLLU_FORM], "_")))
		return (struct str){ NULL, 0 };
	return value;
}

static bool forms_make_up(const struct conllu_sentence *sentence, const struct conllu_token *token)
{
	struct str rest = token->form;

	for (size_t w = token->first; w < token->first + token->n_words; w++) {
		struct str form = sentence->words[w].column[CONLLU_FORM];

		if (!str_eq(str_slice(rest, 0, form.len), form))
			return false;
		rest = str_slice(rest, form.len, rest.len);
	}
	return rest.len == 0;
}

static void add_token(struct imported *imported, const struct conllu_sentence *sentence,
                      const struct conllu_token *token, uint32_t begin)
{
	bool is_multiword = token->n_words > 1, has_parts = forms_make_up(sentence, token);
	uint32_t at = begin, end = begin + (uint32_t)token->form.len;

	for (uint32_t w = token->first; w < token->first + token->n_words; w++) {
		const struct conllu_word *word = &sentence->words[w];
		uint32_t len = (uint32_t)word->column[CONLLU_FORM].len;

		imported->layers.tokens[imported->layers.n_tokens++] = (struct token){
			.number = w + 1,
			.begin = has_parts ? at : begin,
			.end = has_parts ? at + len : end,
			.form = word->column[CONLLU_FORM],
			.lemma = value_of(word, CONLLU_LEMMA),
			.upos = value_of(word, CONLLU_UPOS),
			.xpos = value_of(word, CONLLU_XPOS),
			.mwt_first = is_multiword ? token->first + 1 : 0,
			.mwt_last = is_multiword ? token->first + token->n_words : 0,
		};
		at += len;
	}
}

/* The text while it is put together. */
struct text {
	char *at;
	size_t len;
	size_t gap; /* white space that stands at its end */
};

static void add_sentence(struct imported *imported, const struct conllu_sentence *sentence,
                         struct text *text)
{
	struct layers *layers = &imported->layers;
	struct sentence *out = &layers->sentences[layers->n_sentences++];

	*out = (struct sentence){
		.number = (uint32_t)layers->n_sentences,
		.par = (uint32_t)layers->n_paragraphs,
		.begin = (uint32_t)text->len,
		.first_token = (uint32_t)layers->n_tokens,
		.n_tokens = (uint32_t)sentence->n_words,
	};
	for (size_t t = 0; t < sentence->n_tokens; t++) {
		const struct conllu_token *token = &sentence->tokens[t];

		add_token(imported, sentence, token, (uint32_t)text->len);
		memcpy(text->at + text->len, token->form.at, token->form.len);
		text->len += token->form.len;
		text->gap = token->has_space_after;
		if (text->gap)
			text->at[text->len++] = ' ';
	}
	out->end = (uint32_t)(text->len - text->gap);
	out->text = str_at(text->at + out->begin, out->end - out->begin);
}

/* Ends the open paragraph; `gap`: what stands behind it where white space follows at all. */
static void end_paragraph(struct imported *imported, struct text *text, const char *gap)
{
	struct layers *layers = &imported->layers;
	struct paragraph *open;

	if (layers->n_paragraphs == 0)
		return;
	open = &layers->paragraphs[layers->n_paragraphs - 1];
	open->end = (uint32_t)(text->len - text->gap);
	open->text = str_at(text->at + open->begin, open->end - open->begin);
	if (text->gap) {
		memcpy(text->at + open->end, gap, strlen(gap));
		text->len = open->end + strlen(gap);
	}
}

static void begin_paragraph(struct imported *imported, const struct text *text)
{
	struct layers *layers = &imported->layers;
	struct paragraph *new = &layers->paragraphs[layers->n_paragraphs++];

	*new = (struct paragraph){
		.number = (uint32_t)layers->n_paragraphs,
		.begin = (uint32_t)text->len,
		.kind = str_of("p"),
	};
}

static void lay_out(const struct draft *draft, size_t max_par, struct arena *arena,
                    struct imported *imported)
{
	/* two bytes behind each sentence: a paragraph's end takes two where a space took one */
	struct text text = { arena_alloc(arena, draft->n_bytes + 2 * draft->n_sentences), 0, 0 };
	struct layers *layers = &imported->layers;

	layers->paragraphs = arena_array(arena, struct paragraph, draft->n_sentences);
	layers->sentences = arena_array(arena, struct sentence, draft->n_sentences);
	layers->tokens = arena_array(arena, struct token, draft->n_words);
	for (size_t s = 0; s < draft->n_sentences; s++) {
		const struct conllu_sentence *sentence = &draft->sentences[s];
		bool is_long = s > 0 && text.len - layers->paragraphs[layers->n_paragraphs - 1].begin > max_par;

		if (s == 0 || sentence->is_newpar || is_long) {
			end_paragraph(imported, &text, sentence->is_newpar ? "\n\n" : " ");
			begin_paragraph(imported, &text);
		}
		add_sentence(imported, sentence, &text);
	}
	end_paragraph(imported, &text, "\n");
	imported->raw = str_at(text.at, text.len);
}

static enum import_status next(struct import_reader *reader, struct arena *arena,
                               struct imported *imported)
{
	struct conllu file = { .rest = reader->rest, .line = reader->line };
	struct conllu_sentence sentence;
	struct draft draft = { 0 };
	enum conllu_status status;

	memset(imported, 0, sizeof *imported);
	while ((status = conllu_next(&file, arena, &sentence)) == CONLLU_SENTENCE) {
		if (sentence.is_newdoc && draft.n_sentences)
			break; /* it is read again as the first one of the next document */
		if (draft.n_sentences == 0)
			imported->id = sentence.newdoc;
		draft_add(&draft, &sentence, arena);
		reader->rest = file.rest;
		reader->line = file.line;
	}
	if (status == CONLLU_BAD) {
		reader->problem = file.problem;
		reader->line = file.line;
		return IMPORT_BAD;
	}
	if (draft.n_sentences == 0)
		return IMPORT_END;
	lay_out(&draft, reader->max_par, arena, imported);
	return IMPORT_DOCUMENT;
}

const struct import_format import_conllu = {
	.name = "conllu",
	.summary = "CoNLL-U: sentences, tokens, lemmas, UPOS, XPOS, multiword tokens",
	.next = next,
};
