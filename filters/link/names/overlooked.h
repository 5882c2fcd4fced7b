/*
 * overlooked.h: names that no ent row marks, though the document or the knowledge base knows them.
 *
 * Looked for among proper nouns outside of all ent rows: a name that the document has elsewhere ("Scientology", "Cruise"
 * beside "Tom Cruise"), a name of the user's own knowledge base, or one that everybody knows (YouTube, Internet
 * Explorer). The longest name wins. Two or three that stand beside a verb of speaking ("said Mere Tawake") are a
 * person. At the begin of a sentence, where all words are capitalised, one word must be spelled as no other word is, or be
 * the very label of a known organisation and no common word's: "Ryanair".
 */
#ifndef LINK_OVERLOOKED_H
#define LINK_OVERLOOKED_H

#include "mentions.h"

/*
 * Finds them, in the order of the text; *found: from the arena, new mentions without a number yet. `items`: the mentions that
 * there are. Without tokens there is nothing to find. Work: linear in tokens and mentions.
 */
size_t overlooked_find(const struct layers *layers, const struct kb_set *set, const struct mention *items, size_t n,
                       struct arena *arena, struct mention **found);

#endif
