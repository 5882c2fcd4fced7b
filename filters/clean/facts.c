/* facts.c: looks at the letters of a fact alone: no calendar, no registry of languages. */
#include "facts.h"

#include "common/utf8.h"

bool fact_is_date(struct str s)
{
	if (s.len < 10 || !utf8_is_valid(s))
		return false;
	for (size_t i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? s.at[i] != '-' : s.at[i] < '0' || s.at[i] > '9')
			return false;
	return s.len == 10 || s.at[10] == 'T' || s.at[10] == ' ' || s.at[10] == 'Z' || s.at[10] == '+';
}

bool fact_is_language(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.at[i] | 0x20) >= 'a' && (s.at[i] | 0x20) <= 'z') && s.at[i] != '-' &&
		    !(s.at[i] >= '0' && s.at[i] <= '9'))
			return false;
	return s.len >= 2 && s.len <= 35;
}

bool fact_is_text(struct str s)
{
	return s.len <= 4096 && utf8_is_valid(s);
}
