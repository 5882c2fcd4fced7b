/*
 * utf8.c: decoding by hand (it is on every hot path), properties and normal forms by utf8proc.
 *
 * utf8proc_map runs at some 60 MB/s, so both users of it here look first whether anything can
 * change: ASCII and most of Latin text never reaches it.
 */
#include "common/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "common/diag.h"

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Length of the valid character at s.at[at] (at < s.len), or 0. */
static size_t character_length(struct str s, size_t at)
{
	const unsigned char *b = (const unsigned char *)s.at + at;
	size_t left = s.len - at;

	if (b[0] < 0x80)
		return 1;
	if (b[0] < 0xC2)
		return 0;
	if (b[0] < 0xE0)
		return left >= 2 && is_continuation((char)b[1]) ? 2 : 0;
	if (b[0] < 0xF0) {
		unsigned char low = b[0] == 0xE0 ? 0xA0 : 0x80, high = b[0] == 0xED ? 0x9F : 0xBF;

		return left >= 3 && b[1] >= low && b[1] <= high && is_continuation((char)b[2]) ? 3 : 0;
	}
	if (b[0] < 0xF5) {
		unsigned char low = b[0] == 0xF0 ? 0x90 : 0x80, high = b[0] == 0xF4 ? 0x8F : 0xBF;

		return left >= 4 && b[1] >= low && b[1] <= high && is_continuation((char)b[2]) &&
		                       is_continuation((char)b[3]) ?
		               4 :
		               0;
	}
	return 0;
}

/* Where the ASCII from `at` on ends, or less than eight bytes before the end. */
static size_t pass_ascii(struct str s, size_t at)
{
	const uint64_t tops = UINT64_C(0x8080808080808080);
	uint64_t eights[4];

	for (; s.len - at >= sizeof eights; at += sizeof eights) {
		memcpy(eights, s.at + at, sizeof eights);
		if ((eights[0] | eights[1] | eights[2] | eights[3]) & tops)
			break;
	}
	for (; s.len - at >= sizeof *eights; at += sizeof *eights) {
		memcpy(eights, s.at + at, sizeof *eights);
		if (*eights & tops)
			return at + (size_t)__builtin_ctzll(*eights & tops) / 8;
	}
	return at;
}

size_t utf8_valid_prefix(struct str s)
{
	size_t at = 0;

	while (at < s.len) {
		size_t len;

		at = pass_ascii(s, at);
		if (at == s.len)
			break;
		len = character_length(s, at);
		if (!len)
			break;
		at += len;
	}
	return at;
}

void utf8_add_bytes(struct buf *out, struct str bytes)
{
	for (size_t at = 0; at < bytes.len;) {
		size_t len = character_length(bytes, at);
		unsigned char byte = (unsigned char)bytes.at[at];

		if (len == 1 && (byte < ' ' ? byte != '\t' && byte != '\n' && byte != '\r' : byte == 0x7F))
			len = 0;
		if (len)
			buf_add(out, bytes.at + at, len);
		else
			buf_printf(out, "\\x%02X", byte);
		at += len ? len : 1;
	}
}

uint32_t utf8_decode(struct str s, size_t *pos)
{
	const unsigned char *b = (const unsigned char *)s.at + *pos;
	size_t len = character_length(s, *pos);

	*pos += len ? len : 1;
	switch (len) {
	case 1:
		return b[0];
	case 2:
		return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
	case 3:
		return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
	case 4:
		return (b[0] & 0x07u) << 18 | (b[1] & 0x3Fu) << 12 | (b[2] & 0x3Fu) << 6 | (b[3] & 0x3Fu);
	default:
		return 0xFFFD;
	}
}

