#include <criterion/criterion.h>

#include "common/buf.h"
#include "filters/tag/tags/features.h"
#include "filters/tag/tags/tagger.h"

/*
 * A model of two tags that knows one thing of the context: a word behind "to" is a verb. Of words it
 * knows that "of" is an adposition, and nothing else. Looking again, it takes "run" behind
 * an adposition for a verb, and "home" where a verb follows somewhere. A word with a digit that
 * ends a sentence is one, too.
 */
enum { NOUN, VERB, ADP, NN, VB, IN };
static const char labels[] = "NOUN\0VERB\0ADP\0NN\0VB\0IN";
static const uint8_t pairs[] = { NOUN, NN, VERB, VB, ADP, IN };
static const char sets[] = "\2\0\1" "\1\2"; /* of unknown words: noun or verb; of "of": the third pair */
static const char rows[] = { 2, VERB, 50, VB, 50, (char)TAGGER_DENSE, 10, 0, 0, 0, 0, 0, 0, 0 };

struct sections {
	char labels[sizeof(struct tagger_head) + sizeof pairs + sizeof labels];
	struct tagger_slot slots[16];
	uint8_t filter[1];
	char rows[sizeof rows];
	struct tagger_word words[4];
	char sets[sizeof sets - 1];
};

static void put_slot(struct sections *sections, uint64_t key, uint32_t row)
{
	size_t at = tagger_place(key, 15);

	while (sections->slots[at].fingerprint)
		at = (at + 1) & 15;
	sections->slots[at] = (struct tagger_slot){ tagger_fingerprint(key), row };
}

/* What the second look sees of a word. */
static struct feature_word view_of(const char *form, struct arena *arena)
{
	struct word word = words_describe(&classes_none, str_of(form), arena);

	return feature_word_of(&word, tagger_unknown(word.flags));
}

static void put_second_look(struct sections *sections, struct arena *arena)
{
	struct feature_word run = view_of("run", arena), home = view_of("home", arena);
	struct feature_tags behind = { .at = { 0, 3, 1, 0, 0 } }, before = { .verb_after = 2 };
	uint64_t keys[FEATURES_TAGS];

	features_of_tags(&run, &behind, keys);
	put_slot(sections, keys[6], 0); /* the word and the tag to the left */
	features_of_tags(&home, &before, keys);
	put_slot(sections, keys[19], 0); /* the word and the next verb */
}

static void put_place(struct sections *sections, struct arena *arena)
{
	struct feature_word view = view_of("7up", arena);
	const struct feature_word *last[ROLES] = { &view, &view, &view, &feature_outside, &feature_outside };
	uint64_t keys[FEATURES_PLACE];

	features_of_place(&view, features_place(last, 0), keys);
	put_slot(sections, keys[0], 0); /* how it is written, and at which end */
}

static void make_sections(struct sections *sections)
{
	struct tagger_head head = { 3, 3, 3 };
	struct arena arena = { 0 };
	struct word to = words_describe(&classes_none, str_of("to"), &arena);
	struct word of = words_describe(&classes_none, str_of("of"), &arena);
	uint64_t keys[FEATURES_WORD];

	memset(sections, 0, sizeof *sections);
	memcpy(sections->labels, &head, sizeof head);
	memcpy(sections->labels + sizeof head, pairs, sizeof pairs);
	memcpy(sections->labels + sizeof head + sizeof pairs, labels, sizeof labels);
	memcpy(sections->rows, rows, sizeof rows);
	memcpy(sections->sets, sets, sizeof sets - 1);
	sections->filter[0] = 0xff; /* lets everything pass */
	features_of_word(&classes_none, &to, tagger_unknown(to.flags), ROLE_LEFT, keys);
	put_slot(sections, keys[0], 0);
	features_of_word(&classes_none, NULL, 0, ROLE_RIGHT, keys);
	put_slot(sections, keys[0], 5);
	put_second_look(sections, &arena);
	put_place(sections, &arena);
	sections->words[tagger_place(of.hash, 3)] = (struct tagger_word){ tagger_fingerprint(of.hash), 7, 3 };
	arena_free(&arena);
}

