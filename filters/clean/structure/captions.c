/* captions.c: lines that name a picture's maker, by how they begin and end. */
#include "common/buf.h"

#include "filters/clean/peek.h"
#include "structure.h"

enum { MAX_CAPTION = 600, MAX_TAIL = 120 };

/* By their first character. */
static const char *const *const openings[128] = {
	['('] = (const char *const[]){ "(photo:", "(image:", "(photo by ", NULL },
	['a'] = (const char *const[]){ "above:", "archive photo", NULL },
	['c'] = (const char *const[]){ "credit:", "courtesy of ", NULL },
	['f'] = (const char *const[]){ "file photo", NULL },
	['g'] = (const char *const[]){ "getty images", NULL },
	['i'] = (const char *const[]){ "image:", "image credit", "image copyright", "image caption",
	          "image via ", "images via ", "image source", "illustration by ", "in this file photo", NULL },
	['p'] = (const char *const[]){ "photo:", "photo by ", "photos by ", "photo credit", "photograph:",
	          "photograph by ", "pictured:", "photo courtesy", "picture:", NULL },
	['t'] = (const char *const[]){ "this photo provided by ", NULL },
};

/* Near the end of the line. */
static const char *const makers[] = { "AP Photo/", "REUTERS/", "/Getty Images", "(Photo: ", "Credit...", "(Photo by ",
	                              "/AFP/", "File photo", "file photo", "Submitted photo", " via AP", " / AP", NULL };

/* In the brackets that end the line, or behind a slash. */
static const char *const agencies[] = { "AP", "AFP", "Reuters", "REUTERS", "Getty", "Getty Images", "EPA", "NASA", "BBC",
	                                "Associated Press", "Shutterstock", "iStock", "Bloomberg", "Alamy", "Xinhua",
	                                "PA", "ESA", "Photo", "Image", "Credit", "Source", "File", NULL };

static bool starts_folded(struct str text, const char *opening)
{
	size_t n = strlen(opening);

	if (text.len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = text.at[i];

		if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != opening[i])
			return false;
	}
	return true;
}

static bool has_word(struct str text, const char *word)
{
	size_t n = strlen(word);
	const char *at = text.at, *end = text.at + text.len;

	while (at < end && (at = memmem(at, (size_t)(end - at), word, n))) {
		if ((at == text.at || !is_ascii_letter(at[-1])) && (at + n == end || !is_ascii_letter(at[n])))
			return true;
		at++;
	}
	return false;
}

/* What stands in the brackets that end the text; empty where none do. */
static struct str last_bracket(struct str text)
{
	enum { MAX_BRACKET = 100 };
	char open;
	size_t begin;

	if (str_ends(text, "."))
		text.len--;
	if (!str_ends(text, ")") && !str_ends(text, "]"))
		return str_slice(text, 0, 0);
	open = text.at[text.len - 1] == ')' ? '(' : '[';
	for (begin = text.len - 1; begin > 0 && text.len - begin < MAX_BRACKET; begin--)
		if (text.at[begin - 1] == open)
			return str_slice(text, begin, text.len - 1);
	return str_slice(text, 0, 0);
}

/* Most ends have nothing that a maker needs. */
static bool has_maker(struct str tail)
{
	if (str_find(tail, '/', 0) == tail.len && !memmem(tail.at, tail.len, "hoto", 4) &&
	    !memmem(tail.at, tail.len, "Credit...", 9) && !memmem(tail.at, tail.len, " via AP", 7))
		return false;
	for (const char *const *maker = makers; *maker; maker++)
		if (memmem(tail.at, tail.len, *maker, strlen(*maker)))
			return true;
	return false;
}

/* Makers stand at the end: a line that ends in a full stop behind a word names none. */
static bool ends_open(struct str text)
{
	char last = text.at[text.len - 1];

	if (last == '.')
		last = text.at[text.len - 2];
	else if (is_ascii_letter(last))
		return true;
	return last == ')' || last == ']';
}

bool structure_is_caption(struct str text)
{
	struct str bracket;

	if (text.len < 8 || text.len > MAX_CAPTION)
		return false;
	for (const char *const *opening = openings[(text.at[0] | 0x20) & 0x7F]; opening && *opening; opening++)
		if (starts_folded(text, *opening))
			return true;
	if (!ends_open(text))
		return false;
	if (has_maker(str_slice(text, text.len > MAX_TAIL ? text.len - MAX_TAIL : 0, text.len)))
		return true;
	bracket = last_bracket(text);
	for (const char *const *agency = agencies; *agency && bracket.len; agency++)
		if (has_word(bracket, *agency))
			return true;
	return false;
}
