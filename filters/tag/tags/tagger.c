/*
 * tagger.c: a sentence in chunks of CHUNK tokens, each in three sweeps.
 *
 * The time goes into waiting for memory, so every sweep asks for what the next one will read:
 *
 *      words      the memo's entries of the chunk and of two neighbours on either side
 *      features   the keys of the pair features; those that pass the filter have their slots fetched
 *      rows       the slots are read; the rows of weights are fetched ahead
 *      scores     the weights are added up, for the labels that the token may take
 *
 * A token with one possible pair is passed over from the second sweep on. After the last chunk the
 * tokens in doubt are looked at again.
 */
#include "filters/tag/tags/tagger.h"

#include <stdlib.h>

#include "common/diag.h"
#include "filters/tag/lanes.h"
#include "filters/tag/tags/features.h"

enum {
	MEMO_SETS = 1 << 12,
	MEMO_WAYS = 3, /* words of a set: the one that was not needed for longest gives way */
	MEMO_SIZE = MEMO_SETS * MEMO_WAYS,
	CHUNK = 32,
	SUMS = ROLES + 1, /* of a word: in each role, and of its place */
	EDGE = 2, /* words that a token sees on either side */
	SPAN = CHUNK + 2 * EDGE,
	/* Room for every value of a label byte, so that a damaged row can do no harm. */
	SCORES = 256,
};

/* What is remembered of a word. */
struct memo_entry {
	uint64_t hash;  /* of the form; 0 = free */
	uint64_t chunk; /* the last one that it was needed for */
	struct feature_word view;
	uint32_t pairs; /* offset in pos.sets */
	uint32_t roles; /* bits: those whose sums are there */
	uint32_t place; /* the one whose sums are there, + 1 */
	int16_t *sum;   /* [SUMS][stride] */
};

/* A token whose best two pairs are close together. */
struct doubt {
	size_t t;
	struct feature_word view;
	struct feature_tags tags;
	const uint8_t *set;
	size_t scores; /* where those of the set stand */
};

/* What the first look leaves of a sentence to the second. */
struct first_look {
	uint8_t *tags; /* pairs + 1, with zeros for EDGE tokens on either side */
	size_t cap_tags;
	struct doubt *doubts;
	size_t n_doubts, cap_doubts;
	int *scores;
	size_t n_scores, cap_scores;
};

struct tagger_memo {
	const struct tagger *tagger; /* whose sums they are */
	size_t stride;               /* labels, rounded up */
	int16_t *sums;               /* of all entries; those handed out first are in use */
	size_t n_sums;
	uint64_t chunk;              /* chunks so far */
	size_t n_spare;
	struct first_look look;
	struct memo_entry outside;
	struct memo_entry spare[SPAN]; /* for words whose place is held by another word of the chunk */
	struct memo_entry at[MEMO_SETS][MEMO_WAYS];
};

struct tagger_memo *tagger_memo_new(void)
{
	return diag_zeroed(sizeof(struct tagger_memo));
}

