/*
 * bare_names.c: what is left of a mention without article, possessive, titles and what else is said of a person.
 */
#include "bare_names.h"

#include "titles.h"

enum { MAX_TITLE = 6 /* words of a title before a name */ };

static bool is_apostrophe_at(struct str s, size_t pos, size_t *len)
{
	if (pos < s.len && s.at[pos] == '\'') {
		*len = 1;
		return true;
	}
	if (s.len - pos >= 3 && memcmp(s.at + pos, "\xE2\x80\x99", 3) == 0) {
		*len = 3;
		return true;
	}
	return false;
}

/* Without a possessive at the end: 's, or ' after an s. */
static struct str without_possessive(struct str s)
{
	size_t len;

	if (s.len > 2 && s.at[s.len - 1] == 's') {
		if (is_apostrophe_at(s, s.len - 2, &len) && len == 1)
			return str_slice(s, 0, s.len - 2);
		if (s.len > 4 && is_apostrophe_at(s, s.len - 4, &len) && len == 3)
			return str_slice(s, 0, s.len - 4);
	}
	if (s.len > 2 && is_apostrophe_at(s, s.len - 1, &len))
		return str_slice(s, 0, s.len - 1);
	if (s.len > 4 && is_apostrophe_at(s, s.len - 3, &len))
		return str_slice(s, 0, s.len - 3);
	return s;
}

static struct str first_word(struct str s)
{
	return str_slice(s, 0, str_find(s, ' ', 0));
}

static bool is_article(struct str word)
{
	return str_is(word, "the") || str_is(word, "The") || str_is(word, "a") || str_is(word, "A") ||
	       str_is(word, "an") || str_is(word, "An");
}

static bool is_lower_at(struct str s, size_t at)
{
	return at < s.len && s.at[at] >= 'a' && s.at[at] <= 'z';
}

/* Words that stand in lower case inside of names. */
static bool is_particle(struct str word)
{
	static const char *const particles[] = { "al", "bin", "d", "da", "de", "del", "della", "den", "der", "di",
		                                 "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "y" };

	for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
		if (str_is(word, particles[i]))
			return true;
	return false;
}

/* Without the article and other lower-case words in front: "their Google Science Fair". */
static struct str without_small_words(struct str s)
{
	for (;;) {
		struct str word = first_word(s);

		if (word.len == s.len || !(is_article(word) || (is_lower_at(s, 0) && !is_particle(word))))
			return s;
		s = str_trim(str_slice(s, word.len, s.len));
	}
}

static bool has_and(struct str s)
{
	for (size_t blank = str_find(s, ' ', 0); blank < s.len; blank = str_find(s, ' ', blank + 1))
		if (str_starts(str_slice(s, blank + 1, s.len), "and "))
			return true;
	return false;
}

/* Where a person's name ends and more is said of him: "Claudia Mo of Civic Party"; s.len where nowhere. */
static size_t person_end(struct str s)
{
	static const char *const after[] = { "of ", "from ", "who ", "(" };
	size_t end = s.len, blank = str_find(s, ' ', 0);
	enum kb_gender gender;

	for (; blank < s.len && end == s.len; blank = str_find(s, ' ', blank + 1)) {
		if (blank && s.at[blank - 1] == ',')
			end = blank - 1;
		for (size_t i = 0; i < sizeof after / sizeof *after && end == s.len; i++)
			if (str_starts(str_slice(s, blank + 1, s.len), after[i]))
				end = blank;
	}
	/* "Director of Studies", "Duchess of Cambridge": one word is no name, nor is a title. */
	if (str_find(str_slice(s, 0, end), ' ', 0) == end || title_find(first_word(s), &gender) == TITLE_OFFICE)
		return s.len;
	return end;
}

/*
 * Where a person's name begins: behind the last title, possessive or lower-case word that is no particle:
 * "DAB's Starry Lee", "US President Barack Obama". A title that belongs to the name stays.
 */
static size_t person_begin(struct str s, enum kb_gender *gender)
{
	size_t begin = 0;

	for (size_t at = 0; at < s.len;) {
		size_t end = str_find(s, ' ', at);
		struct str word = str_slice(s, at, end);
		enum kb_gender here;
		enum title_kind kind = title_find(word, &here);

		if (end >= s.len)
			break;
		if (here)
			*gender = here;
		if ((kind != TITLE_NONE && kind != TITLE_NAME) || without_possessive(word).len < word.len ||
		    (is_lower_at(word, 0) && !is_particle(word)))
			begin = end + 1;
		at = end + 1;
	}
	return begin;
}

/* Fills bare, title and gender from the text of the mention alone. */
static void undress(struct mention *mention)
{
	struct str bare = without_small_words(without_possessive(str_trim(mention->text)));

	mention->title = (struct str){ NULL, 0 };
	/* Several people are no person with a bare name. */
	if (mention->type == MENTION_PER && !has_and(bare)) {
		size_t begin;

		bare = without_possessive(str_slice(bare, 0, person_end(bare)));
		begin = person_begin(bare, &mention->gender);
		mention->title = str_trim(str_slice(bare, 0, begin));
		bare = str_trim(str_slice(bare, begin, bare.len));
	}
	mention->bare = bare.len ? bare : mention->text;
}

/* The title in the tokens before a person's name: "Russian Foreign Minister" Sergei Lavrov. */
static void read_title_before(const struct layers *layers, struct arena *arena, struct mention *mention)
{
	uint32_t first = mention->first, limit;
	struct buf title = { NULL, 0, 0 };

	if (mention->type != MENTION_PER || first == LAYERS_NONE || mention->sentence == LAYERS_NONE)
		return;
	limit = layers->sentences[mention->sentence].first_token;
	if (first - limit > MAX_TITLE)
		limit = first - MAX_TITLE;
	while (first > limit) {
		enum kb_gender gender;
		struct str form = layers->tokens[first - 1].form;

		if (title_find(form, &gender) == TITLE_NONE && !str_is(form, "-"))
			break;
		if (gender && !mention->gender)
			mention->gender = gender;
		first--;
	}
	if (first == mention->first)
		return;
	for (uint32_t t = first; t < mention->first; t++) {
		if (title.len)
			buf_add_byte(&title, ' ');
		buf_add_str(&title, layers->tokens[t].form);
	}
	if (mention->title.len) {
		buf_add_byte(&title, ' ');
		buf_add_str(&title, mention->title);
	}
	mention->title = arena_str(arena, buf_str(&title));
	buf_free(&title);
}

void bare_name_read(const struct layers *layers, struct arena *arena, struct mention *mention)
{
	undress(mention);
	read_title_before(layers, arena, mention);
}
