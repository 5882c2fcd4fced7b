#include <criterion/criterion.h>

#include "common/conllu.h"

static const char file[] = "# newdoc id = harbour\n"
                           "# newpar\n"
                           "# sent_id = a-1\n"
                           "# text = She can't.\n"
                           "1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n"
                           "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                           "2\tca\tcan\tAUX\tMD\t_\t0\troot\t_\t_\n"
                           "3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n"
                           "3.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n"
                           "4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n"
                           "\n"
                           "# only a comment\n"
                           "\n"
                           "1\tYes\tyes\tINTJ\tUH\t_\r\n";

Test(conllu, reads_tokens_and_the_words_they_are_made_of)
{
	struct conllu reader = { .rest = str_of(file) };
	struct conllu_sentence sentence;
	struct arena arena = { 0 };

	cr_assert(conllu_next(&reader, &arena, &sentence) == CONLLU_SENTENCE);
	cr_expect(sentence.is_newdoc && sentence.is_newpar && str_is(sentence.newdoc, "harbour"));
	cr_expect(str_is(sentence.sent_id, "a-1") && str_is(sentence.text, "She can't."));
	cr_assert(sentence.n_tokens == 3 && sentence.n_words == 4);
	cr_expect(str_is(sentence.tokens[1].form, "can't") && sentence.tokens[1].n_words == 2);
	cr_expect(sentence.tokens[0].has_space_after && !sentence.tokens[1].has_space_after);
	cr_expect(sentence.words[2].token == 1 && str_is(sentence.words[2].column[CONLLU_FORM], "n't"));
	cr_assert(conllu_next(&reader, &arena, &sentence) == CONLLU_SENTENCE);
	cr_expect(!sentence.is_newdoc && sentence.line == 14 && sentence.words[0].column[CONLLU_MISC].len == 0);
	cr_expect(conllu_next(&reader, &arena, &sentence) == CONLLU_END);
	arena_free(&arena);
}

static const struct {
	const char *why, *file;
	uint64_t line;
} malformed[] = {
	{ "too few columns", "1\tOne\n", 1 },
	{ "numbers with a gap", "1\tA\ta\tX\tX\t_\n3\tB\tb\tX\tX\t_\n", 2 },
	{ "a range without its words", "1-2\tAB\t_\t_\t_\t_\n1\tA\ta\tX\tX\t_\n\n", 3 },
	{ "a range that goes back", "1\tA\ta\tX\tX\t_\n1-2\tAB\t_\t_\t_\t_\n", 2 },
	{ "no number", "x\tA\ta\tX\tX\t_\n", 1 },
	{ "an empty form", "1\t\ta\tX\tX\t_\n", 1 },
};

Test(conllu, names_the_line_that_is_malformed)
{
	for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
		struct conllu reader = { .rest = str_of(malformed[i].file) };
		struct conllu_sentence sentence;
		struct arena arena = { 0 };

		cr_expect(conllu_next(&reader, &arena, &sentence) == CONLLU_BAD, "%s", malformed[i].why);
		cr_expect(reader.line == malformed[i].line && reader.problem, "%s: line %llu", malformed[i].why,
		          (unsigned long long)reader.line);
		arena_free(&arena);
	}
}

static const struct {
	const char *column, *key, *value;
} features[] = {
	{ "SpaceAfter=No", "SpaceAfter", "No" },
	{ "A=1|SpaceAfter=No|B=2", "SpaceAfter", "No" },
	{ "SpaceAfterwards=No", "SpaceAfter", "" },
	{ "_", "SpaceAfter", "" },
	{ "", "A", "" },
};

Test(conllu, finds_the_value_of_a_key)
{
	for (size_t i = 0; i < sizeof features / sizeof *features; i++)
		cr_expect(str_is(conllu_feature(str_of(features[i].column), features[i].key), features[i].value),
		          "%s", features[i].column);
}
