/* rules.c: see rules.h. */
#include "rules.h"

#include "common/linear.h"

static bool tail_is_dot(const struct gap_view *view)
{
	size_t end = view->left.word_end;

	return view->left.end == end + 1 && view->text.at[end] == '.';
}

/* --- markers of list items ---------------------------------------------------------------- */

enum { MARKER_MAX_BYTES = 8 };

/* i ii iii iv … up to 39; 0: no roman number. */
static uint32_t roman_value(struct str letters)
{
	uint32_t value = 0, before = 0;

	for (size_t i = letters.len; i-- > 0;) {
		char letter = letters.at[i] | 0x20;
		uint32_t digit = letter == 'i' ? 1 : letter == 'v' ? 5 : letter == 'x' ? 10 : 0;

		if (digit == 0)
			return 0;
		value = digit < before ? value - digit : value + digit;
		before = digit > before ? digit : before;
	}
	return value < 40 ? value : 0;
}

bool marker_read(struct str chunk, struct marker *marker)
{
	size_t begin = 0, end = chunk.len;
	enum byte_class class;
	uint64_t number;
	struct str inner;

	if (chunk.len < 2 || chunk.len > MARKER_MAX_BYTES)
		return false;
	begin = chunk.at[0] == '(' || chunk.at[0] == '[';
	while (end > begin && (chunk.at[end - 1] == '.' || chunk.at[end - 1] == ')' || chunk.at[end - 1] == ']'))
		end--;
	if (begin == end || end == chunk.len || chunk.len - end > 2)
		return false;
	inner = str_slice(chunk, begin, end);
	class = byte_class(inner, 0);
	*marker = (struct marker){ .style = linear_mix(begin, class) };
	for (size_t i = 0; i < inner.len; i++)
		if (byte_class(inner, i) != class)
			return false;
	for (size_t i = end; i < chunk.len; i++)
		marker->style = linear_mix(marker->style, (unsigned char)chunk.at[i]);
	if (class == BYTE_DIGIT) {
		if (!str_number(inner, 999, &number))
			return false;
		marker->ordinal = (uint32_t)number;
	} else if (class == BYTE_LOWER || class == BYTE_UPPER) {
		marker->ordinal = inner.len == 1 ? (uint32_t)((inner.at[0] | 0x20) - 'a' + 1) : 0;
		marker->roman = roman_value(inner);
	}
	return marker->ordinal || marker->roman;
}

bool marker_follows(const struct marker *a, const struct marker *b)
{
	return a->style == b->style && ((a->ordinal && b->ordinal == a->ordinal + 1) ||
	                                (a->roman && b->roman == a->roman + 1));
}

/* Bullets: U+2022 U+2023 U+2043 U+25AA U+25AB U+25CF U+25E6, alone or before the word. */
static bool is_bullet(struct str chunk)
{
	static const char *const bullets[] = { "\xE2\x80\xA2", "\xE2\x80\xA3", "\xE2\x81\x83", "\xE2\x96\xAA",
		                               "\xE2\x96\xAB", "\xE2\x97\x8F", "\xE2\x97\xA6" };

	if (!chunk.len || chunk.at[0] != bullets[0][0])
		return false;
	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
		if (str_starts(chunk, bullets[i]))
			return true;
	return false;
}

/*
 * `1) The first 2) The second`: an item begins at the successor of the marker that began this
 * sentence, and never ends right behind its own marker.
 */
static enum verdict judge_lists(const struct gap_view *view)
{
	struct str left = chunk_text(view->text, &view->left), right = chunk_text(view->text, &view->right);
	struct str first = chunk_text(view->text, &view->first);
	bool is_at_start = view->left.begin <= view->first.begin;
	struct marker own, next;

	if (is_bullet(right))
		return VERDICT_END;
	if (is_bullet(first)) { /* the marker may stand behind the bullet: • 9. */
		size_t bullet = 3;

		if (first.len > bullet)
			first = str_slice(first, bullet, first.len);
		else if (view->left2.begin <= view->first.begin && marker_read(left, &own))
			return VERDICT_GOES_ON;
		if (is_at_start && (left.len == bullet || marker_read(str_slice(left, bullet, left.len), &own)))
			return VERDICT_GOES_ON;
	}
	if (!marker_read(first, &own))
		return VERDICT_OPEN;
	/* a capital and a dot can be a name too */
	if (is_at_start && view->left.end == view->first.end &&
	    !(view->left.shape == SHAPE_INITIAL && tail_is_dot(view) && left.len == 2))
		return VERDICT_GOES_ON;
	if (marker_read(right, &next) && marker_follows(&own, &next))
		return VERDICT_END;
	return VERDICT_OPEN;
}

