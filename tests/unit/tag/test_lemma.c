#include <criterion/criterion.h>

#include "common/buf.h"
#include "filters/tag/hash.h"
#include "filters/tag/tags/lemma.h"

/* A table of a few rules in the way that a trained model has thousands. */
static const struct {
	enum lemma_kind kind;
	const char *tag, *text;
	enum lemma_spelling spelling;
	uint32_t value; /* a case, or an edit: position in edits[] */
} rules[] = {
	{ KIND_CASE, "NNS", "", SPELLING_TITLE, LEMMA_LOWER },
	{ KIND_CASE, "NNPS", "", SPELLING_TITLE, LEMMA_AS_WRITTEN },
	{ KIND_CASE, "NNP", "", SPELLING_TITLE, LEMMA_AS_WRITTEN },
	{ KIND_CASE, "NNP", "", SPELLING_CAPITALS, LEMMA_AS_WRITTEN },
	{ KIND_CASE, "CD", "", SPELLING_GROUPED, LEMMA_UNGROUPED },
	{ KIND_CASE_WORD, "NNP", "paris", SPELLING_CAPITALS, LEMMA_TITLE },
	{ KIND_EDIT_ENDING, "NNS", "", 0, 1 },
	{ KIND_EDIT_ENDING, "NNS", "ies", 0, 2 },
	{ KIND_EDIT_ENDING, "NNPS", "", 0, 1 },
	{ KIND_EDIT_WORD, "VBD", "went", 0, 3 },
	{ KIND_EDIT_WORD, "NNS", "movies", 0, 1 },
	{ KIND_EDIT_WORD, "RB", "n't", 0, 4 },
};
static const char edits[] = "\0\0" "\1\0" "\3\1y" "\4\2go" "\3\3not";
static const uint32_t edit_at[] = { 0, 2, 4, 7, 11 };

static void write_model(struct buf *file)
{
	struct lemma_entry table[32] = { 0 };

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		bool is_edit = rules[i].kind == KIND_EDIT_WORD || rules[i].kind == KIND_EDIT_ENDING;
		uint64_t key = lemma_key(rules[i].kind, hash_str(str_of(rules[i].tag)), str_of(rules[i].text),
		                         rules[i].spelling);
		size_t at = key & 31;

		while (table[at].fingerprint)
			at = (at + 1) & 31;
		table[at] = (struct lemma_entry){ (uint32_t)(key >> 32) | 1,
			                          is_edit ? edit_at[rules[i].value] : rules[i].value };
	}
	bundle_write("tag",
	             (struct bundle_part[]){ { "lem.table", { (char *)table, sizeof table } },
	                                     { "lem.edits", { edits, sizeof edits - 1 } } },
	             2, file);
}

static struct str lemma_with(const struct lemmatizer *lemmatizer, struct lemma_memo *memo, const char *form,
                             const char *tag, struct arena *arena)
{
	struct words words;
	struct str text = str_of(form), lemma;
	const char *upos = "X";
	uint32_t word;
	struct tokens tokens = { .T = 1, .form = &text, .upos = &upos, .xpos = &tag, .lemma = &lemma, .word = &word };

	words_init(&words, &classes_none, arena);
	words_enter(&words, &tokens);
	lemma_tokens(lemmatizer, memo, &words, &tokens, arena);
	return lemma;
}

static const struct {
	const char *why, *form, *tag, *lemma;
} cases[] = {
	{ "the ending of all words of a tag", "talks", "NNS", "talk" },
	{ "a longer ending wins", "cities", "NNS", "city" },
	{ "a word wins over endings", "movies", "NNS", "movie" },
	{ "lower case at the begin of a sentence", "Cities", "NNS", "city" },
	{ "a name keeps its case", "States", "NNPS", "State" },
	{ "an irregular form", "went", "VBD", "go" },
	{ "the same in capitals", "WENT", "VBD", "go" },
	{ "a curly apostrophe is straight", "n\xe2\x80\x99t", "RB", "not" },
	{ "case by tag and spelling", "NATO", "NNP", "NATO" },
	{ "case by word", "PARIS", "NNP", "Paris" },
	{ "nothing known: lower case", "Quickly", "RB", "quickly" },
	{ "letters beyond ASCII", "\xc3\x89toiles", "NNS", "\xc3\xa9toile" },
	{ "cut no more than is there", "s", "NNS", "s" },
	{ "digits without commas", "1,234,567", "CD", "1234567" },
	{ "a comma before fewer digits stays", "7,50", "CD", "7,50" },
	{ "a comma in a name stays", "1,200", "NNP", "1,200" },
};

