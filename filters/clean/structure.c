/* structure.c: rules for what can be told from one paragraph. */
#include "structure.h"

#include "credits.h"

enum { MAX_TITLE = 160 };

const char *const par_kind_names[N_PAR_KINDS] = { "p", "title", "list", "caption", "credit", "boiler" };

static bool ends_sentence(struct str text)
{
	static const char *const ends[] = { ".", "!", "?", ".\"", ".'", ".\u201D", ".\u2019", "!\u201D", "?\u201D", NULL };

	for (const char *const *end = ends; *end; end++)
		if (str_ends(text, *end))
			return !str_ends(text, "?") && !str_ends(text, "!");
	return false;
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

enum par_kind structure_kind(struct str agencies, struct str text, const struct structure_place *place)
{
	if (credits_is_agency(agencies, text))
		return PAR_CREDIT;
	if (is_title(text, place))
		return PAR_TITLE;
	if (is_list_item(text))
		return PAR_LIST;
	return PAR_P;
}
