/*
 * tagger.c: one pass over a sentence with a ring of score rows.
 *
 * When word t is entered its sums go to the scores of its neighbours and its own:
 *
 *      score[t - 2] += sum[FAR_RIGHT]   (it stands two to the right of t - 2)
 *      score[t - 1] += sum[RIGHT]       score[t] += sum[SELF]
 *      score[t + 1] += sum[LEFT]        score[t + 2] += sum[FAR_LEFT]
 *
 * so token t - 2 is complete and can be tagged: scratch memory does not grow with the sentence.
 */
#include "filters/tag/tagger.h"

#include <stdlib.h>

#include "common/diag.h"
#include "filters/tag/features.h"

enum {
	MEMO_SIZE = 1 << 13,
	RING = 8, /* at least ROLES rows, a power of two */
	/* Room for every value of a label byte, so that a damaged row can do no harm. */
	SCORES = 256,
};

/* What is remembered of a word. */
struct memo_entry {
	uint64_t hash; /* of the form; 0 = free */
	struct feature_word view;
	uint32_t pairs; /* offset in pos.sets */
	int16_t sum[ROLES][TAGGER_LABELS];
};

struct tagger_memo {
	const struct tagger *tagger; /* whose sums they are */
	struct memo_entry outside;
	struct memo_entry at[MEMO_SIZE];
};

struct tagger_memo *tagger_memo_new(void)
{
	struct tagger_memo *memo = calloc(1, sizeof *memo);

	if (!memo)
		diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
	return memo;
}

void tagger_memo_delete(struct tagger_memo *memo)
{
	free(memo);
}

/* --- the model ------------------------------------------------------------------------------ */

/* A table of a power of two of items with at least one that is free. */
static bool table_is_good(struct str section, size_t size, size_t *mask)
{
	size_t n = section.len / size;

	if (section.len % size || n == 0 || n & (n - 1))
		return false;
	*mask = n - 1;
	for (size_t i = 0; i < n; i++) {
		uint32_t fingerprint;

		memcpy(&fingerprint, section.at + i * size, sizeof fingerprint);
		if (fingerprint == 0)
			return true;
	}
	return false;
}

static bool read_labels(struct str section, struct tagger *tagger)
{
	struct tagger_head head;
	size_t at = sizeof head;

	if (section.len < sizeof head)
		return false;
	memcpy(&head, section.at, sizeof head);
	if (head.n_upos == 0 || head.n_upos > TAGGER_LABELS || head.n_xpos == 0 ||
	    head.n_xpos > TAGGER_LABELS - head.n_upos || head.n_pairs == 0 || head.n_pairs > TAGGER_PAIRS ||
	    section.len - at < 2 * head.n_pairs)
		return false;
	tagger->n_upos = head.n_upos;
	tagger->n_xpos = head.n_xpos;
	tagger->n_labels = head.n_upos + head.n_xpos;
	tagger->n_pairs = head.n_pairs;
	tagger->pairs = (const uint8_t(*)[2])(section.at + at);
	for (size_t i = 0; i < tagger->n_pairs; i++)
		if (tagger->pairs[i][0] >= tagger->n_upos || tagger->pairs[i][1] < tagger->n_upos ||
		    tagger->pairs[i][1] >= tagger->n_labels)
			return false;
	at += 2 * tagger->n_pairs;
	for (size_t y = 0; y < tagger->n_labels; y++) {
		size_t end = str_find(section, '\0', at);

		if (end == section.len)
			return false;
		tagger->names[y] = section.at + at;
		at = end + 1;
	}
	return at == section.len;
}

/* Every set lies in the section and holds pairs of the model; the first one is there. */
static bool sets_are_good(struct str sets, size_t n_pairs)
{
	size_t at = 0;

	while (at < sets.len) {
		size_t n = (uint8_t)sets.at[at++];

		if (n == 0 || sets.len - at < n)
			return false;
		for (size_t i = 0; i < n; i++)
			if ((uint8_t)sets.at[at + i] >= n_pairs)
				return false;
		at += n;
	}
	return sets.len > 0;
}

