/* lines.c: line ends are LF, CR LF or CR. Every line is looked at a bounded number of times. */
#include "lines.h"

#include "common/utf8.h"

#include "filters/clean/draft.h"
#include "filters/clean/kinds.h"
#include "lexicon.h"
#include "filters/clean/peek.h"

enum {
	MIN_WIDTH = 40, /* of wrapped text, in characters */
	MIN_WIDTH_LATER = 30, /* where text before it is wrapped */
	MIN_WIDTH_BY_HAND = 55, /* verses are narrower */
	MAX_WIDTH = 132,
	MAX_WORD = 64,
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

/* Behind the marks and blanks of quoted mail (`> > `); `from` where there are none. */
static size_t quote_end(struct str text, size_t from, size_t end)
{
	size_t at = from;

	while (at < end && (text.at[at] == '>' || (at > from && is_blank(text.at[at]))))
		at++;
	return at;
}

bool lines_is_blank(struct str line)
{
	return line.len == 0 || (line.at[0] == '>' && quote_end(line, 0, line.len) == line.len);
}

/* A line: [begin, end) without the blanks around it, and where the next one begins. */
struct line {
	size_t begin, end, next;
	size_t indent; /* blanks before it */
};

static struct line line_at(struct lines *lines, size_t at)
{
	struct str text = lines->text;
	struct line line = { .begin = at };

