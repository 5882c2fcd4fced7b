/* evidence.c: counts by name and by surname. */
#include "evidence.h"

#include "common/utf8.h"

void evidence_init(struct evidence *evidence, struct arena *arena)
{
	*evidence = (struct evidence){ .arena = arena };
	evidence->name_index.arena = evidence->surname_index.arena = arena;
}

/* Room for one more item of `size` in an array that doubles; returns the array. */
static void *with_room(struct arena *arena, void *items, size_t n, size_t size)
{
	void *more;

	if (n && (n & (n - 1)))
		return items;
	more = arena_items(arena, n ? 2 * n : 1, size);
	if (n)
		memcpy(more, items, n * size);
	return more;
}

static struct scar_evidence *put_name(struct evidence *e, struct str name)
{
	bool is_new;
	uint32_t *position = index_put(&e->name_index, name, (uint32_t)e->n_names, &is_new);

	if (is_new) {
		e->names = with_room(e->arena, e->names, e->n_names, sizeof *e->names);
		e->names[e->n_names++] = (struct scar_evidence){ .name = name };
	}
	return &e->names[*position];
}

static struct honorific *put_surname(struct evidence *e, struct str surname)
{
	bool is_new;
	uint32_t *position;

	if (!index_find(&e->surname_index, surname))
		surname = arena_str(e->arena, surname);
	position = index_put(&e->surname_index, surname, (uint32_t)e->n_surnames, &is_new);
	if (is_new) {
		e->surnames = with_room(e->arena, e->surnames, e->n_surnames, sizeof *e->surnames);
		e->surnames[e->n_surnames++] = (struct honorific){ .surname = surname };
	}
	return &e->surnames[*position];
}

void evidence_add(struct evidence *e, struct str names, struct str words,
                  const struct phrases *phrases, struct str text)
{
	struct scar scar;
	struct phrase_match match;
	struct str surname;
	size_t begin;
	bool is_male;

	for (size_t pos = 0; scars_next(names, words, text, &pos, &scar);) {
		struct scar_evidence *name = put_name(e, scar.name);

		name->n_certain += scar.is_certain;
		name->n_bare += !scar.is_certain;
	}
	for (size_t pos = 0; phrases && phrases_next(phrases, text, &pos, &match);)
		e->n_phrases += match.phrase->policy != PHRASE_SECOND;
	for (size_t pos = 0; honorific_next(text, &pos, &begin, &surname, &is_male);) {
		struct honorific *honorific = put_surname(e, surname);

		honorific->n_male += is_male;
		honorific->n_female += !is_male;
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

bool evidence_is_certain(const struct evidence *e)
{
	if (!e)
		return false;
	for (size_t i = 0; i < e->n_names; i++)
		if (e->names[i].n_certain)
			return true;
	return e->n_phrases || e->n_reversed;
}

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

bool honorific_next(struct str text, size_t *pos, size_t *begin, struct str *surname, bool *is_male)
{
	for (size_t i = str_find(text, 'M', *pos); i + 4 < text.len; i = str_find(text, 'M', i + 1)) {
		size_t at = i + 1, from, next;

		if (i > 0 && is_letter(text.at[i - 1]))
			continue;
		if (text.at[at] == 'r' && text.at[at + 1] == 's')
			at += 2;
		else if (text.at[at] == 'r' || text.at[at] == 's')
			at++;
		else
			continue;
		*is_male = at == i + 2 && text.at[i + 1] == 'r';
		at += text.at[at] == '.';
		if (at + 1 >= text.len || text.at[at] != ' ' || text.at[at + 1] < 'A' || text.at[at + 1] > 'Z')
			continue;
		for (from = ++at; at < text.len; at = next) {
			next = at;
			if (!utf8_is_letter(utf8_next(text, &next)))
				break;
		}
		*begin = i;
		*surname = str_slice(text, from, at);
		*pos = at;
		return true;
	}
	*pos = text.len;
	return false;
}

const struct honorific *evidence_honorific(const struct evidence *e, struct str surname)
{
	const uint32_t *position = e ? index_find(&e->surname_index, surname) : NULL;

	return position ? &e->surnames[*position] : NULL;
}
