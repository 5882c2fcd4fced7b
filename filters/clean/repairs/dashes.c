/* dashes.c: dashes, by what stands right beside them. */
#include "filters/clean/kinds.h"
#include "filters/clean/peek.h"
#include "typography.h"

enum { DASH_LEN = 3 }; /* bytes of — */

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

/* `Name Surname (@handle)`: how a quoted message is signed. */
static bool is_signature(struct str text, size_t at)
{
	enum { MAX_NAME = 60 };
	struct str near = str_slice(text, at, at + MAX_NAME);
	size_t bracket = str_find(near, '(', 0);

	return bracket + 1 < near.len && near.at[bracket + 1] == '@' && str_find(near, '.', 0) > bracket;
}

/* Where the one blank beside a dash between two words stands. */
enum side { SIDE_NONE, SIDE_BEFORE, SIDE_BEHIND };

static enum side one_side(struct str text, size_t begin, size_t end)
{
	uint32_t before = peek_previous(text, begin), after = peek_next(text, end);

	if (begin == 0 || end == text.len)
		return SIDE_NONE;
	if (after == ' ' && is_word_side(before) && is_word_side(peek_next(text, end + 1)))
		return SIDE_BEHIND;
	if (before == ' ' && begin > 1 && begins_word(after) && is_word_side(peek_previous(text, begin - 1)))
		return SIDE_BEFORE;
	return SIDE_NONE;
}

/* `…for all.” —Name`: how some sign a quotation. */
static bool is_attribution(struct str text, size_t begin, size_t end)
{
	size_t before = begin - 1;

	while (before > 0 && strchr("\"\x9D\x80\xE2", text.at[before - 1]) && text.at[before - 1])
		before--;
	return before > 0 && strchr(".!?", text.at[before - 1]) && text.at[before - 1] &&
	       utf8_is_upper(peek_next(text, end)) && !is_signature(text, end);
}

static size_t next_dash(struct str text, size_t from)
{
	for (size_t i = str_find(text, '\xE2', from); i + 2 < text.len; i = str_find(text, '\xE2', i + 1))
		if (text.at[i + 1] == '\x80' && text.at[i + 2] == '\x94')
			return i;
	return text.len;
}

/* Whether dashes of the text stand right between what they part, and none between blanks. */
static bool sets_dashes_close(struct str text)
{
	size_t n_close = 0;

	for (size_t i = next_dash(text, 0), end; i < text.len; i = next_dash(text, end)) {
		end = i + DASH_LEN;
		if (peek_previous(text, i) == ' ' && peek_next(text, end) == ' ')
			return false;
		n_close += i > 0 && end < text.len && peek_previous(text, i) != ' ' && peek_next(text, end) != ' ';
	}
	return n_close > 0;
}

/* The blank beside a one-sided dash goes, where the text sets its dashes close, or gets its like. */
static void propose_side(size_t begin, size_t end, enum side side, bool is_close, struct edits *edits)
{
	size_t at = side == SIDE_BEHIND ? begin : end;

	if (!is_close)
		edits_add(edits, at, at, str_of(" "), KIND_SET(KIND_DASH));
	else if (side == SIDE_BEHIND)
		edits_add(edits, end, end + 1, str_of(""), KIND_SET(KIND_DASH));
	else
		edits_add(edits, begin - 1, begin, str_of(""), KIND_SET(KIND_DASH));
}

/* — and ——. A pair set as brackets are (`the camp —which has a bunker— and`) is how some set it. */
static void em_dashes(struct str text, struct edits *edits)
{
	bool is_inside = false; /* such a pair */
	int is_close = -1; /* not yet looked at */

	for (size_t i = next_dash(text, 0), end, next; i < text.len; i = next) {
		enum side side;

		for (end = i + DASH_LEN; str_starts(str_slice(text, end, text.len), "\u2014"); end += DASH_LEN)
			;
		next = next_dash(text, end);
		if (end == i + 2 * DASH_LEN && is_word_side(peek_previous(text, i)) && is_word_side(peek_next(text, end)))
			edits_add(edits, i, end, str_of(" \u2014 "), KIND_SET(KIND_DASH));
		if (end > i + DASH_LEN)
			continue;
		side = one_side(text, i, end);
		if (is_inside) {
			is_inside = false;
		} else if (side == SIDE_BEFORE && next < text.len && one_side(text, next, next + DASH_LEN) == SIDE_BEHIND) {
			is_inside = true;
		} else if (side == SIDE_BEHIND || (side == SIDE_BEFORE && !is_attribution(text, i, end))) {
			if (is_close < 0)
				is_close = sets_dashes_close(text);
			propose_side(i, end, side, is_close, edits);
		}
	}
}

/* Whether a paragraph uses curly marks or real dashes, and no straight marks. */
static bool is_typographic(struct str text)
{
	if (str_find(text, '"', 0) < text.len || str_find(text, '\'', 0) < text.len)
		return false;
	for (size_t i = str_find(text, '\xE2', 0); i + 2 < text.len; i = str_find(text, '\xE2', i + 1)) {
		unsigned third = (unsigned char)text.at[i + 2];

		if (text.at[i + 1] == '\x80' && (third == 0x94 || third == 0x99 || third == 0x9C))
			return true;
	}
	return false;
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
