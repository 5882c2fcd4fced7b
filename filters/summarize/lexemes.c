/*
 * lexemes.c: a cache of two slots for each part of the hashes: of words that share them the last two stay.
 */
#include <stdlib.h>

#include "common/diag.h"
#include "common/stem.h"
#include "forms.h"
#include "lexemes.h"
#include "markers.h"
#include "words.h"

enum { SLOTS = 1 << 15, LETTERS = 20 };

struct lexeme_slot {
	char lower[LETTERS], stem[LETTERS + 4]; /* which can be read eight bytes at a time (forms.h) */
	uint8_t len, stem_len; /* len 0: empty */
	uint16_t classes;
	float idf;
	uint64_t marker;
};

_Static_assert(sizeof(struct lexeme_slot) <= 64, "two megabytes in all");
_Static_assert(sizeof((struct lexemes *)0)->long_stem >= WORD_MAX + FORMS_PADDING, "a stem with its padding");

void lexemes_init(struct lexemes *lexemes, const struct lexicon *lexicon)
{
	lexemes->lexicon = lexicon;
	lexemes->slots = diag_alloc(SLOTS * sizeof *lexemes->slots);
	memset(lexemes->slots, 0, SLOTS * sizeof *lexemes->slots);
}

void lexemes_free(struct lexemes *lexemes)
{
	free(lexemes->slots);
}

static struct lexeme look_up(struct lexemes *lexemes, struct str lower)
{
	struct lexeme lexeme = {
		.classes = lexicon_classes(lexemes->lexicon, lower),
		.marker = marker_bit(lower),
	};

	memcpy(lexemes->long_stem, lower.at, lower.len);
	lexeme.stem = str_at(lexemes->long_stem, stem_word(lexemes->long_stem, lower.len));
	if (!(lexeme.classes & WORD_STOP))
		lexeme.idf = lexicon_idf(lexemes->lexicon, lexeme.stem);
	return lexeme;
}

static bool is_of(const struct lexeme_slot *slot, struct str lower)
{
	return slot->len == lower.len && memcmp(slot->lower, lower.at, lower.len) == 0;
}

struct lexeme lexemes_look_up(struct lexemes *lexemes, struct str lower, uint32_t hash)
{
	struct lexeme_slot *pair = &lexemes->slots[hash % (SLOTS / 2) * 2], *slot = pair;
	struct lexeme lexeme;

	if (lower.len > LETTERS)
		return look_up(lexemes, lower);
	if (!is_of(slot, lower))
		slot++;
	if (!is_of(slot, lower)) {
		lexeme = look_up(lexemes, lower);
		pair[1] = pair[0];
		slot = pair;
		memcpy(slot->lower, lower.at, lower.len);
		memcpy(slot->stem, lexeme.stem.at, lexeme.stem.len);
		slot->len = (uint8_t)lower.len;
		slot->stem_len = (uint8_t)lexeme.stem.len;
		slot->classes = (uint16_t)lexeme.classes;
		slot->idf = lexeme.idf;
		slot->marker = lexeme.marker;
	}
	return (struct lexeme){ str_at(slot->stem, slot->stem_len), slot->classes, slot->idf, slot->marker };
}
