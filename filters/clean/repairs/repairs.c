/*
 * repairs.c: rounds. A round runs every repair whose sign the text shows; what one repair brings to
 * light (an entity that stood for half a misread character) is seen by the next in the same round
 * or by the next round.
 */
#include "repairs.h"

#include <stdlib.h>

#include "characters.h"
#include "entities.h"
#include "escapes.h"
#include "lines.h"
#include "mojibake.h"

/* Every repair of a round takes something away or settles it; far more rounds than text can need. */
enum { MAX_ROUNDS = 64 };

static bool has(const struct repairs *repairs, enum kind kind)
{
	return repairs->kinds & KIND_SET(kind);
}

static bool carry_out(struct draft *draft, struct edits *edits)
{
	bool is_changed = edits->n > 0;

	draft_apply(draft, edits);
	edits->n = 0;
	return is_changed;
}

static void propose(const struct repairs *repairs, enum kind kind, struct str text,
                    struct edits *edits)
{
	switch (kind) {
	case KIND_ENTITY:
		entities_propose(repairs->data->entities, text, edits);
		break;
	case KIND_ESCAPE:
		escapes_propose(text, edits);
		break;
	case KIND_MOJIBAKE:
		mojibake_propose(&repairs->charsets, text, edits);
		break;
	case KIND_CONTROL:
		controls_propose(text, edits);
		break;
	case KIND_INVISIBLE:
		invisible_propose(text, edits);
		break;
	case KIND_SPACE:
		spaces_propose(text, edits);
		break;
	case KIND_LIGATURE:
		ligatures_propose(text, edits);
		break;
	case KIND_NFC:
		nfc_propose(text, edits);
		break;
	case KIND_QUOTE_DIR:
		quotes_propose(text, edits);
		break;
	case KIND_DASH:
		dashes_propose(text, edits);
		break;
	case KIND_PUNCTUATION:
		punctuation_propose(repairs->data, text, edits);
		break;
	case KIND_HYPHEN:
		broken_words_propose(repairs->data->words, text, edits);
		break;
	case KIND_QUOTES:
		uniform_quotes_propose(repairs->quotes, text, edits);
		break;
	default:
		break;
	}
}

/* In the order of a round. */
static const struct {
	enum kind kind;
	uint32_t sign; /* 0: always */
} steps[] = {
	{ KIND_ENTITY, SIGN_ENTITY },       { KIND_ESCAPE, SIGN_ESCAPE },
	{ KIND_MOJIBAKE, SIGN_MOJIBAKE },   { KIND_CONTROL, SIGN_CONTROL },
	{ KIND_INVISIBLE, SIGN_INVISIBLE }, { KIND_SPACE, SIGN_SPACE },
	{ KIND_LIGATURE, SIGN_LIGATURE },   { KIND_NFC, SIGN_NFC },
	{ KIND_QUOTE_DIR, SIGN_QUOTE },     { KIND_DASH, SIGN_DASH },
	{ KIND_PUNCTUATION, SIGN_PUNCT },   { KIND_HYPHEN, SIGN_HYPHEN },
	{ KIND_QUOTES, 0 },
};

/* A text that shows none of these is left as it is. */
#define SIGNS_OF_REPAIRS (~(uint32_t)(SIGN_APOSTROPHE | SIGN_HONORIFIC))

static uint32_t run_rounds(const struct repairs *repairs, struct draft *draft)
{
	struct edits edits = { .arena = draft->arena };
	bool is_changed = true;
	uint32_t signs = 0;

	for (int round = 0; is_changed && round < MAX_ROUNDS; round++) {
		signs = signs_of(&repairs->signs, draft->text);
		is_changed = false;
		if (!(signs & SIGNS_OF_REPAIRS) && !has(repairs, KIND_QUOTES))
			break;
		for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
			if (!has(repairs, steps[i].kind) || (steps[i].sign && !(signs & steps[i].sign)))
				continue;
			propose(repairs, steps[i].kind, draft->text, &edits);
			while (carry_out(draft, &edits)) {
				is_changed = true;
				/* layers of misreading: all, before a control character of one is taken out */
				if (steps[i].kind == KIND_MOJIBAKE)
					propose(repairs, KIND_MOJIBAKE, draft->text, &edits);
			}
		}
	}
	return signs;
}

