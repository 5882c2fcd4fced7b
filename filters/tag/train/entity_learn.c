/* Learning the names' CRF: see entity_learn.h. */
#include "entity_learn.h"

#include <math.h>
#include <stdlib.h>

#include "common/diag.h"
#include "common/index.h"
#include "filters/tag/names/entity_features.h"
#include "filters/tag/names/entity_model.h"
#include "filters/tag/words/words.h"
#include "key_table.h"

enum {
	PIECE = 400,     /* tokens; longer sentences are cut */
	ROW = 20,        /* floats a row: the weights, the sum of squares, padding */
	SQUARES = 17,
	FILTER_BITS = 12, /* at least so many a row */
	SUMS = 4,        /* times an epoch that the weights go into the mean */
	TOKEN_ROWS = ENTITY_WORD_FEATURES * ENTITY_PLACES + ENTITY_PLACE_FEATURES + ENTITY_DOCUMENT_FEATURES,
};

struct entity_learner {
	struct entity_learn_options options;
	const struct entity_corpus *corpus;
	const struct classes *classes;
	const struct gazetteer *gazetteer;

	/* Tokens as numbers. Word 0 is what lies outside a sentence. */
	uint32_t *word;         /* [n_tokens] in the vocabulary */
	uint32_t *extra_first;  /* [n_tokens + 1] */
	uint32_t *extra;        /* rows of place and document features */
	struct buf vocabulary;  /* struct word per word */
	uint32_t *place_first;  /* [n_words * ENTITY_PLACES + 1] */
	uint32_t *place_rows;   /* rows of a word's features at a place */

	struct key_table word_keys, extra_keys;
	uint32_t n_word_rows, n_rows;
	float (*row)[ROW];
	float trans[CRF_LABELS][CRF_LABELS], trans_squares[CRF_LABELS][CRF_LABELS];

	/* Sums of the weights at points of the second half of training: the model is their mean. */
	float (*row_sum)[CRF_LABELS];
	float trans_sum[CRF_LABELS][CRF_LABELS];
	unsigned n_sums, n_epochs;

	uint32_t *order; /* sentences of an epoch */
	size_t n_order;
	uint64_t random;
	struct arena arena; /* words of the vocabulary, lattices */
	struct crf_lattice all, allowed;
	float (*score)[CRF_LABELS];
	uint32_t (*used)[TOKEN_ROWS]; /* rows that dropout left, per token of the sentence */
	uint32_t *n_used;
};

static const struct entity_sentence_range *range_of(const struct entity_learner *learner, size_t sentence)
{
	return (const struct entity_sentence_range *)(const void *)learner->corpus->sentences.at + sentence;
}

static const uint32_t *allowed_of(const struct entity_learner *learner)
{
	return (const uint32_t *)(const void *)learner->corpus->allowed.at;
}

/* --- from text to numbers ------------------------------------------------------------------- */

struct extraction {
	struct index index; /* form -> word of the vocabulary */
	struct buf counts;  /* uint32_t per word of the vocabulary */
	struct buf extra_keys;
};

static uint32_t vocabulary_number(struct entity_learner *learner, struct extraction *x, const struct word *word)
{
	uint32_t *known = index_find(&x->index, word->form);
	uint32_t n = (uint32_t)(learner->vocabulary.len / sizeof(struct word)), one = 1;
	struct word copy;

	if (known) {
		((uint32_t *)(void *)x->counts.at)[*known]++;
		return *known;
	}
	copy = words_describe(learner->classes, arena_str(&learner->arena, word->form), &learner->arena);
	index_put(&x->index, copy.form, n, NULL);
	buf_add(&learner->vocabulary, &copy, sizeof copy);
	buf_add(&x->counts, &one, sizeof one);
	return n;
}

/* The sentences [first, last) are one document: the features see them as the tagger does. */
static void extract_document(struct entity_learner *learner, struct extraction *x, size_t first, size_t last,
                             struct arena *arena)
{
	struct tokens *sentences = arena_array(arena, struct tokens, last - first);
	const struct str *form = (const struct str *)(const void *)learner->corpus->form.at;
	struct words words;
	struct entity_document document;
	struct entity_sentence view;