enum { SALUTATION_MAX_BYTES = 40 };

/* --- words -------------------------------------------------------------------------------- */

static bool is_name_like(const struct chunk *chunk)
{
	return (chunk->shape == SHAPE_CAPITAL || chunk->shape == SHAPE_INITIAL || chunk->shape == SHAPE_UPPER ||
	        chunk->shape == SHAPE_DOTTED) &&
	       chunk->known.lower < VOCABULARY_OFTEN_LOWER;
}

static bool is_one_of(struct str word, const char *const *list)
{
	for (; word.len && *list; list++)
		if (**list == word.at[0] && str_is(word, *list))
			return true;
	return false;
}

/* Words that begin a sentence where they have a capital, names aside. */
static bool is_opener(struct str text, const struct chunk *chunk)
{
	static const char *const openers[] = {
		"After", "All",  "Although", "An",    "And",   "As",   "At",   "Because", "But",  "By",
		"For",  "He",    "Her",  "His",      "How",   "However", "If", "In",   "Is",      "It",   "Its",
		"Many", "Most",  "My",   "No",       "On",    "Our",   "She",  "Since", "So",     "Some", "That",
		"The",  "Their", "Then", "There",    "These", "They",  "This", "Those", "Though", "To",   "We",
		"What", "When",  "Where", "While",   "Who",   "Why",   "With", "You",  "Your",    NULL,
	};

	return chunk->shape == SHAPE_CAPITAL && chunk->head_marks == 0 && is_one_of(chunk_word(text, chunk), openers);
}

/* `At 5 p.m.`: too little for a sentence. */
static bool is_time_at_start(const struct gap_view *view)
{
	static const char *const prepositions[] = { "At",    "By",    "On",    "Around", "About", "Before",
		                                    "After", "Until", "Since", "From",   NULL };

	return view->gap.end - view->sentence < 20 && is_one_of(chunk_word(view->text, &view->first), prepositions) &&
	       view->left2.begin <= view->first.end + 1 && view->right.shape == SHAPE_CAPITAL;
}

static enum verdict judge_dot(const struct gap_view *view)
{
	const struct chunk *left = &view->left, *left2 = &view->left2, *right = &view->right;

	switch (view->abbreviation) {
	case ABBREVIATION_TITLE:
		if (right->shape != SHAPE_NONE && right->shape != SHAPE_LOWER && left->shape != SHAPE_LOWER &&
		    left->shape != SHAPE_UPPER && !is_opener(view->text, right))
			return VERDICT_GOES_ON;
		break;
	case ABBREVIATION_LINK:
		if (left->shape != SHAPE_INITIAL && left->shape != SHAPE_UPPER)
			return VERDICT_GOES_ON;
		break;
	case ABBREVIATION_NUMBER:
		if (right->shape == SHAPE_DIGITS || right->shape == SHAPE_NUMBER)
			return VERDICT_GOES_ON;
		break;
	case ABBREVIATION_UNIT:
		if (is_time_at_start(view))
			return VERDICT_GOES_ON;
		break;
	case ABBREVIATION_NAME:
		if (is_opener(view->text, right))
			return VERDICT_END;
		break;
	default:
		break;
	}
	if (view->abbreviation != ABBREVIATION_NONE && right->shape == SHAPE_LOWER && right->head_marks == 0)
		return VERDICT_GOES_ON;
	/* Albert I. Jones, J. R. Moss */
	if (left->shape == SHAPE_INITIAL && is_name_like(right) && right->head_marks == 0 &&
	    (left2->shape == SHAPE_CAPITAL || left2->shape == SHAPE_INITIAL || left2->shape == SHAPE_NONE) &&
	    left2->tail_marks != MARK_COMMA)
		return VERDICT_GOES_ON;
	return VERDICT_OPEN;
}

/* Dots of their own (`. . .`): how many stand before the gap. */
static size_t spaced_dots(const struct gap_view *view)
{
	size_t at = view->gap.end, n = 0;

	while (at > view->sentence && n < 8) {
		char byte = view->text.at[at - 1];

		if (byte == '.')
			n++;
		else if (byte != ' ')
			break;
		at--;
	}
	return n;
}

