/* dump.c: the events of a line, told apart by the path of keys that leads to them. */
#include "dump.h"

#include <stdlib.h>
#include <yajl/yajl_parse.h>

#include "common/allocator.h"
#include "countries.h"

enum {
	MAX_DEPTH = 8,
	MAX_KEY = 24,
	MAX_CLASSES = 16,
	MALE = 6581097,
	FEMALE = 6581072,
};

struct key {
	char at[MAX_KEY];
	size_t len;
};

/* A string of the item: a range of `text`, as that moves while it grows. */
struct range {
	size_t begin, len;
};

struct dump {
	yajl_handle parser;
	struct key keys[MAX_DEPTH + 1]; /* of the objects that are open, outermost first, from 1 */
	size_t depth;                   /* of open objects; arrays do not count */
	struct buf text;
	struct range id, type, label, label_mul, description, title, country;
	struct range aliases[DUMP_MAX_ALIASES];
	size_t n_aliases;
	uint32_t n_sitelinks, classes[MAX_CLASSES];
	size_t n_classes;
	uint64_t gender;
	uint32_t country_of, citizen_of; /* P17, P27: numbers of countries, the first that is one; 0 = none */
};

/* --- classes that tell a type ------------------------------------------------------------------- */

static const struct {
	uint32_t number;
	enum kb_type type;
} classes[] = {
	{ 5, KB_PERSON },            { 15632617, KB_PERSON },      { 43229, KB_ORGANISATION },
	{ 4830453, KB_ORGANISATION }, { 783794, KB_ORGANISATION }, { 6881511, KB_ORGANISATION },
	{ 891723, KB_ORGANISATION }, { 7278, KB_ORGANISATION },    { 484652, KB_ORGANISATION },
	{ 163740, KB_ORGANISATION }, { 79913, KB_ORGANISATION },   { 327333, KB_ORGANISATION },
	{ 192350, KB_ORGANISATION }, { 3918, KB_ORGANISATION },    { 875538, KB_ORGANISATION },
	{ 902104, KB_ORGANISATION }, { 9826, KB_ORGANISATION },    { 476028, KB_ORGANISATION },
	{ 847017, KB_ORGANISATION }, { 13393265, KB_ORGANISATION }, { 215380, KB_ORGANISATION },
	{ 11032, KB_ORGANISATION },  { 1110794, KB_ORGANISATION }, { 192283, KB_ORGANISATION },
	{ 1616075, KB_ORGANISATION }, { 22687, KB_ORGANISATION },  { 46970, KB_ORGANISATION },
	{ 17149090, KB_ORGANISATION }, { 6256, KB_COUNTRY },       { 3624078, KB_COUNTRY },
	{ 3024240, KB_COUNTRY },     { 515, KB_COUNTRY },          { 1549591, KB_COUNTRY },
	{ 1637706, KB_COUNTRY },     { 5119, KB_COUNTRY },         { 486972, KB_COUNTRY },
	{ 3957, KB_COUNTRY },        { 532, KB_COUNTRY },          { 484170, KB_COUNTRY },
	{ 747074, KB_COUNTRY },      { 35657, KB_COUNTRY },        { 47168, KB_COUNTRY },
	{ 4022, KB_PLACE },          { 8502, KB_PLACE },           { 23397, KB_PLACE },
	{ 23442, KB_PLACE },         { 165, KB_PLACE },            { 46831, KB_PLACE },
	{ 5107, KB_PLACE },          { 82794, KB_PLACE },          { 41176, KB_FACILITY },
	{ 1248784, KB_FACILITY },    { 12280, KB_FACILITY },       { 483110, KB_FACILITY },
	{ 16917, KB_FACILITY },      { 33506, KB_FACILITY },       { 198, KB_EVENT },
	{ 178561, KB_EVENT },        { 1656682, KB_EVENT },        { 40231, KB_EVENT },
	{ 132241, KB_EVENT },        { 11424, KB_WORK },           { 5398426, KB_WORK },
	{ 7889, KB_WORK },           { 482994, KB_WORK },          { 7366, KB_WORK },
	{ 571, KB_WORK },            { 7725634, KB_WORK },         { 8261, KB_WORK },
	{ 4164871, KB_OFFICE },
};

