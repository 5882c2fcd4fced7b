/*
 * The features of names: Ratinov and Roth 2009 (word classes, gazetteers, other occurrences in the
 * document), Turian, Ratinov, Bengio 2010 (prefixes of Brown paths), with k-means classes besides.
 */
#include "entity_features.h"

/* Kinds of features; part of every key, so a change here asks for a new model. */
enum {
	F_BIAS = 1,
	F_FORM,
	F_LOWER,
	F_PREFIX,
	F_SUFFIX,
	F_SHAPE,
	F_SPELLING,
	F_BROWN_4,
	F_BROWN_6,
	F_BROWN_10,
	F_BROWN,
	F_KMEANS_200,
	F_KMEANS_1000,
	F_OTHER_CASE,
	F_OTHER_BROWN,
	F_OTHER_KMEANS,
	F_KNOWN,
	F_KMEANS_500,
	F_KMEANS_2000,

	F_LOWER_BEFORE = 32,
	F_LOWER_AFTER,
	F_LOWER_TWO_BEFORE,
	F_SHAPES,
	F_KMEANS_BEFORE,
	F_KMEANS_AFTER,
	F_BROWN_BEFORE,
	F_BROWN_AFTER,
	F_BROWN_AROUND,
	F_SHAPE_BEFORE,
	F_SHAPE_AFTER,
	F_INITIAL,
	F_INITIAL_LOWER,
	F_HEADING,
	F_KNOWN_NAME,

	F_DOCUMENT_BEFORE = 64,
	F_DOCUMENT_AFTER,
	F_DOCUMENT_NAME_BEFORE,
	F_DOCUMENT_NAME_AFTER,
	F_DOCUMENT_CASE,
};

enum {
	AFFIX_MAX = 4, /* characters */

	/* Places: bit 2 is the word itself; bit 3 the token after it, which sees it on its left. */
	OWN = 1 << 2,
	NEAR = 7 << 1,
	ALL = 31,

	BROWN_SHORT = 4,
	BROWN_MIDDLE = 6,
	BROWN_LONG = 10,

	CASE_STEP = 16, /* of log_count: a factor of four */
	CASE_LIMIT = 5,

	OTHER_BYTES = 64, /* longer words have no other case */
	SMALL_COUNT = 64, /* log_count of a word so frequent in small letters that it is one */
};

static uint64_t key2(uint64_t kind, uint64_t value)
{
	return hash_pair(kind, value);
}

static uint64_t key3(uint64_t kind, uint64_t a, uint64_t b)
{
	return hash_pair(hash_pair(kind, a), b);
}

struct feature_list {
	struct entity_feature *at;
	size_t n;
};

static void add(struct feature_list *list, uint64_t key, unsigned places)
{
	list->at[list->n++] = (struct entity_feature){ key, (uint8_t)places };
}

/* Prefixes and suffixes of one to four characters, where something of the word is left over. */
static void add_affixes(struct feature_list *list, struct str lower)
{
	size_t at = 0;

	for (unsigned n = 1; n <= AFFIX_MAX && at < lower.len; n++) {
		do
			at++;
		while (at < lower.len && ((unsigned char)lower.at[at] & 0xc0) == 0x80);
		if (at < lower.len)
			add(list, key2(F_PREFIX, hash_str(str_at(lower.at, at))), OWN);
	}
	at = lower.len;
	for (unsigned n = 1; n <= AFFIX_MAX && at > 0; n++) {
		do
			at--;
		while (at > 0 && ((unsigned char)lower.at[at] & 0xc0) == 0x80);
		if (at > 0)
			add(list, key2(F_SUFFIX, hash_str(str_at(lower.at + at, lower.len - at))),
			    n == 3 ? NEAR : OWN);
	}
}

/*
 * The same word in the other case: small for Title, Title for the others. False where there is none.
 * `bytes` has room for OTHER_BYTES.
 */
static bool other_case(const struct word *word, const struct classes *classes, char *bytes,
                       struct word_classes *other)
{
	struct str form = word->lower;

	*other = (struct word_classes){ 0 };
	if (!(word->flags & (WORD_TITLE | WORD_SMALL | WORD_CAPITALS)) || form.len >= OTHER_BYTES || form.len < 2)
		return false;
	if (!(word->flags & WORD_TITLE)) {
		if (!(form.at[0] >= 'a' && form.at[0] <= 'z'))
			return false;
		memcpy(bytes, form.at, form.len);
		bytes[0] = (char)(bytes[0] - 'a' + 'A');
		form = str_at(bytes, form.len);
	}
	return classes_look_up(classes, form, other);
}