	if (lines->next.feed < at)
		lines->next.feed = str_find(text, '\n', at);
	if (lines->next.carriage < at)
		lines->next.carriage = str_find(text, '\r', at);
	line.end = lines->next.feed;
	line.next = line.end < text.len ? line.end + 1 : line.end;
	if (lines->next.carriage < line.end) {
		line.end = lines->next.carriage;
		line.next = line.end + 1;
		if (line.next < text.len && text.at[line.next] == '\n')
			line.next++;
	}
	while (line.begin < line.end && is_blank(text.at[line.begin]))
		line.begin++;
	line.indent = line.begin - at;
	while (line.end > line.begin && is_blank(text.at[line.end - 1]))
		line.end--;
	/* the blank lines of quoted mail are marks alone */
	if (lines_is_blank(str_slice(text, line.begin, line.end)))
		line.begin = line.end;
	return line;
}

static bool is_empty(struct line line)
{
	return line.begin == line.end;
}

/* Characters of a line; wide lines are not counted to their end. */
static size_t width_of(struct str text, struct line line)
{
	size_t width = 0;

	for (size_t i = line.begin; i < line.end && width <= MAX_WIDTH; i++)
		width += ((unsigned char)text.at[i] & 0xC0) != 0x80;
	return width;
}

/* How many marks of quoted mail a line begins with. */
static size_t quote_depth(struct str text, struct line line)
{
	size_t depth = 0, end = quote_end(text, line.begin, line.end);

	for (size_t at = line.begin; at < end; at++)
		depth += text.at[at] == '>';
	return depth;
}

static struct line without_quote(struct str text, struct line line)
{
	line.begin = quote_end(text, line.begin, line.end);
	return line;
}

static size_t first_word(struct str text, struct line line)
{
	size_t end = line.begin;

	while (end < line.end && !is_blank(text.at[end]))
		end++;
	return width_of(text, (struct line){ .begin = line.begin, .end = end });
}

static bool begins_lower(struct str text, struct line line)
{
	size_t at = line.begin;

	return !is_empty(line) && utf8_is_lower(utf8_next(text, &at));
}

/* Whether a sentence could end here. */
static bool ends_closed(struct str text, struct line line)
{
	size_t at = line.end;
	uint32_t last = utf8_previous(text, &at);

	return strchr(".!?:;\"'", (int)(last < 128 ? last : '.')) != NULL;
}

/* `1. `, `12) `: an item of a list, where no sentence goes on from the line before. */
static bool begins_item(struct str text, struct line line)
{
	size_t end = line.begin;

	while (end < line.end && is_ascii_digit(text.at[end]))
		end++;
	return end > line.begin && end - line.begin < 3 && end + 1 < line.end &&
	       (text.at[end] == '.' || text.at[end] == ')') && text.at[end + 1] == ' ';
}

/* A bullet, or a mark of a table. */
static bool begins_bullet(struct str text, struct line line)
{
	struct str rest = str_slice(text, line.begin, line.end);

	return str_starts(rest, "|") || str_starts(rest, "*") || str_starts(rest, "- ") || str_starts(rest, "+ ") ||
	       str_starts(rest, "\u2022");
}

/* A bullet, another depth of quoting or an indent such as paragraphs of its group have. */
static bool begins_anew(const struct lines *lines, struct line before, struct line line)
{
	struct str text = lines->text;

	if (quote_depth(text, before) != quote_depth(text, line) || (lines->indent && line.indent >= lines->indent))
		return true;
	line = without_quote(text, line);
	return begins_bullet(text, line) || (begins_item(text, line) && ends_closed(text, before));
}

/* A word broken by a hyphen (or soft hyphen) at the line's end, continued in lower case. */
static bool breaks_word(struct str text, struct line line, struct line next)
{
	size_t hyphen = line.end;

	next = without_quote(text, next);
	if (line.end - line.begin < 3 || !begins_lower(text, next))
		return false;
	if (text.at[line.end - 1] == '-')
		hyphen = line.end - 1;
	else if (memcmp(text.at + line.end - 2, "\u00AD", 2) == 0)
		hyphen = line.end - 2;
	return hyphen < line.end && hyphen > line.begin && utf8_is_letter(utf8_previous(text, &hyphen));
}

static bool is_full(struct str text, struct line line, struct line next, size_t page)
{
	return width_of(text, line) + 1 + first_word(text, without_quote(text, next)) > page;
}

/* Whether nothing stands in the line at `at`. */
static bool is_empty_at(struct lines *lines, size_t at)
{
	char first = lines->text.at[at];

	/* most blank lines are line ends alone */
	return first == '\n' || first == '\r' || ((is_blank(first) || first == '>') && is_empty(line_at(lines, at)));
}

/* Looks at the lines from this one to the next blank one together. */
static void open_group(struct lines *lines, struct line line)
{
	struct str text = lines->text;
	struct line first = line, next;
	size_t n_pairs = 0, n_full = 0, n_open = 0, least = line.indent, deeper = SIZE_MAX;
	bool is_hanging = false; /* what goes on stands deeper than what begins */
	struct line_breaks next_breaks = lines->next;

	lines->width = lines->indent = 0;
	lines->wrapped_begin = line.begin;
	lines->group_end = line.next;
	lines->is_wrapped = false;
	if (line.next == text.len || is_empty_at(lines, line.next)) {
		lines->next = next_breaks;
		return;
	}
	for (; !is_empty(line); line = next) {
		/* one that is too wide settles it */
		size_t width = lines->width <= MAX_WIDTH ? width_of(text, line) : 0;

		if (width > lines->width)
			lines->width = width;
		if (line.indent < least) {
			deeper = least;
			least = line.indent;
		} else if (line.indent > least && line.indent < deeper) {
			deeper = line.indent;
		}
		is_hanging |= begins_bullet(text, line) ||
		              (line.indent > least && line.begin != first.begin && begins_lower(text, line));
		lines->group_end = line.next;
		if (line.next == text.len)
			break;
		next = line_at(lines, line.next);
	}
	lines->next = next_breaks; /* back to the begin */
	if (!lines->is_unwrapping || lines->width < (lines->has_wrapped ? MIN_WIDTH_LATER : MIN_WIDTH) ||
	    lines->width > MAX_WIDTH)
		return;
	if (deeper < SIZE_MAX && !is_hanging)
		lines->indent = deeper;
	for (line = first; line.next < lines->group_end; line = next) {
		bool is_open, is_filled;

		next = line_at(lines, line.next);
		if (begins_anew(lines, line, next))
			continue;
		is_open = !ends_closed(text, line) && begins_lower(text, without_quote(text, next));
		is_filled = is_full(text, line, next, lines->width);
		if (!n_pairs && !is_filled && !is_open) {
			/* a heading above the text */
			lines->wrapped_begin = next.begin;
			continue;
		}
		n_pairs++;
		n_full += is_filled;
		n_open += is_open;
	}
	lines->next = next_breaks;
	/* two lines in three full, some of them broken in mid-sentence; or, wrapped by hand, half of them broken so */
	lines->is_wrapped = n_open > 0 && 3 * n_full >= 2 * n_pairs;
	lines->is_wrapped |= n_open > 1 && 2 * n_open >= n_pairs && lines->width >= MIN_WIDTH_BY_HAND;
	lines->has_wrapped |= lines->is_wrapped;
}

void lines_init(struct lines *lines, struct str text, bool is_unwrapping)
{
	*lines = (struct lines){ .text = text, .is_unwrapping = is_unwrapping };
	lines->next = (struct line_breaks){ str_find(text, '\n', 0), str_find(text, '\r', 0) };
}

/* Whether a paragraph goes on from a line to the next one of its group. */
static bool goes_on(const struct lines *lines, struct line line, struct line next)
{
	if (!lines->is_unwrapping)
		return false;
	if (breaks_word(lines->text, line, next) && quote_depth(lines->text, line) == quote_depth(lines->text, next))
		return true;
	if (!lines->is_wrapped || line.begin < lines->wrapped_begin || begins_anew(lines, line, next))
		return false;
	return !ends_closed(lines->text, line) || is_full(lines->text, line, next, lines->width);
}

bool lines_next(struct lines *lines, struct block *block)
{
	struct str text = lines->text;
	struct line line;

	*block = (struct block){ .is_after_blank = lines->at == 0 };
	for (;;) {
		if (lines->at >= text.len)
			return false;
		if (text.at[lines->at] == '\n') {
			block->is_after_blank = true;
			lines->at++;
			continue;
		}
		line = line_at(lines, lines->at);
		if (!is_empty(line))
			break;
		block->is_after_blank = true;
		lines->at = line.next;
	}
	if (lines->at >= lines->group_end) {
		open_group(lines, line);
		block->is_after_blank = true;
	}
	block->begin = line.begin;
	while (line.next < lines->group_end) {
		struct line_breaks next_breaks = lines->next;
		struct line next = line_at(lines, line.next);

		if (!goes_on(lines, line, next)) {
			lines->next = next_breaks;
			break;
		}
		block->has_breaks = true;
		line = next;
	}
	block->end = line.end;
	lines->at = line.next;
	block->is_before_blank = lines->at >= lines->group_end;
	return true;
}

/* --- line ends inside a paragraph ----------------------------------------------------------- */

/* The letters of text [begin, end) in lower case behind those in `word`. */
static struct str add_lower(char word[2 * MAX_WORD], size_t used, struct str text, size_t begin, size_t end)
{
	for (size_t i = begin; i < end && used < 2 * MAX_WORD; i++)
		word[used++] = (char)(text.at[i] | 0x20);
	return str_at(word, used);
}

/* `part-` and `time`: both are words and `parttime` is none. */
static bool keeps_hyphen(struct str words, struct str text, size_t hyphen, size_t rest)
{
	char word[2 * MAX_WORD];
	size_t begin = hyphen, end = rest;
	struct str first, second, whole;

	while (begin > 0 && hyphen - begin < MAX_WORD && is_ascii_letter(text.at[begin - 1]))
		begin--;
	while (end < text.len && end - rest < MAX_WORD && is_ascii_letter(text.at[end]))
		end++;
	first = add_lower(word, 0, text, begin, hyphen);
	if (!lexicon_find(words, first, NULL))
		return false;
	whole = add_lower(word, first.len, text, rest, end);
	if (lexicon_find(words, whole, NULL))
		return false;
	second = add_lower(word, 0, text, rest, end);
	return lexicon_find(words, second, NULL);
}

void lines_propose(struct str words, struct str text, struct edits *edits)
{
	bool is_quoted = str_starts(text, ">");

	for (size_t i = 0; i < text.len;) {
		size_t begin, end;
		struct line before, after;

		while (i < text.len && text.at[i] != '\n' && text.at[i] != '\r')
			i++;
		if (i == text.len)
			break;
		for (begin = i; begin > 0 && is_blank(text.at[begin - 1]); begin--)
			;
		for (end = i; end < text.len && (is_blank(text.at[end]) || text.at[end] == '\n' || text.at[end] == '\r'); end++)
			;
		if (is_quoted)
			end = quote_end(text, end, text.len);
		before = (struct line){ .end = begin, .next = begin };
		after = (struct line){ .begin = end, .end = text.len, .next = text.len };
		if (!breaks_word(text, before, after))
			edits_add(edits, begin, end, str_of(" "), KIND_SET(KIND_WRAP));
		else if (text.at[begin - 1] != '-')
			edits_add(edits, begin - 2, end, str_of(""), KIND_SET(KIND_HYPHEN));
		else if (keeps_hyphen(words, text, begin - 1, end))
			edits_add(edits, begin, end, str_of(""), KIND_SET(KIND_HYPHEN));
		else
			edits_add(edits, begin - 1, end, str_of(""), KIND_SET(KIND_HYPHEN));
		i = end;
	}
}

/* --- words broken in mid-line ---------------------------------------------------------------- */

void broken_words_propose(struct str words, struct str text, struct edits *edits)
{
	for (size_t hyphen = str_find(text, '-', 0); hyphen + 2 < text.len; hyphen = str_find(text, '-', hyphen + 1)) {
		char word[2 * MAX_WORD];
		size_t begin = hyphen, rest = hyphen + 2, end = rest;
		struct str first, second;

		if (text.at[hyphen + 1] != ' ')
			continue;
		while (begin > 0 && hyphen - begin < MAX_WORD && is_ascii_letter(text.at[begin - 1]))
			begin--;
		while (end < text.len && end - rest < MAX_WORD && text.at[end] >= 'a' && text.at[end] <= 'z')
			end++;
		if (hyphen - begin < 2 || end - rest < 2 || utf8_is_letter(peek_next(text, end)) ||
		    !utf8_is_space(peek_previous(text, begin)))
			continue;
		first = add_lower(word, 0, text, begin, hyphen);
		if (!lexicon_find(words, add_lower(word, first.len, text, rest, end), NULL))
			continue;
		second = str_slice(text, rest, end);
		if (!lexicon_find(words, first, NULL) || !lexicon_find(words, second, NULL))
			edits_add(edits, hyphen, rest, str_of(""), KIND_SET(KIND_HYPHEN));
	}
}
