/*
 * builder.c: what is collected, the order of the file, and the bundle put together.
 */
#include "builder.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <xxhash.h>

#include "common/bundle.h"
#include "common/diag.h"
#include "common/utf8.h"
#include "filters/link/kb/spelling.h"
#include "section.h"
#include "spill.h"

enum {
	SPILL_BYTES = 64 << 20,
	MAX_TEXT = 0xFFFF,         /* bytes of a string: its length has two */
	KNOWN_TEXTS = 1 << 18,     /* of the last texts, to store equal descriptions once */
	POSTINGS_PER_BUCKET = 8,
	KEY_KIND_BITS = 62,
	KNOWN_PERSON = 25,         /* popularity from which other spellings are looked for: 27,000 people of the default */
};

/* --- what is collected ------------------------------------------------------------------------ */

enum id_kind { ID_WIKIDATA, ID_WIKIPEDIA, ID_OTHER };

/* The key of an id has its kind in the top two bits; below, the Q number or a hash of the string. */
struct entity {
	uint64_t key;
	uint32_t id, label, description; /* in the text; id only where it is no number */
	uint32_t place;                  /* first the order of coming, then the place in the file */
	uint8_t type, gender, popularity;
	char country[2];
};

struct name {
	uint64_t key, hash;
	uint8_t naming, unused[7];
};

struct posting {
	uint64_t hash;
	uint32_t entity;
	uint8_t naming, popularity, unused[2];
};

/* That an item has the article of a key: names given to the article go to the item. */
struct article {
	uint64_t key, item;
};

struct builder {
	struct entity *entities;
	size_t n_entities, cap_entities;
	struct section names, text;
	uint64_t n_names;
	struct buf titles, given; /* uint64_t hashes */
	struct buf articles;      /* struct article */
	struct buf scratch;
	struct {
		uint64_t hash;
		uint32_t offset;
	} known[KNOWN_TEXTS];
};

struct builder *builder_new(const char *directory)
{
	struct builder *builder = diag_alloc(sizeof *builder);

	memset(builder, 0, sizeof *builder);
	builder->names.directory = builder->text.directory = directory;
	section_add(&builder->text, "\0", 2); /* offset 0 is the empty string */
	return builder;
}

void builder_delete(struct builder *builder)
{
	free(builder->entities);
	section_close(&builder->names);
	section_close(&builder->text);
	buf_free(&builder->titles);
	buf_free(&builder->given);
	buf_free(&builder->articles);
	buf_free(&builder->scratch);
	free(builder);
}

static uint64_t id_key(struct str id, struct str *text)
{
	enum id_kind kind = ID_OTHER;
	uint64_t number;

	*text = id;
	if (str_starts(id, "Q") && str_number(str_slice(id, 1, id.len), UINT32_MAX, &number)) {
		*text = (struct str){ NULL, 0 };
		return number;
	}
	if (str_starts(id, "enwiki:")) {
		kind = ID_WIKIPEDIA;
		*text = str_slice(id, 7, id.len);
	}
	return (uint64_t)kind << KEY_KIND_BITS | XXH3_64bits(text->at, text->len) >> 2;
}

/* Stores a string, or finds it among the last ones; 0 for the empty one. */
static uint32_t text_add(struct builder *builder, struct str s)
{
	uint64_t hash;
	size_t slot;
	unsigned char length[2];

	if (s.len > MAX_TEXT) {
		s.len = MAX_TEXT;
		while (s.len && ((unsigned char)s.at[s.len] & 0xC0) == 0x80)
			s.len--;
	}
	if (s.len == 0 || builder->text.size > UINT32_MAX)
		return 0;
	hash = XXH3_64bits(s.at, s.len);
	slot = hash % KNOWN_TEXTS;
	if (builder->known[slot].hash == hash && builder->known[slot].offset)
		return builder->known[slot].offset;
	builder->known[slot].hash = hash;
	builder->known[slot].offset = (uint32_t)builder->text.size;
	length[0] = (unsigned char)(s.len & 0xFF);
	length[1] = (unsigned char)(s.len >> 8);
	section_add(&builder->text, length, sizeof length);
	section_add(&builder->text, s.at, s.len);
	return builder->known[slot].offset;
}

