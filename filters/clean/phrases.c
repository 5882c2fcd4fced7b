/* phrases.c: letters are folded by setting bit 5, which is enough for a hash; matches are compared. */
#include "phrases.h"

#include "common/utf8.h"

enum {
	GRAM = 5,
	HASH_BITS = 18,
	BUCKET_BITS = 13, /* of these */
	MIN_PHRASE = 6, /* at least a gram */
	MAX_WINDOW = 24,
};

#define NONE UINT32_MAX

/* A gram of a phrase's window: `offset` bytes behind the phrase's begin. */
struct gram {
	uint64_t key;
	uint32_t phrase, next; /* next: in its bucket */
	uint32_t offset;
};

struct phrases {
	struct phrase *items;
	struct gram *grams;
	size_t n, n_grams, window;
	unsigned char is_gram[(1 << HASH_BITS) / 8]; /* bitmap over hashes */
	uint32_t bucket[1 << BUCKET_BITS];           /* first gram of a part of the hashes */
};

/* A gram as a number, letters in lower case. Reads eight bytes where they are there. */
static uint64_t fold(const char *at, size_t left)
{
	uint64_t gram = 0;

	if (left >= sizeof gram)
		memcpy(&gram, at, sizeof gram);
	else
		memcpy(&gram, at, GRAM);
	return (gram | UINT64_C(0x2020202020202020)) & ((UINT64_C(1) << 8 * GRAM) - 1);
}

static uint32_t hash(const char *at, size_t left)
{
	return (uint32_t)((fold(at, left) * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - HASH_BITS));
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

/* The window of the phrase whose grams are rarest in the list. */
static size_t rarest_window(const struct phrases *p, const uint32_t *counts, struct str text)
{
	uint64_t least = UINT64_MAX;
	size_t best = 0;

	for (size_t from = 0; from + p->window <= text.len; from++) {
		uint64_t sum = 0;

		for (size_t at = from; at + GRAM <= from + p->window; at++) {
			uint64_t count = counts[hash(text.at + at, text.len - at)];

			sum += count * count;
		}
		if (sum < least) {
			least = sum;
			best = from;
		}
	}
	return best;
}

static void add_grams(struct phrases *p, uint32_t phrase, size_t from)
{
	for (size_t at = from; at + GRAM <= from + p->window; at++) {
		struct str text = p->items[phrase].text;
		uint32_t h = hash(text.at + at, text.len - at);

		p->is_gram[h / 8] |= (unsigned char)(1 << h % 8);
		h >>= HASH_BITS - BUCKET_BITS;
		p->grams[p->n_grams] = (struct gram){ fold(text.at + at, text.len - at), phrase, p->bucket[h], (uint32_t)at };
		p->bucket[h] = (uint32_t)p->n_grams++;
	}
}

struct phrases *phrases_new(const struct str *lists, size_t n_lists, struct arena *arena)
{
	struct phrases *p = arena_zeroed(arena, sizeof *p);
	uint32_t *counts = arena_zeroed(arena, (sizeof *counts) << HASH_BITS);
	size_t n_lines = 0;
	size_t *windows;
	struct str line;

	for (size_t i = 0; i < n_lists; i++)
		for (size_t pos = 0; next_line(lists[i], &pos, &line);)
			n_lines++;
	p->items = arena_array(arena, struct phrase, n_lines);
	p->window = MAX_WINDOW;
	for (size_t i = 0; i < n_lists; i++)
		for (size_t pos = 0; next_line(lists[i], &pos, &line);)
			if (read_phrase(line, &p->items[p->n])) {
				if (p->items[p->n].text.len < p->window)
					p->window = p->items[p->n].text.len;
				p->n++;
			}
	for (size_t i = 0; i < p->n; i++)
		for (size_t at = 0; at + GRAM <= p->items[i].text.len; at++)
			counts[hash(p->items[i].text.at + at, p->items[i].text.len - at)]++;
	windows = arena_array(arena, size_t, p->n);
	for (size_t i = 0; i < p->n; i++)
		windows[i] = rarest_window(p, counts, p->items[i].text);
	memset(p->bucket, 0xFF, sizeof p->bucket);
	p->grams = arena_array(arena, struct gram, p->n * (p->window - GRAM + 1));
	for (size_t i = 0; i < p->n; i++)
		add_grams(p, (uint32_t)i, windows[i]);
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
	if (begin + phrase->text.len > text.len ||
	    fold(text.at + begin, text.len - begin) != fold(phrase->text.at, phrase->text.len))
		return false;
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

/* The longest phrase that has the gram at `at` and begins at or after `from`. */
static bool match_at(const struct phrases *p, struct str text, size_t from, size_t at,
                     struct phrase_match *match)
{
	uint32_t first = hash(text.at + at, text.len - at) >> (HASH_BITS - BUCKET_BITS);
	uint64_t key = fold(text.at + at, text.len - at);

	*match = (struct phrase_match){ 0, 0, NULL };
	for (uint32_t g = p->bucket[first]; g != NONE; g = p->grams[g].next) {
		const struct gram *gram = &p->grams[g];
		const struct phrase *phrase = &p->items[gram->phrase];

		if (gram->key == key && at >= from + gram->offset && phrase->text.len > match->end - match->begin &&
		    matches(phrase, text, at - gram->offset))
			*match = (struct phrase_match){ at - gram->offset,
				                        at - gram->offset + phrase->text.len, phrase };
	}
	return match->phrase;
}

bool phrases_next(const struct phrases *p, struct str text, size_t *pos, struct phrase_match *match)
{
	size_t stride = p->window - GRAM + 1, at = *pos;

	/* away from the end, eight bytes can be read */
	for (; p->n && at + 8 <= text.len; at += stride) {
		uint32_t h = hash(text.at + at, 8);

		if ((p->is_gram[h / 8] >> h % 8 & 1) && match_at(p, text, *pos, at, match)) {
			*pos = match->end;
			return true;
		}
	}
	for (; p->n && at + GRAM <= text.len; at += stride)
		if (match_at(p, text, *pos, at, match)) {
			*pos = match->end;
			return true;
		}
	*pos = text.len;
	return false;
}
