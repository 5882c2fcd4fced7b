/*
 * entity_votes.h: texts whose names several taggers have voted on. What they agree on is a name, what
 * they dispute is unknown (entity_corpus.h).
 */
#ifndef TAG_ENTITY_VOTES_H
#define TAG_ENTITY_VOTES_H

#include "entity_corpus.h"
#include "filters/tag/words/tokenize.h"

/*
 * GMB's tokens (form, tag, GMB label) with the votes of ner-silver: rows with the votes GA, GB or
 * GAB are names, every other row makes its tokens unknown. Each sentence is a document. Sentences with
 * hyphens inside names come twice, once with the hyphens as tokens.
 */
void entity_corpus_votes(struct entity_corpus *corpus, const char *path, struct str tokens,
                         struct str votes, unsigned times);

/*
 * Raw text, a paragraph a line, with spans (line, begin, end, type, votes of A, B, C). ABC is a name,
 * and AB where the name has a hyphen that our tokens part and C's did not. Any other span makes the
 * tokens that it touches unknown. Of every `step` documents one is read.
 */
void entity_corpus_silver(struct entity_corpus *corpus, const char *path, struct str text, struct str spans,
                          const struct tokenizer *tokenizer, unsigned step);

#endif
