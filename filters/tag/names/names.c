/*
 * The user's dictionary: a hash of the tokens of a surface leads to its entry. Surfaces are cut at
 * white space and around every character that is no letter or digit, tokens of text likewise, so
 * that a dictionary needs no knowledge of the tokenizer.
 */
#include "names.h"

#include <stdlib.h>

#include "common/diag.h"
#include "common/index.h"
#include "common/utf8.h"

enum { SURFACE_MAX = 1024 };

struct names {
	struct index surfaces; /* pieces of a name joined by blanks -> type + 1; 0 = only a beginning */
	struct arena arena;    /* keys */
};

struct names *names_new(void)
{
	struct names *names = diag_alloc(sizeof *names);

	*names = (struct names){ 0 };
	return names;
}

void names_delete(struct names *names)
{
	if (!names)
		return;
	index_free(&names->surfaces);
	arena_free(&names->arena);
	free(names);
}

/*
 * Appends the pieces of s to a key, each with a blank before it but the first: runs of letters and
 * digits, and single other characters. "O'Brien-Smith" and the tokens O'Brien - Smith give the same.
 */
static void add_pieces(struct buf *key, struct str s)
{
	bool is_inside = false; /* a run of letters and digits */

	for (size_t pos = 0; pos < s.len;) {
		size_t from = pos;
		uint32_t cp = utf8_next(s, &pos);
		bool is_run = utf8_is_letter(cp) || utf8_is_digit(cp);

		if (!utf8_is_space(cp)) {
			if (key->len > 0 && !(is_inside && is_run))
				buf_add_byte(key, ' ');
			buf_add_str(key, str_slice(s, from, pos));
		}
		is_inside = is_run;
	}
}

enum names_status names_add(struct names *names, const struct str *fields, size_t n_fields)
{
	enum entity_type type;
	struct buf key = { 0 };

	if (n_fields < 2)
		return NAMES_COLUMNS;
	if (str_trim(fields[0]).len == 0 || fields[0].len > SURFACE_MAX)
		return NAMES_SURFACE;
	if (!entity_type_of(str_trim(fields[1]), &type))
		return NAMES_TYPE;
	add_pieces(&key, str_trim(fields[0]));
	/* Every beginning of the name leads on to it. */
	for (size_t i = 0; i <= key.len; i++) {
		struct str piece = { key.at, i };
		bool is_whole = i == key.len;

		if (!is_whole && key.at[i] != ' ')
			continue;
		if (!index_find(&names->surfaces, piece))
			index_put(&names->surfaces, arena_str(&names->arena, piece), 0, NULL);
		if (is_whole)
			*index_find(&names->surfaces, piece) = (uint32_t)type + 1;
	}
	buf_free(&key);
	return NAMES_OK;
}

const char *names_status_text(enum names_status status)
{
	switch (status) {
	case NAMES_OK:
		return "a name";
	case NAMES_COLUMNS:
		return "one column, expected a name and its type";
	case NAMES_SURFACE:
		return "a name that is empty or longer than 1024 bytes";
	case NAMES_TYPE:
		break;
	}
	return "unknown type, expected PER ORG LOC MISC DATE TIME MONEY PERCENT or QUANTITY";
}

/*
 * The longest name that begins at token t: the number of its last token, its type in *type; T where
 * there is none. Goes on as long as what it has read is the beginning of some name.
 */
static size_t find_at(const struct names *names, const struct tokens *tokens, size_t t, struct buf *key,
                      enum entity_type *type)
{
	size_t last = tokens->T;

	buf_clear(key);
	for (size_t i = t; i < tokens->T; i++) {
		const uint32_t *value;

		add_pieces(key, tokens->form[i]);
		value = index_find(&names->surfaces, buf_str(key));
		if (!value)
			break;
		if (*value) {
			last = i;
			*type = (enum entity_type)(*value - 1);
		}
	}
	return last;
}

struct mentions names_find(const struct names *names, const struct tokens *sentences, size_t n_sentences,
                           struct arena *arena)
{
	struct mentions found = { 0 };
	struct buf key = { 0 };

	for (size_t s = 0; names->surfaces.n_keys > 0 && s < n_sentences; s++)
		for (size_t t = 0; t < sentences[s].T;) {
			struct mention mention = { .sentence = (uint32_t)s, .first = (uint32_t)t, .score = 1 };
			size_t last = find_at(names, &sentences[s], t, &key, &mention.type);

			if (last == sentences[s].T) {
				t++;
				continue;
			}
			mention.last = (uint32_t)last;
			mentions_add(&found, mention, arena);
			t = last + 1;
		}
	buf_free(&key);
	return found;
}
