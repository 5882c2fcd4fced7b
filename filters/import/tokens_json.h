/*
 * tokens_json.h: a line of JSON Lines of tokens: one document as an object, as `export -t jsonl` writes it or in
 * the least shape that a tagger needs to write (import.1):
 *
 *      {"sentences":[{"text":"It rains.","tokens":[{"form":"It","upos":"PRON"},{"form":"rains"},"."]}]}
 *
 * The parsing is libyajl's, which keeps no tree and does not recurse; this is its only includer here. Members
 * of other names are passed over, whatever they hold.
 */
#ifndef IMPORT_TOKENS_JSON_H
#define IMPORT_TOKENS_JSON_H

#include "common/arena.h"
#include "common/contract.h"
#include "common/str.h"

struct json_token {
	struct str form, lemma, upos, xpos;
	struct str text; /* what stands in the sentence; absent: the form */
	uint32_t mwt[2]; /* first and last part of its multiword token; 0 = none */
	size_t n_mwt;    /* how many numbers `mwt` has in the line */
	bool is_glued;   /* no blank behind it, where the sentence has no text */
	bool has_range;
	uint32_t begin, end; /* bytes of the document that the line was made from */
};

struct json_sentence {
	struct str text; /* at = NULL: absent */
	uint32_t par;    /* 0: absent */
	uint32_t number; /* 0: absent */
	size_t first_token, n_tokens;
};

struct json_paragraph {
	struct str kind, text;
	uint32_t par; /* 0: absent */
};

/* What is said of tokens and sentences: an entity, a link of it, a quotation …, as fields of its row. */
struct json_row {
	const struct contract_type *type;
	struct str field[CONTRACT_COLUMNS]; /* numbers as digits; at = NULL: absent */
};

struct json_document {
	struct str id, source, url, published, lang, title, author; /* at = NULL: absent */
	struct json_paragraph *paragraphs;
	size_t n_paragraphs, cap_paragraphs;
	struct json_sentence *sentences;
	size_t n_sentences, cap_sentences;
	struct json_token *tokens;
	size_t n_tokens, cap_tokens;
	struct json_row *rows; /* in the order of the line, the links of an entity behind it */
	size_t n_rows, cap_rows;
};

/* NULL where all is well, else what is wrong. Memory from the arena. */
const char *json_document_read(struct str line, struct arena *arena, struct json_document *document);

#endif
