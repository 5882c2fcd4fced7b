/*
 * lemma.h: the lemma of a word whose tag is known.
 *
 * A lemma is made in two steps, each decided by the most special entry that a table has:
 *
 *      case    as written, lower case, Title case, or    by (word, tag, spelling), else (tag, spelling)
 *              digits without commas
 *      edit    cut k characters off the end, add letters by (word, tag), else by (ending, tag), the
 *                                                        longest known ending first
 *
 * States/NNPS keeps its case and loses an s, Cities/NNS at the begin of a sentence becomes cities and
 * then city, went/VBD cuts four and adds "go". Only what does not follow from shorter endings stands
 * in the table. The tag is XPOS, or UPOS where there is no XPOS. All of it is learned, the case
 * conventions of the treebank included; nothing here is English.
 *
 * Sections:
 *      lem.table    open addressing, a power of two of struct lemma_entry
 *      lem.edits    the edits, one after the other: characters to cut, length, letters to add
 */
#ifndef TAG_LEMMA_H
#define TAG_LEMMA_H

#include "common/arena.h"
#include "common/bundle.h"
#include "filters/tag/tokens.h"
#include "filters/tag/words/words.h"

enum { LEMMA_ENDING = 8 }; /* characters of the longest ending looked at */

enum lemma_case { LEMMA_AS_WRITTEN, LEMMA_LOWER, LEMMA_TITLE, LEMMA_UNGROUPED, LEMMA_CASES };

/* How a word is written, as far as the case of its lemma depends on it. */
enum lemma_spelling {
	SPELLING_SMALL,
	SPELLING_TITLE,
	SPELLING_CAPITALS,
	SPELLING_INITIAL,
	SPELLING_OTHER,
	SPELLING_GROUPED, /* a number with a comma before every three digits: 1,200 */
};

/* What a key of the table stands for. */
enum lemma_kind { KIND_EDIT_WORD = 1, KIND_EDIT_ENDING, KIND_CASE_WORD, KIND_CASE };

struct lemma_entry {
	uint32_t fingerprint; /* 0 = free */
	uint32_t value;       /* offset in lem.edits, or an enum lemma_case */
};

/* Read-only; borrows from the bundle. */
struct lemmatizer {
	const struct lemma_entry *entries;
	size_t mask;
	struct str edits;
};

/* Finds the sections. Without them every lemma is empty; false where they are malformed. */
bool lemmatizer_open(const struct bundle *model, struct lemmatizer *lemmatizer);

/* Decisions for frequent words, kept from document to document; of fixed size, about 0.4 MB. */
struct lemma_memo;
struct lemma_memo *lemma_memo_new(void);
void lemma_memo_delete(struct lemma_memo *memo);

/* Sets the lemma of every token (an array of T); tags must be set. Memory: the arena. */
void lemma_tokens(const struct lemmatizer *lemmatizer, struct lemma_memo *memo, const struct words *words,
                  struct tokens *tokens, struct arena *arena);

/* --- shared with the trainer ------------------------------------------------------------------ */

enum lemma_spelling lemma_spelling_of(struct str form, uint32_t flags);

/* Keys of the table; `tag` is hash_str of the tag. */
uint64_t lemma_key(enum lemma_kind kind, uint64_t tag, struct str text, enum lemma_spelling spelling);

/* The form in the given case, curly apostrophes straight: what an edit is applied to. */
struct str lemma_base(struct str form, enum lemma_case letter_case, struct arena *arena);

/* `base` with `cut` characters taken off its end and `add` put there. */
struct str lemma_edit(struct str base, size_t cut, struct str add, struct arena *arena);

#endif
