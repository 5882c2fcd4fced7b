/* A knowledge base built and read again. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "filters/link/kb-build/builder.h"
#include "filters/link/kb-build/dump.h"
#include "filters/link/kb-build/spill.h"

/* A base in memory, 64-byte aligned. */
struct made {
	char *bytes;
	size_t len;
	struct kb kb;
};

static void fill(struct builder *builder, size_t n_smiths)
{
	static const struct builder_entity entities[] = {
		{ STR("Q5"), STR("Ada Quill"), STR("writer"), STR("NO"), KB_PERSON, KB_FEMALE, 100 },
		{ STR("enwiki:Quill_(town)"), STR("Quill"), STR("town"), STR("NO"), KB_COUNTRY, KB_GENDER_UNKNOWN, 5 },
		{ STR("geonames:77"), STR("Quill Bay"), STR(""), STR(""), KB_PLACE, KB_GENDER_UNKNOWN, 0 },
		{ STR("w1"), STR("Bo Larsen"), STR("mayor"), STR("DK"), KB_PERSON, KB_MALE, 0 },
		{ STR("Q9"), STR(""), STR(""), STR(""), KB_ANY, KB_GENDER_UNKNOWN, 9 },
	};

	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		builder_entity(builder, &entities[i]);
	builder_name(builder, str_of("Quill"), str_of("Q5"), KB_ALIAS, 50);
	builder_name(builder, str_of("Ada"), str_of("Q9"), KB_ALIAS, 0);
	builder_name(builder, str_of("Nobody"), str_of("Q404"), KB_ALIAS, 0);
	builder_title(builder, str_of("Some Known Title"));
	builder_given(builder, str_of("Ada"), KB_FEMALE);
	for (size_t i = 0; i < n_smiths; i++) {
		char id[32], label[32];

		snprintf(id, sizeof id, "Q%zu", 1000 + i);
		snprintf(label, sizeof label, "Smith Number%zu", i);
		builder_entity(builder, &(struct builder_entity){ .id = str_of(id), .label = str_of(label),
			                                          .type = KB_PERSON, .weight = (double)i });
		builder_name(builder, str_of("Smith"), str_of(id), KB_ALIAS, 0);
	}
}

static void make(struct made *made, size_t n_smiths)
{
	struct builder *builder = builder_new("/tmp");
	struct builder_counts counts;
	FILE *file = tmpfile();
	struct bundle bundle;

	fill(builder, n_smiths);
	cr_assert(builder_write(builder, str_of("mine"), file, &counts) == BUILDER_OK);
	cr_expect(counts.n_lost_names == 1 && counts.n_stubs == 1 && counts.n_entities == 4 + n_smiths);
	builder_delete(builder);
	made->len = (size_t)ftell(file);
	made->bytes = aligned_alloc(64, (made->len + 63) / 64 * 64);
	rewind(file);
	cr_assert(fread(made->bytes, 1, made->len, file) == made->len);
	fclose(file);
	cr_assert(bundle_open(str_at(made->bytes, made->len), KB_KIND, &bundle) == BUNDLE_OK);
	cr_assert(kb_open(&bundle, 0, &made->kb));
}

static size_t find(const struct kb_set *set, const char *name, struct kb_candidate *found)
{
	struct buf key = { 0 };
	size_t n;

	kb_add_key(&key, str_of(name));
	n = kb_find(set, buf_str(&key), found, KB_MAX_CANDIDATES);
	buf_free(&key);
	return n;
}

static const struct {
	const char *name, *kb, *id, *label;
	enum kb_naming naming;
} names[] = {
	{ "Ada Quill", "wikidata", "Q5", "Ada Quill", KB_LABEL },
	{ "ADA QUILL", "wikidata", "Q5", "Ada Quill", KB_LABEL },
	{ "Quill", "wikidata", "Q5", "Ada Quill", KB_ALIAS },
	{ "Quill Bay", "geonames", "77", "Quill Bay", KB_LABEL },
	{ "Bo Larsen", "mine", "w1", "Bo Larsen", KB_LABEL },
	{ "Ada", "wikidata", "Q9", "Q9", KB_ALIAS },
	{ "Nobody", NULL, NULL, NULL, KB_LABEL },
	{ "Quilt", NULL, NULL, NULL, KB_LABEL },
};

