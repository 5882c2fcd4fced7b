/* encoding.c: Windows-1252, UTF-16 and UTF-32 by hand, the rest through iconv, one character a call. */
#include "encoding.h"

#include <errno.h>
#include <iconv.h>

#include "common/diag.h"
#include "common/utf8.h"

#include "charset.h"
#include "filters/clean/html/html_tokens.h"

enum { DECLARATION = 1024, REPLACEMENT = 0xFFFD };

/* How characters follow one another in the bytes. */
enum family {
	BYTES,    /* one byte is one character, ASCII is ASCII */
	MULTIBYTE, /* ASCII is ASCII where a character begins */
	STATEFUL, /* escape sequences say what bytes mean */
	UTF8,
	WINDOWS_1252,
	UTF16_LE, /* from here on: units of more than one byte */
	UTF16_BE,
	UTF32_LE,
	UTF32_BE,
};

struct encoding {
	const char *label;
	enum family family;
	const char *name; /* iconv's */
};

static const struct encoding encodings[] = {
	{ "utf-8", UTF8, NULL },
	{ "utf8", UTF8, NULL },
	{ "unicode-1-1-utf-8", UTF8, NULL },
	{ "utf-16", UTF16_LE, NULL },
	{ "utf-16le", UTF16_LE, NULL },
	{ "utf-16be", UTF16_BE, NULL },
	{ "utf-32", UTF32_LE, NULL },
	{ "utf-32le", UTF32_LE, NULL },
	{ "utf-32be", UTF32_BE, NULL },
	{ "windows-1252", WINDOWS_1252, NULL },
	{ "cp1252", WINDOWS_1252, NULL },
	{ "x-cp1252", WINDOWS_1252, NULL },
	{ "iso-8859-1", WINDOWS_1252, NULL },
	{ "iso8859-1", WINDOWS_1252, NULL },
	{ "iso_8859-1", WINDOWS_1252, NULL },
	{ "latin1", WINDOWS_1252, NULL },
	{ "latin-1", WINDOWS_1252, NULL },
	{ "l1", WINDOWS_1252, NULL },
	{ "us-ascii", WINDOWS_1252, NULL },
	{ "ascii", WINDOWS_1252, NULL },
	{ "ansi_x3.4-1968", WINDOWS_1252, NULL },
	{ "iso-8859-2", BYTES, "ISO-8859-2" },
	{ "latin2", BYTES, "ISO-8859-2" },
	{ "iso-8859-3", BYTES, "ISO-8859-3" },
	{ "iso-8859-4", BYTES, "ISO-8859-4" },
	{ "iso-8859-5", BYTES, "ISO-8859-5" },
	{ "iso-8859-6", BYTES, "ISO-8859-6" },
	{ "iso-8859-7", BYTES, "ISO-8859-7" },
	{ "greek", BYTES, "ISO-8859-7" },
	{ "iso-8859-8", BYTES, "ISO-8859-8" },
	{ "iso-8859-8-i", BYTES, "ISO-8859-8" },
	{ "iso-8859-9", BYTES, "CP1254" },
	{ "latin5", BYTES, "CP1254" },
	{ "iso-8859-10", BYTES, "ISO-8859-10" },
	{ "iso-8859-11", BYTES, "CP874" },
	{ "tis-620", BYTES, "CP874" },
	{ "iso-8859-13", BYTES, "ISO-8859-13" },
	{ "iso-8859-14", BYTES, "ISO-8859-14" },
	{ "iso-8859-15", BYTES, "ISO-8859-15" },
	{ "latin-9", BYTES, "ISO-8859-15" },
	{ "iso-8859-16", BYTES, "ISO-8859-16" },
	{ "koi8-r", BYTES, "KOI8-R" },
	{ "koi8", BYTES, "KOI8-R" },
	{ "koi8-u", BYTES, "KOI8-U" },
	{ "macintosh", BYTES, "MACINTOSH" },
	{ "x-mac-roman", BYTES, "MACINTOSH" },
	{ "x-mac-cyrillic", BYTES, "MAC-CYRILLIC" },
	{ "ibm866", BYTES, "CP866" },
	{ "cp866", BYTES, "CP866" },
	{ "windows-874", BYTES, "CP874" },
	{ "windows-1250", BYTES, "CP1250" },
	{ "cp1250", BYTES, "CP1250" },
	{ "windows-1251", BYTES, "CP1251" },
	{ "cp1251", BYTES, "CP1251" },
	{ "windows-1253", BYTES, "CP1253" },
	{ "windows-1254", BYTES, "CP1254" },
	{ "windows-1255", BYTES, "CP1255" },
	{ "windows-1256", BYTES, "CP1256" },
	{ "windows-1257", BYTES, "CP1257" },
	{ "windows-1258", BYTES, "CP1258" },
	{ "gb18030", MULTIBYTE, "GB18030" },
	{ "gb2312", MULTIBYTE, "GB18030" },
	{ "gbk", MULTIBYTE, "GB18030" },
	{ "x-gbk", MULTIBYTE, "GB18030" },
	{ "big5", MULTIBYTE, "BIG5" },
	{ "big5-hkscs", MULTIBYTE, "BIG5" },
	{ "euc-jp", MULTIBYTE, "EUC-JP-MS" },
	{ "x-euc-jp", MULTIBYTE, "EUC-JP-MS" },
	{ "shift_jis", MULTIBYTE, "CP932" },
	{ "shift-jis", MULTIBYTE, "CP932" },
	{ "sjis", MULTIBYTE, "CP932" },
	{ "x-sjis", MULTIBYTE, "CP932" },
	{ "windows-31j", MULTIBYTE, "CP932" },
	{ "euc-kr", MULTIBYTE, "CP949" },
	{ "ks_c_5601-1987", MULTIBYTE, "CP949" },
	{ "ksc5601", MULTIBYTE, "CP949" },
	{ "windows-949", MULTIBYTE, "CP949" },
	{ "iso-2022-jp", STATEFUL, "ISO-2022-JP-2" },
	{ "iso-2022-kr", STATEFUL, "ISO-2022-KR" },
	{ "utf-7", STATEFUL, "UTF-7" },
};

