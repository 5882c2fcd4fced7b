/* structure.c: rules for what can be told from one paragraph. */
#include "structure.h"

#include "filters/clean/peek.h"

#include "credits.h"

enum { MAX_TITLE = 160 };

const char *const par_kind_names[N_PAR_KINDS] = { "p", "title", "list", "caption", "credit", "boiler" };

static bool starts_with_one(struct str text, const char *const *openings)
{
	while (*openings && !str_starts(text, *openings))
		openings++;
	return *openings;
}

/* A full stop, with or without closing marks behind it; questions and shouts can be titles. */
static bool ends_sentence(struct str text)
{
	size_t end = text.len;

	while (end > 0) {
		if (text.at[end - 1] == '"' || text.at[end - 1] == '\'' || text.at[end - 1] == ')')
			end--;
		else if (end >= 3 && memcmp(text.at + end - 3, "\u201C", 2) == 0) /* any of ‘ ’ “ ” */
			end -= 3;
		else
			break;
	}
	return end > 0 && text.at[end - 1] == '.';
}

/* By their first character. */
static const char *const *const bylines[128] = {
	['B'] = (const char *const[]){ "By ", "BY ", "By: ", NULL },
	['R'] = (const char *const[]){ "Report by ", NULL },
	['S'] = (const char *const[]){ "Story by ", NULL },
	['W'] = (const char *const[]){ "Written by ", "Words by ", NULL },
};

static const char *const *const contributors[128] = {
	['('] = (const char *const[]){ "(Reporting by ", "(Additional reporting ", "(Editing by ", "(Writing by ",
	          "(With inputs from ", NULL },
	['A'] = (const char *const[]){ "Additional reporting by ", NULL },
	['R'] = (const char *const[]){ "Reporting by ", NULL },
	['W'] = (const char *const[]){ "With inputs from ", NULL },
};

/* `By Ann Lee and Bob Ray`: capitals, and the small words between names. */
bool structure_is_byline(struct str text)
{
	static const char *const small[] = { "and", "for", "in", "at", "de", "der", "van", "von", "la", "le", "el", "al", "bin",
		                             "of", "the", "with", "agencies", "staff", "writer", "reporter", "correspondent",
		                             "editor", NULL };
	enum { MAX_BYLINE = 90 };
	size_t at = 0;

	if (text.len == 0 || text.len > MAX_BYLINE)
		return false;
	for (const char *const *opening = bylines[text.at[0] & 0x7F]; at == 0 && opening && *opening; opening++)
		if (str_starts(text, *opening))
			at = strlen(*opening);
	if (at == 0 || ends_sentence(text))
		return false;
	for (size_t end; at < text.len; at = end + 1) {
		struct str word;
		const char *const *known = small;

		end = str_find(text, ' ', at);
		word = str_slice(text, at, end);
		if (word.len && text.at[end - 1] == ',')
			word.len--;
		while (*known && !str_is(word, *known))
			known++;
		if (word.len && word.at[0] >= 'a' && word.at[0] <= 'z' && !*known)
			return false;
	}
	return true;
}

/* Who else worked on an article. */
static bool is_contributors(struct str text)
{
	enum { MAX_CONTRIBUTORS = 240 };
	const char *const *openings = contributors[text.at[0] & 0x7F];

	if (text.len > MAX_CONTRIBUTORS)
		return false;
	if (openings && starts_with_one(text, openings))
		return true;
	switch (text.len > 1 ? text.at[text.len - 2] : ' ') {
	case 't':
		return str_ends(text, " contributed to this report.");
	case 'y':
		return str_ends(text, " contributed to this story.");
	case 'e':
		return str_ends(text, " contributed to this article.");
	case 'g':
		return str_ends(text, " contributed reporting.");
	default:
		return false;
	}
}

/* Titles stand above a blank line, or, of three words and more, right above text. */
static bool is_title(struct str text, const struct structure_place *place)
{
	char last = text.at[text.len - 1];

	if (!place->has_title_line || !place->is_first || text.len > MAX_TITLE || text.len < 2 || ends_sentence(text) ||
	    (last && strchr(",:;-", last)))
		return false;
	if (place->is_alone)
		return true;
	return place->is_above_text && (is_ascii_letter(last) || strchr("?!'\"", last) || (unsigned char)last >= 0x80) &&
	       str_find(text, ' ', str_find(text, ' ', 0) + 1) < text.len && !structure_is_byline(text);
}

