/* Arrays that double in the arena; content is trimmed of points and of what is taken. */
#include "finder.h"

/* Room for one more: the array doubles in the arena. */
static void *grown(struct arena *arena, void *items, size_t n, size_t *cap, size_t size)
{
	void *larger;

	if (n < *cap)
		return items;
	larger = arena_items(arena, *cap ? 2 * *cap : 64, size);
	if (n)
		memcpy(larger, items, n * size);
	*cap = *cap ? 2 * *cap : 64;
	return larger;
}

static bool is_stop(const struct finder *f, uint32_t token)
{
	return reading_class(&f->text, token) == WORD_STOP ||
	       reading_class(&f->text, token) == WORD_COMMA;
}

bool finder_add_part(struct finder *f, uint32_t number, struct token_range range)
{
	bool has_word = false;

	while (range.first <= range.last && f->owner[range.first])
		range.first++;
	for (uint32_t i = range.first; i <= range.last; i++)
		if (f->owner[i])
			range.last = i - 1;
	/* what stands at the edges and is no word */
	while (range.first < range.last && is_stop(f, range.last))
		range.last--;
	while (range.first < range.last && is_stop(f, range.first))
		range.first++;
	/* a time alone is when something was said: "said on Wednesday" */
	for (uint32_t i = range.first; i <= range.last; i++)
		has_word |= !is_stop(f, i) && reading_class(&f->text, i) != WORD_MARK &&
			    (!f->text.is_time[i] || reading_is_inside(&f->text, i));
	if (!has_word)
		return false;
	for (uint32_t i = range.first; i <= range.last; i++)
		f->owner[i] = number;
	f->quotes = grown(f->arena, f->quotes, f->n_quotes, &f->cap_quotes, sizeof *f->quotes);
	f->quotes[f->n_quotes++] =
		(struct quote){ .number = number, .first = range.first, .last = range.last };
	return true;
}

static uint32_t begin_quote(struct finder *f, const struct attribution *attribution)
{
	f->attributions = grown(f->arena, f->attributions, f->n_numbers, &f->cap_numbers,
				sizeof *f->attributions);
	f->attributions[f->n_numbers] = *attribution;
	return (uint32_t)++f->n_numbers;
}

uint32_t finder_add_quote(struct finder *f, const struct attribution *attribution,
			  struct token_range range)
{
	uint32_t number = begin_quote(f, attribution);

	if (finder_add_part(f, number, range))
		return number;
	f->n_numbers--;
	return 0;
}

void finder_add_rest(struct finder *f, uint32_t number, uint32_t from, uint32_t end, bool is_plain)
{
	if (is_plain && from + 1 < end && reading_class(&f->text, from) == WORD_COMMA) {
		enum word_class next = reading_class(&f->text, from + 1);

		if (next != WORD_GERUND && next != WORD_WH && next != WORD_MARK &&
		    next != WORD_PARTICIPLE) {
			finder_add_part(
				f, number,
				(struct token_range){ from + 1,
						      content_limit(&f->text, from + 1, end) - 1 });
			return;
		}
	}
	for (uint32_t i = from; i < end; i++) {
		const struct mark_span *span = reading_opens(&f->text, i);

		if (span && !f->owner[i] &&
		    (reading_class(&f->text, i - 1) == WORD_COMMA ||
		     reading_class(&f->text, i - 1) == WORD_STOP)) {
			uint32_t last = span->close - span->is_unclosed;

			finder_add_part(f, number,
					(struct token_range){
						i, content_limit(&f->text, i, end) - 1 > last
							   ? content_limit(&f->text, i, end) - 1
							   : last });
			return;
		}
	}
}
