/* chunk.c: see chunk.h. */
#include "chunk.h"
#include "common/linear.h"

enum {
	O = BYTE_OTHER,
	L = BYTE_LOWER,
	U = BYTE_UPPER,
	D = BYTE_DIGIT,
	C = BYTE_COMMA,
	S = BYTE_SPACE,
	P = BYTE_STOP,
	B = BYTE_OPEN,
	E = BYTE_CLOSE,
	Q = BYTE_QUOTE,
	G = BYTE_GENERAL,
	T = BYTE_LETTER,
};

/* clang-format off */
const unsigned char byte_classes[256] = {
	O, O, O, O, O, O, O, O, O, S, S, O, O, S, O, O, /* 00 */
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 10 */
	S, P, Q, O, O, O, O, O, B, E, O, O, C, O, P, O, /* 20 */
	D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, P, /* 30 */
	O, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 40 */
	U, U, U, U, U, U, U, U, U, U, U, B, O, E, O, O, /* 50 */
	O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 60 */
	L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* 70 */
	T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, /* 80 */
	T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, /* 90 */
	T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, /* A0 */
	T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, /* B0 */
	T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, /* C0 */
	T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, /* D0 */
	T, T, G, T, T, T, T, T, T, T, T, T, T, T, T, T, /* E0 */
	T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, /* F0 */
};
/* clang-format on */

enum { MARK_ELLIPSIS = 0x300, MARKS_MAX = 8 };

/* An ASCII letter or digit: most words begin and end with one. */
static inline bool is_plain_word(struct str text, size_t at)
{
	return (unsigned char)text.at[at] < 0x80 && byte_is_word(text, at);
}

/* Punctuation by what it does: curly marks as straight ones, dashes as one. 0: not punctuation. */
static uint32_t mark_at(struct str text, size_t at, size_t *len)
{
	unsigned char lead = (unsigned char)text.at[at];

	*len = 1;
	if (lead < 0x80)
		return byte_is_word(text, at) ? 0 : lead;
	if (lead == 0xC2 && at + 1 < text.len) {
		*len = 2;
		return (unsigned char)text.at[at + 1] < 0xC0 ? 0x100u + (unsigned char)text.at[at + 1] : 0;
	}
	if (lead != 0xE2 || at + 2 >= text.len)
		return 0;
	*len = 3;
	if (text.at[at + 1] != '\x80')
		return 0x200u + (unsigned char)text.at[at + 1];
	switch ((unsigned char)text.at[at + 2]) {
	case 0x90: case 0x91: case 0x92: case 0x93: case 0x94: case 0x95:
		return '-';
	case 0x98: case 0x99:
		return '\'';
	case 0x9C: case 0x9D:
		return '"';
	case 0xA6:
		return MARK_ELLIPSIS;
	default:
		return 0x400u + (unsigned char)text.at[at + 2];
	}
}

/* The begin of the punctuation mark that ends at `end`; `end` where there is none. */
static size_t mark_before(struct str text, size_t begin, size_t end)
{
	size_t len;

	if (end > begin && (unsigned char)text.at[end - 1] < 0x80)
		return mark_at(text, end - 1, &len) ? end - 1 : end;
	if (end >= begin + 3 && text.at[end - 3] == '\xE2' && mark_at(text, end - 3, &len))
		return end - 3;
	if (end >= begin + 2 && text.at[end - 2] == '\xC2' && mark_at(text, end - 2, &len))
		return end - 2;
	return end;
}

static unsigned mark_kind(uint32_t mark)
{
	switch (mark) {
	case ',': return MARK_COMMA;
	case '.': case '?': case '!': case MARK_ELLIPSIS: return MARK_STOP;
	case '"': case '\'': case '`': case 0xAB + 0x100: case 0xBB + 0x100: return MARK_QUOTE;
	case '(': case '[': return MARK_OPEN;
	case ')': case ']': return MARK_CLOSE;
	default: return MARK_OTHER;
	}
}

/* A hash of the marks in [begin, end), and their kinds. */
static uint32_t hash_marks(struct str text, size_t begin, size_t end, unsigned *kinds)
{
	uint32_t hash = 0, before = 0, run = 0;
	size_t n = 0;

	while (begin < end && n < MARKS_MAX) {
		size_t len;
		uint32_t mark = mark_at(text, begin, &len);

		run = mark == before ? run + 1 : 1;
		*kinds |= mark_kind(mark);
		if (mark == MARK_ELLIPSIS) {
			mark = '.';
			run = 3;
		}
		if (run <= 3) {
			hash = linear_mix(hash, mark);
			n++;
		}
		before = mark;
		begin += len;
	}
	return hash;
}

uint32_t chunk_marks(const char *marks)
{
	unsigned kinds = 0;

	return hash_marks(str_of(marks), 0, strlen(marks), &kinds);
}