const struct encoding *encoding_find(struct str label)
{
	label = str_trim(label);
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
		if (html_is(label, encodings[i].label))
			return &encodings[i];
	return NULL;
}

/* --- which one ------------------------------------------------------------------------------- */

/* The value behind `charset=` or `encoding=`, quoted or not. */
static struct str label_behind(struct str s, const char *word)
{
	size_t at = 0, n = strlen(word), end;

	while (at < s.len && !html_is(str_slice(s, at, at + n), word))
		at++;
	at += n;
	while (at < s.len && s.at[at] == ' ')
		at++;
	if (at >= s.len || s.at[at] != '=')
		return str_of(NULL);
	at++;
	while (at < s.len && strchr(" \"'", s.at[at]) && s.at[at])
		at++;
	for (end = at; end < s.len && s.at[end] && !strchr(" \"';?>/", s.at[end]);)
		end++;
	return str_slice(s, at, end);
}

/* A declaration that can be read as ASCII is neither UTF-16 nor UTF-32, whatever it says. */
static const struct encoding *find_declared(struct str label)
{
	const struct encoding *encoding = encoding_find(label);

	return encoding && encoding_is_wide(encoding) ? &encodings[0] : encoding;
}

const struct encoding *encoding_declared(struct str bytes)
{
	struct html_reader reader = { .page = str_slice(bytes, 0, DECLARATION) };
	struct html_token token;
	const struct encoding *encoding;

	if (str_starts(bytes, "<?xml"))
		return find_declared(label_behind(str_slice(reader.page, 0, str_find(reader.page, '>', 0)), "encoding"));
	while (html_next(&reader, &token)) {
		struct str label;

		if (token.kind != HTML_START || !html_is(token.name, "meta"))
			continue;
		label = html_find_attribute(token.attributes, "charset");
		if (!label.len)
			label = label_behind(html_find_attribute(token.attributes, "content"), "charset");
		encoding = find_declared(label);
		if (encoding)
			return encoding;
	}
	return NULL;
}

/* Byte order marks; the longer before those that they begin with. */
static const struct {
	struct str mark;
	const char *label;
} marks[] = {
	{ STR("\xFF\xFE\0\0"), "utf-32le" },
	{ STR("\0\0\xFE\xFF"), "utf-32be" },
	{ STR("\xFF\xFE"), "utf-16le" },
	{ STR("\xFE\xFF"), "utf-16be" },
};

static bool has_mark(struct str bytes, struct str mark)
{
	return bytes.len >= mark.len && memcmp(bytes.at, mark.at, mark.len) == 0;
}

/*
 * Units of `size` bytes that are ASCII characters of text, nine in ten of the first ones at least:
 * text of some Latin script, and nothing else. `low` is the place of the byte that is not 0.
 */