/* Pages of a wiki, and the articles of journals, which are half of all items. */
static bool is_unwanted_class(uint32_t number)
{
	return number == 4167410 || number == 13442814 || number == 4167836;
}

static enum kb_type type_of(const struct dump *dump)
{
	for (size_t i = 0; i < dump->n_classes; i++)
		for (size_t k = 0; k < sizeof classes / sizeof *classes; k++)
			if (classes[k].number == dump->classes[i])
				return classes[k].type;
	return KB_ANY;
}

/* --- events --------------------------------------------------------------------------------------- */

static bool key_is(const struct dump *dump, size_t depth, const char *name)
{
	return depth <= dump->depth && depth <= MAX_DEPTH && str_is(str_at(dump->keys[depth].at, dump->keys[depth].len), name);
}

static struct range keep(struct dump *dump, const unsigned char *at, size_t len)
{
	struct range range = { dump->text.len, len };

	buf_add(&dump->text, at, len);
	return range;
}

/* claims / P31 / mainsnak / datavalue / value / numeric-id */
static bool is_claim(const struct dump *dump, const char *property, size_t depth, const char *last)
{
	return dump->depth == depth && key_is(dump, 1, "claims") && key_is(dump, 2, property) &&
	       key_is(dump, 3, "mainsnak") && key_is(dump, 4, "datavalue") && key_is(dump, depth, last);
}

static int on_number(void *context, const char *digits, size_t len)
{
	struct dump *dump = context;
	uint64_t number;

	if (!str_number(str_at(digits, len), UINT32_MAX, &number))
		return 1;
	if (is_claim(dump, "P31", 6, "numeric-id") && dump->n_classes < MAX_CLASSES)
		dump->classes[dump->n_classes++] = (uint32_t)number;
	else if (is_claim(dump, "P21", 6, "numeric-id"))
		dump->gender = number;
	else if (is_claim(dump, "P17", 6, "numeric-id") && !dump->country_of && country_code((uint32_t)number).len)
		dump->country_of = (uint32_t)number;
	else if (is_claim(dump, "P27", 6, "numeric-id") && !dump->citizen_of && country_code((uint32_t)number).len)
		dump->citizen_of = (uint32_t)number;
	return 1;
}

static int on_string(void *context, const unsigned char *at, size_t len)
{
	struct dump *dump = context;
	bool is_value = dump->depth == 3 && key_is(dump, 3, "value");
	bool is_english = key_is(dump, 2, "en"), is_mul = key_is(dump, 2, "mul");

	if (dump->depth == 1 && key_is(dump, 1, "id"))
		dump->id = keep(dump, at, len);
	else if (dump->depth == 1 && key_is(dump, 1, "type"))
		dump->type = keep(dump, at, len);
	else if (is_value && key_is(dump, 1, "labels") && is_english)
		dump->label = keep(dump, at, len);
	else if (is_value && key_is(dump, 1, "labels") && is_mul)
		dump->label_mul = keep(dump, at, len);
	else if (is_value && key_is(dump, 1, "descriptions") && is_english)
		dump->description = keep(dump, at, len);
	else if (is_value && key_is(dump, 1, "aliases") && (is_english || is_mul)) {
		if (dump->n_aliases < DUMP_MAX_ALIASES)
			dump->aliases[dump->n_aliases++] = keep(dump, at, len);
	} else if (dump->depth == 3 && key_is(dump, 1, "sitelinks") && key_is(dump, 2, "enwiki") && key_is(dump, 3, "title"))
		dump->title = keep(dump, at, len);
	else if (is_claim(dump, "P297", 5, "value"))
		dump->country = keep(dump, at, len);
	return 1;
}

static int on_key(void *context, const unsigned char *at, size_t len)
{
	struct dump *dump = context;
	struct key *key;

	if (dump->depth == 0 || dump->depth > MAX_DEPTH)
		return 1;
	key = &dump->keys[dump->depth];
	key->len = len < MAX_KEY ? len : 0;
	memcpy(key->at, at, key->len);
	if (dump->depth == 2 && key_is(dump, 1, "sitelinks"))
		dump->n_sitelinks++;
	return 1;
}

