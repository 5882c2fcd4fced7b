/* Modules that have an answer of their own: phrases, lexicon, credits, language, kinds, source. */
#include <criterion/criterion.h>

#include "common/arena.h"
#include "common/buf.h"

#include "filters/clean/structure/credits.h"
#include "filters/clean/kinds.h"
#include "filters/clean/language.h"
#include "filters/clean/repairs/lexicon.h"
#include "filters/clean/repairs/phrases.h"
#include "filters/clean/repairs/signs.h"
#include "filters/clean/encodings/source.h"

#include "data.h"

static struct arena arena;

Test(lexicon, finds_every_line_and_nothing_else)
{
	struct str file = str_of("a\t1\nab\t2\nb\nzebra\t4\n"), value;

	cr_expect(lexicon_find(file, str_of("a"), &value) && str_is(value, "1"));
	cr_expect(lexicon_find(file, str_of("ab"), &value) && str_is(value, "2"));
	cr_expect(lexicon_find(file, str_of("b"), &value) && value.len == 0);
	cr_expect(lexicon_find(file, str_of("zebra"), &value) && str_is(value, "4"));
	cr_expect_not(lexicon_find(file, str_of("abc"), NULL));
	cr_expect_not(lexicon_find(file, str_of(""), NULL));
	cr_expect_not(lexicon_find(str_of(""), str_of("a"), NULL));
}

static const struct {
	const char *why, *text, *found; /* found: `phrase@begin` of each, joined by a blank */
} phrases[] = {
	{ "a phrase", "the hands agreement was signed", "hands agreement@4" },
	{ "any case", "The Hands Agreement", "hands agreement@4" },
	{ "with capitals: exactly", "a Related Press report, a related press", "Related Press@2" },
	{ "not inside words", "the hands agreements; shands agreement", "" },
	{ "beside marks", "“hands agreement”", "hands agreement@3" },
	{ "inside a longer name", "of the State Prime Pastor", "" },
	{ "a longer one that begins with it", "the hands agreement votes", "hands agreement votes@4" },
	{ "a longer one that begins inside it", "hands agreement was an agreement once", "agreement was an agreement@6" },
	{ "short, at the end", "and then ill oil", "ill oil@9" },
	{ "none", "nothing to see", "" },
};

Test(phrases, are_found)
{
	struct str list = str_of("# a comment\nhands agreement\tarms deal\nRelated Press\tAssociated Press\n"
	                         "prime pastor\tprime minister\tcertain\nhands agreement votes\nagreement was an agreement\n"
	                         "ill oil\tcrude\nshort\tx\n");
	const struct phrases *p = phrases_new(&list, 1, &arena);

	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		struct buf found = { 0 };
		struct phrase_match match;

		for (size_t pos = 0; phrases_next(p, str_of(phrases[i].text), &pos, &match);)
			buf_printf(&found, "%s%.*s@%zu", found.len ? " " : "", STR_ARGS(match.phrase->text), match.begin);
		cr_expect(str_is(buf_str(&found), phrases[i].found), "%s: %.*s", phrases[i].why, STR_ARGS(buf_str(&found)));
		buf_free(&found);
	}
}

Test(phrases, may_begin_with_no_letter)
{
	struct str list = str_of("5-star rating\tgood\n"), text = str_of("the hotel\u2019s 5-star rating");
	const struct phrases *p = phrases_new(&list, 1, &arena);
	struct phrase_match match;
	size_t pos = 0;

	cr_expect(phrases_next(p, text, &pos, &match) && match.begin == 14);
}

/* Whatever stands before and behind: the blocks of the filter begin at every place. */
Test(phrases, are_found_wherever_they_stand)
{
	struct str list = test_file("phrases.tsv"), rest = list, line;
	const struct phrases *p = phrases_new(&list, 1, &arena);

	while (str_next_line(&rest, &line)) {
		struct str phrase = str_slice(line, 0, str_find(line, '\t', 0));

		for (int i = 0; i < 100 && !str_starts(line, "#"); i++) {
			char text[128];
			struct phrase_match match;
			size_t pos = 0, begin = (size_t)(i % 10);
			int len = snprintf(text, sizeof text, "%.*s%.*s%.*s", i % 10, "- - - - - -", STR_ARGS(phrase), i / 10,
			                   " - - - - - -");

			cr_expect(phrases_next(p, str_at(text, (size_t)len), &pos, &match) && match.begin == begin &&
			          match.end - match.begin >= phrase.len, "%s", text);
		}
	}
}

