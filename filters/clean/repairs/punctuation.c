/*
 * punctuation.c: blanks that are missing behind a mark or one too many before it, doubled commas, and
 * apostrophes that were lost.
 *
 * A blank is missing where a mark joins two words (`ended.The`, `now,people`) that are words of
 * English both, or the second stands elsewhere in the paragraph: an address, a file's name and an
 * initialism have more marks, digits or other capitals, or end in a name of the Internet. Behind a
 * name, a year or a bracket the second must be one of the words that sentences begin with.
 */
#include "filters/clean/clean.h"
#include "lexicon.h"
#include "filters/clean/peek.h"
#include "typography.h"

enum { MAX_WORD = 40, QUOTE_LEN = 3 };
static const char lost[] = "\uFFFD"; /* stands for a character that nobody could read */

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

static bool is_one_of(struct str word, const char *const *list)
{
	while (*list && !str_is(word, *list))
		list++;
	return *list;
}

/* Words that sentences begin with, and names of hosts, files and brands hardly go on with. */
static bool is_opener(struct str word)
{
	static const char *const openers[] = {
		"A", "According", "After", "Although", "An", "And", "As", "At", "Because", "Before", "But", "By", "Despite",
		"During", "For", "From", "He", "Her", "His", "How", "However", "I", "If", "In", "It", "Its", "Many", "Meanwhile",
		"Most", "My", "No", "Now", "On", "One", "Our", "She", "Since", "So", "Some", "That", "The", "Their", "Then", "There",
		"These", "They", "This", "Those", "Though", "Under", "Until", "We", "What", "When", "Where", "While", "Who", "Why",
		"With", "Yet", "You", NULL
	};

	return is_one_of(word, openers);
}

/* Whether a sentence begins at `at` with one of them. */
static bool begins_sentence(struct str text, size_t at)
{
	size_t end = at + 1;

	if (!is_capital(text.at[at]))
		return false;
	while (end < text.len && is_lower(text.at[end]))
		end++;
	return end < text.len && text.at[end] == ' ' && !has_at(text, end, " or ") && !has_at(text, end, " and ") &&
	       is_opener(str_slice(text, at, end));
}

/* Whether a sentence goes on at `at`, with a word that stands in no list of words. */
static bool goes_on(struct str text, size_t at)
{
	static const char *const words[] = { "a",  "an",  "and", "as",   "at", "but",   "by",    "for",  "from", "has", "he",
		                             "in", "it",  "is",  "of",   "on", "or",    "said",  "she",  "so",   "that", "the",
		                             "they", "to", "was", "we", "were", "when", "where", "which", "while", "who", "with",
		                             NULL };
	size_t end = at;

	while (end < text.len && is_lower(text.at[end]))
		end++;
	return end > at && end < text.len && text.at[end] == ' ' && is_one_of(str_slice(text, at, end), words);
}

/* Whether a name, a year or a bracket ends at `end`: what else a sentence ends with. */
static bool ends_name(struct str text, size_t end)
{
	size_t begin = end;

	if (text.at[end - 1] == ')')
		return true;
	while (begin > 0 && is_ascii_digit(text.at[begin - 1]))
		begin--;
	if (begin == end) {
		while (begin > 0 && is_lower(text.at[begin - 1]))
			begin--;
		if (begin == 0 || end - begin < 2 || !is_capital(text.at[--begin]))
			return false;
	} else if (end - begin != 4) {
		return false;
	}
	return begin > 0 && text.at[begin - 1] == ' ';
}

/*
 * Where a blank is missing behind the mark at `mark`: before a word or “, behind ”. text.len where
 * none is.
 */
