/* vocabulary.c: see vocabulary.h. */
#include "vocabulary.h"

bool vocabulary_open(struct str section, struct vocabulary *vocabulary)
{
	const struct vocabulary_word *words = (const void *)section.at;
	size_t n = section.len / sizeof *words;
	bool has_empty = false;

	if (n == 0 || n > UINT32_MAX || (n & (n - 1)) || section.len % sizeof *words)
		return false;
	for (size_t i = 0; i < n && !has_empty; i++)
		has_empty = words[i].key == 0;
	*vocabulary = (struct vocabulary){ words, (uint32_t)n - 1 };
	return has_empty; /* a full table would make a search for a missing word endless */
}

uint32_t vocabulary_hash(struct str word)
{
	uint32_t hash = 0x811C9DC5u;

	for (size_t i = 0; i < word.len; i++) {
		unsigned char byte = (unsigned char)word.at[i];

		if (byte >= 'A' && byte <= 'Z')
			byte |= 0x20;
		else if (byte >= '0' && byte <= '9')
			byte = '0';
		hash = (hash ^ byte) * 0x01000193u;
	}
	hash ^= hash >> 15;
	return hash ? hash : 1;
}

bool vocabulary_slot(const struct vocabulary *vocabulary, uint32_t hash, uint32_t *slot)
{
	for (*slot = hash & vocabulary->mask; vocabulary->words[*slot].key != hash;
	     *slot = (*slot + 1) & vocabulary->mask)
		if (vocabulary->words[*slot].key == 0)
			return false;
	return true;
}

struct vocabulary_word vocabulary_find(const struct vocabulary *vocabulary, uint32_t hash)
{
	uint32_t slot;

	return vocabulary_slot(vocabulary, hash, &slot) ? vocabulary->words[slot] : (struct vocabulary_word){ 0 };
}
