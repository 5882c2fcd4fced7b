/* fractions.c: one walk over the tokens, from each "of" back to the share before it. */
#include "fractions.h"

#include "common/buf.h"
#include "filters/link/words.h"

static bool is_number(struct str form)
{
	static const char *const words[] = { "a",   "an",    "one",   "two",  "three", "four", "five",
		                             "six", "seven", "eight", "nine", NULL };

	return word_in(form, words);
}

static bool is_article(struct str form)
{
	return word_is(form, "a") || word_is(form, "an");
}

static bool is_part(struct str form)
{
	static const char *const words[] = { "third",   "thirds",   "quarter", "quarters", "fifth",  "fifths", "sixth",   "sixths",
		                             "seventh", "sevenths", "eighth",  "eighths",  "ninth",  "ninths", "tenth",   "tenths",
		                             NULL };

	return word_in(form, words);
}

/* "two-thirds" as one token. */
static bool is_joined(struct str form)
{
	size_t hyphen = str_find(form, '-', 0);

	return hyphen < form.len && is_number(str_slice(form, 0, hyphen)) && is_part(str_slice(form, hyphen + 1, form.len));
}

/* The first token of the share that ends at `last`; LAYERS_NONE where it is none. */
static uint32_t share_begin(const struct token *tokens, uint32_t begin, uint32_t last)
{
	if (word_is(tokens[last].form, "half") || is_joined(tokens[last].form))
		return last;
	if (!is_part(tokens[last].form))
		return LAYERS_NONE;
	if (last > begin && is_number(tokens[last - 1].form))
		return last - 1;
	if (last > begin + 1 && str_is(tokens[last - 1].form, "-") && is_number(tokens[last - 2].form))
		return last - 2;
	return LAYERS_NONE;
}

/* `begin` stands for the first form. */
static struct str join_forms(const struct token *tokens, struct str begin, uint32_t first, uint32_t last, struct arena *arena)
{
	struct buf text = { NULL, 0, 0 };
	struct str kept;

	buf_add_str(&text, begin);
	for (uint32_t i = first + 1; i <= last; i++) {
		if (tokens[i].begin > tokens[i - 1].end)
			buf_add_byte(&text, ' ');
		buf_add_str(&text, tokens[i].form);
	}
	kept = arena_str(arena, buf_str(&text));
	buf_free(&text);
	return kept;
}

size_t fractions_find(const struct layers *layers, struct arena *arena, struct fraction **found)
{
	const struct token *tokens = layers->tokens;
	bool *is_taken = arena_zeroed(arena, layers->n_tokens + 1);
	size_t n = 0, most = 0;

	for (size_t i = 0; i < layers->n_entities; i++)
		if (layers->entities[i].first != LAYERS_NONE)
			for (uint32_t t = layers->entities[i].first; t <= layers->entities[i].last; t++)
				is_taken[t] = true;
	for (size_t i = 0; i < layers->n_tokens; i++)
		most += word_is(tokens[i].form, "of");
	*found = arena_array(arena, struct fraction, most);
	for (uint32_t s = 0; s < layers->n_sentences; s++) {
		uint32_t begin = layers->sentences[s].first_token, end = begin + layers->sentences[s].n_tokens;

		for (uint32_t of = begin + 1; of < end; of++) {
			uint32_t first = word_is(tokens[of].form, "of") ? share_begin(tokens, begin, of - 1) : LAYERS_NONE;
			bool is_free = first != LAYERS_NONE;

			for (uint32_t t = first; is_free && t < of; t++)
				is_free = !is_taken[t];
			if (is_free)
				(*found)[n++] = (struct fraction){
					s, first, of - 1, join_forms(tokens, tokens[first].form, first, of - 1, arena),
					join_forms(tokens, is_article(tokens[first].form) ? str_of("one") : tokens[first].form,
					           first, of - 1, arena)
				};
		}
	}
	return n;
}
