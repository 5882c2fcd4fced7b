/*
 * contract.h: the row types of docs/FORMAT.md as data: names, columns, err codes, limits.
 *
 * The column list of a type is what `#cols` says of it. A mark behind a column name tells what a
 * reader checks on arrival: `:n` a decimal number of at most 32 bits or empty, `?` a column that a
 * stream may lack (it then reads as empty). Without `?` a `#cols` row that lacks the column ends the
 * run with 65. `:x` marks a field in which \xHH stands for a byte (row_unescape_bytes).
 */
#ifndef COMMON_CONTRACT_H
#define COMMON_CONTRACT_H

#include "common/str.h"

#define COPYDESK_VERSION "0.1.0"

enum {
	CONTRACT_VERSION = 1,
	CONTRACT_MAX_DOC = 64 << 20, /* default of --max-doc, raw bytes */
	CONTRACT_COLUMNS = 16,       /* no type of ours has more */
};

struct contract_type {
	const char *type;
	const char *columns; /* with marks */
};

/* NULL for a type that is not ours. */
const struct contract_type *contract_find(struct str type);

/* All types, ended by one whose type is NULL. */
extern const struct contract_type contract_types[];

/* Appends `type TAB column TAB column …` of a column list, its marks left out. */
struct buf;
void contract_write_columns(const char *type, const char *columns, struct buf *out);

/* Positions of the columns in struct row, per type. */
enum { DOC_DOC, DOC_SOURCE, DOC_URL, DOC_PUBLISHED, DOC_LANG, DOC_BYTES, DOC_TITLE, DOC_AUTHOR };
enum { PAR_DOC, PAR_PAR, PAR_KIND, PAR_BEGIN, PAR_END, PAR_MAP, PAR_TEXT };
enum { EDIT_DOC, EDIT_EDIT, EDIT_KIND, EDIT_ACTION, EDIT_BEGIN, EDIT_END, EDIT_BEFORE, EDIT_AFTER };
enum { SENT_DOC, SENT_SENT, SENT_PAR, SENT_BEGIN, SENT_END, SENT_MAP, SENT_TEXT };
enum { TOK_DOC, TOK_SENT, TOK_TOK, TOK_BEGIN, TOK_END, TOK_FORM, TOK_LEMMA, TOK_UPOS, TOK_XPOS, TOK_MWT };
enum { ENT_DOC, ENT_ENT, ENT_SENT, ENT_FIRST, ENT_LAST, ENT_BEGIN, ENT_END, ENT_TYPE, ENT_SCORE, ENT_TEXT };
enum { LINK_DOC, LINK_ENT, LINK_RANK, LINK_CHAIN, LINK_KB, LINK_ID, LINK_SCORE, LINK_LABEL };
enum { REF_DOC, REF_CHAIN, REF_SENT, REF_FIRST, REF_LAST, REF_BEGIN, REF_END, REF_TEXT };
enum {
	QUOTE_DOC,
	QUOTE_QUOTE,
	QUOTE_SENT,
	QUOTE_BEGIN,
	QUOTE_END,
	QUOTE_KIND,
	QUOTE_SPEAKER,
	QUOTE_SOURCE_BEGIN,
	QUOTE_SOURCE_END,
	QUOTE_CUE,
	QUOTE_TEXT
};
enum { SUM_DOC, SUM_RANK, SUM_SENT, SUM_BEGIN, SUM_END, SUM_SCORE, SUM_TEXT };
enum { KEY_DOC, KEY_RANK, KEY_SCORE, KEY_TYPE, KEY_TEXT, KEY_ID };
enum { STORY_DOC, STORY_STORY, STORY_SCORE };
enum { ERR_DOC, ERR_STAGE, ERR_CODE, ERR_BEGIN, ERR_END, ERR_MESSAGE };

#endif
