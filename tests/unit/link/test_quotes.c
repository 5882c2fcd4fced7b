#include <criterion/criterion.h>

#include "filters/link/quotes/quotes.h"

static const char table[] = "accuse\tox\nadd\tqtc\nask\tqwr\nbelieve\ttc\nclaim\tqtc\nhope\ttci\npraise\to\nsay\tqtcw\n"
                            "seem\tin\ntell\tqtcr\nvow\tqti\nwarn\tqtc\ncall\top\nwrite\tqtc\n";

/*
 * A document in tagged words: `form/TAG` or `form|lemma/TAG`, sentences parted by `//`, paragraphs by `##`; `form/TAG@` is in a
 * DATE entity.
 * Result: for each part `number kind [cue] <source> {content}`, parted by blanks.
 */
static const struct {
	const char *why, *document, *result;
} cases[] = {
	{ "quotation, source, cue",
	  "“/`` We/PRP won/VBD ,/, ”/'' he/PRP said|say/VBD ./.",
	  "1 direct [said] <he> {“ We won , ”}" },
	{ "cue before its source",
	  "“/`` We/PRP won/VBD ,/, ”/'' said|say/VBD the/DT captain/NN ./.",
	  "1 direct [said] <the captain> {“ We won , ”}" },
	{ "source and cue first",
	  "The/DT captain/NN said|say/VBD :/: “/`` We/PRP won/VBD ./. ”/''",
	  "1 direct [said] <The captain> {“ We won . ”}" },
	{ "two parts in one sentence, a third behind it",
	  "“/`` We/PRP won/VBD ,/, ”/'' he/PRP said|say/VBD ,/, “/`` at/IN last/JJ ./. ”/'' // “/`` It/PRP rained/VBD ./. ”/''",
	  "1 direct [said] <he> {“ We won , ”} 1 direct [said] <he> {“ at last . ”} 1 direct [said] <he> {“ It rained . ”}" },
	{ "an unclosed quotation goes on in the next paragraph",
	  "He/PRP said|say/VBD :/: “/`` We/PRP won/VBD ./. ## “/`` It/PRP rained/VBD ./. ”/''",
	  "1 direct [said] <He> {“ We won} 1 direct [said] <He> {“ It rained . ”}" },
	{ "a quotation does not go on in a paragraph that says something else",
	  "“/`` We/PRP won/VBD ,/, ”/'' he/PRP said|say/VBD ./. ## The/DT “/`` win/NN ”/'' was/VBD close/JJ ./.",
	  "1 direct [said] <he> {“ We won , ”}" },
	{ "straight marks",
	  "\"/`` We/PRP won/VBD ,/, \"/'' he/PRP said|say/VBD ./.",
	  "1 direct [said] <he> {\" We won , \"}" },
	{ "single marks, and an apostrophe that is none",
	  "‘/`` The/DT ships/NNS ’/POS captain/NN won/VBD ,/, ’/'' he/PRP said|say/VBD ./.",
	  "1 direct [said] <he> {‘ The ships ’ captain won , ’}" },
	{ "single marks within double ones",
	  "“/`` He/PRP cried/VBD ‘/`` no/UH ’/'' ,/, ”/'' she/PRP said|say/VBD ./.",
	  "1 direct [said] <she> {“ He cried ‘ no ’ , ”}" },
	{ "a verb that is no cue, but a comma within the marks",
	  "“/`` We/PRP won/VBD ,/, ”/'' the/DT banner/NN read|read/VBD ./.",
	  "1 direct [read] <the banner> {“ We won , ”}" },
	{ "a clause with that",
	  "She/PRP said|say/VBD that/IN they/PRP had/VBD won/VBN ./.",
	  "1 indirect [said] <She> {they had won}" },
	{ "a clause without that",
	  "She/PRP said|say/VBD they/PRP had/VBD won/VBN ./.",
	  "1 indirect [said] <She> {they had won}" },
	{ "mixed speech",
	  "She/PRP said|say/VBD the/DT win/NN was/VBD “/`` a/DT gift/NN ”/'' ./.",
	  "1 mixed [said] <She> {the win was “ a gift ”}" },
	{ "a recipient before the content",
	  "She/PRP told|tell/VBD the/DT paper/NN that/IN they/PRP had/VBD won/VBN ./.",
	  "1 indirect [told] <She> {they had won}" },
	{ "the content first, without marks",
	  "They/PRP had/VBD won/VBN ,/, she/PRP said|say/VBD ./.",
	  "1 indirect [said] <she> {They had won}" },
	{ "put in between",
	  "The/DT wall/NN ,/, an/DT engineer/NN warned|warn/VBD ,/, could/MD fall/VB ./.",
	  "1 indirect [warned] <an engineer> {The wall} 1 indirect [warned] <an engineer> {could fall}" },
	{ "according to, first",
	  "According/VBG to/IN the/DT office/NN ,/, boats/NNS return/VBP ./.",
	  "1 indirect [According to] <the office> {boats return}" },
	{ "according to, last",
	  "Boats/NNS return/VBP ,/, according/VBG to/IN the/DT office/NN ./.",
	  "1 indirect [according to] <the office> {Boats return}" },
	{ "an infinitive",
	  "The/DT builders/NNS vowed|vow/VBD to/TO finish/VB soon/RB ./.",
	  "1 indirect [vowed] <The builders> {to finish soon}" },
	{ "an object",
	  "The/DT mayor/NN praised|praise/VBD the/DT builders/NNS ./.",
	  "1 indirect [praised] <The mayor> {the builders}" },
	{ "a preposition belongs to the cue",
	  "She/PRP called|call/VBD for/IN a/DT break/NN ./.",
	  "1 indirect [called for] <She> {a break}" },
	{ "two cues of one subject",
	  "He/PRP said|say/VBD it/PRP rained/VBD and/CC added|add/VBD that/IN they/PRP won/VBD ./.",
	  "1 indirect [said] <He> {it rained} 2 indirect [added] <He> {they won}" },
	{ "a participle shares the subject",
	  "He/PRP left/VBD early/RB ,/, saying|say/VBG that/IN it/PRP rained/VBD ./.",
	  "1 indirect [saying] <He> {it rained}" },
	{ "nobody is named in a passive",
	  "When/WRB asked|ask/VBN whether/IN it/PRP rained/VBD ,/, he/PRP left/VBD ./.",
	  "1 indirect [asked] <> {whether it rained}" },
	{ "what seems so",
	  "The/DT plan/NN seems|seem/VBZ to/TO work/VB ./.",
	  "1 indirect [seems] <> {The plan} 1 indirect [seems] <> {to work}" },
	{ "the source's apposition and its relative clause are looked over",
	  "Ann/NNP Lee/NNP ,/, a/DT pilot/NN who/WP flew/VBD there/RB ,/, said|say/VBD it/PRP rained/VBD ./.",
	  "1 indirect [said] <Ann Lee> {it rained}" },
	{ "two subjects",
	  "Lee/NNP and/CC Roe/NNP said|say/VBD it/PRP rained/VBD ./.",
	  "1 indirect [said] <Lee and Roe> {it rained}" },
	{ "a clause before the main one",
	  "While/IN Lee/NNP says|say/VBZ it/PRP rained/VBD ,/, we/PRP saw/VBD sun/NN ./.",
	  "1 indirect [says] <Lee> {it rained}" },
	{ "a headline",
	  "Mayor/NNP Lopes/NNP :/: quay/NN will/MD open/VB // ## The/DT quay/NN is/VBZ closed/JJ ./.",
	  "1 indirect [:] <Mayor Lopes> {quay will open}" },
	{ "a headline, the source last",
	  "Lopes/NNP opens/VBZ quay/NN :/: ministry/NN // ## The/DT quay/NN is/VBZ closed/JJ ./.",
	  "1 indirect [:] <ministry> {Lopes opens quay}" },
	{ "a colon behind which a clause stands",
	  "Lopes/NNP opens/VBZ quay/NN :/: boats/NNS return/VBP home/RB at/IN last/JJ // ## The/DT quay/NN is/VBZ closed/JJ ./.",
	  "" },
	{ "a dateline with an agency is not said",
	  "WIMBLING/NNP ,/, Norway/NNP (/-LRB- AP/NNP )/-RRB- —/: The/DT quay/NN closed/VBD ,/, Lopes/NNP said|say/VBD ./.",
	  "1 indirect [said] <Lopes> {The quay closed}" },
	{ "a dateline without one",
	  "WIMBLING/NNP —/: The/DT quay/NN closed/VBD ,/, Lopes/NNP said|say/VBD ./.",
	  "1 indirect [said] <Lopes> {The quay closed}" },
	{ "a dash behind other words is no dateline",
	  "Quays/NNS —/: all/DT old/JJ —/: closed/VBD ,/, Lopes/NNP said|say/VBD ./.",
	  "1 indirect [said] <Lopes> {Quays — all old — closed}" },
	{ "when it was said is not what was said",
	  "The/DT quay/NN closed/VBD ,/, Lopes/NNP said|say/VBD on/IN Wednesday/NNP@ ./. // She/PRP called|call/VBD on/IN Monday/NNP@ ./.",
	  "1 indirect [said] <Lopes> {The quay closed}" },
	{ "nor where it was said",
	  "Lopes/NNP called|call/VBD in/IN a/DT statement/NN ./. // She/PRP called|call/VBD for/IN a/DT statement/NN ./.",
	  "1 indirect [called for] <She> {a statement}" },
	{ "a noun with its giver",
	  "A/DT warning|warning/NN by/IN Lopes/NNP that/IN boats/NNS leak/VBP was/VBD heard/VBN ./.",
	  "1 indirect [warning] <Lopes> {boats leak}" },
	{ "a noun with its owner",
	  "We/PRP heard/VBD her/PRP$ claim|claim/NN that/IN boats/NNS leak/VBP ./. // Lee/NNP 's/POS claim|claim/NN that/IN it/PRP rained/VBD",
	  "1 indirect [claim] <her> {boats leak} 2 indirect [claim] <Lee> {it rained}" },
	{ "a noun of nobody's", "We/PRP heard/VBD the/DT claim|claim/NN that/IN boats/NNS leak/VBP ./.", "" },
	{ "nothing is said", "It/PRP rained/VBD ./.", "" },
	{ "a cue without content", "He/PRP said|say/VBD ./.", "" },
	{ "a stray closing mark", "It/PRP rained/VBD ”/'' and/CC he/PRP left/VBD ./.", "" },
};

