/* The text that comes out of whole rounds, kind by kind. Samples are our own. */
#include <criterion/criterion.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/row.h"

#include "data.h"

/* The texts of all paragraphs, joined by `¶`. */
static const char *cleaned(const struct clean *clean, const char *raw)
{
	static struct buf out;
	struct clean_document *document = clean_open(clean, str_of(raw), NULL, true);
	struct clean_paragraph paragraph;

	buf_clear(&out);
	while (clean_next(document, &paragraph)) {
		if (out.len)
			buf_add_str(&out, str_of("\u00B6"));
		buf_add_str(&out, paragraph.draft.text);
	}
	buf_add_byte(&out, '\0');
	clean_close(document);
	return out.at;
}

struct sample {
	const char *why, *raw, *want;
};

static void check(const struct sample *samples, size_t n)
{
	struct clean *clean = test_clean(KINDS_DEFAULT);

	for (size_t i = 0; i < n; i++) {
		const char *got = cleaned(clean, samples[i].raw);

		cr_expect_str_eq(got, samples[i].want, "%s: got \"%s\"", samples[i].why, got);
	}
	clean_delete(clean);
}
#define CHECK(samples) check(samples, sizeof(samples) / sizeof *(samples))

Test(repairs, characters)
{
	static const struct sample samples[] = {
		{ "Latin-1 bytes", "Caf\xE9 M\xFCller", "Café Müller" },
		{ "Windows-1252 marks", "he said \x93yes\x94 \x96 twice", "he said “yes” – twice" },
		{ "bad bytes beside good UTF-8", "caf\xC3\xA9 and caf\xE9", "café and café" },
		{ "controls", "a\x07" "b\x7F" "c", "abc" },
		{ "terminal colours", "a \x1B[31mred\x1B[0m word", "a red word" },
		{ "C1 numbers are Windows-1252", "\xC2\x93so\xC2\x94", "“so”" },
		{ "zero-width, soft hyphen, bidi", "pa\xC2\xADper\xE2\x80\x8B wo\xE2\x80\xAArd", "paper word" },
		{ "BOM", "\xEF\xBB\xBF" "Begin here.", "Begin here." },
		{ "joiners of emoji stay", "ok \U0001F468\u200D\U0001F469 ok", "ok \U0001F468\u200D\U0001F469 ok" },
		{ "joiners of Persian stay", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645" },
		{ "exotic spaces", "5\u00A0km\u2009and\u202F6\u00A0 km", "5 km and 6 km" },
		{ "doubled blanks beside exotic ones", "one  two\u00A0three.  Four", "one two three.  Four" },
		{ "doubled blanks inside a sentence", "one\u00A0two (2)  three .  . four", "one two (2) three . . four" },
		{ "doubled blanks beside a soft hyphen stay", "one  two pa\u00ADper", "one  two paper" },
		{ "doubled blanks alone stay", "one  two three", "one  two three" },
		{ "ligatures", "\uFB01re o\uFB03ce", "fire office" },
		{ "NFC", "Cafe\u0301 and A\u030A", "Café and Å" },
	};
	CHECK(samples);
}

#define AMP_16 "amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;"

Test(repairs, entities)
{
	static const struct sample samples[] = {
		{ "named", "Marks &amp; Spencer&rsquo;s", "Marks & Spencer’s" },
		{ "numeric", "it&#8217;s &#x201C;so&#x201D;", "it’s “so”" },
		{ "numeric of Windows-1252", "&#147;so&#148;", "“so”" },
		{ "doubly escaped", "it&amp;rsquo;s &amp;amp;amp; more", "it’s & more" },
		{ "escaped eighty times", "A &" AMP_16 AMP_16 AMP_16 AMP_16 AMP_16 " B", "A & B" },
		{ "without a semicolon it is text", "AT&T and a&lt b", "AT&T and a&lt b" },
		{ "beside mark-up it may be meant", "write <b>&amp;</b>", "write <b>&amp;</b>" },
		{ "an arrow is no mark-up", "I <3 this &amp; that", "I <3 this & that" },
		{ "a control character is none", "ab&#11;cd&#x7;ef", "abcdef" },
		{ "no such name", "&nosuchname; &;", "&nosuchname; &;" },
		{ "a misread mark in entities", "it&acirc;&euro;&trade;s", "it’s" },
	};
	CHECK(samples);
}

Test(repairs, escapes)
{
	static const struct sample samples[] = {
		{ "of JSON", "the town\\u2019s \\u201Cend\\u201D \\ud83d\\ude00", "the town’s “end” \U0001F600" },
		{ "bytes", "the caf\\xc3\\xa9\\xe2\\x80\\x99s end", "the café’s end" },
		{ "line ends", "It left.\\nNobody came.\\r\\n\\r\\n\\u201CNo,\\u201D he said.", "It left. Nobody came. “No,” he said." },
		{ "quotes", "He said \\\"no\\\", and it\\'s late.", "He said \"no\", and it's late." },
		{ "slashes", "and\\/or https:\\/\\/a.example\\/b", "and/or https://a.example/b" },
		{ "paths, formulas, expressions", "C:\\new\\Table, \\alpha, \\u0041, \\x41, a\\b, \\d+\\.\\w, \\", "C:\\new\\Table, \\alpha, \\u0041, \\x41, a\\b, \\d+\\.\\w, \\" },
		{ "accents of TeX", "Schr\\\"odinger, \\\"Uber, caf\\'e and it\\'s", "Schr\\\"odinger, \\\"Uber, caf\\'e and it's" },
		{ "quotes beside other backslashes", "\\alpha \\\"no\\\"", "\\alpha \\\"no\\\"" },
		{ "halves of characters", "\\ud83d \\ude00 \\xc3 \\xe2\\x80", "\\ud83d \\ude00 \\xc3 \\xe2\\x80" },
	};
	CHECK(samples);
}

Test(repairs, mojibake)
{
	static const struct sample samples[] = {
		{ "apostrophe", "the cityâ€™s mayor", "the city’s mayor" },
		{ "quotes, the closing byte kept as C1", "â€œyesâ€\xC2\x9D", "“yes”" },
		{ "accents", "El NiÃ±o in SÃ£o Paulo", "El Niño in São Paulo" },
		{ "two layers", "cafÃƒÂ© au lait", "café au lait" },
		{ "pounds", "it cost Â£5 and â‚¬6", "it cost £5 and €6" },
		{ "Mac Roman", "the Cityâ€™s caf√© isn‚Äôt open", "the City’s café isn’t open" },
		{ "code page 1251", "theyвЂ™re here", "they’re here" },
		{ "code page 437", "itΓÇÖs late", "it’s late" },
		{ "a byte that is lost", "donâ€\uFFFDt and oneâ€\uFFFDtwo", "don’t and one\uFFFDtwo" },
		{ "a byte that left nothing behind", "itâ€s â€theirsâ€ now", "it’s “theirs” now" },
		{ "surrogates, each on its own", "so \u00ED\u00A0\u00BD\u00ED\u00B8\xC2\x8D", "so \U0001F60D" },
		{ "Russian", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет" },
		{ "shouted words are sound", "IRMÃ” MARQUÉ… CAFÉ’s", "IRMÃ” MARQUÉ… CAFÉ’s" },
		{ "a name before a mark is sound", "Charlotte Brontë…”", "Charlotte Brontë…”" },
		{ "sums are sound", "4288×… and 5×£35", "4288×… and 5×£35" },
		{ "other scripts are sound", "Москва и Київ, Αθήνα, 北京市, \u0627\u0644\u0639\u0631\u0628", "Москва и Київ, Αθήνα, 北京市, \u0627\u0644\u0639\u0631\u0628" },
	};
	CHECK(samples);
}

Test(repairs, typography)
{
	static const struct sample samples[] = {
		{ "a reversed quote", "The council has” fully agreed” to it.", "The council has “fully agreed” to it." },
		{ "behind a comma and a sentence", "He said,” we agree.” Later.” They agree.”", "He said, “we agree.” Later. “They agree.”" },
		{ "a mark between blanks", "he wants only ” good work” from them", "he wants only “good work” from them" },
		{ "a quotation that goes on", "and so it ended” he said, and went.", "and so it ended” he said, and went." },
		{ "sound quotes", "a “first” and a “second” one", "a “first” and a “second” one" },
		{ "inches", "a 5” pipe and a 7” pipe", "a 5” pipe and a 7” pipe" },
		{ "Swedish quotes", "han sade ”hej” till ”oss”", "han sade ”hej” till ”oss”" },
		{ "LaTeX quotes", "they call it ``the end'' here", "they call it “the end” here" },
		{ "commas as quotes", "they call it ,,the end'' or ,,the last“ here", "they call it „the end“ or „the last“ here" },
		{ "a straight mark opened it", "a \"first” and then” second” one", "a \"first” and then “second” one" },
		{ "a one-sided dash", "for peace— he said", "for peace — he said" },
		{ "the other side", "for peace —he said", "for peace — he said" },
		{ "one-sided beside close ones", "so— it seems—now —and then", "so—it seems—now—and then" },
		{ "beside close ones and others", "so— it—was — here", "so — it—was — here" },
		{ "a doubled dash", "for peace——he said", "for peace — he said" },
		{ "sound dashes", "so—it—was — here", "so—it—was — here" },
		{ "hyphens in plain text stay", "so it was -- here", "so it was -- here" },
		{ "dashes set as brackets stay", "the old camp —which had a well— and the river", "the old camp —which had a well— and the river" },
		{ "a lone one of two does not", "the camp —which had a well — and a river", "the camp — which had a well — and a river" },
		{ "a name behind a quotation stays", "“One for all.” —Dumas, the novelist", "“One for all.” —Dumas, the novelist" },
		{ "who wrote a message", "#harbour —Ann Lee (@annlee)", "#harbour — Ann Lee (@annlee)" },
		{ "hyphens in typographic text", "the town’s plan -- a good one", "the town’s plan — a good one" },
	};
	CHECK(samples);
}

Test(repairs, punctuation)
{
	static const struct sample samples[] = {
		{ "a blank on the wrong side of a comma", "one ,two", "one, two" },
		{ "a doubled comma", "one,, two", "one, two" },
		{ "a blank too many", "The town , with its harbour, is old.", "The town, with its harbour, is old." },
		{ "tokens are left apart", "The town , with its harbour , is old .", "The town , with its harbour , is old ." },
		{ "no blank behind a full stop", "The war ended.The town was free.", "The war ended. The town was free." },
		{ "behind a question, and before a pronoun", "Is it late?I think so.", "Is it late? I think so." },
		{ "behind a comma", "Right now,people are here", "Right now, people are here" },
		{ "behind a closing mark", "He said “it is over.”The town was free.", "He said “it is over.” The town was free." },
		{ "before an opening mark", "He told them,“it is over.”", "He told them, “it is over.”" },
		{ "a name that stands elsewhere", "The mayor met Renard.Renard spoke, he said.However Renard left. So it ended.Renard came.",
		  "The mayor met Renard.Renard spoke, he said. However Renard left. So it ended. Renard came." },
		{ "a name that does not", "So it ended.Renard came.", "So it ended.Renard came." },
		{ "hosts, files, code", "see example.Com, notes.Pdf, read.Me.First, http://a.b/c.The and me@house.The end", "see example.Com, notes.Pdf, read.Me.First, http://a.b/c.The and me@house.The end" },
		{ "initials and numbers", "the U.S.The no.One v2.The p.Line", "the U.S.The no. One v2.The p.Line" },
		{ "a list of tags", "#news,sport and news,#sport", "#news,sport and news,#sport" },
		{ "a sentence behind a name, a year, a bracket", "Then came Renard.He left in 2019.The rest (all three).But no one knew.",
		  "Then came Renard. He left in 2019. The rest (all three). But no one knew." },
		{ "countries of the Internet", "at Renard.In or Renard.It and Renard.De", "at Renard.In or Renard.It and Renard.De" },
		{ "no sentence", "sold as Renard.Net and Renard.Media, v.2019.The", "sold as Renard.Net and Renard.Media, v.2019.The" },
		{ "a clause behind a name or a semicolon", "It was Renard,who left; the door shut;nobody spoke.",
		  "It was Renard, who left; the door shut; nobody spoke." },
		{ "an agency in brackets", "(CNN)Following the vote, nobody left. OSTHAVEN (CNN Business)“No,” he said.",
		  "(CNN) Following the vote, nobody left. OSTHAVEN (CNN Business) “No,” he said." },
		{ "an agency before a straight mark", "(Reuters)\"No,\" he said (\"Yes\")\".", "(Reuters) \"No,\" he said (\"Yes\")\"." },
		{ "words in brackets", "Few came (as they had said)Nobody stayed.", "Few came (as they had said) Nobody stayed." },
		{ "half a word in brackets", "an (Un)Happy town, Free(dom)Town and f(x)Map", "an (Un)Happy town, Free(dom)Town and f(x)Map" },
		{ "apostrophes that became question marks", "The town?s mayor said they don?t and we?ll see.", "The town’s mayor said they don’t and we’ll see." },
		{ "as straight as others", "It\xEF\xBF\xBDs the boat's end", "It's the boat's end" },
		{ "an initial set large", "T he town was free.", "The town was free." },
		{ "words of one letter", "I n short, no", "In short, no" },
		{ "letters that are words", "A way out, E coli, U turn", "A way out, E coli, U turn" },
		{ "question marks and lost letters", "Is it?so it is, see /port?s=1, caf?s and r\xEF\xBF\xBDsum\xEF\xBF\xBDs", "Is it?so it is, see /port?s=1, caf?s and r\xEF\xBF\xBDsum\xEF\xBF\xBDs" },
	};
	CHECK(samples);
}

/* What --list-repairs promises of the kinds that a paragraph shows. */
Test(repairs, examples_are_what_happens)
{
	const kind_set others = KIND_SET(KIND_TAG) | KIND_SET(KIND_MARKUP) | KIND_SET(KIND_CREDIT) | KIND_SET(KIND_PHRASE) |
	                        KIND_SET(KIND_CLASH) | KIND_SET(KIND_SPUN) | KIND_SET(KIND_QUOTES);
	struct clean *clean = test_clean(KINDS_DEFAULT);

	for (enum kind kind = 0; kind < N_KINDS; kind++) {
		char raw[128] = { 0 };
		const char *got;

		row_unescape_bytes(str_of(kind_table[kind].before), raw);
		got = cleaned(clean, raw);
		if (!(others & KIND_SET(kind)))
			cr_expect_str_eq(got, kind_table[kind].after, "%s: %s", kind_table[kind].name, got);
	}
	clean_delete(clean);
}

Test(repairs, names_turned_round)
{
	static const struct sample samples[] = {
		{ "a suffix left over", "the Korea’s Southn army", "the South Korean army" },
		{ "a second possessive", "Zealand’s New’s sheep", "New Zealand’s sheep" },
		{ "the bare form proves nothing", "he lives in Korea’s South", "he lives in Korea’s South" },
		{ "proven by a certain one", "Korea’s Southn troops left Korea’s South", "South Korean troops left South Korea" },
		{ "names that meet", "South Korea’s North Jeolla and Africa’s South Sudan", "South Korea’s North Jeolla and Africa’s South Sudan" },
		{ "beside a proven one, a longer name is whole", "Korea’s Northn troops met South Korea’s North Jeolla team", "North Korean troops met South Korea’s North Jeolla team" },
		{ "three times, and never whole", "Korea’s South, then Korea’s South and Korea’s South", "South Korea, then South Korea and South Korea" },
		{ "three times, but whole as well", "Korea’s South, then Korea’s South, Korea’s South and South Korea", "Korea’s South, then Korea’s South, Korea’s South and South Korea" },
		{ "a word is no suffix", "York’s Newer parts", "York’s Newer parts" },
		{ "by an abbreviation in the title", "Envoy visits N Korea\n\nHe flew to Korea’s North.", "Envoy visits N Korea¶He flew to North Korea." },
	};
	CHECK(samples);
}

Test(repairs, lines)
{
	static const struct sample samples[] = {
		{ "blank lines part paragraphs", "One.\n\nTwo.\r\n\r\n\r\nThree.\rFour.", "One.¶Two.¶Three.¶Four." },
		{ "a broken word", "the govern-\nment fell", "the government fell" },
		{ "broken in mid-line", "the govern- ment fell, the im- portant one", "the government fell, the important one" },
		{ "not broken", "a part- time job, pre- and post-war, on- off, e- mail", "a part- time job, pre- and post-war, on- off, e- mail" },
		{ "broken at a soft hyphen", "the govern\u00AD\nment fell", "the government fell" },
		{ "a hyphen that is meant", "a part-\ntime job", "a part-time job" },
		{ "wrapped text", "The committee met on Tuesday morning to talk about the new harbour\nand its cost, which had doubled since the plan was first shown to the\npublic. Nobody was surprised.",
		  "The committee met on Tuesday morning to talk about the new harbour and its cost, which had doubled since the plan was first shown to the public. Nobody was surprised." },
		{ "paragraphs by their indents", "   The committee met on Tuesday morning to talk about the new\nharbour and its cost, which had doubled since the plan was first\nshown. Nobody was surprised by what the mayor of the town had said.\n   The vote is due in May.",
		  "The committee met on Tuesday morning to talk about the new harbour and its cost, which had doubled since the plan was first shown. Nobody was surprised by what the mayor of the town had said.¶The vote is due in May." },
		{ "quoted mail", "> The committee met on Tuesday morning to talk about the new har-\n> bour and its cost, which had doubled since the plan was first\n> shown.\n>\n> Nobody was surprised.\nI was.",
		  "> The committee met on Tuesday morning to talk about the new harbour and its cost, which had doubled since the plan was first shown.¶> Nobody was surprised.¶I was." },
		{ "a mark of quoted mail alone is no paragraph", "One.\n>\n> >\nTwo.\n\n&gt;", "One.¶Two." },
		{ "headings above wrapped text", "HARBOUR VOTE\nBy ANN LEE\nOSTHAVEN (AP) -- The committee met on Tuesday morning to talk about\nthe new harbour and its cost.\n   Nobody was surprised by what it had to say about its plans, or\nby the vote.",
		  "HARBOUR VOTE¶By ANN LEE¶OSTHAVEN (AP) -- The committee met on Tuesday morning to talk about the new harbour and its cost.¶Nobody was surprised by what it had to say about its plans, or by the vote." },
		{ "a list below wrapped text", "The committee met on Tuesday morning to talk about the new harbour and\nits cost, and agreed on:\n- a plan\n- a date.\n1. No more",
		  "The committee met on Tuesday morning to talk about the new harbour and its cost, and agreed on:¶- a plan¶- a date.¶1. No more" },
		{ "items that hang", "- The committee met on Tuesday morning to talk about the new harbour\n  and its cost, which had doubled since the plan was first shown.\n- It will meet again.",
		  "- The committee met on Tuesday morning to talk about the new harbour and its cost, which had doubled since the plan was first shown.¶- It will meet again." },
		{ "wrapped by hand", "The committee met on Tuesday morning to\ntalk about the new harbour and its cost, which had\ndoubled since the plan was first shown to the public in\nMay, and no one knew why.",
		  "The committee met on Tuesday morning to talk about the new harbour and its cost, which had doubled since the plan was first shown to the public in May, and no one knew why." },
		{ "verses", "The town was old,\nand older was the sea\nthat took the boats\nand brought them back to me.", "The town was old,¶and older was the sea¶that took the boats¶and brought them back to me." },
		{ "a paragraph a line", "The committee met on Tuesday.\nIt agreed on a plan.\nNobody was surprised.", "The committee met on Tuesday.¶It agreed on a plan.¶Nobody was surprised." },
		{ "a glued credit", "The minister opens the bridge, May 3, 2021Reuters", "The minister opens the bridge, May 3, 2021¶Reuters" },
		{ "a credit with its blank", "This was first told by Reuters", "This was first told by Reuters" },
	};
	CHECK(samples);
}