/* Whether all between the begin of the sentence and the gap are dots. */
static bool is_only_dots(const struct gap_view *view)
{
	struct str text = view->text;
	size_t at = view->sentence;

	while (at < view->gap.end && (text.at[at] == '.' || text.at[at] == ' '))
		at++;
	return at == view->gap.end;
}

static enum verdict judge_ellipsis(const struct gap_view *view)
{
	struct str text = view->text;
	bool is_dot = view->left.shape == SHAPE_NONE && view->left.tail_marks == MARK_STOP;

	if (!is_dot || view->left.end - view->left.begin != 1 || text.at[view->left.begin] != '.')
		return VERDICT_OPEN;
	if (is_only_dots(view))
		return VERDICT_GOES_ON;
	/* three dots stand for words left out, a fourth one ends */
	return spaced_dots(view) == 3 && view->right.shape != SHAPE_CAPITAL ? VERDICT_GOES_ON : VERDICT_OPEN;
}

/* Whether the text goes on like `Quill said` or `Prime Minister Rita Quill asked`. */
static bool is_attribution(const struct gap_view *view)
{
	static const char *const verbs[] = { "said",    "says",   "asked", "asks",     "added",    "wrote",  "shouted",
		                             "yelled",  "cried",  "demanded", "wondered", "replied", NULL };
	size_t at = view->gap.begin, n_words = 0;

	while (at < view->text.len && n_words < 6) {
		size_t end = at;

		while (end < view->text.len && byte_is_word(view->text, end))
			end++;
		if (n_words > 0 && is_one_of(str_slice(view->text, at, end), verbs))
			return true;
		if (end == at || byte_class(view->text, at) != BYTE_UPPER || end == view->text.len ||
		    view->text.at[end] != ' ')
			return false;
		at = end + 1;
		n_words++;
	}
	return false;
}

/* Gaps behind a word without a dot. */
static enum verdict judge_marks(const struct gap_view *view)
{
	const struct chunk *left = &view->left, *right = &view->right;
	bool is_right_lower = right->shape == SHAPE_LOWER && right->head_marks == 0;

	/* Stop ! ! */
	if (right->shape == SHAPE_NONE && right->head_marks == MARK_STOP &&
	    (left->shape == SHAPE_NONE || !(left->tail_marks & MARK_STOP)))
		return VERDICT_GOES_ON;
	if ((left->tail_marks & (MARK_COMMA | MARK_STOP)) == MARK_COMMA) {
		/* He said, "No." */
		if (right->head_marks)
			return VERDICT_GOES_ON;
		/* behind a comma ends a salutation, but nothing long */
		if (view->gap.end - view->sentence > SALUTATION_MAX_BYTES)
			return VERDICT_GOES_ON;
	}
	/* "Stop!" she said; (He was ill.) at */
	if (is_right_lower && left->shape != SHAPE_NONE &&
	    ((left->tail_marks & MARK_QUOTE) ||
	     (left->tail_marks & (MARK_CLOSE | MARK_STOP)) == (MARK_CLOSE | MARK_STOP)))
		return VERDICT_GOES_ON;
	/* (SSM) (see below) */
	if (left->tail_marks == MARK_CLOSE && (right->head_marks & MARK_OPEN))
		return VERDICT_GOES_ON;
	/* "Never!" Quill said */
	if ((left->tail_marks & (MARK_QUOTE | MARK_STOP)) == (MARK_QUOTE | MARK_STOP) &&
	    view->text.at[left->word_end] != '.' && right->head_marks == 0 && is_attribution(view))
		return VERDICT_GOES_ON;
	/* Albert I. Jones */
	if (left->shape == SHAPE_CAPITAL && left->tail_marks == 0 && right->shape == SHAPE_INITIAL &&
	    right->tail_marks == MARK_STOP && is_name_like(&view->right2))
		return VERDICT_GOES_ON;
	/* _so_ */
	if (left->tail == left->head && left->tail == chunk_marks("_") && left->shape != SHAPE_NONE)
		return VERDICT_GOES_ON;
	/* Yahoo! in */
	if (view->abbreviation == ABBREVIATION_MARK && is_right_lower)
		return VERDICT_GOES_ON;
	return VERDICT_OPEN;
}

enum verdict rules_judge(const struct gap_view *view)
{
	enum verdict verdict = judge_lists(view);

	if (verdict == VERDICT_OPEN)
		verdict = judge_marks(view);
	if (verdict == VERDICT_OPEN)
		verdict = tail_is_dot(view) ? judge_dot(view) : judge_ellipsis(view);
	return verdict;
}

