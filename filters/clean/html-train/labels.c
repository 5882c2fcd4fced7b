/* labels.c: blocks against a gold text, by the places of their runs of four words. */
#include "labels.h"

#include <stdlib.h>
#include <xxhash.h>

#include "common/utf8.h"

enum { WIDTH = 4 };

struct words words_of(struct str text, struct arena *arena)
{
	struct words words = { .hashes = arena_array(arena, uint64_t, text.len / 2 + 1) };
	size_t begin = 0;
	bool in_word = false;

	for (size_t pos = 0, at = 0; at <= text.len; at = pos) {
		uint32_t c = at < text.len ? utf8_next(text, &pos) : ' ';
		bool is_word = utf8_is_letter(c) || utf8_is_digit(c) || c == '_';

		if (is_word && !in_word)
			begin = at;
		else if (!is_word && in_word)
			words.hashes[words.n++] = XXH3_64bits(text.at + begin, at - begin);
		in_word = is_word;
		if (at == text.len)
			break;
	}
	return words;
}

/* --- runs of four words -------------------------------------------------------------------------- */

struct run {
	uint64_t hash;
	size_t place;
};

struct runs {
	struct run *runs; /* by hash, then by place */
	size_t n;
};

static uint64_t run_hash(const struct words *words, size_t at)
{
	return XXH3_64bits(words->hashes + at, WIDTH * sizeof *words->hashes);
}

static int by_hash(const void *a, const void *b)
{
	const struct run *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static struct runs runs_of(const struct words *words, struct arena *arena)
{
	struct runs all = { .n = words->n < WIDTH ? 0 : words->n - WIDTH + 1 };

	all.runs = arena_array(arena, struct run, all.n);
	for (size_t i = 0; i < all.n; i++)
		all.runs[i] = (struct run){ run_hash(words, i), i };
	qsort(all.runs, all.n, sizeof *all.runs, by_hash);
	return all;
}

/* The first place of a run at or behind `from`; SIZE_MAX where there is none. */
static size_t run_find(const struct runs *all, uint64_t hash, size_t from)
{
	size_t low = 0, high = all->n;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct run *run = &all->runs[middle];

		if (run->hash < hash || (run->hash == hash && run->place < from))
			low = middle + 1;
		else
			high = middle;
	}
	return low < all->n && all->runs[low].hash == hash ? all->runs[low].place : SIZE_MAX;
}

/* --- a text --------------------------------------------------------------------------------------- */

struct alignment {
	const struct words *blocks, *gold;
	struct runs runs;
	bool *is_given;      /* [gold->n] */
	size_t *begin, *end; /* [B] of a block that is the article: its words in the gold text */
	uint8_t *labels;
};

static void give(struct alignment *a, size_t b, size_t begin, size_t end)
{
	a->labels[b] = LABEL_ARTICLE;
	a->begin[b] = begin;
	a->end[b] = end;
	for (size_t i = begin; i < end; i++)
		a->is_given[i] = true;
}

/* Gives a block its words where most of its runs are in what is left of the gold text. */
static void align(struct alignment *a, size_t b)
{
	const struct words *block = &a->blocks[b];
	size_t n_runs = block->n - WIDTH + 1, hits = 0, begin = SIZE_MAX, end = 0, from = 0;

	for (size_t i = 0; i < n_runs; i++) {
		uint64_t hash = run_hash(block, i);
		size_t place = run_find(&a->runs, hash, from);

		if (place == SIZE_MAX)
			place = run_find(&a->runs, hash, 0);
		while (place != SIZE_MAX && (a->is_given[place] || a->is_given[place + WIDTH - 1]))
			place = run_find(&a->runs, hash, place + 1);
		if (place == SIZE_MAX)
			continue;
		hits++;
		begin = place < begin ? place : begin;
		end = place + WIDTH > end ? place + WIDTH : end;
		from = place;
	}
	if (2 * hits < n_runs)
		return;
	/* A place far away is another one's: its words count, but are not given. */
	if (end - begin > 2 * block->n)
		end = begin + block->n < end ? begin + block->n : end;
	give(a, b, begin, end);
}

