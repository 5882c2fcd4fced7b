/* UTF-8: decoding in both directions, folding and NFC give valid text from any bytes. */
#include <stdint.h>
#include <stdlib.h>

#include "common/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = str_at((const char *)data, size);
	struct buf out = { 0 }, again = { 0 };
	size_t steps = 0, back = 0;

	for (size_t pos = 0; pos < size; steps++)
		utf8_next(s, &pos);
	for (size_t pos = size; pos > 0; back++)
		utf8_previous(s, &pos);
	s.len = utf8_valid_prefix(s);
	if (s.len == size && steps != back)
		abort();
	utf8_add_folded(&out, s);
	if (!utf8_is_valid(buf_str(&out)))
		abort();
	buf_clear(&out);
	utf8_add_lower(&out, s);
	if (!utf8_is_valid(buf_str(&out)))
		abort();
	buf_clear(&out);
	if (utf8_nfc(s, &out) && (!utf8_is_valid(buf_str(&out)) || utf8_nfc(buf_str(&out), &again)))
		abort();
	buf_free(&out);
	buf_free(&again);
	return 0;
}
