/* map.c: runs are searched by their text offset; runs of empty text are never found, only passed. */
#include "common/map.h"

/* One number of a run, up to a ':' or the end; moves *pos behind it. */
static bool next_number(struct str run, size_t *pos, size_t *out)
{
	size_t end = str_find(run, ':', *pos);
	uint64_t n;

	if (*pos > run.len || !str_number(str_slice(run, *pos, end), UINT32_MAX, &n))
		return false;
	*out = n;
	*pos = end + 1;
	return true;
}

static bool parse_run(struct str field, struct map_run *run)
{
	size_t pos = 0;

	if (!next_number(field, &pos, &run->text) || !next_number(field, &pos, &run->raw) ||
	    !next_number(field, &pos, &run->text_len))
		return false;
	run->is_replaced = pos <= field.len;
	if (!run->is_replaced)
		run->raw_len = run->text_len;
	else if (!next_number(field, &pos, &run->raw_len) || pos <= field.len)
		return false;
	return true;
}

bool map_parse(struct str field, size_t begin, size_t end, size_t text_len, struct arena *arena,
               struct map *map)
{
	size_t n = 1, pos = 0, text = 0, raw = begin;

	if (end < begin)
		return false;
	for (size_t i = 0; i < field.len; i++)
		n += field.at[i] == ',';
	map->runs = arena_array(arena, struct map_run, n);
	map->n_runs = n;
	map->text_len = text_len;
	if (field.len == 0) {
		map->runs[0] = (struct map_run){ 0, text_len, begin, text_len, false };
		return text_len == end - begin;
	}
	for (size_t i = 0; i < n; i++) {
		size_t comma = str_find(field, ',', pos);
		struct map_run *run = &map->runs[i];

		if (!parse_run(str_slice(field, pos, comma), run) || run->text != text ||
		    run->raw < raw || run->raw + run->raw_len > end)
			return false;
		text += run->text_len;
		raw = run->raw + run->raw_len;
		pos = comma + 1;
	}
	return text == text_len;
}

void map_write(const struct map *map, struct buf *out)
{
	bool is_verbatim = map->n_runs == 0 || (map->n_runs == 1 && !map->runs[0].is_replaced);

	for (size_t i = 0; i < map->n_runs && !is_verbatim; i++) {
		const struct map_run *run = &map->runs[i];

		if (i > 0)
			buf_add_byte(out, ',');
		buf_add_number(out, run->text);
		buf_add_byte(out, ':');
		buf_add_number(out, run->raw);
		buf_add_byte(out, ':');
		buf_add_number(out, run->text_len);
		if (run->is_replaced) {
			buf_add_byte(out, ':');
			buf_add_number(out, run->raw_len);
		}
	}
}

static bool holds(const struct map_run *run, size_t text)
{
	return run->text <= text && text - run->text < run->text_len;
}

/* The run that holds a text byte; at or after `from`, which is not behind it. */
static size_t run_of(const struct map *map, size_t text, size_t from)
{
	size_t low = from, high = map->n_runs;

	/* Sweeps ask for the same run or the next few: look there before halving. */
	for (size_t i = from; i < map->n_runs && i < from + 4; i++)
		if (holds(&map->runs[i], text))
			return i;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (map->runs[middle].text <= text)
			low = middle;
		else
			high = middle;
	}
	/* Runs of empty text share their offset with the run behind them, which is the later one. */
	return low;
}

static size_t raw_begin(const struct map_run *run, size_t text)
{
	return run->is_replaced ? run->raw : run->raw + (text - run->text);
}

static size_t raw_end(const struct map_run *run, size_t text)
{
	return run->is_replaced ? run->raw + run->raw_len : run->raw + (text - run->text);
}

struct map_range map_raw_next(const struct map *map, size_t begin, size_t end, size_t *cursor)
{
	size_t first, last;

	if (map->n_runs == 1 && !map->runs[0].is_replaced && begin < end) /* most are verbatim */
		return (struct map_range){ map->runs[0].raw + begin, map->runs[0].raw + end };
	if (map->n_runs == 0)
		return (struct map_range){ 0, 0 };
	if (begin >= end) { /* a place, not a range */
		size_t at;

		if (map->text_len == 0)
			return (struct map_range){ map->runs[0].raw, map->runs[0].raw };
		first = run_of(map, begin < map->text_len ? begin : map->text_len - 1, *cursor);
		at = begin < map->text_len ? raw_begin(&map->runs[first], begin) :
		                             raw_end(&map->runs[first], map->text_len);
		return (struct map_range){ at, at };
	}
	first = run_of(map, begin, *cursor);
	last = run_of(map, end - 1, first);
	*cursor = first;
	return (struct map_range){ raw_begin(&map->runs[first], begin), raw_end(&map->runs[last], end) };
}

struct map_range map_raw(const struct map *map, size_t begin, size_t end)
{
	size_t cursor = 0;

	return map_raw_next(map, begin, end, &cursor);
}

struct map map_slice(const struct map *map, size_t begin, size_t end, struct arena *arena)
{
	struct map slice = { .text_len = end - begin };
	size_t first, last;

	if (begin >= end || map->n_runs == 0)
		return slice;
	first = run_of(map, begin, 0);
	last = run_of(map, end - 1, first);
	slice.runs = arena_array(arena, struct map_run, last - first + 1);
	for (size_t i = first; i <= last; i++) {
		struct map_run run = map->runs[i];
		size_t from = run.text > begin ? run.text : begin;
		size_t to = run.text + run.text_len < end ? run.text + run.text_len : end;

		if (!run.is_replaced) {
			run.raw += from - run.text;
			run.raw_len = to - from;
		}
		run.text = from - begin;
		run.text_len = to - from;
		slice.runs[slice.n_runs++] = run;
	}
	return slice;
}
