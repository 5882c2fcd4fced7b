/* features.c: the templates. The order is of no account; the numbers are part of the model. */
#include "filters/tag/tags/features.h"

#include "common/utf8.h"
#include "filters/tag/hash.h"

/* Templates of one word; joined with the role. Their numbers are part of every model. */
enum {
	T_OUTSIDE = 1,
	T_FORM,
	T_LOWER,
	T_SHAPE,
	T_FLAGS,
	T_BROWN,
	T_KMEANS,
	T_FORMS,
	T_AMBIGUITY,
	T_COUNT,
	T_PREFIX,
	T_SUFFIX,
	T_AFTER_HYPHEN,
	T_SUFFIX_FLAGS,
	T_SUFFIX_FORMS,
	T_SUFFIX_GROUP,
	T_FORMS_FLAGS,
	T_AMBIGUITY_FLAGS,
	T_VECTOR,
	T_PAIR = 64,  /* templates of pairs from here */
	T_TAGS = 128, /* templates of tags from here */
};

enum { AFFIX_MAX = 5 };

const struct feature_word feature_outside = { .lower = 0x517cc1b727220a95u, .ending = 1, .ambiguity = 1 };

static inline uint64_t feature(unsigned template, unsigned role, uint64_t value)
{
	return hash_pair(value, (uint64_t)template << 8 | role);
}

/* Hashes of the last 1..max characters; returns how many there are. */
static size_t suffixes(struct str s, uint64_t hash[AFFIX_MAX], size_t max)
{
	size_t n = 0;

	for (size_t pos = s.len; pos > 0 && n < max;) {
		utf8_previous(s, &pos);
		hash[n++] = hash_str(str_slice(s, pos, s.len));
	}
	return n;
}

static size_t prefixes(struct str s, uint64_t hash[AFFIX_MAX], size_t max)
{
	size_t n = 0;

	for (size_t pos = 0; pos < s.len && n < max;) {
		utf8_next(s, &pos);
		hash[n++] = hash_str(str_slice(s, 0, pos));
	}
	return n;
}

struct feature_word feature_word_of(const struct word *word, uint32_t ambiguity)
{
	uint64_t ending[AFFIX_MAX];
	size_t n = suffixes(word->lower, ending, 3);

	return (struct feature_word){
		.lower = word->lower_hash, .ending = n ? ending[n - 1] : 0, .ambiguity = ambiguity,
		.group = word->classes.kmeans[0], .flags = word->flags,
	};
}

static size_t features_of_self(const struct word *word, uint32_t ambiguity, uint64_t *out)
{
	uint64_t affix[AFFIX_MAX];
	size_t n = 0, n_affixes = suffixes(word->lower, affix, AFFIX_MAX);
	size_t hyphen = 0;

	for (size_t i = 0; i < n_affixes; i++)
		out[n++] = feature(T_SUFFIX, (unsigned)i, affix[i]);
	for (size_t i = 1; i < 4 && i < n_affixes; i++)
		out[n++] = feature(T_SUFFIX_FLAGS, (unsigned)i, hash_pair(affix[i], word->flags));
	for (size_t i = 1; i < 3 && i < n_affixes; i++) {
		out[n++] = feature(T_SUFFIX_FORMS, (unsigned)i, hash_pair(affix[i], word->classes.forms));
		out[n++] = feature(T_SUFFIX_GROUP, (unsigned)i, hash_pair(affix[i], word->classes.kmeans[0]));
	}
	n_affixes = prefixes(word->lower, affix, AFFIX_MAX);
	for (size_t i = 0; i < n_affixes; i++)
		out[n++] = feature(T_PREFIX, (unsigned)i, affix[i]);
	for (size_t i = 0; i + 1 < word->lower.len; i++)
		if (word->lower.at[i] == '-')
			hyphen = i + 1;
	if (hyphen)
		out[n++] = feature(T_AFTER_HYPHEN, 0, hash_str(str_slice(word->lower, hyphen, word->lower.len)));
	out[n++] = feature(T_FORM, ROLE_SELF, word->hash);
	out[n++] = feature(T_COUNT, ROLE_SELF, word->classes.log_count / 16);
	out[n++] = feature(T_FORMS_FLAGS, ROLE_SELF, word->classes.forms << 16 | word->flags);
	out[n++] = feature(T_AMBIGUITY_FLAGS, ROLE_SELF, hash_pair(ambiguity, word->flags));
	return n;
}

