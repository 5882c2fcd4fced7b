/*
 * classes.c: look-ups in the table of word classes. The table is used where it lies in the file:
 * nothing is read or built at start.
 */
#include "classes.h"

#include "hash.h"

enum { CLASSES_FORM_MAX = 64 }; /* longer words have no classes */

/* What an absent table looks like: one free entry, one path. */
static const struct classes_entry no_entries[1];
static const struct classes_path no_paths[1];
const struct classes classes_none = { no_entries, 0, no_paths, 1 };

bool classes_open(const struct bundle *model, struct classes *classes)
{
	struct str words = bundle_section(model, "cls.words");
	struct str brown = bundle_section(model, "cls.brown");
	size_t n_entries = words.len / sizeof(struct classes_entry);
	size_t n_paths = brown.len / sizeof(struct classes_path);
	bool has_free = false;

	*classes = classes_none;
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
			*found = entry->classes;
			if (found->brown >= classes->n_paths)
				found->brown = 0;
			return true;
		}
		if (entry->fingerprint == 0)
			return false;
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
