/* counts.c: see counts.h. */
#include <stdlib.h>

#include "common/arena.h"
#include "common/diag.h"
#include "common/index.h"
#include "common/utf8.h"
#include "counts.h"
#include "filters/sentence-split/chunk.h"

/* All spellings of one word. */
struct entry {
	uint64_t total, lower, dotted, most;
	struct str bits; /* of the spelling seen most often */
};

struct lexicon {
	struct arena arena;
	struct index index;
	struct entry *entries;
	struct str *words;
	size_t n_words, cap;
};

static struct entry *entry_of(struct lexicon *lexicon, struct str word)
{
	struct buf lower = { 0 };
	bool is_new;
	uint32_t *at;

	utf8_add_lower(&lower, word);
	at = index_find(&lexicon->index, buf_str(&lower));
	if (!at) {
		word = arena_str(&lexicon->arena, buf_str(&lower));
		at = index_put(&lexicon->index, word, (uint32_t)lexicon->n_words, &is_new);
		if (lexicon->n_words == lexicon->cap) {
			lexicon->cap = lexicon->cap ? 2 * lexicon->cap : 1 << 16;
			lexicon->entries = diag_realloc(lexicon->entries, lexicon->cap * sizeof *lexicon->entries);
			lexicon->words = diag_realloc(lexicon->words, lexicon->cap * sizeof *lexicon->words);
		}
		lexicon->words[lexicon->n_words] = word;
		lexicon->entries[lexicon->n_words++] = (struct entry){ 0 };
	}
	buf_free(&lower);
	return &lexicon->entries[*at];
}

static void add_line(struct lexicon *lexicon, struct str line)
{
	size_t tab = str_find(line, '\t', 0), tab2 = str_find(line, '\t', tab + 1), pos = 0;
	struct str word = str_slice(line, 0, tab), bits = str_slice(line, tab + 1, tab2);
	bool is_dotted = word.len > 1 && word.at[word.len - 1] == '.';
	struct entry *entry;
	uint64_t count;

	if (word.len == 0 || !str_number(str_slice(line, tab2 + 1, line.len), UINT64_MAX, &count))
		return;
	if (is_dotted)
		word.len--;
	entry = entry_of(lexicon, word);
	entry->total += count;
	entry->dotted += is_dotted ? count : 0;
	entry->lower += utf8_is_lower(utf8_next(word, &pos)) ? count : 0;
	if (count > entry->most) {
		entry->most = count;
		entry->bits = bits;
	}
}

static uint8_t share(uint64_t part, uint64_t total)
{
	double ratio = (double)part / (double)total;

	return ratio < 0.02 ? VOCABULARY_NEVER_LOWER :
	       ratio < 0.2  ? VOCABULARY_SELDOM_LOWER :
	       ratio < 0.6  ? VOCABULARY_OFTEN_LOWER :
	                      VOCABULARY_MOSTLY_LOWER;
}

/* Words seen more often than 1 in 1,000 are function words, but for a few. */
static uint8_t case_of(const struct entry *entry, uint64_t n_tokens)
{
	uint8_t lower = share(entry->lower, entry->total);

	return lower == VOCABULARY_MOSTLY_LOWER && entry->total > n_tokens / 1000 ? VOCABULARY_FUNCTION : lower;
}

static uint16_t path_of(struct str bits)
{
	uint16_t path = 1;

	for (size_t i = 0; i < bits.len && i < 12; i++)
		path = (uint16_t)(path << 1 | (bits.at[i] == '1'));
	return path;
}

