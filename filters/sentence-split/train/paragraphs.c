/* paragraphs.c: see paragraphs.h. */
#include "common/conllu.h"
#include "common/diag.h"
#include "paragraphs.h"

static bool is_free(struct str sent_id)
{
	static const char *const genres[] = { "news",     "interview", "bio",          "voyage",
		                              "textbook", "vlog",      "conversation", "speech" };
	struct str genre;

	if (!str_starts(sent_id, "GUM_"))
		return true;
	genre = str_slice(sent_id, 4, str_find(sent_id, '_', 4));
	for (size_t i = 0; i < sizeof genres / sizeof *genres; i++)
		if (str_is(genre, genres[i]))
			return true;
	return false;
}

/* The text that is being put together. */
struct draft {
	struct buf text, begins;
};

static void finish(struct draft *draft, bool is_document, struct arena *arena, struct paragraphs *out)
{
	struct str text = str_trim(buf_str(&draft->text));
	size_t n = draft->begins.len / sizeof(size_t);

	if (n) {
		struct paragraph *paragraph;

		if (out->n_items == out->cap) {
			out->cap = out->cap ? 2 * out->cap : 1024;
			out->items = diag_realloc(out->items, out->cap * sizeof *out->items);
		}
		paragraph = &out->items[out->n_items++];
		paragraph->text = arena_str(arena, text);
		paragraph->n_begins = n;
		paragraph->begins = arena_array(arena, size_t, n);
		memcpy(paragraph->begins, draft->begins.at, draft->begins.len);
		paragraph->is_document = is_document;
	}
	buf_clear(&draft->text);
	buf_clear(&draft->begins);
}

static void add_sentence(struct draft *draft, const struct conllu_sentence *sentence)
{
	buf_add(&draft->begins, &draft->text.len, sizeof draft->text.len);
	for (size_t t = 0; t < sentence->n_tokens; t++) {
		buf_add_str(&draft->text, sentence->tokens[t].form);
		if (sentence->tokens[t].has_space_after)
			buf_add_byte(&draft->text, ' ');
	}
}

const char *paragraphs_read(struct str file, bool is_document, struct arena *arena,
                            struct paragraphs *out, uint64_t *line)
{
	struct conllu reader = { .rest = file };
	struct conllu_sentence sentence;
	struct draft draft = { { 0 }, { 0 } };
	enum conllu_status status;
	struct arena scratch = { 0 };

	while ((status = conllu_next(&reader, &scratch, &sentence)) == CONLLU_SENTENCE) {
		if (sentence.is_newdoc || (sentence.is_newpar && !is_document))
			finish(&draft, is_document, arena, out);
		if (is_free(sentence.sent_id))
			add_sentence(&draft, &sentence);
		arena_reset(&scratch);
	}
	finish(&draft, is_document, arena, out);
	buf_free(&draft.text);
	buf_free(&draft.begins);
	arena_free(&scratch);
	*line = reader.line;
	return status == CONLLU_BAD ? reader.problem : NULL;
}