/*
 * How much more often a word is written in one case than in the other tells names from words, at the
 * start of a sentence and in text without capitals; the classes of the commoner form are those of
 * the word that is meant.
 */
static void add_other_case(struct feature_list *list, const struct word *word,
                           const struct classes *classes)
{
	char bytes[OTHER_BYTES];
	struct word_classes other;
	uint32_t kind = word->flags & (WORD_TITLE | WORD_SMALL | WORD_CAPITALS);
	int ratio;

	if (!other_case(word, classes, bytes, &other) && (kind == 0 || word->classes.log_count == 0))
		return;
	ratio = ((int)other.log_count - (int)word->classes.log_count) / CASE_STEP;
	if (ratio > CASE_LIMIT)
		ratio = CASE_LIMIT;
	if (ratio < -CASE_LIMIT)
		ratio = -CASE_LIMIT;
	add(list, key3(F_OTHER_CASE, kind, (uint64_t)(ratio + CASE_LIMIT)), ALL);
	if (ratio > 0) {
		add(list, key3(F_OTHER_BROWN, kind, classes_brown_prefix(classes, other.brown, BROWN_LONG)), NEAR);
		add(list, key3(F_OTHER_KMEANS, kind, other.kmeans[0]), NEAR);
	}
}

bool entity_is_namelike(const struct word *word, const struct classes *classes)
{
	char bytes[OTHER_BYTES];
	struct word_classes other;

	if (word->flags & (WORD_TITLE | WORD_CAPITALS | WORD_MIXED | WORD_INITIAL | WORD_FOREIGN))
		return true;
	return word->flags & WORD_SMALL && word->classes.log_count < SMALL_COUNT &&
	       other_case(word, classes, bytes, &other) &&
	       other.log_count > word->classes.log_count + CASE_STEP;
}

size_t entity_word_features(const struct word *word, const struct classes *classes,
                            const struct gazetteer *gazetteer,
                            struct entity_feature features[ENTITY_WORD_FEATURES])
{
	struct feature_list list = { features, 0 };
	const struct word_classes *c = &word->classes;
	uint8_t known;

	add(&list, key2(F_BIAS, 0), OWN);
	add(&list, key2(F_LOWER, word->lower_hash), ALL);
	add(&list, key2(F_SHAPE, word->shape), ALL);
	if (word->form.len == 0)
		return list.n;
	add(&list, key2(F_FORM, word->hash), NEAR);
	add(&list, key2(F_SPELLING, word->flags), NEAR);
	add_affixes(&list, word->lower);
	if (c->brown) {
		add(&list, key2(F_BROWN_4, classes_brown_prefix(classes, c->brown, BROWN_SHORT)), ALL);
		add(&list, key2(F_BROWN_6, classes_brown_prefix(classes, c->brown, BROWN_MIDDLE)), ALL);
		add(&list, key2(F_BROWN_10, classes_brown_prefix(classes, c->brown, BROWN_LONG)), ALL);
		add(&list, key2(F_BROWN, c->brown), ALL);
	}
	add(&list, key2(F_KMEANS_200, c->kmeans[0]), ALL);
	if (c->kmeans[0]) {
		add(&list, key2(F_KMEANS_500, c->kmeans[1]), ALL);
		add(&list, key2(F_KMEANS_1000, c->kmeans[2]), ALL);
		add(&list, key2(F_KMEANS_2000, c->kmeans[3]), ALL);
	}
	add_other_case(&list, word, classes);
	known = gazetteer_find(gazetteer, gazetteer_hash(0, word->lower_hash));
	if (known)
		add(&list, key3(F_KNOWN, known, entity_is_namelike(word, classes)), NEAR);
	return list.n;
}

