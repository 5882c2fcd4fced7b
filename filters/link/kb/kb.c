/* kb.c: look-ups in the sections of a bundle; see kb.h for what they hold. */
#include "kb.h"

#include <xxhash.h>

#include "common/utf8.h"

static const char WIKIDATA[] = "wikidata", WIKIPEDIA[] = "wikipedia";

/* --- opening ------------------------------------------------------------------------------ */

static bool section_is(struct str section, uint64_t n, size_t size)
{
	return section.len == n * size;
}

static bool meta_is_good(const struct kb_meta *meta)
{
	return memchr(meta->name, '\0', sizeof meta->name) && meta->n_records <= meta->n_entities &&
	       meta->records_wikipedia <= meta->records_other &&
	       meta->records_other <= meta->n_records && meta->n_records <= meta->stubs_wikipedia &&
	       meta->stubs_wikipedia <= meta->stubs_other && meta->stubs_other <= meta->n_entities &&
	       meta->bucket_bits <= 30 && (meta->entity_bytes == 3 || meta->entity_bytes == 4);
}

bool kb_open(const struct bundle *bundle, uint32_t layer, struct kb *kb)
{
	struct str meta = bundle_section(bundle, "meta"), ids = bundle_section(bundle, "ids");
	struct str records = bundle_section(bundle, "records");
	struct str buckets = bundle_section(bundle, "buckets");
	struct str fingerprints = bundle_section(bundle, "fingerprints");
	struct str entities = bundle_section(bundle, "entities");
	struct str namings = bundle_section(bundle, "namings");
	struct str given = bundle_section(bundle, "given");
	struct str popularities = bundle_section(bundle, "popularities");

	*kb = (struct kb){ .bundle = *bundle, .layer = layer };
	if (!section_is(meta, 1, sizeof *kb->meta))
		return false;
	kb->meta = (const struct kb_meta *)meta.at;
	if (!meta_is_good(kb->meta) ||
	    !section_is(ids, kb->meta->n_entities, sizeof *kb->ids) ||
	    !section_is(records, kb->meta->n_records, sizeof *kb->records) ||
	    !section_is(buckets, ((uint64_t)1 << kb->meta->bucket_bits) + 1, sizeof *kb->buckets) ||
	    !section_is(fingerprints, kb->meta->n_postings, sizeof *kb->fingerprints) ||
	    !section_is(entities, kb->meta->n_postings, kb->meta->entity_bytes) ||
	    !section_is(namings, kb->meta->n_postings, sizeof *kb->namings) ||
	    !section_is(popularities, kb->meta->n_entities, sizeof *kb->popularities))
		return false;
	kb->ids = (const uint32_t *)ids.at;
	kb->records = (const struct kb_record *)records.at;
	kb->buckets = (const uint32_t *)buckets.at;
	kb->fingerprints = (const uint16_t *)fingerprints.at;
	kb->entities = (const uint8_t *)entities.at;
	kb->namings = (const uint8_t *)namings.at;
	kb->popularities = (const uint8_t *)popularities.at;
	kb->text = bundle_section(bundle, "text");
	kb->given = (const uint64_t *)given.at;
	kb->n_given = given.len / sizeof *kb->given;
	return title_filter_open(bundle_section(bundle, "titles"), &kb->titles);
}

/* The string at an offset of `text`; empty for an offset that is none. */
static struct str text_at(const struct kb *kb, uint32_t offset)
{
	const unsigned char *at = (const unsigned char *)kb->text.at + offset;
	size_t len;

	if (kb->text.len < 2 || offset > kb->text.len - 2)
		return (struct str){ "", 0 };
	len = (size_t)(at[0] | at[1] << 8);
	if (len > kb->text.len - 2 - offset)
		return (struct str){ "", 0 };
	return str_at((const char *)at + 2, len);
}

/* --- ids ------------------------------------------------------------------------------------ */

enum id_kind { ID_WIKIDATA, ID_WIKIPEDIA, ID_OTHER };

