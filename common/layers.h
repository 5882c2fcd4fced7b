/*
 * layers.h: the rows of a document as arrays of structs: paragraphs, sentences, tokens, entities …
 *
 * For filters that compute on annotations and not on rows. Each array holds one layer in stream
 * order; whatever layer a document (or the filter's `reads`) lacks has n = 0. Strings borrow from
 * the rows, or lie in the document's arena. Offsets are raw bytes of the document.
 *
 *      paragraphs[P]   sentences[S]   tokens[T], grouped by sentence: sentence s owns
 *      tokens[sentences[s].first_token .. + n_tokens)
 *
 * Rows that break the order of the contract (a token of no known sentence, token numbers with gaps,
 * an entity whose tokens are not there) are reported with an `err` row and left out.
 */
#ifndef COMMON_LAYERS_H
#define COMMON_LAYERS_H

#include "common/document.h"
#include "common/map.h"

#define LAYERS_NONE UINT32_MAX

struct paragraph {
	uint32_t number;
	uint32_t begin, end;
	struct str kind; /* title p list caption credit boiler */
	struct str map, text;
};

struct sentence {
	uint32_t number;    /* as in the row */
	uint32_t par;       /* the paragraph's number */
	uint32_t paragraph; /* its position in paragraphs[], LAYERS_NONE where that layer is absent */
	uint32_t begin, end;
	struct str map, text;
	uint32_t first_token, n_tokens;
};

struct token {
	uint32_t number; /* from 1 in its sentence */
	uint32_t begin, end;
	/*
	 * Where the form stands in the sentence's text. Raw ranges do not tell it: the tokens of a
	 * repaired run share one. A form that the text does not have (a foreign tagger's) gets an
	 * empty range at the place reached.
	 */
	uint32_t text_begin, text_end;
	struct str form, lemma, upos, xpos;
	uint32_t mwt_first, mwt_last; /* numbers of the multiword token it is a part of; 0 = none */
};

struct entity {
	uint32_t number;
	uint32_t sentence;    /* position in sentences[], or LAYERS_NONE */
	uint32_t first, last; /* positions in tokens[], both included; LAYERS_NONE where unknown */
	uint32_t begin, end;
	struct str type, text;
	double score;
};

struct entity_link {
	uint32_t entity; /* position in entities[] */
	uint32_t rank, chain;
	struct str kb, id, label;
	double score;
};

struct reference {
	uint32_t chain, sentence, first, last; /* as in struct entity */
	uint32_t begin, end;
	struct str text;
};

struct quotation {
	uint32_t number, sentence, begin, end;
	uint32_t speaker;                  /* chain; 0 = none */
	uint32_t source_begin, source_end; /* both 0 where there is none */
	struct str kind, cue, text;
};

struct layers {
	struct paragraph *paragraphs;
	size_t n_paragraphs;
	struct sentence *sentences;
	size_t n_sentences;
	struct token *tokens;
	size_t n_tokens;
	struct entity *entities;
	size_t n_entities;
	struct entity_link *links;
	size_t n_links;
	struct reference *references;
	size_t n_references;
	struct quotation *quotations;
	size_t n_quotations;
};

/*
 * Reads all layers that the document has. Memory: the document's arena. `out` takes the err rows; NULL: none
 * are written (a group's documents are looked at before their turn, see filter.h). Where the filter takes tok
 * rows (filter.h), they must not be looked at afterwards.
 */
void layers_read(const struct document *document, struct row_writer *out, struct layers *layers);

/* The sentence (position) that holds a raw offset, or LAYERS_NONE. Sentences must be in raw order. */
uint32_t layers_sentence_at(const struct layers *layers, uint32_t offset);

#endif
