/* gaps.c: see gaps.h. Scanning costs a table look-up a byte; only candidates are described. */
#include "common/linear.h"
#include "gaps.h"

/* --- the scan --------------------------------------------------------------------------- */

enum byte_class {
	OTHER,   /* punctuation without a class of its own */
	LOWER,
	UPPER,
	DIGIT,
	COMMA,
	SPACE,
	STOP,    /* . ? ! */
	OPEN,    /* ( [ */
	CLOSE,   /* ) ] */
	QUOTE,   /* " */
	GENERAL, /* E2: the lead byte of the General Punctuation block, among others */
	LETTER,  /* any other byte above 7F */
};

#define ROW4(c) c, c, c, c
#define ROW8(c) ROW4(c), ROW4(c)
#define ROW16(c) ROW8(c), ROW8(c)

/* clang-format off */
static const unsigned char class_of[256] = {
	ROW8(OTHER), OTHER, SPACE, SPACE, OTHER, OTHER, SPACE, OTHER, OTHER, ROW16(OTHER),
	/*     !     "      #      $      %      &      ' */
	SPACE, STOP, QUOTE, OTHER, OTHER, OTHER, OTHER, OTHER,
	/* (   )     *      +      ,      -      .     / */
	OPEN, CLOSE, OTHER, OTHER, COMMA, OTHER, STOP, OTHER,
	ROW8(DIGIT), DIGIT, DIGIT, OTHER, OTHER, OTHER, OTHER, OTHER, STOP,
	OTHER, ROW8(UPPER), ROW8(UPPER), ROW8(UPPER), UPPER, UPPER, OPEN, OTHER, CLOSE, OTHER, OTHER,
	OTHER, ROW8(LOWER), ROW8(LOWER), ROW8(LOWER), LOWER, LOWER, OTHER, OTHER, OTHER, OTHER, OTHER,
	ROW16(LETTER), ROW16(LETTER), ROW16(LETTER), ROW16(LETTER),
	ROW16(LETTER), ROW16(LETTER),
	LETTER, LETTER, GENERAL, LETTER, ROW4(LETTER), ROW8(LETTER), ROW16(LETTER),
};

/* Bytes at which the scan stops to look. */
static const unsigned char is_watched[12] = {
	[SPACE] = 1, [STOP] = 1, [OPEN] = 1, [CLOSE] = 1, [QUOTE] = 1, [GENERAL] = 1,
};
/* clang-format on */

static enum byte_class class_at(struct str text, size_t at)
{
	return class_of[(unsigned char)text.at[at]];
}

static bool is_word_byte(struct str text, size_t at)
{
	enum byte_class class = class_at(text, at);

	return class == LOWER || class == UPPER || class == DIGIT || class == LETTER;
}

struct gap_cursor gap_begin(const struct gap_text *text)
{
	return (struct gap_cursor){ .text = text };
}

void gap_cut(struct gap_cursor *cursor, struct gap gap)
{
	cursor->sentence = gap.begin;
	cursor->n_open = 0;
	cursor->has_open_quote = false;
}

/* Curly double quotes: E2 80 9C opens, E2 80 9D closes. */
static void note_general(struct gap_cursor *cursor, struct str text, size_t at)
{
	if (at + 2 < text.len && text.at[at + 1] == '\x80') {
		if (text.at[at + 2] == '\x9C')
			cursor->has_open_quote = true;
		else if (text.at[at + 2] == '\x9D')
			cursor->has_open_quote = false;
	}
}

/* Whether a gap of white space needs a look: not between plain words of a running sentence. */
static bool is_candidate(struct str text, struct gap gap)
{
	enum byte_class left = class_at(text, gap.end - 1), right = class_at(text, gap.begin);

	if (left == LOWER || left == UPPER || left == DIGIT || left == LETTER || left == COMMA)
		return right != LOWER && right != LETTER;
	return true;
}

bool gap_next(struct gap_cursor *cursor, struct gap *gap)
{
	struct str text = cursor->text->text;
	size_t at = cursor->at;

	while (at < text.len) {
		enum byte_class class = class_at(text, at);

		if (!is_watched[class]) {
			at++;
			continue;
		}
		if (class == SPACE) {
			*gap = (struct gap){ at, at };
			while (gap->begin < text.len && class_at(text, gap->begin) == SPACE)
				gap->begin++;
			at = gap->begin;
			if (gap->begin == text.len || gap->end == 0 || !is_candidate(text, *gap))
				continue;
			cursor->at = at;
			return true;
		}
		if (class == OPEN)
			cursor->n_open++;
		else if (class == CLOSE)
			cursor->n_open -= cursor->n_open > 0;
		else if (class == QUOTE)
			cursor->has_open_quote = !cursor->has_open_quote;
		else if (class == GENERAL)
			note_general(cursor, text, at);
		at++;
		if (class == STOP && at > 1 && at + 1 < text.len && class_at(text, at) == UPPER &&
		    class_at(text, at + 1) == LOWER && is_word_byte(text, at - 2)) {
			*gap = (struct gap){ at, at };
			cursor->at = at;
			return true;
		}
	}
	cursor->at = at;
	return false;
}

