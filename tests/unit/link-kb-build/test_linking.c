/* Names of a document to entities and chains, over a small knowledge base. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "filters/link/names/chains.h"
#include "filters/link/kb-build/builder.h"
#include "text.h"

static const struct builder_entity entities[] = {
	{ STR("Q1"), STR("Norland"), STR("country in the north"), STR("NO"), KB_COUNTRY, KB_GENDER_UNKNOWN, 4000 },
	{ STR("Q2"), STR("Ada Quill"), STR("foreign minister"), STR("NO"), KB_PERSON, KB_FEMALE, 300 },
	{ STR("Q3"), STR("Sergey Petrov"), STR("president"), STR("SU"), KB_PERSON, KB_MALE, 500 },
	{ STR("Q4"), STR("Larsen"), STR("company"), STR("NO"), KB_ORGANISATION, KB_GENDER_UNKNOWN, 400 },
	{ STR("Q5"), STR("Northern Trade Union"), STR("union"), STR("NO"), KB_ORGANISATION, KB_GENDER_UNKNOWN, 300 },
	{ STR("Q6"), STR("South Norland"), STR("region of Norland"), STR("NO"), KB_COUNTRY, KB_GENDER_UNKNOWN, 300 },
	{ STR("Q7"), STR("Norlandic"), STR("language"), STR(""), KB_MISC, KB_GENDER_UNKNOWN, 900 },
	{ STR("Q8"), STR("Kim Da Eun"), STR("painter"), STR("KR"), KB_PERSON, KB_MALE, 300 },
	{ STR("Q9"), STR("Larsen Ship Yard"), STR("shipyard"), STR("NO"), KB_ORGANISATION, KB_GENDER_UNKNOWN, 40 },
	{ STR("Q10"), STR("Liberal Party"), STR("party"), STR("KR"), KB_ORGANISATION, KB_GENDER_UNKNOWN, 700 },
	{ STR("Q11"), STR("Liberal Party"), STR("party"), STR("NO"), KB_ORGANISATION, KB_GENDER_UNKNOWN, 300 },
	{ STR("Q13"), STR("North Norland"), STR("region of Norland"), STR("NO"), KB_COUNTRY, KB_GENDER_UNKNOWN, 300 },
	{ STR("Q12"), STR("Boreas"), STR("continent"), STR(""), KB_PLACE, KB_GENDER_UNKNOWN, 4000 },
	{ STR("enwiki:Round_Table_(pottery)"), STR("Round Table"), STR(""), STR(""), KB_ORGANISATION, KB_GENDER_UNKNOWN, 30 },
};

static char *bytes;

/* Opens the knowledge base; its memory is freed by the process. */
static void open_kb(struct kb *kb)
{
	struct builder *builder = builder_new("/tmp");
	struct builder_counts counts;
	struct bundle bundle;
	FILE *file = tmpfile();
	size_t len;

	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		builder_entity(builder, &entities[i]);
	builder_name(builder, str_of("Norlandic"), str_of("Q1"), KB_DEMONYM, 30);
	builder_name(builder, str_of("Borean"), str_of("Q12"), KB_ALIAS, 1);
	builder_name(builder, str_of("Borean"), str_of("Q7"), KB_ALIAS, 20);
	builder_title(builder, str_of("Tove Ek"));
	builder_title(builder, str_of("Tove"));
	builder_given(builder, str_of("tove"), KB_FEMALE);
	cr_assert(builder_write(builder, str_of("test"), file, &counts) == BUILDER_OK);
	builder_delete(builder);
	len = (size_t)ftell(file);
	bytes = aligned_alloc(64, (len + 63) / 64 * 64);
	rewind(file);
	cr_assert(fread(bytes, 1, len, file) == len);
	fclose(file);
	cr_assert(bundle_open(str_at(bytes, len), KB_KIND, &bundle) == BUNDLE_OK && kb_open(&bundle, 0, kb));
}