size_t features_of_word(const struct classes *classes, const struct word *word, uint32_t ambiguity,
                        enum feature_role role, uint64_t out[FEATURES_WORD])
{
	static const unsigned brown_self[] = { 4, 6, 8, 10, 12, 14, 16, 25 };
	static const unsigned brown_near[] = { 4, 6, 10, 25 };
	static const unsigned brown_far[] = { 6, 25 };
	const unsigned *brown = brown_near;
	uint16_t vector[CLASSES_VECTORS];
	size_t n = 0, n_brown = 4;
	bool is_near = role == ROLE_LEFT || role == ROLE_RIGHT;

	if (!word) {
		out[0] = feature(T_OUTSIDE, role, 0);
		return 1;
	}
	if (role == ROLE_SELF) {
		n = features_of_self(word, ambiguity, out);
		brown = brown_self;
		n_brown = 8;
	} else if (!is_near) {
		brown = brown_far;
		n_brown = 2;
	}
	out[n++] = feature(T_LOWER, role, word->lower_hash);
	out[n++] = feature(T_FLAGS, role, word->flags);
	out[n++] = feature(T_AMBIGUITY, role, ambiguity);
	if (word->classes.brown)
		for (size_t i = 0; i < n_brown; i++)
			out[n++] = feature(T_BROWN, role,
			                   classes_brown_prefix(classes, word->classes.brown, brown[i]));
	if (word->classes.kmeans[0])
		out[n++] = feature(T_KMEANS, role, word->classes.kmeans[0]);
	if (role == ROLE_SELF && word->classes.kmeans[0]) {
		out[n++] = feature(T_KMEANS, role, 1u << 16 | word->classes.kmeans[1]);
		out[n++] = feature(T_KMEANS, role, 2u << 16 | word->classes.kmeans[2]);
		out[n++] = feature(T_KMEANS, role, 3u << 16 | word->classes.kmeans[3]);
	}
	if ((role == ROLE_SELF || is_near) && classes_of_vector(classes, word->lower_hash, vector))
		for (size_t i = 0; i < CLASSES_VECTORS; i++)
			out[n++] = feature(T_VECTOR, role, (uint64_t)i << 16 | vector[i]);
	if (is_near) {
		uint64_t suffix[AFFIX_MAX];
		size_t n_suffixes = suffixes(word->lower, suffix, 3);

		for (size_t i = 1; i < n_suffixes; i++)
			out[n++] = feature(T_SUFFIX, (unsigned)(16 * (role + 1) + i), suffix[i]);
		if (word->classes.kmeans[0])
			out[n++] = feature(T_KMEANS, role, 2u << 16 | word->classes.kmeans[2]);
	}
	if (role == ROLE_SELF || is_near) {
		out[n++] = feature(T_FORMS, role, word->classes.forms);
		out[n++] = feature(T_SHAPE, role, word->shape);
	}
	return n;
}

enum sentence_style features_style(const struct words *words, const struct tokens *tokens)
{
	enum { LONG = 4 }; /* bytes: shorter small words stand in titles too */
	size_t n_small = 0, n_titles = 0, n_capitals = 0;

	for (size_t t = 0; t < tokens->T; t++) {
		const struct word *word = &words->at[tokens->word[t]];

		n_small += word->flags & WORD_SMALL && word->form.len >= LONG;
		n_titles += t > 0 && word->flags & (WORD_TITLE | WORD_MIXED);
		n_capitals += (word->flags & WORD_CAPITALS) != 0;
	}
	if (n_small == 0 && n_titles > 0)
		return STYLE_TITLE;
	if (n_titles > n_small && n_titles > 1)
		return STYLE_TITLES;
	if (n_titles + n_capitals > 0)
		return STYLE_NAMES;
	if (tokens->T && words->at[tokens->word[0]].flags & (WORD_TITLE | WORD_INITIAL | WORD_CAPITALS | WORD_MIXED))
		return STYLE_SENTENCE;
	return STYLE_SMALL;
}

