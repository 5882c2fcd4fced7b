/* structure.c: rules for what can be told from one paragraph. */
#include "structure.h"

#include "credits.h"

enum { MAX_TITLE = 160 };

const char *const par_kind_names[N_PAR_KINDS] = { "p", "title", "list", "caption", "credit", "boiler" };

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

static bool is_title(struct str text, const struct structure_place *place)
{
	return place->has_title_line && place->is_first && place->is_alone && text.len <= MAX_TITLE &&
	       !ends_sentence(text);
}

static bool is_list_item(struct str text)
{
	size_t digits = 0;

	if (str_starts(text, "\u2022 ") || str_starts(text, "- ") || str_starts(text, "* "))
		return true;
	while (digits < text.len && text.at[digits] >= '0' && text.at[digits] <= '9')
		digits++;
	return digits > 0 && digits < 3 && digits + 1 < text.len &&
	       (text.at[digits] == '.' || text.at[digits] == ')') && text.at[digits + 1] == ' ';
}

/* Lines that publishers put between or behind the paragraphs of an article, by their first words. */
static const char *const *const sentences[256] = {
	[0xC2] = (const char *const[]){ "\u00A9", NULL },
	['A'] = (const char *const[]){ "All rights reserved", NULL },
	['B'] = (const char *const[]){ "By clicking ", NULL },
	['C'] = (const char *const[]){ "Click here", "Continue reading", "Copyright ", NULL },
	['D'] = (const char *const[]){ "Download the app", "Download our ", NULL },
	['F'] = (const char *const[]){ "Follow us", NULL },
	['J'] = (const char *const[]){ "Join our ", NULL },
	['M'] = (const char *const[]){ "More on this story", NULL },
	['R'] = (const char *const[]){ "Read more", "READ MORE", "Read next", "Read also", NULL },
	['S'] = (const char *const[]){ "Story continues below", "Sign up", "Subscribe to ", "Subscribe now",
	          NULL },
	['T'] = (const char *const[]){ "This website uses cookies", NULL },
	['W'] = (const char *const[]){ "We use cookies", NULL },
};

static const char *const *const labels[256] = {
	['A'] = (const char *const[]){ "Advertisement", "ADVERTISEMENT", NULL },
	['C'] = (const char *const[]){ "Comments", NULL },
	['E'] = (const char *const[]){ "Email this", NULL },
	['L'] = (const char *const[]){ "Last updated", NULL },
	['M'] = (const char *const[]){ "Most read", "Most popular", NULL },
	['P'] = (const char *const[]){ "Published ", "Posted ", "Print", NULL },
	['R'] = (const char *const[]){ "Read:", "READ:", "Related", "RELATED", "Recommended", NULL },
	['S'] = (const char *const[]){ "Share this", "SHARE", "Share on", NULL },
	['T'] = (const char *const[]){ "Tags:", "Topics:", NULL },
	['U'] = (const char *const[]){ "Updated ", "UPDATED ", NULL },
	['W'] = (const char *const[]){ "Watch:", "WATCH:", NULL },
};

/* openings: lists by the first byte. */
static bool starts_with_one(struct str text, const char *const *const openings[256])
{
	for (const char *const *opening = openings[(unsigned char)text.at[0]]; opening && *opening; opening++)
		if (str_starts(text, *opening))
			return true;
	return false;
}

static bool is_boilerplate(struct str text)
{
	enum { MAX_SENTENCE = 200, MAX_LABEL = 70 };

	if (text.len <= MAX_LABEL && !ends_sentence(text) && starts_with_one(text, labels))
		return true;
	return text.len <= MAX_SENTENCE && starts_with_one(text, sentences);
}

/* `By Ann Lee and Bob Ray`: capitals, and the small words between names. */
static bool is_byline(struct str text)
{
	enum { MAX_BYLINE = 90 };

	if (text.len > MAX_BYLINE || (!str_starts(text, "By ") && !str_starts(text, "BY ")) || ends_sentence(text))
		return false;
	for (size_t at = 3, end; at < text.len; at = end + 1) {
		struct str word;

		end = str_find(text, ' ', at);
		word = str_slice(text, at, end);
		if (word.len && word.at[0] >= 'a' && word.at[0] <= 'z' && !str_is(word, "and") && !str_is(word, "for") &&
		    !str_is(word, "in") && !str_is(word, "at") && !str_is(word, "de") && !str_is(word, "van"))
			return false;
	}
	return true;
}

/* A line of its own between paragraphs, short and open-ended. */
static bool is_heading(struct str text, const struct structure_place *place)
{
	enum { MAX_HEADING = 80 };
	char last = text.at[text.len - 1];

	return !place->is_first && place->is_alone && text.len <= MAX_HEADING && text.at[0] >= 'A' &&
	       text.at[0] <= 'Z' && ((last | 0x20) >= 'a' && (last | 0x20) <= 'z') && str_find(text, ' ', 0) < text.len;
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
	if (is_list_item(text))
		return PAR_LIST;
	if (structure_is_caption(text))
		return PAR_CAPTION;
	if (is_boilerplate(text))
		return PAR_BOILER;
	if (is_byline(text))
		return PAR_CREDIT;
	if (is_heading(text, place))
		return PAR_TITLE;
	return PAR_P;
}
