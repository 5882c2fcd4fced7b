/*
 * quotes.h: who said, or thought, what.
 *
 * A quotation is content with a cue ("said") and, mostly, a source ("a spokesman"). It may stand in
 * parts: `"A," he said. "B."` is one quotation of two parts. Order of work:
 *
 *      1  quotation marks are paired (marks.h)
 *      2  cues are met from left to right, outside the marks; each finds its content to the right
 *         (a quotation, `that …`, a clause, an infinitive, an object) or to the left (`…, he said`),
 *         and its subject (phrases.h); a token belongs to one content only
 *      3  quoted sentences without a cue of their own go on with the quotation before them
 *      4  a headline `X: …` is what X says
 *
 * The core knows nothing of entities: it says where the source's head word stands, and who owns that
 * word is the caller's to find out.
 */
#ifndef LINK_QUOTES_H
#define LINK_QUOTES_H

#include "common/layers.h"
#include "cues.h"

enum quote_kind { QUOTE_DIRECT, QUOTE_MIXED, QUOTE_INDIRECT };

#define QUOTE_NO_TOKEN UINT32_MAX

struct quote {
	uint32_t number;      /* parts of one quotation share it */
	enum quote_kind kind;
	uint32_t first, last; /* the content of this part, tokens */
	uint32_t source_first, source_last; /* QUOTE_NO_TOKEN where nobody is named */
	uint32_t source_head; /* the word that names the source; of "who", the noun before it */
	uint32_t source_other; /* another that may: "his lawyer, [Okafor]", "a statement from the [union]"; or QUOTE_NO_TOKEN */
	uint32_t cue_first, cue_last;       /* QUOTE_NO_TOKEN where there is no word */
};

/*
 * Finds all quotations of a document, numbered from 1 in the order of their first parts; the parts of one
 * come one after the other, in the order of the text. Needs tok rows; a document
 * without any has no quotations. Memory: the arena. Linear in tokens.
 */
size_t quotes_find(const struct layers *layers, const struct cues *cues, struct arena *arena,
                   struct quote **quotes);

const char *quote_kind_name(enum quote_kind kind);

#endif
