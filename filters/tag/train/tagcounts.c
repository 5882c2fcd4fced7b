/* tagcounts.c: see tagcounts.h. */
#include "filters/tag/train/tagcounts.h"

void tagcounts_add(struct tagcounts *counts, struct str form, uint8_t tag, size_t fold, uint32_t n)
{
	bool is_new;
	uint32_t at = *index_put(&counts->index, form, (uint32_t)counts->n, &is_new);
	struct tagcount **link;

	if (is_new) {
		if (counts->n == counts->cap) {
			size_t cap = 2 * counts->cap + 1024;
			struct str *forms = arena_array(counts->arena, struct str, cap);
			struct tagcount **tags = arena_array(counts->arena, struct tagcount *, cap);

			if (counts->n) {
				memcpy(forms, counts->forms, counts->n * sizeof *forms);
				memcpy(tags, counts->tags, counts->n * sizeof *tags);
			}
			counts->forms = forms;
			counts->tags = tags;
			counts->cap = cap;
		}
		counts->forms[counts->n] = form;
		counts->tags[counts->n++] = NULL;
	}
	for (link = &counts->tags[at]; *link && (*link)->tag != tag; link = &(*link)->next)
		continue;
	if (!*link) {
		*link = arena_zeroed(counts->arena, sizeof **link);
		(*link)->tag = tag;
	}
	(*link)->n += n;
	if (fold < TAGCOUNTS_FOLDS)
		(*link)->fold[fold] += n;
}

const struct tagcount *tagcounts_find(const struct tagcounts *counts, struct str form)
{
	const uint32_t *at = index_find(&counts->index, form);

	return at ? counts->tags[*at] : NULL;
}

uint32_t tagcounts_gold(const struct tagcount *tag)
{
	uint32_t n = 0;

	for (size_t fold = 0; fold < TAGCOUNTS_FOLDS; fold++)
		n += tag->fold[fold];
	return n;
}

static uint32_t outside(const struct tagcount *tag, size_t fold)
{
	return tag->n - (fold < TAGCOUNTS_FOLDS ? tag->fold[fold] : 0);
}

size_t tagcounts_class(const struct tagcount *tags, size_t fold, double share, uint8_t *class, size_t max)
{
	uint32_t total = 0;
	size_t n = 0;

	for (const struct tagcount *tag = tags; tag; tag = tag->next)
		total += outside(tag, fold);
	while (n < max) {
		const struct tagcount *best = NULL;

		for (const struct tagcount *tag = tags; tag; tag = tag->next) {
			uint32_t count = outside(tag, fold);
			bool is_taken = false;

			for (size_t i = 0; i < n; i++)
				is_taken |= class[i] == tag->tag;
			if (count && !is_taken && count >= share * total &&
			    (!best || count > outside(best, fold) ||
			     (count == outside(best, fold) && tag->tag < best->tag)))
				best = tag;
		}
		if (!best)
			break;
		class[n++] = best->tag;
	}
	return n;
}