	words_init(&words, learner->classes, arena);
	for (size_t s = first; s < last; s++) {
		const struct entity_sentence_range *range = range_of(learner, s);
		struct tokens *tokens = &sentences[s - first];

		*tokens = (struct tokens){ .T = range->T };
		tokens->form = arena_array(arena, struct str, range->T);
		memcpy(tokens->form, form + range->first, range->T * sizeof *form);
		tokens->word = arena_array(arena, uint32_t, range->T);
		words_enter(&words, tokens);
	}
	entity_document_init(&document, sentences, last - first, &words, arena);
	entity_sentence_init(&view, PIECE, arena);
	for (size_t s = first; s < last; s++) {
		const struct tokens *tokens = &sentences[s - first];

		for (size_t begin = 0; begin < tokens->T; begin += PIECE) {
			size_t T = tokens->T - begin < PIECE ? tokens->T - begin : PIECE;

			entity_sentence_set(&view, tokens->word + begin, T, &document, learner->gazetteer);
			for (size_t t = 0; t < T; t++) {
				size_t token = range_of(learner, s)->first + begin + t;
				uint32_t word = tokens->word[begin + t];
				uint64_t keys[ENTITY_PLACE_FEATURES + ENTITY_DOCUMENT_FEATURES];
				size_t n = entity_place_features(&view, t, learner->classes, keys);

				n += entity_document_features(&document, word, keys + n);
				for (size_t i = 0; i < n; i++)
					key_table_count(&learner->extra_keys, keys[i], 1);
				buf_add(&x->extra_keys, keys, n * sizeof *keys);
				learner->word[token] = vocabulary_number(learner, x, &words.at[word]);
				learner->extra_first[token + 1] = (uint32_t)(x->extra_keys.len / sizeof *keys);
			}
		}
	}
}

static void extract(struct entity_learner *learner, struct extraction *x)
{
	size_t n = entity_corpus_n_sentences(learner->corpus), n_tokens = entity_corpus_n_tokens(learner->corpus);
	struct arena arena = { 0 };
	struct word outside = { 0 };
	uint32_t n_outside = (uint32_t)n;

	learner->word = diag_alloc(n_tokens * sizeof *learner->word);
	learner->extra_first = diag_alloc((n_tokens + 1) * sizeof *learner->extra_first);
	learner->extra_first[0] = 0;
	buf_add(&learner->vocabulary, &outside, sizeof outside);
	buf_add(&x->counts, &n_outside, sizeof n_outside);
	for (size_t first = 0, last; first < n; first = last) {
		for (last = first + 1; last < n && !range_of(learner, last)->is_new_document; last++)
			;
		extract_document(learner, x, first, last, &arena);
		arena_reset(&arena);
	}
	arena_free(&arena);
}

/* Rows of every word of the vocabulary, by place. Pass 0 counts the keys, pass 1 writes their rows. */
static void number_words(struct entity_learner *learner, const struct extraction *x)
{
	size_t n_words = learner->vocabulary.len / sizeof(struct word);
	const struct word *words = (const struct word *)(const void *)learner->vocabulary.at;
	const uint32_t *counts = (const uint32_t *)(const void *)x->counts.at;
	struct buf rows = { 0 };

	learner->place_first = diag_alloc((n_words * ENTITY_PLACES + 1) * sizeof *learner->place_first);
	for (unsigned pass = 0; pass < 2; pass++) {
		for (size_t w = 0; w < n_words; w++) {
			struct entity_feature features[ENTITY_WORD_FEATURES];
			size_t n = entity_word_features(&words[w], learner->classes, learner->gazetteer, features);

			for (unsigned place = 0; place < ENTITY_PLACES; place++) {
				learner->place_first[w * ENTITY_PLACES + place] = (uint32_t)(rows.len / sizeof(uint32_t));
				for (size_t i = 0; i < n; i++) {
					uint64_t key = entity_key_at(features[i].key, place);
					uint32_t row;

					if (!(features[i].places >> place & 1))
						continue;
					if (pass == 0) {
						key_table_count(&learner->word_keys, key, counts[w]);
						continue;
					}
					row = key_table_find(&learner->word_keys, key);
					if (row != KEY_NONE)
						buf_add(&rows, &row, sizeof row);
				}
			}
		}
		if (pass == 0)
			learner->n_word_rows = key_table_number(&learner->word_keys, learner->options.least);
	}
	learner->place_first[n_words * ENTITY_PLACES] = (uint32_t)(rows.len / sizeof(uint32_t));
	learner->place_rows = (uint32_t *)(void *)rows.at;
}