Test(builder, names_lead_to_entities)
{
	struct made made;
	struct kb_set set = { &made.kb, 1 };

	make(&made, 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct kb_candidate found[KB_MAX_CANDIDATES];
		struct kb_entity entity;
		size_t n = find(&set, names[i].name, found);

		cr_assert((n > 0) == (names[i].kb != NULL), "%s: %zu", names[i].name, n);
		if (n == 0)
			continue;
		kb_entity(&set, &found[0], &entity);
		cr_expect(str_is(entity.kb, names[i].kb) && str_is(entity.id, names[i].id) &&
		                  str_is(entity.label, names[i].label) && found[0].naming == names[i].naming,
		          "%s: %.*s %.*s", names[i].name, STR_ARGS(entity.kb), STR_ARGS(entity.id));
	}
	cr_expect(kb_is_title(&set, str_of("some known title")));
	cr_expect(kb_given_gender(&set, str_of("ada")) == KB_FEMALE);
	cr_expect(kb_given_gender(&set, str_of("bo")) == KB_GENDER_UNKNOWN);
	free(made.bytes);
}

/* The record of a later base replaces that of an earlier one; names of both lead to it. */
Test(builder, a_later_base_comes_first)
{
	struct made first, second;
	struct kb bases[2];
	struct kb_set set = { bases, 2 };
	struct builder *builder = builder_new("/tmp");
	struct builder_counts counts;
	struct kb_candidate found[KB_MAX_CANDIDATES];
	struct kb_entity entity;
	struct bundle bundle;
	FILE *file = tmpfile();

	make(&first, 0);
	builder_entity(builder, &(struct builder_entity){ .id = STR("Q5"), .label = STR("Ada Larsen"), .type = KB_PERSON });
	builder_entity(builder, &(struct builder_entity){ .id = STR("Q9"), .label = STR("Ada of Q9"), .type = KB_PERSON });
	cr_assert(builder_write(builder, str_of("ours"), file, &counts) == BUILDER_OK);
	builder_delete(builder);
	second.len = (size_t)ftell(file);
	second.bytes = aligned_alloc(64, (second.len + 63) / 64 * 64);
	rewind(file);
	cr_assert(fread(second.bytes, 1, second.len, file) == second.len);
	fclose(file);
	cr_assert(bundle_open(str_at(second.bytes, second.len), KB_KIND, &bundle) == BUNDLE_OK);
	bases[0] = first.kb;
	cr_assert(kb_open(&bundle, 1, &bases[1]));
	cr_expect(find(&set, "Ada Quill", found) == 1);
	kb_entity(&set, &found[0], &entity);
	cr_expect(str_is(entity.id, "Q5") && str_is(entity.label, "Ada Larsen"), "a name of the first, the record of the second");
	cr_expect(find(&set, "Ada Larsen", found) == 1 && found[0].layer == 1);
	cr_expect(find(&set, "Ada", found) == 1);
	kb_entity(&set, &found[0], &entity);
	cr_expect(str_is(entity.label, "Ada of Q9"), "a stub finds its record in another base");
	cr_expect(kb_find_id(&set, str_of("geonames:77"), &found[0]) && kb_find_id(&set, str_of("enwiki:Quill_(town)"), &found[0]));
	cr_expect(!kb_find_id(&set, str_of("Q6"), &found[0]));
	free(first.bytes);
	free(second.bytes);
}

/* However many are called Smith, the best known come first and no more are looked at. */
Test(builder, many_of_one_name)
{
	struct made made;
	struct kb_set set = { &made.kb, 1 };
	struct kb_candidate found[KB_MAX_CANDIDATES];

	make(&made, 20000);
	cr_expect(find(&set, "Smith", found) == KB_MAX_CANDIDATES);
	for (size_t i = 1; i < KB_MAX_CANDIDATES; i++)
		cr_expect(found[i].popularity <= found[i - 1].popularity);
	free(made.bytes);
}

