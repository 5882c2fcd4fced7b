/*
 * Names by a linear-chain CRF with small integers: every feature that the model keeps has a row of 17
 * int8 weights in one open-addressing table, a token's scores are sums of rows in int16. What depends
 * on a word alone (most of the features, for five tokens around it) is summed once and kept in a
 * memo; so an ordinary token costs five vector additions.
 *
 * Sections:
 *      ent.head   struct entity_head: sizes, unit, transitions, calibration
 *      ent.filter a bit a key: whether it may have a row; where it is absent, every key may
 *      ent.rows   n_slots of struct entity_slot, linear probing, fingerprint 0 = free
 *      ent.gaz    known names (gazetteer.h)
 */
#include "entities.h"

#include <math.h>
#include <stdlib.h>

#include "common/diag.h"
#include "common/wide.h"
#include "crf.h"
#include "entity_features.h"
#include "entity_model.h"

enum {
	MEMO_SETS = 8192,   /* of two words: the one used last and another */
	MEMO_WAYS = 2,
	QUEUE = 128,        /* rows asked for before the first is read */
	AHEAD = 4,          /* words whose memory is asked for before they come */
	CACHE_LINE = 64,
	WEIGHTS = 1024,     /* of a label that is so many units behind the best one; 0 beyond */

	/*
	 * A longer sentence (a table, a list without full stops) is decoded in pieces, so that
	 * memory does not grow with it.
	 */
	PIECE = 1000,
};

struct entity_model {
	const struct entity_head *head;
	const struct entity_slot *slots;
	const uint8_t *filter;
	uint64_t n_filter_bits;
	struct gazetteer gazetteer;
	struct crf_steps steps;
	float trans[CRF_LABELS][CRF_LABELS]; /* in log odds */
	float weight[WEIGHTS];               /* exp(-i * unit) */
};

/* Sums of a word's rows: for the token at each place. */
struct word_scores {
	uint64_t hash; /* of the form; 0 = free */
	int16_t at[ENTITY_PLACES][CRF_LABELS];
};

/* Words in the order in which they came, found by their hash: the frequent ones lie together. */
struct entity_memo {
	uint16_t place[MEMO_SETS][MEMO_WAYS]; /* + 1; 0 = none; the one used last stands first */
	uint16_t n;
	struct word_scores at[MEMO_SETS * MEMO_WAYS];
};

struct entity_memo *entity_memo_new(void)
{
	return diag_zeroed(sizeof(struct entity_memo));
}

void entity_memo_delete(struct entity_memo *memo)
{
	free(memo);
}

/* Whether every number can be computed with; any transitions can. */
static bool is_sound(const struct entity_head *head)
{
	for (unsigned type = 0; type < CRF_TYPES; type++)
		if (!isfinite(head->slope[type]) || !isfinite(head->offset[type]))
			return false;
	return head->n_labels == CRF_LABELS && head->layout == ENTITY_LAYOUT && head->n_slots > 0 &&
	       head->unit > 0 && head->unit < 1;
}

struct entity_model *entity_model_new(const struct bundle *bundle, const char **why)
{
	struct str head = bundle_section(bundle, "ent.head"), rows = bundle_section(bundle, "ent.rows");
	struct str filter = bundle_section(bundle, "ent.filter");
	struct entity_model *model;
	const struct entity_head *h = (const struct entity_head *)(const void *)head.at;
	struct gazetteer gazetteer;

	*why = NULL;
	if (head.len == 0 && rows.len == 0)
		return NULL;
	*why = "entity model of another kind or damaged";
	if (head.len != sizeof *h || !is_sound(h) || rows.len != h->n_slots * sizeof(struct entity_slot) ||
	    (filter.len & (filter.len - 1)) || !gazetteer_read(bundle_section(bundle, "ent.gaz"), &gazetteer))
		return NULL;
	*why = NULL;
	model = diag_alloc(sizeof *model);
	model->head = h;
	model->slots = (const struct entity_slot *)(const void *)rows.at;
	model->filter = (const uint8_t *)filter.at;
	model->n_filter_bits = 8 * (uint64_t)filter.len;
	model->gazetteer = gazetteer;
	crf_steps_init(&model->steps, h->trans);
	for (unsigned y = 0; y < CRF_LABELS; y++)
		for (unsigned z = 0; z < CRF_LABELS; z++)
			model->trans[y][z] = (float)h->trans[y][z] * h->unit;
	for (unsigned i = 0; i < WEIGHTS; i++)
		model->weight[i] = expf(-(float)i * h->unit);
	return model;
}

