/* HTTP responses out of archives: heads, chunks and packed bodies of any kind; a payload keeps its limit. */
#include <stdint.h>
#include <stdlib.h>

#include "filters/clean/inputs/http.h"
#include "filters/clean/inputs/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const packings[] = { "gzip", "deflate", "zstd" };
	struct str bytes = str_at((const char *)data, size), payload;
	struct buf out = { 0 };
	struct http http;

	if (http_read(bytes, &http)) {
		enum http_status status = http_payload(&http, MOST, &out, &payload);

		if (status == HTTP_OK && payload.len > MOST && payload.len > size)
			abort();
	}
	buf_free(&out);
	for (size_t i = 0; i < sizeof packings / sizeof *packings; i++) {
		if (unpack_body(str_of(packings[i]), bytes, MOST, &out) == UNPACK_OK && out.len > MOST)
			abort();
		buf_free(&out);
	}
	return 0;
}