static size_t missing_blank(struct str words, struct str text, size_t mark)
{
	bool is_inside = text.at[mark] == ',' || text.at[mark] == ';'; /* a sentence */
	size_t at = mark + 1, begin = left_begin(text, mark), right;

	if (begin == mark)
		return ends_name(text, mark) && (is_inside ? goes_on(text, at) : begins_sentence(text, at)) ? at : text.len;
	if (has_at(text, at, "\u201D"))
		at += QUOTE_LEN;
	right = at == mark + 1 && has_at(text, at, "\u201C") ? at + QUOTE_LEN : at;
	if (right >= text.len || !is_ascii_letter(text.at[right]))
		return text.len;
	if (is_inside ? right == at && !is_lower(text.at[right]) : !is_capital(text.at[right]))
		return text.len;
	return are_words(words, text, begin, mark, right) ? at : text.len;
}

/* Whether a text is the name of an agency, or of a part of one (`CNN Business`). */
static bool is_agency(struct str agencies, struct str text)
{
	for (size_t begin = 0, end; begin < agencies.len; begin = end + 1) {
		struct str name;

		end = str_find(agencies, '\n', begin);
		name = str_slice(agencies, begin, end);
		if (name.len && text.len >= name.len && memcmp(text.at, name.at, name.len) == 0 &&
		    (text.len == name.len || text.at[name.len] == ' '))
			return true;
	}
	return false;
}

/*
 * Whether a blank is missing behind the bracket at `close`: `(CNN)The`, `(as they said)The`. A
 * word in brackets alone may be half of a word: `(Un)Happy`.
 */
static bool is_glued_bracket(struct str agencies, struct str text, size_t close)
{
	enum { MAX_BRACKET = 80 };
	size_t begin = close, right = close + 1;
	struct str inside;

	if (!is_capital(text.at[right]) && text.at[right] != '"' && !has_at(text, right, "\u201C"))
		return false;
	while (begin > 0 && close - begin < MAX_BRACKET && text.at[begin - 1] != '(' && text.at[begin - 1] != ')')
		begin--;
	if (begin == 0 || text.at[begin - 1] != '(' || !utf8_is_space(peek_previous(text, begin - 1)))
		return false;
	inside = str_slice(text, begin, close);
	if (is_agency(agencies, inside))
		return text.at[right] != '"' || is_ascii_letter(text.at[right + 1]);
	return is_capital(text.at[right]) && str_find(inside, ' ', 0) < inside.len && right_end(text, right) > right + 2;
}

/* --- apostrophes ----------------------------------------------------------------------------- */

/* Whether what stands before and behind an apostrophe is one word: `don` and `t`. */
static bool is_contraction(struct str words, struct str first, struct str second)
{
	static const char *const pronouns[] = { "i",  "you",  "he",   "she", "it",    "we",   "they", "that", "there", "who",
		                                "what", "this", "would", "could", "should", "might", "must", NULL };
	char lower[MAX_WORD];

	if (first.len > MAX_WORD)
		return false;
	if (str_is(second, "t"))
		return str_ends(first, "n") && lexicon_has_word(words, first);
	for (size_t i = 0; i < first.len; i++)
		lower[i] = (char)(first.at[i] | 0x20);
	/* of short words the list has many that are none: caf */
	if (str_is(second, "s"))
		return first.len > 3 ? lexicon_has_word(words, first) : is_one_of(str_at(lower, first.len), pronouns);
	return (str_is(second, "re") || str_is(second, "ve") || str_is(second, "ll") || str_is(second, "d") ||
	        str_is(second, "m")) && is_one_of(str_at(lower, first.len), pronouns);
}

/* Whether the ? or U+FFFD in [mark, end) was an apostrophe: `don?t`. */
static bool is_lost_apostrophe(struct str words, struct str text, size_t mark, size_t end)
{
	size_t begin = mark, second = end;
	uint32_t after;

	while (begin > 0 && mark - begin <= MAX_WORD && is_ascii_letter(text.at[begin - 1]))
		begin--;
	while (second < text.len && second - end < 3 && is_lower(text.at[second]))
		second++;
	if (begin == mark || second == end ||
	    !(utf8_is_space(peek_previous(text, begin)) || utf8_is_punct(peek_previous(text, begin))))
		return false;
	after = peek_next(text, second);
	if (text.at[begin - (begin > 0)] == '/' || utf8_is_letter(after) || utf8_is_digit(after) || after == '=' || after == '/')
		return false;
	return is_contraction(words, str_slice(text, begin, mark), str_slice(text, end, second));
}

