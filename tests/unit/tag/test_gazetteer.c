#include <criterion/criterion.h>

#include "filters/tag/names/gazetteer.h"

enum { ENTRIES = 8 };

static uint64_t hash_of(const char *const *tokens)
{
	uint64_t hash = 0;

	for (; *tokens; tokens++)
		hash = gazetteer_hash(hash, hash_str(str_of(*tokens)));
	return hash;
}

static void put(uint32_t *entries, uint64_t hash, uint8_t bits)
{
	size_t at = hash % ENTRIES;

	while (entries[at])
		at = (at + 1) % ENTRIES;
	entries[at] = (uint32_t)(hash >> 40) << 8 | bits;
}

Test(gazetteer, tells_what_a_name_is_a_name_of)
{
	static const char *const river[] = { "grey", "river", NULL }, *const company[] = { "grey", NULL },
	                         *const other[] = { "river", "grey", NULL };
	uint32_t entries[ENTRIES] = { 0 };
	struct gazetteer gazetteer;

	put(entries, hash_of(river), GAZETTEER_PLACE);
	put(entries, hash_of(company), GAZETTEER_ORG | GAZETTEER_SURNAME);
	cr_assert(gazetteer_read(str_at((char *)entries, sizeof entries), &gazetteer));
	cr_expect(gazetteer_find(&gazetteer, hash_of(river)) == GAZETTEER_PLACE);
	cr_expect(gazetteer_find(&gazetteer, hash_of(company)) == (GAZETTEER_ORG | GAZETTEER_SURNAME));
	cr_expect(gazetteer_find(&gazetteer, hash_of(other)) == 0, "the order of tokens counts");
}

Test(gazetteer, refuses_what_cannot_be_searched)
{
	uint32_t full[ENTRIES], empty[ENTRIES] = { 0 };
	struct gazetteer gazetteer;

	memset(full, 0xff, sizeof full);
	cr_expect(!gazetteer_read(str_at((char *)full, sizeof full), &gazetteer), "no free entry");
	cr_expect(!gazetteer_read(str_at((char *)empty, 3 * sizeof *empty), &gazetteer), "no power of two");
	cr_expect(!gazetteer_read(str_at((char *)empty, 5), &gazetteer), "no whole entries");
	cr_expect(gazetteer_read(str_at((char *)empty, sizeof empty), &gazetteer));
	cr_expect(gazetteer_find(&gazetteer, 1) == 0);
}

Test(gazetteer, absent_knows_nothing)
{
	struct gazetteer gazetteer;

	cr_assert(gazetteer_read((struct str){ NULL, 0 }, &gazetteer));
	cr_expect(gazetteer_find(&gazetteer, 42) == 0);
}
