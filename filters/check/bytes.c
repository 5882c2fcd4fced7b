/*
 * bytes.c: see bytes.h. UTF-8 is followed byte by byte (Unicode 15, table 3-7): a lead byte says
 * how many bytes follow and what the first of them may be, which shuts out overlong forms,
 * surrogates and all above U+10FFFF.
 */
#include "bytes.h"

static void tell(struct bytes *bytes, struct faults *faults, const char *what, unsigned char byte)
{
	if (!bytes->is_told)
		fault(faults, bytes->line, "found byte 0x%02X at column %zu, expected %s", byte,
		      bytes->row_len + 1, what);
	bytes->is_told = true;
}

/* A lead byte: how many bytes follow it and the range of the first. False for a byte that leads nothing. */
static bool lead(struct bytes *bytes, unsigned char byte)
{
	bytes->low = 0x80;
	bytes->high = 0xBF;
	if (byte >= 0xC2 && byte <= 0xDF) {
		bytes->need = 1;
	} else if (byte >= 0xE0 && byte <= 0xEF) {
		bytes->need = 2;
		if (byte == 0xE0)
			bytes->low = 0xA0;
		else if (byte == 0xED)
			bytes->high = 0x9F;
	} else if (byte >= 0xF0 && byte <= 0xF4) {
		bytes->need = 3;
		if (byte == 0xF0)
			bytes->low = 0x90;
		else if (byte == 0xF4)
			bytes->high = 0x8F;
	} else {
		return false;
	}
	return true;
}

/* Whether the byte may stand here; tells where it may not. */
static bool is_good(struct bytes *bytes, unsigned char byte, struct faults *faults)
{
	if (bytes->need) {
		if (byte >= bytes->low && byte <= bytes->high) {
			bytes->need--;
			bytes->low = 0x80;
			bytes->high = 0xBF;
			return true;
		}
		bytes->need = 0;
		tell(bytes, faults, "the rest of a UTF-8 character", byte);
		if (byte >= 0x80)
			return false;
	}
	if (byte == '\r')
		tell(bytes, faults, "LF alone as the end of a row", byte);
	else if (byte < 0x20 && byte != '\t' && byte != '\n')
		tell(bytes, faults, "no control characters", byte);
	else if (byte < 0x80 || lead(bytes, byte))
		return true;
	else
		tell(bytes, faults, "valid UTF-8", byte);
	/* A CR stays: with the LF behind it, it is the table reader's line end. */
	return byte == '\r';
}

void bytes_check(struct bytes *bytes, char *at, size_t len, struct faults *faults)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)at[i];

		if (!is_good(bytes, byte, faults))
			at[i] = '?';
		if (byte == '\n') {
			bytes->line++;
			bytes->row_len = 0;
			bytes->is_told = false;
			continue;
		}
		if (++bytes->row_len == bytes->max_row + 1)
			fault(faults, bytes->line, "found a row of more than %zu bytes, expected at most that",
			      bytes->max_row);
	}
}

void bytes_finish(struct bytes *bytes, struct faults *faults)
{
	if (bytes->need)
		tell(bytes, faults, "the rest of a UTF-8 character", 0);
	if (bytes->row_len)
		fault(faults, bytes->line, "found the end of the input, expected LF at the end of the row");
}
