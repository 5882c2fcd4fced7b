/*
 * linear.c: see linear.h. Training is stochastic gradient descent with a step size of its own for
 * every weight (Duchi, Hazan, Singer 2011: AdaGrad); averaging over the later epochs stands in for a
 * decaying rate.
 */
#include <math.h>
#include <stdlib.h>

#include "common/diag.h"
#include "common/linear.h"

struct linear_header {
	uint32_t n_outcomes, n_slots;
};

enum { SLOTS_MAX = 1 << 24 };

bool linear_open(struct str section, struct linear *linear)
{
	struct linear_header header;
	const struct linear_row *rows;
	bool has_empty = false;

	if (section.len < sizeof header)
		return false;
	memcpy(&header, section.at, sizeof header);
	if (header.n_outcomes < 2 || header.n_outcomes > LINEAR_OUTCOMES || header.n_slots == 0 ||
	    header.n_slots > SLOTS_MAX || (header.n_slots & (header.n_slots - 1)) ||
	    section.len != sizeof header + header.n_slots * sizeof(struct linear_row))
		return false;
	rows = (const struct linear_row *)(const void *)(section.at + sizeof header);
	for (uint32_t i = 0; i < header.n_slots && !has_empty; i++)
		has_empty = rows[i].key == 0;
	*linear = (struct linear){ rows, header.n_slots - 1, header.n_outcomes };
	return has_empty; /* a full table would make a probe for a missing key endless */
}

/* --- training --------------------------------------------------------------------------- */

/* Observations lie one behind the other: outcome, weight, n keys, keys. */
struct linear_trainer {
	struct buf observations;
	size_t n_observations;
};

struct observation {
	uint32_t outcome, n_keys;
	double weight;
};

struct linear_trainer *linear_trainer_new(void)
{
	struct linear_trainer *trainer = diag_alloc(sizeof *trainer);

	memset(trainer, 0, sizeof *trainer);
	return trainer;
}

void linear_trainer_delete(struct linear_trainer *trainer)
{
	buf_free(&trainer->observations);
	free(trainer);
}

void linear_observe(struct linear_trainer *trainer, const uint32_t *keys, size_t n_keys,
                    unsigned outcome, double weight)
{
	struct observation head = { outcome, (uint32_t)n_keys, weight };

	buf_add(&trainer->observations, &head, sizeof head);
	buf_add(&trainer->observations, keys, n_keys * sizeof *keys);
	if (n_keys % 2)
		buf_add(&trainer->observations, &(uint32_t){ 0 }, sizeof(uint32_t));
	trainer->n_observations++;
}

struct weights {
	double value[LINEAR_OUTCOMES - 1];  /* now */
	double sum[LINEAR_OUTCOMES - 1];    /* over the averaged epochs */
	double square[LINEAR_OUTCOMES - 1]; /* of gradients so far: AdaGrad's step sizes */
	uint32_t key, count;
};

/* Keys to weights while training: open addressing, at most half full. */
struct weight_table {
	struct weights *slots;
	size_t n_slots, n_keys;
};

static struct weights *table_find(const struct weight_table *table, uint32_t key)
{
	size_t slot = key & (table->n_slots - 1);

	while (table->slots[slot].key && table->slots[slot].key != key)
		slot = (slot + 1) & (table->n_slots - 1);
	return &table->slots[slot];
}

static void table_init(struct weight_table *table, size_t n_slots)
{
	table->n_slots = n_slots;
	table->n_keys = 0;
	table->slots = diag_alloc(n_slots * sizeof *table->slots);
	memset(table->slots, 0, n_slots * sizeof *table->slots);
}

static void table_count(struct weight_table *table, uint32_t key)
{
	struct weights *weights = table_find(table, key);

	if (weights->key == 0) {
		if (2 * (table->n_keys + 1) > table->n_slots) {
			struct weight_table bigger;

			table_init(&bigger, 2 * table->n_slots);
			bigger.n_keys = table->n_keys;
			for (size_t i = 0; i < table->n_slots; i++)
				if (table->slots[i].key)
					*table_find(&bigger, table->slots[i].key) = table->slots[i];
			free(table->slots);
			*table = bigger;
			weights = table_find(table, key);
		}
		weights->key = key;
		table->n_keys++;
	}
	weights->count++;
}

static const struct observation *observation_next(const struct observation *now)
{
	const char *at = (const char *)(now + 1);

	return (const void *)(at + (now->n_keys + 1) / 2 * 2 * sizeof(uint32_t));
}

static const uint32_t *observation_keys(const struct observation *now)
{
	return (const uint32_t *)(const void *)(now + 1);
}

/* A 64-bit linear congruential generator: its upper bits, the same on every machine. */
static uint32_t random_24(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 40);
}