/* Keys to rows, those without a row dropped. */
static void number_extra(struct entity_learner *learner, const struct extraction *x)
{
	size_t n_tokens = entity_corpus_n_tokens(learner->corpus);
	const uint64_t *keys = (const uint64_t *)(const void *)x->extra_keys.at;
	struct buf rows = { 0 };
	size_t from = 0;

	learner->n_rows = learner->n_word_rows + key_table_number(&learner->extra_keys, learner->options.least_place);
	for (size_t t = 0; t < n_tokens; t++) {
		for (; from < learner->extra_first[t + 1]; from++) {
			uint32_t row = key_table_find(&learner->extra_keys, keys[from]);

			if (row == KEY_NONE)
				continue;
			row += learner->n_word_rows;
			buf_add(&rows, &row, sizeof row);
		}
		learner->extra_first[t + 1] = (uint32_t)(rows.len / sizeof(uint32_t));
	}
	learner->extra = (uint32_t *)(void *)rows.at;
}

struct entity_learner *entity_learner_new(const struct entity_corpus *corpus, const struct classes *classes,
                                          const struct gazetteer *gazetteer,
                                          const struct entity_learn_options *options)
{
	struct entity_learner *learner = diag_alloc(sizeof *learner);
	struct extraction x = { 0 };
	struct buf order = { 0 };

	*learner = (struct entity_learner){ .options = *options, .corpus = corpus, .classes = classes,
		                            .gazetteer = gazetteer, .random = options->seed };
	extract(learner, &x);
	number_words(learner, &x);
	number_extra(learner, &x);
	index_free(&x.index);
	buf_free(&x.counts);
	buf_free(&x.extra_keys);
	learner->row = diag_alloc(learner->n_rows * sizeof *learner->row);
	memset(learner->row, 0, learner->n_rows * sizeof *learner->row);
	learner->row_sum = diag_alloc(learner->n_rows * sizeof *learner->row_sum);
	memset(learner->row_sum, 0, learner->n_rows * sizeof *learner->row_sum);
	for (uint32_t s = 0; s < entity_corpus_n_sentences(corpus); s++)
		for (unsigned i = 0; i < range_of(learner, s)->times; i++)
			buf_add(&order, &s, sizeof s);
	learner->order = (uint32_t *)(void *)order.at;
	learner->n_order = order.len / sizeof(uint32_t);
	crf_lattice_init(&learner->all, PIECE, &learner->arena);
	crf_lattice_init(&learner->allowed, PIECE, &learner->arena);
	learner->score = arena_items(&learner->arena, PIECE, sizeof *learner->score);
	learner->used = arena_items(&learner->arena, PIECE, sizeof *learner->used);
	learner->n_used = arena_array(&learner->arena, uint32_t, PIECE);
	return learner;
}

void entity_learner_delete(struct entity_learner *learner)
{
	free(learner->word);
	free(learner->extra_first);
	free(learner->extra);
	buf_free(&learner->vocabulary);
	free(learner->place_first);
	free(learner->place_rows);
	key_table_free(&learner->word_keys);
	key_table_free(&learner->extra_keys);
	free(learner->row);
	free(learner->row_sum);
	free(learner->order);
	arena_free(&learner->arena);
	free(learner);
}

size_t entity_learner_n_rows(const struct entity_learner *learner)
{
	return learner->n_rows;
}

/* --- learning --------------------------------------------------------------------------------- */

/* xorshift64* (Marsaglia 2003; Vigna 2016). */
static uint32_t random_next(struct entity_learner *learner)
{
	uint64_t x = learner->random;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	learner->random = x;
	return (uint32_t)(x * 0x2545f4914f6cdd1du >> 32);
}

