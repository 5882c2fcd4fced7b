#include <criterion/criterion.h>

#include "common/buf.h"
#include "filters/tag/words/gap_features.h"
#include "filters/tag/words/runs.h"
#include "filters/tag/words/tokenize.h"

/* A judge without a model: parts every gap that it is asked about. */
static enum gap_label part_all(void *context, size_t at, const uint32_t *keys, size_t n_keys)
{
	size_t *asked = context;

	(void)at;
	cr_assert(n_keys > 0 && n_keys <= GAP_FEATURES && keys[0] != 0);
	++*asked;
	return GAP_PARTS_TOKENS;
}

static const struct {
	const char *why, *sentence, *runs; /* joined by | */
	size_t n_asked;
} cases[] = {
	{ "plain words need no judge", "all plain words", "all|plain|words", 0 },
	{ "a mark is a run of its own", "said: yes, no.", "said|:|yes|,|no|.", 3 },
	{ "dots in a row are one run", "well... yes", "well|...|yes", 1 },
	{ "brackets are not", "((x", "(|(|x", 2 },
	{ "digits and letters", "4pm", "4|pm", 1 },
	{ "the n of n't", "don't", "do|n|'|t", 3 },
	{ "the same with a curly mark", "don\xE2\x80\x99t", "do|n|\xE2\x80\x99|t", 3 },
	{ "no n't", "rock'n'roll", "rock|'|n|'|roll", 4 },
	{ "accents stay with their word", "caf\xC3\xA9 na\xC3\xAFve", "caf\xC3\xA9|na\xC3\xAFve", 0 },
	{ "an emoji is a run", "ok\xF0\x9F\x98\x80\xF0\x9F\x98\x80", "ok|\xF0\x9F\x98\x80|\xF0\x9F\x98\x80", 2 },
	{ "a flag is one", "\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7", "\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7", 0 },
	{ "what a joiner joins is one", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB!",
	  "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB|!", 1 },
	{ "no-break space is white space", "a\xC2\xA0" "b", "a|b", 0 },
	{ "listed words open", "cannot", "can|not", 1 },
	{ "in capitals too", "CANNOT", "CAN|NOT", 1 },
};

Test(tokenize, asks_about_gaps_between_runs_only)
{
	struct gap_word words[] = { { run_hash(str_of("cannot")), 3 } };
	struct tokenizer tokenizer = { .words = words, .n_words = 1 };
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str sentence = str_of(cases[i].sentence);
		unsigned char labels[64];
		struct buf joined = { 0 };
		size_t n_asked = 0;

		tokenize_label(&tokenizer, sentence, part_all, &n_asked, &arena, labels);
		for (size_t at = 0; at < sentence.len; at++) {
			if (labels[at] != GAP_JOINS && at > 0)
				buf_add_byte(&joined, '|');
			if (sentence.at[at] != ' ' && !str_starts(str_slice(sentence, at, sentence.len), "\xC2\xA0") &&
			    sentence.at[at] != '\xA0')
				buf_add_byte(&joined, sentence.at[at]);
		}
		cr_expect(str_is(buf_str(&joined), cases[i].runs), "%s: %.*s", cases[i].why,
		          STR_ARGS(buf_str(&joined)));
		cr_expect(n_asked == cases[i].n_asked, "%s: asked %zu times", cases[i].why, n_asked);
		buf_free(&joined);
	}
	arena_free(&arena);
}

/* A tokenizer whose classifier knows nothing: every gap joins. */
static void open_empty(struct buf *section, struct tokenizer *tokenizer)
{
	struct linear_options options = { .n_outcomes = GAP_LABELS, .epochs = 1, .min_count = 1, .rate = 0.1 };
	struct linear_trainer *trainer = linear_trainer_new();

	linear_train(trainer, &options, section);
	cr_assert(linear_open(buf_str(section), &tokenizer->weights));
	linear_trainer_delete(trainer);
}

Test(tokenize, cuts_what_is_longer_than_a_token_may_be)
{
	struct tokenizer tokenizer = { 0 };
	struct arena arena = { 0 };
	struct buf section = { 0 }, text = { 0 };
	struct tokens tokens = { 0 };
	size_t at = 0;

	open_empty(&section, &tokenizer);
	for (size_t i = 0; i < 10000; i++)
		buf_add(&text, i % 3 ? "x" : "\xC3\xA9", i % 3 ? 1 : 2);
	tokenize(&tokenizer, buf_str(&text), &arena, &tokens);
	cr_assert(tokens.T > 2);
	for (size_t t = 0; t < tokens.T; t++) {
		cr_expect(tokens.begin[t] == at && tokens.form[t].len == tokens.end[t] - tokens.begin[t]);
		cr_expect(tokens.form[t].len <= TOKEN_MAX_BYTES);
		cr_expect((tokens.form[t].at[0] & 0xC0) != 0x80, "a character is cut");
		at = tokens.end[t];
	}
	cr_expect(at == text.len);
	buf_free(&text);
	buf_free(&section);
	arena_free(&arena);
}

Test(tokenize, leaves_out_white_space_only)
{
	struct tokenizer tokenizer = { 0 };
	struct arena arena = { 0 };
	struct buf section = { 0 };
	struct tokens tokens = { 0 };

	open_empty(&section, &tokenizer);
	tokenize(&tokenizer, str_of("  one\ttwo \n"), &arena, &tokens);
	cr_assert(tokens.T == 2);
	cr_expect(str_is(tokens.form[0], "one") && tokens.begin[0] == 2 && tokens.end[0] == 5);
	cr_expect(str_is(tokens.form[1], "two") && tokens.mwt_first[1] == 0);
	tokenize(&tokenizer, str_of(" \n"), &arena, &tokens);
	cr_expect(tokens.T == 0);
	tokenize(&tokenizer, str_of(""), &arena, &tokens);
	cr_expect(tokens.T == 0);
	buf_free(&section);
	arena_free(&arena);
}