/* For each mention `text=id#chain`, for each reference `text#chain`; parted by `; `. */
static const struct {
	const char *why, *text, *result;
} cases[] = {
	{ "as written", "[LOC Norland] won .", "Norland=Q1#1" },
	{ "case and accents", "[LOC NÓRLAND] won .", "NÓRLAND=Q1#1" },
	{ "possessive", "[LOC Norland’s] win .", "Norland’s=Q1#1" },
	{ "demonym, not the language", "The [MISC Norlandic] team .", "Norlandic=Q1#1" },
	{ "another spelling", "[PER Sergei Petrov] spoke .", "Sergei Petrov=Q3#1" },
	{ "title inside of the mention", "[PER President Sergey Petrov] spoke .", "President Sergey Petrov=Q3#1" },
	{ "middle initial", "[PER Ada B. Quill] sang .", "Ada B. Quill=Q2#1" },
	{ "family name first", "[PER Quill Ada] sang .", "Quill Ada=Q2#1" },
	{ "affiliation inside of the mention", "[PER Larsen's Ada Quill] sang .", "Larsen's Ada Quill=Q2#1" },
	{ "what is said of a person behind the name", "[PER Ada Quill of the union] sang .", "Ada Quill of the union=Q2#1" },
	{ "company form", "[ORG Larsen Inc.] fell .", "Larsen Inc.=Q4#1" },
	{ "a known title", "[PER Tove Ek] sang .", "Tove Ek=Tove_Ek#1" },
	{ "NIL", "[PER Uno Nemo] sang .", "Uno Nemo=nil#1" },
	{ "a lone unknown surname", "[PER Nemo] sang .", "Nemo=nil#1" },
	{ "a short name after the long one", "[PER Ada Quill] sang . // [PER Quill] left .", "Ada Quill=Q2#1; Quill=Q2#1" },
	{ "a short name before the long one", "[PER Quill] sang . // [PER Ada Quill] left .", "Quill=Q2#1; Ada Quill=Q2#1" },
	{ "a NIL cluster", "[PER Uno Nemo] sang . // [PER Nemo] left .", "Uno Nemo=nil#1; Nemo=nil#1" },
	{ "two of one surname", "[PER Ada Quill] and [PER Uno Quill] . // [PER Uno Quill] sang .",
	  "Ada Quill=Q2#1; Uno Quill=nil#2; Uno Quill=nil#2" },
	{ "an acronym of the document", "The [ORG Northern Trade Union] ( [ORG NTU] ) met .", "Northern Trade Union=Q5#1; NTU=Q5#1" },
	{ "a name in its own right beside a longer one", "The [ORG Larsen Ship Yard] met [ORG Larsen] .",
	  "Larsen Ship Yard=Q9#1; Larsen=Q4#2" },
	{ "the people of a country", "The [MISC Norlandics] won .", "Norlandics=Q1#1" },
	{ "an adjective of a place", "The [MISC Borean] team .", "Borean=Q12#1" },
	{ "namesakes abroad", "In [LOC Norland] and [LOC Norland] the [ORG Liberal Party] won .",
	  "Norland=Q1#1; Norland=Q1#1; Liberal Party=Q11#2" },
	{ "what tells a title from others is in the document", "At the [ORG Round Table] they sold pottery .",
	  "Round Table=Round_Table_(pottery)#1" },
	{ "and is not", "At the [ORG Round Table] they sold cakes .", "Round Table=nil#1" },
	{ "a given name that is a title too", "[PER Tove] sang .", "Tove=nil#1" },
	{ "one name of two words, two types", "[PER Ada Quill] and [PER Ada Quill] met [ORG Ada Quill] .",
	  "Ada Quill=Q2#1; Ada Quill=Q2#1; Ada Quill=Q2#1" },
	{ "a firm taken for a person", "[PER Larsen] fell . // It lost .", "Larsen=Q4#1; It#1" },
	{ "a person with a title stays one", "Mr. [PER Larsen] fell . // It lost .", "Larsen=nil#1" },
	{ "a person taken for a firm", "[ORG Ada Quill] sang . // She left .", "Ada Quill=Q2#1; She#1" },
	{ "cut too short", "In South [LOC Norland] it rained .", "South Norland=Q6#1" },
	{ "half of a divided country", "[LOC South Norland] won . // The [LOC South] sang .", "South Norland=Q6#1; South=Q6#1" },
	{ "the other half, never named", "[LOC South Norland] won . // The [LOC North] sang .", "South Norland=Q6#1; North=Q13#2" },
	{ "a half of no country", "[LOC South Norland] won . // The [LOC East] sang .", "South Norland=Q6#1; East=nil#2" },
	{ "its, right behind its owner", "[ORG Larsen] met [LOC Norland] and its men .", "Larsen=Q4#1; Norland=Q1#2; its#2" },
	{ "two names in one", "[PER Ada Quill and Sergey Petrov] met .", "Ada Quill=Q2#1; Sergey Petrov=Q3#2" },
	{ "she", "[PER Ada Quill] sang . // She left .", "Ada Quill=Q2#1; She#1" },
	{ "he is not she", "[PER Sergey Petrov] met [PER Ada Quill] . // He left .", "Sergey Petrov=Q3#1; Ada Quill=Q2#2; He#1" },
	{ "gender by given name", "[PER Tove Ek] met [PER Sergey Petrov] . // She left .", "Tove Ek=Tove_Ek#1; Sergey Petrov=Q3#2; She#1" },
	{ "gender by title", "Mrs. [PER Nemo] met Mr. [PER Nulle] . // She left .", "Nemo=nil#1; Nulle=nil#2; She#1" },
	{ "a wrong Mrs. splits no chain", "[PER Kim Da Eun] met Mr. [PER Kim] . // Mrs. [PER Kim] left .",
	  "Kim Da Eun=Q8#1; Kim=Q8#1; Kim=Q8#1" },
	{ "him is not the subject", "[PER Sergey Petrov] saw him .", "Sergey Petrov=Q3#1" },
	{ "office by the knowledge base", "[PER Ada Quill] sang . // the foreign minister left .",
	  "Ada Quill=Q2#1; the foreign minister#1" },
	{ "office of a country", "[PER Ada Quill] met [PER Sergey Petrov] . // The [MISC Norlandic] foreign minister left .",
	  "Ada Quill=Q2#1; Sergey Petrov=Q3#2; Norlandic=Q1#3; The Norlandic foreign minister#1" },
	{ "office by apposition", "[PER Uno Nemo] , the mayor , sang . // The mayor left .",
	  "Uno Nemo=nil#1; the mayor#1; The mayor#1" },
	{ "nobody has the office", "[PER Ada Quill] sang . // The bishop left .", "Ada Quill=Q2#1" },
	{ "it, behind a verb of speech", "[ORG Larsen] said|say it lost . // [LOC Norland] said|say that it won .",
	  "Larsen=Q4#1; Norland=Q1#2; it#1; it#2" },
	{ "it, denied", "[ORG Larsen] denied|deny it .", "Larsen=Q4#1" },
	{ "it is late", "[ORG Larsen] fell . // It was late .", "Larsen=Q4#1" },
	{ "what stands behind a preposition is no subject", "In/IN [ORG Larsen] they fell . // It lost .", "Larsen=Q4#1" },
	{ "nor what is Larsen's", "[ORG Larsen] 's/POS men fell . // It lost .", "Larsen=Q4#1" },
	{ "it, of an organisation", "[ORG Larsen] fell . // It lost .", "Larsen=Q4#1; It#1" },
};