/* Most paragraphs begin with a capital or a quotation mark. */
static bool begins_item(struct str text)
{
	unsigned char first = (unsigned char)text.at[0];

	if (first == 0xE2)
		return !str_starts(text, "\u201C") && !str_starts(text, "\u2018");
	return first == '-' || first == '*' || first == '(' || first == 0xC2 || (first >= 'a' && first <= 'h') ||
	       (first >= '0' && first <= '9');
}

/* `- `, `• ` and their like; `1. `, `2) `, `(3) `, `a) `. */
static bool is_list_item(struct str text)
{
	static const char *const bullets[] = { "- ", "* ", "\u2022 ", "\u2013 ", "\u00B7 ", "\u2023 ", "\u25AA ", "\u25A0 ",
		                               "\u25CF ", "\u25E6 ", "\u25BA ", "\u27A2 ", "\u2713 ", "\u2714 ", NULL };
	size_t begin = text.at[0] == '(', end = begin;

	if (!begins_item(text))
		return false;
	if (starts_with_one(text, bullets))
		return true;
	while (end < text.len && is_ascii_digit(text.at[end]))
		end++;
	if (end == begin && end < text.len && text.at[end] >= 'a' && text.at[end] <= 'h')
		end++;
	if (end == begin || end - begin > 2 || end + 1 >= text.len || text.at[end + 1] != ' ')
		return false;
	return text.at[end] == ')' || (text.at[end] == '.' && is_ascii_digit(text.at[0]));
}

/* The text without the quotation marks around it; as it is where there are none. */
static struct str unquoted(struct str text)
{
	static const char *const pairs[][2] = { { "'", "'" }, { "\"", "\"" }, { "\u2018", "\u2019" }, { "\u201C", "\u201D" } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		size_t len = strlen(pairs[i][0]);

		if (text.len > 2 * len && str_starts(text, pairs[i][0]) && str_ends(text, pairs[i][1]))
			return str_slice(text, len, text.len - len);
	}
	return text;
}

/* `What happens next?` */
static bool is_question(struct str text)
{
	static const char *const openings[] = { "What ", "Why ", "How ", "Who ", "When ", "Where ", "Which ", "Will ", "Is ", "Are ",
		                                "Can ", "Could ", "Should ", "Does ", "Do ", NULL };
	enum { MAX_QUESTION = 60 };

	return text.len <= MAX_QUESTION && str_ends(text, "?") && str_find(text, ',', 0) == text.len &&
	       starts_with_one(text, openings);
}

/* A line of its own between paragraphs, short and open-ended. */
static bool is_heading(struct str text, const struct structure_place *place)
{
	enum { MAX_HEADING = 80 };

	if (place->is_first || !place->is_alone || text.len > MAX_HEADING)
		return false;
	text = unquoted(text);
	return text.at[0] >= 'A' && text.at[0] <= 'Z' && str_find(text, ' ', 0) < text.len &&
	       (is_ascii_letter(text.at[text.len - 1]) || is_question(text));
}

bool structure_is_prose(struct str line)
{
	enum { PROSE = 60 };
	size_t at = 0, end = line.len;
	uint32_t last;

	if (line.len < PROSE || utf8_is_lower(utf8_next(line, &at)))
		return false;
	last = utf8_previous(line, &end);
	return last == '.' || last == '!' || last == '?' || last == '"' || last == 0x201D || last == 0x2019;
}

bool structure_is_short(struct str text)
{
	enum { SHORT = 40 };

	return text.len < SHORT && text.len > 0 && !strchr(".!?\"", text.at[text.len - 1]);
}

/* A page: two lines in five are short, and there are a few of them. */
bool structure_is_page(size_t n_lines, size_t n_short)
{
	return n_short >= 12 && 5 * n_short >= 2 * n_lines;
}

enum par_kind structure_kind(const struct credits *credits, struct str text, const struct structure_place *place)
{
	if (credits_is_agency(credits, text))
		return PAR_CREDIT;
	if (is_title(text, place))
		return PAR_TITLE;
	if (structure_is_boilerplate(text, ends_sentence(text)))
		return PAR_BOILER;
	if (is_list_item(text))
		return PAR_LIST;
	if (structure_is_caption(text))
		return PAR_CAPTION;
	if (structure_is_byline(text) || (!place->is_on_page && is_contributors(text)))
		return PAR_CREDIT;
	if (is_heading(text, place))
		return PAR_TITLE;
	return PAR_P;
}
