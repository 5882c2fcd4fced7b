/* title_filter.c: places of a key, and the peeling that fills the cells. */
#include "title_filter.h"

#include <math.h>
#include <stdlib.h>

#include "common/diag.h"

enum {
	MAX_SEGMENT_BITS = 18,
	MAX_SEEDS = 64,
	PADDING = 8, /* so that a cell can be read as a whole word */
};

static uint64_t mix(uint64_t x)
{
	x ^= x >> 33;
	x *= 0xFF51AFD7ED558CCDu;
	x ^= x >> 33;
	x *= 0xC4CEB9FE1A85EC53u;
	return x ^ (x >> 33);
}

struct places {
	uint32_t at[TITLE_FILTER_PLACES];
	uint32_t fingerprint;
};

static struct places places_of(const struct title_filter_head *head, uint64_t hash)
{
	uint64_t h = mix(hash + head->seed), rest = mix(h);
	uint32_t mask = (1u << head->segment_bits) - 1;
	uint64_t n_starts = head->n_segments - (TITLE_FILTER_PLACES - 1);
	uint64_t first = ((h >> 32) * n_starts) >> 32;
	struct places places;

	for (uint32_t i = 0; i < TITLE_FILTER_PLACES; i++) {
		places.at[i] = ((uint32_t)(first + i) << head->segment_bits) |
		               ((uint32_t)rest & mask);
		rest = (rest >> 16) | (rest << 48);
		rest *= 0x9E3779B97F4A7C15u;
	}
	places.fingerprint = (uint32_t)h & ((1u << TITLE_FILTER_BITS) - 1);
	return places;
}

static size_t n_cells(const struct title_filter_head *head)
{
	return (size_t)head->n_segments << head->segment_bits;
}

static size_t section_size(const struct title_filter_head *head)
{
	return sizeof *head + (n_cells(head) * TITLE_FILTER_BITS + 7) / 8 + PADDING;
}

static uint32_t cell(const unsigned char *cells, uint32_t at)
{
	uint64_t bit = (uint64_t)at * TITLE_FILTER_BITS;
	uint32_t word;

	memcpy(&word, cells + bit / 8, sizeof word);
	return (word >> (bit % 8)) & ((1u << TITLE_FILTER_BITS) - 1);
}

static void cell_set(unsigned char *cells, uint32_t at, uint32_t value)
{
	uint64_t bit = (uint64_t)at * TITLE_FILTER_BITS;
	uint32_t word;

	memcpy(&word, cells + bit / 8, sizeof word);
	word |= value << (bit % 8);
	memcpy(cells + bit / 8, &word, sizeof word);
}

bool title_filter_open(struct str section, struct title_filter *filter)
{
	*filter = (struct title_filter){ .cells = NULL };
	if (section.len == 0)
		return true;
	if (section.len < sizeof filter->head)
		return false;
	memcpy(&filter->head, section.at, sizeof filter->head);
	if (filter->head.segment_bits > MAX_SEGMENT_BITS ||
	    filter->head.n_segments < TITLE_FILTER_PLACES ||
	    ((uint64_t)filter->head.n_segments << filter->head.segment_bits) > UINT32_MAX ||
	    section_size(&filter->head) != section.len)
		return false;
	filter->cells = (const unsigned char *)section.at + sizeof filter->head;
	return true;
}

bool title_filter_has(const struct title_filter *filter, uint64_t hash)
{
	struct places places;
	uint32_t sum;

	if (!filter->cells)
		return false;
	places = places_of(&filter->head, hash);
	sum = places.fingerprint;
	for (size_t i = 0; i < TITLE_FILTER_PLACES; i++)
		sum ^= cell(filter->cells, places.at[i]);
	return sum == 0;
}

/* --- building --------------------------------------------------------------------------------- */

/* Segment size and count as the paper's reference implementation chooses them for four places. */
static struct title_filter_head head_for(size_t n)
{
	struct title_filter_head head = { .segment_bits = 2 };
	double factor = 1.3, cells;

	if (n > 10) {
		head.segment_bits = (uint32_t)floor(log((double)n) / log(2.91) - 0.5);
		factor = fmax(1.075, 0.77 + 0.305 * log(600000.0) / log((double)n));
	}
	if (head.segment_bits > MAX_SEGMENT_BITS)
		head.segment_bits = MAX_SEGMENT_BITS;
	cells = ceil((double)n * factor) + 8;
	head.n_segments = (uint32_t)(cells / (double)(1u << head.segment_bits)) + TITLE_FILTER_PLACES;
	return head;
}

/* Of every cell: how many keys are left there, and the exclusive or of their numbers. */
struct peel {
	uint32_t n_keys, keys;
};

/*
 * Takes keys out, always one that has a cell of its own, and notes the order and which of its places
 * was free: filled in the reverse order, that cell can still be set as the key needs it. Returns how
 * many keys were taken; all of them where the seed is good.
 */
static size_t peel_keys(const struct title_filter_head *head, const uint64_t *hashes, size_t n,
                        struct peel *peel, uint32_t *order, uint8_t *free_place)
{
	size_t cells = n_cells(head), n_taken = 0;
	uint32_t *alone = diag_alloc(cells * sizeof *alone);
	size_t n_alone = 0;

	memset(peel, 0, cells * sizeof *peel);
	for (size_t k = 0; k < n; k++) {
		struct places places = places_of(head, hashes[k]);

		for (size_t i = 0; i < TITLE_FILTER_PLACES; i++) {
			peel[places.at[i]].n_keys++;
			peel[places.at[i]].keys ^= (uint32_t)k;
		}
	}
	for (size_t at = 0; at < cells; at++)
		if (peel[at].n_keys == 1)
			alone[n_alone++] = (uint32_t)at;
	while (n_alone) {
		uint32_t at = alone[--n_alone], key;
		struct places places;

		if (peel[at].n_keys != 1)
			continue;
		key = peel[at].keys;
		places = places_of(head, hashes[key]);
		for (uint8_t i = 0; i < TITLE_FILTER_PLACES; i++) {
			struct peel *other = &peel[places.at[i]];

			if (places.at[i] == at)
				free_place[n_taken] = i;
			other->keys ^= key;
			if (--other->n_keys == 1)
				alone[n_alone++] = places.at[i];
		}
		order[n_taken++] = key;
	}
	free(alone);
	return n_taken;
}

bool title_filter_build(const uint64_t *hashes, size_t n, struct buf *out)
{
	struct title_filter_head head = head_for(n);
	struct peel *peel = diag_alloc(n_cells(&head) * sizeof *peel);
	uint32_t *order = diag_alloc(n * sizeof *order);
	uint8_t *free_place = diag_alloc(n);
	bool is_done = false;

	for (uint64_t seed = 1; seed <= MAX_SEEDS && !is_done; seed++) {
		head.seed = mix(seed);
		is_done = peel_keys(&head, hashes, n, peel, order, free_place) == n;
	}
	if (is_done) {
		size_t size = section_size(&head);
		unsigned char *cells = (unsigned char *)buf_reserve(out, size) + sizeof head;

		memset(cells - sizeof head, 0, size);
		memcpy(cells - sizeof head, &head, sizeof head);
		for (size_t k = n; k-- > 0;) {
			struct places places = places_of(&head, hashes[order[k]]);
			uint32_t sum = places.fingerprint;

			for (size_t i = 0; i < TITLE_FILTER_PLACES; i++)
				sum ^= cell(cells, places.at[i]);
			cell_set(cells, places.at[free_place[k]], sum);
		}
		out->len += size;
	}
	free(peel);
	free(order);
	free(free_place);
	return is_done;
}