void entity_model_delete(struct entity_model *model)
{
	free(model);
}

/* --- scores -------------------------------------------------------------------------------- */

/*
 * Rows on their way: a slot is asked for when its key comes, and read when QUEUE others have come, so
 * that the waits for memory overlap.
 */
struct queue {
	size_t n;
	struct {
		uint32_t slot, fingerprint;
		int16_t *score; /* what the row is added to */
	} at[QUEUE];
};

/* Adds the row of the key that is looked for from `slot` on, where there is one. */
static void add_row(const struct entity_model *model, uint32_t slot, uint32_t fingerprint, int16_t *restrict score)
{
	/* The bound is for a damaged table without a free slot. */
	for (uint32_t n_probes = 0; n_probes < ENTITY_MAX_PROBES; n_probes++) {
		const struct entity_slot *s = &model->slots[slot];
		uint32_t found;

		memcpy(&found, s->fingerprint, sizeof found);
		if (found == fingerprint) {
			/* The last one apart: sixteen fill whole vectors. */
			for (unsigned y = 0; y < CRF_LABELS - 1; y++)
				score[y] = (int16_t)(score[y] + s->weight[y]);
			score[CRF_LABELS - 1] = (int16_t)(score[CRF_LABELS - 1] + s->weight[CRF_LABELS - 1]);
		}
		if (found == fingerprint || found == 0)
			return;
		if (++slot == model->head->n_slots)
			slot = 0;
	}
}

static void add_asked(const struct entity_model *model, struct queue *queue)
{
	for (size_t i = 0; i < queue->n; i++)
		add_row(model, queue->at[i].slot, queue->at[i].fingerprint, queue->at[i].score);
	queue->n = 0;
}

/* The row of the key shall be added to the score, if there is one. */
static inline void ask(const struct entity_model *model, struct queue *queue, uint64_t key, int16_t *score)
{
	uint64_t bit = entity_filter_bit(key, model->n_filter_bits);
	uint32_t slot;

	if (model->filter && !(model->filter[bit / 8] >> bit % 8 & 1))
		return;
	slot = entity_slot_of(key, model->head->n_slots);
	__builtin_prefetch(&model->slots[slot]);
	queue->at[queue->n].slot = slot;
	queue->at[queue->n].fingerprint = entity_fingerprint(key);
	queue->at[queue->n++].score = score;
	if (queue->n == QUEUE)
		add_asked(model, queue);
}

static void score_word(const struct entity_model *model, const struct word *word,
                       const struct classes *classes, struct word_scores *scores)
{
	struct entity_feature features[ENTITY_WORD_FEATURES];
	size_t n = entity_word_features(word, classes, &model->gazetteer, features);
	struct queue queue;

	memset(scores->at, 0, sizeof scores->at);
	scores->hash = word->hash;
	queue.n = 0;
	for (size_t i = 0; i < n; i++)
		for (unsigned place = 0; place < ENTITY_PLACES; place++)
			if (features[i].places >> place & 1)
				ask(model, &queue, entity_key_at(features[i].key, place), scores->at[place]);
	add_asked(model, &queue);
}

/* What stays the same in a document while its sentences are decoded. */
struct finder {
	const struct entity_model *model;
	struct entity_memo *memo;
	const struct words *words;
	struct entity_document document;
	int16_t (*document_scores)[CRF_LABELS]; /* of occurrences that have any; see document_row */
	struct word_scores outside, unkept;
	struct entity_sentence sentence;
	int16_t (*score)[CRF_ROW]; /* [PIECE], and ENTITY_AROUND before and behind */
	uint8_t *best;             /* [PIECE] */
	struct crf_lattice lattice;
};