enum { TOKENS_MAX = 64, SENTENCES_MAX = 8, ENTITIES_MAX = 4 };

/* Offsets count as if the words stood with a blank between them. */
static void read_document(const char *document, struct token *tokens, struct sentence *sentences,
                          struct entity *entities, struct layers *layers)
{
	struct str rest = str_of(document);
	uint32_t par = 1, at = 0;
	bool is_new = true;

	*layers = (struct layers){ .tokens = tokens, .sentences = sentences, .entities = entities };
	while (rest.len) {
		size_t end = str_find(rest, ' ', 0), slash = 0;
		struct str word = str_slice(rest, 0, end);
		struct token *token = &tokens[layers->n_tokens];

		rest = str_slice(rest, end + 1, rest.len);
		if (str_is(word, "//") || str_is(word, "##")) {
			par += str_is(word, "##");
			is_new = true;
			continue;
		}
		for (size_t i = 1; i < word.len; i++)
			if (word.at[i] == '/')
				slash = i;
		token->form = token->lemma = str_slice(word, 0, slash);
		token->xpos = str_slice(word, slash + 1, word.len);
		if (str_ends(token->xpos, "@")) {
			uint32_t position = (uint32_t)layers->n_tokens;

			token->xpos.len--;
			entities[layers->n_entities++] =
				(struct entity){ .type = STR("DATE"), .first = position, .last = position };
		}
		if (str_find(token->form, '|', 0) < token->form.len) {
			size_t bar = str_find(token->form, '|', 0);

			token->lemma = str_slice(token->form, bar + 1, token->form.len);
			token->form = str_slice(token->form, 0, bar);
		}
		token->begin = at;
		token->end = at + (uint32_t)token->form.len;
		at = token->end + 1;
		if (is_new)
			sentences[layers->n_sentences++] = (struct sentence){
				.number = (uint32_t)layers->n_sentences, .par = par, .paragraph = LAYERS_NONE,
				.first_token = (uint32_t)layers->n_tokens, .begin = token->begin,
			};
		is_new = false;
		layers->n_tokens++;
		sentences[layers->n_sentences - 1].n_tokens++;
		sentences[layers->n_sentences - 1].end = token->end;
	}
}

