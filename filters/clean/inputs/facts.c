/* facts.c: looks at the letters of a fact alone: no calendar, no registry of languages. */
#include "facts.h"

#include "common/utf8.h"

/* Moves behind what looks like the pattern, in which 0 stands for a digit; false, and stays, where nothing does. */
static bool takes(struct str s, size_t *at, const char *pattern)
{
	size_t n = 0;

	for (; pattern[n]; n++)
		if (*at + n >= s.len || (pattern[n] == '0' ? s.at[*at + n] < '0' || s.at[*at + n] > '9' : s.at[*at + n] != pattern[n]))
			return false;
	*at += n;
	return true;
}

bool fact_is_date(struct str s)
{
	size_t at = 0;

	if (!takes(s, &at, "0000-00-00"))
		return false;
	if (takes(s, &at, "T00") || takes(s, &at, " 00")) {
		if (takes(s, &at, ":00") && takes(s, &at, ":00") && takes(s, &at, ".0"))
			while (takes(s, &at, "0"))
				;
		if (!takes(s, &at, "Z") && (takes(s, &at, "+00") || takes(s, &at, "-00")) && !takes(s, &at, ":00"))
			takes(s, &at, "00");
	}
	return at == s.len;
}

bool fact_is_language(struct str s)
{
	size_t part = 0;

	for (size_t i = 0; i <= s.len; i++) {
		if (i == s.len || s.at[i] == '-') {
			if (i == part || i - part > 8)
				return false;
			part = i + 1;
		} else if (!((s.at[i] | 0x20) >= 'a' && (s.at[i] | 0x20) <= 'z') && (part == 0 || s.at[i] < '0' || s.at[i] > '9')) {
			return false;
		}
	}
	return s.len >= 2 && s.len <= 35;
}

bool fact_is_text(struct str s)
{
	return s.len <= 4096 && utf8_is_valid(s);
}
