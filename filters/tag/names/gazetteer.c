/* The table of known names: see gazetteer.h. */
#include "gazetteer.h"

bool gazetteer_read(struct str section, struct gazetteer *gazetteer)
{
	size_t n = section.len / sizeof *gazetteer->entries;
	bool has_free = false;

	*gazetteer = (struct gazetteer){ NULL, 0 };
	if (section.len == 0)
		return true;
	if (section.len % sizeof *gazetteer->entries || n & (n - 1))
		return false;
	gazetteer->entries = (const uint32_t *)(const void *)section.at;
	gazetteer->mask = n - 1;
	for (size_t i = 0; i < n && !has_free; i++)
		has_free = gazetteer->entries[i] == 0;
	return has_free;
}

uint8_t gazetteer_find(const struct gazetteer *gazetteer, uint64_t hash)
{
	uint32_t fingerprint = (uint32_t)(hash >> 40) << 8;

	if (!gazetteer->entries)
		return 0;
	for (size_t at = hash & gazetteer->mask;; at = (at + 1) & gazetteer->mask) {
		uint32_t entry = gazetteer->entries[at];

		if (entry == 0)
			return 0;
		if ((entry & 0xffffff00u) == fingerprint)
			return (uint8_t)entry;
	}
}
