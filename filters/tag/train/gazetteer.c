/*
 * tag-train gazetteer: the table of known names out of the tables of a knowledge base.
 *
 *      entities  id, type, label, title, country, population, links, sources …
 *      aliases   surface, id, links, sources
 *
 * A name is taken where one of its sources may be used (-s), and gets the kind of its entity. Names
 * of persons also give lists of given names and surnames, by how many persons bear them.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/index.h"
#include "common/row.h"
#include "common/utf8.h"
#include "filters/tag/names/gazetteer.h"
#include "train.h"

enum {
	MAX_COLUMNS = 12,
	MAX_SOURCES = 32,

	GIVEN_LEAST = 4,        /* persons with a given name */
	SURNAME_LEAST = 3,
	POPULATION_LEAST = 15000, /* of a place that only GeoNames knows */
	NAME_BYTES = 80,        /* longer names are left out */
};

struct builder {
	struct arena arena;
	struct index kinds;    /* id -> GAZETTEER_* */
	struct index names;    /* tokens in lower case, joined by blanks -> bits */
	struct buf order;      /* struct str: names in order of appearance */
	struct index given, surnames; /* word -> persons */
	struct buf given_order, surname_order;
	struct str sources[MAX_SOURCES];
	size_t n_sources;
};

/* Whether one of the sources in a list a,b,c may be used. */
static bool is_usable(const struct builder *b, struct str list)
{
	while (list.len) {
		size_t end = str_find(list, ',', 0);

		for (size_t i = 0; i < b->n_sources; i++)
			if (str_eq(str_slice(list, 0, end), b->sources[i]))
				return true;
		list = str_slice(list, end + 1, list.len);
	}
	return false;
}

static uint8_t kind_of(struct str type)
{
	if (str_is(type, "PER"))
		return GAZETTEER_PERSON;
	if (str_is(type, "ORG"))
		return GAZETTEER_ORG;
	if (str_is(type, "GPE") || str_is(type, "LOC") || str_is(type, "FAC"))
		return GAZETTEER_PLACE;
	if (str_is(type, "EVENT") || str_is(type, "WORK"))
		return GAZETTEER_OTHER;
	return 0;
}

static void count(struct builder *b, struct index *index, struct buf *order, struct str word)
{
	struct str copy;
	uint32_t *n = index_find(index, word);

	if (n) {
		++*n;
		return;
	}
	copy = arena_str(&b->arena, word);
	index_put(index, copy, 1, NULL);
	buf_add(order, &copy, sizeof copy);
}

static void add_bits(struct builder *b, struct str key, uint8_t bits)
{
	uint32_t *known = index_find(&b->names, key);
	struct str copy;

	if (known) {
		*known |= bits;
		return;
	}
	copy = arena_str(&b->arena, key);
	index_put(&b->names, copy, bits, NULL);
	buf_add(&b->order, &copy, sizeof copy);
}

static size_t n_tokens(struct str key)
{
	size_t n = 1;

	for (size_t i = 0; i < key.len; i++)
		n += key.at[i] == ' ';
	return n;
}

/* Lower case, tokens joined by blanks; hyphens stand alone where is_split. */
static void make_key(struct str surface, bool is_split, struct buf *key)
{
	struct buf lower = { 0 };

	buf_clear(key);
	utf8_add_lower(&lower, surface);
	for (size_t i = 0; i < lower.len; i++) {
		bool is_possessive = lower.at[i] == '\'' && i > 0 && i + 1 < lower.len && lower.at[i + 1] == 's' &&
		                     (i + 2 == lower.len || lower.at[i + 2] == ' ');

		if (is_possessive)
			buf_add_byte(key, ' ');
		if (is_split && lower.at[i] == '-' && i > 0 && i + 1 < lower.len)
			buf_add_str(key, str_of(" - "));
		else
			buf_add_byte(key, lower.at[i]);
	}
	buf_free(&lower);
}

static void add_name(struct builder *b, struct str surface, uint8_t bits)
{
	struct buf key = { 0 };
	size_t blank = str_find(surface, ' ', 0), last = surface.len;
	bool has_upper = false, is_plain = surface.len > 1 && surface.len <= NAME_BYTES;

	for (size_t i = 0; i < surface.len && is_plain; i++) {
		has_upper |= (surface.at[i] >= 'A' && surface.at[i] <= 'Z') || (unsigned char)surface.at[i] >= 0xc3;
		is_plain = !strchr(",()\"/|:;!?", surface.at[i]);
	}
	if (!is_plain || !has_upper)
		return;
	if (bits == GAZETTEER_PERSON) {
		/* One word alone ("Putin", "Georgia") says little: surnames are counted. */
		if (blank == surface.len)
			return;
		while (surface.at[last - 1] != ' ')
			last--;
		make_key(str_slice(surface, 0, blank), false, &key);
		count(b, &b->given, &b->given_order, buf_str(&key));
		make_key(str_slice(surface, last, surface.len), false, &key);
		count(b, &b->surnames, &b->surname_order, buf_str(&key));
		/* Given names and surnames find persons as well as their full names do, in a third of the room. */
		buf_free(&key);
		return;
	}
	make_key(surface, true, &key);
	if (n_tokens(buf_str(&key)) <= GAZETTEER_MAX_TOKENS)
		add_bits(b, buf_str(&key), bits);
	if (str_find(surface, '-', 0) < surface.len) {
		make_key(surface, false, &key);
		if (n_tokens(buf_str(&key)) <= GAZETTEER_MAX_TOKENS)
			add_bits(b, buf_str(&key), bits);
	}
	buf_free(&key);
}

