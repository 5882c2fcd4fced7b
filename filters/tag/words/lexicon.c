/* lexicon.c: see lexicon.h. */
#include "filters/tag/words/lexicon.h"

#include <stdlib.h>

#include "common/arena.h"
#include "common/diag.h"
#include "common/index.h"
#include "common/row.h"

enum { FORM_MAX = 1024, TAG_MAX = 31 };

struct record {
	const char *upos, *xpos; /* "" leaves the column to the model */
	struct str lemma;
};

struct lexicon {
	struct arena arena;
	struct index index; /* form -> position */
	struct record *records;
	size_t n, cap;
};

struct lexicon *lexicon_new(void)
{
	struct lexicon *lexicon = diag_alloc(sizeof *lexicon);

	*lexicon = (struct lexicon){ 0 };
	return lexicon;
}

void lexicon_delete(struct lexicon *lexicon)
{
	if (!lexicon)
		return;
	index_free(&lexicon->index);
	arena_free(&lexicon->arena);
	free(lexicon->records);
	free(lexicon);
}

const char *lexicon_status_text(enum lexicon_status status)
{
	switch (status) {
	case LEXICON_OK:
		return "no error";
	case LEXICON_COLUMNS:
		return "expected two to four columns: form, UPOS, XPOS, lemma";
	case LEXICON_FORM:
		return "expected a form of 1 to 1024 bytes, a lemma of at most 1024";
	case LEXICON_TAG:
		return "expected a tag of at most 31 bytes";
	case LEXICON_BYTES:
		return "a control character, or no UTF-8";
	}
	return "unknown error";
}

enum lexicon_status lexicon_add(struct lexicon *lexicon, const struct str *fields, size_t n_fields)
{
	struct str field[4] = { { NULL, 0 } };
	uint32_t at;
	bool is_new;

	if (n_fields < 2 || n_fields > 4)
		return LEXICON_COLUMNS;
	memcpy(field, fields, n_fields * sizeof *field);
	for (size_t i = 0, bad; i < n_fields; i++)
		if (row_bad_bytes(field[i], &bad) || str_find(field[i], '\t', 0) < field[i].len)
			return LEXICON_BYTES;
	if (field[0].len == 0 || field[0].len > FORM_MAX || field[3].len > FORM_MAX)
		return LEXICON_FORM;
	if (field[1].len > TAG_MAX || field[2].len > TAG_MAX)
		return LEXICON_TAG;
	at = *index_put(&lexicon->index, arena_str(&lexicon->arena, field[0]), (uint32_t)lexicon->n, &is_new);
	if (is_new && lexicon->n == lexicon->cap) {
		lexicon->cap = 2 * lexicon->cap + 64;
		lexicon->records = diag_realloc(lexicon->records, lexicon->cap * sizeof *lexicon->records);
	}
	lexicon->n += is_new;
	lexicon->records[at] = (struct record){
		.upos = arena_str(&lexicon->arena, field[1]).at,
		.xpos = arena_str(&lexicon->arena, field[2]).at,
		.lemma = arena_str(&lexicon->arena, field[3]),
	};
	return LEXICON_OK;
}

static const struct record *find(const struct lexicon *lexicon, struct str form)
{
	const uint32_t *at = index_find(&lexicon->index, form);

	return at ? &lexicon->records[*at] : NULL;
}

void lexicon_tags(const struct lexicon *lexicon, struct tokens *tokens)
{
	for (size_t t = 0; t < tokens->T; t++) {
		const struct record *record = find(lexicon, tokens->form[t]);

		if (record && record->upos[0])
			tokens->upos[t] = record->upos;
		if (record && record->xpos[0])
			tokens->xpos[t] = record->xpos;
	}
}

void lexicon_lemmas(const struct lexicon *lexicon, struct tokens *tokens)
{
	for (size_t t = 0; t < tokens->T; t++) {
		const struct record *record = find(lexicon, tokens->form[t]);

		if (record && record->lemma.len)
			tokens->lemma[t] = record->lemma;
	}
}