static const struct word_scores *word_scores(struct finder *f, const struct word *word)
{
	struct word_scores *scores;
	uint16_t *set, last;

	if (word->form.len == 0)
		return &f->outside;
	if (!f->memo) {
		score_word(f->model, word, f->words->classes, &f->unkept);
		return &f->unkept;
	}
	set = f->memo->place[word->hash % MEMO_SETS];
	if (set[0] && f->memo->at[set[0] - 1].hash == word->hash)
		return &f->memo->at[set[0] - 1];
	last = set[0];
	set[0] = set[1] ? set[1] : ++f->memo->n;
	set[1] = last;
	scores = &f->memo->at[set[0] - 1];
	if (scores->hash != word->hash)
		score_word(f->model, word, f->words->classes, scores);
	return scores;
}

/* Asks for the memory of a word that will soon be needed. */
static inline void ask_for(const struct entity_memo *memo, const struct word *word)
{
	uint16_t place = memo->place[word->hash % MEMO_SETS][0];
	const char *at = (const char *)&memo->at[place ? place - 1 : 0];

	for (size_t line = 0; line < sizeof(struct word_scores); line += CACHE_LINE)
		__builtin_prefetch(at + line);
}

/* Scores of all labels but the last. */
typedef int16_t scores_16 __attribute__((vector_size((CRF_LABELS - 1) * sizeof(int16_t))));

static inline void add_scores(int16_t *sum, const int16_t *more)
{
	scores_16 a, b;

	memcpy(&a, sum, sizeof a);
	memcpy(&b, more, sizeof b);
	a += b;
	memcpy(sum, &a, sizeof a);
	sum[CRF_LABELS - 1] = (int16_t)(sum[CRF_LABELS - 1] + more[CRF_LABELS - 1]);
}

/* A word adds what it means for the tokens around it; `score` is that of the first of them. */
WIDE static void add_word(int16_t (*score)[CRF_ROW], const struct word_scores *scores)
{
	for (size_t place = 0; place < ENTITY_PLACES; place++)
		add_scores(score[place], scores->at[place]);
}

static void score_sentence(struct finder *f, const uint32_t *number)
{
	const struct entity_sentence *sentence = &f->sentence;
	ptrdiff_t T = (ptrdiff_t)sentence->T;
	struct queue queue;

	queue.n = 0;
	memset(f->score - ENTITY_AROUND, 0, (size_t)(T + 2 * ENTITY_AROUND) * sizeof *f->score);
	for (ptrdiff_t t = 0; t < T; t++) {
		const struct word_scores *scores = word_scores(f, sentence->at[t]);

		if (f->memo && t + AHEAD < T)
			ask_for(f->memo, sentence->at[t + AHEAD]);
		add_word(f->score + t - ENTITY_AROUND, scores);
	}
	/* What lies outside means something for those next to it. */
	for (ptrdiff_t place = 0; place < ENTITY_AROUND; place++)
		for (ptrdiff_t t = 0; t <= place && t < T; t++) {
			add_scores(f->score[t], f->outside.at[ENTITY_PLACES - 1 - place + t]);
			add_scores(f->score[T - 1 - t], f->outside.at[place - t]);
		}
	for (size_t t = 0; t < sentence->T; t++) {
		uint64_t keys[ENTITY_PLACE_FEATURES];
		size_t n = entity_place_features(sentence, t, f->words->classes, keys);
		uint32_t occurrence = f->document.of_word[number[t]];

		for (size_t i = 0; i < n; i++)
			ask(f->model, &queue, keys[i], f->score[t]);
		if (occurrence)
			add_scores(f->score[t], f->document_scores[occurrence - 1]);
	}
	add_asked(f->model, &queue);
}

/* Sums what the document says of each of its name-like words. */
static void score_document(struct finder *f, const struct tokens *sentences, size_t n_sentences,
                           struct arena *arena)
{
	const struct words *words = f->words;
	struct queue queue;

	queue.n = 0;
	entity_document_init(&f->document, sentences, n_sentences, words, arena);
	f->document_scores = arena_zeroed(arena, f->document.n_occurrences * sizeof *f->document_scores);
	for (uint32_t w = 0; w < words->n; w++) {
		uint64_t keys[ENTITY_DOCUMENT_FEATURES];
		size_t n = entity_document_features(&f->document, w, keys);

		for (size_t i = 0; i < n; i++)
			ask(f->model, &queue, keys[i], f->document_scores[f->document.of_word[w] - 1]);
	}
	add_asked(f->model, &queue);
}