static const struct {
	const char *damage;
	uint32_t sign;
} damages[] = {
	{ "\a", SIGN_CONTROL },        { "\x7F", SIGN_CONTROL },      { "&", SIGN_ENTITY },
	{ "``", SIGN_QUOTE },          { "\u201D ", SIGN_QUOTE },     { "--", SIGN_DASH },
	{ "\u2014", SIGN_DASH },       { ",,", SIGN_PUNCT },          { " ,", SIGN_PUNCT },
	{ "'s", SIGN_APOSTROPHE },     { "\u2019s", SIGN_APOSTROPHE }, { "Mr", SIGN_HONORIFIC },
	{ "\u200B", SIGN_INVISIBLE },  { "\u00A0", SIGN_SPACE },      { "\uFB01", SIGN_LIGATURE },
	{ "e\u0301", SIGN_NFC },       { "\u00C3\u00A9", SIGN_MOJIBAKE },
};

Test(signs, are_seen_wherever_they_stand)
{
	static const char plain[] = "ordinary words, and a number: 12 of 144. That is all that is said here";
	struct signs signs;

	signs_init(&signs);
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++)
		for (int before = 0; before < 40; before++)
			for (int after = 0; after < 40; after++) {
				char text[128];
				int len = snprintf(text, sizeof text, "%.*s%s%.*s", before, plain, damages[i].damage, after, plain);

				cr_expect(signs_of(&signs, str_at(text, (size_t)len)) & damages[i].sign, "%s", text);
			}
	for (size_t len = 0; len < sizeof plain; len++)
		cr_expect_eq(signs_of(&signs, str_at(plain, len)), 0, "%.*s", (int)len, plain);
}

