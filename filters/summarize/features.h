/*
 * features.h: each sentence as a short vector of numbers, most of them between 0 and 1.
 *
 *      text + layers -> view of the document (features_view) -> vector of a sentence (features_of)
 *
 * The view is made once and is linear in the document; a vector is made when it is needed, so that
 * 200,000 sentences take no matrix. Which features can speak depends on the layers that are there:
 * with `sent` rows alone those of entities and chains are 0.
 */
#ifndef SUMMARIZE_FEATURES_H
#define SUMMARIZE_FEATURES_H

#include "centrality.h"
#include "chains.h"
#include "importance.h"
#include "lexicon.h"
#include "terms.h"

enum feature {
	/* where it stands; places count the sentences that may be chosen */
	FEATURE_PLACE_1,
	FEATURE_PLACE_2,
	FEATURE_PLACE_3,
	FEATURE_PLACE_4,
	FEATURE_PLACE_5,
	FEATURE_PLACE_6_8,
	FEATURE_PLACE_9_12,
	FEATURE_PLACE_13_20,
	FEATURE_PLACE_INVERSE,
	FEATURE_PLACE_RELATIVE,
	FEATURE_PLACE_LAST,
	FEATURE_PLACE_LATE,
	FEATURE_PARAGRAPH_FIRST,
	FEATURE_IN_LIST,
	/* how long it is, in words */
	FEATURE_WORDS_5,
	FEATURE_WORDS_9,
	FEATURE_WORDS_13,
	FEATURE_WORDS_18,
	FEATURE_WORDS_24,
	FEATURE_WORDS_31,
	FEATURE_WORDS_40,
	FEATURE_WORDS_MORE,
	FEATURE_WORDS_LOG,
	FEATURE_LENGTH,
	/* what it can be expected to share with a summary (importance.h) */
	FEATURE_EXPECTED_WORDS,
	FEATURE_EXPECTED_PAIRS,
	FEATURE_EXPECTED_WORDS_SHARE,
	FEATURE_EXPECTED_PAIRS_SHARE,
	/* what it says of the document */
	FEATURE_CENTROID,
	FEATURE_GRAPH_EARLIER,
	FEATURE_GRAPH_LATER,
	FEATURE_GRAPH_RANK,
	FEATURE_LEAD,
	FEATURE_COVERAGE,
	FEATURE_FREQUENCY,
	FEATURE_TOP_TERMS,
	FEATURE_NEW_TERMS,
	FEATURE_RARITY,
	FEATURE_CONTENT,
	FEATURE_TITLE_COVERED,
	FEATURE_TITLE_SHARE,
	/* how it reads */
	FEATURE_CAPITALS,
	FEATURE_DIGITS,
	FEATURE_NUMBER_WORDS,
	FEATURE_CALENDAR,
	FEATURE_SAYING,
	FEATURE_EVENT,
	FEATURE_HEDGE,
	FEATURE_QUOTED,
	FEATURE_OPENS_QUOTED,
	FEATURE_OPENS_PRONOUN,
	FEATURE_OPENS_CONNECTIVE,
	FEATURE_FIRST_PERSON,
	FEATURE_SECOND_PERSON,
	FEATURE_QUESTION,
	FEATURE_EXCLAMATION,
	FEATURE_UNFINISHED,
	FEATURE_COLON,
	FEATURE_UPPER_CASE,
	FEATURE_FLAGGED,
	/* whom it names (tag, link): FEATURE_MENTIONS to FEATURE_QUOTE_ROWS */
	FEATURE_MENTIONS,
	FEATURE_CHAIN_WEIGHT,
	FEATURE_MAIN_CHAIN,
	FEATURE_FIRST_MENTIONS,
	FEATURE_VALUES,
	FEATURE_REFERENCE_OPENS,
	FEATURE_QUOTE_ROWS,
	/* frequent words: 1 where the sentence has the word (markers.h) */
	FEATURE_MARKER,
	/* expected words that stand in what was chosen before; known only while choosing (select.h) */
	FEATURE_SAID = FEATURE_MARKER + MARKERS,
	FEATURE_COUNT
};

extern const char *const feature_names[FEATURE_COUNT];

/* Which layers a document has, from few to many. */
enum layer_level { LEVEL_SENT, LEVEL_TAG, LEVEL_LINK, LEVEL_COUNT };

struct range {
	uint32_t begin, end; /* raw bytes */
};

/* What is known of a document besides its layers. */
struct surroundings {
	struct str title;            /* empty where there is none */
	const struct range *flagged; /* places that `clean` suspects, rising */
	size_t n_flagged;
};

struct view {
	const struct lexicon *lexicon;
	const struct layers *layers;
	enum layer_level level;
	struct terms terms;
	struct centrality centrality;
	struct importance importance;
	struct chains chains;
	bool *is_candidate;  /* [S] may be chosen: no title, caption, credit, boilerplate, teaser */
	uint32_t *place;     /* [S] how many candidates stand before it */
	bool *is_flagged;    /* [S] */
	uint32_t *n_new;     /* [S] terms that no candidate before has, and that come again */
	uint32_t *quoted;    /* [S] bytes of `quote` rows */
	size_t n_candidates;
	const uint32_t *title_terms;
	size_t n_title_terms, n_title_distinct;
	bool *in_title;      /* [V] */
	double title_weight; /* idf of the title's terms that the text has */
	float *count_log;    /* [V] log of each term's count */
	double text_weight;  /* sum of count * idf over all terms */
	uint32_t top_count;  /* of the most frequent terms: the tenth largest count */
	uint32_t n_mentions; /* of all chains */
	uint32_t main_chain; /* position of the chain with the most mentions, LAYERS_NONE if none */
};

/*
 * Memory: the arena. `most`: the richest level to use, whatever is there. The values of importance are
 * 0 until importance_weigh.
 */
void features_view(struct lexemes *lexemes, const struct layers *layers,
                   const struct surroundings *around, enum layer_level most, struct arena *arena,
                   struct view *view);

#define FEATURES_SAID_UNIT 5 /* expected words that make 1 of `expected-words` and of `said` */

/* Sets the four features `expected-…` of sentence i alone: those that the values of importance change. */
void features_expected(const struct importance *importance, size_t i, float vector[FEATURE_COUNT]);

/* The vector of sentence i, which is a candidate. */
void features_of(const struct view *view, size_t i, float vector[FEATURE_COUNT]);

#endif
