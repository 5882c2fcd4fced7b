/*
 * phrases.h: the runs of words of a document that may be key phrases, and its names, counted.
 *
 *      words, parts of speech, names -> phrases, each with how often and how it stands
 *
 * A phrase is a run of one to three words that are no stop words, not across punctuation; phrases of
 * the same terms (terms.h) are one. With tags a longer one is nouns and adjectives, the last a noun.
 * A name is one phrase with all its forms: words inside of it are not counted by themselves, and it is
 * written in full.
 */
#ifndef SUMMARIZE_PHRASES_H
#define SUMMARIZE_PHRASES_H

#include "features.h"

enum { PHRASE_TERMS = 6, PHRASE_NONE = UINT32_MAX };

struct phrase {
	uint32_t term[PHRASE_TERMS], n_terms; /* numbers of its terms, in order; 0 of a name of stop words */
	uint32_t n_words;                     /* words joined by hyphens or dots are one */
	uint32_t count, n_capital;            /* capital: inside a sentence */
	uint32_t n_nouns, n_verbs, n_adjectives; /* how its last word was tagged */
	uint32_t n_modifiers;                 /* occurrences right before a noun: "gas" in "gas leak" */
	uint32_t n_titles;                    /* those before a person's name: "Sergeant" in "Sergeant Moss" */
	uint32_t first_word;                  /* running number of the first occurrence */
	uint32_t chain;                       /* of a name: its position; else LAYERS_NONE */
	uint32_t longer;                      /* of one word: the best longer phrase that has it */
	struct str text;
	bool is_upper, has_digit, has_adjective, is_hyphened;
	bool is_in_title; /* all its terms */
	bool is_dull; /* a day, a number, a word for anything (`calendar`, `number`, `vague` in words.tsv) */
};

struct phrases {
	struct phrase *items; /* in the order of their first occurrence, names behind */
	size_t n;
};

/* Whether parts of speech are known. */
static inline bool phrases_have_tags(const struct view *view)
{
	return view->layers->n_tokens && view->level >= LEVEL_TAG;
}

/* Memory: the arena. Linear in the text. */
void phrases_read(const struct view *view, struct arena *arena, struct phrases *phrases);

#endif