/* --- what is seen ----------------------------------------------------------------------- */

enum {
	CHUNK_MAX = 48, /* bytes of a chunk that are looked at */
};

enum shape {
	SHAPE_NONE,
	SHAPE_LOWER,
	SHAPE_LETTER,  /* a */
	SHAPE_CAPITAL, /* Town */
	SHAPE_INITIAL, /* T */
	SHAPE_UPPER,   /* TOWN */
	SHAPE_MIXED,
	SHAPE_DIGITS,
	SHAPE_NUMBER, /* 3.5 10:30 4th */
	SHAPE_DOTTED, /* U.S a.m */
	SHAPE_ADDRESS,
};

/* One run of characters between white space: `("Kim.` = head `("`, word `Kim`, tail `.`. */
struct chunk {
	size_t begin, end;           /* of what is looked at */
	size_t word_begin, word_end; /* without punctuation at both ends */
	uint32_t head, word, tail;   /* hashes; head and tail with look-alikes made one */
	enum shape shape;
};

/* Punctuation by what it does: curly marks as straight ones, dashes as one. 0: not punctuation. */
static uint32_t mark_at(struct str text, size_t at, size_t *len)
{
	unsigned char lead = (unsigned char)text.at[at];

	*len = 1;
	if (lead < 0x80)
		return is_word_byte(text, at) ? 0 : lead;
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
		return 0x300;
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

/* A hash of the marks in [begin, end): runs of one mark count as one, two, or more. */
static uint32_t marks(struct str text, size_t begin, size_t end)
{
	uint32_t hash = 0, before = 0, run = 0;
	size_t n = 0;

	while (begin < end && n < 8) {
		size_t len;
		uint32_t mark = mark_at(text, begin, &len);

		run = mark == before ? run + 1 : 1;
		if (mark == 0x300)
			mark = '.', run = 3;
		if (run <= 3)
			hash = linear_mix(hash, mark), n++;
		before = mark;
		begin += len;
	}
	return hash;
}

static uint32_t word_hash(struct str text, size_t begin, size_t end)
{
	uint32_t hash = 0x811C9DC5u;

	for (size_t i = begin; i < end; i++) {
		unsigned char byte = (unsigned char)text.at[i];

		if (class_of[byte] == UPPER)
			byte |= 0x20;
		else if (class_of[byte] == DIGIT)
			byte = '0';
		hash = (hash ^ byte) * 0x01000193u;
	}
	return hash;
}

static enum shape shape_of(struct str text, size_t begin, size_t end)
{
	size_t n[12] = { 0 }, n_dots = 0, len = end - begin;
	enum byte_class first;

	if (begin >= end)
		return SHAPE_NONE;
	for (size_t i = begin; i < end; i++) {
		n[class_at(text, i)]++;
		n_dots += text.at[i] == '.';
		if (text.at[i] == '@' || (text.at[i] == '/' && i > begin && text.at[i - 1] == '/'))
			return SHAPE_ADDRESS;
	}
	if (n_dots && str_starts(str_slice(text, begin, end), "www."))
		return SHAPE_ADDRESS;
	first = class_at(text, begin);
	if (n[DIGIT])
		return n[DIGIT] == len ? SHAPE_DIGITS : SHAPE_NUMBER;
	if (n_dots && n_dots * 3 >= len - n_dots)
		return SHAPE_DOTTED;
	if (len == 1)
		return first == UPPER ? SHAPE_INITIAL : SHAPE_LETTER;
	if (first == UPPER)
		return n[LOWER] == 0 && n[UPPER] > 1 ? SHAPE_UPPER : SHAPE_CAPITAL;
	return n[UPPER] ? SHAPE_MIXED : SHAPE_LOWER;
}

static void describe(struct str text, struct chunk *chunk)
{
	size_t len, before;

	chunk->word_begin = chunk->begin;
	chunk->word_end = chunk->end;
	while (chunk->word_begin < chunk->end && mark_at(text, chunk->word_begin, &len))
		chunk->word_begin += len;
	if (chunk->word_begin > chunk->end)
		chunk->word_begin = chunk->end;
	while ((before = mark_before(text, chunk->word_begin, chunk->word_end)) < chunk->word_end)
		chunk->word_end = before;
	chunk->head = marks(text, chunk->begin, chunk->word_begin);
	chunk->tail = marks(text, chunk->word_end, chunk->end);
	chunk->word = word_hash(text, chunk->word_begin, chunk->word_end);
	chunk->shape = shape_of(text, chunk->word_begin, chunk->word_end);
}

/* The chunk that ends at `end`, not before `floor`. */
static struct chunk chunk_before(struct str text, size_t floor, size_t end)
{
	struct chunk chunk = { .begin = end, .end = end };

	if (end - floor > CHUNK_MAX)
		floor = end - CHUNK_MAX;
	while (chunk.begin > floor && class_at(text, chunk.begin - 1) != SPACE)
		chunk.begin--;
	describe(text, &chunk);
	return chunk;
}

static struct chunk chunk_after(struct str text, size_t begin)
{
	struct chunk chunk = { .begin = begin, .end = begin };
	size_t ceiling = text.len - begin > CHUNK_MAX ? begin + CHUNK_MAX : text.len;

	while (chunk.end < ceiling && class_at(text, chunk.end) != SPACE)
		chunk.end++;
	describe(text, &chunk);
	return chunk;
}

static size_t skip_space(struct str text, size_t at)
{
	while (at < text.len && class_at(text, at) == SPACE)
		at++;
	return at;
}

/* Where the white space before `at` begins. */
static size_t back_over_space(struct str text, size_t floor, size_t at)
{
	while (at > floor && class_at(text, at - 1) == SPACE)
		at--;
	return at;
}

static uint32_t bucket(size_t n)
{
	uint32_t bits = 0;

	while (n > 4) {
		n /= 2;
		bits++;
	}
	return bits > 9 ? 9 : bits;
}

struct feature_list {
	uint32_t *keys;
	size_t n;
};

/* Adds the feature of one template: its number is its place in the list. */
static void add(struct feature_list *list, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	uint32_t hash = linear_mix((uint32_t)(list->n + 1) * 0x632BE5ABu, a);

	hash = linear_mix(hash, b);
	hash = linear_mix(hash, c);
	list->keys[list->n++] = linear_key(linear_mix(hash, d));
}

size_t gap_features(const struct gap_cursor *cursor, struct gap gap, uint32_t keys[GAP_FEATURES])
{
	struct str text = cursor->text->text;
	struct chunk left = chunk_before(text, 0, gap.end), right = chunk_after(text, gap.begin);
	struct chunk left2 = chunk_before(text, 0, back_over_space(text, 0, left.begin));
	struct chunk right2 = chunk_after(text, skip_space(text, right.end));
	struct chunk first = chunk_after(text, cursor->sentence);
	struct feature_list list = { keys, 0 };
	uint32_t space = gap.begin == gap.end ? 0 : gap.begin - gap.end > 1 ? 2 : 1;
	uint32_t state = (cursor->n_open > 0) * 2u + cursor->has_open_quote;
	uint32_t so_far = bucket(gap.end - cursor->sentence), par = text.len > 2000, left_over;
	uint32_t class = abbreviation_find(
		cursor->text->abbreviations,
		str_slice(text, left.word_begin, left.word_end));
	uint32_t lens = (uint32_t)(left.word_end - left.word_begin);

	left_over = bucket(text.len - gap.begin);
	lens = lens > 6 ? 6 : lens;
	add(&list, 0, 0, 0, 0);
	add(&list, left.tail, 0, 0, 0);
	add(&list, left.tail, space, 0, 0);
	add(&list, left.tail, right.shape, space, 0);
	add(&list, left.tail, right.head, right.shape, 0);
	add(&list, left.word, left.tail, 0, 0);
	add(&list, left.word, left.tail, right.shape, right.head);
	add(&list, right.word, left.tail, 0, 0);
	add(&list, right.word, left.shape, left.tail, right.shape);
	add(&list, left.shape, left.tail, right.shape, 0);
	add(&list, left.word, right.word, 0, 0);
	add(&list, left2.word, left.word, left.tail, 0);
	add(&list, left2.shape, left.shape, left.tail, right.shape);
	add(&list, right2.shape, right.shape, left.tail, 0);
	add(&list, right.word, right2.shape, left.tail, 0);
	add(&list, right.word, right2.word, 0, 0);
	add(&list, class, left.tail, right.shape, 0);
	add(&list, class, right.word, 0, 0);
	add(&list, state, left.tail, right.head, right.shape);
	add(&list, state, left.tail, left.shape, 0);
	add(&list, so_far, left.tail, right.shape, 0);
	add(&list, par, left.tail, right.shape, 0);
	add(&list, par, left.shape, left.tail, right.shape);
	add(&list, right.tail, right.shape, left.tail, 0);
	add(&list, left_over, left.tail, right.shape, 0);
	add(&list, lens, left.shape, left.tail, right.shape);
	add(&list, first.word, left.tail, right.shape, 0);
	add(&list, first.shape, so_far, left.tail, right.shape);
	add(&list, left.head, left.tail, right.head, 0);
	add(&list, right.word, right.shape, 0, 0);
	return list.n;
}
