#include <criterion/criterion.h>
#include <stdio.h>

#include "common/bundle.h"
#include "filters/tag/words/words.h"

static const struct {
	const char *form;
	uint32_t flags;
} spellings[] = {
	{ "the", WORD_SMALL },
	{ "Paris", WORD_TITLE },
	{ "NATO", WORD_CAPITALS },
	{ "iPhone", WORD_MIXED },
	{ "McDonald", WORD_MIXED },
	{ "J.", WORD_INITIAL | WORD_PERIOD },
	{ "A", WORD_INITIAL },
	{ "U.S.", WORD_CAPITALS | WORD_PERIOD },
	{ "2,500", WORD_DIGIT | WORD_NUMBER },
	{ "3.5%", WORD_DIGIT | WORD_NUMBER },
	{ "4th", WORD_SMALL | WORD_DIGIT },
	{ "well-known", WORD_SMALL | WORD_HYPHEN },
	{ "-", WORD_PUNCT },
	{ "\xe2\x80\x94", WORD_PUNCT },
	{ "n\xe2\x80\x99t", WORD_SMALL | WORD_APOSTROPHE },
	{ "\xc3\x89""cole", WORD_TITLE },
	{ "\xc3\xa9t\xc3\xa9", WORD_SMALL },
	{ "\xd0\x9c\xd0\xb8\xd1\x80", WORD_TITLE | WORD_FOREIGN },
	{ "\xe4\xb8\xad", WORD_FOREIGN },
	{ "", WORD_PUNCT },
};

Test(words, flags_tell_how_a_word_is_written)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		struct word word = words_describe(&classes_none, str_of(spellings[i].form), &arena);

		cr_expect(word.flags == spellings[i].flags, "\"%s\": flags %x, expected %x", spellings[i].form,
		          word.flags, spellings[i].flags);
	}
	arena_free(&arena);
}

static const struct {
	const char *a, *b;
	bool is_same;
} shapes[] = {
	{ "Paris", "London", true },  { "1999", "24", true },        { "1999", "7", false },
	{ "U.S.", "U.N.", true },     { "NATO", "EU", true },        { "Paris", "paris", false },
	{ "F-16", "F-35", true },     { "well-known", "two", false }, { "\xc3\x89tat", "Etat", true },
};

Test(words, shapes_group_what_looks_alike)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		struct word a = words_describe(&classes_none, str_of(shapes[i].a), &arena);
		struct word b = words_describe(&classes_none, str_of(shapes[i].b), &arena);

		cr_expect((a.shape == b.shape) == shapes[i].is_same, "%s %s", shapes[i].a, shapes[i].b);
	}
	arena_free(&arena);
}

Test(words, a_form_has_one_number_however_often_it_comes)
{
	struct arena arena = { 0 };
	struct words words;

	words_init(&words, &classes_none, &arena);
	for (uint32_t round = 0; round < 2; round++)
		for (uint32_t i = 0; i < 5000; i++) {
			char form[16];
			int len = snprintf(form, sizeof form, "w%u", i);
			struct str copy = arena_str(&arena, str_at(form, (size_t)len));

			cr_assert(words_number(&words, copy) == i);
			cr_assert(str_eq(words.at[i].form, copy));
		}
	cr_expect(words.n == 5000);
	cr_expect(str_is(words.at[0].lower, "w0"));
	arena_free(&arena);
}

/* The n-th of more forms than the memo holds: small, capital and accented ones. */
static struct str form_of(uint32_t n, struct arena *arena)
{
	static const char *const patterns[] = { "w%u", "W%u", "%u", "\xc3\x89t%u", "IT-%u" };
	char form[32];
	int len = snprintf(form, sizeof form, patterns[n % 5], n);

	return arena_str(arena, str_at(form, (size_t)len));
}

