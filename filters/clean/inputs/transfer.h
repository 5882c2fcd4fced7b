/*
 * transfer.h: bytes that mail wrote as ASCII (RFC 2045), undone, with the raw bytes of each.
 *
 * Both are read as mail programs do: what is no base64 is passed over, an `=` of quoted-printable
 * that begins nothing stands for itself. A byte of base64 takes the letter that completes it, so
 * that bytes and letters part without an overlap.
 */
#ifndef CLEAN_TRANSFER_H
#define CLEAN_TRANSFER_H

#include "filters/clean/encodings/decoding.h"

enum transfer {
	TRANSFER_NONE, /* 7bit, 8bit, binary; `>From ` at the begin of a line is `From ` */
	TRANSFER_QUOTED_PRINTABLE,
	TRANSFER_BASE64,
	TRANSFER_WORD, /* the Q of RFC 2047: quoted-printable with `_` for a blank */
};

/* The transfer encoding of a label; what is unknown is none. */
enum transfer transfer_find(struct str label);

/* `out` is empty, its raw_end where the bytes begin. */
void transfer_decode(enum transfer transfer, struct str bytes, struct decoding *out);

#endif