/* Takes what dropout leaves of n rows. */
static void use_rows(struct entity_learner *learner, size_t t, const uint32_t *rows, size_t n, uint32_t limit)
{
	uint32_t *used = learner->used[t];
	uint32_t n_used = learner->n_used[t];

	for (size_t i = 0; i < n; i++) {
		used[n_used] = rows[i];
		n_used += random_next(learner) >= limit;
	}
	learner->n_used[t] = n_used;
}

/* Scores of the piece [first, first + T) of a sentence's tokens. */
static void score_piece(struct entity_learner *learner, size_t first, size_t T)
{
	uint32_t limit = (uint32_t)(learner->options.dropout * 4294967295.0f);
	float grow = 1 / (1 - learner->options.dropout);

	for (size_t t = 0; t < T; t++) {
		size_t token = first + t;
		float sum[ROW] = { 0 };

		learner->n_used[t] = 0;
		for (size_t place = 0; place < ENTITY_PLACES; place++) {
			/* The word that sees this token at `place` stands place - 2 before it. */
			size_t source = t + ENTITY_AROUND - place;
			uint32_t word = source < T ? learner->word[first + source] : 0;
			const uint32_t *from = &learner->place_first[word * ENTITY_PLACES + place];

			use_rows(learner, t, learner->place_rows + from[0], from[1] - from[0], limit);
		}
		use_rows(learner, t, learner->extra + learner->extra_first[token],
		         learner->extra_first[token + 1] - learner->extra_first[token], limit);
		for (uint32_t i = 0; i < learner->n_used[t]; i++) {
			const float *row = learner->row[learner->used[t][i]];

			for (unsigned y = 0; y < ROW; y++)
				sum[y] += row[y];
		}
		for (unsigned y = 0; y < CRF_LABELS; y++)
			learner->score[t][y] = sum[y] * grow;
	}
}

/* Weights of the lattice out of the scores, for the labels of the set; returns the logs left out. */
static double fill_lattice(struct entity_learner *learner, struct crf_lattice *lattice, size_t T,
                           const uint32_t *allowed)
{
	const float least = 1e-12f; /* an allowed label is never impossible */
	double logs = 0;

	lattice->T = T;
	for (size_t t = 0; t < T; t++) {
		const float *score = learner->score[t];
		float most = score[0];

		for (unsigned y = 1; y < CRF_LABELS; y++)
			most = score[y] > most ? score[y] : most;
		memset(lattice->weight[t], 0, sizeof lattice->weight[t]);
		for (unsigned y = 0; y < CRF_LABELS; y++) {
			float weight = expf(score[y] - most);

			if (!allowed || allowed[t] >> y & 1)
				lattice->weight[t][y] = weight > least ? weight : least;
		}
		logs += most;
	}
	return logs;
}

static double log_sum(const struct crf_lattice *lattice)
{
	double sum = 0;
	float end = 0;

	for (size_t t = 0; t < lattice->T; t++)
		sum += log(lattice->scale[t]);
	for (unsigned y = 0; y < CRF_CLOSED; y++)
		end += lattice->alpha[lattice->T - 1][y];
	return sum + log(end);
}

static void update_token(struct entity_learner *learner, size_t t, const float *gradient, float squares)
{
	float step[ROW] = { 0 };

	for (unsigned y = 0; y < CRF_LABELS; y++)
		step[y] = -learner->options.rate * gradient[y];
	for (uint32_t i = 0; i < learner->n_used[t]; i++) {
		float *row = learner->row[learner->used[t][i]];
		float scale;

		row[SQUARES] += squares;
		scale = 1 / sqrtf(row[SQUARES]);
		for (unsigned y = 0; y < ROW; y++)
			row[y] += scale * step[y];
	}
}

static void update_transitions(struct entity_learner *learner, const float (*gradient)[CRF_LABELS])
{
	for (unsigned y = 0; y < CRF_LABELS; y++)
		for (unsigned z = 0; z < CRF_LABELS; z++) {
			float g = gradient[y][z];

			if (!crf_follows(y, z) || g == 0)
				continue;
			learner->trans_squares[y][z] += g * g;
			learner->trans[y][z] -= learner->options.rate * g / sqrtf(learner->trans_squares[y][z]);
		}
}

