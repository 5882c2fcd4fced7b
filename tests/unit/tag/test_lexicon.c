#include <criterion/criterion.h>

#include "filters/tag/words/lexicon.h"

static const struct {
	const char *why, *fields[5];
	size_t n;
	enum lexicon_status status;
} records[] = {
	{ "whole", { "data", "NOUN", "NNS", "datum" }, 4, LEXICON_OK },
	{ "tags alone", { "Sun", "PROPN", "NNP" }, 3, LEXICON_OK },
	{ "UPOS alone", { "meh", "INTJ" }, 2, LEXICON_OK },
	{ "lemma alone", { "mice", "", "", "mouse" }, 4, LEXICON_OK },
	{ "one column", { "x" }, 1, LEXICON_COLUMNS },
	{ "five columns", { "x", "X", "X", "x", "x" }, 5, LEXICON_COLUMNS },
	{ "no form", { "", "X", "X", "x" }, 4, LEXICON_FORM },
	{ "a lemma no row can hold", { "x", "X", "X", "\b" }, 4, LEXICON_BYTES },
	{ "a lemma that is no UTF-8", { "x", "X", "X", "\xFF" }, 4, LEXICON_BYTES },
	{ "a TAB in a tag", { "x", "A\tB" }, 2, LEXICON_BYTES },
	{ "a tag that is none", { "x", "A sentence that stands where a tag belongs" }, 2, LEXICON_TAG },
};

static enum lexicon_status add(struct lexicon *lexicon, const char *const *texts, size_t n)
{
	struct str fields[5];

	for (size_t i = 0; i < n; i++)
		fields[i] = str_of(texts[i]);
	return lexicon_add(lexicon, fields, n);
}

Test(lexicon, says_what_is_wrong_with_a_record)
{
	struct lexicon *lexicon = lexicon_new();

	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		enum lexicon_status status = add(lexicon, records[i].fields, records[i].n);

		cr_expect(status == records[i].status, "%s: %s", records[i].why, lexicon_status_text(status));
	}
	lexicon_delete(lexicon);
}

Test(lexicon, wins_over_the_model_column_by_column)
{
	struct lexicon *lexicon = lexicon_new();
	struct str form[] = { STR("data"), STR("Sun"), STR("mice"), STR("Data"), STR("meh") };
	const char *upos[] = { "VERB", "NOUN", "NOUN", "VERB", "X" }, *xpos[] = { "VB", "NN", "NNS", "VB", "FW" };
	struct str lemma[] = { STR("a"), STR("b"), STR("c"), STR("d"), STR("e") };
	struct tokens tokens = { .T = 5, .form = form, .upos = upos, .xpos = xpos, .lemma = lemma };

	for (size_t i = 0; i < sizeof records / sizeof *records; i++)
		add(lexicon, records[i].fields, records[i].n);
	lexicon_tags(lexicon, &tokens);
	lexicon_lemmas(lexicon, &tokens);
	cr_expect_str_eq(upos[0], "NOUN");
	cr_expect_str_eq(xpos[0], "NNS");
	cr_expect(str_is(lemma[0], "datum"));
	cr_expect_str_eq(upos[1], "PROPN");
	cr_expect(str_is(lemma[1], "b"), "an absent lemma is left to the model");
	cr_expect_str_eq(upos[2], "NOUN", "an empty tag is left to the model");
	cr_expect(str_is(lemma[2], "mouse"));
	cr_expect_str_eq(upos[3], "VERB", "exact case");
	cr_expect_str_eq(upos[4], "INTJ");
	cr_expect_str_eq(xpos[4], "FW");
	lexicon_delete(lexicon);
}

Test(lexicon, the_later_record_counts)
{
	struct lexicon *lexicon = lexicon_new();
	struct str form = STR("x"), lemma = STR("");
	const char *upos = "", *xpos = "";
	struct tokens tokens = { .T = 1, .form = &form, .upos = &upos, .xpos = &xpos, .lemma = &lemma };

	add(lexicon, (const char *const[]){ "x", "NOUN" }, 2);
	add(lexicon, (const char *const[]){ "x", "VERB" }, 2);
	lexicon_tags(lexicon, &tokens);
	cr_expect_str_eq(upos, "VERB");
	lexicon_delete(lexicon);
}
