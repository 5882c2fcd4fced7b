/*
 * tokenize.c: see tokenize.h.
 *
 *      sentence -> chunks between white space -> runs of one kind of character -> a label a gap
 *
 * A chunk that is one run of letters, which most are, is a token at once. Any other is described
 * run by run; each gap between two runs is classified from left to right, and sees the label of the
 * gap before. Runs of letters are opened where a word may end inside them: before the `n` of `n't`
 * and in the words of the model's list.
 */
#include "tokenize.h"

#include "common/utf8.h"
#include "filters/tag/words/address.h"
#include "filters/tag/words/gap_features.h"
#include "filters/tag/words/runs.h"

/* --- runs ------------------------------------------------------------------------------- */

/*
 * Bytes of the first part of a word that can be two, 0 for any other. Halving without branches: which
 * half a hash lies in cannot be foretold.
 */
static size_t split_word(const struct tokenizer *tokenizer, uint32_t hash)
{
	const struct gap_word *first = tokenizer->words;

	for (size_t n = tokenizer->n_words, half; n > 1; n -= half) {
		half = n / 2;
		first += first[half - 1].hash < hash ? half : 0;
	}
	return tokenizer->n_words && first->hash == hash ? first->at : 0;
}

/* Whether `n` + an apostrophe + `t` and no further letter lie around `at`, where the apostrophe is. */
static bool is_negation(struct str sentence, size_t begin, size_t at, size_t end)
{
	size_t t = at;
	uint32_t mark = at < end ? run_plain_mark(utf8_next(sentence, &t)) : 0;

	return at > begin + 1 && (sentence.at[at - 1] | 0x20) == 'n' && mark == '\'' && t < end &&
	       (sentence.at[t] | 0x20) == 't' &&
	       (t + 1 == end || !run_is_letter(sentence.at[t + 1]));
}

/* Parts the last run of the chunk in two. */
static void open_run(struct gap_chunk *chunk, struct str sentence, size_t at, bool is_listed)
{
	struct run *run = &chunk->runs[GAP_CONTEXT + chunk->n_runs - 1], whole = *run;

	run[0].end = run[1].begin = (uint32_t)at;
	run[1].end = whole.end;
	run_describe(sentence, &run[0], KIND_LETTERS, 0);
	run_describe(sentence, &run[1], KIND_LETTERS, 0);
	run[1].whole = is_listed ? whole.hash : 0;
	chunk->n_runs++;
}

static void find_runs(const struct tokenizer *tokenizer, struct str sentence, size_t begin, size_t end,
                      struct gap_chunk *chunk)
{
	chunk->n_runs = 0;
	for (size_t at = begin; at < end;) {
		struct run *run = &chunk->runs[GAP_CONTEXT + chunk->n_runs++];
		enum run_kind kind;
		uint32_t first;
		size_t inner;

		run->begin = (uint32_t)at;
		run->end = (uint32_t)(at = run_end(sentence, at, end, &kind, &first));
		run_describe(sentence, run, kind, first);
		if (kind != KIND_LETTERS)
			continue;
		inner = split_word(tokenizer, run->hash);
		if (inner && inner < at - run->begin)
			open_run(chunk, sentence, run->begin + inner, true);
		else if (is_negation(sentence, run->begin, at, end))
			open_run(chunk, sentence, at - 1, false);
	}
	for (size_t i = 0; i < GAP_CONTEXT; i++)
		chunk->runs[i] = chunk->runs[GAP_CONTEXT + chunk->n_runs + i] = (struct run){ 0 };
}

static void find_suffixes(struct gap_chunk *chunk)
{
	uint32_t suffix = 0;

	chunk->pattern = 0;
	chunk->suffix[chunk->n_runs] = 0;
	for (size_t i = chunk->n_runs; i-- > 0;) {
		const struct run *run = &chunk->runs[GAP_CONTEXT + i];

		chunk->suffix[i] = suffix = linear_mix(suffix, run->hash);
		chunk->pattern = linear_mix(chunk->pattern, run->shape);
	}
}


enum { CHUNK_BYTES = TOKEN_MAX_BYTES - 4 }; /* the last character may be longer than one */

/* --- a sentence ------------------------------------------------------------------------- */

struct labelling {
	const struct tokenizer *tokenizer;
	struct str sentence;
	gap_decide *decide;
	void *context;
	struct gap_chunk chunk;
	unsigned char *labels;
};

