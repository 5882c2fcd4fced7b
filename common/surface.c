/* surface.c: parts are searched by their raw offset, then the runs of their map. */
#include "common/surface.h"

enum { STEP = 64 };

static void add_part(struct surface *surface, struct buf *text, struct arena *arena, size_t begin, size_t end,
                     struct str map, struct str part_text, size_t source)
{
	struct surface_part *part = &surface->parts[surface->n_parts];

	if (!map_parse(map, begin, end, part_text.len, arena, &part->map))
		return;
	if (text->len)
		buf_add(text, "\n\n", 2);
	part->begin = begin;
	part->end = end;
	part->text = text->len;
	part->text_len = part_text.len;
	part->source = (uint32_t)source;
	buf_add_str(text, part_text);
	surface->n_parts++;
}

static void count_code_points(struct surface *surface, struct arena *arena)
{
	uint32_t n = 0;

	surface->code_points = arena_array(arena, uint32_t, surface->text.len / STEP + 1);
	for (size_t i = 0; i <= surface->text.len; i++) {
		if (i % STEP == 0)
			surface->code_points[i / STEP] = n;
		n += i < surface->text.len && ((unsigned char)surface->text.at[i] & 0xC0) != 0x80;
	}
}

void surface_make(const struct layers *layers, struct arena *arena, struct surface *surface)
{
	size_t n = layers->n_paragraphs ? layers->n_paragraphs : layers->n_sentences;
	struct buf text = { 0 };

	*surface = (struct surface){ .parts = arena_array(arena, struct surface_part, n) };
	for (size_t i = 0; i < n; i++) {
		const struct paragraph *p = &layers->paragraphs[i];
		const struct sentence *s = &layers->sentences[i];

		if (layers->n_paragraphs)
			add_part(surface, &text, arena, p->begin, p->end, p->map, p->text, i);
		else
			add_part(surface, &text, arena, s->begin, s->end, s->map, s->text, i);
	}
	surface->text = arena_str(arena, buf_str(&text));
	buf_free(&text);
	count_code_points(surface, arena);
}

/* The part that holds a raw offset or begins behind it; NULL behind the last. */
static const struct surface_part *part_at(const struct surface *surface, size_t raw)
{
	size_t low = 0, high = surface->n_parts;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (surface->parts[middle].end <= raw)
			low = middle + 1;
		else
			high = middle;
	}
	return low < surface->n_parts ? &surface->parts[low] : NULL;
}

/* The text offset of a raw offset: of a replaced run its begin, or its end where `is_end`. */
static size_t text_of(const struct map *map, size_t raw, bool is_end)
{
	size_t low = 0, high = map->n_runs;
	const struct map_run *run;

	if (map->n_runs == 0)
		return 0;
	while (high - low > 1) { /* the last run that begins before the offset, or at it */
		size_t middle = low + (high - low) / 2;

		if (is_end ? map->runs[middle].raw < raw : map->runs[middle].raw <= raw)
			low = middle;
		else
			high = middle;
	}
	run = &map->runs[low];
	if (raw <= run->raw)
		return run->text;
	if (raw >= run->raw + run->raw_len)
		return run->text + run->text_len;
	if (run->is_replaced)
		return is_end ? run->text + run->text_len : run->text;
	return run->text + (raw - run->raw);
}

static uint32_t code_points_before(const struct surface *surface, size_t at)
{
	uint32_t n = surface->code_points[at / STEP];

	for (size_t i = at / STEP * STEP; i < at; i++)
		n += ((unsigned char)surface->text.at[i] & 0xC0) != 0x80;
	return n;
}

bool surface_find(const struct surface *surface, size_t raw_begin, size_t raw_end, struct surface_range *range)
{
	const struct surface_part *first = part_at(surface, raw_begin);
	const struct surface_part *last = raw_end > raw_begin ? part_at(surface, raw_end - 1) : NULL;

	if (!first || raw_end <= raw_begin || raw_end <= first->begin)
		return false;
	if (!last || last->begin >= raw_end)
		last = last && last > first ? last - 1 : surface->parts + surface->n_parts - 1;
	range->begin = first->text + text_of(&first->map, raw_begin, false);
	range->end = last->text + text_of(&last->map, raw_end, true);
	if (range->begin >= range->end)
		return false;
	range->begin_cp = code_points_before(surface, range->begin);
	range->end_cp = code_points_before(surface, range->end);
	return true;
}
