/*
 * classes.c: look-ups in the table of word classes. The table is used where it lies in the file:
 * nothing is read or built at start.
 */
#include "classes.h"

#include "filters/tag/hash.h"

enum { CLASSES_FORM_MAX = 64 }; /* longer words have no classes */

/* What an absent table looks like: one free entry, one path. */
static const struct classes_entry no_entries[1];
static const struct classes_path no_paths[1];
const struct classes classes_none = {
	.entries = no_entries, .paths = no_paths, .n_paths = 1,
};

static bool open_vectors(const struct bundle *model, struct classes *classes)
{
	struct str vectors = bundle_section(model, "cls.vectors");
	struct str coarse = bundle_section(model, "cls.coarse");
	size_t n = vectors.len / sizeof *classes->vectors;
	bool has_free = false;

	if (vectors.len == 0 && coarse.len == 0)
		return true;
	if (vectors.len % sizeof *classes->vectors || n == 0 || n & (n - 1) || coarse.len % sizeof *classes->coarse)
		return false;
	classes->vectors = (const struct classes_vector *)vectors.at;
	classes->vector_mask = n - 1;
	classes->coarse = (const uint16_t(*)[CLASSES_COARSE])coarse.at;
	classes->n_vector_classes = coarse.len / sizeof *classes->coarse;
	for (size_t i = 0; i < n && !has_free; i++)
		has_free = classes->vectors[i].fingerprint == 0;
	return has_free;
}

bool classes_open(const struct bundle *model, struct classes *classes)
{
	struct str words = bundle_section(model, "cls.words");
	struct str brown = bundle_section(model, "cls.brown");
	size_t n_entries = words.len / sizeof(struct classes_entry);
	size_t n_paths = brown.len / sizeof(struct classes_path);
	bool has_free = false;

	*classes = classes_none;
	if (!open_vectors(model, classes))
		return false;
	if (words.len == 0 && brown.len == 0)
		return true;
	if (words.len % sizeof(struct classes_entry) || n_entries == 0 || n_entries & (n_entries - 1))
		return false;
	if (brown.len % sizeof(struct classes_path) || n_paths == 0 || n_paths > UINT16_MAX)
		return false;
	classes->entries = (const struct classes_entry *)words.at;
	classes->mask = n_entries - 1;
	classes->paths = (const struct classes_path *)brown.at;
	classes->n_paths = n_paths;
	for (size_t i = 0; i < n_paths; i++)
		if (classes->paths[i].len > 25)
			return false;
	for (size_t i = 0; i < n_entries && !has_free; i++)
		has_free = classes->entries[i].fingerprint == 0;
	return has_free;
}

static const unsigned brown_bits = 10, kmeans_bits[CLASSES_KMEANS] = { 8, 9, 10, 11 };

bool classes_pack(const struct word_classes *classes, struct classes_entry *entry)
{
	uint64_t bits = classes->brown;
	unsigned at = brown_bits;
	bool has_room = classes->brown >> brown_bits == 0;

	for (size_t i = 0; i < CLASSES_KMEANS; at += kmeans_bits[i++]) {
		bits |= (uint64_t)classes->kmeans[i] << at;
		has_room = has_room && classes->kmeans[i] >> kmeans_bits[i] == 0;
	}
	for (size_t i = 0; i < 3; i++)
		entry->packed[i] = (uint16_t)(bits >> 16 * i);
	entry->forms = classes->forms;
	entry->log_count = classes->log_count;
	return has_room;
}

struct word_classes classes_unpack(const struct classes_entry *entry)
{
	uint64_t bits = entry->packed[0] | (uint64_t)entry->packed[1] << 16 | (uint64_t)entry->packed[2] << 32;
	struct word_classes classes = { .forms = entry->forms, .log_count = entry->log_count };

	classes.brown = (uint16_t)(bits & ((1u << brown_bits) - 1));
	bits >>= brown_bits;
	for (size_t i = 0; i < CLASSES_KMEANS; bits >>= kmeans_bits[i++])
		classes.kmeans[i] = (uint16_t)(bits & ((1u << kmeans_bits[i]) - 1));
	return classes;
}

uint64_t classes_hash(struct str form)
{
	return hash_str(form);
}

bool classes_look_up(const struct classes *classes, struct str form, struct word_classes *found)
{
	uint64_t hash = classes_hash(form);
	uint32_t fingerprint = classes_fingerprint(hash);

	for (size_t i = hash & classes->mask;; i = (i + 1) & classes->mask) {
		const struct classes_entry *entry = &classes->entries[i];

		if (entry->fingerprint == fingerprint) {
			*found = classes_unpack(entry);
			if (found->brown >= classes->n_paths)
				found->brown = 0;
			return true;
		}
		if (entry->fingerprint == 0)
			return false;
	}
}

bool classes_of_vector(const struct classes *classes, uint64_t lower_hash, uint16_t found[CLASSES_VECTORS])
{
	uint16_t fingerprint = classes_vector_fingerprint(lower_hash);

	if (classes->n_vector_classes == 0)
		return false;
	for (size_t i = lower_hash & classes->vector_mask;; i = (i + 1) & classes->vector_mask) {
		const struct classes_vector *vector = &classes->vectors[i];

		if (vector->fingerprint == 0)
			return false;
		if (vector->fingerprint != fingerprint)
			continue;
		if (vector->class >= classes->n_vector_classes)
			return false;
		found[0] = vector->class;
		memcpy(found + 1, classes->coarse[vector->class], sizeof *classes->coarse);
		return true;
	}
}

size_t classes_normal_form(struct str form, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < form.len; i++) {
		unsigned char c = (unsigned char)form.at[i];

		if (c >= '0' && c <= '9') {
			out[n++] = '0';
		} else if (c == 0xe2 && i + 2 < form.len && (unsigned char)form.at[i + 1] == 0x80) {
			unsigned char last = (unsigned char)form.at[i + 2];

			i += 2;
			if (last == 0x98 || last == 0x99) {
				out[n++] = '\'';
			} else if (last == 0x9c || last == 0x9d) {
				out[n++] = '"';
			} else if (last >= 0x90 && last <= 0x93) {
				out[n++] = '-';
			} else if (last == 0x94 || last == 0x95) {
				out[n++] = '-';
				out[n++] = '-';
			} else {
				memcpy(out + n, form.at + i - 2, 3);
				n += 3;
			}
		} else {
			out[n++] = (char)c;
		}
	}
	return n;
}

struct word_classes classes_find(const struct classes *classes, struct str form, struct str lower)
{
	struct word_classes found = { 0 };
	char normal[CLASSES_FORM_MAX + 1];

	if (form.len > CLASSES_FORM_MAX || lower.len > CLASSES_FORM_MAX)
		return found;
	if (classes_look_up(classes, str_at(normal, classes_normal_form(form, normal)), &found) ||
	    classes_look_up(classes, form, &found))
		return found;
	if (!str_eq(form, lower))
		classes_look_up(classes, str_at(normal, classes_normal_form(lower, normal)), &found);
	return found;
}