/* One step on a piece of a sentence; returns its loss. */
static double learn_piece(struct entity_learner *learner, size_t first, size_t T)
{
	const float least = 1e-6f; /* squared gradients below change nothing */
	const uint32_t *allowed = allowed_of(learner) + first;
	float gradient[CRF_LABELS][CRF_LABELS] = { { 0 } };
	struct crf_lattice *all = &learner->all, *some = &learner->allowed;
	double loss;

	score_piece(learner, first, T);
	crf_lattice_trans(all, (const float(*)[CRF_LABELS])learner->trans);
	crf_lattice_trans(some, (const float(*)[CRF_LABELS])learner->trans);
	fill_lattice(learner, all, T, NULL);
	fill_lattice(learner, some, T, allowed);
	if (!crf_forward_backward(all) || !crf_forward_backward(some))
		return 0;
	loss = log_sum(all) - log_sum(some);
	for (size_t t = 1; t < T; t++) {
		crf_add_pairs(all, t, 1, gradient);
		crf_add_pairs(some, t, -1, gradient);
	}
	for (size_t t = 0; t < T; t++) {
		float p[CRF_LABELS], q[CRF_LABELS], squares = 0;

		crf_marginals(all, t, p);
		crf_marginals(some, t, q);
		for (unsigned y = 0; y < CRF_LABELS; y++) {
			p[y] -= q[y];
			squares += p[y] * p[y];
		}
		if (squares > least)
			update_token(learner, t, p, squares);
	}
	update_transitions(learner, (const float(*)[CRF_LABELS])gradient);
	return loss;
}

static void add_to_mean(struct entity_learner *learner)
{
	for (size_t i = 0; i < learner->n_rows; i++)
		for (unsigned y = 0; y < CRF_LABELS; y++)
			learner->row_sum[i][y] += learner->row[i][y];
	for (unsigned y = 0; y < CRF_LABELS; y++)
		for (unsigned z = 0; z < CRF_LABELS; z++)
			learner->trans_sum[y][z] += learner->trans[y][z];
	learner->n_sums++;
}

/* Weights are zero again; the sums of the mean stay. */
static void forget(struct entity_learner *learner)
{
	memset(learner->row, 0, learner->n_rows * sizeof *learner->row);
	memset(learner->trans, 0, sizeof learner->trans);
	memset(learner->trans_squares, 0, sizeof learner->trans_squares);
}

double entity_learner_epoch(struct entity_learner *learner)
{
	unsigned epoch = learner->n_epochs++ % learner->options.epochs;
	bool is_late = 2 * epoch >= learner->options.epochs;
	double loss = 0;
	size_t n_tokens = 0;

	if (epoch == 0)
		forget(learner);
	for (size_t i = learner->n_order; i > 1; i--) {
		size_t j = (uint64_t)random_next(learner) * i >> 32;
		uint32_t swap = learner->order[i - 1];

		learner->order[i - 1] = learner->order[j];
		learner->order[j] = swap;
	}
	for (size_t i = 0; i < learner->n_order; i++) {
		const struct entity_sentence_range *range = range_of(learner, learner->order[i]);

		for (size_t begin = 0; begin < range->T; begin += PIECE) {
			size_t T = range->T - begin < PIECE ? range->T - begin : PIECE;

			loss += learn_piece(learner, range->first + begin, T);
		}
		n_tokens += range->T;
		if (is_late && (i + 1) % (learner->n_order / SUMS + 1) == 0)
			add_to_mean(learner);
	}
	if (is_late)
		add_to_mean(learner);
	return n_tokens ? loss / (double)n_tokens : 0;
}

/* --- the model ---------------------------------------------------------------------------------- */

struct candidate {
	uint64_t key;
	uint32_t row;
	float worth;
};

/* Largest worth first; the key decides ties, so that the order is always the same. */
static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->worth != y->worth)
		return x->worth > y->worth ? -1 : 1;
	return (x->key > y->key) - (x->key < y->key);
}

/* The weights of a row of the model: the mean, where there is one yet. */
static void row_weights(const struct entity_learner *learner, uint32_t row, float weights[CRF_LABELS])
{
	for (unsigned y = 0; y < CRF_LABELS; y++)
		weights[y] = learner->n_sums ? learner->row_sum[row][y] / (float)learner->n_sums : learner->row[row][y];
}