static struct str apostrophe_of(struct str text)
{
	return str_find(text, '\'', 0) < text.len ? str_of("'") : str_of("\u2019");
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

/* `T he port`: the blank behind an initial that was set large; text.len where there is none. */
static size_t blank_of_initial(struct str text)
{
	char word[MAX_WORD];
	size_t begin = 0, end;

	while (begin < text.len && utf8_is_space((unsigned char)text.at[begin]))
		begin++;
	end = begin + 2;
	if (end >= text.len || !is_capital(text.at[begin]) || text.at[begin + 1] != ' ')
		return text.len;
	while (end < text.len && end - begin < MAX_WORD && is_lower(text.at[end]))
		end++;
	if (end == begin + 2 || end == text.len || text.at[end] != ' ' || (end > begin + 3 && strchr("AIO", text.at[begin])))
		return text.len;
	word[0] = text.at[begin];
	memcpy(word + 1, text.at + begin + 2, end - begin - 2);
	return is_opener(str_at(word, end - begin - 1)) ? begin + 1 : text.len;
}

/* What is wrong at the mark `at`; one edit at most. */
static void propose_at(const struct clean_data *data, struct str text, size_t at, int *is_close, struct edits *edits)
{
	bool is_comma = text.at[at] == ',';
	size_t blank;

	if (text.at[at] == ')') {
		if (is_glued_bracket(data->agencies, text, at))
			edits_add(edits, at + 1, at + 1, str_of(" "), KIND_SET(KIND_PUNCTUATION));
	} else if (text.at[at] == lost[0]) {
		if (has_at(text, at, lost) && is_lost_apostrophe(data->words, text, at, at + QUOTE_LEN))
			edits_add(edits, at, at + QUOTE_LEN, apostrophe_of(text), KIND_SET(KIND_PUNCTUATION));
	} else if (is_comma && is_apart(text, at, is_close)) {
		edits_add(edits, at - 1, at + 1 + (text.at[at + 1] == ' '), str_of(", "), KIND_SET(KIND_PUNCTUATION));
	} else if (is_comma && text.at[at + 1] == ',' && text.at[at + 2] == ' ' && is_lower(text.at[at - 1])) {
		edits_add(edits, at, at + 2, str_of(","), KIND_SET(KIND_PUNCTUATION));
	} else if ((blank = missing_blank(data->words, text, at)) < text.len) {
		edits_add(edits, blank, blank, str_of(" "), KIND_SET(KIND_PUNCTUATION));
	} else if (text.at[at] == '?' && is_lost_apostrophe(data->words, text, at, at + 1)) {
		edits_add(edits, at, at + 1, apostrophe_of(text), KIND_SET(KIND_PUNCTUATION));
	}
}

void punctuation_propose(const struct clean_data *data, struct str text, struct edits *edits)
{
	static const bool is_mark[256] = { [','] = true, ['.'] = true, ['?'] = true, ['!'] = true,
		                           [';'] = true, [')'] = true, [0xEF] = true };
	size_t initial = blank_of_initial(text);
	int is_close = -1; /* not yet looked at */

	if (initial < text.len)
		edits_add(edits, initial, initial + 1, str_of(""), KIND_SET(KIND_PUNCTUATION));
	/* nothing is wrong with a blank behind and none before */
	for (size_t i = 2; i + 2 < text.len; i++)
		if (is_mark[(unsigned char)text.at[i]] && (text.at[i + 1] != ' ' || text.at[i - 1] == ' '))
			propose_at(data, text, i, &is_close, edits);
}
