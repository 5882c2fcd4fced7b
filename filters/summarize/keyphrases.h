/*
 * keyphrases.h: what a document is about, in single words, short phrases and names.
 *
 *      words, names, parts of speech -> candidates -> vectors -> scores -> the best, each once
 *
 * Candidates are phrases.h's: runs of one to three words (with tags: that end in a noun), and the chains
 * of names, one candidate each. A linear model scores them (keyphrases.tsv, a column for each of
 * KEY_LEVELS), as in O. Medelyan et al., "Human-competitive tagging using automatic keyphrase
 * extraction", EMNLP 2009, with the idf table for background knowledge. A word that mostly stands in one
 * longer phrase, or stands in one of the title's, is given as that phrase ("gas leak" for "leak"). Of phrases with the same stems, and of
 * names with the same id, one is given; one whose words are all said by better ones is left out, and so
 * are a weekday, a number, a word for anything (`vague` in words.tsv) by itself.
 */
#ifndef SUMMARIZE_KEYPHRASES_H
#define SUMMARIZE_KEYPHRASES_H

#include "features.h"

enum key_feature {
	KEY_BIAS,
	KEY_COUNT,         /* log of occurrences */
	KEY_COUNT_MULTI,   /* the same for more than one word */
	KEY_COUNT_LENGTH,  /* the same for a long document */
	KEY_IDF,
	KEY_IDF_COUNT,
	KEY_COMMON,        /* an idf so low that it says little */
	KEY_TWO_WORDS,
	KEY_THREE_WORDS,
	KEY_FIRST,         /* where it stands first, 0 at the beginning */
	KEY_EARLY,
	KEY_EARLY_50,      /* among the first words */
	KEY_EARLY_200,
	KEY_EARLY_600,
	KEY_TWICE,
	KEY_THRICE,
	KEY_LENGTH,        /* log of the document's words */
	KEY_CAPITAL,       /* share of occurrences with a capital inside a sentence */
	KEY_CAPITAL_MULTI,
	KEY_IN_TITLE,
	KEY_DIGIT,
	KEY_LETTERS,
	KEY_LETTERS_6,     /* that many or more */
	KEY_LETTERS_8,
	KEY_LETTERS_10,
	KEY_COHESION,      /* how often the phrase stands among occurrences of its most frequent word */
	KEY_ONCE_MULTI,
	KEY_ED,
	KEY_ING,
	KEY_LY,
	KEY_ABSTRACT,      /* ends in -ion, -ity, -ment */
	KEY_NAME,          /* a chain of names */
	KEY_NAME_COUNT,
	KEY_NAME_ONCE,
	KEY_NAME_TWO,      /* of two words */
	KEY_NAME_LONG,     /* of more */
	KEY_NAME_KNOWN,    /* the knowledge base has it */
	KEY_NOUN,          /* tags of its last word: share of nouns and names */
	KEY_VERB,
	KEY_ADJECTIVE,
	KEY_MODIFIER,      /* share of occurrences right before a noun */
	KEY_FEATURES
};

enum key_level { KEY_PLAIN, KEY_TAGGED, KEY_LEVELS };

extern const char *const key_feature_names[KEY_FEATURES];

#define KEY_HEAD "feature\tplain\ttagged"

struct key_model {
	float weight[KEY_LEVELS][KEY_FEATURES];
};

struct keyphrase {
	struct str text;
	struct str type; /* PER ORG LOC MISC; `phrase` for more words, `word` for one */
	struct str id;   /* of the linked entity, else empty */
	double score;    /* probability that an annotator names it, by the model */
};

struct phrase;

struct key_candidate {
	const struct phrase *phrase;
	const struct phrase *full; /* what is given in its place: the longer phrase that it is a part of, or itself */
};

/* The features of a candidate that are not 0, rising. */
struct key_vector {
	size_t n;
	uint8_t at[KEY_FEATURES];
	float x[KEY_FEATURES];
};

/* What all candidates of a document share. */
struct key_view {
	const struct view *view;
	double n_words, text_log; /* words of the text, log of them and 1 */
	double count_log[16];     /* of few occurrences */
	bool has_tags;
	struct key_candidate *candidates; /* in the order of their first occurrence */
	size_t n_candidates;
};

/* All candidates; for training too. Memory: the arena. */
void keyphrases_read(const struct view *view, struct arena *arena, struct key_view *keys);

void keyphrases_vector(const struct key_view *keys, const struct key_candidate *candidate,
                       struct key_vector *vector);

/* The best `most` phrases, best first, in an array of the arena; returns how many. */
size_t keyphrases_find(const struct key_model *model, const struct view *view, size_t most,
                       struct arena *arena, struct keyphrase **phrases);

#endif
