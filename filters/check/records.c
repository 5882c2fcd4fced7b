/*
 * records.c: see records.h. A row is split eight bytes at a time; where any is not plain ASCII it is
 * read once more, character by character (Unicode 15, table 3-7): a lead byte says how many bytes follow
 * and what the first of them may be, which shuts out overlong forms, surrogates and all above U+10FFFF.
 */
#include "records.h"

#include <stdlib.h>

#include "common/diag.h"

enum { MOST = 64 << 20 }; /* bytes of a row that are kept until its end comes */

#define ONES UINT64_C(0x0101010101010101)
#define TOPS (ONES << 7)

void records_free(struct records *records)
{
	buf_free(&records->begun);
	free(records->fields);
}

/* --- bytes ---------------------------------------------------------------------------------- */

/* How many bytes of a character stand at the front; *is_whole: whether it is one. */
static size_t character(const unsigned char *at, size_t len, bool *is_whole)
{
	unsigned char lead = at[0], low = 0x80, high = 0xBF;
	size_t need = 0, n = 1;

	if (lead >= 0xC2 && lead <= 0xDF)
		need = 1;
	else if (lead >= 0xE0 && lead <= 0xEF)
		need = 2;
	else if (lead >= 0xF0 && lead <= 0xF4)
		need = 3;
	if (lead == 0xE0)
		low = 0xA0;
	else if (lead == 0xED)
		high = 0x9F;
	else if (lead == 0xF0)
		low = 0x90;
	else if (lead == 0xF4)
		high = 0x8F;
	for (; n <= need && n < len && at[n] >= low && at[n] <= high; n++) {
		low = 0x80;
		high = 0xBF;
	}
	*is_whole = n > need && (lead < 0x80 || need);
	return n;
}

/* What was expected at a byte that no row may hold. */
static const char *expected_at(unsigned char byte)
{
	if (byte == '\r')
		return "LF alone as the end of a row";
	return byte < 0x20 ? "no control characters" : "valid UTF-8";
}

static void check_bytes(struct records *records, char *at, size_t len)
{
	bool is_told = false, is_whole;

	for (size_t i = 0; i < len;) {
		unsigned char byte = (unsigned char)at[i];
		size_t n = character((const unsigned char *)at + i, len - i, &is_whole);

		if (is_whole && (byte >= 0x20 || byte == '\t')) {
			i += n;
			continue;
		}
		if (!is_told)
			fault(records->faults, records->line, "found byte 0x%02X at column %zu, expected %s",
			      byte, i + 1, n > 1 ? "the rest of a UTF-8 character" : expected_at(byte));
		is_told = true;
		memset(at + i, '?', n);
		i += n;
	}
}

/* --- rows ----------------------------------------------------------------------------------- */

static void add_field(struct records *records, size_t n, struct str field)
{
	if (n == records->cap_fields) {
		records->cap_fields = n ? 2 * n : 32;
		records->fields = diag_realloc(records->fields, records->cap_fields * sizeof field);
	}
	records->fields[n] = field;
}

/* Eight bytes; behind the end of the row blanks. */
static uint64_t load(const char *at, size_t len)
{
	uint64_t word = ONES * ' ';

	memcpy(&word, at, len < sizeof word ? len : sizeof word);
	return word;
}

/* Splits the row into fields; *is_plain: whether all of it is ASCII without a control but TAB. */
static size_t split(struct records *records, const char *at, size_t len, bool *is_plain)
{
	uint64_t odd = 0;
	size_t begin = 0, n = 0;

	for (size_t i = 0; i < len; i += 8) {
		uint64_t word = len - i < 8 ? load(at + i, len - i) : load(at + i, 8);
		uint64_t other = word ^ ONES * '\t', tabs = ~(((other & ~TOPS) + ~TOPS) | other) & TOPS;

		/* The top bit of a sum is that of a byte from 0x20 up, where no byte has one of its own. */
		odd |= word | (~(word + ONES * (0x80 - ' ')) & ~tabs);
		for (; tabs; tabs &= tabs - 1) {
			size_t tab = i + (size_t)__builtin_ctzll(tabs) / 8;

			add_field(records, n++, str_at(at + begin, tab - begin));
			begin = tab + 1;
		}
	}
	add_field(records, n++, str_at(at + begin, len - begin));
	*is_plain = !(odd & TOPS);
	return n;
}

static void take_row(struct records *records, char *at, size_t len)
{
	bool is_plain;
	size_t n = split(records, at, len, &is_plain);

	records->line++;
	if (len > records->max_row)
		fault(records->faults, records->line, "found a row of more than %zu bytes, expected at most that",
		      records->max_row);
	if (!is_plain)
		check_bytes(records, at, len);
	records->take(records->context, records->fields, n, records->line);
}

bool records_feed(struct records *records, char *at, size_t len)
{
	struct buf *begun = &records->begun;
	char *end = at + len, *lf;

	for (; (lf = memchr(at, '\n', (size_t)(end - at))); at = lf + 1) {
		if (!begun->len) {
			take_row(records, at, (size_t)(lf - at));
			continue;
		}
		buf_add(begun, at, (size_t)(lf - at));
		take_row(records, begun->at, begun->len);
		buf_clear(begun);
	}
	buf_add(begun, at, (size_t)(end - at));
	if (begun->len <= MOST)
		return true;
	fault(records->faults, records->line + 1, "found a row that is far too long");
	buf_clear(begun);
	return false;
}

void records_finish(struct records *records)
{
	if (!records->begun.len)
		return;
	take_row(records, records->begun.at, records->begun.len);
	fault(records->faults, records->line, "found the end of the input, expected LF at the end of the row");
}
