/*
 * claims.h: what the rows of one document claim, and whether they agree with each other.
 *
 * Every row is compared with those before it as it arrives: numbers count, references point at
 * rows that are there, ranges lie inside what they are a part of, texts and ranges fit through the
 * maps. What only the whole document can show is left to laws.h.
 */
#ifndef CHECK_CLAIMS_H
#define CHECK_CLAIMS_H

#include "common/arena.h"
#include "common/buf.h"
#include "faults.h"
#include "rules.h"
#include "runs.h"

/* The text of a row and where it stands in the document. */
struct claim_text {
	uint64_t line;
	uint32_t begin, end;
	struct str text;
	struct runs runs; /* n = 0 where the map is not usable */
};

struct claim_par {
	uint32_t number;
	struct claim_text at;
	size_t cursor; /* in the text: behind the last sentence */
};

struct claim_sent {
	uint32_t number;
	bool is_row; /* false: made up for tokens whose sentence rows were left out */
	struct claim_text at;
	size_t first_tok, n_toks;
	size_t cursor;   /* in the text: behind the last token */
	bool is_aligned; /* every token so far was found in the text */
};

struct claim_tok {
	uint32_t begin, end;
	uint32_t text_begin, text_end; /* in its sentence's text; only where that is aligned */
};

struct claim_ent {
	uint32_t number;
	uint32_t last_rank; /* of its links so far */
};

struct claim_edit {
	uint64_t line;
	uint32_t begin, end;
	struct str before, after; /* decoded */
	bool is_repaired, is_gap;
};

/* A row that names a chain. */
struct claim_chain {
	uint32_t chain;
	uint64_t line;
};

struct claims {
	struct faults *faults;
	struct arena arena; /* texts */
	uint64_t line;      /* of the row at hand */
	uint64_t bytes;     /* of the document; UINT64_MAX where unknown */
	bool has_errors;    /* an err row came: numbers may have gaps from there on */
	struct buf runs;    /* struct run, of paragraphs and sentences */
	struct buf pars;    /* struct claim_par */
	struct buf sents;   /* struct claim_sent */
	struct buf toks;    /* struct claim_tok */
	struct buf ents;    /* struct claim_ent */
	struct buf edits;   /* struct claim_edit */
	struct buf chains;  /* struct claim_chain: those that links make */
	struct buf users;   /* struct claim_chain: those that references and quotations name */
	struct buf ranks;   /* uint32_t: of the summary's sentences */
	uint32_t last_edit, last_ent, last_quote, last_key; /* numbers */
	uint32_t last_sum_begin;
	bool is_sent_row_seen;
};

/* Zeroed, with `faults` set, is valid. */
void claims_free(struct claims *claims);

/* Forgets the document before. */
void claims_reset(struct claims *claims);

/*
 * A row of one of the contract's types whose fields have passed their column's rule. Fields stand
 * in the order of rules[type]; a column that the stream lacks is an empty field.
 */
void claims_row(struct claims *claims, enum rule_type type, const struct str *field, uint64_t line);

#endif