Test(words, what_is_kept_between_documents_changes_nothing)
{
	struct words_memo *memo = words_memo_new();

	for (uint32_t document = 0; document < 3; document++) {
		struct arena arena = { 0 };
		struct words words;

		words_init(&words, &classes_none, &arena);
		words.memo = memo;
		for (uint32_t i = 0; i < 20000; i += 1 + document) {
			struct str form = form_of(i, &arena);
			uint32_t number = words_number(&words, form);
			struct word word = words.at[number], alone = words_describe(&classes_none, form, &arena);

			cr_assert(word.form.at == form.at && word.form.len == form.len);
			cr_assert(str_eq(word.lower, alone.lower), "%.*s", STR_ARGS(form));
			cr_assert(word.hash == alone.hash && word.lower_hash == alone.lower_hash && word.shape == alone.shape);
			cr_assert(word.flags == alone.flags && word.expression == alone.expression, "%.*s", STR_ARGS(form));
		}
		arena_free(&arena); /* nothing kept may point into it */
	}
	words_memo_delete(memo);
}

/* A table of classes in which every word has a count: `paris` is seen as Paris, `talks` as talks. */
static struct classes counted(struct classes_entry entries[8])
{
	static const struct {
		const char *form;
		uint8_t log_count;
	} known[] = { { "Paris", 90 }, { "talks", 80 }, { "Talks", 20 }, { "NATO", 70 } };

	memset(entries, 0, 8 * sizeof *entries);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		uint64_t hash = classes_hash(str_of(known[i].form));
		size_t at = hash & 7;

		while (entries[at].fingerprint)
			at = (at + 1) & 7;
		entries[at].fingerprint = classes_fingerprint(hash);
		entries[at].log_count = known[i].log_count;
	}
	return (struct classes){ .entries = entries, .mask = 7, .paths = classes_none.paths, .n_paths = 1 };
}

static const struct {
	const char *why, *forms[4], *entered[4];
} capitals[] = {
	{ "a sentence in capitals", { "NATO", "TALKS", "IN", "PARIS" }, { "NATO", "talks", "in", "Paris" } },
	{ "one small word keeps all", { "NATO", "TALKS", "in", "PARIS" }, { "NATO", "TALKS", "in", "PARIS" } },
	{ "a title keeps all", { "NATO", "TALKS", "In", "PARIS" }, { "NATO", "TALKS", "In", "PARIS" } },
	{ "one word is a name more often", { "PARIS", ",", "24", "!" }, { "PARIS", ",", "24", "!" } },
	{ "numbers do not count", { "24", "TALKS", "PARIS", "." }, { "24", "talks", "Paris", "." } },
	{ "a sentence without capitals", { "talks", "in", "paris", "." }, { "talks", "in", "Paris", "." } },
	{ "two words are too few", { "in", "paris", ",", "." }, { "in", "paris", ",", "." } },
	{ "an initial is a capital", { "talks", "in", "paris", "I" }, { "talks", "in", "paris", "I" } },
};

Test(words, one_case_alone_is_undone)
{
	struct arena arena = { 0 };
	struct classes_entry entries[8];
	struct classes classes = counted(entries);

	for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++) {
		struct words words;
		struct str form[4];
		uint32_t word[4];
		struct tokens tokens = { .T = 4, .form = form, .word = word };

		for (size_t t = 0; t < 4; t++)
			form[t] = str_of(capitals[i].forms[t]);
		words_init(&words, &classes, &arena);
		words_enter(&words, &tokens);
		for (size_t t = 0; t < 4; t++)
			cr_expect(str_is(words.at[word[t]].form, capitals[i].entered[t]), "%s: %s became %.*s",
			          capitals[i].why, capitals[i].forms[t], STR_ARGS(words.at[word[t]].form));
	}
	arena_free(&arena);
}

