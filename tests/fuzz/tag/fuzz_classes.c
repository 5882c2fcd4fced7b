/*
 * Classes of words: any tables are refused, or every look-up stays inside of them. The bytes are the
 * entries of words, those of vectors, the paths and, what is left, the coarse classes.
 */
#include <stdint.h>

#include "filters/tag/hash.h"
#include "filters/tag/model.h"
#include "filters/tag/words/classes.h"
#include "tests/fuzz/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const struct classes *classes)
{
	static const char *const words[] = { "the", "Port", "port", "1999", "", "a-word-that-is-longer-than-any-word-of-the-tables-can-ever-be" };
	uint64_t sum = 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str word = str_of(words[i]);
		struct word_classes found = classes_find(classes, word, word);
		uint16_t of_vector[CLASSES_VECTORS];

		sum += found.brown < classes->n_paths ? classes->paths[found.brown].len : 0;
		classes_look_up(classes, word, &found);
		if (classes_of_vector(classes, hash_str(word), of_vector))
			for (size_t k = 0; k < CLASSES_VECTORS; k++)
				sum += of_vector[k];
	}
	if (sum == UINT64_MAX)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { WORDS = 4, VECTORS = 4, PATHS = 3 };
	const size_t words = WORDS * sizeof(struct classes_entry), vectors = VECTORS * sizeof(struct classes_vector),
	             paths = PATHS * sizeof(struct classes_path);
	const char *at = (const char *)data;
	struct classes classes;
	struct bundle model;

	if (size < words + vectors + paths)
		return 0;
	model = make_model(MODEL_KIND, (const struct bundle_part[]){
		{ "cls.words", { at, words } },
		{ "cls.vectors", { at + words, vectors } },
		{ "cls.brown", { at + words + vectors, paths } },
		{ "cls.coarse", { at + words + vectors + paths, size - words - vectors - paths } } }, 4);
	if (classes_open(&model, &classes))
		look(&classes);
	free_model(model);
	return 0;
}