/* Whether an id of Wikipedia is the label with underscores for blanks, as nearly all are. */
static bool is_title_of(struct str label, struct str id)
{
	if (label.len != id.len || id.len == 0)
		return false;
	for (size_t i = 0; i < id.len; i++)
		if (id.at[i] != label.at[i] && !(id.at[i] == '_' && label.at[i] == ' '))
			return false;
	return true;
}

/* Logarithms of weights and counts in a byte: steps a doubling, at most `max`. */
static uint8_t log_byte(double value, double steps, double max)
{
	double scaled = value > 0 ? round(steps * log2(1 + value)) : 0;

	return (uint8_t)(scaled > max ? max : scaled);
}

/* Stores the name that a search key stands for. */
static void store_name(struct builder *builder, uint64_t key, struct str search_key, enum kb_naming naming,
                       double count)
{
	struct name name = { .key = key,
		             .hash = kb_hash(search_key),
		             .naming = (uint8_t)(naming | log_byte(count, 2, 31) * KB_NAMINGS) };

	if (search_key.len == 0)
		return;
	section_add(&builder->names, &name, sizeof name);
	builder->n_names++;
}

/* The spelling key of a well known person, so that other spellings find it. */
static void add_spelling(struct builder *builder, struct str label, uint64_t key)
{
	size_t len;

	buf_clear(&builder->scratch);
	kb_add_key(&builder->scratch, label);
	len = builder->scratch.len;
	buf_reserve(&builder->scratch, 3 * len + 1);
	spelling_add_key(&builder->scratch, str_at(builder->scratch.at, len));
	store_name(builder, key, str_slice(buf_str(&builder->scratch), len, builder->scratch.len), KB_WEAK, 0);
}

/* "Larsen Inc." is Larsen. */
static void add_without_form(struct builder *builder, struct str label, uint64_t key)
{
	struct str base;

	buf_clear(&builder->scratch);
	kb_add_key(&builder->scratch, label);
	base = spelling_without_form(buf_str(&builder->scratch));
	if (base.len < builder->scratch.len)
		store_name(builder, key, base, KB_ALIAS, 0);
}

void builder_entity(struct builder *builder, const struct builder_entity *entity)
{
	struct entity *to;
	struct str id;

	if (builder->n_entities == builder->cap_entities) {
		builder->cap_entities = builder->cap_entities ? builder->cap_entities * 2 : 4096;
		builder->entities = diag_realloc(builder->entities,
		                                 builder->cap_entities * sizeof *builder->entities);
	}
	to = &builder->entities[builder->n_entities];
	*to = (struct entity){ .place = (uint32_t)builder->n_entities,
		               .type = (uint8_t)entity->type,
		               .gender = (uint8_t)entity->gender,
		               .popularity = log_byte(entity->weight, 16, 255) };
	builder->n_entities++;
	to->key = id_key(entity->id, &id);
	to->id = text_add(builder, id);
	to->label = is_title_of(entity->label, id) ? to->id : text_add(builder, entity->label);
	to->description = text_add(builder, entity->description);
	if (entity->country.len == 2)
		memcpy(to->country, entity->country.at, 2);
	if (entity->label.len)
		builder_name(builder, entity->label, entity->id, KB_LABEL, 0);
	if (entity->label.len && entity->type == KB_PERSON && to->popularity >= KNOWN_PERSON)
		add_spelling(builder, entity->label, to->key);
	if (entity->label.len && entity->type == KB_ORGANISATION)
		add_without_form(builder, entity->label, to->key);
}

void builder_name(struct builder *builder, struct str surface, struct str id, enum kb_naming naming,
                  double count)
{
	struct str text;

	buf_clear(&builder->scratch);
	kb_add_key(&builder->scratch, surface);
	store_name(builder, id_key(id, &text), buf_str(&builder->scratch), naming, count);
}