static const struct {
	const char *form, *normal;
} normals[] = {
	{ "2012", "0000" },
	{ "3.5", "0.0" },
	{ "can\xe2\x80\x99t", "can't" },
	{ "\xe2\x80\x9chi\xe2\x80\x9d", "\"hi\"" },
	{ "a\xe2\x80\x93""b", "a-b" },
	{ "\xe2\x80\x94", "--" },
	{ "\xe2\x80\xa6", "\xe2\x80\xa6" },
	{ "\xe2\x80", "\xe2\x80" },
	{ "caf\xc3\xa9", "caf\xc3\xa9" },
};

Test(classes, forms_are_normal_before_they_are_looked_up)
{
	for (size_t i = 0; i < sizeof normals / sizeof *normals; i++) {
		char out[32];
		size_t n = classes_normal_form(str_of(normals[i].form), out);

		cr_expect(str_is(str_at(out, n), normals[i].normal), "%s gives %.*s", normals[i].form, (int)n, out);
	}
}

Test(classes, a_word_is_found_as_it_is_and_else_in_lower_case)
{
	struct classes_entry entries[8];
	struct classes classes = counted(entries);
	struct str none = { "", 0 };
	char longest[4096];

	memset(longest, 'x', sizeof longest);
	cr_expect(classes_find(&classes, str_of("Talks"), str_of("talks")).log_count == 20);
	cr_expect(classes_find(&classes, str_of("TALKS"), str_of("talks")).log_count == 80);
	cr_expect(classes_find(&classes, str_of("unheard"), str_of("unheard")).log_count == 0);
	cr_expect(classes_find(&classes, none, none).log_count == 0);
	cr_expect(classes_find(&classes, str_at(longest, sizeof longest), none).log_count == 0);
}

Test(classes, an_entry_gives_back_what_it_holds)
{
	static const struct word_classes held[] = {
		{ 0 },
		{ 1023, { 255, 511, 1023, 2047 }, 255, 255 },
		{ 1, { 2, 3, 4, 5 }, FORM_NAME, 7 },
	};
	static const struct word_classes too_large[] = {
		{ .brown = 1024 }, { .kmeans = { 256 } }, { .kmeans = { 0, 512 } }, { .kmeans = { 0, 0, 1024 } },
		{ .kmeans = { 0, 0, 0, 2048 } },
	};
	struct classes_entry entry = { .fingerprint = 1 };

	for (size_t i = 0; i < sizeof held / sizeof *held; i++) {
		struct word_classes found;

		cr_expect(classes_pack(&held[i], &entry));
		found = classes_unpack(&entry);
		cr_expect(found.brown == held[i].brown && found.forms == held[i].forms && found.log_count == held[i].log_count);
		for (size_t k = 0; k < CLASSES_KMEANS; k++)
			cr_expect(found.kmeans[k] == held[i].kmeans[k], "%zu", k);
	}
	for (size_t i = 0; i < sizeof too_large / sizeof *too_large; i++)
		cr_expect(!classes_pack(&too_large[i], &entry), "%zu", i);
}

Test(classes, the_finest_class_of_a_vector_tells_the_others)
{
	static const uint16_t coarse[][CLASSES_COARSE] = { { 7, 8, 9 }, { 4, 5, 6 } };
	struct classes_vector vectors[4] = { { 0 } };
	struct classes classes = { .vectors = vectors, .vector_mask = 3, .coarse = coarse, .n_vector_classes = 2 };
	uint64_t paris = classes_hash(str_of("paris")), other = paris ^ (uint64_t)2 << 48;
	uint16_t found[CLASSES_VECTORS];

	vectors[paris & 3] = (struct classes_vector){ classes_vector_fingerprint(paris), 1 };
	vectors[(paris + 1) & 3] = (struct classes_vector){ classes_vector_fingerprint(other), 2 };
	cr_assert(classes_of_vector(&classes, paris, found));
	cr_expect(found[0] == 1 && found[1] == 4 && found[2] == 5 && found[3] == 6);
	cr_expect(!classes_of_vector(&classes, other, found), "a class that the model lacks");
	cr_expect(!classes_of_vector(&classes, paris ^ (uint64_t)4 << 48, found), "not in the table");
	cr_expect(!classes_of_vector(&classes_none, paris, found), "no table");
}