void tagger_memo_delete(struct tagger_memo *memo)
{
	if (memo) {
		free(memo->sums);
		free(memo->look.tags);
		free(memo->look.doubts);
		free(memo->look.scores);
	}
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
	memcpy(tagger->pairs, section.at + at, 2 * tagger->n_pairs);
	for (size_t i = tagger->n_pairs; i <= UINT8_MAX; i++)
		memcpy(tagger->pairs[i], tagger->pairs[0], sizeof *tagger->pairs);
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
	for (size_t i = 0; i < tagger->n_pairs; i++)
		tagger->is_verb[i] = tagger_is_verb(str_of(tagger->names[tagger->pairs[i][0]]));
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
	struct str slots = bundle_section(model, "pos.slots"), filter = bundle_section(model, "pos.filter");
	struct str words = bundle_section(model, "pos.tags");

	*tagger = (struct tagger){ .classes = classes };
	if (!bundle_section(model, "pos.labels").at)
		return true;
	tagger->rows = bundle_section(model, "pos.rows");
	tagger->filter = (const uint8_t *)filter.at;
	tagger->filter_mask = 8 * filter.len - 1;
	tagger->sets = bundle_section(model, "pos.sets");
	tagger->slots = (const struct tagger_slot *)slots.at;
	tagger->words = (const struct tagger_word *)words.at;
	return read_labels(bundle_section(model, "pos.labels"), tagger) && filter.len > 0 &&
	       (filter.len & (filter.len - 1)) == 0 &&
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

/* The offset of a feature's row; UINT32_MAX (which no row has) where the model lacks it. */
static inline uint32_t find_row(const struct tagger *tagger, uint64_t key)
{
	uint32_t fingerprint = tagger_fingerprint(key);

	for (size_t i = tagger_place(key, tagger->slot_mask);; i = (i + 1) & tagger->slot_mask) {
		if (tagger->slots[i].fingerprint == fingerprint)
			return tagger->slots[i].row;
		if (tagger->slots[i].fingerprint == 0)
			return UINT32_MAX;
	}
}

/*
 * The sums of rows for all labels. `rows` are offsets in the section; a row that does not lie in it whole
 * is passed over.
 */
static void sum_rows(const struct tagger *tagger, const uint32_t *rows, size_t n, int16_t sums[SCORES])
{
	size_t dense_size = tagger_dense_size(tagger->n_labels), n_dense = 0;
	const int8_t *dense[FEATURES_WORD];

	memset(sums, 0, dense_size * sizeof *sums);
	for (size_t k = 0; k < n; k++) {
		const uint8_t *row = (const uint8_t *)tagger->rows.at + rows[k];
		size_t left = tagger->rows.len - rows[k] - 1, size = 2 * (size_t)*row;

		if (*row == TAGGER_DENSE) {
			if (left >= dense_size)
				dense[n_dense++] = (const int8_t *)row + 1;
			continue;
		}
		if (left < size)
			continue;
		for (const uint8_t *at = row + 1, *end = at + size; at < end; at += 2) {
			int16_t *sum = &sums[at[0]];

			*sum = (int16_t)(*sum + (int8_t)at[1]);
		}
	}
	lanes_add_rows(sums, dense, n_dense, dense_size);
}

/* Keeps the keys that the table may have, asks for their slots; returns how many. */
static size_t filter_keys(const struct tagger *tagger, uint64_t *keys, size_t n)
{
	size_t n_kept = 0;

	for (size_t k = 0; k < n; k++) {
		size_t bit = tagger_filter_bit(keys[k], tagger->filter_mask);

		keys[n_kept] = keys[k];
		n_kept += tagger->filter[bit / 8] >> bit % 8 & 1;
	}
	for (size_t k = 0; k < n_kept; k++)
		__builtin_prefetch(&tagger->slots[tagger_place(keys[k], tagger->slot_mask)]);
	return n_kept;
}

/* Looks keys up and asks for the rows; returns how many there are. */
static size_t find_rows(const struct tagger *tagger, const uint64_t *keys, size_t n, uint32_t *rows)
{
	size_t n_rows = 0;

	for (size_t k = 0; k < n; k++) {
		uint32_t row = find_row(tagger, keys[k]);

		if (row < tagger->rows.len) {
			__builtin_prefetch(tagger->rows.at + row);
			__builtin_prefetch(tagger->rows.at + row + 64);
			rows[n_rows++] = row;
		}
	}
	return n_rows;
}

/* --- the memo ------------------------------------------------------------------------------- */

/* Forgets all and makes room for the sums of this tagger's labels. */
static void memo_begin(struct tagger_memo *memo, const struct tagger *tagger)
{
	size_t stride = tagger_dense_size(tagger->n_labels);
	int16_t *sums = diag_realloc(memo->sums, (1 + SPAN + MEMO_SIZE) * SUMS * stride * sizeof *sums);

	if (memo->tagger)
		*memo = (struct tagger_memo){ .look = memo->look };
	memo->tagger = tagger;
	memo->stride = stride;
	memo->sums = sums;
}

/* The sums of a word in those roles that are asked for. word = NULL: outside the sentence. */
static void sum_roles(const struct tagger *tagger, const struct word *word, uint32_t roles, size_t stride,
                      struct memo_entry *entry)
{
	uint64_t keys[ROLES][FEATURES_WORD];
	uint32_t rows[ROLES][FEATURES_WORD];
	int16_t sums[SCORES];
	size_t n[ROLES];

	for (size_t role = 0; role < ROLES; role++) {
		if (!(roles >> role & 1))
			continue;
		n[role] = features_of_word(tagger->classes, word, entry->view.ambiguity, role, keys[role]);
		n[role] = filter_keys(tagger, keys[role], n[role]);
	}
	for (size_t role = 0; role < ROLES; role++)
		if (roles >> role & 1)
			n[role] = find_rows(tagger, keys[role], n[role], rows[role]);
	for (size_t role = 0; role < ROLES; role++) {
		if (!(roles >> role & 1))
			continue;
		sum_rows(tagger, rows[role], n[role], sums);
		memcpy(entry->sum + role * stride, sums, stride * sizeof *sums);
	}
	entry->roles |= roles;
}

/* The sums of a word in a place, which seldom changes from one token to the next of the same word. */
static const int16_t *sum_place(const struct tagger *tagger, unsigned place, size_t stride, struct memo_entry *entry)
{
	int16_t *at = entry->sum + ROLES * stride, sums[SCORES];
	uint64_t keys[FEATURES_PLACE];
	uint32_t rows[FEATURES_PLACE];
	size_t n;

	if (entry->place == place + 1)
		return at;
	n = filter_keys(tagger, keys, features_of_place(&entry->view, place, keys));
	sum_rows(tagger, rows, find_rows(tagger, keys, n, rows), sums);
	entry->place = place + 1;
	return memcpy(at, sums, stride * sizeof *sums);
}

/* Room for the sums of an entry that has none yet. */
static int16_t *take_sums(struct tagger_memo *memo)
{
	return memo->sums + memo->n_sums++ * SUMS * memo->stride;
}

/* Asks for the memory of the sums in one role: three lines of the cache, as long as there are 72 labels. */
static inline void ask_for_sums(const int16_t *sums, size_t stride)
{
	__builtin_prefetch(sums);
	__builtin_prefetch(sums + stride / 2);
	__builtin_prefetch(sums + stride - 1);
}

/* The entry of a word, at first without sums; it stays as it is until the next chunk begins. */
static struct memo_entry *remember(const struct tagger *tagger, struct tagger_memo *memo, const struct word *word)
{
	struct memo_entry *set = memo->at[(word->hash ^ word->hash >> 20) % MEMO_SETS], *entry = set;
	struct tagger_word known;

	for (size_t i = 0; i < MEMO_WAYS; i++) {
		if (set[i].hash == word->hash) {
			set[i].chunk = memo->chunk;
			return &set[i];
		}
		if (set[i].chunk < entry->chunk)
			entry = &set[i];
	}
	if (entry->chunk == memo->chunk)
		entry = &memo->spare[memo->n_spare++];
	known = tagger_look_up(tagger, word);
	entry->hash = word->hash;
	entry->chunk = memo->chunk;
	entry->view = feature_word_of(word, known.ambiguity);
	entry->pairs = known.pairs;
	entry->roles = entry->place = 0;
	if (!entry->sum)
		entry->sum = take_sums(memo);
	return entry;
}

/* --- tagging -------------------------------------------------------------------------------- */

/* The set of pairs at an offset, the first one where there is none. */
static const uint8_t *set_at(const struct tagger *tagger, uint32_t at)
{
	struct str sets = tagger->sets;

	if (at >= sets.len || sets.len - at <= (uint8_t)sets.at[at])
		at = 0;
	return (const uint8_t *)sets.at + at;
}

/* The i-th pair of a set, from 1 on. */
static uint8_t pair_of_set(const struct tagger *tagger, const uint8_t *set, size_t i)
{
	return set[i] < tagger->n_pairs ? set[i] : 0;
}

/* The scores of a set's pairs, of which there is one at least. */
static void score_pairs(const struct tagger *tagger, const uint8_t *set, const int16_t *score, int *scores)
{
	size_t i = 0;

	do {
		const uint8_t *pair = tagger->pairs[set[i + 1]];

		scores[i] = score[pair[0]] + score[pair[1]];
	} while (++i < *set);
}

/* The pair of the set with the highest score, the first of equals; how far the next one is behind. */
static uint8_t best_pair(const struct tagger *tagger, const uint8_t *set, const int *scores, int *margin)
{
	int highest = scores[0], next = INT32_MIN / 2;
	size_t best = 0;

	for (size_t i = 1; i < *set; i++) {
		if (scores[i] > highest) {
			next = highest;
			highest = scores[i];
			best = i;
		} else if (scores[i] > next) {
			next = scores[i];
		}
	}
	*margin = highest - next;
	return pair_of_set(tagger, set, best + 1);
}

static void name_tags(const struct tagger *tagger, struct tokens *tokens, size_t t, uint8_t pair)
{
	tokens->upos[t] = tagger->names[tagger->pairs[pair][0]];
	tokens->xpos[t] = tagger->names[tagger->pairs[pair][1]];
}

static void add_doubt(struct first_look *look, size_t t, const struct feature_word *view, const uint8_t *set,
                      const int *scores)
{
	if (look->n_doubts == look->cap_doubts) {
		look->cap_doubts = 2 * look->cap_doubts + 64;
		look->doubts = diag_realloc(look->doubts, look->cap_doubts * sizeof *look->doubts);
	}
	if (look->n_scores + *set > look->cap_scores) {
		look->cap_scores = 2 * look->cap_scores + SCORES;
		look->scores = diag_realloc(look->scores, look->cap_scores * sizeof *look->scores);
	}
	memcpy(look->scores + look->n_scores, scores, *set * sizeof *scores);
	look->doubts[look->n_doubts++] = (struct doubt){ .t = t, .view = *view, .set = set, .scores = look->n_scores };
	look->n_scores += *set;
}

/* Tokens [begin, end) of a sentence, at most CHUNK. */
static void tag_chunk(const struct tagger *tagger, struct tagger_memo *memo, const struct words *words,
                      enum sentence_style style, size_t begin, size_t end, struct tokens *tokens)
{
	struct memo_entry *entry[SPAN];
	const struct feature_word *view[SPAN];
	const uint8_t *set[CHUNK];
	uint8_t roles[SPAN] = { 0 }; /* in which a word is looked at */
	uint64_t keys[CHUNK][FEATURES_PAIR];
	uint32_t rows[CHUNK][FEATURES_PAIR];
	size_t n = end - begin, n_keys[CHUNK], n_rows[CHUNK];

	memo->chunk++;
	memo->n_spare = 0;
	for (size_t i = 0; i < n + 2 * EDGE; i++) {
		bool is_inside = begin + i >= EDGE && begin + i - EDGE < tokens->T;

		entry[i] = is_inside ? remember(tagger, memo, &words->at[tokens->word[begin + i - EDGE]]) :
		                       &memo->outside;
		view[i] = is_inside ? &entry[i]->view : &feature_outside;
	}
	for (size_t i = 0; i < n; i++) {
		set[i] = set_at(tagger, entry[i + EDGE]->pairs);
		n_keys[i] = 0;
		if (*set[i] == 1)
			continue;
		for (size_t role = 0; role < ROLES; role++) {
			roles[i + role] |= (uint8_t)(1 << role);
			ask_for_sums(entry[i + role]->sum + role * memo->stride, memo->stride);
		}
		n_keys[i] = filter_keys(tagger, keys[i], features_of_pairs(view + i, keys[i]));
	}
	for (size_t i = 0; i < n + 2 * EDGE; i++) {
		uint32_t missing = roles[i] & ~entry[i]->roles;

		if (missing)
			sum_roles(tagger, &words->at[tokens->word[begin + i - EDGE]], missing, memo->stride, entry[i]);
	}
	for (size_t i = 0; i < n; i++)
		n_rows[i] = find_rows(tagger, keys[i], n_keys[i], rows[i]);
	for (size_t i = 0; i < n; i++) {
		uint8_t pair = pair_of_set(tagger, set[i], 1);
		int scores[SCORES], margin;

		if (*set[i] > 1) {
			const int16_t *sum[SUMS];
			int16_t score[SCORES];

			for (size_t role = 0; role < ROLES; role++)
				sum[role] = entry[i + role]->sum + role * memo->stride;
			sum[ROLES] = sum_place(tagger, features_place(view + i, style), memo->stride, entry[i + EDGE]);
			sum_rows(tagger, rows[i], n_rows[i], score);
			lanes_add_sums(score, sum, SUMS, memo->stride);
			score_pairs(tagger, set[i], score, scores);
			pair = best_pair(tagger, set[i], scores, &margin);
			if (margin < TAGGER_UNSURE)
				add_doubt(&memo->look, begin + i, view[i + EDGE], set[i], scores);
		}
		memo->look.tags[begin + i + EDGE] = (uint8_t)(pair + 1);
		name_tags(tagger, tokens, begin + i, pair);
	}
}

/* --- the second look ------------------------------------------------------------------------ */

static void look_begin(struct first_look *look, size_t T)
{
	if (T + 2 * EDGE > look->cap_tags) {
		look->cap_tags = 2 * T + 2 * EDGE;
		look->tags = diag_realloc(look->tags, look->cap_tags);
	}
	memset(look->tags, 0, EDGE);
	memset(look->tags + EDGE + T, 0, EDGE);
	look->n_doubts = look->n_scores = 0;
}

/* The nearest verb on either side of every token in doubt. */
static void find_verbs(const struct tagger *tagger, struct first_look *look, size_t T)
{
	const uint8_t *tags = look->tags + EDGE;
	uint8_t verb = 0;

	for (size_t t = 0, d = 0; d < look->n_doubts; t++) {
		if (look->doubts[d].t == t)
			look->doubts[d++].tags.verb_before = verb;
		verb = tagger->is_verb[tags[t] - 1] ? tags[t] : verb;
	}
	verb = 0;
	for (size_t t = T, d = look->n_doubts; d > 0;) {
		t--;
		if (look->doubts[d - 1].t == t)
			look->doubts[--d].tags.verb_after = verb;
		verb = tagger->is_verb[tags[t] - 1] ? tags[t] : verb;
	}
}

static uint64_t lower_at(const struct words *words, const struct tokens *tokens, size_t t)
{
	return t < tokens->T ? words->at[tokens->word[t]].lower_hash : feature_outside.lower;
}

/* Corrects the scores of a token in doubt by what the tags around it say. */
static void look_again(const struct tagger *tagger, const struct first_look *look, const struct words *words,
                       struct doubt *doubt, struct tokens *tokens)
{
	uint64_t keys[FEATURES_TAGS];
	uint32_t rows[FEATURES_TAGS];
	int *scores = look->scores + doubt->scores, margin;
	int16_t more[SCORES];
	size_t n;

	memcpy(doubt->tags.at, look->tags + doubt->t, sizeof doubt->tags.at);
	doubt->tags.left = lower_at(words, tokens, doubt->t - 1);
	doubt->tags.right = lower_at(words, tokens, doubt->t + 1);
	n = filter_keys(tagger, keys, features_of_tags(&doubt->view, &doubt->tags, keys));
	sum_rows(tagger, rows, find_rows(tagger, keys, n, rows), more);
	for (size_t i = 0; i < *doubt->set; i++) {
		const uint8_t *pair = tagger->pairs[doubt->set[i + 1]];

		scores[i] += more[pair[0]] + more[pair[1]];
	}
	name_tags(tagger, tokens, doubt->t, best_pair(tagger, doubt->set, scores, &margin));
}

void tagger_tag(const struct tagger *tagger, struct tagger_memo *memo, const struct words *words,
                struct tokens *tokens)
{
	size_t T = tokens->T;
	enum sentence_style style = features_style(words, tokens);

	if (tagger->n_labels == 0) {
		for (size_t t = 0; t < T; t++)
			tokens->upos[t] = tokens->xpos[t] = "";
		return;
	}
	if (memo->tagger != tagger) {
		memo_begin(memo, tagger);
		memo->outside.view = feature_outside;
		memo->outside.sum = take_sums(memo);
		sum_roles(tagger, NULL, (1 << ROLES) - 1, memo->stride, &memo->outside);
	}
	look_begin(&memo->look, T);
	for (size_t t = 0; t < T; t += CHUNK)
		tag_chunk(tagger, memo, words, style, t, t + CHUNK < T ? t + CHUNK : T, tokens);
	find_verbs(tagger, &memo->look, T);
	for (size_t d = 0; d < memo->look.n_doubts; d++)
		look_again(tagger, &memo->look, words, &memo->look.doubts[d], tokens);
}
