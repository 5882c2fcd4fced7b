/* candidates.c: look-ups of a name and of its variants. */
#include "candidates.h"

#include "common/utf8.h"
#include "spelling.h"

struct search {
	const struct kb_set *set;
	struct arena *arena;
	struct candidate *found;
	size_t n;
};

/* Adds what a key means; ids that are there already keep their nearer form. */
static void look_up(struct search *search, struct str key, enum candidate_form form)
{
	struct kb_candidate here[KB_MAX_CANDIDATES];
	size_t n = kb_find(search->set, key, here, KB_MAX_CANDIDATES), n_old = search->n;

	for (size_t i = 0; i < n && search->n < CANDIDATES_MAX - 1; i++) {
		bool is_old = false;

		for (size_t old = 0; old < n_old && !is_old; old++)
			is_old = search->found[old].at.base == here[i].base &&
			         search->found[old].at.entity == here[i].entity;
		if (!is_old)
			search->found[search->n++] = (struct candidate){ .at = here[i],
				                                         .form = form,
				                                         .alternatives = (uint32_t)n };
	}
}

static struct str join(struct search *search, const struct str *words, size_t n)
{
	size_t len = 0, at = 0;
	char *bytes;

	for (size_t i = 0; i < n; i++)
		len += words[i].len + 1;
	bytes = arena_alloc(search->arena, len + 1);
	for (size_t i = 0; i < n; i++) {
		if (i)
			bytes[at++] = ' ';
		memcpy(bytes + at, words[i].at, words[i].len);
		at += words[i].len;
	}
	return str_at(bytes, at);
}

/* --- organisations -------------------------------------------------------------------------- */

static void look_up_company(struct search *search, const struct name *name)
{
	struct str base = spelling_without_form(name->key);

	if (base.len < name->key.len)
		look_up(search, base, FORM_SUFFIX);
}

/* --- persons --------------------------------------------------------------------------------- */

static void look_up_person(struct search *search, const struct name *name)
{
	const struct str *words = name->words;
	size_t n = name->n_words;

	struct buf spelling = { NULL, 0, 0 };

	spelling_add_key(&spelling, name->key);
	look_up(search, buf_str(&spelling), FORM_VARIANT);
	buf_free(&spelling);
	if (n >= 3) {
		struct str ends[] = { words[0], words[n - 1] };

		look_up(search, join(search, ends, 2), FORM_VARIANT);
	}
	if (n == 2 || n == 3) {
		struct str turned[3];

		for (size_t i = 0; i < n; i++)
			turned[i] = words[(i + n - 1) % n];
		look_up(search, join(search, turned, n), FORM_ORDER);
	}
}

/* --- peoples ---------------------------------------------------------------------------------- */

/* "Arabs": one of them; where the plural is known too, only as the people of a country: "Iraqis". */
static void look_up_singular(struct search *search, const struct name *name)
{
	size_t n_old = search->n, n_kept = search->n;

	if (name->key.len <= 4 || name->key.at[name->key.len - 1] != 's')
		return;
	look_up(search, str_slice(name->key, 0, name->key.len - 1), FORM_SUFFIX);
	for (size_t i = n_old; n_old && i < search->n; i++)
		if (search->found[i].at.naming == KB_DEMONYM)
			search->found[n_kept++] = search->found[i];
	if (n_old)
		search->n = n_kept;
}

/* --- places ----------------------------------------------------------------------------------- */

/* "Irving, Texas": what stands before the comma. */
static void look_up_place(struct search *search, const struct name *name)
{
	size_t comma = str_find(name->bare, ',', 0);
	struct buf key = { NULL, 0, 0 };

	if (comma == name->bare.len || comma == 0)
		return;
	kb_add_key(&key, str_slice(name->bare, 0, comma));
	look_up(search, arena_str(search->arena, buf_str(&key)), FORM_PART);
	buf_free(&key);
}

size_t candidates_find(const struct kb_set *set, const struct name *name, struct arena *arena,
                       struct candidate found[CANDIDATES_MAX], struct str *title)
{
	struct search search = { .set = set, .arena = arena, .found = found };

	*title = (struct str){ NULL, 0 };
	look_up(&search, name->key, FORM_EXACT);
	if (name->type == MENTION_MISC)
		look_up_singular(&search, name);
	else if (search.n == 0 && name->type == MENTION_PER)
		look_up_person(&search, name);
	else if (search.n == 0 && name->type == MENTION_ORG)
		look_up_company(&search, name);
	else if (search.n == 0)
		look_up_place(&search, name);
	if (kb_is_title(set, name->key)) {
		char *at = arena_alloc(arena, name->bare.len);

		for (size_t i = 0; i < name->bare.len; i++)
			at[i] = name->bare.at[i] == ' ' ? '_' : name->bare.at[i];
		*title = str_at(at, name->bare.len);
		search.found[search.n++] = (struct candidate){ .form = FORM_TITLE, .alternatives = 1 };
	}
	return search.n;
}
