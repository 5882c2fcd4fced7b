/*
 * phrases.c: letters are folded by setting bit 5, which is enough for a hash; matches are compared.
 * The heads of a bucket lie side by side, so that most hits are refused without a look at the list.
 */
#include "phrases.h"

#include "filters/clean/peek.h"

#include "common/bytes.h"

enum {
	MAX_HEAD = 8,
	MIN_PHRASE = 6,
	HASH_BITS = 17,
	BUCKET_BITS = 12, /* of these */
	BLOCK = 64,       /* bytes looked at together */
};

struct head {
	uint64_t key;       /* the first bytes of a phrase, folded */
	uint32_t phrase;
	unsigned char last; /* byte of it, folded */
};

struct phrases {
	struct phrase *items;
	struct head *heads;
	size_t n;
	size_t head_len;       /* bytes of a head: as many as the shortest phrase has, at most MAX_HEAD */
	uint64_t head_mask;    /* these bytes of a number */
	bool begins_anywhere;  /* some phrase begins with no letter */
	unsigned char is_head[(1 << HASH_BITS) / 8]; /* bitmap over hashes */
	uint32_t bucket[(1 << BUCKET_BITS) + 1];     /* first head of a part of the hashes */
};

/* A head as a number, letters in lower case. Reads MAX_HEAD bytes. */
static inline uint64_t fold(const struct phrases *p, const char *at)
{
	uint64_t head;

	memcpy(&head, at, MAX_HEAD);
	return (head | UINT64_C(0x2020202020202020)) & p->head_mask;
}

static inline unsigned char fold_byte(char c)
{
	return (unsigned char)c | 0x20;
}

/* A head of which no more than head_len bytes can be read. */
static uint64_t fold_short(const struct phrases *p, const char *at)
{
	char head[MAX_HEAD] = { 0 };

	memcpy(head, at, p->head_len);
	return fold(p, head);
}

static inline uint32_t hash(uint64_t head)
{
	return (uint32_t)((head * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - HASH_BITS));
}

