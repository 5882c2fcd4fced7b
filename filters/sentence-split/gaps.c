/* gaps.c: see gaps.h. Scanning costs a table look-up a byte; only candidates are looked at. */
#include "gaps.h"

#include "common/linear.h"

/* --- the scan --------------------------------------------------------------------------- */

struct gap_cursor gap_begin(const struct gap_text *text)
{
	return (struct gap_cursor){ .text = text };
}

void gap_cut(struct gap_cursor *cursor, struct gap gap)
{
	cursor->sentence = gap.begin;
	cursor->n_open = 0;
	cursor->has_open_quote = false;
	cursor->has_first = false;
}

/* Curly double quotes: E2 80 9C opens, E2 80 9D closes. */
static void note_general(struct gap_cursor *cursor, struct str text, size_t at)
{
	if (at + 2 < text.len && text.at[at + 1] == '\x80') {
		if (text.at[at + 2] == '\x9C')
			cursor->has_open_quote = true;
		else if (text.at[at + 2] == '\x9D')
			cursor->has_open_quote = false;
	}
}

static size_t skip_space(struct str text, size_t at)
{
	while (at < text.len && byte_class(text, at) == BYTE_SPACE)
		at++;
	return at;
}

/* Where the white space before `at` begins; not before `floor`. */
static size_t back_over_space(struct str text, size_t floor, size_t at)
{
	while (at > floor && byte_class(text, at - 1) == BYTE_SPACE)
		at--;
	return at;
}

/* Brackets and double quotes that are open. */
static void note_open(struct gap_cursor *cursor, struct str text, size_t at, enum byte_class class)
{
	if (class == BYTE_OPEN)
		cursor->n_open++;
	else if (class == BYTE_CLOSE)
		cursor->n_open -= cursor->n_open > 0;
	else if (class == BYTE_QUOTE)
		cursor->has_open_quote = !cursor->has_open_quote;
	else if (class == BYTE_GENERAL)
		note_general(cursor, text, at);
}

/* Whether `b.` or `b)`, the marker of a list item in lower case, ends at `at`. */
static bool is_marker(struct str text, size_t at)
{
	return at > 2 && byte_class(text, at - 1) == BYTE_LOWER && byte_class(text, at - 2) == BYTE_SPACE &&
	       at + 1 < text.len && byte_class(text, at + 1) == BYTE_SPACE;
}

static bool found(struct gap_cursor *cursor, size_t end, size_t begin, size_t resume, struct gap *gap)
{
	*gap = (struct gap){ end, begin };
	cursor->found = begin;
	cursor->at = resume;
	return true;
}

/*
 * Every byte but those of plain running text is looked at once: it may begin a chunk behind white
 * space, or end one before a chunk that does not show itself, because it begins in lower case.
 */
bool gap_next(struct gap_cursor *cursor, struct gap *gap)
{
	struct str text = cursor->text->text;

	for (size_t at = cursor->at; at < text.len; at++) {
		enum byte_class class;
		size_t next;

		while (at < text.len && byte_class(text, at) <= BYTE_QUIET)
			at++;
		if (at == text.len)
			break;
		class = byte_class(text, at);
		if (at > cursor->found && byte_class(text, at - 1) == BYTE_SPACE) {
			size_t end = back_over_space(text, 0, at);

			if (end > 0)
				return found(cursor, end, at, at, gap);
		}
		if ((class == BYTE_STOP || class == BYTE_CLOSE) && at > cursor->found + 1 && is_marker(text, at))
			return found(cursor, back_over_space(text, 0, at - 1), at - 1, at, gap);
		note_open(cursor, text, at, class);
		if (class < BYTE_STOP || at + 1 == text.len)
			continue;
		next = skip_space(text, at + 1);
		if (next > at + 1 && next < text.len && byte_class(text, next) <= BYTE_QUIET)
			return found(cursor, at + 1, next, next, gap);
		/* town.The */
		if (class == BYTE_STOP && at > 0 && at + 2 < text.len && byte_class(text, at + 1) == BYTE_UPPER &&
		    byte_class(text, at + 2) == BYTE_LOWER && byte_is_word(text, at - 1))
			return found(cursor, at + 1, at + 1, at + 1, gap);
	}
	cursor->at = text.len;
	return false;
}

/* --- what is seen ----------------------------------------------------------------------- */

