/* scars.c: found at their possessive; everything else is looked up around it. */
#include "scars.h"

#include "common/bytes.h"

#include "lexicon.h"
#include "filters/clean/peek.h"

enum { MAX_NAME = 64, MIN_BARE = 3 };

/* Longest first, so that `ns` is not taken for `n`. */
static const char *const suffixes[] = { "ians", "ans", "ers", "ese", "ian", "ish", "ns",
	                                "an",   "er",  "is",  "i",   "n",   NULL };

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Length of an apostrophe at `at`, straight or curly; 0 where there is none. */
static size_t apostrophe(struct str s, size_t at)
{
	if (at < s.len && s.at[at] == '\'')
		return 1;
	return at + 2 < s.len && memcmp(s.at + at, "\u2019", 3) == 0 ? 3 : 0;
}

/* Length of ’s at `at`, with no letter behind it. */
static size_t possessive(struct str s, size_t at)
{
	size_t mark = apostrophe(s, at);

	if (!mark || at + mark >= s.len || s.at[at + mark] != 's')
		return 0;
	return at + mark + 1 < s.len && is_ascii_letter(s.at[at + mark + 1]) ? 0 : mark + 1;
}

static size_t word_begin(struct str s, size_t end)
{
	while (end > 0 && is_ascii_letter(s.at[end - 1]))
		end--;
	return end;
}

static size_t word_end(struct str s, size_t begin)
{
	while (begin < s.len && is_ascii_letter(s.at[begin]))
		begin++;
	return begin;
}

/* `first second` in the table; *name is the slice of the key's line. */
static bool is_name(struct str names, struct str first, struct str second, struct str *name)
{
	char key[MAX_NAME];
	struct str value, whole = { key, first.len + 1 + second.len };

	if (whole.len > sizeof key || first.len == 0 || second.len == 0)
		return false;
	memcpy(key, first.at, first.len);
	key[first.len] = ' ';
	memcpy(key + first.len + 1, second.at, second.len);
	if (!lexicon_find(names, whole, &value))
		return false;
	if (name)
		*name = str_at(value.at - whole.len, whole.len); /* no value: it ends at the line's end */
	return true;
}

/* `South Korea’s North Jeolla`, `Africa’s South Sudan`: other names meet here, nothing is turned. */
static bool is_inside_names(struct str names, struct str text, size_t begin, struct str owner,
                            struct str thing, size_t end)
{
	size_t before_end = begin > 0 && text.at[begin - 1] == ' ' ? begin - 1 : 0;
	struct str before = str_slice(text, word_begin(text, before_end), before_end);
	struct str after = { NULL, 0 };

	if (end < text.len && text.at[end] == ' ')
		after = str_slice(text, end + 1, word_end(text, end + 1));
	return is_name(names, before, owner, NULL) || is_name(names, thing, after, NULL);
}

/* The scar of the owner [begin, at) whose ’s ends where the word [thing, end) begins. */
static bool read_scar(struct str names, struct str words, struct str text, size_t begin, size_t at,
                      size_t thing, struct scar *scar)
{
	size_t end = word_end(text, thing);
	struct str owner = str_slice(text, begin, at), word = str_slice(text, thing, end);

	*scar = (struct scar){ .begin = begin, .end = end };
	if (is_name(names, word, owner, &scar->name)) {
		scar->is_certain = possessive(text, end) > 0;
		return !is_inside_names(names, text, begin, owner, word, end);
	}
	for (const char *const *suffix = suffixes; *suffix; suffix++) {
		struct str stem = str_slice(word, 0, word.len - strlen(*suffix));

		if (word.len > strlen(*suffix) && str_ends(word, *suffix) &&
		    is_name(names, stem, owner, &scar->name)) {
			scar->suffix = str_of(*suffix);
			scar->is_certain = true;
			return !lexicon_has_word(words, word) &&
			       !is_inside_names(names, text, begin, owner, stem, end);
		}
	}
	return false;
}

/* Where an s stands right behind the last byte of an apostrophe, at or after `at` (1 at least). */
static size_t next_s(struct str text, size_t at)
{
	for (; at + BYTES <= text.len; at += BYTES) {
		bytes before = bytes_load(text.at + at - 1);

		if (bytes_any(((before == '\'') | (before == 0x99)) & (bytes_load(text.at + at) == 's')))
			break;
	}
	while (at < text.len && (text.at[at] != 's' || (text.at[at - 1] != '\'' && text.at[at - 1] != '\x99')))
		at++;
	return at;
}

/* The next ’s or 's at or after `from`: where its s stands, and the mark's length; false at the end. */
static bool next_possessive(struct str text, size_t *from, size_t *mark)
{
	for (size_t s = next_s(text, *from ? *from : 1); s < text.len; s = next_s(text, s + 1)) {
		*mark = text.at[s - 1] == '\'' ? 1 : 3;
		if (*mark == 3 && (s < 3 || memcmp(text.at + s - 3, "\u2019", 3) != 0))
			continue;
		*from = s;
		return true;
	}
	return false;
}

bool scars_next(struct str names, struct str words, struct str text, size_t *pos, struct scar *scar)
{
	size_t mark;

	for (size_t i = *pos; next_possessive(text, &i, &mark); i++) {
		size_t begin;

		if (i + 2 >= text.len || text.at[i + 1] != ' ' || !is_capital(text.at[i + 2]))
			continue;
		begin = word_begin(text, i - mark);
		if (begin < *pos || begin == i - mark || !is_capital(text.at[begin]))
			continue;
		if (read_scar(names, words, text, begin, i - mark, i + 2, scar)) {
			*pos = scar->end;
			return true;
		}
	}
	*pos = text.len;
	return false;
}

bool scar_is_proven(const struct scar_evidence *evidence)
{
	return evidence->n_certain > 0 || evidence->is_abbreviated ||
	       (evidence->n_bare >= MIN_BARE && evidence->n_whole == 0);
}

struct str scar_repaired(const struct scar *scar, struct arena *arena)
{
	char *at = arena_alloc(arena, scar->name.len + scar->suffix.len);

	memcpy(at, scar->name.at, scar->name.len);
	if (scar->suffix.len)
		memcpy(at + scar->name.len, scar->suffix.at, scar->suffix.len);
	return str_at(at, scar->name.len + scar->suffix.len);
}
