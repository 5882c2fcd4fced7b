/* lemma.c: see lemma.h. */
#include "filters/tag/tags/lemma.h"

#include <stdlib.h>

#include "common/diag.h"
#include "common/utf8.h"
#include "filters/tag/hash.h"

enum { MEMO_SIZE = 1 << 14 };

/* What was decided for a (form, tag). */
struct decision {
	uint32_t edit; /* offset in lem.edits, or NO_EDIT */
	uint32_t letter_case;
};

struct memo_entry {
	uint64_t key; /* of word, spelling and the tag's address; 0 = free */
	struct decision decision;
};

struct lemma_memo {
	const struct lemmatizer *lemmatizer; /* whose decisions they are */
	struct memo_entry at[MEMO_SIZE];
};

static const uint32_t NO_EDIT = UINT32_MAX;
static const struct lemma_entry no_entries[1];

struct lemma_memo *lemma_memo_new(void)
{
	return diag_zeroed(sizeof(struct lemma_memo));
}

void lemma_memo_delete(struct lemma_memo *memo)
{
	free(memo);
}

bool lemmatizer_open(const struct bundle *model, struct lemmatizer *lemmatizer)
{
	struct str table = bundle_section(model, "lem.table");
	size_t n = table.len / sizeof(struct lemma_entry);

	*lemmatizer = (struct lemmatizer){ .entries = no_entries };
	if (!table.at)
		return true;
	if (table.len % sizeof(struct lemma_entry) || n == 0 || n & (n - 1))
		return false;
	lemmatizer->entries = (const struct lemma_entry *)table.at;
	lemmatizer->mask = n - 1;
	lemmatizer->edits = bundle_section(model, "lem.edits");
	for (size_t i = 0; i < n; i++)
		if (lemmatizer->entries[i].fingerprint == 0)
			return true;
	return false;
}

/* --- keys ------------------------------------------------------------------------------------- */

/* A comma that parts groups of three digits. */
static bool is_grouping(struct str form, size_t at)
{
	if (form.len - at < 4 || form.at[at] != ',')
		return false;
	for (size_t i = at + 1; i < at + 4; i++)
		if (form.at[i] < '0' || form.at[i] > '9')
			return false;
	return true;
}

enum lemma_spelling lemma_spelling_of(struct str form, uint32_t flags)
{
	if (flags & WORD_NUMBER && is_grouping(form, str_find(form, ',', 0)))
		return SPELLING_GROUPED;
	if (flags & WORD_SMALL)
		return SPELLING_SMALL;
	if (flags & WORD_INITIAL)
		return SPELLING_INITIAL;
	if (flags & WORD_TITLE)
		return SPELLING_TITLE;
	return flags & WORD_CAPITALS ? SPELLING_CAPITALS : SPELLING_OTHER;
}

uint64_t lemma_key(enum lemma_kind kind, uint64_t tag, struct str text, enum lemma_spelling spelling)
{
	return hash_pair(hash_str(text), tag + ((uint64_t)kind << 8 | spelling));
}

static bool look_up(const struct lemmatizer *lemmatizer, uint64_t key, uint32_t *value)
{
	uint32_t fingerprint = (uint32_t)(key >> 32) | 1;

	for (size_t i = key & lemmatizer->mask;; i = (i + 1) & lemmatizer->mask) {
		if (lemmatizer->entries[i].fingerprint == fingerprint) {
			*value = lemmatizer->entries[i].value;
			return true;
		}
		if (lemmatizer->entries[i].fingerprint == 0)
			return false;
	}
}

/* --- making a lemma ----------------------------------------------------------------------------- */

static bool has_curly(struct str form)
{
	return memmem(form.at, form.len, "\xe2\x80\x99", 3) || memmem(form.at, form.len, "\xe2\x80\x98", 3);
}

struct str lemma_base(struct str form, enum lemma_case letter_case, struct arena *arena)
{
	char *out;
	size_t n = 0;

	if (letter_case == LEMMA_AS_WRITTEN && !has_curly(form))
		return form;
	out = arena_alloc(arena, 2 * form.len + 4);
	for (size_t pos = 0; pos < form.len;) {
		bool is_first = pos == 0;
		uint32_t cp;

		if (letter_case == LEMMA_UNGROUPED && is_grouping(form, pos))
			pos++;
		cp = utf8_next(form, &pos);
		if (cp == 0x2018 || cp == 0x2019)
			cp = '\'';
		else if (letter_case == LEMMA_TITLE && is_first)
			cp = utf8_upper(cp);
		else if (letter_case != LEMMA_AS_WRITTEN)
			cp = utf8_lower(cp);
		n += utf8_encode(cp, out + n);
	}
	return str_at(out, n);
}

struct str lemma_edit(struct str base, size_t cut, struct str add, struct arena *arena)
{
	size_t end = base.len;
	char *out;

