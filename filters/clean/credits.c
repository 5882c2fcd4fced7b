/* credits.c: names are taken off the end one by one, so `AFP/Getty Images` needs no entry. */
#include "credits.h"

enum { MAX_CREDIT = 100 }; /* of a paragraph that is nothing but a credit */

/* The last character of every agency's name: most paragraphs are told by theirs to hold none. */
static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Length of the longest agency name that ends at `end`; 0 where there is none. */
static size_t agency_before(struct str agencies, struct str text, size_t end)
{
	size_t longest = 0;

	for (size_t pos = 0; pos < agencies.len;) {
		size_t line_end = str_find(agencies, '\n', pos);
		struct str name = str_slice(agencies, pos, line_end);

		if (name.len > longest && name.len <= end && name.at[0] != '#' &&
		    memcmp(text.at + end - name.len, name.at, name.len) == 0)
			longest = name.len;
		pos = line_end + 1;
	}
	return longest;
}

/* Where the names joined by `/` begin that end the text; text.len where none does. */
static size_t credit_begin(struct str agencies, struct str text)
{
	size_t begin = text.len, len;

	while ((len = agency_before(agencies, text, begin)) > 0) {
		begin -= len;
		if (begin < 2 || text.at[begin - 1] != '/' || !agency_before(agencies, text, begin - 1))
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

size_t credits_glued(struct str agencies, struct str text)
{
	enum { MIN_CAPTION = 12 };
	size_t begin;

	if (text.len < MIN_CAPTION || !is_letter(text.at[text.len - 1]))
		return text.len;
	begin = credit_begin(agencies, text);
	return begin >= MIN_CAPTION && begin < text.len && text.at[begin - 1] && ends_caption(text, begin) ? begin : text.len;
}

bool credits_is_agency(struct str agencies, struct str text)
{
	return text.len > 0 && text.len <= MAX_CREDIT && is_letter(text.at[text.len - 1]) &&
	       credit_begin(agencies, text) == 0;
}