/* Marks the longest known names of several words, from left to right. */
static void mark_known(struct entity_sentence *sentence, const struct gazetteer *gazetteer)
{
	memset(sentence->known, 0, sentence->T * sizeof *sentence->known);
	if (!gazetteer->entries)
		return;
	for (size_t t = 0; t < sentence->T;) {
		uint64_t hash = 0;
		size_t n = 0, n_found = 1;
		uint8_t found = 0;

		if (!sentence->is_namelike[t]) {
			t++;
			continue;
		}
		while (n < GAZETTEER_MAX_TOKENS && t + n < sentence->T) {
			const struct word *word = sentence->at[t + n];
			uint8_t known;

			hash = gazetteer_hash(hash, word->lower_hash);
			n++;
			if (n == 1 || !(sentence->is_namelike[t + n - 1] || word->flags & WORD_DIGIT))
				continue;
			known = gazetteer_find(gazetteer, hash);
			if (known) {
				found = known;
				n_found = n;
			}
		}
		for (size_t i = 0; found && i < n_found; i++) {
			unsigned place = i == 0 ? 1 : i + 1 == n_found ? 3 : 2;

			sentence->known[t + i] = (uint16_t)(found | place << 8);
		}
		t += n_found;
	}
}

void entity_sentence_init(struct entity_sentence *sentence, size_t cap, struct arena *arena)
{
	sentence->T = 0;
	sentence->at = arena_array(arena, const struct word *, cap + 2 * ENTITY_AROUND) + ENTITY_AROUND;
	sentence->known = arena_array(arena, uint16_t, cap);
	sentence->is_namelike = arena_array(arena, bool, cap + 2) + 1;
}

void entity_sentence_set(struct entity_sentence *sentence, const uint32_t *number, size_t T,
                         const struct entity_document *document, const struct gazetteer *gazetteer)
{
	static const struct word outside;
	size_t n_words = 0, n_capitals = 0;

	sentence->T = T;
	sentence->is_namelike[-1] = sentence->is_namelike[T] = false;
	for (size_t i = 1; i <= ENTITY_AROUND; i++)
		sentence->at[-(ptrdiff_t)i] = sentence->at[T + i - 1] = &outside;
	for (size_t t = 0; t < T; t++) {
		const struct word *word = &document->words->at[number[t]];

		sentence->at[t] = word;
		sentence->is_namelike[t] = document->of_word[number[t]] > 0;
		n_words += (word->flags & (WORD_TITLE | WORD_SMALL | WORD_MIXED)) != 0;
		n_capitals += (word->flags & WORD_TITLE) != 0;
	}
	sentence->is_heading = n_words >= 4 && n_capitals * 3 >= n_words * 2;
	mark_known(sentence, gazetteer);
}

size_t entity_place_features(const struct entity_sentence *sentence, size_t t,
                             const struct classes *classes, uint64_t keys[ENTITY_PLACE_FEATURES])
{
	const struct word *two_before = sentence->at[(ptrdiff_t)t - 2], *before = sentence->at[(ptrdiff_t)t - 1];
	const struct word *word = sentence->at[t], *after = sentence->at[t + 1];
	const struct word_classes *b = &before->classes, *c = &word->classes, *a = &after->classes;
	size_t n = 0;

	if (!sentence->is_namelike[(ptrdiff_t)t - 1] && !sentence->is_namelike[t] && !sentence->is_namelike[t + 1])
		return 0;
	keys[n++] = key3(F_LOWER_BEFORE, before->lower_hash, word->lower_hash);
	keys[n++] = key3(F_LOWER_AFTER, word->lower_hash, after->lower_hash);
	keys[n++] = key3(F_LOWER_TWO_BEFORE, two_before->lower_hash, before->lower_hash);
	keys[n++] = key3(F_SHAPES, hash_pair(before->shape, word->shape), after->shape);
	keys[n++] = key3(F_KMEANS_BEFORE, b->kmeans[0], c->kmeans[0]);
	keys[n++] = key3(F_KMEANS_AFTER, c->kmeans[0], a->kmeans[0]);
	keys[n++] = key3(F_BROWN_BEFORE, classes_brown_prefix(classes, b->brown, BROWN_LONG),
	                 classes_brown_prefix(classes, c->brown, BROWN_LONG));
	keys[n++] = key3(F_BROWN_AFTER, classes_brown_prefix(classes, c->brown, BROWN_LONG),
	                 classes_brown_prefix(classes, a->brown, BROWN_LONG));
	keys[n++] = key3(F_BROWN_AROUND,
	                 hash_pair(classes_brown_prefix(classes, b->brown, BROWN_MIDDLE),
	                           classes_brown_prefix(classes, a->brown, BROWN_MIDDLE)),
	                 word->shape);
	keys[n++] = key3(F_SHAPE_BEFORE, before->lower_hash, word->shape);
	keys[n++] = key3(F_SHAPE_AFTER, word->shape, after->lower_hash);
	if (t == 0) {
		keys[n++] = key2(F_INITIAL, word->flags);
		keys[n++] = key2(F_INITIAL_LOWER, word->lower_hash);
	}
	if (sentence->is_heading)
		keys[n++] = key3(F_HEADING, word->flags, classes_brown_prefix(classes, c->brown, BROWN_MIDDLE));
	if (sentence->known[t])
		keys[n++] = key2(F_KNOWN_NAME, sentence->known[t]);
	return n;
}