static void label_chunk(struct labelling *labelling, size_t begin, size_t end)
{
	struct gap_chunk *chunk = &labelling->chunk;
	uint32_t keys[GAP_FEATURES];
	struct gap_progress so_far = { 0 };
	size_t address = begin, address_end = end;
	bool has_address = address_find(labelling->sentence, &address, &address_end);

	chunk->is_address = has_address;
	find_runs(labelling->tokenizer, labelling->sentence, begin, end, chunk);
	find_suffixes(chunk);
	for (size_t i = 0; i + 1 < chunk->n_runs; i++) {
		const struct run *run = &chunk->runs[GAP_CONTEXT + i];
		enum gap_label label;

		so_far.prefix = linear_mix(so_far.prefix, run->hash);
		so_far.token = linear_mix(so_far.token, run->hash);
		so_far.n_token++;
		if (has_address && run->end > address && run->end < address_end)
			label = GAP_JOINS;
		else
			label = labelling->decide(labelling->context, run->end, keys,
			                          gap_features(chunk, i, &so_far, keys));
		labelling->labels[run->end] = (unsigned char)label;
		if (label != GAP_JOINS)
			so_far.token = so_far.n_token = 0;
		so_far.before = label;
	}
}

/* The white space that begins at `at`, if there is any: its length. */
static inline size_t space_at(struct str sentence, size_t at)
{
	unsigned char lead = (unsigned char)sentence.at[at];
	size_t next = at;

	if (lead < 0x80)
		return run_ascii_kinds[lead] == KIND_SPACE;
	if (lead != 0xC2 && lead != 0xE1 && lead != 0xE2 && lead != 0xE3)
		return 0;
	return utf8_is_space(utf8_next(sentence, &next)) ? next - at : 0;
}

/* The end of the chunk that begins at `begin`, its hash. *is_plain: all ASCII letters. */
static size_t chunk_end(struct str sentence, size_t begin, uint32_t *hash, bool *is_plain)
{
	size_t limit = sentence.len - begin < CHUNK_BYTES ? sentence.len : begin + CHUNK_BYTES, at = begin, rest;
	uint32_t sum = RUN_HASH_BEGIN;

	for (; at < limit && run_is_letter(sentence.at[at]); at++)
		sum = run_hash_small(sum, (unsigned char)(sentence.at[at] | 0x20));
	*is_plain = at == sentence.len || space_at(sentence, at);
	for (rest = at; at < limit && !space_at(sentence, at);) {
		if (sentence.at[at] & 0x80)
			utf8_next(sentence, &at);
		else
			at++;
	}
	for (; rest < at; rest++)
		sum = run_hash_any(sum, (unsigned char)sentence.at[rest]);
	*hash = sum;
	return at;
}

/* The first word at or after `at`: its hash, and its shape in *shape. */
static uint32_t word_ahead(struct str sentence, size_t at, uint32_t *shape)
{
	struct run run = { 0 };
	enum run_kind kind;
	uint32_t first;
	size_t space;

	while (at < sentence.len && (space = space_at(sentence, at)))
		at += space;
	*shape = SHAPE_NONE;
	if (at == sentence.len)
		return 0;
	run.begin = (uint32_t)at;
	run.end = (uint32_t)run_end(sentence, at, at + 64 < sentence.len ? at + 64 : sentence.len, &kind,
	                            &first);
	run_describe(sentence, &run, kind, first);
	*shape = run.shape;
	return run.hash;
}

void tokenize_label(const struct tokenizer *tokenizer, struct str sentence, gap_decide *decide,
                    void *context, struct arena *scratch, unsigned char *labels)
{
	struct labelling labelling = { tokenizer, sentence, decide, context, { 0 }, labels };
	struct gap_chunk *chunk = &labelling.chunk;
	uint32_t before = 0;

	chunk->runs = arena_array(scratch, struct run, TOKEN_MAX_BYTES + 2 * GAP_CONTEXT);
	chunk->suffix = arena_array(scratch, uint32_t, TOKEN_MAX_BYTES + 1);
	memset(labels, GAP_JOINS, sentence.len);
	for (size_t at = 0; at < sentence.len;) {
		size_t space = space_at(sentence, at), end;
		bool is_plain;
		uint32_t hash;

		if (space) {
			at += space;
			continue;
		}
		labels[at] = GAP_PARTS_TOKENS;
		end = chunk_end(sentence, at, &hash, &is_plain);
		if (!is_plain || split_word(tokenizer, hash)) {
			chunk->before = before;
			chunk->after = word_ahead(sentence, end, &chunk->after_shape);
			chunk->is_last = chunk->after_shape == SHAPE_NONE;
			label_chunk(&labelling, at, end);
		}
		before = hash;
		at = end;
	}
}