/* A file with any bit turned is refused, or its numbers are: nothing is read beyond it. */
Test(builder, broken_files)
{
	struct made made;

	make(&made, 50);
	for (size_t at = 0; at < made.len; at += 1 + at % 7) {
		struct bundle bundle = { 0 };

		made.bytes[at] ^= (char)(1 << at % 8);
		cr_expect(bundle_open(str_at(made.bytes, made.len), KB_KIND, &bundle) != BUNDLE_OK || made.bytes[at] == 0,
		          "byte %zu", at);
		/* What a large file would be let in with: the checksums not looked at. */
		bundle.bytes = str_at(made.bytes, made.len);
		if (at >= 64 + 48 * 11) {
			struct kb kb;
			struct kb_set set = { &kb, 1 };
			struct kb_candidate found[KB_MAX_CANDIDATES];
			struct kb_entity entity;

			if (kb_open(&bundle, 0, &kb)) {
				for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
					size_t n = find(&set, names[i].name, found);

					for (size_t k = 0; k < n; k++)
						kb_entity(&set, &found[k], &entity);
				}
				kb_given_gender(&set, str_of("ada"));
				kb_is_title(&set, str_of("some known title"));
			}
		}
		made.bytes[at] ^= (char)(1 << at % 8);
	}
	free(made.bytes);
}

static int by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The order does not depend on how much fits into memory. */
Test(spill, sorts_more_than_a_block)
{
	static const size_t blocks[] = { 1, 64, 8000, 1 << 20 };

	for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
		struct spill spill;
		uint64_t last = 0, n = 0;
		const uint64_t *next;

		spill_init(&spill, sizeof(uint64_t), blocks[b], by_value, "/tmp");
		for (uint64_t i = 0; i < 5000 / (b ? 1 : 50); i++)
			spill_add(&spill, &(uint64_t){ i * 0x9E3779B97F4A7C15u });
		cr_assert(spill_sort(&spill));
		for (; (next = spill_next(&spill)); n++) {
			cr_expect(*next >= last);
			last = *next;
		}
		cr_expect(n == spill.n_records && !spill.failed);
		spill_free(&spill);
	}
}

static const struct {
	const char *why, *line;
	enum dump_status status;
	const char *id, *label;
} dump_lines[] = {
	{ "a bracket", "[\n", DUMP_NOTHING, NULL, NULL },
	{ "an item with a comma behind it",
	  "{\"type\":\"item\",\"id\":\"Q5\",\"labels\":{\"en\":{\"language\":\"en\",\"value\":\"Ada\"}}},\n", DUMP_ITEM, "Q5", "Ada" },
	{ "a name in all languages",
	  "{\"type\":\"item\",\"id\":\"Q6\",\"labels\":{\"mul\":{\"language\":\"mul\",\"value\":\"Bo\"}}}", DUMP_ITEM, "Q6", "Bo" },
	{ "written and escaped characters",
	  "{\"type\":\"item\",\"id\":\"Q7\",\"labels\":{\"en\":{\"value\":\"S\\u00f8r \xC3\xB8\"}}}", DUMP_ITEM, "Q7",
	  "S\xC3\xB8r \xC3\xB8" },
	{ "a name in another language", "{\"type\":\"item\",\"id\":\"Q8\",\"labels\":{\"de\":{\"value\":\"Bo\"}}}",
	  DUMP_NAMELESS, NULL, NULL },
	{ "an empty list for an empty object", "{\"type\":\"item\",\"id\":\"Q8\",\"labels\":[]}", DUMP_NAMELESS, NULL, NULL },
	{ "a property", "{\"type\":\"property\",\"id\":\"P31\",\"labels\":{}}", DUMP_OTHER, NULL, NULL },
	{ "a page that tells names apart",
	  "{\"type\":\"item\",\"id\":\"Q9\",\"labels\":{\"en\":{\"value\":\"Bo\"}},\"claims\":{\"P31\":[{\"mainsnak\":"
	  "{\"datavalue\":{\"value\":{\"numeric-id\":4167410}}}}]}}",
	  DUMP_SKIPPED, NULL, NULL },
	{ "cut off", "{\"type\":\"item\",\"id\":\"Q10\",\"lab", DUMP_BROKEN, NULL, NULL },
	{ "no JSON", "hello", DUMP_BROKEN, NULL, NULL },
	{ "good again", "{\"type\":\"item\",\"id\":\"Q11\",\"labels\":{\"en\":{\"value\":\"Cy\"}}}", DUMP_ITEM, "Q11", "Cy" },
	{ "]", "]", DUMP_NOTHING, NULL, NULL },
};