/* --- the document ------------------------------------------------------------------------- */

enum {
	CONTEXTS = 4,           /* different ones that are kept of a word */
	NO_WORD = UINT32_MAX,   /* outside the sentence */
};

struct entity_occurrences {
	uint32_t n;        /* how often the word stands in the document */
	uint32_t n_inside; /* not as the first word of a sentence or a heading */
	uint32_t n_contexts;
	struct {
		uint32_t before, after;
	} contexts[CONTEXTS];
};

static void add_context(struct entity_occurrences *o, uint32_t before, uint32_t after)
{
	if (o->n_contexts == CONTEXTS)
		return;
	for (size_t i = 0; i < o->n_contexts; i++)
		if (o->contexts[i].before == before && o->contexts[i].after == after)
			return;
	o->contexts[o->n_contexts].before = before;
	o->contexts[o->n_contexts].after = after;
	o->n_contexts++;
}

void entity_document_init(struct entity_document *document, const struct tokens *sentences,
                          size_t n_sentences, const struct words *words, struct arena *arena)
{
	size_t n = 0;

	document->words = words;
	document->of_word = arena_array(arena, uint32_t, words->n);
	for (size_t i = 0; i < words->n; i++)
		document->of_word[i] = entity_is_namelike(&words->at[i], words->classes) ? (uint32_t)++n : 0;
	document->n_occurrences = n;
	document->occurrences = arena_zeroed(arena, n * sizeof *document->occurrences);
	for (size_t s = 0; s < n_sentences; s++) {
		const struct tokens *tokens = &sentences[s];

		for (size_t t = 0; t < tokens->T; t++) {
			uint32_t place = document->of_word[tokens->word[t]];
			struct entity_occurrences *o;

			if (place == 0)
				continue;
			o = &document->occurrences[place - 1];
			o->n++;
			o->n_inside += t > 0;
			add_context(o, t > 0 ? tokens->word[t - 1] : NO_WORD,
			            t + 1 < tokens->T ? tokens->word[t + 1] : NO_WORD);
		}
	}
}

/* Appends a key that is not in the list yet. */
static size_t add_once(uint64_t *keys, size_t n, uint64_t key)
{
	for (size_t i = 0; i < n; i++)
		if (keys[i] == key)
			return n;
	keys[n] = key;
	return n + 1;
}

size_t entity_document_features(const struct entity_document *document, uint32_t word,
                                uint64_t keys[ENTITY_DOCUMENT_FEATURES])
{
	const struct words *words = document->words;
	const struct entity_occurrences *o;
	size_t n = 0;
	bool has_small;

	if (document->of_word[word] == 0)
		return 0;
	o = &document->occurrences[document->of_word[word] - 1];
	if (o->n < 2)
		return 0;
	has_small = words->at[word].flags & WORD_TITLE &&
	            words_has(words, words->at[word].lower);
	keys[n++] = key3(F_DOCUMENT_CASE, has_small, (uint64_t)(o->n_inside > 0) + (o->n_inside > 2));
	for (size_t i = 0; i < o->n_contexts; i++) {
		uint32_t before = o->contexts[i].before, after = o->contexts[i].after;

		if (before != NO_WORD) {
			const struct word *w = &words->at[before];

			n = add_once(keys, n, key2(document->of_word[before] ? F_DOCUMENT_NAME_BEFORE : F_DOCUMENT_BEFORE,
			                           w->classes.brown));
		}
		if (after != NO_WORD) {
			const struct word *w = &words->at[after];

			n = add_once(keys, n, key2(document->of_word[after] ? F_DOCUMENT_NAME_AFTER : F_DOCUMENT_AFTER,
			                           w->classes.brown));
		}
	}
	return n;
}
