/* captions.c: lines that name a picture's maker, by how they begin and end. */
#include "filters/clean/peek.h"

#include "common/bytes.h"

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
	size_t i = 0;

	for (; i < text.len && opening[i]; i++) {
		char c = text.at[i];

		if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != opening[i])
			return false;
	}
	return !opening[i];
}

/* Whether one of the agencies stands in a text, as a word or words. */
static bool has_agency(struct str text)
{
	for (size_t at = 0; at < text.len; at++) {
		struct str rest = str_slice(text, at, text.len);

		if (at > 0 && is_ascii_letter(text.at[at - 1]))
			continue;
		for (const char *const *agency = agencies; *agency; agency++) {
			if (**agency != *rest.at || !str_starts(rest, *agency))
				continue;
			if (rest.len == strlen(*agency) || !is_ascii_letter(rest.at[strlen(*agency)]))
				return true;
		}
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

/* Whether three bytes somewhere may be of a maker: a slash first, `hot` of a photo, `..`, or `via`. */
static bool may_have_maker(struct str tail)
{
	bytes found = { 0 };
	size_t i = 0, last = tail.len - BYTES - 2;

	if (tail.len < BYTES + 2)
		return true;
	for (bool is_over = false; !is_over; i += BYTES) {
		const char *at = tail.at + (i < last ? i : last);
		bytes v = bytes_load(at), second = bytes_load(at + 1), third = bytes_load(at + 2);

		found |= (v == '/') | ((v == 'h') & (second == 'o') & (third == 't')) | ((v == '.') & (second == '.')) |
		         ((v == 'v') & (second == 'i') & (third == 'a'));
		is_over = i >= last;
	}
	return bytes_any(found);
}

static bool has_maker(struct str tail)
{
	if (!may_have_maker(tail))
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
	if (text.len < 8 || text.len > MAX_CAPTION)
		return false;
	for (const char *const *opening = openings[(text.at[0] | 0x20) & 0x7F]; opening && *opening; opening++)
		if (starts_folded(text, *opening))
			return true;
	if (!ends_open(text))
		return false;
	if (has_maker(str_slice(text, text.len > MAX_TAIL ? text.len - MAX_TAIL : 0, text.len)))
		return true;
	return has_agency(last_bracket(text));
}