Test(dump, lines)
{
	struct dump *dump = dump_new();

	for (size_t i = 0; i < sizeof dump_lines / sizeof *dump_lines; i++) {
		struct dump_item item;
		enum dump_status status = dump_read(dump, str_of(dump_lines[i].line), &item);

		cr_expect(status == dump_lines[i].status, "%s: %d", dump_lines[i].why, status);
		if (status == DUMP_ITEM)
			cr_expect(str_is(item.entity.id, dump_lines[i].id) && str_is(item.entity.label, dump_lines[i].label), "%s",
			          dump_lines[i].why);
	}
	dump_delete(dump);
}

Test(dump, what_is_wanted_of_an_item)
{
	static const char line[] =
	        "{\"type\":\"item\",\"id\":\"Q5\",\"labels\":{\"en\":{\"value\":\"Ada Quill\"}},"
	        "\"descriptions\":{\"en\":{\"value\":\"writer\"},\"de\":{\"value\":\"Autorin\"}},"
	        "\"aliases\":{\"en\":[{\"value\":\"A. Quill\"},{\"value\":\"Adda\"}],\"de\":[{\"value\":\"X\"}]},"
	        "\"claims\":{\"P31\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":5}}},"
	        "\"qualifiers\":{\"P21\":[{\"datavalue\":{\"value\":{\"numeric-id\":6581097}}}]}}],"
	        "\"P21\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":6581072}}}}],"
	        "\"P27\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":123456789}}}},"
	        "{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":20}}}}]},"
	        "\"sitelinks\":{\"enwiki\":{\"site\":\"enwiki\",\"title\":\"Ada Quill (writer)\"},\"dewiki\":{\"title\":\"Y\"}}}";
	struct dump *dump = dump_new();
	struct dump_item item;

	cr_assert(dump_read(dump, str_of(line), &item) == DUMP_ITEM);
	cr_expect(item.entity.type == KB_PERSON && item.entity.gender == KB_FEMALE && item.n_sitelinks == 2);
	cr_expect(str_is(item.entity.description, "writer") && str_is(item.title, "Ada Quill (writer)"));
	cr_expect(str_is(item.entity.country, "NO"), "citizen of Norway");
	cr_expect(item.n_aliases == 2 && str_is(item.aliases[1], "Adda"));
	dump_delete(dump);
}

static const struct {
	const char *why, *claims, *country;
} claims[] = {
	{ "where it lies", "\"P17\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":183}}}}]", "DE" },
	{ "of two countries the first",
	  "\"P17\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":142}}}},"
	  "{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":183}}}}]", "FR" },
	{ "where it lies before whose citizen",
	  "\"P27\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":142}}}}],"
	  "\"P17\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":183}}}}]", "DE" },
	{ "its own code before all",
	  "\"P17\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":142}}}}],"
	  "\"P297\":[{\"mainsnak\":{\"datavalue\":{\"value\":\"NC\"}}}]", "NC" },
	{ "a state that is no more", "\"P27\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":15180}}}}]", "SU" },
	{ "no country", "\"P17\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"numeric-id\":5}}}}]", "" },
	{ "none", "", "" },
};

Test(dump, countries)
{
	struct dump *dump = dump_new();

	for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
		struct buf line = { 0 };
		struct dump_item item;

		buf_printf(&line, "{\"id\":\"Q5\",\"labels\":{\"en\":{\"value\":\"Ada\"}},\"claims\":{%s}}", claims[i].claims);
		cr_assert(dump_read(dump, buf_str(&line), &item) == DUMP_ITEM, "%s", claims[i].why);
		cr_expect(str_is(item.entity.country, claims[i].country), "%s: \"%.*s\"", claims[i].why,
		          STR_ARGS(item.entity.country));
		buf_free(&line);
	}
	dump_delete(dump);
}
