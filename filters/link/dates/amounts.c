/* A number (numbers.h), then the unit behind or before it, by the longest run of words that is known. */
#include "amounts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/index.h"
#include "filters/link/lines.h"
#include "numbers.h"

enum { TEXT_MAX = 128 };

struct unit {
	struct str name;
	double factor;
};

struct units {
	struct index names; /* -> position */
	struct unit *units;
};

struct units *units_read(struct str tsv, struct arena *arena, uint64_t *line)
{
	struct units *units = arena_zeroed(arena, sizeof *units);
	struct lines lines = { .rest = tsv };
	struct str field[3];
	enum lines_status status;
	size_t n = 0;

	units->names.arena = arena;
	units->units = arena_array(arena, struct unit, lines_count(tsv));
	while ((status = lines_next(&lines, field, 3)) == LINES_RECORD) {
		struct unit *unit = &units->units[n];

		unit->factor = field[2].len ? strtod(arena_str(arena, field[2]).at, NULL) : 1;
		if (field[1].len == 0 || !(unit->factor > 0))
			break;
		unit->name = arena_str(arena, field[1]);
		index_put(&units->names, arena_str(arena, field[0]), (uint32_t)n++, NULL);
	}
	*line = lines.number;
	return status == LINES_END ? units : NULL;
}

static const struct unit *find_unit(const struct units *units, struct str name)
{
	const uint32_t *found = name.len ? index_find(&units->names, name) : NULL;

	return found ? &units->units[*found] : NULL;
}

/* The unit that stands right before the number: "US$", "£", "EUR ". */
static const struct unit *unit_before(const struct units *units, struct str lower)
{
	lower = str_trim(lower);
	for (size_t begin = 0; begin < lower.len; begin++) {
		bool is_edge =
			begin == 0 || lower.at[begin - 1] == ' ' || lower.at[begin - 1] == '-';
		const struct unit *unit;

		/* a sign may stick to what is before it, a word may not */
		if (!is_edge && lower.at[begin] >= 'a' && lower.at[begin] <= 'z')
			continue;
		if ((unit = find_unit(units, str_slice(lower, begin, lower.len))))
			return unit;
	}
	return NULL;
}

/* The unit behind the number: the longest run of last words that the table has. */
static const struct unit *unit_behind(const struct units *units, struct str lower)
{
	size_t begin = 0;

	while (begin < lower.len) {
		const struct unit *unit;

		while (begin < lower.len && (lower.at[begin] == ' ' || lower.at[begin] == '-'))
			begin++;
		if ((unit = find_unit(units, str_slice(lower, begin, lower.len))))
			return unit;
		begin = str_find(lower, ' ', begin);
	}
	return NULL;
}

static void write_number(double value, struct buf *out)
{
	char text[336]; /* the largest double has 309 digits before the point */
	size_t n;

	if (value >= 1 && value < 1e15 && value == (double)(uint64_t)value) {
		buf_add_number(out, (uint64_t)value);
		return;
	}
	n = (size_t)snprintf(text, sizeof text, "%.4f", value);
	while (n && text[n - 1] == '0')
		n--;
	if (n && text[n - 1] == '.')
		n--;
	buf_add(out, text, n);
}

/* The second number of a range: "9 million to $10 million", "50–60"; its end becomes *end. */
static bool read_second(struct str lower, size_t *end, struct number *second)
{
	static const char *const joints[] = { "to ", "and ", "or ", "-", "–", NULL };
	struct str rest = str_slice(lower, *end, lower.len);
	size_t skip = 0;

	while (skip < rest.len && rest.at[skip] == ' ')
		skip++;
	for (const char *const *joint = joints; *joint; joint++) {
		size_t from = *end + skip + strlen(*joint);

		if (!str_starts(str_slice(rest, skip, rest.len), *joint) ||
		    !numbers_read(lower, from, second))
			continue;
		if (second->is_vague || second->is_share || second->begin > from + 4)
			return false;
		*end = second->end;
		return true;
	}
	return false;
}

bool amounts_resolve(struct str text, struct str lemma, const struct units *units,
		     struct buf *value)
{
	char letters[TEXT_MAX];
	struct str lower = { letters, text.len };
	struct number first, second;
	const struct unit *unit;
	double factor;
	bool is_range;
	size_t end;

	if (text.len > sizeof letters)
		return false;
	for (size_t i = 0; i < text.len; i++)
		letters[i] = (char)(text.at[i] >= 'A' && text.at[i] <= 'Z' ? text.at[i] | 0x20
									   : text.at[i]);
	if (!numbers_read(lower, 0, &first) || first.is_vague || !isfinite(first.value))
		return false;
	end = first.end;
	is_range = !first.is_share && read_second(lower, &end, &second);
	/* "9 to 10 million" counts both in millions */
	if (is_range && second.value >= 1e3 && first.value < 1e3 &&
	    first.value * 1e3 <= second.value)
		first.value *= pow(1000, floor(log10(second.value / fmax(first.value, 1)) / 3));
	unit = unit_behind(units, str_slice(lower, end, lower.len));
	if (!unit)
		unit = unit_before(units, str_slice(lower, 0, first.begin));
	if (!unit && !first.is_share && (lemma.len == 0 || end >= text.len))
		return false;
	factor = unit ? unit->factor : first.is_share ? 100 : 1;
	write_number(first.value * factor, value);
	if (is_range) {
		buf_add_byte(value, '/');
		write_number(second.value * factor, value);
	}
	buf_add_byte(value, ' ');
	buf_add_str(value, unit ? unit->name : first.is_share ? str_of("%") : lemma);
	return true;
}