static void add_words(const struct layers *layers, uint32_t first, uint32_t last, struct buf *out)
{
	for (uint32_t i = first; i != QUOTE_NO_TOKEN && i <= last; i++) {
		if (i > first)
			buf_add_byte(out, ' ');
		buf_add_str(out, layers->tokens[i].form);
	}
}

Test(quotes, who_said_what)
{
	struct arena arena = { 0 };
	struct buf result = { 0 };
	uint64_t line;
	const struct cues *cues = cues_read(str_of(table), &arena, &line);

	cr_assert(cues);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct token tokens[TOKENS_MAX] = { 0 };
		struct sentence sentences[SENTENCES_MAX] = { 0 };
		struct entity entities[ENTITIES_MAX] = { 0 };
		struct layers layers;
		struct quote *quotes;
		size_t n;

		read_document(cases[i].document, tokens, sentences, entities, &layers);
		n = quotes_find(&layers, cues, &arena, &quotes);
		buf_clear(&result);
		for (size_t q = 0; q < n; q++) {
			buf_printf(&result, "%s%u %s [", q ? " " : "", quotes[q].number, quote_kind_name(quotes[q].kind));
			add_words(&layers, quotes[q].cue_first, quotes[q].cue_last, &result);
			buf_add_str(&result, str_of("] <"));
			add_words(&layers, quotes[q].source_first, quotes[q].source_last, &result);
			buf_add_str(&result, str_of("> {"));
			add_words(&layers, quotes[q].first, quotes[q].last, &result);
			buf_add_byte(&result, '}');
		}
		cr_expect(str_is(buf_str(&result), cases[i].result), "%s:\n  got      %.*s\n  expected %s", cases[i].why,
		          STR_ARGS(buf_str(&result)), cases[i].result);
	}
	buf_free(&result);
	arena_free(&arena);
}

