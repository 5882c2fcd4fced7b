/*
 * row.h: one row of the contract, read and written. The only place that knows about TABs and escapes.
 *
 * Reading: `struct row` is a row of a type that the filter reads, its fields in the order of the
 * filter's own column list (filter.h), whatever order and however many columns the stream has.
 * Fields are unescaped and live in the document's arena.
 *
 * Writing: row_begin, one call a column, row_end:
 *
 *      row_begin(out, "sent");         the type; the document's id follows by itself
 *      row_number(out, n);             columns in the contract's order
 *      row_str(out, text);             escaped
 *      row_end(out);
 *
 * A row that the user deselected (--drop, --only) is swallowed by row_end, one that is longer than
 * --max-row is replaced by an `err` row E_LONG; callers need not care.
 */
#ifndef COMMON_ROW_H
#define COMMON_ROW_H

#include "common/buf.h"
#include "common/str.h"

enum {
	ROW_MAX_BYTES = 1 << 20, /* default of --max-row, the LF not counted */
	ROW_MAX_FIELDS = 64,     /* fields beyond are passed on but cannot be found by name */
	ROW_MARGIN = 64,         /* bytes behind a line that row_scan may look at */
};

/*
 * Twelve million tok rows may be one document, so a row is small: where its fields begin, counted from
 * the row itself, and behind that the fields, a byte after each.
 */
struct row {
	const struct row *next; /* the next row of the same type in the document */
	uint64_t number;        /* line number in the stream, from 1 */
	uint32_t begin[];       /* of each column, and the end of the last */
};

/* A field, unescaped; of an absent column an empty one. The document's id is in its doc row alone. */
static inline struct str row_get(const struct row *row, size_t column)
{
	return str_at((const char *)row + row->begin[column], row->begin[column + 1] - row->begin[column] - 1);
}

static inline const struct row *row_next(const struct row *row)
{
	return row->next;
}

/* Whether eight bytes begin with so many digits, 1 to 8 of them. */
static inline bool row_are_digits(const char *at, size_t n)
{
	static const uint64_t tops = UINT64_C(0x8080808080808080);
	uint64_t eight, others;

	/* A carry comes from a byte that is no digit, and such a one is seen, so none does harm. */
	memcpy(&eight, at, sizeof eight);
	others = ((eight + UINT64_C(0x4646464646464646)) | (eight - UINT64_C(0x3030303030303030))) & tops;
	return others << 8 * (sizeof eight - n) == 0;
}

/* The number of 1 to 8 digits, which end at `end`, with eight bytes before it: pairs, then fours, then all. */
static inline uint64_t row_digits(const char *end, size_t n)
{
	size_t n_others = 8 * (sizeof(uint64_t) - n);
	uint64_t eight;

	memcpy(&eight, end - sizeof eight, sizeof eight);
	eight = (eight & UINT64_C(0x0F0F0F0F0F0F0F0F)) >> n_others << n_others;
	eight = 10 * eight + (eight >> 8);
	return ((eight & UINT64_C(0xFF000000FF)) * (100 + (UINT64_C(1000000) << 32)) +
	        (eight >> 16 & UINT64_C(0xFF000000FF)) * (1 + (UINT64_C(10000) << 32))) >> 32;
}

/* A column that the reader marked as a number (`:n`): checked on arrival. Empty gives 0. */
static inline uint64_t row_get_number(const struct row *row, size_t column)
{
	struct str digits = row_get(row, column);
	uint64_t n = 0;

	if (digits.len - 1 < 8)
		return row_digits(digits.at + digits.len, digits.len);
	for (size_t i = 0; i < digits.len; i++)
		n = 10 * n + (uint64_t)(digits.at[i] - '0');
	return n;
}

/* --- fields of a line ------------------------------------------------------------------ */

/*
 * What rows that follow each other begin with: type and id, a TAB behind each. Rows come in runs of one document and type, so
 * most begin as the one before did, and what was found of that need not be found again. One longer than its room is none.
 */
struct row_run {
	size_t len; /* 0: none */
	size_t id;  /* where it begins */
	char at[ROW_MARGIN];
};

/* A line that lies, its LF behind it, in a reader's buffer: where its fields are, what kinds of bytes it holds. */
struct row_fields {
	struct str line; /* without the LF */
	size_t n;        /* of all fields */
	bool is_in_run;
	/* of what stands behind the beginning that is that of the run */
	bool has_backslash, has_control; /* a C0 control but TAB */
	bool is_ascii;
	/* where each begins, and one behind the line's end; of those beyond ROW_MAX_FIELDS nothing is told */
	uint32_t begin[ROW_MAX_FIELDS + 1 + ROW_MARGIN];
};

/*
 * Splits the line that begins at `at`, in one sweep that finds its end too. There must be an LF, and room of ROW_MARGIN
 * bytes that can be read behind it.
 */
void row_scan(const char *at, const struct row_run *run, struct row_fields *fields);

/* Makes the beginning of a row that was scanned that of the run. */
void row_begin_run(const struct row_fields *fields, struct row_run *run);

/* A field by its position in the line; empty where the line has none. */
static inline struct str row_field(const struct row_fields *fields, size_t i)
{
	return i < fields->n && i < ROW_MAX_FIELDS ?
	               str_at(fields->line.at + fields->begin[i], fields->begin[i + 1] - fields->begin[i] - 1) :
	               (struct str){ NULL, 0 };
}

/* Splits a line (without LF) at TABs; returns how many fields there are, also those beyond `max`, which `fields` lacks. */
size_t row_split(struct str line, struct str *fields, size_t max);

/*
 * Undoes the four escapes into `out` (room for s.len bytes; may be s.at itself) and returns the
 * length; SIZE_MAX on any other backslash.
 */
size_t row_unescape(struct str s, char *out);

/* The same for the `before` of an edit row, where \xHH stands for a byte that no text may hold. */
size_t row_unescape_bytes(struct str s, char *out);

/* Appends s with TAB, LF, CR and backslash escaped. */
void row_escape(struct str s, struct buf *out);

/*
 * What is wrong with the bytes of a row, as an err code of the contract: NULL where nothing is,
 * E_NUL, E_CONTROL (a C0 control other than TAB; a CR too) or E_UTF8. *at: the first bad byte.
 */
const char *row_bad_bytes(struct str line, size_t *at);

/* --- writing ---------------------------------------------------------------------------- */

struct row_writer; /* made by the filter's loop, see filter.h */

void row_begin(struct row_writer *out, const char *type);
void row_str(struct row_writer *out, struct str s);
void row_cstr(struct row_writer *out, const char *c); /* escaped as well; NULL = empty */
void row_number(struct row_writer *out, uint64_t number);
void row_score(struct row_writer *out, double score); /* four decimals; -0 is 0; NaN is a bug */
void row_empty(struct row_writer *out);
void row_plain(struct row_writer *out, struct str s); /* of which no byte needs an escape */
void row_end(struct row_writer *out);

#endif
