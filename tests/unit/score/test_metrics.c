#include <criterion/criterion.h>

#include "filters/score/metric.h"

static bool score(const struct metric *metric, const char *gold, const char *system, char option,
                  struct buf *report)
{
	struct arena arena = { 0 };
	struct buf problem = { 0 };
	struct metric_input input = { .gold_name = "gold", .system_name = "system", .arena = &arena };
	bool is_good;

	input.gold = str_of(gold);
	input.system = str_of(system);
	if (option)
		input.option[(unsigned char)option] = "";
	is_good = metric->score(&input, report, &problem);
	cr_expect(is_good == (problem.len == 0));
	buf_free(&problem);
	arena_free(&arena);
	return is_good;
}

#define W(id, form, tag) id "\t" form "\t" form "\t" tag "\t" tag "\t_\n"
#define M(id, form) id "\t" form "\t_\t_\t_\t_\n"

/* Counts of words: gold, system, right, and of UPOS right. */
static const struct {
	const char *why, *gold, *system, *words, *upos;
} alignments[] = {
	{ "the same", W("1", "ab", "X") W("2", "c", "Y"), W("1", "ab", "X") W("2", "c", "Y"), "Words\t2\t2\t2\n",
	  "UPOS\t2\t2\t2\n" },
	{ "another tag", W("1", "ab", "X"), W("1", "ab", "Y"), "Words\t1\t1\t1\n", "UPOS\t1\t1\t0\n" },
	{ "cut elsewhere", W("1", "ab", "X") W("2", "c", "X"), W("1", "a", "X") W("2", "bc", "X"),
	  "Words\t2\t2\t0\n", "UPOS\t2\t2\t0\n" },
	{ "one word for a multiword token", M("1-2", "don't") W("1", "do", "X") W("2", "n't", "Y"),
	  W("1", "don't", "X"), "Words\t2\t1\t0\n", "UPOS\t2\t1\t0\n" },
	{ "two words for one, the forms agree", M("1-2", "don't") W("1", "do", "X") W("2", "n't", "Y"),
	  W("1", "do", "X") W("2", "n't", "Z"), "Words\t2\t2\t2\n", "UPOS\t2\t2\t1\n" },
	{ "a part that has another form", M("1-2", "gimme") W("1", "give", "X") W("2", "me", "Y"),
	  M("1-2", "gimme") W("1", "gim", "X") W("2", "me", "Y"), "Words\t2\t2\t1\n", "UPOS\t2\t2\t1\n" },
	{ "forms in another case", M("1-2", "Don't") W("1", "Do", "X") W("2", "n't", "Y"),
	  M("1-2", "Don't") W("1", "do", "X") W("2", "N'T", "Y"), "Words\t2\t2\t2\n", "UPOS\t2\t2\t2\n" },
};

Test(score, conll_aligns_words)
{
	for (size_t i = 0; i < sizeof alignments / sizeof *alignments; i++) {
		struct buf report = { 0 };

		cr_assert(score(&metric_conll, alignments[i].gold, alignments[i].system, 'c', &report), "%s",
		          alignments[i].why);
		cr_expect(memmem(report.at, report.len, alignments[i].words, strlen(alignments[i].words)) &&
		                  memmem(report.at, report.len, alignments[i].upos, strlen(alignments[i].upos)),
		          "%s: %.*s", alignments[i].why, STR_ARGS(buf_str(&report)));
		buf_free(&report);
	}
}

Test(score, conll_refuses_what_cannot_be_compared)
{
	struct buf report = { 0 };

	cr_expect(!score(&metric_conll, W("1", "ab", "X"), W("1", "ac", "X"), 'c', &report), "another text");
	cr_expect(!score(&metric_conll, W("2", "ab", "X"), W("1", "ab", "X"), 'c', &report), "malformed");
	cr_expect(!score(&metric_conll, W("1", "\xC2\xA0", "X"), W("1", "a", "X"), 'c', &report), "white space");
	cr_expect(score(&metric_conll, "", "", 'c', &report), "nothing is the same as nothing");
	buf_free(&report);
}

/* What `all` says: gold, system, right. */
static const struct {
	const char *why, *gold, *system;
	char option;
	const char *all;
} spans[] = {
	{ "equal", "d\t0\t4\tPER\n", "d\t0\t4\tPER\tRita\n", 0, "1       1       1" },
	{ "another end", "d\t0\t4\tPER\n", "d\t0\t5\tPER\n", 0, "1       1       0" },
	{ "another type", "d\t0\t4\tPER\n", "d\t0\t4\tORG\n", 0, "1       1       0" },
	{ "another type that does not count", "d\t0\t4\tPER\n", "d\t0\t4\tORG\n", 'u', "1       1       1" },
	{ "twice counts once", "d\t0\t4\tPER\n", "d\t0\t4\tPER\nd\t0\t4\tPER\n", 0, "1       1       1" },
	{ "BILOU and BIO draw the same", "a B-PER\nb L-PER\n\n", "a B-PER\nb I-PER\n\n", 0, "1       1       1" },
	{ "two that touch", "a B-PER\nb B-PER\n", "a B-PER\nb I-PER\n", 0, "2       1       0" },
	{ "the sentence counts", "a B-PER\n\nb O\n", "a O\n\nb B-PER\n", 0, "1       1       0" },
};

Test(score, spans_are_right_when_all_of_them_is)
{
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		struct buf report = { 0 };
		const char *all;

		cr_assert(score(&metric_spans, spans[i].gold, spans[i].system, spans[i].option, &report));
		buf_add_byte(&report, '\0');
		all = strstr(report.at, "\nall");
		cr_expect(all && strstr(all, spans[i].all), "%s: %s", spans[i].why, report.at);
		buf_free(&report);
	}
}