/* Who else may be the source: the head of an apposition, who made what speaks. */
static const struct {
	const char *why, *document, *head, *other;
} others[] = {
	{ "an apposition before the verb", "His/PRP$ lawyer/NN ,/, Peter/NNP Lee/NNP ,/, said|say/VBD it/PRP rained/VBD ./.",
	  "lawyer", "Lee" },
	{ "and behind it", "“/`` No/UH ,/, ”/'' said|say/VBD his/PRP$ lawyer/NN ,/, Peter/NNP Lee/NNP ./.", "lawyer", "Lee" },
	{ "who made a statement", "A/DT statement/NN from/IN Lee/NNP said|say/VBD it/PRP rained/VBD ./.", "statement", "Lee" },
	{ "a name and its kind", "The/DT Lee/NNP union/NN said|say/VBD it/PRP rained/VBD ./.", "Lee", "" },
	{ "the campaign of somebody", "The/DT Lee/NNP campaign/NN said|say/VBD it/PRP rained/VBD ./.", "campaign", "" },
	{ "a clause behind the comma", "“/`` No/UH ,/, ”/'' said|say/VBD his/PRP$ lawyer/NN ,/, Lee/NNP left/VBD ./.",
	  "lawyer", "" },
};

Test(quotes, who_else_may_be_the_source)
{
	struct arena arena = { 0 };
	uint64_t line;
	const struct cues *cues = cues_read(str_of(table), &arena, &line);

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct token tokens[TOKENS_MAX] = { 0 };
		struct sentence sentences[SENTENCES_MAX] = { 0 };
		struct entity entities[ENTITIES_MAX] = { 0 };
		struct layers layers;
		struct quote *quotes;
		struct str other = { NULL, 0 };

		read_document(others[i].document, tokens, sentences, entities, &layers);
		cr_assert(quotes_find(&layers, cues, &arena, &quotes), "%s", others[i].why);
		if (quotes[0].source_other != QUOTE_NO_TOKEN)
			other = tokens[quotes[0].source_other].form;
		cr_expect(str_is(tokens[quotes[0].source_head].form, others[i].head), "%s: head \"%.*s\"", others[i].why,
		          STR_ARGS(tokens[quotes[0].source_head].form));
		cr_expect(str_is(other, others[i].other), "%s: other \"%.*s\"", others[i].why, STR_ARGS(other));
	}
	arena_free(&arena);
}

