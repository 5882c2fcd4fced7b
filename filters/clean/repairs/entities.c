/* entities.c: as a browser reads them (HTML standard, section 13.2.5.72 and following). */
#include "entities.h"

#include "common/utf8.h"

#include "filters/clean/encodings/charset.h"
#include "filters/clean/kinds.h"
#include "lexicon.h"
#include "filters/clean/peek.h"

enum { MAX_NAME = 40 }; /* the longest name has 31 letters */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* TAB and the line ends are blanks; what else is below one is nothing that text shows. */
static bool is_control(uint32_t cp)
{
	return cp < ' ' && cp != '\t' && cp != '\n' && cp != '\f' && cp != '\r';
}

static int digit_value(char c, unsigned base)
{
	if (is_digit(c))
		return c - '0';
	return base == 16 && (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* What a number stands for: numbers of C1 are Windows-1252, impossible ones U+FFFD. */
static uint32_t character_of(uint32_t number)
{
	if (number >= 0x80 && number <= 0x9F)
		return charset_decode(CHARSET_WINDOWS_1252, (unsigned char)number);
	if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF))
		return 0xFFFD;
	return number;
}

/* `#8217;` at `at`, behind the &. Returns where it ends, 0 where there is none. */
static size_t read_number(struct str s, size_t at, uint32_t *cp)
{
	unsigned base = at + 1 < s.len && (s.at[at + 1] | 0x20) == 'x' ? 16 : 10;
	size_t first = at + (base == 16 ? 2 : 1), i = first;
	uint32_t number = 0;

	for (int digit; i < s.len && (digit = digit_value(s.at[i], base)) >= 0; i++)
		number = number > 0x10FFFF ? number : number * base + (unsigned)digit;
	if (i == first)
		return 0;
	*cp = character_of(number);
	if (i < s.len && s.at[i] == ';')
		return i + 1;
	return number >= ' ' ? i : 0; /* `&#1 in the charts` is none */
}

/* `rsquo;` at `at`, behind the &. Appends nothing on failure; at most 2 characters else. */
static size_t read_name(struct str table, struct str s, size_t at, uint32_t cp[2], size_t *n)
{
	size_t end = at;
	struct str value;

	while (end < s.len && end - at < MAX_NAME && (is_ascii_letter(s.at[end]) || is_digit(s.at[end])))
		end++;
	if (end == at || end == s.len || s.at[end] != ';' ||
	    !lexicon_find(table, str_slice(s, at, end), &value))
		return 0;
	*n = 0;
	for (size_t i = 0; i < value.len && *n < 2;) {
		uint32_t number = 0;

		for (int digit; i < value.len && (digit = digit_value(value.at[i], 16)) >= 0; i++)
			number = number * 16 + (unsigned)digit;
		cp[(*n)++] = number;
		i++;
	}
	return end + 1;
}

size_t entity_read(struct str table, struct str s, size_t at, uint32_t cp[2], size_t *n)
{
	*n = 1;
	if (at < s.len && s.at[at] == '#')
		return read_number(s, at, cp);
	return read_name(table, s, at, cp, n);
}

static bool has_markup(struct str s)
{
	for (size_t i = str_find(s, '<', 0); i + 1 < s.len; i = str_find(s, '<', i + 1))
		if (is_ascii_letter(s.at[i + 1]) || s.at[i + 1] == '/' || s.at[i + 1] == '!')
			return true;
	return false;
}

void entities_propose(struct str table, struct str text, struct edits *edits)
{
	if (has_markup(text))
		return;
	for (size_t i = str_find(text, '&', 0); i < text.len; i = str_find(text, '&', i)) {
		uint32_t cp[2];
		size_t n, end = entity_read(table, text, i + 1, cp, &n), next;
		struct str after;
		char *at;

		if (!end) {
			i++;
			continue;
		}
		/* an escaped & may begin the next entity: &amp;lt; */
		while (n == 1 && cp[0] == '&') {
			uint32_t inner[2];
			size_t n_inner;

			next = entity_read(table, text, end, inner, &n_inner);
			if (!next)
				break;
			end = next;
			n = n_inner;
			memcpy(cp, inner, sizeof cp);
		}
		at = arena_alloc(edits->arena, 8);
		after = str_at(at, utf8_encode(cp[0], at));
		if (n == 1 && is_control(cp[0]))
			after.len = 0;
		if (n == 2)
			after.len += utf8_encode(cp[1], at + after.len);
		edits_add(edits, i, end, after, KIND_SET(KIND_ENTITY));
		i = end;
	}
}
