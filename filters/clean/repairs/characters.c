/* characters.c: each repair jumps from one suspicious byte to the next; signs.c says whether to look. */
#include "characters.h"

#include "common/utf8.h"

#include "filters/clean/encodings/charset.h"
#include "filters/clean/kinds.h"
#include "filters/clean/peek.h"

static struct str character(struct arena *arena, uint32_t cp)
{
	char *at = arena_alloc(arena, 4);

	return str_at(at, utf8_encode(cp, at));
}

static const struct str nothing = { "", 0 }, blank = { " ", 1 };

void encoding_propose(struct str text, struct edits *edits)
{
	for (size_t i = utf8_valid_prefix(text); i < text.len;) {
		uint32_t cp = charset_decode(CHARSET_WINDOWS_1252, (unsigned char)text.at[i]);

		edits_add(edits, i, i + 1, character(edits->arena, cp), KIND_SET(KIND_ENCODING));
		i++;
		i += utf8_valid_prefix(str_slice(text, i, text.len));
	}
}

/* ESC [ 3 1 m and its like; `at` is behind the ESC. Returns where it ends. */
static size_t escape_end(struct str text, size_t at)
{
	size_t end = at;

	if (end == text.len || text.at[end] != '[')
		return at;
	for (end++; end < text.len && text.at[end] >= ' ' && text.at[end] <= '?'; end++)
		;
	return end < text.len && text.at[end] >= '@' && text.at[end] <= '~' ? end + 1 : at;
}

void controls_propose(struct str text, struct edits *edits)
{
	for (size_t i = 0; i < text.len;) {
		unsigned char c = (unsigned char)text.at[i];
		size_t end = i + 1;
		struct str after = nothing;

		if (c >= ' ' && c != 0x7F && c != 0xC2) {
			i++;
			continue;
		}
		if (c == '\t') {
			i++;
			continue;
		} else if (c >= '\n' && c <= '\r') {
			after = blank;
		} else if (c == 0x1B) {
			end = escape_end(text, end);
		} else if (c == 0xC2) {
			unsigned char second = i + 1 < text.len ? (unsigned char)text.at[i + 1] : 0xFF;
			uint32_t cp = charset_decode(CHARSET_WINDOWS_1252, second);

			end = i + 2;
			if (second > 0x9F) {
				i = end;
				continue;
			}
			if (cp > 0x9F)
				after = character(edits->arena, cp);
		}
		edits_add(edits, i, end, after, KIND_SET(KIND_CONTROL));
		i = end;
	}
}

static bool is_right_to_left(uint32_t cp)
{
	return (cp >= 0x590 && cp < 0x900) || (cp >= 0xFB1D && cp < 0xFE00) || (cp >= 0xFE70 && cp < 0xFEFF);
}

/* Scripts whose spelling uses joiners (Arabic to Mongolian), and what emoji are made of. */
static bool takes_joiners(uint32_t cp)
{
	return (cp >= 0x600 && cp < 0xE00) || (cp >= 0xF00 && cp < 0x10A0) || (cp >= 0x1780 && cp < 0x18B0) ||
	       (cp >= 0x2190 && cp < 0x2C00) || cp == 0xFE0F || (cp >= 0xFB50 && cp < 0xFE00) || cp >= 0x1F000;
}

static bool is_joiner(uint32_t cp)
{
	return cp == 0x200C || cp == 0x200D;
}

