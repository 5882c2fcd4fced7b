/*
 * forms.c: linear probing, at most half full.
 */
#include "forms.h"

enum { FIRST_FORMS = 512 };

static uint32_t *make_slots(struct forms *forms, size_t n)
{
	forms->n_slots = n;
	forms->slots = arena_zeroed(forms->arena, n * sizeof *forms->slots);
	return forms->slots;
}

void forms_init(struct forms *forms, struct arena *arena)
{
	*forms = (struct forms){ .arena = arena, .cap = FIRST_FORMS };
	forms->items = arena_array(arena, struct form, forms->cap);
	make_slots(forms, 2 * FIRST_FORMS);
}

/* The eight bytes of a word at i, 0 behind its end. */
static uint64_t part_at(struct str word, size_t i)
{
	size_t rest = word.len - i;
	uint64_t part;

	memcpy(&part, word.at + i, sizeof part);
	return rest < sizeof part ? part & ((UINT64_C(1) << 8 * rest) - 1) : part;
}

uint32_t forms_hash(struct str lower)
{
	uint64_t hash = lower.len;

	for (size_t i = 0; i < lower.len; i += 8) {
		hash = (hash ^ part_at(lower, i)) * UINT64_C(0x9E3779B97F4A7C15);
		hash ^= hash >> 32;
	}
	return (uint32_t)(hash ^ hash >> 29);
}

static bool are_equal(struct str a, struct str b)
{
	size_t i = 0;

	if (a.len != b.len)
		return false;
	while (i < a.len && part_at(a, i) == part_at(b, i))
		i += 8;
	return i >= a.len;
}

uint32_t forms_find(const struct forms *forms, struct str lower, uint32_t hash)
{
	size_t mask = forms->n_slots - 1;

	for (size_t at = hash & mask; forms->slots[at]; at = (at + 1) & mask) {
		const struct form *form = &forms->items[forms->slots[at] - 1];

		if (form->hash == hash && are_equal(form->lower, lower))
			return forms->slots[at] - 1;
	}
	return FORMS_NONE;
}

static void put(struct forms *forms, uint32_t number)
{
	size_t mask = forms->n_slots - 1, at = forms->items[number].hash & mask;

	while (forms->slots[at])
		at = (at + 1) & mask;
	forms->slots[at] = number + 1;
}

static void grow(struct forms *forms)
{
	const struct form *old = forms->items;

	forms->cap *= 2;
	forms->items = arena_array(forms->arena, struct form, forms->cap);
	memcpy(forms->items, old, forms->n * sizeof *old);
	make_slots(forms, 2 * forms->cap);
	for (uint32_t i = 0; i < forms->n; i++)
		put(forms, i);
}

struct form *forms_add(struct forms *forms, struct str lower, uint32_t hash)
{
	struct form *form;
	char *copy;

	if (forms->n == forms->cap)
		grow(forms);
	copy = arena_alloc(forms->arena, lower.len + FORMS_PADDING);
	memcpy(copy, lower.at, lower.len);
	form = &forms->items[forms->n];
	*form = (struct form){ .lower = str_at(copy, lower.len), .hash = hash };
	put(forms, (uint32_t)forms->n++);
	return form;
}
