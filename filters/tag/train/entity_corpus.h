/*
 * entity_corpus.h: texts with labels of names, from several sources, for the names' CRF.
 *
 * A token's label may be unknown: `allowed` is a set of labels (crf.h). A token of a certain name or
 * of certain none allows one; where sources disagree it allows all, and training asks the model
 * itself (Tsuboi et al. 2008). Disagreement taken for "no name" costs several points.
 */
#ifndef TAG_ENTITY_CORPUS_H
#define TAG_ENTITY_CORPUS_H

#include "common/arena.h"
#include "common/buf.h"
#include "filters/tag/crf.h"
#include "filters/tag/entities.h"
#include "filters/tag/tokenize.h"

#define ENTITY_UNKNOWN ((1u << CRF_LABELS) - 1)

struct entity_sentence_range {
	uint32_t first, T; /* tokens of the corpus */
	bool is_new_document;
	uint8_t times; /* how often it is seen in an epoch */
};

struct entity_corpus {
	struct buf form;      /* struct str per token */
	struct buf allowed;   /* uint32_t per token: bit y = label y */
	struct buf sentences; /* struct entity_sentence_range */
};

void entity_corpus_free(struct entity_corpus *corpus);

static inline size_t entity_corpus_n_sentences(const struct entity_corpus *corpus)
{
	return corpus->sentences.len / sizeof(struct entity_sentence_range);
}

static inline size_t entity_corpus_n_tokens(const struct entity_corpus *corpus)
{
	return corpus->allowed.len / sizeof(uint32_t);
}

/*
 * Every reader appends to the corpus, with `times` as given, and ends the process (65) with a
 * message on a malformed file. Forms borrow from `bytes` or live in the arena.
 */

/*
 * Columns with IOB2 tags in the last one but annotators' (id form tag), or form and tag; comments
 * `# newdoc`. Types: PER ORG LOC, OTH and MISC, and CrossNER's (politician, person; country, location;
 * organisation, politicalparty; election, event, misc). GUM's documents that are not free are left out.
 */
void entity_corpus_iob2(struct entity_corpus *corpus, const char *path, struct str bytes, unsigned times);

/*
 * GMB's tokens (form, tag, GMB label) with the votes of ner-silver: rows with the votes GA or GAB
 * are names, every other row makes its tokens unknown. Each sentence is a document. Sentences with
 * hyphens inside names come twice, once with the hyphens as tokens.
 */
void entity_corpus_votes(struct entity_corpus *corpus, const char *path, struct str tokens,
                         struct str votes, unsigned times);

/*
 * GMB by its own labels, brought to our guideline: geo is LOC; gpe is LOC where it is the name of a
 * country, else MISC; titles are cut from the front of per; art and eve are MISC; tim and nat none.
 * countries: the KB's table of them.
 */
void entity_corpus_gmb(struct entity_corpus *corpus, const char *path, struct str bytes,
                       struct str countries, unsigned times);

/* A model of an earlier round that votes on silver text too. */
struct entity_judge {
	const struct entity_model *model;
	const struct classes *classes;
	struct entity_memo *memo;
};

/*
 * Raw text, a paragraph a line, with spans (line, begin, end, type, votes of A, B, C). ABC is a name,
 * and with a judge what it finds itself: with two votes always, with one where no other span overlaps.
 * Any other span makes the tokens that it touches unknown. Of every `step` documents one is read.
 */
void entity_corpus_silver(struct entity_corpus *corpus, const char *path, struct str text, struct str spans,
                          const struct tokenizer *tokenizer, unsigned step, const struct entity_judge *judge);

/* Appends a copy of one in `step` of the documents so far, in lower case. */
void entity_corpus_add_lower(struct entity_corpus *corpus, unsigned step, struct arena *arena);

/* Puts all forms in small letters, or in capitals. */
void entity_corpus_set_case(struct entity_corpus *corpus, bool is_upper, struct arena *arena);

/* The names of a sentence whose labels are known: labels[T] out of `allowed`; O where it is open. */
void entity_corpus_labels(const struct entity_corpus *corpus, size_t sentence, uint8_t *labels);

#endif