static bool is_bidi(uint32_t cp)
{
	return cp == 0x61C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

static bool is_invisible(uint32_t cp)
{
	return cp == 0xAD || cp == 0x180E || cp == 0x200B || is_joiner(cp) || is_bidi(cp) ||
	       (cp >= 0x2060 && cp <= 0x2065) || (cp >= 0x206A && cp <= 0x206F) || cp == 0xFEFF ||
	       (cp >= 0xFFF9 && cp <= 0xFFFB);
}

static bool has_right_to_left(struct str text)
{
	for (size_t i = 0; i < text.len;) {
		if ((unsigned char)text.at[i] < 0xD6)
			i++;
		else if (is_right_to_left(utf8_next(text, &i)))
			return true;
	}
	return false;
}

void invisible_propose(struct str text, struct edits *edits)
{
	bool keeps_bidi = has_right_to_left(text);
	uint32_t before = ' ';

	for (size_t i = 0; i < text.len;) {
		size_t begin = i, next;
		uint32_t cp;

		if ((unsigned char)text.at[i] < 0xC2) {
			before = (unsigned char)text.at[i++];
			continue;
		}
		cp = utf8_next(text, &i);
		next = i;
		if (!is_invisible(cp) || (is_bidi(cp) && keeps_bidi) ||
		    (is_joiner(cp) && (takes_joiners(before) ||
		                       (i < text.len && takes_joiners(utf8_next(text, &next)))))) {
			before = cp;
			continue;
		}
		edits_add(edits, begin, i, nothing, KIND_SET(KIND_INVISIBLE));
	}
}

static bool is_exotic_space(uint32_t cp)
{
	return cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

/* Two blanks between sentences are a habit of typing. */
static bool is_between_sentences(struct str text, size_t begin, size_t end)
{
	uint32_t before = peek_previous(text, begin), after = peek_next(text, end);

	return (begin == 0 || (utf8_is_punct(before) && before != ',')) && !utf8_is_lower(after) && after != '.';
}

/* The end of the blanks at `at`; *is_exotic where not all of them are U+0020. */
static size_t blanks_end(struct str text, size_t at, bool *is_exotic)
{
	*is_exotic = false;
	while (at < text.len) {
		size_t next = at;
		uint32_t cp = utf8_next(text, &next);

		if (cp != ' ' && !is_exotic_space(cp))
			break;
		*is_exotic |= cp != ' ';
		at = next;
	}
	return at;
}

void spaces_propose(struct str text, struct edits *edits)
{
	size_t first = edits->n;
	bool has_exotic = false, is_exotic;

	for (size_t i = 0; i < text.len;) {
		size_t begin = i;

		if (text.at[i] != ' ' && (unsigned char)text.at[i] < 0xC2) {
			i++;
			continue;
		}
		i = blanks_end(text, i, &is_exotic);
		if (i == begin)
			utf8_next(text, &i);
		else if (is_exotic || (i - begin == 2 && !is_between_sentences(text, begin, i)))
			edits_add(edits, begin, i, blank, KIND_SET(KIND_SPACE));
		has_exotic |= is_exotic;
	}
	if (!has_exotic)
		edits->n = first;
}

void ligatures_propose(struct str text, struct edits *edits)
{
	static const char *const letters[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

	for (size_t i = str_find(text, '\xEF', 0); i + 2 < text.len; i = str_find(text, '\xEF', i + 1)) {
		unsigned third = (unsigned char)text.at[i + 2];

		if ((unsigned char)text.at[i + 1] == 0xAC && third >= 0x80 && third <= 0x86)
			edits_add(edits, i, i + 3, str_of(letters[third - 0x80]), KIND_SET(KIND_LIGATURE));
	}
}

/* Where the stretch ends that normal form looks at together: before a character that starts anew. */
static size_t stretch_end(struct str text, size_t at)
{
	utf8_next(text, &at);
	while (at < text.len) {
		size_t next = at;

		if (!utf8_may_compose(utf8_next(text, &next)))
			break;
		at = next;
	}
	return at;
}

void nfc_propose(struct str text, struct edits *edits)
{
	struct buf form = { 0 };

	if (!utf8_nfc(text, &form))
		return;
	buf_free(&form);
	for (size_t i = 0; i < text.len;) {
		size_t end = stretch_end(text, i);

		if (end - i > 1 && utf8_nfc(str_slice(text, i, end), &form)) {
			edits_add(edits, i, end, arena_str(edits->arena, buf_str(&form)), KIND_SET(KIND_NFC));
			buf_clear(&form);
		}
		i = end;
	}
	buf_free(&form);
}