/* An id of any base: its kind and its number or string. A Wikipedia one's string is its label. */
struct id {
	enum id_kind kind;
	uint32_t number;
	struct str text;
};

static struct id id_of(const struct kb *kb, uint32_t entity)
{
	const struct kb_meta *meta = kb->meta;
	bool is_stub = entity >= meta->n_records;
	uint32_t wikipedia = is_stub ? meta->stubs_wikipedia : meta->records_wikipedia;
	uint32_t other = is_stub ? meta->stubs_other : meta->records_other;

	if (entity < wikipedia)
		return (struct id){ .kind = ID_WIKIDATA, .number = kb->ids[entity] };
	return (struct id){ .kind = entity < other ? ID_WIKIPEDIA : ID_OTHER,
		            .text = text_at(kb, kb->ids[entity]) };
}

static int id_compare(const struct kb *kb, uint32_t entity, const struct id *id)
{
	if (id->kind == ID_WIKIDATA)
		return (kb->ids[entity] > id->number) - (kb->ids[entity] < id->number);
	return str_cmp(text_at(kb, kb->ids[entity]), id->text);
}

static bool find_between(const struct kb *kb, const struct id *id, uint32_t low, uint32_t high,
                         uint32_t *entity)
{
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = id_compare(kb, middle, id);

		if (order == 0) {
			*entity = middle;
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* The record of an id in one base. */
static bool record_of(const struct kb *kb, const struct id *id, uint32_t *entity)
{
	const uint32_t bounds[] = { 0, kb->meta->records_wikipedia, kb->meta->records_other,
		                    kb->meta->n_records };

	return find_between(kb, id, bounds[id->kind], bounds[id->kind + 1], entity);
}

/* Moves a candidate to the record that counts: that of the latest base that has one. */
static void settle(const struct kb_set *set, struct kb_candidate *candidate)
{
	struct id id;

	if (set->n == 1)
		return;
	id = id_of(&set->bases[candidate->base], candidate->entity);
	for (size_t base = set->n; base-- > 0;) {
		if (base == candidate->base) {
			if (candidate->entity < set->bases[base].meta->n_records)
				return;
		} else if (record_of(&set->bases[base], &id, &candidate->entity)) {
			candidate->base = (uint32_t)base;
			return;
		}
	}
}

bool kb_find_id(const struct kb_set *set, struct str id, struct kb_candidate *found)
{
	uint64_t number;
	struct id wanted = { .kind = ID_OTHER, .text = id };

	if (str_starts(id, "enwiki:"))
		wanted = (struct id){ .kind = ID_WIKIPEDIA, .text = str_slice(id, 7, id.len) };
	else if (str_starts(id, "Q") && str_number(str_slice(id, 1, id.len), UINT32_MAX, &number))
		wanted = (struct id){ .kind = ID_WIKIDATA, .number = (uint32_t)number };
	for (size_t base = set->n; base-- > 0;) {
		*found = (struct kb_candidate){ .base = (uint32_t)base };
		if (record_of(&set->bases[base], &wanted, &found->entity))
			return true;
	}
	return false;
}

/* "Q42", to the end of the room. */
static struct str spell_number(uint32_t number, char room[KB_NUMBER_BYTES])
{
	size_t at = KB_NUMBER_BYTES;

	do
		room[--at] = (char)('0' + number % 10);
	while ((number /= 10));
	room[--at] = 'Q';
	return str_at(room + at, KB_NUMBER_BYTES - at);
}

void kb_entity(const struct kb_set *set, const struct kb_candidate *candidate, struct kb_entity *entity)
{
	const struct kb *kb = &set->bases[candidate->base];
	struct id id = id_of(kb, candidate->entity);

	*entity = (struct kb_entity){ .kb = str_of(WIKIPEDIA), .id = id.text, .label = id.text };
	if (id.kind == ID_WIKIDATA) {
		entity->kb = str_of(WIKIDATA);
		entity->id = entity->label = spell_number(id.number, entity->number);
	} else if (id.kind == ID_OTHER) {
		size_t colon = str_find(id.text, ':', 0);

		entity->kb = str_of(kb->meta->name);
		if (colon < id.text.len) {
			entity->kb = str_slice(id.text, 0, colon);
			entity->id = str_slice(id.text, colon + 1, id.text.len);
		}
	}
	if (candidate->entity < kb->meta->n_records) {
		const struct kb_record *record = &kb->records[candidate->entity];

		entity->label = text_at(kb, record->label);
		if (record->description)
			entity->description = text_at(kb, record->description);
		entity->type = record->type < KB_TYPES ? record->type : KB_ANY;
		entity->gender = record->gender <= KB_FEMALE ? record->gender : KB_GENDER_UNKNOWN;
		if (record->country[0])
			entity->country = str_at(record->country, 2);
	}
}

/* --- names ---------------------------------------------------------------------------------- */

/* Length of the UTF-8 character that is an apostrophe or a quotation mark at s[pos]; 0 for none. */
static size_t quote_length(struct str s, size_t pos)
{
	const unsigned char *at = (const unsigned char *)s.at + pos;

	if (*at == '\'' || *at == '"' || *at == '`')
		return 1;
	/* U+2018 to U+201F */
	if (s.len - pos >= 3 && at[0] == 0xE2 && at[1] == 0x80 && at[2] >= 0x98 && at[2] <= 0x9F)
		return 3;
	return 0;
}

/* Joins runs of single ASCII letters, "o j simpson": in place; returns the new length. */
static size_t join_initials(char *at, size_t len)
{
	size_t out = 0;
	bool after_initial = false;

	for (size_t pos = 0; pos < len;) {
		size_t end = pos;
		bool is_initial;

		while (end < len && at[end] != ' ')
			end++;
		is_initial = end == pos + 1 && at[pos] >= 'a' && at[pos] <= 'z';
		if (out && !(is_initial && after_initial))
			at[out++] = ' ';
		if (out != pos)
			memmove(at + out, at + pos, end - pos);
		out += end - pos;
		after_initial = is_initial;
		pos = end + 1;
	}
	return out;
}

/*
 * What of a name becomes of each byte in its key, where all are of the plain ones: letters and digits themselves, a blank
 * or a hyphen one blank, a point, a comma or an apostrophe nothing. 0 for any other.
 */
enum { KEY_BLANK = 1, KEY_NOTHING };

static const char key_bytes[256] = {
	[' '] = KEY_BLANK, ['-'] = KEY_BLANK, ['.'] = KEY_NOTHING, [','] = KEY_NOTHING, ['\''] = KEY_NOTHING,
	['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
	['A'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
	'w', 'x', 'y', 'z',
	['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
	'w', 'x', 'y', 'z',
};

/* The key of a name of plain bytes, before what is done with "the" and initials; false where another byte is met. */
static bool plain_key(struct str name, char *to, size_t *len)
{
	bool pending = false;
	size_t n = 0;

	for (size_t i = 0; i < name.len; i++) {
		char c = key_bytes[(unsigned char)name.at[i]];

		if (c == KEY_BLANK) {
			pending = n > 0;
		} else if (c > KEY_NOTHING) {
			if (pending)
				to[n++] = ' ';
			to[n++] = c;
			pending = false;
		} else if (c == 0) {
			return false;
		}
	}
	*len = n;
	return true;
}

/* The same of a name that was folded (utf8.h), in place. */
static size_t folded_key(struct str folded, char *to)
{
	bool pending = false;
	size_t len = 0;

	for (size_t pos = 0; pos < folded.len;) {
		char c = folded.at[pos];
		size_t quote = quote_length(folded, pos);

		if (quote) {
			pos += quote;
			continue;
		}
		pos++;
		if (c == ' ' || c == '-' || c == '_' || c == '/') {
			pending = len > 0;
		} else if (c != '.' && c != ',') {
			if (pending)
				to[len++] = ' ';
			to[len++] = c;
			pending = false;
		}
	}
	return len;
}

void kb_add_key(struct buf *out, struct str name)
{
	size_t start = out->len, len;
	char *to = buf_reserve(out, name.len);

	if (!plain_key(name, to, &len)) {
		utf8_add_folded(out, name);
		to = out->at + start;
		len = folded_key(str_at(to, out->len - start), to);
	}
	if (len > 4 && memcmp(to, "the ", 4) == 0) {
		len -= 4;
		memmove(to, to + 4, len);
	}
	out->len = start + join_initials(to, len);
}

uint64_t kb_hash(struct str key)
{
	return XXH3_64bits(key.at, key.len);
}

static uint32_t posting_entity(const struct kb *kb, uint32_t posting)
{
	const uint8_t *at = kb->entities + (size_t)posting * kb->meta->entity_bytes;
	uint32_t entity = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;

	return kb->meta->entity_bytes == 4 ? entity | (uint32_t)at[3] << 24 : entity;
}

/* Puts a candidate among the found ones, or adds to the one that has its id. */
static size_t candidate_add(struct kb_candidate *found, size_t n, size_t cap,
                            const struct kb_candidate *new)
{
	for (size_t i = 0; i < n; i++) {
		if (found[i].base != new->base || found[i].entity != new->entity)
			continue;
		if (new->naming < found[i].naming)
			found[i].naming = new->naming;
		if (new->count > found[i].count)
			found[i].count = new->count;
		if (new->popularity > found[i].popularity)
			found[i].popularity = new->popularity;
		if (new->layer > found[i].layer)
			found[i].layer = new->layer;
		return n;
	}
	if (n == cap)
		return n;
	found[n] = *new;
	return n + 1;
}

size_t kb_find(const struct kb_set *set, struct str key, struct kb_candidate *found, size_t cap)
{
	uint64_t hash = kb_hash(key);
	size_t n = 0;

	if (key.len == 0)
		return 0;
	for (size_t base = 0; base < set->n; base++) {
		const struct kb *kb = &set->bases[base];
		uint32_t bits = kb->meta->bucket_bits;
		size_t bucket = bits ? (size_t)(hash >> (64 - bits)) : 0;
		uint32_t end = kb->buckets[bucket + 1], n_here = 0;

		if (end > kb->meta->n_postings)
			continue;
		for (uint32_t p = kb->buckets[bucket]; p < end && n_here < KB_MAX_CANDIDATES; p++) {
			struct kb_candidate new = { .base = (uint32_t)base };

			if (kb->fingerprints[p] != (uint16_t)hash)
				continue;
			new.entity = posting_entity(kb, p);
			if (new.entity >= kb->meta->n_entities)
				continue;
			new.naming = kb->namings[p] % KB_NAMINGS;
			new.count = kb->namings[p] / KB_NAMINGS;
			new.popularity = kb->popularities[new.entity];
			new.layer = (uint8_t)kb->layer;
			settle(set, &new);
			n = candidate_add(found, n, cap, &new);
			n_here++;
		}
	}
	return n;
}

bool kb_is_title(const struct kb_set *set, struct str key)
{
	uint64_t hash = kb_hash(key);

	for (size_t base = 0; base < set->n; base++)
		if (title_filter_has(&set->bases[base].titles, hash))
			return true;
	return false;
}

enum kb_gender kb_given_gender(const struct kb_set *set, struct str word)
{
	uint64_t wanted = kb_hash(word) & ~(uint64_t)KB_GENDER_BITS;

	for (size_t base = set->n; base-- > 0;) {
		const struct kb *kb = &set->bases[base];
		size_t low = 0, high = kb->n_given;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (kb->given[middle] < wanted)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < kb->n_given && (kb->given[low] & ~(uint64_t)KB_GENDER_BITS) == wanted)
			return (kb->given[low] & KB_GENDER_BITS) <= KB_FEMALE ?
			               (enum kb_gender)(kb->given[low] & KB_GENDER_BITS) :
			               KB_GENDER_UNKNOWN;
	}
	return KB_GENDER_UNKNOWN;
}
