/*
 * lexicon.c: hashes are uniform, so where a hash stands among the sorted ones can be computed; the
 * search starts there.
 */
#include <xxhash.h>

#include "lexicon.h"

static const struct {
	const char *name;
	enum word_class class;
} class_names[] = {
	{ "stop", WORD_STOP },         { "pronoun", WORD_PRONOUN },   { "connective", WORD_CONNECTIVE },
	{ "first", WORD_FIRST },       { "second", WORD_SECOND },     { "calendar", WORD_CALENDAR },
	{ "saying", WORD_SAYING },     { "number", WORD_NUMBER },     { "event", WORD_EVENT },
	{ "hedge", WORD_HEDGE },       { "person", WORD_PERSON },     { "vague", WORD_VAGUE },
};

uint32_t lexicon_hash(struct str stem)
{
	return (uint32_t)(XXH3_64bits(stem.at, stem.len) >> 32);
}

bool lexicon_open(const struct bundle *bundle, struct lexicon *lexicon)
{
	struct str hashes = bundle_section(bundle, "hashes"), idf = bundle_section(bundle, "idf");

	if (hashes.len % sizeof *lexicon->hashes || hashes.len / sizeof *lexicon->hashes != idf.len ||
	    idf.len == 0 || idf.len > UINT32_MAX)
		return false;
	lexicon->hashes = (const uint32_t *)(const void *)hashes.at;
	lexicon->idf = (const uint8_t *)idf.at;
	lexicon->n_stems = idf.len;
	lexicon->unknown_idf = 0;
	for (size_t i = 0; i < idf.len; i++) {
		if ((float)lexicon->idf[i] / LEXICON_IDF_SCALE > lexicon->unknown_idf)
			lexicon->unknown_idf = (float)lexicon->idf[i] / LEXICON_IDF_SCALE;
	}
	return true;
}

float lexicon_idf(const struct lexicon *lexicon, struct str stem)
{
	const uint32_t *hashes = lexicon->hashes;
	uint32_t hash = lexicon_hash(stem);
	size_t n = lexicon->n_stems, guess = (size_t)((uint64_t)hash * n >> 32), step = 64;
	size_t low = guess, high = guess;

	while (low > 0 && hashes[low] > hash)
		low -= low < step ? low : step;
	while (high < n && hashes[high] < hash)
		high = n - high < step ? n : high + step;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hashes[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == n || hashes[low] != hash)
		return lexicon->unknown_idf;
	return (float)lexicon->idf[low] / LEXICON_IDF_SCALE;
}

unsigned lexicon_classes(const struct lexicon *lexicon, struct str lower)
{
	const uint32_t *classes = index_find(&lexicon->classes, lower);

	return classes ? *classes : 0;
}

/* The next line of a text, without its LF; comments and empty lines are passed over. */
static bool next_line(struct str text, size_t *pos, size_t *number, struct str *line)
{
	while (*pos < text.len) {
		size_t end = str_find(text, '\n', *pos);

		*line = str_slice(text, *pos, end);
		*pos = end + 1;
		++*number;
		if (line->len && line->at[0] != '#')
			return true;
	}
	return false;
}

static bool add_class(struct str name, uint32_t *classes)
{
	for (size_t i = 0; i < sizeof class_names / sizeof *class_names; i++) {
		if (str_is(name, class_names[i].name)) {
			*classes |= class_names[i].class;
			return true;
		}
	}
	return false;
}

bool lexicon_read_words(struct str tsv, struct arena *arena, struct lexicon *lexicon, size_t *line)
{
	struct str row;
	size_t pos = 0;

	lexicon->classes = (struct index){ .arena = arena };
	*line = 0;
	while (next_line(tsv, &pos, line, &row)) {
		size_t tab = str_find(row, '\t', 0), end;
		uint32_t *classes = index_put(&lexicon->classes, str_slice(row, 0, tab), 0, NULL);

		if (tab == row.len)
			return false;
		for (size_t begin = tab + 1; begin <= row.len; begin = end + 1) {
			end = str_find(row, ' ', begin);
			if (!add_class(str_slice(row, begin, end), classes))
				return false;
		}
	}
	return true;
}

void lexicon_read_teasers(struct str lines, struct arena *arena, struct lexicon *lexicon)
{
	uint32_t *first = lexicon->first_teaser, next[256];
	struct str *teasers, line;
	size_t pos = 0, number = 0;

	memset(first, 0, sizeof lexicon->first_teaser);
	while (next_line(lines, &pos, &number, &line))
		first[(uint8_t)line.at[0] + 1]++;
	for (size_t byte = 0; byte < 256; byte++) {
		first[byte + 1] += first[byte];
		next[byte] = first[byte];
	}
	teasers = arena_array(arena, struct str, first[256]);
	lexicon->teasers = teasers;
	for (pos = 0; next_line(lines, &pos, &number, &line);)
		teasers[next[(uint8_t)line.at[0]]++] = line;
}

static char to_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

bool lexicon_is_teaser(const struct lexicon *lexicon, struct str text)
{
	const uint32_t *first = lexicon->first_teaser;
	uint8_t byte;

	if (text.len == 0)
		return false;
	byte = (uint8_t)to_lower(text.at[0]);
	for (uint32_t i = first[byte]; i < first[byte + 1]; i++) {
		struct str teaser = lexicon->teasers[i];
		size_t k = 1;

		if (teaser.len > text.len)
			continue;
		while (k < teaser.len && to_lower(text.at[k]) == teaser.at[k])
			k++;
		if (k == teaser.len)
			return true;
	}
	return false;
}
