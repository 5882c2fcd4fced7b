#include <criterion/criterion.h>

#include "common/arena.h"
#include "common/utf8.h"
#include "filters/clean/encodings/encoding.h"
#include "filters/clean/encodings/source.h"
#include "filters/clean/inputs/transfer.h"

static const struct {
	const char *label, *bytes, *text;
} decoded[] = {
	{ "windows-1252", "caf\xE9 \x93so\x94", "café “so”" },
	{ "iso-8859-1", "\x80", "€" },
	{ " US-ASCII ", "\x92", "’" },
	{ "iso-8859-15", "\xA4", "€" },
	{ "koi8-r", "\xED\xDC\xD2", "Мэр" },
	{ "windows-1255", "\xE2\xF9\xF8", "גשר" },
	{ "euc-kr", "\xBC\xAD\xBF\xEF 7", "서울 7" },
	{ "shift_jis", "\x83\x41\\\xB1", "ア\\ｱ" },
	{ "gb2312", "\xD6\xD0 \x81\x30\x84\x38", "中 ©" },
	{ "big5", "\xA4\xA4", "中" },
	{ "euc-jp", "\xC6\xFC", "日" },
	{ "iso-2022-jp", "a \x1B$BF|\x1B(B b", "a 日 b" },
	{ "utf-16le", "a\0\x3D\xD8\x00\xDE", "a\U0001F600" },
	{ "utf-8", "caf\xC3\xA9 \xE9", "café é" },
	{ "euc-kr", "\xFF" "a", "\uFFFD" "a" },
};

Test(encoding, labels_mean_what_they_mean_to_browsers)
{
	for (size_t i = 0; i < sizeof decoded / sizeof *decoded; i++) {
		struct str bytes = str_of(decoded[i].bytes);
		struct decoding out = { .raw_end = 0 };

		if (str_is(str_of(decoded[i].label), "utf-16le"))
			bytes.len = 6;
		encoding_decode(encoding_find(str_of(decoded[i].label)), bytes, NULL, &out);
		cr_expect(str_is(buf_str(&out.text), decoded[i].text), "%s: got %.*s", decoded[i].label, STR_ARGS(buf_str(&out.text)));
		cr_expect_eq(out.raw_end, bytes.len, "%s: all bytes are stood for", decoded[i].label);
		decoding_free(&out);
	}
	cr_expect_null(encoding_find(str_of("no-such")));
	cr_expect_null(encoding_find(str_of("")));
}

static const struct {
	const char *why, *bytes, *declared, *want; /* labels; NULL: UTF-8 or nothing */
} believed[] = {
	{ "a mark before anything", "\xFF\xFE" "a", "koi8-r", "utf-16le" },
	{ "a mark of UTF-8", "\xEF\xBB\xBF\xE9", "koi8-r", NULL },
	{ "valid UTF-8 over a declaration", "caf\xC3\xA9", "koi8-r", NULL },
	{ "a declaration over what is no UTF-8", "caf\xE9", "koi8-r", "koi8-r" },
	{ "nothing declared", "caf\xE9", NULL, NULL },
	{ "escape sequences are ASCII", "\x1B$BF|\x1B(B", "iso-2022-jp", "iso-2022-jp" },
};

Test(encoding, order_of_belief)
{
	for (size_t i = 0; i < sizeof believed / sizeof *believed; i++) {
		const struct encoding *declared = believed[i].declared ? encoding_find(str_of(believed[i].declared)) : NULL;
		const struct encoding *want = believed[i].want ? encoding_find(str_of(believed[i].want)) : NULL;

		cr_expect_eq(encoding_of(str_of(believed[i].bytes), declared), want, "%s", believed[i].why);
	}
}

