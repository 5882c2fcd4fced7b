/*
 * columns.h: where a stream has the columns of a row type, and its lines as rows of the contract's.
 *
 * A stream names its columns in `#cols` rows, in any order and with more than the contract knows. A
 * filter sees them in the contract's order, unescaped, those with numbers checked.
 */
#ifndef COMMON_COLUMNS_H
#define COMMON_COLUMNS_H

#include "common/arena.h"
#include "common/contract.h"
#include "common/row.h"

enum { COLUMNS_ABSENT = 255 /* more than ROW_MAX_FIELDS */, COLUMNS_COMPLAINT = 160 };

struct columns {
	const char *type;
	const char *contract; /* its columns with marks, see contract.h */
	size_t n_fields;      /* that a line must have, its type included */
	size_t n;
	uint8_t field[CONTRACT_COLUMNS]; /* column -> field of the line, or COLUMNS_ABSENT */
	uint8_t numbers[CONTRACT_COLUMNS]; /* the fields of those columns that are numbers */
	size_t n_numbers;
	bool has_bytes[CONTRACT_COLUMNS];
	bool is_lost; /* the stream lacks a column that is needed */
	bool keeps_id; /* of a doc row; all other rows of a document would say the same */
	bool is_plain; /* a line has all columns, in the contract's order */
};

/* The columns as the contract has them: what counts before any `#cols` row. */
void columns_begin(struct columns *columns, const struct contract_type *type);

/* The columns as a `#cols` row names them: its fields from the third on. */
void columns_name(struct columns *columns, const struct str *names, size_t n_names);

/*
 * A line as a row, copied to `arena`. NULL where it breaks the contract (E_ROW); `complaint`, room for COLUMNS_COMPLAINT
 * bytes, then says how.
 */
struct row *columns_row(const struct columns *columns, const struct row_fields *fields, struct arena *arena,
                        char *complaint);

#endif
