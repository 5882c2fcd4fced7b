/* Lists of mentions, and how the three sources of a document are joined. */
#include "mentions.h"

static const char *const names[ENTITY_TYPES] = {
	[ENTITY_PER] = "PER",   [ENTITY_ORG] = "ORG",   [ENTITY_LOC] = "LOC",
	[ENTITY_MISC] = "MISC", [ENTITY_DATE] = "DATE", [ENTITY_TIME] = "TIME",
	[ENTITY_MONEY] = "MONEY", [ENTITY_PERCENT] = "PERCENT", [ENTITY_QUANTITY] = "QUANTITY",
};

const char *entity_type_name(enum entity_type type)
{
	return names[type];
}

bool entity_type_of(struct str name, enum entity_type *type)
{
	for (unsigned i = 0; i < ENTITY_TYPES; i++) {
		size_t n = strlen(names[i]), at = 0;

		while (name.len == n && at < n && (name.at[at] & ~0x20) == names[i][at])
			at++;
		if (at == n) {
			*type = (enum entity_type)i;
			return true;
		}
	}
	return false;
}

void mentions_add(struct mentions *list, struct mention mention, struct arena *arena)
{
	list->at = arena_room(arena, list->at, list->n, &list->cap, sizeof *list->at);
	list->at[list->n++] = mention;
}

/* Whether a ends before b begins. */
static bool is_before(const struct mention *a, const struct mention *b)
{
	return a->sentence < b->sentence || (a->sentence == b->sentence && a->last < b->first);
}

static bool is_temporal(const struct mention *m)
{
	return m->type == ENTITY_DATE || m->type == ENTITY_TIME;
}

/* Whether an expression wins over a name that it overlaps. */
static bool expression_wins(const struct mention *expression, const struct mention *name)
{
	bool holds = expression->first <= name->first && name->last <= expression->last;
	bool is_same = expression->first == name->first && expression->last == name->last;

	if (is_same)
		return name->score < 0.5f;
	return holds && is_temporal(expression);
}

/*
 * Two sorted lists that may overlap each other, into one that does not. `loses` tells whether a
 * mention of `weak` wins over one of `strong` after all.
 */
static struct mentions join(const struct mentions *strong, const struct mentions *weak,
                            bool (*wins)(const struct mention *weak, const struct mention *strong),
                            struct arena *arena)
{
	struct mentions out = { 0 };
	bool *is_beaten = arena_zeroed(arena, strong->n);
	bool *is_out = arena_zeroed(arena, weak->n);
	size_t s = 0;

	for (size_t w = 0; w < weak->n; w++) {
		size_t end;

		while (s < strong->n && is_before(&strong->at[s], &weak->at[w]))
			s++;
		for (end = s; end < strong->n && !is_before(&weak->at[w], &strong->at[end]); end++)
			if (!wins || !wins(&weak->at[w], &strong->at[end]))
				is_out[w] = true;
		for (size_t i = s; i < end; i++)
			is_beaten[i] |= !is_out[w];
	}
	s = 0;
	for (size_t w = 0; w <= weak->n; w++) {
		for (; s < strong->n && (w == weak->n || strong->at[s].sentence < weak->at[w].sentence ||
		                         (strong->at[s].sentence == weak->at[w].sentence &&
		                          strong->at[s].first < weak->at[w].first)); s++)
			if (!is_beaten[s])
				mentions_add(&out, strong->at[s], arena);
		if (w < weak->n && !is_out[w])
			mentions_add(&out, weak->at[w], arena);
	}
	return out;
}

struct mentions mentions_join(const struct mentions *user, const struct mentions *found,
                              const struct mentions *expressions, struct arena *arena)
{
	struct mentions model = join(found, expressions, expression_wins, arena);

	return join(user, &model, NULL, arena);
}