static void write_model(const struct sections *s, size_t sets_len, struct buf *file)
{
	bundle_write("tag",
	             (struct bundle_part[]){ { "pos.labels", { s->labels, sizeof s->labels } },
	                                     { "pos.slots", { (char *)s->slots, sizeof s->slots } },
	                                     { "pos.filter", { (char *)s->filter, sizeof s->filter } },
	                                     { "pos.rows", { s->rows, sizeof s->rows } },
	                                     { "pos.tags", { (char *)s->words, sizeof s->words } },
	                                     { "pos.sets", { s->sets, sets_len } } },
	             6, file);
}

/* Tags a sentence, words parted by blanks; the tags are joined by blanks in `out`. */
static void tag(const struct tagger *tagger, struct tagger_memo *memo, const char *text, struct buf *out)
{
	struct arena arena = { 0 };
	struct words words;
	struct str form[200], rest = str_of(text);
	uint32_t word[200];
	const char *upos[200], *xpos[200];
	struct tokens tokens = { .form = form, .word = word, .upos = upos, .xpos = xpos };

	while (rest.len) {
		size_t end = str_find(rest, ' ', 0);

		form[tokens.T++] = str_slice(rest, 0, end);
		rest = str_slice(rest, end + 1, rest.len);
	}
	words_init(&words, &classes_none, &arena);
	words_enter(&words, &tokens);
	tagger_tag(tagger, memo, &words, &tokens);
	buf_clear(out);
	for (size_t t = 0; t < tokens.T; t++)
		buf_printf(out, "%s%s/%s", t ? " " : "", upos[t], xpos[t]);
	arena_free(&arena);
}

static const struct {
	const char *why, *text, *tags;
} cases[] = {
	{ "nothing known: the first pair of unknown words", "run", "NOUN/NN" },
	{ "the word to the left decides", "to run fast", "NOUN/NN VERB/VB NOUN/NN" },
	{ "a word with one pair is what it is", "to of", "NOUN/NN ADP/IN" },
	{ "a capital changes nothing for a known word", "to Of", "NOUN/NN ADP/IN" },
	{ "evidence of the whole window adds up", "to run", "NOUN/NN VERB/VB" },
	{ "the tag to the left, at the second look", "of run", "ADP/IN VERB/VB" },
	{ "the nearest verb, however far", "home of of to run", "VERB/VB ADP/IN ADP/IN NOUN/NN VERB/VB" },
	{ "no verb", "home of of", "NOUN/NN ADP/IN ADP/IN" },
	{ "the last word of the sentence", "of 7up", "ADP/IN VERB/VB" },
	{ "not the last one", "7up of", "NOUN/NN ADP/IN" },
	{ "an empty sentence", "", "" },
};

Test(tagger, weighs_the_window)
{
	struct sections sections;
	struct buf file = { 0 }, out = { 0 };
	struct bundle bundle;
	struct tagger tagger;
	struct tagger_memo *memo = tagger_memo_new();

	make_sections(&sections);
	write_model(&sections, sizeof sections.sets, &file);
	cr_assert(bundle_open(buf_str(&file), "tag", &bundle) == BUNDLE_OK);
	cr_assert(tagger_open(&bundle, &classes_none, &tagger));
	for (size_t round = 0; round < 2; round++) /* the second answers from the memo */
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			tag(&tagger, memo, cases[i].text, &out);
			cr_expect(str_is(buf_str(&out), cases[i].tags), "%s: %.*s", cases[i].why, STR_ARGS(buf_str(&out)));
		}
	tagger_memo_delete(memo);
	buf_free(&file);
	buf_free(&out);
}

