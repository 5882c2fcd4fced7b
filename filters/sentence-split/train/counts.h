/*
 * counts.h: the vocabulary of sentence-split, out of a table of word counts and Brown classes
 * (`word TAB bits TAB count`, case kept, digits folded to 0, a word with its dot apart from the word).
 */
#ifndef SPLIT_TRAIN_COUNTS_H
#define SPLIT_TRAIN_COUNTS_H

#include "common/buf.h"
#include "paragraphs.h"

/* Appends the section. Words seen less often than min_count are left out. */
void counts_vocabulary(struct str table, uint64_t min_count, struct buf *section);

/*
 * Marks (VOCABULARY_HOLDS) the words of a section that end no sentence of the documents unless a mark
 * follows: seen 40 times or more, at most once in 2,000 at an end.
 */
void counts_mark_holding(const struct paragraphs *paragraphs, struct buf *section);

#endif