Test(quotes, parts_never_share_a_token_and_numbers_count_up)
{
	static const char *const words[] = { "“/``", "”/''", "\"/``", "he/PRP", "said|say/VBD", ",/,", "./.", "that/IN", "it/PRP",
	                                     "rained/VBD", "Lee/NNP", "and/CC", "to/TO", ":/:", "//", "##", "who/WP", "praised|praise/VBD",
	                                     "According/VBG", "to/IN", "seems|seem/VBZ", "(/-LRB-", ")/-RRB-", "asked|ask/VBN",
	                                     "Monday/NNP@", "—/:", "claim|claim/NN", "by/IN", "WIMBLING/NNP", "statement/NN" };
	struct arena arena = { 0 };
	uint64_t line, seed = 7;
	const struct cues *cues = cues_read(str_of(table), &arena, &line);

	for (int round = 0; round < 3000; round++) {
		struct token tokens[TOKENS_MAX] = { 0 };
		struct sentence sentences[TOKENS_MAX] = { 0 };
		struct entity entities[TOKENS_MAX] = { 0 };
		struct arena_mark mark = arena_mark(&arena);
		struct layers layers;
		struct quote *quotes;
		struct buf document = { 0 };
		bool is_taken[TOKENS_MAX];
		uint32_t number = 0;
		size_t n;

		for (int w = 0; w < TOKENS_MAX; w++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			buf_printf(&document, "%s%s", w ? " " : "", words[(seed >> 33) % (sizeof words / sizeof *words)]);
		}
		buf_add_byte(&document, 0);
		read_document(document.at, tokens, sentences, entities, &layers);
		n = quotes_find(&layers, cues, &arena, &quotes);
		memset(is_taken, 0, sizeof is_taken);
		for (size_t q = 0; q < n; q++) {
			cr_assert(quotes[q].last >= quotes[q].first && quotes[q].last < layers.n_tokens, "%s", document.at);
			cr_assert(quotes[q].source_first == QUOTE_NO_TOKEN || quotes[q].source_last < layers.n_tokens);
			cr_assert(quotes[q].number == number || quotes[q].number == number + 1, "%s", document.at);
			number = quotes[q].number;
			for (uint32_t i = quotes[q].first; i <= quotes[q].last; i++) {
				cr_assert(!is_taken[i], "token %u twice: %s", i, document.at);
				is_taken[i] = true;
			}
		}
		buf_free(&document);
		arena_release(&arena, mark);
	}
	arena_free(&arena);
}

Test(quotes, a_malformed_table_of_cues_is_refused_with_its_line)
{
	struct arena arena = { 0 };
	uint64_t line;

	cr_expect_null(cues_read(str_of("say\tq\ntell\tz\n"), &arena, &line));
	cr_expect_eq(line, 2);
	cr_expect_null(cues_read(str_of("say\n"), &arena, &line));
	cr_expect_eq(cues_frames(cues_read(str_of("# none\nsay\tqn\n"), &arena, &line), str_of("say")), CUE_QUOTE | CUE_NOBODY);
	arena_free(&arena);
}
