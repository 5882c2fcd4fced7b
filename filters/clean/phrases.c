/* phrases.c: letters are folded by setting bit 5, which is enough for a hash; matches are compared. */
#include "phrases.h"

#include "common/utf8.h"

enum {
	BLOCK = 4,       /* bytes of a hash */
	HASH_BITS = 14,
	MIN_PHRASE = 6,
	MAX_WINDOW = 24,
};

#define NONE UINT32_MAX

struct phrases {
	struct phrase *items;
	size_t n, window; /* window: bytes of every phrase that the search aligns */
	unsigned char shift[1 << HASH_BITS];
	uint32_t bucket[1 << HASH_BITS]; /* first phrase whose window ends in the block */
};

static uint32_t hash(const char *at)
{
	uint32_t block;

	memcpy(&block, at, BLOCK);
	return ((block | 0x20202020) * UINT32_C(2654435761)) >> (32 - HASH_BITS);
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
	return phrase->text.len >= MIN_PHRASE && line.at[0] != '#';
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
				p->n++;
			}
	memset(p->shift, (int)(p->window - BLOCK + 1), sizeof p->shift);
	memset(p->bucket, 0xFF, sizeof p->bucket);
	for (size_t i = 0; i < p->n; i++) {
		const char *text = p->items[i].text.at;
		uint32_t last = hash(text + p->window - BLOCK);

		for (size_t end = BLOCK; end <= p->window; end++) {
			unsigned char *shift = &p->shift[hash(text + end - BLOCK)];

			if (*shift > p->window - end)
				*shift = (unsigned char)(p->window - end);
		}
		p->items[i].next = p->bucket[last];
		p->bucket[last] = (uint32_t)i;
	}
	return p;
}

static bool matches(struct str phrase, struct str text, size_t begin)
{
	bool is_exact = false;

	if (begin + phrase.len > text.len)
		return false;
	for (size_t i = 0; i < phrase.len; i++)
		is_exact |= is_capital(phrase.at[i]);
	for (size_t i = 0; i < phrase.len; i++) {
		char c = text.at[begin + i];

		if (!is_exact && is_capital(c))
			c |= 0x20;
		if (c != phrase.at[i])
			return false;
	}
	return !is_inside_word(text, begin) && !is_inside_word(text, begin + phrase.len);
}

bool phrases_next(const struct phrases *p, struct str text, size_t *pos, struct phrase_match *match)
{
	size_t end = *pos + p->window;

	while (p->n && end <= text.len) {
		uint32_t block = hash(text.at + end - BLOCK);
		size_t begin = end - p->window;

		if (p->shift[block]) {
			end += p->shift[block];
			continue;
		}
		*match = (struct phrase_match){ begin, begin, NULL };
		for (uint32_t i = p->bucket[block]; i != NONE; i = p->items[i].next)
			if (p->items[i].text.len > match->end - begin && matches(p->items[i].text, text, begin))
				*match = (struct phrase_match){ begin, begin + p->items[i].text.len, &p->items[i] };
		if (match->phrase) {
			*pos = match->end;
			return true;
		}
		end++;
	}
	*pos = text.len;
	return false;
}
