/*
 * rouge.c: n-grams are counted by sorting their numbers, common subsequences by the usual table.
 * Sizes: H words of the summary, R words of the reference.
 */
#include <stdlib.h>

#include "common/rouge.h"
#include "common/stem.h"

struct sentences {
	struct rouge_text *at;
	size_t n;
};

static struct rouge_score ratio(size_t hits, size_t n_summary, size_t n_reference)
{
	struct rouge_score score = { 0 };

	if (hits == 0)
		return score;
	score.precision = (double)hits / (double)n_summary;
	score.recall = (double)hits / (double)n_reference;
	score.f = 2 * score.precision * score.recall / (score.precision + score.recall);
	return score;
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

struct rouge_text rouge_words(struct str text, bool stem, struct index *vocabulary,
                              struct arena *arena)
{
	struct rouge_text out = { arena_array(arena, uint32_t, text.len / 2 + 1), 0 };
	char *lower = arena_alloc(arena, text.len);

	for (size_t i = 0; i < text.len; i++)
		lower[i] = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (char)(text.at[i] | 0x20) : text.at[i];
	for (size_t begin = 0, end; begin < text.len; begin = end + 1) {
		size_t len;

		for (end = begin; end < text.len && is_word_byte(lower[end]);)
			end++;
		len = end - begin;
		if (len == 0)
			continue;
		if (stem && len > 3)
			len = stem_word(lower + begin, len);
		out.words[out.n++] = *index_put(vocabulary, str_at(lower + begin, len),
		                                (uint32_t)vocabulary->n_keys, NULL);
	}
	return out;
}

static int compare_grams(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The n-grams of a text in rising order; returns how many. */
static size_t sorted_grams(struct rouge_text text, unsigned n, uint64_t *grams)
{
	size_t n_grams = text.n >= n ? text.n - n + 1 : 0;

	for (size_t i = 0; i < n_grams; i++)
		grams[i] = n == 1 ? text.words[i] : (uint64_t)text.words[i] << 32 | text.words[i + 1];
	qsort(grams, n_grams, sizeof *grams, compare_grams);
	return n_grams;
}

struct rouge_score rouge_n(struct rouge_text summary, struct rouge_text reference, unsigned n,
                           struct arena *scratch)
{
	struct arena_mark mark = arena_mark(scratch);
	uint64_t *h = arena_array(scratch, uint64_t, summary.n + 1);
	uint64_t *r = arena_array(scratch, uint64_t, reference.n + 1);
	size_t n_h = sorted_grams(summary, n, h), n_r = sorted_grams(reference, n, r), hits = 0;

	for (size_t i = 0, j = 0; i < n_h && j < n_r;) {
		if (h[i] == r[j]) {
			hits++;
			i++;
			j++;
		} else if (h[i] < r[j]) {
			i++;
		} else {
			j++;
		}
	}
	arena_release(scratch, mark);
	return ratio(hits, n_h, n_r);
}

/* Lengths of the longest common subsequences of all prefixes: [R + 1][H + 1]. */
static uint32_t *subsequence_table(struct rouge_text reference, struct rouge_text summary,
                                   struct arena *arena)
{
	size_t width = summary.n + 1;
	uint32_t *table = arena_array(arena, uint32_t, (reference.n + 1) * width);

	memset(table, 0, width * sizeof *table);
	for (size_t i = 1; i <= reference.n; i++) {
		uint32_t *row = table + i * width, *above = row - width;

		row[0] = 0;
		for (size_t j = 1; j < width; j++) {
			if (reference.words[i - 1] == summary.words[j - 1])
				row[j] = above[j - 1] + 1;
			else
				row[j] = above[j] > row[j - 1] ? above[j] : row[j - 1];
		}
	}
	return table;
}

static struct rouge_score rouge_l(struct rouge_text summary, struct rouge_text reference,
                                  struct arena *arena)
{
	uint32_t *table = subsequence_table(reference, summary, arena);

	return ratio(table[(reference.n + 1) * (summary.n + 1) - 1], summary.n, reference.n);
}

/* Marks the reference words of one longest common subsequence. */
static void mark_subsequence(struct rouge_text reference, struct rouge_text summary, bool *is_hit,
                             struct arena *arena)
{
	size_t width = summary.n + 1, i = reference.n, j = summary.n;
	uint32_t *table = subsequence_table(reference, summary, arena);

	while (i && j) {
		if (reference.words[i - 1] == summary.words[j - 1]) {
			is_hit[--i] = true;
			j--;
		} else if (table[i * width + j - 1] > table[(i - 1) * width + j]) {
			j--;
		} else {
			i--;
		}
	}
}

static size_t count_words(struct sentences sentences)
{
	size_t n = 0;

	for (size_t i = 0; i < sentences.n; i++)
		n += sentences.at[i].n;
	return n;
}

/* How often each word of the vocabulary stands in the sentences. */
static uint32_t *word_counts(struct sentences sentences, size_t n_vocabulary, struct arena *arena)
{
	uint32_t *counts = arena_zeroed(arena, (n_vocabulary + 1) * sizeof *counts);

	for (size_t i = 0; i < sentences.n; i++) {
		for (size_t k = 0; k < sentences.at[i].n; k++)
			counts[sentences.at[i].words[k]]++;
	}
	return counts;
}

/*
 * ROUGE-L of a summary: for each reference sentence the union of its common subsequences with all
 * sentences of the summary; no word counts more often than either side has it.
 */
static struct rouge_score rouge_lsum(struct sentences summary, struct sentences reference,
                                     size_t n_vocabulary, struct arena *arena)
{
	uint32_t *left_h = word_counts(summary, n_vocabulary, arena);
	uint32_t *left_r = word_counts(reference, n_vocabulary, arena);
	size_t hits = 0;

	for (size_t i = 0; i < reference.n; i++) {
		struct arena_mark mark = arena_mark(arena);
		struct rouge_text sentence = reference.at[i];
		bool *is_hit = arena_zeroed(arena, sentence.n + 1);

		for (size_t j = 0; j < summary.n; j++)
			mark_subsequence(sentence, summary.at[j], is_hit, arena);
		for (size_t k = 0; k < sentence.n; k++) {
			uint32_t word = sentence.words[k];

			if (is_hit[k] && left_h[word] && left_r[word]) {
				hits++;
				left_h[word]--;
				left_r[word]--;
			}
		}
		arena_release(arena, mark);
	}
	return ratio(hits, count_words(summary), count_words(reference));
}

static struct sentences sentence_words(struct str text, bool stem, struct index *vocabulary,
                                       struct arena *arena)
{
	struct sentences out = { arena_array(arena, struct rouge_text, text.len + 1), 0 };

	for (size_t begin = 0, end; begin <= text.len; begin = end) {
		size_t skip = 1;

		for (end = begin; end < text.len && text.at[end] != '\n'; end++) {
			if (str_starts(str_slice(text, end, text.len), "<q>")) {
				skip = 3;
				break;
			}
		}
		out.at[out.n++] = rouge_words(str_slice(text, begin, end), stem, vocabulary, arena);
		end += skip;
	}
	return out;
}

void rouge_score_all(struct str summary, struct str reference, bool stem, struct arena *scratch,
                     struct rouge_score scores[ROUGE_METRICS])
{
	struct arena_mark mark = arena_mark(scratch);
	struct index vocabulary = { .arena = scratch };
	struct rouge_text h = rouge_words(summary, stem, &vocabulary, scratch);
	struct rouge_text r = rouge_words(reference, stem, &vocabulary, scratch);
	struct sentences hs = sentence_words(summary, stem, &vocabulary, scratch);
	struct sentences rs = sentence_words(reference, stem, &vocabulary, scratch);

	scores[ROUGE_1] = rouge_n(h, r, 1, scratch);
	scores[ROUGE_2] = rouge_n(h, r, 2, scratch);
	scores[ROUGE_L] = rouge_l(h, r, scratch);
	scores[ROUGE_LSUM] = rouge_lsum(hs, rs, vocabulary.n_keys, scratch);
	arena_release(scratch, mark);
}