static enum gap_label classify(void *context, size_t at, const uint32_t *keys, size_t n_keys)
{
	const struct tokenizer *tokenizer = context;
	int32_t score[LINEAR_OUTCOMES - 1] = { 0 };

	(void)at;
	linear_add(&tokenizer->weights, keys, n_keys, score);
	return (enum gap_label)linear_best(&tokenizer->weights, score);
}

bool tokenizer_open(const struct bundle *model, struct tokenizer *tokenizer)
{
	struct str words = bundle_section(model, "gap.words");

	if (!words.at || words.len % sizeof(struct gap_word) ||
	    !linear_open(bundle_section(model, "gap.table"), &tokenizer->weights) ||
	    tokenizer->weights.n_outcomes != GAP_LABELS)
		return false;
	tokenizer->words = (const void *)words.at;
	tokenizer->n_words = words.len / sizeof(struct gap_word);
	return true;
}

/* Labels are looked through eight at a time: most are GAP_JOINS, which is 0. */
enum { LABELS = sizeof(uint64_t) };

static inline uint64_t labels_load(const unsigned char *labels)
{
	uint64_t eight;

	memcpy(&eight, labels, sizeof eight);
	return eight;
}

/* How many of the n labels part words. */
static size_t count_words(const unsigned char *labels, size_t n)
{
	const uint64_t ones = UINT64_MAX / 255;
	size_t count = 0, i = 0;

	for (; i + LABELS <= n; i += LABELS) {
		uint64_t eight = labels_load(labels + i);

		/* labels are 0, 1 or 2; the product's top byte is the sum of its bytes */
		count += ((eight | eight >> 1) & ones) * ones >> 56;
	}
	for (; i < n; i++)
		count += labels[i] != GAP_JOINS;
	return count;
}

/* The next label that parts words, from `at` on; n where there is none. */
static inline size_t next_label(const unsigned char *labels, size_t at, size_t n)
{
	while (at + LABELS <= n && labels_load(labels + at) == 0)
		at += LABELS;
	while (at < n && labels[at] == GAP_JOINS)
		at++;
	return at;
}

/* Without the white space behind it: the end of a word that begins at `begin`. */
static inline size_t trim(struct str sentence, size_t begin, size_t end)
{
	while (end > begin + 1) {
		size_t last = end;

		if (run_kind_of(utf8_previous(sentence, &last)) != KIND_SPACE)
			break;
		end = last;
	}
	return end;
}

/* Gives the words [first, last) of one surface token their multiword mark. */
static void mark_token(struct tokens *tokens, size_t first, size_t last)
{
	bool is_multiword = last - first > 1;

	for (size_t t = first; t < last; t++) {
		tokens->mwt_first[t] = is_multiword ? (uint32_t)first + 1 : 0;
		tokens->mwt_last[t] = is_multiword ? (uint32_t)last : 0;
	}
}

void tokenize(const struct tokenizer *tokenizer, struct str sentence, struct arena *arena,
              struct tokens *tokens)
{
	unsigned char *labels = arena_alloc(arena, sentence.len);
	struct arena_mark mark = arena_mark(arena);
	size_t T, first = 0, t = 0;

	tokenize_label(tokenizer, sentence, classify, (void *)(uintptr_t)tokenizer, arena, labels);
	arena_release(arena, mark);
	T = count_words(labels, sentence.len);
	tokens->T = T;
	tokens->form = arena_array(arena, struct str, T);
	tokens->begin = arena_array(arena, uint32_t, T);
	tokens->end = arena_array(arena, uint32_t, T);
	tokens->mwt_first = arena_array(arena, uint32_t, T);
	tokens->mwt_last = arena_array(arena, uint32_t, T);
	for (size_t begin = next_label(labels, 0, sentence.len), next; begin < sentence.len; begin = next) {
		size_t end;

		next = next_label(labels, begin + 1, sentence.len);
		end = trim(sentence, begin, next);
		if (labels[begin] == GAP_PARTS_TOKENS) {
			mark_token(tokens, first, t);
			first = t;
		}
		tokens->form[t] = str_slice(sentence, begin, end);
		tokens->begin[t] = (uint32_t)begin;
		tokens->end[t++] = (uint32_t)end;
	}
	mark_token(tokens, first, t);
}