static int by_key(const void *a, const void *b)
{
	const struct vocabulary_word *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

/* Rows in the order of their keys, so that a collision is settled the same way every time. */
static void write_section(struct vocabulary_word *rows, size_t n_rows, struct buf *section)
{
	size_t n_slots = 16;
	struct vocabulary_word *slots;

	while (2 * n_slots < 3 * n_rows)
		n_slots *= 2;
	slots = (void *)memset(buf_reserve(section, n_slots * sizeof *slots), 0, n_slots * sizeof *slots);
	qsort(rows, n_rows, sizeof *rows, by_key);
	for (size_t i = 0; i < n_rows; i++) {
		size_t slot = rows[i].key & (n_slots - 1);

		while (slots[slot].key && slots[slot].key != rows[i].key)
			slot = (slot + 1) & (n_slots - 1);
		slots[slot] = rows[i];
	}
	section->len += n_slots * sizeof *slots;
}

void counts_vocabulary(struct str table, uint64_t min_count, struct buf *section)
{
	struct lexicon lexicon = { 0 };
	struct vocabulary_word *rows;
	size_t n_rows = 0;
	uint64_t n_tokens = 0;

	while (table.len) {
		size_t end = str_find(table, '\n', 0);

		add_line(&lexicon, str_slice(table, 0, end));
		table = str_slice(table, end + 1, table.len);
	}
	for (size_t i = 0; i < lexicon.n_words; i++)
		n_tokens += lexicon.entries[i].total;
	rows = diag_alloc((lexicon.n_words + 1) * sizeof *rows);
	for (size_t i = 0; i < lexicon.n_words; i++) {
		const struct entry *entry = &lexicon.entries[i];

		if (entry->total >= min_count)
			rows[n_rows++] = (struct vocabulary_word){
				.key = vocabulary_hash(lexicon.words[i]),
				.path = path_of(entry->bits),
				.lower = case_of(entry, n_tokens),
				.dotted = share(entry->dotted, entry->total),
			};
	}
	write_section(rows, n_rows, section);
	free(rows);
	free(lexicon.entries);
	free(lexicon.words);
	index_free(&lexicon.index);
	arena_free(&lexicon.arena);
}

/* --- words that hold ---------------------------------------------------------------------- */

struct holding {
	uint32_t n, n_ends;
};

/* Counts the words of a paragraph that white space follows at once; holding[] by slot. */
static void count_holding(const struct paragraph *paragraph, const struct vocabulary *vocabulary,
                          struct holding *holding)
{
	struct str text = paragraph->text;
	size_t next = 1;

	for (size_t at = 1; at < text.len; at++) {
		size_t begin = at;
		uint32_t slot;
		bool is_end;

		if (text.at[at] != ' ' || !byte_is_word(text, at - 1))
			continue;
		while (begin > 0 && byte_is_word(text, begin - 1))
			begin--;
		while (next < paragraph->n_begins && paragraph->begins[next] <= at)
			next++;
		is_end = next < paragraph->n_begins && paragraph->begins[next] == at + 1;
		if ((begin > 0 && text.at[begin - 1] != ' ') ||
		    !vocabulary_slot(vocabulary, vocabulary_hash(str_slice(text, begin, at)), &slot))
			continue;
		holding[slot].n++;
		holding[slot].n_ends += is_end;
	}
}

void counts_mark_holding(const struct paragraphs *paragraphs, struct buf *section)
{
	struct vocabulary_word *words = (void *)section->at;
	struct vocabulary vocabulary;
	struct holding *holding;
	size_t n_slots;

	if (!vocabulary_open(buf_str(section), &vocabulary))
		return;
	n_slots = (size_t)vocabulary.mask + 1;
	holding = diag_alloc(n_slots * sizeof *holding);
	memset(holding, 0, n_slots * sizeof *holding);
	for (size_t i = 0; i < paragraphs->n_items; i++)
		if (paragraphs->items[i].is_document)
			count_holding(&paragraphs->items[i], &vocabulary, holding);
	for (size_t i = 0; i < n_slots; i++)
		if (holding[i].n >= 40 && holding[i].n_ends <= holding[i].n / 2000)
			words[i].path |= VOCABULARY_HOLDS;
	free(holding);
}
