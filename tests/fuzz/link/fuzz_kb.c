/*
 * Knowledge bases: whatever the sections hold, look-ups stay inside of them.
 *
 * The input is the lengths of the sections, two bytes each (little end first), and their bytes; a bundle is made of
 * them, so that checksums are right and the numbers inside are what is wrong.
 */
#include <stdint.h>
#include <stdlib.h>

#include "filters/link/kb/kb.h"
#include "tests/fuzz/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const sections[] = { "meta",     "ids",     "records",      "text",  "buckets", "fingerprints",
	                                "entities", "namings", "popularities", "given", "titles" };
enum { N_SECTIONS = sizeof sections / sizeof *sections };

static void look(const struct kb_set *set)
{
	static const char *const names[] = { "ada quill", "quill", "quill bay", "bo larsen", "nobody" };
	struct kb_candidate found[KB_MAX_CANDIDATES];
	struct kb_entity entity;
	size_t sum = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t n = kb_find(set, str_of(names[i]), found, KB_MAX_CANDIDATES);

		for (size_t k = 0; k < n; k++) {
			kb_entity(set, &found[k], &entity);
			for (size_t at = 0; at < entity.label.len; at++)
				sum += (unsigned char)entity.label.at[at];
			for (size_t at = 0; at < entity.description.len; at++)
				sum += (unsigned char)entity.description.at[at];
			for (size_t at = 0; at < entity.id.len; at++)
				sum += (unsigned char)entity.id.at[at];
		}
		sum += kb_is_title(set, str_of(names[i])) + kb_given_gender(set, str_of(names[i]));
	}
	sum += kb_find_id(set, str_of("enwiki:Quill_(town)"), found) + kb_find_id(set, str_of("Q5"), found);
	if (sum == SIZE_MAX)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bundle_part parts[N_SECTIONS];
	struct bundle bundle;
	struct kb kb;
	size_t at = 2 * N_SECTIONS;

	if (size < at)
		return 0;
	for (size_t i = 0; i < N_SECTIONS; i++) {
		size_t len = (size_t)data[2 * i] | (size_t)data[2 * i + 1] << 8;

		if (len > size - at)
			len = size - at;
		parts[i] = (struct bundle_part){ sections[i], str_at((const char *)data + at, len) };
		at += len;
	}
	bundle = make_model(KB_KIND, parts, N_SECTIONS);
	if (kb_open(&bundle, 0, &kb))
		look(&(struct kb_set){ &kb, 1 });
	free_model(bundle);
	return 0;
}