void builder_title(struct builder *builder, struct str title)
{
	uint64_t hash;

	buf_clear(&builder->scratch);
	kb_add_key(&builder->scratch, title);
	if (builder->scratch.len == 0)
		return;
	hash = kb_hash(buf_str(&builder->scratch));
	buf_add(&builder->titles, &hash, sizeof hash);
}

void builder_article(struct builder *builder, struct str id, struct str title)
{
	struct str text;
	struct article article = { .item = id_key(id, &text) };
	char *at;

	buf_clear(&builder->scratch);
	buf_add(&builder->scratch, "enwiki:", 7);
	buf_add_str(&builder->scratch, title);
	at = builder->scratch.at;
	for (size_t i = 0; i < builder->scratch.len; i++)
		if (at[i] == ' ')
			at[i] = '_';
	article.key = id_key(buf_str(&builder->scratch), &text);
	buf_add(&builder->articles, &article, sizeof article);
}

void builder_given(struct builder *builder, struct str word, enum kb_gender gender)
{
	uint64_t entry;

	buf_clear(&builder->scratch);
	kb_add_key(&builder->scratch, word);
	entry = (kb_hash(buf_str(&builder->scratch)) & ~(uint64_t)KB_GENDER_BITS) | gender;
	buf_add(&builder->given, &entry, sizeof entry);
}

/* --- entities: one row an id, in the order of the file --------------------------------------------- */