uint32_t repairs_run(const struct repairs *repairs, struct draft *draft, bool has_breaks, bool is_valid)
{
	struct edits edits = { .arena = draft->arena };

	if (!is_valid) {
		encoding_propose(draft->text, &edits);
		carry_out(draft, &edits);
	}
	if (has_breaks) {
		lines_propose(repairs->data->words, draft->text, &edits);
		carry_out(draft, &edits);
	}
	return run_rounds(repairs, draft);
}

static void propose_scars(const struct repairs *repairs, const struct evidence *evidence,
                          struct str text, struct edits *edits)
{
	struct scar scar;

	for (size_t pos = 0; scars_next(repairs->data->names, repairs->data->words, text, &pos, &scar);) {
		const struct scar_evidence *known = evidence_of(evidence, scar.name);

		if (scar.is_certain || (known && scar_is_proven(known)))
			edits_add(edits, scar.begin, scar.end, scar_repaired(&scar, edits->arena),
			          KIND_SET(KIND_NAME_SCAR));
	}
}

void repairs_scars(const struct repairs *repairs, const struct evidence *evidence,
                   struct draft *draft)
{
	struct edits edits = { .arena = draft->arena };

	for (int round = 0; has(repairs, KIND_NAME_SCAR) && round < MAX_ROUNDS; round++) {
		propose_scars(repairs, evidence, draft->text, &edits);
		if (!carry_out(draft, &edits))
			break;
		run_rounds(repairs, draft);
	}
}

struct suspects repairs_suspects(const struct repairs *repairs, struct str text, uint32_t signs)
{
	struct suspects suspects;
	struct scar scar;
	struct phrase_match match;
	size_t scar_pos = 0, phrase_pos = 0;

	suspects.has_scars = has(repairs, KIND_NAME_SCAR) && (signs & SIGN_APOSTROPHE) &&
	                     scars_next(repairs->data->names, repairs->data->words, text, &scar_pos, &scar);
	suspects.has_honorifics = signs & SIGN_HONORIFIC;
	suspects.has_phrases = repairs->phrases && phrases_next(repairs->phrases, text, &phrase_pos, &match);
	return suspects;
}

/* --- suspicions ----------------------------------------------------------------------------- */

struct flag_list {
	struct clean_flag *items;
	size_t n, cap;
	struct arena *arena;
};

static void add_flag(struct flag_list *list, size_t begin, size_t end, struct str after, enum kind kind)
{
	list->items = arena_room(list->arena, list->items, list->n, &list->cap, sizeof *list->items);
	list->items[list->n++] = (struct clean_flag){ begin, end, after, kind };
}

static int by_begin(const void *a, const void *b)
{
	const struct clean_flag *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return (int)x->kind - (int)y->kind;
}

size_t repairs_flags(const struct repairs *repairs, struct str text, struct arena *arena,
                     struct clean_flag **flags)
{
	struct flag_list list = { .arena = arena };
	struct scar scar;
	struct phrase_match match;

	if (has(repairs, KIND_NAME_SCAR))
		for (size_t pos = 0; scars_next(repairs->data->names, repairs->data->words, text, &pos, &scar);)
			add_flag(&list, scar.begin, scar.end, scar_repaired(&scar, arena), KIND_NAME_SCAR);
	for (size_t pos = 0; repairs->phrases && phrases_next(repairs->phrases, text, &pos, &match);) {
		enum kind kind = match.phrase->policy == PHRASE_CLASH ? KIND_CLASH : KIND_PHRASE;

		if (has(repairs, kind) && match.phrase->policy != PHRASE_SECOND)
			add_flag(&list, match.begin, match.end, match.phrase->expected, kind);
	}
	if (list.n > 1)
		qsort(list.items, list.n, sizeof *list.items, by_begin);
	*flags = list.items;
	return list.n;
}