/* Whether a folded head may be one of the list; few others are let through. */
static inline bool is_head(const struct phrases *p, uint64_t head)
{
	uint32_t h = hash(head);

	return p->is_head[h / 8] >> h % 8 & 1;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Whether a word goes on across `at`: a letter or digit before and behind. */
static bool is_inside_word(struct str text, size_t at)
{
	size_t before = at, after = at;
	uint32_t left, right;

	if (at == 0 || at == text.len)
		return false;
	left = utf8_previous(text, &before);
	right = utf8_next(text, &after);
	return (utf8_is_letter(left) || utf8_is_digit(left)) && (utf8_is_letter(right) || utf8_is_digit(right));
}

/* The next line of the list; false at its end. */
static bool next_line(struct str list, size_t *pos, struct str *line)
{
	size_t end = str_find(list, '\n', *pos);

	if (*pos >= list.len)
		return false;
	*line = str_slice(list, *pos, end);
	*pos = end + 1;
	return true;
}

static bool read_phrase(struct str line, struct phrase *phrase)
{
	size_t tab = str_find(line, '\t', 0), second = str_find(line, '\t', tab + 1);
	struct str policy = str_slice(line, second + 1, str_find(line, '\t', second + 1));

	*phrase = (struct phrase){ .text = str_slice(line, 0, tab),
		                   .expected = str_slice(line, tab + 1, second),
		                   .policy = PHRASE_CERTAIN };
	if (str_is(policy, "second"))
		phrase->policy = PHRASE_SECOND;
	else if (str_is(policy, "clash"))
		phrase->policy = PHRASE_CLASH;
	for (size_t i = 0; i < phrase->text.len; i++)
		phrase->is_exact |= is_capital(phrase->text.at[i]);
	return phrase->text.len >= MIN_PHRASE && line.at[0] != '#';
}

/* All heads, ordered by bucket (a counting sort). */
static void add_heads(struct phrases *p, struct arena *arena)
{
	uint32_t *buckets = arena_array(arena, uint32_t, p->n);
	uint64_t *keys = arena_array(arena, uint64_t, p->n);

	for (size_t i = 0; i < p->n; i++) {
		struct str text = p->items[i].text;
		uint32_t h;

		p->begins_anywhere |= !is_ascii_letter(text.at[0]);
		keys[i] = fold_short(p, text.at);
		h = hash(keys[i]);
		p->is_head[h / 8] |= (unsigned char)(1 << h % 8);
		buckets[i] = h >> (HASH_BITS - BUCKET_BITS);
		p->bucket[buckets[i]]++;
	}
	for (size_t b = 1; b <= 1 << BUCKET_BITS; b++)
		p->bucket[b] += p->bucket[b - 1];
	p->heads = arena_array(arena, struct head, p->n);
	for (size_t i = p->n; i-- > 0;) {
		struct str text = p->items[i].text;

		p->heads[--p->bucket[buckets[i]]] = (struct head){ keys[i], (uint32_t)i, fold_byte(text.at[text.len - 1]) };
	}
}

struct phrases *phrases_new(const struct str *lists, size_t n_lists, struct arena *arena)
{
	struct phrases *p = arena_zeroed(arena, sizeof *p);
	size_t n_lines = 0;
	struct str line;

	for (size_t i = 0; i < n_lists; i++)
		for (size_t pos = 0; next_line(lists[i], &pos, &line);)
			n_lines++;
	p->items = arena_array(arena, struct phrase, n_lines);
	p->head_len = MAX_HEAD;
	for (size_t i = 0; i < n_lists; i++)
		for (size_t pos = 0; next_line(lists[i], &pos, &line);)
			if (read_phrase(line, &p->items[p->n])) {
				if (p->items[p->n].text.len < p->head_len)
					p->head_len = p->items[p->n].text.len;
				p->n++;
			}
	memset(&p->head_mask, 0xFF, p->head_len);
	add_heads(p, arena);
	return p;
}

/* `State Border Guard Service`: capitals before and in the match make it a part of a name. */
static bool is_inside_name(struct str text, size_t begin)
{
	size_t at = begin;

	if (!is_capital(text.at[begin]) || begin < 2 || text.at[begin - 1] != ' ')
		return false;
	for (at = begin - 1; at > 0 && text.at[at - 1] != ' '; at--)
		;
	/* the first word of a sentence has its capital anyway */
	return is_capital(text.at[at]) && at > 1 && text.at[at - 2] != '.';
}

static bool matches(const struct phrase *phrase, struct str text, size_t begin)
{
	for (size_t i = 0; i < phrase->text.len; i++) {
		char c = text.at[begin + i];

		if (!phrase->is_exact && is_capital(c))
			c |= 0x20;
		if (c != phrase->text.at[i])
			return false;
	}
	if (!phrase->is_exact && is_inside_name(text, begin))
		return false;
	return !is_inside_word(text, begin) && !is_inside_word(text, begin + phrase->text.len);
}

/* The longest phrase that begins at `at`, where a head fits. */
static bool match_at(const struct phrases *p, struct str text, size_t at, struct phrase_match *match)
{
	uint64_t key = fold_short(p, text.at + at);
	uint32_t bucket = hash(key) >> (HASH_BITS - BUCKET_BITS);
	size_t longest = 0;

	for (uint32_t h = p->bucket[bucket]; h < p->bucket[bucket + 1]; h++) {
		const struct phrase *phrase = &p->items[p->heads[h].phrase];
		size_t end = at + phrase->text.len;

		if (p->heads[h].key == key && phrase->text.len > longest && end <= text.len &&
		    fold_byte(text.at[end - 1]) == p->heads[h].last && matches(phrase, text, at)) {
			longest = phrase->text.len;
			*match = (struct phrase_match){ at, end, phrase };
		}
	}
	return longest > 0;
}

/* Where words begin in the block at `at`, a bit each; what stands behind the text is none. */
static inline uint64_t word_begins(struct str text, size_t at)
{
	const char *block = text.at + at;
	char rest[BLOCK];
	uint64_t letters = 0;

	if (text.len - at < BLOCK) {
		memset(rest, ' ', sizeof rest);
		memcpy(rest, block, text.len - at);
		block = rest;
	}
	for (int i = 0; i < BLOCK; i += BYTES)
		letters |= (uint64_t)bytes_mask((bytes_load(block + i) | 0x20) - 'a' < 26) << i;
	return letters & ~(letters << 1 | (at > 0 && is_ascii_letter(text.at[at - 1])));
}

/* Where a phrase may begin, at or behind `at`; text.len where none does. */
static size_t next_head(const struct phrases *p, struct str text, size_t at)
{
	for (; at + MAX_HEAD <= text.len; at += BLOCK) {
		size_t n = text.len - at - MAX_HEAD + 1; /* places from which a head can be read */
		uint64_t begins = p->begins_anywhere ? UINT64_MAX : word_begins(text, at);

		if (n < BLOCK)
			begins &= (UINT64_C(1) << n) - 1;
		for (; begins; begins &= begins - 1) {
			size_t place = at + (size_t)__builtin_ctzll(begins);

			if (is_head(p, fold(p, text.at + place)))
				return place;
		}
		if (n < BLOCK)
			at = at + n - BLOCK;
	}
	for (; at + p->head_len <= text.len; at++)
		if (is_head(p, fold_short(p, text.at + at)))
			return at;
	return text.len;
}

bool phrases_next(const struct phrases *p, struct str text, size_t *pos, struct phrase_match *match)
{
	size_t at = next_head(p, text, *pos);
	struct phrase_match other;
	struct str near;

	while (at < text.len && !match_at(p, text, at, match))
		at = next_head(p, text, at + 1);
	*pos = text.len;
	if (at == text.len)
		return false;
	*pos = match->end;
	/* a longer one may begin inside it */
	near = str_slice(text, 0, match->end + MAX_HEAD);
	while ((at = next_head(p, near, at + 1)) < match->end)
		if (match_at(p, text, at, &other) && other.end - other.begin > match->end - match->begin) {
			*match = other;
			*pos = other.end;
			near = str_slice(text, 0, match->end + MAX_HEAD);
		}
	return true;
}
