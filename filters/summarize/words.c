/*
 * words.c: ASCII goes through a table of classes, all other characters through common/utf8.h.
 */
#include "words.h"
#include "common/utf8.h"

enum { OTHER, LOWER, UPPER, DIGIT, WIDE };

static const uint8_t classes[256] = {
	['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT,
	['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT, ['A'] = UPPER, ['B'] = UPPER,
	['C'] = UPPER, ['D'] = UPPER, ['E'] = UPPER, ['F'] = UPPER, ['G'] = UPPER, ['H'] = UPPER,
	['I'] = UPPER, ['J'] = UPPER, ['K'] = UPPER, ['L'] = UPPER, ['M'] = UPPER, ['N'] = UPPER,
	['O'] = UPPER, ['P'] = UPPER, ['Q'] = UPPER, ['R'] = UPPER, ['S'] = UPPER, ['T'] = UPPER,
	['U'] = UPPER, ['V'] = UPPER, ['W'] = UPPER, ['X'] = UPPER, ['Y'] = UPPER, ['Z'] = UPPER,
	['a'] = LOWER, ['b'] = LOWER, ['c'] = LOWER, ['d'] = LOWER, ['e'] = LOWER, ['f'] = LOWER,
	['g'] = LOWER, ['h'] = LOWER, ['i'] = LOWER, ['j'] = LOWER, ['k'] = LOWER, ['l'] = LOWER,
	['m'] = LOWER, ['n'] = LOWER, ['o'] = LOWER, ['p'] = LOWER, ['q'] = LOWER, ['r'] = LOWER,
	['s'] = LOWER, ['t'] = LOWER, ['u'] = LOWER, ['v'] = LOWER, ['w'] = LOWER, ['x'] = LOWER,
	['y'] = LOWER, ['z'] = LOWER, [0x80 ... 0xff] = WIDE,
};

/* A character above ASCII at *pos: false where it is no part of a word. */
static bool add_wide(struct str text, size_t *pos, struct word *word)
{
	size_t next = *pos;
	uint32_t cp = utf8_next(text, &next);
	char lower[4];
	size_t len;

	if (utf8_is_digit(cp))
		word->has_digit = true;
	else if (!utf8_is_letter(cp))
		return false;
	if (*pos == (size_t)(word->text.at - text.at))
		word->is_capital = utf8_is_upper(cp);
	word->has_lower |= utf8_is_lower(cp);
	len = utf8_encode(utf8_lower(cp), lower);
	if (word->len + len <= WORD_MAX) {
		memcpy(word->lower + word->len, lower, len);
		word->len += len;
	}
	*pos = next;
	return true;
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/*
 * Takes letters of ASCII while eight bytes can be read, eight at a time; returns where they end or too
 * few bytes are left. The sums below carry into no other byte, and set the high bit of a byte that is
 * at least `a`, or above `z`.
 */
static size_t read_letters(struct str text, size_t i, struct word *word)
{
	while (i + 8 <= text.len && word->len + 8 <= WORD_MAX) {
		uint64_t bytes, lower, others;
		size_t n;

		memcpy(&bytes, text.at + i, sizeof bytes);
		lower = bytes | EACH(0x20);
		others = (lower & EACH(0x7f)) + EACH(0x80 - 'a');
		others = (~others | ((lower & EACH(0x7f)) + EACH(0x80 - 'z' - 1)) | bytes) & EACH(0x80);
		n = others ? (size_t)__builtin_ctzll(others) / 8 : 8;
		if (n > 0 && (bytes & EACH(0x20) & ~UINT64_C(0) >> (64 - 8 * n)))
			word->has_lower = true;
		memcpy(word->lower + word->len, &lower, sizeof lower);
		word->len += n;
		i += n;
		if (n < 8)
			break;
	}
	return i;
}

/* Takes letters and digits of ASCII; returns where they end. */
static size_t read_ascii(struct str text, size_t i, struct word *word)
{
	for (i = read_letters(text, i, word); i < text.len; i++) {
		unsigned class = classes[(uint8_t)text.at[i]];

		if (class == OTHER || class == WIDE)
			break;
		word->has_lower |= class == LOWER;
		word->has_digit |= class == DIGIT;
		word->lower[word->len] = (char)(text.at[i] | (class == UPPER) << 5);
		word->len += word->len < WORD_MAX; /* behind it there is room for one to be written over */
	}
	return i;
}

/* The country, the organization and the trade are no pronouns, where capitals are not the rule. */
static bool is_initials(struct str text, const struct word *word)
{
	enum { NEAR = 24 }; /* bytes that show what the rule is */
	size_t begin = (size_t)(word->text.at - text.at), end = begin + word->text.len;
	size_t last = text.len - end > NEAR ? end + NEAR : text.len;

	if (!str_is(word->text, "US") && !str_is(word->text, "WHO") && !str_is(word->text, "IT"))
		return false;
	for (size_t i = begin > NEAR ? begin - NEAR : 0; i < last; i++) {
		if (classes[(uint8_t)text.at[i]] == LOWER)
			return true;
	}
	return false;
}

bool word_next(struct str text, size_t *pos, struct word *word)
{
	size_t i = *pos;

	for (;;) {
		size_t begin;
		uint8_t class = OTHER;

		while (i < text.len && (class = classes[(uint8_t)text.at[i]]) == OTHER)
			i++;
		if (i >= text.len) {
			*pos = i;
			return false;
		}
		begin = i;
		word->text.at = text.at + begin;
		word->len = 0;
		word->is_capital = class == UPPER;
		word->has_lower = word->has_digit = false;
		while ((i = read_ascii(text, i, word)) < text.len &&
		       classes[(uint8_t)text.at[i]] == WIDE && add_wide(text, &i, word))
			;
		if (i > begin) {
			word->text.len = i - begin;
			if (!word->has_lower && word->len <= 3 && is_initials(text, word))
				memcpy(word->lower, word->text.at, word->len);
			*pos = i;
			return true;
		}
		utf8_next(text, &i); /* a dash, a curly mark */
	}
}