static bool has_wide_ascii(struct str bytes, size_t size, size_t low)
{
	enum { SAMPLE = 1024, MIN_UNITS = 8 };
	size_t n_units = (bytes.len < SAMPLE ? bytes.len : SAMPLE) / size, n_ascii = 0;

	for (size_t unit = 0; unit < n_units; unit++) {
		unsigned char c = (unsigned char)bytes.at[unit * size + low];
		bool is_ascii = (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r' || c == '\t';

		for (size_t i = 0; i < size; i++)
			is_ascii &= i == low || bytes.at[unit * size + i] == 0;
		n_ascii += is_ascii;
	}
	return bytes.len % size == 0 && n_units >= MIN_UNITS && 10 * n_ascii >= 9 * n_units;
}

/* What bytes without a mark can only be; NULL: nothing so certain. */
static const struct encoding *unmarked(struct str bytes)
{
	if (str_find(str_slice(bytes, 0, 4), '\0', 0) == 4 || bytes.len < 4)
		return NULL;
	if (has_wide_ascii(bytes, 4, 0))
		return encoding_find(str_of("utf-32le"));
	if (has_wide_ascii(bytes, 4, 3))
		return encoding_find(str_of("utf-32be"));
	if (has_wide_ascii(bytes, 2, 0))
		return encoding_find(str_of("utf-16le"));
	return has_wide_ascii(bytes, 2, 1) ? encoding_find(str_of("utf-16be")) : NULL;
}

const struct encoding *encoding_of(struct str bytes, const struct encoding *declared)
{
	const struct encoding *wide = unmarked(bytes);

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (has_mark(bytes, marks[i].mark))
			return encoding_find(str_of(marks[i].label));
	if (wide)
		return wide;
	if (!declared || declared->family == UTF8 || str_starts(bytes, "\xEF\xBB\xBF"))
		return NULL;
	if (declared->family == STATEFUL)
		return declared; /* all of its bytes are ASCII */
	return utf8_is_valid(bytes) ? NULL : declared;
}

size_t encoding_mark(struct str bytes)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (has_mark(bytes, marks[i].mark))
			return marks[i].mark.len;
	return 0;
}

bool encoding_is_wide(const struct encoding *encoding)
{
	return encoding->family >= UTF16_LE;
}

/* --- decoding -------------------------------------------------------------------------------- */

struct decode {
	struct str bytes;
	const struct decoding *under;
	struct decoding *out;
	size_t at;      /* the next byte */
	size_t skipped; /* raw bytes before it that stand for nothing: the next character's */
};

/* Raw bytes that [at, at + n) stands for. */
static size_t width(const struct decode *d, size_t n)
{
	size_t sum = 0;

	if (!d->under)
		return n;
	for (size_t i = 0; i < n; i++)
		sum += decoding_width(d->under, d->at + i);
	return sum;
}

static void put(struct decode *d, uint32_t cp, size_t n)
{
	char out[4];

	decoding_add(d->out, out, utf8_encode(cp, out), d->skipped + width(d, n));
	d->at += n;
	d->skipped = 0;
}

/* Bytes that are their own characters. */
static void put_same(struct decode *d, size_t n)
{
	if (!d->under) {
		decoding_add_verbatim(d->out, str_slice(d->bytes, d->at, d->at + n));
		d->at += n;
		return;
	}
	while (n > 0) {
		const unsigned char *widths = (const unsigned char *)d->under->widths.at + d->at, *wide;
		size_t same = n;

		if ((wide = memchr(widths, DECODING_WIDE, n)))
			same = (size_t)(wide - widths);
		decoding_add_each(d->out, str_slice(d->bytes, d->at, d->at + same), widths);
		d->at += same;
		n -= same;
		if (n > 0) {
			decoding_add(d->out, d->bytes.at + d->at, 1, width(d, 1));
			d->at++;
			n--;
		}
	}
}

static size_t ascii_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && (unsigned char)s.at[n] < 0x80)
		n++;
	return n;
}

static void decode_utf8(struct decode *d)
{
	while (d->at < d->bytes.len) {
		struct str rest = str_slice(d->bytes, d->at, d->bytes.len);
		size_t valid = utf8_valid_prefix(rest), begin = d->at;

		while (d->at < begin + valid) {
			size_t next;
			uint32_t cp;

			put_same(d, ascii_length(str_slice(d->bytes, d->at, begin + valid)));
			if (d->at == begin + valid)
				break;
			next = d->at;
			cp = utf8_next(d->bytes, &next);
			put(d, cp, next - d->at);
		}
		if (d->at < d->bytes.len)
			put(d, charset_decode(CHARSET_WINDOWS_1252, (unsigned char)d->bytes.at[d->at]), 1);
	}
}

/* Half a pair or half a unit is U+FFFD. */
static void decode_utf16(struct decode *d, bool is_little)
{
	const unsigned char *b = (const unsigned char *)d->bytes.at;
	size_t len = d->bytes.len;

#define UNIT(at) (is_little ? b[at] | (uint32_t)b[(at) + 1] << 8 : b[(at) + 1] | (uint32_t)b[at] << 8)
	while (d->at < len) {
		uint32_t unit, second;

		if (len - d->at < 2) {
			put(d, REPLACEMENT, len - d->at);
			return;
		}
		unit = UNIT(d->at);
		second = len - d->at >= 4 ? UNIT(d->at + 2) : 0;
		if (unit >= 0xD800 && unit < 0xDC00 && second >= 0xDC00 && second < 0xE000)
			put(d, 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00), 4);
		else
			put(d, unit >= 0xD800 && unit < 0xE000 ? REPLACEMENT : unit, 2);
	}
