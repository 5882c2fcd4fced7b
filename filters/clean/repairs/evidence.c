/* evidence.c: counts by name. */
#include "evidence.h"


void evidence_init(struct evidence *evidence, struct arena *arena)
{
	*evidence = (struct evidence){ .arena = arena };
	evidence->name_index.arena = arena;
}

static struct scar_evidence *put_name(struct evidence *e, struct str name)
{
	bool is_new;
	uint32_t *position = index_put(&e->name_index, name, (uint32_t)e->n_names, &is_new);

	if (is_new) {
		e->names = arena_room(e->arena, e->names, e->n_names, &e->cap_names, sizeof *e->names);
		e->names[e->n_names++] = (struct scar_evidence){ .name = name };
	}
	return &e->names[*position];
}

void evidence_add(struct evidence *e, struct str names, struct str words, struct str text)
{
	struct scar scar;

	for (size_t pos = 0; scars_next(names, words, text, &pos, &scar);) {
		struct scar_evidence *name = put_name(e, scar.name);

		name->n_certain += scar.is_certain;
		name->n_bare += !scar.is_certain;
	}
}

/* `N Korea` or `N. Korea` for `North Korea`. */
static bool is_abbreviated(struct str text, struct str name)
{
	size_t blank = str_find(name, ' ', 0);
	struct str second = str_slice(name, blank, name.len); /* with its blank */

	for (size_t i = 0; i + second.len < text.len; i++) {
		size_t at = i + 1 + (text.at[i + 1] == '.');

		if (text.at[i] == name.at[0] && (i == 0 || text.at[i - 1] == ' ') &&
		    str_eq(str_slice(text, at, at + second.len), second))
			return true;
	}
	return false;
}

void evidence_count_whole(struct evidence *e, struct str text, bool is_title)
{
	for (size_t i = 0; i < e->n_names; i++) {
		struct scar_evidence *name = &e->names[i];
		const char *at = text.at, *end = text.at + text.len;

		if (is_title && is_abbreviated(text, name->name))
			name->is_abbreviated = true;
		while (at < end && (at = memmem(at, (size_t)(end - at), name->name.at, name->name.len))) {
			name->n_whole++;
			at += name->name.len;
		}
	}
}

const struct scar_evidence *evidence_of(const struct evidence *e, struct str name)
{
	const uint32_t *position = e ? index_find(&e->name_index, name) : NULL;

	return position ? &e->names[*position] : NULL;
}
