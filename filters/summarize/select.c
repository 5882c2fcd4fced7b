/*
 * select.c: a greedy choice with exactly maintained redundancy.
 */
#include <stdlib.h>

#include "heap.h"
#include "select.h"

struct selection {
	const struct choosing *choosing;
	uint32_t *postings, *first; /* word -> sentences: postings[first[w] .. first[w + 1]) */
	bool *is_said;              /* [W] */
	float *said;                /* [S] expected words of a sentence that are said */
	bool *is_done, *is_chosen;  /* [S] done: chosen or passed over */
	struct heap heap;
	uint32_t *kept; /* those that lack what they need */
	size_t n_kept;
	struct choice *choices;
	size_t n_choices, n_words, n_bytes;
};

uint32_t select_count_words(struct str text)
{
	uint32_t n = 0;
	bool is_inside = false;

	for (size_t i = 0; i < text.len; i++) {
		bool is_blank = text.at[i] == ' ' || (text.at[i] >= '\t' && text.at[i] <= '\r');

		n += !is_blank && !is_inside;
		is_inside = !is_blank;
	}
	return n;
}

static double redundancy_of(const struct selection *selection, uint32_t i)
{
	return selection->choosing->redundancy * selection->said[i];
}

static double gain_of(const struct selection *selection, uint32_t i)
{
	return selection->choosing->scores[i] - redundancy_of(selection, i);
}

/* The best sentence that is left, taken off the heap; SELECT_NONE where there is none. */
static uint32_t take_best(struct selection *selection)
{
	struct heap *heap = &selection->heap;

	while (heap->n) {
		uint32_t sentence = heap->entries[0].number;
		double gain = gain_of(selection, sentence);

		if (!selection->is_done[sentence] && gain < heap->entries[0].score) {
			heap_lower(heap, gain); /* something of it has been said since */
			continue;
		}
		heap_drop(heap);
		if (!selection->is_done[sentence])
			return sentence;
	}
	return SELECT_NONE;
}

static void index_words(struct selection *selection, struct arena *arena)
{
	const struct importance *it = selection->choosing->importance;
	size_t n_sentences = it->terms->n_sentences;
	uint32_t *first = arena_zeroed(arena, (it->n_words + 2) * sizeof *first), *next = first + 1;

	for (uint32_t k = 0; k < it->first[n_sentences]; k++)
		first[it->word[k] + 2]++;
	for (size_t w = 0; w < it->n_words; w++)
		next[w + 1] += next[w];
	selection->postings = arena_array(arena, uint32_t, it->first[n_sentences]);
	for (uint32_t i = 0; i < n_sentences; i++) {
		for (uint32_t k = it->first[i]; k < it->first[i + 1]; k++)
			selection->postings[next[it->word[k]]++] = i;
	}
	selection->first = first;
}

static void say_word(struct selection *selection, uint32_t word)
{
	float value = selection->choosing->importance->value[word];

	if (selection->is_said[word])
		return;
	selection->is_said[word] = true;
	for (uint32_t k = selection->first[word]; k < selection->first[word + 1]; k++)
		selection->said[selection->postings[k]] += value;
}

/* Whether the sentences a and, where there is one, b fit into what is left. */
static bool fits(const struct selection *selection, uint32_t a, uint32_t b)
{
	const struct choosing *it = selection->choosing;
	size_t sentences = selection->n_choices + 1 + (b != SELECT_NONE);
	size_t words = selection->n_words + it->n_words[a];
	size_t bytes = selection->n_bytes + it->n_bytes[a] + (selection->n_choices > 0);

	if (b != SELECT_NONE) {
		words += it->n_words[b];
		bytes += it->n_bytes[b] + 1;
	}
	return sentences <= it->budget.sentences && words <= it->budget.words &&
	       bytes <= it->budget.bytes;
}