/*
 * What a row is worth: its largest weight times the root of how often it counts. By weight alone the
 * rarest features, which learn fastest, would crowd out the others: at 75,000 rows that costs seven
 * points on EWT dev, this one.
 */
static float row_worth(const float *row, uint32_t count)
{
	float most = 0;

	for (unsigned y = 0; y < CRF_LABELS; y++)
		most = fmaxf(most, fabsf(row[y]));
	return most * sqrtf((float)count);
}

static size_t add_candidates(const struct entity_learner *learner, const struct key_table *keys, uint32_t offset,
                             struct candidate *candidates)
{
	float weights[CRF_LABELS];
	size_t n = 0;

	for (size_t i = 0; i < keys->n_slots; i++) {
		struct candidate c = { .key = keys->slots[i].key };

		if (c.key == 0 || keys->slots[i].order == KEY_NONE)
			continue;
		c.row = keys->slots[i].order + offset;
		row_weights(learner, c.row, weights);
		c.worth = row_worth(weights, keys->slots[i].count);
		candidates[n++] = c;
	}
	return n;
}

static int8_t small_weight(float weight, float unit)
{
	float w = roundf(weight / unit);

	return (int8_t)(w > 127 ? 127 : w < -127 ? -127 : w);
}

static void put_row(const struct entity_learner *learner, const struct candidate *c, struct entity_slot *slots,
                    uint32_t n_slots)
{
	static const uint8_t is_free[4];
	uint32_t at = entity_slot_of(c->key, n_slots), fingerprint = entity_fingerprint(c->key);
	float weights[CRF_LABELS];

	while (memcmp(slots[at].fingerprint, is_free, sizeof is_free) != 0)
		at = at + 1 == n_slots ? 0 : at + 1;
	memcpy(slots[at].fingerprint, &fingerprint, sizeof fingerprint);
	row_weights(learner, c->row, weights);
	for (unsigned y = 0; y < CRF_LABELS; y++)
		slots[at].weight[y] = small_weight(weights[y], learner->options.unit);
}

void entity_learner_write(const struct entity_learner *learner, struct buf *head, struct buf *filter,
                          struct buf *rows)
{
	size_t filter_size = 64;
	struct candidate *candidates = diag_alloc((learner->n_rows + 1) * sizeof *candidates);
	size_t n = add_candidates(learner, &learner->word_keys, 0, candidates);
	struct entity_head h = { .layout = ENTITY_LAYOUT, .n_labels = CRF_LABELS, .unit = learner->options.unit };
	struct entity_slot *slots;

	n += add_candidates(learner, &learner->extra_keys, learner->n_word_rows, candidates + n);
	qsort(candidates, n, sizeof *candidates, compare_candidates);
	if (n > learner->options.n_rows)
		n = learner->options.n_rows;
	h.n_rows = (uint32_t)n;
	h.n_slots = h.n_rows + h.n_rows / 6 + 16;
	for (unsigned y = 0; y < CRF_LABELS; y++)
		for (unsigned z = 0; z < CRF_LABELS; z++)
			h.trans[y][z] = (int16_t)roundf((learner->n_sums ? learner->trans_sum[y][z] / (float)learner->n_sums
			                                                 : learner->trans[y][z]) / h.unit);
	for (unsigned type = 0; type < CRF_TYPES; type++)
		h.slope[type] = 1;
	buf_add(head, &h, sizeof h);
	while (8 * filter_size < FILTER_BITS * n)
		filter_size *= 2;
	memset(buf_reserve(filter, filter_size), 0, filter_size);
	filter->len += filter_size;
	for (size_t i = 0; i < n; i++) {
		uint64_t bit = entity_filter_bit(candidates[i].key, 8 * filter_size);

		filter->at[bit / 8] = (char)(filter->at[bit / 8] | 1 << bit % 8);
	}
	slots = (struct entity_slot *)(void *)buf_reserve(rows, h.n_slots * sizeof *slots);
	memset(slots, 0, h.n_slots * sizeof *slots);
	for (size_t i = 0; i < n; i++)
		put_row(learner, &candidates[i], slots, h.n_slots);
	rows->len += h.n_slots * sizeof *slots;
	free(candidates);
}