static const struct {
	const char *why;
	struct str bytes;
	const char *want, *text;
} wide[] = {
	{ "UTF-16 by its mark", STR("\xFE\xFF\0a"), "utf-16be", "a" },
	{ "UTF-32 by its mark", STR("\xFF\xFE\0\0a\0\0\0\xE9\0\0\0"), "utf-32le", "a\u00E9" },
	{ "UTF-32, the other end first", STR("\0\0\xFE\xFF\0\1\xF6\0"), "utf-32be", "\U0001F600" },
	{ "what is no character", STR("\xFF\xFE\0\0\0\0\x11\0\0\xD8\0\0a"), "utf-32le", "\uFFFD\uFFFD\uFFFD" },
	{ "UTF-16 without a mark", STR("T\0h\0e\0 \0s\0e\0a\0.\0 \0I\0\x74\0 \0"), "utf-16le", "The sea. It " },
	{ "the other end first", STR("\0T\0h\0e\0 \0s\0e\0a\0\n"), "utf-16be", "The sea\n" },
	{ "UTF-32 without a mark", STR("T\0\0\0h\0\0\0e\0\0\0 \0\0\0s\0\0\0e\0\0\0a\0\0\0.\0\0\0"), "utf-32le", "The sea." },
	{ "too little to be certain", STR("T\0h\0e\0"), NULL, NULL },
	{ "half a unit too many", STR("T\0h\0e\0 \0s\0e\0a\0.\0\n"), NULL, NULL },
	{ "numbers of two bytes", STR("\1\0\2\0\3\0\4\0\5\0\6\0\7\0\x8\0\x9\0"), NULL, NULL },
	{ "NUL in text", STR("The \0 sea is \0 deep and \0 cold."), NULL, NULL },
};

Test(encoding, units_of_more_than_a_byte)
{
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		const struct encoding *want = wide[i].want ? encoding_find(str_of(wide[i].want)) : NULL;
		size_t mark = encoding_mark(wide[i].bytes);
		struct decoding out = { .raw_end = mark };

		cr_expect_eq(encoding_of(wide[i].bytes, NULL), want, "%s", wide[i].why);
		if (want) {
			encoding_decode(want, str_slice(wide[i].bytes, mark, wide[i].bytes.len), NULL, &out);
			cr_expect(str_is(buf_str(&out.text), wide[i].text), "%s: got %.*s", wide[i].why, STR_ARGS(buf_str(&out.text)));
			cr_expect_eq(out.raw_end, wide[i].bytes.len, "%s: all bytes are stood for", wide[i].why);
		}
		decoding_free(&out);
	}
}

static const struct {
	const char *bytes, *want;
} declarations[] = {
	{ "<meta charset=koi8-r>", "koi8-r" },
	{ "<html><head><META Charset=' KOI8-R '>", "koi8-r" },
	{ "<meta http-equiv=content-type content=\"text/html; CHARSET = koi8-r; x\">", "koi8-r" },
	{ "<meta charset=nosuch><meta charset=koi8-r>", "koi8-r" },
	{ "<!-- <meta charset=koi8-r> --><p>", NULL },
	{ "<meta charset=utf-16>", "utf-8" },
	{ "<?xml version='1.0' encoding='koi8-r'?><rss>", "koi8-r" },
	{ "<?xml version=\"1.0\"?><rss>", NULL },
	{ "<meta content=\"charset\"><meta charset><meta content>", NULL },
	{ "", NULL },
};

Test(encoding, declarations)
{
	for (size_t i = 0; i < sizeof declarations / sizeof *declarations; i++) {
		const struct encoding *want = declarations[i].want ? encoding_find(str_of(declarations[i].want)) : NULL;

		cr_expect_eq(encoding_declared(str_of(declarations[i].bytes)), want, "%s", declarations[i].bytes);
	}
}

static const struct {
	const char *why;
	enum transfer transfer;
	const char *bytes, *text, *widths;
} transfers[] = {
	{ "hexadecimal", TRANSFER_QUOTED_PRINTABLE, "a=C3=a9", "a\xC3\xA9", "133" },
	{ "a soft line end", TRANSFER_QUOTED_PRINTABLE, "a= \r\nb=\nc", "abc", "153" },
	{ "an = that begins nothing", TRANSFER_QUOTED_PRINTABLE, "a=b =Q=3", "a=b =Q=3", "11111111" },
	{ "a word's blank", TRANSFER_WORD, "a_b=5F", "a b_", "1113" },
	{ "base64", TRANSFER_BASE64, "YWJj\r\nZA==", "abcd", "2114" },
	{ "what is no base64", TRANSFER_BASE64, "Y!W\nJj", "abc", "321" },
	{ "nothing", TRANSFER_BASE64, "Y", "", "" },
	{ "From at a line's begin", TRANSFER_NONE, "a\n>From b\n>>From c\nx >From", "a\nFrom b\n>From c\nx >From",
	  "112111111211111111111111" },
};