static inline uint64_t pair(unsigned template, uint64_t a, uint64_t b)
{
	return hash_pair(hash_pair(a, T_PAIR + template), b);
}

size_t features_of_pairs(const struct feature_word *const window[ROLES], uint64_t out[FEATURES_PAIR])
{
	const struct feature_word *ll = window[0], *l = window[1], *w = window[2], *r = window[3], *rr = window[4];
	size_t n = 0;

	out[n++] = pair(0, l->lower, w->lower);
	out[n++] = pair(1, w->lower, r->lower);
	out[n++] = pair(2, w->lower, l->ambiguity);
	out[n++] = pair(3, w->lower, r->ambiguity);
	out[n++] = pair(4, l->lower, w->ambiguity);
	out[n++] = pair(5, r->lower, w->ambiguity);
	out[n++] = pair(6, ll->ambiguity, l->ambiguity);
	out[n++] = pair(7, r->ambiguity, rr->ambiguity);
	out[n++] = pair(8, l->ambiguity, r->ambiguity);
	out[n++] = pair(9, l->ambiguity, w->ambiguity);
	out[n++] = pair(10, w->ambiguity, r->ambiguity);
	out[n++] = pair(11, hash_pair(l->ambiguity, w->ambiguity), r->ambiguity);
	out[n++] = pair(12, w->ending, l->ambiguity);
	out[n++] = pair(13, w->ending, r->ambiguity);
	out[n++] = pair(14, l->group, w->group);
	out[n++] = pair(15, w->group, r->group);
	out[n++] = pair(16, l->group, r->group);
	return n;
}

size_t features_of_place(const struct feature_word *word, unsigned place, uint64_t out[FEATURES_PLACE])
{
	unsigned edge = place & 3;
	size_t n = 0;

	out[n++] = pair(17, edge, word->flags);
	out[n++] = pair(18, edge, word->ambiguity);
	out[n++] = pair(19, place, word->flags);
	out[n++] = pair(20, place, word->ambiguity);
	out[n++] = pair(21, place, word->group);
	return n;
}

static inline uint64_t tags_feature(unsigned template, uint64_t a, uint64_t b)
{
	return hash_pair(hash_pair(a, T_TAGS + template), b);
}

size_t features_of_tags(const struct feature_word *word, const struct feature_tags *tags,
                        uint64_t out[FEATURES_TAGS])
{
	uint32_t far_left = tags->at[ROLE_FAR_LEFT], left = tags->at[ROLE_LEFT], self = tags->at[ROLE_SELF];
	uint32_t right = tags->at[ROLE_RIGHT], far_right = tags->at[ROLE_FAR_RIGHT];
	uint32_t both = left << 8 | right, two_left = far_left << 8 | left, two_right = right << 8 | far_right;
	size_t n = 0;

	out[n++] = tags_feature(0, left, self);
	out[n++] = tags_feature(1, right, self);
	out[n++] = tags_feature(2, both, 0);
	out[n++] = tags_feature(3, two_left, 0);
	out[n++] = tags_feature(4, two_right, 0);
	out[n++] = tags_feature(5, two_left, two_right);
	out[n++] = tags_feature(6, word->lower, left);
	out[n++] = tags_feature(7, word->lower, right);
	out[n++] = tags_feature(8, word->lower, both);
	out[n++] = tags_feature(9, word->ambiguity, both);
	out[n++] = tags_feature(10, word->ending, left);
	out[n++] = tags_feature(11, word->ending, right);
	out[n++] = tags_feature(12, word->ambiguity, two_left);
	out[n++] = tags_feature(13, word->ambiguity, two_right);
	out[n++] = tags_feature(14, tags->left, right << 8 | self);
	out[n++] = tags_feature(15, tags->right, left << 8 | self);
	out[n++] = tags_feature(16, word->ambiguity, tags->verb_before);
	out[n++] = tags_feature(17, word->ambiguity, tags->verb_after);
	out[n++] = tags_feature(18, word->lower, tags->verb_before);
	out[n++] = tags_feature(19, word->lower, tags->verb_after);
	out[n++] = tags_feature(20, word->ambiguity, (uint32_t)tags->verb_before << 8 | tags->verb_after);
	out[n++] = tags_feature(21, word->flags, both);
	out[n++] = tags_feature(22, word->group, both);
	return n;
}
