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

/*
 * The body without its chunks and its packing, at most `most` bytes: a slice of it, or of `out`.
 * Returns NULL, or what is wrong: then the payload is as much as could be had. A body that says it
 * is chunked or packed and is not stands as it is.
 */
const char *http_payload(const struct http *http, size_t most, struct buf *out, struct str *payload);

#endif
