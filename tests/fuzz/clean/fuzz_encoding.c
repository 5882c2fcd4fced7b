/*
 * Encodings: the first byte chooses one; whatever follows becomes valid UTF-8, all of it is stood
 * for, and a second layer over quoted-printable counts the same bytes.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/utf8.h"
#include "filters/clean/encodings/encoding.h"
#include "filters/clean/inputs/transfer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct decoding *out, size_t most)
{
	size_t sum = 0;

	if (!utf8_is_valid(buf_str(&out->text)) || out->widths.len != out->text.len || out->raw_end > most)
		abort();
	for (size_t at = 0; at < out->text.len; at++) {
		if (decoding_width(out, at) && decoding_raw(out, at) != sum)
			abort();
		sum += decoding_width(out, at);
	}
	if (sum != out->raw_end)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const labels[] = { "utf-8", "utf-16le", "utf-16be", "windows-1252", "koi8-r", "windows-1255", "windows-1258",
		                              "euc-kr", "shift_jis", "gb18030", "big5", "euc-jp", "iso-2022-jp", "iso-2022-kr", "utf-7" };
	struct decoding once = { .raw_end = 0 }, bytes = { .raw_end = 0 }, twice = { .raw_end = 0 };
	const struct encoding *encoding;
	struct str text = str_at((const char *)data + 1, size - 1);

	if (size == 0)
		return 0;
	encoding = encoding_find(str_of(labels[data[0] % (sizeof labels / sizeof *labels)]));
	encoding_declared(text);
	encoding_decode(encoding, text, NULL, &once);
	check(&once, text.len);
	transfer_decode(data[0] & 0x80 ? TRANSFER_BASE64 : TRANSFER_QUOTED_PRINTABLE, text, &bytes);
	encoding_decode(encoding, buf_str(&bytes.text), &bytes, &twice);
	check(&twice, text.len);
	decoding_free(&once);
	decoding_free(&bytes);
	decoding_free(&twice);
	return 0;
}
