/*
 * phrases.c: letters are folded by setting bit 5, which is enough for a hash; matches are compared.
 * The grams of a bucket lie side by side, each with the begin of its phrase, so that most hits are
 * refused without a look at the list.
 */
#include "phrases.h"

#include "common/utf8.h"

enum {
	GRAM = 5,
	HASH_BITS = 17,
	BUCKET_BITS = 12, /* of these */
	MIN_PHRASE = 6, /* at least a gram */
	MAX_WINDOW = 24,
};

/* A gram of a phrase's window: `offset` bytes behind the phrase's begin. */
struct gram {
	uint64_t key, head; /* folded: the gram, the phrase's first gram */
	uint32_t phrase, offset;
};

struct phrases {
	struct phrase *items;
	struct gram *grams;
	size_t n, n_grams, window;
	size_t longest; /* bytes of a phrase */
	unsigned char is_gram[(1 << HASH_BITS) / 8]; /* bitmap over hashes */
	uint32_t bucket[(1 << BUCKET_BITS) + 1];     /* first gram of a part of the hashes */
};

/* A gram as a number, letters in lower case. Reads eight bytes where they are there. */
static inline uint64_t fold(const char *at, size_t left)
{
	uint64_t gram = 0;

	if (left >= sizeof gram)
		memcpy(&gram, at, sizeof gram);
	else
		memcpy(&gram, at, GRAM);
	return (gram | UINT64_C(0x2020202020202020)) & ((UINT64_C(1) << 8 * GRAM) - 1);
}

static inline uint32_t hash(uint64_t gram)
{
	return (uint32_t)((gram * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - HASH_BITS));
}

/* Whether a folded gram may be one of the list; few others are let through. */
static inline bool is_gram(const struct phrases *p, uint64_t gram)
{
	uint32_t h = hash(gram);

	return p->is_gram[h / 8] >> h % 8 & 1;
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

/* How frequent a folded gram is in English: the product of its letters' frequencies in per mille. */
static uint64_t frequency(const char *at)
{
	static const unsigned char letters[26] = { 82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24,
		                                   67, 75, 19, 1, 60, 63, 91, 28, 10, 24, 2, 20, 1 };
	uint64_t product = 1;

	for (int i = 0; i < GRAM; i++) {
		unsigned char c = (unsigned char)at[i] | 0x20;

		product *= c == ' ' ? 200 : c >= 'a' && c <= 'z' ? letters[c - 'a'] : 10;
	}
	return product;
}

/* The window of the phrase whose grams are rarest in English. */
static size_t rarest_window(const struct phrases *p, struct str text)
{
	uint64_t least = UINT64_MAX;
	size_t best = 0;

	for (size_t from = 0; from + p->window <= text.len; from++) {
		uint64_t sum = 0;

		for (size_t at = from; at + GRAM <= from + p->window; at++)
			sum += frequency(text.at + at);
		if (sum < least) {
			least = sum;
			best = from;
		}
	}
	return best;
}

/* All grams of all windows, ordered by bucket (a counting sort). */
static void add_grams(struct phrases *p, struct arena *arena)
{
	size_t n_each = p->window - GRAM + 1;
	uint32_t *buckets = arena_array(arena, uint32_t, p->n * n_each);
	struct gram *grams = arena_array(arena, struct gram, p->n * n_each);

	for (size_t i = 0; i < p->n; i++) {
		struct str text = p->items[i].text;
		size_t from = rarest_window(p, text);

		for (size_t at = from; at < from + n_each; at++) {
			uint64_t key = fold(text.at + at, text.len - at);
			uint32_t h = hash(key);

			p->is_gram[h / 8] |= (unsigned char)(1 << h % 8);
			buckets[p->n_grams] = h >> (HASH_BITS - BUCKET_BITS);
			p->bucket[buckets[p->n_grams]]++;
			grams[p->n_grams++] = (struct gram){ key, fold(text.at, text.len), (uint32_t)i, (uint32_t)at };
		}
	}
	for (size_t b = 1; b <= 1 << BUCKET_BITS; b++)
		p->bucket[b] += p->bucket[b - 1];
	p->grams = arena_array(arena, struct gram, p->n_grams);
	for (size_t g = p->n_grams; g-- > 0;)
		p->grams[--p->bucket[buckets[g]]] = grams[g];
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
	p->window = MAX_WINDOW;
	for (size_t i = 0; i < n_lists; i++)
		for (size_t pos = 0; next_line(lists[i], &pos, &line);)
			if (read_phrase(line, &p->items[p->n])) {
				if (p->items[p->n].text.len < p->window)
					p->window = p->items[p->n].text.len;
				if (p->items[p->n].text.len > p->longest)
					p->longest = p->items[p->n].text.len;
				p->n++;
			}
	add_grams(p, arena);
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
	if (begin + phrase->text.len > text.len)
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
	uint64_t key = fold(text.at + at, text.len - at);
	uint32_t bucket = hash(key) >> (HASH_BITS - BUCKET_BITS);
	const struct phrase *longest = NULL;

	for (uint32_t g = p->bucket[bucket]; g < p->bucket[bucket + 1]; g++) {
		const struct gram *gram = &p->grams[g];
		const struct phrase *phrase = &p->items[gram->phrase];
		size_t begin = at - gram->offset;

		if (gram->key != key || at < from + gram->offset || fold(text.at + begin, text.len - begin) != gram->head)
			continue;
		if ((!longest || phrase->text.len > longest->text.len) && matches(phrase, text, begin)) {
			longest = phrase;
			*match = (struct phrase_match){ begin, begin + phrase->text.len, phrase };
		}
	}
	return longest;
}

/* Where a phrase may have its first gram, at or behind `at`; text.len where none has. */
static size_t next_gram(const struct phrases *p, struct str text, size_t at)
{
	size_t stride = p->window - GRAM + 1;

	/* the loop of nearly all the text: no hit, and eight bytes can be read */
	while (at + 8 <= text.len && !is_gram(p, fold(text.at + at, 8)))
		at += stride;
	while (at + GRAM <= text.len && !is_gram(p, fold(text.at + at, text.len - at)))
		at += stride;
	return at + GRAM <= text.len ? at : text.len;
}

bool phrases_next(const struct phrases *p, struct str text, size_t *pos, struct phrase_match *match)
{
	size_t stride = p->window - GRAM + 1, from = *pos, at = next_gram(p, text, from), end;
	struct phrase_match other;

	while (at < text.len && !match_at(p, text, from, at, match))
		at = next_gram(p, text, at + stride);
	*pos = at < text.len ? match->end : text.len;
	if (at == text.len)
		return false;
	/* a longer one that it is part of may have its grams further behind */
	end = match->end + p->longest;
	for (at += stride; (at = next_gram(p, str_slice(text, 0, end), at)) < end && at < text.len; at += stride)
		if (match_at(p, text, from, at, &other) && other.begin < match->end &&
		    other.end - other.begin > match->end - match->begin) {
			*match = other;
			*pos = other.end;
		}
	return true;
}