Test(lemma, case_and_edit_by_the_most_special_rule)
{
	struct arena arena = { 0 };
	struct buf file = { 0 };
	struct bundle bundle;
	struct lemmatizer lemmatizer;
	struct lemma_memo *memo = lemma_memo_new();

	write_model(&file);
	cr_assert(bundle_open(buf_str(&file), "tag", &bundle) == BUNDLE_OK);
	cr_assert(lemmatizer_open(&bundle, &lemmatizer));
	for (size_t round = 0; round < 2; round++) /* the second answers from the memo */
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			struct str lemma = lemma_with(&lemmatizer, memo, cases[i].form, cases[i].tag, &arena);

			cr_expect(str_is(lemma, cases[i].lemma), "%s: %s/%s gives %.*s", cases[i].why, cases[i].form,
			          cases[i].tag, STR_ARGS(lemma));
		}
	lemma_memo_delete(memo);
	buf_free(&file);
	arena_free(&arena);
}

Test(lemma, without_a_model_it_is_empty)
{
	struct arena arena = { 0 };
	struct buf file = { 0 };
	struct bundle bundle;
	struct lemmatizer lemmatizer;
	struct lemma_memo *memo = lemma_memo_new();

	bundle_write("tag", NULL, 0, &file);
	cr_assert(bundle_open(buf_str(&file), "tag", &bundle) == BUNDLE_OK);
	cr_assert(lemmatizer_open(&bundle, &lemmatizer));
	cr_expect(lemma_with(&lemmatizer, memo, "talks", "NNS", &arena).len == 0);
	lemma_memo_delete(memo);
	buf_free(&file);
	arena_free(&arena);
}

/* Any bytes in the two sections: opened or refused, and then no lemma reads outside of them. */
Test(lemma, damaged_sections_do_no_harm)
{
	struct arena arena = { 0 };
	uint64_t state = 12345;

	for (size_t round = 0; round < 1000; round++) {
		struct buf file = { 0 }, damaged = { 0 };
		struct bundle bundle;
		struct lemmatizer lemmatizer;
		struct lemma_memo *memo = lemma_memo_new();
		struct str table, letters;

		write_model(&file);
		cr_assert(bundle_open(buf_str(&file), "tag", &bundle) == BUNDLE_OK);
		table = bundle_section(&bundle, "lem.table");
		letters = bundle_section(&bundle, "lem.edits");
		for (size_t flips = 0; flips < 8; flips++) {
			struct str part = flips % 2 ? table : letters;

			state = state * 6364136223846793005u + 1442695040888963407u;
			((char *)part.at)[(state >> 33) % part.len] ^= (char)(1u << (state >> 60 & 7));
		}
		bundle_write("tag",
		             (struct bundle_part[]){ { "lem.table", table },
		                                     { "lem.edits", str_slice(letters, 0, state >> 40 & 15) } },
		             2, &damaged);
		cr_assert(bundle_open(buf_str(&damaged), "tag", &bundle) == BUNDLE_OK);
		for (size_t i = 0; lemmatizer_open(&bundle, &lemmatizer) && i < sizeof cases / sizeof *cases; i++)
			lemma_with(&lemmatizer, memo, cases[i].form, cases[i].tag, &arena);
		lemma_memo_delete(memo);
		buf_free(&file);
		buf_free(&damaged);
		arena_reset(&arena);
	}
	arena_free(&arena);
}
