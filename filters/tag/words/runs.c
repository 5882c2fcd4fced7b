/* runs.c: see runs.h. */
#include "filters/tag/words/runs.h"

#include "common/linear.h"
#include "common/utf8.h"

/* Dashes, quotation marks, dots: all of them punctuation. */
enum { DASHES_FIRST = 0x2010, DOTS_LAST = 0x2027 };

enum { REGION_FIRST = 0x1F1E6, REGION_LAST = 0x1F1FF, SKIN_FIRST = 0x1F3FB, SKIN_LAST = 0x1F3FF };

enum { W = KIND_SPACE, A = KIND_LETTERS, D = KIND_DIGITS, P = KIND_REPEATED, Q = KIND_SINGLE };

/* clang-format off */
const unsigned char run_ascii_kinds[128] = {
	Q, Q, Q, Q, Q, Q, Q, Q, Q, W, W, W, W, W, Q, Q, /* 00 */
	Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, /* 10 */
	W, P, Q, Q, Q, Q, Q, P, Q, Q, P, Q, Q, P, P, Q, /* 20 */
	D, D, D, D, D, D, D, D, D, D, Q, Q, P, P, P, P, /* 30 */
	Q, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, /* 40 */
	A, A, A, A, A, A, A, A, A, A, A, Q, Q, Q, Q, P, /* 50 */
	P, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, /* 60 */
	A, A, A, A, A, A, A, A, A, A, A, Q, Q, Q, P, Q, /* 70 */
};
/* clang-format on */

enum run_kind run_kind_of(uint32_t cp)
{
	if (cp < 0x80)
		return run_ascii_kinds[cp];
	if (cp >= DASHES_FIRST && cp <= DOTS_LAST)
		return cp == 0x2013 || cp == 0x2014 || cp == 0x2026 || cp == 0x2018 || cp == 0x2019 ? KIND_REPEATED : KIND_SINGLE;
	if (utf8_is_space(cp))
		return KIND_SPACE;
	if (cp == 0x200D || (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= SKIN_FIRST && cp <= SKIN_LAST))
		return KIND_ADDED;
	if (utf8_is_letter(cp))
		return KIND_LETTERS;
	if (utf8_is_digit(cp))
		return KIND_DIGITS;
	return cp >= 0x1F000 ? KIND_EMOJI : KIND_SINGLE;
}

uint32_t run_plain_mark(uint32_t cp)
{
	switch (cp) {
	case 0x2018: case 0x2019: case 0x60: case 0xB4:
		return '\'';
	case 0x201C: case 0x201D:
		return '"';
	case 0x2010: case 0x2011: case 0x2013:
		return '-';
	default:
		return cp;
	}
}

static uint32_t shape_of_letters(struct str word)
{
	size_t n_upper = 0, n = 0, pos = 0;
	bool is_capital = false;

	while (pos < word.len) {
		bool is_upper = utf8_is_upper(utf8_next(word, &pos));

		is_capital |= n == 0 && is_upper;
		n_upper += is_upper;
		n++;
	}
	if (n == 1)
		return is_capital ? SHAPE_INITIAL : SHAPE_LETTER;
	if (n_upper == 0)
		return SHAPE_LOWER;
	if (n_upper == n)
		return SHAPE_UPPER;
	return is_capital && n_upper == 1 ? SHAPE_CAPITAL : SHAPE_MIXED;
}

uint32_t run_hash(struct str letters)
{
	uint32_t hash = RUN_HASH_BEGIN;

	for (size_t i = 0; i < letters.len; i++)
		hash = run_hash_any(hash, (unsigned char)letters.at[i]);
	return hash;
}

void run_describe(struct str sentence, struct run *run, enum run_kind kind, uint32_t first)
{
	struct str word = str_slice(sentence, run->begin, run->end);

	run->whole = 0;
	if (kind == KIND_LETTERS) {
		run->shape = shape_of_letters(word);
		run->hash = run_hash(word);
	} else if (kind == KIND_DIGITS) {
		run->shape = SHAPE_DIGIT + (uint32_t)(word.len > 4 ? 3 : word.len - 1);
		run->hash = word.len > 2 ? linear_mix(1, (uint32_t)word.len) : run_hash(word);
	} else if (kind == KIND_EMOJI) {
		run->shape = run->hash = SHAPE_EMOJI;
	} else {
		uint32_t mark = run_plain_mark(first);

		run->shape = linear_mix(SHAPE_MARK, mark);
		run->hash = linear_mix(linear_mix(SHAPE_MARK, mark), word.len > 4 ? 4 : (uint32_t)word.len);
	}
}

size_t run_end(struct str sentence, size_t begin, size_t end, enum run_kind *kind, uint32_t *first)
{
	size_t at = begin, n = 1;

	*first = utf8_next(sentence, &at);
	*kind = run_kind_of(*first);
	while (at < end) {
		size_t next = at;
		uint32_t cp = utf8_next(sentence, &next);
		enum run_kind kind_next = run_kind_of(cp);
		bool is_same = kind_next == *kind &&
		               (*kind == KIND_LETTERS || *kind == KIND_DIGITS ||
		                (*kind == KIND_REPEATED && cp == *first));
		bool is_flag = n == 1 && *first >= REGION_FIRST && *first <= REGION_LAST &&
		               cp >= REGION_FIRST && cp <= REGION_LAST;

		if (kind_next == KIND_ADDED) {
			at = next;
			/* what a joiner joins is one character */
			if (cp == 0x200D && at < end)
				utf8_next(sentence, &at);
			continue;
		}
		if (!is_same && !is_flag)
			break;
		at = next;
		n++;
	}
	return at < end ? at : end;
}