static int on_object(void *context)
{
	struct dump *dump = context;

	dump->depth++;
	if (dump->depth <= MAX_DEPTH)
		dump->keys[dump->depth].len = 0;
	return 1;
}

static int on_object_end(void *context)
{
	((struct dump *)context)->depth--;
	return 1;
}

static const yajl_callbacks callbacks = {
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_object,
	.yajl_map_key = on_key,
	.yajl_end_map = on_object_end,
};

/* --- lines ------------------------------------------------------------------------------------------ */

struct dump *dump_new(void)
{
	struct dump *dump = diag_alloc(sizeof *dump);

	memset(dump, 0, sizeof *dump);
	return dump;
}

void dump_delete(struct dump *dump)
{
	if (dump->parser)
		yajl_free(dump->parser);
	buf_free(&dump->text);
	free(dump);
}

static void forget(struct dump *dump)
{
	struct buf text = dump->text;

	*dump = (struct dump){ .parser = dump->parser, .text = text };
	buf_clear(&dump->text);
}

/* Parses a line; a parser serves for all lines until one is broken. */
static bool parse(struct dump *dump, struct str line)
{
	bool is_good;

	if (!dump->parser) {
		yajl_alloc_funcs allocator = { allocator_alloc, allocator_realloc, allocator_free, NULL };

		dump->parser = yajl_alloc(&callbacks, &allocator, dump);
		yajl_config(dump->parser, yajl_allow_multiple_values, 1);
	}
	is_good = yajl_parse(dump->parser, (const unsigned char *)line.at, line.len) == yajl_status_ok &&
	          dump->depth == 0;
	if (!is_good) {
		yajl_free(dump->parser);
		dump->parser = NULL;
	}
	return is_good;
}

static struct str text_of(const struct dump *dump, struct range range)
{
	return str_slice(buf_str(&dump->text), range.begin, range.begin + range.len);
}

/* Its own code where the item is a country, else that of the country that it lies in or is a citizen of. */
static struct str country_of(const struct dump *dump)
{
	if (dump->country.len)
		return text_of(dump, dump->country);
	return country_code(dump->country_of ? dump->country_of : dump->citizen_of);
}

enum dump_status dump_read(struct dump *dump, struct str line, struct dump_item *item)
{
	struct range label;

	line = str_trim(line);
	if (str_ends(line, ","))
		line = str_trim(str_slice(line, 0, line.len - 1));
	if (line.len == 0 || str_is(line, "[") || str_is(line, "]"))
		return DUMP_NOTHING;
	forget(dump);
	if (line.at[0] != '{' || !parse(dump, line))
		return DUMP_BROKEN;
	if (!str_starts(text_of(dump, dump->id), "Q") || (dump->type.len && !str_is(text_of(dump, dump->type), "item")))
		return DUMP_OTHER;
	for (size_t i = 0; i < dump->n_classes; i++)
		if (is_unwanted_class(dump->classes[i]))
			return DUMP_SKIPPED;
	label = dump->label.len ? dump->label : dump->label_mul.len ? dump->label_mul : dump->title;
	if (label.len == 0)
		return DUMP_NAMELESS;
	*item = (struct dump_item){
		.entity = { .id = text_of(dump, dump->id),
		            .label = text_of(dump, label),
		            .description = text_of(dump, dump->description),
		            .country = country_of(dump),
		            .type = type_of(dump),
		            .gender = dump->gender == MALE ? KB_MALE : dump->gender == FEMALE ? KB_FEMALE : KB_GENDER_UNKNOWN,
		            .weight = dump->n_sitelinks },
		.title = text_of(dump, dump->title),
		.n_sitelinks = dump->n_sitelinks,
		.n_aliases = dump->n_aliases,
	};
	for (size_t i = 0; i < dump->n_aliases; i++)
		item->aliases[i] = text_of(dump, dump->aliases[i]);
	return DUMP_ITEM;
}
