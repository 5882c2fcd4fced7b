/* address.c: see address.h. */
#include "filters/tag/words/address.h"

#include "filters/tag/words/runs.h"

static bool is_one_of(char byte, const char *set)
{
	return byte && strchr(set, byte);
}

static bool is_alnum(char byte)
{
	return (byte & 0x80) || run_is_letter(byte) || run_ascii_kinds[(unsigned char)byte] == KIND_DIGITS;
}

/* Where the name that ends at `at` begins: letters, digits and the marks that names of files have. */
static size_t name_begin(struct str sentence, size_t floor, size_t at)
{
	while (at > floor && (is_alnum(sentence.at[at - 1]) || is_one_of(sentence.at[at - 1], "._-+%#")))
		at--;
	while (is_one_of(sentence.at[at], ".-+#"))
		at++;
	return at;
}

/* The end of a path or query: all up to a bracket or quote, without the marks of the text behind it. */
static size_t path_end(struct str sentence, size_t begin, size_t end)
{
	size_t at = begin;

	while (at < end && !is_one_of(sentence.at[at], "<>\"|"))
		at++;
	while (at > begin && is_one_of(sentence.at[at - 1], ".,;:!?'*)]}"))
		at--;
	return at;
}

/* Bytes of the ending of a domain or file at `dot`, its dot included; 0 where there is none. */
static size_t ending_at(struct str sentence, size_t dot, size_t end)
{
	static const char *const endings[] = { "com", "org", "net", "edu", "gov", "html", "htm", "pdf", "doc",
		                               "docx", "xls", "xlsx", "ppt", "txt", "jpg", "jpeg", "gif", "png",
		                               "csv", "zip", "mp3" };

	size_t len = 0;
	char lower[4];

	while (dot + 1 + len < end && is_alnum(sentence.at[dot + 1 + len])) {
		if (len == sizeof lower)
			return 0;
		lower[len] = sentence.at[dot + 1 + len] | 0x20;
		len++;
	}
	for (size_t i = 0; len > 2 && i < sizeof endings / sizeof *endings; i++)
		if (str_is(str_at(lower, len), endings[i]))
			return len + 1;
	return 0;
}

/* Whether a chunk has what every address has: a slash, an at sign, a dot with something behind it, or `w.`. */
static bool has_sign(struct str chunk)
{
	for (size_t i = 0; i < chunk.len; i++)
		if (chunk.at[i] == '/' || chunk.at[i] == '@' ||
		    (chunk.at[i] == '.' &&
		     ((i + 1 < chunk.len && is_alnum(chunk.at[i + 1])) || (i > 0 && chunk.at[i - 1] == 'w'))))
			return true;
	return false;
}

bool address_find(struct str sentence, size_t *begin, size_t *end)
{
	struct str chunk = str_slice(sentence, *begin, *end);
	size_t floor = *begin, limit = *end, at, ending;
	const char *scheme;

	if (!has_sign(chunk))
		return false;
	at = floor + str_find(chunk, '@', 0);
	scheme = memmem(chunk.at, chunk.len, "://", 3);
	if (!scheme)
		scheme = memmem(chunk.at, chunk.len, "www.", 4);
	if (scheme) {
		for (at = floor + (size_t)(scheme - chunk.at); at > floor && is_alnum(sentence.at[at - 1]);)
			at--;
		*begin = at;
		*end = path_end(sentence, at, limit);
		return true;
	}
	if (at > floor && at + 1 < limit && is_alnum(sentence.at[at + 1]) && name_begin(sentence, floor, at) < at) {
		*begin = name_begin(sentence, floor, at);
		for (*end = at + 1; *end < limit && (is_alnum(sentence.at[*end]) || is_one_of(sentence.at[*end], "._-"));)
			++*end;
		while (!is_alnum(sentence.at[*end - 1]))
			--*end;
		return true;
	}
	for (at = floor + str_find(chunk, '.', 0); at < limit; at = str_find(sentence, '.', at + 1)) {
		ending = ending_at(sentence, at, limit);
		if (!ending || name_begin(sentence, floor, at) >= at)
			continue;
		*begin = name_begin(sentence, floor, at);
		*end = at + ending;
		if (*end < limit && sentence.at[*end] == '/')
			*end = path_end(sentence, *end, limit);
		return true;
	}
	return false;
}
