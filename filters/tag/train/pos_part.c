/* pos_part.c: see pos_part.h. */
#include "filters/tag/train/pos_part.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/index.h"
#include "filters/tag/tags/tagger.h"
#include "filters/tag/train/train.h"

static int8_t quantized(const struct pos_part *part, float scale, float weight)
{
	float scaled = weight * scale;

	if (fabsf(weight) < part->least)
		return 0;
	return (int8_t)(scaled > 127 ? 127 : scaled < -127 ? -127 : lrintf(scaled));
}

/* Appends the row of a feature; false where nothing of it is left. */
static bool write_row(const struct pos_part *part, const struct learner *learner, size_t f, struct buf *rows)
{
	float scale = learner == part->second ? part->second_scale : part->scale;
	int8_t dense[TAGGER_LABELS] = { 0 };
	size_t n = 0;

	for (size_t i = learner->weights_begin[f]; i < learner->weights_begin[f + 1]; i++) {
		dense[learner->label[i]] = quantized(part, scale, learner->weight[i]);
		n += dense[learner->label[i]] != 0;
	}
	if (n == 0)
		return false;
	if (2 * n >= learner->n_labels) {
		buf_add_byte(rows, (char)TAGGER_DENSE);
		buf_add(rows, dense, tagger_dense_size(learner->n_labels));
		return true;
	}
	buf_add_byte(rows, (char)n);
	for (size_t y = 0; y < learner->n_labels; y++) {
		if (dense[y] == 0)
			continue;
		buf_add_byte(rows, (char)y);
		buf_add_byte(rows, (char)dense[y]);
	}
	return true;
}

/* The smallest power of two with room for n and a sixth to spare. */
static size_t table_size(size_t n)
{
	size_t size = 2;

	while (size < n + n / 6 + 1)
		size *= 2;
	return size;
}

/* A feature of either look whose row is not empty. */
struct kept {
	uint64_t key;
	uint32_t row;
};

static size_t write_rows(const struct pos_part *part, const struct learner *learner, struct buf *rows,
                         struct kept *kept)
{
	size_t n = 0;

	for (size_t f = 0; f < learner->n_features; f++) {
		uint32_t row = (uint32_t)rows->len;

		if (write_row(part, learner, f, rows))
			kept[n++] = (struct kept){ learner->key_of[f], row };
	}
	return n;
}

/* A bit for every slot that is taken: a twelfth of the bits at most. */
static void make_filter(const struct kept *kept, size_t n, struct buf *filter)
{
	size_t size = 1;

	while (8 * size < 12 * n)
		size *= 2;
	memset(buf_reserve(filter, size), 0, size);
	filter->len = size;
	for (size_t i = 0; i < n; i++) {
		size_t bit = tagger_filter_bit(kept[i].key, 8 * size - 1);

		filter->at[bit / 8] = (char)(filter->at[bit / 8] | 1 << bit % 8);
	}
}

static struct str make_slots(const struct pos_part *part, struct buf *rows, struct buf *filter)
{
	size_t most = part->learner->n_features + part->second->n_features;
	struct kept *kept = diag_alloc((most + 1) * sizeof *kept);
	size_t n = write_rows(part, part->learner, rows, kept), size;
	struct tagger_slot *slots;

	n += write_rows(part, part->second, rows, kept + n);
	size = table_size(n);
	slots = diag_alloc(size * sizeof *slots);
	memset(slots, 0, size * sizeof *slots);
	for (size_t k = 0; k < n; k++) {
		size_t i = tagger_place(kept[k].key, size - 1);

		while (slots[i].fingerprint)
			i = (i + 1) & (size - 1);
		slots[i] = (struct tagger_slot){ tagger_fingerprint(kept[k].key), kept[k].row };
	}
	make_filter(kept, n, filter);
	free(kept);
	fprintf(stderr, "%zu features left, %zu slots, %zu bytes of rows\n", n, size, rows->len);
	return str_at((char *)slots, size * sizeof *slots);
}

/* The set's offset in `sets`, where equal sets stand once. */
static uint32_t put_set(const uint8_t *pairs, size_t n, struct buf *sets, struct index *index)
{
	char key[TAGGER_PAIRS + 1];
	struct str copy;
	bool is_new;
	uint32_t *at;

	key[0] = (char)n;
	memcpy(key + 1, pairs, n);
	at = index_find(index, str_at(key, n + 1));
	if (at)
		return *at;
	copy = arena_str(index->arena, str_at(key, n + 1));
	at = index_put(index, copy, (uint32_t)sets->len, &is_new);
	buf_add_str(sets, copy);
	return *at;
}

static struct str make_words(const struct pos_part *part, struct buf *sets)
{
	struct arena arena = { 0 };
	struct index index = { .arena = &arena };
	size_t size = table_size(part->n_words);
	struct tagger_word *words = diag_alloc(size * sizeof *words);

	memset(words, 0, size * sizeof *words);
	put_set(part->unknown, part->n_unknown, sets, &index);
	for (size_t w = 0; w < part->n_words; w++) {
		const struct pos_word *word = &part->words[w];
		size_t i = tagger_place(word->hash, size - 1);

		while (words[i].fingerprint)
			i = (i + 1) & (size - 1);
		words[i] = (struct tagger_word){ tagger_fingerprint(word->hash), word->ambiguity,
			                         put_set(word->pairs, word->n_pairs, sets, &index) };
	}
	arena_free(&arena);
	return str_at((char *)words, size * sizeof *words);
}

static void write_labels(const struct pos_part *part, struct buf *labels)
{
	const struct learner *learner = part->learner;
	struct tagger_head head = { (uint32_t)part->n_upos, (uint32_t)part->n_xpos, (uint32_t)learner->n_pairs };

	buf_add(labels, &head, sizeof head);
	for (size_t i = 0; i < learner->n_pairs; i++) {
		buf_add_byte(labels, (char)learner->pairs[i].first);
		buf_add_byte(labels, (char)learner->pairs[i].second);
	}
	for (size_t y = 0; y < learner->n_labels; y++) {
		buf_add_str(labels, part->names[y]);
		buf_add_byte(labels, '\0');
	}
}

void pos_part_write(const struct pos_part *part, const char *path)
{
	struct buf labels = { 0 }, rows = { 0 }, filter = { 0 }, sets = { 0 };
	struct str slots = make_slots(part, &rows, &filter), words = make_words(part, &sets);

	write_labels(part, &labels);
	part_write(path,
	           (struct bundle_part[]){
	                   { "info", part->info },
	                   { "pos.labels", buf_str(&labels) },
	                   { "pos.slots", slots },
	                   { "pos.filter", buf_str(&filter) },
	                   { "pos.rows", buf_str(&rows) },
	                   { "pos.tags", words },
	                   { "pos.sets", buf_str(&sets) },
	           },
	           7);
	free((char *)slots.at);
	free((char *)words.at);
	buf_free(&labels);
	buf_free(&rows);
	buf_free(&filter);
	buf_free(&sets);
}