/* One step of gradient descent at one observation. `found` has room for its weights. */
static void step(const struct weight_table *table, const struct linear_options *options,
                 const struct observation *seen, struct weights **found, uint64_t *seed)
{
	uint32_t dropped = (uint32_t)(options->dropout * (1 << 24));
	double score[LINEAR_OUTCOMES] = { 0 }, total = 0, highest = 0;
	const uint32_t *keys = observation_keys(seen);
	size_t n = 0;

	for (size_t k = 0; k < seen->n_keys; k++) {
		struct weights *weights = table_find(table, keys[k]);

		if (weights->count < options->min_count || random_24(seed) < dropped)
			continue;
		found[n++] = weights;
		for (uint32_t y = 1; y < options->n_outcomes; y++)
			score[y] += weights->value[y - 1];
	}
	for (uint32_t y = 1; y < options->n_outcomes; y++)
		highest = score[y] > highest ? score[y] : highest;
	for (uint32_t y = 0; y < options->n_outcomes; y++)
		total += score[y] = exp(score[y] - highest);
	for (uint32_t y = 1; y < options->n_outcomes; y++) {
		double error = seen->weight * (score[y] / total - (seen->outcome == y));

		for (size_t k = 0; k < n; k++) {
			double gradient = error + options->l2 * found[k]->value[y - 1];

			found[k]->square[y - 1] += gradient * gradient;
			found[k]->value[y - 1] -=
			        options->rate * gradient / (1e-6 + sqrt(found[k]->square[y - 1]));
		}
	}
}

/* A fixed order of visits for each epoch: Fisher-Yates. */
static void shuffle(const struct observation **order, size_t n, uint64_t *seed)
{
	for (size_t i = n; i > 1; i--) {
		const struct observation *swap = order[i - 1];
		size_t j = (size_t)(((uint64_t)random_24(seed) << 24 | random_24(seed)) % i);

		order[i - 1] = order[j];
		order[j] = swap;
	}
}

static void fit(const struct linear_trainer *trainer, const struct weight_table *table,
                const struct linear_options *options)
{
	const struct observation **order = diag_alloc(trainer->n_observations * sizeof *order);
	const struct observation *now = (const void *)trainer->observations.at;
	uint32_t most_keys = 1, half = options->epochs / 2;
	struct weights **found;
	uint64_t seed = 1;

	for (size_t i = 0; i < trainer->n_observations; i++, now = observation_next(now)) {
		order[i] = now;
		most_keys = now->n_keys > most_keys ? now->n_keys : most_keys;
	}
	found = diag_alloc(most_keys * sizeof *found);
	for (uint32_t epoch = 0; epoch < options->epochs; epoch++) {
		shuffle(order, trainer->n_observations, &seed);
		for (size_t i = 0; i < trainer->n_observations; i++)
			step(table, options, order[i], found, &seed);
		for (size_t i = 0; i < table->n_slots && epoch >= half; i++)
			for (uint32_t y = 1; y < options->n_outcomes; y++)
				table->slots[i].sum[y - 1] += table->slots[i].value[y - 1];
	}
	free(found);
	free(order);
}

/* A weight as it is stored: averaged, pruned, rounded. */
static int16_t settled(double sum, const struct linear_options *options)
{
	double value = sum / (options->epochs - options->epochs / 2);
	double scaled = nearbyint(value * LINEAR_SCALE);

	if (fabs(value) < options->prune)
		return 0;
	return (int16_t)(scaled > INT16_MAX ? INT16_MAX : scaled < INT16_MIN ? INT16_MIN : scaled);
}

static int by_key(const void *a, const void *b)
{
	const struct linear_row *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

static void write_section(struct linear_row *rows, size_t n_rows, uint32_t n_outcomes,
                          struct buf *section)
{
	struct linear_header header = { n_outcomes, 16 };
	struct linear_row *slots;

	while (2 * (size_t)header.n_slots < 3 * n_rows)
		header.n_slots *= 2;
	slots = diag_alloc(header.n_slots * sizeof *slots);
	memset(slots, 0, header.n_slots * sizeof *slots);
	qsort(rows, n_rows, sizeof *rows, by_key);
	for (size_t i = 0; i < n_rows; i++) {
		uint32_t slot = rows[i].key & (header.n_slots - 1);

		while (slots[slot].key)
			slot = (slot + 1) & (header.n_slots - 1);
		slots[slot] = rows[i];
	}
	buf_add(section, &header, sizeof header);
	buf_add(section, slots, header.n_slots * sizeof *slots);
	free(slots);
}

void linear_train(struct linear_trainer *trainer, const struct linear_options *options,
                  struct buf *section)
{
	const struct observation *now = (const void *)trainer->observations.at;
	struct weight_table table;
	struct linear_row *rows;
	size_t n_rows = 0;

	table_init(&table, 1 << 16);
	for (size_t i = 0; i < trainer->n_observations; i++, now = observation_next(now))
		for (size_t k = 0; k < now->n_keys; k++)
			table_count(&table, observation_keys(now)[k]);
	fit(trainer, &table, options);
	rows = diag_alloc((table.n_keys + 1) * sizeof *rows);
	for (size_t i = 0; i < table.n_slots; i++) {
		struct linear_row row = { .key = table.slots[i].key };

		for (uint32_t y = 1; y < options->n_outcomes; y++)
			row.weight[y - 1] = settled(table.slots[i].sum[y - 1], options);
		if (row.key && (row.weight[0] || row.weight[1]))
			rows[n_rows++] = row;
	}
	write_section(rows, n_rows, options->n_outcomes, section);
	free(rows);
	free(table.slots);
}
