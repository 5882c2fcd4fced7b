/*
 * entity_features.h: what the names' CRF looks at, as 64-bit keys.
 *
 * Three kinds, by what they depend on, because that decides how often they must be computed:
 *
 *      of a word       form, affixes, shape, word classes, gazetteer; counted for the five tokens
 *                      around it, each with weights of its own. Once per distinct word.
 *      of a document   where else the word stands in the document: neighbours, casing. Once per
 *                      distinct capitalised word of the document.
 *      of a place      pairs of neighbours, known names of several words. Only where a token or a
 *                      neighbour is written like a name.
 *
 * Trainer and tagger call the same functions, so both see the same keys.
 */
#ifndef TAG_ENTITY_FEATURES_H
#define TAG_ENTITY_FEATURES_H

#include "common/arena.h"
#include "filters/tag/tokens.h"
#include "filters/tag/words/words.h"
#include "gazetteer.h"

enum {
	ENTITY_PLACES = 5, /* of the scored token seen from the word: -2 … +2 */
	ENTITY_AROUND = 2, /* padding before and after a sentence */

	ENTITY_WORD_FEATURES = 40,
	ENTITY_DOCUMENT_FEATURES = 20,
	ENTITY_PLACE_FEATURES = 20,
};

struct entity_feature {
	uint64_t key;
	uint8_t places; /* bit p: counts for the token at distance p - 2 after the word */
};

/* Keys of a word; `word` is a zeroed one for what lies outside the sentence. */
size_t entity_word_features(const struct word *word, const struct classes *classes,
                            const struct gazetteer *gazetteer,
                            struct entity_feature features[ENTITY_WORD_FEATURES]);

/* The key of a word's feature as the token at place p sees it. */
static inline uint64_t entity_key_at(uint64_t key, unsigned place)
{
	return hash_fold(key + place, 0x9fb21c651e98df25u);
}

/*
 * Whether a word is written like a name: with a capital (or in a script that has none), or small but
 * much more often seen with a capital (`florida`).
 */
bool entity_is_namelike(const struct word *word, const struct classes *classes);

/* Where the name-like words of a document stand. */
struct entity_occurrences;
struct entity_document {
	const struct words *words;
	uint32_t *of_word; /* [words->n] position in occurrences + 1; 0 = not written like a name */
	struct entity_occurrences *occurrences;
	size_t n_occurrences;
};

void entity_document_init(struct entity_document *document, const struct tokens *sentences,
                          size_t n_sentences, const struct words *words, struct arena *arena);

/* A sentence's words with room around them, and the known names that it holds. */
struct entity_sentence {
	size_t T;
	const struct word **at; /* at[-2] … at[T + 1] */
	bool *is_namelike;      /* [-1] … [T] */
	uint16_t *known;        /* [T] GAZETTEER_* bits, and in the high byte the place in the name */
	bool is_heading;        /* most words begin with a capital */
};

/* Room for sentences of at most `cap` tokens, which are set one after the other. */
void entity_sentence_init(struct entity_sentence *sentence, size_t cap, struct arena *arena);

/* The sentence is now the words number[0 … T) of the document. */
void entity_sentence_set(struct entity_sentence *sentence, const uint32_t *number, size_t T,
                         const struct entity_document *document, const struct gazetteer *gazetteer);

/* Keys of a place; none where neither the token nor a neighbour is written like a name. */
size_t entity_place_features(const struct entity_sentence *sentence, size_t t,
                             const struct classes *classes, uint64_t keys[ENTITY_PLACE_FEATURES]);

/* Keys of a word of the document; none where it is not name-like or stands there only once. */
size_t entity_document_features(const struct entity_document *document, uint32_t word,
                                uint64_t keys[ENTITY_DOCUMENT_FEATURES]);

#endif
