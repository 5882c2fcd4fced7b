/* Search keys, spelling keys, titles, the title filter. */
#include <criterion/criterion.h>

#include <stdlib.h>

#include "filters/link/kb/kb.h"
#include "filters/link/kb/spelling.h"
#include "filters/link/kb/title_filter.h"
#include "filters/link/names/titles.h"

static const struct {
	const char *name, *key;
} keys[] = {
	{ "The O. J. Simpson", "oj simpson" },
	{ "O.J. Simpson", "oj simpson" },
	{ "U.S.", "us" },
	{ "Jürgen  O’Brien", "jurgen obrien" },
	{ "Kim Jong-un", "kim jong un" },
	{ "Springfield, Ohio", "springfield ohio" },
	{ "The", "the" },
	{ "A. B. C. News", "abc news" },
	{ "…", "" },
	{ "“”", "" },
	{ "", "" },
};

Test(names, search_keys)
{
	struct buf key = { 0 };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		buf_clear(&key);
		kb_add_key(&key, str_of(keys[i].name));
		cr_expect(str_is(buf_str(&key), keys[i].key), "%s: got \"%.*s\"", keys[i].name, STR_ARGS(buf_str(&key)));
	}
	buf_free(&key);
}

static const struct {
	const char *why, *one, *other;
	bool are_alike;
} spellings[] = {
	{ "i and y", "sergei petrov", "sergey petrov", true },
	{ "x and ks", "alexei petrov", "aleksey petrov", true },
	{ "ye and e at the begin", "yevgeny petrov", "evgeny petrov", true },
	{ "e behind y", "ivan dostoyevsky", "ivan dostoevsky", true },
	{ "endings in iy, y and yy", "ivan zelenskiy", "ivan zelenskyy", true },
	{ "doubled letters", "philip petrov", "phillip petrov", true },
	{ "kh and k", "nikita khrushchev", "nikita krushchev", true },
	{ "short forms", "mike petrov", "michael petrov", true },
	{ "only of the given name", "ivan mike", "ivan michael", false },
	{ "spellings of Muhammad", "muhammad petrov", "mohamed petrov", true },
	{ "other names stay apart", "sergei petrov", "sergei pavlov", false },
};

Test(names, spelling_keys)
{
	struct buf one = { 0 }, other = { 0 };

	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		buf_clear(&one);
		buf_clear(&other);
		spelling_add_key(&one, str_of(spellings[i].one));
		spelling_add_key(&other, str_of(spellings[i].other));
		cr_expect(str_eq(buf_str(&one), buf_str(&other)) == spellings[i].are_alike, "%s: %.*s, %.*s",
		          spellings[i].why, STR_ARGS(buf_str(&one)), STR_ARGS(buf_str(&other)));
	}
	buf_clear(&one);
	spelling_add_key(&one, str_of("petrov"));
	cr_expect(one.len == 0, "a name of one word has no spelling key");
	buf_free(&one);
	buf_free(&other);
}

static const struct {
	const char *word;
	enum title_kind kind;
	enum kb_gender gender;
} titles[] = {
	{ "Mr.", TITLE_ADDRESS, KB_MALE },         { "Mrs", TITLE_ADDRESS, KB_FEMALE },
	{ "President", TITLE_OFFICE, KB_GENDER_UNKNOWN }, { "FOREIGN", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "Queen", TITLE_NAME, KB_FEMALE },        { "chairwoman", TITLE_OFFICE, KB_FEMALE },
	{ "acting", TITLE_PART, KB_GENDER_UNKNOWN }, { "writer", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "Petrov", TITLE_NONE, KB_GENDER_UNKNOWN }, { "", TITLE_NONE, KB_GENDER_UNKNOWN },
	{ "Vicepresidentissimo", TITLE_NONE, KB_GENDER_UNKNOWN },
};

Test(names, titles)
{
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		enum kb_gender gender;

		cr_expect(title_find(str_of(titles[i].word), &gender) == titles[i].kind && gender == titles[i].gender, "%s",
		          titles[i].word);
	}
}

/* Any set is found as a whole, and little else is. */
Test(names, title_filter)
{
	static const size_t sizes[] = { 0, 1, 2, 3, 10, 100, 5000, 100000 };

	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		size_t n = sizes[s], n_missed = 0, n_false = 0;
		uint64_t *hashes = malloc((n + 1) * sizeof *hashes);
		struct title_filter filter;
		struct buf section = { 0 };

		for (size_t i = 0; i < n; i++)
			hashes[i] = i * 0x9E3779B97F4A7C15u;
		cr_assert(title_filter_build(hashes, n, &section));
		cr_assert(title_filter_open(buf_str(&section), &filter));
		for (size_t i = 0; i < n; i++)
			n_missed += !title_filter_has(&filter, hashes[i]);
		for (size_t i = n; i < n + 100000; i++)
			n_false += title_filter_has(&filter, i * 0x9E3779B97F4A7C15u);
		cr_expect(n_missed == 0, "%zu of %zu", n_missed, n);
		cr_expect(n_false < 250, "%zu: %zu of 100,000", n, n_false);
		section.len -= section.len > 0;
		cr_expect(n == 0 || !title_filter_open(buf_str(&section), &filter), "a section cut short");
		buf_free(&section);
		free(hashes);
	}
	cr_expect(title_filter_open(str_of(""), &(struct title_filter){ 0 }), "an empty section is the empty filter");
}
