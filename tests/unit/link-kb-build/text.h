/*
 * text.h: a document out of words in one string: `[PER Ada Quill] sang . // She left .`
 *
 * Words are parted by blanks, sentences by `//`; what stands in brackets is an entity, its type first. A word may have a lemma,
 * `said|say`, or a tag, `'s/POS`. Raw offsets are those of the words, with a blank between any two.
 */
#ifndef TEST_LINK_TEXT_H
#define TEST_LINK_TEXT_H

#include "common/arena.h"
#include "common/layers.h"

static inline struct token text_token(struct str word, uint32_t number, uint32_t begin)
{
	size_t bar = str_find(word, '|', 0), slash = str_find(word, '/', 0);
	struct str form = str_slice(word, 0, bar < slash ? bar : slash);

	return (struct token){ .number = number,
		               .begin = begin,
		               .end = begin + (uint32_t)word.len,
		               .form = form,
		               .lemma = str_slice(word, bar + 1, word.len),
		               .xpos = str_slice(word, slash + 1, word.len) };
}

static inline struct layers text_layers(const char *text, struct arena *arena)
{
	size_t n = strlen(text), begin = 0, text_begin = 0;
	uint32_t at = 0;
	struct layers layers = { 0 };
	bool expects_type = false, is_open = false;

	layers.sentences = arena_zeroed(arena, (n + 1) * sizeof *layers.sentences);
	layers.tokens = arena_zeroed(arena, (n + 1) * sizeof *layers.tokens);
	layers.entities = arena_zeroed(arena, (n + 1) * sizeof *layers.entities);
	layers.sentences[layers.n_sentences++] = (struct sentence){ .number = 1, .paragraph = LAYERS_NONE };
	while (begin < n) {
		size_t end = str_find(str_at(text, n), ' ', begin);
		struct str word = str_slice(str_at(text, n), begin, end);
		struct sentence *sentence = &layers.sentences[layers.n_sentences - 1];
		struct entity *entity = &layers.entities[layers.n_entities];
		size_t word_begin = begin;
		bool closes;

		begin = end + 1;
		if (str_is(word, "//")) {
			layers.sentences[layers.n_sentences] = (struct sentence){
				.number = (uint32_t)layers.n_sentences + 1,
				.paragraph = LAYERS_NONE,
				.first_token = (uint32_t)layers.n_tokens };
			layers.n_sentences++;
			continue;
		}
		if (word.len && word.at[0] == '[') {
			entity->type = str_slice(word, 1, word.len);
			expects_type = true;
			continue;
		}
		if (expects_type) {
			entity->number = (uint32_t)layers.n_entities + 1;
			entity->sentence = (uint32_t)layers.n_sentences - 1;
			entity->first = (uint32_t)layers.n_tokens;
			entity->begin = at;
			text_begin = word_begin;
			expects_type = false;
			is_open = true;
		}
		closes = word.len && word.at[word.len - 1] == ']';
		if (closes)
			word.len--;
		layers.tokens[layers.n_tokens++] = text_token(word, ++sentence->n_tokens, at);
		at += (uint32_t)word.len + 1;
		if (is_open && closes) {
			entity->last = (uint32_t)layers.n_tokens - 1;
			entity->end = at - 1;
			entity->text = str_slice(str_at(text, n), text_begin, word_begin + word.len);
			layers.n_entities++;
			is_open = false;
		}
	}
	return layers;
}

#endif
