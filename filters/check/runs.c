/* runs.c: see runs.h. */
#include "runs.h"

/* One number of the field, ended by ':' or ',' or the end; moves *at to that byte. */
static bool number(struct str field, size_t *at, uint32_t *out)
{
	size_t begin = *at;
	uint64_t n;

	while (*at < field.len && field.at[*at] != ':' && field.at[*at] != ',')
		++*at;
	if (!str_number(str_slice(field, begin, *at), UINT32_MAX, &n))
		return false;
	*out = (uint32_t)n;
	return true;
}

/* text:raw:len or text:raw:textlen:rawlen, up to the comma. */
static bool run_read(struct str field, size_t *at, struct run *run)
{
	uint32_t n[4];
	size_t count = 0;

	for (;;) {
		if (count == 4 || !number(field, at, &n[count++]))
			return false;
		if (*at == field.len || field.at[*at] == ',')
			break;
		++*at;
	}
	if (count < 3)
		return false;
	*run = (struct run){ n[0], n[2], n[1], count == 4 ? n[3] : n[2], count == 4 };
	return true;
}

const char *runs_read(struct str field, uint32_t begin, uint32_t end, size_t text_len, struct buf *all,
                      struct runs *runs)
{
	uint64_t text = 0, raw = begin;
	struct run run;

	*runs = (struct runs){ all->len / sizeof run, 0 };
	if (field.len == 0) {
		if (text_len != (uint64_t)end - begin)
			return "a text as long as its range, where the map is empty";
		run = (struct run){ 0, (uint32_t)text_len, begin, (uint32_t)text_len, false };
		buf_add(all, &run, sizeof run);
		runs->n = 1;
		return NULL;
	}
	for (size_t at = 0;; at++) {
		if (!run_read(field, &at, &run))
			return "text:raw:len or text:raw:textlen:rawlen, joined by commas";
		if (run.text != text)
			return "runs that cover the text in order, without a gap";
		if (run.raw != raw)
			return "runs that cover the range in order, without a gap";
		text += run.text_len;
		raw += run.raw_len;
		buf_add(all, &run, sizeof run);
		runs->n++;
		if (at == field.len)
			break;
	}
	if (text != text_len)
		return "runs that end where the text ends";
	return raw == end ? NULL : "runs that end where the range ends";
}

/* Of two runs that meet at a text position, the later: the last run with text <= position. */
static const struct run *run_at(const struct run *runs, size_t n, uint32_t position)
{
	size_t low = 0, high = n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (runs[middle].text <= position)
			low = middle;
		else
			high = middle;
	}
	return &runs[low];
}

void runs_raw(const struct run *runs, size_t n, uint32_t *begin, uint32_t *end)
{
	const struct run *first = run_at(runs, n, *begin);
	const struct run *last = run_at(runs, n, *end - 1);

	*begin = first->is_replaced ? first->raw : first->raw + (*begin - first->text);
	*end = last->is_replaced ? last->raw + last->raw_len : last->raw + (*end - last->text);
}
