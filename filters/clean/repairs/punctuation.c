/*
 * punctuation.c: blanks that are missing behind a mark or one too many before it, and doubled commas.
 *
 * A blank is missing where a mark joins two words (`ended.The`, `now,people`) that are words of
 * English both, or the second stands elsewhere in the paragraph: an address, a file's name and an
 * initialism have more marks, digits or other capitals, or end in a name of the Internet.
 */
#include "filters/clean/kinds.h"
#include "lexicon.h"
#include "filters/clean/peek.h"
#include "typography.h"

enum { MAX_WORD = 40, QUOTE_LEN = 3 };

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool has_at(struct str text, size_t at, const char *what)
{
	return str_starts(str_slice(text, at, text.len), what);
}

/* --- missing blanks -------------------------------------------------------------------------- */

/* Where the lower-case word begins that ends at `end` and has nothing but a blank or an opening mark before it. */
static size_t left_begin(struct str text, size_t end)
{
	size_t begin = end;
	uint32_t before;

	while (begin > 0 && is_lower(text.at[begin - 1]))
		begin--;
	before = peek_previous(text, begin);
	return utf8_is_space(before) || before == '"' || before == '(' || before == '-' || before == 0x2018 ||
	       before == 0x201C || before == 0x2014 ? begin : end;
}

/* Where the word ends that begins at `begin`, where a blank or a mark stands behind it; `begin` where none does. */
static size_t right_end(struct str text, size_t begin)
{
	size_t end = begin + 1, next;
	uint32_t after;

	while (end < text.len && is_lower(text.at[end]))
		end++;
	next = end;
	after = end < text.len ? utf8_next(text, &next) : ' ';
	if (after == '.')
		return utf8_is_space(peek_next(text, next)) ? end : begin;
	return utf8_is_space(after) || (after < 128 && strchr(",;:?!\"'", (int)after)) || after == 0x2019 ||
	       after == 0x201D ? end : begin;
}

/* Behind a full stop, these end the names of hosts and files. */
static bool is_suffix(struct str word)
{
	static const char *const suffixes[] = { "com", "org", "net", "edu", "gov", "mil",  "int", "info", "biz", "co",
		                                "uk",  "tv",  "fm",  "io",  "js",  "html", "pdf", "exe",  "php", NULL };

	for (const char *const *suffix = suffixes; *suffix; suffix++)
		if (word.len == strlen(*suffix) && (word.at[0] | 0x20) == **suffix &&
		    memcmp(word.at + 1, *suffix + 1, word.len - 1) == 0)
			return true;
	return false;
}

/* Whether a word stands by itself in the text, besides the place that begins at `not_at`. */
static bool stands_alone(struct str text, struct str word, size_t not_at)
{
	for (const char *end = text.at + text.len, *at = text.at;
	     (at = memmem(at, (size_t)(end - at), word.at, word.len)); at++) {
		size_t begin = (size_t)(at - text.at), after = begin + word.len;

		if (begin != not_at && (begin == 0 || text.at[begin - 1] == ' ') &&
		    (after == text.len || !is_ascii_letter(text.at[after])))
			return true;
	}
	return false;
}

/* Whether the words [begin, mark) and [right, end) are two. */
static bool are_words(struct str words, struct str text, size_t begin, size_t mark, size_t right)
{
	size_t end = right_end(text, right);
	struct str first = str_slice(text, begin, mark), second = str_slice(text, right, end);

	if (first.len < 2 || first.len > MAX_WORD || second.len == 0 || second.len > MAX_WORD ||
	    !lexicon_has_word(words, first) || is_suffix(second))
		return false;
	if (second.len == 1)
		return has_at(text, right, "I ") || has_at(text, right, "A ");
	return lexicon_has_word(words, second) || (is_capital(second.at[0]) && stands_alone(text, second, right));
}

/*
 * Where a blank is missing behind the mark at `mark`: before a word or “, behind ”. text.len where
 * none is.
 */
static size_t missing_blank(struct str words, struct str text, size_t mark)
{
	size_t at = mark + 1, begin = left_begin(text, mark), right;

	if (begin == mark)
		return text.len;
	if (has_at(text, at, "\u201D"))
		at += QUOTE_LEN;
	right = at == mark + 1 && has_at(text, at, "\u201C") ? at + QUOTE_LEN : at;
	if (right >= text.len || !is_ascii_letter(text.at[right]))
		return text.len;
	if (text.at[mark] == ',' ? right == at && !is_lower(text.at[right]) : !is_capital(text.at[right]))
		return text.len;
	return are_words(words, text, begin, mark, right) ? at : text.len;
}

/* --- blanks before a comma ------------------------------------------------------------------- */

/* Whether most marks of the text stand right behind their words: a text of tokens has them apart. */
static bool sets_marks_close(struct str text)
{
	size_t n_close = 0, n_apart = 0;

	for (size_t i = 1; i < text.len; i++) {
		if ((text.at[i] != ',' && text.at[i] != '.') || (i + 1 < text.len && text.at[i + 1] != ' '))
			continue;
		n_close += text.at[i - 1] != ' ';
		n_apart += text.at[i - 1] == ' ' && i > 1 && text.at[i - 2] != ' ';
	}
	return n_close > n_apart;
}

/* `one ,two`, and `one , two` where that is not how the text sets its marks. */
static bool is_apart(struct str text, size_t comma, int *is_close)
{
	size_t next = comma + 1;

	if (text.at[comma - 1] != ' ' || !is_ascii_letter(text.at[comma - 2]))
		return false;
	if (is_lower(text.at[next]) && is_lower(text.at[next + 1]))
		return is_lower(text.at[comma - 2]);
	if (text.at[next] != ' ' || !is_lower(text.at[next + 1]))
		return false;
	if (*is_close < 0)
		*is_close = sets_marks_close(text);
	return *is_close;
}

void punctuation_propose(struct str words, struct str text, struct edits *edits)
{
	int is_close = -1; /* not yet looked at */

	for (size_t i = 2; i + 2 < text.len; i++) {
		bool is_comma = text.at[i] == ',';
		size_t blank;

		if (!is_comma && text.at[i] != '.' && text.at[i] != '?' && text.at[i] != '!')
			continue;
		if (is_comma && is_apart(text, i, &is_close))
			edits_add(edits, i - 1, i + 1 + (text.at[i + 1] == ' '), str_of(", "), KIND_SET(KIND_PUNCTUATION));
		else if (is_comma && text.at[i + 1] == ',' && text.at[i + 2] == ' ' && is_lower(text.at[i - 1]))
			edits_add(edits, i, i + 2, str_of(","), KIND_SET(KIND_PUNCTUATION));
		else if ((blank = missing_blank(words, text, i)) < text.len)
			edits_add(edits, blank, blank, str_of(" "), KIND_SET(KIND_PUNCTUATION));
	}
}