static void read_entities(struct builder *b, struct str bytes)
{
	struct str line, f[MAX_COLUMNS];

	while (str_next_line(&bytes, &line)) {
		uint64_t population = 0;
		uint8_t kind;

		if (row_split(line, f, MAX_COLUMNS) < 8 || f[0].at[0] == '#')
			continue;
		kind = kind_of(f[1]);
		if (!kind || !is_usable(b, f[7]))
			continue;
		str_number(f[5], UINT64_MAX, &population);
		if (str_is(f[7], "gn") && population < POPULATION_LEAST)
			continue;
		index_put(&b->kinds, f[0], kind, NULL);
		add_name(b, f[2], kind);
	}
}

static void read_aliases(struct builder *b, struct str bytes)
{
	struct str line, f[MAX_COLUMNS];

	while (str_next_line(&bytes, &line)) {
		uint32_t *kind;

		if (row_split(line, f, MAX_COLUMNS) < 4 || !is_usable(b, f[3]))
			continue;
		kind = index_find(&b->kinds, f[1]);
		if (kind)
			add_name(b, f[0], (uint8_t)*kind);
	}
}

static void read_countries(struct builder *b, struct str bytes)
{
	struct str line, f[MAX_COLUMNS];

	while (str_next_line(&bytes, &line))
		if (row_split(line, f, MAX_COLUMNS) > 2 && f[0].at[0] == 'Q')
			add_name(b, f[2], GAZETTEER_COUNTRY | GAZETTEER_PLACE);
}

static void add_counted(struct builder *b, const struct index *index, const struct buf *order, uint32_t least,
                        uint8_t bit)
{
	const struct str *word = (const struct str *)(const void *)order->at;

	for (size_t i = 0; i < order->len / sizeof *word; i++)
		if (*index_find(index, word[i]) >= least)
			add_bits(b, word[i], bit);
}

static uint64_t hash_of(struct str key)
{
	uint64_t hash = 0;

	for (size_t begin = 0, end; begin < key.len; begin = end + 1) {
		end = str_find(key, ' ', begin);
		hash = gazetteer_hash(hash, hash_str(str_slice(key, begin, end)));
	}
	return hash;
}

static void fill(const struct builder *b, uint32_t *entries, size_t n_entries)
{
	const struct str *name = (const struct str *)(const void *)b->order.at;

	for (size_t i = 0; i < b->order.len / sizeof *name; i++) {
		uint64_t hash = hash_of(name[i]);
		uint32_t entry = (uint32_t)(hash >> 40) << 8 | (*index_find(&b->names, name[i]) & 0xff);
		size_t at = hash & (n_entries - 1);

		while (entries[at] && (entries[at] ^ entry) >> 8)
			at = (at + 1) & (n_entries - 1);
		entries[at] |= entry;
	}
}

static const char usage[] =
        "usage: tag-train gazetteer -s SOURCE,… -e ENTITIES -a ALIASES -l COUNTRIES [-i TEXT] -o PART\n"
        "  -s LIST   sources whose names may be used; before the tables\n"
        "  -e -a -l  tables of entities, of their other names, of countries\n"
        "  -i TEXT   licence, for the model's info\n";

int train_gazetteer(int argc, char *argv[])
{
	struct builder b = { 0 };
	const char *output = NULL, *info = "";
	size_t n, n_entries = 1024;
	uint32_t *entries;
	int letter;

	while ((letter = getopt(argc, argv, "s:e:a:l:i:o:h")) != -1) {
		switch (letter) {
		case 's':
			for (struct str rest = str_of(optarg); rest.len && b.n_sources < MAX_SOURCES;) {
				size_t end = str_find(rest, ',', 0);

				b.sources[b.n_sources++] = str_slice(rest, 0, end);
				rest = str_slice(rest, end + 1, rest.len);
			}
			break;
		case 'e':
			read_entities(&b, train_file(optarg));
			break;
		case 'a':
			read_aliases(&b, train_file(optarg));
			break;
		case 'l':
			read_countries(&b, train_file(optarg));
			break;
		case 'i':
			info = optarg;
			break;
		case 'o':
			output = optarg;
			break;
		default:
			return fputs(usage, letter == 'h' ? stdout : stderr), letter == 'h' ? EXIT_OK : EXIT_USAGE;
		}
	}
	if (!output || optind < argc)
		return fputs(usage, stderr), EXIT_USAGE;
	add_counted(&b, &b.given, &b.given_order, GIVEN_LEAST, GAZETTEER_GIVEN);
	add_counted(&b, &b.surnames, &b.surname_order, SURNAME_LEAST, GAZETTEER_SURNAME);
	n = b.order.len / sizeof(struct str);
	while (n_entries < n + n / 6)
		n_entries *= 2;
	entries = diag_alloc(n_entries * sizeof *entries);
	memset(entries, 0, n_entries * sizeof *entries);
	fill(&b, entries, n_entries);
	part_write(output, (const struct bundle_part[]){ { "info", str_of(info) },
	                                                 { "ent.gaz", { (char *)entries, n_entries * sizeof *entries } } }, 2);
	printf("gazetteer: %zu names, %zu entries\n", n, n_entries);
	free(entries);
	buf_free(&b.order);
	buf_free(&b.given_order);
	buf_free(&b.surname_order);
	index_free(&b.kinds);
	index_free(&b.names);
	index_free(&b.given);
	index_free(&b.surnames);
	arena_free(&b.arena);
	return EXIT_OK;
}