void gap_look(struct gap_cursor *cursor, struct gap gap, struct gap_view *view)
{
	const struct vocabulary *vocabulary = cursor->text->vocabulary;
	struct str text = cursor->text->text;
	size_t floor = cursor->sentence;

	view->text = text;
	view->sentence = floor;
	view->gap = gap;
	view->left = chunk_before(text, floor, gap.end, vocabulary, &cursor->memo);
	view->left2 = chunk_before(text, floor, back_over_space(text, floor, view->left.begin), vocabulary, &cursor->memo);
	view->right = chunk_after(text, gap.begin, vocabulary, &cursor->memo);
	view->right2 = chunk_after(text, skip_space(text, view->right.end), vocabulary, &cursor->memo);
	if (!cursor->has_first)
		cursor->first = chunk_after(text, skip_space(text, floor), vocabulary, &cursor->memo);
	cursor->has_first = true;
	view->first = cursor->first;
	view->abbreviation = abbreviation_find(cursor->text->abbreviations, chunk_word(text, &view->left));
	view->is_open = cursor->n_open > 0;
	view->is_quoted = cursor->has_open_quote;
}

/* --- features --------------------------------------------------------------------------- */

static uint32_t bucket(size_t n)
{
	uint32_t bits = 0;

	while (n > 4) {
		n /= 2;
		bits++;
	}
	return bits > 9 ? 9 : bits;
}

struct feature_list {
	uint32_t *keys;
	size_t n;
};

/*
 * Adds the feature of one template: its number is its place in the list. Inline, or the thirty calls cost as much as the
 * hashing.
 */
__attribute__((always_inline)) static inline void add(struct feature_list *list, uint32_t a, uint32_t b, uint32_t c,
                                                      uint32_t d)
{
	uint32_t hash = linear_mix((uint32_t)(list->n + 1) * 0x632BE5ABu, a);

	hash = linear_mix(hash, b);
	hash = linear_mix(hash, c);
	list->keys[list->n++] = linear_key(linear_mix(hash, d));
}

size_t gap_features(const struct gap_view *view, uint32_t keys[GAP_FEATURES])
{
	struct feature_list list = { keys, 0 };
	size_t n_space = view->gap.begin - view->gap.end;
	size_t len = view->left.word_end - view->left.word_begin;
	uint32_t space = n_space > 1 ? 2 : (uint32_t)n_space;
	uint32_t state = view->is_open * 2u + view->is_quoted;
	uint32_t so_far = bucket(view->gap.end - view->sentence);
	uint32_t left_over = bucket(view->text.len - view->gap.begin);
	uint32_t L8 = vocabulary_class(view->left.known, 8);
	uint32_t L5 = vocabulary_class(view->left.known, 5), R5 = vocabulary_class(view->right.known, 5);
	uint32_t left_case = view->left.known.lower, right_case = view->right.known.lower;

	add(&list, 0, 0, 0, 0);
	add(&list, view->left.tail, view->right.shape, space, 0);
	add(&list, view->left.tail, view->right.head, view->right.shape, 0);
	add(&list, view->left.word, view->left.tail, 0, 0);
	add(&list, view->right.word, view->left.shape, view->left.tail, view->right.shape);
	add(&list, view->left.shape, view->left.tail, view->right.shape, 0);
	add(&list, view->left2.word, view->left.word, view->left.tail, 0);
	add(&list, view->left2.shape, view->left.shape, view->left.tail, view->right.shape);
	add(&list, view->right2.shape, view->right.shape, view->left.tail, 0);
	add(&list, view->right.word, view->right2.shape, view->left.tail, 0);
	add(&list, state, view->left.tail, view->left.shape, 0);
	add(&list, view->left.tail, view->right.shape, 0, 0);
	add(&list, view->right.tail, view->right.shape, view->left.tail, 0);
	add(&list, left_over, view->left.tail, view->right.shape, 0);
	add(&list, (uint32_t)(len > 6 ? 6 : len), view->left.shape, view->left.tail, view->right.shape);
	add(&list, view->first.word, view->left.tail, view->right.shape, 0);
	add(&list, view->first.shape, so_far, view->left.tail, view->right.shape);
	add(&list, view->right.word, view->right.shape, 0, 0);
	add(&list, right_case, view->left.tail, view->right.shape, 0);
	add(&list, right_case, view->left.shape, view->left.tail, view->right.shape);
	add(&list, left_case, view->left.shape, view->left.tail, view->right.shape);
	add(&list, left_case, right_case, view->left.tail, view->right.shape);
	add(&list, view->left.known.dotted, right_case, view->left.tail, view->right.shape);
	add(&list, L8, view->left.tail, view->right.shape, 0);
	add(&list, L5, R5, view->left.tail, view->right.shape);
	add(&list, R5, vocabulary_class(view->right2.known, 5), view->left.tail, view->right.shape);
	add(&list, vocabulary_class(view->left2.known, 5), L5, view->left.tail, view->right.shape);
	add(&list, vocabulary_class(view->right2.known, 8), view->left.tail, view->right.shape, 0);
	add(&list, view->right2.word, view->left.tail, view->right.shape, 0);
	add(&list, view->abbreviation, view->left.tail, right_case, view->right.head);
	add(&list, view->abbreviation, R5, 0, 0);
	return list.n;
}