uint32_t utf8_decode_back(struct str s, size_t *pos)
{
	size_t begin = *pos - 1, at;
	uint32_t cp;

	while (begin > 0 && *pos - begin < 4 && is_continuation(s.at[begin]))
		begin--;
	at = begin;
	cp = utf8_next(s, &at);
	if (at != *pos) {
		begin = *pos - 1;
		cp = 0xFFFD;
	}
	*pos = begin;
	return cp;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
	if (cp >= 0x110000 || (cp >= 0xD800 && cp < 0xE000))
		cp = 0xFFFD;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

void utf8_add(struct buf *out, uint32_t cp)
{
	char bytes[4];

	buf_add(out, bytes, utf8_encode(cp, bytes));
}

size_t utf8_length(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += !is_continuation(s.at[i]);
	return n;
}

size_t utf8_width(struct str s)
{
	size_t width = 0;

	for (size_t pos = 0; pos < s.len;) {
		int columns = utf8proc_charwidth((utf8proc_int32_t)utf8_next(s, &pos));

		width += columns > 0 ? (size_t)columns : 0;
	}
	return width;
}

static utf8proc_category_t category(uint32_t cp)
{
	return utf8proc_category((utf8proc_int32_t)cp);
}

bool utf8_is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return (cp | 0x20) - 'a' < 26;
	return category(cp) >= UTF8PROC_CATEGORY_LU && category(cp) <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_digit(uint32_t cp)
{
	return cp < 0x80 ? cp - '0' < 10 : category(cp) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(uint32_t cp)
{
	if (cp < 0x80)
		return cp - 'A' < 26;
	return category(cp) == UTF8PROC_CATEGORY_LU || category(cp) == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_lower(uint32_t cp)
{
	return cp < 0x80 ? cp - 'a' < 26 : category(cp) == UTF8PROC_CATEGORY_LL;
}

bool utf8_is_space(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || cp - '\t' < 5;
	return cp == 0x85 || (category(cp) >= UTF8PROC_CATEGORY_ZS && category(cp) <= UTF8PROC_CATEGORY_ZP);
}

bool utf8_is_punct(uint32_t cp)
{
	return category(cp) >= UTF8PROC_CATEGORY_PC && category(cp) <= UTF8PROC_CATEGORY_PO;
}

bool utf8_is_symbol(uint32_t cp)
{
	return category(cp) >= UTF8PROC_CATEGORY_SM && category(cp) <= UTF8PROC_CATEGORY_SO;
}

uint32_t utf8_lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp - 'A' < 26 ? cp + 32 : cp;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

uint32_t utf8_upper(uint32_t cp)
{
	if (cp < 0x80)
		return cp - 'a' < 26 ? cp - 32 : cp;
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}

void utf8_add_lower(struct buf *out, struct str s)
{
	for (size_t pos = 0; pos < s.len;) {
		unsigned char byte = (unsigned char)s.at[pos];

		if (byte < 0x80) {
			buf_add_byte(out, (char)utf8_lower(byte));
			pos++;
		} else {
			utf8_add(out, utf8_lower(utf8_next(s, &pos)));
		}
	}
}

/* --- folding ------------------------------------------------------------------------------ */

static bool is_dash(uint32_t cp)
{
	return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0xAD;
}

static bool is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2018 || cp == 0x2019 || cp == 0x02BC || cp == 0x02BB || cp == '`' ||
	       cp == 0xB4 || cp == 0x2032;
}

/* Letters that have no decomposition but an English spelling. */
static const char *spelled(uint32_t cp)
{
	switch (cp) {
	case 0xC6: case 0xE6: return "ae";
	case 0xD8: case 0xF8: return "o";
	case 0xDF: return "ss";
	case 0xD0: case 0xF0: case 0x110: case 0x111: return "d";
	case 0xDE: case 0xFE: return "th";
	case 0x131: return "i";
	case 0x141: case 0x142: return "l";
	case 0x152: case 0x153: return "oe";
	case 0x259: return "e";
	default: return NULL;
	}
}

static void fold_character(struct buf *out, uint32_t cp, bool *pending_space, size_t start)
{
	utf8proc_int32_t parts[18];
	utf8proc_ssize_t n;
	const char *spelling;

	if (utf8_is_space(cp)) {
		*pending_space = out->len > start;
		return;
	}
	if (*pending_space) {
		buf_add_byte(out, ' ');
		*pending_space = false;
	}
	if (is_dash(cp)) {
		buf_add_byte(out, '-');
	} else if (is_apostrophe(cp)) {
		buf_add_byte(out, '\'');
	} else if (cp < 0x80) {
		buf_add_byte(out, (char)utf8_lower(cp));
	} else if ((spelling = spelled(cp))) {
		buf_add(out, spelling, strlen(spelling));
	} else {
		n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 18,
		                            UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
		                                    UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
		                            NULL);
		for (utf8proc_ssize_t i = 0; i < n && i < 18; i++)
			utf8_add(out, (uint32_t)parts[i]);
	}
}

static bool is_ascii_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

void utf8_add_folded(struct buf *out, struct str s)
{
	size_t start = out->len;
	bool pending_space = false;

	for (size_t pos = 0; pos < s.len;) {
		size_t begin = pos;
		char *to;

		while (pos < s.len && is_ascii_letter_or_digit(s.at[pos]))
			pos++;
		if (pos == begin) {
			fold_character(out, utf8_next(s, &pos), &pending_space, start);
			continue;
		}
		/* most of any name: each folds to itself in lower case */
		to = buf_reserve(out, pos - begin + pending_space);
		if (pending_space)
			*to++ = ' ';
		for (size_t i = begin; i < pos; i++)
			*to++ = (char)utf8_lower((unsigned char)s.at[i]);
		out->len += pos - begin + pending_space;
		pending_space = false;
	}
}

/* --- NFC ---------------------------------------------------------------------------------- */

bool utf8_may_compose(uint32_t cp)
{
	const utf8proc_property_t *property;
	utf8proc_int32_t parts[8];

	/* Below U+0300 nothing decomposes under NFC for good, and no mark stands there. */
	if (cp < 0x300 || (cp >= 0x2010 && cp <= 0x2027))
		return false;
	property = utf8proc_get_property((utf8proc_int32_t)cp);
	if (property->combining_class != 0)
		return true;
	/* Hangul vowels and trailing consonants compose backwards with class 0; so do a few marks. */
	if ((cp >= 0x1160 && cp <= 0x11FF) || property->category == UTF8PROC_CATEGORY_MC ||
	    property->category == UTF8PROC_CATEGORY_MN)
		return true;
	if (cp >= 0xAC00 && cp <= 0xD7A3)
		return false;
	/* A character that does not come back from its own decomposition (singletons, exclusions). */
	if (property->decomp_seqindex != UINT16_MAX && property->decomp_type == 0) {
		utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8,
		                                             UTF8PROC_DECOMPOSE, NULL);

		if (n < 1 || n > 8)
			return true;
		n = utf8proc_normalize_utf32(parts, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
		return !(n == 1 && parts[0] == (utf8proc_int32_t)cp);
	}
	return false;
}

bool utf8_nfc(struct str s, struct buf *out)
{
	bool may_change = false;
	utf8proc_uint8_t *composed;
	utf8proc_ssize_t len;
	bool changed;

	for (size_t pos = 0; pos < s.len && !may_change;) {
		if ((unsigned char)s.at[pos] < 0xCC) /* below U+0300 */
			pos++;
		else
			may_change = utf8_may_compose(utf8_next(s, &pos));
	}
	if (!may_change)
		return false;
	len = utf8proc_map((const utf8proc_uint8_t *)s.at, (utf8proc_ssize_t)s.len, &composed,
	                   UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (len == UTF8PROC_ERROR_NOMEM)
		diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
	if (len < 0)
		return false;
	changed = !str_eq(s, str_at((char *)composed, (size_t)len));
	if (changed)
		buf_add(out, composed, (size_t)len);
	free(composed);
	return changed;
}

const char *utf8_library_version(void)
{
	return utf8proc_version();
}