	if (cut == 0 && add.len == 0)
		return base;
	while (cut-- > 0 && end > 0)
		utf8_previous(base, &end);
	if (add.len == 0 && end > 0)
		return str_slice(base, 0, end);
	if (end + add.len == 0)
		return base;
	out = arena_alloc(arena, end + add.len);
	memcpy(out, base.at, end);
	memcpy(out + end, add.at, add.len);
	return str_at(out, end + add.len);
}

/* The edit at an offset; false where the section has none there. */
static bool read_edit(const struct lemmatizer *lemmatizer, uint32_t at, size_t *cut, struct str *add)
{
	struct str edits = lemmatizer->edits;
	size_t len;

	if (edits.len < 2 || at > edits.len - 2)
		return false;
	len = (uint8_t)edits.at[at + 1];
	if (edits.len - at - 2 < len)
		return false;
	*cut = (uint8_t)edits.at[at];
	*add = str_at(edits.at + at + 2, len);
	return true;
}

/* Every key is made before the first is looked for, so that the waits for memory overlap. */
static struct decision decide(const struct lemmatizer *lemmatizer, struct str lower, uint64_t tag,
                              enum lemma_spelling spelling)
{
	struct decision decision = { NO_EDIT, LEMMA_LOWER };
	uint64_t case_word = lemma_key(KIND_CASE_WORD, tag, lower, spelling);
	uint64_t edit[1 + LEMMA_ENDING + 1]; /* of the word, then of its endings, the longest last */
	size_t n = 0, pos = lower.len;

	__builtin_prefetch(&lemmatizer->entries[case_word & lemmatizer->mask]);
	edit[n++] = lemma_key(KIND_EDIT_WORD, tag, lower, 0);
	edit[n++] = lemma_key(KIND_EDIT_ENDING, tag, (struct str){ "", 0 }, 0); /* which every word has */
	while (pos > 0 && n <= 1 + LEMMA_ENDING) {
		utf8_previous(lower, &pos);
		edit[n++] = lemma_key(KIND_EDIT_ENDING, tag, str_slice(lower, pos, lower.len), 0);
	}
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&lemmatizer->entries[edit[i] & lemmatizer->mask]);
	if (!look_up(lemmatizer, case_word, &decision.letter_case))
		look_up(lemmatizer, lemma_key(KIND_CASE, tag, (struct str){ "", 0 }, spelling), &decision.letter_case);
	if (look_up(lemmatizer, edit[0], &decision.edit))
		return decision;
	while (n > 1)
		if (look_up(lemmatizer, edit[--n], &decision.edit))
			break;
	return decision;
}

static struct str lemma_of(const struct lemmatizer *lemmatizer, struct lemma_memo *memo, struct str form,
                           const struct word *word, const char *tag, struct arena *arena)
{
	/* Where a sentence knows one case only, its words were entered in their usual spelling. */
	enum lemma_spelling spelling = str_eq(form, word->form)  ? lemma_spelling_of(form, word->flags) :
	                               str_eq(form, word->lower) ? SPELLING_SMALL :
	                                                           SPELLING_CAPITALS;
	uint64_t key = hash_pair(word->lower_hash + spelling, (uintptr_t)tag) | 1;
	struct memo_entry *entry = &memo->at[key >> 8 & (MEMO_SIZE - 1)];
	enum lemma_case letter_case;
	struct str base, add;
	size_t cut;

	if (entry->key != key) {
		entry->decision = decide(lemmatizer, lemma_base(word->lower, LEMMA_AS_WRITTEN, arena),
		                         hash_str(str_of(tag)), spelling);
		entry->key = key;
	}
	letter_case = entry->decision.letter_case;
	if (letter_case <= LEMMA_LOWER && !(word->flags & WORD_APOSTROPHE))
		base = letter_case == LEMMA_LOWER ? word->lower : form;
	else
		base = lemma_base(form, letter_case, arena);
	if (entry->decision.edit == NO_EDIT || !read_edit(lemmatizer, entry->decision.edit, &cut, &add))
		return base;
	return lemma_edit(base, cut, add, arena);
}

void lemma_tokens(const struct lemmatizer *lemmatizer, struct lemma_memo *memo, const struct words *words,
                  struct tokens *tokens, struct arena *arena)
{
	if (memo->lemmatizer != lemmatizer) {
		if (memo->lemmatizer)
			memset(memo, 0, sizeof *memo);
		memo->lemmatizer = lemmatizer;
	}
	for (size_t t = 0; t < tokens->T; t++) {
		const char *tag = tokens->xpos[t][0] ? tokens->xpos[t] : tokens->upos[t];

		if (lemmatizer->entries == no_entries)
			tokens->lemma[t] = (struct str){ "", 0 };
		else
			tokens->lemma[t] = lemma_of(lemmatizer, memo, tokens->form[t],
			                            &words->at[tokens->word[t]], tag, arena);
	}
}
