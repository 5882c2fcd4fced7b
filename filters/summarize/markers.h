/*
 * markers.h: frequent words that tell by themselves how a sentence reads: news or background, told
 * or quoted, about people or about figures. Each is a feature of its own.
 */
#ifndef SUMMARIZE_MARKERS_H
#define SUMMARIZE_MARKERS_H

#include "common/str.h"

/* clang-format off */
#define MARKER_WORDS(X) \
	X(the) X(a) X(an) X(of) X(in) X(to) X(and) X(has) X(have) X(been) X(was) X(were) X(is) X(are) \
	X(be) X(will) X(would) X(after) X(for) X(by) X(with) X(over) X(at) X(from) X(on) X(as) X(that) \
	X(who) X(which) X(its) X(his) X(her) X(their) X(he) X(she) X(it) X(they) X(said) X(says) X(not) \
	X(but) X(could) X(one) X(two) X(more) X(first) X(new) X(year) X(years) X(people) X(when) X(than)
/* clang-format on */

enum marker {
#define MARKER(name) MARKER_##name,
	MARKER_WORDS(MARKER)
#undef MARKER
	MARKERS /* at most 64: a sentence keeps a bit for each */
};

_Static_assert(MARKERS <= 64, "a sentence keeps its markers in 64 bits");

/* The bit of a lower-case word; 0 for a word that is none. */
uint64_t marker_bit(struct str lower);

#endif
