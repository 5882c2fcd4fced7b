/* structure.c: rules for what can be told from one paragraph. */
#include "structure.h"

#include "credits.h"

enum { MAX_TITLE = 160 };

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

const char *structure_kind(struct str agencies, struct str text, const struct structure_place *place)
{
	if (credits_is_agency(agencies, text))
		return "credit";
	if (is_title(text, place))
		return "title";
	if (is_list_item(text))
		return "list";
	return "p";
}
