/* abbreviations.c: see abbreviations.h. */
#include "abbreviations.h"

static const char *const names[] = {
	[ABBREVIATION_TITLE] = "title", [ABBREVIATION_LINK] = "link", [ABBREVIATION_NUMBER] = "number",
	[ABBREVIATION_MONTH] = "month", [ABBREVIATION_UNIT] = "unit", [ABBREVIATION_NAME] = "name",
	[ABBREVIATION_MARK] = "mark",   [ABBREVIATION_OTHER] = "other",
};

static enum abbreviation class_of(struct str name)
{
	for (size_t i = ABBREVIATION_TITLE; i < sizeof names / sizeof *names; i++)
		if (str_is(name, names[i]))
			return (enum abbreviation)i;
	return ABBREVIATION_NONE;
}

static size_t find_blank(struct str s)
{
	size_t at = 0;

	while (at < s.len && s.at[at] != ' ' && s.at[at] != '\t')
		at++;
	return at;
}

uint64_t abbreviations_read(struct str list, struct index *abbreviations)
{
	for (uint64_t number = 1; list.len; number++) {
		size_t end = str_find(list, '\n', 0), blank;
		struct str line = str_slice(list, 0, end), word;
		enum abbreviation class;

		line = str_trim(str_slice(line, 0, str_find(line, '#', 0)));
		list = str_slice(list, end + 1, list.len);
		if (line.len == 0)
			continue;
		blank = find_blank(line);
		word = str_slice(line, 0, blank);
		class = class_of(str_trim(str_slice(line, blank, line.len)));
		if (class == ABBREVIATION_NONE || word.len > ABBREVIATION_MAX_BYTES)
			return number;
		*index_put(abbreviations, word, class, NULL) = class;
	}
	return 0;
}

enum abbreviation abbreviation_find(const struct index *abbreviations, struct str word)
{
	char lower[ABBREVIATION_MAX_BYTES];
	const uint32_t *class;

	if (word.len == 0 || word.len > sizeof lower)
		return ABBREVIATION_NONE;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = word.at[i] >= 'A' && word.at[i] <= 'Z' ? (char)(word.at[i] | 0x20) : word.at[i];
	class = index_find(abbreviations, str_at(lower, word.len));
	return class ? (enum abbreviation)*class : ABBREVIATION_NONE;
}
