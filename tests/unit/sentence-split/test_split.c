#include <criterion/criterion.h>
#include <stdlib.h>

#include "filters/sentence-split/split.h"

/* A splitter that learned from these: `|` marks an end. */
static const char *const lessons[] = {
	"We came late.| They had left.| Nobody knew why.",
	"Mr. Brown paid.| Mrs. Green did not.| She was angry.",
	"\"Is it far?\"| The guide smiled.| \"Not at all.\"| We walked on.",
	"It cost 3.50 in May.| It costs 4.20 now!| Who pays that?| I do.",
	"Our dog, Mr. Pickles, is ill.| The vet came at 5 p.m. today.",
};

static const struct vocabulary_word no_words[2]; /* two empty slots */

struct fixture {
	struct splitter splitter;
	struct buf weights;
};

static void learn(struct linear_trainer *trainer, const struct splitter *splitter, const char *lesson)
{
	char text[256];
	bool ends[256] = { false };
	size_t n = 0;
	struct gap_text described;
	struct gap_cursor cursor;
	struct gap gap;

	for (const char *c = lesson; *c; c++) {
		if (*c == '|')
			ends[n] = true;
		else
			text[n++] = *c;
	}
	described = (struct gap_text){ str_at(text, n), &splitter->abbreviations, &splitter->vocabulary };
	cursor = gap_begin(&described);
	while (gap_next(&cursor, &gap)) {
		uint32_t keys[GAP_FEATURES];
		struct gap_view view;

		gap_look(&cursor, gap, &view);
		linear_observe(trainer, keys, gap_features(&view, keys), ends[gap.end], 1);
		if (ends[gap.end])
			gap_cut(&cursor, gap);
	}
}

static void set_up(struct fixture *fixture)
{
	struct linear_options options = { .n_outcomes = 2, .epochs = 20, .min_count = 1, .rate = 0.1 };
	struct linear_trainer *trainer = linear_trainer_new();

	memset(fixture, 0, sizeof *fixture);
	cr_assert(vocabulary_open(str_at((const char *)no_words, sizeof no_words), &fixture->splitter.vocabulary));
	cr_assert(abbreviations_read(str_of("mr title\nmrs title\np.m unit\n"),
	                             &fixture->splitter.abbreviations) == 0);
	for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++)
		learn(trainer, &fixture->splitter, lessons[i]);
	linear_train(trainer, &options, &fixture->weights);
	cr_assert(linear_open(buf_str(&fixture->weights), &fixture->splitter.weights));
	linear_trainer_delete(trainer);
}

static void tear_down(struct fixture *fixture)
{
	index_free(&fixture->splitter.abbreviations);
	buf_free(&fixture->weights);
}

static const struct {
	const char *why, *text, *sentences; /* joined by | */
} cases[] = {
	{ "blanks before the first word are no sentence", "\r\r\r\rShe left. “No.”", "She left.|“No.”" },
	{ "a full stop ends it", "We left late. They had gone.", "We left late.|They had gone." },
	{ "a title does not", "Mr. Brown left. Mrs. Green did not.", "Mr. Brown left.|Mrs. Green did not." },
	{ "a closing quote stays with its sentence", "\"Is it late?\" The guide smiled.",
	  "\"Is it late?\"|The guide smiled." },
	{ "white space around is left out", "  We came late.  ", "We came late." },
	{ "one without an end", "no end at all", "no end at all" },
	{ "nothing but blanks", " \n ", "" },
	{ "nothing", "", "" },
};

Test(split, cuts_where_a_sentence_ends)
{
	struct fixture fixture;

	set_up(&fixture);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct split split = split_begin(&fixture.splitter, str_of(cases[i].text), SPLIT_PROSE);
		struct buf joined = { 0 };
		struct str sentence;

		while (split_next(&split, &sentence)) {
			if (joined.len)
				buf_add_byte(&joined, '|');
			buf_add_str(&joined, sentence);
		}
		cr_expect(str_is(buf_str(&joined), cases[i].sentences), "%s: \"%.*s\"", cases[i].why,
		          STR_ARGS(buf_str(&joined)));
		buf_free(&joined);
	}
	tear_down(&fixture);
}

/* Text of random bytes that matter, UTF-8 or broken. */
static size_t random_text(char *text, size_t room, uint64_t *seed)
{
	static const char *const pieces[] = { "a", "B", ". ", ".", "? ", "!", " ", "\n", "\"", "(",  ")",
		                              "7", "Mr", ".\" ", "\xE2\x80\x9D", "\xC3\xA9", "\xE2", "\xFF" };
	size_t n = 0;

	for (;;) {
		const char *piece;

		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		piece = pieces[(*seed >> 33) % (sizeof pieces / sizeof *pieces)];
		if (n + strlen(piece) > room)
			return n;
		memcpy(text + n, piece, strlen(piece));
		n += strlen(piece);
	}
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\n';
}

Test(split, sentences_joined_are_the_text)
{
	struct fixture fixture;
	uint64_t seed = 7;

	set_up(&fixture);
	for (size_t round = 0; round < 500; round++) {
		char text[200];
		struct str all = { text, random_text(text, round % sizeof text, &seed) }, sentence;
		struct split split = split_begin(&fixture.splitter, all, round % 2 ? SPLIT_HEADING : SPLIT_PROSE);
		size_t at = 0;

		while (split_next(&split, &sentence)) {
			size_t begin = (size_t)(sentence.at - text);

			cr_assert(begin >= at && sentence.len && begin + sentence.len <= all.len);
			for (; at < begin; at++)
				cr_assert(is_blank(text[at]), "round %zu: byte %zu is lost", round, at);
			at = begin + sentence.len;
		}
		for (; at < all.len; at++)
			cr_assert(is_blank(text[at]), "round %zu: byte %zu is lost", round, at);
	}
	tear_down(&fixture);
}
