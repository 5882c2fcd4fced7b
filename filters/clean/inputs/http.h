/*
 * http.h: an HTTP response as archives keep it, and the payload in it.
 */
#ifndef CLEAN_HTTP_H
#define CLEAN_HTTP_H

#include "common/buf.h"
#include "common/str.h"

struct http {
	int status;
	struct str head, body;
	struct str type, charset; /* of Content-Type; at = NULL: it does not say */
};

/* False where the bytes begin with no status line. */
bool http_read(struct str bytes, struct http *http);

enum http_status {
	HTTP_OK,
	HTTP_CUT,      /* chunks that break off */
	HTTP_DAMAGED,  /* packing that is damaged or breaks off */
	HTTP_TOO_LONG,
	HTTP_UNKNOWN,  /* a packing that is not known */
};

/*
 * The body without its chunks and its packing, at most `most` bytes: a slice of it, or all of `out`, which is empty.
 * Where it is cut or damaged, as much as could be had. A body that says it is chunked or packed and
 * is not stands as it is.
 */
enum http_status http_payload(const struct http *http, size_t most, struct buf *out, struct str *payload);

const char *http_status_text(enum http_status status);

#endif
