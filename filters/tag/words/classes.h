/*
 * classes.h: what is known of a word without its sentence: word classes learned from raw text, and
 * the parts of speech that dictionaries give it.
 *
 * Classes group words that stand in like contexts (Brown et al. 1992; k-means over word vectors), so
 * that a word never seen in a treebank shares the weights of its neighbours. They come at several
 * granularities, because a linear model cannot form them itself: Brown as a path of bits whose
 * prefixes are coarser classes, k-means with 200, 500, 1,000 and 2,000 classes.
 *
 * Word vectors learned from far more text (GloVe, Pennington et al. 2014) give classes too: of words
 * in lower case, nested, so that a word's finest class tells the coarser ones.
 *
 * Sections of the model:
 *      cls.words   open-addressing table, a power of two of struct classes_entry, fingerprint 0 = free
 *      cls.brown   1 + n paths (struct classes_path), entry 0 unused
 *      cls.vectors open-addressing table, a power of two of struct classes_vector, fingerprint 0 = free
 *      cls.coarse  for every finest class of vectors its coarser classes (uint16_t each)
 */
#ifndef TAG_CLASSES_H
#define TAG_CLASSES_H

#include "common/bundle.h"
#include "common/str.h"

/* Parts of speech of a form in the dictionaries: bits of word_classes.forms. */
enum {
	FORM_NOUN = 1 << 0, /* a base form of a noun */
	FORM_NOUN_INFLECTED = 1 << 1,
	FORM_VERB = 1 << 2,
	FORM_VERB_INFLECTED = 1 << 3,
	FORM_ADJECTIVE = 1 << 4,
	FORM_ADJECTIVE_INFLECTED = 1 << 5,
	FORM_ADVERB = 1 << 6,
	FORM_NAME = 1 << 7, /* listed with a capital */
};

enum {
	CLASSES_KMEANS = 4,  /* granularities: 200, 500, 1,000, 2,000 classes */
	CLASSES_VECTORS = 4, /* of the classes of vectors, fine to coarse */
	CLASSES_COARSE = CLASSES_VECTORS - 1,
};

struct word_classes {
	uint16_t brown;                  /* position in the table of paths; 0 = none */
	uint16_t kmeans[CLASSES_KMEANS]; /* class number + 1; 0 = none */
	uint8_t forms;                   /* bits of FORM_* */
	uint8_t log_count;               /* 8 log2(1 + occurrences in the raw text), at most 255 */
};

/* Brown and k-means classes are packed: 10, 8, 9, 10 and 11 bits, the first one lowest. */
struct classes_entry {
	uint32_t fingerprint;
	uint16_t packed[3];
	uint8_t forms, log_count;
};

/* False where a class has no room in an entry. The fingerprint stays as it is. */
bool classes_pack(const struct word_classes *classes, struct classes_entry *entry);
struct word_classes classes_unpack(const struct classes_entry *entry);

/*
 * Small, for there are many. A word that is not in the table is taken for one that is about once in
 * ten thousand look-ups, which does no more harm than a wrong class.
 */
struct classes_vector {
	uint16_t fingerprint;
	uint16_t class;
};

struct classes_path {
	uint32_t bits; /* left-aligned: the first decision is the top bit */
	uint32_t len;
};

struct classes {
	const struct classes_entry *entries;
	size_t mask; /* number of entries - 1 */
	const struct classes_path *paths;
	size_t n_paths;
	const struct classes_vector *vectors;
	size_t vector_mask;
	const uint16_t (*coarse)[CLASSES_COARSE];
	size_t n_vector_classes; /* finest ones; 0 = no vectors */
};

/* No words: every look-up finds nothing. */
extern const struct classes classes_none;

/*
 * Finds the two sections of a model. Where they are absent every look-up finds nothing; false where
 * their sizes or numbers cannot be right.
 */
bool classes_open(const struct bundle *model, struct classes *classes);

/*
 * The classes of a word: by its form with digits read as 0, curly quotes straight and dashes short;
 * else in lower case (`lower`); all zero where neither is known. Parts of speech and count are those
 * of the form found.
 */
struct word_classes classes_find(const struct classes *classes, struct str form, struct str lower);

/* The exact form alone, which the caller has normalised; false where it is not in the table. */
bool classes_look_up(const struct classes *classes, struct str form, struct word_classes *found);

/*
 * The classes of a word's vector, fine to coarse, by its lower case whose hash (hash.h) is given.
 * False where the word has none.
 */
bool classes_of_vector(const struct classes *classes, uint64_t lower_hash, uint16_t found[CLASSES_VECTORS]);

/* The first n bits of a Brown path as a number that no other prefix has; 0 where there is no path. */
static inline uint32_t classes_brown_prefix(const struct classes *classes, uint16_t brown, unsigned n)
{
	const struct classes_path *path = &classes->paths[brown];

	if (brown == 0)
		return 0;
	if (n > path->len)
		n = path->len;
	return n << 26 | (n ? path->bits >> (32 - n) : 0);
}

/*
 * The form under which a word stands in the tables: digits as 0, curly quotes straight, dashes as
 * - or --. `out` has room for form.len + 1 bytes. Returns the length.
 */
size_t classes_normal_form(struct str form, char *out);

/* Where a form's entry is looked for first, and the fingerprint that marks it (never 0). */
uint64_t classes_hash(struct str form);
static inline uint32_t classes_fingerprint(uint64_t hash)
{
	return (uint32_t)(hash >> 32) | 1;
}

static inline uint16_t classes_vector_fingerprint(uint64_t hash)
{
	return (uint16_t)(hash >> 48 | 1);
}

#endif