Test(transfer, is_undone_with_the_bytes_of_each)
{
	for (size_t i = 0; i < sizeof transfers / sizeof *transfers; i++) {
		struct decoding out = { .raw_end = 0 };

		transfer_decode(transfers[i].transfer, str_of(transfers[i].bytes), &out);
		cr_expect(str_is(buf_str(&out.text), transfers[i].text), "%s: got %.*s", transfers[i].why, STR_ARGS(buf_str(&out.text)));
		for (size_t at = 0; at < out.text.len && transfers[i].widths[at]; at++)
			cr_expect_eq(decoding_width(&out, at), (size_t)(transfers[i].widths[at] - '0'), "%s: byte %zu has width %zu",
			             transfers[i].why, at, decoding_width(&out, at));
		decoding_free(&out);
	}
}

/* Through quoted-printable and an encoding, across checkpoints and widths of more than a byte. */
Test(decoding, offsets_are_sums_of_widths)
{
	struct buf raw = { 0 };
	struct decoding bytes = { .raw_end = 7 }, text = { .raw_end = 7 };
	size_t at = 0, sum = 7;

	for (int i = 0; i < 3000; i++) {
		buf_printf(&raw, "w=E9%d ", i);
		for (int soft = 0; i % 1000 == 0 && soft < 150; soft++)
			buf_printf(&raw, "=\r\n");
	}
	transfer_decode(TRANSFER_QUOTED_PRINTABLE, buf_str(&raw), &bytes);
	encoding_decode(encoding_find(str_of("koi8-r")), buf_str(&bytes.text), &bytes, &text);
	for (; at < text.text.len; at++) {
		if (((unsigned char)text.text.at[at] & 0xC0) != 0x80)
			cr_assert_eq(decoding_raw(&text, at), sum, "at %zu", at);
		sum += decoding_width(&text, at);
	}
	cr_expect_eq(sum, 7 + raw.len);
	cr_expect_eq(decoding_raw(&text, text.text.len), 7 + raw.len);
	decoding_free(&bytes);
	decoding_free(&text);
	buf_free(&raw);
}

/* Any part of a decoded text: verbatim runs hold the raw bytes they say, the rest covers the rest. */
Test(source, parts_of_decoded_text_are_where_they_say)
{
	struct str raw = str_of("a caf\xE9 \x93so\x94, na\xEFve \xC3"); /* the last is the first byte of what it becomes */
	struct arena arena = { 0 };
	struct source source;

	source_init(&source, raw, encoding_find(str_of("windows-1252")));
	cr_assert_eq(source.kind, SOURCE_DECODED);
	for (size_t begin = 0; begin < source.text.len; begin++)
		for (size_t end = begin + 1; end <= source.text.len; end++) {
			struct draft draft;
			size_t text = 0, at;

			if (((unsigned char)source.text.at[begin] & 0xC0) == 0x80 ||
			    (end < source.text.len && ((unsigned char)source.text.at[end] & 0xC0) == 0x80))
				continue;
			draft = source_draft(&source, begin, end, &arena);
			at = draft.raw;
			for (size_t r = 0; r < draft.n_runs; r++) {
				struct draft_run run = draft.runs[r];

				cr_expect(run.kinds || str_eq(str_slice(draft.text, text, text + run.text_len), str_slice(raw, at, at + run.raw_len)));
				text += run.text_len;
				at += run.raw_len;
			}
			cr_expect(text == draft.text.len && at <= raw.len && utf8_is_valid(draft.text), "[%zu, %zu)", begin, end);
			for (size_t r = 0, from = 0; r < draft.n_runs; from += draft.runs[r++].text_len)
				cr_expect(utf8_is_valid(str_slice(draft.text, from, from + draft.runs[r].text_len)), "a run cuts no character");
		}
	source_free(&source);
	arena_free(&arena);
}
