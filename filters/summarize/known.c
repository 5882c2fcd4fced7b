/*
 * known.c: a set of stems.
 */
#include "known.h"

bool known_next_id(struct str *rest, struct str *id)
{
	*rest = str_trim(*rest);
	*id = str_slice(*rest, 0, str_find(*rest, ' ', 0));
	*rest = str_slice(*rest, id->len, rest->len);
	return id->len > 0;
}

void known_name(struct known *known, struct str ids)
{
	struct str id;

	while (known_next_id(&ids, &id))
		index_put(&known->came, id, 0, NULL);
}

bool known_is_named(const struct known *known, struct str id)
{
	return index_find(&known->came, id) != NULL;
}

bool known_has_come(const struct known *known, struct str id)
{
	const uint32_t *has_come = index_find(&known->came, id);

	return has_come && *has_come;
}

void known_learn(struct known *known, struct str id, const struct terms *terms)
{
	uint32_t *has_come = index_find(&known->came, id);

	if (!has_come)
		return;
	*has_come = 1;
	for (size_t t = 0; t < terms->n_terms; t++) {
		if (!index_find(&known->stems, terms->stems.items[t].lower))
			index_put(&known->stems, arena_str(&known->stem_bytes, terms->stems.items[t].lower), 1, NULL);
	}
}

bool *known_terms(const struct known *known, const struct terms *terms, struct arena *arena)
{
	bool *is_known;

	if (known->stems.n_keys == 0)
		return NULL;
	is_known = arena_zeroed(arena, terms->n_terms);
	for (size_t t = 0; t < terms->n_terms; t++)
		is_known[t] = index_find(&known->stems, terms->stems.items[t].lower) != NULL;
	return is_known;
}

double known_part(const struct terms *terms, const bool *is_known, size_t i)
{
	double all = 0, part = 0;

	if (!is_known)
		return 0;
	for (uint32_t k = terms->first[i]; k < terms->first[i + 1]; k++) {
		double weight = (double)terms->idf[terms->term[k]] * terms->idf[terms->term[k]];

		all += weight;
		part += is_known[terms->term[k]] ? weight : 0;
	}
	return all > 0 ? KNOWN_COST * part / all : 0;
}

void known_free(struct known *known)
{
	index_free(&known->came);
	index_free(&known->stems);
	arena_free(&known->stem_bytes);
}