/* --- spans --------------------------------------------------------------------------------- */

static void fill_lattice(struct finder *f)
{
	f->lattice.T = f->sentence.T;
	for (size_t t = 0; t < f->sentence.T; t++) {
		const int16_t *score = f->score[t];
		int16_t most = score[0];

		for (unsigned y = 1; y < CRF_LABELS; y++)
			most = score[y] > most ? score[y] : most;
		memset(f->lattice.weight[t], 0, sizeof f->lattice.weight[t]);
		for (unsigned y = 0; y < CRF_LABELS; y++) {
			int behind = most - score[y];

			f->lattice.weight[t][y] = behind < WEIGHTS ? f->model->weight[behind] : 0;
		}
	}
}

/* The model is too sure of itself on text unlike its own: a line through log odds corrects it. */
static float calibrate(const struct entity_head *head, unsigned type, double p)
{
	const double edge = 1e-6;
	double odds;

	p = !(p >= edge) ? edge : p > 1 - edge ? 1 - edge : p; /* no number where weights are beyond all bounds */
	odds = log(p / (1 - p)) * head->slope[type] + head->offset[type];
	return (float)(1 / (1 + exp(-odds)));
}

/* Reads the best path; asks for marginals only where it holds a name. */
static void add_spans(struct finder *f, uint32_t sentence, size_t begin, struct mentions *found,
                      struct arena *arena)
{
	bool has_lattice = false, has_marginals = false;
	size_t first = 0;

	for (size_t t = 0; t < f->sentence.T; t++) {
		unsigned label = f->best[t];
		struct mention mention = { .sentence = sentence, .last = (uint32_t)(begin + t) };

		if (label == CRF_O)
			continue;
		if (label < CRF_L || (label >= CRF_B && label < CRF_I))
			first = t;
		if (label >= CRF_CLOSED)
			continue;
		if (!has_lattice) {
			fill_lattice(f);
			has_marginals = crf_forward_backward(&f->lattice);
			has_lattice = true;
		}
		mention.first = (uint32_t)(begin + first);
		mention.type = (enum entity_type)crf_type(label);
		mention.score = calibrate(f->model->head, mention.type,
		                          has_marginals ? crf_span_probability(&f->lattice, first, t, mention.type) : 0.5);
		mentions_add(found, mention, arena);
	}
}

struct mentions entities_find(const struct entity_model *model, struct entity_memo *memo,
                              const struct tokens *sentences, size_t n_sentences,
                              const struct words *words, struct arena *arena)
{
	static const struct word outside;
	struct mentions found = { 0 };
	struct finder *f = arena_alloc(arena, sizeof *f);

	f->model = model;
	f->memo = memo;
	f->words = words;
	score_word(model, &outside, words->classes, &f->outside);
	score_document(f, sentences, n_sentences, arena);
	entity_sentence_init(&f->sentence, PIECE, arena);
	f->score = arena_items(arena, PIECE + 2 * ENTITY_AROUND, sizeof *f->score);
	f->score += ENTITY_AROUND;
	f->best = arena_array(arena, uint8_t, PIECE);
	crf_lattice_init(&f->lattice, PIECE, arena);
	crf_lattice_trans(&f->lattice, model->trans);
	for (size_t s = 0; s < n_sentences; s++) {
		const struct tokens *tokens = &sentences[s];

		for (size_t begin = 0; begin < tokens->T; begin += PIECE) {
			size_t T = tokens->T - begin < PIECE ? tokens->T - begin : PIECE;

			entity_sentence_set(&f->sentence, tokens->word + begin, T, &f->document, &model->gazetteer);
			score_sentence(f, tokens->word + begin);
			crf_viterbi(T, (const int16_t(*)[CRF_ROW])f->score, &model->steps, f->best, arena);
			add_spans(f, (uint32_t)s, begin, &found, arena);
		}
	}
	return found;
}
