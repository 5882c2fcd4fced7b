/*
 * stem.c: Porter's suffix stripping. A word is [C](VC)^m[V]: m, the measure, counts the vowel-
 * consonant sequences of what would be left, and a suffix goes only where m is large enough.
 */
#include "common/stem.h"

struct word {
	char *at;
	size_t len;
};

struct rule {
	struct str suffix, replacement;
};

static bool is_consonant(const struct word *word, size_t i)
{
	if (word->at[i] == 'y')
		return i == 0 || !is_consonant(word, i - 1);
	return !memchr("aeiou", word->at[i], 5);
}

/* The measure of the first n letters. */
static unsigned measure(const struct word *word, size_t n)
{
	unsigned m = 0;

	for (size_t i = 1; i < n; i++)
		m += is_consonant(word, i) && !is_consonant(word, i - 1);
	return m;
}

static bool has_vowel(const struct word *word, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!is_consonant(word, i))
			return true;
	}
	return false;
}

static bool ends_with(const struct word *word, struct str suffix)
{
	return word->len >= suffix.len && word->at[word->len - 1] == suffix.at[suffix.len - 1] &&
	       memcmp(word->at + word->len - suffix.len, suffix.at, suffix.len) == 0;
}

static bool ends_double_consonant(const struct word *word)
{
	size_t n = word->len;

	return n > 1 && word->at[n - 1] == word->at[n - 2] && is_consonant(word, n - 1);
}

/* The first n letters end consonant-vowel-consonant, the last not w, x or y: hop, but not snow. */
static bool ends_short(const struct word *word, size_t n)
{
	return n > 2 && is_consonant(word, n - 1) && !is_consonant(word, n - 2) &&
	       is_consonant(word, n - 3) && !memchr("wxy", word->at[n - 1], 3);
}

static void replace(struct word *word, size_t stem, struct str replacement)
{
	memcpy(word->at + stem, replacement.at, replacement.len);
	word->len = stem + replacement.len;
}

/* Plurals, -ed, -ing. */
static void step_1(struct word *word)
{
	static const struct str eed = STR("eed"), ed = STR("ed"), ing = STR("ing"), at = STR("at"),
				bl = STR("bl"), iz = STR("iz"), sses = STR("sses"), ies = STR("ies"),
				ss = STR("ss");
	size_t stem = 0;

	if (ends_with(word, sses) || ends_with(word, ies))
		word->len -= 2;
	else if (word->at[word->len - 1] == 's' && !ends_with(word, ss))
		word->len--;

	if (ends_with(word, eed)) {
		if (measure(word, word->len - 3) > 0)
			word->len--;
	} else if (ends_with(word, ed) && has_vowel(word, word->len - 2)) {
		stem = word->len - 2;
	} else if (ends_with(word, ing) && has_vowel(word, word->len - 3)) {
		stem = word->len - 3;
	}
	if (stem) {
		word->len = stem;
		if (ends_with(word, at) || ends_with(word, bl) || ends_with(word, iz) ||
		    (!ends_double_consonant(word) && measure(word, stem) == 1 && ends_short(word, stem)))
			word->at[word->len++] = 'e';
		else if (ends_double_consonant(word) && !memchr("lsz", word->at[stem - 1], 3))
			word->len--;
	}
	if (word->at[word->len - 1] == 'y' && has_vowel(word, word->len - 1))
		word->at[word->len - 1] = 'i';
}

/* Only the first suffix of the list that fits counts, whether it goes or not. */
static void step_rules(struct word *word, const struct rule *rules, size_t n_rules, unsigned above)
{
	for (size_t i = 0; i < n_rules; i++) {
		if (!ends_with(word, rules[i].suffix))
			continue;
		if (measure(word, word->len - rules[i].suffix.len) > above)
			replace(word, word->len - rules[i].suffix.len, rules[i].replacement);
		return;
	}
}

static void step_4(struct word *word)
{
	static const struct str suffixes[] = {
		STR("ement"), STR("ance"), STR("ence"), STR("able"), STR("ible"), STR("ment"), STR("ant"),
		STR("ent"),   STR("ion"),  STR("ism"),  STR("ate"),  STR("iti"),  STR("ous"),  STR("ive"),
		STR("ize"),   STR("al"),   STR("er"),   STR("ic"),   STR("ou"),
	};

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		size_t stem = word->len - suffixes[i].len;

		if (!ends_with(word, suffixes[i]))
			continue;
		if (measure(word, stem) > 1 &&
		    (!str_is(suffixes[i], "ion") || memchr("st", word->at[stem - 1], 2)))
			word->len = stem;
		return;
	}
}

static void step_5(struct word *word)
{
	static const struct str ll = STR("ll");
	size_t stem = word->len - 1;

	if (word->at[stem] == 'e' && (measure(word, stem) > 1 ||
	                              (measure(word, stem) == 1 && !ends_short(word, stem))))
		word->len = stem;
	if (ends_with(word, ll) && measure(word, word->len) > 1)
		word->len--;
}

size_t stem_word(char *at, size_t len)
{
	static const struct rule step_2[] = {
		{ STR("ational"), STR("ate") }, { STR("ization"), STR("ize") }, { STR("iveness"), STR("ive") },
		{ STR("fulness"), STR("ful") }, { STR("ousness"), STR("ous") }, { STR("tional"), STR("tion") },
		{ STR("biliti"), STR("ble") },  { STR("entli"), STR("ent") },   { STR("ousli"), STR("ous") },
		{ STR("ation"), STR("ate") },   { STR("alism"), STR("al") },    { STR("aliti"), STR("al") },
		{ STR("iviti"), STR("ive") },   { STR("enci"), STR("ence") },   { STR("anci"), STR("ance") },
		{ STR("izer"), STR("ize") },    { STR("abli"), STR("able") },   { STR("alli"), STR("al") },
		{ STR("ator"), STR("ate") },    { STR("eli"), STR("e") },
	};
	static const struct rule step_3[] = {
		{ STR("icate"), STR("ic") }, { STR("ative"), STR("") }, { STR("alize"), STR("al") },
		{ STR("iciti"), STR("ic") }, { STR("ical"), STR("ic") }, { STR("ness"), STR("") },
		{ STR("ful"), STR("") },
	};
	struct word word = { at, len };

	if (len <= 2 || len > STEM_MAX)
		return len;
	for (size_t i = 0; i < len; i++) {
		if (!(at[i] >= 'a' && at[i] <= 'z') && !(at[i] >= '0' && at[i] <= '9'))
			return len;
	}
	step_1(&word);
	step_rules(&word, step_2, sizeof step_2 / sizeof *step_2, 0);
	step_rules(&word, step_3, sizeof step_3 / sizeof *step_3, 0);
	step_4(&word);
	step_5(&word);
	return word.len;
}
