/*
 * corpus.h: annotated CoNLL-U files as one array of sentences, with what may be used of them.
 */
#ifndef TAG_CORPUS_H
#define TAG_CORPUS_H

#include "common/conllu.h"

struct corpus {
	struct conllu_sentence *sentences;
	size_t n, cap;
	size_t n_words;
};

/*
 * Appends the sentences of a file that corpus_is_free allows. Ends the process where the file
 * cannot be read (66) or is malformed (65). Memory: the arena; the file stays mapped.
 */
void corpus_read(const char *path, struct arena *arena, struct corpus *corpus);

enum { CORPUS_XPOS = 64 };

/*
 * Whether the corpus has XPOS tags that can be learned as they are: some, and at most CORPUS_XPOS.
 * Treebanks that put their morphology there have hundreds; a model of theirs has UPOS alone.
 */
bool corpus_has_xpos(const struct corpus *corpus);

/* The genre of a GUM sentence (GUM_news_… gives news); empty for any other. */
struct str corpus_genre(struct str sent_id);

/*
 * Whether a shipped model may learn from the sentence: of GUM only the genres news, interview, bio,
 * voyage, textbook, vlog, conversation, speech (CC BY or public domain); of all else every one.
 */
bool corpus_is_free(struct str sent_id);

#endif