static void write_result(const struct layers *layers, const struct kb_set *set, struct arena *arena, struct buf *out)
{
	static const struct rank_options options = RANK_DEFAULTS;
	struct mentions mentions;
	struct ranking ranking;
	struct chains chains;

	mentions_collect(layers, set, arena, &mentions);
	rank_names(layers, set, &mentions, &options, arena, &ranking);
	chains_build(layers, set, &mentions, &ranking, arena, &chains);
	for (size_t i = 0; i < mentions.n; i++) {
		const struct choice *choice = &ranking.choices[mentions.items[i].name];
		struct str id = choice->is_linked ? choice->meanings[0].id : str_of("nil");

		buf_printf(out, "%s%.*s=%.*s#%u", out->len ? "; " : "", STR_ARGS(mentions.items[i].text), STR_ARGS(id),
		           mentions.items[i].chain);
	}
	for (size_t i = 0; i < chains.n_references; i++) {
		buf_printf(out, "; ");
		for (uint32_t t = chains.references[i].first; t <= chains.references[i].last; t++)
			buf_printf(out, "%s%.*s", t > chains.references[i].first ? " " : "", STR_ARGS(layers->tokens[t].form));
		buf_printf(out, "#%u", chains.references[i].chain);
	}
}

Test(linking, names_and_references)
{
	struct kb kb;
	struct kb_set set = { &kb, 1 };
	struct arena arena = { 0 };
	struct buf got = { 0 };

	open_kb(&kb);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct layers layers = text_layers(cases[i].text, &arena);

		buf_clear(&got);
		write_result(&layers, &set, &arena, &got);
		cr_expect(str_is(buf_str(&got), cases[i].result), "%s: got \"%.*s\"", cases[i].why, STR_ARGS(buf_str(&got)));
		arena_reset(&arena);
	}
	buf_free(&got);
	arena_free(&arena);
}

/* Foreign entities come without tokens and sentences. */
Test(linking, entities_without_tokens)
{
	struct kb kb;
	struct kb_set set = { &kb, 1 };
	struct arena arena = { 0 };
	struct buf got = { 0 };
	struct layers layers = text_layers("[PER Ada Quill] sang . // [PER Quill] left . // She ran .", &arena);

	open_kb(&kb);
	layers.n_tokens = layers.n_sentences = 0;
	for (size_t i = 0; i < layers.n_entities; i++)
		layers.entities[i].sentence = layers.entities[i].first = layers.entities[i].last = LAYERS_NONE;
	write_result(&layers, &set, &arena, &got);
	cr_expect(str_is(buf_str(&got), "Ada Quill=Q2#1; Quill=Q2#1"), "got \"%.*s\"", STR_ARGS(buf_str(&got)));
	buf_free(&got);
	arena_free(&arena);
}