static void choose(struct selection *selection, uint32_t sentence)
{
	const struct choosing *it = selection->choosing;
	struct choice *choice = &selection->choices[selection->n_choices];

	choice->sentence = sentence;
	choice->redundancy = redundancy_of(selection, sentence);
	choice->score = it->scores[sentence] - choice->redundancy;
	selection->n_words += it->n_words[sentence];
	selection->n_bytes += it->n_bytes[sentence] + (selection->n_choices > 0);
	choice->rank = (uint32_t)++selection->n_choices;
	selection->is_done[sentence] = selection->is_chosen[sentence] = true;
	for (uint32_t k = it->importance->first[sentence]; k < it->importance->first[sentence + 1]; k++)
		say_word(selection, it->importance->word[k]);
}

/* What must come with the sentence and is not there yet. */
static uint32_t needed(const struct selection *selection, uint32_t sentence)
{
	const uint32_t *needs = selection->choosing->needs;
	uint32_t other = needs ? needs[sentence] : SELECT_NONE;

	return other != SELECT_NONE && selection->is_chosen[other] ? SELECT_NONE : other;
}

static void prepare(struct selection *selection, struct arena *arena)
{
	const struct choosing *it = selection->choosing;
	size_t n = it->importance->terms->n_sentences;

	selection->is_said = arena_zeroed(arena, it->importance->n_words);
	selection->said = arena_zeroed(arena, n * sizeof *selection->said);
	selection->is_done = arena_zeroed(arena, n);
	selection->is_chosen = arena_zeroed(arena, n);
	selection->heap.entries = arena_array(arena, struct heap_entry, n);
	selection->kept = arena_array(arena, uint32_t, n);
	selection->choices = arena_array(arena, struct choice, n);
	index_words(selection, arena);
	for (uint32_t i = 0; i < n; i++) {
		if (it->is_candidate[i])
			selection->heap.entries[selection->heap.n++] =
			        (struct heap_entry){ gain_of(selection, i), i };
	}
	heap_build(&selection->heap);
}

static int compare_choices(const void *a, const void *b)
{
	const struct choice *x = a, *y = b;

	return (x->sentence > y->sentence) - (x->sentence < y->sentence);
}

size_t select_sentences(const struct choosing *choosing, struct arena *arena, struct choice **choices)
{
	struct selection selection = { .choosing = choosing };
	uint32_t best;

	prepare(&selection, arena);
	while (selection.n_choices < choosing->budget.sentences &&
	       (best = take_best(&selection)) != SELECT_NONE) {
		uint32_t other = needed(&selection, best);

		selection.is_done[best] = true;
		if (!fits(&selection, best, other)) {
			if (other != SELECT_NONE)
				selection.kept[selection.n_kept++] = best;
			continue;
		}
		choose(&selection, best);
		if (other != SELECT_NONE)
			choose(&selection, other);
	}
	for (size_t k = 0; k < selection.n_kept; k++) {
		if (fits(&selection, selection.kept[k], SELECT_NONE))
			choose(&selection, selection.kept[k]);
	}
	*choices = selection.choices;
	qsort(selection.choices, selection.n_choices, sizeof *selection.choices, compare_choices);
	return selection.n_choices;
}

void select_said(const struct importance *importance, const uint32_t *chosen, size_t n,
                 struct arena *scratch, float *said)
{
	struct arena_mark mark = arena_mark(scratch);
	bool *is_said = arena_zeroed(scratch, importance->n_words);

	for (size_t c = 0; c < n; c++) {
		for (uint32_t k = importance->first[chosen[c]]; k < importance->first[chosen[c] + 1]; k++)
			is_said[importance->word[k]] = true;
	}
	for (size_t i = 0; i < importance->terms->n_sentences; i++) {
		said[i] = 0;
		for (uint32_t k = importance->first[i]; k < importance->first[i + 1]; k++)
			said[i] += is_said[importance->word[k]] ? importance->value[importance->word[k]] : 0;
	}
	arena_release(scratch, mark);
}
