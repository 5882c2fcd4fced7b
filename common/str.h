/*
 * str.h: a borrowed run of bytes.
 *
 * A `struct str` points into memory that somebody else owns (a row, an arena, a literal). It is
 * not NUL-terminated and may hold any byte. Copying the struct copies no bytes. `at` may be NULL
 * only where `len` is 0: the absent field of a row.
 */
#ifndef COMMON_STR_H
#define COMMON_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *at;
	size_t len;
};

/* A literal as a str, usable in static initialisers. */
#define STR(literal)                     \
	{                                \
		literal, sizeof(literal) - 1 \
	}

/* For "%.*s" in a format string. */
#define STR_ARGS(s) (int)(s).len, (s).len ? (s).at : ""

static inline struct str str_of(const char *c)
{
	return (struct str){ c, c ? strlen(c) : 0 };
}

static inline struct str str_at(const char *at, size_t len)
{
	return (struct str){ at, len };
}

/* The bytes [begin, end) of s; both are clamped to its length. */
static inline struct str str_slice(struct str s, size_t begin, size_t end)
{
	if (end > s.len)
		end = s.len;
	if (begin > end)
		begin = end;
	return (struct str){ s.at ? s.at + begin : NULL, end - begin };
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool str_is(struct str s, const char *c)
{
	return str_eq(s, str_of(c));
}

static inline bool str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && memcmp(s.at, prefix, n) == 0;
}

static inline bool str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.len >= n && memcmp(s.at + s.len - n, suffix, n) == 0;
}

/* Byte order (memcmp, then length): the order of every sorted table of the project. */
static inline int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.at, b.at, n) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* Position of a byte at or after `from`; s.len where there is none. */
static inline size_t str_find(struct str s, char byte, size_t from)
{
	const char *hit = from < s.len ? memchr(s.at + from, byte, s.len - from) : NULL;

	return hit ? (size_t)(hit - s.at) : s.len;
}

/* Cuts the first line off a text, without its LF or CR LF; false where nothing is left. */
static inline bool str_next_line(struct str *rest, struct str *line)
{
	size_t end = str_find(*rest, '\n', 0);

	if (rest->len == 0)
		return false;
	*line = str_slice(*rest, 0, end);
	if (line->len && line->at[line->len - 1] == '\r')
		line->len--;
	*rest = str_slice(*rest, end + 1, rest->len);
	return true;
}

/* Without ASCII blanks (space, TAB, LF, CR) at both ends. */
static inline struct str str_trim(struct str s)
{
	size_t begin = 0, end = s.len;

	while (begin < end && strchr(" \t\n\r", s.at[begin]) && s.at[begin])
		begin++;
	while (end > begin && strchr(" \t\n\r", s.at[end - 1]) && s.at[end - 1])
		end--;
	return str_slice(s, begin, end);
}

/*
 * A decimal number: digits only, no sign, no blank, at most `max`.
 * False (and *out untouched) on anything else, the empty string included.
 */
static inline bool str_number(struct str s, uint64_t max, uint64_t *out)
{
	uint64_t n = 0;

	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned digit = (unsigned char)s.at[i] - '0';

		if (digit > 9 || (i >= 19 && n > (UINT64_MAX - digit) / 10)) /* 19 digits fit */
			return false;
		n = n * 10 + digit;
	}
	*out = n;
	return n <= max;
}

#endif