/* The tags of a long sentence are those of its words wherever the inner borders of the work lie. */
Test(tagger, long_sentences_have_no_seams)
{
	struct sections sections;
	struct buf file = { 0 }, out = { 0 }, text = { 0 }, wanted = { 0 };
	struct bundle bundle;
	struct tagger tagger;
	struct tagger_memo *memo = tagger_memo_new();

	make_sections(&sections);
	write_model(&sections, sizeof sections.sets, &file);
	cr_assert(bundle_open(buf_str(&file), "tag", &bundle) == BUNDLE_OK);
	cr_assert(tagger_open(&bundle, &classes_none, &tagger));
	for (size_t before = 0; before < 70; before++) {
		buf_clear(&text);
		buf_clear(&wanted);
		for (size_t i = 0; i < before; i++) {
			buf_printf(&text, "w%zu ", i);
			buf_printf(&wanted, "NOUN/NN ");
		}
		buf_printf(&text, "to run of it");
		buf_printf(&wanted, "NOUN/NN VERB/VB ADP/IN NOUN/NN");
		buf_add_byte(&text, '\0');
		tag(&tagger, memo, text.at, &out);
		cr_expect(str_eq(buf_str(&out), buf_str(&wanted)), "%zu words before", before);
	}
	tagger_memo_delete(memo);
	buf_free(&file);
	buf_free(&out);
	buf_free(&text);
	buf_free(&wanted);
}

Test(tagger, without_a_model_tags_are_empty)
{
	struct buf file = { 0 }, out = { 0 };
	struct bundle bundle;
	struct tagger tagger;
	struct tagger_memo *memo = tagger_memo_new();

	bundle_write("tag", NULL, 0, &file);
	cr_assert(bundle_open(buf_str(&file), "tag", &bundle) == BUNDLE_OK);
	cr_assert(tagger_open(&bundle, &classes_none, &tagger));
	tag(&tagger, memo, "to run", &out);
	cr_expect(str_is(buf_str(&out), "/ /"));
	tagger_memo_delete(memo);
	buf_free(&file);
	buf_free(&out);
}

/* Any bytes in the sections: refused, or used without reading outside of them. */
Test(tagger, damaged_sections_do_no_harm)
{
	struct buf out = { 0 };
	uint64_t state = 99;
	size_t n_opened = 0;

	for (size_t round = 0; round < 400; round++) {
		struct sections sections;
		struct buf file = { 0 };
		struct bundle bundle;
		struct tagger tagger;
		struct tagger_memo *memo = tagger_memo_new();

		make_sections(&sections);
		for (size_t flips = 0; flips <= round % 8; flips++) {
			state = state * 6364136223846793005u + 1442695040888963407u;
			((char *)&sections)[(state >> 33) % sizeof sections] ^= (char)(1u << (state >> 61));
		}
		write_model(&sections, sizeof sections.sets - round % 3, &file);
		cr_assert(bundle_open(buf_str(&file), "tag", &bundle) == BUNDLE_OK);
		if (tagger_open(&bundle, &classes_none, &tagger)) {
			n_opened++;
			for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
				tag(&tagger, memo, cases[i].text, &out);
		}
		tagger_memo_delete(memo);
		buf_free(&file);
	}
	cr_expect(n_opened > 50, "%zu of the damaged models could be used", n_opened);
	buf_free(&out);
}

Test(features, are_no_more_than_promised)
{
	struct arena arena = { 0 };
	static const char *const forms[] = { "a", "Paris", "well-known-to-all", "\xe4\xb8\xad\xe5\x9b\xbd", "", "n\xe2\x80\x99t" };
	uint64_t keys[FEATURES_WORD + 1];
	struct classes_path paths[] = { { 0, 0 }, { 0xffffffff, 25 } };
	struct classes classes = { .entries = classes_none.entries, .paths = paths, .n_paths = 2 };

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct word word = words_describe(&classes_none, str_of(forms[i]), &arena);

		word.classes = (struct word_classes){ .brown = 1, .kmeans = { 1, 1, 1, 1 }, .forms = 255 };
		for (size_t role = 0; role < ROLES; role++) {
			keys[FEATURES_WORD] = 42;
			cr_expect(features_of_word(&classes, &word, 1, role, keys) <= FEATURES_WORD, "%s", forms[i]);
			cr_expect(keys[FEATURES_WORD] == 42, "%s", forms[i]);
		}
	}
	arena_free(&arena);
}