static int by_key(const void *a, const void *b)
{
	const struct entity *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static void fold_into(struct entity *first, const struct entity *again)
{
	if (!first->label) {
		first->label = again->label;
		first->type = again->type;
	}
	if (!first->description)
		first->description = again->description;
	if (!first->type)
		first->type = again->type;
	if (!first->gender)
		first->gender = again->gender;
	if (!first->country[0])
		memcpy(first->country, again->country, 2);
	if (again->popularity > first->popularity)
		first->popularity = again->popularity;
}

/* Sorts the entities by key and makes one of those that are equal. */
static void unify(struct builder *builder)
{
	size_t n = 0;

	if (builder->n_entities)
		qsort(builder->entities, builder->n_entities, sizeof *builder->entities, by_key);
	for (size_t i = 0; i < builder->n_entities; i++) {
		if (n && builder->entities[n - 1].key == builder->entities[i].key)
			fold_into(&builder->entities[n - 1], &builder->entities[i]);
		else
			builder->entities[n++] = builder->entities[i];
	}
	builder->n_entities = n;
}

static unsigned kind_of(const struct entity *entity)
{
	return (unsigned)(entity->key >> KEY_KIND_BITS);
}

static struct str text_at(struct str text, uint32_t offset)
{
	const unsigned char *at = (const unsigned char *)text.at + offset;

	return str_at((const char *)at + 2, (size_t)(at[0] | at[1] << 8));
}

struct order {
	const struct entity *entities;
	struct str text;
};

static int by_place(const void *a, const void *b, void *context)
{
	const struct order *order = context;
	const struct entity *x = &order->entities[*(const uint32_t *)a];
	const struct entity *y = &order->entities[*(const uint32_t *)b];

	if (!x->label != !y->label)
		return x->label ? -1 : 1;
	if (kind_of(x) != kind_of(y))
		return kind_of(x) < kind_of(y) ? -1 : 1;
	if (kind_of(x) == ID_WIKIDATA)
		return x->key < y->key ? -1 : 1;
	return str_cmp(text_at(order->text, x->id), text_at(order->text, y->id));
}

/* Gives every entity its place and writes `ids`, `popularities` and `records`; the bounds of the groups go to `meta`. */
static void write_entities(struct builder *builder, struct str text, struct kb_meta *meta,
                           struct section *ids, struct section *popularities, struct section *records)
{
	size_t n = builder->n_entities;
	struct order order = { builder->entities, text };
	uint32_t *placed = diag_alloc(n * sizeof *placed);
	uint32_t ends[2][ID_OTHER + 1] = { { 0 } };

	for (size_t i = 0; i < n; i++)
		placed[i] = (uint32_t)i;
	qsort_r(placed, n, sizeof *placed, by_place, &order);
	for (size_t i = 0; i < n; i++) {
		struct entity *entity = &builder->entities[placed[i]];
		unsigned kind = kind_of(entity);
		uint32_t id = kind == ID_WIKIDATA ? (uint32_t)entity->key : entity->id;

		entity->place = (uint32_t)i;
		ends[!entity->label][kind]++;
		section_add(ids, &id, sizeof id);
		section_add(popularities, &entity->popularity, 1);
		if (entity->label) {
			struct kb_record record = { .label = entity->label,
				                    .description = entity->description,
				                    .type = entity->type,
				                    .gender = entity->gender };

			memcpy(record.country, entity->country, 2);
			section_add(records, &record, sizeof record);
		}
	}
	free(placed);
	meta->records_wikipedia = ends[0][ID_WIKIDATA];
	meta->records_other = meta->records_wikipedia + ends[0][ID_WIKIPEDIA];
	meta->n_records = meta->records_other + ends[0][ID_OTHER];
	meta->stubs_wikipedia = meta->n_records + ends[1][ID_WIKIDATA];
	meta->stubs_other = meta->stubs_wikipedia + ends[1][ID_WIKIPEDIA];
	meta->n_entities = (uint32_t)n;
}

/* --- postings --------------------------------------------------------------------------------- */

static const struct entity *find_entity(const struct builder *builder, uint64_t key)
{
	size_t low = 0, high = builder->n_entities;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (builder->entities[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low < builder->n_entities && builder->entities[low].key == key ?
	               &builder->entities[low] :
	               NULL;
}

/* A rough prior, only to order the postings of a name: sightings count most, then fame, then the way of naming. */
static int strength(const struct posting *posting)
{
	return posting->popularity + 12 * (posting->naming / KB_NAMINGS) -
	       24 * (posting->naming % KB_NAMINGS);
}

static int by_hash(const void *a, const void *b)
{
	const struct posting *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	if (strength(x) != strength(y))
		return strength(x) > strength(y) ? -1 : 1;
	if (x->entity != y->entity)
		return x->entity < y->entity ? -1 : 1;
	return (x->naming > y->naming) - (x->naming < y->naming);
}

static int by_article(const void *a, const void *b)
{
	const struct article *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->item > y->item) - (x->item < y->item);
}

/* The entity of a key, or the item whose article it is. */
static const struct entity *find_named(const struct builder *builder, uint64_t key)
{
	const struct entity *entity = find_entity(builder, key);
	const struct article *articles = (const struct article *)(const void *)builder->articles.at;
	const struct article wanted = { .key = key }, *found = NULL;
	size_t low = 0, high = builder->articles.len / sizeof wanted, n = high;

	if (entity || n == 0)
		return entity;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (by_article(&articles[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < n && articles[low].key == key)
		found = &articles[low];
	return found ? find_entity(builder, found->item) : NULL;
}

/* Turns the names into postings. False where the temporary file failed. */
static bool collect_postings(struct builder *builder, struct spill *postings, uint64_t *n_lost)
{
	const struct entity *entity = NULL;
	uint64_t last = UINT64_MAX;
	struct name name;

	if (builder->n_names == 0)
		return !builder->names.failed;
	if (builder->names.failed || fflush(builder->names.file) != 0 ||
	    fseeko(builder->names.file, 0, SEEK_SET) != 0)
		return false;
	while (fread(&name, sizeof name, 1, builder->names.file) == 1) {
		struct posting posting = { .hash = name.hash, .naming = name.naming };

		if (name.key != last)
			entity = find_named(builder, name.key);
		last = name.key;
		if (!entity) {
			(*n_lost)++;
			continue;
		}
		posting.entity = entity->place;
		posting.popularity = entity->popularity;
		spill_add(postings, &posting);
	}
	return !ferror(builder->names.file) && spill_sort(postings);
}

struct columns {
	struct section buckets, fingerprints, entities, namings;
};

/* The postings of one name, best first, an entity once. */
struct group {
	struct posting postings[KB_MAX_CANDIDATES];
	size_t n;
};

static void group_add(struct group *group, const struct posting *posting)
{
	for (size_t i = 0; i < group->n; i++) {
		struct posting *old = &group->postings[i];

		if (old->entity == posting->entity) {
			unsigned count = old->naming / KB_NAMINGS, naming = old->naming % KB_NAMINGS;

			if (posting->naming / KB_NAMINGS > count)
				count = posting->naming / KB_NAMINGS;
			if (posting->naming % KB_NAMINGS < naming)
				naming = posting->naming % KB_NAMINGS;
			old->naming = (uint8_t)(count * KB_NAMINGS + naming);
			return;
		}
	}
	if (group->n < KB_MAX_CANDIDATES)
		group->postings[group->n++] = *posting;
}

static void group_write(const struct group *group, const struct kb_meta *meta, struct columns *to)
{
	for (size_t i = 0; i < group->n; i++) {
		const struct posting *posting = &group->postings[i];
		uint16_t fingerprint = (uint16_t)posting->hash;
		uint8_t entity[4] = { (uint8_t)posting->entity, (uint8_t)(posting->entity >> 8),
			              (uint8_t)(posting->entity >> 16),
			              (uint8_t)(posting->entity >> 24) };

		section_add(&to->fingerprints, &fingerprint, sizeof fingerprint);
		section_add(&to->entities, entity, meta->entity_bytes);
		section_add(&to->namings, &posting->naming, 1);
	}
}

/* Ends every bucket before `bucket` at the postings written so far. */
static void close_buckets(struct columns *to, uint64_t *n_closed, uint64_t bucket, uint32_t n_postings)
{
	for (; *n_closed <= bucket; (*n_closed)++)
		section_add(&to->buckets, &n_postings, sizeof n_postings);
}

/* Writes the sorted postings and where the buckets begin. */
static bool write_postings(struct spill *postings, struct kb_meta *meta, struct columns *to)
{
	struct group group = { .n = 0 };
	uint64_t n_closed = 0, n_written = 0;
	const struct posting *next;

	while (meta->bucket_bits < 30 &&
	       postings->n_records >> meta->bucket_bits > POSTINGS_PER_BUCKET)
		meta->bucket_bits++;
	do {
		next = spill_next(postings);
		if (group.n && (!next || next->hash != group.postings[0].hash)) {
			uint64_t hash = group.postings[0].hash;

			close_buckets(to, &n_closed,
			              meta->bucket_bits ? hash >> (64 - meta->bucket_bits) : 0,
			              (uint32_t)n_written);
			group_write(&group, meta, to);
			n_written += group.n;
			group.n = 0;
		}
		if (next)
			group_add(&group, next);
	} while (next && n_written < UINT32_MAX - KB_MAX_CANDIDATES);
	close_buckets(to, &n_closed, (uint64_t)1 << meta->bucket_bits, (uint32_t)n_written);
	meta->n_postings = (uint32_t)n_written;
	return !postings->failed;
}

/* --- titles --------------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static bool write_titles(struct builder *builder, struct buf *out, uint64_t *n_titles)
{
	uint64_t *hashes = (uint64_t *)(void *)builder->titles.at;
	size_t n = builder->titles.len / sizeof *hashes, n_different = 0;

	*n_titles = 0;
	if (n == 0)
		return true;
	qsort(hashes, n, sizeof *hashes, by_number);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || hashes[i] != hashes[i - 1])
			hashes[n_different++] = hashes[i];
	*n_titles = n_different;
	return title_filter_build(hashes, n_different, out);
}

/* --- the whole ------------------------------------------------------------------------------------ */

static enum builder_status write_bundle(struct section *sections[], const char *const names[], size_t n,
                                        struct str meta, struct str titles, struct str given, FILE *out)
{
	struct bundle_part parts[12];
	enum builder_status status = BUILDER_OK;
	struct buf bytes = { NULL, 0, 0 };

	for (size_t i = 0; i < n; i++) {
		parts[i].name = names[i];
		if (!section_map(sections[i], &parts[i].bytes))
			status = BUILDER_IO;
	}
	parts[n] = (struct bundle_part){ "meta", meta };
	parts[n + 1] = (struct bundle_part){ "given", given };
	parts[n + 2] = (struct bundle_part){ "titles", titles };
	if (status == BUILDER_OK) {
		bundle_write_head(KB_KIND, parts, n + 3, &bytes);
		if (fwrite(bytes.at, 1, bytes.len, out) != bytes.len || !section_write_all(parts, n + 3, bytes.len, out))
			status = BUILDER_IO;
	}
	for (size_t i = 0; i < n; i++)
		section_unmap(parts[i].bytes);
	buf_free(&bytes);
	return status;
}

enum builder_status builder_write(struct builder *builder, struct str name, FILE *out,
                                  struct builder_counts *counts)
{
	struct section ids = { .directory = builder->text.directory }, records = ids, popularities = ids;
	struct columns columns = { ids, ids, ids, ids };
	struct section *sections[] = { &ids,
		                       &records,
		                       &builder->text,
		                       &columns.buckets,
		                       &columns.fingerprints,
		                       &columns.entities,
		                       &columns.namings,
		                       &popularities };
	static const char *const names[] = { "ids",      "records", "text",
		                             "buckets",  "fingerprints", "entities",
		                             "namings", "popularities" };
	enum { N_SECTIONS = sizeof names / sizeof *names };
	struct kb_meta meta = { .entity_bytes = builder->n_entities < 1u << 24 ? 3 : 4 };
	enum builder_status status = BUILDER_OK;
	struct spill postings;
	struct str text;
	struct buf titles = { NULL, 0, 0 };

	*counts = (struct builder_counts){ .n_names = builder->n_names };
	memcpy(meta.name, name.at, name.len < KB_NAME_BYTES ? name.len : KB_NAME_BYTES - 1);
	if (builder->text.size > UINT32_MAX || builder->n_entities >= UINT32_MAX)
		return BUILDER_TOO_LARGE;
	if (!section_map(&builder->text, &text))
		return BUILDER_IO;
	spill_init(&postings, sizeof(struct posting), SPILL_BYTES, by_hash, builder->text.directory);
	unify(builder);
	write_entities(builder, text, &meta, &ids, &popularities, &records);
	section_unmap(text);
	if (builder->articles.len)
		qsort(builder->articles.at, builder->articles.len / sizeof(struct article), sizeof(struct article), by_article);
	if (builder->given.len)
		qsort(builder->given.at, builder->given.len / sizeof(uint64_t), sizeof(uint64_t), by_number);
	if (!collect_postings(builder, &postings, &counts->n_lost_names) ||
	    !write_postings(&postings, &meta, &columns))
		status = BUILDER_IO;
	else if (postings.n_records > UINT32_MAX)
		status = BUILDER_TOO_LARGE;
	else if (!write_titles(builder, &titles, &counts->n_titles))
		status = BUILDER_TOO_LARGE;
	else
		status = write_bundle(sections, names, N_SECTIONS,
		                      str_at((const char *)&meta, sizeof meta), buf_str(&titles),
		                      buf_str(&builder->given), out);
	counts->n_entities = meta.n_records;
	counts->n_stubs = meta.n_entities - meta.n_records;
	counts->n_postings = meta.n_postings;
	spill_free(&postings);
	buf_free(&titles);
	for (size_t i = 0; i < N_SECTIONS; i++)
		if (sections[i] != &builder->text)
			section_close(sections[i]);
	return status;
}
