/* dashes.c: dashes and commas, by what stands right beside them. */
#include "kinds.h"
#include "peek.h"
#include "typography.h"

/* A character of a word or a mark beside one; the scripts of Asia have dashes of their own. */
static bool is_word_side(uint32_t cp)
{
	return (cp < 0x900 && (utf8_is_letter(cp) || utf8_is_digit(cp))) || cp == 0x201C || cp == 0x201D ||
	       cp == 0x2019 || cp == 0x2018 || cp == '"' || cp == '\'' || cp == ',' || cp == ')' || cp == '.' ||
	       cp == '#' || cp == '@';
}

/* A character that begins a word; no mark that may close a quotation. */
static bool begins_word(uint32_t cp)
{
	return (cp < 0x900 && (utf8_is_letter(cp) || utf8_is_digit(cp))) || cp == 0x201C || cp == 0x2018 || cp == '#' ||
	       cp == '@';
}

/* The missing blank of the dash [begin, end), proposed where one stands on the other side alone. */
static void one_sided(struct str text, size_t begin, size_t end, struct edits *edits)
{
	uint32_t before = peek_previous(text, begin), after = peek_next(text, end);

	if (begin == 0 || end == text.len)
		return;
	if (after == ' ' && is_word_side(before) && is_word_side(peek_next(text, end + 1)))
		edits_add(edits, begin, begin, str_of(" "), KIND_SET(KIND_DASH));
	else if (before == ' ' && begin > 1 && begins_word(after) &&
	         is_word_side(peek_previous(text, begin - 1)))
		edits_add(edits, end, end, str_of(" "), KIND_SET(KIND_DASH));
}

/* — and ——. */
static void em_dashes(struct str text, struct edits *edits)
{
	size_t end;

	for (size_t i = str_find(text, '\xE2', 0); i + 2 < text.len; i = str_find(text, '\xE2', end)) {
		end = i + 1;
		if (text.at[i + 1] != '\x80' || text.at[i + 2] != '\x94')
			continue;
		end = i + 3;
		while (str_starts(str_slice(text, end, text.len), "\u2014"))
			end += 3;
		if (end == i + 3)
			one_sided(text, i, end, edits);
		else if (end == i + 6 && is_word_side(peek_previous(text, i)) &&
		         is_word_side(peek_next(text, end)))
			edits_add(edits, i, end, str_of(" \u2014 "), KIND_SET(KIND_DASH));
	}
}

/* Whether a paragraph uses curly quotation marks or real dashes, and no straight marks. */
static bool is_typographic(struct str text)
{
	if (str_find(text, '"', 0) < text.len)
		return false;
	for (size_t i = str_find(text, '\xE2', 0); i + 2 < text.len; i = str_find(text, '\xE2', i + 1)) {
		unsigned third = (unsigned char)text.at[i + 2];

		if (text.at[i + 1] == '\x80' && (third == 0x94 || third == 0x9C))
			return true;
	}
	return false;
}

/* `Name Surname (@handle)`: how a quoted message is signed. */
static bool is_signature(struct str text, size_t at)
{
	enum { MAX_NAME = 60 };
	struct str near = str_slice(text, at, at + MAX_NAME);
	size_t bracket = str_find(near, '(', 0);

	return bracket + 1 < near.len && near.at[bracket + 1] == '@' && str_find(near, '.', 0) > bracket;
}

/* ` -- ` becomes a dash in typographic text, and before a signature. */
static void double_hyphens(struct str text, struct edits *edits)
{
	int typographic = -1; /* not yet looked at */

	for (size_t i = str_find(text, '-', 0); i + 3 < text.len; i = str_find(text, '-', i + 1)) {
		if (text.at[i + 1] != '-' || text.at[i + 2] != ' ' || i < 2 || text.at[i - 1] != ' ' ||
		    !is_word_side(peek_next(text, i + 3)))
			continue;
		if (!is_signature(text, i + 3)) {
			if (typographic < 0)
				typographic = is_typographic(text);
			if (!typographic || !is_word_side(peek_previous(text, i - 1)))
				continue;
		}
		edits_add(edits, i, i + 2, str_of("\u2014"), KIND_SET(KIND_DASH));
	}
}

void dashes_propose(struct str text, struct edits *edits)
{
	em_dashes(text, edits);
	if (edits->n == 0)
		double_hyphens(text, edits);
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

void punctuation_propose(struct str text, struct edits *edits)
{
	for (size_t i = str_find(text, ',', 0); i + 2 < text.len; i = str_find(text, ',', i + 1)) {
		if (i < 2)
			continue;
		if (text.at[i - 1] == ' ' && is_lower(text.at[i - 2]) && is_lower(text.at[i + 1]) &&
		    is_lower(text.at[i + 2]))
			edits_add(edits, i - 1, i + 1, str_of(", "), KIND_SET(KIND_PUNCTUATION));
		else if (text.at[i + 1] == ',' && text.at[i + 2] == ' ' && is_lower(text.at[i - 1]))
			edits_add(edits, i, i + 2, str_of(","), KIND_SET(KIND_PUNCTUATION));
	}
}