Test(classes, sections_of_a_wrong_size_are_refused)
{
	static const struct {
		const char *why;
		size_t words, paths, vectors, coarse;
		bool is_good;
	} sizes[] = {
		{ "right", 8 * sizeof(struct classes_entry), sizeof(struct classes_path), 0, 0, true },
		{ "no power of two", 7 * sizeof(struct classes_entry), sizeof(struct classes_path), 0, 0, false },
		{ "half an entry", 8 * sizeof(struct classes_entry) - 8, sizeof(struct classes_path), 0, 0, false },
		{ "no entry", 0, sizeof(struct classes_path), 0, 0, false },
		{ "no path", 8 * sizeof(struct classes_entry), 0, 0, 0, false },
		{ "half a path", 8 * sizeof(struct classes_entry), 4, 0, 0, false },
		{ "vectors alone", 0, 0, 4 * sizeof(struct classes_vector), 2 * CLASSES_COARSE, true },
		{ "three vectors", 0, 0, 3 * sizeof(struct classes_vector), 2 * CLASSES_COARSE, false },
		{ "half a vector", 0, 0, 2, 2 * CLASSES_COARSE, false },
		{ "half a class", 0, 0, 4 * sizeof(struct classes_vector), 2, false },
		{ "classes without words", 0, 0, 0, 2 * CLASSES_COARSE, false },
	};
	static const char zeros[8 * sizeof(struct classes_entry)];

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct bundle_part parts[] = { { "cls.words", { zeros, sizes[i].words } },
			                       { "cls.brown", { zeros, sizes[i].paths } },
			                       { "cls.vectors", { zeros, sizes[i].vectors } },
			                       { "cls.coarse", { zeros, sizes[i].coarse } } };
		struct bundle bundle;
		struct buf file = { 0 };
		struct classes classes;

		bundle_write("tag", parts, 4, &file);
		cr_assert(bundle_open(buf_str(&file), "tag", &bundle) == BUNDLE_OK);
		cr_expect(classes_open(&bundle, &classes) == sizes[i].is_good, "%s", sizes[i].why);
		buf_free(&file);
	}
}

Test(classes, a_table_without_a_free_entry_is_refused)
{
	struct classes_entry full[2] = { { .fingerprint = 1 }, { .fingerprint = 3 } };
	struct classes_path path = { 0, 0 };
	struct bundle_part parts[] = { { "cls.words", { (char *)full, sizeof full } },
		                       { "cls.brown", { (char *)&path, sizeof path } } };
	struct bundle bundle;
	struct buf file = { 0 };
	struct classes classes;

	bundle_write("tag", parts, 2, &file);
	cr_assert(bundle_open(buf_str(&file), "tag", &bundle) == BUNDLE_OK);
	cr_expect(!classes_open(&bundle, &classes));
	buf_free(&file);
}

Test(classes, prefixes_of_a_path_are_classes_of_their_own)
{
	struct classes_path paths[] = { { 0, 0 }, { 0xb0000000, 4 }, { 0xa0000000, 4 } }; /* 1011 1010 */
	struct classes classes = { .entries = classes_none.entries, .paths = paths, .n_paths = 3 };

	cr_expect(classes_brown_prefix(&classes, 1, 2) == classes_brown_prefix(&classes, 2, 2));
	cr_expect(classes_brown_prefix(&classes, 1, 4) != classes_brown_prefix(&classes, 2, 4));
	cr_expect(classes_brown_prefix(&classes, 1, 2) != classes_brown_prefix(&classes, 1, 3));
	cr_expect(classes_brown_prefix(&classes, 1, 25) == classes_brown_prefix(&classes, 1, 4), "no longer than it is");
	cr_expect(classes_brown_prefix(&classes, 0, 4) == 0);
}