#undef UNIT
}

/* What is no character, and the rest of a unit, is U+FFFD. */
static void decode_utf32(struct decode *d, bool is_little)
{
	const unsigned char *b = (const unsigned char *)d->bytes.at;

	while (d->at < d->bytes.len) {
		size_t n = d->bytes.len - d->at < 4 ? d->bytes.len - d->at : 4;
		uint32_t cp = 0;

		for (size_t i = 0; i < n; i++)
			cp |= (uint32_t)b[d->at + i] << 8 * (is_little ? i : 3 - i);
		put(d, n < 4 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000) ? REPLACEMENT : cp, n);
	}
}

/*
 * One step of iconv, which has room for one character alone. *used: bytes it took; *has_character:
 * not where it took an escape sequence alone. False on bytes that mean nothing.
 */
static bool convert_one(iconv_t converter, struct str bytes, size_t *used, uint32_t *cp, bool *has_character)
{
	char *in = (char *)bytes.at, *out = (char *)cp;
	size_t in_left = bytes.len, out_left = sizeof *cp;

	iconv(converter, &in, &in_left, &out, &out_left);
	*used = bytes.len - in_left;
	*has_character = out_left == 0;
	return *used > 0;
}

/*
 * The character of every byte above ASCII, each asked for alone: some converters hold a letter back
 * to join it with the accent behind it.
 */
static void read_table(iconv_t converter, uint32_t table[128])
{
	for (unsigned i = 0; i < 128; i++) {
		uint32_t cp[4];
		char byte = (char)(128 + i), *in = &byte, *out = (char *)cp;
		size_t in_left = 1, out_left = sizeof cp;
		bool is_good = iconv(converter, &in, &in_left, &out, &out_left) != (size_t)-1;

		is_good = iconv(converter, NULL, NULL, &out, &out_left) != (size_t)-1 && is_good;
		table[i] = is_good && out_left == sizeof cp - sizeof *cp ? cp[0] : REPLACEMENT;
		iconv(converter, NULL, NULL, NULL, NULL);
	}
}

static void decode_bytes(struct decode *d, const uint32_t table[128])
{
	while (d->at < d->bytes.len) {
		put_same(d, ascii_length(str_slice(d->bytes, d->at, d->bytes.len)));
		if (d->at < d->bytes.len)
			put(d, table[(unsigned char)d->bytes.at[d->at] - 128], 1);
	}
}

static void decode_sequences(struct decode *d, iconv_t converter, bool is_stateful)
{
	enum { LONGEST = 64 }; /* bytes that one step looks at: a character and escape sequences before it */

	while (d->at < d->bytes.len) {
		struct str rest = str_slice(d->bytes, d->at, d->at + LONGEST);
		size_t n_ascii = is_stateful ? 0 : ascii_length(rest), used;
		bool has_character;
		uint32_t cp;

		if (n_ascii) {
			put_same(d, n_ascii);
		} else if (!convert_one(converter, rest, &used, &cp, &has_character)) {
			iconv(converter, NULL, NULL, NULL, NULL);
			put(d, REPLACEMENT, 1);
		} else if (has_character) {
			put(d, cp, used);
		} else {
			d->skipped += width(d, used);
			d->at += used;
		}
	}
}

void encoding_decode(const struct encoding *encoding, struct str bytes, const struct decoding *under,
                     struct decoding *out)
{
	struct decode d = { .bytes = bytes, .under = under, .out = out };
	enum family family = encoding ? encoding->family : UTF8;
	iconv_t converter = encoding && encoding->name ? iconv_open("UCS-4LE", encoding->name) : (iconv_t)-1;
	uint32_t table[128];

	if (encoding && encoding->name && converter == (iconv_t)-1 && errno == ENOMEM)
		diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
	if (family == UTF8) {
		decode_utf8(&d);
	} else if (family == UTF16_LE || family == UTF16_BE) {
		decode_utf16(&d, family == UTF16_LE);
	} else if (family == UTF32_LE || family == UTF32_BE) {
		decode_utf32(&d, family == UTF32_LE);
	} else if (converter == (iconv_t)-1 || family == BYTES) {
		for (unsigned i = 0; i < 128; i++)
			table[i] = charset_decode(CHARSET_WINDOWS_1252, (unsigned char)(128 + i));
		if (converter != (iconv_t)-1)
			read_table(converter, table);
		out->is_guess = converter == (iconv_t)-1 && family != WINDOWS_1252;
		decode_bytes(&d, table);
	} else {
		decode_sequences(&d, converter, family == STATEFUL);
	}
	if (converter != (iconv_t)-1)
		iconv_close(converter);
}
