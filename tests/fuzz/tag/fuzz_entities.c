/*
 * The names' model: any weights, transitions, known names and calibration are refused or give
 * mentions that lie in order and do not overlap. The bytes are the head, then rows, filter and known
 * names; the head's sizes are made to fit, so that most inputs get as far as the search.
 */
#include <stdint.h>
#include <stdlib.h>

#include "filters/tag/model.h"
#include "filters/tag/names/entities.h"
#include "filters/tag/names/entity_model.h"
#include "tests/fuzz/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_sentence(struct tokens *tokens, struct arena *arena)
{
	static const char *const forms[] = { "Mr.", "Grey", "of", "the", "Heron", "Line", "left", "Oslo", "in", "May" };
	enum { T = sizeof forms / sizeof *forms };

	*tokens = (struct tokens){ .T = T, .form = arena_array(arena, struct str, T),
		                   .word = arena_array(arena, uint32_t, T) };
	for (size_t t = 0; t < T; t++)
		tokens->form[t] = str_of(forms[t]);
}

static void search(const struct entity_model *model)
{
	static const struct classes_entry no_entries[1];
	static const struct classes_path no_paths[1];
	const struct classes classes = { .entries = no_entries, .paths = no_paths, .n_paths = 1 };
	struct arena arena = { 0 };
	struct tokens tokens;
	struct words words;
	struct mentions found;

	add_sentence(&tokens, &arena);
	words_init(&words, &classes, &arena);
	words_enter(&words, &tokens);
	found = entities_find(model, NULL, &tokens, 1, &words, &arena);
	for (size_t i = 0; i < found.n; i++) {
		const struct mention *m = &found.at[i];

		if (m->first > m->last || m->last >= tokens.T || (i > 0 && m->first <= found.at[i - 1].last) ||
		    !(m->score >= 0 && m->score <= 1))
			abort();
	}
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { KNOWN = 64, FILTER = 64 };
	struct entity_head head;
	struct bundle bundle;
	struct entity_model *model = NULL;
	const char *why;
	size_t rows;

	if (size < sizeof head + FILTER + KNOWN + sizeof(struct entity_slot))
		return 0;
	memcpy(&head, data, sizeof head);
	rows = (size - sizeof head - FILTER - KNOWN) / sizeof(struct entity_slot);
	head.layout = ENTITY_LAYOUT;
	head.n_labels = CRF_LABELS;
	head.n_slots = (uint32_t)rows;
	data += sizeof head;
	bundle = make_model(MODEL_KIND, (const struct bundle_part[]){
		{ "ent.head", { (const char *)&head, sizeof head } },
		{ "ent.filter", { (const char *)data, FILTER } },
		{ "ent.gaz", { (const char *)data + FILTER, KNOWN } },
		{ "ent.rows", { (const char *)data + FILTER + KNOWN, rows * sizeof(struct entity_slot) } } }, 4);
	model = entity_model_new(&bundle, &why);
	if (model)
		search(model);
	else if (!why)
		abort();
	entity_model_delete(model);
	free_model(bundle);
	return 0;
}