static enum shape shape_of(struct str text, size_t begin, size_t end)
{
	unsigned char n[BYTE_CLASSES] = { 0 }; /* of at most CHUNK_MAX */
	size_t n_dots = 0, len = end - begin;
	enum byte_class first;

	if (begin >= end)
		return SHAPE_NONE;
	for (size_t i = begin; i < end; i++) {
		enum byte_class class = byte_class(text, i);

		n[class]++;
		if (class == BYTE_STOP)
			n_dots += text.at[i] == '.';
		else if (class == BYTE_OTHER && (text.at[i] == '@' || (text.at[i] == '/' && i > begin && text.at[i - 1] == '/')))
			return SHAPE_ADDRESS;
	}
	if (n_dots && str_starts(str_slice(text, begin, end), "www."))
		return SHAPE_ADDRESS;
	first = byte_class(text, begin);
	if (n[BYTE_DIGIT])
		return n[BYTE_DIGIT] == len ? SHAPE_DIGITS : SHAPE_NUMBER;
	if (n_dots && n_dots * 3 >= len - n_dots)
		return SHAPE_DOTTED;
	if (len == 1)
		return first == BYTE_UPPER ? SHAPE_INITIAL : SHAPE_LETTER;
	if (first == BYTE_UPPER)
		return n[BYTE_LOWER] == 0 && n[BYTE_UPPER] > 1 ? SHAPE_UPPER : SHAPE_CAPITAL;
	return n[BYTE_UPPER] ? SHAPE_MIXED : SHAPE_LOWER;
}

static struct vocabulary_word known_word(const struct vocabulary *vocabulary, struct str word, uint32_t hash)
{
	struct vocabulary_word known = vocabulary_find(vocabulary, hash);
	size_t len = 0;

	if (known.key)
		return known;
	while (len < word.len && byte_is_word(word, len))
		len++;
	if (len > 0 && len < word.len)
		known = vocabulary_find(vocabulary, vocabulary_hash(str_slice(word, 0, len)));
	return known;
}

static void describe(struct str text, struct chunk *chunk, const struct vocabulary *vocabulary)
{
	size_t len, before;
	struct str word;

	chunk->word_begin = chunk->begin;
	chunk->word_end = chunk->end;
	while (chunk->word_begin < chunk->end && !is_plain_word(text, chunk->word_begin) &&
	       mark_at(text, chunk->word_begin, &len))
		chunk->word_begin += len;
	if (chunk->word_begin >= chunk->end) { /* marks alone are head and tail */
		chunk->word_begin = chunk->end;
		chunk->head = chunk->tail = hash_marks(text, chunk->begin, chunk->end, &chunk->tail_marks);
		chunk->head_marks = chunk->tail_marks;
		return;
	}
	while (!is_plain_word(text, chunk->word_end - 1) &&
	       (before = mark_before(text, chunk->word_begin, chunk->word_end)) < chunk->word_end)
		chunk->word_end = before;
	word = chunk_word(text, chunk);
	if (chunk->word_begin > chunk->begin)
		chunk->head = hash_marks(text, chunk->begin, chunk->word_begin, &chunk->head_marks);
	if (chunk->word_end < chunk->end)
		chunk->tail = hash_marks(text, chunk->word_end, chunk->end, &chunk->tail_marks);
	chunk->word = vocabulary_hash(word);
	chunk->shape = shape_of(text, chunk->word_begin, chunk->word_end);
	chunk->known = known_word(vocabulary, word, chunk->word);
}

/* The same, or what the memo has of it. */
static struct chunk chunk_of(struct str text, size_t begin, size_t end, const struct vocabulary *vocabulary,
                             struct chunk_memo *memo)
{
	struct chunk *chunk = &memo->chunks[begin % (sizeof memo->chunks / sizeof *memo->chunks)];

	if (chunk->begin != begin || chunk->end != end || end == 0) {
		*chunk = (struct chunk){ .begin = begin, .end = end };
		describe(text, chunk, vocabulary);
	}
	return *chunk;
}

struct chunk chunk_before(struct str text, size_t floor, size_t end, const struct vocabulary *vocabulary,
                          struct chunk_memo *memo)
{
	size_t begin = end;

	if (end - floor > CHUNK_MAX)
		floor = end - CHUNK_MAX;
	while (begin > floor && byte_class(text, begin - 1) != BYTE_SPACE)
		begin--;
	return chunk_of(text, begin, end, vocabulary, memo);
}

struct chunk chunk_after(struct str text, size_t begin, const struct vocabulary *vocabulary, struct chunk_memo *memo)
{
	size_t end = begin, ceiling = text.len - begin > CHUNK_MAX ? begin + CHUNK_MAX : text.len;

	while (end < ceiling && byte_class(text, end) != BYTE_SPACE)
		end++;
	return chunk_of(text, begin, end, vocabulary, memo);
}
