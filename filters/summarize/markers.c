/*
 * markers.c: a short list, searched once for each distinct word of a document.
 */
#include "markers.h"

uint64_t marker_bit(struct str lower)
{
#define MARKER(name) STR(#name),
	static const struct str words[] = { MARKER_WORDS(MARKER) };
#undef MARKER
	enum { LONGEST = 6 };

	for (size_t i = 0; lower.len <= LONGEST && i < MARKERS; i++) {
		if (str_eq(lower, words[i]))
			return UINT64_C(1) << i;
	}
	return 0;
}
