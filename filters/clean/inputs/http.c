/* http.c: status line, head, then the layers of the body from the outside in. */
#include "http.h"

#include "header.h"
#include "filters/clean/html/html_tokens.h"
#include "filters/clean/peek.h"
#include "unpack.h"

bool http_read(struct str bytes, struct http *http)
{
	struct str line = str_slice(bytes, 0, str_find(bytes, '\n', 0)), type;
	size_t head = header_length(bytes), blank = str_find(line, ' ', 0);
	uint64_t status = 0;

	if (!str_starts(bytes, "HTTP/"))
		return false;
	str_number(str_slice(line, blank + 1, blank + 4), 999, &status);
	if (!head)
		head = bytes.len;
	*http = (struct http){ .status = (int)status, .head = str_slice(bytes, 0, head), .body = str_slice(bytes, head, bytes.len) };
	type = header_field(http->head, "content-type");
	http->type = type.at ? header_value(type) : type;
	http->charset = header_parameter(type, "charset");
	return true;
}

/* The number of a chunk's first line and where its bytes begin; false where that is none. */
static bool read_size(struct str body, size_t at, size_t *size, size_t *begin)
{
	size_t i = at, n = 0;

	for (int digit; i < body.len && (digit = hex_value(body.at[i])) >= 0; i++) {
		if (n > SIZE_MAX / 32)
			return false;
		n = 16 * n + (size_t)digit;
	}
	if (i == at || i - at > 16 || i == body.len || !strchr("\r\n ;\t", body.at[i]))
		return false;
	*size = n;
	*begin = str_find(body, '\n', i) + 1;
	return *begin <= body.len;
}

/* Chunks put together; false where they break off. */
static bool join_chunks(struct str body, struct buf *out)
{
	size_t size, begin;

	for (size_t at = 0; read_size(body, at, &size, &begin);) {
		if (size == 0)
			return true;
		if (size > body.len - begin) {
			buf_add_str(out, str_slice(body, begin, body.len));
			return false;
		}
		buf_add_str(out, str_slice(body, begin, begin + size));
		at = str_find(body, '\n', begin + size) + 1;
	}
	return false;
}

static bool is_packed(struct str body, struct str packing)
{
	if (str_is(packing, "deflate"))
		return true;
	return str_starts(body, str_is(packing, "zstd") ? "\x28\xB5\x2F\xFD" : "\x1F\x8B");
}

enum http_status http_payload(const struct http *http, size_t most, struct buf *out, struct str *payload)
{
	static const enum http_status statuses[] = {
		[UNPACK_OK] = HTTP_OK,
		[UNPACK_DAMAGED] = HTTP_DAMAGED,
		[UNPACK_TOO_LONG] = HTTP_TOO_LONG,
		[UNPACK_UNKNOWN] = HTTP_UNKNOWN,
	};
	struct str packing = header_field(http->head, "content-encoding");
	enum http_status status = HTTP_OK;
	size_t size, begin;

	*payload = http->body;
	if (html_is(header_value(header_field(http->head, "transfer-encoding")), "chunked") &&
	    read_size(http->body, 0, &size, &begin)) {
		if (!join_chunks(http->body, out))
			status = HTTP_CUT;
		*payload = buf_str(out);
	}
	if (packing.len && !html_is(packing, "identity") && (html_is(packing, "br") || is_packed(*payload, packing))) {
		struct buf unpacked = { 0 };

		status = statuses[unpack_body(packing, *payload, most, &unpacked)];
		buf_free(out);
		*out = unpacked;
		*payload = buf_str(out);
	}
	return status;
}

const char *http_status_text(enum http_status status)
{
	static const char *const texts[] = {
		[HTTP_OK] = "",
		[HTTP_CUT] = "a chunked body that is cut off",
		[HTTP_DAMAGED] = "a packed body that is damaged or cut off",
		[HTTP_TOO_LONG] = "a packed body that is longer than --max-doc",
		[HTTP_UNKNOWN] = "a body packed in a way that is not known (Content-Encoding)",
	};

	return texts[status];
}