bool tagger_open(const struct bundle *model, const struct classes *classes, struct tagger *tagger)
{
	struct str slots = bundle_section(model, "pos.slots"), words = bundle_section(model, "pos.tags");

	*tagger = (struct tagger){ .classes = classes };
	if (!bundle_section(model, "pos.labels").at)
		return true;
	tagger->rows = bundle_section(model, "pos.rows");
	tagger->sets = bundle_section(model, "pos.sets");
	tagger->slots = (const struct tagger_slot *)slots.at;
	tagger->words = (const struct tagger_word *)words.at;
	return read_labels(bundle_section(model, "pos.labels"), tagger) &&
	       table_is_good(slots, sizeof *tagger->slots, &tagger->slot_mask) &&
	       table_is_good(words, sizeof *tagger->words, &tagger->word_mask) &&
	       sets_are_good(tagger->sets, tagger->n_pairs);
}

static const struct tagger_word *find_word(const struct tagger *tagger, uint64_t hash)
{
	uint32_t fingerprint = tagger_fingerprint(hash);

	for (size_t i = tagger_place(hash, tagger->word_mask);; i = (i + 1) & tagger->word_mask) {
		if (tagger->words[i].fingerprint == fingerprint)
			return &tagger->words[i];
		if (tagger->words[i].fingerprint == 0)
			return NULL;
	}
}

struct tagger_word tagger_look_up(const struct tagger *tagger, const struct word *word)
{
	const struct tagger_word *found = find_word(tagger, word->hash);

	if (!found && word->lower_hash != word->hash)
		found = find_word(tagger, word->lower_hash);
	if (found)
		return *found;
	return (struct tagger_word){ .ambiguity = tagger_unknown(word->flags) };
}

/* A row that lies in the section whole, or NULL. */
static const uint8_t *row_at(const struct tagger *tagger, uint32_t at)
{
	size_t n;

	if (at >= tagger->rows.len)
		return NULL;
	n = (uint8_t)tagger->rows.at[at];
	n = n == TAGGER_DENSE ? tagger->n_labels : 2 * n;
	return tagger->rows.len - at - 1 < n ? NULL : (const uint8_t *)tagger->rows.at + at;
}

/* Adds the weights of a feature, where the model has it. */
static inline void add_feature(const struct tagger *tagger, uint64_t key, int16_t score[SCORES])
{
	uint32_t fingerprint = tagger_fingerprint(key);
	const uint8_t *row = NULL;

	for (size_t i = tagger_place(key, tagger->slot_mask);; i = (i + 1) & tagger->slot_mask) {
		if (tagger->slots[i].fingerprint == fingerprint) {
			row = row_at(tagger, tagger->slots[i].row);
			break;
		}
		if (tagger->slots[i].fingerprint == 0)
			break;
	}
	if (!row)
		return;
	if (*row == TAGGER_DENSE) {
		for (size_t y = 0; y < tagger->n_labels; y++)
			score[y] = (int16_t)(score[y] + (int8_t)row[1 + y]);
	} else {
		for (size_t i = 0; i < *row; i++)
			score[row[1 + 2 * i]] = (int16_t)(score[row[1 + 2 * i]] + (int8_t)row[2 + 2 * i]);
	}
}

/* --- the memo ------------------------------------------------------------------------------- */

static void sum_roles(const struct tagger *tagger, const struct word *word, struct memo_entry *entry)
{
	uint64_t keys[FEATURES_WORD];

	for (size_t role = 0; role < ROLES; role++) {
		int16_t score[SCORES] = { 0 };
		size_t n = features_of_word(tagger->classes, word, entry->view.ambiguity, role, keys);

		for (size_t k = 0; k < n; k++)
			__builtin_prefetch(&tagger->slots[tagger_place(keys[k], tagger->slot_mask)]);
		for (size_t k = 0; k < n; k++)
			add_feature(tagger, keys[k], score);
		memcpy(entry->sum[role], score, sizeof entry->sum[role]);
	}
}