/* --- at a glance -------------------------------------------------------------------------- */

enum { GLANCE_MAX_BYTES = 24 }; /* words longer than this are looked at in full */

/* The word of letters that ends at `end`; unknown where something else is glued to it. */
static struct vocabulary_word word_behind(const struct gap_text *text, size_t floor, size_t end)
{
	size_t begin = end, least = end > floor + GLANCE_MAX_BYTES ? end - GLANCE_MAX_BYTES : floor;

	while (begin > least && byte_is_word(text->text, begin - 1))
		begin--;
	if (begin == end || (begin > floor && text->text.at[begin - 1] != ' '))
		return (struct vocabulary_word){ 0 };
	return vocabulary_find(text->vocabulary, vocabulary_hash(str_slice(text->text, begin, end)));
}

static struct vocabulary_word word_ahead(const struct gap_text *text, size_t at)
{
	size_t end = at, limit = at + GLANCE_MAX_BYTES;

	while (end < text->text.len && end < limit && byte_is_word(text->text, end))
		end++;
	return vocabulary_find(text->vocabulary, vocabulary_hash(str_slice(text->text, at, end)));
}

/* `I`, `I'm`: never in lower case, and no name. */
static bool is_first_person(struct str text, size_t at)
{
	return text.at[at] == 'I' && (at + 1 == text.len || !byte_is_word(text, at + 1));
}

/* `15` and `2,000`, but not the `3)` of a list nor a date or time of digits. */
static bool is_number_ahead(struct str text, size_t at)
{
	while (at < text.len && (byte_class(text, at) == BYTE_DIGIT || text.at[at] == ','))
		at++;
	return at == text.len || text.at[at] == ' ' || text.at[at] == '-';
}

/* Behind a word without a mark. */
static enum verdict glance_at_word(const struct gap_cursor *cursor, struct gap gap)
{
	const struct gap_text *text = cursor->text;
	struct vocabulary_word left = word_behind(text, cursor->sentence, gap.end);
	bool is_plain = left.lower >= VOCABULARY_MOSTLY_LOWER, goes_on = false;

	switch (byte_class(text->text, gap.begin)) {
	case BYTE_UPPER: /* the | Harbour; met | Quill */
		goes_on = vocabulary_holds(left) || (is_plain && !is_first_person(text->text, gap.begin) &&
		                                     word_ahead(text, gap.begin).lower < VOCABULARY_OFTEN_LOWER);
		break;
	case BYTE_DIGIT:
		goes_on = is_plain && is_number_ahead(text->text, gap.begin);
		break;
	case BYTE_OPEN:
	case BYTE_QUOTE:
		goes_on = is_plain;
		break;
	default:
		break;
	}
	return goes_on ? VERDICT_GOES_ON : VERDICT_OPEN;
}

/* Behind a full stop. */
static enum verdict glance_at_dot(const struct gap_cursor *cursor, struct gap gap)
{
	const struct gap_text *text = cursor->text;
	struct vocabulary_word left;

	/* left. | They */
	if (cursor->has_open_quote || cursor->n_open || byte_class(text->text, gap.begin) != BYTE_UPPER ||
	    gap.begin + 1 == text->text.len || byte_class(text->text, gap.begin + 1) != BYTE_LOWER ||
	    gap.end < cursor->sentence + 4 || byte_class(text->text, gap.end - 2) != BYTE_LOWER ||
	    byte_class(text->text, gap.end - 4) != BYTE_LOWER)
		return VERDICT_OPEN;
	left = word_behind(text, cursor->sentence, gap.end - 1);
	return left.dotted == VOCABULARY_NEVER_DOTTED && left.lower >= VOCABULARY_MOSTLY_LOWER ? VERDICT_END :
	                                                                                       VERDICT_OPEN;
}

enum verdict rules_glance(const struct gap_cursor *cursor, struct gap gap)
{
	struct str text = cursor->text->text;

	if (gap.begin != gap.end + 1)
		return VERDICT_OPEN;
	if (byte_class(text, gap.end - 1) == BYTE_LOWER)
		return glance_at_word(cursor, gap);
	if (text.at[gap.end - 1] == '.')
		return glance_at_dot(cursor, gap);
	/* come; | nevertheless */
	if (text.at[gap.end - 1] == ';' && byte_class(text, gap.begin) == BYTE_LOWER)
		return VERDICT_GOES_ON;
	return VERDICT_OPEN;
}
