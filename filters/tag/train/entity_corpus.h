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
#include "filters/tag/names/crf.h"

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
 * GMB by its own labels, brought to our guideline: geo is LOC; gpe is LOC where it is the name of a
 * country, else MISC; titles are cut from the front of per; art and eve are MISC; tim and nat none.
 * countries: the KB's table of them.
 */
void entity_corpus_gmb(struct entity_corpus *corpus, const char *path, struct str bytes,
                       struct str countries, unsigned times);

/* Appends a copy of one in `step` of the documents so far, in lower case. */
void entity_corpus_add_lower(struct entity_corpus *corpus, unsigned step, struct arena *arena);

/* Puts all forms in small letters, or in capitals. */
void entity_corpus_set_case(struct entity_corpus *corpus, bool is_upper, struct arena *arena);

/* The names of a sentence whose labels are known: labels[T] out of `allowed`; O where it is open. */
void entity_corpus_labels(const struct entity_corpus *corpus, size_t sentence, uint8_t *labels);

/* --- for readers --------------------------------------------------------------------------- */

void entity_corpus_add(struct entity_corpus *corpus, struct str form, uint32_t allowed);

/* Closes a sentence that began with token `first`; nothing where no token was added since. */
void entity_corpus_end(struct entity_corpus *corpus, size_t first, bool is_new_document, unsigned times);

/* The label sets of all tokens; valid until the next one is added. */
uint32_t *entity_corpus_allowed(struct entity_corpus *corpus);

/* Token [first, last] of a sentence's label sets are a name of the type, or anything. */
void entity_allow_span(uint32_t *allowed, size_t first, size_t last, unsigned type);
void entity_allow_all(uint32_t *allowed, size_t first, size_t last);

/* The type by any of the names that the sources have for it. */
bool entity_corpus_type(struct str name, unsigned *type);

/*
 * Adds the tokens of one sentence of GMB (up to an empty line) and gives their labels, a struct str
 * each. False at the end.
 */
bool entity_corpus_next_gmb(struct entity_corpus *corpus, const char *path, struct str *rest, uint64_t *number,
                            struct buf *tags);

/* Ends the process: a line of a file is not as it should be. */
_Noreturn void entity_malformed(const char *path, uint64_t line, const char *what);

#endif
