#include "tests/unit/tag/sentence.h"

#include <criterion/criterion.h>

#include "common/buf.h"

static const struct classes_entry no_entries[1];
static const struct classes_path no_paths[1];
const struct classes no_classes = { .entries = no_entries, .mask = 0, .paths = no_paths, .n_paths = 1 };

struct sentence sentence_of(const char *text, struct arena *arena)
{
	struct sentence s = { .tokens = { .form = arena_array(arena, struct str, strlen(text)),
		                          .word = arena_array(arena, uint32_t, strlen(text)) } };
	struct mention open = { .score = 1 };

	for (struct str rest = str_of(text); rest.len;) {
		size_t end = str_find(rest, ' ', 0);
		struct str piece = str_slice(rest, 0, end);

		rest = str_slice(rest, end + 1, rest.len);
		if (piece.at[0] == '[') {
			cr_assert(entity_type_of(str_slice(piece, 1, piece.len), &open.type), "no type in: %s", text);
			open.first = (uint32_t)s.tokens.T;
		} else if (str_is(piece, "]")) {
			open.last = (uint32_t)s.tokens.T - 1;
			mentions_add(&s.wanted, open, arena);
		} else {
			s.tokens.form[s.tokens.T++] = piece;
		}
	}
	words_init(&s.words, &no_classes, arena);
	words_enter(&s.words, &s.tokens);
	return s;
}

static struct str marked(const struct tokens *tokens, const struct mentions *mentions, struct arena *arena)
{
	struct buf out = { 0 };
	struct str copy;

	for (size_t t = 0; t < tokens->T; t++) {
		for (size_t m = 0; m < mentions->n; m++)
			if (mentions->at[m].first == t)
				buf_printf(&out, "[%s ", entity_type_name(mentions->at[m].type));
		buf_add_str(&out, tokens->form[t]);
		buf_add_byte(&out, ' ');
		for (size_t m = 0; m < mentions->n; m++)
			if (mentions->at[m].last == t)
				buf_add_str(&out, str_of("] "));
	}
	copy = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return copy;
}

void sentence_expect(const struct sentence *sentence, const struct mentions *found, const char *why,
                     struct arena *arena)
{
	struct str want = marked(&sentence->tokens, &sentence->wanted, arena);
	struct str got = marked(&sentence->tokens, found, arena);

	cr_expect(str_eq(want, got), "%s: got  %.*s", why, (int)got.len, got.at);
}