Test(credits, glued_to_a_caption)
{
	const struct credits *agencies =
	        credits_new(str_of("# names\nAFP\nGetty Images\nReuters\nBBC\n"), &arena);
	static const struct {
		const char *text, *caption;
	} cases[] = {
		{ "A bridge, May 3, 2021Reuters", "A bridge, May 3, 2021" },
		{ "A bridge in the north.AFP/Getty Images", "A bridge in the north." },
		{ "A bridge in the north (left)AFP", "A bridge in the north (left)" },
		{ "A story told by Reuters", NULL },
		{ "Follow us on @Reuters", NULL },
		{ "https://example.com/Reuters", NULL },
		{ "The new channel is called CNBBC", NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = str_of(cases[i].text);
		size_t want = cases[i].caption ? strlen(cases[i].caption) : text.len;

		cr_expect_eq(credits_glued(agencies, text), want, "%s", cases[i].text);
	}
	cr_expect(credits_is_agency(agencies, str_of("AFP/Getty Images")));
	cr_expect_not(credits_is_agency(agencies, str_of("AFP office")));
}

Test(language, is_told_by_small_words_and_scripts)
{
	const struct languages *languages = languages_new(test_file("languages.tsv"), &arena);
	static const struct {
		const char *tag, *text;
	} cases[] = {
		{ "en", "The mayor said on Monday that the new bridge would be open to the public by the end of the year, and that it had cost less than planned." },
		{ "de", "Der Bürgermeister sagte am Montag, dass die neue Brücke bis zum Ende des Jahres für die Öffentlichkeit offen sein wird und weniger gekostet hat." },
		{ "fr", "Le maire a dit lundi que le nouveau pont serait ouvert au public avant la fin de l'année et qu'il avait coûté moins cher que prévu pour la ville." },
		{ "es", "El alcalde dijo el lunes que el nuevo puente estará abierto al público antes de que termine el año y que ha costado menos de lo que se esperaba." },
		{ "nl", "De burgemeester zei op maandag dat de nieuwe brug voor het einde van het jaar open zal zijn en dat het minder heeft gekost dan was verwacht." },
		{ "sv", "Borgmästaren sade i måndags att den nya bron ska vara öppen för allmänheten före årets slut och att den har kostat mindre än vad som var planerat." },
		{ "ru", "Мэр сказал в понедельник, что новый мост будет открыт для всех до конца года и что он стоил меньше, чем было запланировано, но не для города." },
		{ "ja", "市長は月曜日に、新しい橋は年末までに一般に開放されると述べ、費用は予定よりも少なかったと付け加えました。" },
		{ "el", "Ο δήμαρχος είπε τη Δευτέρα ότι η νέα γέφυρα θα είναι ανοιχτή στο κοινό πριν από το τέλος του έτους." },
		{ "", "Bridge opens Monday" },
		{ "", "1 2 3 4 5 6 7 8 9 10" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str tag = language_detect(languages, str_of(cases[i].text));

		cr_expect(str_is(tag, cases[i].tag), "%s: %.*s", cases[i].text, STR_ARGS(tag));
	}
}

Test(language, is_that_of_the_first_two_kilobytes)
{
	static const char german[] = "Der Bürgermeister sagte am Montag, dass die neue Brücke offen sein wird. ";
	static const char english[] = "The mayor said on Monday that the new bridge would be open to the public. ";
	struct clean *clean = test_clean(KINDS_DEFAULT);
	struct clean_document *document;
	struct buf text = { 0 };

	while (text.len < 2048)
		buf_add_str(&text, str_of(german));
	for (int i = 0; i < 500; i++)
		buf_add_str(&text, str_of(english));
	document = clean_open(clean, buf_str(&text), NULL, true);
	cr_expect(str_is(clean_language(document), "de"));
	clean_close(document);
	buf_free(&text);
	clean_delete(clean);
}

Test(kinds, lists_are_read_and_sets_written)
{
	struct buf out = { 0 };
	kind_set set;

	cr_assert(kinds_parse(str_of("entity,mojibake"), &set));
	kinds_write(set, &out);
	cr_expect(str_is(buf_str(&out), "entity+mojibake"));
	cr_expect(kinds_parse(str_of("none"), &set) && set == 0);
	cr_expect(kinds_parse(str_of("all"), &set) && set == KIND_SET(N_KINDS) - 1);
	cr_expect_not(kinds_parse(str_of("entity,nosuch"), &set));
	buf_free(&out);
}

Test(source, utf16_has_a_run_a_word)
{
	static const char le[] = "\xFF\xFE" "H\0i\0 \0\x3D\xD8\x00\xDE.\0";
	struct source source;
	struct draft draft;

	source_init(&source, str_at(le, sizeof le - 1), NULL);
	cr_assert_eq(source.kind, SOURCE_DECODED);
	cr_expect(str_is(source.text, "Hi \U0001F600."));
	draft = source_draft(&source, 3, source.text.len, &arena);
	cr_expect_eq(draft.raw, 8u);
	cr_assert_eq(draft.n_runs, 2u);
	cr_expect_eq(draft.runs[0].raw_len, 4u);
	cr_expect_eq(draft_raw_end(&draft), sizeof le - 1);
	source_free(&source);
}

Test(source, binary_data_is_no_text)
{
	struct source source;

	source_init(&source, str_of("\x89PNG\r\n\x1A\n and more"), NULL);
	cr_expect_eq(source.kind, SOURCE_BINARY);
	source_free(&source);
	source_init(&source, str_at("a\0b", 3), NULL);
	cr_expect_eq(source.kind, SOURCE_BYTES);
	source_free(&source);
}

/* Bytes of any value, and text of a code page with a colour code here and there. */
Test(source, noise_is_no_text)
{
	struct source source;
	char noise[8192], text[8192];
	uint32_t state = 1;

	for (size_t i = 0; i < sizeof noise; i++) {
		noise[i] = (char)((state = state * 1664525u + 1013904223u) >> 24 | (i % 2 ? 0x80 : 0));
		text[i] = "caf\xE9 \x1B[31m "[i % 11];
	}
	source_init(&source, str_at(noise, sizeof noise), NULL);
	cr_expect_eq(source.kind, SOURCE_BINARY);
	source_free(&source);
	source_init(&source, str_at(text, sizeof text), NULL);
	cr_expect_eq(source.kind, SOURCE_BYTES);
	source_free(&source);
}
