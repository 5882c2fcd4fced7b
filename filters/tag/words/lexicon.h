/*
 * lexicon.h: the user's own dictionary of words (`tag --lexicon FILE`), which wins over the model.
 *
 * A table of four columns: form, UPOS, XPOS, lemma. The form is compared in exact case; an empty
 * field leaves that column to the model.
 */
#ifndef TAG_LEXICON_H
#define TAG_LEXICON_H

#include "filters/tag/tokens.h"

struct lexicon;

struct lexicon *lexicon_new(void);
void lexicon_delete(struct lexicon *lexicon);

enum lexicon_status {
	LEXICON_OK,
	LEXICON_COLUMNS, /* not two to four columns */
	LEXICON_FORM,    /* an empty form, or a form or lemma of more than 1 KiB */
	LEXICON_TAG,     /* a tag of more than 31 bytes */
	LEXICON_BYTES,   /* what no row can hold, or a TAB */
};

/* Adds a record. A form that comes again takes the later record. */
enum lexicon_status lexicon_add(struct lexicon *lexicon, const struct str *fields, size_t n_fields);
const char *lexicon_status_text(enum lexicon_status status);

/* Puts the dictionary's tags, and its lemmas, over those of a sentence. */
void lexicon_tags(const struct lexicon *lexicon, struct tokens *tokens);
void lexicon_lemmas(const struct lexicon *lexicon, struct tokens *tokens);

#endif
