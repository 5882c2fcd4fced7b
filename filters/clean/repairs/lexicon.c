/* lexicon.c: binary search over lines; the middle byte of a range is moved back to a line's begin. */
#include "lexicon.h"

bool lexicon_find(struct str file, struct str key, struct str *value)
{
	size_t low = 0, high = file.len; /* both at the begin of a line */

	while (low < high) {
		size_t begin = low + (high - low) / 2, end, tab;
		int order;

		while (begin > low && file.at[begin - 1] != '\n')
			begin--;
		end = str_find(file, '\n', begin);
		tab = str_find(str_slice(file, 0, end), '\t', begin);
		order = str_cmp(key, str_slice(file, begin, tab));
		if (order == 0) {
			if (value)
				*value = str_slice(file, tab < end ? tab + 1 : end, end);
			return true;
		}
		if (order < 0)
			high = begin;
		else
			low = end < file.len ? end + 1 : file.len;
	}
	return false;
}

bool lexicon_has_word(struct str words, struct str word)
{
	enum { MAX_WORD = 64 };
	char lower[MAX_WORD];

	if (word.len > MAX_WORD)
		return false;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = (char)(word.at[i] | 0x20);
	return lexicon_find(words, str_at(lower, word.len), NULL);
}