static const struct memo_entry *remember(const struct tagger *tagger, struct tagger_memo *memo,
                                         const struct word *word)
{
	struct memo_entry *entry = &memo->at[(word->hash ^ word->hash >> 20) % MEMO_SIZE];
	struct tagger_word known;

	if (entry->hash == word->hash)
		return entry;
	known = tagger_look_up(tagger, word);
	entry->hash = word->hash;
	entry->view = feature_word_of(word, known.ambiguity);
	entry->pairs = known.pairs;
	sum_roles(tagger, word, entry);
	return entry;
}

/* --- tagging -------------------------------------------------------------------------------- */

static uint8_t best_pair(const struct tagger *tagger, uint32_t set_at, const int16_t *score)
{
	struct str sets = tagger->sets;
	const uint8_t *set = (const uint8_t *)sets.at + (set_at < sets.len ? set_at : 0);
	size_t n = *set, room = sets.len - (size_t)(set - (const uint8_t *)sets.at) - 1;
	uint8_t best = set[1];
	int highest = INT32_MIN;

	for (size_t i = 1; i <= n && i <= room; i++) {
		uint8_t pair = set[i] < tagger->n_pairs ? set[i] : 0;
		int sum = score[tagger->pairs[pair][0]] + score[tagger->pairs[pair][1]];

		if (sum > highest) {
			highest = sum;
			best = pair;
		}
	}
	return best;
}

/* A place of the ring: a token whose neighbours are coming in. */
struct place {
	struct feature_word view;
	uint32_t pairs;
	int16_t score[SCORES];
};

static void add_sums(const struct tagger *tagger, const int16_t *sum, int16_t *score)
{
	for (size_t y = 0; y < tagger->n_labels; y++)
		score[y] = (int16_t)(score[y] + sum[y]);
}

/* All neighbours of the token are there: the pair features, and the choice. */
static uint8_t judge(const struct tagger *tagger, struct place *ring, size_t t)
{
	struct place *place = &ring[t % RING];
	const struct feature_word *window[ROLES];
	uint64_t keys[FEATURES_PAIR];
	size_t n;

	for (size_t role = 0; role < ROLES; role++)
		window[role] = &ring[(t + role - ROLE_SELF) % RING].view;
	n = features_of_pairs(window, keys);
	for (size_t k = 0; k < n; k++)
		__builtin_prefetch(&tagger->slots[tagger_place(keys[k], tagger->slot_mask)]);
	for (size_t k = 0; k < n; k++)
		add_feature(tagger, keys[k], place->score);
	return best_pair(tagger, place->pairs, place->score);
}

void tagger_tag(const struct tagger *tagger, struct tagger_memo *memo, const struct words *words,
                struct tokens *tokens)
{
	struct place ring[RING] = { 0 };
	size_t T = tokens->T;

	if (tagger->n_labels == 0) {
		for (size_t t = 0; t < T; t++)
			tokens->upos[t] = tokens->xpos[t] = "";
		return;
	}
	if (memo->tagger != tagger) {
		memset(memo, 0, sizeof *memo);
		memo->tagger = tagger;
		memo->outside.view = feature_outside;
		sum_roles(tagger, NULL, &memo->outside);
	}
	/* Counted from 2, so that the two places before the sentence have numbers. */
	for (size_t t = 0; t < T + 4; t++) {
		bool is_inside = t >= 2 && t < T + 2;
		const struct memo_entry *entry =
		        is_inside ? remember(tagger, memo, &words->at[tokens->word[t - 2]]) : &memo->outside;
		struct place *newest = &ring[(t + 2) % RING];

		memset(newest->score, 0, sizeof newest->score);
		ring[t % RING].view = entry->view;
		ring[t % RING].pairs = entry->pairs;
		for (size_t role = 0; role < ROLES; role++)
			add_sums(tagger, entry->sum[role], ring[(t + ROLE_SELF - role + RING) % RING].score);
		if (t >= 4) {
			const uint8_t *pair = tagger->pairs[judge(tagger, ring, t - 2)];

			tokens->upos[t - 4] = tagger->names[pair[0]];
			tokens->xpos[t - 4] = tagger->names[pair[1]];
		}
	}
}
