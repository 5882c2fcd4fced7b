/*
 * contents.h: where the content of a cue stands and where it ends.
 *
 * A cue of speech has its content behind it (`said that …`, `said: "…"`, `vowed to …`, `praised …`)
 * or before it (`…, he said`). The functions answer questions about one sentence; they look at
 * tokens only and give nothing away.
 */
#ifndef LINK_CONTENTS_H
#define LINK_CONTENTS_H

#include "filters/link/reading.h"

struct token_range {
	uint32_t first, last; /* both included */
};

/* "according to" */
bool content_is_according(const struct reading *r, uint32_t at, uint32_t end);

/* Where content that begins at `from` ends at the latest: the token behind it. */
uint32_t content_limit(const struct reading *r, uint32_t from, uint32_t end);

/* An object ends earlier: at a comma that is followed by no noun of a list, or at "after", "when" …
 */
uint32_t content_object_limit(const struct reading *r, uint32_t from, uint32_t end);

/*
 * The content to the right of a cue whose verb group ends at `verb`. *cue_last moves over a
 * preposition that belongs to the cue.
 */
bool content_right(const struct reading *r, uint32_t verb, uint32_t end, unsigned frames,
		   struct token_range *content, uint32_t *cue_last);

/* What a source and its cue lean on from behind: a comma, or a closing mark. */
bool content_is_border(const struct reading *r, uint32_t token);

/*
 * The content of `…, he said`: from the begin of the sentence, or of the quotation that lies
 * before, to the border.
 */
struct token_range content_left(const struct reading *r, uint32_t border);

/* Nothing, or only circumstances, stand behind the cue: `…, he said in an interview.` */
bool content_is_over(const struct reading *r, uint32_t verb, uint32_t end, unsigned frames);

/* "The wall, an engineer warned, could fall": the sentence goes on with its verb behind the cue. */
bool content_is_inserted(const struct reading *r, uint32_t verb, uint32_t end);

/* "said he would", "said at least six planes had" */
bool content_is_clause(const struct reading *r, uint32_t from, uint32_t end);

/* What stands to the left of the border has a verb: it can be somebody's words. */
bool content_left_is_clause(const struct reading *r, uint32_t border);

/* The comma behind which the main clause begins, after a participle that opens the sentence. */
uint32_t content_participle_end(const struct reading *r, uint32_t from, uint32_t end);

/* The verb is the first word, or the second behind a preposition: "In asking for …". */
bool content_opens_sentence(const struct reading *r, uint32_t group, uint32_t begin);

/* "While the party says it is ready, …": the cue stands in a clause that comes before the main one.
 */
bool content_opens_subordinate(const struct reading *r, uint32_t begin, uint32_t cue);

#endif
