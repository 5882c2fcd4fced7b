/* quotes.c: the direction of quotation marks, by the marks around them. */
#include "filters/clean/kinds.h"
#include "filters/clean/peek.h"
#include "typography.h"

enum { MARK_LEN = 3 };          /* bytes of “ and ” */
static const char opening[] = "\u201C", closing[] = "\u201D";

/* The next “ or ” at or after `from`; text.len where there is none. */
static size_t next_mark(struct str text, size_t from)
{
	for (size_t i = str_find(text, '\xE2', from); i + 2 < text.len; i = str_find(text, '\xE2', i + 1))
		if (text.at[i + 1] == '\x80' && (text.at[i + 2] == '\x9C' || text.at[i + 2] == '\x9D'))
			return i;
	return text.len;
}

static bool is_closing(struct str text, size_t mark)
{
	return text.at[mark + 2] == '\x9D';
}

static bool is_blank_or_opening(uint32_t cp)
{
	return utf8_is_space(cp) || cp == '(' || cp == '[' || cp == 0x2014 || cp == 0x2018 || cp == 0x201C;
}

/* A mark that ends words or sentences, behind which a quotation can begin. */
static bool is_before_quotation(uint32_t cp)
{
	return utf8_is_letter(cp) || cp == 0x2019 || cp == 0x201D || (cp < 128 && cp && strchr(",:;.?!)*-", (int)cp));
}

static bool begins_quotation(uint32_t cp)
{
	return utf8_is_letter(cp) || utf8_is_digit(cp) || cp == '[' || cp == '#' || cp == 0x2018;
}

/* Whether the ” at `mark`, with none open, is an opening one that changed sides with its blank. */
static bool is_reversed(struct str text, size_t mark, size_t next)
{
	return is_before_quotation(peek_previous(text, mark)) && mark + MARK_LEN < text.len &&
	       text.at[mark + MARK_LEN] == ' ' &&
	       begins_quotation(peek_next(text, mark + MARK_LEN + 1)) && next < text.len &&
	       is_closing(text, next) && !utf8_is_space(peek_previous(text, next));
}

/* Whether the ” at `mark`, with none open, stands alone between blanks where a quotation opens. */
static bool is_stray(struct str text, size_t mark, size_t next)
{
	return mark > 1 && text.at[mark - 1] == ' ' && is_before_quotation(peek_previous(text, mark - 1)) &&
	       mark + MARK_LEN < text.len && text.at[mark + MARK_LEN] == ' ' &&
	       begins_quotation(peek_next(text, mark + MARK_LEN + 1)) && next < text.len &&
	       is_closing(text, next) && !utf8_is_space(peek_previous(text, next));
}

static void directions(struct str text, struct edits *edits)
{
	bool is_open = false;
	size_t behind = 0; /* the last mark */

	for (size_t mark = next_mark(text, 0), next; mark < text.len; mark = next) {
		next = next_mark(text, mark + MARK_LEN);
		/* a straight mark may have opened what this one closes */
		is_open |= str_find(str_slice(text, behind, mark), '"', 0) < mark - behind;
		behind = mark + MARK_LEN;
		if (!is_closing(text, mark)) {
			is_open = true;
		} else if (is_open) {
			is_open = false;
		} else if (is_reversed(text, mark, next)) {
			edits_add(edits, mark, mark + MARK_LEN + 1, str_of(" \u201C"), KIND_SET(KIND_QUOTE_DIR));
			is_open = true;
		} else if (is_stray(text, mark, next)) {
			edits_add(edits, mark, mark + MARK_LEN + 1, str_of(opening), KIND_SET(KIND_QUOTE_DIR));
			is_open = true;
		} else {
			is_open = is_blank_or_opening(peek_previous(text, mark));
		}
	}
}

/* Where the two characters `pair` stand at or after `from`; text.len where nowhere. */
static size_t find_pair(struct str text, const char *pair, size_t from)
{
	for (size_t i = str_find(text, pair[0], from); i + 1 < text.len; i = str_find(text, pair[0], i + 1))
		if (text.at[i + 1] == pair[1])
			return i;
	return text.len;
}

/* Whether a makeshift mark of two characters opens a quotation: before a word, behind a blank. */
static bool opens(struct str text, size_t mark)
{
	uint32_t first = peek_next(text, mark + 2);

	return is_blank_or_opening(peek_previous(text, mark)) && !utf8_is_space(first) &&
	       first != '`' && first != ',';
}

/*
 * ``…'' and ,,…'' and ,,…“: every opening pair whose closing one comes before the next opening pair.
 * `open` becomes `mark`; a closing '' becomes `end_mark`, a curly one stays.
 */
static void makeshift(struct str text, const char *open, const char *mark, const char *end_mark,
                      struct edits *edits)
{
	size_t close = 0, curly = 0, next;

	for (size_t i = find_pair(text, open, 0); i < text.len; i = next) {
		next = find_pair(text, open, i + 2);
		if (close < i + 2)
			close = find_pair(text, "''", i + 2);
		if (curly < i + 2)
			curly = next_mark(text, i + 2);
		if (!opens(text, i))
			continue;
		if (close < next && close < curly) {
			edits_add(edits, i, i + 2, str_of(mark), KIND_SET(KIND_QUOTE_DIR));
			edits_add(edits, close, close + 2, str_of(end_mark), KIND_SET(KIND_QUOTE_DIR));
		} else if (*open == ',' && curly < next) {
			edits_add(edits, i, i + 2, str_of(mark), KIND_SET(KIND_QUOTE_DIR));
		}
	}
}

void quotes_propose(struct str text, struct edits *edits)
{
	makeshift(text, "``", opening, closing, edits);
	if (edits->n == 0)
		makeshift(text, ",,", "\u201E", opening, edits);
	if (edits->n == 0)
		directions(text, edits);
}

/* --- uniform marks ------------------------------------------------------------------------- */

static const char *straight(uint32_t cp)
{
	if (cp >= 0x201C && cp <= 0x201F)
		return "\"";
	return cp >= 0x2018 && cp <= 0x201B ? "'" : NULL;
}

static const char *curly(uint32_t cp, uint32_t before, uint32_t after)
{
	bool is_opening = is_blank_or_opening(before) && !utf8_is_space(after);

	if (cp == '"')
		return is_opening ? opening : closing;
	if (cp == '\'')
		return is_opening && !utf8_is_digit(after) ? "\u2018" : "\u2019";
	return NULL;
}

void uniform_quotes_propose(enum quote_style style, struct str text, struct edits *edits)
{
	uint32_t before = ' ';

	for (size_t i = 0; i < text.len && style != QUOTES_AS_THEY_ARE;) {
		size_t begin = i;
		uint32_t cp = utf8_next(text, &i);
		const char *after = style == QUOTES_STRAIGHT ? straight(cp) : curly(cp, before, peek_next(text, i));

		if (after)
			edits_add(edits, begin, i, str_of(after), KIND_SET(KIND_QUOTES));
		before = cp;
	}
}