/* Whether the words of a short block are in the gold text from `at` on, and not given. */
static bool stands_at(const struct alignment *a, size_t b, size_t at)
{
	const struct words *block = &a->blocks[b];

	if (at > a->gold->n || a->gold->n - at < block->n)
		return false;
	for (size_t i = 0; i < block->n; i++)
		if (a->is_given[at + i] || a->gold->hashes[at + i] != block->hashes[i])
			return false;
	return true;
}

static void align_short(struct alignment *a, size_t B)
{
	size_t at = 0;

	for (size_t b = 0; b < B; b++) {
		size_t n = a->blocks[b].n;

		if (a->labels[b] == LABEL_ARTICLE) {
			at = a->end[b];
		} else if (n > 0 && n < WIDTH && stands_at(a, b, at)) {
			give(a, b, at, at + n);
			at += n;
		}
	}
	at = a->gold->n;
	for (size_t b = B; b-- > 0;) {
		size_t n = a->blocks[b].n;

		if (a->labels[b] == LABEL_ARTICLE) {
			at = a->begin[b];
		} else if (n > 0 && n < WIDTH && n <= at && stands_at(a, b, at - n)) {
			give(a, b, at - n, at);
			at -= n;
		}
	}
}

struct length {
	size_t n, block;
};

static int longest_first(const void *a, const void *b)
{
	const struct length *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return (x->block > y->block) - (x->block < y->block);
}

void labels_of_text(const struct words *blocks, size_t B, struct words gold, uint8_t *labels, struct arena *arena)
{
	struct alignment a = {
		.blocks = blocks,
		.gold = &gold,
		.runs = runs_of(&gold, arena),
		.is_given = arena_zeroed(arena, gold.n * sizeof *a.is_given),
		.begin = arena_array(arena, size_t, B),
		.end = arena_array(arena, size_t, B),
		.labels = labels,
	};
	struct length *order = arena_array(arena, struct length, B);

	for (size_t b = 0; b < B; b++) {
		labels[b] = LABEL_OTHER;
		order[b] = (struct length){ blocks[b].n, b };
	}
	qsort(order, B, sizeof *order, longest_first);
	for (size_t i = 0; i < B && order[i].n >= WIDTH; i++)
		align(&a, order[i].block);
	align_short(&a, B);
}

/* The share of a's words that are among b's. */
static double overlap(const struct words *a, const struct words *b)
{
	size_t hits = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++)
			if (a->hashes[i] == b->hashes[j]) {
				hits++;
				break;
			}
	return a->n ? (double)hits / (double)a->n : 0;
}

void labels_forget_standfirst(const struct words *blocks, size_t B, struct words description, uint8_t *labels)
{
	enum { SHORTEST = 4 };
	const double same = 0.8;

	if (description.n < SHORTEST)
		return;
	for (size_t b = 0; b < B && labels[b] != LABEL_ARTICLE; b++)
		if (blocks[b].n >= SHORTEST && blocks[b].n <= 2 * description.n && overlap(&blocks[b], &description) >= same &&
		    overlap(&description, &blocks[b]) >= same)
			labels[b] = LABEL_UNKNOWN;
}

/* --- sentences ------------------------------------------------------------------------------------ */

static bool contains(const struct words *words, const struct words *part)
{
	for (size_t at = 0; part->n && at + part->n <= words->n; at++)
		if (memcmp(words->hashes + at, part->hashes, part->n * sizeof *part->hashes) == 0)
			return true;
	return false;
}

void labels_of_segments(const struct words *blocks, size_t B, const struct words *wanted, size_t n_wanted,
                        const struct words *unwanted, size_t n_unwanted, uint8_t *labels)
{
	for (size_t b = 0; b < B; b++) {
		labels[b] = LABEL_UNKNOWN;
		for (size_t i = 0; i < n_wanted; i++)
			if (contains(&blocks[b], &wanted[i]))
				labels[b] = LABEL_ARTICLE;
		for (size_t i = 0; i < n_unwanted; i++)
			if (contains(&blocks[b], &unwanted[i]))
				labels[b] = LABEL_OTHER;
	}
}
