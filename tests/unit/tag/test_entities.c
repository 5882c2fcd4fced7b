#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "filters/tag/model.h"
#include "filters/tag/names/entities.h"
#include "filters/tag/names/entity_features.h"
#include "filters/tag/names/entity_model.h"
#include "tests/unit/tag/sentence.h"

enum { SLOTS = 256 };

/* A model with a few weights put in by hand. */
struct hand_model {
	struct entity_head head;
	struct entity_slot slots[SLOTS];
	uint8_t filter[SLOTS];
	void *bytes; /* the bundle */
	struct bundle bundle;
	struct entity_model *model;
};

/* The word, in small letters, as seen by itself: `label` gets `weight`. */
static void weigh(struct hand_model *hand, const char *form, unsigned label, int8_t weight)
{
	struct arena arena = { 0 };
	struct word word = words_describe(&no_classes, str_of(form), &arena);
	struct gazetteer gazetteer = { 0 };
	struct entity_feature features[ENTITY_WORD_FEATURES];
	uint64_t key = 0;
	uint32_t slot, fingerprint;
	size_t n = entity_word_features(&word, &no_classes, &gazetteer, features);

	cr_assert(n > 1);
	key = entity_key_at(features[1].key, ENTITY_AROUND); /* the second one is the word in small letters */
	fingerprint = entity_fingerprint(key);
	for (slot = entity_slot_of(key, SLOTS); hand->slots[slot].fingerprint[0];)
		slot = (slot + 1) % SLOTS;
	memcpy(hand->slots[slot].fingerprint, &fingerprint, sizeof fingerprint);
	hand->slots[slot].weight[label] = weight;
	hand->filter[entity_filter_bit(key, 8 * SLOTS) / 8] |= (uint8_t)(1 << entity_filter_bit(key, 8 * SLOTS) % 8);
	arena_free(&arena);
}

static void open_model(struct hand_model *hand)
{
	struct bundle_part parts[] = {
		{ "ent.head", { (char *)&hand->head, sizeof hand->head } },
		{ "ent.filter", { (char *)hand->filter, sizeof hand->filter } },
		{ "ent.rows", { (char *)hand->slots, sizeof hand->slots } },
	};
	struct buf file = { 0 };
	const char *why;

	bundle_write(MODEL_KIND, parts, 3, &file);
	hand->bytes = aligned_alloc(64, (file.len + 63) / 64 * 64);
	memcpy(hand->bytes, file.at, file.len);
	cr_assert(bundle_open(str_at(hand->bytes, file.len), MODEL_KIND, &hand->bundle) == BUNDLE_OK);
	hand->model = entity_model_new(&hand->bundle, &why);
	buf_free(&file);
}

static void close_model(struct hand_model *hand)
{
	entity_model_delete(hand->model);
	free(hand->bytes);
	free(hand);
}

static struct hand_model *hand_model(void)
{
	struct hand_model *hand = calloc(1, sizeof *hand);

	hand->head = (struct entity_head){ .layout = ENTITY_LAYOUT, .n_labels = CRF_LABELS, .n_slots = SLOTS,
		                           .unit = 1 / 16.0f, .slope = { 1, 1, 1, 1 } };
	weigh(hand, "Oslo", CRF_U + ENTITY_LOC, 100);
	weigh(hand, "Ada", CRF_B + ENTITY_PER, 60);
	weigh(hand, "Lund", CRF_L + ENTITY_PER, 60);
	return hand;
}

static const struct {
	const char *why, *text;
} cases[] = {
	{ "a name of one word", "to [LOC Oslo ] again" },
	{ "a name of two words", "[PER Ada Lund ] spoke" },
	{ "two names side by side", "[PER Ada Lund ] [LOC Oslo ]" },
	{ "the end of a name with nothing to begin it", "Lund" },
	{ "no name", "nothing here" },
};

Test(entities, best_labels_become_mentions_with_and_without_memo)
{
	struct hand_model *hand = hand_model();
	struct entity_memo *memo = entity_memo_new();
	struct arena arena = { 0 };

	open_model(hand);
	cr_assert(hand->model);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sentence s = sentence_of(cases[i].text, &arena);
		struct mentions with = entities_find(hand->model, memo, &s.tokens, 1, &s.words, &arena);
		struct mentions without = entities_find(hand->model, NULL, &s.tokens, 1, &s.words, &arena);

		sentence_expect(&s, &with, cases[i].why, &arena);
		sentence_expect(&s, &without, cases[i].why, &arena);
		for (size_t m = 0; m < with.n; m++) {
			cr_expect(with.at[m].score > 0.5f && with.at[m].score <= 1, "%s: score %f", cases[i].why,
			          (double)with.at[m].score);
			cr_expect(with.at[m].score == without.at[m].score);
		}
	}
	entity_memo_delete(memo);
	close_model(hand);
	arena_free(&arena);
}

Test(entities, a_sentence_longer_than_a_piece_loses_nothing)
{
	enum { WORDS = 2500 };
	struct hand_model *hand = hand_model();
	struct arena arena = { 0 };
	char *text = calloc(WORDS, 6);
	struct sentence s;
	struct mentions found;

	open_model(hand);
	for (size_t i = 0; i < WORDS; i++)
		memcpy(text + 5 * i, "Oslo ", 5);
	text[5 * WORDS - 1] = '\0';
	s = sentence_of(text, &arena);
	found = entities_find(hand->model, NULL, &s.tokens, 1, &s.words, &arena);
	cr_expect(found.n == WORDS);
	for (size_t i = 0; i < found.n; i++)
		cr_expect(found.at[i].first == i && found.at[i].last == i);
	free(text);
	close_model(hand);
	arena_free(&arena);
}

static void break_layout(struct entity_head *head)
{
	head->layout++;
}

static void break_slots(struct entity_head *head)
{
	head->n_slots++;
}

static void break_labels(struct entity_head *head)
{
	head->n_labels = 9;
}

static void break_unit(struct entity_head *head)
{
	head->unit = 0;
}

static void break_slope(struct entity_head *head)
{
	head->slope[ENTITY_ORG] = NAN;
}

Test(entities, a_damaged_head_is_refused)
{
	static void (*const breaks[])(struct entity_head *) = { break_layout, break_slots, break_labels, break_unit,
		                                                   break_slope };

	for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
		struct hand_model *hand = hand_model();

		breaks[i](&hand->head);
		open_model(hand);
		cr_expect(hand->model == NULL, "case %zu", i);
		close_model(hand);
	}
}
