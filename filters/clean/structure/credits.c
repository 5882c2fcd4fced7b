/* credits.c: names are taken off the end one by one, so `AFP/Getty Images` needs no entry. */
#include "credits.h"

enum { MAX_CREDIT = 100 }; /* of a paragraph that is nothing but a credit */

struct credits {
	struct str *names;
	size_t n_names;
	bool is_last[256]; /* bytes that end a name */
};

struct credits *credits_new(struct str agencies, struct arena *arena)
{
	struct credits *credits = arena_zeroed(arena, sizeof *credits);
	size_t n_lines = 0;

	for (size_t i = 0; i < agencies.len; i++)
		n_lines += agencies.at[i] == '\n';
	credits->names = arena_array(arena, struct str, n_lines + 1);
	for (size_t pos = 0, end; pos < agencies.len; pos = end + 1) {
		struct str name;

		end = str_find(agencies, '\n', pos);
		name = str_slice(agencies, pos, end);
		if (name.len == 0 || name.at[0] == '#')
			continue;
		credits->names[credits->n_names++] = name;
		credits->is_last[(unsigned char)name.at[name.len - 1]] = true;
	}
	return credits;
}

/* Length of the longest agency name that ends at `end`; 0 where there is none. */
static size_t agency_before(const struct credits *credits, struct str text, size_t end)
{
	size_t longest = 0;

	if (end == 0 || !credits->is_last[(unsigned char)text.at[end - 1]])
		return 0;
	for (size_t i = 0; i < credits->n_names; i++) {
		struct str name = credits->names[i];

		if (name.len > longest && name.len <= end && name.at[name.len - 1] == text.at[end - 1] &&
		    name.at[0] == text.at[end - name.len] && memcmp(text.at + end - name.len, name.at, name.len) == 0)
			longest = name.len;
	}
	return longest;
}

/* Where the names joined by `/` begin that end the text; text.len where none does. */
static size_t credit_begin(const struct credits *credits, struct str text)
{
	size_t begin = text.len, len;

	while ((len = agency_before(credits, text, begin)) > 0) {
		begin -= len;
		if (begin < 2 || text.at[begin - 1] != '/' || !agency_before(credits, text, begin - 1))
			break;
		begin--;
	}
	return begin;
}

/* A character that can end a caption but not stand inside a name: abc, 2023, ), . */
static bool ends_caption(struct str text, size_t end)
{
	unsigned char last = (unsigned char)text.at[end - 1];

	return (last >= 'a' && last <= 'z') || (last >= '0' && last <= '9') || strchr(".)]!?\"'", last) ||
	       last >= 0x80;
}

size_t credits_glued(const struct credits *credits, struct str text)
{
	enum { MIN_CAPTION = 12 };
	size_t begin;

	if (text.len < MIN_CAPTION)
		return text.len;
	begin = credit_begin(credits, text);
	return begin >= MIN_CAPTION && begin < text.len && text.at[begin - 1] && ends_caption(text, begin) ? begin : text.len;
}

bool credits_is_agency(const struct credits *credits, struct str text)
{
	return text.len > 0 && text.len <= MAX_CREDIT && credit_begin(credits, text) == 0;
}
